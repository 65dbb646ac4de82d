#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# From nothing to a policy: a segment is observed, devices and those who deal with
# them do what they do, and a policy file is made of it that check accepts.
# limit: 300
# shellcheck disable=SC2154
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

scratch dir
registries "$dir"

# draft: the file, and the same as JSON
draft() {
	cordonctl draft >"$dir/draft.yaml" || fail 'draft' "$?"
	python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' \
		<"$dir/draft.yaml" >"$dir/draft.json"
}

drafted() {
	jq -c "$1" "$dir/draft.json"
}

# connects FROM-NAMESPACE|- PORT: a connection to the device, which nobody answers
connects() {
	local place=(ip netns exec "$1")

	[ "$1" != - ] || place=()
	"${place[@]}" timeout 1 bash -c "echo >/dev/tcp/192.168.51.21/$2" 2>/dev/null
	return 0
}

load_module
routed
# What nobody here listens to is not said to devices: the counters are exact.
nft -f - <<'RULES'
table ip quiet {
	chain output {
		type filter hook output priority filter;
		icmp type destination-unreachable drop
	}
}
RULES
say 'nothing yet'
draft
check 'a draft of nothing is a policy' cordonctl check "$dir/draft.yaml"
like 'it says how to begin' "$(<"$dir/draft.yaml")" 'none yet: cordonctl segment add INTERFACE unknown observe'

operator 'segment add eth-cam unknown observe vlan 10'
must ready eth-cam eth-rec eth-off eth-inet
draft
check 'so is one of a segment' cordonctl check "$dir/draft.yaml"
is 'with nobody on it' "$(drafted '[.segments, .recorders, .servers, .clients, .trusted, .cameras]')" \
	'[[{"interface":"eth-cam","unknown":"quarantine","vlan":[10]}],[],[],[],[],[]]'

say 'a recorder elsewhere'
judge <<'END'
a device that has been heard        | lobby nvr udp                            | eth-cam would unknown-device | rec
a recorder                          | nvr lobby tcp dport=554 count=4          | eth-cam would unknown-device | cam
what it answers                     | lobby nvr tcp sport=554 dport=40000 flags=A count=4 | eth-cam would unknown-device | rec
and sends by itself                 | lobby nvr tcp dport=21                   | eth-cam would unknown-device | rec
an office PC looks                  | pc lobby tcp dport=80                    | eth-cam would unknown-device | cam
somebody of the internet, too       | cloud lobby tcp dport=8000               | eth-cam would unknown-device | cam
the time, of this host              | lobby host udp dport=123                 | eth-cam would unknown-device |
the time, of the internet           | lobby cloud udp dport=123 count=2        | eth-cam would unknown-device | inet
names, of the recorder              | porch nvr udp dport=53                   | eth-cam would unknown-device | rec
and an answer                       | nvr porch udp sport=53 dport=40000       | eth-cam would unknown-device | cam
no IP                               | ghost host raw                           | eth-cam would unknown-device |
END
draft
check 'check accepts it' cordonctl check "$dir/draft.yaml"
is 'the segment will be closed' "$(drafted .segments)" '[{"interface":"eth-cam","unknown":"quarantine","vlan":[10]}]'
is 'who streams is the recorder, where it came in' "$(drafted .recorders)" \
	'[{"name":"recorder-1","addresses":["10.0.2.2"],"behind":"eth-rec"}]'
is 'servers of this network' "$(drafted .servers)" \
	'[{"name":"host","addresses":["self"],"gives":["ntp"]},{"name":"server-2","addresses":["10.0.2.2"],"behind":"eth-rec","gives":["dns"]}]'
is 'the cameras' "$(drafted '[.cameras[] | [.name, .mac, .addresses, .segment, .profile]]')" \
	"[[\"cam-${LOBBY_MAC//:/}\",\"$LOBBY_MAC\",[\"192.168.50.21\"],\"eth-cam\",\"pull\"],[\"cam-${PORCH_MAC//:/}\",\"$PORCH_MAC\",[\"192.168.50.22\"],\"eth-cam\",\"pull\"]]"
is 'nobody else' "$(drafted '[.clients, .trusted]')" '[[],[]]'
text=$(<"$dir/draft.yaml")
like 'who only looked is for a person to decide' "$text" '^  # - name: client-[12]$'
like 'what it opened' "$text" '^  #   opens: \[tcp/80\]$'
like 'time of the internet is not for cameras' "$text" '^  # it is beyond a gateway; better let this host give it: \[self\]:$'
like 'a device that used no IP is no camera' "$text" "^  # - \{name: dev-${GHOST_MAC//:/}, mac: $GHOST_MAC, segment: \"eth-cam\", for: forever\}"
like 'it says of what a guess was made' "$text" '^    # started on devices, with so many packets: tcp/554 \(4\)$'
like 'what a camera was reached at' "$text" '^    # reached: tcp/554 by 10.0.2.2 \(4\)$'
like 'what it tried, and the registry'\''s country' "$text" \
	'^    # tried: udp/123 at 203.0.113.7 \(2\), registry country ZZ, database of 2026-06-25$'
like 'who registered its OUI' "$text" '^    # OUI registered to An Example of a Registrant; '
like 'that it pushes' "$text" "profile: pull  # it opened connections to the recorder: 'push' lets it"
is 'as JSON' "$(cordonctl -j draft | jq -r .draft | sed 2d)" "$(sed 2d "$dir/draft.yaml")"

say 'the draft in force: the same traffic'
jq --arg mac "$PORCH_MAC" 'del(.cameras[] | select(.mac == $mac))' "$dir/draft.json" >"$dir/part.yaml"
check 'it is applied, but for a camera' apply part
judge <<END
the recorder                        | nvr lobby tcp dport=554                  | cam-${LOBBY_MAC//:/} passed | cam
the office PC                       | pc lobby tcp dport=80                    | cam-${LOBBY_MAC//:/} inbound |
time of the internet                | lobby cloud udp dport=123                | cam-${LOBBY_MAC//:/} not-recorder |
END
draft
like 'what is listed is named' "$(<"$dir/draft.yaml")" \
	"^# NOT IN HERE, but in the policy: eth-cam, host, recorder-1, server-2, cam-${LOBBY_MAC//:/}\$"
is 'and not guessed again' "$(drafted '[.segments, .recorders, .servers, .clients, .trusted]')" \
	'[null,[],[],[],[]]'
is 'only the rest' "$(drafted '[.cameras[].mac]')" "[\"$PORCH_MAC\"]"
check 'which is one more file of the policy' cordonctl check "$dir/part.yaml" "$dir/draft.yaml"
judge <<END
the time, of the recorder           | porch nvr udp dport=123                  | eth-cam unknown-device |
END
draft
is 'who is listed and asked for more is, under another name' "$(drafted .servers)" \
	'[{"name":"server-1","addresses":["10.0.2.2"],"behind":"eth-rec","gives":["ntp"]}]'
check 'and that is right, too' cordonctl check "$dir/part.yaml" "$dir/draft.yaml"

say 'this host records, and containers on it'
operator "camera del cam-${LOBBY_MAC//:/}" 'recorder del recorder-1' 'server del host' \
	'server del server-2' 'segment del eth-cam' \
	'segment add eth-yard unknown observe'
new_ends box
ip -batch - <<-END
	link add br-frigate type bridge
	link set br-frigate up
	address add 172.18.0.1/24 dev br-frigate
	link add veth-box type veth peer name eth0 netns $box
	link set veth-box master br-frigate up
END
inhabit box eth0 172.18.0.2 172.18.0.1 "$(ip -j link show br-frigate | jq -r '.[0].address')"
nft -f - <<'RULES'
table ip nat {
	chain postrouting {
		type nat hook postrouting priority srcnat;
		ip saddr 172.18.0.0/24 oifname "eth-yard" masquerade
	}
}
RULES
must ready veth-box eth-yard
must forget
judge <<<'a device that has been heard        | yard nvr udp                             | eth-yard would unknown-device | rec'
connects - 8000
connects "$box" 554
draft
check 'check accepts it' cordonctl check "$dir/draft.yaml"
is 'this host is the recorder, with its containers' "$(drafted .recorders)" \
	'[{"name":"nvr","addresses":["self"],"from":["br-frigate"]}]'
like 'for what the container did' "$(<"$dir/draft.yaml")" '^    # a bridge of containers: "br-frigate"$'
like 'and what it did' "$(<"$dir/draft.yaml")" '^    # reached: tcp/554 by 192.168.51.1 '
done_testing
