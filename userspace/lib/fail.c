// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fail.h"

static char text[1024];

/* What was typed may hold anything; the message is one line of it. */
void cordon_make_printable(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || (unsigned char)*s > '~')
			*s = '?';
}

int cordon_fail(int status, const char *format, ...)
{
	char line[sizeof(text)];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	cordon_make_printable(line);
	memcpy(text, line, sizeof(text));
	return status;
}

int cordon_fail_in(int status, const char *prefix)
{
	char old[sizeof(text)];

	memcpy(old, text, sizeof(old));
	return cordon_fail(status, "%s: %s", prefix, old);
}

int cordon_fail_memory(void)
{
	return cordon_fail(CORDON_REFUSED, "out of memory");
}

const char *cordon_fail_text(void)
{
	return text;
}
