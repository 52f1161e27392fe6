/*
 * shell/shell.h - all state of one interpreter; the first argument everywhere.
 *
 * Functions that execute return an exit status 0-255.  What abandons a command
 * (break, continue, return, exit, an expansion error) is sh->unwind, which
 * loops, lists and callers check; there is no longjmp.
 */
#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/map.h"
#include "lib/strv.h"
#include "shell/dump.h"
#include "shell/options.h"

struct builtin;
struct assign;
struct buf;
struct expansion;
struct job_table;
struct lookup_cache;
struct node;
struct precheck_state;
struct program;
struct redir_undo;
struct scope;
struct trap_table;
struct var;

enum unwind {
	UNWIND_NONE,
	UNWIND_BREAK,    /* sh->unwind_levels loops to leave */
	UNWIND_CONTINUE, /* the same, the last one goes on */
	UNWIND_RETURN,   /* from a function or sourced file; status in sh->status */
	/*
	 * an error that abandons the command line: a non-interactive shell goes on with the next
	 * complete command (bash: jump_to_top_level DISCARD); eval, source and functions end
	 */
	UNWIND_ERROR,
	UNWIND_TOP, /* the same past eval, sourced files and actions of traps */
	UNWIND_EXIT,     /* leave the shell (or subshell) with sh->status */
};

/* One level of `$(…)`, function call or sourced file. */
struct frame {
	enum frame_kind { FRAME_FUNCTION, FRAME_SOURCE, FRAME_MAIN } kind;
	const char *function;   /* FUNCNAME: "f", "source", "main" */
	const char *source;     /* BASH_SOURCE: where it is defined or the file itself */
	unsigned call_line;     /* BASH_LINENO: line of the call */
	/* positional parameters, args[0] is $1; owned by the frame that set them */
	char **args;
	size_t n_args;
	/* `set --` replaced them: args is a malloc'd list of malloc'd strings */
	bool args_owned;
	bool forked;            /* a function in a process of its own, a member of a pipeline or by & */
	int loop_depth;         /* loops entered in this frame: break and continue stop here */
	bool begins;            /* no simple command of this function has ended yet */
	bool return_told;       /* `return` has run the RETURN trap */
	struct scope *scope;    /* local variables; NULL until the first */
	struct frame *up;
};

struct shell {
	/* --- identity --- */
	const char *name;          /* $0 */
	struct strv given_names;   /* by BASH_ARGV0; all stay, messages may hold an old one */
	/* in messages: "agentsh", "bash" or the script's path (shell/diag.h) */
	const char *prog;
	const char *called;        /* argv[0], without the - of a login shell */
	bool sh_mode;              /* started as sh */
	bool login, interactive, restricted;
	/* so is the shell it was forked from: messages without a line, errors end but the command */
	bool interactive_shell;
	bool shows_interactive;    /* $- has i: it was started so, or the shell it was forked from */
	bool unattended;           /* not typed, as a sourced file or an action: a wrong text is named */
	bool from_c;               /* -c: messages say "line N:" as bash does */
	bool reads_stdin;          /* commands come from standard input (-s) */
	int xtrace_fd;             /* BASH_XTRACEFD; -1: standard error */
	enum dump dump;            /* what is printed in place of running anything */
	pid_t pid;                 /* $$; stays in subshells */
	int subshell_depth;        /* BASH_SUBSHELL */
	struct shell_options opts;
	struct shell_options listed; /* as BASHOPTS has them: as of the last shopt */
	int compat_level; /* 52: as bash 5.2 (shell/compat.h) */

	/* --- execution --- */
	int status;                /* $? */
	enum unwind unwind;
	int unwind_levels;
	int status_at_return;      /* $? in front of `return`: what a RETURN trap sees */
	/* where messages and LINENO say it is: at the command that runs or, around it, the parser */
	unsigned line;
	unsigned abort_line;       /* where a command was abandoned: the parser counts on from there */
	unsigned err_line;         /* LINENO of an ERR trap: the command that began last */
	unsigned line_shift;       /* to be added to lines of the tree: that of a $( ) starts at 1 */
	const struct node *command;/* what runs, for BASH_COMMAND and messages */
	const struct word *command_part; /* where that is for ((…)): the expression, NULL: empty */
	int in_trap;               /* actions of traps running: BASH_COMMAND stays what it was */
	struct buf last_argument;  /* $_ */
	bool jobs_monitored;       /* the fork that made this process was under job control */
	void *spawn_stack;         /* of the child that shares our memory until it execs */
	struct frame *frame;       /* innermost */
	bool left_by_errexit;      /* UNWIND_EXIT is for set -e */
	unsigned nested;           /* texts running inside each other: eval, source, traps */
	const struct node *outer_command; /* .command when the outermost of them began */
	struct frame *outer_frame; /* the same of .frame */
	struct frame *inner_frame; /* .frame when the innermost began */
	bool left_function;        /* the last one was abandoned: FUNCNAME stays visible */
	unsigned redirected_calls; /* functions running that were called with redirections */
	bool forked_call;          /* the next one will be .forked */
	bool forked_builtin;       /* this process is for a builtin (eval): set -e in it leaves with 1 */
	/* expansions of the command that runs: mark and rewind around each */
	struct arena scratch;
	int errexit_ignored;       /* > 0: in a condition, && || list or ! (POSIX `set -e`) */
	/* forked from the main shell: no job control, exit means _exit */
	bool lone_child;           /* forked for one simple command, whose errors end it as the shell */
	bool leaves_exit_trap;     /* a process forked for an if or a loop runs none, as in bash */
	bool child_of_main;        /* forked by the shell that was started, not by a subshell */
	bool in_subshell;
	const struct frame *forked_in; /* the frame in which this process was forked; NULL: it was not */
	bool was_monitored;        /* in a subshell: set -o and $- still name job control */
	unsigned short window_rows, window_columns; /* last seen; 0: not yet */
	/* a $(…) ran while expanding: its status is that of a bare assignment */
	bool last_cmdsub_set;
	int last_cmdsub_status;
	int *pipestatus;           /* PIPESTATUS; malloc'd */
	size_t n_pipestatus;
	pid_t last_background;     /* $!; 0: none */
	bool command_kept;         /* on the way out the innermost program stays, not those around it */
	struct program *command_program; /* keeps .command alive: the EXIT trap asks for it */
	struct program *program;   /* what runs, to be kept by functions defined in it */
	bool declares_list;        /* declare makes the variable of NAME=( … ); it is not its command */

	/* --- variables, functions, aliases --- */
	struct scope *globals;
	struct map functions;      /* name -> struct func *: shell/func.h */
	struct map aliases;        /* name -> char * */
	struct strv dir_stack;     /* without the current directory: dirs, pushd, popd */
	char *cwd;                 /* logical working directory; NULL: unknown (removed) */
	/* BASH_ARGC and BASH_ARGV, the outermost call first: shell/args.c */
	struct strv call_counts, call_args;
	bool logs_calls;           /* they have begun */
	/* `set` outside of functions replaced the parameters, and no call has come since */
	bool args_replaced;

	/* --- machinery --- */
	const struct builtin *const *builtins; /* sorted by name; set by main: builtins/table.c */
	size_t n_builtins;
	struct map disabled_builtins;  /* `enable -n` */
	struct job_table *jobs;
	struct trap_table *traps;
	/* such a trap is in force here: shell/trap.c keeps them */
	bool trap_debug, trap_err, trap_return;
	struct lookup_cache *lookup;
	struct precheck_state *precheck; /* shell/precheck.c; NULL: nothing is checked */
	bool supervised;               /* an agentsh supervisor watches (ours or an outer one) */
	int64_t start_ns;              /* when the shell started or SECONDS was assigned to */
	int64_t seconds_then;          /* its value at that time */
	uint32_t random_state;         /* RANDOM */
	uint32_t random_last;          /* never the same twice in a row */
	pid_t random_pid;              /* who seeded it: subshells take their own */
	/* getopts: where it is inside a cluster of letters; 0: at a new word */
	size_t getopts_at;
	const char *builtin_name;  /* of the builtin that runs: it tells of wrong numbers; NULL: none */
	unsigned behind_command;   /* `command` runs so many deep: posix mode forgives more */
	bool misused;              /* the builtin that runs was given what it does not take */
	bool special_failed;       /* …or failed so that POSIX 2.8.1 ends a shell whatever is around */
	unsigned exit_meant;           /* commands to come for which an exit needs no asking back */
	/* redirections of standard input in force: & leaves it alone then */
	int stdin_redirected;
	int fds_saved;                 /* nesting of saved redirections: shell/redir.c */
	int terminal_fd;               /* job control; -1: none */
	pid_t terminal_pgid;           /* the group that had the terminal before us */
	/* where the C stack began: recursion is refused before it ends */
	char *stack_base;
	size_t stack_limit;
	struct redir_undo *undos;      /* active ones, innermost first: shell/redir.c */
	struct redir_undo *undos_at_fork; /* the parent's: nothing to be done by this process */
	/* eval, source, $(…) inside each other: how often PS4's first character stands */
	int trace_depth;
	int trace_base;                /* the same of an EXIT trap: the input has been left by then */
	unsigned command_number;       /* complete commands read so far: \# and \! in prompts */
	/* builtin_print() adds to it instead of writing: $(builtin) without a fork */
	struct buf *capture;
	/* what the expander keeps between words: shell/expand_internal.h */
	struct expansion *expansion;
};

/* Set up: imports @environ (functions too), positional parameters, defaults. */
struct shell_setup {
	const char *name;              /* $0 */
	const char *prog;
	const char *called;            /* argv[0], without the - of a login shell; NULL: as name */
	char **args;                   /* $1…; borrowed for good */
	size_t n_args;
	char **environ;
	const struct builtin *const *builtins;
	size_t n_builtins;
	/* path of the script that runs, for BASH_SOURCE; NULL: -c, stdin */
	const char *script;
	bool interactive, login, sh_mode, privileged;
	bool edits_lines; /* the line editor is on, should there be a terminal */
	bool posix;       /* --posix */
};
void shell_init(struct shell *sh, const struct shell_setup *setup);
void shell_release(struct shell *sh);
/* A compound command in the background, or a coprocess: an interactive shell's ways end here. */
void shell_in_background(struct shell *sh);

/*
 * Read and run everything from @in; returns the last status.  Ends early on
 * sh->unwind EXIT, RETURN or (in eval and source) ERROR.
 */
struct input;
int shell_run(struct shell *sh, struct input *in);
/* eval and what is typed: @name as in input.name. */
int shell_run_string(struct shell *sh, const char *text, const char *name, unsigned first_line);
/* The same of what nobody typed: trap actions, PROMPT_COMMAND. */
int shell_run_action(struct shell *sh, const char *text, const char *name, unsigned first_line);
/* `source`: the file's text in a frame of its own. @args NULL: positional parameters stay. */
int shell_source(struct shell *sh, const char *path, char **args, size_t n_args);
/*
 * Leave: EXIT trap, then the caller returns sh->status from main (or child_exit() in a
 * subshell).
 */
int shell_finish(struct shell *sh);
/*
 * `exit`: the EXIT trap runs at once, in the function and under the redirections that are in
 * force, as in bash (a -c text outside functions is left first); then all unwinds.  The status.
 */
int shell_leave(struct shell *sh, int status);
/*
 * An error of which bash's report_error() tells, under set -e: the EXIT trap runs at once and
 * sees all as it is; then all unwinds.
 */
void shell_leave_here(struct shell *sh);
/*
 * set -e has ended the shell (UNWIND_EXIT): in a function the EXIT trap runs now, and sees the
 * functions that are running, though not their variables.  As bash jumps out: from the texts
 * around the innermost it takes down as many functions as they have, innermost first.
 */
void shell_leave_by_errexit(struct shell *sh);

/* Abandon the command, in posix mode as well: status and UNWIND_ERROR.  Returns @status. */
int shell_abandon(struct shell *sh, int status);

/*
 * Abandon the command: status and UNWIND_ERROR (a non-interactive posix shell: UNWIND_EXIT where
 * POSIX 2.8.1 says so).  Returns @status.
 */
int shell_abort_command(struct shell *sh, int status);
/* Too many arguments of a special builtin: abandon what the shell itself read, a -c text ends. */
int shell_abort_to_top(struct shell *sh);

#endif
