/*
 * tracer/place.h - arguments of our own in a tracee's memory.
 *
 * A call that was judged on a copy also runs on a copy, so that what another
 * thread does to the original between the two makes no difference (ESCAPES 1.3).
 * Where somebody could change the copy too, it lies in a read-only slot (slots.h);
 * else below the stack's red zone, where nothing of the program's is.  The register
 * that points there is restored at the call's exit (SYS_CHANGED).
 */
#ifndef TRACER_PLACE_H
#define TRACER_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "tracer/tracee.h"

/* Where the next copy of this stop goes; all zero at first. */
struct place {
	uint64_t below;
};

/*
 * 0 and the address in the tracee, aligned to 16 bytes; or a negative errno for place_refused().
 * slots_attach() comes before, at the beginning of the handler.
 */
int place_copy(
	struct tracee *t, struct place *p, const void *bytes, size_t len, uint64_t *ret_addr);
/* The answer to a call whose arguments could not be copied to where they are safe. */
enum sys_action place_refused(struct tracee *t, int r);

#endif
