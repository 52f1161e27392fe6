/*
 * shell/job.h - pipelines as jobs: groups, waiting, notifications (bash manual 7; POSIX 2.9.3).
 *
 * A job lives until the user has been told that it is over and its status was
 * asked for or cannot be asked any more (bounded list of finished pids).
 */
#ifndef SHELL_JOB_H
#define SHELL_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct arena;
struct buf;
struct shell;

enum job_state { JOB_RUNNING, JOB_STOPPED, JOB_DONE };

struct process {
	pid_t pid;
	enum job_state state;
	int wait_status;       /* waitpid's, once stopped or done */
	char *text;            /* of this member of a pipeline (jobs -l); NULL: the job's */
};

struct job {
	int number;            /* %n, from 1; 0: foreground, not listed */
	pid_t pgid;            /* 0: the shell's own group (no job control) */
	struct process *processes;
	size_t n_processes;
	char *text;            /* as `jobs` prints it; NULL: made from .node when asked for */
	const struct node *node; /* what it runs; valid while in the foreground */
	bool foreground, notified, disowned, no_hup;
	bool from_monitor;     /* has a group of its own */
	char *coproc;          /* NAME of a coprocess: its variables end with it */
	int coproc_fds[2];
	bool asked;            /* its status was waited for: nothing more to tell */
	bool done_before;      /* the `wait` that runs */
	bool given_up;         /* nobody told us how it ended */
	bool foreign;          /* a substitution lists it, but it is a child of the shell outside */
	char *directory;       /* where it was started */
	struct job *next;
};

struct job_table *job_table_new(void);
void job_table_free(struct job_table *t);
/* In a forked child: it has no jobs, though what it forks for a substitution finds the parent's. */
void job_table_forked(struct shell *sh);
/* In a member of a pipeline that is a simple command: its words are expanded where there are jobs. */
void job_table_words(struct shell *sh);
/* A subshell has none, nor have substitutions in there. */
void job_table_clear(struct shell *sh);
/*
 * In the child of a command or process substitution, which has those of the shell outside: `$(jobs -r
 * | wc -l)`.  Of what is done only the last one that was started in the background is left.
 */
void job_table_substitution(struct shell *sh);
/*
 * The words of a member that is a builtin or function have come to @argv (NULL: in the background):
 * `jobs` alone has jobs.
 */
void job_table_member(struct shell *sh, char *const *argv);

struct job *job_new(struct shell *sh, char *text, bool foreground);
void job_add_process(struct shell *sh, struct job *j, pid_t pid);
/* In the child: own group, terminal, default signals.  In the parent: the same setpgid (race). */
void job_child_setup(struct shell *sh, struct job *j, bool foreground);
/* Wait for a foreground job; returns the pipeline's status (pipefail) and fills PIPESTATUS. */
int job_wait_foreground(struct shell *sh, struct job *j);
/* The last process in the background: $!, "[1] pid" when interactive. */
void job_started_background(struct shell *sh, struct job *j);

/* Collect state changes without blocking (SIGCHLD came). */
void job_reap(struct shell *sh);
/* What `wait` comes to when there is no such child although there is such a job, as in bash. */
enum { STATUS_FOREIGN = -1 };
/* `wait`: 128+n when a trapped signal interrupts.  *ret_pid (may be NULL): which ended. */
int job_wait_pid(struct shell *sh, pid_t pid);
int job_wait_job(struct shell *sh, struct job *j, bool until_done);
int job_wait_all(struct shell *sh);
int job_wait_any(struct shell *sh, struct job *const *jobs, size_t n, pid_t *ret_pid);
/* Status of a finished, forgotten pid: -1 when it was never a child. */
int job_status_of_pid(struct shell *sh, pid_t pid);
/* The same once only: -1 when it was asked for before. */
int job_ask_pid(struct shell *sh, pid_t pid);

/* %n %% %+ %- %str %?str or NULL (*ret_ambiguous set when several match). */
struct job *job_find(struct shell *sh, const char *spec, bool *ret_ambiguous);
struct job *job_by_pid(struct shell *sh, pid_t pid);
struct job *job_current(struct shell *sh);
struct job *job_previous(struct shell *sh);
struct job *job_first(struct shell *sh); /* then ->next */
enum job_state job_state(const struct job *j);
int job_status(const struct job *j);
void job_remove(struct shell *sh, struct job *j);
/*
 * The user knows that @j is over.  It stays until the next line is read, a process is forked, waited
 * for or jobs are listed, as in bash, so that `wait $!; … wait %1` in one line finds it.
 */
void job_told(struct shell *sh, struct job *j);
/* That time has come. */
void job_forget_told(struct shell *sh);
/* Make @pgid the foreground of the shell's terminal; without one nothing. */
void job_give_terminal(struct shell *sh, pid_t pgid);
/* fg and bg. */
int job_continue(struct shell *sh, struct job *j, bool foreground);
int job_kill(struct shell *sh, struct job *j, int signal);
/* The text that jobs prints; made when needed. */
const char *job_text(struct job *j);
/*
 * A child that is no job of ours (process substitution, coproc) for `wait PID`; *ret_status:
 * waitpid's.
 */
bool job_wait_child(struct shell *sh, pid_t pid, int *ret_status);
/* Wait for one foreground child without a job of its own; tells of its death by a signal. */
int job_wait_simple(struct shell *sh, pid_t pid, const struct node *node);
/* "[1]+  Running                 sleep 5 &"; @pids: with the leader's pid (jobs -l). */
void job_print(struct shell *sh, const struct job *j, bool pids, struct buf *out);
/*
 * The user means to leave: warn of stopped jobs (with checkjobs, list them, and running ones too).
 * True: the shell stays; but not when the command before said the same, or was jobs.
 */
bool job_keeps_shell(struct shell *sh);
/* Tell of finished and stopped background jobs (before a prompt; with -b at once). */
void job_notify(struct shell *sh);
/* Start or stop job control (set -m): groups, terminal, signals. */
bool job_control_set(struct shell *sh, bool on);
/*
 * LINES and COLUMNS as the terminal has them: after a command in the foreground (@always,
 * checkwinsize), and at a prompt if they have changed.
 */
void job_window_size(struct shell *sh, bool always);
/* Hang-up of an interactive login shell with huponexit. */
void job_hangup_all(struct shell *sh);

#endif
