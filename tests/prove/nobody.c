// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Proved for each CASE: a frame whose facts name no peer, no trusted device and
 * not this host never passes, under any policy that neither observes nor leaves
 * a segment open. What is left out, and may pass, is a camera's housekeeping to
 * group MACs (01:00:5e, 33:33 and ff): ARP, router and neighbour solicitations,
 * advertisements, MLD and IGMP reports and its own DHCP request. The last case is
 * of that kind: it has to fail, or the model would allow no frame at all.
 */
#include "model.h"

#define IGMP	CORDON_PROTO_IGMP
#define UDP	CORDON_PROTO_UDP
#define ICMP6	CORDON_PROTO_ICMP6

/* X(case, facts): facts are restricted to one interval each, the others to nothing */
#define CASES(X)							\
X(RECEIVER_BELOW_01_00_5E, IN(f->dst, 0, 0x01005dffffffULL))		\
X(RECEIVER_BELOW_33_33, IN(f->dst, 0x01005f000000ULL, 0x3332ffffffffULL))	\
X(RECEIVER_BELOW_FF, IN(f->dst, 0x333400000000ULL, 0xfeffffffffffULL))	\
X(NEITHER_IP_NOR_ARP, IN(f->l3, CORDON_L3_OTHER, CORDON_L3_OTHER))	\
X(TRANSPORT_BELOW_IGMP, IP, IN(f->proto, 0, IGMP - 1))			\
X(TRANSPORT_BELOW_UDP, IP, IN(f->proto, IGMP + 1, UDP - 1))		\
X(TRANSPORT_BELOW_ICMP6, IP, IN(f->proto, UDP + 1, ICMP6 - 1))		\
X(TRANSPORT_ABOVE_ICMP6, IP, IN(f->proto, ICMP6 + 1, 255))		\
X(UDP_BELOW_DHCP4, IP4, IN(f->proto, UDP, UDP), IN(f->dport, 0, 66))	\
X(UDP_ABOVE_DHCP4, IP4, IN(f->proto, UDP, UDP), IN(f->dport, 68, 65535))	\
X(UDP_BELOW_DHCP6, IP6, IN(f->proto, UDP, UDP), IN(f->dport, 0, 546))	\
X(UDP_ABOVE_DHCP6, IP6, IN(f->proto, UDP, UDP), IN(f->dport, 548, 65535))	\
X(ICMP6_IN_IPV4, IP4, IN(f->proto, ICMP6, ICMP6))			\
X(ICMP6_BELOW_REPORT, TYPE(0, CORDON_MLD_REPORT - 1))			\
X(ICMP6_ROUTER, TYPE(CORDON_ND_ROUTER_ADVERT, CORDON_ND_ROUTER_ADVERT))	\
X(ICMP6_BELOW_REPORT2, TYPE(CORDON_ND_REDIRECT, CORDON_MLD2_REPORT - 1))	\
X(ICMP6_ABOVE_REPORT2, TYPE(CORDON_MLD2_REPORT + 1, 255))		\
X(INBOUND, IN(f->l3, 0, 255))						\
X(HOUSEKEEPING, IN(f->l3, CORDON_L3_ARP, CORDON_L3_ARP))

#define IN(fact, least, most)	((fact) = any_between(least, most))
#define IP4			IN(f->l3, CORDON_L3_IP4, CORDON_L3_IP4)
#define IP6			IN(f->l3, CORDON_L3_IP6, CORDON_L3_IP6)
#define IP			IN(f->l3, CORDON_L3_IP4, CORDON_L3_IP6)
#define TYPE(least, most)	IP6, IN(f->proto, ICMP6, ICMP6), IN(f->icmp_type, least, most)

enum {
#define NAME(name, ...)	name,
	CASES(NAME)
};

static void restrict_to_case(struct cordon_frame *f)
{
#define CHOOSE(name, ...)	CASE == (name) ? (void)(__VA_ARGS__) :
	CASES(CHOOSE) (void)0;
}

static void judge(const struct model *m)
{
	struct cordon_verdict verdict;

	if (CASE == INBOUND)
		cordon_verdict_inbound(&m->scene, &m->frame, &verdict);
	else
		cordon_verdict_outbound(&m->scene, &m->frame, &verdict);
	//@ check never_passes: verdict.pass == 0;
}

int main(void)
{
	static struct model m;

	model_without_peers(&m);
	restrict_to_case(&m.frame);
	judge(&m);
	return 0;
}
