// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a nest of attributes to an object of the policy. What a policy of
 * attributes cannot say is checked here; what needs other objects, in build.c.
 */
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/etherdevice.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/netdevice.h>

#include "card.h"
#include "expiry.h"
#include "nlparse.h"
#include "nlparse_part.h"
#include "nlpolicy.h"
#include "policy.h"

/* Which kind of object a top-level attribute holds; CORDON_KIND_ANY: none. */
u8 cordon_parse_kind(const struct nlattr *nest)
{
	switch (nla_type(nest)) {
	case CORDON_A_SETTINGS:
		return CORDON_KIND_SETTINGS;
	case CORDON_A_SEGMENT:
		return CORDON_KIND_SEGMENT;
	case CORDON_A_PEER:
		return CORDON_KIND_PEER;
	case CORDON_A_TRUSTED:
		return CORDON_KIND_TRUSTED;
	case CORDON_A_CAMERA:
		return CORDON_KIND_CAMERA;
	case CORDON_A_PROFILE:
		return CORDON_KIND_PROFILE;
	case CORDON_A_EXCEPTION:
		return CORDON_KIND_EXCEPTION;
	}
	return CORDON_KIND_ANY;
}

int cordon_parse_refuse(const struct cordon_parse *p, unsigned int attr, const char *text)
{
	cordon_refuse(p->extack, p->tb[attr] ?: p->nest, "%s", text);
	return -EINVAL;
}

int cordon_parse_name(const struct cordon_parse *p, unsigned int attr, char *name, size_t size)
{
	const char *at;

	if (!p->tb[attr])
		return cordon_parse_refuse(p, attr, "a name is missing");
	nla_strscpy(name, p->tb[attr], size);
	for (at = name; *at; at++)
		if (!isalnum(*at) && !strchr("._-", *at))
			return cordon_parse_refuse(p, attr,
						   "a name may hold letters, digits, '.', '_' and '-'");
	return *name ? 0 : cordon_parse_refuse(p, attr, "a name is empty");
}

/* Optional: an absent attribute leaves the name empty. */
static int parse_iface(const struct cordon_parse *p, unsigned int attr, char *name)
{
	if (!p->tb[attr])
		return 0;
	nla_strscpy(name, p->tb[attr], IFNAMSIZ);
	return dev_valid_name(name) || cordon_card_valid(name) ? 0 :
	       cordon_parse_refuse(p, attr, "not a name of an interface");
}

int cordon_parse_mac(const struct cordon_parse *p, unsigned int attr, u64 *mac)
{
	const u8 *bytes;

	if (!p->tb[attr])
		return 0;
	bytes = nla_data(p->tb[attr]);
	if (!is_valid_ether_addr(bytes))
		return cordon_parse_refuse(p, attr,
					   "a MAC may be neither zero nor a group address");
	*mac = cordon_get_mac(bytes);
	return 0;
}

/* An address of either family, whatever it is. */
int cordon_parse_addr(const struct cordon_parse *p, const struct nlattr *attr,
		      struct cordon_addr *addr)
{
	const u8 *bytes = nla_data(attr);

	if (nla_len(attr) == 4) {
		*addr = cordon_addr4(cordon_get32(bytes));
	} else if (nla_len(attr) == 16) {
		*addr = cordon_get_addr6(bytes);
	} else {
		cordon_refuse(p->extack, attr, "an address has 4 or 16 bytes");
		return -EINVAL;
	}
	if (nla_len(attr) == 4 || !cordon_addr_is4(addr))
		return 0;
	cordon_refuse(p->extack, attr, "an IPv4 address has 4 bytes");
	return -EINVAL;
}

/* An address that one device can have. */
int cordon_parse_host(const struct cordon_parse *p, const struct nlattr *attr,
		      struct cordon_addr *addr)
{
	int err = cordon_parse_addr(p, attr, addr);

	if (err)
		return err;
	if (!cordon_addr_unspecified(addr) && !cordon_addr_multicast(addr) &&
	    !cordon_addr_broadcast(addr) && !cordon_addr_loopback(addr))
		return 0;
	cordon_refuse(p->extack, attr, "not an address that one device can have");
	return -EINVAL;
}

static unsigned int count(const struct nlattr *nest, unsigned int type)
{
	const struct nlattr *attr;
	unsigned int n = 0;
	int rest;

	nla_for_each_nested(attr, nest, rest)
		n += nla_type(attr) == type;
	return n;
}

/* An object with room for the addresses the nest holds, and with them in it. */
static struct cordon_object *alloc_object(const struct cordon_parse *p, u8 kind, unsigned int type)
{
	unsigned int addrs = type ? count(p->nest, type) : 0, n = 0;
	struct cordon_object *object;
	const struct nlattr *attr;
	int rest, err;

	if (addrs > CORDON_ADDRS_MAX) {
		cordon_refuse(p->extack, p->nest, "more than %d addresses", CORDON_ADDRS_MAX);
		return ERR_PTR(-EINVAL);
	}
	object = cordon_object_alloc(kind, addrs);
	if (!object)
		return ERR_PTR(-ENOMEM);
	nla_for_each_nested(attr, p->nest, rest) {
		if (!addrs || nla_type(attr) != type)
			continue;
		err = cordon_parse_host(p, attr, &object->addr[n++]);
		if (err) {
			cordon_object_put(object);
			return ERR_PTR(err);
		}
	}
	return object;
}

/* A moment so many seconds from now (ns since boot); 0 is forever. */
u64 cordon_parse_deadline(const struct nlattr *duration)
{
	u32 seconds = duration ? nla_get_u32(duration) : 0;

	return seconds ? ktime_get_boottime_ns() + (u64)seconds * NSEC_PER_SEC : CORDON_FOREVER;
}

/* Until when is observed; 0: not at all. To observe has to have a stated end, or none. */
static int parse_mode(const struct cordon_parse *p, unsigned int mode, unsigned int duration,
		      u64 *until)
{
	*until = 0;
	if (!p->tb[mode] || nla_get_u8(p->tb[mode]) == CORDON_MODE_ENFORCE)
		return p->tb[duration] ? cordon_parse_refuse(p, duration,
							     "only 'observe' has a duration") : 0;
	if (!p->tb[duration])
		return cordon_parse_refuse(p, mode, "'observe' needs a duration; 0 is forever");
	*until = cordon_parse_deadline(p->tb[duration]);
	return 0;
}

static int parse_mark(const struct cordon_parse *p, unsigned int mark, unsigned int mask,
		      u32 *mark_to, u32 *mask_to)
{
	if (!p->tb[mark] != !p->tb[mask])
		return cordon_parse_refuse(p, mark, "mark and mask come together");
	*mark_to = p->tb[mark] ? nla_get_u32(p->tb[mark]) : 0;
	*mask_to = p->tb[mask] ? nla_get_u32(p->tb[mask]) : 0;
	return *mark_to & ~*mask_to ? cordon_parse_refuse(p, mark,
							  "the mark has bits outside its mask") : 0;
}

static int parse_segment(const struct cordon_parse *p, struct cordon_object *segment)
{
	const struct nlattr *attr;
	int rest;

	if (p->tb[CORDON_A_SEGMENT_UNKNOWN])
		segment->unknown = nla_get_u8(p->tb[CORDON_A_SEGMENT_UNKNOWN]);
	if (p->tb[CORDON_A_SEGMENT_BPDU])
		segment->bpdu = nla_get_u8(p->tb[CORDON_A_SEGMENT_BPDU]);
	nla_for_each_nested(attr, p->nest, rest) {
		if (nla_type(attr) != CORDON_A_SEGMENT_VLAN)
			continue;
		if (segment->vlans == CORDON_VLANS_MAX)
			return cordon_parse_refuse(p, CORDON_A_SEGMENT_VLAN,
						   "more than 8 VLAN ids");
		segment->vlan[segment->vlans++] = nla_get_u16(attr);
	}
	return 0;
}

static int parse_froms(const struct cordon_parse *p, struct cordon_peer *peer)
{
	const struct nlattr *attr;
	int rest;

	nla_for_each_nested(attr, p->nest, rest) {
		if (nla_type(attr) != CORDON_A_PEER_FROM)
			continue;
		if (peer->froms == CORDON_FROMS_MAX)
			return cordon_parse_refuse(p, CORDON_A_PEER_FROM,
						   "more than 4 'from' interfaces");
		nla_strscpy(peer->from[peer->froms], attr, IFNAMSIZ);
		if (!dev_valid_name(peer->from[peer->froms++])) {
			cordon_refuse(p->extack, attr, "not a name of an interface");
			return -EINVAL;
		}
	}
	return 0;
}

static int parse_client(const struct cordon_parse *p, struct cordon_peer *peer)
{
	const struct nlattr *attr;
	u32 n = count(p->nest, CORDON_A_PEER_CAMERA);
	int rest, err;

	err = cordon_parse_services(p, CORDON_A_PEER_OPENS, &peer->opens);
	if (err || !n)
		return err;
	if (n > CORDON_CLIENT_CAMERAS_MAX)
		return cordon_parse_refuse(p, CORDON_A_PEER_CAMERA, "more than 256 cameras");
	peer->camera = kvcalloc(n, sizeof(*peer->camera), GFP_KERNEL_ACCOUNT);
	if (!peer->camera)
		return -ENOMEM;
	nla_for_each_nested(attr, p->nest, rest)
		if (nla_type(attr) == CORDON_A_PEER_CAMERA)
			nla_strscpy(peer->camera[peer->cameras++], attr, CORDON_NAME_SIZE);
	return 0;
}

/* A client has addresses, and opens services over TCP. */
static int check_client(const struct cordon_parse *p, const struct cordon_peer *peer)
{
	unsigned int i;

	if (!(peer->role & CORDON_ROLE_CLIENT)) {
		if (peer->opens.count || peer->cameras)
			return cordon_parse_refuse(p, CORDON_A_PEER_OPENS,
						   "only a client opens something");
		return 0;
	}
	if (peer->self)
		return cordon_parse_refuse(p, CORDON_A_PEER_SELF, "this host is no client");
	if (!peer->opens.count)
		return cordon_parse_refuse(p, CORDON_A_PEER_OPENS,
					   "a client opens at least one service");
	for (i = 0; i < peer->opens.count; i++)
		if (peer->opens.at[i].proto != CORDON_PROTO_TCP)
			return cordon_parse_refuse(p, CORDON_A_PEER_OPENS,
						   "a client's services are over TCP");
	return 0;
}

/* A peer is this host, or it has addresses and a place. */
static int check_peer(const struct cordon_parse *p, const struct cordon_object *object)
{
	const struct cordon_peer *peer = object->peer;

	if (!peer->role)
		return cordon_parse_refuse(p, CORDON_A_PEER_ROLE, "the role is missing");
	if (peer->gives && !(peer->role & CORDON_ROLE_SERVER))
		return cordon_parse_refuse(p, CORDON_A_PEER_GIVES, "only a server gives something");
	if (!peer->gives && (peer->role & CORDON_ROLE_SERVER))
		return cordon_parse_refuse(p, CORDON_A_PEER_GIVES,
					   "a server gives ntp, dhcp or dns");
	if (peer->self)
		return !object->addrs && !object->mac && !object->iface[0] && !peer->via_mac ? 0 :
		       cordon_parse_refuse(p, CORDON_A_PEER_SELF,
					   "'self' has no address, mac, via or behind");
	if (peer->froms)
		return cordon_parse_refuse(p, CORDON_A_PEER_FROM, "only 'self' has 'from'");
	if (!object->addrs)
		return cordon_parse_refuse(p, CORDON_A_PEER_ADDRESS,
					   "an address, or 'self', is missing");
	if (!object->iface[0])
		return cordon_parse_refuse(p, CORDON_A_PEER_BEHIND,
					   "the interface it is behind is missing");
	if (!peer->via_mac != !p->tb[CORDON_A_PEER_VIA_ADDRESS])
		return cordon_parse_refuse(p, CORDON_A_PEER_VIA_ADDRESS,
					   "'via' needs an address and a mac");
	return 0;
}

static int parse_peer(const struct cordon_parse *p, struct cordon_object *object)
{
	struct cordon_peer *peer = object->peer;
	int err;

	if (p->tb[CORDON_A_PEER_ROLE])
		peer->role = nla_get_u8(p->tb[CORDON_A_PEER_ROLE]);
	if (p->tb[CORDON_A_PEER_GIVES])
		peer->gives = nla_get_u32(p->tb[CORDON_A_PEER_GIVES]);
	if (p->tb[CORDON_A_PEER_SELF])
		peer->self = nla_get_u8(p->tb[CORDON_A_PEER_SELF]);
	err = cordon_parse_mac(p, CORDON_A_PEER_MAC, &object->mac);
	if (!err)
		err = cordon_parse_mac(p, CORDON_A_PEER_VIA_MAC, &peer->via_mac);
	if (!err && p->tb[CORDON_A_PEER_VIA_ADDRESS])
		err = cordon_parse_host(p, p->tb[CORDON_A_PEER_VIA_ADDRESS], &peer->via);
	if (!err)
		err = parse_iface(p, CORDON_A_PEER_BEHIND, object->iface);
	if (!err)
		err = parse_froms(p, peer);
	if (!err)
		err = parse_client(p, peer);
	if (!err)
		err = check_client(p, peer);
	return err ?: check_peer(p, object);
}

static int parse_trusted(const struct cordon_parse *p, struct cordon_object *trusted)
{
	int err = cordon_parse_mac(p, CORDON_A_TRUSTED_MAC, &trusted->mac);

	if (!err)
		err = parse_iface(p, CORDON_A_TRUSTED_SEGMENT, trusted->iface);
	if (err)
		return err;
	if (!trusted->mac)
		return cordon_parse_refuse(p, CORDON_A_TRUSTED_MAC, "a trusted device needs a mac");
	if (!trusted->iface[0])
		return cordon_parse_refuse(p, CORDON_A_TRUSTED_SEGMENT,
					   "a trusted device needs a segment");
	if (!p->tb[CORDON_A_TRUSTED_DURATION])
		return cordon_parse_refuse(p, CORDON_A_TRUSTED_DURATION,
					   "how long is missing; 0 is forever");
	trusted->until = cordon_parse_deadline(p->tb[CORDON_A_TRUSTED_DURATION]);
	return 0;
}

/* Which profiles there are is known when the change is committed. */
static int parse_profile(const struct cordon_parse *p, struct cordon_object *camera)
{
	if (p->tb[CORDON_A_CAMERA_SETUP])
		camera->setup = cordon_parse_deadline(p->tb[CORDON_A_CAMERA_SETUP]);
	if (p->tb[CORDON_A_CAMERA_KEEP])
		camera->keep = nla_get_u8(p->tb[CORDON_A_CAMERA_KEEP]);
	if (!p->tb[CORDON_A_CAMERA_PROFILE])
		return 0;
	return cordon_parse_name(p, CORDON_A_CAMERA_PROFILE, camera->ref, sizeof(camera->ref));
}

static int parse_camera(const struct cordon_parse *p, struct cordon_object *camera)
{
	int err = cordon_parse_mac(p, CORDON_A_CAMERA_MAC, &camera->mac);

	if (!err)
		err = parse_iface(p, CORDON_A_CAMERA_SEGMENT, camera->iface);
	if (!err)
		err = parse_profile(p, camera);
	if (!err)
		err = parse_mode(p, CORDON_A_CAMERA_MODE, CORDON_A_CAMERA_DURATION, &camera->until);
	if (!err)
		err = parse_mark(p, CORDON_A_CAMERA_MARK, CORDON_A_CAMERA_MASK, &camera->mark,
				 &camera->mask);
	if (!err && !camera->mac && !camera->addrs)
		err = cordon_parse_refuse(p, CORDON_A_CAMERA_MAC,
					  "a camera needs a mac or an address");
	return err;
}

/* How each kind is parsed. */
static const struct kind {
	const struct nla_policy *policy;
	unsigned int attr_max;
	unsigned int name;
	unsigned int name_size;
	unsigned int address;
	int (*parse)(const struct cordon_parse *p, struct cordon_object *object);
} kinds[] = {
	[CORDON_KIND_SEGMENT] = { cordon_segment_policy, CORDON_A_SEGMENT_MAX,
				  CORDON_A_SEGMENT_NAME, IFNAMSIZ, 0, parse_segment },
	[CORDON_KIND_PEER] = { cordon_peer_policy, CORDON_A_PEER_MAX, CORDON_A_PEER_NAME,
			       CORDON_NAME_MAX + 1, CORDON_A_PEER_ADDRESS, parse_peer },
	[CORDON_KIND_TRUSTED] = { cordon_trusted_policy, CORDON_A_TRUSTED_MAX,
				  CORDON_A_TRUSTED_NAME, CORDON_NAME_MAX + 1, 0, parse_trusted },
	[CORDON_KIND_CAMERA] = { cordon_camera_policy, CORDON_A_CAMERA_MAX, CORDON_A_CAMERA_NAME,
				 CORDON_NAME_MAX + 1, CORDON_A_CAMERA_ADDRESS, parse_camera },
	[CORDON_KIND_PROFILE] = { cordon_profile_policy, CORDON_A_PROFILE_MAX,
				  CORDON_A_PROFILE_NAME, CORDON_NAME_MAX + 1, 0,
				  cordon_parse_profile },
	[CORDON_KIND_EXCEPTION] = { cordon_exception_policy, CORDON_A_EXCEPTION_MAX,
				    CORDON_A_EXCEPTION_NAME, CORDON_NAME_MAX + 1, 0,
				    cordon_parse_exception },
};

#define FITS(attr_max)	static_assert((attr_max) < CORDON_PARSE_ATTRS)
FITS(CORDON_A_SEGMENT_MAX);
FITS(CORDON_A_PEER_MAX);
FITS(CORDON_A_TRUSTED_MAX);
FITS(CORDON_A_CAMERA_MAX);
FITS(CORDON_A_PROFILE_MAX);
FITS(CORDON_A_EXCEPTION_MAX);

/* Names of interfaces are freer than others: the kernel's own rule holds. */
static int parse_object_name(const struct cordon_parse *p, const struct kind *kind, u8 id,
			     char *name)
{
	if (id != CORDON_KIND_SEGMENT)
		return cordon_parse_name(p, kind->name, name, kind->name_size);
	if (!p->tb[kind->name])
		return cordon_parse_refuse(p, kind->name, "the interface is missing");
	return parse_iface(p, kind->name, name);
}

/**
 * cordon_parse_object - make an object of a nest
 * @nest: of a kind that cordon_parse_kind() knows, but settings
 * @name_only: the rest is not looked at
 * @extack: names the attribute that is wrong
 *
 * Returns an object with one reference and no account, or an ERR_PTR().
 */
struct cordon_object *cordon_parse_object(const struct nlattr *nest, bool name_only,
					  struct netlink_ext_ack *extack)
{
	struct cordon_parse p = { .nest = nest, .extack = extack };
	u8 id = cordon_parse_kind(nest);
	const struct kind *kind = &kinds[id];
	struct cordon_object *object;
	int err;

	err = nla_parse_nested(p.tb, kind->attr_max, nest, kind->policy, extack);
	if (err)
		return ERR_PTR(err);
	object = alloc_object(&p, id, name_only ? 0 : kind->address);
	if (IS_ERR(object))
		return object;
	err = parse_object_name(&p, kind, id, object->name);
	object->uid = from_kuid(&init_user_ns, current_uid());
	if (!err && !name_only)
		err = kind->parse(&p, object);
	if (err) {
		cordon_object_put(object);
		return ERR_PTR(err);
	}
	return object;
}

/* Settings as the nest has them; what it does not mention stays. */
int cordon_parse_settings(const struct nlattr *nest, struct cordon_settings *settings,
			  struct netlink_ext_ack *extack)
{
	struct cordon_parse p = { .nest = nest, .extack = extack };
	struct cordon_settings next = *settings;
	int err;

	err = nla_parse_nested(p.tb, CORDON_A_SETTINGS_MAX, nest, cordon_settings_policy, extack);
	if (!err && (p.tb[CORDON_A_SETTINGS_MODE] || p.tb[CORDON_A_SETTINGS_DURATION])) {
		err = parse_mode(&p, CORDON_A_SETTINGS_MODE, CORDON_A_SETTINGS_DURATION,
				 &next.observe_until);
		if (cordon_expiry_moves(&next.observe_until, settings->observe_until))
			next.uid = from_kuid(&init_user_ns, current_uid());
	}
	if (!err && (p.tb[CORDON_A_SETTINGS_MARK] || p.tb[CORDON_A_SETTINGS_MASK]))
		err = parse_mark(&p, CORDON_A_SETTINGS_MARK, CORDON_A_SETTINGS_MASK, &next.mark,
				 &next.mask);
	if (!err)
		*settings = next;
	return err;
}
