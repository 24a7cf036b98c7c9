#!/usr/bin/env python3
"""demo.py MILTER CONF [--check]: what ./quickstart shows: the filter with the shipped policy and rules at a private Postfix
on loopback, and some mails sent over SMTP by a client that poses as an outside host. Leaves nothing running and no file
behind. With --check the answers must be the expected ones; 77 when it cannot run here."""
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../milter")]
from daemon import Daemon  # noqa: E402
import rig  # noqa: E402

MAILS = [
    ("letter-ja.eml", "a Japanese extortion letter", "spoof-ja@example.net", "hanako@example.org", ("refused", "held")),
    ("letter-en.eml", "an English extortion letter", "spoof-en@example.net", "office@example.org", ("refused", "held")),
    # whatever becomes of this one is right: it is doubtful, and the packs' points move
    ("letter-vague.eml", "a vague threat, without a demand", "friend@example.net", "office@example.org",
     ("held", "refused", "delivered")),
    ("newsletter.eml", "a cryptocurrency newsletter", "letter@news.example.com", "office@example.org", ("delivered",)),
    ("ordinary.eml", "an ordinary mail", "jon@example.com", "office@example.org", ("delivered",)),
]


def say(text=""):
    print(text, flush=True)


def main():
    rig.end_tidily()
    program, conf, check = sys.argv[1], os.path.abspath(sys.argv[2]), "--check" in sys.argv
    why = rig.missing()
    if why:
        say("demo: skipped, " + why)
        return 77
    sink, failed, delivered = rig.Sink(), 0, 0
    with open(conf + "/policy.yaml", encoding="utf-8") as f:
        policy = f.read()
    with Daemon(program, {"milter": {"socket_group": "postfix"}}, policy=policy, rules=conf + "/rules") as daemon:
        with rig.Postfix("unix:" + daemon.socket, sink.port) as postfix:
            say("A private Postfix listens on 127.0.0.1:%d and asks the filter at\n%s.\n" % (postfix.port, daemon.socket))
            for name, what, sender, rcpt, wanted in MAILS:
                with open(os.path.join(HERE, "mail", name), "rb") as f:
                    content = f.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                start = daemon.mark()
                with rig.Smtp(postfix.port, client="203.0.113.9") as smtp:
                    code, text = smtp.send(sender, [rcpt], content)
                line = daemon.wait_line("verdict=", start).split(": ", 1)[-1]
                if code // 100 != 2:
                    ended = "refused"
                else:
                    ended = "held" if postfix.held(sender) else "delivered"
                say("tests/e2e/mail/%s: %s" % (name, what))
                say("  MAIL FROM:<%s>, from 203.0.113.9" % sender)
                say("  SMTP reply:  %d %s" % (code, text))
                say("  verdict:     %s" % line)
                say("  so it was    %s\n" % ended)
                delivered += ended == "delivered"
                if ended not in wanted:
                    failed += 1
                    say("  EXPECTED     %s\n" % " or ".join(wanted))
            deadline = time.monotonic() + 10
            while len(sink.mails) < delivered and time.monotonic() < deadline:
                time.sleep(0.05)
            held = [q for q in postfix.queued() if q[0] == "hold"]
            say("The hold queue:")
            for _, qid, sender in held:
                say("  %s from <%s>: postsuper -H %s would release it, postsuper -d %s would delete it" % (qid, sender, qid, qid))
            if not held:
                say("  (empty: what was bad enough was refused, the rest was delivered)")
        code = daemon.stop()
        say("\nEverything that was started is stopped again; nothing is left behind.")
    sink.close()
    if check:
        say("demo: %d passed, %d failed" % (len(MAILS) - failed, failed))
    return 1 if check and (failed or code != 0) else 0


if __name__ == "__main__":
    sys.exit(main())
