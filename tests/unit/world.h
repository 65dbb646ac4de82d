/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Policies for tests, in memory, and the one that most tests share:
 *
 *	segment 0 (IF_CAM, a port of IF_BR)	segment 1 (IF_CAM2)
 *	  CAM PHONE BARE ISO SEEN, 192.0.2.40	  -
 *	  NEAR, 192.0.2.14, NEARGW, FRIEND
 *	IF_UP: NVR, and behind ROUTER: FAR	IF_LAN: CLOCK DHCPD
 *	IF_DOCKER: containers that count as this host
 */
#ifndef TESTS_UNIT_WORLD_H
#define TESTS_UNIT_WORLD_H

#include "verdict.h"

#define HOST	0x020000000002ULL	/* .2, 2001:db8::2, fe80::2 */
#define BRIDGE	0x020000000042ULL	/* the same host's */

#define CAM	0x020000000020ULL	/* .20 .21 2001:db8::20, segment 0, pull */
#define PHONE	0x020000000022ULL	/* .22 2001:db8::22, any segment, profile any */
#define BARE	0x020000000023ULL	/* no addresses, segment 0, pull */
#define ISO	0x020000000024ULL	/* .24, isolated */
#define SEEN	0x020000000025ULL	/* .25, observed */
					/* .40 2001:db8::40: by address, segment 0, pull */
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
#define FRIEND	0x020000000030ULL	/* trusted on segment 0 */
#define EXFRIEND 0x020000000031ULL	/* was trusted on segment 0 */
#define FRIEND2	0x020000000032ULL	/* trusted on segment 1 */
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

#define WORLD_NOW	1000

struct world {
	struct cordon_policy policy;
	struct cordon_place place[2];
	struct cordon_hosts *hosts;
	struct cordon_device device[16];
	struct cordon_party party[16];
	struct cordon_addr addr[16];
	struct cordon_iface iface[8];
	struct cordon_profile profile[8];
	struct cordon_flows *flows;	/* of every camera; NULL: nobody sent anything */
	struct cordon_slot mac_slot[64];
	struct cordon_slot addr_slot[64];
	unsigned int with;
};

/* What the builders take: addresses as text, NULL where there is none. */
struct camera_spec {
	u64 mac;
	const char *addr[4];
	u8 slot;
	u8 profile;
	u64 until;
};

struct party_spec {
	u64 mac;
	const char *addr;
	const char *via;
	u64 via_mac;
	u32 behind;
	u8 role;
	u8 gives;
};

void world_init(struct world *w);
void world_camera(struct world *w, const struct camera_spec *spec);
void world_trust(struct world *w, u64 mac, u8 slot, u64 until);
void world_party(struct world *w, const struct party_spec *spec);
void world_host(struct world *w, const char *addr, u32 ifindex);
u16 world_iface(struct world *w, u32 ifindex);

struct world *world_usual(unsigned int with);
void world_free(struct world *w);
struct cordon_scene world_scene(const struct world *w, u8 slot);

#endif
