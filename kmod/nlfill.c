// SPDX-License-Identifier: GPL-2.0-only
/*
 * From what the module holds to attributes: one function a nest.
 */
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/ktime.h>

#include "account.h"
#include "expiry.h"
#include "netns.h"
#include "nlfill.h"
#include "place.h"
#include "policy.h"
#include "segment.h"
#include "unknown.h"

#define PUT_U64		CORDON_PUT_U64
#define finish		cordon_fill_finish

/* Closes a nest that is complete, or takes back one that did not fit. */
int cordon_fill_finish(struct sk_buff *skb, struct nlattr *nest, bool fits)
{
	if (!nest)
		return -EMSGSIZE;
	if (!fits) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/* An address in its 4 or 16 bytes; the unspecified IPv6 one, which is none, is left out. */
int cordon_fill_addr(struct sk_buff *skb, int type, const struct cordon_addr *addr)
{
	__be64 bytes[2] = { cpu_to_be64(addr->hi), cpu_to_be64(addr->lo) };

	if (!addr->hi && !addr->lo)
		return 0;
	if (cordon_addr_is4(addr))
		return nla_put(skb, type, 4, (u8 *)bytes + 12);
	return nla_put(skb, type, 16, bytes);
}

/* A MAC; zero, which is none, is left out. */
int cordon_fill_mac(struct sk_buff *skb, int type, u64 mac)
{
	__be64 bytes = cpu_to_be64(mac);

	return mac ? nla_put(skb, type, ETH_ALEN, (u8 *)&bytes + 2) : 0;
}

/* Mode and what is left of it. */
static bool fill_mode(struct sk_buff *skb, int mode, int duration, u64 until)
{
	bool observe = until > ktime_get_boottime_ns();

	return !nla_put_u8(skb, mode, observe ? CORDON_MODE_OBSERVE : CORDON_MODE_ENFORCE) &&
	       (!observe || !nla_put_u32(skb, duration, cordon_expiry_left(until)));
}

int cordon_fill_settings(struct sk_buff *skb, const struct cordon_settings *settings)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_SETTINGS);

	return finish(skb, nest, nest &&
		      fill_mode(skb, CORDON_A_SETTINGS_MODE, CORDON_A_SETTINGS_DURATION,
				settings->observe_until) &&
		      !nla_put_u32(skb, CORDON_A_SETTINGS_MARK, settings->mark) &&
		      !nla_put_u32(skb, CORDON_A_SETTINGS_MASK, settings->mask));
}

static bool fill_addrs(struct sk_buff *skb, int type, const struct cordon_object *object)
{
	unsigned int i;

	for (i = 0; i < object->addrs; i++)
		if (cordon_fill_addr(skb, type, &object->addr[i]))
			return false;
	return true;
}

static bool fill_service(struct sk_buff *skb, int type, const struct cordon_service *service)
{
	struct nlattr *nest = nla_nest_start(skb, type);

	return !finish(skb, nest, nest &&
		       !nla_put_u8(skb, CORDON_A_SERVICE_PROTOCOL, service->proto) &&
		       (!service->last ||
			(!nla_put_u16(skb, CORDON_A_SERVICE_FIRST, service->first) &&
			 !nla_put_u16(skb, CORDON_A_SERVICE_LAST, service->last))));
}

static bool fill_services(struct sk_buff *skb, int type, const struct cordon_services *services)
{
	unsigned int i;

	for (i = 0; i < services->count; i++)
		if (!fill_service(skb, type, &services->at[i]))
			return false;
	return true;
}

static bool fill_groups(struct sk_buff *skb, const struct cordon_profile *profile)
{
	unsigned int i;

	for (i = 0; i < profile->groups; i++) {
		const struct cordon_group *group = &profile->group[i];
		struct nlattr *nest = nla_nest_start(skb, CORDON_A_PROFILE_GROUP);

		if (finish(skb, nest, nest &&
			   !cordon_fill_addr(skb, CORDON_A_GROUP_ADDRESS, &group->addr) &&
			   !nla_put_u16(skb, CORDON_A_GROUP_FIRST, group->first) &&
			   !nla_put_u16(skb, CORDON_A_GROUP_LAST, group->last)))
			return false;
	}
	return true;
}

static bool fill_profile(struct sk_buff *skb, const struct cordon_object *object)
{
	const struct cordon_profile *profile = object->profile;
	bool rtp = profile->rtp_first <= profile->rtp_last;

	return !nla_put_string(skb, CORDON_A_PROFILE_NAME, object->name) &&
	       !nla_put_u32(skb, CORDON_A_PROFILE_ASKS, profile->asks) &&
	       fill_services(skb, CORDON_A_PROFILE_OPENS, &profile->opens) &&
	       fill_services(skb, CORDON_A_PROFILE_SERVES, &profile->serves) &&
	       (!rtp || (!nla_put_u16(skb, CORDON_A_PROFILE_RTP_FIRST, profile->rtp_first) &&
			 !nla_put_u16(skb, CORDON_A_PROFILE_RTP_LAST, profile->rtp_last))) &&
	       fill_groups(skb, profile) &&
	       !nla_put_u32(skb, CORDON_A_PROFILE_ETHERTYPES, profile->ethertypes);
}

static bool fill_exception(struct sk_buff *skb, const struct cordon_object *object)
{
	const struct cordon_waiver *waiver = object->waiver;
	const struct cordon_exception *allows = &waiver->allows;

	return !nla_put_string(skb, CORDON_A_EXCEPTION_NAME, object->name) &&
	       !nla_put_string(skb, CORDON_A_EXCEPTION_CAMERA, object->ref) &&
	       !cordon_fill_addr(skb, CORDON_A_EXCEPTION_ADDRESS, &allows->addr) &&
	       fill_service(skb, CORDON_A_EXCEPTION_SERVICE, &allows->service) &&
	       !cordon_fill_addr(skb, CORDON_A_EXCEPTION_VIA_ADDRESS, &allows->via) &&
	       !cordon_fill_mac(skb, CORDON_A_EXCEPTION_VIA_MAC, allows->via_mac) &&
	       !nla_put_u32(skb, CORDON_A_EXCEPTION_DURATION, cordon_expiry_left(object->until)) &&
	       (!waiver->comment[0] ||
		!nla_put_string(skb, CORDON_A_EXCEPTION_COMMENT, waiver->comment)) &&
	       !nla_put_u32(skb, CORDON_A_EXCEPTION_UID, object->uid);
}

static bool fill_cameras(struct sk_buff *skb, const struct cordon_peer *peer)
{
	u32 i;

	for (i = 0; i < peer->cameras; i++)
		if (nla_put_string(skb, CORDON_A_PEER_CAMERA, peer->camera[i]))
			return false;
	return true;
}

static bool fill_peer(struct sk_buff *skb, const struct cordon_object *object)
{
	const struct cordon_peer *peer = object->peer;
	unsigned int i;

	for (i = 0; i < peer->froms; i++)
		if (nla_put_string(skb, CORDON_A_PEER_FROM, peer->from[i]))
			return false;
	return !nla_put_string(skb, CORDON_A_PEER_NAME, object->name) &&
	       !nla_put_u8(skb, CORDON_A_PEER_ROLE, peer->role) &&
	       fill_addrs(skb, CORDON_A_PEER_ADDRESS, object) &&
	       !nla_put_u8(skb, CORDON_A_PEER_SELF, peer->self) &&
	       !cordon_fill_mac(skb, CORDON_A_PEER_MAC, object->mac) &&
	       !cordon_fill_addr(skb, CORDON_A_PEER_VIA_ADDRESS, &peer->via) &&
	       !cordon_fill_mac(skb, CORDON_A_PEER_VIA_MAC, peer->via_mac) &&
	       (!object->iface[0] ||
		!nla_put_string(skb, CORDON_A_PEER_BEHIND, object->iface)) &&
	       !nla_put_u32(skb, CORDON_A_PEER_GIVES, peer->gives) &&
	       fill_services(skb, CORDON_A_PEER_OPENS, &peer->opens) && fill_cameras(skb, peer);
}

static bool fill_trusted(struct sk_buff *skb, const struct cordon_object *object)
{
	return !nla_put_string(skb, CORDON_A_TRUSTED_NAME, object->name) &&
	       !cordon_fill_mac(skb, CORDON_A_TRUSTED_MAC, object->mac) &&
	       !nla_put_string(skb, CORDON_A_TRUSTED_SEGMENT, object->iface) &&
	       !nla_put_u32(skb, CORDON_A_TRUSTED_DURATION, cordon_expiry_left(object->until));
}

static bool fill_camera(struct sk_buff *skb, const struct cordon_object *object)
{
	const char *profile = object->ref[0] ? object->ref :
					       cordon_builtins[CORDON_PROFILE_PULL].name;
	bool setup = object->setup > ktime_get_boottime_ns();

	return !nla_put_string(skb, CORDON_A_CAMERA_NAME, object->name) &&
	       !cordon_fill_mac(skb, CORDON_A_CAMERA_MAC, object->mac) &&
	       fill_addrs(skb, CORDON_A_CAMERA_ADDRESS, object) &&
	       (!object->iface[0] ||
		!nla_put_string(skb, CORDON_A_CAMERA_SEGMENT, object->iface)) &&
	       !nla_put_string(skb, CORDON_A_CAMERA_PROFILE, profile) &&
	       (!setup ||
		!nla_put_u32(skb, CORDON_A_CAMERA_SETUP, cordon_expiry_left(object->setup))) &&
	       fill_mode(skb, CORDON_A_CAMERA_MODE, CORDON_A_CAMERA_DURATION, object->until) &&
	       (!object->mask || (!nla_put_u32(skb, CORDON_A_CAMERA_MARK, object->mark) &&
				  !nla_put_u32(skb, CORDON_A_CAMERA_MASK, object->mask)));
}

static bool fill_rule(struct sk_buff *skb, const struct cordon_object *object)
{
	unsigned int i;

	for (i = 0; i < object->vlans; i++)
		if (nla_put_u16(skb, CORDON_A_SEGMENT_VLAN, object->vlan[i]))
			return false;
	return !nla_put_string(skb, CORDON_A_SEGMENT_NAME, object->name) &&
	       !nla_put_u8(skb, CORDON_A_SEGMENT_UNKNOWN, object->unknown) &&
	       !nla_put_u8(skb, CORDON_A_SEGMENT_BPDU, object->bpdu);
}

/* Any object but settings, as SET would take it. */
int cordon_fill_object(struct sk_buff *skb, const struct cordon_object *object)
{
	static const struct {
		int attr;
		bool (*fill)(struct sk_buff *skb, const struct cordon_object *object);
	} kinds[] = {
		[CORDON_KIND_SEGMENT] = { CORDON_A_SEGMENT, fill_rule },
		[CORDON_KIND_PEER] = { CORDON_A_PEER, fill_peer },
		[CORDON_KIND_TRUSTED] = { CORDON_A_TRUSTED, fill_trusted },
		[CORDON_KIND_CAMERA] = { CORDON_A_CAMERA, fill_camera },
		[CORDON_KIND_PROFILE] = { CORDON_A_PROFILE, fill_profile },
		[CORDON_KIND_EXCEPTION] = { CORDON_A_EXCEPTION, fill_exception },
	};
	struct nlattr *nest = nla_nest_start(skb, kinds[object->kind].attr);

	return finish(skb, nest, nest && kinds[object->kind].fill(skb, object));
}

/* A segment with its present state; closed: since when it is, 0: it is not. Under RTNL. */
int cordon_fill_segment(struct sk_buff *skb, const struct cordon_object *object,
			const struct cordon_segment *segment, u64 closed)
{
	const struct cordon_port *port = cordon_segment_port(segment);
	const struct cordon_placed *placed = port ? rtnl_dereference(port->placed) : NULL;
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_SEGMENT);

	return finish(skb, nest, nest && fill_rule(skb, object) &&
		      !nla_put_u8(skb, CORDON_A_SEGMENT_STATE, segment->state) &&
		      !PUT_U64(skb, SEGMENT, SINCE, segment->since) &&
		      (!port || !nla_put_u32(skb, CORDON_A_SEGMENT_IFINDEX, port->dev->ifindex)) &&
		      !nla_put_u8(skb, CORDON_A_SEGMENT_BRIDGED, placed && placed->place.bridged) &&
		      (!closed || !PUT_U64(skb, SEGMENT, CLOSED, closed)));
}

static u32 count_observed(const struct cordon_policy *p)
{
	u64 now = ktime_get_boottime_ns();
	u32 n = 0, i;

	for (i = 0; i < p->devices; i++)
		n += p->device[i].account && p->device[i].until > now;
	return n;
}

/* Objects by kind; what was for a time and is over does not count. */
static void count_objects(const struct cordon_published *policy, u32 count[CORDON_KIND_MAX + 1])
{
	u64 now = ktime_get_boottime_ns();
	u32 i;

	memset(count, 0, (CORDON_KIND_MAX + 1) * sizeof(*count));
	for (i = 0; policy && i < policy->objects.count; i++)
		if (policy->objects.at[i] && !cordon_object_over(policy->objects.at[i], now))
			count[policy->objects.at[i]->kind]++;
}

/* policy may be NULL: then there is nothing but the version. */
int cordon_fill_status(struct sk_buff *skb, const struct cordon_net *cn,
		       const struct cordon_published *policy)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_STATUS);
	u32 count[CORDON_KIND_MAX + 1];
	bool fits;

	count_objects(policy, count);
	fits = nest && !nla_put_string(skb, CORDON_A_STATUS_VERSION, CORDON_VERSION) &&
	       !PUT_U64(skb, STATUS, GENERATION, policy ? policy->generation : 0) &&
	       fill_mode(skb, CORDON_A_STATUS_MODE, CORDON_A_STATUS_DURATION,
			 policy ? policy->settings.observe_until : 0) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_SEGMENTS, count[CORDON_KIND_SEGMENT]) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_PEERS, count[CORDON_KIND_PEER]) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_TRUSTED, count[CORDON_KIND_TRUSTED]) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_CAMERAS, count[CORDON_KIND_CAMERA]) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_OBSERVED,
			    policy ? count_observed(&policy->policy) : 0) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_UNKNOWN,
			    cordon_unknown_count(cn->unknowns, policy ? &policy->policy : NULL)) &&
	       !PUT_U64(skb, STATUS, BYPASSED, atomic64_read(&cn->bypassed)) &&
	       !PUT_U64(skb, STATUS, FAILURES, atomic64_read(&cn->failures)) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_PROFILES, count[CORDON_KIND_PROFILE]) &&
	       !nla_put_u32(skb, CORDON_A_STATUS_EXCEPTIONS, count[CORDON_KIND_EXCEPTION]) &&
	       (!cn->sealed || !PUT_U64(skb, STATUS, SEALED, cn->sealed)) &&
	       !PUT_U64(skb, STATUS, REFUSED, atomic64_read(&cn->refused)) &&
	       (!cn->confirm.former || !nla_put_u32(skb, CORDON_A_STATUS_CONFIRM,
						    cordon_expiry_left(cn->confirm.until))) &&
	       !nla_put_u8(skb, CORDON_A_STATUS_SHUT, policy && policy->settings.shut);
	return finish(skb, nest, fits);
}

static bool fill_deed(struct sk_buff *skb, const struct cordon_deed *deed)
{
	if (nla_put_u8(skb, CORDON_A_EVIDENCE_DIRECTION, deed->direction) ||
	    nla_put_u8(skb, CORDON_A_EVIDENCE_REASON, deed->reason) ||
	    (deed->would && nla_put_u8(skb, CORDON_A_EVIDENCE_WOULD, 1)) ||
	    cordon_fill_addr(skb, CORDON_A_EVIDENCE_REMOTE, &deed->remote) ||
	    cordon_fill_mac(skb, CORDON_A_EVIDENCE_REMOTE_MAC, deed->mac) ||
	    (deed->ethertype && nla_put_u16(skb, CORDON_A_EVIDENCE_ETHERTYPE, deed->ethertype)))
		return false;
	/* a sum has no addresses, but mostly a protocol */
	if (deed->l3 != CORDON_L3_IP4 && deed->l3 != CORDON_L3_IP6 && !deed->proto)
		return true;
	return !nla_put_u8(skb, CORDON_A_EVIDENCE_PROTOCOL, deed->proto) &&
	       (deed->l3 == CORDON_L3_OTHER ||
		!nla_put_u16(skb, CORDON_A_EVIDENCE_PORT, deed->port));
}

/* One record of a ledger, copied under its lock; retired: whose it was, or NULL. */
int cordon_fill_evidence(struct sk_buff *skb, const struct cordon_account *account,
			 const struct cordon_record *record, const struct cordon_retired *retired)
{
	struct nlattr *nest = nla_nest_start(skb, CORDON_A_EVIDENCE);

	return finish(skb, nest, nest &&
		      !nla_put_u8(skb, CORDON_A_EVIDENCE_KIND,
				  retired ? CORDON_KIND_RETIRED : account->kind) &&
		      !nla_put_string(skb, CORDON_A_EVIDENCE_NAME, account->name) &&
		      fill_deed(skb, &record->deed) &&
		      !PUT_U64(skb, EVIDENCE, PACKETS, atomic64_read(&record->packets)) &&
		      !PUT_U64(skb, EVIDENCE, BYTES, atomic64_read(&record->bytes)) &&
		      !PUT_U64(skb, EVIDENCE, FIRST, record->first) &&
		      !PUT_U64(skb, EVIDENCE, LAST, record->last) &&
		      (!record->merged ||
		       !nla_put_u32(skb, CORDON_A_EVIDENCE_RECORDS, record->merged)) &&
		      (!retired ||
		       (!cordon_fill_mac(skb, CORDON_A_EVIDENCE_MAC, retired->mac) &&
			!PUT_U64(skb, EVIDENCE, RETIRED, retired->when))));
}
