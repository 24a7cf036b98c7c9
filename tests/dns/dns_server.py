"""dns_server.py: a name server on loopback for tests: names with addresses, zones that are silent. Counts what it was
asked. It must not know what is tested with it. RFC 1035."""
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """names: {"1abc.bl.test": "127.0.0.2"}; silent: zones that are never answered; all else does not exist."""

    def __init__(self, names, silent=()):
        self.names = {name.lower(): address for name, address in names.items()}
        self.silent = silent
        self.asked = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                packet, peer = self.socket.recvfrom(512)
            except OSError:
                return
            labels, at = [], 12
            while packet[at]:
                labels.append(packet[at + 1:at + 1 + packet[at]].decode())
                at += 1 + packet[at]
            name = ".".join(labels)
            self.asked.append(name)
            if any(name.lower().endswith(zone) for zone in self.silent):
                continue
            address = self.names.get(name.lower())
            answer = b"" if address is None else struct.pack("!HHHIH", 0xc00c, 1, 1, 60, 4) + socket.inet_aton(address)
            self.socket.sendto(packet[:2] + struct.pack("!HHHHH", 0x8400 | (3 if address is None else 0), 1,
                                                        0 if address is None else 1, 0, 0) + packet[12:at + 5] + answer,
                               peer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


class Unbound:
    """The same names out of Debian's unbound(8), in a folder and on a port of its own."""

    asked = None

    def __init__(self, names, silent=()):
        self.dir = tempfile.mkdtemp(prefix="extortscan-unbound-")
        self.port = free_port()
        path = os.path.join(self.dir, "unbound.conf")
        with open(path, "w", encoding="utf-8") as f:
            f.write('server:\n directory: "%s"\n chroot: ""\n username: ""\n pidfile: "%s/pid"\n interface: 127.0.0.1@%d\n'
                    ' access-control: 127.0.0.0/8 allow\n do-ip6: no\n do-daemonize: no\n use-syslog: no\n'
                    ' logfile: "%s/log"\n module-config: "iterator"\n num-threads: 1\n'
                    ' local-zone: "test." static\n' % (self.dir, self.dir, self.port, self.dir))
            for zone in silent:
                f.write(' local-zone: "%s." deny\n' % zone)
            for name, address in names.items():
                f.write(' local-data: "%s. 60 IN A %s"\n' % (name, address))
            f.write("remote-control:\n control-enable: no\n")
        env = dict(os.environ, LD_LIBRARY_PATH=os.environ["UNBOUND_LIBRARIES"])
        self.process = subprocess.Popen([os.environ["UNBOUND"], "-d", "-p", "-c", path], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        deadline = time.monotonic() + 10
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < deadline, "unbound does not start"
            time.sleep(0.05)

    def answers(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.2)
            try:
                s.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0\1x\4test\0\0\1\0\1", ("127.0.0.1", self.port))
                return len(s.recv(512)) > 12
            except OSError:
                return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.dir)
