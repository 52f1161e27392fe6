/*
 * tracer/pin.c - tracer and tracee on one CPU, for as long as it pays.
 */
#include "tracer/pin.h"

#include "lib/clock.h"
#include "tracer/tracee.h"
#include "tracer/tracer.h"
#include "tracer/wake.h"

enum {
	BURST_NS = 400000,   /* two calls this close make a burst */
	BACK_OFF_NS = 20000000, /* no pin for so long after two were seen busy at once */
};

void pin_release(struct tracer *tr)
{
	struct pin *p = &tr->pin;
	struct tracee *t;

	if (!p->tid)
		return;
	t = tracer_find(tr, p->tid);
	p->tid = 0;
	if (t && t->has_affinity)
		sched_setaffinity(t->tid, sizeof(t->affinity), &t->affinity);
	sched_setaffinity(0, sizeof(p->own), &p->own);
	tracer_tick_changed(tr);
}

static void take(struct tracer *tr, struct tracee *t)
{
	struct pin *p = &tr->pin;
	cpu_set_t one;
	int cpu = sched_getcpu();

	if (cpu < 0 || sched_getaffinity(0, sizeof(p->own), &p->own) < 0 ||
		sched_getaffinity(t->tid, sizeof(t->affinity), &t->affinity) < 0)
		return;
	/* Somebody who chose CPUs himself knows better. */
	if (CPU_COUNT(&t->affinity) < 2 || !CPU_EQUAL(&t->affinity, &p->own)) {
		p->not_before_ns = p->last_ns + BACK_OFF_NS;
		return;
	}
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	t->has_affinity = true;
	p->tid = t->tid;
	if (sched_setaffinity(0, sizeof(one), &one) < 0 ||
		sched_setaffinity(t->tid, sizeof(one), &one) < 0)
		pin_release(tr);
	else
		tracer_tick_changed(tr);
}

void pin_call(struct tracer *tr, struct tracee *t)
{
	struct pin *p = &tr->pin;
	int64_t now = clock_monotonic_ns();
	bool burst = now - t->last_call_ns < BURST_NS;

	t->last_call_ns = now;
	if (p->tid == t->tid) {
		p->last_ns = now;
		return;
	}
	if (p->tid && now - p->last_ns < BURST_NS) {
		p->not_before_ns = now + BACK_OFF_NS;
		pin_release(tr);
		return;
	}
	if (!burst || now < p->not_before_ns)
		return;
	pin_release(tr);
	p->last_ns = now;
	take(tr, t);
}

void pin_tick(struct tracer *tr)
{
	if (tr->pin.tid && clock_monotonic_ns() - tr->pin.last_ns >= PIN_TICK_NS)
		pin_release(tr);
}

void pin_child(struct tracee *child)
{
	if (child->has_affinity)
		sched_setaffinity(child->tid, sizeof(child->affinity), &child->affinity);
	child->has_affinity = false;
}
