#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices on a segment that nobody listed: quarantined, observed, let through, or
# trusted for a time. The list of them is bounded, whatever they send.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
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
