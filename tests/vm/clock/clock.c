// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A clock that a test can set forward and stop, so that a moment minutes away is
 * reached at once, and exactly. Only for test machines: it is the time of the whole
 * machine, also that since boot, and nothing in camcordon knows of it.
 *
 * While it stands no timer ends, and nothing that waits for one goes on.
 */
#include <linux/clocksource.h>
#include <linux/module.h>
#include <linux/sched/clock.h>

static u64 offset;			/* from the processor's clock, ns */
static u64 stopped;			/* what it shows while it stands; 0: it goes */

static u64 notrace read_clock(struct clocksource *cs)
{
	u64 stands = READ_ONCE(stopped);

	return stands ? stands : sched_clock() + READ_ONCE(offset);
}

static struct clocksource settable = {
	.name = "settable",
	.rating = 1000,			/* the best there is: it is taken at once */
	.read = read_clock,
	.mask = CLOCKSOURCE_MASK(64),
	.flags = CLOCK_SOURCE_IS_CONTINUOUS | CLOCK_SOURCE_VALID_FOR_HRES,
	.owner = THIS_MODULE,
};

/* Parameters are written one at a time. */
static int set_forward(const char *text, const struct kernel_param *kp)
{
	u64 by;
	int err = kstrtou64(text, 0, &by);

	if (err)
		return err;
	/* the kernel takes ten minutes at once (clocks_calc_mult_shift), its watchdogs less */
	if (by > 10 * NSEC_PER_SEC)
		return -ERANGE;
	if (stopped)
		WRITE_ONCE(stopped, stopped + by);
	else
		WRITE_ONCE(offset, offset + by);
	return 0;
}

static int set_stopped(const char *text, const struct kernel_param *kp)
{
	bool stop;
	int err = kstrtobool(text, &stop);

	if (err)
		return err;
	if (stop && !stopped) {
		WRITE_ONCE(stopped, sched_clock() + offset);
	} else if (!stop && stopped) {
		/* it goes on from where it stands */
		WRITE_ONCE(offset, stopped - sched_clock());
		WRITE_ONCE(stopped, 0);
	}
	return 0;
}

static const struct kernel_param_ops forward_ops = { .set = set_forward };
static const struct kernel_param_ops stopped_ops = { .set = set_stopped };
module_param_cb(forward, &forward_ops, NULL, 0200);
MODULE_PARM_DESC(forward, "sets it forward by so many nanoseconds, ten seconds at most");
module_param_cb(stopped, &stopped_ops, NULL, 0200);
MODULE_PARM_DESC(stopped, "stops it, or lets it go on");

static int __init clock_init(void)
{
	return clocksource_register_hz(&settable, NSEC_PER_SEC);
}

/* The offset goes with it: time goes on from where it is by another clock. */
static void __exit clock_exit(void)
{
	clocksource_unregister(&settable);
}

module_init(clock_init);
module_exit(clock_exit);
MODULE_DESCRIPTION("A clock that a test can set forward and stop");
MODULE_LICENSE("GPL");
