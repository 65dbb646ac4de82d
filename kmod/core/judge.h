/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of the verdict share among themselves. Each row of the order
 * of decision is a function that returns a reason; CORDON_REASON_PASS means
 * "this row has nothing against it".
 */
#ifndef _CORDON_JUDGE_H
#define _CORDON_JUDGE_H

#include "verdict.h"

#define CORDON_TYPE_LLDP	0x88cc
#define CORDON_TYPE_EAPOL	0x888e

#define CORDON_PROTO_IGMP	2

#define CORDON_PORT_DNS		53
#define CORDON_PORT_DHCP_SERVER	67
#define CORDON_PORT_DHCP_CLIENT	68
#define CORDON_PORT_NTP		123
#define CORDON_PORT_DHCP6_CLIENT 546
#define CORDON_PORT_DHCP6_SERVER 547

#define CORDON_IGMP_REPORT1	0x12	/* RFC 1112, 2236, 3376 */
#define CORDON_IGMP_REPORT2	0x16
#define CORDON_IGMP_LEAVE	0x17
#define CORDON_IGMP_REPORT3	0x22

#define CORDON_ICMP_ECHO_REPLY	0
#define CORDON_ICMP_REDIRECT	5
#define CORDON_ICMP_ECHO	8
#define CORDON_ICMP_ROUTER_ADVERT 9
#define CORDON_ICMP6_ECHO	128
#define CORDON_ICMP6_ECHO_REPLY	129
#define CORDON_MLD_QUERY	130
#define CORDON_MLD_REPORT	131
#define CORDON_MLD_DONE		132
#define CORDON_ND_ROUTER_SOLICIT 133
#define CORDON_ND_ROUTER_ADVERT	134
#define CORDON_ND_SOLICIT	135
#define CORDON_ND_ADVERT	136
#define CORDON_ND_REDIRECT	137
#define CORDON_MLD2_REPORT	143

/* What somebody may do, whether this host or a party. */
struct cordon_rights {
	u8 role;
	u8 gives;
	u16 client;			/* CORDON_NOBODY: no client */
};

/* verdict.c */
bool cordon_vlan_listed(const struct cordon_segment_rule *rule, const struct cordon_frame *f);
bool cordon_is_error(const struct cordon_frame *f);
bool cordon_is_discovery(const struct cordon_frame *f);
bool cordon_is_udp(const struct cordon_frame *f);
u64 cordon_group_mac(const struct cordon_addr *addr);
const struct cordon_profile *cordon_profile_now(const struct cordon_scene *s,
						const struct cordon_device *camera);
bool cordon_may_own(const struct cordon_scene *s, const struct cordon_device *camera,
		    const struct cordon_addr *addr);
void cordon_verdict_finish(const struct cordon_scene *s, struct cordon_verdict *v);

/* identity.c */
u8 cordon_judge_form(const struct cordon_scene *s, const struct cordon_frame *f);
u8 cordon_judge_sender(const struct cordon_scene *s, const struct cordon_frame *f,
		       struct cordon_verdict *v);

/* neighbour.c */
u8 cordon_judge_arp(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_device *camera);
u8 cordon_judge_discovery(const struct cordon_scene *s, const struct cordon_frame *f,
			  const struct cordon_device *camera);
bool cordon_is_membership(const struct cordon_frame *f);
u8 cordon_judge_membership(const struct cordon_scene *s, const struct cordon_frame *f);
u8 cordon_judge_dhcp(const struct cordon_scene *s, const struct cordon_frame *f);
bool cordon_is_dhcp_request(const struct cordon_frame *f);
bool cordon_is_dhcp_answer(const struct cordon_frame *f);
bool cordon_is_dhcp_to_client(const struct cordon_frame *f);
bool cordon_next_hop(const struct cordon_scene *s, const struct cordon_party *party, u64 dst);
u8 cordon_judge_flood(const struct cordon_scene *s, bool wanted_there);
bool cordon_role_there(const struct cordon_scene *s, u8 role);

/* allow.c */
bool cordon_services_cover(const struct cordon_services *services, const struct cordon_frame *f);
u8 cordon_judge_service(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera, const struct cordon_rights *rights);
u8 cordon_judge_served(const struct cordon_scene *s, const struct cordon_frame *f,
		       const struct cordon_device *camera, const struct cordon_rights *rights,
		       u8 *remember);
bool cordon_excepted_out(const struct cordon_scene *s, const struct cordon_frame *f,
			 const struct cordon_device *camera);
bool cordon_excepted_in(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera);
const struct cordon_exception *cordon_exception_way(const struct cordon_scene *s,
						    const struct cordon_device *camera,
						    const struct cordon_addr *addr);

#endif
