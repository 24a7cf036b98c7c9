#!/bin/sh
# fold_table.sh: is lib/fold/fold_table.c what make_fold_table.py makes of the Unicode data files and lookalikes.txt?
# Skipped (77) where python3 or the data of the table's own Unicode version (Debian: unicode-data) is not installed.
src="${srcdir:-.}/lib/fold"
data="${UNICODE_DATA:-/usr/share/unicode}"

command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
test -r "$data/Scripts.txt" || { echo "skipped: no Unicode data files in $data"; exit 77; }
have=$(sed -n '1s/.*Scripts-\([0-9.]*\)\.txt.*/\1/p' "$data/Scripts.txt")
want=$(sed -n 's/^ \* Unicode \([0-9.]*\) and.*/\1/p' "$src/fold_table.c")
test "$have" = "$want" || { echo "skipped: the table is of Unicode $want, the data files of $have"; exit 77; }
exec python3 "$src/make_fold_table.py" --check --unicode="$data" --output="$src/fold_table.c"
