#!/usr/bin/env python3
"""sendmail.py MILTER RULES ROOT: the real filter at a real Sendmail, unpacked below ROOT, with a queue and a .cf of its
own. Prints a line a test; exits 0 when all passed, 77 when it cannot run here."""
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../milter")]
from daemon import Daemon  # noqa: E402
import rig  # noqa: E402

PROGRAM, RULES, ROOT = sys.argv[1], sys.argv[2], os.path.abspath(sys.argv[3])
BINARY = os.path.join(ROOT, "usr/libexec/sendmail/sendmail")
LIBRARIES = ":".join(os.path.join(ROOT, d) for d in ("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu")
                     if os.path.isdir(os.path.join(ROOT, d)))

POLICY = """\
version: 1
mode: %s
rules:
  - { name: refuse, when: { sender: "reject*@example.com" }, then: reject, reply: "554 5.7.9 100%% refused, 50%% sure" }
  - { name: later, when: { sender: "tempfail*@example.com" }, then: tempfail, reply: "452 4.7.8 later" }
  - { name: hold, when: { sender: "quarantine*@example.com" }, then: quarantine, reason: "held by a test" }
  - { name: mark, when: { sender: "tag*@example.com" }, then: tag }
  - { name: prefix, when: { sender: "prefix*@example.com" }, then: tag, subject-prefix: "[SCAM?]" }
"""

CF = """\
V10/Berkeley
Cwlocalhost
Djmx.example.org
DnMAILER-DAEMON
O QueueDirectory=%(dir)s/queue
O PidFile=%(dir)s/pid
O DeliveryMode=background
O DaemonPortOptions=Name=MTA, Addr=127.0.0.1, Port=%(port)d
O Timeout.ident=0
O DontProbeInterfaces=True
O EightBitMode=pass8
O QueueLA=1000
O RefuseLA=2000
O HostStatusDirectory=
O InputMailFilters=extortscan
Xextortscan, S=%(socket)s, F=%(flags)s, T=C:5s;S:20s;R:20s;E:60s

HReceived: $?sfrom $s $.$?_($?s$|from $.$_)
	$.by $j id $i; $b
S3
R$* < $* > $*	$2
S0
R$*	$#smtp $@ [127.0.0.1] $: $1
S11
S21
Msmtp, P=[IPC], F=FMuXk8, S=11, R=21, E=\\r\\n, L=0, T=DNS/RFC822/SMTP, A=TCP [127.0.0.1] %(sink)d
Mlocal, P=/bin/false, F=lsFMAw5, S=11, R=21, T=DNS/RFC822/X-Unix, A=false
Mprog, P=/bin/false, F=lsFMoqeu9, S=11, R=21, T=X-Unix/X-Unix/X-Unix, A=false
"""

HEADER = (b"From: a@example.com\r\nSubject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?=\r\nMessage-ID: <1@example.com>\r\n"
          b"Date: Mon, 02 Nov 2026 10:00:00 +0000\r\nX-Odd:   three blanks,\r\n   a fold\r\n")
BODY = b"Lorem \xe3\x81\x82\r\n.dot\r\n\r\n" + b"x" * 900 + b"\r\nlast line\r\n"
FORGED = b"X-Extortscan: accept\r\nx-EXTORTSCAN: forged,\r\n\tfolded\r\n"


class Sendmail:
    """A filter, a Sendmail that asks it, and a sink."""

    def __init__(self, mode="enforce", flags="T", tcp=False):
        # not below /tmp: Sendmail trusts no socket whose folder, or one above it, others can write to
        self.dir = tempfile.mkdtemp(prefix="xs-sendmail-", dir="/run")
        os.chmod(self.dir, 0o755)
        os.mkdir(self.dir + "/queue", 0o700)
        port = rig.free_port()
        self.sink, self.port = rig.Sink(), rig.free_port()
        self.socket = "inet:%d@127.0.0.1" % port if tcp else "unix:%s/milter.sock" % self.dir
        self.daemon = Daemon(PROGRAM, {"mail": {"inside": "::1"}}, policy=POLICY % mode, rules=RULES, socket=self.socket)
        with open(self.dir + "/sendmail.cf", "w", encoding="ascii") as f:
            f.write(CF % {"dir": self.dir, "port": self.port, "sink": self.sink.port, "flags": flags,
                          "socket": self.socket.replace("unix:", "local:")})
        self.env = dict(os.environ, LD_LIBRARY_PATH=LIBRARIES)
        # a host name without a dot makes Sendmail sleep for a minute first
        self.log = open(self.dir + "/out", "wb")
        self.process = subprocess.Popen(
            ["unshare", "--uts", "sh", "-c", 'hostname mx.example.org && exec "$@"', "sh", BINARY,
             "-C", self.dir + "/sendmail.cf", "-bD"], stdout=self.log, stderr=self.log, env=self.env)
        try:
            rig.wait_for(self.answers, lambda: "Sendmail to answer: " + self.said())
        except BaseException:
            self.close()
            raise

    def said(self):
        with open(self.dir + "/out", encoding="utf-8", errors="replace") as f:
            return f.read()

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError("Sendmail ended with %d: %s" % (self.process.returncode, self.said()))
        try:
            rig.Smtp(self.port, client=None).close()
            return True
        except (OSError, rig.Reply):
            return False

    def run(self, *args):
        return subprocess.run(
            ["unshare", "--uts", "sh", "-c", 'hostname mx.example.org && exec "$@"', "sh", BINARY,
             "-C", self.dir + "/sendmail.cf", *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.env,
            check=False).stdout.decode("utf-8", "replace")

    def send(self, sender, content):
        client = rig.Smtp(self.port, client=None)
        try:
            return client.send(sender, ["b@example.org"], content)
        finally:
            client.close()

    def queued(self):
        return sorted(os.path.basename(p) for p in glob.glob(self.dir + "/queue/[qh]f*"))

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.daemon.__exit__(None)
        self.sink.close()
        self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False


def expect(what, got, want):
    assert got == want, "%s: got %r, wanted %r" % (what, got, want)


def split(content):
    header, body = content.split(b"\r\n\r\n", 1)
    fields = re.findall(rb"(?ms)^[^ \t\r\n].*?\r\n(?![ \t])", header + b"\r\n")
    return [f for f in fields if not f.startswith(b"Received:")], body


def ours(fields):
    return [f for f in fields if f.lower().startswith(b"x-extortscan")]


def sent_fields():
    return split(HEADER + b"\r\n")[0]


def verdicts():
    """Each verdict, on a UNIX socket."""
    with Sendmail() as s:
        content = HEADER + FORGED + b"\r\n" + BODY
        expect("reject", s.send("reject@example.com", content), (554, "5.7.9 100% refused, 50% sure"))
        expect("tempfail", s.send("tempfail@example.com", content), (452, "4.7.8 later"))
        expect("queued", s.queued(), [])
        for sender in ("accept@example.com", "tag@example.com", "prefix@example.com"):
            expect(sender, s.send(sender, content)[0], 250)
            fields, body = split(s.sink.take(sender)[2])
            wanted = [] if sender.startswith("accept") else [b"tag"]
            expect(sender, [f.split(b";")[0].split()[1] for f in ours(fields)], wanted)
            rest = [f for f in fields if not ours([f])]
            if sender.startswith("prefix"):
                rest = [f.replace(b"Subject: [SCAM?] ", b"Subject: ") for f in rest]
                assert any(f.startswith(b"Subject: [SCAM?] =?utf-8?B?") for f in fields), fields
            expect(sender, rest, sent_fields())
            expect(sender, body, BODY)
        qid = s.daemon.wait_line(r": verdict=tag rule=mark").split()[1].rstrip(":")
        assert re.match(r"\w{14}$", qid), qid
        s.daemon.wait_line(r"verdict=accept .* client=127.0.0.1 .* stripped=2$")


def quarantine():
    """It is held, listed with its reason, and can be released."""
    with Sendmail() as s:
        code, text = s.send("quarantine@example.com", HEADER + FORGED + b"\r\n" + BODY)
        expect("reply", code, 250)
        held = s.queued()
        assert len(held) == 1 and held[0].startswith("hf") and held[0][2:] in text, (held, text)
        with open(os.path.join(s.dir, "queue", held[0]), encoding="latin-1") as f:
            assert "\nqheld by a test\n" in f.read(), "no reason"
        assert "held by a test" in s.run("-bp", "-qQ"), s.run("-bp", "-qQ")
        s.run("-q")
        time.sleep(0.5)
        assert not s.sink.has("quarantine@example.com"), "it was delivered"
        s.run("-Q", "-qQ", "-qI" + held[0][2:])
        expect("released", s.queued(), ["qf" + held[0][2:]])
        s.run("-qI" + held[0][2:])
        fields, body = split(s.sink.take("quarantine@example.com")[2])
        expect("ours", [f.split(b";")[0].split()[1] for f in ours(fields)], [b"quarantine"])
        expect("the others", [f for f in fields if not ours([f])], sent_fields())
        expect("body", body, BODY)


def observe():
    """It changes nothing."""
    with Sendmail(mode="observe", tcp=True) as s:
        for sender in ("reject", "tempfail", "quarantine", "tag", "prefix"):
            sender += "@example.com"
            expect(sender, s.send(sender, FORGED + HEADER + b"\r\n" + BODY)[0], 250)
            expect(sender, split(s.sink.take(sender)[2]), (split(FORGED + HEADER + b"\r\n")[0], BODY))


def on_tcp():
    """All the same on TCP, and without delay."""
    with Sendmail(tcp=True) as s:
        times = []
        for _ in range(10):
            start = time.monotonic()
            expect("reject", s.send("reject@example.com", HEADER + b"\r\n" + BODY), (554, "5.7.9 100% refused, 50% sure"))
            times.append(time.monotonic() - start)
        s.send("tag@example.com", HEADER + FORGED + b"\r\n" + BODY)
        fields, _ = split(s.sink.take("tag@example.com")[2])
        expect("ours", [f.split(b";")[0].split()[1] for f in ours(fields)], [b"tag"])
        return "%.0f ms a session" % (sorted(times)[5] * 1000)


def killed():
    """F=T makes the sender come back, F= lets mail pass."""
    for flags, wanted in (("T", 4), ("", 2)):
        with Sendmail(flags=flags) as s:
            client = rig.Smtp(s.port, client=None)
            client.command("MAIL FROM:<reject@example.com>", 250)
            client.command("RCPT TO:<b@example.org>", 250)
            client.command("DATA", 354)
            client.sock.sendall(HEADER)
            os.kill(s.daemon.process.pid, signal.SIGKILL)
            s.daemon.wait()
            client.sock.sendall(b"\r\nbody\r\n.\r\n")
            code, text = client.reply("the end of DATA")
            expect("F=%s: %s" % (flags, text), code // 100, wanted)
            if wanted == 2:
                s.sink.take("reject@example.com")
            rig.wait_for(lambda: not s.queued(), lambda: "an empty queue: %s" % s.queued())


def why_not():
    if os.geteuid() != 0:
        return "only root can start a Sendmail"
    if not shutil.which("unshare") or subprocess.run(["unshare", "--uts", "true"], stderr=subprocess.DEVNULL,
                                                     check=False).returncode != 0:
        return "no host name of our own can be had (unshare --uts)"
    try:
        os.rmdir(tempfile.mkdtemp(prefix="xs-sendmail-", dir="/run"))
    except OSError as e:
        return "no folder below /run: %s" % e
    os.chmod(BINARY, 0o755)  # as packed it is set-gid, and would not take libraries from us
    done = subprocess.run(["ldd", BINARY], stdout=subprocess.PIPE, env=dict(os.environ, LD_LIBRARY_PATH=LIBRARIES),
                          check=False)
    missing = re.findall(r"(\S+) => not found", done.stdout.decode())
    if missing:
        return "libraries are missing: " + ", ".join(missing)
    return None


def main():
    rig.end_tidily()
    why = why_not()
    if why:
        print("sendmail: skipped, " + why)
        return 77
    failed = passed = 0
    for function in (verdicts, quarantine, observe, on_tcp, killed):
        start = time.monotonic()
        try:
            note = function()
            passed += 1
            print("ok   %s%s (%.1f s)" % (function.__doc__.strip(), " " + note if note else "", time.monotonic() - start),
                  flush=True)
        except Exception:  # noqa: BLE001: whatever it was, it is told, and the next test runs
            failed += 1
            print("FAIL %s\n%s" % (function.__doc__, traceback.format_exc()), flush=True)
    print("sendmail: %d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
