/*
 * tracer/pin.h - tracer and tracee on one CPU, for as long as it pays.
 *
 * A stop costs two context switches: 10 us on one CPU, 50-75 us across two
 * (PERFORMANCE 1).  So a tracee that makes one trapped call after the other is
 * pinned to the tracer's CPU for its burst, and let go when it pauses or when
 * a second one is busy too, which would have to share that CPU.
 */
#ifndef TRACER_PIN_H
#define TRACER_PIN_H

#include <sched.h>
#include <stdint.h>
#include <sys/types.h>

struct tracee;
struct tracer;

enum { PIN_TICK_NS = 3000000 }; /* how often pin_tick() wants to be called while something is pinned */

struct pin {
	pid_t tid;          /* the pinned one; 0: none */
	int64_t last_ns;    /* its last call */
	int64_t not_before_ns;
	cpu_set_t own;      /* the loop's thread's affinity, restored with the tracee's */
};

/* @t stopped with a call: perhaps pin it, perhaps let another go. */
void pin_call(struct tracer *tr, struct tracee *t);
/* Let the pinned one go if it has paused. */
void pin_tick(struct tracer *tr);
/* Let it go now, with the affinity that it had. */
void pin_release(struct tracer *tr);
/* @child was made by one that may be pinned, and has inherited that. */
void pin_child(struct tracee *child);

#endif
