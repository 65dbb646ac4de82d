// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What camera and peer may do with each other: rows 17 and 18 of the order of
 * decision in docs/architecture.md, for both directions, and the exceptions
 * that waive them.
 */
#include "judge.h"

#define UNKNOWN_PORTS	CORDON_F_FRAG_LATER	/* a fragment that holds no header */

static bool is_echo(const struct cordon_frame *f)
{
	return !(f->flags & UNKNOWN_PORTS) &&
	       f->icmp_type == (f->proto == CORDON_PROTO_ICMP ? CORDON_ICMP_ECHO :
								CORDON_ICMP6_ECHO);
}

static bool is_echo_reply(const struct cordon_frame *f)
{
	return !(f->flags & UNKNOWN_PORTS) &&
	       f->icmp_type == (f->proto == CORDON_PROTO_ICMP ? CORDON_ICMP_ECHO_REPLY :
								CORDON_ICMP6_ECHO_REPLY);
}

static bool is_icmp(const struct cordon_frame *f)
{
	return f->proto == (f->l3 == CORDON_L3_IP4 ? CORDON_PROTO_ICMP : CORDON_PROTO_ICMP6);
}

/* Is every frame of this transport among the services, so that no port has to be known? */
bool cordon_services_cover(const struct cordon_services *services, const struct cordon_frame *f)
{
	return is_icmp(f) ? cordon_services_have(services, CORDON_PROTO_ICMP, 0) :
			    cordon_services_whole(services, f->proto);
}

/* May the client use this TCP port of the camera? */
static bool client_opens(const struct cordon_policy *p, u16 client,
			 const struct cordon_device *camera, u16 port)
{
	const struct cordon_client *c;
	u32 i;

	if (client >= p->clients)
		return false;
	c = &p->client[client];
	if (!cordon_services_have(&c->opens, CORDON_PROTO_TCP, port))
		return false;
	for (i = 0; i < c->cameras; i++)
		if (&p->device[p->camera[c->camera + i]] == camera)
			return true;
	return !c->cameras;
}

/* Row 18: did a recorder ask for it, this camera or all of the segment? */
static bool answers(const struct cordon_scene *s, const struct cordon_frame *f,
		    const struct cordon_device *camera)
{
	struct cordon_flow_key key = { f->dip, f->dport, f->sport };

	if (camera->flows &&
	    cordon_flow_recent(READ_ONCE(*camera->flows), &key, s->now, CORDON_FLOW_ANSWER))
		return true;
	key.port = 0;
	return cordon_flow_recent(s->queries, &key, s->now, CORDON_FLOW_QUERY);
}

/* Row 17 for ICMP: answers to a recorder's ping, and errors about its traffic. */
static u8 judge_icmp(const struct cordon_frame *f, const struct cordon_profile *profile,
		     bool recorder)
{
	bool allowed;

	if (f->flags & UNKNOWN_PORTS)
		allowed = recorder && cordon_services_cover(&profile->opens, f);
	else if (cordon_is_error(f))
		allowed = (f->flags & CORDON_F_QUOTE) && cordon_addr_same(&f->target, &f->dip) &&
			  cordon_addr_same(&f->quoted, &f->sip);
	else if (is_echo_reply(f))
		allowed = recorder && cordon_services_have(&profile->serves, CORDON_PROTO_ICMP, 0);
	else
		allowed = recorder && is_echo(f) &&
			  cordon_services_have(&profile->opens, CORDON_PROTO_ICMP, 0);
	return allowed ? CORDON_REASON_PASS : CORDON_REASON_ICMP;
}

static bool tcp_allowed(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera, const struct cordon_rights *rights)
{
	const struct cordon_profile *profile = cordon_profile_now(s, camera);
	bool recorder = rights->role & CORDON_ROLE_RECORDER;

	if (f->flags & UNKNOWN_PORTS)
		return recorder && cordon_services_cover(&profile->opens, f);
	if (recorder && cordon_services_have(&profile->opens, CORDON_PROTO_TCP, f->dport))
		return true;
	if ((rights->gives & profile->asks & CORDON_GIVES_DNS) && f->dport == CORDON_PORT_DNS)
		return true;
	if (f->flags & CORDON_F_OPENS)
		return false;
	return (recorder && cordon_services_have(&profile->serves, CORDON_PROTO_TCP, f->sport)) ||
	       client_opens(s->policy, rights->client, camera, f->sport);
}

static bool udp_allowed(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera, const struct cordon_rights *rights)
{
	const struct cordon_profile *profile = cordon_profile_now(s, camera);
	bool recorder = rights->role & CORDON_ROLE_RECORDER;
	u8 asks = rights->gives & profile->asks;

	if (f->flags & UNKNOWN_PORTS)
		return recorder && cordon_services_cover(&profile->opens, f);
	if (recorder && (cordon_profile_rtp(profile, f->dport) ||
			 cordon_services_have(&profile->opens, CORDON_PROTO_UDP, f->dport) ||
			 answers(s, f, camera)))
		return true;
	return (f->dport == CORDON_PORT_NTP && (asks & CORDON_GIVES_NTP)) ||
	       (f->dport == CORDON_PORT_DNS && (asks & CORDON_GIVES_DNS)) ||
	       (cordon_is_dhcp_request(f) && (asks & CORDON_GIVES_DHCP));
}

/**
 * cordon_judge_service - rows 17 and 18 for a camera's frame to a peer
 * @s: where it is
 * @f: its facts
 * @camera: whose it is
 * @rights: the peer's
 */
u8 cordon_judge_service(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera, const struct cordon_rights *rights)
{
	bool allowed;

	if (is_icmp(f))
		return judge_icmp(f, cordon_profile_now(s, camera),
				  rights->role & CORDON_ROLE_RECORDER);
	if (f->proto == CORDON_PROTO_TCP)
		allowed = tcp_allowed(s, f, camera, rights);
	else if (f->proto == CORDON_PROTO_UDP)
		allowed = udp_allowed(s, f, camera, rights);
	else
		return CORDON_REASON_TUNNEL;
	if (allowed)
		return CORDON_REASON_PASS;
	return rights->role == CORDON_ROLE_CLIENT ? CORDON_REASON_CLIENT : CORDON_REASON_SERVICE;
}

/* May a recorder send this to a camera? */
static bool recorder_serves(const struct cordon_frame *f, const struct cordon_profile *profile)
{
	if (f->flags & UNKNOWN_PORTS)
		return cordon_services_cover(&profile->serves, f);
	if (is_icmp(f))
		return (is_echo(f) &&
			cordon_services_have(&profile->serves, CORDON_PROTO_ICMP, 0)) ||
		       (is_echo_reply(f) &&
			cordon_services_have(&profile->opens, CORDON_PROTO_ICMP, 0));
	if (f->proto != CORDON_PROTO_TCP && f->proto != CORDON_PROTO_UDP)
		return false;
	if (cordon_services_have(&profile->serves, f->proto, f->dport))
		return true;
	/* media flow between the ports of media, RTCP and two-way audio back */
	if (f->proto == CORDON_PROTO_UDP && cordon_profile_rtp(profile, f->sport) &&
	    cordon_profile_rtp(profile, f->dport))
		return true;
	return !(f->flags & CORDON_F_OPENS) &&
	       cordon_services_have(&profile->opens, f->proto, f->sport);
}

/* A server answers from its port and starts nothing. */
static bool server_answers(const struct cordon_frame *f, u8 gives)
{
	if (f->flags & UNKNOWN_PORTS)
		return false;
	if (f->proto == CORDON_PROTO_TCP)
		return f->sport == CORDON_PORT_DNS && (gives & CORDON_GIVES_DNS) &&
		       !(f->flags & CORDON_F_OPENS);
	if (f->proto != CORDON_PROTO_UDP)
		return false;
	return (f->sport == CORDON_PORT_NTP && (gives & CORDON_GIVES_NTP)) ||
	       (f->sport == CORDON_PORT_DNS && (gives & CORDON_GIVES_DNS)) ||
	       (cordon_is_dhcp_to_client(f) && (gives & CORDON_GIVES_DHCP));
}

/**
 * cordon_judge_served - what a peer may send to a camera
 * @s: where it is
 * @f: its facts
 * @camera: whom it is for
 * @rights: the peer's, from where it lives
 * @remember: set where the answer will have to be known by it
 */
u8 cordon_judge_served(const struct cordon_scene *s, const struct cordon_frame *f,
		       const struct cordon_device *camera, const struct cordon_rights *rights,
		       u8 *remember)
{
	if ((rights->role & CORDON_ROLE_RECORDER) &&
	    recorder_serves(f, cordon_profile_now(s, camera))) {
		if (cordon_is_udp(f))
			*remember = CORDON_REMEMBER_FLOW;
		return CORDON_REASON_PASS;
	}
	if (server_answers(f, rights->gives))
		return CORDON_REASON_PASS;
	if (f->proto == CORDON_PROTO_TCP && !(f->flags & UNKNOWN_PORTS) &&
	    client_opens(s->policy, rights->client, camera, f->dport))
		return CORDON_REASON_PASS;
	return CORDON_REASON_INBOUND;
}

/* The first of a camera's running exceptions from position i on; NULL: there is no more. */
static const struct cordon_exception *running(const struct cordon_scene *s,
					      const struct cordon_device *camera, u32 *i)
{
	for (; *i < camera->exceptions; ++*i) {
		const struct cordon_exception *e = &s->policy->exception[camera->exception + *i];

		if (e->until > s->now)
			return e;
	}
	return NULL;
}

static bool covers(const struct cordon_service *service, const struct cordon_frame *f, u16 port)
{
	if (f->flags & UNKNOWN_PORTS)
		return false;
	if (service->proto == CORDON_PROTO_ICMP)
		return false;
	return f->proto == service->proto && port >= service->first && port <= service->last;
}

/* Does a running exception waive rows 14 to 18 for this frame of the camera? */
bool cordon_excepted_out(const struct cordon_scene *s, const struct cordon_frame *f,
			 const struct cordon_device *camera)
{
	const struct cordon_exception *e;
	u32 i;

	/* unicast inside a group never; and what NAT sends elsewhere is not what was asked for */
	if ((f->dst & CORDON_GROUP) || s->translated)
		return false;
	for (i = 0; (e = running(s, camera, &i)); i++) {
		if (!cordon_addr_same(&e->addr, &f->dip))
			continue;
		if (e->via_mac && f->dst != e->via_mac && !cordon_place_mac(s->place, f->dst))
			continue;
		if (covers(&e->service, f, f->dport))
			return true;
		if (!is_icmp(f) || (f->flags & UNKNOWN_PORTS))
			continue;
		if (e->service.proto == CORDON_PROTO_ICMP ? is_echo(f) :
		    judge_icmp(f, cordon_profile_now(s, camera), false) == CORDON_REASON_PASS)
			return true;
	}
	return false;
}

/* Is it the answer to what a running exception lets the camera start? */
bool cordon_excepted_in(const struct cordon_scene *s, const struct cordon_frame *f,
			const struct cordon_device *camera)
{
	const struct cordon_exception *e;
	u32 i;

	for (i = 0; (e = running(s, camera, &i)); i++) {
		/* an error comes from a router on the way, and says what it is about */
		if (is_icmp(f) && cordon_is_error(f) && (f->flags & CORDON_F_QUOTE) &&
		    cordon_addr_same(&f->target, &f->dip) &&
		    cordon_addr_same(&f->quoted, &e->addr))
			return true;
		if (!cordon_addr_same(&e->addr, &f->sip) || (f->flags & CORDON_F_OPENS))
			continue;
		if (covers(&e->service, f, f->sport) ||
		    (e->service.proto == CORDON_PROTO_ICMP && is_icmp(f) && is_echo_reply(f)))
			return true;
	}
	return false;
}

/* The running exception to which an address is the way, or NULL. */
const struct cordon_exception *cordon_exception_way(const struct cordon_scene *s,
						    const struct cordon_device *camera,
						    const struct cordon_addr *addr)
{
	const struct cordon_exception *e;
	u32 i;

	for (i = 0; (e = running(s, camera, &i)); i++)
		if (cordon_addr_same(e->via_mac ? &e->via : &e->addr, addr))
			return e;
	return NULL;
}
