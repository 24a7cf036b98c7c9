#!/bin/sh
# evasion.sh: letters keep their action under every disguise, alone and in pairs (evasion.py says how). Four letters of
# each language, and each pair on one of them, unless --each and --pairs say otherwise.
command -v python3 >/dev/null || { echo "evasion: skipped, no python3"; exit 77; }
exec python3 "$srcdir/tests/evasion/evasion.py" "$builddir/cli/extortscan" "$srcdir" --each 4 --pairs some "$@"
