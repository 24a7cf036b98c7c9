#!/bin/sh
# postfix.sh: the real filter at a real Postfix of its own. Skipped, with the reason, where there is none.
command -v python3 >/dev/null || { echo "postfix: skipped, no python3"; exit 77; }
here=${srcdir:-.}
exec python3 -B "$here/tests/e2e/postfix.py" "${builddir:-.}/milter/extortscan-milter" "$(cd "$here" && pwd)/conf/rules" "$@"
