/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Large files that others installed, to be searched where they lie. */
#ifndef _CORDON_MAP_H
#define _CORDON_MAP_H

#include <sys/stat.h>

/* Of st->st_size bytes, without a NUL, for good; NULL: there is no such file. */
const char *cordon_map_file(const char *path, struct stat *st);

#endif
