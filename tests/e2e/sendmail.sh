#!/bin/sh
# sendmail.sh: the real filter at a real Sendmail. Debian's sendmail and postfix exclude each other, so Sendmail is not
# installed but unpacked: from $SENDMAIL_DEBS, or fetched with apt-get. Skipped, with the reason, where that fails.
command -v python3 >/dev/null || { echo "sendmail: skipped, no python3"; exit 77; }
here=${srcdir:-.}
build=$(cd "${builddir:-.}" && pwd)
debs=${SENDMAIL_DEBS:-$build/tests/e2e/sendmail}
if [ ! -x "$debs/root/usr/libexec/sendmail/sendmail" ]; then
	command -v apt-get >/dev/null || { echo "sendmail: skipped, no apt-get to fetch it with"; exit 77; }
	mkdir -p "$debs" && cd "$debs" || exit 99
	apt-get download sendmail-bin libwrap0 libnsl2 libldap-2.5-0 libsasl2-2 libdb5.3 libtirpc3 >apt.log 2>&1 ||
		{ echo "sendmail: skipped, apt-get cannot download it: $(tail -n 1 apt.log)"; exit 77; }
	for deb in *.deb; do
		dpkg-deb -x "$deb" root || { echo "sendmail: skipped, cannot unpack $deb"; exit 77; }
	done
	cd - >/dev/null || exit 99
fi
exec python3 -B "$here/tests/e2e/sendmail.py" "$build/milter/extortscan-milter" "$(cd "$here" && pwd)/conf/rules" \
	"$debs/root" "$@"
