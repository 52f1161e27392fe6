/*
 * tracer/behalf_internal.h - what the calls made in a tracee's place share.
 */
#ifndef TRACER_BEHALF_INTERNAL_H
#define TRACER_BEHALF_INTERNAL_H

#include "tracer/tracee.h"

struct resolved;

/* Take on the tracee's rights: SYS_ALLOW; or the answer, when that cannot be done. */
enum sys_action behalf_enter(struct tracee *t);
/* Be ourselves again; the answer is @r, what a system call wrapper of libc returned just now. */
enum sys_action behalf_leave(struct tracee *t, int r);
/* The name of the judged object itself, for calls that want a path. */
void behalf_object_link(const struct resolved *r, char out[48]);

#endif
