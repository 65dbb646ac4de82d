#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Evidence: what was tried and what was done, summed up, bounded, and exact to the
# frame however much is tried. Events as it happens, and a tracepoint.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

# evidence NAME WANTED FILTER...: rows, packets, bytes, records
evidence() {
	local name=$1 wanted=$2

	shift 2
	must evidence "$@"
	is "$name" "$(tr -d a-z= <<<"$answer")" "$wanted"
}

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21 segment eth-cam"
must ready eth-cam eth-rec eth-off eth-inet
must monitor

say 'events'
judge <<<'the first attempt                   | lobby cloud udp dport=53 count=5         | lobby not-recorder |'
bench_check 'is told' event event=attempt camera=lobby segment=eth-cam mac="$LOBBY_MAC" \
	direction=out reason=not-recorder remote=203.0.113.7 protocol=17 port=53
judge <<'END'
from outside                        | pc lobby tcp dport=80                    | lobby inbound      |
as the recorder                     | lobby cloud udp sip=nvr                  | lobby spoofed-peer |
on another segment's MAC            | ghost nvr udp sip=lobby                  | eth-cam cloned-address |
a device nobody listed              | ghost nvr raw                            | eth-cam unknown-device |
END
bench_check 'the attempt from outside' event event=attempt camera=lobby direction=in \
	reason=inbound remote=10.0.3.2 protocol=6 port=80
bench_check 'the impostor' event event=impostor camera=lobby reason=spoofed-peer
bench_check 'the impostor nobody listed' event event=impostor segment=eth-cam \
	mac="$GHOST_MAC" reason=cloned-address remote=10.0.2.2
bench_check 'the unknown device' event event=unknown segment=eth-cam mac="$GHOST_MAC"
bench_check 'its attempt' event event=attempt segment=eth-cam reason=unknown-device \
	ethertype=0x8033
operator 'segment set eth-cam unknown open'
bench_check 'the commit' event event=commit generation=4
bench_check 'the segment that is open' event event=segment segment=eth-cam state=open
operator 'segment set eth-cam unknown quarantine'
bench_check 'the segment that is closed' event event=segment segment=eth-cam state=closed
bench_check 'its commit' event event=commit generation=5
judge <<<'an attempt seen before              | lobby cloud udp dport=53                 | lobby not-recorder |'
bench_check 'nothing else was told' silence

say 'aggregation'
evidence 'six of one kind are one line' '1 6 444 1' camera=lobby reason=not-recorder
judge <<'END'
another port                        | lobby cloud udp dport=123 count=2        | lobby not-recorder |
another address                     | lobby 8.8.8.8 udp dport=53               | lobby not-recorder |
another protocol                    | lobby cloud tcp dport=53                 | lobby not-recorder |
media                               | lobby nvr udp count=20                   | lobby passed       | rec
the recorder                        | nvr lobby tcp dport=554 count=3          | lobby passed       | cam
a maker's own EtherType             | lobby host raw count=4                   | lobby ethertype    |
END
evidence 'each is a line of its own' '4 10 752 4' camera=lobby reason=not-recorder
evidence 'below IP' '1 4 240 1' camera=lobby ethertype=0x8033 remote=None protocol=None
evidence 'what passed to the recorder' '1 20 1480 1' camera=lobby verdict=passed direction=out
evidence 'what passed to the camera' '1 3 258 1' camera=lobby verdict=passed direction=in \
	remote=10.0.2.2 port=554
first=$(in_json '.evidence[] | select(.port == 123) | .first' evidence lobby)
last=$(in_json '.evidence[] | select(.port == 123) | .last' evidence lobby)
judge <<<'once more                           | lobby cloud udp dport=123                | lobby not-recorder |'
is 'when it was first' "$(in_json '.evidence[] | select(.port == 123) | .first' evidence lobby)" "$first"
check 'when it was last is later' test "$(in_json '.evidence[0].last' evidence lobby)" '>' "$last"
is 'and on top' "$(in_json '.evidence[0].port' evidence lobby)" 123

say 'the tracepoint'
trace=/sys/kernel/tracing
ifindex=$(ip -j link show eth-cam | jq '.[0].ifindex')
echo 1 >$trace/events/camcordon/cordon_drop/enable
judge <<<'a drop                              | lobby cloud udp dport=53                 | lobby not-recorder |'
echo 0 >$trace/events/camcordon/cordon_drop/enable
like 'it fires, and says what' "$(cat $trace/trace)" \
	"cordon_drop: lobby ifindex=$ifindex out drop reason=not-recorder src=${LOBBY_MAC//:/} dst=${HOST_MAC//:/}01 type=0800 len=74"
is 'once' "$(grep -c cordon_drop: $trace/trace)" 1

say 'a port scan, and a search through a network'
judge <<'END'
three hundred ports                 | lobby cloud tcp dport=1000 count=300 vary=dport | lobby not-recorder |
two hundred addresses               | lobby cloud udp dip=100.64.0.1 count=200 vary=dip | lobby not-recorder |
END
# Twelve frames of four kinds were there before.
must evidence camera=lobby reason=not-recorder
like 'every frame and every kind is in it' "$answer" 'packets=512 .*records=504$'
must evidence camera=lobby direction=out verdict=dropped
rows=${answer#rows=}
check 'in no more lines than there are' test "${rows%% *}" -le 40
evidence 'what came first is kept' '1 7 518 1' camera=lobby reason=not-recorder port=53 \
	protocol=17 remote=203.0.113.7
evidence 'what passed has its own room' '1 20 1480 1' camera=lobby verdict=passed direction=out
evidence 'and other directions' '1 1 86 1' camera=lobby reason=inbound
# An event says how many were left out before it; three more were not asked for.
sleep 1.1
judge <<<'one more, when events are sent again | lobby cloud tcp dport=9999              | lobby not-recorder |'
bench_check 'every new attempt is told or counted as suppressed' told 504 event=attempt \
	reason=not-recorder
judge <<<'the same again                      | lobby cloud tcp dport=1000 count=300 vary=dport | lobby not-recorder |'
must evidence camera=lobby reason=not-recorder
like 'every frame is in it' "$answer" "packets=813 "
is 'nothing was lost for want of memory' "$(in_json .failures status)" 0
quiet_so_far
done_testing
