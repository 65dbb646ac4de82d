# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The module, and the commands an operator types. Runs in the project's root.

: "${work:?}" "${out:?}"

CORDONCTL=${CORDONCTL:-build/cordonctl}
MODULE=${MODULE:-build/module/$(uname -r)/kmod/camcordon.ko}

# Type it for the reader, then do it.
operator() {
	printf '    host# %s\n' "$*"
	"$@"
}

# What "cordonctl" is on an installed host.
cordonctl() {
	at host "$CORDONCTL" "$@"
}

load_module() {
	operator insmod "$MODULE"
}

unload_module() {
	operator rmmod camcordon
}

name_recorder() {
	case $1 in
	gateway) operator cordonctl recorder add nvr address "$RECORDER" behind eth-rec ;;
	bridge) operator cordonctl recorder add nvr address "$RECORDER" \
		mac "$RECORDER_MAC" behind eth-rec ;;
	nvr) operator cordonctl recorder add nvr self ;;
	esac
}

# $1: topology. The segment first: from that line on nothing passes that was
# not listed.
quarantine() {
	local name mac _

	operator cordonctl segment add eth-cam
	name_recorder "$1"
	operator cordonctl camera add lobby mac "$LOBBY_MAC" address "$LOBBY" profile pull
	while read -r name mac _; do
		operator cordonctl camera add "$name" mac "$mac" profile pull
	done <"$work/cameras.tsv"
	operator cordonctl status
}

# $1: topology
keep_evidence() {
	cordonctl -j stats >"$out/$1-stats.json"
	cordonctl -j evidence >"$out/$1-evidence.json"
}
