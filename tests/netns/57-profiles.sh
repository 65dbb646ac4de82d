#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Profiles, clients and what is remembered of UDP, on a routing gateway (see
# "routed" in topology.bash): the camera may start what its profile opens, and
# answers what somebody may ask.
# limit: 240
# shellcheck source=tests/netns/common.bash
. "$(dirname "$0")/common.bash"

load_module
routed
operator 'segment add eth-cam' \
	'recorder add nvr address 10.0.2.2 behind eth-rec' \
	'profile add doorbell opens tcp/8000-8010,syslog serves rtsp rtp 5000-5100 groups 239.1.1.1/5000 ethertypes lldp' \
	"camera add lobby mac $LOBBY_MAC address 192.168.50.21" \
	"camera add porch mac $PORCH_MAC address 192.168.50.22 profile doorbell" \
	'client add desk address 10.0.3.2 behind eth-off opens http,rtsp cameras lobby'
must ready eth-cam eth-rec eth-off eth-inet

say 'a profile of our own'
judge <<'END'
what it opens                       | porch nvr tcp dport=8005                 | porch passed       | rec
what it opens, over UDP             | porch nvr udp dport=514                  | porch passed       | rec
beside what it opens                | porch nvr tcp dport=8011                 | porch service      |
what it opens, to somebody else     | porch cloud tcp dport=8005               | porch not-recorder |
media                               | porch nvr udp dport=5100                 | porch passed       | rec
beside the ports of media           | porch nvr udp dport=5101                 | porch service      |
what it serves                      | nvr porch tcp dport=8554                 | porch passed       | cam
its answer                          | porch nvr tcp sport=8554 dport=40000 flags=A | porch passed   | rec
what it does not serve              | nvr porch tcp dport=80                   | porch inbound      |
an answer from there                | porch nvr tcp sport=80 dport=40000 flags=A | porch service    |
the answer to what it opened        | nvr porch tcp sport=8005 dport=40000 flags=A | porch passed   | cam
a new connection from that port     | nvr porch tcp sport=8005 dport=40000     | porch inbound      |
ping, which it does not serve       | nvr porch ping                           | porch inbound      |
RTCP, from media to media           | nvr porch udp sport=5001 dport=5003      | porch passed       | cam
from elsewhere to media             | nvr porch udp sport=6000 dport=5003      | porch inbound      |
a group it may send to, but the recorder is not on this link | porch 239.1.1.1 udp dport=5000 | porch passed |
another port of that group          | porch 239.1.1.1 udp dport=5001           | porch multicast    |
another group                       | porch 239.1.1.2 udp dport=5000           | porch multicast    |
LLDP to this host                   | porch host raw type=0x88cc dmac=01:80:c2:00:00:0e | porch passed |
EAPOL, which is not listed          | porch host raw type=0x888e dmac=01:80:c2:00:00:03 | porch ethertype |
END

say 'it changes, for all its cameras at once'
operator 'profile set doorbell opens none ethertypes none'
judge <<'END'
what it opened                      | porch nvr tcp dport=8005                 | porch service      |
LLDP                                | porch host raw type=0x88cc dmac=01:80:c2:00:00:0e | porch ethertype |
what it serves still                | nvr porch tcp dport=554                  | porch passed       | cam
END
refuses 'a profile that a camera has stays' 1 "no profile 'doorbell'" \
	cordonctl profile del doorbell
operator 'camera set porch profile push'
judge <<'END'
push: mail                          | porch nvr tcp dport=25                   | porch passed       | rec
push: what is not in it             | porch nvr tcp dport=8005                 | porch service      |
END
operator 'profile del doorbell'

say 'what is remembered of UDP'
judge <<'END'
an answer nobody asked for          | lobby nvr udp sport=500 dport=600        | lobby service      |
the recorder asks                   | nvr lobby udp sport=600 dport=500        | lobby passed       | cam
then it is an answer                | lobby nvr udp sport=500 dport=600        | lobby passed       | rec
from another port it is not         | lobby nvr udp sport=501 dport=600        | lobby service      |
to another port it is not           | lobby nvr udp sport=500 dport=601        | lobby service      |
of another camera it is not         | porch nvr udp sport=500 dport=600        | porch service      |
a client asks, and is not let       | pc lobby udp sport=600 dport=500         | lobby inbound      |
END

say 'a client'
judge <<'END'
what it may open                    | pc lobby tcp dport=80                    | lobby passed       | cam
the answer                          | lobby pc tcp sport=80 dport=40000 flags=A | lobby passed      | off
from another port                   | lobby pc tcp sport=81 dport=40000 flags=A | lobby client      |
the camera opens                    | lobby pc tcp sport=80 dport=40000        | lobby client      |
UDP to it                           | lobby pc udp                             | lobby client       |
a ping to it                        | lobby pc ping                            | lobby icmp         |
what it may not open                | pc lobby tcp dport=443                   | lobby inbound      |
on a camera it does not list        | pc porch tcp dport=80                    | porch inbound      |
the answer of that camera           | porch pc tcp sport=80 dport=40000 flags=A | porch client      |
its address from elsewhere          | inet: pc lobby tcp dport=80              | lobby inbound      |
END
refuses 'a camera that a client lists stays' 1 "no camera 'lobby'" cordonctl camera del lobby
quiet_so_far
is 'nothing went round the first checkpoint' "$(in_json .bypassed status)" 0
done_testing
