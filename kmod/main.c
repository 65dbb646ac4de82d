// SPDX-License-Identifier: GPL-2.0-only
/*
 * camcordon: the order in which its parts come and, mirrored, go.
 */
#include <linux/module.h>

#include "host.h"
#include "netlink.h"
#include "netns.h"
#include "segment.h"

static int __init camcordon_init(void)
{
	int err;

	err = cordon_netns_init();
	if (err)
		return err;
	err = cordon_host_init();
	if (err)
		goto exit_netns;
	err = cordon_segment_init();
	if (err)
		goto exit_host;
	err = cordon_netlink_init();
	if (err)
		goto exit_segment;
	pr_info("%s loaded\n", CORDON_VERSION);
	return 0;

exit_segment:
	cordon_segment_exit();
exit_host:
	cordon_host_exit();
exit_netns:
	cordon_netns_exit();
	return err;
}

static void __exit camcordon_exit(void)
{
	cordon_netlink_exit();
	cordon_segment_exit();
	cordon_host_exit();
	cordon_netns_exit();
	/* accounts and objects freed by call_rcu end before the text goes */
	rcu_barrier();
	pr_info("unloaded\n");
}

module_init(camcordon_init);
module_exit(camcordon_exit);

MODULE_DESCRIPTION("Quarantine for IP cameras: to the recorder, and nowhere else");
MODULE_AUTHOR("The camcordon authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(CORDON_VERSION);
MODULE_ALIAS_GENL_FAMILY("camcordon");
