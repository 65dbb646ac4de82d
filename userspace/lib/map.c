// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "map.h"

const char *cordon_map_file(const char *path, struct stat *st)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	void *text = MAP_FAILED;

	if (file < 0)
		return NULL;
	if (!fstat(file, st) && S_ISREG(st->st_mode) && st->st_size)
		text = mmap(NULL, (size_t)st->st_size, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	return text == MAP_FAILED ? NULL : text;
}
