/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How things fail here: a function returns 0, or one of the exit statuses
 * below after leaving one line of text behind; main() alone prints it.
 */
#ifndef _CORDON_FAIL_H
#define _CORDON_FAIL_H

#define CORDON_REFUSED	1	/* refused or failed; nothing was changed */
#define CORDON_USAGE	2	/* the command line is wrong */

/* Replaces the text left behind, and returns @status. */
[[gnu::format(printf, 2, 3)]]
int cordon_fail(int status, const char *format, ...);

/* Puts "@prefix: " before the text left behind, and returns @status. */
int cordon_fail_in(int status, const char *prefix);

int cordon_fail_memory(void);

/* Turns whatever is no printable ASCII into '?'. */
void cordon_make_printable(char *text);

/* The text of the last failure: one line of printable characters. */
const char *cordon_fail_text(void);

#endif
