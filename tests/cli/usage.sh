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
objects='segment recorder server client trusted profile camera'
declare -A needed=([server]='gives ntp' [client]='opens http' [trusted]="mac $mac segment eth0")
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
	for verb in add set allow; do
		next_words "$object" | grep -qx "$verb" || continue
		for key in $(next_words "$object" "$verb" eth0); do
			keys=$((keys + 1))
			case $flags in
			*" $key "*)
				# shellcheck disable=SC2086
				wrong "$object $verb: $key twice" 'given twice' \
					"$object" "$verb" eth0 ${needed[$object]-} "$key" "$key"
				;;
			# A comment may be anything that can be printed.
			*" comment "*) continue ;;
			*) key_is_judged "$object" "$verb" "$key" ;;
			esac
		done
		wrong "$object $verb: nonsense for a key" "'nonsense': not known here; accepted: " \
			"$object" "$verb" eth0 nonsense
	done
	wrong "$object without a verb" "$object: missing verb; accepted: .*add.*del.*list" "$object"
	wrong "$object with nonsense for a verb" "'nonsense': not a verb; accepted: " "$object" nonsense
	for verb in $(next_words "$object"); do
		case $verb in list | exceptions) continue ;; esac
		wrong "$object $verb without a name" "$object $verb: missing (NAME|INTERFACE)" \
			"$object" "$verb"
		wrong "$object $verb: a name that is none" "$object $verb: 'a/b': not (a|the) name" \
			"$object" "$verb" a/b
	done
	wrong "$object del: a word too many" 'one word too many' "$object" del eth0 more
	wrong "$object list: a word too many" 'one word too many' "$object" list more
	wrong "$object del: --json" 'for commands that read' "$object" del eth0 --json
done
is 'all keys were tried' "$((keys >= 70))" 1

wrong 'doctor: a word too many' 'one word too many' doctor eth0 more
wrong 'doctor: a name that is none' 'not the name of an interface' doctor a/b
fails 1 'doctor: no such interface' '^cordonctl: nothing0: no such interface; known: ' doctor nothing0
for object in status unknown monitor selftest; do
	wrong "$object: a word too many" 'one word too many' "$object" more
done
wrong 'boot: a word too many' 'one word too many' boot eth0 more
wrong 'boot: a name that is none' 'not the name of an interface' boot a/b
wrong 'stats: a word too many' 'one word too many' stats lobby more
wrong 'stats: a name that is none' "'a/b': not a name" stats a/b
wrong 'evidence: a word too many' 'accepted: passed, dropped' evidence lobby more
wrong 'evidence: three words' 'one word too many' evidence lobby passed more
wrong 'apply: confirm without a time' 'apply: confirm: missing value; accepted: TIME' apply f.yaml confirm
wrong 'apply: a time that is none' "apply: confirm 'soon': not a" apply f.yaml confirm soon
wrong 'apply: forever is no time to confirm' "apply: confirm 'forever': " apply confirm forever
wrong 'apply: a file after a key' "'g.yaml': not known here; accepted: confirm, force, --verbose" apply f.yaml force g.yaml
wrong 'apply: no such option' "'--exit-code': not known here" apply f.yaml --exit-code
wrong 'apply: force twice' 'given twice' apply force force
wrong 'diff: no such option' "'--verbose': not known here; accepted: --exit-code" diff --verbose
wrong 'confirm: a word too many' 'one word too many' confirm more
wrong 'confirm: --json' 'for commands that read' confirm --json
wrong 'save: two files' "'g.yaml': one file too many" save f.yaml g.yaml
wrong 'save: JSON to a file' 'without a file only' -j save f.yaml
wrong 'seal: a word too many' 'one word too many' seal more
wrong 'seal: no such option' "'--module': one word too many" seal --module
wrong 'seal: --json' 'for commands that read' seal --json
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
wrong 'a command of another tool is not known' "'flush': not a command" flush

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
wrong 'mac: of a gateway, missing' "via: missing 'mac MAC.NAME'" recorder add nvr address 10.0.0.1 behind lo via 10.0.0.2

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
wrong 'gives: no such service' "gives 'tftp': not known; accepted, joined by commas: ntp, dhcp, dns" server add time self gives ntp,tftp
wrong 'gives: twice' "gives 'ntp': given twice" server add time self gives ntp,ntp
wrong 'profile: no name' "profile 'a/b': not a name" camera set lobby profile a/b
wrong 'profile: setup has an end' "profile setup: missing 'for TIME'" camera set lobby profile setup
wrong 'profile: setup has an end, of a new camera' "profile setup: missing 'for TIME'" camera add lobby mac $mac profile setup mark 1
wrong 'profile: setup has an end that is none' "'forever': not a time \(expected 90s" camera set lobby profile setup for forever
wrong 'profile: setup, no time' "'ever': not a time" camera set lobby profile setup for ever
for verb in add set del; do
	wrong "profile $verb: built in" "'push': built in, and stays as it is" profile $verb push
done

bad_service() {
	wrong "service: $1" "opens '.*': not a service here \(expected dhcp, .* ping, tcp/PORT" profile add doorbell opens "$2"
	wrong "service: $1, served" "serves '.*': not a service here \(expected rtsp, .* ping, tcp/PORT" profile add doorbell serves "$2"
	wrong "service: $1, of a client" "opens '.*': not a service here \(expected rtsp, .* ftp, tcp/PORT or" \
		client add pc address 10.0.0.1 behind lo opens "$2"
	wrong "service: $1, of an exception" "to '.*': not a service here \(expected http, https, ftp, ping, tcp/PORT" \
		camera allow lobby to 10.0.0.1 "$2" for 10m
}
bad_service 'no word' tftp
bad_service 'no port' tcp
bad_service 'an empty port' tcp/
bad_service 'port zero' tcp/0
bad_service 'over 65535' tcp/65536
bad_service 'an overflow' tcp/99999999999999999999999
bad_service 'negative' tcp/-1
bad_service 'the last before the first' tcp/10-5
bad_service 'half a range' tcp/10-
bad_service 'three ends' tcp/1-2-3
bad_service 'a word for a port' tcp/http
bad_service 'another transport' sctp/80
bad_service 'capitals' TCP/80
bad_service 'junk behind' tcp/80x
wrong 'service: an empty part' "opens '': not a service" profile add doorbell opens ntp,
wrong 'service: the part that is wrong is named' "opens 'foo': not a service" profile add doorbell opens ntp,foo,rtsp
wrong 'service: cameras serve no time' "serves 'ntp': not a service" profile add doorbell serves ntp
wrong 'service: a client does not ping' "opens 'ping': not a service" client add pc address 10.0.0.1 behind lo opens http,ping
wrong 'service: a client has no UDP' "opens 'udp/80': not a service" client add pc address 10.0.0.1 behind lo opens udp/80
wrong 'service: an exception is one' "to 'rtsp': not a service" camera allow lobby to 10.0.0.1 rtsp for 10m
wrong 'service: an exception is one, not a list' "to 'http,https': not a service" camera allow lobby to 10.0.0.1 http,https for 10m
many=$(printf 'tcp/%s,' {1..17})
wrong 'service: seventeen' "'tcp/17': too many ports" profile add doorbell opens "${many%,}"
wrong 'service: words that are too many ports' "'tcp/2': too many ports" profile add doorbell opens onvif,rtsp,syslog,smtp,ftp,tcp/1,tcp/2

bad_rtp() { wrong "rtp: $1" "rtp '.*': not a port or a range \(expected PORT" profile add doorbell rtp "$2"; }
bad_rtp 'zero' 0
bad_rtp 'from zero' 0-65535
bad_rtp 'over 65535' 1024-65536
bad_rtp 'backwards' 65535-1024
bad_rtp 'a transport' udp/5004
bad_rtp 'words' all

bad_group() { wrong "groups: $1" "groups '.*': not a group \(expected ADDRESS/PORT" profile add doorbell groups "$2"; }
bad_group 'one device' 192.168.50.21/5000
bad_group 'one device, IPv6' fd60::2/5000
bad_group 'no port' 239.1.1.1
bad_group 'an empty port' 239.1.1.1/
bad_group 'port zero' 239.1.1.1/0
bad_group 'no address' 5000
bad_group 'no group' /5000
bad_group 'IPv4 as IPv6' ::ffff:239.1.1.1/5000
bad_group 'a word' all/5000
bad_group 'too long' "${huge::100}/5000"
many=$(printf '239.1.1.%s/5000,' {1..9})
wrong 'groups: nine' "'239.1.1.9/5000': one group too many" profile add doorbell groups "${many%,}"
wrong 'ethertypes: no such' "ethertypes 'ppp': not known; accepted, joined by commas: eapol, lldp" profile add doorbell ethertypes eapol,ppp
wrong 'ethertypes: twice' "ethertypes 'lldp': given twice" profile add doorbell ethertypes lldp,lldp

client=(client add pc address 10.0.0.1 behind lo opens http)
wrong 'cameras: no name' "cameras 'a/b': not a name" "${client[@]}" cameras lobby,a/b
wrong 'cameras: twice' "cameras 'lobby': given twice" "${client[@]}" cameras lobby,porch,lobby
wrong 'cameras: an empty part' "cameras '': not a name" "${client[@]}" cameras lobby,,porch
many=$(printf 'cam%s,' {1..257})
wrong 'cameras: 257' "'cam257': one camera too many" "${client[@]}" cameras "${many%,}"

allow=(camera allow lobby to 203.0.113.7 tcp/443)
bad_time() { wrong "time: $1" "for '.*': not a time \(expected 90s, 30m" "${allow[@]}" for "$2"; }
bad_time 'forever' forever
bad_time 'zero' 0s
bad_time 'over a year' 366d
bad_time 'without a unit' 10
bad_comment() { wrong "comment: $1" "comment '.*': not a comment" "${allow[@]}" for 10m comment "$2"; }
bad_comment 'empty' ''
bad_comment 'a line break' $'ticket\n4711'
bad_comment 'not ASCII' 'Tür'
bad_comment 'too long' "$(printf 'x%.0s' {1..64})"
wrong 'comment: missing' 'comment: missing value; accepted: TEXT' "${allow[@]}" for 10m comment
wrong 'allow: without an address' "'tcp/443': not an address" camera allow lobby to tcp/443 for 10m
wrong 'allow: a group' 'not the address of one device' camera allow lobby to 239.1.1.1 tcp/443 for 10m
wrong 'allow: without a service' 'missing value; accepted: SERVICE after the address' camera allow lobby to 203.0.113.7
wrong 'allow: without a destination' "missing 'to ADDRESS SERVICE'" camera allow lobby for 10m
wrong 'allow: without an end' "missing 'for TIME'" "${allow[@]}"
wrong 'allow: a gateway without its MAC' "via: missing 'mac MAC.NAME'" "${allow[@]}" for 10m via 10.0.0.2
wrong 'allow: a gateway with a wrong MAC' "via mac '0:0': not a MAC" "${allow[@]}" for 10m via 10.0.0.2 mac 0:0
wrong 'allow: for twice' 'for: given twice' "${allow[@]}" for 10m for 20m
wrong 'allow: --json' 'for commands that read' "${allow[@]}" for 10m --json
wrong 'revoke: a word too many' 'one word too many' camera revoke lobby.1 more
wrong 'exceptions: a word too many' 'one word too many' camera exceptions lobby
wrong 'profile show: a word too many' 'one word too many' profile show pull more

# --- what does not go together ---

wrong 'a camera is known by something' "missing 'mac MAC' or 'address ADDRESS'" camera add lobby profile any
wrong 'a recorder has an address' "missing 'address ADDRESS' or 'self'" recorder add nvr behind lo
wrong 'a recorder has a place' "missing 'behind INTERFACE'" recorder add nvr address 10.0.0.1
wrong 'a server gives something' "missing 'gives ntp,dhcp,dns'" server add time self
wrong 'a recorder gives nothing' "'gives': not known here" recorder add nvr self gives ntp
wrong 'a client opens something' "missing 'opens SERVICE" client add pc address 10.0.0.1 behind lo
wrong 'a client has an address' "missing 'address ADDRESS'\$" client add pc behind lo opens http
wrong 'a client has a place' "missing 'behind INTERFACE'" client add pc address 10.0.0.1 opens http
wrong 'a client is not this host' "'self': not known here" client add pc self opens http
wrong 'a client is not this host, by address' "address 'self': not an address" client add pc address self behind lo opens http
wrong 'a client gives nothing' "'gives': not known here" client add pc address 10.0.0.1 behind lo gives ntp
wrong 'a profile allows something' "it would allow nothing; the profile for that is 'isolated'" profile add doorbell
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
