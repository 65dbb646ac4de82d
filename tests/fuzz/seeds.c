// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * First inputs of the fuzzer: good frames of every kind, from a segment and
 * towards it. usage: seeds DIRECTORY
 */
#include <stdio.h>
#include <stdlib.h>

#include "input.h"

#define IP	FROM(CAM, "192.0.2.20"), TO(NVR, "192.0.2.10")
#define IP6	FROM(CAM, "2001:db8::20"), TO(NVR, "2001:db8::10")
#define BACK	FROM(NVR, "192.0.2.10"), TO(CAM, "192.0.2.20")
#define BACK6	FROM(NVR, "2001:db8::10"), TO(CAM, "2001:db8::20")

static const struct spec frames[] = {
	{ IP, UDP(5000, 6970), .payload = 40 },
	{ IP, TCP(ACK) },
	{ IP, TCP(SYN), .options = 8 },
	{ IP, ICMP(0) },
	{ IP, ICMP(3), QUOTE("192.0.2.10", "192.0.2.20") },
	{ IP, UDP(5000, 6970), .more = true },
	{ IP, UDP(5000, 6970), .frag = 8 },
	{ IP, PROTO(47) },
	{ FROM(CAM, "192.0.2.20"), TO(CLOCK, "192.0.2.11"), UDP(123, 123) },
	{ FROM(CAM, "0.0.0.0"), .dip = "255.255.255.255", DHCP4 },
	{ FROM(CAM, "192.0.2.20"), .dip = "224.0.0.251", UDP(5353, 5353) },
	{ FROM(CAM, "192.0.2.20"), TO(ROUTER, "8.8.8.8"), UDP(5000, 53) },
	{ ARP(CAM, "192.0.2.20", "192.0.2.10"), .dst = BROADCAST },
	{ IP6, UDP(5000, 6970), .payload = 40, .ext = { EXT_DSTOPTS } },
	{ IP6, TCP(ACK), .tags = { TAG(0x8100, 7) } },
	{ IP6, ICMP(1), QUOTE("2001:db8::10", "2001:db8::20") },
	{ IP6, ND(NS, "2001:db8::10", 1) },
	{ IP6, TCP(SYN), .ext = { EXT_FRAGMENT }, .more = true },
	{ IP6, UDP(5000, 6970), .ext = { EXT_ROUTING } },
	{ FROM(CAM, "fe80::20"), .dip = "ff02::1:2", DHCP6(1) },
	{ FROM(CAM, "fe80::20"), .dip = "ff02::2", ND(RS, NULL, 1) },
	{ FROM(CAM, "fe80::20"), .dip = "ff02::1", ND(NA, "fe80::20", 2) },
	{ FROM(CAM, "fe80::20"), .dip = "ff02::16", ICMP(143), .hops = 1, .ext = { EXT_ALERT } },
	{ .src = CAM, .dst = BROADCAST, RAW(0x8033) },
	{ .src = CAM, .dst = 0x0180c2000000ULL, RAW(46), .patch = { { 14, 0x42 }, { 15, 0x42 } } },
	{ BACK, TCP(SYN) },
	{ BACK, UDP(6970, 5000), .payload = 12 },
	{ BACK, ICMP(8) },
	{ BACK, ICMP(3), QUOTE("192.0.2.20", "192.0.2.10") },
	{ FROM(CLOCK, "192.0.2.11"), TO(CAM, "192.0.2.20"), UDP(123, 123) },
	{ BACK6, TCP(SYN) },
	{ BACK6, ND(NS, "2001:db8::20", 1) },
	{ ARP(NVR, "192.0.2.10", "192.0.2.20"), .dst = CAM },
	{ FROM(NOBODY, "192.0.2.99"), TO(NVR, "192.0.2.10"), TCP(SYN) },
	{ FROM(FRIEND, "192.0.2.98"), TO(NVR, "192.0.2.10"), TCP(SYN) },
	{ FROM(PHONE, "192.0.2.22"), TO(NVR, "192.0.2.10"), TCP(SYN) },
};

/* Where the same frame is tried: at ingress, at exit, and at egress. */
static const struct choice choices[] = {
	{ .cut = { 0, 30 } },
	{ .where = CORDON_CHECKPOINT_PORTS, .out = 3, .cut = { 0, 50 } },
	{ .where = WHERE_INBOUND, .in = 3, .with = { W_BRIDGED } },
};

static void write_seed(const char *directory, unsigned int number, const struct choice *c,
		       const struct spec *spec)
{
	u8 bytes[FRAME_MAX];
	u32 len = frame_build(spec, bytes);
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/seed-%03u", directory, number);
	file = fopen(path, "wb");
	if (!file || fwrite(c, sizeof(*c), 1, file) != 1 || fwrite(bytes, len, 1, file) != 1 ||
	    fclose(file)) {
		perror(path);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	unsigned int i, n = 0;
	size_t c;

	if (argc != 2) {
		fprintf(stderr, "usage: seeds DIRECTORY\n");
		return 2;
	}
	for (i = 0; i < ARRAY_SIZE(frames); i++)
		for (c = 0; c < ARRAY_SIZE(choices); c++)
			write_seed(argv[1], n++, &choices[c], &frames[i]);
	return 0;
}
