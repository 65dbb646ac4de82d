#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The seal: what takes away is accepted, what would let more pass is refused,
# counted and told; and what remains possible by force. It lasts until the next
# boot, so this test is one of the last in its machine.
# limit: 180
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam unknown observe' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	'profile add own opens tcp/80,tcp/443 serves rtsp' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 address 192.168.50.23" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22 profile own"
must ready eth-cam eth-rec eth-off eth-inet
scratch dir
hear "$dir/events"

# sealed WORD...: refused because it is sealed, with nothing changed.
sealed() {
	local generation

	generation=$(in_json .generation status)
	refuses "refused: $*" 1 'sealed until this host is started anew: ' cordonctl "$@"
	is '... and nothing was changed' "$(in_json .generation status)" "$generation"
}

say 'what is not closed is not sealed'
refuses 'while a segment observes' 1 'not quarantined' cordonctl seal
operator 'segment set eth-cam unknown quarantine' 'mode observe for 1h'
refuses 'while all is observed' 1 'observed' cordonctl seal
operator 'mode enforce' 'camera set lobby mode observe forever'
refuses 'while a camera is observed' 1 'observed' cordonctl seal
operator 'camera set lobby mode enforce'
check 'an exception that runs' cordonctl camera allow lobby to 203.0.113.7 tcp/443 for 1h
cordonctl save >"$dir/now.yaml"
printf 'version: 1\n' >"$dir/nothing.yaml"
check 'a policy for a time' apply nothing confirm 3s
refuses 'while the former may come back' 1 'a change waits to be confirmed' cordonctl seal
taken_back() {
	[ "$(in_json .confirm status)" = null ]
}
check 'it comes back' wait_for 20 taken_back
is 'not sealed yet' "$(in_json .sealed status)" null

check 'seal' cordonctl seal
check 'again changes nothing' cordonctl seal
like 'status says since when' "$(cordonctl status)" 'SEALED since 20.*can be unloaded by force'
told() {
	grep -q "\"event\":\"$1\"" "$dir/events"
}
check 'an event says so' wait_for 10 told sealed

say 'what would let more pass'
sealed camera add yard mac $YARD_MAC
sealed camera set lobby address 192.168.50.24
sealed camera set lobby profile any
sealed camera set lobby mode observe for 1m
sealed camera set lobby profile setup for 1m
sealed camera allow porch to 203.0.113.7 tcp/443 for 1m
sealed camera set porch profile pull
sealed profile set own opens tcp/80,tcp/443,tcp/25
sealed recorder add more address 10.0.3.2 behind eth-off
sealed recorder set nvr behind eth-off
sealed server add time self gives ntp
sealed client add desk address 10.0.3.2 behind eth-off opens http
sealed trusted add switch mac $GHOST_MAC segment eth-cam forever
sealed segment set eth-cam unknown open
sealed segment set eth-cam vlan 10
sealed segment del eth-cam
sealed mode observe for 1m
sealed apply "$dir/nothing.yaml"
sealed apply "$dir/nothing.yaml" confirm 1m
check 'what is in force may be applied' apply now
is 'each of them was counted' "$(in_json .refused status)" 18
check 'and told' wait_for 10 told refused
refuses 'the module stays' 1 'in use' rmmod camcordon
check 'the self-test works' cordonctl selftest

say 'what takes away'
operator 'profile set own opens tcp/80' 'camera set lobby address 192.168.50.21' \
	'camera revoke lobby.1' 'segment add eth-yard' 'camera set porch profile isolated' \
	'camera del porch'
judge <<'END'
what passed passes                  | lobby nvr udp                            | lobby passed       | rec
what did not, does not              | lobby cloud tcp dport=443                | lobby not-recorder |
an address it has no more           | lobby nvr udp sip=192.168.50.23          | lobby spoofed-address |
a camera that is none any more      | porch nvr udp                            | eth-cam unknown-device |
END
quiet_so_far

say 'renamed'
renamed() {
	grep -q '"event":"segment".*"now_called":"eth-other"' "$dir/events"
}
ip link set eth-yard down
ip link set eth-yard up
ip link set eth-yard down
ip link set eth-yard name eth-other
check 'a renamed segment is told' wait_for 10 renamed
is 'and is closed' "$(in_json '.segments[] | select(.interface == "eth-yard").state' status)" closed

say 'by force'
check 'the module is forced out' rmmod -f camcordon
like 'it takes its segments down' "$(ip link show eth-cam)" 'state DOWN'
like 'renamed or not' "$(ip link show eth-other)" 'state DOWN'
like 'the recorder is left alone' "$(ip link show eth-rec)" ',UP'
like 'it left nothing behind' "$(dmesg | grep camcordon: | tail -n 1)" 'unloaded, nothing left'
finish
