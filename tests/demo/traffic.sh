# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What happens on the cameras' network: a picture is recorded, a camera tries
# to get out, captured cameras are replayed, an office PC reaches for a camera. Uses guest's fact, and topology.sh.

: "${here:?}" "${work:?}" "${out:?}"

# $1: topology, $2: phase
record_lobby() {
	local transport name
	local original=$out/$1-without-tcp

	record_both "$NS$RECORDER_NS" "$LOBBY" "$out/$1-$2"
	for transport in tcp udp; do
		name=$out/$1-$2-$transport
		fact "$1" "$2" lobby "frames-$transport" \
			"$(intact_frames "$name" "$original" || true)"
		fact "$1" "$2" lobby "missed-$transport" "$(missed_in "$name")"
	done
}

knock() {
	at cameras timeout 6 bash -c "echo hello >/dev/$1/$2/$3" 2>/dev/null || true
}

# The live camera does what the reports say cameras do: call home, and look
# round the other networks.
attempts() {
	local pids=()

	at cameras ping -q -c 3 -i 0.2 -W 1 "$CLOUD" >/dev/null & pids+=($!)
	at cameras ping -q -c 3 -i 0.2 -W 1 "$OFFICE" >/dev/null & pids+=($!)
	knock tcp "$CLOUD" 443 & pids+=($!)
	knock tcp "$OFFICE" 445 & pids+=($!)
	for _ in 1 2 3; do
		knock udp "$CLOUD" 32100
	done
	wait "${pids[@]}" || true
}

# $1: topology, $2: phase, $3: camera: what arrived since the last count was
# caused by this one.
count_arrivals() {
	local side

	sleep 0.3
	for side in office internet; do
		fact "$1" "$2" "$3" $side "$(take_count $side)"
	done
}

# $1: capture's name. Frame by frame, at a pace that overruns no queue, so that
# every frame can be asked after.
replay() {
	at cameras tcpreplay -q -i eth0 --pps=4000 "$work/$1.pcap" \
		>"$out/replay.log" 2>&1 || {
		sed 's/^/demo: tcpreplay: /' "$out/replay.log" >&2
		return 1
	}
}

replayed() {
	sed -n 's/.*Successful packets: *\([0-9]*\).*/\1/p' "$out/replay.log"
}

# Somebody in the office wants the picture too. Leaves the answer in $out/office.
# $1: seconds of patience
office_knocks() {
	if at office timeout "$1" bash -c "</dev/tcp/$LOBBY/554" 2>/dev/null; then
		echo yes >"$out/office"
	else
		echo no >"$out/office"
	fi
}
