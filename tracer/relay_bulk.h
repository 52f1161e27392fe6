/*
 * tracer/relay_bulk.h - pages of a busy stream moved on without copying them.
 *
 * Pages go from the tracees' pipe into a pipe of our own (staged), are duplicated
 * by tee(2) into another to be looked at, and are spliced to the caller when they
 * are clean.  Grows all pipes involved to 1 MiB, where the user's limits allow it.
 * Used by the stream's thread only.
 */
#ifndef TRACER_RELAY_BULK_H
#define TRACER_RELAY_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct relay_bulk {
	bool active;
	bool refused; /* the caller's descriptor takes no splice, or there was no pipe: not again */
	int stage[2]; /* pages taken out of the tracees' pipe */
	int look[2];  /* the same pages, to be read */
	size_t staged; /* bytes in stage */
};

void relay_bulk_init(struct relay_bulk *b);
/* Begin, if it can be done for @out at all. */
void relay_bulk_start(struct relay_bulk *b, int in, int out);
/* Back to copying (nothing is staged); the pipes are kept for the next time. */
void relay_bulk_leave(struct relay_bulk *b);
void relay_bulk_free(struct relay_bulk *b);

/* Move at most @most bytes from @in; never waits.  Count, 0 at end of file, or -1 with errno. */
ssize_t relay_bulk_stage(struct relay_bulk *b, int in, uint64_t most);
/*
 * Copy the first staged bytes to @chunk: up to the last newline, so that no word is cut, or with @all
 * whatever is there.  0: nothing is left, or (without @all) only the beginning of a line.
 */
size_t relay_bulk_peek(struct relay_bulk *b, char *chunk, size_t size, bool all);
/* Send the first *@len staged bytes to @out.  -errno: *@len were not sent and are still staged. */
int relay_bulk_forward(struct relay_bulk *b, int out, size_t *len);
/* Take the first @len staged bytes out again, to @chunk. */
bool relay_bulk_take(struct relay_bulk *b, char *chunk, size_t len);

#endif
