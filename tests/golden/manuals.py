#!/usr/bin/env python3
"""manuals.py CLI POLICY RULES [LANG]: the scan over what is installed on this machine and never was mail.

Manuals, documentation and the messages of programs, in many languages, hold no letter at all. Prints what is tagged or
worse, then for each language the rules of letters that hit, those that mislead most first: a strong rule that is seen
there is too broad. With LANG only the rules of that pack, with the places. Exit status 1 when anything is held or
refused. What is installed differs, so this is a tool for authors and no part of the suite."""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

FOLDERS = ("/usr/share/doc", "/usr/share/man", "/usr/share/locale", "/usr/share/common-licenses")
LEAST, MOST = 500, 120000  # bytes of a text
AT_ONCE = 400  # texts in one run
BROAD = 0.02  # of a language's texts: a weak rule that hits in more is told
NAMES = {"nb": "no", "nn": "no"}
INNOCENT = ("REPORTING", "TEACHING", "BUSINESS", "BULK")


def read_text(path):
    """The UTF-8 text of a file, or nothing."""
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
            data = f.read(2 * MOST)
    except (OSError, EOFError):
        return b""
    if path.endswith(".mo"):
        data = b"\n".join(message for message in data.split(b"\0") if len(message) > 20)
    data = data[:MOST]
    while data and data[-1] & 0x80:  # a character that was cut
        data = data[:-1]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    return data if len(data) >= LEAST and b"\0" not in data else b""


def language(path):
    """By the folder that it lies in."""
    match = re.search(r"/(?:locale|man)/([a-z]{2})(?:[_@.][^/]*)?/", path)
    return NAMES.get(match[1], match[1]) if match else "en"


def texts():
    """(path, text) of all files."""
    for top in FOLDERS:
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    text = read_text(path)
                    if text:
                        yield path, text


def weights(rules):
    """{rule: weight} of the phrases of all packs, which stand one a line."""
    found = {}
    for name in os.listdir(rules):
        if name.endswith(".yaml"):
            with open(os.path.join(rules, name), encoding="utf-8") as f:
                for line in f:
                    match = re.search(r"id: *\"?([a-z0-9-]+)\"?.*?weight: *([0-9.]+)", line)
                    if match:
                        found[name[:-5] + "/" + match[1]] = float(match[2])
    return found


def scan(command, batch, folder):
    """(path, text, report) of each text of a batch."""
    names = {}
    for number, (path, text) in enumerate(batch):
        name = "%s/%04d.eml" % (folder, number)
        names[name] = (path, text)
        with open(name, "wb") as f:
            f.write(b"From: a@example.net\nTo: b@example.com\nSubject: text\nMIME-Version: 1.0\n"
                    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text)
    output = subprocess.run(command + list(names), stdout=subprocess.PIPE, check=False).stdout
    for line in output.decode("utf-8", "replace").splitlines():
        report = json.loads(line)
        if report["file"] in names:
            yield names[report["file"]] + (report,)


def main():
    cli, policy, rules = sys.argv[1:4]
    only = sys.argv[4] if len(sys.argv) > 4 else None
    command = [cli, "scan", "--format=jsonl", "--policy", policy, "--rules", rules]
    weight = weights(rules)
    counts, places, totals = collections.Counter(), collections.defaultdict(list), collections.Counter()
    actions = collections.Counter()
    batch = []

    def flush():
        with tempfile.TemporaryDirectory(prefix="extortscan-manuals-") as folder:
            for path, text, report in scan(command, batch, folder):
                lang = language(path)
                totals[lang] += 1
                actions[report["action"]] += 1
                if report["action"] != "accept":
                    print("%s %.1f %s %s %s" % (report["action"], report["score"], report["lang"],
                                                ",".join(report["slots"]), path))
                seen = set()
                for signal in report["signals"]:
                    rule = signal["id"]
                    if (signal["kind"] != "phrase" or signal["slot"] in INNOCENT or rule in seen or
                            signal["text"] != "visible" or not rule.startswith(lang + "/")):
                        continue
                    seen.add(rule)
                    counts[rule] += 1
                    if rule.startswith("%s/" % only) and len(places[rule]) < 4:
                        at = signal["offset"]
                        places[rule].append(" ".join(text[max(0, at - 25):at + signal["length"] + 15]
                                                     .decode("utf-8", "ignore").split()))
        batch.clear()

    for item in texts():
        if only is None or language(item[0]) == only:
            batch.append(item)
        if len(batch) == AT_ONCE:
            flush()
    flush()
    print("manuals: %d texts, %s" % (sum(totals.values()), ", ".join("%d %s" % (n, a) for a, n in actions.most_common())))
    for lang in sorted(lang for lang in totals if os.path.exists("%s/%s.yaml" % (rules, lang))):
        broad = [rule for rule in counts if rule.startswith(lang + "/") and
                 (weight.get(rule, 0) >= 2 or counts[rule] >= max(3, BROAD * totals[lang]))]
        broad.sort(key=lambda rule: -weight.get(rule, 0) * counts[rule])
        print("%s: %d texts; weight x texts rule: %s" % (lang, totals[lang], ", ".join(
            "%.1fx%d %s" % (weight.get(rule, 0), counts[rule], rule[3:]) for rule in broad[:None if only else 8])))
        for rule in broad:
            for place in places[rule]:
                print("    %s | %s" % (rule, place))
    return 1 if actions["reject"] + actions["quarantine"] else 0


sys.exit(main())
