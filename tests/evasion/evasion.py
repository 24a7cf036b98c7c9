#!/usr/bin/env python3
"""evasion.py: does a letter keep its action when it is disguised?

usage: evasion.py EXTORTSCAN SRCDIR [--pairs all|some] [--show] [--langs ja,en,...] [--each N] [--least PERCENT]

Takes letters of tests/golden/letters, disguises each with every known trick (and with --pairs every two of them), and
compares the action with what the plain letter gets (--pairs some: each pair on one letter, by turns). Letters that are
accepted as they are, are left out, and QR codes, pictures and PDF, which are no matter of text. The numbers are those of the catalogue that the tricks were taken from.
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
import unicodedata
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
        self.attach = None          # (type, file name): the letter is an attachment
        self.enclose = None         # a function from the whole mail to the mail that holds it
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
        part = ["Content-Type: text/%s; charset=%s" % (kind, self.charset), "Content-Transfer-Encoding: base64"]
        content = base64.encodebytes(raw).decode().replace("\n", "\r\n")
        if self.attach:
            part[0] = "Content-Type: " + self.attach[0]
            part.append("Content-Disposition: attachment; filename=" + self.attach[1])
            content = ("--cut\r\nContent-Type: text/plain\r\n\r\nSee the attachment.\r\n--cut\r\n" +
                       "\r\n".join(part) + "\r\n\r\n" + content + "--cut--\r\n")
            part = ["Content-Type: multipart/mixed; boundary=cut"]
        if self.enclose:
            return self.enclose(self, "\r\n".join(part) + "\r\n\r\n" + content).encode()
        return ("\r\n".join(self.headers + self.head() + part) + "\r\n\r\n" + content).encode()

    def head(self):
        subject = "=?utf-8?B?%s?=" % base64.b64encode(self.subject.encode()).decode()
        return ["From: " + ascii_address(self.sender), "To: " + ascii_address(self.to), "Subject: " + subject,
                "Date: Mon, 02 Mar 2026 10:00:00 +0000", "Message-ID: <evasion@example.net>", "MIME-Version: 1.0"]


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


def e03_spaced(mail):
    """Every eighth word or so, letter by letter, with a blank, a full stop or a dash between them."""
    def word(found):
        text = found.group()
        return mail.random.choice([" ", ".", "-"]).join(text) if mail.random.random() < 0.12 else text
    mail.words(lambda text: re.sub(r"[^\W\d_]{4,}", word, text))


def e04_marks(mail):
    marks = ["\u0301", "\u0336", "\ufe0f", "\u034f", "\u0323\u0302"]
    mail.words(lambda text: re.sub(r"[^\W\d_]", lambda f: f.group() + (
        mail.random.choice(marks) if mail.random.random() < 0.2 else ""), text))


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


def e05_salad_in_words(mail):
    """Letters that take no room between the letters of a word."""
    hidden = ['<span style="font-size:0">%s</span>', '<i style="display:none">%s</i>', '<font style="font-size:0px">%s</font>']

    def splice(text):
        cut = re.sub(r"([^\W\d_])(?=[^\W\d_])", lambda f: f.group() + (
            mail.random.choice(hidden) % mail.random.choice(["x", "wool", "of bread"])
            if mail.random.random() < 0.1 else ""), html.escape(text))
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


def e07_full_width(mail):
    """ASCII letters as wide as kanji; katakana as narrow as ASCII, in ISO-2022-JP with its own escape."""
    mail.words(lambda text: "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else c for c in text))


def e07_half_width(mail):
    narrow = {}
    for code in range(0xff66, 0xff9e):
        for mark in ("", "\uff9e", "\uff9f"):
            wide = unicodedata.normalize("NFKC", chr(code) + mark)
            if len(wide) == 1:
                narrow[wide] = chr(code) + mark
    mail.words(lambda text: "".join(narrow.get(c, c) for c in text))


def e07_iso2022(mail):
    """Without a word about it in the header; what it has no letters for is left to the first label."""
    try:
        mail.body.encode("iso2022_jp_ext")
    except UnicodeEncodeError:
        return
    mail.charset, mail.encode = "us-ascii", lambda text: text.encode("iso2022_jp_ext", "replace")


def e08_dashes(mail):
    mail.addresses("-".join)


def e08_blanks(mail):
    mail.addresses(lambda address: " ".join(address[i:i + 4] for i in range(0, len(address), 4)))


def e08_signs(mail):
    mail.addresses(lambda address: "".join(c + mail.random.choice("=_") for c in address))


def e08_stars(mail):
    mail.addresses(lambda address: address[:9] + "*" + address[9:20] + "*" + address[20:] + "\n(remove the * signs)")


def e09_two_lines(mail):
    mail.addresses(lambda address: "\n" + address[:17] + "\n" + address[17:] + "\n")


def e10_uri(mail):
    mail.addresses(lambda address: "bitcoin:%s?amount=0.0523&label=x" % address if address[0] in "13b" else address)


def e10_link(mail):
    """The text only says where to click."""
    targets = []

    def take(address):
        targets.append(address)
        return "(link)"
    mail.addresses(take)
    mail.html = lambda text: markup(text).replace(
        "(link)", '<a href="bitcoin:%s">(link)</a>' % (targets[0] if targets else "x"))


def e10_page(mail):
    mail.addresses(lambda address: "https://how-to-pay.example/%08x" % mail.random.getrandbits(32))


def e12_text_file(mail):
    mail.attach = ("text/plain; charset=utf-8", "letter.txt")


def e12_unnamed_type(mail):
    mail.attach = ("application/octet-stream", "letter.txt")


def e12_html_file(mail):
    mail.html = mail.html or markup
    mail.attach = ("application/octet-stream", "letter.html")


COINS = ["LTT8qnoaJBKDWeAo3f6KPLKQ2vKcHJEeAH", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9",
         "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
         "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
         "TDSBcgwKMRDcLx6w2DXPehj5b7o8MnDced", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226"]


def e13_other_coin(mail):
    coin = mail.random.choice(COINS)
    mail.addresses(lambda address: coin)


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


def e16_returned(mail):
    """A report in good form, with the letter as the message that could not be delivered."""
    def enclose(outer, part):
        lines = ["From: Mail Delivery System <MAILER-DAEMON@example.net>", "To: " + ascii_address(outer.to),
                 "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
                 "Content-Type: multipart/report; report-type=delivery-status; boundary=report", "",
                 "--report", "", "I'm sorry to have to inform you that your message could not be delivered.", "",
                 "--report", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.net", "",
                 "Final-Recipient: rfc822; nobody@example.net", "Action: failed", "Status: 5.1.1", "",
                 "--report", "Content-Type: message/rfc822", ""] + outer.head() + [part, "--report--", ""]
        return "\r\n".join(lines)
    mail.enclose = enclose


def e16_reply(mail):
    mail.subject = "Re: " + mail.subject
    mail.headers.append("In-Reply-To: <0815@example.net>")


def e16_forward(mail):
    mail.subject = "Fwd: " + mail.subject
    mail.wrap = lambda text: ("---------- Forwarded message ---------\nFrom: x@example.net\nDate: Mon, 2 Mar 2026\n"
                              "Subject: read this\nTo: victim@example.com\n\n") + text


def e17_password_subject(mail):
    mail.subject = "victim:Sommer2019"


def e17_address_subject(mail):
    found = ADDRESS.search(mail.body)
    if found:
        mail.subject += " " + found.group()
        mail.addresses(lambda address: "(see the subject)")


def e18_mangled_case(mail):
    mail.words(lambda text: "".join(mail.random.choice([str.upper, str.lower])(c) if c.isascii() or "а" <= c <= "я"
                                    else c for c in text))


def e18_upper_case(mail):
    mail.addresses(lambda address: address.upper() if address.startswith("bc1") else address)


TRICKS = [e01_lookalikes, e01_greek, e02_accents, e03_leet, e03_doubled, e03_spaced, e04_invisible, e04_marks,
          e18_mangled_case, e07_full_width, e07_half_width, e13_other_coin, e18_upper_case, e17_address_subject, e10_uri,
          e10_page, e08_dashes, e08_blanks, e08_signs, e08_stars, e09_two_lines, e14_foreign_subject,
          e15_trusted_service, e16_bounce, e16_reply, e16_forward, e17_password_subject, e10_link, e05_comments,
          e05_salad, e05_salad_in_words, e06_entities_html, e06_entities_plain, e07_wrong_label, e07_iso2022, e07_utf16,
          e07_utf7, e12_text_file, e12_unnamed_type, e12_html_file, e16_returned]
# Two that fill the same place in the mail are no pair: the second would undo the first.
PLACES = {"e05": "container", "e06": "container", "e07": "charset", "e10": "address", "e16": "story", "e15": "story",
          "e13": "address", "e18": "address", "e08": "address", "e09": "address", "e12": "file",
          "e10_link": "container", "e17_address_subject": "address", "e18_mangled_case": "case", "e07_full_width": "width",
          "e07_half_width": "width"}


def place(trick):
    return PLACES.get(trick.__name__, PLACES.get(trick.__name__[:3], trick.__name__))


def is_pair(a, b):
    kinds = {place(a), place(b)}
    if e06_entities_plain in (a, b) and (kinds & {"charset", "file"}):
        return False
    if e12_html_file in (a, b) and "container" in kinds:
        return False
    return len(kinds) == 2 and kinds != {"file", "charset"}  # the label goes with the type


# Letters of one digit are plain ones; those with higher numbers are odd plots, some at a threshold, where any point decides.
PLAIN = re.compile(r"[a-z]+-[a-z-]+-[0-9]\.eml$")


def letters(srcdir, langs, each):
    folder = os.path.join(srcdir, "tests/golden/letters")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for lang in langs:
        yield from [os.path.join(folder, n) for n in names if PLAIN.match(n) and n.startswith(lang + "-")][:each]


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
    kept = [answer["action"] != "accept" for answer in scan(program, srcdir, [Mail(path).bytes() for path in paths])]
    paths = [path for path, good in zip(paths, kept) if good]
    recipes = [[trick] for trick in TRICKS]
    pairs = [[a, b] for i, a in enumerate(TRICKS) for b in TRICKS[i + 1:] if is_pair(a, b)]
    jobs = [(path, []) for path in paths] + [(path, recipe) for recipe in recipes for path in paths]
    if option("--pairs", "") == "all":
        jobs += [(path, recipe) for recipe in pairs for path in paths]
    elif option("--pairs", "") == "some":
        jobs += [(paths[i % len(paths)], recipe) for i, recipe in enumerate(pairs)]
    mails = []
    for path, recipe in jobs:
        mail = Mail(path)
        for trick in recipe:
            trick(mail)
        mails.append(mail.bytes())
    answers = scan(program, srcdir, mails)
    plain = {path: answers[i]["action"] for i, path in enumerate(paths)}
    kept, lost, by_trick, by_lang = 0, [], {}, {}
    for (path, recipe), answer in list(zip(jobs, answers))[len(paths):]:
        good = STRENGTH[answer["action"]] >= STRENGTH[plain[path]]
        kept += good
        name, lang = "+".join(trick.__name__ for trick in recipe), os.path.basename(path).split("-")[0]
        keys = [(by_trick, trick.__name__ + ("" if len(recipe) == 1 else ", in pairs")) for trick in recipe]
        for table, key in keys + [(by_lang, (lang, len(recipe)))]:
            tally = table.setdefault(key, [0, 0])
            tally[0] += 1
            tally[1] += good
        if not good:
            lost.append("%s %s: %s -> %s (%s, %s)" % (os.path.basename(path), name, plain[path], answer["action"],
                                                      answer["score"], ",".join(answer["slots"])))
    for name, (n, good) in by_trick.items():
        print("evasion: %-32s %5d/%-5d %6.2f %%" % (name, good, n, 100.0 * good / n))
    for (lang, tricks), (n, good) in sorted(by_lang.items()):
        print("evasion: %s, %-28s %5d/%-5d %6.2f %%" % (lang, "one trick" if tricks == 1 else "pairs", good, n,
                                                       100.0 * good / n))
    if "--show" in sys.argv:
        print("\n".join(lost))
    share = 100.0 * kept / max(1, kept + len(lost))
    print("evasion: %d letters, %d disguises, %.2f %% keep the action" % (len(paths), kept + len(lost), share))
    sys.exit(0 if share >= float(option("--least", "98")) else 1)


main()
