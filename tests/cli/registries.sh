#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The country of an address and the registrant of an OUI, from tables as the
# system has them; none of them has to be there.
cd "$(dirname "$0")/../.." || exit
# shellcheck source=tests/lib.sh
. tests/lib.sh
scratch dir

read -ra flags <<<"$(pkg-config --cflags --libs jansson libmnl libsystemd)"
# Everything but what needs the core.
check 'build a program that asks' cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror \
	-fsanitize=address,undefined -o "$dir/registries" tests/cli/registries.c \
	userspace/lib/{country,vendor,map,parse,fail}.c "${flags[@]}"

# asks NAME WANTED WORD...
asks() {
	local name=$1 wanted=$2

	shift 2
	is "$name" "$(env CAMCORDON_GEOIP="$dir" CAMCORDON_OUI="$dir/oui.txt" \
		CAMCORDON_HWDB="$dir/hwdb.bin" "$dir/registries" "$@" 2>&1)" "$wanted"
}

asks 'without any table' $'192.0.2.1 none\n2001:db8::1 none\n00:00:5e:00:53:01 unknown\n02:00:5e:00:00:01 local' \
	192.0.2.1 2001:db8::1 00:00:5e:00:53:01 02:00:5e:00:00:01

# Ranges for documentation (RFC 5737, RFC 3849), and codes that no country has.
{
	printf '# Location Database Export\n#\n# Generated: Thu, 04 Jun 2026 04:33:59 GMT\n#\n'
	printf '%s\n' 16777216,16777471,XB 3221225984,3221226239,XA 3325256704,3325256705,XB \
		'3325256706,3325256706,??' 3325256707,3325256959,XC
	for ((i = 0; i < 3000; i++)); do echo "$((3400000000 + 2 * i)),$((3400000000 + 2 * i)),XE"; done
	echo 3405803776,3405804031,XD
} >"$dir/geoip"
printf '%s\n' '# no date' 2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,XA \
	2001:db8:1::,2001:db8:1:ffff:ffff:ffff:ffff:ffff,XB >"$dir/geoip6"
touch -d '2026-02-03 12:00 UTC' "$dir/geoip6"
printf 'OUI/MA-L\t\tOrganization\r\n\r\n00-00-5E   (hex)\t\tSomebody, \xc3\x9cber Inc.\r\n00005E     (base 16)\t\tSomebody\r\n02-00-5E   (hex)\t\tNobody\nA8-00-00   (hex)\t\tLast\n' \
	>"$dir/oui.txt"

asks 'in which range an address is' "$(printf '%s\n' '192.0.1.255 none' '192.0.2.0 XA 2026-06-04' \
	'192.0.2.255 XA 2026-06-04' '192.0.3.0 none' '198.51.100.1 XB 2026-06-04' '198.51.100.2 none' \
	'198.51.100.3 XC 2026-06-04' '203.0.113.255 XD 2026-06-04' '203.0.114.0 none' '0.0.0.0 none' \
	'255.255.255.255 none' '1.0.0.0 XB 2026-06-04' '10.0.0.1 none')" \
	192.0.1.255 192.0.2.0 192.0.2.255 192.0.3.0 198.51.100.1 198.51.100.2 198.51.100.3 203.0.113.255 \
	203.0.114.0 0.0.0.0 255.255.255.255 1.0.0.0 10.0.0.1
asks 'IPv6, and a table whose date is the file'\''s' "$(printf '%s\n' '2001:db8::1 XA 2026-02-03' \
	'2001:db8:0:ffff:ffff:ffff:ffff:ffff XA 2026-02-03' '2001:db8:1::7 XB 2026-02-03' '2001:db8:2:: none' ':: none')" \
	2001:db8::1 2001:db8:0:ffff:ffff:ffff:ffff:ffff 2001:db8:1::7 2001:db8:2:: ::
asks 'ieee-data, in printable characters' \
	$'00:00:5e:00:53:01 Somebody, ??ber Inc.\na8:00:00:00:00:01 Last\na4:00:00:00:00:01 unknown\n02:00:5e:00:53:01 local' \
	00:00:5e:00:53:01 a8:00:00:00:00:01 a4:00:00:00:00:01 02:00:5e:00:53:01

hwdb=build/unpacked/udev/bin/systemd-hwdb
if [ -x $hwdb ]; then
	mkdir -p "$dir/root/etc/udev/hwdb.d"
	printf 'OUI:00005E*\n ID_OUI_FROM_DATABASE=By the hwdb\n\nOUI:00005E0053*\n ID_OUI_FROM_DATABASE=A part of it\n' \
		>"$dir/root/etc/udev/hwdb.d/20-OUI.hwdb"
	check 'make a hwdb' $hwdb --root="$dir/root" update
	cp "$dir/root/etc/udev/hwdb.bin" "$dir/hwdb.bin"
	asks 'the hwdb comes before ieee-data, and knows parts' \
		$'00:00:5e:00:00:01 By the hwdb\n00:00:5e:00:53:01 A part of it\na8:00:00:00:00:01 Last' \
		00:00:5e:00:00:01 00:00:5e:00:53:01 a8:00:00:00:00:01
else
	fail 'make a hwdb' "no $hwdb: run tests/deps check"
fi
asks 'a table is read once, however much is asked' \
	"$(printf '%s\n' '192.0.2.1 XA 2026-06-04' 'a8:00:00:00:00:01 Last' '203.0.113.9 XD 2026-06-04' 'a8:00:00:00:00:02 Last')" \
	192.0.2.1 a8:00:00:00:00:01 . 203.0.113.9 a8:00:00:00:00:02

# Tables of another kind are none; nothing is read that is not there.
for text in '' x ',' ',,' ',,,,,' '1,2' '1,2,' '1,2,ABC' '99999999999,1,XA' '-1,2,XA' 'a,b,XA' '#' \
	"$(printf '1%.0s' {1..300})" $'#\n#\n' $'\n\n\n'; do
	printf '%s' "$text" >"$dir/geoip"
	printf '%s' "$text" >"$dir/geoip6"
	printf '%s' "$text" >"$dir/oui.txt"
	printf '%s' "$text" >"$dir/hwdb.bin"
	asks "a table of $(printf %q "${text::20}")" $'192.0.2.1 none\n2001:db8::1 none\n00:00:5e:00:53:01 unknown' \
		192.0.2.1 2001:db8::1 00:00:5e:00:53:01
done
finish
