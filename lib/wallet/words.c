/* words.c: turns a text into the answer whether a word of money stands near a place.
 * It must not know what stands at that place.
 * No standard; words as letters of the kind use them. Rule packs judge a letter, this only says where to look closer.
 */
#include "wallet/words.h"

#include "base/text.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct word {
	enum word_kind kind;
	const char *text; /* lower case; ASCII words must begin a word, others may stand anywhere */
};

/* Words in other scripts leave out their first letter where it may be a capital. */
/* clang-format off */
static const struct word table[] = {
	/* coins */
	{WORD_PAY, "btc"}, {WORD_PAY, "bitcoin"}, {WORD_PAY, "xbt"}, {WORD_PAY, "bch"}, {WORD_PAY, "ltc"},
	{WORD_PAY, "litecoin"}, {WORD_PAY, "xmr"}, {WORD_PAY, "monero"}, {WORD_PAY, "eth"}, {WORD_PAY, "usdt"},
	{WORD_PAY, "usdc"}, {WORD_PAY, "tether"}, {WORD_PAY, "trx"}, {WORD_PAY, "tron"}, {WORD_PAY, "trc"},
	{WORD_PAY, "erc"}, {WORD_PAY, "bep"}, {WORD_PAY, "doge"}, {WORD_PAY, "dash"}, {WORD_PAY, "zcash"},
	{WORD_PAY, "zec"}, {WORD_PAY, "xrp"}, {WORD_PAY, "ripple"}, {WORD_PAY, "cardano"},
	{WORD_PAY, "stellar"}, {WORD_PAY, "crypto"}, {WORD_PAY, "krypto"}, {WORD_PAY, "cripto"},
	{WORD_PAY, "lightning"}, {WORD_PAY, "ビットコイン"}, {WORD_PAY, "暗号"}, {WORD_PAY, "仮想通貨"},
	{WORD_PAY, "比特"}, {WORD_PAY, "加密"}, {WORD_PAY, "비트코인"}, {WORD_PAY, "иткоин"},
	{WORD_PAY, "иткойн"}, {WORD_PAY, "рипто"}, {WORD_PAY, "بيتكوين"}, {WORD_PAY, "بتكوين"},
	{WORD_PAY, "بیت"}, {WORD_PAY, "ביטקוין"}, {WORD_PAY, "बिटकॉइन"}, {WORD_PAY, "บิตคอย"},
	{WORD_PAY, "บิทคอย"},
	/* wallets */
	{WORD_PAY, "wallet"}, {WORD_PAY, "carteira"}, {WORD_PAY, "cartera"}, {WORD_PAY, "billetera"},
	{WORD_PAY, "monedero"}, {WORD_PAY, "portafogli"}, {WORD_PAY, "portefeuille"}, {WORD_PAY, "portemon"},
	{WORD_PAY, "geldb"}, {WORD_PAY, "brieftasche"}, {WORD_PAY, "portfel"}, {WORD_PAY, "portofel"},
	{WORD_PAY, "lompak"}, {WORD_PAY, "lommebok"}, {WORD_PAY, "tegnebog"}, {WORD_PAY, "ånbok"},
	{WORD_PAY, "eněž"}, {WORD_PAY, "eňaž"}, {WORD_PAY, "üzdan"}, {WORD_PAY, "cuzdan"},
	{WORD_PAY, "dompet"}, {WORD_PAY, "tárca"}, {WORD_PAY, "denarnic"}, {WORD_PAY, "novcanik"},
	{WORD_PAY, "ovčanik"}, {WORD_PAY, "rahakot"}, {WORD_PAY, "ошел"}, {WORD_PAY, "аманц"},
	{WORD_PAY, "аманец"}, {WORD_PAY, "ортфейл"}, {WORD_PAY, "ορτοφ"}, {WORD_PAY, "ウォレット"},
	{WORD_PAY, "財布"}, {WORD_PAY, "钱包"}, {WORD_PAY, "錢包"}, {WORD_PAY, "지갑"}, {WORD_PAY, "محفظ"},
	{WORD_PAY, "کیف پول"}, {WORD_PAY, "ארנק"}, {WORD_PAY, "वॉलेट"}, {WORD_PAY, "กระเป๋า"},
	/* addresses and what is done with them */
	{WORD_PAY, "addres"}, {WORD_PAY, "adres"}, {WORD_PAY, "addr"}, {WORD_PAY, "direcci"},
	{WORD_PAY, "endere"}, {WORD_PAY, "indirizz"}, {WORD_PAY, "osoit"}, {WORD_PAY, "naslov"},
	{WORD_PAY, "alamat"}, {WORD_PAY, "địa ch"}, {WORD_PAY, "pay"}, {WORD_PAY, "send"},
	{WORD_PAY, "transfer"}, {WORD_PAY, "deposit"}, {WORD_PAY, "donat"}, {WORD_PAY, "ransom"},
	{WORD_PAY, "zahl"}, {WORD_PAY, "senden"}, {WORD_PAY, "envoy"}, {WORD_PAY, "envi"}, {WORD_PAY, "pag"},
	{WORD_PAY, "дрес"}, {WORD_PAY, "ιεύθυν"}, {WORD_PAY, "ιευθυν"}, {WORD_PAY, "アドレス"},
	{WORD_PAY, "送金"}, {WORD_PAY, "送信"}, {WORD_PAY, "支払"}, {WORD_PAY, "地址"}, {WORD_PAY, "주소"},
	{WORD_PAY, "송금"}, {WORD_PAY, "عنوان"}, {WORD_PAY, "آدرس"}, {WORD_PAY, "כתובת"}, {WORD_PAY, "पते"},
	{WORD_PAY, "ที่อยู่"},
	/* its pieces */
	{WORD_PAY, "part"}, {WORD_PAY, "half"}, {WORD_PAY, "halves"}, {WORD_PAY, "second"},
	{WORD_PAY, "piece"}, {WORD_PAY, "join"}, {WORD_PAY, "combin"}, {WORD_PAY, "remove"},
	{WORD_PAY, "without"}, {WORD_PAY, "teil"}, {WORD_PAY, "hälfte"}, {WORD_PAY, "moiti"},
	{WORD_PAY, "mitad"}, {WORD_PAY, "met"}, {WORD_PAY, "deel"}, {WORD_PAY, "helft"}, {WORD_PAY, "асть"},
	{WORD_PAY, "асти"}, {WORD_PAY, "оловин"}, {WORD_PAY, "前半"}, {WORD_PAY, "後半"}, {WORD_PAY, "部分"},
	{WORD_PAY, "부분"},
	/* turned round */
	{WORD_REVERSE, "revers"}, {WORD_REVERSE, "backward"}, {WORD_REVERSE, "mirror"},
	{WORD_REVERSE, "right to left"}, {WORD_REVERSE, "umgekehrt"}, {WORD_REVERSE, "ückw"},
	{WORD_REVERSE, "ruckw"}, {WORD_REVERSE, "rueckw"}, {WORD_REVERSE, "invers"}, {WORD_REVERSE, "invert"},
	{WORD_REVERSE, "envers"}, {WORD_REVERSE, "contrari"}, {WORD_REVERSE, "revés"},
	{WORD_REVERSE, "rovesci"}, {WORD_REVERSE, "achterst"}, {WORD_REVERSE, "omgeke"},
	{WORD_REVERSE, "bakl"}, {WORD_REVERSE, "wspak"}, {WORD_REVERSE, "odwr"}, {WORD_REVERSE, "pozp"},
	{WORD_REVERSE, "tersten"}, {WORD_REVERSE, "terbalik"}, {WORD_REVERSE, "братн"},
	{WORD_REVERSE, "аоборот"}, {WORD_REVERSE, "наперёд"}, {WORD_REVERSE, "наперед"},
	{WORD_REVERSE, "ντίστροφ"}, {WORD_REVERSE, "逆"}, {WORD_REVERSE, "反"}, {WORD_REVERSE, "倒"},
	{WORD_REVERSE, "거꾸로"}, {WORD_REVERSE, "معكوس"}, {WORD_REVERSE, "הפוך"}, {WORD_REVERSE, "उल्टा"},
	{WORD_REVERSE, "กลับ"},
	/* asked for by forms that prove little by themselves */
	{WORD_SOLANA, "solana"}, {WORD_SOLANA, "sol"}, {WORD_SOLANA, "phantom"}, {WORD_TON, "ton"},
	{WORD_TON, "toncoin"}, {WORD_TON, "tonkeeper"}, {WORD_SUBSTRATE, "polkadot"}, {WORD_SUBSTRATE, "dot"},
	{WORD_SUBSTRATE, "kusama"}, {WORD_SUBSTRATE, "ksm"}, {WORD_SUBSTRATE, "substrate"},
	{WORD_SUBSTRATE, "ss58"}, {WORD_SUBSTRATE, "wallet"}, {WORD_SUBSTRATE, "address"},
};
/* clang-format on */

_Static_assert(COUNT(table) <= WORDS_MAX, "WORDS_MAX is too small");

void words_init(struct words *words, const char *text, size_t len)
{
	memset(words, 0, sizeof *words);
	words->text = text;
	words->len = len;
}

static void fill_chains(struct words *words)
{
	for (size_t i = COUNT(table); i > 0; i--) {
		uint8_t first = (uint8_t)table[i - 1].text[0];

		words->next[i - 1] = words->first[first];
		words->first[first] = (uint8_t)i;
	}
	words->ready = true;
}

/* Words of three letters or fewer must end there: "sol" is no "solution". */
static bool is_word_at(const struct words *words, const char *word, size_t at)
{
	size_t len = strlen(word);

	if (words->len - at < len || !ascii_same(words->text + at, len, word, len))
		return false;
	if (len > 3 || (uint8_t)word[0] >= 128)
		return true;
	return words->len - at == len || !ascii_is_alpha(words->text[at + len]);
}

static void read_words_at(struct words *words, size_t at)
{
	uint8_t first = (uint8_t)ascii_lower(words->text[at]);

	if (first < 128 && at > 0 && ascii_is_alnum(words->text[at - 1]))
		return;
	for (uint8_t i = words->first[first]; i != 0; i = words->next[i - 1])
		if (is_word_at(words, table[i - 1].text, at))
			words->last[table[i - 1].kind] = at + 1;
}

bool words_near(struct words *words, enum word_kind kind, size_t from, size_t to, size_t reach)
{
	size_t end = words->len - to < reach ? words->len : to + reach;

	if (!words->ready)
		fill_chains(words);
	for (; words->read < end; words->read++)
		if (words->first[(uint8_t)ascii_lower(words->text[words->read])] != 0)
			read_words_at(words, words->read);
	return words->last[kind] != 0 && words->last[kind] - 1 + reach >= from;
}
