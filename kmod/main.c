// SPDX-License-Identifier: GPL-2.0-only
/*
 * camcordon: the order in which its parts come and, mirrored, go.
 */
#include <linux/module.h>

#include "evidence.h"
#include "host.h"
#include "live.h"
#include "netlink.h"
#include "netns.h"
#include "segment.h"
#include "shut.h"

atomic_t cordon_live[__CORDON_LIVE_MAX];

/* Says whether everything that was ever made has been given back. */
static void report_live(void)
{
	static const char *const names[__CORDON_LIVE_MAX] = {
		[CORDON_LIVE_ACCOUNT] = "accounts", [CORDON_LIVE_LEDGER] = "ledgers",
		[CORDON_LIVE_OBJECT] = "objects", [CORDON_LIVE_POLICY] = "policies",
		[CORDON_LIVE_DRAFT] = "drafts", [CORDON_LIVE_SEGMENT] = "segments",
		[CORDON_LIVE_PORT] = "ports", [CORDON_LIVE_DEEDS] = "deeds of unknown devices",
	};
	bool clean = true;
	unsigned int i;

	for (i = 0; i < __CORDON_LIVE_MAX; i++) {
		int left = atomic_read(&cordon_live[i]);

		if (WARN(left, "%d %s left\n", left, names[i]))
			clean = false;
	}
	if (clean)
		pr_info("unloaded, nothing left\n");
}

static int __init camcordon_init(void)
{
	int err;

	cordon_evidence_init();
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
	err = cordon_shut_init();
	if (err)
		goto exit_netlink;
	pr_info("%s loaded\n", CORDON_VERSION);
	return 0;

exit_netlink:
	cordon_netlink_exit();
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
	report_live();
}

module_init(camcordon_init);
module_exit(camcordon_exit);

MODULE_DESCRIPTION("Quarantine for IP cameras: to the recorder, and nowhere else");
MODULE_AUTHOR("The camcordon authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(CORDON_VERSION);
MODULE_ALIAS_GENL_FAMILY("camcordon");
