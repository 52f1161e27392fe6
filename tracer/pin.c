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
	SIDE_BY_SIDE = 6,        /* so many turns taken in one burst mean two at work at once */
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
	p->side_by_side = 0;
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

/*
 * A, then B, then A again while B lives: they are at work side by side.  Once is chance (a fork),
 * often is `make -j2`, which needs the other CPU.
 */
static bool side_by_side(struct tracer *tr, const struct tracee *t)
{
	struct pin *p = &tr->pin;

	if (t->tid == p->last)
		return false;
	if (t->tid == p->before && tracer_find(tr, p->last))
		p->side_by_side++;
	p->before = p->last;
	p->last = t->tid;
	return p->side_by_side >= SIDE_BY_SIDE;
}

void pin_stop(struct tracer *tr, struct tracee *t)
{
	struct pin *p = &tr->pin;
	int64_t now = clock_monotonic_ns();

	p->burst = now - p->last_ns < GAP_NS ? p->burst + 1 : 0;
	p->last_ns = now;
	if (p->burst % 64 == 0)
		p->side_by_side = 0;
	if (side_by_side(tr, t)) {
		p->not_before_ns = now + BACK_OFF_NS;
		p->side_by_side = 0;
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
	if (tr->pin.on && clock_monotonic_ns() - tr->pin.last_ns >= PIN_TICK_NS)
		pin_release(tr);
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
