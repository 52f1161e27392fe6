/*
 * tracer/sys_memory.c - mmap, munmap, mremap, mprotect, shmat: the slots stay what they are.
 *
 * The filter sends here what names an address near the slots, or a range so long that
 * it could reach them (tracer/slots.h); everything else is none of our business.
 */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>

#include "tracer/enforce.h"
#include "tracer/slots.h"
#include "tracer/syscalls.h"

static enum sys_action guard(struct tracee *t, uint64_t addr, uint64_t len, int error)
{
	if (slots_guard(t, addr, len))
		return enforce_refuse(t, "argument-slots", "memory of the tracer", error);
	return SYS_ALLOW;
}

/* Without MAP_FIXED what is mapped already stays, and the kernel finds another place. */
enum sys_action sys_mmap(struct tracee *t)
{
	return t->arg[3] & MAP_FIXED ? guard(t, t->arg[0], t->arg[1], ENOMEM) : SYS_ALLOW;
}

/* munmap, mprotect, pkey_mprotect, remap_file_pages: an address and a length. */
enum sys_action sys_munmap(struct tracee *t)
{
	return guard(t, t->arg[0], t->arg[1], EACCES);
}

enum sys_action sys_mremap(struct tracee *t)
{
	enum sys_action action = guard(t, t->arg[0], t->arg[1], EFAULT);

	if (action != SYS_ALLOW || !(t->arg[3] & MREMAP_FIXED))
		return action;
	return guard(t, t->arg[4], t->arg[2], ENOMEM);
}

enum sys_action sys_shmdt(struct tracee *t)
{
	return guard(t, t->arg[0], 1, EINVAL);
}

/* How long a segment is that replaces what is mapped cannot be seen here: taken for very long. */
enum sys_action sys_shmat(struct tracee *t)
{
	if (slots_is_segment(t, (int)t->arg[0]))
		return enforce_refuse(t, "argument-slots", "memory of the tracer", EACCES);
	return t->arg[2] & SHM_REMAP ? guard(t, t->arg[1], UINT64_MAX - t->arg[1], EINVAL)
				     : SYS_ALLOW;
}

enum sys_action sys_shmctl(struct tracee *t)
{
	if (slots_is_segment(t, (int)t->arg[0]) && (int)t->arg[1] != IPC_STAT)
		return enforce_refuse(t, "argument-slots", "memory of the tracer", EPERM);
	return SYS_ALLOW;
}
