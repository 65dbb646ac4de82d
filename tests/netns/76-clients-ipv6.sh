#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A camera configures its own IPv6 address by this host's router advertisements,
# on a bridge that carries groups only to where they were asked for (MLD
# snooping), and the recorder reaches it there.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

PATH=$PATH:$PWD/build/unpacked/radvd/usr/sbin
scratch files
# of its MAC, by RFC 4291
CAMERA=fd50::4619:b6ff:fe01:203
load_module
bridged6
ip link set br0 type bridge mcast_snooping 1 mcast_querier 1 mcast_query_interval 300 \
	mcast_startup_query_interval 300
operator 'segment add eth-cam' "recorder add nvr address fd50::240 mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec eth-off eth-inet br0

must sysctl "$rec" ipv6/conf/eth0/accept_dad=0 ipv6/conf/eth0/accept_ra=0 \
	ipv6/conf/eth0/disable_ipv6=0
ip -n "$rec" address add fd50::240/64 dev eth0 nodad
must settle

cat >"$files/radvd.conf" <<'END'
interface br0 {
	AdvSendAdvert on;
	MinRtrAdvInterval 3;
	MaxRtrAdvInterval 4;
	prefix fd50::/64 { };
};
END
sysctl -qw net.ipv6.conf.all.forwarding=1
radvd -n -m stderr -C "$files/radvd.conf" -p "$files/pid" >"$files/radvd" 2>&1 &
radvd=$!
at_exit kill $radvd

# Duplicate address detection and solicitations of routers, as they are by default.
must forget
must sysctl "$cam" ipv6/conf/eth0/accept_ra=1 ipv6/conf/eth0/disable_ipv6=0
configured() {
	ip -n "$cam" -6 address show dev eth0 -tentative | grep -q "$CAMERA/64"
}
check 'the camera has its address, and nobody else' wait_for 20 configured
like 'and a route by this host' "$(ip -n "$cam" -6 route show default)" 'default via fe80::.* dev eth0'
like 'the bridge knows its groups' "$(bridge mdb show dev br0)" 'port eth-cam grp ff02::1:ff01:203'
check 'the recorder pings the camera' ip netns exec "$rec" ping -qnc 3 -i 0.1 -W 5 $CAMERA
bench_check 'the recorder opens TCP to the camera' tcp "$rec" "$cam" $CAMERA 554
ip -n "$rec" neighbour flush dev eth0
ip -n "$cam" neighbour flush dev eth0
bench_check 'also when they have forgotten each other' tcp "$rec" "$cam" $CAMERA 554
kill $radvd
wait $radvd
# What the recorder tells routers of its own groups is none of the camera's business.
bench_check 'nothing was dropped but copies for others' tally \
	'cam | lobby passed, eth-cam passed, lobby flood, eth-cam inbound x* | cam, rec, off, inet'
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
