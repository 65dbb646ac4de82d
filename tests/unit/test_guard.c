// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guard on the other ports of a segment's bridge: whose MAC may come in
 * there, what it notes of peers, and what follows from that at exit. .in is the
 * port.
 */
#include <stdlib.h>

#include "trial.h"

#define ANY_FRAME(mac)	FRAME(FROM(mac, "192.0.2.99"), TO(NOBODY, "192.0.2.98"), UDP(1, 2))

static const struct trial guard[] = {
	TRIAL(CLONED_MAC, "a camera's MAC", ANY_FRAME(CAM), .in = IF_UP, .camera = CAM),
	TRIAL(CLONED_MAC, "a camera's MAC below IP",
	      FRAME(.src = CAM, .dst = BROADCAST, RAW(0x88cc)),
	      .in = IF_UP),
	TRIAL(CLONED_MAC, "a camera's MAC in ARP", FRAME(ARP(CAM, "192.0.2.20", "192.0.2.10")),
	      .in = IF_OFFICE),
	TRIAL(CLONED_MAC, "an isolated camera's", ANY_FRAME(ISO), .in = IF_UP, .camera = ISO),
	TRIAL(CLONED_MAC, "that of a camera of any segment", ANY_FRAME(PHONE), .in = IF_UP),
	TRIAL(CLONED_MAC, "an observed camera's passes, and is told", ANY_FRAME(SEEN), .in = IF_UP,
	      .observed = true),
	TRIAL(CLONED_MAC, "a camera's that was observed", ANY_FRAME(OLD), .in = IF_UP),
	TRIAL(CLONED_MAC, "where all is observed", ANY_FRAME(CAM), .in = IF_UP, .with = W_OBSERVE,
	      .observed = true),
	TRIAL(CLONED_MAC, "where unknown devices pass", ANY_FRAME(CAM), .in = IF_UP,
	      .with = W_OPEN),
	TRIAL(CLONED_MAC, "where unknown devices are observed", ANY_FRAME(CAM), .in = IF_UP,
	      .with = W_WATCH),
	TRIAL(PASS, "a camera's address under another MAC is not the bridge's concern",
	      FRAME(FROM(NOBODY, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(1, 2)), .in = IF_UP),
	TRIAL(PASS, "the recorder's, at its port", ANY_FRAME(NVR), .in = IF_UP),
	TRIAL(PASS, "the recorder's, elsewhere: noted only", ANY_FRAME(NVR), .in = IF_OFFICE),
	TRIAL(PASS, "a trusted device's", ANY_FRAME(FRIEND), .in = IF_UP),
	TRIAL(PASS, "nobody's", ANY_FRAME(NOBODY), .in = IF_UP),
	TRIAL(PASS, "no policy", ANY_FRAME(CAM), .in = IF_UP, .with = W_EMPTY),
};

#define TO_NVR	FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(5000, 6970)
#define TO_FAR	FROM(CAM, "192.0.2.20"), TO(ROUTER, FARIP), UDP(5000, 6970)

static const struct trial copies[] = {
	TRIAL(FLOOD, "a copy for a port where the recorder was never seen", FRAME(TO_NVR),
	      AT(PORTS, IF_OFFICE), .with = W_BRIDGED),
	TRIAL(REROUTED, "where the guard saw its MAC", FRAME(TO_NVR), AT(PORTS, IF_OFFICE),
	      .with = W_BRIDGED, .strayed = NVR),
	TRIAL(FLOOD, "where it saw another peer's", FRAME(TO_NVR), AT(PORTS, IF_OFFICE),
	      .with = W_BRIDGED, .strayed = CLOCK),
	TRIAL(PASS, "its own port", FRAME(TO_NVR), AT(PORTS, IF_UP), .with = W_BRIDGED),
	TRIAL(REROUTED, "no bridge, so nothing is copied", FRAME(TO_NVR), AT(PORTS, IF_OFFICE)),
	TRIAL(REROUTED, "routed by this host, so nothing is copied",
	      FRAME(FROM(CAM, "192.0.2.20"), TO(HOST, "192.0.2.10"), UDP(5000, 6970)),
	      AT(PORTS, IF_OFFICE), .with = W_BRIDGED),
	TRIAL(FLOOD, "a copy for its gateway", FRAME(TO_FAR), AT(PORTS, IF_OFFICE),
	      .with = W_BRIDGED),
	TRIAL(REROUTED, "where the guard saw the gateway's MAC", FRAME(TO_FAR),
	      AT(PORTS, IF_OFFICE), .with = W_BRIDGED, .strayed = ROUTER),
	TRIAL(REROUTED, "a recorder's address ends here", FRAME(TO_NVR), AT(LOCAL, 0),
	      .with = W_BRIDGED),
	TRIAL(REROUTED, "what NAT turned into another recorder", FRAME(TO_NVR), AT(PORTS, IF_UP),
	      .with = W_BRIDGED, .translated = true, .was = FARIP),
	TRIAL(PASS, "what NAT left at its address", FRAME(TO_NVR), AT(PORTS, IF_UP),
	      .with = W_BRIDGED, .translated = true, .was = "192.0.2.10", .was_dport = 6970),
	TRIAL(SERVICE, "another port of the same recorder is judged as that port",
	      FRAME(FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10"), UDP(5000, 22)),
	      AT(PORTS, IF_UP),
	      .translated = true, .was = "192.0.2.10", .was_dport = 6970),
};

/* What the guard notes of the party with that MAC, seen at a port. */
static u32 noted(struct world *w, u64 mac, u32 port)
{
	struct cordon_frame facts = { .src = mac };
	struct cordon_scene scene = world_scene(w, 0);
	struct cordon_verdict verdict;

	scene.in_ifindex = port;
	cordon_verdict_guard(&scene, &facts, &verdict);
	assert_true(verdict.pass);
	assert_null(verdict.camera);
	return world_party(w, mac)->strayed;
}

static void peers_stray_and_come_home(void **state)
{
	struct world *w = world_usual(W_BRIDGED);

	(void)state;
	assert_int_equal(noted(w, NVR, IF_UP), 0);
	assert_int_equal(noted(w, NVR, IF_OFFICE), IF_OFFICE);
	assert_int_equal(noted(w, NVR, IF_LAN), IF_LAN);
	assert_int_equal(noted(w, NVR, IF_UP), 0);
	/* one whose interface is gone is at home nowhere */
	assert_int_equal(noted(w, LOST, IF_UP), IF_UP);
	world_free(w);
}

static void gateways_stray_too(void **state)
{
	struct world *w = world_usual(W_BRIDGED);

	(void)state;
	assert_int_equal(noted(w, ROUTER, IF_OFFICE), IF_OFFICE);
	assert_int_equal(noted(w, ROUTER, IF_UP), 0);
	world_free(w);
}

static void the_verdict_is_whole(void **state)
{
	struct world *w = world_usual(0);
	struct cordon_frame facts = { .src = CAM };
	struct cordon_scene scene = world_scene(w, 0);
	struct cordon_verdict verdict;

	(void)state;
	memset(&verdict, 0xff, sizeof(verdict));
	cordon_verdict_guard(&scene, &facts, &verdict);
	assert_false(verdict.pass);
	assert_false(verdict.unknown);
	assert_int_equal(verdict.remember, CORDON_REMEMBER_NOTHING);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest notes[] = {
		cmocka_unit_test(peers_stray_and_come_home),
		cmocka_unit_test(gateways_stray_too),
		cmocka_unit_test(the_verdict_is_whole),
	};
	int failed = trial_run_all(guard, ARRAY_SIZE(guard), cordon_verdict_guard);

	failed += trial_run_all(copies, ARRAY_SIZE(copies), cordon_verdict_outbound);
	return failed + cmocka_run_group_tests(notes, NULL, NULL);
}
