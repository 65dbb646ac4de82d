#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is allowed for a time: it passes, nothing beside it does, it ends by
# itself, and its beginning and end are told with who asked.
# limit: 240
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22"
must ready eth-cam eth-rec eth-off eth-inet
scratch dir
hear "$dir/events"

# told JQ-FILTER...: such an event came.
told() {
	local filter=$1

	jq -e "select($filter)" "$dir/events" | grep -q .
}

say 'an exception'
said=$(cordonctl camera allow lobby to 203.0.113.7 tcp/443 for 1h comment 'ticket 4711')
like 'it has a name and an end' "$said" '^lobby\.1 .*20[0-9][0-9]-'
judge <<'END'
what was allowed                    | lobby cloud tcp dport=443                | lobby passed       | inet
its answer                          | cloud lobby tcp sport=443 dport=40000 flags=A | lobby passed  | cam
an error about it                   | cloud lobby icmp type=3 code=4 quote=lobby>cloud | lobby passed | cam
another port                        | lobby cloud tcp dport=80                 | lobby not-recorder |
another protocol                    | lobby cloud udp dport=443                | lobby not-recorder |
another camera                      | porch cloud tcp dport=443                | porch not-recorder |
another address                     | lobby 203.0.113.8 tcp dport=443          | lobby not-recorder |
somebody there opens                | cloud lobby tcp sport=443 dport=80       | lobby inbound      |
in a broadcast frame                | lobby cloud tcp dport=443 dmac=ff:ff:ff:ff:ff:ff | lobby broadcast |
with a VLAN tag                     | lobby cloud tcp dport=443 tag=10         | lobby vlan         |
END
is 'it is listed with who asked, and why' \
	"$(in_json '.exceptions[] | "\(.camera) \(.uid) \(.comment) \(.seconds_left > 3500)"' camera exceptions)" \
	'lobby 0 ticket 4711 true'
is 'status counts it' "$(in_json .exceptions status)" 1
check 'its beginning is told' wait_for 10 told \
	'.event == "begun" and .what == "exception" and .name == "lobby.1" and .uid == 0'

say 'it ends by command'
operator 'camera revoke lobby.1'
judge <<'END'
over                                | lobby cloud tcp dport=443                | lobby not-recorder |
END
check 'its end is told' wait_for 10 told '.event == "ended" and .name == "lobby.1"'
check 'another' cordonctl camera allow porch to 203.0.113.7 ping for 1h
judge <<'END'
ping                                | porch cloud ping                         | porch passed       | inet
its answer                          | cloud porch pong                         | porch passed       | cam
TCP                                 | porch cloud tcp dport=443                | porch not-recorder |
END
refuses 'none for a camera that does not exist' 1 "there is no camera 'nobody'" \
	cordonctl camera allow nobody to 203.0.113.7 tcp/443 for 1h

say 'it ends by itself'
check 'for three seconds' cordonctl camera allow lobby to 203.0.113.7 tcp/443 for 3s
ended() {
	[ "$(in_json '[.exceptions[] | select(.camera == "lobby")] | length' camera exceptions)" = 0 ]
}
check 'then it is over' wait_for 10 ended
judge <<'END'
over                                | lobby cloud tcp dport=443                | lobby not-recorder |
END
check 'that is told as well, twice by now' wait_for 10 \
	eval "[ \$(grep -c '\"ended\".*\"lobby.1\"' $dir/events) = 2 ]"

say 'setup'
operator 'camera set lobby profile setup for 3s'
judge <<'END'
its factory address                 | lobby nvr udp sip=192.168.1.108          | lobby passed       | rec
an answer to discovery, by group    | lobby 239.255.255.250 udp dport=37020    | lobby passed       |
anything else by group              | lobby 239.255.255.250 udp dport=1900     | lobby multicast    |
the cloud                           | lobby cloud tcp dport=443                | lobby not-recorder |
the recorder's address              | lobby nvr udp sip=nvr                    | lobby spoofed-peer |
END
setup_ended() {
	told '.event == "ended" and .what == "setup" and .name == "lobby"'
}
check 'its end is told' wait_for 10 setup_ended
judge <<'END'
its factory address                 | lobby nvr udp sip=192.168.1.108          | lobby spoofed-address |
END

say 'observing, and trust'
operator 'mode observe for 2s' "trusted add switch mac $GHOST_MAC segment eth-cam for 2s"
check 'observing began' wait_for 10 told '.event == "begun" and .what == "observe" and .uid == 0'
check 'observing ended' wait_for 10 told '.event == "ended" and .what == "observe"'
check 'trust ended' wait_for 10 told '.event == "ended" and .what == "trust" and .name == "switch"'
is 'all is closed again' "$(status)" 0
quiet_so_far

say 'another user changes something else: what runs is left alone'
others() {
	check "cordonctl $*, as another user" setpriv --reuid 65534 --clear-groups \
		--inh-caps +net_admin --ambient-caps +net_admin "$CORDONCTL" "$@"
}
ends() {
	tail -n "+$((before + 1))" "$dir/events" |
		jq -r 'select(.what) | "\(.event) \(.what) \(.name) \(.uid)"'
}
all_told() {
	[ "$(ends | wc -l)" -ge 4 ]
}
before=$(wc -l <"$dir/events")
operator 'mode observe for 1h' 'camera set lobby mode observe for 1h'
others camera set lobby profile push
others mark 0x1/0xf
operator 'camera set lobby mode enforce' 'mode enforce'
check 'both ended' wait_for 10 all_told
is 'each began and ended once, by who asked' "$(ends)" "\
begun observe null 0
begun observe lobby 0
ended observe lobby 0
ended observe null 0"
before=$(wc -l <"$dir/events")
operator 'camera set lobby mode observe for 1h'
others camera set lobby mode observe for 2h
operator 'camera set lobby mode enforce'
check 'both ended' wait_for 10 all_told
is 'another end is asked for by who asks' "$(ends)" "\
begun observe lobby 0
ended observe lobby 0
begun observe lobby 65534
ended observe lobby 65534"

say 'a range of ports'
check 'is allowed' cordonctl camera allow lobby to 203.0.113.7 tcp/5000-5010 for 1h
check 'and told as it is' wait_for 10 told \
	'.event == "begun" and .name == "lobby.1" and .service == "tcp/5000-5010"'
operator 'camera revoke lobby.1'

say 'it ends with its camera'
is 'one is left' "$(in_json '.exceptions[].name' camera exceptions)" porch.1
operator 'camera del porch'
is 'it went with the camera' "$(in_json '.exceptions | length' camera exceptions)" 0
done_testing
