# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A measurement that ends early says which command failed, and where: its figures
# would otherwise look like all there are.

set -E
shopt -s inherit_errexit
trap 'loud $? "$BASH_COMMAND"' ERR

loud() {
	local place=${BASH_SOURCE[1]#"$PWD/"}

	echo "$place:${BASH_LINENO[0]}: failed with $1: $2" >&2
}
