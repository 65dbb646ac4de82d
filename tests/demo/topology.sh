# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034 # the names it sets are for traffic.sh and guest
# The three places a host can have between cameras and everything else. One
# network namespace is the host under test; its interfaces are called eth-cam,
# eth-rec, eth-off and eth-inet in all three, the far ends eth0. The cameras'
# namespace stays from one topology to the next, and the camera in it.

# Prefix for names of namespaces; empty in the machine, where nobody else is.
NS=${DEMO_NS-}
MTU=1500
namespaces=()

LOBBY_MAC=44:19:b6:01:02:03
GATEWAY_MAC=02:00:5e:00:00:01
RECORDER_MAC=02:00:5e:00:00:10
# A server of the camera's maker, far away, that answers.
CLOUD=198.51.100.7

# The camera network, unless a replayed camera has one of our addresses in it.
choose_addresses() {
	CAMNET=192.168.1
	if cut -f 3 "$1" | grep -qxE '192\.168\.1\.(1|2|64|240|241)'; then
		CAMNET=192.168.77
	fi
	ROUTER=$CAMNET.1
	LOBBY=$CAMNET.64
}

at() {
	local ns=$1

	shift
	ip netns exec "$NS$ns" "$@"
}

# Commands for ip on standard input: under emulation each start of it counts.
configure() {
	ip -n "$NS$1" -batch -
}

# IPv6 is off so that the only frames in the office and on the internet are
# those that a camera's traffic causes.
make_namespace() {
	ip netns add "$NS$1"
	namespaces+=("$NS$1")
	at "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 \
		net.ipv6.conf.default.disable_ipv6=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
}

# A cable from a port of the host to a namespace, for configure.
cable() {
	echo "link add $1 mtu $MTU type veth peer name eth0 netns $NS$2 mtu $MTU"
	echo "link set $1 up"
}

# A device that means to get out need not ask for its router first.
connect_cameras() {
	configure cameras <<-IP
		link set lo up
		link set eth0 address $LOBBY_MAC up
		address add $LOBBY/24 dev eth0
		route add default via $ROUTER
		neighbour replace $ROUTER lladdr $GATEWAY_MAC dev eth0 nud permanent
	IP
}

# What every destination of a capture is taken to be behind: frames arrive, are
# counted, and only CLOUD answers. Nothing is forwarded any further.
# $1: address, $2: MAC
connect_internet() {
	configure internet <<-IP
		link set lo up
		address add $CLOUD/32 dev lo
		link set eth0 address $2 up
		address add $1/24 dev eth0
	IP
}

# $1: namespace, $2: address, $3: router
connect() {
	configure "$1" <<-IP
		link set lo up
		link set eth0 up
		address add $2/24 dev eth0
		${3:+route add default via $3}
	IP
}

masquerade() {
	at host nft -f - <<-'RULES'
		table ip nat {
			chain out {
				type nat hook postrouting priority srcnat;
				oifname "eth-inet" masquerade
			}
		}
	RULES
}

routing_host() {
	local name

	for name in host office internet; do
		make_namespace $name
	done
	at host sysctl -qw net.ipv4.ip_forward=1
	configure host <<-IP
		link set lo up
		$(cable eth-cam cameras; cable eth-off office; cable eth-inet internet)
		link set eth-cam address $GATEWAY_MAC
		address add $ROUTER/24 dev eth-cam
		address add 10.0.3.1/24 dev eth-off
		address add 203.0.113.2/24 dev eth-inet
		route add default via 203.0.113.1
	IP
	OFFICE=10.0.3.2
	connect_cameras
	connect office $OFFICE 10.0.3.1
	connect_internet 203.0.113.1 02:00:5e:00:00:20
	masquerade
}

build_gateway() {
	routing_host
	make_namespace recorder
	configure host <<-IP
		$(cable eth-rec recorder)
		address add 10.0.2.1/24 dev eth-rec
	IP
	RECORDER=10.0.2.2
	RECORDER_NS=recorder
	connect recorder $RECORDER 10.0.2.1
}

build_nvr() {
	routing_host
	RECORDER=$ROUTER
	RECORDER_NS=host
}

build_bridge() {
	local name

	for name in host office internet recorder; do
		make_namespace $name
	done
	configure host <<-IP
		link set lo up
		$(cable eth-cam cameras; cable eth-off office)
		$(cable eth-inet internet; cable eth-rec recorder)
		link add br0 type bridge
		$(printf 'link set %s master br0\n' eth-cam eth-rec eth-off eth-inet)
		link set br0 up
		address add $CAMNET.2/24 dev br0
	IP
	RECORDER=$CAMNET.240
	RECORDER_NS=recorder
	OFFICE=$CAMNET.241
	ip -n "${NS}recorder" link set eth0 address $RECORDER_MAC
	connect_cameras
	connect recorder "$RECORDER"
	connect office "$OFFICE"
	connect_internet "$ROUTER" $GATEWAY_MAC
}

# Everything but the cameras' namespace, which is the first.
remove_topology() {
	local name

	# Namespaces go in their own time; the cameras' end has to go now.
	ip -n "${NS}host" link delete eth-cam
	for name in "${namespaces[@]:1}"; do
		ip netns delete "$name"
	done
	namespaces=("${namespaces[0]}")
}

remove_namespaces() {
	local name

	for name in "${namespaces[@]}"; do
		ip netns delete "$name" || true
	done
	namespaces=()
}
