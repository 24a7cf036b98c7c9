#!/bin/sh
# unpack.sh FOLDER PACKAGE...: fetches Debian packages and unpacks them into FOLDER/root; nothing is installed.
# Exit status 1, with the reason, where that cannot be done.
folder=$1
shift
command -v apt-get >/dev/null || { echo "no apt-get to fetch $1 with"; exit 1; }
mkdir -p "$folder" && cd "$folder" || exit 1
apt-get download "$@" >apt.log 2>&1 || { echo "apt-get cannot download $1: $(tail -n 1 apt.log)"; exit 1; }
for deb in *.deb; do
	dpkg-deb -x "$deb" root || { echo "cannot unpack $deb"; exit 1; }
done
