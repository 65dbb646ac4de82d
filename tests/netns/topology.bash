# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The networks around the host under test. Sourced by common.bash.
# shellcheck disable=SC2154 # new_ends sets the names of namespaces

# Locally administered but for the cameras'.
LOBBY_MAC=44:19:b6:01:02:03
PORCH_MAC=44:19:b6:01:02:04
YARD_MAC=44:19:b6:01:02:05
GHOST_MAC=02:00:5e:00:00:99
# A byte for the interface follows.
HOST_MAC=02:00:5e:00:01
NVR_MAC=02:00:5e:00:02:02
PC_MAC=02:00:5e:00:03:02
ROUTER_MAC=02:00:5e:00:04:02

# new_ends NAME...: namespaces, in variables of these names, that never speak
# by themselves.
new_ends() {
	local end lines=''

	for end; do
		printf -v "$end" '%s' "$(unique "$end")"
		lines+="netns add ${!end}"$'\n'
		at_exit ip netns del "${!end}"
	done
	ip -batch - <<<"$lines"
	for end; do quiet "${!end}"; done
}

quiet() {
	must sysctl "$1" ipv6/conf/all/disable_ipv6=1 ipv6/conf/default/disable_ipv6=1
}

# inhabit END IFACE ADDRESS GATEWAY GATEWAY-MAC: programs can run there now. It
# knows its gateway, so that it sends nothing but what they send.
inhabit() {
	ip -n "${!1}" -batch - <<-END
		link set lo up
		link set $2 up
		address add $3/24 dev $2
		neighbour add $4 lladdr $5 dev $2 nud permanent
		route add default via $4
	END
}

# speak6 END IFACE: it speaks IPv6, and says no more of itself than it has to, at once
speak6() {
	must sysctl "${!1}" "ipv6/conf/$2/accept_dad=0" "ipv6/conf/$2/accept_ra=0" \
		"ipv6/conf/$2/router_solicitations=0" \
		"ipv6/conf/$2/mldv2_unsolicited_report_interval=1" "ipv6/conf/$2/disable_ipv6=0"
}

# inhabit6: as inhabit
inhabit6() {
	speak6 "$1" "$2"
	ip -n "${!1}" -batch - <<-END
		link set lo up
		link set $2 up
		address add $3/64 dev $2 nodad
		neighbour add $4 lladdr $5 dev $2 nud permanent
		route add default via $4
	END
}

# The host speaks IPv6 only if six is set, and then no more than it has to: no
# duplicate address detection, no soliciting of routers.
make_host() {
	if [ -n "${six-}" ]; then
		must sysctl - ipv6/conf/default/dad_transmits=0 ipv6/conf/default/accept_ra=0 \
			ipv6/conf/default/router_solicitations=0 \
			ipv6/conf/default/mldv2_unsolicited_report_interval=1 \
			ipv6/conf/all/forwarding="$1"
	else
		quiet -
	fi
	must sysctl - ipv4/ip_forward="$1" \
		ipv4/conf/all/rp_filter=0 ipv4/conf/default/rp_filter=0
	ip link set lo up
}

# cable PORT NUMBER NAMESPACE PEER PEER-MAC: a line for ip -batch
cable() {
	echo "link add $1 address $HOST_MAC:0$2 type veth peer name $4 address $5 netns $3"
	echo "link set $1 up"
}

# The host routes:
#
#   lobby .21, porch .22               192.168.50.0/24
#   cam:eth0 ------ eth-cam (segment) --+
#   yard .21                            |  host   +-- eth-rec ------ rec:eth0
#   cam:eth1 ------ eth-yard (segment) -+         |          nvr 10.0.2.2
#                   192.168.51.0/24     +---------+-- eth-off ------ off:eth0
#                                                 |           pc 10.0.3.2
#                                                 +-- eth-inet ----- inet:eth0
#                                   198.51.100.1 (router), cloud 203.0.113.7
#
# Every interface of the host is .1 of its network, but for eth-inet: .2.
routed() {
	new_ends cam rec off inet
	make_host 1
	{
		cable eth-cam 1 "$cam" eth0 $LOBBY_MAC
		cable eth-rec 2 "$rec" eth0 $NVR_MAC
		cable eth-off 3 "$off" eth0 $PC_MAC
		cable eth-inet 4 "$inet" eth0 $ROUTER_MAC
		cable eth-yard 5 "$cam" eth1 $YARD_MAC
		printf 'address add %s\n' '192.168.50.1/24 dev eth-cam' \
			'192.168.51.1/24 dev eth-yard' '10.0.2.1/24 dev eth-rec' \
			'10.0.3.1/24 dev eth-off' '198.51.100.2/24 dev eth-inet'
		echo 'route add default via 198.51.100.1'
		printf 'neighbour add %s nud permanent\n' \
			"192.168.50.21 lladdr $LOBBY_MAC dev eth-cam" \
			"192.168.50.22 lladdr $PORCH_MAC dev eth-cam" \
			"192.168.50.99 lladdr $GHOST_MAC dev eth-cam" \
			"192.168.51.21 lladdr $YARD_MAC dev eth-yard" \
			"10.0.2.2 lladdr $NVR_MAC dev eth-rec" \
			"10.0.3.2 lladdr $PC_MAC dev eth-off" \
			"198.51.100.1 lladdr $ROUTER_MAC dev eth-inet"
	} | ip -batch -
	must end cam "$cam" eth0 $HOST_MAC:01
	must end rec "$rec" eth0 $HOST_MAC:02
	must end off "$off" eth0 $HOST_MAC:03
	must end inet "$inet" eth0 $HOST_MAC:04
	must end cam2 "$cam" eth1 $HOST_MAC:05
	must who host cam $HOST_MAC:01 192.168.50.1
	must who lobby cam $LOBBY_MAC 192.168.50.21
	must who porch cam $PORCH_MAC 192.168.50.22
	must who ghost cam $GHOST_MAC 192.168.50.99
	must who yard cam2 $YARD_MAC 192.168.51.21
	must who nvr rec $NVR_MAC 10.0.2.2
	must who pc off $PC_MAC 10.0.3.2
	must who cloud inet $ROUTER_MAC 203.0.113.7
	must who router inet $ROUTER_MAC 198.51.100.1
}

# The same for IPv6: fd50:: lobby, fd51:: yard, fd02:: nvr, fd03:: pc, fd04::
# router; the host is ::1 on each.
routed6() {
	six=yes
	routed
	{
		printf 'address add %s nodad\n' 'fd50::1/64 dev eth-cam' \
			'fd02::1/64 dev eth-rec' 'fd03::1/64 dev eth-off' \
			'fd04::2/64 dev eth-inet'
		echo 'route add default via fd04::1'
		printf 'neighbour add %s nud permanent\n' \
			"fd50::21 lladdr $LOBBY_MAC dev eth-cam" \
			"fd50::99 lladdr $GHOST_MAC dev eth-cam" \
			"fd02::2 lladdr $NVR_MAC dev eth-rec" \
			"fd03::2 lladdr $PC_MAC dev eth-off" \
			"fd04::1 lladdr $ROUTER_MAC dev eth-inet"
	} | ip -batch -
	must who host cam $HOST_MAC:01 192.168.50.1 fd50::1
	must who lobby cam $LOBBY_MAC 192.168.50.21 fd50::21
	must who porch cam $PORCH_MAC 192.168.50.22 fd50::22
	must who ghost cam $GHOST_MAC 192.168.50.99 fd50::99
	must who nvr rec $NVR_MAC 10.0.2.2 fd02::2
	must who pc off $PC_MAC 10.0.3.2 fd03::2
	must who cloud inet $ROUTER_MAC 203.0.113.7 2001:db8::7
	must who router inet $ROUTER_MAC 198.51.100.1 fd04::1
}

# The host is a bridge, br0, with the address .2 on it:
#
#   lobby .21, porch .22    cam:eth0 --- eth-cam (segment) --+
#   nvr   .240              rec:eth0 --- eth-rec ------------+-- br0 .2
#   pc    .41               off:eth0 --- eth-off ------------+
#   router .1, the cloud   inet:eth0 --- eth-inet -----------+
bridged() {
	local port

	new_ends cam rec off inet
	make_host 0
	{
		# with snooping it would join the group of snoopers, at a time of its choice
		echo "link add br0 address $HOST_MAC:09 type bridge mcast_snooping 0"
		cable eth-cam 1 "$cam" eth0 $LOBBY_MAC
		cable eth-rec 2 "$rec" eth0 $NVR_MAC
		cable eth-off 3 "$off" eth0 $PC_MAC
		cable eth-inet 4 "$inet" eth0 $ROUTER_MAC
		for port in eth-cam eth-rec eth-off eth-inet; do
			echo "link set $port master br0"
		done
		echo 'link set br0 up'
		echo 'address add 192.168.50.2/24 dev br0'
		printf 'neighbour add %s dev br0 nud permanent\n' \
			"192.168.50.21 lladdr $LOBBY_MAC" "192.168.50.240 lladdr $NVR_MAC"
	} | ip -batch -
	must end cam "$cam" eth0
	must end rec "$rec" eth0
	must end off "$off" eth0
	must end inet "$inet" eth0
	must who host cam $HOST_MAC:09 192.168.50.2
	must who lobby cam $LOBBY_MAC 192.168.50.21
	must who porch cam $PORCH_MAC 192.168.50.22
	must who ghost cam $GHOST_MAC 192.168.50.99
	must who nvr rec $NVR_MAC 192.168.50.240
	must who pc off $PC_MAC 192.168.50.41
	must who cloud inet $ROUTER_MAC 203.0.113.7
	must who router inet $ROUTER_MAC 192.168.50.1
}

# The same for IPv6: fd50::21, ::22, ::240, ::41 and ::1; the host is ::2.
bridged6() {
	six=yes
	bridged
	{
		echo 'address add fd50::2/64 dev br0 nodad'
		printf 'neighbour add %s dev br0 nud permanent\n' \
			"fd50::21 lladdr $LOBBY_MAC" "fd50::240 lladdr $NVR_MAC"
	} | ip -batch -
	must who host cam $HOST_MAC:09 192.168.50.2 fd50::2
	must who lobby cam $LOBBY_MAC 192.168.50.21 fd50::21
	must who porch cam $PORCH_MAC 192.168.50.22 fd50::22
	must who ghost cam $GHOST_MAC 192.168.50.99 fd50::99
	must who nvr rec $NVR_MAC 192.168.50.240 fd50::240
	must who pc off $PC_MAC 192.168.50.41 fd50::41
	must who cloud inet $ROUTER_MAC 203.0.113.7 2001:db8::7
	must who router inet $ROUTER_MAC 192.168.50.1 fd50::1
}
