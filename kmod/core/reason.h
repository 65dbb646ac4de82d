/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one list of reasons: every verdict of camcordon carries exactly one.
 *
 * The numbers are part of the netlink interface: they are never renumbered and
 * only grow. The module, cordonctl, the tests and the documents take the words
 * and texts from here.
 *
 * X(number, NAME, "word", "what it means", "what to do")
 */
#ifndef _CORDON_REASON_H
#define _CORDON_REASON_H

#define CORDON_REASONS(X)						\
X(0, PASS, "pass",							\
	"The policy allows this frame.",					\
	"Nothing.")								\
X(1, CLOSED, "closed",							\
	"The segment is closed and no policy says anything about it yet.",	\
	"Apply a policy, or give the interface back with 'segment del'.")	\
X(2, BAD_SOURCE, "bad-source",						\
	"The source MAC is a group address or zero; no real card sends that.", \
	"Look for a broken or hostile device on the segment.")		\
X(3, SPOOFED_PEER, "spoofed-peer",					\
	"A device on the segment used a MAC or address of this host or of a peer elsewhere.", \
	"An impostor, or a peer whose 'behind' is wrong: see 'recorder list'.") \
X(4, WRONG_SEGMENT, "wrong-segment",					\
	"A known camera's MAC came in on another segment than its own.",	\
	"The camera was moved or its MAC was cloned: look, then 'camera set NAME segment IFACE'.") \
X(5, CLONED_ADDRESS, "cloned-address",					\
	"A known camera's listed address was used by another MAC.",		\
	"Find the device with that MAC; if the camera was exchanged, 'camera set NAME mac MAC'.") \
X(6, UNKNOWN_DEVICE, "unknown-device",					\
	"Nobody listed this device, and the segment quarantines unknown devices.", \
	"See 'unknown'; add the device with 'camera add' or 'trusted add', or unplug it.") \
X(7, VLAN, "vlan",							\
	"The frame carries a VLAN tag that the segment does not list.",	\
	"If the tag is wanted: 'segment set IFACE vlan ID'.")			\
X(8, ETHERTYPE, "ethertype",						\
	"Neither IPv4, IPv6 nor ARP: a maker's own discovery (0x8033), LLDP, PPPoE, ...", \
	"Nothing; where this host authenticates ports, a profile with 'ethertypes eapol'.") \
X(9, MALFORMED, "malformed",						\
	"Headers that do not parse, lengths that lie, trailing data, or impossible TCP flags.", \
	"Nothing; many of these from one device mean a broken card or an attack.") \
X(10, ARP, "arp",							\
	"An ARP packet about something other than the camera, its peers or this host.", \
	"Usually a camera that looks for its factory gateway; check its network settings.") \
X(11, SPOOFED_ADDRESS, "spoofed-address",				\
	"The camera used a source address that is not among its listed ones.",	\
	"If the address is right: 'camera set NAME address ADDRESS'.")		\
X(12, IP_OPTIONS, "ip-options",						\
	"IPv4 source routing, record route or another option no camera needs.",	\
	"Nothing.")								\
X(13, EXTENSION_HEADER, "extension-header",				\
	"An IPv6 routing header, hop-by-hop options, too many or unknown extension headers.", \
	"Nothing.")								\
X(14, FRAGMENT, "fragment",						\
	"A fragment whose ports cannot be known, or one that hides its transport header.", \
	"Lower the camera's MTU or stream over TCP; the profile 'any' lets fragments pass.") \
X(15, NEIGHBOUR, "neighbour",						\
	"IPv6 neighbour discovery about something other than the camera, its peers or this host.", \
	"Usually a camera that looks for a router; check its IPv6 settings.")	\
X(16, ICMP, "icmp",							\
	"An ICMP message other than an answer or an error about allowed traffic.", \
	"Nothing; cameras ping the internet to test whether they are cut off.") \
X(17, DHCP, "dhcp",							\
	"A DHCP request that no listed server answers, or one that is not the camera's own.", \
	"If the camera shall use DHCP: 'server add NAME address ADDRESS gives dhcp'.") \
X(18, DHCP_SERVER, "dhcp-server",					\
	"A device on the segment answered as a DHCP server.",			\
	"Switch off the camera's own DHCP server.")				\
X(19, BROADCAST, "broadcast",						\
	"A broadcast: discovery and announcements that no peer asked for.",	\
	"Nothing.")								\
X(20, MULTICAST, "multicast",						\
	"A multicast group that the profile does not list: mDNS, SSDP, IGMP and alike.", \
	"Nothing; where the recorder takes multicast streams, a profile with 'groups'.") \
X(21, NOT_RECORDER, "not-recorder",					\
	"The destination is not a peer of this camera.",			\
	"This is the quarantine at work; see 'evidence CAMERA' for what it tried.") \
X(22, NEXT_HOP, "next-hop",						\
	"Right address, wrong way: the MAC is neither the peer's, its gateway's nor this host's.", \
	"On a bridge, state the peer's MAC: 'recorder set NAME mac MAC'.")	\
X(23, REROUTED, "rerouted",						\
	"Address translation or routing here would have sent it elsewhere than to the peer.", \
	"Look for DNAT rules, published container ports or a changed route.") \
X(24, TUNNEL, "tunnel",							\
	"A transport other than TCP, UDP or ICMP: a tunnel or an unknown protocol.", \
	"Nothing.")								\
X(25, SERVICE, "service",						\
	"The peer is right, but the camera's profile does not let it open this service.", \
	"If the service is wanted: a profile that 'opens' it, or 'camera allow' for a time.") \
X(26, CLIENT, "client",							\
	"To a client, something else than the answer from a service that it may open.", \
	"If the client shall use it: 'client set NAME opens SERVICE'.")		\
X(27, INBOUND, "inbound",						\
	"Somebody who is not a peer of the camera, or from the wrong place, tried to reach it.", \
	"If it should: add it as recorder, server or client; else find out who it is.") \
X(28, ISOLATED, "isolated",						\
	"The camera's profile is 'isolated': it may not send or receive anything.", \
	"'camera set NAME profile pull' ends the isolation.")			\
X(29, FLOOD, "flood",							\
	"A bridge's copy of an allowed frame for a port where the peer it is for does not live.", \
	"Nothing; the copy for the peer's own port passed.")			\
X(30, CLONED_MAC, "cloned-mac",						\
	"A camera's MAC came in on a port of the bridge that is no segment.",	\
	"A host on that port tries to draw the camera's traffic: find it.")

enum cordon_reason {
#define CORDON_REASON_ENUM(nr, name, word, meaning, advice) CORDON_REASON_##name = (nr),
	CORDON_REASONS(CORDON_REASON_ENUM)
#undef CORDON_REASON_ENUM
	__CORDON_REASON_MAX
};

#define CORDON_REASON_MAX (__CORDON_REASON_MAX - 1)

#endif
