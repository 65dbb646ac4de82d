#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A camera that gives out addresses and calls itself a router, and a host in the
# office that does so towards the camera, on a bridge.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

PATH=$PATH:$PWD/build/unpacked/radvd/usr/sbin
scratch files
load_module
bridged
NVR=192.168.50.240 CAMERA=192.168.50.21 ROUTER=192.168.50.1 PC=192.168.50.41
inhabit cam eth0 $CAMERA $ROUTER $ROUTER_MAC
inhabit off eth0 $PC $ROUTER $ROUTER_MAC
operator 'segment add eth-cam' "recorder add nvr address $NVR mac $NVR_MAC behind eth-rec" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
for end in cam off; do
	must sysctl "${!end}" ipv6/conf/all/forwarding=1 ipv6/conf/eth0/accept_dad=0 \
		ipv6/conf/eth0/disable_ipv6=0
done
must ready eth-cam eth-rec eth-off eth-inet br0
must settle

cat >"$files/radvd.conf" <<'END'
interface eth0 {
	AdvSendAdvert on;
	MinRtrAdvInterval 3;
	MaxRtrAdvInterval 4;
	prefix fd66::/64 { AdvOnLink on; AdvAutonomous on; };
};
END
radvd() {
	assail "$1" "$2" "$3" "$4" timeout 3 radvd -n -m stderr -C "$files/radvd.conf" \
		-p "$files/radvd.pid"
}
radvd 'radvd on the camera' cam 'lobby neighbour' ''
radvd 'radvd in the office' off 'eth-cam inbound' 'rec, inet'

# A device behind the camera asks, so that the camera answers all around.
say 'DHCP'
dhcpd() {
	ip netns exec "${!1}" dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --port=0 \
		--interface="$2" --bind-interfaces --dhcp-range=192.168.50.100,192.168.50.110 \
		--dhcp-leasefile="$files/$1.leases" --no-ping --user=root \
		--pid-file= >"$files/$1.log" 2>&1 &
	at_exit kill $!
	check "dnsmasq runs at $1" wait_for 10 grep -q 'DHCP, IP range' "$files/$1.log"
}
ask() {
	assail "$1" "$2" "$3" "$4" udhcpc -f -q -n -t 1 -T 1 -A 1 -B -i eth0 -s /bin/true
}
new_ends mate
{
	echo "link add sw address $LOBBY_MAC type bridge"
	echo 'link set eth0 master sw'
	echo "link add mate type veth peer name eth0 address 02:00:5e:00:00:76 netns $mate"
	echo 'link set mate master sw up'
	echo 'link set sw up'
	echo "address add $CAMERA/24 dev sw"
} | ip -n "$cam" -batch -
ip -n "$mate" link set eth0 up
must settle
dhcpd cam sw
must settle
ask 'a device behind the camera is given an address' cam@mate 'eth-cam unknown-device, lobby dhcp-server' ''
dhcpd off eth0
asked() {
	grep -c DHCPDISCOVER "$files/off.log"
}
ask 'the camera asks for an address, of nobody' cam 'lobby dhcp' ''
operator "server add dhcp address $NVR mac $NVR_MAC behind eth-rec gives dhcp"
ask 'the camera asks for an address, of the recorder only' cam 'lobby passed, lobby flood' 'rec'
is "the office's server heard of none of them" "$(asked)" 0
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
