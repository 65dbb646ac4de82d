#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices on a segment that nobody listed: quarantined, observed, let through, or
# trusted for a time. The list of them is bounded, whatever they send.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
scratch dir
registries "$dir"
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet

say 'quarantined'
judge <<'END'
to the cloud                        | ghost cloud udp                          | eth-cam unknown-device |
to the recorder, three times        | ghost nvr udp count=3                    | eth-cam unknown-device |
ARP                                 | ghost host arp                           | eth-cam unknown-device |
from the recorder                   | nvr ghost udp                            | eth-cam inbound    |
from the cloud                      | cloud ghost udp                          | eth-cam inbound    |
END
is 'it is in the list' "$(in_json '.unknown[] | [.mac, .segment, .ethertype, .packets, .bytes] + .addresses | @csv' unknown)" \
	"\"$GHOST_MAC\",\"eth-cam\",\"0x0806\",5,356,\"192.168.50.99\""
is 'all of it was dropped' "$(in_json '.unknown[] | [.dropped, .would_drop] | @csv' unknown)" 5,0
is 'its MAC is its own choice' "$(in_json '.unknown[] | [.local, .oui] | @csv' unknown)" true,
is 'what it tried, most of all first' "$(in_json '.unknown[].tried[] | [.remote, .service, .verdict, .packets, .country.code] | @csv' unknown)" \
	'"10.0.2.2","udp/5004","dropped",3,
"203.0.113.7","udp/5004","dropped",1,"ZZ"'
is 'who tried to reach it, and by which interface' \
	"$(in_json '.unknown[].reached_by[] | [.remote, .service, .reason, .interface, .packets] | @csv' unknown | sort)" \
	'"10.0.2.2","udp/5004","inbound","eth-rec",1
"203.0.113.7","udp/5004","inbound","eth-inet",1'
like 'for people, too' "$(cordonctl unknown)" \
	"^$GHOST_MAC +eth-cam +nobody: locally administered +192.168.50.99 +5 +5 +0 .* udp/5004 at 10.0.2.2\$"
is 'alone: the camera is not' "$(in_json .unknown status)" 1
is 'status: all is closed' "$(status)" 0

say 'observed'
operator 'segment set eth-cam unknown observe'
judge <<'END'
to the cloud                        | ghost cloud udp                          | eth-cam would unknown-device | inet
from the office                     | pc ghost udp                             | eth-cam would unknown-device | cam
but not as the recorder             | ghost cloud udp sip=nvr                  | eth-cam spoofed-peer |
nor as this host                    | ghost cloud udp smac=host                | eth-cam spoofed-peer |
nor as a camera                     | ghost cloud udp sip=lobby                | eth-cam cloned-address |
a camera as ever                    | lobby cloud udp                          | lobby not-recorder |
END
is 'status: not closed' "$(status)" 1
is 'the segment is observing' "$(in_json '.segments[0].state' status)" observing
judge <<'END'
a connection to it                  | nvr ghost tcp dport=554                  | eth-cam would unknown-device | cam
and on                              | nvr ghost tcp dport=554 flags=A count=3  | eth-cam would unknown-device | cam
its answers                         | ghost nvr tcp sport=554 dport=40000 flags=A count=7 | eth-cam would unknown-device | rec
a connection of its own             | ghost cloud tcp dport=8883               | eth-cam would unknown-device | inet
and answers to it                   | cloud ghost tcp sport=8883 dport=40000 flags=A | eth-cam would unknown-device | cam
END
is 'who connects is known, answers are no attempt' \
	"$(in_json '.unknown[] | .tried[], .reached_by[] | select(.service | startswith("tcp")) | [.remote, .service, .verdict, .packets, .interface] | @csv' unknown)" \
	'"203.0.113.7","tcp/8883","would-drop",1,
"10.0.2.2","tcp/554","would-drop",4,"eth-rec"'
judge <<'END'
three hundred ports of it           | pc ghost tcp dport=1000 count=300 vary=dport | eth-cam would unknown-device | cam
as many of its own                  | ghost cloud tcp dport=1000 count=300 vary=dport | eth-cam would unknown-device | inet
END
is 'what is kept of it is bounded' "$(in_json '.unknown[] | [(.tried | length), (.reached_by | length)] | @csv' unknown)" 8,8
is 'what came first is kept' "$(in_json '.unknown[] | .tried[], .reached_by[] | select(.service == "udp/5004" or .service == "tcp/554") | .remote' unknown | sort | paste -sd ' ')" \
	'10.0.2.2 10.0.2.2 10.0.2.2 10.0.3.2 203.0.113.7 203.0.113.7'
is 'and the last one' "$(in_json '.unknown[] | [.tried[], .reached_by[]] | map(select(.service == "tcp/1299")) | length' unknown)" 2

say 'let through'
operator 'segment set eth-cam unknown open'
judge <<'END'
to the cloud                        | ghost cloud udp                          | eth-cam passed     | inet
from the office                     | pc ghost udp                             | eth-cam passed     | cam
but not as the recorder             | ghost cloud udp sip=nvr                  | eth-cam spoofed-peer |
a camera as ever                    | lobby cloud udp                          | lobby not-recorder |
and towards it                      | pc lobby udp                             | lobby inbound      |
END
is 'status: not closed' "$(status)" 1
is 'the segment is open' "$(in_json '.segments[0].state' status)" open

say 'trusted'
operator 'segment set eth-cam unknown quarantine' \
	"trusted add switch mac $GHOST_MAC segment eth-cam for 60s"
judge <<'END'
to the cloud                        | ghost cloud udp                          | eth-cam passed     | inet
from the office                     | pc ghost udp                             | eth-cam passed     | cam
its own EtherType                   | ghost host raw                           | eth-cam passed     |
but not as the recorder             | ghost cloud udp sip=nvr                  | eth-cam spoofed-peer |
nor as a camera                     | ghost cloud udp sip=lobby                | eth-cam cloned-address |
not on a VLAN                       | ghost cloud udp tag=10                   | eth-cam vlan       |
no spanning tree                    | ghost host llc                           | eth-cam ethertype  |
END
is 'status: that is closed' "$(status)" 0
is 'it is unknown no more' "$(in_json '.unknown | length' unknown) $(in_json .unknown status)" '0 0'
operator 'trusted del switch' \
	"trusted add switch mac $GHOST_MAC segment eth-cam for 2s"
judge <<<'trusted for two seconds             | ghost cloud udp | eth-cam passed | inet'
# By the clock, which is what the test is about.
sleep 2.1
judge <<<'and then no more, by itself         | ghost cloud udp | eth-cam unknown-device |'
is 'it is unknown again' "$(in_json '.unknown[0].mac' unknown) $(in_json .unknown status)" "$GHOST_MAC 1"

judge <<<'a MAC that has been registered      | ghost cloud udp smac=44:19:b6:0f:0f:0f sip=192.168.50.98 | eth-cam unknown-device |'
is 'to whom' "$(in_json '.unknown[1] | [.local, .oui] | @csv' unknown)" 'false,"An Example of a Registrant"'
like 'which does not say who made it' "$(cordonctl unknown | head -n 1)" ' OUI REGISTERED TO '

# The list takes so many new devices a second; all are counted.
say 'a flood of source MACs'
all=0
mac() {
	printf '02:aa:00:00:%02x:%02x' $(($1 / 256)) $(($1 % 256))
}
flood() {
	bench_check "a hundred devices from number $all" judge \
		"ghost nvr udp count=100 vary=smac smac=$(mac $all) | eth-cam unknown-device |"
	all=$((all + 100))
}
listed() {
	in_json '.unknown | length' unknown
}
full() {
	[ "$all" -ge 2000 ] || flood
	[ "$(listed)" = 256 ]
}
seconds=$((SECONDS + 30))
until full || [ "$SECONDS" -ge $seconds ]; do sleep 0.5; done
is 'the list is full' "$(listed)" 256
sleep 1.1
flood
is 'and stays as long' "$(listed)" 256
is 'as status says' "$(in_json .unknown status)" 256
macs=$(in_json '.unknown[].mac' unknown)
like 'the first one is kept' "$macs" "$GHOST_MAC"
like 'the first of the flood, too' "$macs" 02:aa:00:00:00:00
like 'and one of the latest hundred' "$macs" \
	"$(printf '02:aa:00:00:(%02x|%02x):' $(((all - 100) / 256)) $(((all - 1) / 256)))"
is 'none twice' "$(sort <<<"$macs" | uniq -d)" ''
quiet_so_far
done_testing
