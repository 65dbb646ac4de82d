# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The filters that are compared, each told the same: frames of the cameras reach
# nobody but the recorder. NAME_up CAMERAS puts one up, NAME_down takes it down,
# NAME_prepare KIND, where there is one, is told what comes next. Of what a filter
# cannot do, cannot KIND says so.

MODULE=${MODULE:-build/module/$(uname -r)/kmod/camcordon.ko}
HOOKS=build/hooks/$(uname -r)/empty_hooks.ko
CORDONCTL=build/cordonctl
INPUT=build/bench/input

none_up() {
	:
}

none_down() {
	:
}

empty_hook_up() {
	insmod "$HOOKS" segment=cam0
}

empty_hook_prepare() {
	local verdict=1

	case $1 in drop | judged-drop | judged-ipv6) verdict=0 ;; esac
	echo $verdict >/sys/module/empty_hooks/parameters/verdict
}

empty_hook_down() {
	rmmod empty_hooks
}

camcordon_up() {
	insmod "$MODULE"
	"$CORDONCTL" apply "$INPUT/$1/policy.yaml" >/dev/null
}

camcordon_down() {
	rmmod camcordon
}

# nft_set TABLE FILE: a file of elements, as a set's.
nft_elements() {
	sed "1s/^elements = /add element $1 $2 /" "$3"
}

# A set of MACs with a counter for each, which any guide would begin with.
nft_netdev_up() {
	{
		cat <<-END
			table netdev bench {
				set cameras { type ether_addr; counter; }
				chain in {
					type filter hook ingress device "cam0" priority -500;
					ether saddr @cameras ip daddr != $RECORDER drop
				}
			}
		END
		nft_elements 'netdev bench' cameras "$INPUT/$1/macs.nft"
	} | nft -f -
}

nft_netdev_down() {
	nft delete table netdev bench
}

nft_inet_up() {
	{
		cat <<-END
			table inet bench {
				set cameras { type ether_addr; counter; }
				chain prerouting {
					type filter hook prerouting priority raw;
					iifname "cam0" ether saddr @cameras ip daddr != $RECORDER drop
				}
			}
		END
		nft_elements 'inet bench' cameras "$INPUT/$1/macs.nft"
	} | nft -f -
}

nft_inet_down() {
	nft delete table inet bench
}

# Default deny, as near as nftables comes to what camcordon asks and keeps.
nft_expert_up() {
	{
		sed "s/@RECORDER@/$RECORDER/; s/@TRUSTED@/$TRUSTED_MAC/" tests/bench/expert.nft
		nft_elements 'netdev bench' cameras "$INPUT/$1/macs.nft"
		nft_elements 'netdev bench' bindings "$INPUT/$1/binds.nft"
	} | nft -f -
}

nft_expert_down() {
	nft delete table netdev bench
}

ipset_up() {
	{
		echo 'create cameras hash:mac counters maxelem 200000'
		cat "$INPUT/$1/ipset"
	} | ipset restore
	iptables -t raw -A PREROUTING -i cam0 -m set --match-set cameras src \
		! -d "$RECORDER" -j DROP
}

ipset_down() {
	# an empty table would still be asked, and count as part of the others
	nft delete table ip raw
	ipset destroy cameras
}

ebtables_up() {
	ebtables-legacy -A FORWARD -i cam0 -p IPv4 --ip-dst ! "$RECORDER" \
		--among-src-file "$INPUT/$1/among" -j DROP
}

ebtables_down() {
	ebtables-legacy -F
	rmmod ebtable_filter
}

tc_flower_up() {
	tc qdisc add dev cam0 clsact
	tc filter add dev cam0 ingress protocol ip pref 1 flower dst_ip "$RECORDER" action ok
	tc -batch "$INPUT/$1/flower"
}

tc_flower_down() {
	tc qdisc del dev cam0 clsact
}

# It drops by MAC or by address, not by both: no camera of the list passes at all.
xdp_filter_up() {
	local first value

	mountpoint -q /sys/fs/bpf || mount -t bpf bpf /sys/fs/bpf
	xdp-filter load cam0 --mode native --policy allow --features ethernet
	read -r _ first _ <"$INPUT/$1/cameras"
	xdp-filter ether "$first" --mode src
	# its own command knows one at a time
	value=$(bpftool -j map dump pinned /sys/fs/bpf/xdp-filter/filter_ethernet |
		grep -o '"value":\[[^]]*' | head -n 1 | grep -o '0x..' | tr '\n' ' ')
	while read -r _ mac _; do
		echo "map update pinned /sys/fs/bpf/xdp-filter/filter_ethernet key hex ${mac//:/ }" \
			"value hex ${value//0x/}"
	done <"$INPUT/$1/cameras" >/tmp/xdp-filter
	bpftool batch file /tmp/xdp-filter >/dev/null
}

xdp_filter_down() {
	xdp-filter unload cam0
}

# cannot FILTER TOPOLOGY KIND CAMERAS: why it is not measured, or nothing.
cannot() {
	case "$1 $2 $3" in
	'none '*' drop') echo 'it drops nothing' ;;
	'nft-inet bridged '* | 'ipset bridged '*) echo 'IP is not asked about bridged frames' ;;
	'ebtables routed '* | 'ebtables veth '*) echo 'bridges only' ;;
	'xdp-filter routed '* | 'xdp-filter bridged '*)
		echo 'native XDP sees only what a device receives' ;;
	'xdp-filter veth pass') echo 'a MAC is listed for all destinations' ;;
	esac
	[ "$1 $4" != 'xdp-filter 100000' ] || echo 'it holds 10000'
}
