/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CORDON_CHECKPOINT_H
#define _CORDON_CHECKPOINT_H

struct cordon_net;
struct cordon_port;

int cordon_checkpoint_attach(struct cordon_port *port, struct cordon_net *cn);
void cordon_checkpoint_detach(struct cordon_port *port);

#endif
