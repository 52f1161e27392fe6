/*
 * tracer/finish.c - how a session ends: in order, or because its time is up.
 */
#include "tracer/finish.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#include "lib/alloc.h"
#include "lib/clock.h"
#include "tracer/memory.h"
#include "tracer/notice.h"
#include "tracer/relay.h"
#include "tracer/tracer.h"

enum { STATUS_TIMED_OUT = 124 };

static const int64_t grace_ns = 2000000000; /* for a shell that was told to exit */

struct drain {
	struct tracer *tracer;
	pid_t tid;
};

static void *drain_thread(void *arg)
{
	struct drain *d = arg;

	relay_drain(d->tracer->relay);
	tracer_post_answer(d->tracer, d->tid, SYS_ALLOW, 0);
	free(d);
	return NULL;
}

void finish_exit(struct tracer *tr, struct tracee *shell)
{
	struct drain *d;
	pthread_t thread;

	/* With nobody else to serve there is no reason to pay for a thread. */
	if (!tr->relay || tr->n_tracees == 1) {
		if (tr->relay)
			relay_drain(tr->relay);
		stop_resume(shell, 0);
		return;
	}
	d = xmalloc(sizeof(*d));
	*d = (struct drain){.tracer = tr, .tid = shell->tid};
	shell->state = TRACEE_PARKED;
	pin_release(tr);
	if (pthread_create(&thread, NULL, drain_thread, d) == 0) {
		pthread_detach(thread);
		return;
	}
	free(d);
	relay_drain(tr->relay);
	stop_resume(shell, 0);
}

static void kill_others(struct tracer *tr)
{
	for (size_t i = 0; i < tr->n_buckets; i++)
		for (struct tracee *t = tr->buckets[i]; t; t = t->next)
			if (t->tgid != tr->shell)
				kill(t->tgid, SIGKILL);
}

void finish_tick(struct tracer *tr)
{
	struct tracee *shell;

	if (!tr->deadline_ns || clock_monotonic_ns() < tr->deadline_ns)
		return;
	kill_others(tr);
	shell = tracer_find(tr, tr->shell);
	if (tr->timed_out || !shell) {
		kill(tr->shell, SIGKILL);
		tr->deadline_ns = 0;
		tracer_tick_changed(tr);
		return;
	}
	tr->timed_out = true;
	notice_text(tr, "agentsh: command timed out");
	tr->deadline_ns = clock_monotonic_ns() + grace_ns;
	tracer_tick_changed(tr);
	if (shell->state == TRACEE_PARKED)
		finish_shell(shell, STOP_CALL);
	else
		ptrace(PTRACE_INTERRUPT, shell->tid, NULL, NULL);
}

/* Put a system call instruction where it stands: what is lost there it will never run. */
static bool call_exit_here(struct tracee *shell)
{
	uint64_t at = regs_ip(&shell->regs);
	uint64_t insn;

	if (tracee_read(shell, at, &insn, sizeof(insn)) < 0)
		return false;
	insn = (insn & ~regs_call_insn_mask()) | regs_call_insn();
	if (tracee_write(shell, at, &insn, sizeof(insn)) < 0)
		return false;
	regs_set_call(&shell->regs, SYS_exit_group, STATUS_TIMED_OUT);
	return true;
}

bool finish_shell(struct tracee *shell, enum stop_kind kind)
{
	bool ready = false;

	if (regs_load(shell->tid, &shell->regs) < 0)
		return false;
	switch (kind) {
	case STOP_CALL: /* the call has not run yet: make it another */
		regs_set_nr(&shell->regs, SYS_exit_group);
		regs_set_arg(&shell->regs, 0, STATUS_TIMED_OUT);
		ready = true;
		break;
	case STOP_TRAP:
	case STOP_GROUP:
	case STOP_SIGNAL:
		ready = call_exit_here(shell);
		break;
	case STOP_GONE:
	case STOP_SYSCALL:
	case STOP_CHILD:
	case STOP_EXEC:
	case STOP_EXIT:
		break;
	}
	if (!ready || regs_store(shell->tid, &shell->regs) < 0)
		return false;
	shell->at_exit = NULL;
	shell->restore = false;
	stop_resume(shell, 0);
	return true;
}
