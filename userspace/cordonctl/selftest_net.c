// SPDX-License-Identifier: GPL-2.0-or-later
/* selftest: the private network namespace and the networks in it. */
#include <errno.h>
#include <fcntl.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/link/bridge.h>
#include <netlink/route/link/veth.h>
#include <netlink/route/neighbour.h>

#include "../lib/array.h"
#include "../lib/fail.h"
#include "selftest.h"

#define PATIENCE	10	/* seconds until an interface has to be up */
#define OPERSTATE_UP	6	/* RFC 2863; linux/if.h and net/if.h exclude each other */

struct selftest_net {
	int away;			/* the namespace that gone0 moves to */
	int packets;
	struct nl_sock *here;
	struct nl_sock *there;		/* of that namespace */
};

/* At each end: this host's interface, and whence the canaries come. */
static const struct cable {
	uint8_t end;
	const char *name;
	const char *far;
} cables[] = {
	{ END_CAMERA, "seg0", "cam0" },
	{ END_BRIDGED, "port0", "cam1" },
	{ END_GONE, "gone0", "cam2" },
	{ END_LAN, "port1", "lan0" },
	{ END_RECORDER, "up0", "rec0" },
	{ END_OFFICE, "off0", "pc0" },
};

/*
 * Nobody but the canaries says a word. Of IPv4's settings the live namespace
 * may have left us its own.
 */
static const struct {
	const char *name;
	const char *value;
} settings[] = {
	{ "ipv6/conf/all/disable_ipv6", "1" },
	{ "ipv6/conf/default/disable_ipv6", "1" },
	{ "ipv4/ip_forward", "1" },
	{ "ipv4/igmp_link_local_mcast_reports", "0" },
	{ "ipv4/conf/all/rp_filter", "0" },
	{ "ipv4/conf/default/rp_filter", "0" },
	{ "ipv4/conf/all/proxy_arp", "0" },
	{ "ipv4/conf/default/proxy_arp", "0" },
	{ "ipv4/conf/all/arp_notify", "0" },
	{ "ipv4/conf/default/arp_notify", "0" },
	{ "ipv4/conf/all/log_martians", "0" },
	{ "ipv4/conf/default/log_martians", "0" },
};

static const struct {
	const char *device;
	const char *address;
} addresses[] = {
	{ "seg0", "192.0.2.1/25" },
	{ "br0", "192.0.2.129/25" },
	{ "up0", "198.51.100.1/24" },
	{ "off0", "203.0.113.1/24" },
};

static const struct {
	uint8_t station;
	const char *device;
} neighbours[] = {
	{ LOBBY, "seg0" }, { SHED, "seg0" }, { SWITCH, "seg0" },
	{ GHOST, "seg0" }, { YARD, "br0" }, { VCR, "br0" }, { NVR, "up0" },
	{ PC, "off0" }, { CLOUD, "off0" }, { STRAY, "off0" },
};

static struct nl_addr *mac_of(uint8_t station, uint8_t end)
{
	uint64_t mac = selftest_mac(station, end);
	uint8_t bytes[ETH_ALEN];

	for (int i = 0; i < ETH_ALEN; i++)
		bytes[i] = (uint8_t)(mac >> 8 * (ETH_ALEN - 1 - i));
	return nl_addr_build(AF_LLC, bytes, sizeof(bytes));
}

static int fail(int error, const char *name)
{
	return cordon_fail(CORDON_REFUSED, "private network: %s: %s", name,
			   nl_geterror(error));
}

/* Adds the interface, which it releases, with this host's MAC at @end. */
static int add(struct nl_sock *socket, struct rtnl_link *link,
	       const char *kind, const char *name, uint8_t end)
{
	struct nl_addr *mac = mac_of(HOST, end);
	int error = -NLE_NOMEM;

	if (link && mac) {
		rtnl_link_set_name(link, name);
		rtnl_link_set_addr(link, mac);
		error = rtnl_link_add(socket, link, NLM_F_CREATE | NLM_F_EXCL);
	}
	nl_addr_put(mac);
	rtnl_link_put(link);
	if (error == -NLE_OPNOTSUPP)
		return cordon_fail(CORDON_REFUSED,
				   "this kernel has no %s interfaces; see 'modprobe %s'",
				   kind, kind);
	return error ? fail(error, name) : 0;
}

/* A kernel without IPv6 need not be told to be silent in it. */
static int set(const char *name, const char *value)
{
	char path[96];
	int file, error = 0;

	snprintf(path, sizeof(path), "/proc/sys/net/%s", name);
	file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0 && errno == ENOENT && !strncmp(name, "ipv6/", 5))
		return 0;
	if (file < 0 || write(file, value, strlen(value)) < 0)
		error = errno;
	if (file >= 0)
		close(file);
	if (!error)
		return 0;
	return cordon_fail(CORDON_REFUSED, "private network: %s: %s", path,
			   strerror(error));
}

static int fail_namespace(void)
{
	if (errno == EPERM)
		return cordon_fail(CORDON_REFUSED,
				   "not permitted to make a network namespace: run as root");
	return cordon_fail(CORDON_REFUSED,
			   "cannot make a network namespace: %s%s",
			   strerror(errno), errno == ENOSPC ?
			   "; see user.max_net_namespaces" : "");
}

static int new_namespace(void)
{
	int status = 0;

	if (unshare(CLONE_NEWNET))
		return fail_namespace();
	for (size_t i = 0; !status && i < ARRAY_SIZE(settings); i++)
		status = set(settings[i].name, settings[i].value);
	return status;
}

static int open_netlink(struct nl_sock **to)
{
	int error;

	*to = nl_socket_alloc();
	if (!*to)
		return cordon_fail_memory();
	error = nl_connect(*to, NETLINK_ROUTE);
	return error ? fail(error, "netlink") : 0;
}

/* Two of them: one to be in, and one for a segment to be moved to. */
static int enter(struct selftest_net *net)
{
	int status = new_namespace();

	if (!status)
		status = open_netlink(&net->there);
	if (status)
		return status;
	net->away = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (net->away < 0)
		return cordon_fail(CORDON_REFUSED, "/proc/self/ns/net: %s",
				   strerror(errno));
	status = new_namespace();
	if (!status)
		status = open_netlink(&net->here);
	if (status)
		return status;
	net->packets = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (net->packets < 0)
		return cordon_fail(CORDON_REFUSED, "packet socket: %s",
				   strerror(errno));
	return 0;
}

static int add_cable(struct selftest_net *net, const struct cable *cable)
{
	struct rtnl_link *link = rtnl_link_veth_alloc(), *far;

	if (link) {
		far = rtnl_link_veth_get_peer(link);
		rtnl_link_set_name(far, cable->far);
		rtnl_link_put(far);
	}
	return add(net->here, link, "veth", cable->name, cable->end);
}

static int add_port(struct selftest_net *net, const char *name)
{
	int error;

	error = rtnl_link_enslave_ifindex(net->here, (int)if_nametoindex("br0"),
					  (int)if_nametoindex(name));
	return error ? fail(error, name) : 0;
}

static int add_bridge(struct selftest_net *net)
{
	int status = add(net->here, rtnl_link_bridge_alloc(), "bridge", "br0",
			 END_BRIDGED);

	if (!status)
		status = add_port(net, "port0");
	return status ? status : add_port(net, "port1");
}

/* Applies @changes, which it releases, to the interface @name. */
static int change(struct nl_sock *socket, const char *name,
		  struct rtnl_link *changes)
{
	struct rtnl_link *link = NULL;
	int error = -NLE_NOMEM;

	if (changes)
		error = rtnl_link_get_kernel(socket, 0, name, &link);
	if (!error)
		error = rtnl_link_change(socket, link, changes, 0);
	rtnl_link_put(link);
	rtnl_link_put(changes);
	return error ? fail(error, name) : 0;
}

static int bring_up(struct nl_sock *socket, const char *name, unsigned int flags)
{
	struct rtnl_link *changes = rtnl_link_alloc();

	if (changes)
		rtnl_link_set_flags(changes, IFF_UP | flags);
	return change(socket, name, changes);
}

static int add_address(struct selftest_net *net, const char *device,
		       const char *text)
{
	struct rtnl_addr *address = rtnl_addr_alloc();
	struct nl_addr *local = NULL;
	int error = -NLE_NOMEM;

	if (address)
		error = nl_addr_parse(text, AF_INET, &local);
	if (!error) {
		rtnl_addr_set_ifindex(address, (int)if_nametoindex(device));
		error = rtnl_addr_set_local(address, local);
	}
	if (!error)
		error = rtnl_addr_add(net->here, address, 0);
	nl_addr_put(local);
	rtnl_addr_put(address);
	return error ? fail(error, device) : 0;
}

static int add_neighbour(struct selftest_net *net, uint8_t station,
			 const char *device)
{
	struct rtnl_neigh *neighbour = rtnl_neigh_alloc();
	struct nl_addr *mac = mac_of(station, 0), *ip;
	int error = -NLE_NOMEM;
	uint8_t bytes[4];

	selftest_address(station, false, bytes);
	ip = nl_addr_build(AF_INET, bytes, sizeof(bytes));
	if (neighbour && mac && ip) {
		rtnl_neigh_set_ifindex(neighbour, (int)if_nametoindex(device));
		rtnl_neigh_set_dst(neighbour, ip);
		rtnl_neigh_set_lladdr(neighbour, mac);
		rtnl_neigh_set_state(neighbour, NUD_PERMANENT);
		error = rtnl_neigh_add(net->here, neighbour, NLM_F_CREATE);
	}
	nl_addr_put(ip);
	nl_addr_put(mac);
	rtnl_neigh_put(neighbour);
	return error ? fail(error, device) : 0;
}

/* The far ends answer nothing: what they receive is for somebody else. */
static int build(struct selftest_net *net)
{
	int status = 0;
	size_t i;

	for (i = 0; !status && i < ARRAY_SIZE(cables); i++)
		status = add_cable(net, &cables[i]);
	if (!status)
		status = add_bridge(net);
	for (i = 0; !status && i < ARRAY_SIZE(cables); i++) {
		status = bring_up(net->here, cables[i].name, 0);
		if (!status)
			status = bring_up(net->here, cables[i].far, IFF_NOARP);
	}
	if (!status)
		status = bring_up(net->here, "br0", 0);
	for (i = 0; !status && i < ARRAY_SIZE(addresses); i++)
		status = add_address(net, addresses[i].device,
				     addresses[i].address);
	for (i = 0; !status && i < ARRAY_SIZE(neighbours); i++)
		status = add_neighbour(net, neighbours[i].station,
				       neighbours[i].device);
	return status;
}

int selftest_net_make(struct selftest_net **to)
{
	struct selftest_net *net = calloc(1, sizeof(*net));
	int status;

	if (!net)
		return cordon_fail_memory();
	net->away = -1;
	net->packets = -1;
	status = enter(net);
	if (!status)
		status = build(net);
	if (status) {
		selftest_net_free(net);
		return status;
	}
	*to = net;
	return 0;
}

void selftest_net_free(struct selftest_net *net)
{
	if (net->away >= 0)
		close(net->away);
	if (net->packets >= 0)
		close(net->packets);
	nl_socket_free(net->here);
	nl_socket_free(net->there);
	free(net);
}

static time_t seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Its queue works only once the kernel has noticed the carrier. */
static int wait_until_up(struct nl_sock *socket, const char *name)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	time_t end = seconds() + PATIENCE;
	struct rtnl_link *link;
	int error, state;

	do {
		error = rtnl_link_get_kernel(socket, 0, name, &link);
		if (error)
			return fail(error, name);
		state = rtnl_link_get_operstate(link);
		rtnl_link_put(link);
		if (state == OPERSTATE_UP)
			return 0;
		nanosleep(&pause, NULL);
	} while (seconds() < end);
	return cordon_fail(CORDON_REFUSED,
			   "private network: %s was not up within %d s", name,
			   PATIENCE);
}

int selftest_net_ready(struct selftest_net *net)
{
	struct rtnl_link *changes = rtnl_link_alloc();
	struct nl_sock *socket;
	int status;

	if (changes)
		rtnl_link_set_ns_fd(changes, net->away);
	status = change(net->here, "gone0", changes);
	if (!status)
		status = bring_up(net->there, "gone0", 0);
	for (size_t i = 0; !status && i < ARRAY_SIZE(cables); i++) {
		socket = cables[i].end == END_GONE ? net->there : net->here;
		status = wait_until_up(socket, cables[i].name);
		if (!status)
			status = wait_until_up(net->here, cables[i].far);
	}
	return status ? status : wait_until_up(net->here, "br0");
}

static const char *device_of(uint8_t end)
{
	for (size_t i = 0; i < ARRAY_SIZE(cables); i++)
		if (cables[i].end == end)
			return cables[i].far;
	return "seg0";
}

int selftest_net_send(const struct selftest_net *net,
		      const struct selftest_frame *frame)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET };
	const char *device = device_of(frame->end);
	uint8_t bytes[SELFTEST_FRAME_MAX];
	size_t len = selftest_build(frame, bytes);

	to.sll_ifindex = (int)if_nametoindex(device);
	if (sendto(net->packets, bytes, len, 0, (struct sockaddr *)&to,
		   sizeof(to)) == (ssize_t)len)
		return 0;
	/* What egress drops, the sender is told so; whether it counted is seen. */
	if (frame->end == END_SELF && errno == ENOBUFS)
		return 0;
	return cordon_fail(CORDON_REFUSED, "private network: %s: %s", device,
			   strerror(errno));
}
