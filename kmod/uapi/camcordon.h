/* SPDX-License-Identifier: GPL-2.0-or-later WITH Linux-syscall-note */
/*
 * camcordon's generic netlink interface, version 1.
 *
 * docs/netlink/camcordon.yaml describes the same in the kernel's specification
 * format; a test holds the two and the module's policies to each other.
 * Numbers are never changed and only grow. Reasons: core/reason.h.
 *
 * Every operation and the event group need CAP_NET_ADMIN in the initial user
 * namespace. The interface acts on the network namespace of the socket.
 *
 * Changing the policy
 *	POLICY_BEGIN	[generation] [base]	stage a change; -> generation
 *	POLICY_ADD	one or more objects	refused if the name exists
 *	POLICY_SET	one or more objects	replaces the object of that name
 *	POLICY_DEL	one or more objects	by name only
 *	POLICY_COMMIT	[confirm]		all or nothing; -> generation
 *	POLICY_CONFIRM				keep what was committed for a time
 * An object is a nest: settings, segment, profile, peer, trusted, camera or
 * exception. ADD, SET and DEL without a POLICY_BEGIN on the same socket are a
 * transaction of their own, and then answer with the new generation. Names are unique within a kind
 * (segments are named by their interface); what one object names of another
 * has to be there when the change is committed. A staged change belongs to its
 * socket and is gone when the socket closes; one is staged per namespace.
 * Wait for the answer to POLICY_BEGIN. Once a part of a staged change was
 * refused, all that follows is, with ECANCELED, up to and with its commit.
 * A commit with a time to confirm is taken back when that is over, unless
 * POLICY_CONFIRM comes before: the policy that was in force is put into force
 * again, as one more generation. Until one of the two all other changes are
 * refused, with EINPROGRESS, and so is SEAL; and a commit with a time to confirm is
 * once it is sealed, with EPERM.
 * SEAL makes commits refuse, with EPERM, whatever would let something pass that
 * is dropped now, until this host is started anew.
 * SET takes the whole object, not a part of it; but of settings, what the message
 * leaves out stays, and a camera's mode and setup that have an end go on if it
 * says keep and nothing else of them.
 *
 * Reading
 *	STATUS_GET			one message: status, and a segment nest each
 *	POLICY_GET	[kind]		dump: an object a message
 *	STATS_GET	[kind]		dump: one stats nest a message
 *	EVIDENCE_GET	[name] [kind]	dump: one evidence nest a message
 *	UNKNOWN_GET			dump: one unknown nest a message
 * Retired devices are told only to who asks for their kind.
 * A dump that met a commit carries NLM_F_DUMP_INTR: ask again.
 *
 * Addresses are binary, 4 or 16 bytes, in network order; MACs 6 bytes. Times
 * are nanoseconds since 1970, UTC; durations are seconds, 0 is forever.
 */
#ifndef _UAPI_CAMCORDON_H
#define _UAPI_CAMCORDON_H

#define CORDON_GENL_NAME	"camcordon"
#define CORDON_GENL_VERSION	1
#define CORDON_MCGRP_EVENTS	"events"

#define CORDON_NAME_MAX		31	/* bytes of a name, without the NUL */
#define CORDON_ADDRS_MAX	8	/* addresses of a camera or peer */
#define CORDON_FROMS_MAX	4	/* 'from' interfaces of a peer 'self' */
#define CORDON_VLANS_MAX	8	/* VLAN ids of a segment */
#define CORDON_SEGMENTS_MAX	64	/* segments of a namespace */
#define CORDON_SERVICES_MAX	16	/* services in one list */
#define CORDON_GROUPS_MAX	8	/* groups of a profile */
#define CORDON_PROFILES_MAX	64	/* profiles of one's own */
#define CORDON_CLIENT_CAMERAS_MAX 256	/* cameras a client lists */
#define CORDON_EXCEPTIONS_MAX	1024	/* running exceptions */
#define CORDON_COMMENT_MAX	63	/* bytes of a comment, without the NUL */
#define CORDON_OBJECTS_MAX	262144	/* objects of a policy */
#define CORDON_RETIRED_MAX	32	/* retired devices whose evidence is kept */

enum cordon_cmd {
	CORDON_CMD_UNSPEC,
	CORDON_CMD_STATUS_GET,
	CORDON_CMD_POLICY_BEGIN,
	CORDON_CMD_POLICY_ADD,
	CORDON_CMD_POLICY_SET,
	CORDON_CMD_POLICY_DEL,
	CORDON_CMD_POLICY_COMMIT,
	CORDON_CMD_POLICY_GET,
	CORDON_CMD_STATS_GET,
	CORDON_CMD_EVIDENCE_GET,
	CORDON_CMD_UNKNOWN_GET,
	CORDON_CMD_EVENT,		/* notification only */
	CORDON_CMD_SEAL,
	CORDON_CMD_POLICY_CONFIRM,
	__CORDON_CMD_MAX
};

#define CORDON_CMD_MAX (__CORDON_CMD_MAX - 1)

enum cordon_kind {
	CORDON_KIND_ANY,
	CORDON_KIND_SETTINGS,
	CORDON_KIND_SEGMENT,
	CORDON_KIND_PEER,
	CORDON_KIND_TRUSTED,
	CORDON_KIND_CAMERA,
	CORDON_KIND_TOTALS,		/* STATS_GET: everything, removed cameras too */
	CORDON_KIND_PROFILE,
	CORDON_KIND_EXCEPTION,
	CORDON_KIND_RETIRED,		/* STATS_GET, EVIDENCE_GET: devices that were cameras */
	__CORDON_KIND_MAX
};

#define CORDON_KIND_MAX (__CORDON_KIND_MAX - 1)

enum cordon_base {
	CORDON_BASE_CURRENT,		/* the change starts from the policy in force */
	CORDON_BASE_EMPTY,		/* ... from nothing */
};

enum cordon_mode {
	CORDON_MODE_ENFORCE,
	CORDON_MODE_OBSERVE,
};

enum cordon_unknown {
	CORDON_UNKNOWN_QUARANTINE,
	CORDON_UNKNOWN_OBSERVE,
	CORDON_UNKNOWN_OPEN,
};

enum cordon_state {
	CORDON_STATE_WAITING,		/* the interface does not exist (yet) */
	CORDON_STATE_CLOSED,
	CORDON_STATE_OBSERVING,		/* NOT CLOSED: would drop, passes */
	CORDON_STATE_OPEN,		/* NOT CLOSED: unknown devices pass */
	CORDON_STATE_FAILED,		/* could not be closed; kept down */
	CORDON_STATE_DISPLACED,		/* moved to another namespace; nothing passes */
};

/* bits of CORDON_A_PEER_ROLE */
#define CORDON_ROLE_RECORDER	(1 << 0)
#define CORDON_ROLE_SERVER	(1 << 1)
#define CORDON_ROLE_CLIENT	(1 << 2)

/* bits of CORDON_A_PEER_GIVES and CORDON_A_PROFILE_ASKS */
#define CORDON_GIVES_NTP	(1 << 0)
#define CORDON_GIVES_DHCP	(1 << 1)
#define CORDON_GIVES_DNS	(1 << 2)

/* bits of CORDON_A_PROFILE_ETHERTYPES */
#define CORDON_ETHERTYPE_EAPOL	(1 << 0)
#define CORDON_ETHERTYPE_LLDP	(1 << 1)

enum cordon_direction {
	CORDON_DIRECTION_OUT,		/* from the camera */
	CORDON_DIRECTION_IN,		/* towards the camera */
};

enum cordon_event {
	CORDON_EVENT_UNSPEC,
	CORDON_EVENT_UNKNOWN,		/* a new unknown device */
	CORDON_EVENT_ATTEMPT,		/* first attempt to a new destination */
	CORDON_EVENT_IMPOSTOR,		/* spoofed-peer, cloned-address, wrong-segment */
	CORDON_EVENT_BYPASS,		/* a frame went round the ingress checkpoint */
	CORDON_EVENT_SEGMENT,		/* a segment changed its state */
	CORDON_EVENT_COMMIT,		/* a policy was committed */
	CORDON_EVENT_BEGUN,		/* something began that ends by itself */
	CORDON_EVENT_ENDED,		/* it ended, by itself or by command */
	CORDON_EVENT_SEALED,
	CORDON_EVENT_REFUSED,		/* sealed, and a change would have loosened it */
	CORDON_EVENT_CONFIRMED,		/* what was committed for a time stays */
	CORDON_EVENT_REVERTED,		/* it does not: the former policy is in force again */
	__CORDON_EVENT_MAX
};

#define CORDON_EVENT_MAX (__CORDON_EVENT_MAX - 1)

/* What ends by itself. */
enum cordon_timed {
	CORDON_TIMED_UNSPEC,
	CORDON_TIMED_EXCEPTION,
	CORDON_TIMED_TRUST,
	CORDON_TIMED_SETUP,		/* a camera's profile 'setup' */
	CORDON_TIMED_OBSERVE,		/* a camera, or without a name all, observed */
	__CORDON_TIMED_MAX
};

#define CORDON_TIMED_MAX (__CORDON_TIMED_MAX - 1)

enum cordon_attr {
	CORDON_A_UNSPEC,
	CORDON_A_PAD,
	CORDON_A_GENERATION,		/* u64: of the policy */
	CORDON_A_BASE,			/* u8, enum cordon_base */
	CORDON_A_KIND,			/* u8, enum cordon_kind */
	CORDON_A_NAME,			/* string: a camera or segment */
	CORDON_A_SETTINGS,		/* nest, CORDON_A_SETTINGS_* */
	CORDON_A_SEGMENT,		/* nest, repeated in ADD, SET, DEL, STATUS_GET */
	CORDON_A_PEER,			/* nest, may be repeated */
	CORDON_A_TRUSTED,		/* nest, may be repeated */
	CORDON_A_CAMERA,		/* nest, may be repeated */
	CORDON_A_STATUS,		/* nest */
	CORDON_A_STATS,			/* nest */
	CORDON_A_EVIDENCE,		/* nest */
	CORDON_A_UNKNOWN,		/* nest */
	CORDON_A_EVENT,			/* nest */
	CORDON_A_PROFILE,		/* nest, may be repeated */
	CORDON_A_EXCEPTION,		/* nest, may be repeated */
	CORDON_A_CONFIRM,		/* u32: seconds until it is taken back, not 0 */
	__CORDON_A_MAX
};

#define CORDON_A_MAX (__CORDON_A_MAX - 1)

enum cordon_settings_attr {
	CORDON_A_SETTINGS_UNSPEC,
	CORDON_A_SETTINGS_MODE,		/* u8, enum cordon_mode */
	CORDON_A_SETTINGS_DURATION,	/* u32: how long to observe; read: what is left */
	CORDON_A_SETTINGS_MARK,		/* u32: tag of passed frames of all cameras */
	CORDON_A_SETTINGS_MASK,		/* u32: its mask; 0 is no tag */
	__CORDON_A_SETTINGS_MAX
};

#define CORDON_A_SETTINGS_MAX (__CORDON_A_SETTINGS_MAX - 1)

enum cordon_segment_attr {
	CORDON_A_SEGMENT_UNSPEC,
	CORDON_A_SEGMENT_PAD,
	CORDON_A_SEGMENT_NAME,		/* string: the interface, or ":" and its card's MAC */
	CORDON_A_SEGMENT_UNKNOWN,	/* u8, enum cordon_unknown */
	CORDON_A_SEGMENT_VLAN,		/* u16, 1-4094, may be repeated */
	CORDON_A_SEGMENT_BPDU,		/* u8: 1 passes BPDUs of trusted devices */
	CORDON_A_SEGMENT_STATE,		/* u8, enum cordon_state; read only */
	CORDON_A_SEGMENT_SINCE,		/* u64: time of that state; read only */
	CORDON_A_SEGMENT_IFINDEX,	/* u32; read only */
	CORDON_A_SEGMENT_BRIDGED,	/* u8: 1 is a bridge port; read only */
	CORDON_A_SEGMENT_CLOSED,	/* u64: without a break since; read only */
	__CORDON_A_SEGMENT_MAX
};

#define CORDON_A_SEGMENT_MAX (__CORDON_A_SEGMENT_MAX - 1)

/* Ports of a transport; of ICMP (1) there are none, it means ping on IPv4 and IPv6. */
enum cordon_service_attr {
	CORDON_A_SERVICE_UNSPEC,
	CORDON_A_SERVICE_PROTOCOL,	/* u8: 1, 6 or 17 */
	CORDON_A_SERVICE_FIRST,		/* u16: port; absent: 0 */
	CORDON_A_SERVICE_LAST,		/* u16: absent: as FIRST */
	__CORDON_A_SERVICE_MAX
};

#define CORDON_A_SERVICE_MAX (__CORDON_A_SERVICE_MAX - 1)

enum cordon_group_attr {
	CORDON_A_GROUP_UNSPEC,
	CORDON_A_GROUP_ADDRESS,		/* binary 4 or 16: a group, or 255.255.255.255 */
	CORDON_A_GROUP_FIRST,		/* u16: UDP port */
	CORDON_A_GROUP_LAST,		/* u16: absent: as FIRST */
	__CORDON_A_GROUP_MAX
};

#define CORDON_A_GROUP_MAX (__CORDON_A_GROUP_MAX - 1)

enum cordon_profile_attr {
	CORDON_A_PROFILE_UNSPEC,
	CORDON_A_PROFILE_NAME,		/* string */
	CORDON_A_PROFILE_ASKS,		/* u32: CORDON_GIVES_* it may ask servers for */
	CORDON_A_PROFILE_OPENS,		/* nest, a service, repeated: towards recorders */
	CORDON_A_PROFILE_SERVES,	/* nest, a service, repeated: to recorders */
	CORDON_A_PROFILE_RTP_FIRST,	/* u16: UDP media ports; absent: none */
	CORDON_A_PROFILE_RTP_LAST,	/* u16 */
	CORDON_A_PROFILE_GROUP,		/* nest, repeated */
	CORDON_A_PROFILE_ETHERTYPES,	/* u32: CORDON_ETHERTYPE_*, to this host only */
	__CORDON_A_PROFILE_MAX
};

#define CORDON_A_PROFILE_MAX (__CORDON_A_PROFILE_MAX - 1)

enum cordon_peer_attr {
	CORDON_A_PEER_UNSPEC,
	CORDON_A_PEER_NAME,		/* string */
	CORDON_A_PEER_ROLE,		/* u8: CORDON_ROLE_* */
	CORDON_A_PEER_ADDRESS,		/* binary 4 or 16, may be repeated */
	CORDON_A_PEER_SELF,		/* u8: 1 is this host; then no address */
	CORDON_A_PEER_FROM,		/* string: interface that counts as self, repeated */
	CORDON_A_PEER_MAC,		/* 6 bytes */
	CORDON_A_PEER_VIA_ADDRESS,	/* binary 4 or 16: its gateway */
	CORDON_A_PEER_VIA_MAC,		/* 6 bytes: the gateway's */
	CORDON_A_PEER_BEHIND,		/* string: interface it lives behind */
	CORDON_A_PEER_GIVES,		/* u32: CORDON_GIVES_* of a server */
	CORDON_A_PEER_OPENS,		/* nest, a TCP service, repeated: of a client */
	CORDON_A_PEER_CAMERA,		/* string, repeated: a client's; absent: all */
	__CORDON_A_PEER_MAX
};

#define CORDON_A_PEER_MAX (__CORDON_A_PEER_MAX - 1)

enum cordon_trusted_attr {
	CORDON_A_TRUSTED_UNSPEC,
	CORDON_A_TRUSTED_NAME,		/* string */
	CORDON_A_TRUSTED_MAC,		/* 6 bytes */
	CORDON_A_TRUSTED_SEGMENT,	/* string: interface */
	CORDON_A_TRUSTED_DURATION,	/* u32: how long; read: what is left */
	__CORDON_A_TRUSTED_MAX
};

#define CORDON_A_TRUSTED_MAX (__CORDON_A_TRUSTED_MAX - 1)

enum cordon_camera_attr {
	CORDON_A_CAMERA_UNSPEC,
	CORDON_A_CAMERA_NAME,		/* string */
	CORDON_A_CAMERA_MAC,		/* 6 bytes */
	CORDON_A_CAMERA_ADDRESS,	/* binary 4 or 16, may be repeated */
	CORDON_A_CAMERA_SEGMENT,	/* string: interface; absent: any segment */
	CORDON_A_CAMERA_PROFILE,	/* string: a profile; absent: pull */
	CORDON_A_CAMERA_MODE,		/* u8, enum cordon_mode */
	CORDON_A_CAMERA_DURATION,	/* u32: how long to observe; read: what is left */
	CORDON_A_CAMERA_MARK,		/* u32: tag of its passed frames */
	CORDON_A_CAMERA_MASK,		/* u32 */
	CORDON_A_CAMERA_SETUP,		/* u32: how long profile setup; read: what is left */
	CORDON_A_CAMERA_KEEP,		/* u8: in a SET, 1: mode and setup for a time go on */
	__CORDON_A_CAMERA_MAX
};

#define CORDON_A_CAMERA_MAX (__CORDON_A_CAMERA_MAX - 1)

/* What a camera may do for a time besides its profile. */
enum cordon_exception_attr {
	CORDON_A_EXCEPTION_UNSPEC,
	CORDON_A_EXCEPTION_NAME,	/* string */
	CORDON_A_EXCEPTION_CAMERA,	/* string: its name */
	CORDON_A_EXCEPTION_ADDRESS,	/* binary 4 or 16: whom it may reach */
	CORDON_A_EXCEPTION_SERVICE,	/* nest, a service */
	CORDON_A_EXCEPTION_VIA_ADDRESS,	/* binary 4 or 16: the way there */
	CORDON_A_EXCEPTION_VIA_MAC,	/* 6 bytes */
	CORDON_A_EXCEPTION_DURATION,	/* u32: seconds, not 0; read: what is left */
	CORDON_A_EXCEPTION_COMMENT,	/* string */
	CORDON_A_EXCEPTION_UID,		/* u32: who asked for it; read only */
	__CORDON_A_EXCEPTION_MAX
};

#define CORDON_A_EXCEPTION_MAX (__CORDON_A_EXCEPTION_MAX - 1)

enum cordon_status_attr {
	CORDON_A_STATUS_UNSPEC,
	CORDON_A_STATUS_PAD,
	CORDON_A_STATUS_VERSION,	/* string: the module's */
	CORDON_A_STATUS_GENERATION,	/* u64; 0: no policy was ever committed */
	CORDON_A_STATUS_MODE,		/* u8, enum cordon_mode */
	CORDON_A_STATUS_DURATION,	/* u32: what is left of observing; 0 forever */
	CORDON_A_STATUS_SEGMENTS,	/* u32 */
	CORDON_A_STATUS_PEERS,		/* u32 */
	CORDON_A_STATUS_TRUSTED,	/* u32 */
	CORDON_A_STATUS_CAMERAS,	/* u32 */
	CORDON_A_STATUS_OBSERVED,	/* u32: cameras that are observed */
	CORDON_A_STATUS_UNKNOWN,	/* u32: devices in the unknown list */
	CORDON_A_STATUS_BYPASSED,	/* u64: frames that went round ingress */
	CORDON_A_STATUS_FAILURES,	/* u64: records lost for want of memory */
	CORDON_A_STATUS_PROFILES,	/* u32: of one's own */
	CORDON_A_STATUS_EXCEPTIONS,	/* u32: running */
	CORDON_A_STATUS_SEALED,		/* u64: since when; absent: is not */
	CORDON_A_STATUS_REFUSED,	/* u64: changes refused because of the seal */
	CORDON_A_STATUS_CONFIRM,	/* u32: seconds left to confirm; absent: nothing waits */
	CORDON_A_STATUS_SHUT,		/* u8, 1: closed at load, and no policy since */
	__CORDON_A_STATUS_MAX
};

#define CORDON_A_STATUS_MAX (__CORDON_A_STATUS_MAX - 1)

enum cordon_stats_attr {
	CORDON_A_STATS_UNSPEC,
	CORDON_A_STATS_PAD,
	CORDON_A_STATS_KIND,		/* u8: camera, segment, totals or retired */
	CORDON_A_STATS_NAME,		/* string; not for totals */
	CORDON_A_STATS_MAC,		/* 6 bytes: a camera's, where it has one */
	CORDON_A_STATS_PASSED_PACKETS,	/* u64 */
	CORDON_A_STATS_PASSED_BYTES,	/* u64 */
	CORDON_A_STATS_DROPPED_PACKETS,	/* u64 */
	CORDON_A_STATS_DROPPED_BYTES,	/* u64 */
	CORDON_A_STATS_WOULD_PACKETS,	/* u64: passed, but only because of observe */
	CORDON_A_STATS_WOULD_BYTES,	/* u64 */
	CORDON_A_STATS_LAST_SEEN,	/* u64: time; absent: never */
	CORDON_A_STATS_REASON,		/* nest, CORDON_A_REASON_*, one per reason counted */
	CORDON_A_STATS_RETIRED,		/* u64: time another device took its place */
	__CORDON_A_STATS_MAX
};

#define CORDON_A_STATS_MAX (__CORDON_A_STATS_MAX - 1)

enum cordon_reason_attr {
	CORDON_A_REASON_UNSPEC,
	CORDON_A_REASON_PAD,
	CORDON_A_REASON_ID,		/* u8, enum cordon_reason */
	CORDON_A_REASON_DROPPED_PACKETS, /* u64 */
	CORDON_A_REASON_DROPPED_BYTES,	/* u64 */
	CORDON_A_REASON_WOULD_PACKETS,	/* u64 */
	CORDON_A_REASON_WOULD_BYTES,	/* u64 */
	__CORDON_A_REASON_MAX
};

#define CORDON_A_REASON_MAX (__CORDON_A_REASON_MAX - 1)

/*
 * One line of the ledger. REMOTE is absent where the frame had no IP or ARP
 * address; RECORDS is present on what did not fit: then packets and bytes are
 * the sum of so many records of that reason and protocol.
 */
enum cordon_evidence_attr {
	CORDON_A_EVIDENCE_UNSPEC,
	CORDON_A_EVIDENCE_PAD,
	CORDON_A_EVIDENCE_KIND,		/* u8: camera, segment for unlisted devices, or retired */
	CORDON_A_EVIDENCE_NAME,		/* string: of the camera or segment */
	CORDON_A_EVIDENCE_DIRECTION,	/* u8, enum cordon_direction */
	CORDON_A_EVIDENCE_REASON,	/* u8, enum cordon_reason; 0 is passed */
	CORDON_A_EVIDENCE_WOULD,	/* u8: 1: would drop, but was observed */
	CORDON_A_EVIDENCE_REMOTE,	/* binary 4 or 16: out: destination, in: source */
	CORDON_A_EVIDENCE_REMOTE_MAC,	/* 6 bytes */
	CORDON_A_EVIDENCE_ETHERTYPE,	/* u16 */
	CORDON_A_EVIDENCE_PROTOCOL,	/* u8: of IP; absent for others */
	CORDON_A_EVIDENCE_PORT,		/* u16: the service's; ICMP: the type */
	CORDON_A_EVIDENCE_PACKETS,	/* u64 */
	CORDON_A_EVIDENCE_BYTES,	/* u64 */
	CORDON_A_EVIDENCE_FIRST,	/* u64: time */
	CORDON_A_EVIDENCE_LAST,		/* u64: time */
	CORDON_A_EVIDENCE_RECORDS,	/* u32 */
	CORDON_A_EVIDENCE_MAC,		/* 6 bytes: of a retired device */
	CORDON_A_EVIDENCE_RETIRED,	/* u64: time another device took its place */
	__CORDON_A_EVIDENCE_MAX
};

#define CORDON_A_EVIDENCE_MAX (__CORDON_A_EVIDENCE_MAX - 1)

enum cordon_unknown_attr {
	CORDON_A_UNKNOWN_UNSPEC,
	CORDON_A_UNKNOWN_PAD,
	CORDON_A_UNKNOWN_MAC,		/* 6 bytes */
	CORDON_A_UNKNOWN_SEGMENT,	/* string: interface */
	CORDON_A_UNKNOWN_ADDRESS,	/* binary 4 or 16: last source addresses, repeated */
	CORDON_A_UNKNOWN_ETHERTYPE,	/* u16: of the last frame */
	CORDON_A_UNKNOWN_PACKETS,	/* u64 */
	CORDON_A_UNKNOWN_BYTES,		/* u64 */
	CORDON_A_UNKNOWN_FIRST,		/* u64: time */
	CORDON_A_UNKNOWN_LAST,		/* u64: time */
	CORDON_A_UNKNOWN_DROPPED,	/* u64: packets of it that were dropped */
	CORDON_A_UNKNOWN_WOULD,		/* u64: that passed, but only because of observe */
	CORDON_A_UNKNOWN_DEED,		/* nest, repeated: with whom it was seen */
	__CORDON_A_UNKNOWN_MAX
};

#define CORDON_A_UNKNOWN_MAX (__CORDON_A_UNKNOWN_MAX - 1)

/*
 * What an unknown device started (out) or what was started on it (in). Of TCP
 * the lower port is taken for the server's where its beginning was not seen.
 */
enum cordon_deed_attr {
	CORDON_A_DEED_UNSPEC,
	CORDON_A_DEED_PAD,
	CORDON_A_DEED_DIRECTION,	/* u8, enum cordon_direction */
	CORDON_A_DEED_REMOTE,		/* binary 4 or 16: out: destination, in: source */
	CORDON_A_DEED_REMOTE_MAC,	/* 6 bytes: of the last frame */
	CORDON_A_DEED_PROTOCOL,		/* u8: of IP */
	CORDON_A_DEED_PORT,		/* u16: the service's; ICMP: the type */
	CORDON_A_DEED_REASON,		/* u8, enum cordon_reason: the last frame's */
	CORDON_A_DEED_WOULD,		/* u8: 1: it passed all the same, as it was observed */
	CORDON_A_DEED_IFINDEX,		/* u32: in: where it came in; absent: made here */
	CORDON_A_DEED_PACKETS,		/* u64 */
	CORDON_A_DEED_FIRST,		/* u64: time */
	CORDON_A_DEED_LAST,		/* u64: time */
	__CORDON_A_DEED_MAX
};

#define CORDON_A_DEED_MAX (__CORDON_A_DEED_MAX - 1)

enum cordon_event_attr {
	CORDON_A_EVENT_UNSPEC,
	CORDON_A_EVENT_PAD,
	CORDON_A_EVENT_TYPE,		/* u8, enum cordon_event */
	CORDON_A_EVENT_TIME,		/* u64 */
	CORDON_A_EVENT_NAME,		/* string: camera */
	CORDON_A_EVENT_SEGMENT,		/* string: interface */
	CORDON_A_EVENT_STATE,		/* u8, enum cordon_state */
	CORDON_A_EVENT_MAC,		/* 6 bytes: of the device on the segment */
	CORDON_A_EVENT_DIRECTION,	/* u8, enum cordon_direction */
	CORDON_A_EVENT_REASON,		/* u8, enum cordon_reason */
	CORDON_A_EVENT_REMOTE,		/* binary 4 or 16 */
	CORDON_A_EVENT_ETHERTYPE,	/* u16 */
	CORDON_A_EVENT_PROTOCOL,	/* u8 */
	CORDON_A_EVENT_PORT,		/* u16 */
	CORDON_A_EVENT_GENERATION,	/* u64 */
	CORDON_A_EVENT_SUPPRESSED,	/* u32: events left out before this one */
	CORDON_A_EVENT_TIMED,		/* u8, enum cordon_timed */
	CORDON_A_EVENT_UID,		/* u32: who asked */
	CORDON_A_EVENT_IFACE,		/* string: what the segment's device is called now */
	CORDON_A_EVENT_CONFIRM,		/* u32: of a commit: seconds to confirm it */
	CORDON_A_EVENT_PORT_LAST,	/* u16: of the range that begins with PORT */
	__CORDON_A_EVENT_MAX
};

#define CORDON_A_EVENT_MAX (__CORDON_A_EVENT_MAX - 1)

#endif
