/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is behind which port: the neighbours and what bridges have learnt. */
#ifndef _CORDON_NEIGH_H
#define _CORDON_NEIGH_H

#include <netlink/addr.h>
#include <netlink/socket.h>

/* The MAC of the neighbour with address @ip, or NULL; the caller puts it. */
struct nl_addr *cordon_neigh_mac(struct nl_sock *socket, struct nl_addr *ip);

/* The index of the port behind which bridge @bridge learnt @mac, or 0. */
int cordon_neigh_port(struct nl_sock *socket, struct nl_addr *mac, int bridge);

#endif
