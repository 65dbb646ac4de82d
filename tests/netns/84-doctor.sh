#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# cordonctl doctor: each condition is made, and doctor says it; it is taken away,
# and doctor says nothing of it any more. No check of the table is left out.
# limit: 900
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"
# shellcheck disable=SC2154 # names of namespaces, set by the topology

scratch dir
declare -A exercised

# report [INTERFACE]: what doctor says now, in $said: CHECK LEVEL SUBJECT|TEXT
report() {
	status=0
	cordonctl -j doctor "$@" >"$dir/doctor.json" 2>"$dir/err" || status=$?
	said=$(jq -r '.findings[] | "\(.check) \(.level) \(.subject // "-")|\(.text)"' "$dir/doctor.json")
}

# says NAME CHECK LEVEL SUBJECT PATTERN: a finding of the last report.
says() {
	exercised[$2]=yes
	like "$1" "$said" "^$2 $3 $4[|].*$5"
}

# finds NAME CHECK LEVEL SUBJECT PATTERN: a finding now.
finds() {
	report
	says "$@"
}

# The installed module is looked at last, by itself: depmod is slow here. Hooks
# of others than nftables are told by some kernels only.
complaints() {
	grep -E '^[^ ]+ (warn|bad) ' <<<"$said" |
		grep -vE '^(kernels|version) |^hooks warn -.*others than nftables'
}

# silent WHEN [INTERFACE]: nothing to complain of.
silent() {
	report "${@:2}"
	is "doctor has nothing to complain of: $1" "$(complaints)" ''
}

# lacks CHECK: the last report has no complaint of it.
lacks() {
	is "... and nothing of $1" "$(grep -E "^$1 (warn|bad) " <<<"$said")" ''
}

say 'without the module'
[ ! -e /sys/module/camcordon ] || rmmod camcordon
finds 'the module is not loaded' module bad - 'not loaded'
is '... which is bad' "$status" 1
for check in macs any gateways sockets masquerade version; do
	says "what cannot be looked at is not fine: $check" "$check" warn - 'not checked: '
	unset "exercised[$check]"
done

say 'before anything is closed'
# At equal priority, who is registered before us runs behind us.
check 'a chain behind the last checkpoint' \
	nft add table inet late '{ chain c { type filter hook forward priority 2147483647; }; }'
load_module
finds 'no segment' module warn - 'no segment'

say 'a host that is set up well'
routed
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet
finds 'but for that chain' hooks warn - "in IPv4 forwarding, nftables chain 'late c' .*runs? behind the last"
says '... on IPv6, too' hooks warn - "in IPv6 forwarding, nftables chain 'late c' .*runs? behind the last"
nft delete table inet late
silent 'nothing was made yet'
is 'the JSON keeps its schema' "$(tests/cli/validate doctor "$dir/doctor.json")" ok
like 'the text has a line for each' "$(cordonctl doctor)" '^ok +xdp: no XDP program'

# program KIND INTERFACE: a BPF program there; exit 77: not in this kernel
program() {
	local pid result=0

	: >"$dir/attached"
	python3 -S -E tests/netns/bpf.py "$1" "$2" >"$dir/attached" 2>"$dir/bpf-err" &
	pid=$!
	at_exit kill "$pid"
	wait_for 30 attached_or_gone "$pid"
	[ -s "$dir/attached" ] || wait "$pid" || result=$?
	programs+=("$pid")
	return "$result"
}
attached_or_gone() {
	[ -s "$dir/attached" ] || ! kill -0 "$1"
}
programs=()

# listen [INTERFACE]: a packet socket, its process in $listener
listen() {
	: >"$dir/bound"
	python3 -S -E -c 'import signal, socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
if sys.argv[1:]: s.bind((sys.argv[1], 0))
print("bound", flush=True)
signal.pause()' "$@" >"$dir/bound" &
	listener=$!
	at_exit kill "$listener"
	wait_for 30 test -s "$dir/bound"
	programs+=("$listener")
}

no_program() {
	! ip link show | grep -q xdp
}

# At the end of a round: all programs end, and with them what they held.
end_programs() {
	kill "${programs[@]}" 2>/dev/null
	wait "${programs[@]}" 2>/dev/null
	programs=()
	# the kernel takes a program off when it finds the time
	wait_for 30 no_program
	for interface in eth-cam eth-off; do
		tc qdisc del dev $interface clsact 2>/dev/null
	done
	for table in 'netdev early' 'bridge early' 'inet fast'; do
		# shellcheck disable=SC2086 # two words
		nft delete table $table 2>/dev/null
	done
}

# filter INTERFACE SIDE WORD...
filter() {
	tc qdisc add dev "$1" clsact 2>/dev/null
	check "tc filter $*" tc filter add dev "$@"
}

chain() {
	check "a chain at $2" nft add table "$1" early "{ chain c { type filter hook $2; }; }"
}

flowtable() {
	check "a flowtable of $2" nft add table inet fast \
		"{ flowtable f { hook ingress priority $1; devices = { $2 }; }; }"
}

say 'a round of conditions'
judge <<'END'
a camera insists on another gateway | lobby 192.168.50.254 arp; lobby 192.168.50.254 arp; lobby 192.168.50.254 arp | lobby arp x3 |
it is but curious                   | lobby 192.168.50.253 arp                 | lobby arp          |
END
operator 'recorder add self-nvr self' 'camera set lobby profile any'
chain netdev 'ingress device "eth-cam" priority -2147483648'
flowtable 0 eth-cam,eth-rec
ip route add default via 192.168.50.254 dev eth-cam metric 7
program xdp eth-cam || fail 'attach an XDP program' "$(<"$dir/bpf-err")"
shape eth-cam
filter eth-off ingress protocol ip flower dst_ip 192.168.50.21 action mirred egress redirect dev eth-cam
switches='ipv4/proxy_arp ipv4/proxy_arp_pvlan ipv4/route_localnet ipv6/proxy_ndp'
for switch in $switches; do
	must sysctl - "${switch%/*}/conf/eth-cam/${switch#*/}=1"
done
listen eth-cam
SSH_CONNECTION='192.168.50.21 40000 192.168.50.1 22' report
is 'exit 1' "$status" 1
says 'another gateway' gateways warn lobby 'asks for 192\.168\.50\.254'
is '... but not what it asked for once' "$(grep -c 192.168.50.253 <<<"$said")" 0
says 'any, towards this host' any warn lobby "profile 'any'"
says 'a chain before the first checkpoint' hooks bad eth-cam "nftables chain 'early c' .*runs? before the first"
says 'a flowtable on a segment' flowtables warn eth-cam 'past the exit checkpoint'
says 'the default route' access warn eth-cam 'default route'
says 'a login' access warn eth-cam 'your own login \(from 192\.168\.50\.21\)'
says 'an XDP program on the segment' xdp bad eth-cam 'XDP program \(id [0-9]+\) sees'
says 'ingress shaping' tc warn eth-cam 'tc takes frames to ifb0'
says 'a redirect into the segment' tc bad eth-off 'out of segment eth-cam past every'
for switch in $switches; do
	says "${switch#*/}" sysctl warn eth-cam "${switch#*/} is on:"
done
says 'a packet socket, and who' sockets warn eth-cam "python3 \($listener\) has a packet socket on it"
is 'a bad finding, too, keeps the schema' "$(tests/cli/validate doctor "$dir/doctor.json")" ok

end_programs
ip route del default via 192.168.50.254 dev eth-cam metric 7
tc qdisc del dev eth-cam ingress
for switch in $switches; do
	must sysctl - "${switch%/*}/conf/eth-cam/${switch#*/}=0"
done
operator 'camera del lobby' "camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	'recorder del self-nvr'
silent 'all of it was taken away'

say 'another round'
flowtable -2147483648 eth-cam,eth-rec
chain bridge 'prerouting priority -2147483648'
chain netdev 'ingress device "eth-off" priority 0'
program xdp eth-off || fail 'attach an XDP program' "$(<"$dir/bpf-err")"
filter eth-cam ingress pref 1 matchall action mirred egress redirect dev eth-inet
filter eth-cam ingress pref 2 matchall action skbmod swap mac
filter eth-cam ingress pref 3 bpf bytecode '1,6 0 0 0,'
filter eth-off ingress bpf bytecode '1,6 0 0 0,'
tc qdisc add dev eth-rec root handle 1: prio
tc filter add dev eth-rec parent 1: matchall action mirred egress mirror dev eth-cam
must sysctl - ipv4/conf/all/route_localnet=1
listen
report
says 'a flowtable before the first checkpoint' flowtables bad eth-cam 'before the first checkpoint'
says 'a chain before the guard' hooks warn - "in bridge pre-routing, nftables chain 'early c' .*runs? before the guard"
says 'a chain on another port' hooks ok eth-off "nftables chain 'early c' at ingress"
says 'an XDP program on another port' xdp warn eth-off 'out of a segment'
says 'a redirect of what cameras send' tc bad eth-cam 'cameras. frames to eth-inet before any'
says 'frames that are changed' tc warn eth-cam 'skbmod changes'
says 'a BPF filter' tc warn eth-cam 'BPF filter runs before'
says 'a BPF filter elsewhere' tc warn eth-off 'BPF filter may send'
says 'a copy into the segment, from a queue' tc bad eth-rec 'out of segment eth-cam'
says 'a switch for all interfaces' sysctl warn eth-cam 'route_localnet is on for all interfaces'
says 'a packet socket on all interfaces' sockets warn - "python3 \($listener\) has a packet socket on all interfaces"

say 'a round of what is harmless'
end_programs
tc qdisc del dev eth-rec root
must sysctl - ipv4/conf/all/route_localnet=0
chain netdev 'ingress device "eth-cam" priority 0'
flowtable 0 eth-off,eth-rec
filter eth-cam ingress protocol ip flower dst_ip 192.0.2.1 action drop
filter eth-cam egress matchall action mirred egress redirect dev eth-inet
listen eth-off
operator 'camera set lobby profile any' # the recorder is another host
silent 'what is harmless'
end_programs

say 'tcx'
result=0
program tcx eth-cam || result=$?
if [ "$result" = 77 ]; then
	exercised[tcx]=none
	say 'a tcx program: this kernel has no tcx'
else
	program tcx eth-off || fail 'attach another' "$(<"$dir/bpf-err")"
	finds 'a tcx program on the segment' tcx bad eth-cam '1 tcx program'
	says 'and on another port' tcx warn eth-off '1 tcx program'
fi
end_programs

say 'what is stacked'
ip -batch - <<-END
	link add link eth-off name off.7 type vlan id 7
	link add link eth-off name off.8 type vlan id 8
	link add bond0 type bond
	link add spare0 type dummy
	link set spare0 master bond0
END
report off.7
says 'the cable of a VLAN that would be closed' siblings bad off.7 'eth-off shares its cable'
says 'another VLAN of it' siblings bad off.7 'off.8 shares its cable'
ip link del off.8
report off.7
is 'only what is there' "$(grep -c '^siblings bad' <<<"$said")" 1
report spare0
says 'part of a bond' bonds bad spare0 'is part of bond0'
ip link set spare0 nomaster
silent 'no part of a bond any more' spare0
refuses 'no such interface' 1 '^cordonctl: nothing0: no such interface; known: ' cordonctl doctor nothing0

say 'bridges'
ip -batch - <<-END
	link add br-a type bridge mcast_snooping 0
	link add br-c type bridge mcast_snooping 0
	link add in-c type veth peer name out-c
	link set in-c master br-c
	link add card0 type dummy
	link set eth-yard master br-a
	link set eth-rec master br-a
END
operator 'segment add eth-yard' 'recorder add self-nvr self' 'camera set lobby profile pull'
bridge link set dev eth-yard hairpin on
nft add table ip out '{ chain c { type nat hook postrouting priority 100; ip saddr 172.17.0.0/16 masquerade; }; }'
modprobe br_netfilter
at_exit rmmod br_netfilter
echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables
report
says 'a recorder across the bridge, without a MAC' macs warn nvr 'behind eth-rec of the bridge br-a'
says 'hairpin' hairpin warn eth-yard 'hairpin is on'
says 'containers that do not count' masquerade warn br-c 'does not count as this host'
says 'bridged frames that iptables is shown' masquerade warn eth-yard 'iptables is shown'
operator "recorder set nvr mac $NVR_MAC" 'recorder set self-nvr from br-c'
bridge link set dev eth-yard hairpin off
echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables
ip link set card0 master br-c
finds 'a card on a bridge that counts' masquerade bad br-c 'by its port card0'
ip link set card0 nomaster
silent 'of the bridges'

say 'the module on disk'
kver=$(uname -r)
sign=$(printf '%s\n' /usr/lib/linux-kbuild-*/scripts/sign-file | tail -n 1) # any kernel's
finds 'the running kernel has none' kernels bad "${kver//+/[+]}" 'running kernel has no module'
says '... nor can it be compared' version warn - 'not checked'
installed=$dir/lib/modules/$kver/updates/dkms/camcordon.ko
# install_module [SED...]: as DKMS does, changed at will, in a tree of its own
install_module() {
	mkdir -p "${installed%/*}"
	sed "$@" "$MODULE" >"$installed"
	depmod -b "$dir" "$kver" 2>/dev/null
}
install_module ''
mount --bind "$dir/lib/modules/$kver" "/lib/modules/$kver"
at_exit umount "/lib/modules/$kver"
mkdir -p /lib/modules/6.99.0-1-amd64 /boot # as a removed kernel leaves it behind
report
lacks kernels
is 'warnings alone are not bad' "$status" 0
: >/boot/vmlinuz-6.99.0-1-amd64
finds 'an installed kernel has none, nor headers' kernels bad 6.99.0-1-amd64 'installed kernel has no module'
like '... and what to do' "$(jq -r '.findings[] | select(.subject == "6.99.0-1-amd64").advice' "$dir/doctor.json")" \
	'apt-get install linux-headers-6.99.0-1-amd64, then dkms autoinstall -k'
is '... which is bad' "$status" 1
rm /boot/vmlinuz-6.99.0-1-amd64

say 'Secure Boot'
mount -t tmpfs firmware /sys/firmware
at_exit umount /sys/firmware
vars=/sys/firmware/efi/efivars
state=$vars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
mkdir -p $vars /var/lib/dkms
printf '\6\0\0\0\0' >$state
report
lacks secure-boot
printf '\6\0\0\0\1' >$state
finds 'on, and the module not signed' secure-boot bad - 'is not signed'
openssl req -new -x509 -newkey rsa:2048 -nodes -subj /CN=test -outform DER \
	-keyout "$dir/key" -out /var/lib/dkms/mok.pub 2>/dev/null
check 'sign it' "$sign" sha256 "$dir/key" /var/lib/dkms/mok.pub "$installed"
finds 'on, and the key not enrolled' secure-boot bad - 'not enrolled'
{
	printf '\6\0\0\0some other key'
	cat /var/lib/dkms/mok.pub
} >$vars/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23
finds 'on, and it may be loaded' secure-boot ok - 'the module is signed and DKMS.s key is enrolled'
rm $state
mkdir $state
finds 'a state that cannot be read' secure-boot warn - 'not checked'
umount /sys/firmware

say 'versions'
report
lacks version
install_module "s/version=$(<VERSION)/version=9.9.9/"
finds 'another version is installed' version warn - "version $(<VERSION) is loaded, 9\.9\.9 is installed"
source=$(</sys/module/camcordon/srcversion)
install_module "s/srcversion=$source/srcversion=${source//[0-9]/F}/"
finds 'another build is installed' version warn - 'another build of version'
install_module ''
silent 'in the end'
lacks version
lacks kernels

is 'every check was exercised' "$(printf '%s\n' "${!exercised[@]}" | sort)" \
	"$(jq -r '.findings[].check' "$dir/doctor.json" | sort -u)"
umount "/lib/modules/$kver"
done_testing
