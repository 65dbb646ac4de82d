#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Observing, global and of one camera: what would have been dropped passes and is
# counted as that, for a stated time. And the tag of what passes.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

closed() {
	[ "$(status)" = 0 ]
}

# since: of the segment's state, and since when it is closed
since() {
	in_json '.segments[0] | "\(.since) \(.closed_since)"' status
}

load_module
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22"
must ready eth-cam eth-rec eth-off eth-inet
is 'status: closed' "$(status)" 0
read -r attached closed_since < <(since)
is 'since it is a segment' "$closed_since" "$attached"

say 'all is observed'
operator 'mode observe for 60s'
judge <<'END'
media as ever                       | lobby nvr udp                            | lobby passed       | rec
to the cloud                        | lobby cloud udp                          | lobby would not-recorder | inet
the camera opens TCP                | lobby nvr tcp                            | lobby would service | rec
as the recorder                     | lobby cloud udp sip=nvr                  | lobby would spoofed-peer | inet
a device nobody listed              | ghost cloud udp                          | eth-cam would unknown-device | inet
from the office                     | pc lobby tcp dport=80                    | lobby would inbound | cam
from the office to nobody listed    | pc ghost tcp dport=80                    | eth-cam would inbound | cam
a VLAN, which this host has not     | lobby nvr udp tag=10                     | lobby would vlan   |
END
is 'status: not closed' "$(status)" 1
is 'it says so' "$(in_json '[.closed, .mode, .segments[0].state] | @csv' status)" \
	'false,"observe","observing"'
must evidence camera=lobby reason=not-recorder
is 'evidence of what would have been dropped' "$answer" 'rows=1 packets=1 bytes=74 records=1'
must evidence camera=lobby verdict=would-drop
is 'and of all of it' "$answer" 'rows=5 packets=5 bytes=394 records=5'
must evidence camera=lobby verdict=dropped
is 'nothing was' "$answer" 'rows=0 packets=0 bytes=0 records=0'

say 'for a time'
operator 'mode observe for 2s'
check 'it ends by itself' wait_for 10 closed
judge <<'END'
to the cloud                        | lobby cloud udp                          | lobby not-recorder |
from the office                     | pc lobby tcp dport=80                    | lobby inbound      |
END

say 'one camera is observed'
operator 'camera set lobby mode observe for 60s'
judge <<'END'
to the cloud                        | lobby cloud udp                          | lobby would not-recorder | inet
from the office                     | pc lobby tcp dport=80                    | lobby would inbound | cam
another camera                      | porch cloud udp                          | porch not-recorder |
its address under another MAC       | ghost cloud udp sip=lobby                | eth-cam cloned-address |
END
is 'status: not closed' "$(status)" 1
is 'it says why' "$(in_json '[.closed, .mode, .segments[0].state, .observed] | @csv' status)" \
	'false,"enforce","closed",1'
before=$(since)
is 'it is not closed since anything' "${before#* }" null
like 'and that is said' "$(cordonctl status)" \
	'^eth-cam: NOT CLOSED \(a camera is only observed\); unknown devices: quarantine$'
operator 'camera set lobby mode observe for 2s'
ends=$(date -u +%FT%T)
check 'it ends by itself' wait_for 10 closed
read -r began closed_since < <(since)
is 'the state for unlisted devices is what it was' "$began" "${before% *}"
check 'closed since the observing ended, not since before' test "$closed_since" '>' "$ends"
like 'which status says' "$(cordonctl status)" "^eth-cam: CLOSED since $closed_since; "
operator 'camera set lobby mode enforce'
is 'and no change of the policy makes that forgotten' "$(since)" "$began $closed_since"
judge <<<'to the cloud                       | lobby cloud udp | lobby not-recorder |'
must evidence camera=lobby reason=not-recorder
is 'dropped and would drop are two lines' "$answer" 'rows=2 packets=4 bytes=296 records=2'

# Another rule of this host has left its tag before; of that, bits outside our
# mask have to be there still when the frame is forwarded.
say 'tags'
tc qdisc add dev eth-cam clsact
check 'a tag of another tool' tc filter add dev eth-cam ingress matchall \
	action skbedit mark 0xabcd
check 'counters of tags' nft -f - <<'RULES'
table inet tags {
	counter none { }
	counter other { }
	counter own { }
	counter common { }
	counter wrong { }
	chain forward {
		type filter hook forward priority filter;
		meta mark 0 counter name none accept
		meta mark 0xabcd counter name other accept
		meta mark 0xab10 counter name own accept
		meta mark 0xa2cd counter name common accept
		counter name wrong
	}
}
RULES
# tags NAME NONE OTHER OWN COMMON: packets counted since the last time
tags() {
	local name=$1

	shift
	is "$name" "$(nft reset counters table inet tags |
		sed -n 's/.*packets \([0-9]*\).*/\1/p' | paste -sd ' ')" "$* 0"
}
judge <<<'no tag is set                       | lobby nvr udp count=2                    | lobby passed       | rec'
tags 'and none is changed' 0 2 0 0
operator 'camera set lobby mark 0x10/0xff'
judge <<'END'
of one camera                       | lobby nvr udp count=3                    | lobby passed       | rec
the other has none                  | porch nvr udp                            | porch passed       | rec
what goes to it has none            | nvr lobby udp                            | lobby passed       | cam
END
tags 'its bits are set, the others left' 1 1 3 0
operator 'mark 0x200/0xf00'
judge <<'END'
a camera's own goes before          | lobby nvr udp count=3                    | lobby passed       | rec
all others have the common one      | porch nvr udp count=4                    | porch passed       | rec
what is dropped has none            | lobby cloud udp                          | lobby not-recorder |
END
tags 'each has its tag' 0 0 3 4
operator 'camera set lobby mark none mode observe for 60s' 'mark none'
judge <<<'an observed frame                   | lobby cloud udp                          | lobby would not-recorder | inet'
tags 'no tag again' 0 1 0 0
quiet_so_far
done_testing
