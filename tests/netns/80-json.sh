#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# limit: 600
# Every reading command's JSON keeps its schema, empty and filled, and a change
# that is refused leaves all of it, and the generation, as it was.
#
#   cameras              host                      rec
#   cam0 10.50.0.21 --- seg0 10.50.0.1
#                       up0 10.60.0.1 ---- rec0 10.60.0.2
# shellcheck disable=SC2154,SC2016
if [ "$(hostname)" != camcordon-vm ]; then
	echo "$0: only in a test machine: tests/run --vm $0" >&2
	exit 2
fi
# The host under test is our own network namespace.
[ -n "${CORDON_HOST-}" ] || CORDON_HOST=1 exec unshare --net -- "$0" "$@"
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

tool=${CORDONCTL:-build/cordonctl}
module=${MODULE:-build/module/$(uname -r)/kmod/camcordon.ko}
lobby_mac=44:19:b6:01:02:03
stranger_mac=44:19:b6:0f:0f:0f
scratch dir

if [ ! -e /sys/module/camcordon ]; then
	check 'load the module' insmod "$module"
	at_exit rmmod camcordon
fi
new_netns cameras cameras
new_netns rec rec

cordonctl() { "$tool" "$@"; }

ip link set lo up
ip link add seg0 type veth peer name cam0 netns "$cameras"
ip link add up0 type veth peer name rec0 netns "$rec"
ip -n "$cameras" link set cam0 address $lobby_mac
ip addr add 10.50.0.1/24 dev seg0
ip addr add 10.60.0.1/24 dev up0
ip -n "$cameras" addr add 10.50.0.21/24 dev cam0
ip -n "$rec" addr add 10.60.0.2/24 dev rec0
ip link add box0 type dummy
ip link set seg0 up
ip link set up0 up
ip -n "$cameras" link set cam0 up
ip -n "$rec" link set rec0 up
ip -n "$cameras" route add default via 10.50.0.1
ip -n "$rec" route add default via 10.60.0.1
sysctl -q net.ipv4.ip_forward=1

# keeps SCHEMA EXIT COMMAND...: keep the JSON of a reading command, to be
# judged with the others: the judge is slow to start.
kept=() kept_names=()
keeps() {
	local schema=$1 wanted=$2 status=0 file=$dir/json.${#kept[@]}

	shift 2
	cordonctl -j "$@" >"$file" 2>"$dir/err" || status=$?
	if [ "$status" != "$wanted" ] || [ -s "$dir/err" ] || [ "$(wc -l <"$file")" != 1 ]; then
		fail "$* prints one line ($when)" \
			"exit $status, wanted $wanted"$'\n'"$(cat "$dir/err")"$'\n'"$(head -c 600 "$file")"
	fi
	kept+=("$schema" "$file")
	kept_names+=("$* keeps the schema $schema ($when)")
}

judge_kept() {
	local verdicts i

	mapfile -t verdicts < <(tests/cli/validate "${kept[@]}")
	for i in "${!kept_names[@]}"; do
		is "${kept_names[i]}" "${verdicts[i]-no verdict}" ok
	done
}

# keep_all EXIT-OF-STATUS
keep_all() {
	local object

	keeps status "$1" status
	for object in segment recorder server client trusted profile camera; do
		keeps "$object" 0 "$object" list
	done
	keeps exception 0 camera exceptions
	keeps unknown 0 unknown
	keeps draft 0 draft
	keeps diff 0 diff tests/cli/policy/good/minimal.yaml
	keeps mode 0 mode
	keeps mark 0 mark
	keeps stats 0 stats
	keeps evidence 0 evidence
	keeps evidence 0 evidence passed
	keeps evidence 0 evidence dropped
}

# query FILTER COMMAND...: of a reading command's JSON.
query() {
	local filter=$1

	shift
	cordonctl -j "$@" | jq -rc "$filter"
}

when=empty
keep_all 1
is 'empty: lists are there' "$(query '[.segments, .cameras, .totals.passed.packets]' stats)" '[[],[],0]'

# --- fill it ---

"$tool" monitor -j >"$dir/events" 2>"$dir/monitor-err" &
monitor=$!
at_exit kill $monitor
# It has joined the group when an event comes; until then, make some.
wait_for 10 eval 'cordonctl mark none; [ -s "$dir/events" ]'

check 'segment add' cordonctl segment add seg0 vlan 10,20 bpdu yes
check 'segment add, waiting' cordonctl segment add later0 unknown observe wait
check 'recorder add' cordonctl recorder add nvr address 10.60.0.2 address fd60::2 behind up0
check 'recorder add via' cordonctl recorder add far address 10.70.0.2 behind up0 via 10.60.0.7 mac 02:00:00:00:00:07
check 'recorder add, waiting' cordonctl recorder add vpn address 10.80.0.2 mac 02:00:00:00:00:08 behind tun9 wait
check 'server add' cordonctl server add time self from box0 gives ntp,dhcp
check 'trusted add for' cordonctl trusted add switch mac 02:00:00:00:00:09 segment seg0 for 1h
check 'trusted add forever' cordonctl trusted add ups mac 02:00:00:00:00:0a segment seg0 for forever
check 'profile add' cordonctl profile add doorbell opens ntp,tcp/8000 serves rtsp,onvif \
	rtp 1024-65535 groups 239.1.1.1/5000,ff02::c/3702-3710 ethertypes eapol,lldp
check 'camera add' cordonctl camera add lobby mac $lobby_mac address 10.50.0.21 segment seg0
check 'camera add by address' cordonctl camera add porch address 10.50.0.22 address fd50::22 profile isolated
check 'camera add, observed' cordonctl camera add yard mac 44:19:b6:01:02:04 profile any mode observe for 30m mark 0x10/0xff
check 'camera add, of an own profile' cordonctl camera add gate mac 44:19:b6:01:02:06 profile doorbell
check 'client add' cordonctl client add admin-pc address 10.60.0.40 behind up0 opens http,rtsp,onvif cameras lobby,gate
check 'client add, of all cameras' cordonctl client add wall address fd60::41 behind up0 via 10.60.0.7 mac 02:00:00:00:00:07 opens tcp/8000-8010

is 'what was added is listed' "$(query '[.cameras[].name] | sort' camera list)" '["gate","lobby","porch","yard"]'
is 'a camera as it was added' "$(query '.cameras[] | select(.name == "porch") | del(.seconds_left)' camera list)" \
	'{"name":"porch","mac":null,"addresses":["10.50.0.22","fd50::22"],"segment":null,"profile":"isolated","setup_seconds_left":null,"mark":null,"mode":"enforce","forever":false}'
is 'a recorder as it was added' "$(query '.recorders[] | select(.name == "far")' recorder list)" \
	'{"name":"far","addresses":["10.70.0.2"],"from":[],"mac":null,"via":{"address":"10.60.0.7","mac":"02:00:00:00:00:07"},"behind":"up0"}'
is 'a server as it was added' "$(query '.servers[]' server list)" \
	'{"name":"time","addresses":["self"],"from":["box0"],"mac":null,"via":null,"behind":null,"gives":["ntp","dhcp"]}'
is 'recorders are no servers' "$(query '[.recorders[].name] | sort' recorder list)" '["far","nvr","vpn"]'
is 'a segment as it was added' "$(query '.segments[] | select(.interface == "seg0") | del(.since, .closed_since)' segment list)" \
	'{"interface":"seg0","device":"seg0","state":"closed","unknown":"quarantine","vlans":[10,20],"bpdu":true,"bridged":false}'
is 'a client as it was added' "$(query '.clients[] | select(.name == "admin-pc")' client list)" \
	'{"name":"admin-pc","addresses":["10.60.0.40"],"mac":null,"via":null,"behind":"up0","opens":["tcp/80","tcp/554","tcp/8554","tcp/2020","tcp/8000","tcp/8080","tcp/8899"],"cameras":["lobby","gate"]}'
is 'a client of all cameras' "$(query '.clients[] | select(.name == "wall") | [.opens, .cameras, .via.address]' client list)" \
	'[["tcp/8000-8010"],null,"10.60.0.7"]'
is 'clients are no recorders' "$(query '[.recorders[].name] | sort' recorder list)" '["far","nvr","vpn"]'
like 'a client, for people: by the words that were said' "$(cordonctl client list)" \
	'^admin-pc +up0 .* 10\.60\.0\.40 +onvif,rtsp +lobby,gate$'
is 'a profile as it was added' "$(query '.profiles[] | select(.name == "doorbell")' profile list)" \
	'{"name":"doorbell","builtin":false,"opens":["ntp","tcp/8000"],"serves":["tcp/554","tcp/8554","tcp/80","tcp/2020","tcp/8000","tcp/8080","tcp/8899","udp/3702"],"rtp":"1024-65535","groups":["239.1.1.1/5000","ff02::c/3702-3710"],"ethertypes":["eapol","lldp"],"any_address":false}'
is 'built-in profiles come first' "$(query '[.profiles[].name]' profile list)" \
	'["pull","push","any","setup","isolated","doorbell"]'
is 'and say so' "$(query '[.profiles[] | select(.builtin) | .name] | length' profile list)" 5
like 'a profile, for people: by words' "$(cordonctl profile show doorbell)" '^serves +rtsp,onvif$'
like 'a built-in profile, for people' "$(cordonctl profile show push)" '^opens +ntp,dhcp,syslog,smtp,ftp,http,https$'
is 'the cameras of a profile' "$(query '.profile.cameras' profile show doorbell)" '["gate"]'
is 'a segment waits' "$(query '.segments[] | select(.interface == "later0") | .state' segment list)" waiting
left=$(query '.cameras[] | select(.name == "yard") | .seconds_left' camera list)
is 'time that is left' "$((left > 1700 && left <= 1800))" 1
row='%-5s  %-17s  %-7s  %-8s  %-7s  %12s  %-9s  %s\n'
# shellcheck disable=SC2059
is 'the cameras, for people' "$(cordonctl camera list | sed 's/ 1[78][0-9][0-9] / 1800 /' | sort)" "$(
	printf "$row" NAME MAC SEGMENT PROFILE MODE 'SECONDS LEFT' MARK ADDRESSES \
		lobby $lobby_mac seg0 pull enforce - - 10.50.0.21 \
		porch - - isolated enforce - - 10.50.0.22,fd50::22 \
		yard 44:19:b6:01:02:04 - any observe 1800 0x10/0xff - \
		gate 44:19:b6:01:02:06 - doorbell enforce - - - | sort)"

# --- what ends by itself ---

# left FILTER COMMAND...: seconds that are left, almost half an hour of them.
left() {
	local left

	left=$(query "$@")
	[[ $left =~ ^[0-9]+$ ]] && ((left > 1700 && left <= 1800))
}
like 'an exception is named, with its end' \
	"$(cordonctl camera allow lobby to 203.0.113.7 tcp/443 for 30m comment 'ticket 4711')" \
	'^lobby\.1 until 20[0-9-]*T[0-9:.]*Z$'
like 'another has the next number' \
	"$(cordonctl camera allow lobby to fd70::7 udp/5000-5010 via fd60::7 mac 02:00:00:00:00:07 for 1h)" '^lobby\.2 until'
check 'revoke' cordonctl camera revoke lobby.1
like 'a number that is free again is used again' \
	"$(cordonctl camera allow lobby to 203.0.113.7 https for 30m comment 'ticket 4711')" '^lobby\.1 until'
long=a-camera-with-a-name-of-31-byte
check 'camera add, of a long name' cordonctl camera add $long mac 44:19:b6:01:02:07
for _ in {1..10}; do
	cordonctl camera allow $long to 203.0.113.8 ping for 5m
done >"$dir/allowed"
is 'a long name is cut so that the number fits' "$(cut -d' ' -f1 "$dir/allowed" | sed -n '1p;9p;10p' | tr '\n' ' ')" \
	"${long::29}.1 ${long::29}.9 ${long::28}.10 "
is 'an exception as it was asked for' \
	"$(query '.exceptions[] | select(.name == "lobby.1") | del(.seconds_left)' camera exceptions)" \
	'{"name":"lobby.1","camera":"lobby","address":"203.0.113.7","service":"tcp/443","via":null,"uid":0,"user":"root","comment":"ticket 4711"}'
is 'an exception with a gateway' "$(query '.exceptions[] | select(.name == "lobby.2") | [.address, .service, .via.address, .via.mac, .comment]' camera exceptions)" \
	'["fd70::7","udp/5000-5010","fd60::7","02:00:00:00:00:07",null]'
check 'time that is left of an exception' left '.exceptions[] | select(.name == "lobby.1") | .seconds_left' camera exceptions
like 'exceptions, for people' "$(cordonctl camera exceptions)" \
	'^lobby\.1 +lobby +203\.0\.113\.7 +tcp/443 .* (29|30)m .* root +ticket 4711$'
is 'exceptions of the camera that is shown, and no others' "$(query '[.camera.exceptions[].name] | sort' camera show lobby)" '["lobby.1","lobby.2"]'
like 'the camera that is shown has them, for people' "$(cordonctl camera show lobby)" \
	'^exception +lobby\.1: 203\.0\.113\.7 tcp/443 for another (29|30)m, by root: ticket 4711$'
is 'status counts them' "$(query '[.profiles, .exceptions]' status)" '[1,12]'
for port in {1..6}; do
	cordonctl camera allow porch to 203.0.113.9 "tcp/$port" for 5m &
	allowing+=($!)
done >"$dir/allowed"
wait "${allowing[@]}"
is 'who asks at the same time gets names of their own' "$(cut -d' ' -f1 "$dir/allowed" | sort | tr '\n' ' ')" \
	'porch.1 porch.2 porch.3 porch.4 porch.5 porch.6 '
is 'and they are those that are listed' "$(query '[.exceptions[] | select(.camera == "porch") | .name] | sort | length' camera exceptions)" 6
for port in {1..6}; do
	cordonctl camera revoke "porch.$port"
done
check 'an exception ends with its camera' cordonctl camera del $long
is 'and only those' "$(query '[.exceptions[].name] | sort' camera exceptions)" '["lobby.1","lobby.2"]'

check 'setup for a time' cordonctl camera set gate profile setup for 30m
is 'setup leaves the profile' "$(query '.cameras[] | select(.name == "gate") | .profile' camera list)" doorbell
check 'time that is left of setup' left '.cameras[] | select(.name == "gate") | .setup_seconds_left' camera list
like 'setup, for people' "$(cordonctl camera list)" '^gate .* setup for another (29|30)m, then doorbell +enforce '
check 'something else is set' cordonctl camera set gate mark 0x20/0xff
check 'and setup goes on' left '.camera.setup_seconds_left' camera show gate
when='with what ends by itself'
keep_all 1
keeps camera-show 0 camera show gate
keeps camera-show 0 camera show lobby
keeps why 0 why lobby
keeps profile-show 0 profile show doorbell
keeps profile-show 0 profile show setup
check 'a profile ends setup' cordonctl camera set gate profile doorbell
is 'setup has ended' "$(query '.cameras[] | select(.name == "gate") | [.profile, .setup_seconds_left]' camera list)" '["doorbell",null]'

# --- traffic ---

# What a camera does that is not for its recorder, $1 times: it looks for a
# name of the internet, and sends its maker's own discovery.
misbehave() {
	ip netns exec "$cameras" python3 -S -E - "$lobby_mac" "$1" <<-'END'
		import socket, sys
		mac = bytes.fromhex(sys.argv[1].replace(":", ""))
		raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
		raw.bind(("cam0", 0))
		udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
		for _ in range(int(sys.argv[2])):
		    udp.sendto(b"query", ("192.0.2.53", 53))
		    raw.send(b"\xff" * 6 + mac + b"\x80\x33" + bytes(46))
	END
}

dropped() { query ".cameras[] | select(.name == \"lobby\") | .reasons[\"$1\"].packets // 0" stats; }

misbehave 3
is 'dropped: not for the recorder' "$(dropped not-recorder)" 3
is 'dropped: a maker'\''s discovery' "$(dropped ethertype)" 3
is 'the line of evidence' \
	"$(query '.evidence[] | select(.remote == "192.0.2.53") | del(.first, .last, .remote_mac, .bytes)' evidence lobby dropped)" \
	'{"camera":"lobby","retired":null,"direction":"out","verdict":"dropped","reason":"not-recorder","remote":"192.0.2.53","country":null,"ethertype":"0x0800","protocol":17,"port":53,"service":"udp/53","packets":3}'
is 'the service of a frame without IP' \
	"$(query '.evidence[] | select(.reason == "ethertype") | [.service, .packets, .remote]' evidence)" \
	'["0x8033",3,null]'
ip netns exec "$cameras" ping -c 1 -W 1 10.60.0.2 >/dev/null 2>&1
ip netns exec "$rec" python3 -S -E - <<-'END'
	import socket
	try:
	    socket.create_connection(("10.50.0.21", 554), timeout=5)
	except ConnectionRefusedError:
	    pass  # an answer: it got there
END
wait_for 5 eval '[ "$(query ".cameras[] | select(.name == \"lobby\") | .passed.packets" stats)" -gt 0 ]'
is 'the recorder reached the camera, the ledger says' \
	"$(query '[.evidence[] | select(.remote == "10.60.0.2" and .service == "tcp/554") | .verdict] | unique' evidence lobby)" \
	'["passed"]'

cordonctl camera set lobby mode observe forever
misbehave 2
cordonctl camera set lobby mode enforce
is 'would drop: counted apart' \
	"$(query '.cameras[] | select(.name == "lobby") | [.would_drop_reasons["not-recorder"].packets, .reasons["not-recorder"].packets]' stats)" \
	'[2,3]'
is 'would drop: in the ledger' \
	"$(query '[.evidence[] | select(.verdict == "would-drop" and .service == "udp/53") | .packets]' evidence lobby dropped)" '[2]'

ip -n "$cameras" link set cam0 down
ip -n "$cameras" link set cam0 address $stranger_mac
ip -n "$cameras" link set cam0 up
ip netns exec "$cameras" ping -c 1 -W 1 10.50.0.1 >/dev/null 2>&1
wait_for 5 eval '[ "$(query ".unknown | length" unknown)" -gt 0 ]'
is 'the stranger is unknown' "$(query '.unknown[] | [.mac, .segment]' unknown)" "[\"$stranger_mac\",\"seg0\"]"
is 'the stranger is counted with its segment' \
	"$(query '[.segments[] | select(.interface == "seg0") | .reasons | keys[]] | index("unknown-device") != null' stats)" true

# What the kernel sends of itself would be counted between two readings.
ip -n "$cameras" link set cam0 down

when=filled
keep_all 1
for camera in lobby porch yard; do
	keeps camera-show 0 camera show $camera
	keeps stats-camera 0 stats $camera
	keeps evidence 0 evidence $camera
done
keeps evidence 0 evidence seg0
is 'stats: the totals are the sum of the parts' \
	"$(query '[.cameras, .segments | map(.dropped.packets) | add] | add' stats)" \
	"$(query '.totals.dropped.packets' stats)"
is 'stats: of one camera as of all' "$(query '.cameras[0].reasons' stats lobby)" \
	"$(query '.cameras[] | select(.name == "lobby") | .reasons' stats)"
is 'evidence: latest first' "$(query '[.evidence[].last] | . == (sort | reverse)' evidence)" true
is 'evidence: there is some of each kind' "$(query '[.evidence[].verdict] | unique' evidence)" \
	'["dropped","passed","would-drop"]'
is 'evidence passed shows nothing else' "$(query '[.evidence[].verdict] | unique' evidence passed)" '["passed"]'
is 'text has a line for each camera' "$(cordonctl camera list | grep -cE '^(lobby|porch|yard) ')" 3

# --- events ---

kill $monitor 2>/dev/null
wait $monitor 2>/dev/null
kept+=(event "$dir/events")
kept_names+=('events keep their schema')
like 'events: a commit' "$(jq -r .event "$dir/events" | sort -u)" commit
like 'events: a segment' "$(jq -r .event "$dir/events" | sort -u)" segment
like 'events: an attempt' "$(jq -rc 'select(.event == "attempt") | [.camera, .remote, .service]' "$dir/events")" \
	'^\["lobby","192.0.2.53","udp/53"\]$'
# timed EVENT WHAT: the names, uids and users of such events.
timed() {
	jq -rc "select(.event == \"$1\" and .what == \"$2\") | [.name, .uid, .user]" "$dir/events" | sort -u
}
like 'events: an exception began' "$(timed begun exception)" '^\["lobby.1",0,"root"\]$'
like 'events: and ended' "$(timed ended exception)" '^\["lobby.1",0,"root"\]$'
is 'events: to ping' "$(jq -rc "select(.name == \"${long::29}.1\" and .event == \"begun\") | [.remote, .service]" "$dir/events")" '["203.0.113.8","ping"]'
is 'events: where to' "$(jq -rc 'select(.name == "lobby.2") | [.remote, .service]' "$dir/events" | sort -u)" '["fd70::7","udp/5000-5010"]'
is 'events: trust began' "$(timed begun trust)" '["switch",0,"root"]'
is 'events: setup began' "$(timed begun setup)" '["gate",0,"root"]'
is 'events: and ended' "$(timed ended setup)" '["gate",0,"root"]'
is 'events: observing began' "$(timed begun observe)" '["yard",0,"root"]'
like 'events: an unknown device' "$(jq -rc 'select(.event == "unknown") | .mac' "$dir/events")" "$stranger_mac"
is 'the monitor was silent but for events' "$(cat "$dir/monitor-err")" ''

# --- refused changes change nothing ---

# All that is policy, without what time and traffic change.
policy() {
	local object

	{
		for object in segment recorder server client trusted profile camera; do
			cordonctl -j "$object" list
		done
		cordonctl -j camera exceptions
		cordonctl -j mode
		cordonctl -j mark
		cordonctl -j status | grep -o '"generation":[0-9]*'
	} | sed -E 's/"(since|closed_since|seconds_left|setup_seconds_left)":[^,}]*//g'
}

# generation: of the policy, without a process more than needed.
generation() {
	local status

	status=$(cordonctl -j status)
	[[ $status =~ \"generation\":([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

policy >"$dir/before"
is 'the policy can be compared' "$(wc -l <"$dir/before")" 11
before=$(generation)
like 'the generation can be compared' "$before" '^[0-9]+$'
refused=0
while read -r wanted pattern words; do
	refused=$((refused + 1))
	# shellcheck disable=SC2086
	refuses "refused: $words" "$wanted" "^cordonctl: .*${pattern//_/ }" cordonctl $words
	is "nothing changed: $words" "$(generation)" "$before"
done <<-END
	1 exists segment add seg0
	1 no_such_interface segment add nosuch0
	1 no_such_segment;_known:_.*seg0 segment set nosuch0 unknown open
	1 no_such_segment segment del nosuch0
	1 is_no_segment segment del seg0
	1 exists recorder add nvr self
	1 exists recorder add time self
	1 no_such_recorder;_known:_.*nvr recorder set time from seg0
	1 no_such_recorder recorder del time
	1 no_such_interface recorder set nvr behind nosuch0
	2 exclude recorder set nvr self behind up0
	2 missing_.behind recorder set nvr behind none
	1 exists server add nvr self gives ntp
	1 no_such_server;_known:_time server set nvr gives dns
	1 no_such_server server del nvr
	1 exists client add nvr address 10.60.0.9 behind up0 opens http
	1 no_such_interface client add pc address 10.60.0.9 behind nosuch0 opens http
	1 there_is_no_camera_'nosuch' client add pc address 10.60.0.9 behind up0 opens http cameras lobby,nosuch
	1 'admin-pc':_there_is_no_camera_'gate' camera del gate
	1 both_are_clients client add pc address 10.60.0.40 behind up0 opens http
	1 no_such_client;_known:_admin-pc,_wall client set nvr opens http
	1 no_such_client client del nvr
	1 exists profile add doorbell opens ntp
	2 would_allow_nothing profile add nothing
	2 would_allow_nothing profile set doorbell opens none serves none rtp none groups none ethertypes none
	2 built_in profile set pull opens ntp
	2 built_in profile del isolated
	1 no_such_profile;_known:_pull,.*isolated,_doorbell profile set nosuch opens ntp
	1 no_such_profile profile del nosuch
	1 no_such_profile;_known:_pull,.*isolated,_doorbell profile show nosuch
	1 there_is_no_profile_'doorbell' profile del doorbell
	1 there_is_no_profile_'nosuch' camera set lobby profile nosuch
	1 there_is_no_profile_'nosuch' camera add other mac 44:19:b6:01:02:05 profile nosuch
	1 there_is_no_camera_'other' camera allow other to 10.60.0.9 ping for 5m
	1 no_such_exception;_known:_lobby.*lobby camera revoke other.1
	2 profile_setup:_missing camera set lobby profile setup
	1 exists trusted add switch mac 02:00:00:00:00:0b segment seg0 forever
	1 is_no_segment trusted add other mac 02:00:00:00:00:0b segment up0 forever
	1 no_such_trusted trusted del other
	1 exists camera add lobby mac 44:19:b6:01:02:05
	1 belongs_to_.lobby camera add other mac $lobby_mac
	1 belongs_to_.porch camera add other address 10.50.0.22
	1 is_no_segment camera add other mac 44:19:b6:01:02:05 segment up0
	1 is_no_segment camera set lobby segment up0
	1 mac_4419b6010204_belongs_to camera set lobby mac 44:19:b6:01:02:04
	1 an_address_of_it_belongs_to camera set lobby profile any address 10.50.0.22
	1 no_such_camera;_known:_.*lobby camera set other profile any
	1 no_such_camera camera del other
	2 missing_.mac camera set porch address none
	2 not_a_duration camera set lobby profile any mode observe for ever
	2 not_a_mark mark red
	2 expected_.for mode observe
	1 no_such_camera;_known:_.*lobby camera show other
	1 no_such_camera stats other
	1 no_such_camera evidence other
END
is 'all refusals were tried' "$refused" 55
policy >"$dir/after"
is 'nothing at all changed' "$(diff "$dir/before" "$dir/after")" ''

# --- a set changes what is given and leaves the rest ---

# changes NAME FILTER WANTED OBJECT NAME KEY...: and nothing else of it.
changes() {
	local name=$1 filter=$2 wanted=$3

	shift 3
	objects "$1" >"$dir/before"
	check "set: $*" cordonctl "$1" set "${@:2}"
	objects "$1" >"$dir/after"
	diff "$dir/before" "$dir/after" >"$dir/diff"
	is "set: $name" "$(sed -n 's/^> //p' "$dir/diff" | jq -c "$filter")" "$wanted"
	is "set: $name, and one object only" "$(grep -c '^[<>]' "$dir/diff")" 2
}

# objects KIND: one a line, without what time changes.
objects() {
	query '.[] | sort_by(.name // .interface)[] | del(.since, .closed_since, .seconds_left, .setup_seconds_left)' "$1" list
}
changes 'the mark' '[.name, .mark, .addresses]' '["lobby","0x1/0xf",["10.50.0.21"]]' camera lobby mark 1/0xf
changes 'no mark' '[.name, .mark, .addresses]' '["lobby",null,["10.50.0.21"]]' camera lobby mark none
changes 'the addresses' '[.addresses, .mac]' "[[\"10.50.0.31\",\"fd50::31\"],\"$lobby_mac\"]" camera lobby address 10.50.0.31 address fd50::31
changes 'no segment' '[.segment, .mac]' "[null,\"$lobby_mac\"]" camera lobby segment none
changes 'no address' '[.addresses, .mac]' "[[],\"$lobby_mac\"]" camera lobby address none
changes 'an own profile' '.profile' '"doorbell"' camera lobby profile doorbell
changes 'what a profile opens' '[.opens, .rtp, .ethertypes]' '[["dhcp","tcp/21","tcp/50000-50100"],"1024-65535",["eapol","lldp"]]' profile doorbell opens dhcp,ftp,tcp/50000-50100
changes 'no media' '[.rtp, (.groups | length)]' '[null,2]' profile doorbell rtp none
changes 'no groups' '.groups' '[]' profile doorbell groups none
changes 'the cameras of a client' '[.cameras, (.opens | length)]' '[["gate"],7]' client admin-pc cameras gate
changes 'all cameras of a client' '[.cameras, .behind]' '[null,"up0"]' client admin-pc cameras none
changes 'what a client opens' '[.opens, .addresses]' '[["tcp/443"],["10.60.0.40"]]' client admin-pc opens https
changes 'the profile' '[.profile, .mode]' '["pull","observe"]' camera yard profile pull
changes 'the gateway, instead of a MAC' '[.mac, .via.mac]' '[null,"02:00:00:00:00:0c"]' recorder vpn via 10.60.0.9 mac 02:00:00:00:00:0c
changes 'this host, instead of addresses' '[.addresses, .behind, .via]' '[["self"],null,null]' recorder vpn self
changes 'addresses, instead of this host' '[.addresses, .from, .behind]' '[["10.60.0.5"],[],"up0"]' server time address 10.60.0.5 behind up0
changes 'what it gives' '[.gives, .addresses]' '[["dns"],["10.60.0.5"]]' server time gives dns
changes 'no VLANs' '[.vlans, .bpdu]' '[[],true]' segment seg0 vlan none
check 'mode observe' cordonctl mode observe for 90s
is 'mode: observed for a time' "$(query '[.mode, .forever, .seconds_left > 60]' mode)" '["observe",false,true]'
check 'mark' cordonctl mark 0x1/0xff
is 'a mark leaves the mode' "$(query .mode mode) $(query .mark mark)" 'observe 0x1/0xff'
check 'mode enforce' cordonctl mode enforce
is 'the mode leaves the mark' "$(query .mode mode) $(query .mark mark)" 'enforce 0x1/0xff'
check 'mark none' cordonctl mark none
is 'no mark' "$(query .mark mark)" null

# --- closed at last ---

check 'segment del' cordonctl segment del later0
check 'camera set enforce' cordonctl camera set yard mode enforce
is 'status: closed' "$(query '[.closed, .observed]' status)" '[true,0]'
check 'status: exit 0' cordonctl status
for words in 'trusted del switch' 'trusted del ups' 'recorder del nvr' 'recorder del far' 'recorder del vpn' \
	'server del time' 'client del admin-pc' 'client del wall' 'camera revoke lobby.2' 'camera del lobby' \
	'camera del porch' 'camera del yard' 'camera del gate' 'profile del doorbell' 'segment del seg0'; do
	# shellcheck disable=SC2086
	check "$words" cordonctl $words
done
when='empty again'
keep_all 1
keeps apply 0 apply tests/cli/policy/good/empty-lists.yaml confirm 1h
keeps status 1 status
check 'confirm' cordonctl confirm
keeps apply 0 apply tests/cli/policy/good/empty-lists.yaml
judge_kept
is 'what was counted stays in the totals' "$(query '.totals.dropped.packets > 5' stats)" true

finish
