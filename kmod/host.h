/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_HOST_H
#define _CORDON_HOST_H

struct cordon_net;

int cordon_host_init(void);
void cordon_host_exit(void);
void cordon_host_release(struct cordon_net *cn);

#endif
