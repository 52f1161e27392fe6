/*
 * tracer/memory.h - the memory of a stopped tracee.
 *
 * process_vm_readv, else /proc/TID/mem, else PTRACE_PEEKDATA (GVISOR 3.5).
 * Errors tell apart what the kernel will report itself (-EFAULT: bad address)
 * from what must deny (-EPERM: the tracee cannot be read).
 */
#ifndef TRACER_MEMORY_H
#define TRACER_MEMORY_H

#include <stddef.h>
#include <stdint.h>

struct tracee;

/* Read exactly @len bytes. */
int tracee_read(struct tracee *t, uint64_t addr, void *to, size_t len);
/* Read up to @len bytes, stopping at the first unreadable page; returns the count or -errno. */
int64_t tracee_read_some(struct tracee *t, uint64_t addr, void *to, size_t len);
/*
 * Read a string of at most @max bytes without its NUL, page by page, into the
 * stop's scratch.  -ENAMETOOLONG when there is no NUL within @max.
 */
int tracee_read_str(struct tracee *t, uint64_t addr, size_t max, char **ret, size_t *ret_len);
/* Write all of it, or nothing is promised about the bytes. */
int tracee_write(struct tracee *t, uint64_t addr, const void *from, size_t len);

#endif
