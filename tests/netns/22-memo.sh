#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What came of a frame is remembered, so each is sent many times: all are counted,
# hardly any is judged, and no change and no difference goes unnoticed.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 segment eth-cam" \
	"trusted add printer mac $GHOST_MAC segment eth-cam forever"
must ready eth-cam eth-rec eth-off eth-inet eth-yard

# judgings FUNCTION: how often it was called.
probes=/sys/kernel/tracing/kprobe_events
judgings() {
	awk -v name="$1" '$1 == name { print $2 }' /sys/kernel/tracing/kprobe_profile
}
for name in judge_ingress judge_exit judge_egress; do
	echo "p:memo/$name $name" >>$probes
	echo 1 >/sys/kernel/tracing/events/memo/$name/enable
	at_exit eval "echo -:memo/$name >>$probes"
	at_exit eval "echo 0 >/sys/kernel/tracing/events/memo/$name/enable"
done

# seldom NAME FUNCTION FRAMES COUNTED ARRIVES: of 40 frames three are judged at most.
seldom() {
	local before after

	before=$(judgings "$2")
	judge <<<"$1 | $3 count=40 | $4 | $5"
	after=$(judgings "$2")
	check "$1: $((after - before)) of 40 were judged" test $((after - before)) -le 3
}

say 'each is counted, few are judged'
seldom 'media' judge_ingress 'lobby nvr udp' 'lobby passed' rec
seldom 'media, at the exit' judge_exit 'lobby nvr udp dport=5006' 'lobby passed' rec
seldom 'an answer over TCP' judge_ingress 'lobby nvr tcp sport=554 dport=40000 flags=A' \
	'lobby passed' rec
seldom 'what is dropped' judge_ingress 'lobby cloud udp dport=53' 'lobby not-recorder' ''
# four flows of a camera are remembered; a change makes room
operator 'mark none'
seldom 'a trusted device' judge_ingress 'ghost nvr udp' 'eth-cam passed' rec
seldom 'TCP to the camera' judge_egress 'nvr lobby tcp sport=40000 dport=554 flags=A' \
	'lobby passed' cam
bench_check 'cordonctl stats agrees with all counters' agree

say 'what differs is judged'
judge <<'END'
a UDP length that lies              | lobby nvr udp ulen=600 count=5           | lobby malformed    |
a fragment of the same packet       | lobby nvr udp len=64 frag=0+ count=5     | lobby passed       | rec
a tag                               | lobby nvr udp tag=10 count=5             | lobby vlan         |
options                             | lobby nvr udp opt=01010101 count=5       | lobby ip-options   |
another next hop                    | lobby nvr udp dmac=02:00:5e:00:77:77 count=5 | lobby next-hop |
another sender                      | lobby nvr udp sip=192.168.50.77 count=5  | lobby spoofed-address |
TCP opens on the same ports         | lobby nvr tcp sport=554 dport=40000 flags=S count=5 | lobby service |
END

say 'what changes is noticed at once'
operator 'camera set lobby profile isolated'
judge <<<'another profile                   | lobby nvr udp count=5 | lobby isolated |'
operator 'camera set lobby profile pull'
judge <<<'and the former                    | lobby nvr udp count=5 | lobby passed | rec'
operator 'camera set lobby address 192.168.50.30'
judge <<<'another address                   | lobby nvr udp count=5 | lobby spoofed-address |'
operator 'camera set lobby address 192.168.50.21'
judge <<<'and the former                    | lobby nvr udp count=5 | lobby passed | rec'
operator 'trusted del printer'
judge <<<'trusted no more                   | ghost nvr udp count=5 | eth-cam unknown-device |'
ip route replace 10.0.2.2/32 via 10.0.3.2
past_commit
judge <<<'the route moved to the office     | lobby nvr udp count=5 | lobby passed x5, lobby rerouted x5 |'
ip route del 10.0.2.2/32
judge <<<'and back                          | lobby nvr udp count=5 | lobby passed | rec'

say 'what was sent before counts'
judge <<'END'
nobody asked                        | lobby nvr udp sport=9000 dport=600 count=5 | lobby service    |
the recorder asks                   | nvr lobby udp sport=600 dport=9000 count=5 | lobby passed     | cam
the answer                          | lobby nvr udp sport=9000 dport=600 count=5 | lobby passed     | rec
END
quiet_so_far
done_testing
