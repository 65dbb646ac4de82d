#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What documents repeat of the code is what the code says.
cd "$(dirname "$0")/../.." || exit
. tests/lib.sh

is 'docs/reasons.md is up to date (make docs)' "$(docs/make-reasons)" "$(<docs/reasons.md)"
for profile in pull push any setup isolated; do
	like "README names the profile $profile" "$(<README.md)" "\`$profile\`"
done
finish
