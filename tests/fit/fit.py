#!/usr/bin/env python3
"""fit.py: fits the weights of conf/rules/scoring.yaml to mail, and tells what they do to mail that it never saw.

usage: fit.py EXTORTSCAN SRCDIR [--corpus DIR] [--letters DIR] [--write]

What is fitted: the points of slots, of what stands beside a letter, and of combinations. Which words fill a slot is the
packs' business. Mail: a corpus with its MANIFEST.tsv, when there is one, and the project's own letters and innocent
mails. Each mail belongs to one half, by a digest of its cluster (near copies stay together) or of its name; only the
first half is fitted, and both are told, before and after.

How: every mail's signals are taken apart into weights and how often each counts; coordinate descent in steps of 0.5
lowers one loss: squared distance of a letter below 8.0 and of honest mail above 3.0, the latter ten times as dear, with
a pull to the weights as they are, so that what the mail says nothing about stays. Signs are kept. The same mail gives
the same weights: nothing is random. It does not move the window or the packs, so run it again after --write.
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import sys

STEP = 5                      # tenths
LETTER_LEAST, HONEST_MOST = 80, 30
HONEST_DEARER = 10.0
BOUND = 60                    # the most that a letter in another's voice scores
PULL = 0.02                   # loss of one squared tenth away from where a weight was, a mail of each class
CLAIMS = {"ACCESS", "SHAME", "BOMB", "KILL", "DDOS", "DBLEAK", "POLICECASE", "VIRUSINFECT", "DETECTIVE"}
SERVING = {"PAY", "DEADLINE", "ASSURE"}
DISGUISED = {"entity", "spaced", "split", "reversed", "lookalike", "invisible", "case"}


class Mail:
    def __init__(self, path, letter, group):
        self.path, self.letter = path, letter
        self.second_half = hashlib.sha256(group.encode()).digest()[0] & 1 == 1
        self.counts, self.slots = {}, {}
        self.bounded = self.demand = False


def corpus_mails(folder):
    with open(os.path.join(folder, "MANIFEST.tsv"), encoding="utf-8") as manifest:
        names = manifest.readline().rstrip("\n").split("\t")
        for line in manifest:
            row = dict(zip(names, line.rstrip("\n").split("\t")))
            if row["class"] == "extortion" and row["quality"] == "fragment":
                continue
            if row["class"] in ("extortion", "ham", "hard_ham"):
                group = row["cluster"] if row["cluster"] not in ("", "-") else row["path"]
                yield Mail(os.path.join(folder, row["path"]), row["class"] == "extortion", group)


def own_mails(folder):
    for name, letter in (("letters", True), ("innocent", False)):
        path = os.path.join(folder, name)
        for file in sorted(os.listdir(path)) if os.path.isdir(path) else []:
            if file.endswith(".eml"):
                yield Mail(os.path.join(path, file), letter, file)


def read_weights(path):
    """{name: tenths} in the order of the file; slots by their name, points by theirs, combinations as +id."""
    weights, part = {}, None
    for line in open(path, encoding="utf-8"):
        section = re.match(r"  (slots|points|combos):", line)
        if section:
            part = section[1]
        item = re.match(r"    ([\w-]+): *(-?[\d.]+)", line) if part in ("slots", "points") else None
        combo = re.search(r"id: ([\w-]+).*points: (-?[\d.]+)", line) if part == "combos" else None
        if item:
            weights[item[1]] = round(float(item[2]) * 10)
        if combo:
            weights["+" + combo[1]] = round(float(combo[2]) * 10)
    return weights


def wallet_names(answer, signal):
    for wallet in answer["wallets"]:
        if (wallet["part"], wallet["text"], wallet["offset"]) == (signal["part"], signal["text"], signal["offset"]):
            return (["wallet" if wallet["checksum"] == "ok" else "wallet-unverified"] +
                    (["wallet-disguised"] if wallet["how"] in DISGUISED else []) +
                    (["wallet-listed"] if wallet["listed"] else []))
    return ["wallet"]


def count_signal(mail, answer, signal, weights):
    points, kind, name = round(signal["weight"] * 10), signal["kind"], signal["id"]
    if kind == "context" and name == "voice":
        mail.bounded = True  # by another voice: its score says nothing about weights
    mail.demand = mail.demand or (kind == "context" and name == "demand")
    if points == 0 or name in ("no-threat", "no-claim", "voice"):
        return
    names = {name: points / weights[name]} if name in weights else {}
    if kind == "phrase":
        slot = signal["slot"]
        share = 1 if slot in answer["slots"] else 0.5
        mail.slots[slot] = share
        names = {slot: share, "strong-slot": 1} if points > weights[slot] else {slot: share}
    elif kind == "subject":
        names = {min(("subject-weak", "subject", "subject-strong"), key=lambda n: abs(weights[n] - points)): 1}
    elif kind == "wallet":
        names = dict.fromkeys(wallet_names(answer, signal), 1)
    elif kind == "amount":
        names = {"amount": 1}
    elif kind == "combo":
        names = {"+" + name: 1}
    for each, count in names.items():
        mail.counts[each] = mail.counts.get(each, 0) + count


def take_apart(program, srcdir, mails, weights):
    command = [program, "scan", "--format=jsonl", "--policy", os.path.join(srcdir, "conf/policy.yaml"),
               "--rules", os.path.join(srcdir, "conf/rules")] + [mail.path for mail in mails]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    answers = {}
    for line in run.stdout.decode("utf-8").splitlines():
        answer = json.loads(line)
        answers.setdefault(answer["file"], answer)
    wrong = 0
    for mail in mails:
        answer = answers.get(mail.path)
        if answer is None:
            continue
        for signal in answer["signals"]:
            count_signal(mail, answer, signal, weights)
        wrong += not mail.bounded and abs(score(mail, weights) - round(answer["score"] * 10)) > 3
    print("fit: %d mails, of which %d add up otherwise than the scanner says" % (len(mails), wrong))


def score(mail, weights):
    total = sum(weights[name] * count for name, count in mail.counts.items())
    if mail.demand or sum(mail.slots.values()) < 1.5:
        return total
    serving = sum(weights[slot] * share for slot, share in mail.slots.items() if slot in SERVING)
    threat = sum(weights[slot] * share for slot, share in mail.slots.items() if slot not in SERVING)
    if serving > threat:
        total -= serving - threat
    claim = max((share for slot, share in mail.slots.items() if slot in CLAIMS), default=0)
    return total + weights["no-claim"] * (1 - claim)


def loss_of(mail, weights):
    if mail.bounded:
        return 0
    points = score(mail, weights)
    if mail.letter:
        return max(0, LETTER_LEAST - points) ** 2
    return HONEST_DEARER * max(0, points - HONEST_MOST) ** 2


def fit(mails, before):
    weights = dict(before)
    users = {name: [m for m in mails if m.counts.get(name) or (name in SERVING | CLAIMS and name in m.slots)]
             for name in weights}
    users["no-claim"] = [m for m in mails if not any(m.slots.get(slot) == 1 for slot in CLAIMS)]
    scale = PULL * sum(mail.letter for mail in mails)
    moved = True
    while moved:
        moved = False
        for name in sorted(weights):
            best, here = None, weights[name]
            for step in (0, -STEP, STEP):
                if step and (here + step) * before[name] <= 0:
                    continue  # a weight keeps its sign, and does not vanish
                weights[name] = here + step
                loss = sum(loss_of(mail, weights) for mail in users[name]) + scale * (weights[name] - before[name]) ** 2
                if best is None or loss < best[0] - 1e-6:
                    best = (loss, weights[name])
            weights[name] = best[1]
            moved = moved or best[1] != here
    return weights


def tell(title, mails, weights):
    for half in (False, True):
        part = [mail for mail in mails if mail.second_half == half]
        scores = {mail: min(score(mail, weights), BOUND) if mail.bounded else score(mail, weights) for mail in part}
        letters = [scores[mail] for mail in part if mail.letter]
        honest = [scores[mail] for mail in part if not mail.letter]
        print("%-7s %-12s letters %4d: >= 7.0 %6.2f %%, >= 10.0 %6.2f %%   honest %5d: >= 4.0 %d, >= 7.0 %d, >= 10.0 %d" % (
            title, "second half" if half else "first half", len(letters),
            100 * sum(s >= 70 for s in letters) / max(1, len(letters)),
            100 * sum(s >= 100 for s in letters) / max(1, len(letters)), len(honest),
            sum(s >= 40 for s in honest), sum(s >= 70 for s in honest), sum(s >= 100 for s in honest)))


def write_weights(path, before, after):
    text = open(path, encoding="utf-8").read()
    for name in after:
        if after[name] == before[name]:
            continue
        pattern = (r"(id: %s,.*points: )-?[\d.]+" % name[1:]) if name[0] == "+" else r"(\n    %s: *)-?[\d.]+" % name
        text = re.sub(pattern, lambda m, v=after[name]: "%s%.1f" % (m[1], v / 10), text, count=1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("srcdir")
    parser.add_argument("--corpus", help="a folder with MANIFEST.tsv")
    parser.add_argument("--letters", action="append", default=[], help="a folder with letters/ and innocent/")
    parser.add_argument("--write", action="store_true", help="change conf/rules/scoring.yaml")
    args = parser.parse_args()
    rules = os.path.join(args.srcdir, "conf/rules/scoring.yaml")
    before = read_weights(rules)
    mails = [mail for folder in [os.path.join(args.srcdir, "tests/golden")] + args.letters for mail in own_mails(folder)]
    if args.corpus and os.path.isdir(args.corpus):
        mails += corpus_mails(args.corpus)
    else:
        print("fit: no corpus; the project's own mails only")
    take_apart(args.program, args.srcdir, mails, before)
    tell("before", mails, before)
    after = fit([mail for mail in mails if not mail.second_half], before)
    tell("after", mails, after)
    for name in after:
        if after[name] != before[name]:
            print("fit: %-20s %5.1f -> %5.1f" % (name.lstrip("+"), before[name] / 10, after[name] / 10))
    if args.write:
        write_weights(rules, before, after)
        print("fit: written; the built-in twins in lib/detect/scoring.[ch] want the same")
    return 0


sys.exit(main())
