#!/usr/bin/env python3
"""corpus.py MILTER CONF CORPUS COUNT: COUNT mails of a labelled corpus, spread over all of it, through a private Postfix at
16 connections: once without the filter, once with it and the shipped policy. Every mail must end in exactly one of: delivered
as in the first run but for our header, held, or refused."""
import collections
import os
import queue
import re
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../milter")]
from daemon import Daemon  # noqa: E402
import rig  # noqa: E402

PROGRAM, CONF, CORPUS, COUNT = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
CONNECTIONS = 16


def choose():
    with open(os.path.join(CORPUS, "MANIFEST.tsv"), encoding="utf-8") as f:
        paths = [line.split("\t", 1)[0] for line in f][1:]
    count = min(COUNT, len(paths))
    return [paths[i * len(paths) // count] for i in range(count)]


def read(path):
    with open(os.path.join(CORPUS, path), "rb") as f:
        content = f.read()
    if content.startswith(b"From "):
        content = content.split(b"\n", 1)[-1]
    return re.sub(rb"\r?\n", b"\r\n", content).rstrip(b"\r\n") + b"\r\n"


def run(postfix, mails):
    """Send them all: {number: SMTP code}, seconds."""
    todo, codes, troubles = queue.Queue(), {}, []
    for n in range(len(mails)):
        todo.put(n)

    def client():
        smtp = rig.Smtp(postfix.port)
        try:
            while True:
                n = todo.get_nowait()
                try:
                    codes[n] = smtp.send("m%d@example.com" % n, ["b@example.org"], mails[n])[0]
                except rig.Reply as e:
                    codes[n] = e.code
                    smtp.command("RSET")
        except queue.Empty:
            smtp.close()
        except (OSError, rig.Reply) as e:
            troubles.append(repr(e))
    start = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not troubles, troubles
    assert len(codes) == len(mails), "%d answers to %d mails" % (len(codes), len(mails))
    return codes, time.monotonic() - start


def collect(postfix, sink, expected):
    """Wait for what was taken: {number: content}, and the numbers that are held."""
    def settled():
        queued = postfix.queued()
        return all(name == "hold" for name, _, _ in queued) and len(sink.mails) + len(queued) >= expected and (True, queued)
    _, queued = rig.wait_for(settled, lambda: "%d mails; %d came, queue: %s" % (expected, len(sink.mails), postfix.queued()[:5]),
                             120)
    number = lambda sender: int(re.match(r"m(\d+)@", sender).group(1))  # noqa: E731
    came = collections.Counter(number(m[0]) for m in sink.mails)
    assert max(came.values(), default=0) <= 1, "delivered twice: %s" % [n for n in came if came[n] > 1]
    return {number(sender): content for sender, _, content in sink.mails}, {number(s) for _, _, s in queued}


def plain(content):
    """Without what our Postfix says of itself, and without our header."""
    header, separator, body = content.partition(b"\r\n\r\n")
    fields = re.findall(rb"(?ms)^.*?(?:\r\n|\Z)(?![ \t])", header)
    ours = sum(f.lower().startswith(b"x-extortscan:") for f in fields)
    skip = re.compile(rb"(?i)X-Extortscan:|Received: from mail.example.net .*by mx.example.org", re.S)
    # the queue id and the date in fields that Postfix itself adds to a mail that lacks them differ between two runs
    added = re.compile(rb"(?i)Message-Id: <\d{14}\.\w+@mx.example.org>|Date: .* \+0000 \(UTC\)")
    return [f.rstrip(b"\r\n") for f in fields if f.strip() and not skip.match(f) and not added.match(f)], separator + body, ours


def main():
    rig.end_tidily()
    why = rig.missing()
    if why:
        print("corpus: skipped, " + why)
        return 77
    paths = choose()
    mails = [read(p) for p in paths]
    sink = rig.Sink()
    with rig.Postfix("", sink.port) as postfix:
        codes, seconds = run(postfix, mails)
        assert set(codes.values()) == {250}, collections.Counter(codes.values())
        before, _ = collect(postfix, sink, len(mails))
    print("without the filter: %d mails in %.1f s" % (len(mails), seconds), flush=True)
    sink.mails.clear()
    failed = 0
    with Daemon(PROGRAM, {"milter": {"socket_mode": "0666"}}, rules=CONF + "/rules",
                policy=open(CONF + "/policy.yaml", encoding="utf-8").read()) as daemon, \
            rig.Postfix("unix:" + daemon.socket, sink.port, "tempfail") as postfix:
        codes, seconds = run(postfix, mails)
        taken = [n for n in codes if codes[n] == 250]
        after, held = collect(postfix, sink, len(taken))
        verdicts = collections.Counter(re.search(r"verdict=(\w+)", line).group(1) for line in daemon.lines if "verdict=" in line)
        assert daemon.stop() == 0, "the filter did not stop as it should"
    for n, path in enumerate(paths):
        trouble = None
        if codes[n] != 250:
            trouble = "refused with %d, yet delivered or held" % codes[n] if n in after or n in held else \
                None if codes[n] // 100 == 5 else "answered with %d" % codes[n]
        elif (n in after) == (n in held):
            trouble = "delivered and held" if n in held else "lost"
        elif n in after:
            fields, body, ours = plain(after[n])
            if (fields, body) != plain(before[n])[:2] or ours > 1:
                trouble = "changed"
        if trouble:
            failed += 1
            print("FAIL %s: %s" % (path, trouble))
    print("with the filter: %d mails in %.1f s at %d connections: %d delivered, %d held, %d refused; verdicts %s" % (
        len(mails), seconds, CONNECTIONS, len(after), len(held), sum(c != 250 for c in codes.values()), dict(verdicts)))
    assert sum(verdicts.values()) == len(mails), "%d verdict lines for %d mails" % (sum(verdicts.values()), len(mails))
    print("corpus: %d passed, %d failed" % (len(mails) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
