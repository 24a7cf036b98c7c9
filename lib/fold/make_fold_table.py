#!/usr/bin/env python3
"""make_fold_table.py: turns the Unicode data files and lookalikes.txt into fold_table.c.

Usage: make_fold_table.py [--check] [--unicode=DIR] [--output=FILE]
  --check    write nothing; exit 1 when FILE is not what would be written (CI runs this)
  --unicode  where UnicodeData.txt and its companions are (Debian: package unicode-data)

The data files are copyright Unicode, Inc. (unicode.org/license.txt); the table is derived from them.
Needs nothing but Python's own library, and does not use Python's own Unicode tables: they differ between versions.
"""

import functools
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SPACELESS = ("Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer", "Myanmar")
LATIN, CYRILLIC, GREEK, FIRST_OTHER = 1, 2, 3, 4
BLOCK = 128
SEQUENCE_MAX = 6  # a longer compatibility form (U+FDFA is 18 letters) would let a text grow more than sixfold

# What a character is to the walk; the names are those of enum fold_kind.
KINDS = ("GAP", "LETTER", "DIGIT", "MARK", "INVISIBLE", "SYMBOL", "SPACELESS", "PIECES", "VOICING", "JAMO", "FLAG",
         "SHAPE")
UPPER, ACCENT, ODD, TONED, JOINER, TWIN = 1, 2, 4, 8, 16, 32

# Letters with accents that the orthographies of living languages use; any other Latin letter beyond ASCII in a word is
# disguise. Pinyin, transliterations of Arabic and Indic, and the African alphabets are in.
HONEST = set().union(range(0xC0, 0x17F), range(0x1CD, 0x1DD), range(0x218, 0x21C), range(0x1E80, 0x1E86),
                     range(0x1EA0, 0x1EFA))
HONEST.update(map(ord, (
    "ªºƁƆƉƊƏƐƔƘƙƠơƯưƲƳƴƷǦǧǨǩǮǯǴǵǸǹɓɔɖɗəɛɣʋʒḌḍḎḏḠḡḤḥḪḫḲḳ"
    "ḶḷṂṃṄṅṆṇṚṛṢṣṬṭṮṯẒẓẔẕẖẞ")))

PAIRS = "AE OE TZ AA AO AU AV AY OO DZ TS TC LS LZ DB QP LL VY UE UI UO OI OU HV".split()
SHAPES = ("SMALL|CAPITAL|LETTER|TURNED|REVERSED|SIDEWAYS|INSULAR|SCRIPT|DOTLESS|BARRED|OPEN|LONG|STIRRUP|LENIS|CLOSED|"
          "INVERTED|BROKEN|DOUBLE|VOLAPUK|GLOTTAL|OLD|POLISH|ANGLICANA|SIGMOID|MIDDLE|SCOTS|STRETCHED|VISIGOTHIC|AFRICAN|"
          "EPIGRAPHIC|ARCHAIC|DIAERESIZED|TAILLESS|LIGATURE|BASELINE")
LATIN_NAME = re.compile(r"^LATIN (?:(?:%s) )*([A-Z]{1,2})(?: (?:BAR|DIGRAPH|ROTUNDA|LONGA)\b.*| WITH .*)?$" % SHAPES)

# Letters of the very shape of a Latin one that no large language writes: they say nothing of the Latin letter.
RARE_TWINS = {0x501, 0x51B, 0x51A, 0x51D, 0x51C, 0x475, 0x474, 0x50C, 0x4AF, 0x4AE, 0x4BB, 0x4BA, 0x4A2, 0x3F3, 0x37F,
              0x3F9, 0x3F2, 0x1D26, 0x1D29, 0xA647}

# How a Latin letter is read in a Cyrillic or Greek word when it has no twin there: (small, capital).
CYRILLIC_NEAR = {"b": "ьв", "d": "дд", "f": "фф", "g": "гг", "h": "нн", "k": "кк", "m": "мм", "n": "пи", "r": "гя",
                 "t": "тт", "u": "ии", "v": "вв", "w": "шш", "y": "уу", "z": "зз", "q": "аа", "l": "іі", "i": "іі"}
GREEK_NEAR = {"b": "ββ", "c": "σσ", "d": "δδ", "e": "εε", "f": "φφ", "g": "γγ", "h": "ηη", "l": "ιι", "m": "μμ", "n": "ην",
              "r": "ρρ", "s": "σσ", "t": "ττ", "u": "υυ", "w": "ωω", "x": "χχ", "y": "γυ", "z": "ζζ", "q": "θθ", "k": "κκ"}


class Unicode:
    """The data files, as far as the fold needs them."""

    def __init__(self, folder):
        self.folder = folder
        self.category, self.name, self.decomposition, self.compatible, self.digit = {}, {}, {}, set(), {}
        self.read_characters()
        self.casefold = {}
        for code, status, to in self.rows("CaseFolding.txt", 3):
            if status in ("C", "F"):
                self.casefold[int(code, 16)] = [int(x, 16) for x in to.split()]
        self.script = self.ranges("Scripts.txt", None)
        self.ignorable = set(self.ranges("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point"))
        with open(os.path.join(folder, "Scripts.txt"), encoding="utf-8") as source:
            self.version = re.search(r"Scripts-([0-9.]+)\.txt", source.readline()).group(1)

    def rows(self, name, fields):
        with open(os.path.join(self.folder, name), encoding="utf-8") as source:
            for line in source:
                line = line.split("#")[0].strip()
                if line:
                    yield [x.strip() for x in line.split(";")][:fields]

    def ranges(self, name, wanted):
        found = {}
        for span, value in self.rows(name, 2):
            if wanted is None or value == wanted:
                first, last = (span.split("..") + [span])[:2]
                for code in range(int(first, 16), int(last, 16) + 1):
                    found[code] = value
        return found

    def read_characters(self):
        first = None
        with open(os.path.join(self.folder, "UnicodeData.txt"), encoding="utf-8") as source:
            for line in source:
                field = line.rstrip("\n").split(";")
                code = int(field[0], 16)
                if field[1].endswith(", First>"):
                    first = code
                    continue
                for each in range(first if first is not None else code, code + 1):
                    self.category[each] = field[2]
                    self.name[each] = field[1]
                first = None
                if field[5]:
                    words = field[5].split()
                    if words[0].startswith("<"):
                        self.compatible.add(code)
                        words = words[1:]
                    self.decomposition[code] = [int(x, 16) for x in words]
                if field[2] == "Nd":
                    self.digit[code] = int(field[6])

    def nfkd(self, codes):
        out = []
        for code in codes:
            out += self.nfkd(self.decomposition[code]) if code in self.decomposition else [code]
        return out

    def fold(self, code):
        """NFKD and case folding until nothing changes."""
        now = self.nfkd([code])
        while True:
            after = self.nfkd([x for c in now for x in self.casefold.get(c, [c])])
            if after == now:
                return now
            now = after


class Table:
    def __init__(self, data, looks):
        self.data = data
        self.looks = looks
        self.scripts = {"Latin": LATIN, "Cyrillic": CYRILLIC, "Greek": GREEK}
        for name in sorted(set(data.script.values()) - {"Common", "Inherited"}):
            self.scripts.setdefault(name, len(self.scripts) + 1)
        self.scripts["Common"] = self.scripts["Inherited"] = 0
        self.voiced = self.kana_pairs()
        self.kana_whole = set(self.voiced.values())
        self.alike = {}
        self.twins = self.latin_twins()

    def script(self, code):
        return self.scripts[self.data.script.get(code, "Common")]

    def script_name(self, code):
        return self.data.script.get(code, "Common")

    def kana_pairs(self):
        """(kana, mark) -> kana with its mark."""
        pairs = {}
        for code, parts in self.data.decomposition.items():
            if code not in self.data.compatible and len(parts) == 2 and parts[1] in (0x3099, 0x309A):
                pairs[tuple(parts)] = code
        return pairs

    def latin_twins(self):
        """For each Latin letter, as written: the Cyrillic and the Greek letter of exactly the same shape."""
        twins = {}
        for code, (letter, same) in sorted(self.looks.items()):
            if not same or code in RARE_TWINS or code > 0xFFFF or self.script(code) not in (CYRILLIC, GREEK):
                continue
            upper = self.data.category[code] == "Lu"
            folded = self.data.fold(code)
            if len(folded) == 1:
                twins.setdefault((letter.upper() if upper else letter, self.script(code)), folded[0])
        # the capital of І, Ӏ and Ι is also the small l and the capital I; the small o-like signs are all "o"
        for script, code in ((CYRILLIC, 0x456), (GREEK, 0x3B9)):
            twins.setdefault(("I", script), code)
        return twins

    def near(self, latin, upper, script):
        """How a Latin letter is read in a Cyrillic or Greek word: (code point, same shape)."""
        same = self.twins.get((latin.upper() if upper else latin, script))
        if same:
            return same, True
        other = self.twins.get((latin if upper else latin.upper(), script))
        if other:
            return other, False
        near = (CYRILLIC_NEAR if script == CYRILLIC else GREEK_NEAR).get(latin)
        return (ord(near[1 if upper else 0]), False) if near else (0, False)

    # ---- what becomes of a character ----

    def latin_base(self, code):
        """The plain letters of one folded Latin code point that has no decomposition."""
        if code < 0x80:
            return [code]
        if code in self.looks:
            return [ord(self.looks[code][0])]
        match = LATIN_NAME.match(self.data.name.get(code, ""))
        if match and (len(match.group(1)) == 1 or match.group(1) in PAIRS):
            return [ord(c) for c in match.group(1).lower()]
        return [code]

    def compose_kana(self, codes):
        out = []
        for code in codes:
            if out and (out[-1], code) in self.voiced:
                out[-1] = self.voiced[(out[-1], code)]
            else:
                out.append(code)
        return out

    @functools.lru_cache(maxsize=None)
    def simple(self, code):
        """The folded code points of a letter, digit or sign, accents of Latin, Cyrillic and Greek dropped."""
        special = self.special(code)
        if special is not None:
            return special
        if self.script_name(code) in ("Hangul",) and 0xAC00 <= code <= 0xD7A3:
            return [code]
        if code in self.kana_whole:
            return [code]
        out, base = [], 0
        for each in self.compose_kana(self.data.fold(code)):
            script = self.script(each)
            mark = self.data.category.get(each, "Cn") in ("Mn", "Me")
            if mark and (base in (LATIN, CYRILLIC, GREEK) or self.is_dropped_mark(each)):
                continue
            if not mark:
                base = script
            if each in self.data.digit:
                each = ord("0") + self.data.digit[each]
            out += self.latin_base(each) if script == LATIN else [SPELT_EITHER_WAY.get(each, each)]
        return out

    def special(self, code):
        for first, count, what in ((0x1F150, 26, "a"), (0x1F170, 26, "a"), (0x1F1E6, 26, "a"), (0x1F130, 26, "a")):
            if first <= code < first + count:
                return [ord(what) + code - first]
        for first, value, count in ((0x24F5, 1, 9), (0x2776, 1, 9), (0x2780, 1, 9), (0x278A, 1, 9)):
            if first <= code < first + count:  # circled and dingbat digits that NFKC leaves alone
                return [ord("0") + value + code - first]
        return {0x24FF: [ord("0")], 0x1F10B: [ord("0")], 0x1F10C: [ord("0")], 0x66B: [ord(".")],
                0x66C: [ord(",")]}.get(code)

    def is_dropped_mark(self, code):
        if self.data.category.get(code) not in ("Mn", "Me"):
            return False
        return self.script_name(code) in ("Inherited", "Arabic", "Hebrew", "Latin", "Cyrillic", "Greek", "Syriac", "Coptic",
                                          "Common") and code not in (0x3099, 0x309A)

    def kind(self, code):
        data, category = self.data, self.data.category.get(code, "Cn")
        if code in (0x3099, 0x309A, 0x309B, 0x309C, 0xFF9E, 0xFF9F):
            return "VOICING"
        if 0x1F1E6 <= code <= 0x1F1FF:
            return "FLAG"
        if code in data.ignorable or category == "Cf" or code == 0x640 or code == 0x34F:
            return "INVISIBLE"
        if category == "Cc":
            return "GAP" if code in (9, 10, 11, 12, 13, 0x85) else "INVISIBLE"
        if chr(code) in "@#%":
            return "SYMBOL"
        if self.is_dropped_mark(code):
            return "MARK"
        folded = self.simple(code)
        if len(folded) > SEQUENCE_MAX:
            folded = [code]
        kept = [x for x in folded if self.is_text(x)]
        if 0x2044 in folded:
            return "GAP"  # one half must not become 12
        if not kept:
            if len(folded) == 1 and (chr(folded[0]) in "@#%" or data.category.get(folded[0]) == "Sc"):
                return "SYMBOL"
            return "SHAPE" if code in self.looks else "GAP"
        if category == "Sk" or (0x2B9 <= code <= 0x2DF and folded == [code]):
            return "GAP"
        if 0x1100 <= kept[0] <= 0x11FF and len(kept) == 1:
            return "JAMO"
        spaceless = [self.is_spaceless(x) for x in kept]
        digits = [0x30 <= x <= 0x39 for x in kept]
        if len(kept) == 1:
            return "SPACELESS" if spaceless[0] else "DIGIT" if digits[0] else "LETTER"
        if all(spaceless):
            return "SPACELESS"
        if all(digits) or not any(spaceless) and not any(digits):
            return "DIGIT" if digits[0] else "LETTER"
        return "PIECES"

    def is_text(self, code):
        category = self.data.category.get(code, "Cn")
        return category[0] in "LM" or category in ("Nd", "Nl") or 0x30 <= code <= 0x39

    def is_spaceless(self, code):
        return self.script_name(code) in SPACELESS or code in (0x30FC, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x3006, 0x303C)

    def flags(self, code, folded, script):
        data, flags = self.data, 0
        name = data.name.get(code, "")
        if data.category.get(code) == "Lu" or " CAPITAL " in name:
            flags |= UPPER
        wide = 0xFF00 <= code <= 0xFFEF
        if script == LATIN and code >= 0x80 and not wide:
            if 0x1EA0 <= code <= 0x1EF9:
                flags |= TONED
            elif code not in HONEST and not (0x2160 <= code <= 0x217F) and not (0x3300 <= code <= 0x33FF):
                flags |= ODD
            if code in HONEST:
                flags |= ACCENT
            if data.category.get(code) == "Lm" or code in (0x2122, 0x2116, 0x2103, 0x2109, 0x212A, 0x212B, 0x2120):
                flags &= ~ODD  # superscripts are ordinary: 1er in French, m in square metres
            if 0xFB00 <= code <= 0xFB06:
                flags &= ~ODD
        if folded and 0x30 <= folded[0] <= 0x39 and code >= 0x80 and not wide and data.category.get(code) == "Nd":
            flags |= ODD
        if script in (CYRILLIC, GREEK) and code in data.compatible and code != 0xB5:
            flags |= ODD
        if len(folded) == 1 and chr(folded[0]) in KANA_TWINS:
            flags |= TWIN
        if code in (0x200C, 0x200D, 0xFE0F, 0xFE0E, 0xAD) or 0xE0100 <= code <= 0xE01EF:
            flags |= JOINER
        return flags

    def record(self, code):
        """The record of a code point; those of the large ranges without names are all alike."""
        name = self.data.name.get(code, "<unassigned>")
        if not name.startswith("<") or code in self.data.ignorable or code < 0x100 or chr(code) in KANA_TWINS:
            return self.own_record(code)
        if name not in self.alike:
            self.alike[name] = self.own_record(code)
        return self.alike[name]

    def own_record(self, code):
        """(kind, script, flags, same, near, latin, cyrillic, greek, folded)."""
        kind = self.kind(code)
        if kind in ("GAP", "MARK", "INVISIBLE", "VOICING"):
            mark = 0x3099 if code in (0x3099, 0x309B, 0xFF9E) else 0x309A
            return (kind, 0, self.flags(code, [], 0) & JOINER, 0, 0, 0, 0, 0, (mark,) if kind == "VOICING" else ())
        folded = self.simple(code)
        if len(folded) > SEQUENCE_MAX:
            folded = [code]
        if kind not in ("SYMBOL", "SHAPE"):
            folded = [x for x in folded if self.is_text(x)]
        script = self.script(folded[0]) if kind in ("LETTER", "JAMO", "SPACELESS", "FLAG") else 0
        flags = self.flags(code, folded, script)
        same, latin, cyrillic, greek = 0, 0, 0, 0
        look, exact = self.look(code)
        if script == LATIN and len(folded) == 1 and folded[0] < 0x80:
            latin, exact = folded[0], True
            look = chr(latin)
        elif look:
            latin = ord(look)
        if look and look.isalpha():
            plain = exact and (script != LATIN or code < 0x80 or not flags & (ACCENT | TONED))
            cyrillic, twin_c = self.near(look, bool(flags & UPPER), CYRILLIC)
            greek, twin_g = self.near(look, bool(flags & UPPER), GREEK)
            same = (plain and 1) | (plain and twin_c and 2) | (plain and twin_g and 4)
        if script == CYRILLIC:
            cyrillic, same = folded[0] if folded[0] < 0x10000 else 0, same | 2
        elif script == GREEK:
            greek, same = folded[0] if folded[0] < 0x10000 else 0, same | 4
        elif script == LATIN:
            same |= 1
        if script >= FIRST_OTHER:
            same &= 1
        near = bool(latin) | bool(cyrillic) << 1 | bool(greek) << 2
        near |= 1 << script >> 1 if script < FIRST_OTHER else 0
        return (kind, script, flags, int(same), near, latin, cyrillic, greek,
                () if folded == [code] else tuple(folded))

    def look(self, code):
        """The Latin letter that a character looks like, and whether it has the very shape."""
        if code in self.looks:
            return self.looks[code]
        parts = self.data.nfkd([code])
        if parts[0] in self.looks and all(self.data.category.get(x, "Cn")[0] == "M" for x in parts[1:]):
            letter, exact = self.looks[parts[0]]
            return letter, exact and len(parts) == 1
        lower = self.data.casefold.get(code)
        return (None, False) if not lower or lower[0] not in self.looks else (self.looks[lower[0]][0], False)


# Kanji and kana of one shape; spaceless.c knows which is which.
KANA_TWINS = "力カ二ニ口ロ工エ卜ト八ハ夕タ才オ千チ一ー丿ノへべぺヘベペりリ"

# Persian and Urdu letters, the forms of alef, and the round t at the end of words, which mail and rules spell either way
# (as Lucene's normalizers for Arabic and Persian have it). Final forms of Hebrew: the stem of a rule may end in one and
# the word in the mail go on.
ARABIC = {0x671: 0x627, 0x672: 0x627, 0x673: 0x627, 0x675: 0x627, 0x649: 0x64A, 0x6CC: 0x64A, 0x6D2: 0x64A, 0x6A9: 0x643,
          0x6AA: 0x643, 0x629: 0x647, 0x6BE: 0x647, 0x6C1: 0x647, 0x6C3: 0x647, 0x6D5: 0x647}
HEBREW = {0x5DA: 0x5DB, 0x5DD: 0x5DE, 0x5DF: 0x5E0, 0x5E3: 0x5E4, 0x5E5: 0x5E6}
SPELT_EITHER_WAY = {**ARABIC, **HEBREW}


def read_looks(path):
    looks = {}
    with open(path, encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if len(words) < 3 or not re.fullmatch("[a-z]", words[0]) or words[1] not in "=~":
                sys.exit("%s:%d: not of the form 'letter = codes': %s" % (path, number, line.strip()))
            for code in words[2:]:
                if int(code, 16) in looks:
                    sys.exit("%s:%d: %s is listed twice" % (path, number, code))
                looks[int(code, 16)] = (words[0], words[1] == "=")
    return looks


def numbers(values, width=118):
    lines, line = [], "\t"
    for value in values:
        text = "%s, " % value
        if len(line) + len(text) > width - 7:
            lines.append(line.rstrip())
            line = "\t"
        line += text
    return "\n".join(lines + [line.rstrip()])


def render(table):
    records, pool, stage2, stage1, blocks = {}, [0], [], [], {}
    places = {}

    def place(folded):
        if not folded:
            return 0
        if folded not in places:
            places[folded] = len(pool)
            pool.extend([len(folded)] + list(folded))
        return places[folded]

    def record_number(code):
        record = table.record(code)
        row = record[:8] + (place(record[8]),)
        return records.setdefault(row, len(records))

    record_number(0xFFFF)
    for first in range(0, 0x110000, BLOCK):
        block = tuple(record_number(code) for code in range(first, first + BLOCK))
        if block not in blocks:
            blocks[block] = len(blocks)
            stage2.extend(block)
        stage1.append(blocks[block])
    assert len(records) < 65536 and len(pool) < 65536 and len(blocks) < 65536
    rows = ["\t{ FOLD_%s, %d, %d, %d, %d, %d, %d, %d, %d }," % row for row in records]
    return """/* fold_table.c: what becomes of each code point. Generated by make_fold_table.py; do not edit.
 * Unicode %s and lookalikes.txt.
 * Derived from the Unicode data files, copyright Unicode, Inc., under the Unicode licence (unicode.org/license.txt).
 */
#include "fold/fold_table.h"

const struct fold_record fold_records[%d] = {
%s
};

const uint32_t fold_pool[%d] = {
%s
};

const uint16_t fold_stage1[%d] = {
%s
};

const uint16_t fold_stage2[%d] = {
%s
};
""" % (table.data.version, len(rows), "\n".join(rows), len(pool), numbers("0x%x" % x for x in pool), len(stage1),
       numbers(stage1), len(stage2), numbers(stage2))


def main():
    options = {"--unicode": "/usr/share/unicode", "--output": os.path.join(HERE, "fold_table.c")}
    check = False
    for argument in sys.argv[1:]:
        name, _, value = argument.partition("=")
        if argument == "--check":
            check = True
        elif name in options and value:
            options[name] = value
        else:
            sys.exit(__doc__)
    text = render(Table(Unicode(options["--unicode"]), read_looks(os.path.join(HERE, "lookalikes.txt"))))
    if not check:
        with open(options["--output"], "w", encoding="utf-8") as out:
            out.write(text)
        return
    with open(options["--output"], encoding="utf-8") as out:
        if out.read() != text:
            sys.exit("%s is not current: run lib/fold/make_fold_table.py" % options["--output"])


if __name__ == "__main__":
    main()
