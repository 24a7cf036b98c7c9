#!/bin/sh
# corpus.sh: a thousand real mails through the real filter and a real Postfix, sixteen at a time: none lost, none changed
# but by our header. Skipped where the corpus is not; it is never committed.
command -v python3 >/dev/null || { echo "corpus: skipped, no python3"; exit 77; }
here=${srcdir:-.}
corpus=${CORPUS:-$here/../shared/corpus}
[ -f "$corpus/MANIFEST.tsv" ] || { echo "corpus: skipped, no $corpus/MANIFEST.tsv"; exit 77; }
here=$(cd "$here" && pwd)
exec python3 -B "$here/tests/e2e/corpus.py" "${builddir:-.}/milter/extortscan-milter" "$here/conf" "$corpus" "${MAILS:-1000}"
