#!/usr/bin/env python3
"""golden.py: judges the project's own mails with the built command line and compares with what they must get.

usage: golden.py EXTORTSCAN SRCDIR [--update] [--verbose]

  letters/*.eml    must be refused or quarantined
  innocent/*.eml   must be accepted or, at worst, tagged
  cases/*.eml      must get exactly what cases/*.want says (action, kind, language, slots, wallets, signals with points)

Weights may change; what is found, and what is done, may not change unseen: --update rewrites the .want files, and the
diff is for a person to read.
"""
import json
import os
import subprocess
import sys


def scan(program, srcdir, files):
    command = [program, "scan", "--format=jsonl", "--policy", os.path.join(srcdir, "conf/policy.yaml"),
               "--rules", os.path.join(srcdir, "conf/rules")] + files
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        sys.exit("golden: %s ended with %d" % (program, run.returncode))
    answers = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    if [a["file"] for a in answers] != files:
        sys.exit("golden: not one answer for each file, in order")
    return answers


def mails(srcdir, folder):
    path = os.path.join(srcdir, "tests/golden", folder)
    if not os.path.isdir(path):
        return []
    return [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".eml")]


def want_of(answer):
    lines = ["action: " + answer["action"], "kind: " + answer["kind"], "lang: " + answer["lang"],
             "slots: " + " ".join(answer["slots"])]
    lines += ["wallet: %(coin)s %(form)s %(address)s %(how)s" % w for w in answer["wallets"]]
    lines += sorted({"signal: %s %s" % (s["kind"], s["id"]) for s in answer["signals"] if s["weight"]})
    return "\n".join(lines) + "\n"


def judge(program, srcdir, folder, allowed, verbose):
    """One line a language, and the names of those that got something else."""
    files = mails(srcdir, folder)
    if not files:
        return 0, 0
    by_lang, wrong = {}, 0
    for answer in scan(program, srcdir, files):
        lang = os.path.basename(answer["file"]).split("-")[0]
        tally = by_lang.setdefault(lang, [0, 0])
        tally[0] += 1
        if answer["action"] in allowed:
            tally[1] += 1
            continue
        wrong += 1
        print("golden: %s: %s (score %s, slots %s)" % (os.path.relpath(answer["file"], srcdir), answer["action"],
                                                      answer["score"], ",".join(answer["slots"])))
    if verbose:
        print("golden: %s by language: %s" % (folder, " ".join(
            "%s %d/%d" % (lang, right, n) for lang, (n, right) in sorted(by_lang.items()))))
    return len(files), wrong


def compare(program, srcdir, update):
    files, wrong = mails(srcdir, "cases"), 0
    for answer in scan(program, srcdir, files) if files else []:
        path = answer["file"][:-len(".eml")] + ".want"
        got = want_of(answer)
        if update:
            with open(path, "w", encoding="utf-8") as out:
                out.write(got)
            continue
        try:
            with open(path, encoding="utf-8") as stream:
                want = stream.read()
        except FileNotFoundError:
            want = "(no %s)\n" % os.path.basename(path)
        if got != want:
            wrong += 1
            print("golden: %s differs" % os.path.relpath(path, srcdir))
            for line in sorted(set(want.splitlines()) - set(got.splitlines())):
                print("  want " + line)
            for line in sorted(set(got.splitlines()) - set(want.splitlines())):
                print("  got  " + line)
    return len(files), wrong


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, srcdir = sys.argv[1:3]
    letters, missed = judge(program, srcdir, "letters", ("reject", "quarantine"), True)
    innocent, alarms = judge(program, srcdir, "innocent", ("accept", "tag"), True)
    cases, differ = compare(program, srcdir, "--update" in sys.argv)
    wrong = missed + alarms + differ
    print("golden: %d letters, %d missed; %d innocent, %d false alarms; %d cases, %d differ" %
          (letters, missed, innocent, alarms, cases, differ))
    sys.exit(1 if wrong else 0)


main()
