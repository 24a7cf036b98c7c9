"""daemon.py: start a filter in a folder of its own, read what it says, send it signals, stop it.

It must not know the milter protocol.
"""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time


def slowness(program):
    """By how much every time that is compared is stretched: sanitizers take theirs."""
    names = [program, os.path.join(os.path.dirname(program), ".libs", os.path.basename(program))]
    for name in names:
        if os.path.exists(name):
            with open(name, "rb") as f:
                data = f.read()
            if b"__asan_init" in data or b"__tsan_init" in data:
                return 8.0
    return float(os.environ.get("SLOW", "1"))


class Daemon:
    """A filter in the foreground, with its lines in self.lines."""

    def __init__(self, program, settings=None, policy="fake\n", version="v1\n", socket=None, env=None, wait=True,
                 rules=None):
        self.dir = tempfile.mkdtemp(prefix="extortscan-test-")
        os.chmod(self.dir, 0o755)
        self.policy_path = os.path.join(self.dir, "policy")
        self.rules_dir = os.path.join(self.dir, "rules")
        self.conf_path = os.path.join(self.dir, "conf")
        self.socket = os.path.join(self.dir, "sock")
        os.mkdir(self.rules_dir)
        self.write(self.policy_path, policy)
        self.write(os.path.join(self.rules_dir, "version"), version)
        values = {"milter": {"socket": socket or "unix:" + self.socket},
                  "files": {"policy": self.policy_path, "rules": rules or self.rules_dir}}
        for section, pairs in (settings or {}).items():
            values.setdefault(section, {}).update(pairs)
        self.write(self.conf_path, "".join("[%s]\n%s" % (s, "".join("%s = %s\n" % kv for kv in p.items()))
                                           for s, p in values.items()))
        self.lines = []
        self.changed = threading.Condition()
        self.process = subprocess.Popen([program, "-f", "-c", self.conf_path], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        env=dict(os.environ, **(env or {})))
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        if wait:
            try:
                self.wait_line(r"serves at")
            except AssertionError:
                self.__exit__(None)
                raise

    @staticmethod
    def write(path, text):
        with open(path + ".new", "w", encoding="utf-8") as f:
            f.write(text)
        os.rename(path + ".new", path)

    def _read(self):
        for line in self.process.stderr:
            with self.changed:
                self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))
                self.changed.notify_all()

    def wait_line(self, pattern, start=0, timeout=90):
        """The first line from start on that matches; an error with everything that was said when none comes. Loading
        all packs takes a daemon under the thread sanitizer a quarter of a minute."""
        deadline = time.monotonic() + timeout
        with self.changed:
            at = start
            while True:
                for line in self.lines[at:]:
                    if re.search(pattern, line):
                        return line
                at = len(self.lines)
                left = deadline - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self.reader.is_alive()):
                    raise AssertionError("no line matches %r in:\n%s" % (pattern, "\n".join(self.lines[start:])))
                self.changed.wait(min(left, 0.5))

    def mark(self):
        return len(self.lines)

    def count(self, pattern, start=0):
        return sum(1 for line in self.lines[start:] if re.search(pattern, line))

    def worker(self):
        """The process id of the supervisor's child."""
        with open("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid), encoding="ascii") as f:
            return int(f.read().split()[0])

    def kill(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self, timeout=30):
        code = self.process.wait(timeout)
        self.reader.join(10)
        return code

    def stop(self):
        """TERM, wait, clean up. Returns the exit code."""
        if self.process.poll() is None:
            self.kill()
        code = self.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
        return code

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            print("\n".join("  | " + line for line in self.lines[-60:]))
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
        return False
