#!/usr/bin/env python3
"""postfix.py MILTER RULES [PATTERN]: the real filter at a real Postfix, private and on loopback. Senders choose their
verdict by the tests' own policy. Prints a line a test; exits 0 when all passed, 77 when it cannot run here."""
import grp
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), "../milter")]
from daemon import Daemon, slowness  # noqa: E402
import rig  # noqa: E402

PROGRAM, RULES = sys.argv[1], sys.argv[2]
TESTS = []

POLICY = """\
version: 1
mode: %s
on_trouble: accept
rules:
  - { name: refuse, when: { sender: "reject*@example.com" }, then: reject, reply: "554 5.7.9 100%% refused, 50%% sure" }
  - { name: later, when: { sender: "tempfail*@example.com" }, then: tempfail, reply: "452 4.7.8 later" }
  - { name: hold, when: { sender: "quarantine*@example.com" }, then: quarantine, reason: "held by a test" }
  - { name: mark, when: { sender: "tag*@example.com" }, then: tag }
  - { name: prefix, when: { sender: "prefix*@example.com" }, then: tag, subject-prefix: "[SCAM?]" }
  - { name: kanji, when: { sender: "kanji*@example.com" }, then: tag, subject-prefix: "[\u8a50\u6b3a]" }
"""

HEADER = (b"From: \"A. Sender\" <a@example.com>\r\nTo: b@example.org\r\nSubject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?=\r\n"
          b"Message-ID: <1@example.com>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
          b"Content-Type: text/plain;\r\n\tcharset=\"utf-8\"\r\nX-Odd:   three blanks,\r\n   a fold\r\nX-8bit: caf\xe9\r\n")
BODY = (b"Lorem ipsum \xe3\x81\x82\r\n.leading dot\r\n..two\r\n\r\n  blanks at the end   \r\n" + b"x" * 990 + b"\r\n"
        + "Gr\u00fc\u00dfe\r\n".encode() + b"From here\r\n\r\nlast line\r\n")
FORGED = b"X-Extortscan: accept\r\nx-EXTORTSCAN: forged,\r\n\tfolded\r\n"


def test(function):
    TESTS.append(function)
    return function


class Setup:
    """A filter, a Postfix that asks it, and a sink."""

    def __init__(self, mode="enforce", default_action="tempfail", settings=None, tcp=False, extra=()):
        port = rig.free_port() if tcp else 0
        where = "inet:127.0.0.1:%d" % port if tcp else "unix:{dir}/milter.sock"
        self.sink = rig.Sink()
        self.postfix = rig.Postfix(where, self.sink.port, default_action, extra=extra)
        self.socket = "inet:%d@127.0.0.1" % port if tcp else "unix:%s/milter.sock" % self.postfix.dir
        self.mode, self.settings = mode, settings or {}
        self.daemon = None
        try:
            self.start_daemon()
        except BaseException:
            self.postfix.close()
            raise

    def start_daemon(self):
        values = {"milter": {"socket_group": "postfix"}}
        for section, pairs in self.settings.items():
            values.setdefault(section, {}).update(pairs)
        if self.daemon:
            self.daemon.__exit__(None)
        self.daemon = Daemon(PROGRAM, values, policy=POLICY % self.mode, rules=RULES, socket=self.socket)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.postfix.__exit__(*exc)
        self.daemon.__exit__(*exc)
        self.sink.close()
        return False

    def client(self, **kw):
        return rig.Smtp(self.postfix.port, **kw)

    def send(self, sender, content, rcpts=("b@example.org",), **kw):
        with self.client(**kw) as client:
            return client.send(sender, rcpts, content)

    def nothing_queued(self):
        rig.wait_for(lambda: not self.postfix.queued(), lambda: "an empty queue: %s" % self.postfix.queued())


class Shared:
    """One setup with all defaults for the tests that leave it as they found it."""
    setup = None

    def __enter__(self):
        Shared.setup = Shared.setup or Setup()
        return Shared.setup

    def __exit__(self, kind, *exc):
        if kind is not None:  # the next test shall not suffer for it
            Shared.setup.__exit__(kind, *exc)
            Shared.setup = None
        return False

    @staticmethod
    def close():
        if Shared.setup:
            Shared.setup.__exit__(None)
            Shared.setup = None


def expect(what, got, want):
    assert got == want, "%s: got %r, wanted %r" % (what, got, want)


def fields(header):
    """A header as a list of raw fields."""
    return re.findall(rb"(?ms)^[^ \t\r\n].*?\r\n(?![ \t])", header)


def split(content):
    """(fields without the Received of our own Postfix, body)"""
    header, body = content.split(b"\r\n\r\n", 1)
    all_fields = fields(header + b"\r\n")
    return [f for f in all_fields if not f.startswith(b"Received: from") or b"by mx.example.org" not in f], body


def ours(all_fields):
    return [f for f in all_fields if f.lower().startswith(b"x-extortscan")]


# ---- verdicts ----

@test
def reject_is_a_5xx_at_the_end_of_data():
    with Shared() as s:
        with s.client() as c:
            expect("reply", c.send("reject@example.com", ["b@example.org"], HEADER + b"\r\n" + BODY),
                   (554, "5.7.9 100% refused, 50% sure"))
            expect("the next one", c.send("after@example.com", ["b@example.org"], HEADER + b"\r\n" + BODY)[0], 250)
        s.sink.take("after@example.com")
        s.nothing_queued()
        assert not s.sink.has("reject@example.com"), "it was delivered"
        qid = re.search(r"(\w+): milter-reject: END-OF-MESSAGE", s.postfix.log_has("milter-reject: END-OF")).group(1)
        s.daemon.wait_line(r" %s: verdict=reject rule=refuse .*from=<reject@example.com> nrcpt=1 client=203.0.113.9" % qid)


@test
def tempfail_is_a_4xx():
    with Shared() as s:
        expect("reply", s.send("tempfail@example.com", HEADER + b"\r\n" + BODY), (452, "4.7.8 later"))
        s.nothing_queued()
        s.daemon.wait_line(r"verdict=tempfail rule=later")


@test
def quarantine_is_held_and_can_be_released():
    with Shared() as s:
        code, text = s.send("quarantine@example.com", HEADER + FORGED + b"\r\n" + BODY, ["b@example.org", "c@example.org"])
        expect("reply", code, 250)
        held = rig.wait_for(lambda: s.postfix.held("quarantine@example.com"), "a held mail")
        assert held[0] in text, (held, text)
        s.daemon.wait_line(r" %s: verdict=quarantine rule=hold .*nrcpt=2" % held[0])
        # Postfix 3.7 logs a text of its own in the place of the reason; the rule stands in our field
        s.postfix.log_has(r"%s: milter-hold: END-OF-MESSAGE from .*: (held by a test|milter triggers HOLD action);" % held[0])
        shown = s.postfix.run("postcat", "-c", s.postfix.conf, "-q", held[0])
        assert re.search(r"^X-Extortscan: quarantine; *(rule=)?.*hold", shown, re.M), shown
        time.sleep(0.5)
        assert not s.sink.has("quarantine@example.com"), "it was delivered"
        s.postfix.run("postsuper", "-c", s.postfix.conf, "-H", held[0])
        s.postfix.run("postqueue", "-c", s.postfix.conf, "-f")
        _, rcpts, content = s.sink.take("quarantine@example.com")
        expect("recipients", sorted(rcpts), ["b@example.org", "c@example.org"])
        all_fields, body = split(content)
        expect("our field", [f.split(b";")[0].split()[1] for f in ours(all_fields)], [b"quarantine"])
        expect("the others", [f for f in all_fields if not ours([f])], fields(HEADER))
        expect("body", body, BODY)
        s.nothing_queued()


@test
def tag_adds_one_field_and_changes_nothing_else():
    with Shared() as s:
        for forged in (b"", FORGED, b"X-Extortscan : spaced\r\n", b"X-Extortscan:\r\n"):
            s.send("tag@example.com", forged + HEADER + forged + b"\r\n" + BODY)
            all_fields, body = split(s.sink.take("tag@example.com")[2])
            expect("ours with %r" % forged, [f.split(b";")[0].split()[1] for f in ours(all_fields)], [b"tag"])
            assert all_fields[0].startswith(b"X-Extortscan: tag"), all_fields
            expect("the others", [f for f in all_fields if not ours([f])], fields(HEADER))
            expect("body", body, BODY)


@test
def accept_is_byte_identical():
    with Shared() as s:
        s.send("accept@example.com", HEADER + b"\r\n" + BODY)
        expect("content", split(s.sink.take("accept@example.com")[2]), (fields(HEADER), BODY))
        s.send("accept@example.com", HEADER + FORGED + b"\r\n" + BODY)  # forged fields go all the same
        expect("content", split(s.sink.take("accept@example.com")[2]), (fields(HEADER), BODY))
        s.daemon.wait_line(r"verdict=accept .* stripped=2$")


@test
def observe_changes_nothing():
    with Setup(mode="observe") as s:
        for sender in ("reject", "tempfail", "quarantine", "tag", "prefix", "accept"):
            sender += "@example.com"
            expect(sender, s.send(sender, FORGED + HEADER + b"\r\n" + BODY)[0], 250)
            expect(sender, split(s.sink.take(sender)[2]), (fields(FORGED + HEADER), BODY))
        s.nothing_queued()
        s.daemon.wait_line(r"verdict=accept wanted=reject")


@test
def subject_prefix():
    with Shared() as s:
        old = b" =?utf-8?B?44GT44KT44Gr44Gh44Gv?=\r\n"
        cases = [
            ("prefix@example.com", HEADER, b"Subject: [SCAM?]" + old),
            ("kanji@example.com", HEADER, b"Subject: =?UTF-8?B?W+ipkOasul0g?=\r\n" + old),
            ("prefix@example.com", HEADER.replace(b"Subject:" + old, b""), b"Subject: [SCAM?]\r\n"),
            ("prefix@example.com", HEADER.replace(b"Subject:" + old, b"Subject:\r\n\tfolded  at once\r\n"),
             b"Subject: [SCAM?]\r\n\tfolded  at once\r\n"),
        ]
        for sender, header, wanted in cases:
            s.send(sender, header + b"\r\n" + BODY)
            all_fields, body = split(s.sink.take(sender)[2])
            got = [f for f in all_fields if f.startswith(b"Subject")]
            expect(sender, got, [wanted])
            expect("the others", [f for f in all_fields if not ours([f]) and not f.startswith(b"Subject")],
                   [f for f in fields(header) if not f.startswith(b"Subject")])
            expect("body", body, BODY)


@test
def header_always():
    with Setup(settings={"mail": {"header": "always"}}) as s:
        s.send("accept@example.com", HEADER + FORGED + b"\r\n" + BODY)
        all_fields, _ = split(s.sink.take("accept@example.com")[2])
        expect("ours", [f.split(b";")[0].split()[1] for f in ours(all_fields)], [b"accept"])


@test
def chrooted_as_in_debian():
    """The socket lies in Postfix's queue folder; the set-gid bit of its own folder gives it the group; Postfix names it
    from there."""
    sink = rig.Sink()
    with rig.Postfix("unix:extortscan/extortscan.sock", sink.port, chroot="y") as postfix:
        folder = postfix.queue + "/extortscan"
        os.mkdir(folder)
        shutil.chown(folder, "root", "postfix")
        os.chmod(folder, 0o2750)
        with Daemon(PROGRAM, policy=POLICY % "enforce", rules=RULES, socket="unix:" + folder + "/extortscan.sock"):
            info = os.stat(folder + "/extortscan.sock")
            expect("socket", (oct(info.st_mode & 0o777), info.st_gid), ("0o660", grp.getgrnam("postfix").gr_gid))
            with rig.Smtp(postfix.port) as c:
                expect("reply", c.send("reject@example.com", ["b@example.org"], HEADER + b"\r\n" + BODY)[0], 554)
    sink.close()


# ---- what else comes along ----

@test
def local_submission_is_inside():
    with Shared() as s:
        subprocess.run(["sendmail", "-C", s.postfix.conf, "-f", "local@example.com", "b@example.org"],
                       input=b"Subject: x\n\nhello\n", check=True, env=dict(os.environ, MAIL_CONFIG=s.postfix.conf))
        s.sink.take("local@example.com")
        s.daemon.wait_line(r"verdict=accept .*from=<local@example.com>")
        s.send("outside@example.com", HEADER + b"\r\n" + BODY)
        s.daemon.wait_line(r"from=<outside@example.com> nrcpt=1 client=203.0.113.9")


@test
def null_sender_and_many_recipients():
    with Shared() as s:
        rcpts = ["r%d@example.org" % i for i in range(300)]
        expect("reply", s.send("", HEADER + b"\r\n" + BODY, rcpts)[0], 250)
        s.daemon.wait_line(r"verdict=accept .*from=<> nrcpt=300 ")


@test
def clients_that_give_up():
    with Setup() as s:
        for point in range(4):
            c = s.client()
            c.command("MAIL FROM:<gone@example.com>", 250)
            if point > 0:
                c.command("RCPT TO:<b@example.org>", 250)
            if point > 1:
                c.command("DATA", 354)
                c.sock.sendall(HEADER + b"\r\n" + BODY)
            if point > 2:
                c.sock.sendall(b"\r\n")
            c.file.close()
            c.sock.close()
        with s.client() as c:
            for _ in range(5):
                c.command("MAIL FROM:<reset@example.com>", 250)
                c.command("RCPT TO:<b@example.org>", 250)
                c.command("RSET", 250)
            expect("after all", c.send("reject@example.com", ["b@example.org"], HEADER + b"\r\n" + BODY)[0], 554)
        s.nothing_queued()
        expect("exit", s.daemon.stop(), 0)
        s.daemon.wait_line(r"stopped$")


@test
def over_the_size_cap():
    with Setup(settings={"limits": {"message_size": "64K"}}) as s:
        body = BODY * 3000
        s.send("tag@example.com", HEADER + b"\r\n" + body)
        _, got = split(s.sink.take("tag@example.com")[2])
        assert got == body, "%d bytes sent, %d arrived" % (len(body), len(got))
        line = s.daemon.wait_line(r"verdict=tag")
        assert re.search(r" limits?=", line), line


@test
def many_forged_fields_cost_little():
    with Shared() as s:
        start = time.monotonic()
        s.send("tag@example.com", b"X-Extortscan: x\r\n" * 1000 + HEADER + b"\r\n" + BODY)
        took = time.monotonic() - start
        all_fields, _ = split(s.sink.take("tag@example.com")[2])
        expect("ours", [f.split(b";")[0].split()[1] for f in ours(all_fields)], [b"tag"])
        start = time.monotonic()  # Postfix would walk the header for each of these, for seconds
        expect("reply", s.send("tag@example.com", b"X-Extortscan: x\r\n" * 5000 + HEADER + b"\r\n" + BODY),
               (550, "5.6.0 Too many X-Extortscan header fields"))
        return "%.2f s for 1000, %.2f s for 5000" % (took, time.monotonic() - start)


# ---- trouble ----

def killed_at(s, point, sender):
    """Kill the filter at a point of a message; the final reply."""
    c = s.client()
    if point == "before":
        os.kill(s.daemon.process.pid, signal.SIGKILL)
        s.daemon.wait()
        return c.send(sender, ["b@example.org"], HEADER + b"\r\n" + BODY)
    c.command("MAIL FROM:<%s>" % sender, 250)
    c.command("RCPT TO:<b@example.org>", 250)
    c.command("DATA", 354)
    stuffed = BODY.replace(b"\n.", b"\n..")
    c.sock.sendall(HEADER + b"\r\n" + stuffed[:100])
    if point == "content":
        os.kill(s.daemon.process.pid, signal.SIGKILL)
        s.daemon.wait()
        c.sock.sendall(stuffed[100:] + b".\r\n")
    else:  # while the filter has the message: it is stopped, asked, and then killed
        os.kill(s.daemon.worker(), signal.SIGSTOP)
        c.sock.sendall(stuffed[100:] + b".\r\n")
        time.sleep(0.3)
        os.kill(s.daemon.process.pid, signal.SIGKILL)
        s.daemon.wait()
    return c.reply("the end of DATA")


@test
def killed_in_the_middle():
    for action, wanted in (("tempfail", 4), ("accept", 2)):
        with Setup(default_action=action) as s:
            for point in ("before", "content", "verdict"):
                if point != "before":
                    s.start_daemon()
                sender = "reject-%s@example.com" % point
                try:
                    code, text = killed_at(s, point, sender)
                except rig.Reply as e:
                    code, text = e.code, e.text
                expect("%s, killed at %s: %s" % (action, point, text), code // 100, wanted)
                if wanted == 2:
                    got, body = split(s.sink.take(sender)[2])
                    expect("content", (got, body), (fields(HEADER), BODY))
                s.nothing_queued()


@test
def overload_and_trouble_lose_nothing():
    with Setup(settings={"limits": {"concurrent_messages": "1", "overload_wait": "0"}}) as s:
        results, lock = [], threading.Lock()

        def client(n):
            with s.client() as c:
                for i in range(10):
                    sender = "n%d-%d@example.com" % (n, i)
                    code, _ = c.send(sender, ["b@example.org"], HEADER + b"\r\n" + BODY * 20)
                    with lock:
                        results.append((code, sender))
        threads = [threading.Thread(target=client, args=(n,)) for n in range(12)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        expect("answers", len(results), 120)
        expect("codes", {code for code, _ in results} <= {250, 451}, True)
        for code, sender in results:
            if code == 250:
                s.sink.take(sender)
        s.nothing_queued()
        expect("delivered of refused", [m[0] for m in s.sink.mails], [])


@test
def reload_and_hup_under_load():
    with Shared() as s:
        failures = []

        def client(n):
            try:
                with s.client() as c:
                    for i in range(40):
                        kind = ("accept", "tag", "reject", "tempfail")[i % 4]
                        code = c.send("%s-%d-%d@example.com" % (kind, n, i), ["b@example.org"], HEADER + b"\r\n" + BODY)[0]
                        if code != {"reject": 554, "tempfail": 452}.get(kind, 250):
                            failures.append((kind, code))
            except (rig.Reply, OSError) as e:
                failures.append(repr(e))
        threads = [threading.Thread(target=client, args=(n,)) for n in range(6)]
        for t in threads:
            t.start()
        i = 0
        while any(t.is_alive() for t in threads):
            s.daemon.kill((signal.SIGHUP, signal.SIGHUP, signal.SIGUSR1)[i % 3])
            os.kill(s.daemon.worker(), signal.SIGHUP)
            i += 1
            time.sleep(0.005)
        for t in threads:
            t.join()
        expect("failures", failures, [])
        def arrived():
            return sum(1 for m in s.sink.mails if re.match(r"(accept|tag)-\d-\d+@", m[0]))
        rig.wait_for(lambda: arrived() >= 120, lambda: "120 mails: %d" % arrived())
        expect("arrived", arrived(), 120)
        return "%d signals" % i


@test
def term_under_load_loses_nothing():
    with Setup(default_action="tempfail") as s:
        results, lock = [], threading.Lock()

        def client(n):
            for i in range(30):
                sender = "term-%d-%d@example.com" % (n, i)
                try:
                    with s.client() as c:
                        code = c.send(sender, ["b@example.org"], HEADER + b"\r\n" + BODY)[0]
                except rig.Reply as e:
                    code = e.code
                with lock:
                    results.append((code, sender))
        threads = [threading.Thread(target=client, args=(n,)) for n in range(6)]
        for t in threads:
            t.start()
        time.sleep(0.3)
        s.daemon.kill(signal.SIGTERM)
        expect("exit", s.daemon.wait(), 0)
        for t in threads:
            t.join()
        codes = {code // 100 for code, _ in results}
        assert codes <= {2, 4}, codes
        for code, sender in results:
            if code == 250:
                s.sink.take(sender)
        expect("delivered of refused", [m[0] for m in s.sink.mails], [])


@test
def tcp_is_no_slower():
    with Setup(tcp=True) as s:
        for sender in ("accept@example.com", "tag@example.com"):
            times = []
            with s.client() as c:
                for _ in range(20):
                    start = time.monotonic()
                    expect("reply", c.send(sender, ["b@example.org"], HEADER + FORGED + b"\r\n" + BODY)[0], 250)
                    times.append(time.monotonic() - start)
            median = sorted(times)[10]
            assert median < 0.035 * slowness(PROGRAM), "%s: %.0f ms a message" % (sender, median * 1000)


def main():
    rig.end_tidily()
    why = rig.missing()
    if why:
        print("postfix: skipped, " + why)
        return 77
    try:
        return run(sys.argv[3] if len(sys.argv) > 3 else "")
    finally:
        Shared.close()


def run(wanted):
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
    print("postfix: %d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
