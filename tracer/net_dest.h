/*
 * tracer/net_dest.h - where a connect or a datagram goes: copied, judged, perhaps replaced.
 *
 * One place decides for connect, sendto, sendmsg, sendmmsg and bind (ESCAPES 65-73).
 * Whatever is allowed runs on the copy, never on what the tracee may have changed since.
 */
#ifndef TRACER_NET_DEST_H
#define TRACER_NET_DEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "tracer/tracee.h"

enum net_op { NET_CONNECT, NET_SEND, NET_BIND };

struct net_dest {
	enum net_op op;
	int fd;     /* the tracee's socket */
	size_t len; /* of bytes: as passed, then as it is to be used */
	char bytes[sizeof(struct sockaddr_storage)];
};

/* Copy @len (at most 128) bytes at @addr.  0 or a negative errno for sys_fail(). */
int net_dest_read(struct tracee *t, uint64_t addr, size_t len, struct net_dest *ret);
/*
 * SYS_ALLOW: run the call with what is in @dest now, also where the kernel will refuse it by itself.
 * Anything else is the answer.
 */
enum sys_action net_dest_judge(struct tracee *t, struct net_dest *dest);

/* Where a call has its address and the address's length. */
struct net_args {
	unsigned addr;
	unsigned len;
};

/* Read and judge the address that the call's own arguments name. */
enum sys_action net_dest_take(struct tracee *t, struct net_args at, struct net_dest *ret);
/* Run the call on a copy of what is in @dest: SYS_CHANGED, or the answer when that fails. */
enum sys_action net_dest_run(struct tracee *t, struct net_args at, const struct net_dest *dest);

#endif
