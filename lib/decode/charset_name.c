/* charset_name.c: turns a charset label into an entry of the whitelist.
 * It must not know how bytes are converted.
 * IANA character sets, the WHATWG encoding labels, and labels met in mail. Where a client reads a superset
 * (Windows-1252 for ISO-8859-1, GB18030 for GB2312, the Windows variants of the Japanese and Korean sets), so do we.
 */
#include "decode/charset_name.h"

#include "base/text.h"

#include <string.h>

#define KEY_MAX 32 /* longer labels are on no list */

/* clang-format off */
enum kind_index {
	UTF_8, ASCII, UTF_16, UTF_16LE, UTF_16BE, UTF_32, UTF_32LE, UTF_32BE, UTF_7,
	ISO_2022_JP, ISO_2022_KR, HZ, EUC_JP, SHIFT_JIS, GB18030, BIG5, EUC_KR, EUC_TW, JOHAB,
	LATIN_1, LATIN_2, LATIN_3, LATIN_4, LATIN_5, LATIN_6, LATIN_7, LATIN_8, LATIN_9, LATIN_10,
	ISO_CYRILLIC, ISO_ARABIC, ISO_GREEK, ISO_HEBREW, KOI8_R, KOI8_U,
	WIN_874, WIN_1250, WIN_1251, WIN_1252, WIN_1253, WIN_1254, WIN_1255, WIN_1256, WIN_1257, WIN_1258,
	DOS_437, DOS_737, DOS_775, DOS_850, DOS_852, DOS_855, DOS_857, DOS_858, DOS_862, DOS_864, DOS_866,
	MAC_ROMAN, MAC_CENTRAL, MAC_CYRILLIC, TCVN, VISCII, ARMSCII, GEORGIAN
};

static const struct charset_kind kinds[] = {
	[UTF_8] = { "utf-8", CHARSET_UTF8, NULL },
	[ASCII] = { "us-ascii", CHARSET_UTF8, NULL },
	[UTF_16] = { "utf-16", CHARSET_UTF16BE, NULL },
	[UTF_16LE] = { "utf-16le", CHARSET_UTF16LE, NULL },
	[UTF_16BE] = { "utf-16be", CHARSET_UTF16BE, NULL },
	[UTF_32] = { "utf-32", CHARSET_UTF32BE, NULL },
	[UTF_32LE] = { "utf-32le", CHARSET_UTF32LE, NULL },
	[UTF_32BE] = { "utf-32be", CHARSET_UTF32BE, NULL },
	[UTF_7] = { "utf-7", CHARSET_UTF7, NULL },
	[ISO_2022_JP] = { "iso-2022-jp", CHARSET_ISO2022, "EUC-JP-MS" },
	[ISO_2022_KR] = { "iso-2022-kr", CHARSET_ISO2022, "UHC" },
	[HZ] = { "hz-gb-2312", CHARSET_HZ, "GB18030" },
	[EUC_JP] = { "euc-jp", CHARSET_ICONV, "EUC-JP-MS" },
	[SHIFT_JIS] = { "shift_jis", CHARSET_ICONV, "CP932" },
	[GB18030] = { "gb18030", CHARSET_ICONV, "GB18030" },
	[BIG5] = { "big5", CHARSET_ICONV, "BIG5-HKSCS" },
	[EUC_KR] = { "euc-kr", CHARSET_ICONV, "UHC" },
	[EUC_TW] = { "euc-tw", CHARSET_ICONV, "EUC-TW" },
	[JOHAB] = { "johab", CHARSET_ICONV, "JOHAB" },
	[LATIN_1] = { "iso-8859-1", CHARSET_ICONV, "CP1252" },
	[LATIN_2] = { "iso-8859-2", CHARSET_ICONV, "ISO-8859-2" },
	[LATIN_3] = { "iso-8859-3", CHARSET_ICONV, "ISO-8859-3" },
	[LATIN_4] = { "iso-8859-4", CHARSET_ICONV, "ISO-8859-4" },
	[LATIN_5] = { "iso-8859-9", CHARSET_ICONV, "CP1254" },
	[LATIN_6] = { "iso-8859-10", CHARSET_ICONV, "ISO-8859-10" },
	[LATIN_7] = { "iso-8859-13", CHARSET_ICONV, "ISO-8859-13" },
	[LATIN_8] = { "iso-8859-14", CHARSET_ICONV, "ISO-8859-14" },
	[LATIN_9] = { "iso-8859-15", CHARSET_ICONV, "ISO-8859-15" },
	[LATIN_10] = { "iso-8859-16", CHARSET_ICONV, "ISO-8859-16" },
	[ISO_CYRILLIC] = { "iso-8859-5", CHARSET_ICONV, "ISO-8859-5" },
	[ISO_ARABIC] = { "iso-8859-6", CHARSET_ICONV, "ISO-8859-6" },
	[ISO_GREEK] = { "iso-8859-7", CHARSET_ICONV, "ISO-8859-7" },
	[ISO_HEBREW] = { "iso-8859-8", CHARSET_ICONV, "ISO-8859-8" },
	[KOI8_R] = { "koi8-r", CHARSET_ICONV, "KOI8-R" },
	[KOI8_U] = { "koi8-u", CHARSET_ICONV, "KOI8-U" },
	[WIN_874] = { "windows-874", CHARSET_ICONV, "WINDOWS-874" },
	[WIN_1250] = { "windows-1250", CHARSET_ICONV, "CP1250" },
	[WIN_1251] = { "windows-1251", CHARSET_ICONV, "CP1251" },
	[WIN_1252] = { "windows-1252", CHARSET_ICONV, "CP1252" },
	[WIN_1253] = { "windows-1253", CHARSET_ICONV, "CP1253" },
	[WIN_1254] = { "windows-1254", CHARSET_ICONV, "CP1254" },
	[WIN_1255] = { "windows-1255", CHARSET_ICONV, "CP1255" },
	[WIN_1256] = { "windows-1256", CHARSET_ICONV, "CP1256" },
	[WIN_1257] = { "windows-1257", CHARSET_ICONV, "CP1257" },
	[WIN_1258] = { "windows-1258", CHARSET_ICONV, "CP1258" },
	[DOS_437] = { "ibm437", CHARSET_ICONV, "IBM437" },
	[DOS_737] = { "ibm737", CHARSET_ICONV, "CP737" },
	[DOS_775] = { "ibm775", CHARSET_ICONV, "CP775" },
	[DOS_850] = { "ibm850", CHARSET_ICONV, "IBM850" },
	[DOS_852] = { "ibm852", CHARSET_ICONV, "IBM852" },
	[DOS_855] = { "ibm855", CHARSET_ICONV, "IBM855" },
	[DOS_857] = { "ibm857", CHARSET_ICONV, "IBM857" },
	[DOS_858] = { "ibm858", CHARSET_ICONV, "IBM858" },
	[DOS_862] = { "ibm862", CHARSET_ICONV, "IBM862" },
	[DOS_864] = { "ibm864", CHARSET_ICONV, "IBM864" },
	[DOS_866] = { "ibm866", CHARSET_ICONV, "IBM866" },
	[MAC_ROMAN] = { "macintosh", CHARSET_ICONV, "MACINTOSH" },
	[MAC_CENTRAL] = { "x-mac-ce", CHARSET_ICONV, "MAC-CENTRALEUROPE" },
	[MAC_CYRILLIC] = { "x-mac-cyrillic", CHARSET_ICONV, "MAC-CYRILLIC" },
	[TCVN] = { "tcvn", CHARSET_ICONV, "TCVN" },
	[VISCII] = { "viscii", CHARSET_ICONV, "VISCII" },
	[ARMSCII] = { "armscii-8", CHARSET_ICONV, "ARMSCII-8" },
	[GEORGIAN] = { "georgian-ps", CHARSET_ICONV, "GEORGIAN-PS" },
};

/* Keys are labels in lower case without punctuation: "ISO_8859-1:1987" is iso885911987. Sorted, for a binary search. */
static const struct charset_alias {
	const char *key;
	enum kind_index kind;
} aliases[] = {
	{ "437", DOS_437 }, { "850", DOS_850 }, { "852", DOS_852 }, { "855", DOS_855 }, { "857", DOS_857 },
	{ "862", DOS_862 }, { "866", DOS_866 }, { "88591", LATIN_1 }, { "88592", LATIN_2 }, { "88599", LATIN_5 },
	{ "ansi", LATIN_1 }, { "ansix341968", ASCII }, { "ansix341986", ASCII }, { "arabic", ISO_ARABIC },
	{ "armscii", ARMSCII }, { "armscii8", ARMSCII }, { "ascii", ASCII }, { "asmo708", ISO_ARABIC },
	{ "big5", BIG5 }, { "big5eten", BIG5 }, { "big5hk", BIG5 }, { "big5hkscs", BIG5 }, { "big5tw", BIG5 },
	{ "big5uao", BIG5 }, { "bigfive", BIG5 }, { "ccsid00858", DOS_858 }, { "chinese", GB18030 },
	{ "cnbig5", BIG5 }, { "cngb", GB18030 }, { "cngbisoir165", GB18030 }, { "cns11643", EUC_TW },
	{ "cp00858", DOS_858 }, { "cp10000", MAC_ROMAN }, { "cp10007", MAC_CYRILLIC }, { "cp10029", MAC_CENTRAL },
	{ "cp1250", WIN_1250 }, { "cp1251", WIN_1251 }, { "cp1252", WIN_1252 }, { "cp1253", WIN_1253 },
	{ "cp1254", WIN_1254 }, { "cp1255", WIN_1255 }, { "cp1256", WIN_1256 }, { "cp1257", WIN_1257 },
	{ "cp1258", WIN_1258 }, { "cp1361", JOHAB }, { "cp20932", EUC_JP }, { "cp367", ASCII }, { "cp437", DOS_437 },
	{ "cp50220", ISO_2022_JP }, { "cp50221", ISO_2022_JP }, { "cp50222", ISO_2022_JP },
	{ "cp50225", ISO_2022_KR }, { "cp51932", EUC_JP }, { "cp51949", EUC_KR }, { "cp52936", HZ },
	{ "cp54936", GB18030 }, { "cp65000", UTF_7 }, { "cp65001", UTF_8 }, { "cp737", DOS_737 },
	{ "cp775", DOS_775 }, { "cp819", LATIN_1 }, { "cp850", DOS_850 }, { "cp852", DOS_852 }, { "cp855", DOS_855 },
	{ "cp857", DOS_857 }, { "cp858", DOS_858 }, { "cp862", DOS_862 }, { "cp864", DOS_864 }, { "cp866", DOS_866 },
	{ "cp874", WIN_874 }, { "cp912", LATIN_2 }, { "cp932", SHIFT_JIS }, { "cp936", GB18030 },
	{ "cp943", SHIFT_JIS }, { "cp949", EUC_KR }, { "cp950", BIG5 }, { "cp951", BIG5 }, { "csascii", ASCII },
	{ "csbig5", BIG5 }, { "cseucjp", EUC_JP }, { "cseuckr", EUC_KR }, { "cseucpkdfmtjapanese", EUC_JP },
	{ "csgb2312", GB18030 }, { "csgbk", GB18030 }, { "csibm855", DOS_855 }, { "csibm857", DOS_857 },
	{ "csibm864", DOS_864 }, { "csibm866", DOS_866 }, { "csiso2022jp", ISO_2022_JP },
	{ "csiso2022jp2", ISO_2022_JP }, { "csiso2022kr", ISO_2022_KR }, { "csiso58gb231280", GB18030 },
	{ "csiso885913", LATIN_7 }, { "csiso885914", LATIN_8 }, { "csiso885915", LATIN_9 },
	{ "csiso885916", LATIN_10 }, { "csiso88596e", ISO_ARABIC }, { "csiso88596i", ISO_ARABIC },
	{ "csiso88598e", ISO_HEBREW }, { "csiso88598i", ISO_HEBREW }, { "csisolatin1", LATIN_1 },
	{ "csisolatin2", LATIN_2 }, { "csisolatin3", LATIN_3 }, { "csisolatin4", LATIN_4 },
	{ "csisolatin5", LATIN_5 }, { "csisolatin6", LATIN_6 }, { "csisolatin9", LATIN_9 },
	{ "csisolatinarabic", ISO_ARABIC }, { "csisolatincyrillic", ISO_CYRILLIC }, { "csisolatingreek", ISO_GREEK },
	{ "csisolatinhebrew", ISO_HEBREW }, { "cskoi8r", KOI8_R }, { "csksc56011987", EUC_KR },
	{ "csmacintosh", MAC_ROMAN }, { "cspc775baltic", DOS_775 }, { "cspc850multilingual", DOS_850 },
	{ "cspc862latinhebrew", DOS_862 }, { "cspc8codepage437", DOS_437 }, { "cspcp852", DOS_852 },
	{ "csshiftjis", SHIFT_JIS }, { "csucs4", UTF_32 }, { "csunicode", UTF_16 }, { "csunicode11utf7", UTF_7 },
	{ "csutf16", UTF_16 }, { "csutf16be", UTF_16BE }, { "csutf16le", UTF_16LE }, { "csutf32", UTF_32 },
	{ "csutf7", UTF_7 }, { "csutf8", UTF_8 }, { "csviscii", VISCII }, { "cswindows31j", SHIFT_JIS },
	{ "cyrillic", ISO_CYRILLIC }, { "dos437", DOS_437 }, { "dos737", DOS_737 }, { "dos775", DOS_775 },
	{ "dos850", DOS_850 }, { "dos852", DOS_852 }, { "dos855", DOS_855 }, { "dos857", DOS_857 },
	{ "dos862", DOS_862 }, { "dos866", DOS_866 }, { "dos874", WIN_874 }, { "ecma114", ISO_ARABIC },
	{ "ecma118", ISO_GREEK }, { "elot928", ISO_GREEK }, { "euc", EUC_JP }, { "euccn", GB18030 },
	{ "euccngb", GB18030 }, { "eucjis2004", EUC_JP }, { "eucjisx0213", EUC_JP }, { "eucjp", EUC_JP },
	{ "eucjpms", EUC_JP }, { "eucjpopen", EUC_JP }, { "eucjpwin", EUC_JP }, { "euckr", EUC_KR },
	{ "euctw", EUC_TW }, { "gb", GB18030 }, { "gb18030", GB18030 }, { "gb180302000", GB18030 },
	{ "gb180302005", GB18030 }, { "gb2312", GB18030 }, { "gb23121980", GB18030 }, { "gb231280", GB18030 },
	{ "gb2312gbk", GB18030 }, { "gbk", GB18030 }, { "georgianacademy", GEORGIAN }, { "georgianps", GEORGIAN },
	{ "greek", ISO_GREEK }, { "greek8", ISO_GREEK }, { "hebrew", ISO_HEBREW }, { "hkscs", BIG5 }, { "hz", HZ },
	{ "hzgb", HZ }, { "hzgb2312", HZ }, { "hzgbk", HZ }, { "ibm00858", DOS_858 }, { "ibm367", ASCII },
	{ "ibm437", DOS_437 }, { "ibm737", DOS_737 }, { "ibm775", DOS_775 }, { "ibm819", LATIN_1 },
	{ "ibm850", DOS_850 }, { "ibm852", DOS_852 }, { "ibm855", DOS_855 }, { "ibm857", DOS_857 },
	{ "ibm858", DOS_858 }, { "ibm862", DOS_862 }, { "ibm864", DOS_864 }, { "ibm866", DOS_866 },
	{ "ibm874", WIN_874 }, { "ibm912", LATIN_2 }, { "ibm932", SHIFT_JIS }, { "ibm943", SHIFT_JIS },
	{ "iso10646ucs2", UTF_16 }, { "iso10646ucs4", UTF_32 }, { "iso10646utf8", UTF_8 },
	{ "iso2022jp", ISO_2022_JP }, { "iso2022jp1", ISO_2022_JP }, { "iso2022jp2", ISO_2022_JP },
	{ "iso2022jp2004", ISO_2022_JP }, { "iso2022jp3", ISO_2022_JP }, { "iso2022jpext", ISO_2022_JP },
	{ "iso2022jpms", ISO_2022_JP }, { "iso2022kr", ISO_2022_KR }, { "iso646", ASCII },
	{ "iso646irv1991", ASCII }, { "iso646us", ASCII }, { "iso8859", LATIN_1 }, { "iso88591", LATIN_1 },
	{ "iso885910", LATIN_6 }, { "iso8859101992", LATIN_6 }, { "iso885911", WIN_874 },
	{ "iso8859112001", WIN_874 }, { "iso885911987", LATIN_1 }, { "iso885913", LATIN_7 },
	{ "iso885914", LATIN_8 }, { "iso8859141998", LATIN_8 }, { "iso885915", LATIN_9 },
	{ "iso8859151998", LATIN_9 }, { "iso885916", LATIN_10 }, { "iso8859162001", LATIN_10 },
	{ "iso88592", LATIN_2 }, { "iso885921987", LATIN_2 }, { "iso88593", LATIN_3 }, { "iso885931988", LATIN_3 },
	{ "iso88594", LATIN_4 }, { "iso885941988", LATIN_4 }, { "iso88595", ISO_CYRILLIC },
	{ "iso885951988", ISO_CYRILLIC }, { "iso88596", ISO_ARABIC }, { "iso885961987", ISO_ARABIC },
	{ "iso88596e", ISO_ARABIC }, { "iso88596i", ISO_ARABIC }, { "iso88597", ISO_GREEK },
	{ "iso885971987", ISO_GREEK }, { "iso885972003", ISO_GREEK }, { "iso88598", ISO_HEBREW },
	{ "iso885981988", ISO_HEBREW }, { "iso88598e", ISO_HEBREW }, { "iso88598i", ISO_HEBREW },
	{ "iso88599", LATIN_5 }, { "iso885991989", LATIN_5 }, { "iso88599e", LATIN_5 }, { "iso8859l1", LATIN_1 },
	{ "iso8859latin1", LATIN_1 }, { "isoir100", LATIN_1 }, { "isoir101", LATIN_2 }, { "isoir109", LATIN_3 },
	{ "isoir110", LATIN_4 }, { "isoir126", ISO_GREEK }, { "isoir127", ISO_ARABIC }, { "isoir138", ISO_HEBREW },
	{ "isoir144", ISO_CYRILLIC }, { "isoir148", LATIN_5 }, { "isoir149", EUC_KR }, { "isoir157", LATIN_6 },
	{ "isoir199", LATIN_8 }, { "isoir203", LATIN_9 }, { "isoir226", LATIN_10 }, { "isoir58", GB18030 },
	{ "isoir6", ASCII }, { "isoir87", ISO_2022_JP }, { "isolatin1", LATIN_1 }, { "jis", ISO_2022_JP },
	{ "jis7", ISO_2022_JP }, { "jis8", ISO_2022_JP }, { "johab", JOHAB }, { "junet", ISO_2022_JP },
	{ "koi", KOI8_R }, { "koi8", KOI8_R }, { "koi8r", KOI8_R }, { "koi8ru", KOI8_U }, { "koi8u", KOI8_U },
	{ "korean", EUC_KR }, { "ks5601", EUC_KR }, { "ks56011987", EUC_KR }, { "ksc5601", EUC_KR },
	{ "ksc56011987", EUC_KR }, { "ksc56011987euckr", EUC_KR }, { "ksc56011989", EUC_KR },
	{ "ksc56011992", EUC_KR }, { "ksc5636", EUC_KR }, { "ksx1001", EUC_KR }, { "l1", LATIN_1 },
	{ "l10", LATIN_10 }, { "l2", LATIN_2 }, { "l3", LATIN_3 }, { "l4", LATIN_4 }, { "l5", LATIN_5 },
	{ "l6", LATIN_6 }, { "l7", LATIN_7 }, { "l8", LATIN_8 }, { "l9", LATIN_9 }, { "latin", LATIN_1 },
	{ "latin0", LATIN_9 }, { "latin1", LATIN_1 }, { "latin10", LATIN_10 }, { "latin2", LATIN_2 },
	{ "latin3", LATIN_3 }, { "latin4", LATIN_4 }, { "latin5", LATIN_5 }, { "latin6", LATIN_6 },
	{ "latin7", LATIN_7 }, { "latin8", LATIN_8 }, { "latin9", LATIN_9 }, { "logical", ISO_HEBREW },
	{ "mac", MAC_ROMAN }, { "macce", MAC_CENTRAL }, { "maccentraleurope", MAC_CENTRAL },
	{ "maccyrillic", MAC_CYRILLIC }, { "macintosh", MAC_ROMAN }, { "macroman", MAC_ROMAN },
	{ "macuk", MAC_CYRILLIC }, { "macukrainian", MAC_CYRILLIC }, { "ms1250", WIN_1250 }, { "ms1251", WIN_1251 },
	{ "ms1252", WIN_1252 }, { "ms1253", WIN_1253 }, { "ms1254", WIN_1254 }, { "ms1255", WIN_1255 },
	{ "ms1256", WIN_1256 }, { "ms1257", WIN_1257 }, { "ms1258", WIN_1258 }, { "ms1361", JOHAB },
	{ "ms874", WIN_874 }, { "ms932", SHIFT_JIS }, { "ms936", GB18030 }, { "ms949", EUC_KR }, { "ms950", BIG5 },
	{ "msansi", WIN_1252 }, { "msarab", WIN_1256 }, { "mscyrl", WIN_1251 }, { "mseeur", WIN_1250 },
	{ "msgreek", WIN_1253 }, { "mshebr", WIN_1255 }, { "mskanji", SHIFT_JIS }, { "msturk", WIN_1254 },
	{ "shiftjis", SHIFT_JIS }, { "shiftjis2004", SHIFT_JIS }, { "shiftjisx0213", SHIFT_JIS },
	{ "shiftjp", SHIFT_JIS }, { "simplifiedchinese", GB18030 }, { "sjis", SHIFT_JIS }, { "sjiswin", SHIFT_JIS },
	{ "suneugreek", ISO_GREEK }, { "tcvn", TCVN }, { "tcvn5712", TCVN }, { "tcvn57121", TCVN },
	{ "thai", WIN_874 }, { "tis620", WIN_874 }, { "tis6200", WIN_874 }, { "tis62025291", WIN_874 },
	{ "tis62025330", WIN_874 }, { "traditionalchinese", BIG5 }, { "ucs2", UTF_16 }, { "ucs2be", UTF_16BE },
	{ "ucs2le", UTF_16LE }, { "ucs4", UTF_32 }, { "ucs4be", UTF_32BE }, { "ucs4le", UTF_32LE },
	{ "uhc", EUC_KR }, { "ujis", EUC_JP }, { "unicode", UTF_16 }, { "unicode11utf7", UTF_7 },
	{ "unicode11utf8", UTF_8 }, { "unicode20utf7", UTF_7 }, { "unicode20utf8", UTF_8 },
	{ "unicodefeff", UTF_16 }, { "unicodefffe", UTF_16LE }, { "us", ASCII }, { "usascii", ASCII },
	{ "usascii7bit", ASCII }, { "utf", UTF_8 }, { "utf16", UTF_16 }, { "utf16be", UTF_16BE },
	{ "utf16le", UTF_16LE }, { "utf32", UTF_32 }, { "utf32be", UTF_32BE }, { "utf32le", UTF_32LE },
	{ "utf7", UTF_7 }, { "utf8", UTF_8 }, { "utf8bom", UTF_8 }, { "utf8mb4", UTF_8 }, { "utf8n", UTF_8 },
	{ "viscii", VISCII }, { "viscii111", VISCII }, { "visual", ISO_HEBREW }, { "win", WIN_1251 },
	{ "win1250", WIN_1250 }, { "win1251", WIN_1251 }, { "win1252", WIN_1252 }, { "win1253", WIN_1253 },
	{ "win1254", WIN_1254 }, { "win1255", WIN_1255 }, { "win1256", WIN_1256 }, { "win1257", WIN_1257 },
	{ "win1258", WIN_1258 }, { "win31j", SHIFT_JIS }, { "winbaltrim", WIN_1257 }, { "windows1250", WIN_1250 },
	{ "windows1251", WIN_1251 }, { "windows1252", WIN_1252 }, { "windows1253", WIN_1253 },
	{ "windows1254", WIN_1254 }, { "windows1255", WIN_1255 }, { "windows1256", WIN_1256 },
	{ "windows1257", WIN_1257 }, { "windows1258", WIN_1258 }, { "windows31j", SHIFT_JIS },
	{ "windows50220", ISO_2022_JP }, { "windows50221", ISO_2022_JP }, { "windows874", WIN_874 },
	{ "windows932", SHIFT_JIS }, { "windows936", GB18030 }, { "windows949", EUC_KR }, { "windows950", BIG5 },
	{ "xansi", LATIN_1 }, { "xbig5", BIG5 }, { "xcp1250", WIN_1250 }, { "xcp1251", WIN_1251 },
	{ "xcp1252", WIN_1252 }, { "xcp1253", WIN_1253 }, { "xcp1254", WIN_1254 }, { "xcp1255", WIN_1255 },
	{ "xcp1256", WIN_1256 }, { "xcp1257", WIN_1257 }, { "xcp1258", WIN_1258 }, { "xeuc", EUC_JP },
	{ "xeuccn", GB18030 }, { "xeucjp", EUC_JP }, { "xeuckr", EUC_KR }, { "xeuctw", EUC_TW },
	{ "xgb18030", GB18030 }, { "xgbk", GB18030 }, { "xiso2022jp", ISO_2022_JP }, { "xisolatin1", LATIN_1 },
	{ "xmac", MAC_ROMAN }, { "xmacce", MAC_CENTRAL }, { "xmaccentraleurope", MAC_CENTRAL },
	{ "xmaccentraleurroman", MAC_CENTRAL }, { "xmaccyrillic", MAC_CYRILLIC }, { "xmacroman", MAC_ROMAN },
	{ "xmacukrainian", MAC_CYRILLIC }, { "xms932", SHIFT_JIS }, { "xshiftjis", SHIFT_JIS },
	{ "xsjis", SHIFT_JIS }, { "xsjisjp", SHIFT_JIS }, { "xunicode20utf7", UTF_7 }, { "xunicode20utf8", UTF_8 },
	{ "xusascii", ASCII }, { "xutf16bebom", UTF_16BE }, { "xutf16lebom", UTF_16LE }, { "xutf8", UTF_8 },
	{ "xviettcvn5712", TCVN }, { "xvietviscii", VISCII }, { "xwindows50220", ISO_2022_JP },
	{ "xwindows50221", ISO_2022_JP }, { "xwindows874", WIN_874 }, { "xwindows949", EUC_KR },
	{ "xwindowsiso2022jp", ISO_2022_JP }, { "xxbig5", BIG5 },
};
/* clang-format on */

/* Returns: the length of the key, 0 when the label is too long to be on the list. */
static size_t charset_key(char key[KEY_MAX], const char *label, size_t len)
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_alnum(label[i]))
			continue;
		if (used == KEY_MAX - 1)
			return 0;
		key[used++] = ascii_lower(label[i]);
	}
	key[used] = '\0';
	return used;
}

const struct charset_kind *charset_find(const char *label, size_t len)
{
	size_t low = 0, high = sizeof aliases / sizeof aliases[0];
	char key[KEY_MAX];

	if (len > 4 * KEY_MAX || charset_key(key, label, len) == 0)
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, aliases[middle].key);

		if (order == 0)
			return &kinds[aliases[middle].kind];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool charset_is_ascii_based(const struct charset_kind *kind)
{
	return kind->engine == CHARSET_UTF8 || kind->engine == CHARSET_ICONV;
}

const struct charset_kind *charset_kinds(size_t *count_out)
{
	*count_out = sizeof kinds / sizeof kinds[0];
	return kinds;
}
