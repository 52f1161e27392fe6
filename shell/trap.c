/*
 * shell/trap.c - traps: handlers set a flag, actions run between commands.
 */
#include "shell/trap_internal.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "shell/job.h"
#include "shell/shell.h"
#include "shell/var.h"

enum entry_state { ENTRY_UNKNOWN, ENTRY_DEFAULT, ENTRY_IGNORED };

struct trap_table {
	char *actions[TRAP_COUNT];     /* NULL: default; "": ignored */
	bool inherited;                /* in a subshell: the actions are only there to be listed */
	bool exit_was_live;            /* in the process that this one was forked from */
	bool debug_was_live;
	bool live[TRAP_COUNT];         /* set here, not only listed */
	bool running[TRAP_COUNT];
	int innermost;                 /* the one that runs; behind all others inside it */
	int status_before;             /* $? when it began; both count while sh->in_trap */
	enum entry_state at_entry[NSIG];
};

/* The only state that handlers touch. */
static volatile sig_atomic_t arrived[NSIG];
static volatile sig_atomic_t any_arrived;
/* Signals whose handler is ours, and those that only we ignore, one bit each. */
static uint64_t handled;
static uint64_t ignored_by_us;
static uint64_t handled_before_exec;
/* SIGCHLD was ignored at entry: programs get it so, but no shell can wait like that. */
static bool chld_ignored;
/* SIGCHLD is blocked, by us: a tracee stops for a signal even where it means nothing to it. */
static bool chld_held;

void trap_note(int signal)
{
	arrived[signal] = 1;
	any_arrived = 1;
}

/* Signals whose default ends us: with a trap on EXIT we must live to run it. */
static const int deadly[] = {SIGHUP, SIGINT, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGUSR1,
	SIGUSR2, SIGPIPE, SIGQUIT};

struct trap_table *trap_table_new(void)
{
	return xcalloc(1, sizeof(struct trap_table));
}

void trap_table_free(struct trap_table *t)
{
	if (!t)
		return;
	for (int i = 0; i < TRAP_COUNT; i++)
		free(t->actions[i]);
	free(t);
}

static uint64_t signal_bit(int signal)
{
	return (uint64_t)1 << (signal - 1);
}

static void set_handler(int signal, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	/* A child's end or a new window size is no reason to break off a read from the terminal. */
	if (signal == SIGCHLD || signal == SIGWINCH || signal == SIGCONT)
		action.sa_flags = SA_RESTART;
	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
	handled &= ~signal_bit(signal);
	ignored_by_us &= ~signal_bit(signal);
	if (handler == trap_note)
		handled |= signal_bit(signal);
}

/* Nobody here listens for SIGCHLD: wait() needs none. Programs get it unblocked, always. */
static void hold_chld(bool hold)
{
	sigset_t chld;

	if (hold == chld_held)
		return;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	if (sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &chld, NULL) == 0)
		chld_held = hold;
}

void trap_handled(sigset_t *set)
{
	sigset_t blocked;

	sigprocmask(SIG_BLOCK, NULL, &blocked);
	sigemptyset(set);
	for (int i = 1; i < NSIG; i++)
		if ((handled & signal_bit(i)) && !sigismember(&blocked, i))
			sigaddset(set, i);
}

void signals_mask_for_exec(sigset_t *mask)
{
	if (chld_held)
		sigdelset(mask, SIGCHLD);
}

void signals_before_exec(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	/* Not by set_handler(): the parent's bits must stay. */
	for (int i = 1; i < NSIG; i++)
		if ((handled | ignored_by_us) & signal_bit(i))
			sigaction(i, &action, NULL);
	action.sa_handler = SIG_IGN;
	if (chld_ignored)
		sigaction(SIGCHLD, &action, NULL);
}

static bool ignored_at_entry(struct trap_table *t, int signal)
{
	struct sigaction now;

	if (t->at_entry[signal] == ENTRY_UNKNOWN) {
		if (sigaction(signal, NULL, &now) < 0)
			return false;
		t->at_entry[signal] = now.sa_handler == SIG_IGN ? ENTRY_IGNORED : ENTRY_DEFAULT;
	}
	return t->at_entry[signal] == ENTRY_IGNORED;
}

/* Ignored by the shell itself; what it starts has it as it was. */
static void ignore_for_us(struct shell *sh, int signal)
{
	bool at_entry = ignored_at_entry(sh->traps, signal);

	set_handler(signal, SIG_IGN);
	if (!at_entry)
		ignored_by_us |= signal_bit(signal);
}

void signals_ignore_stops(struct shell *sh)
{
	static const int stops[] = {SIGTSTP, SIGTTIN, SIGTTOU};

	for (size_t i = 0; i < ARRAY_LEN(stops); i++)
		if (!trap_get(sh, stops[i]))
			ignore_for_us(sh, stops[i]);
}

void signals_init(struct shell *sh)
{
	if (!ignored_at_entry(sh->traps, SIGINT) || sh->interactive)
		set_handler(SIGINT, trap_note);
	chld_ignored = ignored_at_entry(sh->traps, SIGCHLD);
	if (chld_ignored)
		set_handler(SIGCHLD, SIG_DFL);
	hold_chld(!sh->interactive);
	ignore_for_us(sh, SIGQUIT);
	if (!sh->interactive)
		return;
	ignore_for_us(sh, SIGTERM);
	if (!ignored_at_entry(sh->traps, SIGHUP))
		set_handler(SIGHUP, trap_note);
}

/* What the shell itself does with @signal when no trap is set. */
static void restore_own(struct shell *sh, int signal)
{
	bool exit_trap = sh->traps->live[TRAP_EXIT] && sh->traps->actions[TRAP_EXIT] &&
		*sh->traps->actions[TRAP_EXIT];

	if (signal == SIGINT || (sh->interactive && signal == SIGHUP)) {
		set_handler(signal, trap_note);
		return;
	}
	if ((signal == SIGQUIT && !sh->in_subshell) ||
		(sh->interactive && (signal == SIGTERM || signal == SIGTSTP ||
						signal == SIGTTIN || signal == SIGTTOU))) {
		ignore_for_us(sh, signal);
		return;
	}
	for (size_t i = 0; exit_trap && i < ARRAY_LEN(deadly); i++) {
		if (deadly[i] == signal) {
			set_handler(signal, trap_note);
			return;
		}
	}
	set_handler(signal, SIG_DFL);
}

static void guard_exit_trap(struct shell *sh)
{
	struct trap_table *t = sh->traps;

	for (size_t i = 0; i < ARRAY_LEN(deadly); i++)
		if (!t->actions[deadly[i]] && !ignored_at_entry(t, deadly[i]))
			restore_own(sh, deadly[i]);
}

/* Only in the child: forget what the parent's traps were, now that this one sets its own. */
static void forget_inherited(struct trap_table *t)
{
	t->inherited = false;
	for (int i = 0; i < TRAP_COUNT; i++) {
		if (t->actions[i] && !t->live[i]) {
			free(t->actions[i]);
			t->actions[i] = NULL;
		}
	}
}

static void note_pseudo(struct shell *sh)
{
	struct trap_table *t = sh->traps;

	sh->trap_debug = t->actions[TRAP_DEBUG] && t->live[TRAP_DEBUG];
	sh->trap_err = t->actions[TRAP_ERR] && t->live[TRAP_ERR];
	sh->trap_return = t->actions[TRAP_RETURN] && t->live[TRAP_RETURN];
}

bool trap_set(struct shell *sh, int signal, const char *action)
{
	struct trap_table *t = sh->traps;

	if (t->inherited)
		forget_inherited(t);
	if (signal > 0 && signal < NSIG) {
		if (signal == SIGKILL || signal == SIGSTOP)
			return true;
		if (ignored_at_entry(t, signal) && !sh->interactive)
			return true;
	}
	free(t->actions[signal]);
	t->actions[signal] = action ? xstrdup(action) : NULL;
	t->live[signal] = action != NULL;
	/* First, so that no end of a child before the trap comes through to it. */
	if (signal == SIGCHLD)
		hold_chld(!sh->interactive && !(action && *action));
	if (signal == TRAP_EXIT)
		guard_exit_trap(sh);
	else if (signal >= NSIG)
		note_pseudo(sh);
	else if (!action)
		restore_own(sh, signal);
	else
		set_handler(signal, *action ? trap_note : SIG_IGN);
	return true;
}

const char *trap_get(struct shell *sh, int signal)
{
	return sh->traps->live[signal] ? sh->traps->actions[signal] : NULL;
}

void trap_inherit_exit(struct shell *sh)
{
	struct trap_table *t = sh->traps;

	if (!t->inherited || !t->actions[TRAP_EXIT] || !t->exit_was_live)
		return;
	t->live[TRAP_EXIT] = true;
	if (t->debug_was_live)
		t->live[TRAP_DEBUG] = true;
	note_pseudo(sh);
}

bool traps_any(const struct shell *sh)
{
	const struct trap_table *t = sh->traps;

	for (int i = 0; i < TRAP_COUNT; i++)
		if (t->live[i] && *t->actions[i])
			return true;
	return false;
}

static void add_signal_name(const struct shell *sh, int signal, struct buf *out)
{
	const char *name = signal_name_of(signal);

	if (!name)
		buf_printf(out, "%d", signal);
	else
		buf_add_str(out, sh->opts.posix && !strncmp(name, "SIG", 3) ? name + 3 : name);
}

void trap_print(struct shell *sh, int signal, bool all, struct buf *out)
{
	const char *action = sh->traps->actions[signal];

	if (!action && signal > 0 && signal < NSIG &&
		(sh->interactive ? sh->traps->at_entry[signal] == ENTRY_IGNORED
				 : ignored_at_entry(sh->traps, signal)))
		action = "";
	if (!action && !all)
		return;
	buf_add_str(out, "trap -- ");
	if (action)
		quote_verbatim(out, action);
	else
		buf_add_char(out, '-');
	buf_add_char(out, ' ');
	add_signal_name(sh, signal, out);
	buf_add_char(out, '\n');
}

/* ---- children ---- */

static void stop_ignoring(void)
{
	for (int i = 1; ignored_by_us && i < NSIG; i++)
		if (ignored_by_us & signal_bit(i))
			set_handler(i, SIG_DFL);
}

void signals_in_child(struct shell *sh, bool background_no_monitor)
{
	struct trap_table *t = sh->traps;

	for (int i = 1; i < NSIG; i++) {
		if (t->actions[i] && *t->actions[i]) {
			set_handler(i, SIG_DFL);
			t->live[i] = false;
			t->inherited = true;
		}
		arrived[i] = 0;
	}
	any_arrived = 0;
	t->exit_was_live = t->live[TRAP_EXIT];
	t->debug_was_live = t->live[TRAP_DEBUG];
	if (t->actions[TRAP_EXIT]) {
		t->live[TRAP_EXIT] = false;
		t->inherited = true;
		for (size_t i = 0; i < ARRAY_LEN(deadly); i++)
			if (!t->actions[deadly[i]] && !ignored_at_entry(t, deadly[i]))
				set_handler(deadly[i], SIG_DFL);
	}
	if (t->actions[TRAP_DEBUG] && !sh->opts.functrace)
		t->live[TRAP_DEBUG] = false;
	if (t->actions[TRAP_RETURN] && !sh->opts.functrace)
		t->live[TRAP_RETURN] = false;
	if (t->actions[TRAP_ERR] && !sh->opts.errtrace)
		t->live[TRAP_ERR] = false;
	note_pseudo(sh);
	t->inherited |= (t->actions[TRAP_DEBUG] && !sh->trap_debug) ||
		(t->actions[TRAP_ERR] && !sh->trap_err) || (t->actions[TRAP_RETURN] && !sh->trap_return);
	sh->in_trap = 0;
	memset(t->running, 0, sizeof(t->running));
	stop_ignoring();
	if (sh->interactive && !t->actions[SIGHUP] && !ignored_at_entry(t, SIGHUP))
		set_handler(SIGHUP, SIG_DFL);
	if (!ignored_at_entry(t, SIGINT) && !(t->actions[SIGINT] && !*t->actions[SIGINT]))
		set_handler(SIGINT, trap_note);
	if (background_no_monitor) {
		for (size_t i = 0; i < 2; i++) {
			int signal = i ? SIGQUIT : SIGINT;

			if (ignored_at_entry(t, signal) && !t->actions[signal])
				t->actions[signal] = xstrdup(""); /* which `trap` lists */
			set_handler(signal, SIG_IGN);
			t->at_entry[signal] = ENTRY_DEFAULT; /* a trap may be set, POSIX 2.12 */
		}
	}
}

void signals_for_exec(void)
{
	handled_before_exec = handled;
	for (int i = 1; i < NSIG; i++) {
		if (!(handled & signal_bit(i)))
			continue;
		set_handler(i, SIG_DFL);
		if (arrived[i] && i != SIGCHLD)
			raise(i); /* it was meant for the program as well */
	}
	stop_ignoring();
	if (chld_ignored)
		set_handler(SIGCHLD, SIG_IGN);
	hold_chld(false);
}

void signals_after_exec_failed(struct shell *sh)
{
	static const int ours[] = {SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU};

	for (int i = 1; i < NSIG; i++)
		if (handled_before_exec & signal_bit(i))
			set_handler(i, trap_note);
	for (size_t i = 0; i < ARRAY_LEN(ours) && !sh->in_subshell; i++)
		if (!sh->traps->actions[ours[i]] && (sh->interactive || ours[i] == SIGQUIT))
			ignore_for_us(sh, ours[i]);
	if (chld_ignored)
		set_handler(SIGCHLD, SIG_DFL);
	hold_chld(!sh->interactive && !trap_get(sh, SIGCHLD));
}

/* ---- running actions ---- */

bool trap_pending(void)
{
	return any_arrived;
}

bool trap_interrupted(void)
{
	return arrived[SIGINT];
}

void trap_forget_interrupt(void)
{
	arrived[SIGINT] = 0;
}

int trap_interrupting_signal(void)
{
	for (int i = 1; any_arrived && i < NSIG; i++)
		if (arrived[i] && i != SIGCHLD && i != SIGWINCH)
			return i;
	return 0;
}

/* What a syntax error in the action is blamed on. */
static const char *input_name(int which)
{
	return which == TRAP_EXIT ? "exit trap"
		: which == TRAP_DEBUG ? "debug trap"
		: which == TRAP_ERR ? "error trap"
		: which == TRAP_RETURN ? "return trap"
				       : "trap";
}

static void run_action(struct shell *sh, int which)
{
	struct trap_table *t = sh->traps;
	char *action = xstrdup(t->actions[which]);
	enum unwind before = sh->unwind;
	unsigned line = sh->line;
	int status = sh->status;
	size_t n = sh->n_pipestatus;
	int *pipestatus = xmemdup(sh->pipestatus, n * sizeof(int));
	int ignored = sh->errexit_ignored;
	int outer = t->innermost;
	int status_outer = t->status_before;

	sh->unwind = UNWIND_NONE;
	t->running[which] = true;
	t->innermost = which;
	t->status_before = status;
	sh->in_trap++;
	sh->errexit_ignored = 0; /* of the condition that it interrupts */
	shell_run_action(sh, action, input_name(which), which >= NSIG ? line : 1);
	sh->in_trap--;
	sh->errexit_ignored = ignored;
	t->innermost = outer;
	t->status_before = status_outer;
	t->running[which] = false;
	if (sh->unwind == UNWIND_NONE || sh->unwind == UNWIND_ERROR) {
		sh->unwind = before;
		if (which != TRAP_DEBUG || !sh->opts.extdebug)
			sh->status = status;
	}
	free(sh->pipestatus);
	sh->pipestatus = pipestatus;
	sh->n_pipestatus = n;
	sh->line = line;
	free(action);
}

/* An untrapped signal that we caught: SIGINT, or one that must not skip the EXIT trap. */
static void take_signal(struct shell *sh, int signal)
{
	if (signal == SIGCHLD)
		return;
	if (sh->interactive && signal == SIGINT) {
		fd_write_all(STDERR_FILENO, "\n", 1); /* behind the ^C that the terminal echoed */
		sh->status = 128 + SIGINT;
		sh->unwind = UNWIND_ERROR;
		return;
	}
	if (sh->interactive && signal == SIGHUP)
		job_hangup_all(sh);
	trap_run(sh, TRAP_EXIT);
	signal_die(signal);
}

void trap_run_pending(struct shell *sh)
{
	any_arrived = 0;
	for (int i = 1; i < NSIG; i++) {
		const char *action;

		if (!arrived[i])
			continue;
		arrived[i] = 0;
		action = trap_get(sh, i);
		if (!action)
			take_signal(sh, i);
		else if (*action)
			run_action(sh, i);
	}
}

int trap_run(struct shell *sh, int which)
{
	struct trap_table *t = sh->traps;
	const char *action = trap_get(sh, which);

	if (!action || !*action || t->running[which] || (which == TRAP_EXIT && sh->leaves_exit_trap))
		return 0;
	if (which == TRAP_EXIT) {
		int depth = sh->trace_depth;

		sh->trace_depth = sh->trace_base;
		/* Once only, and `trap` inside shows none; what it sets does not run. */
		run_action(sh, which);
		sh->trace_depth = depth;
		free(t->actions[which]);
		t->actions[which] = NULL;
		t->live[which] = false;
		return 0;
	}
	run_action(sh, which);
	return sh->status;
}

int trap_leave_status(const struct shell *sh, bool exit)
{
	const struct trap_table *t = sh->traps;
	bool counts = exit ? t->innermost == TRAP_EXIT : t->innermost != TRAP_DEBUG;

	return sh->in_trap && counts ? t->status_before : sh->status;
}

/* ---- functions ---- */

static void aside(struct trap_table *t, int which, bool keep, char **ret, bool *ret_had)
{
	*ret = NULL;
	*ret_had = !keep && t->live[which];
	if (!*ret_had)
		return;
	*ret = t->actions[which];
	t->actions[which] = NULL;
	t->live[which] = false;
}

static void back(struct trap_table *t, int which, char *action, bool had)
{
	if (!had)
		return;
	if (t->actions[which]) {
		free(action);
		return;
	}
	t->actions[which] = action;
	t->live[which] = true;
}

void trap_put_aside(struct shell *sh, bool traced, struct trap_aside *a)
{
	struct trap_table *t = sh->traps;
	bool trace = traced || sh->opts.functrace;

	aside(t, TRAP_DEBUG, trace, &a->debug, &a->has_debug);
	aside(t, TRAP_RETURN, trace, &a->ret, &a->has_return);
	aside(t, TRAP_ERR, sh->opts.errtrace, &a->err, &a->has_err);
	note_pseudo(sh);
}

void trap_put_back(struct shell *sh, struct trap_aside *a)
{
	struct trap_table *t = sh->traps;

	back(t, TRAP_DEBUG, a->debug, a->has_debug);
	back(t, TRAP_RETURN, a->ret, a->has_return);
	back(t, TRAP_ERR, a->err, a->has_err);
	note_pseudo(sh);
}
