/*
 * tracer/place.h - arguments of our own in a tracee's memory.
 *
 * A call that was judged on a copy also runs on a copy, so that what another
 * thread does to the original between the two makes no difference (ESCAPES 1.3).
 * Copies lie below the stack's red zone, where nothing of the program's is; the
 * register that points there is restored at the call's exit (SYS_CHANGED).  A thread
 * that writes to another's dead stack memory is not held off by this: read-only slots
 * will take its place, behind this same function.
 */
#ifndef TRACER_PLACE_H
#define TRACER_PLACE_H

#include <stddef.h>
#include <stdint.h>

struct tracee;

/* Where the next copy of this stop goes; all zero at first. */
struct place {
	uint64_t below;
};

/* 0 and the address in the tracee, aligned to 16 bytes; or a negative errno. */
int place_copy(
	struct tracee *t, struct place *p, const void *bytes, size_t len, uint64_t *ret_addr);

#endif
