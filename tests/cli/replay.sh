#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Captures judged without the module: own ones, made by captures.py with what is
# expected of every frame; and real ones, where they are, counted by tcpdump.
# shellcheck source=tests/cli/tool.bash
. "$(dirname "$0")/tool.bash"

here=$(dirname "$0")
policy=$here/policy/replay.yaml
host=(--host-mac 02:00:5e:10:00:01 --host-address 192.168.50.1)
usual=(--policy "$policy" --segment eth1 "${host[@]}")
python3 "$here/captures.py" "$dir"
frames=$(wc -l <"$dir/expect")
is 'frames were made' "$((frames >= 30))" 1

# --- frame by frame ---

# frames_of: from the last call, what 'expect' says of each frame.
frames_of() {
	awk '/^$/ { exit } { print $1, $3, $4, $5, $6 }' "$dir/out"
}
for capture in frames.pcap big-endian-nano.pcap frames.pcapng; do
	call replay "$dir/all/$capture" "${usual[@]}" --verbose
	is "$capture: every frame as expected" "$status $err
$(frames_of)" "0 
$(cat "$dir/expect")"
done
is 'a line has time, and both ends' "$(sed -n 3p "$dir/out" | cut -d' ' -f2,7)" \
	'2023-11-14T22:13:21.123Z 192.168.60.2:40000>192.168.50.21:554'
is 'without IP, the ends are MACs' "$(sed -n 20p "$dir/out" | cut -d' ' -f7)" \
	'44:19:b6:01:02:03>ff:ff:ff:ff:ff:ff'

# --- sums ---

# sum PATTERN: how many frames are expected so.
sum() {
	grep -Ec -e "$1" "$dir/expect"
}
call -j replay "$dir/all/frames.pcap" "${usual[@]}"
is 'the sums are those of the frames' \
	"$(jq -c '[.totals.passed.packets, .totals.dropped.packets, .cameras[0].passed.packets,
		.cameras[0].dropped.packets, .cameras[1].dropped.packets, .segments[0].dropped.packets,
		.reasons["not-recorder"].packets]' <<<"$out")" \
	"[$(sum 'pass$'),$(sum ' drop '),$(sum 'lobby pass'),$(sum 'lobby drop'),$(sum 'porch drop'),$(sum '- drop'),$(sum not-recorder)]"
is 'bytes are those on the wire' "$(jq '.totals | .passed.bytes + .dropped.bytes' <<<"$out")" "$(cat "$dir/wire-bytes")"
check 'the schema' "$here/validate" replay "$dir/out"
jq 'del(.captures, .skipped)' <<<"$out" >"$dir/stats"
check 'the rest is what stats says' "$here/validate" stats "$dir/stats"
call replay "$dir/all/frames.pcap" "${usual[@]}"
like 'a table a camera' "$out" "^lobby +44:19:b6:01:02:03 +$(sum 'lobby pass') .* $(sum 'lobby drop') "
call replay "$dir/all/empty.pcap" "${usual[@]}"
like 'a capture without frames' "$status $out" '^0 TOTAL'

call -j replay "$dir/all/frames.pcap" "${usual[@]}" --verbose
is 'a JSON object a frame, and one of all' "$(wc -l <"$dir/out")" $((frames + 1))
is 'the last is the sum' "$(tail -n 1 "$dir/out" | jq .totals.passed.packets)" "$(sum 'pass$')"
head -n -1 "$dir/out" >"$dir/lines"
check 'the schema of frames' "$here/validate" replay-frame "$dir/lines"
is 'frames as expected in JSON, too' \
	"$(jq -r '[.frame, .direction, .camera // "-", .verdict, .reason] | join(" ")' "$dir/lines")" "$(cat "$dir/expect")"
is 'where a frame towards a camera came in' \
	"$(jq -r 'select(.direction == "in") | "\(.source) \(.came_in)"' "$dir/lines" | sort -u)" \
	'192.168.50.1 self
192.168.50.99 elsewhere
192.168.60.2 eth0
192.168.60.40 eth0
8.8.8.8 elsewhere'

# --- a directory ---

call -j replay "$dir/all" "${usual[@]}"
is 'a directory: all, by name, each with a clock and memory of its own' \
	"$status $(jq -c '[.totals.passed.packets, .totals.dropped.packets, (.captures | map(sub(".*/"; "")))]' <<<"$out")" \
	"0 [$((3 * $(sum 'pass$'))),$((3 * $(sum ' drop '))),[\"big-endian-nano.pcap\",\"empty.pcap\",\"frames.pcap\",\"frames.pcapng\"]]"
call -j replay "$dir" "${usual[@]}"
is 'what is none of ours is skipped, and named' \
	"$status $(wc -l <"$dir/err") $(jq -r '.skipped[].file' <<<"$out" | sed "s|^$dir/||" | grep ^bad | tr '\n' ' ')" \
	"0 $(jq '.skipped | length' <<<"$out") bad/cut-off.pcap bad/cut-off.pcapng bad/nothing.pcap bad/raw-ip.pcap bad/short.pcap bad/text.pcap bad/two-links.pcapng bad/wireless.pcapng "
check 'the schema, with what was skipped' "$here/validate" replay "$dir/out"
is 'of a damaged capture nothing is counted' "$(jq '.totals | .passed.packets + .dropped.packets' <<<"$out")" $((3 * frames + 1))
mkdir "$dir/none"
fails 1 'a directory without captures' "$dir/none: no capture of Ethernet frames in it" replay "$dir/none" "${usual[@]}"

# --- files that are no captures ---

fails 1 'no such file' 'none.pcap: No such file or directory' replay none.pcap "${usual[@]}"
fails 1 'cut off' "cut-off.pcap: damaged after frame $((frames - 1)): truncated" replay "$dir/bad/cut-off.pcap" "${usual[@]}" --verbose
fails 1 'cut off, pcapng' "cut-off.pcapng: damaged after frame $((frames - 1)): truncated" replay "$dir/bad/cut-off.pcapng" "${usual[@]}"
fails 1 'cut off in its header' 'short.pcap: not a capture .expected pcap or pcapng' replay "$dir/bad/short.pcap" "${usual[@]}"
fails 1 'empty' 'nothing.pcap: not a capture' replay "$dir/bad/nothing.pcap" "${usual[@]}"
fails 1 'a text' 'text.pcap: not a capture' replay "$dir/bad/text.pcap" "${usual[@]}"
fails 1 'no Ethernet' 'raw-ip.pcap: link type [0-9]+ .RAW.; expected Ethernet' replay "$dir/bad/raw-ip.pcap" "${usual[@]}"
fails 1 'no Ethernet, pcapng' 'wireless.pcapng: link type 127 .IEEE802_11_RADIO.; expected Ethernet' replay "$dir/bad/wireless.pcapng" "${usual[@]}"
fails 1 'two link types' 'two-links.pcapng: damaged after frame 0: an interface has a type 101' replay "$dir/bad/two-links.pcapng" "${usual[@]}"
mkfifo "$dir/fifo"
fails 1 'a pipe' 'fifo: not a file; expected a capture' replay "$dir/fifo" "${usual[@]}"

# --- what is said besides ---

call replay "$dir/tail.pcap" "${usual[@]}" --verbose
like 'data behind the packet, routed' "$out" '^1 .* out lobby pass pass '
call replay "$dir/tail.pcap" "${usual[@]}" --verbose --bridged
like 'data behind the packet, bridged' "$out" '^1 .* out lobby drop malformed '
call replay "$dir/all/frames.pcap" "${usual[@]}" --verbose --direction out
is 'all from the cameras' "$(frames_of | cut -d' ' -f2 | sort | uniq -c | tr -s ' ')" " $frames out"
call replay "$dir/all/frames.pcap" "${usual[@]}" --verbose --direction in
is 'all towards the cameras' "$(frames_of | cut -d' ' -f2 | sort | uniq -c | tr -s ' ')" " $frames in"
call replay "$dir/all/frames.pcap" --policy "$policy" --segment eth2 "${host[@]}" --verbose
like 'a camera on another segment' "$out" '^4 .* out lobby drop wrong-segment '
call replay "$dir/all/frames.pcap" --policy "$policy" --segment eth1
is 'self without addresses is said' "$status $err" "0 cordonctl: replay: without --host-mac and --host-address 'self' is nobody"
fails 1 'no such segment' "replay: --segment 'eth7': not in the policy, which has eth1, eth2" replay "$dir/tail.pcap" --policy "$policy" --segment eth7
fails 1 'a policy without a segment' 'minimal.yaml: no segment in the policy' replay "$dir/tail.pcap" --policy "$here/policy/good/minimal.yaml"
call replay "$dir/tail.pcap" --policy "$here/policy/bad/version.yaml"
is 'a wrong policy' "$status $out $err" "1  $here/policy/bad/version.yaml:2:10: version '2': not known; accepted: 1"
call replay "$dir/tail.pcap" --policy "$here/policy/merged/policy.yaml" --policy "$here/policy/merged/policy.d"
like 'a policy of several files' "$status $out" '^0 TOTAL'

wrong 'which segment' "missing '--segment INTERFACE'; the policy has eth1, eth2" replay "$dir/tail.pcap" --policy "$policy"
wrong 'no capture' 'replay: missing CAPTURE or DIRECTORY' replay
wrong 'no such word' "'--exit': not known here; accepted: --policy, --segment, " replay x --exit eth0
wrong 'policy: nothing' '--policy: missing value; accepted: FILE' replay x --policy
wrong 'segment: no name' "--segment 'a/b': not the name of an interface" replay x --segment a/b
wrong 'segment: twice' 'segment: given twice' replay x --segment eth1 --segment eth2
wrong 'host-mac: none' "host-mac 'x': not a MAC" replay x --host-mac x
wrong 'host-address: none' "host-address '10.0.0.0/8': not an address" replay x --host-address 10.0.0.0/8
wrong 'direction: no such' "direction 'up': not known; accepted: out, in, auto" replay x --direction up

# --- real cameras ---

captures=${CAPTURES:-../shared/captures}/cameras

# real NAME CAMERA RECORDER: with nobody to talk to, all the camera sends is
# dropped but its IGMP reports, which stay on the link; with RECORDER allowed
# through the router, what goes there passes as well, and nothing else.
real() {
	local capture=$captures/$1.pcap camera=$2 recorder=$3 router=c0:56:27:73:46:0b
	local sent there reports

	if [ ! -f "$capture" ]; then
		skip "$1" "no such capture in $captures (CAPTURES=DIRECTORY)"
		return
	fi
	sent=$(counted "$capture" "ether src $camera")
	there=$(counted "$capture" "ether src $camera and dst host $recorder")
	reports=$(counted "$capture" \
		"ether src $camera and igmp and ip[8] == 1 and ip[((ip[0] & 15) << 2)] != 17")
	is "$1: the camera sends, to the recorder too" "$((sent > there && there > 0))" 1
	cat >"$dir/real.yaml" <<-POLICY
		version: 1
		segments: [{interface: eth1}]
		cameras: [{name: camera, mac: $camera}]
	POLICY
	call -j replay "$capture" --policy "$dir/real.yaml" --verbose
	is "$1: nobody allowed: only its IGMP reports are not dropped" \
		"$(told drop) $(told pass)" "$((sent - reports)) $reports"
	is "$1: every frame was judged" "$(head -n -1 "$dir/out" | wc -l)" "$(counted "$capture" '')"
	cat >>"$dir/real.yaml" <<-POLICY
		recorders: [{name: nvr, addresses: [$recorder], behind: eth0}]
	POLICY
	call -j replay "$capture" --policy "$dir/real.yaml" --host-mac "$router" --verbose
	is "$1: a recorder: what is not for it is dropped" "$(told drop ".destination != \"$recorder\"")" \
		$((sent - there - reports))
	is "$1: a recorder: what is for it passes" "$(told pass)" "$((there + reports))"
}
# counted FILE FILTER: frames of it, counted by somebody else.
counted() {
	tcpdump -nr "$1" "$2" 2>/dev/null | grep -c '^[0-9]'
}
# told VERDICT [CONDITION]: frames that the last call judged so.
told() {
	head -n -1 "$dir/out" | jq -c "select(.direction == \"out\" and .camera == \"camera\" and
		.verdict == \"$1\" and (${2:-true}))" | wc -l
}
real xiaomi-phone-home 78:8b:2a:b2:20:ea 130.104.214.55
real dlink-phone-home b0:c5:54:43:54:83 130.104.214.55
if [ -d "$captures" ]; then
	call replay "${CAPTURES:-../shared/captures}" --policy "$dir/real.yaml"
	is 'all captures there are' "$status $(wc -l <"$dir/err")" '0 3'
fi

finish
