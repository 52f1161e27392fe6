/*
 * tracer/net_behalf.h - connects, binds and datagrams that the supervisor makes with a tracee's socket.
 *
 * Where another thread could change an address between the check and the use, the
 * call is made here, on a copy of the descriptor, to the address that was judged.
 * Each returns false where that cannot be done (no pidfd_getfd, AF_UNIX, streams): the
 * call then has to run on a copy of the address (tracer/place.h).
 */
#ifndef TRACER_NET_BEHALF_H
#define TRACER_NET_BEHALF_H

#include <stdbool.h>

#include "tracer/tracee.h"

struct msghdr;
struct net_dest;

/*
 * connect or bind to @dest.  The wait for a blocking connect is the tracee's own: an empty send,
 * which waits for the same and names no address.
 */
bool net_behalf_address(struct tracee *t, const struct net_dest *dest, enum sys_action *ret);
/*
 * Send @header, a copy of ours with copies of its control data and its vectors, which point to the
 * tracee's memory; to @dest, or with dest->len 0 to nobody in particular.
 */
bool net_behalf_send(struct tracee *t, const struct net_dest *dest, const struct msghdr *header,
	int flags, enum sys_action *ret);

#endif
