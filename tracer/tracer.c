/*
 * tracer/tracer.c - the event loop: wait for a stop, say what it is, answer it.
 *
 * One thread, one blocking waitpid().  A tracee may be killed at any moment, so
 * every request may fail with ESRCH; that is no error: its end comes as a stop of
 * its own.  Tracees are freed here and nowhere else.
 */
#include "tracer/tracer.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "policy/audit.h"
#include "tracer/enforce.h"
#include "tracer/finish.h"
#include "tracer/slots.h"
#include "tracer/stop.h"
#include "tracer/syscalls.h"
#include "tracer/wake.h"

enum {
	TRACE_OPTIONS = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
			PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESECCOMP |
			PTRACE_O_EXITKILL,
	SHELL_OPTIONS = TRACE_OPTIONS | PTRACE_O_TRACEEXIT,
	SWEEP_NS = 50000000,         /* how long a stuck signal may wait */
	WRITER_AFTER_NS = 200000000, /* a short command never opens the database (PERFORMANCE 0.5) */
};

static void kill_group(struct tracee *t)
{
	t->tracer->n_held -= t->state == TRACEE_HELD;
	t->state = TRACEE_DYING;
	kill(t->tgid, SIGKILL);
}

static void set_options(pid_t tid, unsigned options)
{
	ptrace(PTRACE_SETOPTIONS, tid, NULL, (void *)(uintptr_t)options);
}

/* --- calls --- */

static void forget_note(struct tracee *t)
{
	free(t->note_ptr);
	t->note_ptr = NULL;
}

/* Nothing is left over from the call before. */
static void forget_call(struct tracee *t)
{
	forget_note(t);
	t->at_exit = NULL;
	t->restore = false;
	slots_release(t);
}

/* Carry out @action; what cannot be applied must not run. */
static void apply(struct tracee *t, enum sys_action action)
{
	int r;

	if (t->tracer->timed_out && t->tid == t->tracer->shell && finish_shell(t, STOP_CALL))
		return;
	if (action == SYS_PARK) {
		t->state = TRACEE_PARKED;
		return;
	}
	if (action != SYS_CHANGED)
		slots_release(t);
	r = action == SYS_KILL ? -EPERM : t->source->answer(t, action);
	if (r < 0 && r != -ESRCH)
		kill_group(t);
	if (!t->at_exit)
		forget_note(t);
}

static void on_call(struct tracee *t)
{
	const struct syscall_row *row;
	int r;

	forget_call(t);
	r = t->source->load(t);
	if (r == -ESRCH)
		return;
	if (r < 0) {
		apply(t, sys_deny(t, r));
		return;
	}
	row = syscall_row(t->nr);
	apply(t, row ? row->handler(t) : sys_deny(t, EPERM));
}

void tracer_answer(struct tracer *tr, struct tracee *t, enum sys_action action)
{
	/* What was sent while it was held would wait for the next signal (GVISOR 3.7). */
	if (tr->quirks.signals_get_stuck)
		ptrace(PTRACE_INTERRUPT, t->tid, NULL, NULL);
	apply(t, action);
}

struct posted_answer {
	pid_t tid;
	enum sys_action action;
	int64_t value;
};

static void take_answer(struct tracer *tr, void *arg)
{
	struct posted_answer *a = arg;
	struct tracee *t = tracer_find(tr, a->tid);

	if (t && t->state == TRACEE_PARKED) {
		t->answer.error = (int)a->value;
		t->answer.result = a->value;
		t->answer.fd = (int)a->value;
		tracer_answer(tr, t, a->action);
	}
	free(a);
}

void tracer_post_answer(struct tracer *tr, pid_t tid, enum sys_action action, int64_t answer)
{
	struct posted_answer *a = xmalloc(sizeof(*a));

	*a = (struct posted_answer){.tid = tid, .action = action, .value = answer};
	wake_post(tr->wake, take_answer, a);
}

/* The number and arguments of a call that only its exit is watched of. */
static void note_entry(struct tracee *t)
{
	t->nr = regs_nr(&t->regs);
	for (unsigned i = 0; i < 6; i++)
		t->arg[i] = regs_arg(&t->regs, i);
}

static void call_exits(struct tracee *t)
{
	sys_exit_handler *at_exit = t->at_exit;
	struct regs before = t->regs;

	if (t->restore) {
		/* A restart (ERESTARTSYS) then has the original arguments, and is judged anew. */
		int64_t result = regs_result(&t->regs);

		t->regs = t->saved;
		regs_set_result(&t->regs, result);
		t->restore = false;
		slots_release(t);
	}
	t->at_exit = NULL;
	if (at_exit)
		at_exit(t);
	if (t->watch_calls && t->on_any_exit)
		t->on_any_exit(t);
	if (memcmp(&before, &t->regs, sizeof(before)) != 0)
		regs_store(t->tid, &t->regs);
	if (!t->at_exit)
		forget_note(t);
}

static void on_syscall(struct tracee *t)
{
	int r = regs_load(t->tid, &t->regs);

	if (r == -ESRCH)
		return;
	if (stop_is_exit(t))
		call_exits(t);
	else if (t->watch_calls)
		note_entry(t);
	stop_resume(t, 0);
}

/* --- processes and threads --- */

/* The number of a line `NAME:\tNUMBER` in /proc/PID/status, or 0. */
static pid_t status_field(const char *status, const char *name)
{
	const char *at = strstr(status, name);

	return at ? (pid_t)strtoimax(at + strlen(name), NULL, 10) : 0;
}

/*
 * A child's first stop came, and its parent's event never may, as the parent is killed or gone: the
 * kernel is asked instead.  The event, if it comes after all, puts right what CLONE_PARENT makes
 * wrong here.
 */
static void guess_parent(struct tracee *t)
{
	scoped_buf struct buf status = BUF_INIT_MAX(16384);
	struct tracee *parent = NULL;
	char path[64];
	pid_t tgid = t->tid;

	snprintf(path, sizeof(path), "/proc/%d/status", t->tid);
	if (fd_read_file(path, &status) == 0) {
		tgid = status_field(status.s, "\nTgid:\t");
		parent = tracer_find(t->tracer,
			tgid != t->tid ? tgid : status_field(status.s, "\nPPid:\t"));
	}
	if (parent)
		tracee_inherit(t, parent, tgid != t->tid ? KIN_THREAD : KIN_FORK);
	else
		t->depth = 1; /* its parent is dead already: at least it is not the shell */
	if (tgid == t->tid)
		t->mm->slots = SLOTS_IMPOSSIBLE; /* it may be somebody else's memory */
}

static void on_group_stop(struct tracee *t)
{
	if (ptrace(PTRACE_LISTEN, t->tid, NULL, NULL) == 0)
		t->state = TRACEE_LISTENING;
	else
		stop_resume(t, 0);
}

/*
 * The first stop of a child that nobody has told of.  It waits for its parent's event, which is on
 * its way: what it inherits is then known for sure, and the parent goes on as early as it can.
 */
static void hold(struct tracee *t, const struct stop *s)
{
	t->state = TRACEE_HELD;
	t->first_status = s->status;
	t->tracer->n_held++;
}

static void start(struct tracee *t)
{
	t->started = true;
	set_options(t->tid, TRACE_OPTIONS); /* only the shell's own exit is waited for */
	pin_child(t);
}

/* @t was held, and goes on. */
static void let_go(struct tracee *t)
{
	struct stop s = stop_classify(t->tid, t->first_status);

	t->tracer->n_held--;
	t->state = TRACEE_STOPPED;
	start(t);
	if (s.kind == STOP_GROUP)
		on_group_stop(t);
	else
		stop_resume(t, s.signal);
}

/* What is the child of the call that @parent stands in?  The event does not tell: clone makes all. */
static enum kinship kinship(struct tracee *parent)
{
	uint64_t flags;

	if (regs_load(parent->tid, &parent->regs) < 0)
		return KIN_FORK; /* it is gone; so is who shares its memory */
#ifdef SYS_vfork
	if (regs_nr(&parent->regs) == SYS_vfork)
		return KIN_VM;
#endif
	flags = regs_nr(&parent->regs) == SYS_clone ? regs_arg(&parent->regs, 0) : 0;
	return flags & CLONE_THREAD ? KIN_THREAD : flags & CLONE_VM ? KIN_VM : KIN_FORK;
}

/* The child that its parent's event names; NULL: it has come and gone. */
static struct tracee *announced(struct tracer *tr, pid_t tid)
{
	struct tracee *child = tracer_find(tr, tid);

	if (!child && syscall(SYS_tkill, tid, 0) < 0 && errno == ESRCH)
		return NULL;
	return child ? child : tracee_new(tr, tid);
}

static void on_child(struct tracer *tr, struct tracee *t)
{
	unsigned long message;
	struct tracee *child = NULL;

	if (ptrace(PTRACE_GETEVENTMSG, t->tid, NULL, &message) == 0) {
		child = announced(tr, (pid_t)message);
		if (child && (!child->started || child->early))
			tracee_inherit(child, t, kinship(t));
		if (child && child->early && child->started)
			pin_child(child);
		if (child)
			child->early = false;
		if (child && tr->max_tracees && tr->n_tracees > tr->max_tracees)
			kill_group(child);
	}
	stop_resume(t, 0);
	if (child && child->state == TRACEE_HELD)
		let_go(child);
}

static void on_exec(struct tracer *tr, struct tracee *t)
{
	unsigned long former;
	struct tracee *caller;

	if (ptrace(PTRACE_GETEVENTMSG, t->tid, NULL, &former) < 0)
		return;
	if ((pid_t)former != t->tid) {
		caller = tracer_find(tr, (pid_t)former);
		if (caller) {
			tracee_become_leader(caller, t->tid);
			t = caller;
		}
	}
	t->early = false;
	mm_unref(t->mm);
	t->mm = mm_new();
	forget_call(t); /* the registers are the new image's: there is nothing to restore */
	t->watch_calls = false;
	if (t->tid == tr->shell)
		set_options(t->tid, SHELL_OPTIONS);
	if (!sys_exec_happened(t)) {
		kill_group(t);
		return;
	}
	stop_resume(t, 0);
}

/* What the shell started has ended: its status is worth a row. */
static void record_end(const struct tracee *t, int status)
{
	struct event e;

	if (t->tid != t->tgid || !t->execed || t->depth != 1)
		return;
	e = enforce_event(t, EVENT_COMMAND_FINISHED);
	e.count = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	enforce_record(t->tracer, &e);
}

static void gone(struct tracee *t, int status)
{
	record_end(t, status);
	forget_call(t);
	tracee_free(t);
}

/* --- the loop --- */

static void dispatch(struct tracer *tr, const struct stop *s)
{
	struct tracee *t = tracer_find(tr, s->tid);

	if (s->kind == STOP_GONE) {
		if (t)
			gone(t, s->status);
		return;
	}
	if (!t) {
		t = tracee_new(tr, s->tid);
		t->early = true;
		if (s->kind == STOP_TRAP || s->kind == STOP_GROUP) {
			hold(t, s);
			return;
		}
		guess_parent(t);
	}
	if (!t->started)
		start(t);
	if (t->state == TRACEE_DYING && s->kind != STOP_EXIT)
		return;
	t->state = TRACEE_STOPPED;
	pin_stop(tr, t);
	if (tr->timed_out && t->tid == tr->shell && s->kind != STOP_CALL && finish_shell(t, s->kind))
		return;
	switch (s->kind) {
	case STOP_GONE:
		break;
	case STOP_CALL:
		on_call(t);
		break;
	case STOP_SYSCALL:
		on_syscall(t);
		break;
	case STOP_CHILD:
		on_child(tr, t);
		break;
	case STOP_EXEC:
		on_exec(tr, t);
		break;
	case STOP_EXIT:
		if (t->tid == tr->shell)
			finish_exit(tr, t);
		else
			stop_resume(t, 0);
		break;
	case STOP_GROUP:
		on_group_stop(t);
		break;
	case STOP_TRAP:
		stop_resume(t, 0);
		break;
	case STOP_SIGNAL:
		stop_resume(t, s->signal);
		break;
	}
}

/*
 * Who is held goes on.  By a death or an exec the parent may be gone, and its event with it: nothing
 * that has arrived since was that event.
 */
static void settle(struct tracer *tr)
{
	tr->unsettled = false;
	for (size_t i = 0; i < tr->n_buckets && tr->n_held; i++) {
		for (struct tracee *t = tr->buckets[i]; t; t = t->next) {
			if (t->state != TRACEE_HELD)
				continue;
			guess_parent(t);
			let_go(t);
		}
	}
}

/* Signals that were sent during a stop come through when their receiver is interrupted (GVISOR 3.7). */
static void sweep(struct tracer *tr)
{
	for (size_t i = 0; i < tr->n_buckets; i++) {
		for (struct tracee *t = tr->buckets[i]; t; t = t->next) {
			if (t->state == TRACEE_RUNNING && t->resumed)
				ptrace(PTRACE_INTERRUPT, t->tid, NULL, NULL);
			t->resumed = false;
		}
	}
}

static void start_writer(struct tracer *tr)
{
	tr->writer_at_ns = 0;
	tr->writing = true;
	pin_release(tr);
	audit_start_writer(tr->audit);
	tracer_tick_changed(tr);
}

static void on_wake(struct tracer *tr)
{
	wake_run(tr->wake, tr);
	pin_tick(tr);
	tr->unsettled = tr->n_held > 0;
	if (tr->quirks.signals_get_stuck)
		sweep(tr);
	if (tr->writer_at_ns && clock_monotonic_ns() >= tr->writer_at_ns)
		start_writer(tr);
	finish_tick(tr);
}

void tracer_tick_changed(struct tracer *tr)
{
	int64_t at = tr->deadline_ns;

	if (tr->writer_at_ns && (!at || tr->writer_at_ns < at))
		at = tr->writer_at_ns;
	wake_every(tr->wake, tr->pin.on ? PIN_TICK_NS : tr->quirks.signals_get_stuck ? SWEEP_NS : 0);
	wake_at(tr->wake, at);
}

void tracer_arm_timeout(struct tracer *tr, int64_t timeout_ns)
{
	int64_t at = clock_monotonic_ns() + timeout_ns;

	if (tr->deadline_ns && tr->deadline_ns < at)
		return;
	tr->deadline_ns = at;
	tracer_tick_changed(tr);
}

int tracer_seize(struct tracer *tr)
{
	struct tracee *t;

	if (ptrace(PTRACE_SEIZE, tr->shell, NULL, (void *)(uintptr_t)SHELL_OPTIONS) < 0)
		return -errno;
	t = tracee_new(tr, tr->shell);
	t->started = true;
	t->is_shell = true;
	t->origin = ORIGIN_COMMAND;
	t->exec_id = ++tr->next_exec_id;
	if (tr->audit) {
		tr->writer_at_ns = clock_monotonic_ns() + WRITER_AFTER_NS;
		tracer_tick_changed(tr);
	}
	return 0;
}

void tracer_run(struct tracer *tr)
{
	for (;;) {
		int status;
		pid_t tid = waitpid(-1, &status, tr->unsettled ? __WALL | WNOHANG : __WALL);

		if (tid > 0) {
			struct stop s = stop_classify(tid, status);

			dispatch(tr, &s);
			tr->unsettled |= s.kind == STOP_GONE || s.kind == STOP_EXEC;
			tr->unsettled &= tr->n_held > 0;
		} else if (tid == 0) {
			settle(tr);
		} else if (errno == EINTR) {
			on_wake(tr);
		} else {
			/* ECHILD: also no child that its dead parent could not tell us of. */
			break;
		}
	}
}
