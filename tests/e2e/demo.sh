#!/bin/sh
# demo.sh: what ./quickstart shows is what it promises.
command -v python3 >/dev/null || { echo "demo: skipped, no python3"; exit 77; }
here=$(cd "${srcdir:-.}" && pwd)
exec python3 -B "$here/tests/e2e/demo.py" "${builddir:-.}/milter/extortscan-milter" "$here/conf" --check
