#!/bin/sh
# example.sh: the example of libextortscan(3) does what the page says. The build took it out of the page, and linked it
# to the shared library alone.
rules=${srcdir:-.}/conf/rules
out=$("${builddir:-.}"/tests/example "$rules" <<'MAIL'
From: someone@example.org
To: you@example.org
Subject: Your account

I have hacked your device and recorded you through your webcam while you
visited porn sites. Send $500 in bitcoin to 1 A 1 z P 1 e P 5 Q G e f i 2 D M P T f T L 5 S L m v 7 D i v f N a
within 48 hours, or I will send the video to all your contacts.
MAIL
)
status=$?
echo "$out"
[ $status = 1 ] || { echo "example: exit status $status, not 1"; exit 1; }
case $out in
*'"address":"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa","checksum":"ok","how":"spaced"'*) exit 0 ;;
esac
echo "example: the address was not told"
exit 1
