/* words.c: turns a text into the answer whether a word of money stands near a place.
 * It must not know what stands at that place.
 * No standard; words as letters of the kind use them. Rule packs judge a letter, this only says where to look closer.
 */
#include "wallet/words.h"

#include "base/text.h"
#include "wallet/runs.h"

#include <string.h>

#define WORD_LEAST 3 /* bytes of the shortest word */
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define W(kind, text)                                                                                                  \
	{                                                                                                              \
		WORD_##kind, sizeof text - 1, text                                                                     \
	}

struct word {
	enum word_kind kind;
	uint8_t len;
	const char *text; /* lower case; ASCII words must begin a word, others may stand anywhere */
};

/* Words in other scripts leave out their first letter where it may be a capital. */
/* clang-format off */
static const struct word table[] = {
	/* coins */
	W(PAY, "btc"), W(PAY, "bitcoin"), W(PAY, "xbt"), W(PAY, "bch"), W(PAY, "ltc"),
	W(PAY, "litecoin"), W(PAY, "xmr"), W(PAY, "monero"), W(PAY, "eth"), W(PAY, "usdt"),
	W(PAY, "usdc"), W(PAY, "tether"), W(PAY, "trx"), W(PAY, "tron"), W(PAY, "trc"),
	W(PAY, "erc"), W(PAY, "bep"), W(PAY, "doge"), W(PAY, "dash"), W(PAY, "zcash"),
	W(PAY, "zec"), W(PAY, "xrp"), W(PAY, "ripple"), W(PAY, "cardano"),
	W(PAY, "stellar"), W(PAY, "crypto"), W(PAY, "krypto"), W(PAY, "cripto"),
	W(PAY, "lightning"), W(PAY, "ビットコイン"), W(PAY, "暗号"), W(PAY, "仮想通貨"),
	W(PAY, "比特"), W(PAY, "加密"), W(PAY, "비트코인"), W(PAY, "иткоин"),
	W(PAY, "иткойн"), W(PAY, "рипто"), W(PAY, "بيتكوين"), W(PAY, "بتكوين"),
	W(PAY, "بیت"), W(PAY, "ביטקוין"), W(PAY, "बिटकॉइन"), W(PAY, "บิตคอย"),
	W(PAY, "บิทคอย"),
	/* wallets */
	W(PAY, "wallet"), W(PAY, "carteira"), W(PAY, "cartera"), W(PAY, "billetera"),
	W(PAY, "monedero"), W(PAY, "portafogli"), W(PAY, "portefeuille"), W(PAY, "portemon"),
	W(PAY, "geldb"), W(PAY, "brieftasche"), W(PAY, "portfel"), W(PAY, "portofel"),
	W(PAY, "lompak"), W(PAY, "lommebok"), W(PAY, "tegnebog"), W(PAY, "ånbok"),
	W(PAY, "eněž"), W(PAY, "eňaž"), W(PAY, "üzdan"), W(PAY, "cuzdan"),
	W(PAY, "dompet"), W(PAY, "tárca"), W(PAY, "denarnic"), W(PAY, "novcanik"),
	W(PAY, "ovčanik"), W(PAY, "rahakot"), W(PAY, "ошел"), W(PAY, "аманц"),
	W(PAY, "аманец"), W(PAY, "ортфейл"), W(PAY, "ορτοφ"), W(PAY, "ウォレット"),
	W(PAY, "財布"), W(PAY, "钱包"), W(PAY, "錢包"), W(PAY, "지갑"), W(PAY, "محفظ"),
	W(PAY, "کیف پول"), W(PAY, "ארנק"), W(PAY, "वॉलेट"), W(PAY, "กระเป๋า"),
	/* addresses and what is done with them */
	W(PAY, "addres"), W(PAY, "adres"), W(PAY, "addr"), W(PAY, "direcci"),
	W(PAY, "endere"), W(PAY, "indirizz"), W(PAY, "osoit"), W(PAY, "naslov"),
	W(PAY, "alamat"), W(PAY, "địa ch"), W(PAY, "pay"), W(PAY, "send"),
	W(PAY, "transfer"), W(PAY, "deposit"), W(PAY, "donat"), W(PAY, "ransom"),
	W(PAY, "zahl"), W(PAY, "senden"), W(PAY, "envoy"), W(PAY, "envi"), W(PAY, "pag"),
	W(PAY, "дрес"), W(PAY, "ιεύθυν"), W(PAY, "ιευθυν"), W(PAY, "アドレス"),
	W(PAY, "送金"), W(PAY, "送信"), W(PAY, "支払"), W(PAY, "地址"), W(PAY, "주소"),
	W(PAY, "송금"), W(PAY, "عنوان"), W(PAY, "آدرس"), W(PAY, "כתובת"), W(PAY, "पते"),
	W(PAY, "ที่อยู่"),
	/* its pieces */
	W(PAY, "part"), W(PAY, "half"), W(PAY, "halves"), W(PAY, "second"),
	W(PAY, "piece"), W(PAY, "join"), W(PAY, "combin"), W(PAY, "remove"),
	W(PAY, "without"), W(PAY, "teil"), W(PAY, "hälfte"), W(PAY, "moiti"),
	W(PAY, "mitad"), W(PAY, "met"), W(PAY, "deel"), W(PAY, "helft"), W(PAY, "асть"),
	W(PAY, "асти"), W(PAY, "оловин"), W(PAY, "前半"), W(PAY, "後半"), W(PAY, "部分"),
	W(PAY, "부분"),
	/* turned round */
	W(REVERSE, "\xe2\x80\xae"), W(REVERSE, "revers"), W(REVERSE, "backward"), W(REVERSE, "mirror"),
	W(REVERSE, "right to left"), W(REVERSE, "umgekehrt"), W(REVERSE, "ückw"),
	W(REVERSE, "ruckw"), W(REVERSE, "rueckw"), W(REVERSE, "invers"), W(REVERSE, "invert"),
	W(REVERSE, "envers"), W(REVERSE, "contrari"), W(REVERSE, "revés"),
	W(REVERSE, "rovesci"), W(REVERSE, "achterst"), W(REVERSE, "omgeke"),
	W(REVERSE, "bakl"), W(REVERSE, "wspak"), W(REVERSE, "odwr"), W(REVERSE, "pozp"),
	W(REVERSE, "tersten"), W(REVERSE, "terbalik"), W(REVERSE, "братн"),
	W(REVERSE, "аоборот"), W(REVERSE, "наперёд"), W(REVERSE, "наперед"),
	W(REVERSE, "ντίστροφ"), W(REVERSE, "逆"), W(REVERSE, "反"), W(REVERSE, "倒"),
	W(REVERSE, "거꾸로"), W(REVERSE, "معكوس"), W(REVERSE, "הפוך"), W(REVERSE, "उल्टा"),
	W(REVERSE, "กลับ"),
	/* asked for by forms that prove little by themselves */
	W(SOLANA, "solana"), W(SOLANA, "sol"), W(SOLANA, "phantom"), W(TON, "ton"),
	W(TON, "toncoin"), W(TON, "tonkeeper"), W(SUBSTRATE, "polkadot"), W(SUBSTRATE, "dot"),
	W(SUBSTRATE, "kusama"), W(SUBSTRATE, "ksm"), W(SUBSTRATE, "substrate"),
	W(SUBSTRATE, "ss58"), W(SUBSTRATE, "wallet"), W(SUBSTRATE, "address"),
};
/* clang-format on */

_Static_assert(COUNT(table) <= WORDS_MAX, "WORDS_MAX is too small");

void words_init(struct words *words, const char *text, size_t len)
{
	memset(words, 0, sizeof *words);
	words->text = text;
	words->len = len;
}

/* Three bytes as one number; capitals and small letters give the same one, and so do some others. */
static inline unsigned begin_of(const char *text)
{
	uint32_t bytes = (uint8_t)text[0] | (uint32_t)(uint8_t)text[1] << 8 | (uint32_t)(uint8_t)text[2] << 16;

	return (bytes | 0x202020) * 0x9e3779b1 >> 20;
}

/* Both cases of a first letter lead to its words. */
static void fill_chains(struct words *words)
{
	for (size_t i = COUNT(table); i > 0; i--) {
		uint8_t first = (uint8_t)table[i - 1].text[0];
		unsigned begin;

		words->next[i - 1] = words->first[first];
		words->first[first] = (uint8_t)i;
		begin = begin_of(table[i - 1].text);
		words->begins[begin / 64] |= (uint64_t)1 << begin % 64;
	}
	for (uint8_t c = 'a'; c <= 'z'; c++)
		words->first[c - 'a' + 'A'] = words->first[c];
	words->ready = true;
}

/* Words of three letters or fewer must end there: "sol" is no "solution", and no beginning of random text. */
static bool is_word_at(const struct words *words, const struct word *word, size_t at)
{
	size_t len = word->len;

	if (words->len - at < len || !ascii_same(words->text + at, len, word->text, len))
		return false;
	if (len > 3 || (uint8_t)word->text[0] >= 128)
		return true;
	return words->len - at == len || !ascii_is_alnum(words->text[at + len]);
}

/* Nearly every word of a text is none of ours by its first three bytes, which the processor learns to expect; most
 * words of a chain differ in their second byte. */
static void read_words_at(struct words *words, size_t at)
{
	const char *text = words->text + at;
	unsigned begin;
	char second;

	if (words->len - at < WORD_LEAST)
		return;
	begin = begin_of(text);
	if ((words->begins[begin / 64] >> begin % 64 & 1) == 0)
		return;
	second = ascii_lower(text[1]);
	for (uint8_t i = words->first[(uint8_t)*text]; i != 0; i = words->next[i - 1])
		if (table[i - 1].text[1] == second && is_word_at(words, &table[i - 1], at))
			words->last[table[i - 1].kind] = at + 1;
}

/* Words begin behind what is no letter or digit, or anywhere beyond ASCII. */
static void read_block(struct words *words, size_t len)
{
	const char *text = words->text + words->read;
	struct runs_block block;
	uint64_t any, begins;
	bool inside = words->read > 0 && ascii_is_alnum(text[-1]);

	runs_class(&block, text, len);
	any = block.digit | block.upper | block.lower;
	begins = (any & ~(any << 1 | (inside ? 1 : 0))) | block.high;
	if (len < RUNS_BLOCK)
		begins &= ((uint64_t)1 << len) - 1;
	for (; begins != 0; begins &= begins - 1)
		read_words_at(words, words->read + (size_t)__builtin_ctzll(begins));
	words->read += len;
}

unsigned words_kinds_near(struct words *words, size_t from, size_t to, size_t reach)
{
	size_t end = words->len - to < reach ? words->len : to + reach;
	unsigned kinds = 0;

	if (!words->ready)
		fill_chains(words);
	if (from > reach && words->read < from - reach)
		words->read = from - reach; /* nobody asked about what lies between */
	while (words->read < end)
		read_block(words, words->len - words->read < RUNS_BLOCK ? words->len - words->read : RUNS_BLOCK);
	for (unsigned kind = 0; kind < WORD_COUNT; kind++)
		kinds |= (unsigned)(words->last[kind] != 0 && words->last[kind] - 1 + reach >= from) << kind;
	return kinds;
}

bool words_near(struct words *words, enum word_kind kind, size_t from, size_t to, size_t reach)
{
	return words_kinds_near(words, from, to, reach) >> kind & 1;
}
