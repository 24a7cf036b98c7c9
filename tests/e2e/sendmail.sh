#!/bin/sh
# sendmail.sh: the real filter at a real Sendmail. Debian's sendmail and postfix exclude each other, so Sendmail is not
# installed but unpacked: from $SENDMAIL_DEBS, or fetched with apt-get. Skipped, with the reason, where that fails.
command -v python3 >/dev/null || { echo "sendmail: skipped, no python3"; exit 77; }
here=${srcdir:-.}
build=$(cd "${builddir:-.}" && pwd)
debs=${SENDMAIL_DEBS:-$build/tests/e2e/sendmail}
[ -x "$debs/root/usr/libexec/sendmail/sendmail" ] ||
	why=$("$here/tests/unpack.sh" "$debs" sendmail-bin libwrap0 libnsl2 libldap-2.5-0 libsasl2-2 libdb5.3 libtirpc3) ||
	{ echo "sendmail: skipped, $why"; exit 77; }
exec python3 -B "$here/tests/e2e/sendmail.py" "$build/milter/extortscan-milter" "$(cd "$here" && pwd)/conf/rules" \
	"$debs/root" "$@"
