/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The self-test: a private network namespace with a policy of its own, and
 * canary frames whose verdicts are known. Functions returning int return 0 or
 * fail as fail.h says.
 *
 *   cam0 --- seg0  (segment)    +------+  up0 ---- rec0   the recorder
 *   cam1 --- port0 (segment) -- | this |  off0 --- pc0    an office
 *   lan0 --- port1 ------- br0 -+ host |
 *   cam2 --- gone0 (segment, moved to another namespace)
 */
#ifndef _CORDON_SELFTEST_H
#define _CORDON_SELFTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../kmod/core/reason.h"
#include "../lib/genl.h"
#include "../lib/model.h"

#define SELFTEST_FRAME_MAX	384	/* bytes; the longest is a DHCP request */

/* Where a canary is let go. */
enum selftest_end {
	END_CAMERA,
	END_BRIDGED,		/* where the camera on the bridge is */
	END_GONE,
	END_LAN,		/* the bridge's other port */
	END_RECORDER,
	END_OFFICE,
	END_SELF,		/* this host itself, towards seg0 */
	ENDS
};

/* Who sends and receives; AS_USUAL is what the end makes of it. */
enum selftest_station {
	AS_USUAL,
	HOST,
	LOBBY,			/* a camera behind seg0 */
	SHED,			/* another one, isolated */
	YARD,			/* a camera on the bridge */
	SWITCH,			/* a trusted device behind seg0 */
	GHOST,			/* nobody listed it */
	NVR,			/* the recorder behind up0 */
	STRAY,			/* one behind up0, says the policy, but routed to off0 */
	VCR,			/* a recorder on the bridge's other port */
	PC,			/* a client behind off0 */
	CLOUD,			/* the internet */
	NOBODY,			/* 0.0.0.0, and no MAC */
	GROUP,			/* 239.1.1.1, which lobby's profile lists */
	MDNS,
	PROBE,			/* 239.255.255.250 */
	EVERYBODY,
	LINK_GROUP,		/* of the maker's own protocols, EAPOL's */
	ROUTERS,		/* ff02::2 */
	LISTENERS,		/* ff02::16 */
	ASK_NVR,		/* the group in which it is asked for by its address */
	ASK_GHOST,
	STATIONS
};

enum selftest_make {
	MAKE_UDP,
	MAKE_TCP,
	MAKE_ICMP,		/* of IPv4 or IPv6, of the type in sport */
	MAKE_ARP,		/* a request */
	MAKE_DHCP,
	MAKE_SOLICIT,		/* IPv6: which MAC has the target? */
	MAKE_IP,		/* of the protocol in sport */
	MAKE_RAW,		/* of the EtherType in sport */
};

/* What is out of the ordinary about it. */
enum selftest_oddity {
	ODD_NOTHING,
	ODD_TAG_10,
	ODD_TAG_20,		/* which seg0 lists */
	ODD_TAGS,		/* twice 20 */
	ODD_LENGTH,		/* its IP header claims more than there is */
	ODD_OPTION,		/* record route */
	ODD_ROUTING,		/* an IPv6 routing header */
	ODD_ALERT,		/* the router alert of MLD */
	ODD_LATER,		/* a later fragment */
	ODD_HIDING,		/* a first one without the whole transport header */
	ODD_SYN,
	ODD_NO_FLAGS,
	ODD_OTHERS_DHCP,	/* for somebody else */
};

/* Zero is "as usual": media over UDP. */
struct selftest_frame {
	uint8_t end;		/* enum selftest_end */
	uint8_t make;
	uint8_t odd;
	bool six;		/* IPv6 */
	uint8_t mac;		/* enum selftest_station, as the following */
	uint8_t to;		/* destination MAC */
	uint8_t sip;
	uint8_t dip;
	uint8_t target;		/* of a solicitation */
	uint16_t sport;
	uint16_t dport;
};

struct selftest_canary {
	const char *row;	/* of the order of decision in docs/architecture.md */
	uint8_t reason;		/* enum cordon_reason: the right verdict */
	bool exit;		/* ingress passes it, and that is counted, too */
	const char *account;	/* of the camera or segment it is counted for */
	const char *what;
	struct selftest_frame frame;
};

extern const struct selftest_canary selftest_canaries[];	/* end with no row */

uint64_t selftest_mac(uint8_t station, uint8_t end);
/* Writes 4 or 16 bytes. */
void selftest_address(uint8_t station, bool six, uint8_t *to);
/* Returns the length of the frame. */
size_t selftest_build(const struct selftest_frame *frame,
		      uint8_t to[SELFTEST_FRAME_MAX]);

struct selftest_net;

/*
 * Moves the caller into a new network namespace and builds the networks above
 * in it, all but ready: interfaces go with the process. The caller frees *@to.
 */
int selftest_net_make(struct selftest_net **to);
/* Moves gone0 away, and waits until all is up. */
int selftest_net_ready(struct selftest_net *net);
int selftest_net_send(const struct selftest_net *net,
		      const struct selftest_frame *frame);
void selftest_net_free(struct selftest_net *net);

/* Puts the self-test's policy into the caller's network namespace. */
int selftest_policy_put(struct cordon_genl *genl);

#endif
