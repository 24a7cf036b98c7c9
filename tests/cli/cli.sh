#!/bin/sh
# cli.sh: what scripts rely on in extortscan(1): exit statuses, names, formats, safe output. Its rules and mails are its
# own, so that no change of the shipped packs or of the policy moves it.
program=$(cd "${builddir:-.}" && pwd)/cli/extortscan
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
failed=0

fail() {
	echo "cli: $*"
	failed=1
}

# run WANTED-STATUS ARGUMENT...: output in out and err
run() {
	want=$1
	shift
	"$program" "$@" >out 2>err </dev/null
	got=$?
	[ $got -eq "$want" ] || fail "extortscan $*: exit $got, not $want: $(cat out err)"
}
has() { grep -qF -- "$2" "$1" || fail "$1 of the last command lacks \`$2': $(cat "$1")"; }
lacks() { grep -qF -- "$2" "$1" && fail "$1 of the last command has \`$2'"; }
lines() { [ "$(wc -l <"$1")" -eq "$2" ] || fail "$1 of the last command has $(wc -l <"$1") lines, not $2: $(cat "$1")"; }

mkdir rules
cat >rules/test.yaml <<'END'
pack: test
lang: en
phrases:
  ACCESS:
    - { id: hacked-you, weight: 3, kind: mailbox, any: ["have hacked you"] }
  PAY:
    - { id: send-coins, weight: 3, any: ["send (bitcoin|coins)"] }
  SPREAD:
    - { id: friends, weight: 3, any: ["tell your friends"] }
hits: ["I have hacked you. Send coins or I tell your friends."]
misses: ["Send flowers."]
END
cat >policy.yaml <<'END'
version: 1
rules:
  - { name: users, when: { authenticated: true }, then: accept }
  - { name: near, when: { client: inside }, then: accept }
  - { name: bounced, when: { sender: "<>", slots: ">= 3" }, then: tag }
  - { name: known, when: { sender: "*@known.example", slots: ">= 3" }, then: accept }
  - { name: desk, when: { recipients: { all-in: "abuse@*" } }, then: accept }
  - { name: partner, when: { client: 192.0.2.0/24 }, then: accept }
  - { name: letter, when: { slots: ">= 3" }, then: reject }
END
letter='I have hacked you. Send coins or I tell your friends.'
printf 'From: a@example.com\nSubject: one\n\n%s\n' "$letter" >bad.eml
printf 'From: a@example.com\nSubject: two\n\nSend flowers.\n' >good.eml
: >none.conf # whatever is installed on this machine must not matter
set -- --settings=none.conf --policy=policy.yaml --rules=rules

# exit statuses
run 0 scan "$@" good.eml
run 1 scan "$@" bad.eml
run 1 scan "$@" good.eml bad.eml good.eml
lines out 3
run 2 scan "$@" missing.eml
has err "missing.eml: No such file"
run 2 scan "$@" good.eml missing.eml
run 1 scan "$@" bad.eml missing.eml
run 2 scan --policy=nothing.yaml --rules=rules good.eml
run 2 scan --policy=policy.yaml --rules=nothing good.eml

# words
run 2 scna
has err "did you mean \`scan'?"
run 2 scan --polcy=x
has err "did you mean \`--policy'?"
run 2 scan --format=xml
run 2
run 0 --help
has out "usage: extortscan"
run 0 --version
for verb in scan explain check wallet; do
	run 0 $verb --help
	has out "usage: extortscan $verb"
done

# names
run 1 scan "$@" ./bad.eml
has out "./bad.eml: verdict=reject rule=letter score="
printf 'From x Thu Apr 29 23:34:45 2015\n' | cat - bad.eml >one.mbox
run 1 scan "$@" one.mbox
has out "one.mbox: verdict=reject"
{
	cat one.mbox
	printf '\nFrom x Thu Apr 29 23:34:46 2015\n'
	cat good.eml
} >two.mbox
run 1 scan "$@" two.mbox
has out "two.mbox:1: verdict=reject"
has out "two.mbox:2: verdict=accept"
lines out 2
"$program" scan "$@" <bad.eml >out
has out "-: verdict=reject"
"$program" scan "$@" - <good.eml >out
has out "-: verdict=accept"

# folders
mkdir -p Maildir/cur Maildir/new Maildir/tmp Maildir/.Junk/cur Maildir/.Junk/new Maildir/.Junk/tmp plain/deep
for place in Maildir/cur/1 Maildir/new/2 Maildir/tmp/3 Maildir/.Junk/cur/4 Maildir/dovecot.index plain/a plain/.hidden \
	plain/deep/b; do
	cp good.eml $place
done
ln -s ../plain plain/loop
run 0 scan "$@" Maildir
[ "$(cut -d: -f1 out | tr '\n' ' ')" = "Maildir/.Junk/cur/4 Maildir/cur/1 Maildir/new/2 " ] || fail "Maildir: $(cat out)"
run 0 scan "$@" plain
[ "$(cut -d: -f1 out | tr '\n' ' ')" = "plain/a plain/deep/b " ] || fail "folder: $(cat out)"

# the envelope
run 0 scan "$@" --auth=user bad.eml
run 0 scan "$@" --from=x@known.example bad.eml
run 1 scan "$@" --from='<>' bad.eml
has out "rule=bounced"
run 0 scan "$@" --to=abuse@example.com bad.eml
run 1 scan "$@" --to=abuse@example.com --to=user@example.com bad.eml
run 0 scan "$@" --client=192.0.2.7 bad.eml
run 1 scan "$@" --client=198.51.100.7 bad.eml
has out " client=198.51.100.7 "
printf 'Return-Path: <x@known.example>\n' | cat - bad.eml >path.eml
run 0 scan "$@" path.eml
has out "from=<x@known.example>"
run 1 scan "$@" --from=y@example.com path.eml

# formats
printf '\033]0;x' >name && esc=$(cat name)
cp bad.eml "$esc.eml"
run 1 scan "$@" --format=jsonl bad.eml "$esc.eml" good.eml
lines out 3
has out '{"file":"bad.eml","action":"reject","wanted":"reject","rule":"letter","score":'
has out '"slots":["ACCESS","SPREAD","PAY"]'
has out '{"kind":"phrase","id":"test/hacked-you","slot":"ACCESS","weight":'
has out '{"file":"\u001b]0;x.eml"'
if command -v python3 >/dev/null; then
	python3 -c 'import json, sys
for line in open("out", encoding="utf-8"):
    answer = json.loads(line)
    for key in "file action wanted rule score kind lang slots wallets signals size parts limited usec".split():
        assert key in answer, key' || fail "jsonl is not what it should be"
fi
run 1 scan "$@" "$esc.eml"
has out '\x1b]0;x.eml: verdict=reject'
lacks out "$esc"

# explain
printf 'From: a@example.com\nSubject: \033[2J\n\nYes, %s\033[31m\n' "$letter" >evil.eml
run 1 explain "$@" evil.eml
grep -q 'Yes, I \[ACCESS+[0-9.]* test/hacked-you: have hacked you\]\. \[PAY+[0-9.]* test/send-coins: Send coins\]' out ||
	fail "explain: $(cat out)"
has out "  reject, rule letter: 550 5.7.1"
has out '\x1b[31m'
lacks out "$(printf '\033')"
run 1 explain "$@" --color=always evil.eml
has out "$(printf '\033[1;31m')have hacked you"

# check
run 0 check "$@" --examples
has out "ok: settings none.conf"
has out "ok: policy policy.yaml"
has out "ok: the examples of all packs"
sed 's/^misses:.*/misses: ["I tell your friends"]/' rules/test.yaml >rules/tmp && mv rules/tmp rules/test.yaml
run 0 check "$@"
run 1 check "$@" --examples
printf '  - { name: idle, when: { slots: ">= 4" }, then: tag }\n' | cat policy.yaml - >idle.yaml
run 1 check --settings=none.conf --policy=idle.yaml --rules=rules
has out "idle.yaml:10:5: rule \`idle' is never reached"
sed 's/slots:/slot:/' policy.yaml >wrong.yaml
run 2 check --settings=none.conf --policy=wrong.yaml --rules=rules
grep -q "^wrong.yaml:[0-9]*:[0-9]*: unknown key \`slot'; did you mean \`slots'?" err || fail "check: $(cat err)"
run 2 check "$@" file
printf '[files]\npolicy = %s/policy.yaml\nrules = %s/rules -%s/missing\n[mail]\ninside = 203.0.113.0/24\n' \
	"$work" "$work" "$work" >set.conf
run 0 check --settings=set.conf
has out "ok: policy $work/policy.yaml"
has out "ok: rules $work/rules, "
run 1 scan --settings=set.conf bad.eml
run 0 scan --settings=set.conf --client=203.0.113.9 bad.eml
has out "rule=near"
run 1 scan --settings=set.conf --client=198.51.100.9 bad.eml
run 0 scan --settings=set.conf --client=inside bad.eml
printf '[files]\npolicie = /x\n' >wrong.conf
run 2 check --settings=wrong.conf
has err "wrong.conf:2:1: unknown key \`policie' in [files]; did you mean policy"
run 2 check --settings=missing.conf

# wallet: words, files, mails, folders, stdin
address=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
run 1 wallet "send btc to $address now"
has out "$address	btc/bch	p2pkh	main	ok	plain	12+34"
run 0 wallet nothing
run 1 wallet --format=jsonl "bitcoin:$address?amount=0.25&label=a%0Ab"
has out '"how":"uri","amount":"0.25"'
printf 'The address is %s, they said.\n' $address >note.txt
printf 'From my %s they got it.\n' $address >from.txt
for file in note.txt ./note.txt "$work/note.txt" from.txt; do
	run 1 wallet "$file"
	has out "$address	btc/bch"
	has out "	file=$file"
	lacks out "part="
done
# the body says "pay 1A1z... now" in base64, and the subject has another one in an encoded word, cut in two
{
	printf 'From: a@example.com\nTo: b@example.com\nSubject: =?UTF-8?B?MTExMTExMTExMTExMTEx?=\n'
	printf ' =?UTF-8?B?MTExMTExNG9MdlQy?=\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n'
	printf 'cGF5IDFBMXpQMWVQNVFHZWZpMkRNUFRmVEw1U0xtdjdEaXZmTmEgbm93Cg==\n'
} >coded.eml
for file in coded.eml "$work/coded.eml"; do
	run 1 wallet "$file"
	lines out 2
	has out "$address	btc/bch	p2pkh	main	ok	plain	4+34	part=1	text=visible	file=$file"
	has out "1111111111111111111114oLvT2	btc/bch	p2pkh	main	ok	plain	0+27	part=0	text=subject	file=$file"
done
run 1 wallet -f coded.eml
lines out 2
run 1 wallet --format=jsonl coded.eml note.txt
lines out 3
has out '"file":"coded.eml"'
has out '"part":1,"text":"visible","offset":4,"length":34'
has out '"file":"note.txt","offset":15,"length":34'
"$program" wallet <coded.eml >out
[ $? -eq 1 ] || fail "wallet of stdin"
has out "part=1	text=visible"
cat note.txt | "$program" wallet - >out
has out "$address	btc/bch	p2pkh	main	ok	plain	15+34"
{
	printf 'From x Thu Apr 29 23:34:45 2015\n'
	cat coded.eml
	printf '\nFrom x Thu Apr 29 23:34:46 2015\n'
	cat coded.eml
} >coded.mbox
run 1 wallet coded.mbox
lines out 4
has out "	file=coded.mbox:1"
has out "	file=coded.mbox:2"
mkdir notes && cp note.txt coded.eml notes
run 1 wallet notes
lines out 3
run 2 wallet ./missing.eml
has err "./missing.eml: No such file"
run 2 wallet -f missing.eml
run 1 wallet ./missing.eml "$address"
if [ "$(id -u)" -ne 0 ]; then
	cp note.txt locked.txt && chmod 0 locked.txt
	run 2 wallet locked.txt
	has err "locked.txt: Permission denied"
fi
# a text that is longer than the window, an address on each of its edges and one at the end
if command -v python3 >/dev/null; then
	python3 -c 'for i in range(3000): print("word " * 20 + ("" if i % 200 else "'$address'"))
print("1111111111111111111114oLvT2", end="")' >long.txt
	run 1 wallet long.txt
	[ "$(grep -c "^$address" out)" -ge 4 ] || fail "a long text: $(cat out)"
	has out "1111111111111111111114oLvT2"
fi

# a full disk is no clean mail
if [ -w /dev/full ]; then
	"$program" scan "$@" good.eml >/dev/full 2>err
	[ $? -eq 2 ] || fail "a full disk was not told"
fi

[ $failed = 0 ] && echo "cli: all as promised"
exit $failed
