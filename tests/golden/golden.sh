#!/bin/sh
# golden.sh: the project's own letters and innocent mails, judged by the built program (golden.py says how).
command -v python3 >/dev/null || { echo "golden: skipped, no python3"; exit 77; }
exec python3 "$srcdir/tests/golden/golden.py" "$builddir/cli/extortscan" "$srcdir" "$@"
