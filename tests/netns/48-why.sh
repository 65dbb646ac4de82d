#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# why: what stops a camera, and one suggestion. What it suggests is done, and helps.
# limit: 300
# shellcheck disable=SC2154
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

NEW_MAC=44:19:b6:0a:0b:0c

# why WORD: as JSON, in $said
why() {
	said=$(in_json .why why "$1")
}

of() {
	jq -r "$1" <<<"$said"
}

# suggests NAME WANTED: the command; then it is typed, with a name for NAME
suggests() {
	local line words

	line=$(of '.suggestion.command')
	is "$1: it suggests" "$line" "$2"
	read -ra words <<<"${line//NAME/somebody}"
	check 'and that can be done' "${words[@]}"
}

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22 segment eth-cam"
must ready eth-cam eth-rec eth-off eth-inet

say 'nothing was heard'
why lobby
is 'neither a frame nor a pass' "$(of '[.kind, .name, .mac, .last_frame, .last_pass, .top_drop, .device] | @csv')" \
	"\"camera\",\"lobby\",\"$LOBBY_MAC\",,,,"
is 'its link' "$(of '.segments[] | [.interface, .link, .state] | @csv')" '"eth-cam","up","closed"'
is 'it suggests to look who is there' "$(of .suggestion.command)" 'cordonctl unknown'
judge <<<"another device has its address      | ghost nvr udp sip=porch smac=$NEW_MAC | eth-cam cloned-address |"
why porch
suggests 'an exchanged camera' "cordonctl camera replace porch mac $NEW_MAC"
must forget

say 'nothing is wrong'
judge <<<'media                               | lobby nvr udp count=3                    | lobby passed       | rec'
why lobby
is 'it has been heard' "$(of '[.last_frame, .last_pass] | map(type) | @csv')" '"string","string"'
is 'nothing has to be done' "$(of '[.top_drop, .suggestion.command] | @csv')" ,

say 'the quarantine at work'
judge <<<'to the cloud                        | lobby cloud tcp dport=8883 count=2       | lobby not-recorder |'
why lobby
is 'the top drop, with its meaning' "$(of '.top_drop | [.reason, .remote, .service, .packets, .meaning] | @csv')" \
	'"not-recorder","203.0.113.7","tcp/8883",2,"The destination is not a peer of this camera."'
suggests 'nothing but to read' 'cordonctl evidence lobby dropped'

say 'somebody looks at it'
judge <<<'a PC of the office                  | pc lobby tcp dport=80 count=4            | lobby inbound      |'
why lobby
suggests 'a client' 'cordonctl client add NAME address 10.0.3.2 behind eth-off opens tcp/80 cameras lobby'
judge <<<'and it passes                       | pc lobby tcp dport=80                    | lobby passed       | cam'

say 'it opens what its profile does not let it'
judge <<<'FTP to the recorder                 | lobby nvr tcp dport=21 count=6           | lobby service      |'
why lobby
suggests 'an exception' 'cordonctl camera allow lobby to 10.0.2.2 tcp/21 for 10m'
judge <<<'and it passes                       | lobby nvr tcp dport=21                   | lobby passed       | rec'

say 'it asks for the time'
ip neighbour add 10.0.3.9 lladdr $PC_MAC dev eth-off nud permanent
judge <<<'of the office                       | lobby 10.0.3.9 udp dport=123 count=8     | lobby not-recorder |'
why lobby
suggests 'a server' 'cordonctl server add ntp address 10.0.3.9 behind eth-off gives ntp'
judge <<<'and it gets there                   | lobby 10.0.3.9 udp dport=123             | lobby passed       | off'
judge <<<'of the internet                     | lobby cloud udp dport=123 count=10       | lobby not-recorder |'
why lobby
is 'that is for this host to give' "$(of .suggestion.command)" 'cordonctl server add time self gives ntp'

say 'another recorder'
judge <<<'which nobody listed                 | pc lobby tcp dport=554 count=12          | lobby inbound      |'
why lobby
is 'a recorder' "$(of .suggestion.command)" 'cordonctl recorder add nvr address 10.0.3.2 behind eth-off'
text=$(cordonctl why lobby)
like 'people read what it is' "$text" "^camera +lobby, $LOBBY_MAC\$"
like 'its link' "$text" '^segment +eth-cam: link up; closed$'
like 'what stops it' "$text" '^top drop +inbound: tcp/554 from 10.0.3.2, dropped, 12 packets, last 20'
like 'what that means' "$text" ' Somebody who is not a peer of the camera'
like 'and what to do' "$text" '^suggestion +If 10.0.3.2 is your recorder, say so.$'

say 'who may talk to it'
shown=$(in_json .camera.peers camera show lobby)
is 'the recorder, by its profile' "$(jq -c '.[] | select(.name == "nvr")' <<<"$shown")" \
	'{"name":"nvr","role":"recorder","addresses":["10.0.2.2"],"behind":"eth-rec","opens":["tcp/0-65535","udp/0-65535","ping"],"receives":[],"media":"1024-65535","gives":[]}'
is 'servers, clients' "$(jq -c '.[] | select(.role != "recorder") | [.name, .role, .opens, .gives]' <<<"$shown" | sort)" \
	'["ntp","server",[],["ntp"]]
["somebody","client",["tcp/80"],[]]'
like 'for people' "$(cordonctl camera show lobby)" '^client +somebody: 10.0.3.2 behind eth-off; opens http$'
like 'with what is allowed for a time' "$(cordonctl camera show lobby)" '^exception +lobby.1: 10.0.2.2 tcp/21 for another '
is 'a client of another camera is none of this' "$(in_json '[.camera.peers[] | .role] | sort | @csv' camera show porch)" '"recorder","server"'
operator 'camera set porch profile isolated'
like 'with the isolated one nobody' "$(cordonctl camera show porch)" '^peers +nobody$'
operator 'camera set porch profile setup for 10m'
is 'while it is set up, what that lets' "$(in_json '.camera.peers[] | select(.role == "recorder") | .media' camera show porch)" 1024-65535

say 'a device that nobody listed'
judge <<<'it tries something                  | ghost cloud udp dport=53                 | eth-cam unknown-device |'
why "$GHOST_MAC"
is 'it is told' "$(of '[.kind, .name, .device.tried[0].service] | @csv')" '"unknown",,"udp/53"'
suggests 'to list it' "cordonctl camera add NAME mac $GHOST_MAC address 192.168.50.99 segment eth-cam"
why "$GHOST_MAC"
is 'then it is a camera' "$(of '[.kind, .name] | @csv')" '"camera","somebody"'
refuses 'a MAC that was not seen' 1 '02:00:5e:00:00:77: neither a camera nor an unknown device' \
	cordonctl why 02:00:5e:00:00:77
refuses 'a name nobody has' 1 'yard: no such camera; known: ' cordonctl why yard

say 'the link'
ip -n "$cam" link set eth0 down
why lobby
is 'no signal' "$(of '[.segments[0].link, .suggestion.command] | @csv')" '"no-carrier",'
ip link set eth-cam down
why lobby
suggests 'an interface that is off' 'ip link set eth-cam up'
done_testing
