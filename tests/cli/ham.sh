#!/bin/sh
# ham.sh: honest mail holds no address that had to be uncovered, and class ham none at all that a newsletter would not
# show plainly. Reads the corpus beside the checkout and says so when it is not there.
program=$(cd "${builddir:-.}" && pwd)/cli/extortscan
corpus=$(cd "${srcdir:-.}" && pwd)/../shared/corpus
[ -d "$corpus/ham" ] || { echo "ham: skipped, no ../shared/corpus"; exit 77; }
out=$(mktemp) || exit 99
trap 'rm -f "$out"' EXIT
failed=0
for class in ham hard_ham; do
	[ -d "$corpus/$class" ] || continue
	"$program" wallet --format=jsonl "$corpus/$class" >"$out"
	[ $? -lt 2 ] || { echo "ham: $class cannot be read"; failed=1; }
	disguised=$(grep -cv '"how":"plain"' "$out")
	echo "ham: $class: $(wc -l <"$out") addresses, $disguised of them in disguise"
	[ "$disguised" -eq 0 ] || { grep -v '"how":"plain"' "$out"; failed=1; }
done
exit $failed
