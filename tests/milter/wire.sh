#!/bin/sh
# wire.sh: the whole daemon, on a library that obeys, against an MTA of our own.
command -v python3 >/dev/null || { echo "wire: skipped, no python3"; exit 77; }
exec python3 -B "${srcdir:-.}/tests/milter/wire.py" "${builddir:-.}/tests/milter/fake_milter"
