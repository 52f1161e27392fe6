/*
 * lib/hypercall.h - what a tracee says to its supervisor: prctl(HYPERCALL_PRCTL, op, ptr, len).
 *
 * The filter traps prctl with this first argument; without an agentsh
 * supervisor the kernel answers EINVAL.  No descriptor, nothing to inherit or to
 * close, and the environment cannot fake it.  The supervisor trusts nothing in it:
 * lengths are bounded, strings are copied and checked (tracer/control.c).
 */
#ifndef LIB_HYPERCALL_H
#define LIB_HYPERCALL_H

#include <sys/prctl.h>

enum { HYPERCALL_PRCTL = 0x41475348 }; /* "AGSH" */

enum hypercall_op {
	HYPERCALL_PING = 1,  /* 0 when supervised */
	HYPERCALL_EVENT = 2, /* ptr: a packed event (policy/event_pack.h), len <= HYPERCALL_MAX */
	HYPERCALL_ORIGIN = 3,/* ptr: enum event_origin by value, for what the shell runs next */
};

enum { HYPERCALL_MAX = 65536 };

static inline int hypercall(enum hypercall_op op, const void *ptr, unsigned long len)
{
	return prctl(HYPERCALL_PRCTL, (unsigned long)op, (unsigned long)ptr, len, 0);
}

#endif
