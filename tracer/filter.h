/*
 * tracer/filter.h - the seccomp program, generated from the table of system calls.
 *
 * It answers ALLOW, ERRNO and TRACE only, because gVisor kills a thread for anything else
 * (GVISOR 3.2), and never looks behind a pointer.
 */
#ifndef TRACER_FILTER_H
#define TRACER_FILTER_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

enum { FILTER_MAX_INSNS = 2048 }; /* the kernel takes 4096 */

/* The audit architecture that the program lets in: AUDIT_ARCH_X86_64 or AUDIT_ARCH_AARCH64. */
unsigned filter_arch(void);
/*
 * Write the program to @out; returns its length, or 0 when it does not fit.  The CLASS_STAT rows are
 * only in it with @trace_stat.
 */
size_t filter_build(struct sock_filter *out, size_t room, bool trace_stat);
/*
 * Give the calling thread no_new_privs and the program, for itself and all that comes of it.  There is
 * no way back.  0 or a negative errno.
 */
int filter_install(bool trace_stat);

#endif
