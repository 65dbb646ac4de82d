// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which verdicts stay right while the scene stays as it is, whatever time it
 * gets: those may be remembered.
 */
#include "judge.h"

/* Is it a moment after which the verdict may be another one? */
static bool ends(const struct cordon_scene *s, u64 moment)
{
	return moment > s->now && moment != CORDON_FOREVER;
}

/* A camera's answers over UDP pass for a time, so only where none is needed. */
static bool needs_no_answer(const struct cordon_scene *s, const struct cordon_frame *f,
			    const struct cordon_verdict *v)
{
	if (f->proto != CORDON_PROTO_UDP)
		return true;
	if (v->reason == CORDON_REASON_PASS)
		return cordon_profile_rtp(cordon_profile_now(s, v->camera), f->dport);
	return v->reason != CORDON_REASON_SERVICE && v->reason != CORDON_REASON_CLIENT;
}

static bool trust_ends(const struct cordon_scene *s, u64 mac)
{
	const struct cordon_device *device;

	device = cordon_ref_device(s->policy, cordon_policy_find_mac(s->policy, mac));
	return device && ends(s, device->until);
}

/**
 * cordon_verdict_lasting - will it be the same at any later time?
 * @s: the scene it was found in
 * @f: the frame's facts
 * @v: the verdict
 *
 * False wherever that is not certain, and for all but TCP and UDP over IPv4.
 */
bool cordon_verdict_lasting(const struct cordon_scene *s, const struct cordon_frame *f,
			    const struct cordon_verdict *v)
{
	const struct cordon_device *camera = v->camera;

	if (f->l3 != CORDON_L3_IP4 ||
	    (f->proto != CORDON_PROTO_TCP && f->proto != CORDON_PROTO_UDP))
		return false;
	if (!s->policy || s->translated || v->unknown || v->remember)
		return false;
	/* what a DHCP request asks is not in its ports */
	if (cordon_is_dhcp_request(f) || ends(s, s->policy->observe_until))
		return false;
	if (!camera)
		return !trust_ends(s, f->src) && !trust_ends(s, f->dst);
	return !camera->exceptions && !ends(s, camera->setup) && !ends(s, camera->until) &&
	       needs_no_answer(s, f, v);
}
