#!/usr/bin/env python3
"""evasion.py: does a letter keep its action when it is disguised?

usage: evasion.py EXTORTSCAN SRCDIR [--pairs] [--show] [--langs ja,en,...] [--least PERCENT]

Takes letters of tests/golden/letters, disguises each with every known trick (and with --pairs every two of them), and
compares the action with what the plain letter gets. QR codes, pictures and PDF are no matter of text and are left out.
A trick is a function from Mail to None; the order of tricks in a pair is the order of TRICKS: first the words, then the
address, then the headers, then the container.
"""
import base64
import email
import email.policy
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zlib

ADDRESS = re.compile(r"(?<![0-9A-Za-z])(?:bc1[0-9a-z]{30,70}|[13LM][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|"
                     r"4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|0x[0-9a-fA-F]{40})(?![0-9A-Za-z])")


class Mail:
    """One letter on its way into a disguise."""

    def __init__(self, path):
        with open(path, "rb") as stream:
            message = email.message_from_binary_file(stream, policy=email.policy.default)
        part = message.get_body(preferencelist=("plain", "html"))
        self.body = part.get_content()
        if part.get_content_subtype() == "html":
            self.body = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?i)<br[^>]*>|</p>", "\n", self.body)))
        self.subject = str(message["Subject"] or "")
        self.sender = str(message["From"] or "x@example.net")
        self.to = str(message["To"] or "victim@example.com")
        self.headers = []
        self.html = None            # a function from text to markup
        self.charset = "utf-8"      # the label
        self.encode = None          # a function from text to bytes; None: by the label
        self.wrap = None            # a function from text to text, for what stands around the letter
        self.random = random.Random(zlib.crc32(os.path.basename(path).encode()))

    def words(self, function):
        """Apply to everything but the addresses, which must stay what they are."""
        at, out = 0, []
        for found in ADDRESS.finditer(self.body):
            out += [function(self.body[at:found.start()]), found.group()]
            at = found.end()
        self.body = "".join(out + [function(self.body[at:])])

    def addresses(self, function):
        self.body = ADDRESS.sub(lambda found: function(found.group()), self.body)

    def bytes(self):
        body = self.wrap(self.body) if self.wrap else self.body
        kind = "plain"
        if self.html:
            body, kind = self.html(body), "html"
        raw = self.encode(body) if self.encode else body.encode(self.charset, "xmlcharrefreplace")
        subject = "=?utf-8?B?%s?=" % base64.b64encode(self.subject.encode()).decode()
        lines = ["From: " + ascii_address(self.sender), "To: " + ascii_address(self.to), "Subject: " + subject,
                 "Date: Mon, 02 Mar 2026 10:00:00 +0000", "Message-ID: <evasion@example.net>", "MIME-Version: 1.0",
                 "Content-Type: text/%s; charset=%s" % (kind, self.charset), "Content-Transfer-Encoding: base64"]
        header = "\r\n".join(self.headers + lines) + "\r\n\r\n"
        return header.encode() + base64.encodebytes(raw).replace(b"\n", b"\r\n")


def ascii_address(value):
    found = re.search(r"[\w.+-]+@[\w.-]+", value)
    return found.group() if found and value.isascii() is False else value


LOOKALIKE = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
LOOKALIKE_GREEK = str.maketrans("oavABEZHIKMNOPTYX", "οανΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
COPTIC = str.maketrans("ABCEHIKMNOPTX", "ⲀⲂⲤⲈⲎⲒⲔⲘⲚⲞⲢⲦⲬ")
CYRILLIC = str.maketrans("асеорхуіАВСЕНКМОРТХ", "aceopxyiABCEHKMOPTX")
ACCENTS = dict(zip("aceiounsyACEIOUNSY", "àçêïôùñşýÁĆĖÍŐŪŇŚŶ"))
LEET = {"a": "@", "e": "3", "i": "1", "o": "0", "s": "5", "l": "1"}


def sometimes(mail, share, mapping):
    return lambda text: "".join(
        mapping.get(c, c) if c in mapping and mail.random.random() < share else c for c in text)


def table(translation):
    return {chr(k): chr(v) if isinstance(v, int) else v for k, v in translation.items()}


def e01_lookalikes(mail):
    mapping = dict(table(LOOKALIKE))
    if sum("а" <= c <= "я" for c in mail.body) > 100:
        mapping = table(CYRILLIC)
    mail.words(sometimes(mail, 0.3, mapping))
    mail.subject = sometimes(mail, 0.3, {**mapping, **table(COPTIC)})(mail.subject)


def e01_greek(mail):
    mail.words(sometimes(mail, 0.3, table(LOOKALIKE_GREEK)))


def e02_accents(mail):
    mail.words(sometimes(mail, 0.3, ACCENTS))


def e03_leet(mail):
    def word(found):
        text = found.group()
        at = mail.random.randrange(1, len(text) - 1)
        return text[:at] + LEET.get(text[at], text[at] * 2) + text[at + 1:]
    mail.words(lambda text: re.sub(r"\b[a-z]{5,}\b", word, text))


def e03_doubled(mail):
    mail.words(lambda text: re.sub(r"\b([A-Za-z]{2,})([a-z])([a-z]{2,})\b", r"\1\2\2\3", text))


def e04_invisible(mail):
    marks = ["\u200b", "\u200c", "\u00ad", "\u2060", "\ufeff"]
    mail.words(lambda text: re.sub(r"(\w)(?=\w)", lambda f: f.group() + (
        mail.random.choice(marks) if mail.random.random() < 0.3 else ""), text))


SALAD = ("The river was quiet that evening and the boats came home one after the other while the old teacher "
         "read aloud from a letter about gardens, bread and the price of wool. ") * 4


def markup(text):
    return "<html><body><p>" + html.escape(text).replace("\n", "<br>\n") + "</p></body></html>"


def e05_comments(mail):
    def splice(text):
        cut = re.sub(r"([^\W\d_])(?=[^\W\d_])", lambda f: f.group() + (
            mail.random.choice(["<!-- x -->", "<span></span>", "<b></b>"]) if mail.random.random() < 0.2 else ""),
            html.escape(text))
        return "<html><body><p>" + cut.replace("\n", "<br>\n") + "</p></body></html>"
    mail.html = splice


def e05_salad(mail):
    hidden = ['<div style="font-size:0">%s</div>', '<span style="display:none">%s</span>',
              '<font color="#ffffff">%s</font>']
    mail.html = lambda text: markup(text).replace("<br>", "<br>" + mail.random.choice(hidden) % SALAD, 6)


def e06_entities_html(mail):
    mail.html = lambda text: "<html><body><p>" + "".join(
        "<br>" if c == "\n" else "&#x%x;" % ord(c) for c in text) + "</p></body></html>"


def e06_entities_plain(mail):
    mail.charset = "ibm852"
    mail.encode = lambda text: "".join(c if c in "\n " else "&#%d;" % ord(c) for c in text).encode("ascii")


def e07_wrong_label(mail):
    mail.charset, mail.encode = "windows-1251", lambda text: text.encode("utf-8")


def e07_utf16(mail):
    mail.charset, mail.encode = "utf-16", lambda text: b"\xff\xfe" + text.encode("utf-16-le", "replace")


def e07_utf7(mail):
    mail.charset, mail.encode = "utf-7", lambda text: text.encode("utf-7", "replace")


def e08_dashes(mail):
    mail.addresses("-".join)


def e08_blanks(mail):
    mail.addresses(lambda address: " ".join(address[i:i + 4] for i in range(0, len(address), 4)))


def e08_stars(mail):
    mail.addresses(lambda address: address[:9] + "*" + address[9:20] + "*" + address[20:] + "\n(remove the * signs)")


def e09_two_lines(mail):
    mail.addresses(lambda address: "\n" + address[:17] + "\n" + address[17:] + "\n")


def e13_other_coin(mail):
    mail.addresses(lambda address: "LTT8qnoaJBKDWeAo3f6KPLKQ2vKcHJEeAH")


def e14_foreign_subject(mail):
    mail.subject = "Open and read this letter"


def e15_trusted_service(mail):
    mail.sender = "Alerts <alerts@service.example>"
    mail.headers = ["Authentication-Results: mx.service.example; dkim=pass; spf=pass; dmarc=pass",
                    "DKIM-Signature: v=1; a=rsa-sha256; d=service.example; s=x; h=from; bh=x; b=x"]


def e16_bounce(mail):
    mail.subject = "Delivery Status Notification (Failure)"
    mail.sender = "Mail Delivery System <MAILER-DAEMON@example.net>"
    mail.wrap = lambda text: ("This message was created automatically by mail delivery software.\n"
                              "A message could not be delivered. It is returned below.\n\n") + text


def e16_reply(mail):
    mail.subject = "Re: " + mail.subject
    mail.headers.append("In-Reply-To: <0815@example.net>")


def e16_forward(mail):
    mail.subject = "Fwd: " + mail.subject
    mail.wrap = lambda text: ("---------- Forwarded message ---------\nFrom: x@example.net\nDate: Mon, 2 Mar 2026\n"
                              "Subject: read this\nTo: victim@example.com\n\n") + text


def e17_password_subject(mail):
    mail.subject = "victim:Sommer2019"


def e18_upper_case(mail):
    mail.addresses(lambda address: address.upper() if address.startswith("bc1") else address)


TRICKS = [e01_lookalikes, e01_greek, e02_accents, e03_leet, e03_doubled, e04_invisible, e13_other_coin, e18_upper_case,
          e08_dashes, e08_blanks, e08_stars, e09_two_lines, e14_foreign_subject, e15_trusted_service, e16_bounce,
          e16_reply, e16_forward, e17_password_subject, e05_comments, e05_salad, e06_entities_html,
          e06_entities_plain, e07_wrong_label, e07_utf16, e07_utf7]
# Two that fill the same place in the mail are no pair: the second would undo the first.
PLACES = {"e05": "container", "e06": "container", "e07": "charset", "e16": "story", "e15": "story",
          "e13": "address", "e18": "address", "e08": "address", "e09": "address"}


def is_pair(a, b):
    place_a, place_b = PLACES.get(a.__name__[:3], a.__name__), PLACES.get(b.__name__[:3], b.__name__)
    return place_a != place_b and not (a is e06_entities_plain and place_b == "charset")


def letters(srcdir, langs, each):
    folder = os.path.join(srcdir, "tests/golden/letters")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for lang in langs:
        yield from [os.path.join(folder, n) for n in names if n.startswith(lang + "-") and n.endswith(".eml")][:each]


def scan(program, srcdir, mails):
    actions = []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for i, raw in enumerate(mails):
            files.append(os.path.join(folder, "%05d.eml" % i))
            with open(files[-1], "wb") as out:
                out.write(raw)
        for i in range(0, len(files), 500):
            run = subprocess.run([program, "scan", "--format=jsonl", "--policy", os.path.join(srcdir, "conf/policy.yaml"),
                                  "--rules", os.path.join(srcdir, "conf/rules")] + files[i:i + 500],
                                 stdout=subprocess.PIPE, check=False)
            if run.returncode not in (0, 1):
                sys.exit("evasion: scan ended with %d" % run.returncode)
            actions += [json.loads(line) for line in run.stdout.decode().splitlines()]
    return actions


STRENGTH = {"accept": 0, "tag": 1, "quarantine": 2, "tempfail": 2, "reject": 3}


def option(name, default):
    values = [sys.argv[i + 1] for i, argument in enumerate(sys.argv[:-1]) if argument == name]
    return values[-1] if values else default


def main():
    program, srcdir = sys.argv[1:3]
    paths = list(letters(srcdir, option("--langs", "ja,en,de,ru,zh").split(","), int(option("--each", "4"))))
    if not paths:
        sys.exit(77)
    recipes = [[trick] for trick in TRICKS]
    if "--pairs" in sys.argv:
        recipes += [[a, b] for i, a in enumerate(TRICKS) for b in TRICKS[i + 1:] if is_pair(a, b)]
    jobs = [(path, []) for path in paths] + [(path, recipe) for recipe in recipes for path in paths]
    mails = []
    for path, recipe in jobs:
        mail = Mail(path)
        for trick in recipe:
            trick(mail)
        mails.append(mail.bytes())
    answers = scan(program, srcdir, mails)
    plain = {path: answers[i]["action"] for i, path in enumerate(paths)}
    kept, lost, by_trick = 0, [], {}
    for (path, recipe), answer in list(zip(jobs, answers))[len(paths):]:
        good = STRENGTH[answer["action"]] >= STRENGTH[plain[path]]
        kept += good
        name = "+".join(trick.__name__ for trick in recipe)
        tally = by_trick.setdefault(name if len(recipe) == 1 else "(pairs)", [0, 0])
        tally[0] += 1
        tally[1] += good
        if not good:
            lost.append("%s %s: %s -> %s (%s, %s)" % (os.path.basename(path), name, plain[path], answer["action"],
                                                      answer["score"], ",".join(answer["slots"])))
    for name, (n, good) in by_trick.items():
        print("evasion: %-24s %5d/%d" % (name, good, n))
    if "--show" in sys.argv:
        print("\n".join(lost))
    share = 100.0 * kept / max(1, kept + len(lost))
    print("evasion: %d letters, %d disguises, %.2f %% keep the action" % (len(paths), kept + len(lost), share))
    sys.exit(0 if share >= float(option("--least", "98")) else 1)


main()
