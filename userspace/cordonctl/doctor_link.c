// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks of the segments' interfaces themselves. */
#include <stdio.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/iface.h"
#include "doctor.h"

void doctor_access(struct doctor *doctor)
{
	struct cordon_carried carried;

	for (unsigned int i = 0; i < doctor->segments; i++) {
		const char *name = doctor->segment[i].name;

		if (cordon_iface_carries(name, &carried)) {
			doctor_cannot(doctor, name, "%s", cordon_fail_text());
			continue;
		}
		if (carried.default_route)
			doctor_say(doctor, DOCTOR_WARN, name,
				   "give this host its way out by another interface",
				   "carries the default route of this host, which a closed segment cuts");
		if (*carried.login)
			doctor_say(doctor, DOCTOR_WARN, name,
				   "log in by another interface, or list where you come from as a peer",
				   "carries your own login (from %s), which a closed segment cuts",
				   carried.login);
	}
}

/* XDP runs in the driver, before all that the kernel calls a hook. */
void doctor_xdp(struct doctor *doctor)
{
	for (size_t i = 0; i < doctor->links.count; i++) {
		const struct cordon_link *link = &doctor->links.at[i];

		if (!link->has_xdp)
			continue;
		if (doctor_segment_of(doctor, link->index))
			doctor_say(doctor, DOCTOR_BAD, link->name,
				   "take it off with 'ip link set dev INTERFACE xdp off', or stop who put it there",
				   "an XDP program (id %u) sees cameras' frames before any checkpoint and may send them anywhere",
				   link->xdp);
		else
			doctor_say(doctor, DOCTOR_WARN, link->name,
				   "see that it sends nothing to a segment ('bpftool prog show')",
				   "an XDP program (id %u): what it redirects out of a segment passes no checkpoint",
				   link->xdp);
	}
}

/* Switches that hold if they are on for the interface or for all. */
static const struct sysctl {
	const char *family;
	const char *name;
	const char *text;
} sysctls[] = {
	{ "ipv4", "proxy_arp",
	  "this host answers cameras for the addresses of others" },
	{ "ipv4", "proxy_arp_pvlan",
	  "this host answers cameras for each other's addresses" },
	{ "ipv4", "route_localnet",
	  "services that listen on 127.0.0.1 alone can be reached from outside" },
	{ "ipv6", "proxy_ndp",
	  "this host may answer cameras for the addresses of others" },
};

static bool is_on(const struct sysctl *sysctl, const char *interface)
{
	char path[128];

	snprintf(path, sizeof(path), "/proc/sys/net/%s/conf/%s/%s",
		 sysctl->family, interface, sysctl->name);
	return doctor_number_in(path) > 0;
}

static void look_at_sysctl(struct doctor *doctor, const char *segment,
			   const struct sysctl *sysctl)
{
	bool own = is_on(sysctl, segment);
	char advice[128];

	if (!own && !is_on(sysctl, "all"))
		return;
	snprintf(advice, sizeof(advice), "sysctl net.%s.conf.%s.%s=0",
		 sysctl->family, own ? segment : "all", sysctl->name);
	doctor_say(doctor, DOCTOR_WARN, segment, advice, "%s is on%s: %s",
		   sysctl->name, own ? "" : " for all interfaces", sysctl->text);
}

void doctor_sysctl(struct doctor *doctor)
{
	for (unsigned int i = 0; i < doctor->segments; i++)
		for (size_t s = 0; s < ARRAY_SIZE(sysctls); s++)
			look_at_sysctl(doctor, doctor->segment[i].name,
				       &sysctls[s]);
}

void doctor_hairpin(struct doctor *doctor)
{
	for (unsigned int i = 0; i < doctor->segments; i++) {
		const struct doctor_segment *segment = &doctor->segment[i];

		if (segment->link && segment->link->hairpin)
			doctor_say(doctor, DOCTOR_WARN, segment->name,
				   "bridge link set dev INTERFACE hairpin off",
				   "hairpin is on: the bridge sends frames back to the port they came from");
	}
}

/*
 * A segment that runs over another interface shares its cable with whatever
 * else does: a camera only has to leave out its tag, or to take another.
 */
static void look_beside(struct doctor *doctor,
			const struct doctor_segment *segment)
{
	const struct cordon_link *link = segment->link, *other;

	if (!link->lower || doctor_segment_of(doctor, link->lower))
		return;
	for (size_t i = 0; i < doctor->links.count; i++) {
		other = &doctor->links.at[i];
		if (other->index != link->lower &&
		    (other->lower != link->lower || other == link ||
		     doctor_segment_of(doctor, other->index)))
			continue;
		doctor_say(doctor, DOCTOR_BAD, segment->name,
			   "close the interface below all of them, with the VLANs it may carry",
			   "%s shares its cable and is open: a camera reaches it with another tag, or none",
			   other->name);
	}
}

void doctor_siblings(struct doctor *doctor)
{
	for (unsigned int i = 0; i < doctor->segments; i++)
		if (doctor->segment[i].link)
			look_beside(doctor, &doctor->segment[i]);
}

void doctor_bonds(struct doctor *doctor)
{
	const struct cordon_link *link, *master;

	for (unsigned int i = 0; i < doctor->segments; i++) {
		link = doctor->segment[i].link;
		master = link ? cordon_links_find(&doctor->links, link->master) :
				NULL;
		if (!master || (strcmp(master->kind, "bond") &&
				strcmp(master->kind, "team")))
			continue;
		doctor_say(doctor, DOCTOR_BAD, link->name,
			   "close the bond instead: cordonctl segment add BOND",
			   "is part of %s: the other parts are open, and frames towards cameras leave by any of them",
			   master->name);
	}
}
