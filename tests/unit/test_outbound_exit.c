// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames from a segment: row 18, what a profile lets a camera open, and all
 * rows once more at the exit checkpoints, where they know the way out.
 */
#include "trial.h"

#define RTP	UDP(5000, 6970)
#define TO_NVR	TO(NVR, "192.0.2.10")
#define TO_CLOCK TO(CLOCK, "192.0.2.11")
#define TO_HOST	TO(HOST, "192.0.2.2")
#define TO_GROUP(group)	.dip = (group)
#define FROM_CAM FROM(CAM, "192.0.2.20")
#define FROM_CAM6 FROM(CAM, "2001:db8::20")
#define FROM_LINK FROM(CAM, "fe80::20")
#define FROM_PHONE FROM(PHONE, "192.0.2.22")
#define ASKS_NVR ARP(CAM, "192.0.2.20", "192.0.2.10")
#define ASKS_HOST ARP(CAM, "192.0.2.20", "192.0.2.2")
#define PROBES	ARP(CAM, "0.0.0.0", "192.0.2.20")
#define ASKS_DHCP FROM(CAM, "0.0.0.0"), TO_GROUP("255.255.255.255"), DHCP4

static const struct trial trials[] = {
	TRIAL(PASS, "18: answers over TCP", FRAME(FROM_CAM, TO_NVR, TCP(ACK))),
	TRIAL(PASS, "18: agrees to a connection", FRAME(FROM_CAM, TO_NVR, TCP(SYN | ACK))),
	TRIAL(PASS, "18: refuses a connection", FRAME(FROM_CAM, TO_NVR, TCP(RST | ACK))),
	TRIAL(SERVICE, "18: opens a connection", FRAME(FROM_CAM, TO_NVR, TCP(SYN))),
	TRIAL(SERVICE, "18: opens a connection, other flags beside it",
	      FRAME(FROM_CAM, TO_NVR, TCP(SYN | URG))),
	TRIAL(SERVICE, "18: opens a connection by a first fragment",
	      FRAME(FROM_CAM, TO_NVR, TCP(SYN), .more = true)),
	TRIAL(PASS, "18: opens a connection, profile any", FRAME(FROM_PHONE, TO_NVR, TCP(SYN))),
	TRIAL(SERVICE, "18: TCP to a server", FRAME(FROM_PHONE, TO_CLOCK, TCP(ACK))),
	TRIAL(PASS, "18: media over UDP, lowest port", FRAME(FROM_CAM, TO_NVR, UDP(5000, 1024))),
	TRIAL(PASS, "18: media over UDP, highest port", FRAME(FROM_CAM, TO_NVR, UDP(5000, 65535))),
	TRIAL(SERVICE, "18: a port below", FRAME(FROM_CAM, TO_NVR, UDP(5000, 1023))),
	TRIAL(SERVICE, "18: the recorder is no time server",
	      FRAME(FROM_CAM, TO_NVR, UDP(123, 123))),
	TRIAL(PASS, "18: any port, profile any", FRAME(FROM_PHONE, TO_NVR, UDP(5000, 53))),
	TRIAL(PASS, "18: asks for the time", FRAME(FROM_CAM, TO_CLOCK, UDP(5000, 123))),
	TRIAL(PASS, "18: asks for the time, IPv6",
	      FRAME(FROM_CAM6, TO(CLOCK, "2001:db8::11"), UDP(5000, 123))),
	TRIAL(SERVICE, "18: asks for a name", FRAME(FROM_CAM, TO_CLOCK, UDP(5000, 53))),
	TRIAL(PASS, "18: asks for a name, profile any", FRAME(FROM_PHONE, TO_CLOCK, UDP(5000, 53))),
	TRIAL(SERVICE, "18: asks for a name where none are given", FRAME(FROM(PHONE,
		"2001:db8::22"), TO(CLOCK, "2001:db8::11"), UDP(5000, 53))),
	TRIAL(SERVICE, "18: media to a server", FRAME(FROM_CAM, TO_CLOCK, RTP)),
	TRIAL(SERVICE, "18: the time of a DHCP server",
	      FRAME(FROM_CAM, TO(DHCPD, "192.0.2.12"), UDP(5000, 123))),
	TRIAL(PASS, "18: the time of this host", FRAME(FROM_CAM, TO_HOST, UDP(5000, 123)),
	      .with = W_SELF_SERVES),
	TRIAL(SERVICE, "18: media to this host, which only serves", FRAME(FROM_CAM, TO_HOST, RTP),
	      .with = W_SELF_SERVES),
	TRIAL(PASS, "18: media to this host", FRAME(FROM_CAM, TO_HOST, RTP)),

	TRIAL(PASS, "exit: to the recorder, where it is", FRAME(FROM_CAM, TO_NVR, RTP),
	      AT(PORTS, IF_UP)),
	TRIAL(REROUTED, "exit: to the recorder, where it is not", FRAME(FROM_CAM, TO_NVR, RTP),
	      AT(PORTS, IF_OFFICE)),
	TRIAL(REROUTED, "exit: to the recorder, behind another peer's interface",
	      FRAME(FROM_CAM, TO_NVR, RTP), AT(PORTS, IF_LAN)),
	TRIAL(REROUTED, "exit: to a peer whose interface is gone",
	      FRAME(FROM_CAM, TO(LOST, "192.0.2.15"), RTP), AT(PORTS, IF_UP)),
	TRIAL(REROUTED, "exit: a peer's address ends here", FRAME(FROM_CAM, TO_NVR, RTP),
	      AT(LOCAL, 0)),
	TRIAL(PASS, "exit: up to this host, which routes it on",
	      FRAME(FROM_CAM, TO(HOST, "192.0.2.10"), RTP), AT(UP, 0)),
	TRIAL(PASS, "exit: routed to the recorder", FRAME(FROM_CAM, TO(HOST, "192.0.2.10"), RTP),
	      AT(PORTS, IF_UP)),
	TRIAL(REROUTED, "exit: the route goes elsewhere",
	      FRAME(FROM_CAM, TO(HOST, "192.0.2.10"), RTP), AT(PORTS, IF_OFFICE)),
	TRIAL(REROUTED, "exit: DNAT to the internet", FRAME(FROM_CAM, TO(HOST, "8.8.8.8"), RTP),
	      AT(PORTS, IF_UP), .translated = true),
	TRIAL(REROUTED, "exit: DNAT to this host elsewhere",
	      FRAME(FROM_CAM, TO(HOST, "203.0.113.2"), TCP(ACK)), AT(LOCAL, 0), .translated = true),
	TRIAL(NOT_RECORDER, "exit: the internet, round ingress",
	      FRAME(FROM_CAM, TO(HOST, "8.8.8.8"), RTP), AT(PORTS, IF_UP)),
	TRIAL(NOT_RECORDER, "exit: the internet, round ingress, on a bridge",
	      FRAME(FROM_CAM, TO(ROUTER, "8.8.8.8"), RTP), AT(PORTS, IF_UP), .with = W_BRIDGED),
	TRIAL(UNKNOWN_DEVICE, "exit: nobody, round ingress",
	      FRAME(FROM(NOBODY, "192.0.2.99"), TO_NVR, RTP), AT(PORTS, IF_UP)),
	TRIAL(PASS, "exit: to this host", FRAME(FROM_CAM, TO_HOST, TCP(ACK)), AT(LOCAL, 0)),
	TRIAL(PASS, "exit: up to this host", FRAME(FROM_CAM, TO_HOST, TCP(ACK)), AT(UP, 0)),
	TRIAL(REROUTED, "exit: this host's address leaves by a port",
	      FRAME(FROM_CAM, TO_HOST, TCP(ACK)), AT(PORTS, IF_UP)),
	TRIAL(PASS, "exit: DNAT to a container that counts as this host",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_DOCKER),
	      .translated = true, .was = "192.0.2.2"),
	TRIAL(REROUTED, "exit: DNAT of the internet to such a container",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_DOCKER),
	      .translated = true, .was = "8.8.8.8"),
	TRIAL(REROUTED, "exit: DNAT of one recorder to another",
	      FRAME(FROM_CAM, TO_NVR, TCP(ACK)), AT(PORTS, IF_UP), .translated = true,
	      .was = FARIP),
	TRIAL(NOT_RECORDER, "exit: a container's own address, round ingress",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_DOCKER)),
	TRIAL(SERVICE, "exit: DNAT to such a container, of a service it may not open",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(SYN)), AT(PORTS, IF_DOCKER),
	      .translated = true, .was = "192.0.2.2"),
	TRIAL(REROUTED, "exit: DNAT to a container that does not count",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_OFFICE),
	      .translated = true),
	TRIAL(REROUTED, "exit: DNAT to a container, but this host is no peer",
	      FRAME(FROM_CAM, TO(HOST, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_DOCKER),
	      .translated = true, .with = W_NO_SELF),
	TRIAL(REROUTED, "exit: another card's frame into such a container",
	      FRAME(FROM_CAM, TO(NOBODY, "172.17.0.2"), TCP(ACK)), AT(PORTS, IF_DOCKER),
	      .translated = true),
	TRIAL(SERVICE, "exit: the profile again", FRAME(FROM_CAM, TO_NVR, TCP(SYN)),
	      AT(PORTS, IF_UP)),

	TRIAL(PASS, "exit: ARP for the recorder, to its port", FRAME(ASKS_NVR), AT(PORTS, IF_UP)),
	TRIAL(FLOOD, "exit: ARP for the recorder, to the office", FRAME(ASKS_NVR),
	      AT(PORTS, IF_OFFICE)),
	TRIAL(FLOOD, "exit: ARP for the recorder, to another peer", FRAME(ASKS_NVR),
	      AT(PORTS, IF_LAN)),
	TRIAL(PASS, "exit: ARP for the recorder, to this host", FRAME(ASKS_NVR), AT(UP, 0)),
	TRIAL(PASS, "exit: ARP for this host", FRAME(ASKS_HOST), AT(LOCAL, 0)),
	TRIAL(FLOOD, "exit: ARP for this host, to a port", FRAME(ASKS_HOST), AT(PORTS, IF_UP)),
	TRIAL(PASS, "exit: a probe, to where a peer lives", FRAME(PROBES), AT(PORTS, IF_LAN)),
	TRIAL(FLOOD, "exit: a probe, to where none lives", FRAME(PROBES), AT(PORTS, IF_DOCKER)),
	TRIAL(FLOOD, "exit: a probe, to the office", FRAME(PROBES), AT(PORTS, IF_OFFICE)),
	TRIAL(PASS, "exit: solicitation, to where a peer lives", FRAME(FROM_LINK,
		TO_GROUP("ff02::1:ff00:10"), ND(NS, "2001:db8::10", 1)), AT(PORTS, IF_UP)),
	TRIAL(FLOOD, "exit: solicitation, to the office", FRAME(FROM_LINK,
		TO_GROUP("ff02::1:ff00:10"), ND(NS, "2001:db8::10", 1)), AT(PORTS, IF_OFFICE)),
	TRIAL(PASS, "exit: advertisement, to the recorder's port", FRAME(FROM_CAM6,
		TO(NVR, "2001:db8::10"), ND(NA, "2001:db8::20", 2)), AT(PORTS, IF_UP)),
	TRIAL(REROUTED, "exit: advertisement, to another port", FRAME(FROM_CAM6,
		TO(NVR, "2001:db8::10"), ND(NA, "2001:db8::20", 2)), AT(PORTS, IF_OFFICE)),
	TRIAL(PASS, "exit: advertisement, to this host", FRAME(FROM_CAM6,
		TO(HOST, "fe80::2"), ND(NA, "2001:db8::20", 2)), AT(LOCAL, 0)),
	TRIAL(FLOOD, "exit: advertisement to this host, to a port", FRAME(FROM_CAM6,
		TO(HOST, "fe80::2"), ND(NA, "2001:db8::20", 2)), AT(PORTS, IF_UP)),
	TRIAL(PASS, "exit: DHCP, to where a server lives", FRAME(ASKS_DHCP), AT(PORTS, IF_LAN)),
	TRIAL(FLOOD, "exit: DHCP, to where none lives", FRAME(ASKS_DHCP), AT(PORTS, IF_UP)),
	TRIAL(FLOOD, "exit: DHCP, to the office", FRAME(ASKS_DHCP), AT(PORTS, IF_OFFICE)),
	TRIAL(FLOOD, "exit: DHCP, to this host, which gives none", FRAME(ASKS_DHCP), AT(LOCAL, 0)),
	TRIAL(PASS, "exit: DHCP, to this host", FRAME(ASKS_DHCP), AT(LOCAL, 0),
	      .with = W_SELF_SERVES),
	TRIAL(PASS, "exit: a trusted device's frame anywhere",
	      FRAME(FROM(FRIEND, "192.0.2.99"), TO(NOBODY, "192.0.2.98"), RTP),
	      AT(PORTS, IF_OFFICE)),
};

int main(void)
{
	return trial_run_all(trials, ARRAY_SIZE(trials), cordon_verdict_outbound);
}
