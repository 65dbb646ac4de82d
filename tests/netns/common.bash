# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For the tests of the datapath. The test's own network namespace is the host
# under test, so its commands are those an administrator types; what is around
# it are namespaces with packet sockets (bench.py). Those that send and count
# frames have no addresses: nobody but the test says a word there, so every
# counter has one right value.

if [ "$(hostname)" != camcordon-vm ]; then
	echo "$0: only in a test machine: tests/run --vm $0" >&2
	exit 2
fi
# The host under test goes when we do, whatever state it is in.
[ -n "${CORDON_HOST-}" ] || CORDON_HOST=1 exec unshare --net -- "$0" "$@"

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
# shellcheck source=tests/lib.sh
. tests/lib.sh
# shellcheck source=tests/netns/topology.bash
. tests/netns/topology.bash

export CORDONCTL=$PWD/build/cordonctl
MODULE=build/module/$(uname -r)/kmod/camcordon.ko

coproc BENCH { exec python3 -S -E tests/netns/bench.py; }
# shellcheck disable=SC2153 # coproc makes it
exec {bench_out}<&"${BENCH[0]}" {bench_in}>&"${BENCH[1]}"

# bench WORD...: one command; what it says is in $answer.
bench() {
	local verdict line

	answer=''
	echo "$*" >&"$bench_in"
	read -r verdict <&"$bench_out" || verdict=gone
	while read -r line <&"$bench_out" && [ "$line" != . ]; do
		answer+=${answer:+$'\n'}$line
	done
	[ "$verdict" = ok ]
}

# must WORD...: a bench command without which there is nothing to test.
must() {
	bench "$@" || fail "bench: $*" "$answer"
}

# bench_check NAME WORD...: a bench command that is the test.
bench_check() {
	local name=$1

	shift
	if bench "$@"; then ok "$name"; else fail "$name" "$answer"; fi
}

# judge: a test a line, "NAME | FRAMES | COUNTED | ARRIVES", from stdin.
#   FRAMES: see frames.py and Bench.build; "END:" first sends it from there
#   COUNTED: "ACCOUNT VERDICT [xN],...": all that camcordon counts, to the byte
#   ARRIVES: "END [xN],...": all that arrives anywhere; xN where it is not one each
judge() {
	local name frames counted arrives

	while IFS='|' read -r name frames counted arrives; do
		case $name in '' | '#'*) continue ;; esac
		name=${name%"${name##*[! ]}"}
		bench_check "$name" judge "$frames | $counted | $arrives"
	done
}

# assail NAME END[@NAMESPACE] COUNTED ARRIVES COMMAND...: a program there, however
# it ends. All it sends by END is counted as COUNTED says, ARRIVES is all that
# arrives anywhere (see Bench.do_tally). What it says is in $assailed.
assail() {
	local name=$1 end=${2%@*} place=${2#*@} counted=$3 arrives=$4

	shift 4
	must forget
	assailed=$(timeout -k 1 $((20 * ${SLOW:-1})) ip netns exec "${!place}" "$@" 2>&1)
	if bench tally "$end | $counted | $arrives"; then
		ok "$name"
	else
		fail "$name" "$answer"$'\n'"$* said:"$'\n'"$(tail -n 5 <<<"$assailed")"
	fi
}

cordonctl() {
	"$CORDONCTL" "$@"
}

# operator LINE...: what an administrator types, a cordonctl command each.
operator() {
	local line words

	for line; do
		read -ra words <<<"$line"
		check "cordonctl $line" cordonctl "${words[@]}"
	done
}

# in_json PATH COMMAND...: from what cordonctl -j says.
in_json() {
	local path=$1

	shift
	cordonctl -j "$@" | jq -r "$path"
}

load_module() {
	[ ! -e /sys/module/camcordon ] || rmmod camcordon
	check 'load the module' insmod "$MODULE"
	at_exit rmmod camcordon
}

# status: the exit status of cordonctl status, 0 if all is closed.
status() {
	local status=0

	cordonctl status >/dev/null || status=$?
	echo "$status"
}

# hears_of_marks FILE: something is said, so that who listens has something to write.
hears_of_marks() {
	cordonctl mark none
	[ -s "$1" ]
}

# hear FILE: all events from now on, as JSON.
hear() {
	"$CORDONCTL" -j monitor >"$1" &
	at_exit kill $!
	check 'somebody listens to events' wait_for 20 hears_of_marks "$1"
}

# apply NAME OPTION...: $dir/NAME.yaml
apply() {
	# shellcheck disable=SC2154 # the test has made it
	cordonctl apply "$dir/$1.yaml" "${@:2}"
}

# registries DIRECTORY: tables that say what is tested, whatever this machine has.
registries() {
	export CAMCORDON_HWDB=/nonexistent CAMCORDON_OUI=$1/oui.txt CAMCORDON_GEOIP=$1
	printf '# Generated: Thu, 25 Jun 2026 04:33:59 GMT\n%s\n' 3405803776,3405804031,ZZ >"$1/geoip"
	printf 'OUI\n44-19-B6   (hex)\t\tAn Example of a Registrant\n' >"$1/oui.txt"
}

# shape INTERFACE: what every guide to ingress shaping says.
shape() {
	ip -batch - <<-END
		link add ifb0 type ifb
		link set ifb0 up
	END
	tc qdisc add dev "$1" handle ffff: ingress
	check "shape what comes in by $1" tc filter add dev "$1" parent ffff: \
		matchall action mirred egress redirect dev ifb0
}

# past_commit: for a second after a commit a drop at the exit is explained by it.
past_commit() {
	sleep 1.1
}

# quiet_so_far: nothing came later than its test looked for it.
quiet_so_far() {
	bench_check 'nothing was counted and nothing arrived later' judge '| |'
	bench_check 'cordonctl stats agrees with all counters' agree
}

# done_testing: the module goes and leaves nothing behind.
done_testing() {
	check 'unload the module' rmmod camcordon
	like 'it left nothing behind' "$(dmesg | grep camcordon: | tail -n 1)" \
		'unloaded, nothing left'
	finish
}
