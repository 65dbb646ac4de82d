// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The builder where memory or luck is short, and where there is much to build.
 */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"
#include "trial.h"

#define CAMERAS	20000
#define TOO_MANY \
	"macs or addresses share too many hash values; one of the last ones has to go"

/* Everything that tables are made of has its place in the world's objects. */
static void expect_all_found(const struct objects *o, const struct cordon_policy *p)
{
	u32 i, n, device = 0;

	for (i = 0; i < o->count; i++) {
		const struct cordon_object *object = o->at[i];
		bool camera = object->kind == CORDON_KIND_CAMERA;
		u32 ref = CORDON_REF(camera ? CORDON_REF_CAMERA : CORDON_REF_TRUSTED, device);

		if (!camera && object->kind != CORDON_KIND_TRUSTED)
			continue;
		device++;
		if (object->mac)
			assert_int_equal(cordon_policy_find_mac(p, object->mac), ref);
		for (n = 0; n < object->addrs; n++)
			assert_int_equal(cordon_policy_find_addr(p, &object->addr[n]), ref);
	}
	assert_int_equal(p->devices, device);
	for (i = 0; i < p->parties; i++)
		assert_int_equal(cordon_policy_find_addr(p, &p->party[i].addr),
				 CORDON_REF(CORDON_REF_PARTY, i));
}

/*
 * Makes it once for each allocation there is, which fails; bad: of so many
 * first draws. Returns how many there are.
 */
static unsigned int fail_each(const struct objects *o, unsigned int bad)
{
	struct cordon_policy p;
	int live = supply.live, err;
	unsigned int n;
	char why[128];

	for (n = 1; ; n++) {
		supply = (struct supply){ .fail_at = n, .live = live, .bad_draws = bad };
		/* the same secrets each time, or there would be more or fewer of them */
		start_over();
		snprintf(why, sizeof(why), "left over");
		err = objects_make(o, &p, why, sizeof(why));
		if (!err)
			break;
		assert_int_equal(err, -ENOMEM);
		assert_string_equal(why, "");
		objects_unmake(o, &p);
		assert_int_equal(supply.live, live);
	}
	assert_int_equal(supply.allocs, n - 1);
	expect_all_found(o, &p);
	objects_unmake(o, &p);
	assert_int_equal(supply.live, live);
	supply = (struct supply){ .live = live };
	return n - 1;
}

static void each_allocation_may_fail(void **state)
{
	struct world *w = world_usual(0);
	unsigned int usual;

	(void)state;
	usual = fail_each(&w->objects, 0);
	assert_in_range(usual, 13, 30);
	/* both indexes are made anew then */
	assert_in_range(fail_each(&w->objects, 2), usual + 2, usual + 10);
	world_free(w);
}

static void make_with(const struct objects *o, struct cordon_policy *p, unsigned int bad, int want)
{
	int live = supply.live;
	char why[128];

	supply = (struct supply){ .live = live, .bad_draws = bad };
	/* the same secrets each time: some are bad for numbers in a row, too */
	start_over();
	assert_int_equal(objects_make(o, p, why, sizeof(why)), want);
	assert_string_equal(why, want ? TOO_MANY : "");
	if (want) {
		objects_unmake(o, p);
		assert_int_equal(supply.live, live);
	} else {
		expect_all_found(o, p);
	}
	supply = (struct supply){ .live = supply.live };
}

static void long_probes_draw_another_secret(void **state)
{
	struct cordon_policy good, bad;
	struct objects o = { 0 };
	u64 mac;

	(void)state;
	for (mac = CAM; mac < CAM + 40; mac++)
		objects_camera(&o, "x", mac, NULL);
	make_with(&o, &good, 0, 0);
	/* the first secret, and that of addresses, of which there are none */
	make_with(&o, &bad, 2, 0);
	assert_int_equal(bad.by_mac.mask, good.by_mac.mask);
	assert_int_not_equal(bad.by_mac.secret, 1);
	objects_unmake(&o, &bad);
	/* and eight more: then it is made larger */
	make_with(&o, &bad, 10, 0);
	assert_int_equal(bad.by_mac.mask, 2 * good.by_mac.mask + 1);
	objects_unmake(&o, &bad);
	make_with(&o, &bad, 17, 0);
	assert_int_equal(bad.by_mac.mask, 2 * good.by_mac.mask + 1);
	objects_unmake(&o, &bad);
	/* all sixteen: it ends all the same */
	make_with(&o, &bad, 18, -ENOSPC);
	objects_unmake(&o, &good);
	objects_free(&o);
}

/* Whoever writes the policy may choose addresses of one key: they have one home. */
static void too_many_of_one_key_are_refused(void **state)
{
	struct objects o = { 0 };
	struct cordon_policy p;
	char name[16];
	u64 hi;

	(void)state;
	for (hi = 1; hi <= CORDON_PROBES_MAX + 1; hi++) {
		struct cordon_object *camera;

		snprintf(name, sizeof(name), "c%u", (unsigned int)hi);
		camera = objects_camera(&o, name, CAM + hi, "::1");
		camera->addr[0].hi = hi;
		camera->addr[0].lo = 1 ^ hi * 0x9e3779b97f4a7c15ULL;
		if (hi < CORDON_PROBES_MAX + 1) {
			make_with(&o, &p, 0, 0);
			objects_unmake(&o, &p);
		}
	}
	make_with(&o, &p, 0, -ENOSPC);
	objects_free(&o);
}

static void thousands_are_found_again(void **state)
{
	struct cordon_addr none = cordon_addr4(0x0b000000);
	struct objects o = { 0 };
	struct cordon_policy p;
	char name[16];
	u32 i;

	(void)state;
	for (i = 0; i < CAMERAS; i++) {
		struct cordon_object *camera;

		snprintf(name, sizeof(name), "c%u", i);
		/* in a row, as makers number them, or at random */
		camera = objects_camera(&o, name, i & 1 ? CAM + i :
					(any() & 0xfcffffffffffULL) | 0x0100, "10.0.0.0");
		camera->addr[0].lo += i;
		objects_address(camera, "2001:db8:1::");
		camera->addr[1].lo += i;
		objects_address(camera, "2001:db8:2::");
		camera->addr[2].hi += (u64)i << 1;
	}
	make_with(&o, &p, 0, 0);
	assert_int_equal(cordon_policy_find_mac(&p, CAM), 0);
	assert_int_equal(cordon_policy_find_addr(&p, &none), 0);
	for (i = 0; i < CAMERAS; i++)
		assert_false(cordon_policy_find_mac(&p, CAM + CAMERAS + i));
	objects_unmake(&o, &p);
	objects_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_allocation_may_fail),
		cmocka_unit_test(long_probes_draw_another_secret),
		cmocka_unit_test(too_many_of_one_key_are_refused),
		cmocka_unit_test(thousands_are_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
