/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef _CORDON_LOGIN_H
#define _CORDON_LOGIN_H

#include <stdbool.h>

#define CORDON_LOGIN_TEXT 64

struct cordon_login {
	char peer[CORDON_LOGIN_TEXT];	/* address the login comes from */
	char local[CORDON_LOGIN_TEXT];	/* address it came to; "": not known */
};

/* False where the caller is not logged in over the network, as far as we see. */
bool cordon_login_find(struct cordon_login *login);

#endif
