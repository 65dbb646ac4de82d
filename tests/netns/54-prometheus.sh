#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# stats --prometheus: what promtool accepts, and what stats says.
# limit: 300
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

PATH=$PATH:$PWD/build/unpacked/prometheus/usr/bin
scratch dir

judge_metrics() {
	promtool check metrics <"$dir/metrics"
}

# exported WHEN: keep what it says now in $dir/metrics, and have promtool judge it
exported() {
	cordonctl stats --prometheus >"$dir/metrics" || fail "stats --prometheus ($1)" 'failed'
	check "promtool accepts it ($1)" judge_metrics
	is "no sample is there twice ($1)" "$(sed '/^#/d; s/ [^ ]*$//' "$dir/metrics" | sort | uniq -d)" ''
}

# sample NAME[LABELS]: its value
sample() {
	grep -v '^#' "$dir/metrics" | grep -F -- "camcordon_$1 " | sed -n 's/.* //p'
}

load_module
routed
exported 'before any policy'
is 'not closed' "$(sample closed)" 0
is 'every reason is there from the start' "$(sample 'dropped_packets_total{reason="cloned-mac"}')" 0
# A name that the format has to escape.
operator 'segment add eth-cam' 'segment add a"b\c wait' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22 mode observe for 1h"
must ready eth-cam eth-rec eth-off eth-inet
judge <<'END'
media                               | lobby nvr udp count=3                    | lobby passed       | rec
to the cloud                        | lobby cloud udp count=2                  | lobby not-recorder |
an observed camera                  | porch cloud udp                          | porch would not-recorder | inet
a device nobody listed              | ghost cloud udp count=4                  | eth-cam unknown-device |
END
exported 'with traffic'
is 'what passed' "$(sample passed_packets_total) $(sample passed_bytes_total)" '3 222'
is 'what was dropped, by reason' "$(sample 'dropped_packets_total{reason="not-recorder"}') $(sample 'dropped_bytes_total{reason="unknown-device"}')" '2 296'
is 'what would be' "$(sample 'would_drop_packets_total{reason="not-recorder"}')" 1
is 'of a camera' "$(sample 'camera_passed_bytes_total{camera="lobby"}') $(sample 'camera_dropped_packets_total{camera="lobby",reason="not-recorder"}')" '222 2'
is 'of an observed one' "$(sample 'camera_would_drop_packets_total{camera="porch",reason="not-recorder"}')" 1
is 'of unlisted devices' "$(sample 'segment_dropped_packets_total{segment="eth-cam",reason="unknown-device"}')" 4
is 'a name is escaped' "$(sample 'segment_closed{segment="a\"b\\c"}')" 0
is 'when it was seen' "$(sample 'camera_last_seen_timestamp_seconds{camera="lobby"}')" \
	"$(in_json '.cameras[] | select(.name == "lobby") | .last_seen | sub("\\.[0-9]*"; "") | fromdate' stats)"
is 'a segment with an observed camera is not closed' "$(sample 'segment_closed{segment="eth-cam"}')" 0
is 'and so not since anything' "$(sample 'segment_closed_since_timestamp_seconds{segment="eth-cam"}')" ''
is 'observed cameras' "$(sample cameras_observed) $(sample cameras) $(sample unknown_devices)" '1 2 1'
is 'the version' "$(sample "build_info{version=\"$(<VERSION)\"}")" 1
operator 'camera set porch mode enforce' 'segment del a"b\c'
exported 'closed'
is 'everything is closed' "$(sample closed) $(sample 'segment_closed{segment="eth-cam"}')" '1 1'
is 'since when' "$(sample 'segment_closed_since_timestamp_seconds{segment="eth-cam"}')" \
	"$(in_json '.segments[0].closed_since | sub("\\.[0-9]*"; "") | fromdate' status)"
refuses 'JSON is another format' 2 'stats: --prometheus and --json: one of them' cordonctl -j stats --prometheus
refuses 'it is of all cameras' 2 "stats: 'lobby': one word too many" cordonctl stats --prometheus lobby
quiet_so_far
done_testing
