#!/bin/sh
# layering.sh: keeps the walls of ARCHITECTURE.md: who may include whom, and which library lives in which one file.
# It prints every offending line and fails; it must not know anything else about the code.
srcdir=${srcdir:-.}
cd "$srcdir" || exit 99
bad=0

say() {
	echo "layering: $1"
	bad=1
}

# folder-or-file : the first path components that its quoted includes may have
while IFS=: read -r where allowed; do
	[ -n "$where" ] || continue
	files=$(find $where -name '*.[ch]' 2>/dev/null)
	for file in $files; do
		for include in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
			ok=no
			for prefix in $allowed; do
				case $include in "$prefix" | "$prefix"/*) ok=yes ;; esac
			done
			[ $ok = yes ] || say "$file includes \"$include\" (may include: $allowed)"
		done
	done
done <<'TABLE'
lib/base:base extortscan.h config.h
lib/wallet:base wallet extortscan.h
lib/decode:base decode stage.h extortscan.h config.h
lib/policy:base policy stage.h extortscan.h
lib/message:base decode message stage.h extortscan.h
lib/fold:base fold stage.h extortscan.h
lib/detect:base wallet detect fold/fold.h stage.h extortscan.h config.h
lib/stage.h:extortscan.h
dnslist:extortscan.h cache.h dnslist.h question.h resolve.h sha1.h
cli:extortscan.h dnslist.h explain.h input.h judge.h options.h print.h return_path.h settings.h setup.h verbs.h window.h
milter:extortscan.h action.h callbacks.h caps.h counters.h dnslist.h envelope.h ini.h listen.h log.h mta.h notify.h privileges.h publish.h scanners.h service.h session.h setting_value.h settings.h subject.h supervisor.h worker.h
TABLE

# Rule text and mail text must pass the same fold: these files fold what packs say, run a pack's examples, or ask which
# scripts are written without spaces. Nobody else in lib/detect speaks to the fold.
for file in $(grep -l '#include "fold/fold.h"' lib/detect/*.c lib/detect/*.h 2>/dev/null); do
	case $file in
	lib/detect/rules.c | lib/detect/spelling.c | lib/detect/subject.c | lib/detect/money.c) ;;
	lib/detect/examples.c | lib/detect/boundary.c) ;;
	*) say "$file includes the fold; only the files that read rule text may" ;;
	esac
done

# library header : the only files that may include it
while IFS=: read -r header allowed; do
	[ -n "$header" ] || continue
	for file in $(grep -rl "#include <$header" lib milter cli dnslist 2>/dev/null | grep '\.[ch]$'); do
		ok=no
		for pattern in $allowed; do
			case $file in $pattern) ok=yes ;; esac
		done
		[ $ok = yes ] || say "$file includes <$header>; it lives in $allowed"
	done
done <<'TABLE'
libmilter:milter/callbacks.c milter/callbacks.h
pcre2:lib/detect/pattern.c
hs:lib/detect/matcher.c lib/detect/matcher_hs.c
yaml.h:lib/base/yaml.c
libxml:nowhere
iconv.h:lib/decode/convert.c
sodium:lib/wallet/*.c lib/detect/rules*.c dnslist/question.c dnslist/cache.c
ares:dnslist/resolve.c
iniparser:milter/settings.c
syslog.h:milter/log.c milter/log.h
TABLE

# The library reads no clock, prints nothing and never exits.
grep -nE '\b(printf|fprintf|puts|perror|exit|abort|syslog|time|clock_gettime|setlocale) *\(' $(find lib -name '*.c') |
	grep -vE '^\S+:[0-9]+:\s*(/?\*|//)' >/tmp/layering.$$ && {
	say "lib/ must not print, exit or read a clock:"
	cat /tmp/layering.$$
}
rm -f /tmp/layering.$$
[ $bad = 0 ] && echo "layering: the walls stand"
exit $bad
