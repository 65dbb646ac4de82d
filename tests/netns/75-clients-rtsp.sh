#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The picture: GStreamer's RTSP server as the camera, ffmpeg as the recorder, over
# TCP and over UDP. It is the same to the bit without the module and with it, and
# nothing of it is dropped.
# limit: 600
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

CAMERA=192.168.50.21
# shellcheck disable=SC2034 # recording.sh uses them
here=tests/demo work=build/demo
scratch out
# shellcheck source=tests/demo/recording.sh
. tests/demo/recording.sh

# take PHASE: the picture, in both ways at once
take() {
	local transport

	record_both "$rec" $CAMERA "$out/$1"
	for transport in tcp udp; do
		is "$1 the module, over $transport: all frames" \
			"$(wc -l <"$out/$1-$transport.sums")" "$(<build/demo/video-frames)"
		check '... the same to the bit' \
			cmp "$out/without-tcp.sums" "$out/$1-$transport.sums"
		is '... and no packet of RTP was missed' "$(missed_in "$out/$1-$transport")" 0
	done
}

routed
inhabit cam eth0 $CAMERA 192.168.50.1 $HOST_MAC:01
inhabit rec eth0 10.0.2.2 10.0.2.1 $HOST_MAC:02
# so that a segment of TCP is one frame to whoever counts
for end in "$cam" "$rec"; do
	ip netns exec "$end" ethtool -K eth0 tso off gso off gro off
done
# the whole system's
nsenter --net=/proc/1/ns/net sysctl -qw "net.core.rmem_max=$RECEIVE_BUFFER"
at_exit stop_camera
if start_camera "$cam" 2>"$out/said"; then
	ok 'the camera serves'
else
	fail 'the camera serves' "$(<"$out/said")"
	finish
fi
take without

load_module
operator 'segment add eth-cam' 'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address $CAMERA"
must ready eth-cam eth-rec
take with
bench_check 'every frame of it was counted as passed, and none as dropped' \
	tally 'cam | lobby passed | cam, rec'
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
