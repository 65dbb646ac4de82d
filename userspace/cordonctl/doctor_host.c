// SPDX-License-Identifier: GPL-2.0-or-later
/* Who reads the wire of a segment: packet sockets, and the processes that hold them. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"

#define WHO_SIZE 64

/* What a process calls itself: "name (123)". */
static void name_process(const char *pid, char who[WHO_SIZE])
{
	char path[64], name[32];

	snprintf(path, sizeof(path), "/proc/%.16s/comm", pid);
	doctor_line_in(path, name, sizeof(name));
	snprintf(who, WHO_SIZE, "%s (%.16s)", *name ? name : "?", pid);
}

static bool holds(const char *pid, const char *wanted)
{
	char path[64], target[64];
	struct dirent *entry;
	bool found = false;
	ssize_t len;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%.16s/fd", pid);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir))) {
		len = readlinkat(dirfd(dir), entry->d_name, target,
				 sizeof(target) - 1);
		if (len < 0)
			continue;
		target[len] = '\0';
		found = !strcmp(target, wanted);
	}
	if (dir)
		closedir(dir);
	return found;
}

/* The first process that holds socket @inode; others inherited it from one. */
static void find_holder(unsigned long inode, char who[WHO_SIZE])
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	char wanted[64];

	snprintf(who, WHO_SIZE, "a process that cannot be seen from here");
	snprintf(wanted, sizeof(wanted), "socket:[%lu]", inode);
	while (dir && (entry = readdir(dir))) {
		if (!isdigit((unsigned char)*entry->d_name) ||
		    !holds(entry->d_name, wanted))
			continue;
		name_process(entry->d_name, who);
		break;
	}
	if (dir)
		closedir(dir);
}

/* @index: 0 is every interface. */
static void look_at_socket(struct doctor *doctor, int index, unsigned long inode)
{
	const struct doctor_segment *segment = doctor_segment_of(doctor, index);
	char who[WHO_SIZE];

	if (index && !segment)
		return;
	find_holder(inode, who);
	doctor_say(doctor, DOCTOR_WARN, segment ? segment->name : NULL,
		   "stop it if it is not meant to read cameras' frames, or bind it to another interface",
		   "%s has a packet socket on %s: it sees cameras' frames before they are dropped",
		   who, segment ? "it" : "all interfaces");
}

void doctor_sockets(struct doctor *doctor)
{
	FILE *file = fopen("/proc/net/packet", "re");
	unsigned long inode;
	char line[256];
	int index;

	if (!file) {
		doctor_cannot(doctor, NULL, "/proc/net/packet: %s",
			      strerror(errno));
		return;
	}
	while (fgets(line, sizeof(line), file))
		/* sk RefCnt Type Proto Iface R Rmem User Inode */
		if (sscanf(line, "%*s %*s %*s %*s %d %*s %*s %*s %lu", &index,
			   &inode) == 2)
			look_at_socket(doctor, index, inode);
	fclose(file);
}
