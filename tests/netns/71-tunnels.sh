#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever a packet can be wrapped into, on a camera behind a bridge, which
# carries any EtherType. What is inside the recorder's own media ports nobody
# looks at: that is the recorder's business.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

PATH=$PATH:$PWD/build/unpacked/iodine/usr/sbin
modprobe -a tun pppoe
load_module
bridged
NVR=192.168.50.240 PC=192.168.50.41 CAMERA=192.168.50.21 ROUTER=192.168.50.1
inhabit cam eth0 $CAMERA $ROUTER $ROUTER_MAC
inhabit off eth0 $PC $ROUTER $ROUTER_MAC
ip -n "$cam" neighbour add $NVR lladdr $NVR_MAC dev eth0 nud permanent
ip -n "$cam" neighbour add $PC lladdr $PC_MAC dev eth0 nud permanent
ip -n "$off" neighbour add $CAMERA lladdr $LOBBY_MAC dev eth0 nud permanent
operator 'segment add eth-cam' "recorder add nvr address $NVR mac $NVR_MAC behind eth-rec" \
	"server add names address $PC mac $PC_MAC behind eth-off gives dns" \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec eth-off eth-inet br0
# A known way is not flooded.
judge <<<'the bridge learns who is where      | nvr host raw; pc host raw; router host raw | |'

# through END NAME COUNTED ARRIVES LINK...: three packets by a device of that kind.
through() {
	local end=$1 name=$2 counted=$3 arrives=$4

	ip -n "${!end}" link add name tun0 "${@:5}" || fail "$name" 'cannot make the device'
	ip -n "${!end}" link set tun0 up
	ip -n "${!end}" address add 10.9.9.1/24 dev tun0
	ip -n "${!end}" neighbour add 10.9.9.2 lladdr "${to-$PC_MAC}" dev tun0 nud permanent 2>/dev/null
	# What a device says when it comes up is not the test.
	[ -z "${still-}" ] || must settle
	assail "$name" "$end" "$counted" "$arrives" ping -q -n -c 3 -i 0.05 -W 0.05 10.9.9.2
	ip -n "${!end}" link del tun0
}

say 'on its own card'
through cam 'a VLAN' 'lobby vlan x3' '' link eth0 type vlan id 10
through cam "a provider's VLAN" 'lobby vlan x3' '' link eth0 type vlan proto 802.1ad id 10
ip -n "$cam" link add eth0.88 link eth0 type vlan proto 802.1ad id 20
ip -n "$cam" link set eth0.88 up
through cam 'QinQ' 'lobby vlan x3' '' link eth0.88 type vlan id 10
ip -n "$cam" link set eth0.88 down
through cam 'a priority tag hides nothing' 'lobby spoofed-address x3' '' link eth0 type vlan id 0
through cam 'macvlan' 'eth-cam unknown-device x3' '' link eth0 address 02:00:5e:00:00:77 type macvlan
through cam 'ipvlan' 'lobby spoofed-address x3' '' link eth0 type ipvlan

say 'to the recorder'
to_nvr="local $CAMERA remote $NVR"
# shellcheck disable=SC2086 # words
{
through cam 'GRE' 'lobby tunnel x3' '' type gre $to_nvr
through cam 'GRE with frames in it' 'lobby tunnel x3' '' type gretap $to_nvr
through cam 'IP in IP' 'lobby tunnel x3' '' type ipip $to_nvr
through cam 'VXLAN to a port below the media' 'lobby service x3' '' type vxlan id 1 $to_nvr dstport 789
through cam 'VXLAN to a media port' 'lobby passed x3' 'rec x3' type vxlan id 1 $to_nvr dstport 4789
}
ip -n "$cam" link add name six0 type sit local $CAMERA remote $NVR
must sysctl "$cam" ipv6/conf/six0/disable_ipv6=0
ip -n "$cam" link set six0 up
ip -n "$cam" address add fd99::1/64 dev six0 nodad
assail 'IPv6 in IP' cam 'lobby tunnel' '' ping -q -n -c 3 -i 0.05 -W 0.05 fd99::2
ip -n "$cam" link set six0 down
check 'L2TP' ip -n "$cam" -batch - <<END
l2tp add tunnel tunnel_id 1 peer_tunnel_id 1 encap ip local $CAMERA remote $NVR
l2tp add session name l2tp0 tunnel_id 1 session_id 1 peer_session_id 1
address add 10.9.8.1/24 dev l2tp0
neighbour add 10.9.8.2 lladdr $PC_MAC dev l2tp0 nud permanent
link set l2tp0 up
END
assail 'L2TP over IP' cam 'lobby tunnel x3' '' ping -q -n -c 3 -i 0.05 -W 0.05 10.9.8.2

say 'to the gateway, and to everybody'
to_router="local $CAMERA remote $ROUTER"
# shellcheck disable=SC2086 # words
{
through cam 'GRE' 'lobby not-recorder x3' '' type gre $to_router
through cam 'VXLAN' 'lobby not-recorder x3' '' type vxlan id 1 $to_router dstport 4789
}
still=yes through cam 'VXLAN to a group' 'lobby multicast x3' '' type vxlan id 1 group 239.1.1.1 dev eth0 dstport 4789
# It leaves the group when it likes.
must settle
assail 'PPPoE discovery' cam 'lobby ethertype' '' pppoe-discovery -I eth0 -a 1 -t 1
# pppd 2.5 sends a frame without a source, too.
assail 'a PPPoE session' cam 'lobby ethertype, eth-cam bad-source x*' '' \
	timeout 4 pppd nodetach noauth noipdefault plugin pppoe.so rp_pppoe_sess "77:$PC_MAC" nic-eth0

say 'in services'
assail 'iodine, by the name server' cam 'lobby service' '' \
	timeout 3 iodine -f -r -P secret $PC t.example.org
assail "iodine, by the internet's" cam 'lobby not-recorder' '' \
	timeout 3 iodine -f -r -P secret 203.0.113.7 t.example.org
assail 'upnpc looks for a gateway' cam 'lobby multicast' '' upnpc -m eth0 -s
assail 'upnpc knows its gateway' cam 'lobby not-recorder' '' \
	timeout 3 upnpc -u http://$ROUTER:5000/rootDesc.xml -a $CAMERA 554 10554 tcp

say 'to the camera'
to=$LOBBY_MAC
through off 'a VLAN' 'eth-cam vlan x3' '' link eth0 type vlan id 10
through off 'macvlan' 'lobby inbound x3' '' link eth0 address 02:00:5e:00:00:77 type macvlan
through off 'GRE' 'lobby inbound x3' '' type gre local $PC remote $CAMERA
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
