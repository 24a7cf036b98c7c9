#!/bin/sh
# dns.sh: daemon and command line ask DNS lists at real name servers on loopback: our own, and unbound(8). That is not
# installed, as it would serve the whole machine, but unpacked; where that fails it is left out, with the reason.
command -v python3 >/dev/null || { echo "dns: skipped, no python3"; exit 77; }
srcdir=${srcdir:-.}
build=$(cd "${builddir:-.}" && pwd)
"$build/cli/extortscan" --version | grep -q c-ares || { echo "dns: skipped, built without c-ares"; exit 77; }
debs=$build/tests/dns/unbound
unbound=$(command -v unbound) || unbound=$debs/root/usr/sbin/unbound
[ -x "$unbound" ] ||
	"$srcdir/tests/unpack.sh" "$debs" unbound libevent-2.1-7 libprotobuf-c1 libpython3.11 libnghttp2-14 || unbound=
libraries=$(echo "$debs"/root/usr/lib/*-linux-gnu*)
UNBOUND=$unbound UNBOUND_LIBRARIES=$libraries
export UNBOUND UNBOUND_LIBRARIES
exec python3 -B "$srcdir/tests/dns/dns.py" "$build" "$srcdir"
