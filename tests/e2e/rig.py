"""rig.py: a private Postfix on loopback in a folder of its own, a sink for what it delivers, and an SMTP client that can
pose as an outside host.

Nothing of the system's Postfix is used but its programs: configuration, queue, data and log are our own, and with
MAIL_CONFIG in the environment not even /etc/postfix/main.cf need exist.
It must not know what the filter under test does.
"""
import os
import re
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

DAEMONS = "/usr/lib/postfix/sbin"


def missing():
    """Why a private Postfix cannot run here; None when it can."""
    if os.geteuid() != 0:
        return "only root can start a Postfix"
    if not os.path.exists("/usr/sbin/postfix") or not os.path.exists(DAEMONS + "/master"):
        return "postfix is not installed"
    return None


def end_tidily():
    """Let a signal end us as an exception does, so that everything that was started is stopped."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda n, _: sys.exit(128 + n))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(condition, what, seconds=20.0):
    """Wait until condition() is true; its value."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError("waited %.0f s in vain for %s" % (seconds, what() if callable(what) else what))
        time.sleep(0.02)


class Sink:
    """An SMTP server that keeps what it gets, byte by byte: a list of (sender, recipients, content)."""

    def __init__(self):
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

            def handle(self):
                sender, rcpts = None, []
                self.say("220 sink")
                for line in self.rfile:
                    verb = line.strip().upper()
                    if verb.startswith(b"EHLO"):
                        self.say("250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 PIPELINING")
                    elif verb.startswith(b"MAIL FROM:"):
                        sender, rcpts = line.split(b":", 1)[1].split(b">")[0].strip(b" <").decode("utf-8", "replace"), []
                        self.say("250 ok")
                    elif verb.startswith(b"RCPT TO:"):
                        rcpts.append(line.split(b":", 1)[1].split(b">")[0].strip(b" <").decode("utf-8", "replace"))
                        self.say("250 ok")
                    elif verb == b"DATA":
                        self.say("354 go on")
                        content = []
                        for data in self.rfile:
                            if data == b".\r\n":
                                break
                            content.append(data[1:] if data.startswith(b".") else data)
                        with sink.lock:
                            sink.mails.append((sender, rcpts, b"".join(content)))
                        self.say("250 ok")
                    elif verb == b"QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 ok")

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                """A client that left in the middle is the tests' own doing."""

        self.lock = threading.Lock()
        self.mails = []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, sender, seconds=20):
        """The one mail of that sender, when it has arrived; it is forgotten."""
        def find():
            with self.lock:
                found = [m for m in self.mails if m[0] == sender]
                for m in found:
                    self.mails.remove(m)
                return found
        found = wait_for(find, "the mail of " + sender, seconds)
        assert len(found) == 1, "%d mails of %s" % (len(found), sender)
        return found[0]

    def has(self, sender):
        with self.lock:
            return any(m[0] == sender for m in self.mails)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


MASTER_CF = """\
127.0.0.1:%(port)d inet n - %(chroot)s - %(smtpd)s smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - %(chroot)s - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - 64 smtp
relay unix - - n - 64 smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """A private Postfix that asks the given milters and delivers everything for example.org to the sink."""

    def __init__(self, milters, sink_port, default_action="tempfail", smtpd=100, extra=(), chroot="n"):
        # short: UNIX socket paths have 108 bytes. {dir} in a milter's address is this folder
        self.dir = tempfile.mkdtemp(prefix="xs-postfix-", dir="/tmp")
        milters = milters.replace("{dir}", self.dir)
        os.chmod(self.dir, 0o755)
        self.conf, self.queue, self.data = [os.path.join(self.dir, d) for d in ("conf", "queue", "data")]
        self.log = os.path.join(self.dir, "maillog")
        self.port = free_port()
        for folder in (self.conf, self.queue, self.data):
            os.mkdir(folder, 0o755)
        shutil.chown(self.data, "postfix")
        settings = {
            "compatibility_level": "3.6", "queue_directory": self.queue, "data_directory": self.data,
            "command_directory": "/usr/sbin", "daemon_directory": DAEMONS, "mail_owner": "postfix",
            "setgid_group": "postdrop", "myhostname": "mx.example.org", "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4", "mydestination": "", "alias_maps": "", "alias_database": "",
            "local_recipient_maps": "", "mynetworks": "127.0.0.0/8", "relay_domains": "example.org",
            "smtpd_relay_restrictions": "permit_mynetworks, reject_unauth_destination",
            "smtpd_authorized_xclient_hosts": "127.0.0.0/8", "smtpd_peername_lookup": "no",
            "relay_transport": "smtp:[127.0.0.1]:%d" % sink_port, "default_transport": "smtp:[127.0.0.1]:%d" % sink_port,
            "smtp_host_lookup": "native", "disable_dns_lookups": "yes", "in_flow_delay": "0",
            "smtpd_client_connection_count_limit": "0", "smtpd_client_connection_rate_limit": "0",
            "smtpd_client_message_rate_limit": "0", "maillog_file": self.log,
            "maillog_file_prefixes": "/tmp, /var, /dev/stdout", "smtpd_milters": milters,
            "non_smtpd_milters": milters, "milter_default_action": default_action, "message_size_limit": "0",
            "header_size_limit": "400000", "smtp_line_length_limit": "0", "disable_mime_output_conversion": "yes",
            "smtputf8_enable": "no", "smtp_destination_concurrency_limit": "64", "milter_connect_timeout": "10s",
            "milter_command_timeout": "20s", "milter_content_timeout": "30s", "minimal_backoff_time": "300s",
            "smtpd_discard_ehlo_keywords": "chunking", "notify_classes": "", "soft_bounce": "no",
        }
        settings.update(extra)
        with open(os.path.join(self.conf, "main.cf"), "w", encoding="ascii") as f:
            f.writelines("%s = %s\n" % kv for kv in settings.items())
        with open(os.path.join(self.conf, "master.cf"), "w", encoding="ascii") as f:
            f.write(MASTER_CF % {"port": self.port, "smtpd": smtpd, "chroot": chroot})
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def run(self, *command, check=True):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              env=dict(os.environ, MAIL_CONFIG=self.conf))
        if check and done.returncode != 0:
            raise AssertionError("%s: %s\n%s" % (" ".join(command), done.stdout.decode("utf-8", "replace"), self.tail()))
        return done.stdout.decode("utf-8", "replace")

    def start(self):
        self.run("postfix", "-c", self.conf, "start")
        wait_for(self.answers, lambda: "Postfix to answer:\n" + self.tail())

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as s:
                return s.recv(100).startswith(b"220")
        except OSError:
            return False

    def tail(self, lines=30):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as f:
                return "".join(f.readlines()[-lines:])
        except OSError:
            return ""

    def log_has(self, pattern, seconds=10):
        """Wait for a line of the log that matches."""
        def find():
            with open(self.log, encoding="utf-8", errors="replace") as f:
                return next((line for line in f if re.search(pattern, line)), None)
        return wait_for(find, lambda: "%r in\n%s" % (pattern, self.tail()), seconds)

    def queued(self):
        """[(queue name, queue id, sender)]"""
        import json
        return [(m["queue_name"], m["queue_id"], m["sender"])
                for m in map(json.loads, self.run("postqueue", "-c", self.conf, "-j").splitlines())]

    def held(self, sender):
        """The queue ids of held mail of a sender."""
        return [qid for queue, qid, who in self.queued() if queue == "hold" and who == sender]

    def stop(self):
        """As `postfix stop' does, without its naps."""
        try:
            with open(os.path.join(self.queue, "pid", "master.pid"), encoding="ascii") as f:
                pid = int(f.read())
            os.kill(pid, signal.SIGTERM)
        except (OSError, ValueError):
            return
        try:
            wait_for(lambda: not os.path.exists("/proc/%d" % pid), "Postfix to stop", 15)
        except AssertionError:
            os.killpg(pid, signal.SIGKILL)

    def close(self):
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            print("".join("  | " + line + "\n" for line in self.tail(40).splitlines()))
        self.close()
        return False


class Reply(Exception):
    """An SMTP reply that was not the one that was needed."""

    def __init__(self, code, text, at):
        super().__init__("%d %s (at %s)" % (code, text, at))
        self.code, self.text, self.at = code, text, at


class Smtp:
    """An SMTP client that shows every step. The content is sent as it is, with dots doubled."""

    def __init__(self, port, client="203.0.113.9", name="mail.example.net"):
        self.sock = socket.create_connection(("127.0.0.1", port), 60)
        self.file = self.sock.makefile("rb")
        self.reply("greeting", 220)
        if client:
            self.command("EHLO localhost", 250)
            self.command("XCLIENT NAME=%s ADDR=%s" % (name, client), 220)
        self.command("EHLO " + (name if client else "localhost"), 250)

    def reply(self, at, wanted=None):
        text = []
        while True:
            line = self.file.readline().decode("utf-8", "replace").rstrip("\r\n")
            if len(line) < 3:
                raise Reply(0, "the connection is gone", at)
            text.append(line[4:])
            if line[3:4] != "-":
                break
        code = int(line[:3])
        if wanted and code != wanted:
            raise Reply(code, " ".join(text), at)
        return code, " ".join(text)

    def command(self, line, wanted=None):
        self.sock.sendall(line.encode() + b"\r\n")
        return self.reply(line.split()[0], wanted)

    def send(self, sender, rcpts, content):
        """One message: the final reply (code, text). Raises Reply when an earlier step is refused."""
        self.command("MAIL FROM:<%s>" % sender, 250)
        for rcpt in rcpts:
            self.command("RCPT TO:<%s>" % rcpt, 250)
        self.command("DATA", 354)
        self.content(content)
        return self.reply("the end of DATA")

    def content(self, content):
        data = content if content.endswith(b"\r\n") else content + b"\r\n"
        self.sock.sendall(b"".join(b"." + line if line.startswith(b".") else line
                                   for line in data.splitlines(True)) + b".\r\n")

    def close(self):
        try:
            self.command("QUIT")
        except (OSError, Reply):
            pass
        self.file.close()
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False
