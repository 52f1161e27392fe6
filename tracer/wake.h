/*
 * tracer/wake.h - the event loop's alarm clock and letter box.
 *
 * The loop blocks in waitpid(), which nothing but a stop or a signal ends.  One
 * timer sends that signal.  A signal can come just before waitpid() blocks, so
 * the timer always repeats until the loop has seen to what it was for.
 */
#ifndef TRACER_WAKE_H
#define TRACER_WAKE_H

#include <stdbool.h>
#include <stdint.h>

struct tracer;
struct wake;

/* For the calling thread, which is the loop's.  NULL and errno when there is no timer to be had. */
struct wake *wake_new(void);
void wake_free(struct wake *w);

/* Wake the loop every @period_ns from now on (0: not), besides what else is due. */
void wake_every(struct wake *w, int64_t period_ns);
/* Wake it at @monotonic_ns (0: not). */
void wake_at(struct wake *w, int64_t monotonic_ns);

typedef void wake_task(struct tracer *tr, void *arg);
/* From any thread: have the loop call @run soon. */
void wake_post(struct wake *w, wake_task *run, void *arg);
/* In the loop: call what was posted. */
void wake_run(struct wake *w, struct tracer *tr);

#endif
