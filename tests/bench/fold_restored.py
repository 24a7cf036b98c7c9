#!/usr/bin/env python3
"""fold_restored.py: how many disguised words are folded like the plain ones, against data that is not the fold's own.

Usage: fold_restored.py FOLD_LINES [WORDS]
  FOLD_LINES  the built tests/bench/fold_lines
  WORDS       a word a line (Debian: wamerican puts one at /usr/share/dict/words)

10,000 words; each letter is replaced with probability 0.3 by a character that ICU's uspoof (UTS #39, loaded from libicui18n
with ctypes) calls confusable with it, by an accented form (canonical decomposition), or by either. Each word is folded
alone and in lines of ten. Prints the share of words restored; exit 1 when one is below 97 %, 77 when ICU or WORDS is missing.
"""

import collections
import ctypes
import ctypes.util
import random
import subprocess
import sys
import unicodedata

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WORDS, PROBABILITY, WANTED = 10000, 0.3, 0.97


def skeleton_function():
    name = ctypes.util.find_library("icui18n")
    if name is None:
        sys.exit(77)
    icu, version = ctypes.CDLL(name), name.rsplit(".", 1)[-1]
    error = ctypes.c_int(0)
    opener = getattr(icu, "uspoof_open_" + version)
    opener.restype = ctypes.c_void_p
    checker = ctypes.c_void_p(opener(ctypes.byref(error)))
    skeleton = getattr(icu, "uspoof_getSkeletonUTF8_" + version)
    room = ctypes.create_string_buffer(256)

    def of(text):
        raw, failed = text.encode(), ctypes.c_int(0)
        length = skeleton(checker, ctypes.c_uint32(0), raw, len(raw), room, len(room), ctypes.byref(failed))
        return room.raw[:length].decode() if failed.value <= 0 else text

    return of


def disguises():
    skeleton, confusable, accented = skeleton_function(), collections.defaultdict(list), collections.defaultdict(list)
    letters = collections.defaultdict(list)
    for letter in LETTERS:
        letters[skeleton(letter)].append(letter)
    for code in list(range(0x80, 0xD800)) + list(range(0xE000, 0x110000)):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cn", "Co", "Cc"):
            continue
        for letter in letters.get(skeleton(sign), []):
            confusable[letter].append(sign)
        parts = unicodedata.normalize("NFD", sign)
        if len(parts) > 1 and parts[0] in LETTERS and all(unicodedata.combining(mark) for mark in parts[1:]):
            accented[parts[0]].append(sign)
    both = {letter: confusable[letter] + accented[letter] for letter in LETTERS}
    return {"confusable": confusable, "accented": accented, "both": both}


def perturb(word, pool):
    return "".join(random.choice(pool[c]) if pool.get(c) and random.random() < PROBABILITY else c for c in word)


def fold(program, lines):
    run = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return run.stdout.split("\n")[:len(lines)]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, path = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "/usr/share/dict/words"
    try:
        with open(path, encoding="utf-8") as source:
            words = [w for w in source.read().split() if w.isascii() and w.isalpha() and len(w) >= 3]
    except OSError:
        sys.exit(77)
    random.seed(7)
    words = random.sample(words, min(WORDS, len(words)))
    clean, worst = fold(program, words), 1.0
    for name, pool in disguises().items():
        disguised = [perturb(word, pool) for word in words]
        alone = sum(a == b for a, b in zip(clean, fold(program, disguised)))
        lines = fold(program, [" ".join(disguised[i:i + 10]) for i in range(0, len(words), 10)])
        together = 0
        for number, line in enumerate(lines):
            want, got = clean[number * 10:number * 10 + 10], line.split(" ")
            together += sum(a == b for a, b in zip(want, got)) if len(want) == len(got) else len(set(want) & set(got))
        print("%-10s alone %.2f %%  in lines %.2f %%" % (name, 100 * alone / len(words), 100 * together / len(words)))
        worst = min(worst, alone / len(words), together / len(words))
    sys.exit(0 if worst >= WANTED else 1)


if __name__ == "__main__":
    main()
