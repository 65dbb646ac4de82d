# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What happens on the cameras' network: a picture is recorded, a camera tries
# to get out, captured cameras are replayed, an office PC reaches for a camera. Uses guest's fact, and topology.sh.

: "${here:?}" "${work:?}" "${out:?}"

server_pid=
# All that is sent in one recording: a recorder that gets no CPU for a while
# must lose nothing, or a busy machine would be blamed on the quarantine.
RECEIVE_BUFFER=4194304

start_camera() {
	# Not by at: the number to kill must be the server's, not a subshell's.
	ip netns exec "${NS}cameras" /usr/bin/python3 "$here/camera-server" \
		0.0.0.0 "$work/video.mkv" >"$out/server.log" 2>&1 &
	server_pid=$!
	for _ in $(seq 300); do
		! grep -q ready "$out/server.log" || return 0
		kill -0 "$server_pid" || break
		sleep 0.2
	done
	sed 's/^/demo: camera: /' "$out/server.log" >&2
	return 1
}

stop_camera() {
	[ -n "$server_pid" ] || return 0
	kill "$server_pid" || true
	wait "$server_pid" || true
	server_pid=
}

# $1: tcp or udp, $2: name. Leaves a recording, NAME.sums with a checksum of each
# frame in it, and NAME.log with what the recorder had to complain of.
record() {
	at "$RECORDER_NS" timeout 180 ffmpeg -nostdin -hide_banner \
		-loglevel warning -rtsp_transport "$1" -timeout 30000000 \
		-buffer_size $RECEIVE_BUFFER \
		-i "rtsp://$LOBBY/live" -c copy -y "$2.mkv" \
		-c copy -f framemd5 -y "$2.frames" >"$2.log" 2>&1
	# The sixth column; time stamps of arrival may follow, with their own.
	awk -F ', *' '!/^#/ { print $6 }' "$2.frames" >"$2.sums"
}

# Frames in recording $1 that are, to the bit, those of recording $2.
intact_frames() {
	grep -cFxf "$2.sums" "$1.sums"
}

# RTP packets whose sequence numbers never came.
missed_in() {
	sed -n 's/.*RTP: missed \([0-9]*\) packets.*/\1/p' "$1.log" |
		awk '{ sum += $1 } END { print sum + 0 }'
}

# $1: topology, $2: phase. Both transports at once, as two recordings.
record_lobby() {
	local transport name pids=()
	local original=$out/$1-without-tcp

	for transport in tcp udp; do
		record $transport "$out/$1-$2-$transport" &
		pids+=($!)
	done
	wait "${pids[@]}" || true
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
