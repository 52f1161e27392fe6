/*
 * tracer/place.c - arguments of our own in a tracee's memory.
 */
#include "tracer/place.h"

#include <errno.h>

#include "tracer/enforce.h"
#include "tracer/memory.h"
#include "tracer/race.h"
#include "tracer/slots.h"
#include "tracer/syscalls.h"

enum {
	RED_ZONE = 128,  /* below the stack pointer, the program's own (x86-64 psABI 3.2.2) */
	PLACE_MAX = 512, /* Go's stacks are small, and what lies below them belongs to others */
};

int place_copy(struct tracee *t, struct place *p, const void *bytes, size_t len, uint64_t *ret_addr)
{
	uint64_t top = regs_sp(&t->regs) - RED_ZONE;
	uint64_t addr;
	int r;

	if (race_has_rivals(t))
		return slots_copy(t, bytes, len, ret_addr);
	if (!p->below)
		p->below = top;
	if (top < PLACE_MAX + 16 || len > PLACE_MAX || p->below - len < top - PLACE_MAX)
		return -EFAULT;
	addr = (p->below - len) & ~UINT64_C(15);
	r = tracee_write(t, addr, bytes, len);
	if (r < 0)
		return r;
	p->below = addr;
	*ret_addr = addr;
	return 0;
}

enum sys_action place_refused(struct tracee *t, int r)
{
	if (r == -EPERM)
		return enforce_refuse(t, "argument-slots",
			"arguments that other threads could change", EACCES);
	return sys_fail(t, r);
}
