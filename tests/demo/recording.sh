# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A camera that serves a video, and a recorder that takes it. The video and the
# list of GStreamer's plugins are what film has left in $work; what is recorded, and
# what the programs have to say, goes to $out.

: "${here:?}" "${work:?}" "${out:?}"

# Written on the host, where looking at every plugin is cheap.
export GST_REGISTRY=$work/plugins.bin GST_REGISTRY_UPDATE=no
server_pid=
# All that is sent in one recording: a recorder that gets no CPU for a while
# must lose nothing, or a busy machine would be blamed on the quarantine.
RECEIVE_BUFFER=4194304

# $1: the camera's namespace
start_camera() {
	# The number to kill must be the server's, not a subshell's.
	ip netns exec "$1" /usr/bin/python3 "$here/camera-server" \
		0.0.0.0 "$work/video.mkv" >"$out/server.log" 2>&1 &
	server_pid=$!
	for _ in $(seq 300); do
		! grep -q ready "$out/server.log" || return 0
		kill -0 "$server_pid" || break
		sleep 0.2
	done
	sed 's/^/camera: /' "$out/server.log" >&2
	return 1
}

stop_camera() {
	[ -n "$server_pid" ] || return 0
	kill "$server_pid" || true
	wait "$server_pid" || true
	server_pid=
}

# $1: the recorder's namespace, $2: the camera's address, $3: tcp or udp, $4: name.
# Leaves a recording, NAME.sums with a checksum of each frame in it, and NAME.log
# with what the recorder had to complain of.
record() {
	ip netns exec "$1" timeout 180 ffmpeg -nostdin -hide_banner \
		-loglevel warning -rtsp_transport "$3" -timeout 30000000 \
		-buffer_size $RECEIVE_BUFFER \
		-i "rtsp://$2/live" -c copy -y "$4.mkv" \
		-c copy -f framemd5 -y "$4.frames" >"$4.log" 2>&1
	# The sixth column; time stamps of arrival may follow, with their own.
	awk -F ', *' '!/^#/ { print $6 }' "$4.frames" >"$4.sums"
}

# $1: the recorder's namespace, $2: the camera's address, $3: what the name begins with.
# Both transports at once, as two recordings.
record_both() {
	local transport pids=()

	for transport in tcp udp; do
		record "$1" "$2" $transport "$3-$transport" &
		pids+=($!)
	done
	wait "${pids[@]}" || true
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
