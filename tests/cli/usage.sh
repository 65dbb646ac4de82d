#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Wrong command lines: one clear line on stderr, nothing on stdout, exit 2.
# shellcheck source=tests/cli/tool.bash
. "$(dirname "$0")/tool.bash"

mac=44:19:b6:01:02:03
long=$(printf 'x%.0s' {1..32})
huge=$(printf 'x%.0s' {1..5000})

# --- every command and every key, as the tool itself lists them ---

# What no kind of value is.
nonsense=('a/b' '' $'two\nlines' $'\e[31m' $'\xff\xfe' '-x' "$huge")
# Objects that have verbs. The others take their words directly.
objects='segment recorder server trusted camera'
declare -A needed=([server]='gives ntp' [trusted]="mac $mac segment eth0")
keys=0

# key_is_judged OBJECT VERB KEY: a missing value, and every kind of nonsense.
key_is_judged() {
	local value failed='' where="$1 $2: $3"

	call "$1" "$2" eth0 "$3"
	if [ "$status" != 2 ] || ! one_line || [ -s "$dir/out" ]; then
		fail "$where without a value" "exit $status; '$out'; '$err'"
		return
	fi
	for value in "${nonsense[@]}"; do
		call "$1" "$2" eth0 "$3" "$value"
		[ "$status" = 2 ] && one_line && [ ! -s "$dir/out" ] ||
			failed+=$(printf '%q: exit %s; %q; %q; ' "${value::20}" \
				"$status" "$out" "$err")
	done
	if [ "$failed" ]; then
		fail "$where with nonsense" "$failed"
	else
		ok "$where without a value or with nonsense"
	fi
}

# Keys that stand alone: twice is once too often.
flags=' force wait self forever '
for object in $objects; do
	for verb in add set; do
		next_words "$object" | grep -qx "$verb" || continue
		for key in $(next_words "$object" "$verb" eth0); do
			keys=$((keys + 1))
			case $flags in
			*" $key "*)
				# shellcheck disable=SC2086
				wrong "$object $verb: $key twice" 'given twice' \
					"$object" "$verb" eth0 ${needed[$object]-} "$key" "$key"
				;;
			*) key_is_judged "$object" "$verb" "$key" ;;
			esac
		done
		wrong "$object $verb: nonsense for a key" "'nonsense': not known here; accepted: " \
			"$object" "$verb" eth0 nonsense
	done
	wrong "$object without a verb" "$object: missing verb; accepted: .*add.*del.*list" "$object"
	wrong "$object with nonsense for a verb" "'nonsense': not a verb; accepted: " "$object" nonsense
	for verb in $(next_words "$object"); do
		[ "$verb" != list ] || continue
		wrong "$object $verb without a name" "$object $verb: missing (NAME|INTERFACE)" \
			"$object" "$verb"
		wrong "$object $verb: a name that is none" "$object $verb: 'a/b': not (a|the) name" \
			"$object" "$verb" a/b
	done
	wrong "$object del: a word too many" 'one word too many' "$object" del eth0 more
	wrong "$object list: a word too many" 'one word too many' "$object" list more
	wrong "$object del: --json" 'for commands that read' "$object" del eth0 --json
done
is 'all keys were tried' "$((keys >= 40))" 1

for object in status unknown monitor; do
	wrong "$object: a word too many" 'one word too many' "$object" more
done
wrong 'stats: a word too many' 'one word too many' stats lobby more
wrong 'stats: a name that is none' "'a/b': not a name" stats a/b
wrong 'evidence: a word too many' 'accepted: passed, dropped' evidence lobby more
wrong 'evidence: three words' 'one word too many' evidence lobby passed more
wrong 'explain: no such reason' "'nonsense': not a reason; known: .*not-recorder" explain nonsense
wrong 'explain: a word too many' 'one word too many' explain arp more
wrong 'help: no such command' "'nonsense': not a command" help nonsense
wrong 'help: a word too many' 'one word too many' help camera more

# --- no command, no such command, no such option ---

wrong 'nothing at all' 'missing command; accepted: status, .*camera'
wrong 'only an option' 'missing command' -j
wrong 'no such command' "'nonsense': not a command; accepted: status, .*camera" nonsense
wrong 'no such option' "'--nonsense': not an option; accepted: .*--json" --nonsense
wrong 'no such short option' "'-x': not an option" -x status
wrong 'an option after the command' "'--nonsense': one word too many" status --nonsense
wrong 'an empty word' "'': not a command" ''
wrong 'a line break in a word' "'two\\?lines': not a command" $'two\nlines'
wrong 'a command of a later version is not known' "'seal': not a command" seal

# --- values ---

name() { wrong "name: $1" 'not a name \(expected 1 to 31 of' camera add "$2" mac $mac; }
name 'too long' "$long"
name 'empty' ''
name 'a blank' 'front door'
name 'a slash' a/b
name 'not ASCII' 'küche'
name 'an option' --force
call camera add "${long:1}" mac $mac
is 'name: 31 characters are accepted' "$status" 1

interface() { wrong "interface: $1" 'not the name of an interface' segment add "$2"; }
interface 'too long' 1234567890123456
interface 'empty' ''
interface 'a slash' a/b
interface 'a colon' eth0:1
interface 'a dot' .
interface 'a line break' $'eth0\n'

bad_mac() { wrong "mac: $1" "mac '.*': $3" camera add lobby mac "$2"; }
bad_mac 'too short' 44:19:zz 'not a MAC address \(expected six hex pairs like'
bad_mac 'no hex' 44:19:b6:01:02:0g 'not a MAC address'
bad_mac 'too long' $mac:04 'not a MAC address'
bad_mac 'mixed separators' 44:19-b6:01:02:03 'not a MAC address'
bad_mac 'a group' 01:00:5e:00:00:01 'a group address'
bad_mac 'broadcast' ff:ff:ff:ff:ff:ff 'a group address'
bad_mac 'zero' 00:00:00:00:00:00 'zero'
wrong 'mac: of a trusted device' "mac '0:0': not a MAC" trusted add sw mac 0:0 segment eth1 forever
wrong 'mac: of a recorder' "mac '0:0': not a MAC" recorder add nvr address 10.0.0.1 behind lo mac 0:0
wrong 'mac: of a gateway' "via mac '0:0': not a MAC" recorder add nvr address 10.0.0.1 behind lo via 10.0.0.2 mac 0:0
wrong 'mac: of a gateway, missing' "via: missing 'mac MAC'" recorder add nvr address 10.0.0.1 behind lo via 10.0.0.2

bad_address() { wrong "address: $1" "address '.*': $3" camera add lobby address "$2"; }
bad_address 'nonsense' lobby 'not an address \(expected one'
bad_address 'a network' 192.168.50.0/24 'not an address'
bad_address 'too large' 192.168.50.256 'not an address'
bad_address 'octal or short' 192.168.50 'not an address'
bad_address 'any' 0.0.0.0 'not the address of one device'
bad_address 'loopback' 127.0.0.1 'not the address of one device'
bad_address 'a group' 239.1.1.1 'not the address of one device'
bad_address 'broadcast' 255.255.255.255 'not the address of one device'
bad_address 'IPv6 any' :: 'not the address of one device'
bad_address 'IPv6 loopback' ::1 'not the address of one device'
bad_address 'IPv6 group' ff02::1 'not the address of one device'
bad_address 'IPv4 as IPv6' ::ffff:192.0.2.1 'an IPv4 address in the clothes'
bad_address 'IPv6 with a scope' fe80::1%eth0 'not an address'
wrong 'address: the same twice' "'fd60::2': given twice" camera add lobby address fd60::2 address fd60::2
nine=()
for i in {1..9}; do nine+=(address "10.0.0.$i"); done
wrong 'address: nine' "'10.0.0.9': one address too many" camera add lobby "${nine[@]}"

bad_duration() {
	wrong "duration: $1" 'not a duration \(expected 90s, 30m' mode observe for "$2"
	wrong "duration: $1, of a camera" "mode '.*': not a duration" camera add lobby mac $mac mode observe for "$2"
	wrong "duration: $1, of a trusted device" "for '.*': not a duration" trusted add sw mac $mac segment eth1 for "$2"
}
bad_duration 'without a unit' 30
bad_duration 'zero' 0s
bad_duration 'negative' -5m
bad_duration 'an unknown unit' 5w
bad_duration 'over a year' 366d
bad_duration 'over a year in seconds' 31536001s
bad_duration 'overflowing' 99999999999999999999s
bad_duration 'two units' 1h30m
bad_duration 'a fraction' 1.5h
bad_duration 'words' soon
wrong 'duration: missing' 'missing DURATION' mode observe for
wrong 'observe needs a limit' "expected 'for DURATION' or 'forever'" mode observe
wrong 'observe needs a limit, of a camera' "expected 'for DURATION' or 'forever'" camera set lobby mode observe
wrong 'observe needs a limit, not a mark' "expected 'for DURATION' or 'forever'" camera set lobby mode observe mark 1
wrong 'enforce has no limit' 'one word too many' mode enforce for 30m
wrong 'no such mode' "'sleep': not known; accepted: enforce, observe" mode sleep
wrong 'trust needs a limit' "missing 'for DURATION' or 'forever'" trusted add sw mac $mac segment eth1
wrong 'trust has one limit' 'given twice' trusted add sw mac $mac segment eth1 for 1h forever

bad_mark() {
	wrong "mark: $1" "mark: '.*': (not a mark|a mark with)" mark "$2"
	wrong "mark: $1, of a camera" "mark '.*': (not a mark|a mark with)" camera add lobby mac $mac mark "$2"
}
bad_mark 'nonsense' red
bad_mark 'negative' -1
bad_mark 'over 32 bits' 0x100000000
bad_mark 'a mask over 32 bits' 1/0x100000000
bad_mark 'without its mask' 1/
bad_mark 'without its value' /1
bad_mark 'of a mask without bits' 0x10/0
bad_mark 'outside of its mask' 0x10/0x0f
bad_mark 'trailing words' 0x10/0xffzz

bad_vlan() { wrong "vlan: $1" "vlan '.*': (not a list of VLAN ids|a list that names)" segment add lo vlan "$2"; }
bad_vlan 'zero' 0
bad_vlan 'too large' 4095
bad_vlan 'not a number' red
bad_vlan 'an end missing' 10,
bad_vlan 'twice' 10,10
bad_vlan 'nine' 1,2,3,4,5,6,7,8,9
wrong 'bpdu: neither yes nor no' "bpdu 'maybe': not known; accepted: no, yes" segment add lo bpdu maybe
wrong 'unknown: no such setting' "unknown 'shut': not known; accepted: quarantine, observe, open" segment add lo unknown shut
wrong 'gives: no such service' "gives 'ntp,tftp': not known" server add time self gives ntp,tftp
wrong 'gives: twice' "gives 'ntp,ntp'" server add time self gives ntp,ntp
wrong 'profile: no such' "profile 'push': not known; accepted: pull, any, isolated" camera set lobby profile push

# --- what does not go together ---

wrong 'a camera is known by something' "missing 'mac MAC' or 'address ADDRESS'" camera add lobby profile any
wrong 'a recorder has an address' "missing 'address ADDRESS' or 'self'" recorder add nvr behind lo
wrong 'a recorder has a place' "missing 'behind INTERFACE'" recorder add nvr address 10.0.0.1
wrong 'a server gives something' "missing 'gives ntp,dhcp,dns'" server add time self
wrong 'a recorder gives nothing' "'gives': not known here" recorder add nvr self gives ntp
wrong 'self has no address' 'exclude each other' recorder add nvr self address 10.0.0.1 behind lo
wrong 'self has no place' 'exclude each other' recorder add nvr self behind lo
wrong 'self has no MAC' 'exclude each other' recorder add nvr self mac $mac
wrong 'from is for self' 'exclude each other' recorder add nvr address 10.0.0.1 behind lo from lo
wrong 'a gateway hides the MAC' 'exclude each other' recorder add nvr address 10.0.0.1 behind lo mac $mac via 10.0.0.2 mac $mac
wrong 'a trusted device has a MAC' "missing 'mac MAC'" trusted add sw segment eth1 forever
wrong 'a trusted device has a segment' "missing 'segment INTERFACE'" trusted add sw mac $mac forever
wrong 'a key twice' 'mac: given twice' camera add lobby mac $mac mac $mac
wrong 'set without a key' 'nothing to set' camera set lobby
wrong 'none is for set' "'none': not a MAC" camera add lobby mac none
wrong '--json is for reading' 'mode: --json' -j mode enforce
wrong '--json is for reading, too' 'camera add: --json' --json camera add lobby mac $mac

finish
