#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A recorder on the camera's own network, behind a bridge: it finds the camera
# (ONVIF WS-Discovery), moves it, talks through it and pings it, also where the
# bridge carries groups only to where they were asked for (IGMP snooping).
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

NVR=192.168.50.240 CAMERA=192.168.50.21 PC=192.168.50.41 ROUTER=192.168.50.1
scratch files
load_module
bridged
ip link set br0 type bridge mcast_snooping 0
inhabit cam eth0 $CAMERA $ROUTER $ROUTER_MAC
inhabit rec eth0 $NVR $ROUTER $ROUTER_MAC
inhabit off eth0 $PC $ROUTER $ROUTER_MAC
operator 'segment add eth-cam' "recorder add nvr address $NVR mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec eth-off eth-inet br0
must forget
ip netns exec "$cam" tests/netns/onvif.py camera $CAMERA >"$files/camera" 2>&1 &
at_exit kill $!
check 'the camera listens' wait_for 20 grep -q listens "$files/camera"

use() {
	said=$(ip netns exec "$rec" tests/netns/onvif.py recorder $NVR $CAMERA 2>&1)
	like "$1: the recorder finds the camera" "$said" "^discovery: found $CAMERA, port 3702"
	like "$1: moves it" "$said" '^PTZ: moved'
	like "$1: talks through it" "$said" '^audio: heard'
}
use 'as they are'
check 'the recorder pings it' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 $CAMERA
bench_check 'nothing was dropped' tally \
	'cam | lobby passed, lobby flood, eth-cam passed | cam, rec, off, inet'

say 'with a querier, so that only who asked for a group gets it'
ip link set br0 type bridge mcast_query_response_interval 100 mcast_snooping 1 mcast_querier 1
asked_for() {
	bridge mdb show dev br0 | grep -q 'port eth-cam grp 239.255.255.250'
}
check 'the camera asked for its group' wait_for 10 asked_for
use 'IGMP snooping'
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
