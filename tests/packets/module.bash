# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The corpus of one world against the loaded module. Sourced by tests/netns/9*-corpus-*.sh
# behind common.bash.
# shellcheck disable=SC2154 # topology.bash sets the namespaces

CORPUS=tests/packets

CLOCKS=/sys/devices/system/clocksource/clocksource0/current_clocksource

# for_now VALUE FILE: the kernel's, until the test ends
for_now() {
	[ -e "$2" ] || return 0
	at_exit eval "echo $(<"$2") >$2"
	echo "$1" >"$2"
}

# Who watches how long things take would take the clock's word for it.
for_now 1 /sys/module/rcupdate/parameters/rcu_cpu_stall_suppress
for_now 0 /sys/module/workqueue/parameters/watchdog_thresh
for_now 0 /proc/sys/kernel/hung_task_timeout_secs
for_now 0 /proc/sys/kernel/soft_watchdog
# The machine's clock again, or another where Linux 7.x took it for wrong beside ours.
leave_clock() {
	local clock

	for clock in "$clock_before" hpet acpi_pm; do
		echo "$clock" >"$CLOCKS"
		[ "$(<"$CLOCKS")" = settable ] || break
	done
	rmmod clock
}

# Where none was ever chosen, a better one is taken when it comes.
clock_before=$(<$CLOCKS)
check 'a clock that can be set forward' insmod "build/clock/$(uname -r)/clock.ko"
at_exit leave_clock
echo settable >$CLOCKS
is 'is the clock' "$(<$CLOCKS)" settable

# meet DEVICE: this host knows everybody there who is in the corpus.
meet() {
	python3 -B - "$1" <<-'END' | ip -batch -
		import sys
		sys.path.insert(0, 'tests/packets')
		from world import CAMERAS
		for _, mac, *addresses in CAMERAS:
		    for address in addresses:
		        print(f'neighbour replace {address} lladdr {mac} dev {sys.argv[1]} nud permanent')
	END
}

# as_written POLICY: as an operator types it.
as_written() {
	local line lines

	mapfile -t lines < <("$CORPUS/typed.py" "$1")
	for line in "${lines[@]}"; do
		read -ra line <<<"$line"
		cordonctl "${line[@]}" || return
	done
}

# take_up WORLD: the module anew, which remembers nothing, under the world's policy.
take_up() {
	load_module
	check "the policy of $1" as_written "$CORPUS/policy/$1.yaml"
}

# bring_about WORLD: what is for a time.
bring_about() {
	local line

	while read -ra line; do
		[ "${line[0]}" = '#' ] || cordonctl camera "${line[@]}" || return
	done <"$CORPUS/policy/$1.state"
}

# offload on|off: of VLAN tags, at both ends of the camera's cable.
offload() {
	ethtool -K eth-cam rxvlan "$1" txvlan "$1" &&
		ip netns exec "$cam" ethtool -K eth0 rxvlan "$1" txvlan "$1"
}

# judge_corpus WORLD OFFLOAD [END...]
judge_corpus() {
	check "VLAN offload is $2" offload "$2"
	check "the module agrees with $1, VLAN offload $2" "$CORPUS/module.py" "$1" "$2" \
		"eth-cam=$cam:eth0" "eth-rec=$rec:eth0" "eth-off=$off:eth0" \
		"eth-inet=$inet:eth0" "${@:3}"
}
