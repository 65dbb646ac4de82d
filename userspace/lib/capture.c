// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <pcap/pcap.h>

#include "capture.h"
#include "fail.h"

/* It is read twice, so it has to be a file. */
static int check_file(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return cordon_fail(CORDON_REFUSED, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return cordon_fail(CORDON_REFUSED, "%s: not a file; expected a capture",
				   path);
	return 0;
}

static int open_capture(const char *path, pcap_t **pcap)
{
	char why[PCAP_ERRBUF_SIZE] = "";
	const char *name;
	int type;

	*pcap = pcap_open_offline_with_tstamp_precision(path,
			PCAP_TSTAMP_PRECISION_NANO, why);
	if (!*pcap)
		return cordon_fail(CORDON_REFUSED,
				   "%s: not a capture (expected pcap or pcapng): %s",
				   path, why);
	type = pcap_datalink(*pcap);
	if (type == DLT_EN10MB)
		return 0;
	name = pcap_datalink_val_to_name(type);
	pcap_close(*pcap);
	return cordon_fail(CORDON_REFUSED, "%s: link type %d (%s); expected Ethernet",
			   path, type, name ? name : "unknown");
}

static int read_frames(const char *path, pcap_t *pcap, cordon_captured_fn *each,
		       void *data)
{
	struct cordon_captured frame = { 0 };
	struct pcap_pkthdr *header;
	const u_char *bytes;
	int got, status;

	while ((got = pcap_next_ex(pcap, &header, &bytes)) == 1) {
		frame.number++;
		/* in nanoseconds, whatever the member is called */
		frame.time = (uint64_t)header->ts.tv_sec * 1000000000 +
			     (uint64_t)header->ts.tv_usec;
		frame.head = bytes;
		frame.head_len = header->caplen;
		frame.wire_len = header->len > header->caplen ? header->len :
								header->caplen;
		status = each ? each(&frame, data) : 0;
		if (status)
			return status;
	}
	if (got == PCAP_ERROR_BREAK)
		return 0;
	return cordon_fail(CORDON_REFUSED, "%s: damaged after frame %llu: %s", path,
			   (unsigned long long)frame.number, pcap_geterr(pcap));
}

int cordon_capture_each(const char *path, cordon_captured_fn *each, void *data)
{
	int status = check_file(path);
	pcap_t *pcap;

	for (int pass = 0; pass < 2 && !status; pass++) {
		status = open_capture(path, &pcap);
		if (status)
			break;
		status = read_frames(path, pcap, pass ? each : NULL, data);
		pcap_close(pcap);
	}
	return status;
}
