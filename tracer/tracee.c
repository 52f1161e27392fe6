/*
 * tracer/tracee.c - the table of tracees, and what a new one takes from its parent.
 */
#include "tracer/tracee.h"

#include <stdlib.h>

#include "lib/alloc.h"
#include "tracer/slots.h"
#include "tracer/stop.h"
#include "tracer/tracer.h"

enum { FIRST_BUCKETS = 64 };

static struct tracee **bucket(struct tracer *tr, pid_t tid)
{
	return &tr->buckets[(uint32_t)tid * 2654435769u >> 7 & (tr->n_buckets - 1)];
}

static void link_in(struct tracer *tr, struct tracee *t)
{
	struct tracee **b = bucket(tr, t->tid);

	t->next = *b;
	*b = t;
}

static void unlink_from(struct tracer *tr, struct tracee *t)
{
	struct tracee **at = bucket(tr, t->tid);

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
}

static void grow(struct tracer *tr)
{
	struct tracee **old = tr->buckets;
	size_t n_old = tr->n_buckets;

	tr->n_buckets = n_old ? n_old * 2 : FIRST_BUCKETS;
	tr->buckets = xcalloc(tr->n_buckets, sizeof(struct tracee *));
	for (size_t i = 0; i < n_old; i++) {
		while (old[i]) {
			struct tracee *t = old[i];

			old[i] = t->next;
			link_in(tr, t);
		}
	}
	free(old);
}

struct tracee *tracer_find(struct tracer *tr, pid_t tid)
{
	struct tracee *t = tr->n_buckets ? *bucket(tr, tid) : NULL;

	while (t && t->tid != tid)
		t = t->next;
	return t;
}

bool tracer_owns(struct tracer *tr, pid_t pid)
{
	/* A leader that has exited stays in the table until its last thread is gone (man 2 ptrace). */
	return tracer_find(tr, pid) != NULL;
}

struct tracee *tracee_new(struct tracer *tr, pid_t tid)
{
	struct tracee *t = xcalloc(1, sizeof(*t));

	if (tr->n_tracees >= tr->n_buckets)
		grow(tr);
	t->tid = t->tgid = tid;
	t->tracer = tr;
	t->source = &stop_ptrace;
	t->mm = mm_new();
	link_in(tr, t);
	tr->n_tracees++;
	return t;
}

void tracee_free(struct tracee *t)
{
	unlink_from(t->tracer, t);
	t->tracer->n_tracees--;
	t->tracer->n_held -= t->state == TRACEE_HELD;
	slots_release(t);
	mm_unref(t->mm);
	free(t->note_ptr);
	arena_release(&t->scratch);
	free(t);
}

void tracee_inherit(struct tracee *t, struct tracee *parent, enum kinship kinship)
{
	bool thread = kinship == KIN_THREAD;
	struct mm *mm = kinship == KIN_FORK ? mm_copy(parent->mm) : mm_ref(parent->mm);

	mm_unref(t->mm);
	t->mm = mm;
	t->tgid = thread ? parent->tgid : t->tid;
	t->ppid = thread ? parent->ppid : parent->tgid;
	t->depth = parent->depth;
	t->origin = parent->origin;
	t->exec_id = parent->exec_id;
	t->parent_exec_id = parent->parent_exec_id;
	t->execed = false;
	t->is_shell = thread && parent->is_shell;
	t->has_affinity = parent->has_affinity;
	t->chooses_cpus = parent->chooses_cpus;
	t->affinity = parent->affinity;
}

void tracee_become_leader(struct tracee *t, pid_t leader)
{
	struct tracer *tr = t->tracer;
	struct tracee *before = tracer_find(tr, leader);

	/* The old leader is gone without a word (man 2 ptrace, "execve(2) under ptrace"). */
	if (before && before != t)
		tracee_free(before);
	unlink_from(tr, t);
	t->tid = t->tgid = leader;
	link_in(tr, t);
}
