// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "failnth.h"

#define PEER "seg1p"	/* the other end of SEGMENT */
#define LAN "lan0"	/* an ordinary interface, which the test has made */
#define BRIDGE "br9"

const char *module_path;

static struct wire route;
static char message[WIRE_SIZE];

void open_route(void)
{
	wire_open(&route, NETLINK_ROUTE);
}

static struct nlmsghdr *begin(uint16_t type, uint16_t flags)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(message);

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
	nlh->nlmsg_seq = ++route.seq;
	return nlh;
}

static struct nlmsghdr *link_message(uint16_t type, uint16_t flags, int index)
{
	struct nlmsghdr *nlh = begin(type, flags);
	struct ifinfomsg *info;

	info = mnl_nlmsg_put_extra_header(nlh, sizeof(*info));
	info->ifi_index = index;
	return nlh;
}

static int ask_route(const struct nlmsghdr *nlh)
{
	int err = wire_send(&route, nlh);

	return err ?: wire_answer(&route, NULL);
}

static int index_of(const char *name)
{
	return if_nametoindex(name);
}

int link_flags(const char *name)
{
	struct ifreq request = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0), status;

	strncpy(request.ifr_name, name, IFNAMSIZ - 1);
	status = ioctl(fd, SIOCGIFFLAGS, &request);
	close(fd);
	return status ? -1 : request.ifr_flags;
}

static int add_link(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, 0);
	struct nlattr *info, *data, *peer;

	mnl_attr_put_strz(nlh, IFLA_IFNAME, SEGMENT);
	info = mnl_attr_nest_start(nlh, IFLA_LINKINFO);
	mnl_attr_put_strz(nlh, IFLA_INFO_KIND, "veth");
	data = mnl_attr_nest_start(nlh, IFLA_INFO_DATA);
	peer = mnl_attr_nest_start(nlh, VETH_INFO_PEER);
	mnl_nlmsg_put_extra_header(nlh, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(nlh, IFLA_IFNAME, PEER);
	mnl_attr_nest_end(nlh, peer);
	mnl_attr_nest_end(nlh, data);
	mnl_attr_nest_end(nlh, info);
	return ask_route(nlh);
}

static int set_up(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, 0, index_of(SEGMENT));
	struct ifinfomsg *info = mnl_nlmsg_get_payload(nlh);

	info->ifi_flags = IFF_UP;
	info->ifi_change = IFF_UP;
	return ask_route(nlh);
}

/* Its other end stays where it was made, whatever it is called and wherever it is. */
static int del_link(void)
{
	return ask_route(link_message(RTM_DELLINK, 0, index_of(PEER)));
}

static void with_link(void)
{
	add_link();
}

static void with_link_up(void)
{
	add_link();
	set_up();
}

static void without_link(void)
{
	if (index_of(PEER))
		del_link();
}

static int rename_link(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, 0, index_of(SEGMENT));

	mnl_attr_put_strz(nlh, IFLA_IFNAME, "other1");
	return ask_route(nlh);
}

static int enslave_link(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, 0, index_of(SEGMENT));

	mnl_attr_put_u32(nlh, IFLA_MASTER, index_of(BRIDGE));
	return ask_route(nlh);
}

/* To the machine's first namespace, whose init is a process that never goes. */
static int move_link(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, 0, index_of(SEGMENT));

	mnl_attr_put_u32(nlh, IFLA_NET_NS_PID, 1);
	return ask_route(nlh);
}

static int add_vlan(void)
{
	struct nlmsghdr *nlh = link_message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, 0);
	struct nlattr *info, *data;

	mnl_attr_put_strz(nlh, IFLA_IFNAME, SEGMENT ".7");
	mnl_attr_put_u32(nlh, IFLA_LINK, index_of(SEGMENT));
	info = mnl_attr_nest_start(nlh, IFLA_LINKINFO);
	mnl_attr_put_strz(nlh, IFLA_INFO_KIND, "vlan");
	data = mnl_attr_nest_start(nlh, IFLA_INFO_DATA);
	mnl_attr_put_u16(nlh, IFLA_VLAN_ID, 7);
	mnl_attr_nest_end(nlh, data);
	mnl_attr_nest_end(nlh, info);
	return ask_route(nlh);
}

static int change_address(uint16_t type, uint16_t flags)
{
	struct nlmsghdr *nlh = begin(type, flags);
	struct ifaddrmsg *address;

	address = mnl_nlmsg_put_extra_header(nlh, sizeof(*address));
	address->ifa_family = AF_INET;
	address->ifa_prefixlen = 24;
	address->ifa_index = index_of(LAN);
	mnl_attr_put_u32(nlh, IFA_LOCAL, inet_addr("10.77.0.1"));
	return ask_route(nlh);
}

static int add_address(void)
{
	return change_address(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
}

static void without_address(void)
{
	change_address(RTM_DELADDR, 0);
}

static int home = -1;

static void remember_home(void)
{
	if (home < 0)
		home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
}

static int new_namespace(void)
{
	return unshare(CLONE_NEWNET) ? errno : 0;
}

/* A namespace ends with the last who is in it; it ends with a policy. */
static void go_home(void)
{
	struct stat here, there;

	if (!fstat(home, &there) && !stat("/proc/self/ns/net", &here) &&
	    here.st_ino != there.st_ino) {
		policy_of_a_camera();
	}
	if (setns(home, CLONE_NEWNET))
		die("cannot come back to the namespace", errno);
}

static int load_module(void)
{
	int fd = open(module_path, O_RDONLY | O_CLOEXEC), err = ENOENT;

	if (fd >= 0) {
		err = syscall(SYS_finit_module, fd, "", 0) ? errno : 0;
		close(fd);
	}
	return err;
}

static int unload_module(void)
{
	return syscall(SYS_delete_module, "camcordon", O_NONBLOCK) ? errno : 0;
}

static void without_module(void)
{
	unload_module();
}

static void with_module(void)
{
	load_module();
}

#define LINK(name, prepare) { #name, prepare, name, without_link, false }

const struct operation link_operations[] = {
	LINK(add_link, NULL),
	LINK(set_up, with_link),
	LINK(rename_link, with_link),
	LINK(enslave_link, with_link_up),
	LINK(move_link, with_link_up),
	LINK(add_vlan, with_link_up),
	LINK(del_link, with_link_up),
	{ "add_address", NULL, add_address, without_address, false },
	{ "new_namespace", remember_home, new_namespace, go_home, true },
	{ NULL, NULL, NULL, NULL, false },
};

const struct operation module_operations[] = {
	{ "load_module", NULL, load_module, without_module, true },
	{ "unload_module", with_module, unload_module, without_module, true },
	{ NULL, NULL, NULL, NULL, false },
};
