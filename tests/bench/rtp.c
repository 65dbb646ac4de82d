// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cameras that stream, with one among them that floods, and the recorder that
 * takes the streams.
 *
 * usage: rtp send INTERFACE CAMERAS SECONDS KBIT FLOOD RECORDER RECORDER-MAC CLOUD-MAC
 *        rtp take PORT
 *
 * CAMERAS: a file with a line "NUMBER MAC ADDRESS" for each. Each sends KBIT
 * kilobits a second of RTP, 30 pictures a second, one camera after the other. If
 * FLOOD is not 0, the first one sends so many frames of 64 bytes (with the
 * checksum that the card would add) a second instead, to addresses and ports at
 * random. "send" prints frames of RTP, frames of the flood, and by how many
 * milliseconds it was behind at worst; "take" says "ready", and when it is told to end
 * (SIGTERM) prints packets, and how many are missing by their numbers.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define CAMERAS		256
#define PICTURES	30		/* a second, of each camera */
#define FRAMES		128		/* at once */
#define SECOND		1000000000LL
#define PORT		5004

struct rtp {
	uint8_t version, type;
	uint16_t number;
	uint32_t time, source;
};

struct frame {
	uint16_t unused;		/* what follows Ethernet's header is aligned */
	struct ether_header ether;
	struct iphdr ip;
	struct udphdr udp;
	struct rtp rtp;
	uint8_t picture[1400 - 54];
};

#define OFFSET(part)	(offsetof(struct frame, part) - offsetof(struct frame, ether))
#define SMALLEST	60

static struct camera {
	struct ether_addr mac;
	in_addr_t address;
	uint16_t number;		/* of the next packet */
} cameras[CAMERAS];

static unsigned int count;		/* of cameras */
static int out;				/* packet socket */
static struct frame frames[FRAMES];
static struct mmsghdr messages[FRAMES];
static struct iovec parts[FRAMES];

static void read_cameras(const char *path)
{
	char mac[18], address[16];
	FILE *file = fopen(path, "r");

	if (!file)
		err(1, "%s", path);
	while (count < CAMERAS && fscanf(file, "%*u %17s %15s", mac, address) == 2) {
		struct camera *camera = &cameras[count++];

		if (!ether_aton_r(mac, &camera->mac) ||
		    inet_pton(AF_INET, address, &camera->address) != 1)
			errx(1, "%s:%u: not a number, a MAC and an address", path, count);
	}
	fclose(file);
	if (!count)
		errx(1, "%s: no cameras", path);
}

static uint16_t checksum(const struct iphdr *ip)
{
	const uint16_t *word = (const void *)ip;
	uint32_t sum = 0;
	int i;

	for (i = 0; i < 10; i++)
		sum += word[i];
	sum = (sum & 0xffff) + (sum >> 16);
	return ~(sum + (sum >> 16));
}

/* All of the frame at this place but what is behind UDP's header. */
static void address(unsigned int at, const struct camera *from, const struct ether_addr *next,
		    in_addr_t to, uint16_t port, size_t len)
{
	struct frame *frame = &frames[at];
	struct iphdr ip = {
		.version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_UDP,
		.tot_len = htons(len - sizeof(frame->ether)),
		.saddr = from->address, .daddr = to,
	};

	memcpy(frame->ether.ether_dhost, next, ETH_ALEN);
	memcpy(frame->ether.ether_shost, &from->mac, ETH_ALEN);
	frame->ether.ether_type = htons(ETHERTYPE_IP);
	ip.check = checksum(&ip);
	frame->ip = ip;
	frame->udp = (struct udphdr){
		.source = htons(PORT), .dest = htons(port),
		.len = htons(len - OFFSET(udp)),
	};
	parts[at].iov_len = len;
}

/* Sends the first frames. A full queue has dropped one: it was sent, as on a wire. */
static void send_frames(unsigned int n)
{
	unsigned int sent = 0;

	while (sent < n) {
		int done = sendmmsg(out, messages + sent, n - sent, 0);

		if (done < 0 && errno != ENOBUFS)
			err(1, "sendmmsg");
		sent += done < 0 ? 1 : done;
	}
}

static unsigned int picture(struct camera *camera, const struct ether_addr *next, in_addr_t to,
			    size_t bytes)
{
	unsigned int n;

	for (n = 0; bytes && n < FRAMES; n++) {
		size_t some = bytes < sizeof(frames[n].picture) ? bytes : sizeof(frames[n].picture);

		address(n, camera, next, to, PORT, OFFSET(picture) + some);
		bytes -= some;
		frames[n].rtp = (struct rtp){
			.version = 0x80, .type = bytes ? 96 : 0x80 | 96,
			.number = htons(camera->number++),
			.source = htonl(camera - cameras),
		};
	}
	send_frames(n);
	return n;
}

static uint32_t at_random(void)
{
	static uint64_t state = 88172645463325252ULL;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state >> 16;
}

static void flood(const struct camera *camera, const struct ether_addr *next, unsigned int n)
{
	while (n) {
		unsigned int i, some = n < FRAMES ? n : FRAMES;

		for (i = 0; i < some; i++)
			address(i, camera, next, at_random(), at_random(), SMALLEST);
		send_frames(some);
		n -= some;
	}
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * SECOND + t.tv_nsec;
}

/* Returns by how much it is too late. */
static long long sleep_until(long long when)
{
	struct timespec t = { .tv_sec = when / SECOND, .tv_nsec = when % SECOND };
	long long late = now() - when;

	if (late < 0)
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
	return late < 0 ? 0 : late;
}

static void open_out(const char *interface)
{
	struct sockaddr_ll at = { .sll_family = AF_PACKET,
				  .sll_ifindex = if_nametoindex(interface) };
	int i;

	/* of no protocol: it takes nothing */
	out = socket(AF_PACKET, SOCK_RAW, 0);
	if (out < 0 || !at.sll_ifindex || bind(out, (void *)&at, sizeof(at)))
		err(1, "%s", interface);
	for (i = 0; i < FRAMES; i++) {
		parts[i].iov_base = &frames[i].ether;
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &parts[i], .msg_iovlen = 1 };
	}
}

static int send_all(char **argv)
{
	unsigned int seconds = atoi(argv[2]), flooding = atoi(argv[4]);
	size_t bytes = atoi(argv[3]) * 1000LL / 8 / PICTURES;
	long long sent = 0, flooded = 0, step, steps, begin, worst = 0;
	struct ether_addr next, cloud;
	in_addr_t recorder;

	read_cameras(argv[1]);
	if (inet_pton(AF_INET, argv[5], &recorder) != 1 || !ether_aton_r(argv[6], &next) ||
	    !ether_aton_r(argv[7], &cloud))
		errx(2, "not an address and two MACs: %s %s %s", argv[5], argv[6], argv[7]);
	if (!bytes || bytes > FRAMES * sizeof(frames[0].picture))
		errx(2, "a picture of %zu bytes", bytes);
	open_out(argv[0]);
	begin = now();
	steps = (long long)seconds * PICTURES * count;
	for (step = 0; step < steps; step++) {
		long long due = flooding * (step + 1) / (PICTURES * count) - flooded;
		long long late = sleep_until(begin + step * SECOND / (PICTURES * count));

		worst = late > worst ? late : worst;
		if (!flooding || step % count)
			sent += picture(&cameras[step % count], &next, recorder, bytes);
		flood(&cameras[0], &cloud, due);
		flooded += due;
	}
	printf("%lld %lld %lld\n", sent, flooded, worst / 1000000);
	return 0;
}

static volatile sig_atomic_t told_to_end;

static void end(int signal)
{
	(void)signal;
	told_to_end = 1;
}

static int take(uint16_t port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
	int in = socket(AF_INET, SOCK_DGRAM, 0), room = 8 << 20, n, i;
	struct timeval patience = { .tv_sec = 1 };
	unsigned long long packets = 0, missing = 0;

	if (in < 0 || bind(in, (void *)&at, sizeof(at)) ||
	    setsockopt(in, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)) ||
	    setsockopt(in, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		err(1, "port %u", port);
	for (i = 0; i < FRAMES; i++) {
		parts[i] = (struct iovec){ &frames[i].rtp, sizeof(struct rtp) };
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &parts[i], .msg_iovlen = 1 };
	}
	signal(SIGTERM, end);
	puts("ready");
	fflush(stdout);
	while (!told_to_end) {
		n = recvmmsg(in, messages, FRAMES, MSG_WAITFORONE, NULL);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			err(1, "recvmmsg");
		for (i = 0; i < n; i++) {
			struct camera *camera = &cameras[ntohl(frames[i].rtp.source) % CAMERAS];
			uint16_t number = ntohs(frames[i].rtp.number);

			missing += (uint16_t)(number - camera->number);
			camera->number = number + 1;
		}
		packets += n > 0 ? n : 0;
	}
	printf("%llu %llu\n", packets, missing);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 10 && !strcmp(argv[1], "send"))
		return send_all(argv + 2);
	if (argc == 3 && !strcmp(argv[1], "take"))
		return take(atoi(argv[2]));
	fputs("usage: rtp send|take ...; its source says more\n", stderr);
	return 2;
}
