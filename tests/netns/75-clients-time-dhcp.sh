#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What real cameras run to get the time and an address, against chrony and
# dnsmasq on this host and elsewhere: nothing of it is dropped.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

unpacked=$PWD/build/unpacked
# Debian 12 has dhclient in /sbin, Debian 13 in /usr/sbin.
PATH=$PATH:$unpacked/chrony/usr/sbin:$unpacked/isc-dhcp-client/sbin:$unpacked/isc-dhcp-client/usr/sbin
scratch files
load_module
routed
inhabit cam eth0 192.168.50.21 192.168.50.1 $HOST_MAC:01
inhabit off eth0 10.0.3.2 10.0.3.1 $HOST_MAC:03
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	'server add here self gives ntp,dhcp' \
	'server add clock address 10.0.3.2 behind eth-off gives ntp' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21"
must ready eth-cam eth-rec eth-off eth-inet

# serve NAME LOG PATTERN COMMAND...: runs in the background from when it says PATTERN
serve() {
	"${@:4}" >"$files/$2" 2>&1 &
	at_exit kill $!
	check "$1" wait_for 20 grep -q "$3" "$files/$2"
}

say 'time'
printf '%s\n' 'local stratum 1' allow 'cmdport 0' 'bindcmdaddress /' \
	"pidfile $files/pid" "driftfile $files/drift" >"$files/chrony.conf"
serve 'chrony serves here' time 'chronyd version' chronyd -d -x -u root -f "$files/chrony.conf"
sed -i 's/pid$/pid2/' "$files/chrony.conf"
serve 'and in the office' time2 'chronyd version' ip netns exec "$off" \
	chronyd -d -x -u root -f "$files/chrony.conf"
# ask NAME SERVER ARRIVES
ask() {
	assail "$1" cam 'lobby passed' "$3" chronyd -Q -t 10 -u root "server $2 iburst maxsamples 1" \
		"pidfile $files/pid3" "driftfile $files/drift3"
	like '... and has the time' "$assailed" 'System clock wrong by'
}
ask 'a camera asks this host' 192.168.50.1 cam
ask 'a camera asks a server elsewhere' 10.0.3.2 'cam, off'
assail 'but nobody else' cam 'lobby not-recorder' '' chronyd -Q -t 3 -u root \
	'server 10.0.3.1 iburst' "pidfile $files/pid3" "driftfile $files/drift3"

say 'addresses'
ip -n "$cam" address flush dev eth0
serve 'dnsmasq serves here' dhcp 'DHCP, static leases' dnsmasq --keep-in-foreground \
	--conf-file=/dev/null --log-facility=- --port=0 --interface=eth-cam --bind-interfaces \
	--dhcp-range=192.168.50.0,static --dhcp-host=$LOBBY_MAC,192.168.50.21 \
	--dhcp-option=option:T1,4 --dhcp-leasefile="$files/leases" --user=root --pid-file=
cat >"$files/bind" <<'END'
#!/bin/sh
# For udhcpc and for dhclient: as little as a camera needs.
case $1$reason in
bound | BOUND) ip address add "${ip-$new_ip_address}/24" dev "$interface" ;;
esac
echo "$1$reason" >>"${0%/*}/said"
END
chmod +x "$files/bind"
has() {
	grep -qix "$1" "$files/said" 2>/dev/null
}
# lease NAME RENEW COMMAND...: a client, told how to renew its lease at once
lease() {
	local client

	ip -n "$cam" address flush dev eth0
	rm -f "$files/said"
	must forget
	nsenter --net="/run/netns/$cam" "${@:3}" >"$files/$1" 2>&1 &
	client=$!
	at_exit kill $client
	check "$1 has an address" wait_for 20 has bound
	like 'the right one' "$(ip -n "$cam" address show dev eth0)" 'inet 192.168.50.21/24'
	$2 $client
	check 'and keeps it' wait_for 20 has renew
	bench_check 'nothing of it was dropped' tally 'cam | lobby passed | cam'
	kill $client
	wait $client 2>/dev/null
}
lease udhcpc 'kill -USR1' udhcpc -f -i eth0 -s "$files/bind"
# dhclient renews by itself, soon.
lease dhclient true dhclient -d -4 -sf "$files/bind" \
	-cf /dev/null -lf "$files/dhclient.leases" -pf "$files/pid4" eth0
like 'each lease was renewed at the server' "$(grep -c DHCPACK "$files/dhcp")" '^[4-9]$'
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
