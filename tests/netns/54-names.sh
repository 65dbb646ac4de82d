#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A peer's name where its MAC may stand, and a camera's MAC where its name may.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh
. tests/netns/life.bash

router=02:00:5e:10:00:01
lobby=44:19:b6:01:02:03
quiet_netns host host
scratch dir
ip -n "$host" link add eth0 type dummy
ip -n "$host" link add eth1 type dummy
start_module

tool() { in_netns "$host" "$CORDONCTL" "$@"; }
# said COMMAND...: its exit status, and all it says.
said() {
	local out status=0

	out=$(tool "$@" 2>&1) || status=$?
	echo "$status $out"
}

# --- in the file ---

file=tests/cli/policy/good/mac-by-name.yaml
check 'a file with names for MACs is applied' tool apply $file force
is 'the names are those MACs' "$(tool -j save | jq -c '[(.clients, .servers)[] | .mac // .via.mac]')" \
	"[\"$router\",\"$router\",\"$router\"]"
is 'it has no difference from itself' "$(tool diff $file --exit-code)" 'no change'
tool save >"$dir/saved.yaml"
is 'nor has what is saved' "$(tool diff "$dir/saved.yaml" --exit-code)" 'no change'

# --- on the command line ---

check 'recorder add mac NAME' tool recorder add second address 10.9.0.2 behind eth1 mac router
check 'server set via mac NAME' tool server set time via 192.168.50.1 mac router
is 'both have the MAC' "$(tool -j recorder list | jq -r '.recorders[] | select(.name == "second").mac') $(
	tool -j server list | jq -r '.servers[] | select(.name == "time").via.mac')" "$router $router"
like 'no such peer' "$(said recorder set second mac nobody)" \
	'^1 cordonctl: recorder set: nobody: no such peer; known: .*router'
like 'a peer without a MAC' "$(said recorder set second mac time)" \
	'^1 cordonctl: recorder set: time: no MAC is known of this peer$'

check 'a camera' tool camera add lobby mac $lobby address 192.168.50.21
check 'one whose name reads like its MAC' tool camera add 44-19-b6-01-02-03 mac 44:19:b6:01:02:04
check 'camera set MAC' tool camera set $lobby profile push
is 'camera show MAC' "$(tool -j camera show ${lobby^^} | jq -r '.camera | .name + " " + .profile')" 'lobby push'
is 'a name comes before a MAC' "$(tool -j camera show 44-19-b6-01-02-03 | jq -r .camera.mac)" 44:19:b6:01:02:04
is 'stats MAC' "$(tool -j stats $lobby | jq -r '.cameras[].name')" lobby
is 'evidence MAC' "$(said evidence $lobby dropped)" '0 no evidence'
like 'camera allow MAC via mac NAME' "$(said camera allow $lobby to 203.0.113.7 https via 192.168.50.1 mac router for 1m)" \
	'^0 lobby.1 until '
is 'the exception goes by that MAC' "$(tool -j camera exceptions | jq -r '.exceptions[].via.mac')" $router
like 'camera replace MAC' "$(said camera replace $lobby mac 44:19:b6:01:02:05)" "^0 lobby: $lobby is retired"
is 'no camera has it any more' "$(said camera del $lobby)" "1 cordonctl: camera del: $lobby: no camera has this MAC"
check 'camera del MAC' tool camera del 44:19:b6:01:02:05
check 'a trusted device' tool trusted add switch mac 74:ac:b9:00:00:01 segment eth1 forever
check 'trusted del MAC' tool trusted del 74:ac:b9:00:00:01
like 'half a MAC is none' "$(said camera show 44:19:b6)" "^2 cordonctl: camera show: '44:19:b6': not a MAC address"
end_module
finish
