#!/bin/sh
# dns.sh: daemon and command line ask DNS lists at real name servers on loopback: our own, and unbound(8) where it is
# installed.
command -v python3 >/dev/null || { echo "dns: skipped, no python3"; exit 77; }
srcdir=${srcdir:-.}
exec python3 -B "$srcdir/tests/dns/dns.py" "${builddir:-.}" "$srcdir"
