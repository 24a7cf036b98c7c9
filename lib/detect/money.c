/* money.c: turns a word or sign into a currency.
 * It must not know where they stand in a text.
 * ISO 4217 for codes; words as they stand in letters of the languages that the packs cover. Where a word serves several
 * currencies (kr, peso, dinar) the one is named that is met most often: the code is for telling, not for changing
 * money.
 */
#include "detect/money.h"

#include "base/text.h"
#include "fold/fold.h"

#include <string.h>

#define PLAIN(currency, word)                                                                                          \
	{                                                                                                              \
		word, currency, false, 1                                                                               \
	}
#define TIMES(factor, currency, word)                                                                                  \
	{                                                                                                              \
		word, currency, false, factor                                                                          \
	}
#define COIN(currency, word)                                                                                           \
	{                                                                                                              \
		word, currency, true, 1                                                                                \
	}

static const struct money table[] = {
	/* multipliers */
	TIMES(1e3, "", "k"),
	TIMES(1e3, "", "thousand"),
	TIMES(1e3, "", "tausend"),
	TIMES(1e3, "", "mil"),
	TIMES(1e3, "", "mille"),
	TIMES(1e3, "", "тысяч"),
	TIMES(1e3, "", "тысячи"),
	TIMES(1e3, "", "тыс"),
	TIMES(1e3, "", "тисяч"),
	TIMES(1e3, "", "tys"),
	TIMES(1e3, "", "tysiące"),
	TIMES(1e3, "", "tysięcy"),
	TIMES(1e3, "", "tisíc"),
	TIMES(1e3, "", "bin"),
	TIMES(1e3, "", "nghìn"),
	TIMES(1e3, "", "ngàn"),
	TIMES(1e3, "", "ribu"),
	TIMES(1e3, "", "rb"),
	TIMES(1e3, "", "ezer"),
	TIMES(1e3, "", "千"),
	TIMES(1e3, "", "천"),
	TIMES(1e3, "", "พัน"),
	TIMES(1e3, "", "ألف"),
	TIMES(1e3, "", "هزار"),
	TIMES(1e3, "", "אלף"),
	TIMES(1e4, "", "万"),
	TIMES(1e4, "", "萬"),
	TIMES(1e4, "", "만"),
	TIMES(1e4, "", "หมื่น"),
	TIMES(1e5, "", "แสน"),
	TIMES(1e5, "", "lakh"),
	TIMES(1e6, "", "million"),
	TIMES(1e6, "", "millionen"),
	TIMES(1e6, "", "millones"),
	TIMES(1e6, "", "milyon"),
	TIMES(1e6, "", "milion"),
	TIMES(1e6, "", "млн"),
	TIMES(1e6, "", "triệu"),
	TIMES(1e6, "", "juta"),
	TIMES(1e6, "", "ล้าน"),
	TIMES(1e6, "", "میلیون"),
	TIMES(1e6, "", "مليون"),
	/* dollars */
	PLAIN("USD", "$"),
	PLAIN("USD", "us$"),
	PLAIN("USD", "u$s"),
	PLAIN("USD", "usd"),
	PLAIN("USD", "dollar"),
	PLAIN("USD", "dollars"),
	PLAIN("USD", "us dollar"),
	PLAIN("USD", "us dollars"),
	PLAIN("USD", "bucks"),
	PLAIN("USD", "dólar"),
	PLAIN("USD", "dólares"),
	PLAIN("USD", "dollari"),
	PLAIN("USD", "dollaro"),
	PLAIN("USD", "dollaria"),
	PLAIN("USD", "dollarin"),
	PLAIN("USD", "dollár"),
	PLAIN("USD", "dollárt"),
	PLAIN("USD", "dolara"),
	PLAIN("USD", "dolarów"),
	PLAIN("USD", "dolary"),
	PLAIN("USD", "dolarů"),
	PLAIN("USD", "dolarji"),
	PLAIN("USD", "dolarjev"),
	PLAIN("USD", "dolárov"),
	PLAIN("USD", "dolare"),
	PLAIN("USD", "dolari"),
	PLAIN("USD", "doları"),
	PLAIN("USD", "dolar as"),
	PLAIN("USD", "dollarit"),
	PLAIN("USD", "dolārus"),
	PLAIN("USD", "dolāru"),
	PLAIN("USD", "dolerių"),
	PLAIN("USD", "đô la"),
	PLAIN("USD", "đô la mỹ"),
	PLAIN("USD", "доллар"),
	PLAIN("USD", "доллара"),
	PLAIN("USD", "долларов"),
	PLAIN("USD", "долл"),
	PLAIN("USD", "долара"),
	PLAIN("USD", "доларів"),
	PLAIN("USD", "долари"),
	PLAIN("USD", "долар"),
	PLAIN("USD", "щатски долара"),
	PLAIN("USD", "баксов"),
	PLAIN("USD", "δολάρια"),
	PLAIN("USD", "δολαρίων"),
	PLAIN("USD", "ドル"),
	PLAIN("USD", "米ドル"),
	PLAIN("USD", "美元"),
	PLAIN("USD", "美金"),
	PLAIN("USD", "美刀"),
	PLAIN("USD", "달러"),
	PLAIN("USD", "미국달러"),
	PLAIN("USD", "미화"),
	PLAIN("USD", "دولار"),
	PLAIN("USD", "دولارا"),
	PLAIN("USD", "دلار"),
	PLAIN("USD", "ڈالر"),
	PLAIN("USD", "דולר"),
	PLAIN("USD", "דולרים"),
	PLAIN("USD", "ดอลลาร์"),
	PLAIN("USD", "ดอลล่าร์"),
	PLAIN("USD", "เหรียญ"),
	PLAIN("USD", "डॉलर"),
	PLAIN("USD", "ডলার"),
	PLAIN("USD", "டாலர்"),
	PLAIN("CAD", "cad"),
	PLAIN("CAD", "ca$"),
	PLAIN("CAD", "c$"),
	PLAIN("AUD", "aud"),
	PLAIN("AUD", "au$"),
	PLAIN("AUD", "a$"),
	PLAIN("NZD", "nzd"),
	PLAIN("NZD", "nz$"),
	PLAIN("SGD", "sgd"),
	PLAIN("SGD", "s$"),
	PLAIN("HKD", "hkd"),
	PLAIN("HKD", "hk$"),
	PLAIN("HKD", "港元"),
	PLAIN("HKD", "港幣"),
	PLAIN("HKD", "港币"),
	PLAIN("TWD", "twd"),
	PLAIN("TWD", "nt$"),
	PLAIN("TWD", "台幣"),
	PLAIN("TWD", "新台幣"),
	/* Europe */
	PLAIN("EUR", "€"),
	PLAIN("EUR", "eur"),
	PLAIN("EUR", "euro"),
	PLAIN("EUR", "euros"),
	PLAIN("EUR", "euroa"),
	PLAIN("EUR", "eurot"),
	PLAIN("EUR", "euró"),
	PLAIN("EUR", "eurót"),
	PLAIN("EUR", "eura"),
	PLAIN("EUR", "evro"),
	PLAIN("EUR", "evrov"),
	PLAIN("EUR", "evra"),
	PLAIN("EUR", "avro"),
	PLAIN("EUR", "eiro"),
	PLAIN("EUR", "eurų"),
	PLAIN("EUR", "евро"),
	PLAIN("EUR", "євро"),
	PLAIN("EUR", "евра"),
	PLAIN("EUR", "ευρώ"),
	PLAIN("EUR", "ユーロ"),
	PLAIN("EUR", "欧元"),
	PLAIN("EUR", "歐元"),
	PLAIN("EUR", "유로"),
	PLAIN("EUR", "يورو"),
	PLAIN("EUR", "یورو"),
	PLAIN("EUR", "אירו"),
	PLAIN("EUR", "יורו"),
	PLAIN("EUR", "ยูโร"),
	PLAIN("EUR", "यूरो"),
	PLAIN("GBP", "£"),
	PLAIN("GBP", "gbp"),
	PLAIN("GBP", "pound"),
	PLAIN("GBP", "pounds"),
	PLAIN("GBP", "quid"),
	PLAIN("GBP", "фунтов"),
	PLAIN("GBP", "英镑"),
	PLAIN("GBP", "英鎊"),
	PLAIN("GBP", "ポンド"),
	PLAIN("GBP", "파운드"),
	PLAIN("CHF", "chf"),
	PLAIN("CHF", "franken"),
	PLAIN("CHF", "francs"),
	PLAIN("CHF", "franchi"),
	PLAIN("SEK", "sek"),
	PLAIN("SEK", "kronor"),
	PLAIN("SEK", "kr"),
	PLAIN("NOK", "nok"),
	PLAIN("DKK", "dkk"),
	PLAIN("DKK", "kroner"),
	PLAIN("ISK", "isk"),
	PLAIN("ISK", "krónur"),
	PLAIN("PLN", "pln"),
	PLAIN("PLN", "zł"),
	PLAIN("PLN", "złotych"),
	PLAIN("PLN", "złote"),
	PLAIN("CZK", "czk"),
	PLAIN("CZK", "kč"),
	PLAIN("CZK", "korun"),
	PLAIN("CZK", "koruny"),
	PLAIN("HUF", "huf"),
	PLAIN("HUF", "ft"),
	PLAIN("HUF", "forint"),
	PLAIN("HUF", "forintot"),
	PLAIN("RON", "ron"),
	PLAIN("RON", "lei"),
	PLAIN("BGN", "bgn"),
	PLAIN("BGN", "лв"),
	PLAIN("BGN", "лева"),
	PLAIN("RSD", "rsd"),
	PLAIN("RSD", "dinara"),
	PLAIN("RSD", "динара"),
	PLAIN("RUB", "₽"),
	PLAIN("RUB", "rub"),
	PLAIN("RUB", "руб"),
	PLAIN("RUB", "рублей"),
	PLAIN("RUB", "рубля"),
	PLAIN("RUB", "рубль"),
	PLAIN("RUB", "rubles"),
	PLAIN("RUB", "roubles"),
	PLAIN("RUB", "卢布"),
	PLAIN("UAH", "₴"),
	PLAIN("UAH", "uah"),
	PLAIN("UAH", "грн"),
	PLAIN("UAH", "гривень"),
	PLAIN("UAH", "гривні"),
	PLAIN("TRY", "₺"),
	PLAIN("TRY", "tl"),
	PLAIN("TRY", "lira"),
	PLAIN("TRY", "türk lirası"),
	PLAIN("KZT", "тенге"),
	/* the Americas */
	PLAIN("BRL", "r$"),
	PLAIN("BRL", "brl"),
	PLAIN("BRL", "reais"),
	PLAIN("MXN", "mxn"),
	PLAIN("MXN", "pesos"),
	PLAIN("MXN", "peso"),
	PLAIN("ARS", "ars"),
	PLAIN("COP", "cop"),
	PLAIN("CLP", "clp"),
	PLAIN("PEN", "soles"),
	/* Asia, Africa */
	PLAIN("JPY", "¥"),
	PLAIN("JPY", "jpy"),
	PLAIN("JPY", "yen"),
	PLAIN("JPY", "円"),
	PLAIN("JPY", "日元"),
	PLAIN("JPY", "日圓"),
	PLAIN("JPY", "日円"),
	PLAIN("JPY", "日本円"),
	PLAIN("JPY", "иен"),
	PLAIN("JPY", "엔"),
	PLAIN("CNY", "cny"),
	PLAIN("CNY", "rmb"),
	PLAIN("CNY", "元"),
	PLAIN("CNY", "块"),
	PLAIN("CNY", "人民币"),
	PLAIN("CNY", "人民幣"),
	PLAIN("CNY", "元人民币"),
	PLAIN("CNY", "yuan"),
	PLAIN("CNY", "юаней"),
	PLAIN("KRW", "₩"),
	PLAIN("KRW", "krw"),
	PLAIN("KRW", "원"),
	PLAIN("INR", "₹"),
	PLAIN("INR", "inr"),
	PLAIN("INR", "rs"),
	PLAIN("INR", "rupees"),
	PLAIN("INR", "rupee"),
	PLAIN("INR", "रुपये"),
	PLAIN("INR", "रुपए"),
	PLAIN("BDT", "টাকা"),
	PLAIN("BDT", "taka"),
	PLAIN("PKR", "pkr"),
	PLAIN("PKR", "روپے"),
	PLAIN("THB", "thb"),
	PLAIN("THB", "baht"),
	PLAIN("THB", "บาท"),
	PLAIN("VND", "vnd"),
	PLAIN("VND", "vnđ"),
	PLAIN("VND", "đồng"),
	PLAIN("IDR", "idr"),
	PLAIN("IDR", "rp"),
	PLAIN("IDR", "rupiah"),
	PLAIN("MYR", "myr"),
	PLAIN("MYR", "rm"),
	PLAIN("MYR", "ringgit"),
	PLAIN("PHP", "php"),
	PLAIN("PHP", "piso"),
	PLAIN("ILS", "שקל"),
	PLAIN("ILS", "שקלים"),
	PLAIN("SAR", "ريال"),
	PLAIN("AED", "درهم"),
	PLAIN("EGP", "جنيه"),
	PLAIN("IRT", "تومان"),
	PLAIN("ZAR", "zar"),
	PLAIN("ZAR", "rand"),
	PLAIN("NGN", "naira"),
	PLAIN("KES", "ksh"),
	PLAIN("ILS", "₪"),
	PLAIN("PHP", "₱"),
	PLAIN("VND", "₫"),
	PLAIN("NGN", "₦"),
	PLAIN("THB", "฿"),
	PLAIN("KHR", "៛"),
	PLAIN("MNT", "₮"),
	PLAIN("KZT", "₸"),
	PLAIN("AZN", "₼"),
	PLAIN("GEL", "₾"),
	PLAIN("CRC", "₡"),
	PLAIN("PYG", "₲"),
	PLAIN("GHS", "₵"),
	PLAIN("LAK", "₭"),
	PLAIN("BDT", "৳"),
	PLAIN("AMD", "֏"),
	PLAIN("AFN", "؋"),
	/* coins */
	COIN("BTC", "₿"),
	COIN("BTC", "btc"),
	COIN("BTC", "xbt"),
	COIN("BTC", "bitcoin"),
	COIN("BTC", "bitcoins"),
	COIN("BTC", "bitcoina"),
	COIN("BTC", "bitcoinů"),
	COIN("BTC", "bitcoinów"),
	COIN("BTC", "bitcoiny"),
	COIN("BTC", "bitcoini"),
	COIN("BTC", "bitcoinu"),
	COIN("BTC", "bitcoinia"),
	COIN("BTC", "bitcoint"),
	COIN("BTC", "биткоин"),
	COIN("BTC", "биткоина"),
	COIN("BTC", "биткоинов"),
	COIN("BTC", "биткойн"),
	COIN("BTC", "биткойна"),
	COIN("BTC", "биткойнов"),
	COIN("BTC", "біткоїн"),
	COIN("BTC", "біткоїнів"),
	COIN("BTC", "биткойни"),
	COIN("BTC", "ビットコイン"),
	COIN("BTC", "比特币"),
	COIN("BTC", "比特幣"),
	COIN("BTC", "个比特币"),
	COIN("BTC", "個比特幣"),
	COIN("BTC", "枚比特币"),
	COIN("BTC", "비트코인"),
	COIN("BTC", "بيتكوين"),
	COIN("BTC", "بتكوين"),
	COIN("BTC", "بیت کوین"),
	COIN("BTC", "ביטקוין"),
	COIN("BTC", "ביטקוינים"),
	COIN("BTC", "บิตคอยน์"),
	COIN("BTC", "บิทคอยน์"),
	COIN("BTC", "बिटकॉइन"),
	COIN("BTC", "বিটকয়েন"),
	COIN("BCH", "bch"),
	COIN("ETH", "eth"),
	COIN("ETH", "ether"),
	COIN("ETH", "ethereum"),
	COIN("ETH", "イーサリアム"),
	COIN("ETH", "以太坊"),
	COIN("ETH", "이더리움"),
	COIN("LTC", "ltc"),
	COIN("LTC", "litecoin"),
	COIN("LTC", "litecoins"),
	COIN("LTC", "ライトコイン"),
	COIN("LTC", "莱特币"),
	COIN("XMR", "xmr"),
	COIN("XMR", "monero"),
	COIN("USD", "usdt"),
	COIN("USD", "tether"),
	COIN("USD", "usdc"),
	COIN("USD", "泰达币"),
	COIN("DOG", "doge"),
	COIN("DOG", "dogecoin"),
	COIN("ZEC", "zec"),
	COIN("TRX", "trx"),
	COIN("BNB", "bnb"),
	COIN("XRP", "xrp"),
	COIN("SOL", "solana"),
};

#define COUNT (sizeof table / sizeof table[0])
_Static_assert(COUNT <= MONEY_WORDS_MOST, "MONEY_WORDS_MOST is too small");

void money_words_init(struct money_words *words)
{
	memset(words, 0, sizeof *words);
	literal_set_init(&words->words);
}

void money_words_free(struct money_words *words)
{
	literal_set_free(&words->words);
}

static int add_word(struct money_words *words, struct fold *fold, struct text *folded, size_t row)
{
	size_t known = words->words.count;
	uint32_t number;

	text_reset(folded);
	if (fold_text(fold, folded, table[row].word, strlen(table[row].word)) != 0 || folded->lost)
		return -1;
	if (folded->len == 0) /* a sign that folding drops */
		return 0;
	if (literal_set_add(&words->words, &number, folded->at, folded->len) != 0)
		return -1;
	if (number < known) /* of words that fold alike the first one counts */
		return 0;
	words->row[number] = (uint16_t)row;
	words->first[(unsigned char)folded->at[0]] = true;
	words->last[(unsigned char)folded->at[folded->len - 1]] = true;
	if (folded->len > words->longest)
		words->longest = folded->len;
	return 0;
}

int money_words_fold(struct money_words *words, struct fold *fold)
{
	struct text folded;
	int status = 0;

	text_init(&folded, 0);
	for (size_t row = 0; status == 0 && row < COUNT; row++)
		status = add_word(words, fold, &folded, row);
	text_free(&folded);
	return status;
}

const struct money *money_find(const struct money_words *words, const char *at, size_t len)
{
	uint32_t number;

	return literal_set_find(&words->words, &number, at, len) ? &table[words->row[number]] : NULL;
}

const struct money *money_table(size_t *count_out)
{
	*count_out = COUNT;
	return table;
}
