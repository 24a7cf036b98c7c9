#!/usr/bin/env python3
"""wire.py PROGRAM [PATTERN]: the daemon, linked with the library that obeys (fake_lib.c), on a socket against an MTA of
our own. Each test is one milter manner. Prints a line a test; exits 0 when all passed."""
import os
import re
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from daemon import Daemon, slowness  # noqa: E402
from fake_mta import (ADDHDRS, CHGHDRS, LEADSPC, NODATA, NOUNKNOWN, NR_BODY, NR_EOH, NR_HDR, QUARANTINE,  # noqa: E402
                      Gone, Milter)

PROGRAM = sys.argv[1]
TESTS = []
ACCEPTED = (b"c", b"")  # at the end of a message: go on, as far as we are concerned
SLOW = slowness(PROGRAM)


def test(function):
    TESTS.append(function)
    return function


def say(word):
    return [("X-Fake", word), ("Subject", "hello")]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def fnv(data):
    h = 0xcbf29ce484222325
    for b in data:
        h = ((h ^ b) * 0x100000001b3) & 0xffffffffffffffff
    return "%016x" % h


def expect(what, got, want):
    assert got == want, "%s: got %r, wanted %r" % (what, got, want)


# ---- negotiation ----

@test
def negotiates_only_what_is_used():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket)
        version, actions, protocol = m.negotiate()
        expect("version", version, 6)
        expect("actions", actions, ADDHDRS | CHGHDRS | QUARANTINE)
        expect("protocol", protocol, NR_HDR | NR_EOH | NR_BODY | NOUNKNOWN | NODATA | LEADSPC)
        expect("macros", m.symlists, {0: "{daemon_name}", 2: "i {auth_authen}", 3: "{auth_authen}", 5: "i"})


@test
def works_with_an_old_mta():
    """Version 2, no new options: every step is answered, values carry no blank of their own, no macros are asked."""
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket)
        _, actions, protocol = m.negotiate(actions=0x1F, protocol=0x7F, version=2)
        expect("actions", actions, ADDHDRS | CHGHDRS)
        expect("protocol", protocol & (NR_HDR | NR_EOH | NR_BODY | LEADSPC), 0)
        expect("macros", m.symlists, {})
        expect("connect", m.connect()[0], b"c")
        m.helo()
        m.mail()
        m.rcpt()
        expect("header", m.header("X-Fake", "quarantine"), (b"c", b""))
        expect("eoh", m.eoh(), (b"c", b""))
        expect("body", m.body(b"x"), (b"c", b""))
        changes, final = m.end()
        expect("final", final, ACCEPTED)
        # it cannot hold: the mail is tagged, and the log says so
        expect("changes", [c for c, _ in changes], [b"i"])
        expect("header value", changes[0][1], struct.pack(">I", 0) + b"X-Extortscan\0quarantine; rule=fake;\n\tbytes=21\0")
        d.wait_line(r"verdict=quarantine .* hash=%s .* done=tag failed=quarantine" % fnv(b"X-Fake: quarantine\n\nx"))


@test
def an_mta_that_allows_nothing_gets_answers_all_the_same():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket)
        _, actions, _ = m.negotiate(actions=0x02)  # it may replace bodies, of all things
        expect("actions", actions, 0)
        m.connect()
        m.helo()
        expect("tag", m.message(say("tag")), ([], ACCEPTED))
        d.wait_line(r"verdict=tag .* done=accept failed=header")
        expect("reject", m.message(say("reject"))[1], (b"y", b"554 5.7.2 Refused by a fake\0"))


# ---- verdicts ----

@test
def each_verdict_on_the_wire():
    header = struct.pack(">I", 0) + b"X-Extortscan\0 "
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        expect("accept", m.message(say("accept")), ([], ACCEPTED))
        changes, final = m.message(say("tag"))
        expect("tag", (final, [c for c, _ in changes]), (ACCEPTED, [b"i"]))
        assert changes[0][1].startswith(header + b"tag; rule=fake"), changes
        changes, final = m.message(say("quarantine"))
        expect("quarantine", (final, [c for c, _ in changes]), (ACCEPTED, [b"i", b"q"]))
        expect("reason", changes[1][1], b"because it was asked for\0")
        expect("reject", m.message(say("reject")), ([], (b"y", b"554 5.7.2 Refused by a fake\0")))
        expect("tempfail", m.message(say("tempfail")), ([], (b"y", b"452 4.7.2 Later\0")))
        expect("per cent", m.message(say("reject percent")), ([], (b"y", b"554 5.7.2 100%% fake\0")))
        changes, _ = m.message(say("tag prefix"))
        expect("prefix", changes[0], (b"m", struct.pack(">I", 1) + b"Subject\0 [FAKE] hello\0"))
        expect("observe", m.message(say("reject observe") + [("X-Extortscan", "forged")]), ([], ACCEPTED))


@test
def forged_headers_go_last_to_first():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        for word in ("accept", "tag"):
            headers = [("X-Extortscan", "clean")] * 300 + say(word) + [("x-EXTORTSCAN", "again"), ("X-Extortscanner", "no")]
            changes, _ = m.message(headers)
            expect(word, [struct.unpack(">I", data[:4])[0] for c, data in changes if c == b"m"], list(range(301, 0, -1)))
            expect(word, {data[4:] for c, data in changes if c == b"m"}, {b"X-Extortscan\0\0"})
            expect(word + ": ours comes after them", [c for c, _ in changes][301:], [b"i"] if word == "tag" else [])
        d.wait_line(r"verdict=tag .* stripped=301$")


@test
def header_always():
    with Daemon(PROGRAM, {"mail": {"header": "always"}}) as d:
        m = Milter(d.socket).open()
        changes, _ = m.message(say("accept"))
        expect("changes", [c for c, _ in changes], [b"i"])


@test
def observe_policy_changes_nothing():
    with Daemon(PROGRAM, policy="fake observe\n") as d:
        m = Milter(d.socket).open()
        for word in ("accept", "tag prefix", "quarantine", "reject", "tempfail", "finish-fails"):
            expect(word, m.message(say(word) + [("X-Extortscan", "forged")]), ([], ACCEPTED))


# ---- what is read ----

@test
def cuts_anywhere_make_no_difference():
    body = b"Lorem \xe3\x81\x82\r\n.\r\n" + bytes(range(256)) + b"\r\nlast"
    headers = say("tag") + [("Folded", b"one\n\ttwo\n  three"), ("8bit", b"\xe9\xff"), ("Empty", b"")]
    with Daemon(PROGRAM) as d:
        whole = b"".join(n.encode() + b": " + (v if isinstance(v, bytes) else v.encode()) + b"\n" for n, v in headers)
        wanted = r"verdict=tag .* bytes=%d hash=%s " % (len(whole + body) + 1, fnv(whole + b"\n" + body))
        m = Milter(d.socket).open()
        for cut in range(len(body) + 1):  # the body in two chunks, cut everywhere
            start = d.mark()
            m.message(headers, [c for c in (body[:cut], body[cut:]) if c])
            d.wait_line(wanted, start)
        start = d.mark()
        m.message(headers, [bytes([b]) for b in body])  # a byte a chunk
        d.wait_line(wanted, start)
        for cut in (0, 1, len(body) - 1):  # the last chunk within the end of the message
            start = d.mark()
            changes, final = m.message(headers, [body[:cut]] if cut else [], last=body[cut:])
            expect("final", (final, [c for c, _ in changes]), (ACCEPTED, [b"m", b"i"]))
            expect("what changes nothing", changes[0][1], struct.pack(">I", 1001) + b"X-Extortscan\0\0")
            d.wait_line(wanted, start)
        for cut in (1, 2, 3, 5, 7, 64):  # packets that trickle in, cut anywhere
            start = d.mark()
            Milter(d.socket, cut=cut).open().message(headers, [body])
            d.wait_line(wanted, start)


@test
def long_headers_and_many():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        value = "x" * 60000
        m.message(say("tag") + [("Long", value)], [])
        data = b"X-Fake: tag\nSubject: hello\nLong: " + value.encode() + b"\n\n"
        d.wait_line(r"bytes=%d hash=%s" % (len(data), fnv(data)))
        start = d.mark()
        m.message(say("tag") + [("H%d" % i, "v") for i in range(3000)])
        d.wait_line(r"verdict=tag", start)


@test
def large_bodies():
    chunk = os.urandom(65535)
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        m.message(say("tag"), [chunk] * 100)
        d.wait_line(r"verdict=tag .* bytes=%d " % (len(b"X-Fake: tag\nSubject: hello\n\n") + 65535 * 100))
        start = d.mark()
        expect("enough", m.message(say("reject enough=1000"), [chunk] * 300)[1][0], b"y")
        d.wait_line(r"verdict=reject .* bytes=%d " % (len(b"X-Fake: reject enough=1000\nSubject: hello\n\n") + 65535), start)


@test
def several_messages_share_a_connection():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        for i in range(200):
            word = ("accept", "tag", "quarantine", "reject", "tempfail")[i % 5]
            changes, final = m.message(say(word), qid="Q%d" % i, sender="<s%d@example.com>" % i,
                                       rcpts=["<r@example.org>"] * (i % 4 + 1))
            expect(word, (len(changes), final[0]), ((0, 1, 2, 0, 0)[i % 5], (b"c", b"c", b"c", b"y", b"y")[i % 5]))
        for i in range(200):
            d.wait_line(r"Q%d: verdict=\w+ rule=fake from=<s%d@example.com> nrcpt=%d " % (i, i, i % 4 + 1))


@test
def senders_and_clients():
    cases = [
        (dict(addr="203.0.113.9"), "client=outside addr=203.0.113.9 name=mail.example.net helo=mail.example.net"),
        (dict(addr="127.0.0.1", name="localhost"), "client=inside addr=127.0.0.1"),
        (dict(addr="2001:db8::7", family=b"6"), "client=outside addr=2001:db8::7"),
        (dict(addr="::1", family=b"6"), "client=inside addr=::1"),
        (dict(addr="::ffff:203.0.113.9", family=b"6"), "client=outside addr=203.0.113.9"),
        (dict(addr="::ffff:127.0.0.1", family=b"6"), "client=inside addr=127.0.0.1"),
        (dict(name="localhost", family=b"U"), "client=inside addr=- name=localhost"),
        (dict(name="localhost", addr="/run/x.sock", family=b"L"), "client=inside addr=- name=localhost"),
        (dict(name="", family=b"U"), "client=inside addr=- name= "),
    ]
    with Daemon(PROGRAM) as d:
        for how, wanted in cases:
            start = d.mark()
            m = Milter(d.socket)
            m.negotiate()
            m.macros(b"C", daemon_name="smtpd")
            m.connect(**how)
            m.helo()
            m.message(sender="<>")
            line = d.wait_line(r"QID1: verdict=accept rule=fake from=<> nrcpt=1 ", start)
            assert wanted in line and "daemon=smtpd" in line, line
        start = d.mark()
        m = Milter(d.socket)
        m.negotiate()
        expect("no helo", m.connect()[0], b"c")
        m.macros(b"M", auth_authen="somebody")
        m.mail("<a@example.com>", "SIZE=100", "BODY=8BITMIME")
        m.rcpt()
        m.end(b"")
        line = d.wait_line(r"NOQUEUE: verdict=accept", start)
        assert "from=<a@example.com>" in line and "client=inside" in line and "auth=somebody" in line, line


# ---- what the MTA may do at any time ----

STEPS = ["negotiate", "connect", "helo", "mail", "rcpt", "rcpt", "header", "header", "eoh", "body", "body"]


def steps(m, count):
    for i, step in enumerate(STEPS[:count]):
        if step == "header":
            m.header("X-Fake" if i == 6 else "Subject", "tag")
        elif step == "body":
            m.body(b"text\r\n")
        else:
            getattr(m, step)()


@test
def abort_and_close_at_every_point():
    with Daemon(PROGRAM, {"limits": {"concurrent_messages": "2"}}) as d:
        for count in range(len(STEPS) + 1):
            for way in ("close", "quit", "abort", "abort-quit", "abort-again", "mail-again"):
                m = Milter(d.socket)
                steps(m, count)
                if "abort" in way:
                    m.abort()
                if "quit" in way:
                    m.quit()
                if count >= 3 and way in ("abort-again", "mail-again"):
                    changes, final = m.message(say("reject"))
                    expect("%s after %d" % (way, count), final[0], b"y")
                m.close()
        # nothing leaked: both places are free, and nothing is in flight at the end
        a, b = Milter(d.socket).open(), Milter(d.socket).open()
        for m in (a, b):
            m.envelope()
            m.header("X-Fake", "tag")
            m.eoh()
        expect("a", a.end()[1], ACCEPTED)
        expect("b", b.end()[1], ACCEPTED)
        expect("exit", d.stop(), 0)
        d.wait_line(r"stopped$")


@test
def a_connection_that_says_nothing():
    with Daemon(PROGRAM) as d:
        for _ in range(50):
            Milter(d.socket).close()
        m = Milter(d.socket)
        m.quit()  # without a negotiation: priv is NULL in close
        m.close()
        expect("still there", Milter(d.socket).open().message(say("reject"))[1][0], b"y")


@test
def no_session_in_any_callback():
    """smfi_getpriv may return NULL everywhere: on_trouble answers."""
    for policy, mail in (("fake\n", b"a"), ("fake tempfail\n", b"y")):
        with tempfile.TemporaryDirectory() as folder:
            flag = os.path.join(folder, "flag")
            with Daemon(PROGRAM, policy=policy, env={"FAKE_NO_SESSION": flag}) as d:
                open(flag, "w", encoding="ascii").close()
                for count in range(len(STEPS) + 1):
                    m = Milter(d.socket)
                    m.negotiate()
                    expect("connect", m.connect()[0], b"c")
                    expect("helo", m.helo()[0], b"c")
                    expect("mail", m.mail()[0], mail)
                    for step in STEPS[6:count]:  # an MTA that goes on all the same; these have no answers
                        m.header("X-Fake", "reject") if step == "header" else m.body(b"x") if step == "body" else m.eoh()
                    if count % 2:
                        m.abort()
                    m.close()
                os.unlink(flag)
                expect("memory again", Milter(d.socket).open().message(say("reject"))[1][0], b"y")
                m = Milter(d.socket).open()
                m.message(say("accept"))
                m.send(b"K")
                open(flag, "w", encoding="ascii").close()
                m.connect()
                m.helo()
                expect("mail", m.mail()[0], mail)
                expect("exit", d.stop(), 0)


@test
def a_new_connection_on_the_old_socket():
    """QUIT_NC: close comes, then connect, and no negotiation: the spacing agreed upon still holds."""
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        m.message(say("accept"))
        m.send(b"K")
        m.connect(addr="192.0.2.55")
        m.helo()
        changes, final = m.message(say("tag"))
        expect("final", (final, [c for c, _ in changes]), (ACCEPTED, [b"i"]))
        assert b"X-Extortscan\0 tag" in changes[0][1], changes
        d.wait_line(r"verdict=tag .* addr=192.0.2.55 .* hash=%s" % fnv(b"X-Fake: tag\nSubject: hello\n\nbody\r\n"))


@test
def rubbish_on_the_socket():
    with Daemon(PROGRAM) as d:
        for data in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"GET / HTTP/1.0\r\n\r\n", b"\0\0\0\x02OO", b"\0\0\0\x01Z",
                     struct.pack(">I", 13) + b"O" + b"\0" * 11, b"\0\0\0\x05C\0\0\0\0"):
            m = Milter(d.socket)
            m.send_bytes(data)
            m.close()
        m = Milter(d.socket)
        m.negotiate()
        try:
            m.send(b"C", b"x\0" + b"4\0\x19not-an-address\0")
            m.receive()
        except Gone:
            pass
        m = Milter(d.socket)
        m.negotiate()
        m.send(b"E")  # an end without anything: ignored by libmilter's state machine
        m.close()
        expect("still there", Milter(d.socket).open().message(say("reject"))[1][0], b"y")


@test
def many_idle_connections():
    with Daemon(PROGRAM, {"limits": {"concurrent_messages": "4"}}) as d:
        idle = [Milter(d.socket).open() for _ in range(300)]
        for m in idle:
            m.mail()  # each thinks about its recipients: that takes no place from anybody
        expect("verdict", Milter(d.socket).open().message(say("reject"))[1][0], b"y")
        with open("/proc/%d/status" % d.worker(), encoding="ascii") as f:
            threads = int(re.search(r"Threads:\s+(\d+)", f.read()).group(1))
        assert threads < 40, "%d threads for idle connections" % threads
        for m in idle:
            m.close()


# ---- load, trouble ----

@test
def overload_is_answered_at_once():
    for setting, answer in (("tempfail", (b"y", b"451 4.3.2 Too busy, try again later\0")), ("accept", ACCEPTED)):
        with Daemon(PROGRAM, {"limits": {"concurrent_messages": "1", "overload": setting, "overload_wait": "0"}}) as d:
            busy = Milter(d.socket).open()
            busy.envelope()
            busy.header("X-Fake", "tag")
            busy.eoh()
            busy.flush()
            time.sleep(0.2 * SLOW)  # nobody answers a header: let it arrive
            other = Milter(d.socket).open()
            expect(setting, other.message(say("reject"))[1], answer)
            expect("the busy one", busy.end()[1], ACCEPTED)
            expect("room again", other.message(say("reject"))[1][0], b"y")


@test
def who_comes_on_top_waits_for_a_turn():
    """A hundred at once, one place, and few threads for those that are refused."""
    with Daemon(PROGRAM, {"limits": {"concurrent_messages": "1", "overload_wait": "60"}}) as d:
        failures, finals = [], []
        threads = [threading.Thread(target=hammer, args=(d, 2, "reject sleep=2", failures, finals)) for _ in range(100)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        expect("failures", failures, [])
        expect("verdicts", (len(finals), set(finals)), (200, {b"y"}))
        expect("overloads", d.count("trouble=overload"), 0)
    with Daemon(PROGRAM, {"limits": {"concurrent_messages": "4", "overload_wait": "0"}}) as d:
        threads = [threading.Thread(target=hammer, args=(d, 1, "reject sleep=1500", failures, finals)) for _ in range(100)]
        for t in threads:
            t.start()
        time.sleep(1)
        with open("/proc/%d/status" % d.worker(), encoding="ascii") as f:
            count = int(re.search(r"Threads:\s+(\d+)", f.read()).group(1))
        for t in threads:
            t.join()
        expect("failures", failures, [])
        assert count < 30, "%d threads for four messages" % count
        return "%d threads" % count


@test
def trouble_is_the_policys():
    for policy, answer in (("fake\n", ACCEPTED), ("fake tempfail\n", (b"y", b"451 4.7.1 In trouble\0"))):
        with Daemon(PROGRAM, policy=policy) as d:
            m = Milter(d.socket).open()
            for word in ("feed-fails reject", "finish-fails reject"):
                expect(word, m.message(say(word))[1], answer)
            d.wait_line(r"trouble=memory")


def hammer(d, rounds, word, failures, finals):
    try:
        m = Milter(d.socket).open()
        for i in range(rounds):
            final = m.message(say(word), [b"x" * (i * 37 % 3000 + 1)] * (i % 3 + 1))[1]
            finals.append(final[0])
    except (Gone, AssertionError, OSError) as e:
        failures.append(repr(e))


@test
def reload_under_load():
    with Daemon(PROGRAM) as d:
        failures, finals = [], []
        threads = [threading.Thread(target=hammer, args=(d, 150, "reject sleep=%d" % (n % 3), failures, finals))
                   for n in range(8)]
        for t in threads:
            t.start()
        n = 1
        while any(t.is_alive() for t in threads):
            n += 1
            d.write(os.path.join(d.rules_dir, "version"), "v%d\n" % n)
            d.kill(signal.SIGUSR1)
            time.sleep(0.01)
        for t in threads:
            t.join()
        expect("failures", failures, [])
        expect("verdicts", (len(finals), set(finals)), (8 * 150, {b"y"}))
        versions = {re.search(r"rules=(v\d+)$", line).group(1) for line in d.lines if "verdict=" in line}
        assert len(versions) > 3, versions
        expect("exit", d.stop(), 0)


@test
def parallel_connections():
    with Daemon(PROGRAM) as d:
        failures, finals = [], []
        threads = [threading.Thread(target=hammer, args=(d, 40, "tempfail", failures, finals)) for _ in range(30)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        expect("failures", failures, [])
        expect("verdicts", (len(finals), set(finals)), (30 * 40, {b"y"}))


# ---- signals ----

@test
def reload_takes_rules_and_policy():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        m.message(say("finish-fails"))
        d.write(os.path.join(d.rules_dir, "version"), "v2\n")
        d.write(d.policy_path, "fake tempfail\n")
        start = d.mark()
        d.kill(signal.SIGUSR1)
        d.wait_line(r"rules=v2 policy=", start)
        expect("the new policy", m.message(say("finish-fails"))[1][0], b"y")
        m.message(say("accept"))
        d.wait_line(r"verdict=accept .* rules=v2$", start)


@test
def a_message_sees_one_snapshot():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        m.envelope()
        m.header("X-Fake", "accept")
        m.eoh()
        m.flush()
        time.sleep(0.2 * SLOW)  # not answered: let it arrive
        d.write(os.path.join(d.rules_dir, "version"), "v2\n")
        start = d.mark()
        d.kill(signal.SIGUSR1)
        d.wait_line(r"rules=v2 policy=", start)
        m.end()
        d.wait_line(r"verdict=accept .* rules=v1$", start)
        m.message(say("accept"))
        d.wait_line(r"verdict=accept .* rules=v2$", start)


@test
def a_failed_reload_keeps_what_is_in_force():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        for path, text in ((d.policy_path, "nonsense\n"), (os.path.join(d.rules_dir, "version"), "bad\n")):
            start = d.mark()
            d.write(path, text)
            d.kill(signal.SIGUSR1)
            d.wait_line(r"reload failed, what was in force stays in force: %s:1: " % path, start)
            m.message(say("accept"))
            d.wait_line(r"verdict=accept .* rules=v1$", start)
            d.write(d.policy_path, "fake\n")
        d.write(os.path.join(d.rules_dir, "version"), "warn\n")
        start = d.mark()
        d.kill(signal.SIGHUP)
        d.wait_line(r"warning: these rules are odd", start)
        d.wait_line(r"rules=warn policy=", start)


@test
def hup_bursts_reload_and_never_stop():
    with Daemon(PROGRAM) as d:
        worker = d.worker()
        failures, finals = [], []
        client = threading.Thread(target=hammer, args=(d, 300, "reject sleep=1", failures, finals))
        client.start()
        for i in range(3000):  # to the one that hears and to the one that must not
            d.kill((signal.SIGHUP, signal.SIGHUP, signal.SIGUSR1)[i % 3])
            os.kill(worker, (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)[i % 3])
        for _ in range(20):  # stopped and continued, the way a debugger would
            os.kill(worker, signal.SIGSTOP)
            os.kill(worker, signal.SIGHUP)
            d.kill(signal.SIGHUP)
            os.kill(worker, signal.SIGCONT)
        client.join()
        expect("failures", failures, [])
        expect("verdicts", (len(finals), set(finals)), (300, {b"y"}))
        expect("alive", d.process.poll(), None)
        expect("same worker", d.worker(), worker)
        start = d.mark()
        d.write(os.path.join(d.rules_dir, "version"), "v9\n")
        d.kill(signal.SIGHUP)
        d.wait_line(r"rules=v9 policy=", start)
        expect("exit", d.stop(), 0)


@test
def the_worker_is_deaf():
    """TERM and INT to the worker alone (a terminal's ^C, a careless killall) go to libmilter in other filters."""
    with Daemon(PROGRAM) as d:
        worker = d.worker()
        m = Milter(d.socket).open()
        m.envelope()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGUSR1):
            for _ in range(20):
                os.kill(worker, number)
        m.header("X-Fake", "reject")
        m.eoh()
        expect("verdict", m.end()[1][0], b"y")
        expect("new connection", Milter(d.socket).open().message(say("reject"))[1][0], b"y")


@test
def term_lets_messages_end():
    for number in (signal.SIGTERM, signal.SIGINT):
        with Daemon(PROGRAM, policy="fake tempfail\n") as d:
            slow, idle = Milter(d.socket).open(), Milter(d.socket).open()
            slow.envelope(qid="SLOW")
            start = time.monotonic()
            d.kill(number)
            deadline = time.monotonic() + 5
            while idle.mail()[0] == b"c":  # refused as soon as the order has arrived
                idle.abort()
                assert time.monotonic() < deadline, "mail is still taken"
            line = d.wait_line(r"NOQUEUE: verdict=tempfail rule=- trouble=stopping")
            slow.header("X-Fake", "reject sleep=300")
            slow.eoh()
            slow.body(b"x")
            expect("verdict", slow.end()[1][0], b"y")
            expect("exit", d.wait(), 0)
            d.wait_line(r"SLOW: verdict=reject")
            d.wait_line(r"stopped$")
            assert time.monotonic() - start < 3 * SLOW, "a stop took %.1f s" % (time.monotonic() - start)
            assert not os.path.exists(d.socket), "the socket is still there: " + line


@test
def stop_does_not_wait_for_close():
    with Daemon(PROGRAM) as d:
        idle = [Milter(d.socket).open() for _ in range(20)]
        idle[0].message(say("tag"))
        start = time.monotonic()
        expect("exit", d.stop(), 0)
        assert time.monotonic() - start < 2 * SLOW, "a stop took %.1f s" % (time.monotonic() - start)
        d.wait_line(r"counters: connections=20 messages=1 accept=0 tag=1 ")


@test
def stop_gives_up_at_last():
    with Daemon(PROGRAM, {"milter": {"stop_timeout": "1"}}) as d:
        m = Milter(d.socket).open()
        m.envelope()
        m.header("X-Fake", "tag")
        m.flush()
        time.sleep(0.2 * SLOW)
        expect("exit", d.stop(), 0)
        d.wait_line(r"stopped with 1 messages in flight; the MTA decides about them")
        try:
            m.end()
            raise AssertionError("somebody answered")
        except Gone:
            pass


@test
def killed_together():
    with Daemon(PROGRAM) as d:
        worker = d.worker()
        m = Milter(d.socket).open()
        m.envelope()
        d.kill(signal.SIGKILL)
        d.wait()
        deadline = time.monotonic() + 5
        while os.path.exists("/proc/%d" % worker) and "Z" not in open("/proc/%d/stat" % worker).read():
            assert time.monotonic() < deadline, "the worker lives on without its supervisor"
            time.sleep(0.01)
        try:
            m.end()
            raise AssertionError("somebody answered")
        except Gone:
            pass
    with Daemon(PROGRAM) as d:
        os.kill(d.worker(), signal.SIGKILL)
        expect("exit", d.wait(), 1)
        d.wait_line(r"the worker died of signal 9")


@test
def usr2_tells_the_counters():
    with Daemon(PROGRAM) as d:
        m = Milter(d.socket).open()
        for word in ("accept", "tag", "reject", "reject"):
            m.message(say(word) + [("X-Extortscan", "x")])
        d.kill(signal.SIGUSR2)
        line = d.wait_line(r"counters: ")
        assert "connections=1 messages=4 accept=1 tag=1 quarantine=0 tempfail=0 reject=2" in line, line
        assert "stripped=2" in line, line


# ---- the socket, the process ----

@test
def the_unix_socket():
    with Daemon(PROGRAM, {"milter": {"socket_mode": "0640"}}) as d:
        mode = os.stat(d.socket).st_mode
        expect("a socket", (stat.S_ISSOCK(mode), stat.S_IMODE(mode)), (True, 0o640))
        other = subprocess.run([PROGRAM, "-f", "-c", d.conf_path], stderr=subprocess.PIPE, check=False)
        expect("a second one", other.returncode, 1)
        assert b"another process listens there" in other.stderr, other.stderr
        expect("the first one", Milter(d.socket).open().message(say("reject"))[1][0], b"y")
        d.kill(signal.SIGKILL)
        d.wait()
        time.sleep(0.2)
        assert os.path.exists(d.socket), "nobody can have removed it"
        again = subprocess.Popen([PROGRAM, "-f", "-c", d.conf_path], stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 10 * SLOW
            while True:  # a stale socket is no hindrance
                try:
                    expect("again", Milter(d.socket).open().message(say("reject"))[1][0], b"y")
                    break
                except OSError:
                    assert time.monotonic() < deadline, "it does not serve"
                    time.sleep(0.05)
        finally:
            again.terminate()
            expect("exit", again.wait(30), 0)


@test
def a_file_in_the_sockets_place_is_not_removed():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "precious")
        with open(path, "w", encoding="ascii") as f:
            f.write("data")
        with Daemon(PROGRAM, socket="unix:" + path, wait=False) as d:
            expect("exit", d.wait(), 1)
            d.wait_line(r"precious: exists and is no socket")
        expect("content", open(path, encoding="ascii").read(), "data")
    with Daemon(PROGRAM, socket="unix:/nowhere/at/all.sock", wait=False) as d:
        expect("exit", d.wait(), 1)
        d.wait_line(r"/nowhere/at/all.sock: cannot listen there")


@test
def tcp_answers_without_delay():
    port = free_port()
    with Daemon(PROGRAM, socket="inet:%d@127.0.0.1" % port) as d:
        m = Milter(("127.0.0.1", port))
        _, _, protocol = m.negotiate()
        # DATA is asked for: its macros come in any case, and unanswered they would hold up the header
        expect("protocol", protocol, NR_HDR | NR_EOH | NR_BODY | NOUNKNOWN | LEADSPC)
        for word in ("accept", "tag", "tag prefix"):  # with 0, 1 and 2 changes
            m = Milter(("127.0.0.1", port)).open()
            times = []
            for _ in range(25):
                start = time.monotonic()
                m.message(say(word) + [("X-Extortscan", "forged")])
                times.append(time.monotonic() - start)
            median = sorted(times)[len(times) // 2]
            assert median < 0.025 * SLOW, "%s: %.0f ms a message: somebody waits for an ACK" % (word, median * 1000)


@test
def command_line_socket_wins():
    with Daemon(PROGRAM) as d:
        other = d.socket + "2"
        process = subprocess.Popen([os.path.abspath(PROGRAM), "-f", "-c", d.conf_path, "-p",
                                    "unix:" + os.path.basename(other)], stderr=subprocess.DEVNULL, cwd=d.dir)
        try:
            deadline = time.monotonic() + 10 * SLOW
            while not os.path.exists(other):
                assert time.monotonic() < deadline, "it does not serve"
                time.sleep(0.02)
            expect("verdict", Milter(other).open().message(say("reject"))[1][0], b"y")
        finally:
            process.terminate()
            process.wait(30)


@test
def systemd_is_told():
    with tempfile.TemporaryDirectory() as folder:
        for name in (os.path.join(folder, "notify"), "@extortscan-test-%d" % os.getpid()):
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind("\0" + name[1:] if name[0] == "@" else name)
            s.settimeout(10)
            with Daemon(PROGRAM, env={"NOTIFY_SOCKET": name}) as d:
                expect("start", s.recv(200), b"READY=1")
                d.kill(signal.SIGUSR1)
                assert re.match(rb"RELOADING=1\nMONOTONIC_USEC=\d+$", s.recv(200)), "reloading"
                expect("reloaded", s.recv(200), b"READY=1")
                expect("exit", d.stop(), 0)
                expect("stop", s.recv(200), b"STOPPING=1")
            s.close()


@test
def in_the_background():
    with Daemon(PROGRAM) as d:  # for its files
        d.kill()
        d.wait()
        pid_file = os.path.join(d.dir, "pid")
        with open(d.conf_path, "a", encoding="ascii") as f:
            f.write("[milter]\npid_file = %s\n" % pid_file)
        done = subprocess.run([PROGRAM, "-c", d.conf_path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=20, check=False)  # returns although the daemon lives: no pipe is kept
        expect("start", done.returncode, 0)
        pid = int(open(pid_file, encoding="ascii").read())
        expect("verdict", Milter(d.socket).open().message(say("reject"))[1][0], b"y")
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 15 * SLOW
        while os.path.exists("/proc/%d" % pid) and "Z" not in open("/proc/%d/stat" % pid).read():
            assert time.monotonic() < deadline, "it does not stop"
            time.sleep(0.05)
        assert not os.path.exists(pid_file), "the pid file is still there"
        d.write(d.policy_path, "nonsense\n")
        done = subprocess.run([PROGRAM, "-c", d.conf_path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=20, check=False)
        expect("failed start", done.returncode, 1)
        assert b"policy:1: `nonsense' is no policy" in done.stdout, done.stdout
        assert not os.path.exists(d.socket), "a failed start leaves its socket"


@test
def privileges_are_dropped():
    if os.geteuid() != 0:
        return "skipped: not root"
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        with Daemon(PROGRAM, {"milter": {"user": "nobody", "socket_group": "daemon"}},
                    socket="unix:%s/sock" % folder) as d:
            import grp
            import pwd
            nobody = pwd.getpwnam("nobody")
            for pid in (d.process.pid, d.worker()):
                deadline = time.monotonic() + 5
                while True:
                    status = open("/proc/%d/status" % pid, encoding="ascii").read()
                    uids = set(re.search(r"Uid:\s+(.*)", status).group(1).split())
                    if uids == {str(nobody.pw_uid)}:
                        break
                    assert time.monotonic() < deadline, "process %d runs as %s" % (pid, uids)
                    time.sleep(0.01)
                expect("groups", set(re.search(r"Gid:\s+(.*)", status).group(1).split()), {str(nobody.pw_gid)})
                expect("capabilities", re.search(r"CapEff:\s+(\w+)", status).group(1), "0" * 16)
            info = os.stat(folder + "/sock")
            expect("socket", (info.st_gid, stat.S_IMODE(info.st_mode)), (grp.getgrnam("daemon").gr_gid, 0o660))
            m = Milter(folder + "/sock").open()
            d.kill(signal.SIGUSR1)
            d.wait_line(r"rules=v1 policy=.*", d.mark() - 1)
            expect("verdict", m.message(say("reject"))[1][0], b"y")
            expect("exit", d.stop(), 0)
    with Daemon(PROGRAM, {"milter": {"user": "no-such-user"}}, wait=False) as d:
        expect("exit", d.wait(), 1)
        d.wait_line(r"there is no user `no-such-user'")
    return None


@test
def the_command_line():
    def run(*args):
        done = subprocess.run([PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20,
                              check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()
    with Daemon(PROGRAM) as d:
        expect("version", run("-V"), (0, "extortscan-milter 0.0-fake\n", ""))
        code, out, _ = run("--help")
        assert code == 0 and "[limits] concurrent_messages = 32" in out and "-p SOCKET" in out, out
        expect("unknown option", run("-x")[0], 2)
        expect("argument", run("file")[0], 2)
        code, out, err = run("-t", "-c", d.conf_path)
        expect("check", (code, out, err), (0, "settings, policy and rules are good: rules=v1\n", ""))
        d.write(d.policy_path, "nonsense\n")
        code, out, err = run("-t", "-c", d.conf_path)
        expect("bad policy", (code, out), (1, ""))
        assert "policy:1: `nonsense' is no policy" in err, err
        code, out, err = run("-t", "-c", d.conf_path, "-p", "inet:127.0.0.1:25")
        assert code == 1 and "is not inet:PORT@HOST" in err, err
        d.write(d.conf_path, "[milter]\nsokcet = unix:/x\n")
        code, out, err = run("-f", "-c", d.conf_path)
        assert code == 1 and "conf:2:1: unknown key `sokcet' in [milter]; did you mean socket" in err, err
        code, out, err = run("-f", "-c", "/nowhere")
        assert code == 1 and "/nowhere: cannot open" in err, err


def main():
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    failed = passed = 0
    for function in TESTS:
        name = function.__name__.replace("_", " ")
        if wanted and not re.search(wanted, name):
            continue
        start = time.monotonic()
        try:
            note = function()
            passed += 1
            print("ok   %s%s (%.1f s)" % (name, ": " + note if note else "", time.monotonic() - start), flush=True)
        except Exception:  # noqa: BLE001: whatever it was, it is told, and the next test runs
            failed += 1
            print("FAIL %s\n%s" % (name, traceback.format_exc()), flush=True)
    print("wire: %d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
