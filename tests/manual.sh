#!/bin/sh
# manual.sh: every man page is clean under mandoc's lint. What it says of other manuals that are not installed on this
# machine is no matter of ours.
command -v mandoc >/dev/null || { echo "manual: skipped, no mandoc"; exit 77; }
complaints=$(mandoc -T lint -W style "${srcdir:-.}"/man/*.[1-9] | grep -v 'referenced manual not found')
[ -z "$complaints" ] && { echo "manual: clean"; exit 0; }
echo "$complaints"
exit 1
