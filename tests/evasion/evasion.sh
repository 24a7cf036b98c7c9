#!/bin/sh
# evasion.sh: letters keep their action under every disguise, alone and in pairs (evasion.py says how). Two letters of
# each language unless --each says otherwise.
command -v python3 >/dev/null || { echo "evasion: skipped, no python3"; exit 77; }
exec python3 "$srcdir/tests/evasion/evasion.py" "$builddir/cli/extortscan" "$srcdir" --pairs --each 2 "$@"
