#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A link that carries less than the camera's network, between this host and the
# recorder: at this host, or behind a router on the way. Who cannot pass a
# packet on says so to the camera, which has to hear it, or streams stall.
#
#   cam --- eth-cam (segment)  host  eth-rec --- rec --- nvr:eth0
#                                   10.0.2.1     .2 .1    10.0.9.2
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

NVR=10.0.9.2 NVR6=fd09::2 CAMERA=192.168.50.21 CAMERA6=fd50::21
scratch files
load_module
routed6
new_ends nvr
inhabit cam eth0 $CAMERA 192.168.50.1 $HOST_MAC:01
inhabit rec eth0 10.0.2.2 10.0.2.1 $HOST_MAC:02
ip -batch - <<END
link add name far netns $rec type veth peer name eth0 netns $nvr
route add 10.0.9.0/24 via 10.0.2.2
route add fd09::/64 via fd02::2
END
for end in "$cam" "$rec" "$nvr"; do
	must sysctl "$end" ipv6/conf/all/disable_ipv6=0 ipv6/conf/eth0/disable_ipv6=0 \
		ipv6/conf/eth0/accept_ra=0 ipv6/conf/eth0/router_solicitations=0
done
must sysctl "$rec" ipv4/ip_forward=1 ipv6/conf/far/disable_ipv6=0 ipv6/conf/all/forwarding=1
ip -n "$cam" -batch - <<END
address add $CAMERA6/64 dev eth0 nodad
route add default via fd50::1
END
ip -n "$rec" -batch - <<END
address add fd02::2/64 dev eth0 nodad
route add default via fd02::1
address add 10.0.9.1/24 dev far
address add fd09::1/64 dev far nodad
link set far up
END
ip -n "$nvr" -batch - <<END
address add $NVR/24 dev eth0
address add $NVR6/64 dev eth0 nodad
link set eth0 up
route add default via 10.0.9.1
route add default via fd09::1
END
operator 'segment add eth-cam' "recorder add nvr address $NVR address $NVR6 behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA address $CAMERA6"
must ready eth-cam eth-rec eth-off eth-inet
head -c 200000 /dev/urandom >"$files/sent"

# mtu HERE THERE: of the link from here to the router, and from there on
mtu() {
	ip link set eth-rec mtu "$1"
	ip -n "$rec" link set far mtu "$2"
	ip -n "$cam" route flush cache
	ip -n "$cam" -6 route flush cache
}

# record NAME CAMERA RECORDER: the recorder connects, and the camera has much to say.
record() {
	local family

	[[ $2 == *:* ]] && family=-6 || family=-4
	ip netns exec "$cam" nc $family -N -l "$2" 554 <"$files/sent" >"$files/nc" 2>&1 &
	wait_for 5 listening
	ip netns exec "$nvr" timeout 20 nc $family -d "$2" 554 >"$files/got" 2>"$files/nc2"
	check "$1" cmp "$files/sent" "$files/got"
	like '... and the camera knows why' "$(ip -n "$cam" $family route get "$3")" 'mtu 1300'
	kill $! 2>/dev/null
}
listening() {
	ip netns exec "$cam" ss -Hltn | grep -q ':554 '
}

mtu 1300 1500
record 'IPv4, this host says it is too big' $CAMERA $NVR
record 'IPv6, this host says it is too big' $CAMERA6 $NVR6
mtu 1500 1300
record 'IPv4, a router on the way says it is too big' $CAMERA $NVR
record 'IPv6, a router on the way says it is too big' $CAMERA6 $NVR6
is 'nothing was dropped' "$(in_json '[.cameras[].reasons] | tostring' stats)" '[{}]'

say 'others may not say so'
must forget
judge <<'END'
the office                          | pc lobby icmp type=3 code=4 quote=lobby>nvr | lobby inbound  |
a router on the way, of a stranger  | nvr lobby icmp type=3 code=4 quote=pc>nvr | lobby inbound    |
END
done_testing
