#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Another device takes a camera's name: what the former one did is not the new
# one's, stays readable, and is bounded. What was allowed for a time ends.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

NEW_MAC=44:19:b6:0a:0b:0c

# counted PATH: passed and dropped packets of somebody in stats
counted() {
	in_json "$1 | [.mac, .passed.packets, .dropped.packets] | @csv" stats
}

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 mark 0x10/0xff" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22" \
	'camera add gate address 192.168.50.23' \
	'camera allow lobby to 203.0.113.7 tcp/443 for 10m comment firmware' \
	'camera allow porch to 203.0.113.7 tcp/443 for 10m'
must ready eth-cam eth-rec eth-off eth-inet
judge <<'END'
media                               | lobby nvr udp count=3                    | lobby passed       | rec
to the cloud                        | lobby cloud udp dport=53 count=2         | lobby not-recorder |
what is allowed for a time          | lobby cloud tcp dport=443                | lobby passed       | inet
END
totals=$(in_json '.totals, .reasons' stats)

say 'what is no replacement'
refuses 'the same device' 1 'lobby: has this MAC already' cordonctl camera replace lobby mac $LOBBY_MAC
refuses 'another camera'\''s MAC' 1 "lobby: .*$PORCH_MAC|lobby: .*${PORCH_MAC//:/}|lobby: .*porch" \
	cordonctl camera replace lobby mac $PORCH_MAC
refuses 'nobody' 1 'yard: no such camera; known: ' cordonctl camera replace yard mac $NEW_MAC
refuses 'a camera without a MAC' 1 'gate: known by its addresses alone' cordonctl camera replace gate mac $NEW_MAC
is 'none of them retired anybody' "$(in_json '.retired | length' stats)" 0
is 'nor ended an exception' "$(in_json '.exceptions | length' camera exceptions)" 2
operator "camera set lobby address 192.168.50.21"
is 'nor does another change of the camera' "$(in_json '.retired | length' stats)" 0

say 'replaced'
operator 'camera set lobby mode observe for 10m'
said=$(cordonctl camera replace lobby mac $NEW_MAC)
like 'it says who is retired' "$said" "^lobby: $LOBBY_MAC is retired; its evidence stays in 'evidence lobby'\$"
like 'and what ended' "$said" '^exceptions ended with it: lobby.1$'
is 'the same camera, with another MAC' \
	"$(in_json '.cameras[] | select(.name == "lobby") | [.mac, .profile, .mark, .mode, .addresses[]] | @csv' camera list)" \
	"\"$NEW_MAC\",\"pull\",\"0x10/0xff\",\"enforce\",\"192.168.50.21\""
is 'exceptions of others go on' "$(in_json '.exceptions[].name' camera exceptions)" porch.1
is 'it begins with nothing' "$(counted '.cameras[] | select(.name == "lobby")')" "\"$NEW_MAC\",0,0"
is 'what was counted before is the former one'\''s' "$(counted '.retired[]')" "\"$LOBBY_MAC\",4,2"
is 'and still part of all' "$(in_json '.totals, .reasons' stats)" "$totals"
is 'as its evidence' \
	"$(in_json '.evidence[] | [.remote, .service, .packets, .retired.mac] | @csv' evidence lobby dropped)" \
	"\"203.0.113.7\",\"udp/53\",2,\"$LOBBY_MAC\""
like 'which people see as that' "$(cordonctl evidence lobby dropped)" "^lobby +$LOBBY_MAC +out +dropped +not-recorder +203.0.113.7 "
ip neighbour replace 192.168.50.21 lladdr $NEW_MAC dev eth-cam nud permanent
must who lobby cam $NEW_MAC 192.168.50.21
must who old cam $LOBBY_MAC 192.168.50.21
must forget
judge <<'END'
the new one is a camera             | lobby nvr udp                            | lobby passed       | rec
what was allowed, was to the other  | lobby cloud tcp dport=443                | lobby not-recorder |
the other is an impostor now        | old nvr udp                              | eth-cam cloned-address |
and nobody                          | old nvr udp sip=192.168.50.77            | eth-cam unknown-device |
END
is 'each has its own evidence' \
	"$(in_json '[.evidence[] | select(.service == "udp/5004" or .service == "tcp/443") | [.service, .verdict, .packets, .retired != null]] | sort | tojson' evidence lobby)" \
	'[["tcp/443","dropped",1,false],["tcp/443","passed",1,true],["udp/5004","passed",1,false],["udp/5004","passed",3,true]]'

say 'a device that has left no trace leaves nothing'
operator 'camera replace porch mac 44:19:b6:0a:00:01'
is 'nobody was retired' "$(in_json '.retired | length' stats)" 1

say 'bounded'
# round NUMBER: a device that does something, and then another
round() {
	local mac

	mac=$(printf '44:19:b6:0c:00:%02x' "$1")
	cordonctl camera replace lobby mac "$mac" >/dev/null || return
	ip neighbour replace 192.168.50.21 lladdr "$mac" dev eth-cam nud permanent
	must who lobby cam "$mac" 192.168.50.21
	must forget
	must judge "lobby cloud udp dport=$((1000 + $1)) | lobby not-recorder |"
}
for number in {1..40}; do
	round "$number" || fail "round $number" 'replace failed'
done
is 'so many are kept' "$(in_json '.retired | length' stats)" 32
is 'the latest' "$(in_json '[.retired[].mac] | sort | .[0], .[-1]' stats | paste -sd ' ')" \
	'44:19:b6:0c:00:08 44:19:b6:0c:00:27'
is 'nothing that was counted is lost' "$(in_json '.reasons["not-recorder"].packets' stats)" 43
is 'not even when all go' "$(cordonctl camera del lobby && in_json '.reasons["not-recorder"].packets' stats)" 43
is 'the evidence of the retired stays' "$(in_json '[.evidence[] | select(.retired != null)] | length' evidence lobby)" 32
must forget
quiet_so_far
done_testing
