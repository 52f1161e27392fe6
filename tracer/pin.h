/*
 * tracer/pin.h - tracer and tracees on one CPU, for as long as it pays.
 *
 * A stop costs two context switches: 10 us on one CPU, 50 us and more across two (PERFORMANCE 1).
 * While stops come in close succession and tracees take turns, as a program that
 * opens files or a shell that runs commands does, all that stop are kept on the
 * tracer's CPU, and their children inherit that.  Who pauses gets back the affinity that he
 * had, and everybody does when two are busy side by side.
 */
#ifndef TRACER_PIN_H
#define TRACER_PIN_H

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct tracee;
struct tracer;

enum { PIN_TICK_NS = 3000000 }; /* how often pin_tick() wants to be called while it is on */

struct pin {
	bool on;
	cpu_set_t one;         /* while on */
	cpu_set_t own;         /* what the loop's thread had before */
	int64_t last_ns;       /* the last stop */
	unsigned burst;        /* stops in close succession until then */
	pid_t last;            /* whose stop it was */
	pid_t before;          /* and before that, of another */
	int64_t window_ns;     /* when the window of stops began that is looked at */
	unsigned stops;        /* in it so far */
	unsigned turns;        /* how often two took turns in it while both lived */
	int64_t not_before_ns; /* backing off until then */
};

/* @t has stopped. */
void pin_stop(struct tracer *tr, struct tracee *t);
/* End it if stops have ceased, or for those whose stops have. */
void pin_tick(struct tracer *tr);
/* End it now.  To be called before the loop's thread makes another thread, which would inherit it. */
void pin_release(struct tracer *tr);
/* @child, at its first stop, may have inherited it. */
void pin_child(struct tracee *child);

#endif
