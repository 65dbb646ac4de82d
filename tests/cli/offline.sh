#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the tool does without the module: help, explanations, completion,
# interfaces, and saying that the module is not there.
# shellcheck source=tests/cli/tool.bash
. "$(dirname "$0")/tool.bash"

mac=44:19:b6:01:02:03
valid=$(dirname "$0")/validate

# --- help and version ---

call --version
is '--version' "$status $out $err" "0 cordonctl $(cat VERSION) "
call -V
is '-V' "$status $out" "0 cordonctl $(cat VERSION)"
call help
is 'help: exit 0, on stdout' "$status $err" '0 '
listed=0
for object in $(next_words | grep -v ^-); do
	like "help lists $object" "$out" "^  $object"
	listed=$((listed + 1))
done
is 'all commands were looked for' "$listed" 28
help=$out
call --help
is '--help is help' "$out" "$help"
call -h
is '-h is help' "$out" "$help"
call help camera
is 'help camera is the part of it' "$(grep -c '^  camera ' <<<"$out") $(grep -vc '^  *camera\|^        ' <<<"$out")" '9 0'
camera=$out
call camera add --help
is '--help after a command is its help' "$status $out" "0 $camera"

# --- doctor ---

call -j doctor
is 'doctor needs no module, and says that there is none' \
	"$status $(jq -r '.findings[] | select(.check == "module").level' <<<"$out")" '1 bad'
check 'doctor as JSON keeps its schema' "$valid" doctor "$dir/out"
call doctor lo
like 'doctor of one interface, for people' "$out" '^[0-9]+ ok, [0-9]+ warn, [0-9]+ bad$'

# --- explain ---

words=$(sed -n 's/^X([0-9]*, [A-Z_0-9]*, "\([a-z0-9-]*\)".*/\1/p' kmod/core/reason.h)
is 'reasons were found in the source' "$(($(wc -l <<<"$words") >= 30))" 1
for word in $words; do
	call explain "$word"
	is "explain $word: exit 0, three lines" \
		"$status $(head -n 1 <<<"$out") $(wc -l <<<"$out") $(sed -n 's/^  What to do: ..*/advice/p' <<<"$out")" \
		"0 $word 3 advice"
done
call explain
is 'explain alone explains all' "$status $(grep -c '^  What to do' <<<"$out")" "0 $(wc -l <<<"$words")"
call -j explain
is 'explain as JSON' "$status $(jq -r '.reasons[].reason' <<<"$out")" "0 $words"
check 'explain as JSON keeps its schema' "$valid" explain "$dir/out"
call explain arp --json
is '--json may stand last' "$status $(jq -rc '[.reasons[].reason]' <<<"$out")" '0 ["arp"]'
check 'one explanation keeps the schema' "$valid" explain "$dir/out"

# --- the manual's list of services ---

# Each word of the source, with its ports as the manual writes them.
sed -n '/cordon_service_words\[\]/,/^};/p' kmod/core/service.c | tr -d '\n\t' |
	grep -o '{ "[a-z]*", 0, [0-9]*, {[^}]*}' |
	sed -E 's/^\{ "([a-z]*)", 0, [0-9]*, \{ (.*) \}$/\1 \2/
		s/(TCP|UDP)\(([0-9]*), *\2\)/\L\1\E\/\2/g; s/PING/echo requests/; s/, */, /g' >"$dir/services"
awk '/^\.It Cm / { word = $3; getline; print word, $0 }' userspace/man/cordonctl.8 >"$dir/told"
is 'services were found in the source' "$(wc -l <"$dir/services")" 8
while read -r word ports; do
	like "the manual has the service $word" "$(cat "$dir/told")" "^$word $ports(, the control port|$)"
done <"$dir/services"

# --- a pipe that nobody reads ---

status=0
"$tool" help >/dev/full 2>"$dir/err" || status=$?
is 'a full disk is noticed' "$status $(cat "$dir/err")" '1 cordonctl: cannot write the output'

# --- completion ---

completes() {
	local name=$1 wanted=$2

	shift 2
	is "completion: $name" "$(next_words "$@" | tr '\n' ' ')" "$wanted "
}
completes 'verbs' 'add set del list show replace allow revoke exceptions' camera
completes 'keys' 'mac address segment profile mode mark' camera add lobby
completes 'keys that are left' 'address segment profile mode mark' camera add lobby mac $mac
completes 'a repeated key stays' 'address segment profile mode mark' camera add lobby mac $mac address 10.0.0.1
completes 'values' 'quarantine observe open' segment set lo unknown
completes 'none, in a set' 'none' camera set lobby mac
completes 'words after a value' 'for forever' camera set lobby mode observe
completes 'durations' '30m 1h 7d forever' mode observe for
completes 'words within a value' 'mac' recorder add nvr via 10.0.0.1
completes 'lists' 'ntp dhcp dns' server add time gives
completes 'reasons' "$(tr '\n' ' ' <<<"$words" | sed 's/ $//')" explain
completes 'optional words' 'passed dropped' evidence
completes 'an option of its own' '--modules' seal
completes 'after --json' 'add set del list show' --json profile
completes 'profiles of a camera' 'pull push any isolated setup' camera add lobby profile
completes 'profiles to show' 'pull push any setup isolated' profile show
completes 'how long setup lasts' 'for' camera set lobby profile setup
completes 'keys after a profile' 'mac address segment mode mark' camera add lobby profile doorbell
completes 'times that end' '10m 30m 1h 7d' camera set lobby profile setup for
completes 'what a profile opens' 'dhcp ntp dns rtsp onvif http https syslog smtp ftp ping none' profile set doorbell opens
completes 'what a profile serves' 'rtsp onvif http https syslog smtp ftp ping' profile add doorbell serves
completes 'what a client opens' 'rtsp onvif http https syslog smtp ftp' client add pc opens
completes 'what a camera is allowed' 'http https ftp ping' camera allow lobby to 10.0.0.1
completes 'a gateway' 'mac' camera allow lobby to 10.0.0.1 https via 10.0.0.2
completes 'options' '--policy --segment --bridged --host-mac --host-address --direction --verbose' replay x.pcap
completes 'values of an option' 'out in auto' replay x.pcap --direction
is 'completion: interfaces' "$(next_words segment add | sort)" "$(cd /sys/class/net && printf '%s\n' * | sort)"
is 'completion: nothing after nonsense' "$(next_words nonsense words)" ''

# shellcheck source=userspace/completion/cordonctl
. userspace/completion/cordonctl
cordonctl() { "$tool" "$@"; }
# tab LINE: what bash would offer at its end.
tab() {
	COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
	_cordonctl
	echo "${COMPREPLY[*]}"
}
is 'bash: a command' "$(tab 'cordonctl ca')" camera
is 'bash: after a MAC' "$(tab "cordonctl camera add lobby mac $mac a")" address
is 'bash: in a list' "$(tab 'cordonctl server add t gives ntp,d')" 'ntp,dhcp ntp,dns'
is 'bash: in a list of services' "$(tab 'cordonctl profile add d opens ntp,rt')" 'ntp,rtsp'
is 'bash: files' "$(tab 'cordonctl check tests/cli/policy/g')" tests/cli/policy/good
is 'bash: a capture' "$(tab 'cordonctl replay tests/cli/capt')" tests/cli/captures.py
completes 'files or keys of apply' ':files confirm force --verbose' apply policy.yaml
completes 'a time to confirm' '10m 30m 1h 7d' apply policy.yaml confirm
completes 'what is left after it' 'force --verbose' apply policy.yaml confirm 2m
completes 'files or keys of diff' ':files --exit-code' diff
is 'bash: a file to apply' "$(tab 'cordonctl apply tests/cli/policy/g')" tests/cli/policy/good
is 'bash: a policy' "$(tab 'cordonctl replay x.pcap --policy tests/cli/policy/rep')" tests/cli/policy/replay.yaml
is 'bash: nothing fits' "$(tab 'cordonctl camera add lobby zz')" ''

# --- interfaces of this host ---

fails 1 'an interface that does not exist' "camcordon-none: no such interface; known: " \
	segment add camcordon-none
fails 1 'a place that does not exist' 'camcordon-none: no such interface; known: ' \
	recorder add nvr address 10.0.0.1 behind camcordon-none
fails 1 'a source that does not exist' 'camcordon-none: no such interface; known: ' \
	recorder add nvr self from camcordon-none
fails 1 'a place of a client that does not exist' 'camcordon-none: no such interface; known: ' \
	client add pc address 10.0.0.1 behind camcordon-none opens http

# --- boot, on a host of its own without a module ---

# alone COMMAND: run it in bash as a host would, with nothing in /etc, /var/lib and
# /lib/modules; it sees the tool by $1.
alone() {
	unshare --mount --net --pid --fork --mount-proc bash -c "
		for at in /etc /var/lib /lib/modules; do
			[ ! -d \$at ] || mount -t tmpfs none \$at || exit 125
		done
		$1" alone "$(realpath "$tool")" >"$dir/out" 2>"$dir/err"
}
# boots NAME SEGMENTS POLICY: at boot, with eth8 recorded, these are to be shut.
boots() {
	# shellcheck disable=SC2016
	POLICY=$3 alone '
		mkdir -p /etc/camcordon /etc/udev/rules.d /etc/modprobe.d /var/lib/camcordon
		echo eth8 >/var/lib/camcordon/segments
		printf %s "$POLICY" >/etc/camcordon/policy.yaml
		"$1" boot
		cat /etc/modprobe.d/camcordon-segments.conf'
	is "boot: $1" "$(grep -o 'segments=.*' "$dir/out")" "segments=$2"
}
if unshare --mount --net --pid --fork --mount-proc true 2>"$dir/err"; then
	# shellcheck disable=SC2016
	alone '"$1" boot'
	is 'boot: not set up for it' "$(cat "$dir/out" "$dir/err")" \
		'cordonctl: /var/lib/camcordon: there is no such directory, or this is another network namespace than the host'\''s'
	boots 'what was recorded, and what the file names' eth8,eth9 \
		'{"version": 1, "segments": [{"interface": "eth9"}]}'
	boots 'what a file names that is no policy' eth8,eth9 \
		'{"version": 2, "segments": [{"interface": "eth9"}]}'
	boots 'of a file that is no YAML only what was recorded' eth8 \
		'{"version": 1, "segments": [{"interface": "eth9"}'
else
	skip 'boot, on a host of its own' "$(head -n 1 "$dir/err")"
fi

# --- without the module ---

if [ -e /sys/module/camcordon ]; then
	skip 'without the module' 'it is loaded here'
	finish
fi
good=tests/cli/policy/good/whole.yaml good2=tests/cli/policy/good
missing="^cordonctl: the camcordon module is not loaded; load it with 'modprobe camcordon'\$"
while read -r -a words; do
	fails 1 "without the module: ${words[*]}" "$missing" "${words[@]}"
done <<-END
	status
	-j status
	segment add lo
	segment add camcordon-none wait
	segment set lo unknown open
	segment del lo
	segment list
	recorder add nvr address 10.0.0.1 address fd60::2 behind lo mac $mac
	recorder add nvr address 10.0.0.1 behind lo via 10.0.0.2 mac $mac
	recorder add nvr self from lo
	recorder set nvr behind none
	recorder del nvr
	recorder list
	server add time self gives ntp,dhcp,dns
	server add time address self gives ntp
	server list
	client add pc address 10.0.0.1 address fd60::2 behind lo opens http,https,rtsp cameras lobby,porch mac $mac
	client add pc address 10.0.0.1 behind lo opens onvif,tcp/8000-8010 via 10.0.0.2 mac $mac
	client add pc address 10.0.0.1 behind camcordon-none opens tcp/22 wait
	client set pc cameras none mac none opens ftp
	client del pc
	-j client list
	profile add doorbell opens ntp,tcp/8000 serves rtsp,onvif rtp 1024-65535 groups 239.1.1.1/5000,ff02::c/3702-3710,255.255.255.255/37020 ethertypes eapol,lldp
	profile add doorbell serves tcp/0-65535,udp/0-65535,ping
	profile add doorbell rtp 5004
	profile set doorbell opens none serves none rtp none groups none ethertypes none
	profile del doorbell
	-j profile list
	profile show pull
	-j profile show doorbell
	trusted add sw mac $mac segment lo for 1h
	trusted add sw mac $mac segment lo forever
	trusted add sw mac $mac segment lo for forever
	trusted del sw
	-j trusted list
	camera add lobby mac $mac
	camera add lobby mac 44-19-B6-01-02-03 address 10.0.0.1 segment lo profile any mark 0x10/0xff mode observe for 365d
	camera add lobby address fd60::2 mark 16 mode observe forever
	camera set lobby mac none address none segment none mark none mode enforce
	camera set lobby profile doorbell
	camera set lobby profile setup for 30m
	camera add lobby mac $mac profile setup for 365d mark 16
	camera allow lobby to 203.0.113.7 tcp/443 for 10m
	camera allow lobby to fd60::7 https for 90s comment ticket-4711
	camera allow lobby for 1h comment -x to 10.0.0.1 udp/5000-5010 via 10.0.0.2 mac $mac
	camera allow lobby to 10.0.0.1 ping for 365d
	camera revoke lobby.1
	camera replace lobby mac $mac
	-j camera exceptions
	camera del lobby
	camera list
	camera show lobby
	unknown
	draft
	-j draft
	why lobby
	why $mac
	-j why lobby
	mode
	-j mode
	mode observe for forever
	mode enforce
	mark
	mark 0x10/0xff
	mark none
	stats
	stats lobby
	stats --prometheus
	evidence
	evidence dropped
	evidence lobby passed
	monitor
	monitor -j
	seal
	selftest
	-j selftest
	diff $good
	-j diff $good2/minimal.yaml $good --exit-code
	apply $good
	-j apply $good confirm 2m force --verbose
	confirm
	save
	-j save
	save $dir/saved.yaml
END
is 'a save that failed leaves no file' "$(compgen -G "$dir/saved*")" ''

finish
