/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Policies for tests, built of objects as the module builds them, and the one
 * that most tests share:
 *
 *	segment 0 (IF_CAM, a port of IF_BR)	segment 1 (IF_CAM2)
 *	  CAM PHONE BARE ISO SEEN, 192.0.2.40	  -
 *	  PUSH BELL MUTE NEW OLD BOXED
 *	  EXC EXBARE: with exceptions
 *	  NEAR, 192.0.2.14, NEARGW, FRIEND
 *	IF_UP: NVR, and behind ROUTER: FAR;	IF_LAN: CLOCK DHCPD BOTH
 *	       PC ADMIN				        GATEWAY, and behind it: AFAR
 *	IF_DOCKER: containers that count as this host
 */
#ifndef TESTS_UNIT_WORLD_H
#define TESTS_UNIT_WORLD_H

#include "objects.h"
#include "verdict.h"

#define HOST	0x020000000002ULL	/* .2, 2001:db8::2, fe80::2 */
#define BRIDGE	0x020000000042ULL	/* the same host's */

#define CAM	0x020000000020ULL	/* .20 .21 2001:db8::20, segment 0, pull */
#define PHONE	0x020000000022ULL	/* .22 2001:db8::22, any segment, profile any */
#define BARE	0x020000000023ULL	/* no addresses, segment 0, pull */
#define ISO	0x020000000024ULL	/* .24, isolated */
#define SEEN	0x020000000025ULL	/* .25, observed */
					/* .40 2001:db8::40: by address, segment 0, pull */
#define PUSH	0x020000000026ULL	/* .26, push */
#define BELL	0x020000000027ULL	/* .27 2001:db8::27, profile bell */
#define MUTE	0x020000000028ULL	/* .28 2001:db8::28, profile mute */
#define NEW	0x020000000029ULL	/* .29 2001:db8::29, in setup */
#define OLD	0x02000000002aULL	/* .33, was in setup */
#define BOXED	0x02000000002bULL	/* no addresses, in setup */
#define EXC	0x02000000002cULL	/* .34 2001:db8::34, pull, with exceptions: see world.c */
#define EXBARE	0x02000000002dULL	/* no addresses, pull, with exceptions */

#define NVR	0x020000000010ULL	/* .10 2001:db8::10 recorder behind IF_UP */
#define ROUTER	0x020000000001ULL	/* .1, the way to FAR */
#define FARIP	"198.51.100.9"		/* recorder behind IF_UP, via ROUTER */
#define FARIP6	"2001:db8:f::9"		/* the same, via fe80::1 */
#define CLOCK	0x020000000011ULL	/* .11 2001:db8::11 ntp and dns behind IF_LAN */
#define DHCPD	0x020000000012ULL	/* .12 2001:db8::12 dhcp behind IF_LAN */
#define LOST	0x020000000015ULL	/* .15 recorder behind an interface that is gone */
#define NEAR	0x020000000013ULL	/* .13 2001:db8::13 recorder on segment 0 */
					/* .14: recorder on segment 0, MAC not known */
#define NEARGW	0x020000000003ULL	/* .3, on segment 0, the way to NEARFAR */
#define NEARFAR	"203.0.113.9"
#define PC	0x020000000050ULL	/* .50 2001:db8::50: tcp/80 and tcp/554 of CAM and BELL */
#define ADMIN	0x020000000051ULL	/* .51: tcp/80-90 of all cameras */
#define BOTH	0x020000000052ULL	/* .52: gives ntp, and a client for tcp/80 */
#define GATEWAY	0x020000000004ULL	/* .4: gives ntp, and the way to AFARIP */
#define AFARIP	"198.51.100.10"		/* recorder behind IF_LAN */
#define FRIEND	0x020000000030ULL	/* trusted on segment 0 */
#define EXFRIEND 0x020000000031ULL	/* was trusted on segment 0 */
#define FRIEND2	0x020000000032ULL	/* trusted on segment 1 */
#define GATE	0x020000000060ULL	/* .60, fe80::60: the way of exceptions */
#define NOBODY	0x020000000099ULL

#define IF_CAM		10
#define IF_CAM2		11
#define IF_UP		20
#define IF_LAN		21
#define IF_OFFICE	22		/* the policy does not name it */
#define IF_DOCKER	30
#define IF_BR		40

/* Departures from the usual policy. */
#define W_OPEN		(1 << 0)	/* segment 0: unknown devices pass */
#define W_WATCH		(1 << 1)	/* segment 0: unknown devices are observed */
#define W_BRIDGED	(1 << 2)	/* segment 0 is a port of a bridge */
#define W_BPDU		(1 << 3)
#define W_OBSERVE	(1 << 4)	/* all is observed */
#define W_NO_SELF	(1 << 5)	/* this host is no peer */
#define W_SELF_SERVES	(1 << 6)	/* it gives dhcp and ntp, and records nothing */
#define W_NO_DHCP	(1 << 7)	/* nobody gives dhcp */
#define W_NO_HOSTS	(1 << 8)
#define W_EMPTY		(1 << 9)	/* there is no policy */

#define SECONDS		1000000000ULL
#define WORLD_NOW	(1000 * SECONDS)

struct world {
	struct cordon_policy policy;
	struct cordon_place place[2];
	struct cordon_hosts *hosts;
	struct objects objects;
	struct cordon_flows *flows;	/* of every camera; NULL: nobody sent anything */
	struct cordon_flows *queries;	/* to every segment; likewise */
	unsigned int with;
};

struct world *world_usual(unsigned int with);
void world_free(struct world *w);
void world_host(struct world *w, const char *addr, u32 ifindex);
u16 world_iface(const struct world *w, u32 ifindex);
void world_sent(struct cordon_flows **flows, const struct cordon_flow_key *key, u64 at);
struct cordon_party *world_party(struct world *w, u64 mac);
struct cordon_scene world_scene(const struct world *w, u8 slot);

#endif
