/*
 * tracer/pin.c - tracer and tracees on one CPU, for as long as it pays.
 */
#include "tracer/pin.h"

#include "lib/clock.h"
#include "tracer/tracee.h"
#include "tracer/tracer.h"

enum {
	GAP_NS = 400000,         /* two stops this close belong to one burst */
	BURST_STOPS = 8,
	PAUSE_NS = 1000000,      /* who has not stopped for so long computes, or waits */
	WINDOW_STOPS = 64,
	SIDE_BY_SIDE = 6,        /* so many turns taken in a window mean two at work at once */
	WORK_NS = 150000,        /* so far apart, stops cost less than the other CPU would gain */
	BACK_OFF_NS = 20000000,
};

static void restore(struct tracee *t)
{
	t->pinned = false;
	sched_setaffinity(t->tid, sizeof(t->affinity), &t->affinity);
}

void pin_release(struct tracer *tr)
{
	struct pin *p = &tr->pin;

	if (!p->on)
		return;
	p->on = false;
	p->burst = 0;
	for (size_t i = 0; i < tr->n_buckets; i++)
		for (struct tracee *t = tr->buckets[i]; t; t = t->next)
			if (t->pinned)
				restore(t);
	sched_setaffinity(0, sizeof(p->own), &p->own);
	tracer_tick_changed(tr);
}

static void begin(struct tracer *tr)
{
	struct pin *p = &tr->pin;
	int cpu = sched_getcpu();

	p->not_before_ns = p->last_ns + BACK_OFF_NS; /* where it fails */
	if (cpu < 0 || sched_getaffinity(0, sizeof(p->own), &p->own) < 0 || CPU_COUNT(&p->own) < 2)
		return;
	CPU_ZERO(&p->one);
	CPU_SET(cpu, &p->one);
	if (sched_setaffinity(0, sizeof(p->one), &p->one) < 0)
		return;
	p->on = true;
	tracer_tick_changed(tr);
}

static void take(struct pin *p, struct tracee *t)
{
	if (sched_getaffinity(t->tid, sizeof(t->affinity), &t->affinity) < 0)
		return;
	t->has_affinity = true;
	/* Somebody who has chosen his CPUs knows better. */
	t->chooses_cpus = !CPU_EQUAL(&t->affinity, &p->own);
	if (!t->chooses_cpus)
		t->pinned = sched_setaffinity(t->tid, sizeof(p->one), &p->one) == 0;
}

/* A, then B, then A again while B lives: once it is chance (a fork). */
static void note_turn(struct tracer *tr, const struct tracee *t)
{
	struct pin *p = &tr->pin;

	if (t->tid == p->last)
		return;
	if (t->tid == p->before && tracer_find(tr, p->last))
		p->turns++;
	p->before = p->last;
	p->last = t->tid;
}

/*
 * At the end of a window of stops: are two at work side by side, as in `make -j2`, which needs the
 * other CPU?  Not in a pipeline of short programs, whose stops follow so close that going to the
 * other CPU for each would cost more than it gives.
 */
static bool side_by_side(struct pin *p)
{
	bool are = p->turns >= SIDE_BY_SIDE && p->last_ns - p->window_ns > WINDOW_STOPS * WORK_NS;

	p->turns = p->stops = 0;
	p->window_ns = p->last_ns;
	return are;
}

void pin_stop(struct tracer *tr, struct tracee *t)
{
	struct pin *p = &tr->pin;
	int64_t now = clock_monotonic_ns();

	p->burst = now - p->last_ns < GAP_NS ? p->burst + 1 : 0;
	p->last_ns = now;
	t->last_stop_ns = now;
	note_turn(tr, t);
	if (++p->stops == WINDOW_STOPS && side_by_side(p)) {
		p->not_before_ns = now + BACK_OFF_NS;
		pin_release(tr);
		return;
	}
	if (!p->on && p->burst >= BURST_STOPS && now >= p->not_before_ns)
		begin(tr);
	if (p->on && !t->pinned && !t->chooses_cpus)
		take(p, t);
}

void pin_tick(struct tracer *tr)
{
	int64_t now = clock_monotonic_ns();

	if (!tr->pin.on)
		return;
	if (now - tr->pin.last_ns >= PIN_TICK_NS) {
		pin_release(tr);
		return;
	}
	for (size_t i = 0; i < tr->n_buckets; i++)
		for (struct tracee *t = tr->buckets[i]; t; t = t->next)
			if (t->pinned && now - t->last_stop_ns >= PAUSE_NS)
				restore(t);
}

void pin_child(struct tracee *child)
{
	struct pin *p = &child->tracer->pin;
	cpu_set_t now;

	/* Its parent was never pinned, or neither is now what the kernel says. */
	if (!child->has_affinity || child->chooses_cpus ||
		sched_getaffinity(child->tid, sizeof(now), &now) < 0)
		return;
	child->pinned = !CPU_EQUAL(&now, &child->affinity);
	if (child->pinned && !(p->on && CPU_EQUAL(&now, &p->one)))
		restore(child);
}
