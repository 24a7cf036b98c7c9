/* place.c: turns the neighbourhood of an address into the kind of place that it stands in.
 * It must not know whether the address is valid, nor of which coin.
 * RFC 3986 (URIs), BIP-21, ERC-681, ZIP-321, SEP-7.
 */
#include "wallet/place.h"

#include "base/text.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct name {
	size_t len;
	const char *text;
};
#define NAME(text)                                                                                                     \
	{                                                                                                              \
		sizeof text - 1, text                                                                                  \
	}

/* Lower case, without the colon. */
/* clang-format off */
static const struct name schemes[] = {
	NAME("bitcoin"), NAME("bitcoincash"), NAME("bchtest"), NAME("ecash"), NAME("litecoin"), NAME("dogecoin"),
	NAME("doge"), NAME("dash"), NAME("monero"), NAME("zcash"), NAME("ethereum"), NAME("xrpl"), NAME("xrp"),
	NAME("ripple"), NAME("solana"), NAME("ton"), NAME("tron"), NAME("stellar"), NAME("web+stellar"),
	NAME("cardano"), NAME("web+cardano"), NAME("lightning"), NAME("monacoin"), NAME("polkadot"),
	NAME("substrate"), NAME("tether"), NAME("usdt"),
};

/* Hosts (or ends of hosts) whose links name an address that is meant to be paid or looked at. */
static const struct name address_hosts[] = {
	NAME("blockchain.info"), NAME("blockchain.com"), NAME("blockstream.info"), NAME("mempool.space"),
	NAME("blockchair.com"), NAME("blockcypher.com"), NAME("btc.com"), NAME("btcscan.org"),
	NAME("bitinfocharts.com"), NAME("walletexplorer.com"), NAME("bitref.com"), NAME("blockexplorer.com"),
	NAME("bitaps.com"), NAME("oxt.me"), NAME("chain.so"), NAME("sochain.com"), NAME("tokenview.io"),
	NAME("tokenview.com"), NAME("blockonomics.co"), NAME("bitcoinabuse.com"), NAME("chainabuse.com"),
	NAME("litecoinspace.org"), NAME("dogechain.info"), NAME("explorer.bitcoin.com"), NAME("xmrchain.net"),
	NAME("etherscan.io"), NAME("ethplorer.io"), NAME("bscscan.com"), NAME("polygonscan.com"), NAME("arbiscan.io"),
	NAME("snowtrace.io"), NAME("basescan.org"), NAME("tronscan.org"), NAME("tronscan.io"), NAME("solscan.io"),
	NAME("explorer.solana.com"), NAME("solana.fm"), NAME("tonscan.org"), NAME("tonviewer.com"),
	NAME("tonkeeper.com"), NAME("xrpscan.com"), NAME("livenet.xrpl.org"), NAME("bithomp.com"),
	NAME("stellar.expert"), NAME("cardanoscan.io"), NAME("cexplorer.io"), NAME("subscan.io"),
	NAME("zcashblockexplorer.com"), NAME("trezor.io"), NAME("nowpayments.io"), NAME("btcpayserver.org"),
	/* QR codes made from a link */
	NAME("api.qrserver.com"), NAME("quickchart.io"), NAME("chart.googleapis.com"), NAME("chart.apis.google.com"),
	NAME("qrcode.tec-it.com"),
};
/* clang-format on */

/* What ends a link in running text. */
static bool ends_link(char c)
{
	return (uint8_t)c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '(' || c == ')' || c == '[' ||
	       c == ']' || c == '{' || c == '}' || c == '|' || c == '`' || (uint8_t)c >= 128;
}

static size_t link_start(const char *text, size_t from, bool in_link)
{
	size_t floor = from < PLACE_REACH ? 0 : from - PLACE_REACH;

	while (from > floor && (in_link ? text[from - 1] != '\n' : !ends_link(text[from - 1])))
		from--;
	return from;
}

static size_t link_end(const char *text, size_t len, size_t to)
{
	size_t ceiling = len - to < PLACE_REACH ? len : to + PLACE_REACH;

	while (to < ceiling && !ends_link(text[to]))
		to++;
	return to;
}

static bool is_scheme_char(char c)
{
	return ascii_is_alnum(c) || c == '+';
}

/* The payment scheme whose colon (or "%3A") ends at `end`, which begins no earlier than `floor`. */
static const char *scheme_before(const char *text, size_t floor, size_t end)
{
	size_t start = end;

	while (start > floor && is_scheme_char(text[start - 1]))
		start--;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (end - start == schemes[i].len &&
		    ascii_same(text + start, end - start, schemes[i].text, schemes[i].len))
			return schemes[i].text;
	return NULL;
}

/* The last payment scheme in [start, end), and where the part behind its colon begins. */
static const char *scheme_in(const char *text, size_t start, size_t end, size_t *rest_out)
{
	const char *scheme;

	for (size_t i = end; i > start; i--) {
		if (text[i - 1] == ':')
			scheme = scheme_before(text, start, i - 1);
		else if (i >= start + 3 && ascii_same(text + i - 3, 3, "%3a", 3))
			scheme = scheme_before(text, start, i - 3);
		else
			continue;
		*rest_out = i;
		if (scheme != NULL)
			return scheme;
	}
	return NULL;
}

/* ERC-681: "ethereum:[pay-]<contract>[@chain]/transfer?address=<payee>": the path names the token's contract, and it is
 * the address= parameter that gets the money. */
static bool is_contract(const char *text, size_t len, const char *scheme, size_t rest, size_t from, size_t to)
{
	if (strcmp(scheme, "ethereum") != 0 ||
	    !(rest == from || (from - rest == 4 && ascii_same(text + rest, 4, "pay-", 4))))
		return false;
	if (to < len && text[to] == '@')
		for (to++; to < len && ascii_is_digit(text[to]); to++)
			;
	return len - to >= 9 && ascii_same(text + to, 9, "/transfer", 9);
}

static bool is_address_host(const char *host, size_t len)
{
	for (size_t i = 0; i < COUNT(address_hosts); i++) {
		size_t want = address_hosts[i].len;

		if (len >= want && ascii_same(host + len - want, want, address_hosts[i].text, want) &&
		    (len == want || host[len - want - 1] == '.'))
			return true;
	}
	return false;
}

/* The host of a link that begins at `start`: behind "://" and "user@", before ":port" and the path. */
static bool host_of(const char *text, size_t start, size_t end, size_t *host_out, size_t *host_len_out)
{
	size_t slashes = start, host_end;
	bool has_scheme;

	while (end - slashes >= 3 && memcmp(text + slashes, "://", 3) != 0)
		slashes++;
	has_scheme = end - slashes >= 3;
	start = has_scheme ? slashes + 3 : start;
	for (host_end = start; host_end < end && strchr("/?#", text[host_end]) == NULL; host_end++)
		if (text[host_end] == '@')
			start = host_end + 1;
	*host_out = start;
	*host_len_out = host_end - start;
	for (size_t i = start; i < host_end; i++)
		if (text[i] == ':')
			*host_len_out = i - start;
	return has_scheme;
}

enum place place_of(const char *text, size_t len, size_t from, size_t to, bool in_link)
{
	size_t start, rest, host, host_len;
	const char *scheme;
	bool has_scheme;

	if (!in_link && (from == 0 || ends_link(text[from - 1])))
		return PLACE_TEXT;
	start = link_start(text, from, in_link);
	scheme = scheme_in(text, start, from, &rest);
	if (scheme != NULL)
		return is_contract(text, len, scheme, rest, from, to) ? PLACE_FOREIGN : PLACE_URI;
	has_scheme = host_of(text, start, from, &host, &host_len);
	if (is_address_host(text + host, host_len))
		return PLACE_LINK;
	if (in_link)
		return start == from && (to == len || text[to] == '\n') ? PLACE_LINK : PLACE_FOREIGN;
	return has_scheme ? PLACE_FOREIGN : PLACE_TEXT;
}

static int hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded, blanks for plus signs; what is no UTF-8 or no text becomes a question mark. */
static void read_label(char out[XS_LABEL_MAX], const char *value, size_t len)
{
	char decoded[XS_LABEL_MAX * 3];
	size_t count = 0, at = 0, written = 0;

	for (size_t i = 0; i < len && count < sizeof decoded; i++) {
		bool coded =
			value[i] == '%' && len - i > 2 && hex_digit(value[i + 1]) >= 0 && hex_digit(value[i + 2]) >= 0;

		decoded[count] = value[i] == '+' ? ' ' : value[i];
		if (coded)
			decoded[count] = (char)(hex_digit(value[i + 1]) << 4 | hex_digit(value[i + 2]));
		count++;
		i += coded ? 2 : 0;
	}
	while (at < count) {
		uint32_t codepoint;
		size_t used = utf8_decode(&codepoint, decoded + at, count - at);
		bool good = used > 0 && codepoint >= ' ' && (codepoint < 0x7f || codepoint > 0x9f);

		if (written + (good ? used : 1) >= XS_LABEL_MAX)
			break;
		if (good)
			memcpy(out + written, decoded + at, used);
		else
			out[written] = '?';
		written += good ? used : 1;
		at += used > 0 ? used : 1;
	}
	out[written] = '\0';
}

static void read_amount(char out[XS_AMOUNT_MAX], const char *value, size_t len)
{
	size_t i = 0;

	for (; i < len && i < XS_AMOUNT_MAX - 1 && (ascii_is_digit(value[i]) || value[i] == '.' || value[i] == 'e');
	     i++)
		out[i] = value[i];
	out[i < len ? 0 : i] = '\0'; /* anything else in it: it is no amount */
}

static bool key_is(const char *key, size_t len, const char *const *names)
{
	for (; *names != NULL; names++)
		if (ascii_same(key, len, *names, strlen(*names)))
			return true;
	return false;
}

static void read_parameter(struct xs_wallet *wallet, const char *at, size_t len)
{
	static const char *const amounts[] = {"amount", "tx_amount", "value", "uint256", NULL};
	static const char *const labels[] = {"label", "recipient_name", "message", "tx_description",
					     "msg",   "memo",           NULL};
	const char *equals = memchr(at, '=', len);
	size_t key;

	if (equals == NULL)
		return;
	key = (size_t)(equals - at);
	if (wallet->amount[0] == '\0' && key_is(at, key, amounts))
		read_amount(wallet->amount, equals + 1, len - key - 1);
	if (wallet->label[0] == '\0' && key_is(at, key, labels))
		read_label(wallet->label, equals + 1, len - key - 1);
}

void place_read_query(struct xs_wallet *wallet, const char *text, size_t len, size_t from, size_t to)
{
	size_t start = link_start(text, from, false), end = link_end(text, len, to), at = to;

	/* the address may itself be a parameter: then the query began before it */
	while (from > start && text[from - 1] != '?')
		from--;
	at = from > start ? from : to;
	while (at < end) {
		const char *next = memchr(text + at, '&', end - at);
		size_t stop = next != NULL ? (size_t)(next - text) : end;

		if (text[at] == '?')
			at++;
		read_parameter(wallet, text + at, stop - at);
		at = stop + 1;
	}
}
