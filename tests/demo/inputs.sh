# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the machine is fed with besides the video (film): the camera's side of real
# captures. Made here, on the host, so that the emulated CPU only has to send.

: "${here:?}" "${captures:?}" "${frames:?}" "${capture=}" "${camera_mac=}"

# The router's address on the camera network answers to this MAC in every
# topology, so that one rewritten capture serves all of them.
GATEWAY_MAC=02:00:5e:00:00:01

# $1: work directory, $2: name of the capture whose log says why.
give_up() {
	sed "s/^/demo: $2: /" "$1/$2.log" >&2
	exit 1
}

# $1: work directory, $2: name, $3: file, $4: MAC or nothing.
# Adds a line to cameras.tsv: name, MAC, address, frames to send, MTU needed.
prepare_capture() {
	local work=$1 name=$2 file=$3 mac=$4 sent=$1/$2.pcap raw=$1/$2.raw.pcap

	if [ -z "$mac" ]; then
		mac=$("$here/capture-facts" --busiest "$file")
		echo "demo: $name: no CAMERA_MAC given; taking $mac, which sent most frames"
	fi
	# By standard input: AppArmor lets tcpdump open few names itself.
	tcpdump -Z root -r - -c "$frames" -w "$raw" "ether src $mac" \
		<"$file" 2>"$work/$name.log" || give_up "$work" "$name"
	# A frame that the capturing program cut short is filled up with zeros
	# to its length on the wire; checksums are made to match.
	tcprewrite --infile="$raw" --outfile="$sent" --fixlen=pad --fixcsum \
		--enet-dmac="$GATEWAY_MAC" --skipl2broadcast 2>"$work/$name.log" ||
		give_up "$work" "$name"
	"$here/capture-facts" --prepared "$name" "$mac" "$file" "$raw" \
		>>"$work/cameras.tsv"
}

prepare_captures() {
	local work=$1

	: >"$work/cameras.tsv"
	if [ -n "$capture" ]; then
		prepare_capture "$work" "captured" "$capture" "$camera_mac"
		return
	fi
	if [ ! -d "$captures/cameras" ]; then
		echo "demo: no real captures in $captures: NOT replaying any" \
			"(CAPTURE=file.pcap make demo replays yours)"
		return
	fi
	prepare_capture "$work" xiaomi \
		"$captures/cameras/xiaomi-phone-home.pcap" 78:8b:2a:b2:20:ea
	prepare_capture "$work" dlink \
		"$captures/cameras/dlink-phone-home.pcap" b0:c5:54:43:54:83
}
