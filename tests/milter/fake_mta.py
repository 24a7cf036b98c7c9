"""fake_mta.py: an MTA's side of the milter protocol, version 6, byte by byte under the tests' control.

It must not know what the filter does; it sends what it is told and returns what comes back.
Protocol: as sendmail's libmilter and Postfix's milter8.c speak it.
"""
import socket
import struct

ACTIONS_ALL = 0x1FF
PROTOCOL_ALL = 0x1FFFFF
ADDHDRS, CHGHDRS, QUARANTINE, SETSYMLIST = 0x01, 0x10, 0x20, 0x100
NR_HDR, NR_EOH, NR_BODY, SKIP, LEADSPC = 0x80, 0x40000, 0x80000, 0x400, 0x100000
NOUNKNOWN, NODATA = 0x100, 0x200

MODIFICATIONS = b"ihmqp+-eb1"  # add, insert, change header, quarantine, progress, ...
FINAL = b"acdrtys"


class Gone(Exception):
    """The filter closed the connection."""


class Milter:
    """One connection to a filter."""

    def __init__(self, where, cut=0, timeout=20):
        """where: a path, or (host, port). cut: send in pieces of that many bytes, 0: whole packets."""
        family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(timeout)
        self.sock.connect(where)
        if family == socket.AF_INET and cut:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cut = cut
        self.out = b""
        self.protocol = 0
        self.symlists = {}

    # -- packets

    def send_bytes(self, data):
        step = self.cut or len(data) or 1
        for at in range(0, len(data), step):
            try:
                self.sock.sendall(data[at:at + step])
            except OSError as e:
                raise Gone(str(e)) from e

    def send(self, command, data=b""):
        """Buffered, as in Postfix: what is not answered goes out together with what is."""
        self.out += struct.pack(">I", len(data) + 1) + command + data
        if len(self.out) > 60000:
            self.flush()

    def flush(self):
        data, self.out = self.out, b""
        self.send_bytes(data)

    def _read(self, n):
        data = b""
        while len(data) < n:
            try:
                more = self.sock.recv(n - len(data))
            except (ConnectionError, BrokenPipeError) as e:
                raise Gone(str(e)) from e
            if not more:
                raise Gone("end of file after %d of %d bytes" % (len(data), n))
            data += more
        return data

    def receive(self):
        """One packet: (command byte, data)."""
        self.flush()
        (length,) = struct.unpack(">I", self._read(4))
        data = self._read(length)
        return data[:1], data[1:]

    # -- the conversation

    def negotiate(self, actions=ACTIONS_ALL, protocol=PROTOCOL_ALL, version=6):
        """Returns (version, actions, protocol) that the filter wants."""
        self.send(b"O", struct.pack(">III", version, actions, protocol))
        command, data = self.receive()
        assert command == b"O", command
        version, actions, self.protocol = struct.unpack(">III", data[:12])
        rest = data[12:]
        while rest:
            (where,) = struct.unpack(">I", rest[:4])
            names, rest = rest[4:].split(b"\0", 1)
            self.symlists[where] = names.decode()
        return version, actions, self.protocol

    def macros(self, command, **values):
        data = command + b"".join(("{%s}" % k if len(k) > 1 else k).encode() + b"\0" + v.encode() + b"\0"
                                  for k, v in values.items())
        self.send(b"D", data)

    def step(self, command, data, silent=0):
        """Send a step; read its answer unless the filter said that it gives none."""
        self.send(command, data)
        if silent and self.protocol & silent:
            return None
        return self.receive()

    def connect(self, name="mail.example.net", addr="203.0.113.9", family=b"4", port=25):
        if family == b"U":
            data = name.encode() + b"\0U"
        else:
            data = name.encode() + b"\0" + family + struct.pack(">H", port) + addr.encode() + b"\0"
        return self.step(b"C", data)

    def helo(self, name="mail.example.net"):
        return self.step(b"H", name.encode() + b"\0")

    def mail(self, sender="<a@example.com>", *args):
        return self.step(b"M", b"".join(a.encode() + b"\0" for a in (sender,) + args))

    def rcpt(self, rcpt="<b@example.org>"):
        return self.step(b"R", rcpt.encode() + b"\0")

    def header(self, name, value):
        name, value = [x if isinstance(x, bytes) else x.encode() for x in (name, value)]
        if self.protocol & LEADSPC:
            value = b" " + value
        return self.step(b"L", name + b"\0" + value + b"\0", NR_HDR)

    def eoh(self):
        return self.step(b"N", b"", NR_EOH)

    def body(self, data):
        return self.step(b"B", data, NR_BODY)

    def end(self, data=b""):
        """The end of the message: ([modifications], final answer). Each is (command, data)."""
        self.send(b"E", data)
        changes = []
        while True:
            command, data = self.receive()
            if command in MODIFICATIONS:
                changes.append((command, data))
                continue
            assert command in FINAL, command
            return changes, (command, data)

    def abort(self):
        self.send(b"A")

    def quit(self):
        self.send(b"Q")
        self.flush()

    def close(self):
        try:
            self.flush()
        except Gone:
            pass
        self.sock.close()

    # -- shorthands

    def open(self, **kw):
        """Negotiate, connect, helo."""
        self.negotiate()
        self.connect(**kw)
        self.helo()
        return self

    def envelope(self, sender="<a@example.com>", rcpts=("<b@example.org>",), qid="QID1"):
        answer = self.mail(sender)
        if answer[0] != b"c":
            return answer
        for rcpt in rcpts:
            answer = self.rcpt(rcpt)
        if qid:
            self.macros(b"E", i=qid)
        return answer

    def message(self, headers=(), chunks=(b"body\r\n",), last=b"", **kw):
        """A whole message on an open connection: what end() returns."""
        answer = self.envelope(**kw)
        if answer[0] != b"c":
            return [], answer
        for name, value in headers:
            self.header(name, value)
        self.eoh()
        for chunk in chunks:
            self.body(chunk)
        return self.end(last)
