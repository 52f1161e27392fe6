/*
 * shell/trap.h - traps and signals (bash manual 3.7.6; POSIX 2.14 trap).
 *
 * Handlers only set a flag; actions run between commands.  EXIT is 0; DEBUG,
 * ERR and RETURN have numbers behind the real signals.
 */
#ifndef SHELL_TRAP_H
#define SHELL_TRAP_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct buf;
struct shell;

enum { TRAP_EXIT = 0, TRAP_DEBUG = NSIG, TRAP_ERR, TRAP_RETURN, TRAP_COUNT };

struct trap_table *trap_table_new(void);
void trap_table_free(struct trap_table *t);
/*
 * Install the handlers a shell has (interactive ones ignore TERM, QUIT …); notes what was
 * ignored at entry.
 */
void signals_init(struct shell *sh);
/*
 * In a forked child before exec or a subshell: defaults back, ignored stay ignored, traps reset
 * (POSIX 2.12).
 */
void signals_in_child(struct shell *sh, bool background_no_monitor);
/* In a child that shares our memory: no handler of ours may run any more. */
void signals_before_exec(void);
/* Set the signals as an exec'd program shall see them, SIGCHLD's mask too. */
void signals_for_exec(void);
void signals_after_exec_failed(struct shell *sh);
/* What job control at a terminal would stop us with is not for us. */
void signals_ignore_stops(struct shell *sh);
/* SIGCHLD is blocked while nothing listens for it: take it out of the mask that a program gets. */
void signals_mask_for_exec(sigset_t *mask);

/* "INT", "SIGINT", "2", "exit", "debug" … -> number, or -1. */
int signal_number(const char *name);
/* "SIGINT", "EXIT", "DEBUG"; NULL: none. */
const char *signal_name_of(int signal);
/* Description as in `kill` messages and job notices: "Terminated". */
const char *signal_description(int signal);

/*
 * action NULL: default; "": ignore.  False: cannot be changed (ignored at entry: silently true
 * as bash).
 */
bool trap_set(struct shell *sh, int signal, const char *action);
const char *trap_get(struct shell *sh, int signal); /* NULL: default */
/* Line as `trap -p` prints it; of a signal at its default nothing, unless @all. */
void trap_print(struct shell *sh, int signal, bool all, struct buf *out);

/* The EXIT trap of the shell that this process was forked from counts here after all. */
void trap_inherit_exit(struct shell *sh);
/* Is there an action for any signal, or EXIT? */
bool traps_any(const struct shell *sh);
/* Has a signal arrived whose action must run?  Cheap: checked between commands. */
bool trap_pending(void);
/*
 * Run the actions of arrived signals; SIGINT without a trap unwinds (interactive) or ends the
 * shell.
 */
void trap_run_pending(struct shell *sh);
/* Run DEBUG, ERR, RETURN or EXIT.  DEBUG: non-zero skips the command under extdebug. */
int trap_run(struct shell *sh, int which);
/*
 * The status that `return` and (@exit) `exit` leave with when none is given: in an action,
 * that from before it; for exit only on EXIT, for return not on DEBUG (bash manual 4.1).
 */
int trap_leave_status(const struct shell *sh, bool exit);
/*
 * Around a function body or sourced file: those of DEBUG, ERR and RETURN that it does not
 * inherit are put aside, and come back unless it set its own.
 */
struct trap_aside {
	char *debug, *err, *ret;
	bool has_debug, has_err, has_return;
};
void trap_put_aside(struct shell *sh, bool traced, struct trap_aside *a);
void trap_put_back(struct shell *sh, struct trap_aside *a);
/* SIGINT arrived while a child ran that took it as an ordinary end: forget it. */
void trap_forget_interrupt(void);
bool trap_interrupted(void);

/* `wait` and `read` ask: did a trapped signal interrupt us? its number, else 0. */
int trap_interrupting_signal(void);
/*
 * poll(), and waitpid() without WNOHANG, that such a signal ends (-1, EINTR) also when it came
 * a moment before.  @deadline_ns: CLOCK_MONOTONIC, 0: none; when it is past, 0 even if there is
 * something to read.
 */
int trap_poll(struct pollfd *fds, nfds_t n, int64_t deadline_ns);
pid_t trap_waitpid(pid_t pid, int *ret_status, int options);
/* Die of @signal so that the parent sees it as such (default action, then raise). */
_Noreturn void signal_die(int signal);

#endif
