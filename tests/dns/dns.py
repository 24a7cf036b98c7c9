#!/usr/bin/env python3
"""dns.py BUILD SOURCE: the built daemon and command line ask DNS lists at name servers on loopback. Prints a line a test;
exits 0 when all passed, 77 without c-ares."""
import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

BUILD, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path[:0] = [os.path.join(SOURCE, "tests", "milter"), os.path.join(SOURCE, "tests", "dns")]
from daemon import Daemon, slowness  # noqa: E402
from dns_server import Server, Unbound  # noqa: E402
from fake_mta import Milter  # noqa: E402

CLI, DAEMON = os.path.join(BUILD, "cli", "extortscan"), os.path.join(BUILD, "milter", "extortscan-milter")
LISTED, OTHER = "12MHpkP968BepF1jZgapUXmmrTsrSNG7sJ", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SHA256 = base64.b32encode(hashlib.sha256(LISTED.encode()).digest()).decode().rstrip("=")
SHA1 = hashlib.sha1(LISTED.encode()).hexdigest()
NAMES = {LISTED + ".raw.test": "127.0.0.2", SHA256 + "._cw.key.hbl.test": "127.0.3.20", SHA1 + ".abx.test": "127.0.4.1",
         OTHER + ".wrong.test": "127.0.0.1"}
LETTER = "I hacked you. Send Bitcoin to %s\r\nor all your friends will know.\r\n"
PACK = """pack: t
lang: en
phrases:
  ACCESS: [{ id: hacked, weight: 2, any: ["i hacked you"] }]
  PAY: [{ id: pay, weight: 2, any: ["send bitcoin"] }]
  SPREAD: [{ id: spread, weight: 2, any: ["all your friends"] }]
"""
POLICY = """version: 1
rules:
  - { name: listed, when: { wallet: listed }, then: reject }
  - { name: other, then: quarantine }
"""
SLOW = slowness(DAEMON)
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Site:
    """Rules, a policy and mails in a folder."""

    def __init__(self, server, lists, budget=1500):
        self.dir = tempfile.mkdtemp(prefix="extortscan-dns-")
        self.rules = os.path.join(self.dir, "rules")
        os.mkdir(self.rules)
        os.chmod(self.dir, 0o755)
        self.policy = self.write("policy.yaml", POLICY)
        self.write("rules/t.yaml", PACK)
        self.pack = self.write("rules/dns.yaml", "pack: d\nwallets:\n  dns:\n    servers: ['127.0.0.1:%d']\n    budget: %d\n"
                               "    lists:\n%s" % (server.port, budget, "".join("      - { %s }\n" % x for x in lists)))
        self.listed, self.other = (self.write(name, "From: a@example.org\nTo: b@example.com\nSubject: hi\n\n" +
                                              LETTER.replace("\r", "") % address)
                                   for name, address in (("listed.eml", LISTED), ("other.eml", OTHER)))

    def write(self, name, text):
        path = os.path.join(self.dir, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def run(self, *words):
        done = subprocess.run([CLI, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                              check=False)
        return done.returncode, done.stdout, done.stderr

    def scan(self, *words):
        code, out, err = self.run("scan", "--format=jsonl", "--policy=" + self.policy, "--rules=" + self.rules, *words)
        assert code in (0, 1), err
        return [json.loads(line) for line in out.splitlines()], err

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir)


RAW = "id: raw, zone: raw.test, coins: [btc]"
HBL = "id: hbl, zone: _cw.key.hbl.test, hash: sha256, encoding: base32, answer: 127.0.3.20"
ABX = "id: abx, zone: abx.test, hash: sha1, answer: [127.0.4.1]"
WRONG = "id: wrong, zone: wrong.test, answer: 127.0.0.2"
EVM = "id: evm, zone: raw.test, coins: [evm]"
DEAD = "id: dead, zone: dead.test"


@test
def each_kind_of_list_is_asked(kind):
    for lists, want in (([RAW], True), ([HBL], True), ([ABX], True), ([WRONG], False), ([EVM], False),
                        ([RAW + ", mask: 2"], True), ([RAW + ", mask: 4"], False), ([EVM, WRONG, ABX, HBL, RAW], True)):
        with kind(NAMES) as server, Site(server, lists) as site:
            answers, err = site.scan("--dns", site.listed, site.other)
            assert [a["wallets"][0]["listed"] for a in answers] == [want, False], (lists, answers)
            assert [a["rule"] for a in answers] == ["listed" if want else "other", "other"], (lists, answers)
            assert err == "", err


@test
def a_listed_address_weighs_more(kind):
    with kind(NAMES) as server, Site(server, [RAW]) as site:
        answers, _ = site.scan("--dns", site.listed)
        plain, _ = site.scan(site.listed)
        assert answers[0]["score"] > plain[0]["score"], (answers, plain)
        assert server.asked is None or server.asked == [LISTED + ".raw.test"], server.asked


@test
def nobody_is_asked_unasked(kind):
    with kind(NAMES) as server, Site(server, [RAW]) as site:
        answers, _ = site.scan(site.listed)
        assert not answers[0]["wallets"][0]["listed"]
        code, out, _ = site.run("wallet", "--rules=" + site.rules, LISTED)
        assert code == 1 and "listed" not in out, out
        assert not server.asked, server.asked


@test
def the_verb_wallet_asks(kind):
    with kind(NAMES) as server, Site(server, [HBL]) as site:
        code, out, err = site.run("wallet", "--dns", "--rules=" + site.rules, LISTED, "to " + OTHER, site.listed)
        lines = out.splitlines()
        assert code == 1 and err == "" and len(lines) == 3, (code, out, err)
        assert [line.endswith("\tlisted") for line in lines] == [True, False, True], out
        code, out, err = site.run("explain", "--dns", "--policy=" + site.policy, "--rules=" + site.rules, site.listed)
        assert "plain, listed" in out, out


@test
def a_silent_list_holds_nothing_up(kind):
    with kind(NAMES, silent=["dead.test"]) as server, Site(server, [RAW, DEAD], budget=300) as site:
        start = time.monotonic()
        answers, err = site.scan("--dns", site.listed, site.other)
        assert time.monotonic() - start < 5 * SLOW
        assert [a["rule"] for a in answers] == ["listed", "other"], answers
        assert err.count("DNS list d/dead (dead.test): no answer in time") == 1, err


@test
def the_daemon_asks(kind):
    with kind(NAMES, silent=["dead.test"]) as server, Site(server, [RAW, DEAD], budget=400) as site:
        with Daemon(DAEMON, settings={"files": {"policy": site.policy, "rules": site.rules}}) as d:
            for n, (address, reply) in enumerate(((LISTED, b"y"), (OTHER, b"q"), (LISTED, b"y"))):
                mark = d.mark()
                m = Milter(d.socket)
                m.open()
                events, last = m.message([("From", "a@example.org"), ("Subject", "hi")],
                                         [(LETTER % address).encode()], qid="Q%d" % n)
                m.quit()
                line = d.wait_line(r"Q%d: verdict=" % n, mark)
                listed = address == LISTED
                assert "rule=%s " % ("listed" if listed else "other") in line, line
                assert " dns=2/%d/1 dns_usec=" % listed in line, line
                assert int(line.rpartition("dns_usec=")[2].split()[0]) < 1000000 * SLOW, line
                assert last[0] == b"y" if listed else any(e[0] == b"q" for e in events), (events, last)
            assert d.count(r"DNS list d/dead \(dead.test\): no answer in time") == 1, d.lines
            # the next reload asks nobody any more
            os.remove(site.pack)
            mark = d.mark()
            d.kill(signal.SIGUSR1)
            d.wait_line(r"rules=", mark)
            m = Milter(d.socket)
            m.open()
            m.message([("From", "a@example.org"), ("Subject", "hi")], [(LETTER % LISTED).encode()], qid="QX")
            m.quit()
            line = d.wait_line(r"QX: verdict=", mark)
            assert "rule=other " in line and " dns=" not in line, line
        if server.asked is not None:  # the second time the answer was known
            assert server.asked.count(LISTED + ".raw.test") == 1, server.asked


@test
def a_mistake_is_told_with_its_place(kind):
    with kind(NAMES) as server, Site(server, ["id: raw, zone: raw.test, hash: sha2"]) as site:
        for words in (("check", "--policy=" + site.policy, "--rules=" + site.rules),
                      ("wallet", "--dns", "--rules=" + site.rules, LISTED)):
            code, _, err = site.run(*words)
            assert code == 2 and "dns.yaml:7:42: hash `sha2' is not known; did you mean `sha1'?" in err, err


def main():
    failed = 0
    for kind in (Server, Unbound):
        if kind is Unbound and not os.environ.get("UNBOUND"):
            print("dns: unbound is left out")
            continue
        for function in TESTS:
            try:
                function(kind)
                print("ok: %s at %s" % (function.__name__, kind.__name__))
            except Exception:  # pylint: disable=broad-except
                traceback.print_exc()
                print("FAILED: %s at %s" % (function.__name__, kind.__name__))
                failed += 1
    return 1 if failed else 0


sys.exit(main())
