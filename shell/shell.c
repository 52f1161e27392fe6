/*
 * shell/shell.c - the interpreter's life: set up, read and run, leave.
 */
#include "shell/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/num.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/expand_internal.h"
#include "shell/func.h"
#include "shell/history.h"
#include "shell/input.h"
#include "shell/job.h"
#include "shell/lookup_internal.h"
#include "shell/parser.h"
#include "shell/prompt.h"
#include "shell/shell_vars.h"
#include "shell/special.h"
#include "shell/trap.h"
#include "shell/var.h"
#include "shell/var_internal.h"

enum {
	STATUS_SYNTAX = 2,
	STATUS_FORCED_EOF = 127,
	STATUS_BAD_SYNTAX = 257, /* an EXIT trap of bash sees it like that */
};

/* How much of the C stack nested commands may use: the rest is for what they call. */
static void note_stack(struct shell *sh)
{
	enum { LEAST = 512 << 10, RESERVE = 1 << 20, MOST = 64 << 20 };
	struct rlimit limit;
	char here;

	sh->stack_base = &here; /* cppcheck-suppress autoVariables ; only compared with */
	sh->stack_limit = MOST;
	if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < MOST)
		sh->stack_limit = limit.rlim_cur > 2 * RESERVE ? limit.rlim_cur - RESERVE : LEAST;
}

void shell_init(struct shell *sh, const struct shell_setup *setup)
{
	struct frame *frame = xcalloc(1, sizeof(*frame));

	*sh = (struct shell){
		.name = setup->name,
		.prog = setup->prog,
		.called = setup->called ? setup->called : setup->name,
		.sh_mode = setup->sh_mode,
		.login = setup->login,
		.interactive = setup->interactive,
		.interactive_shell = setup->interactive,
		.shows_interactive = setup->interactive,
		.pid = getpid(),
		.builtins = setup->builtins,
		.n_builtins = setup->n_builtins,
		.xtrace_fd = -1,
		.start_ns = clock_realtime_ns(),
		.terminal_fd = -1,
		.trace_base = -1,
		.compat_level = 52,
		.last_argument = BUF_INIT,
	};
	note_stack(sh);
	options_init(&sh->opts, setup->interactive);
	sh->opts.emacs = setup->edits_lines;
	sh->opts.login_shell = setup->login;
	sh->opts.privileged = setup->privileged;
	frame->kind = FRAME_MAIN;
	frame->function = "main";
	frame->source = setup->script;
	frame->args = setup->args;
	frame->n_args = setup->n_args;
	sh->frame = frame;
	sh->pipestatus = xcalloc(1, sizeof(int));
	sh->globals = &globals_new()->scope;
	sh->lookup = lookup_cache_new();
	sh->traps = trap_table_new();
	sh->jobs = job_table_new();
	special_init(sh);
	var_import(sh, setup->environ, setup->privileged);
	shell_variables_init(sh, setup);
	signals_init(sh);
	if (setup->interactive)
		job_control_set(sh, true);
}

static void free_func(void *f)
{
	func_unref(f);
}

void shell_release(struct shell *sh)
{
	while (sh->frame) {
		struct frame *up = sh->frame->up;

		args_release(sh->frame);
		if (!up)
			free(sh->frame);
		sh->frame = up;
	}
	expansion_release(sh);
	program_unref(sh->command_program);
	map_release(&sh->functions, free_func);
	map_release(&sh->aliases, free);
	map_release(&sh->disabled_builtins, NULL);
	globals_free(globals_of(sh));
	lookup_cache_free(sh->lookup);
	trap_table_free(sh->traps);
	job_table_free(sh->jobs);
	strv_release(&sh->given_names);
	strv_release(&sh->dir_stack);
	strv_release(&sh->call_counts);
	strv_release(&sh->call_args);
	arena_release(&sh->scratch);
	buf_release(&sh->last_argument);
	free(sh->pipestatus);
	free(sh->cwd);
}

int shell_abandon(struct shell *sh, int status)
{
	sh->status = status;
	sh->abort_line = sh->line;
	sh->unwind = UNWIND_ERROR;
	return status;
}

void shell_in_background(struct shell *sh)
{
	if (!sh->interactive_shell)
		return;
	sh->interactive_shell = false;
	sh->prog = sh->name;
	sh->opts.expand_aliases = false;
}

int shell_abort_command(struct shell *sh, int status)
{
	if (sh->unwind == UNWIND_NONE && sh->opts.posix && !sh->interactive_shell && status == 1) {
		expand_fatal(sh);
		return sh->status;
	}
	sh->status = status;
	sh->abort_line = sh->line;
	if (sh->unwind == UNWIND_NONE)
		sh->unwind = sh->opts.posix && !sh->interactive_shell ? UNWIND_EXIT : UNWIND_ERROR;
	return status;
}

int shell_abort_to_top(struct shell *sh)
{
	int status = shell_abort_command(sh, 1);

	if (sh->unwind == UNWIND_ERROR)
		sh->unwind = UNWIND_TOP;
	return status;
}

/* ---- reading and running ---- */

/* Nothing but blanks is left of a -c text: its last command may replace us. */
static bool is_last(const struct shell *sh, const struct input *in)
{
	const char *rest = in->state;

	return sh->from_c && input_is_string(in) && strspn(rest, " \t\n") >= in->left;
}

static bool is_abandoned(const struct shell *sh)
{
	return sh->unwind == UNWIND_ERROR || sh->unwind == UNWIND_TOP;
}

/* One complete command; false: the input is not to be read any further. */
static bool run_program(struct shell *sh, struct program *p, const struct input *in, bool nested,
	bool *blank)
{
	if (sh->dump == DUMP_COMMANDS && !nested)
		dump_command(p->root, blank);
	else if (p->root)
		exec_program(sh, p, !nested && is_last(sh, in) ? EXEC_LAST | EXEC_ONESHOT : 0);
	program_unref(p);
	if (sh->unwind == UNWIND_TOP && nested && !sh->in_subshell)
		return false;
	if (sh->unwind == UNWIND_TOP && sh->from_c && !sh->interactive)
		sh->unwind = UNWIND_EXIT;
	if (is_abandoned(sh)) {
		/* In a subshell an abandoned command ends it all (bash: parse_and_execute). */
		if (nested && sh->in_subshell) {
			sh->unwind = UNWIND_EXIT;
			return false;
		}
		if (nested || sh->from_c)
			sh->status = 1;
		set_pipestatus(sh, sh->status);
		sh->unwind = UNWIND_NONE;
		sh->errexit_ignored = nested ? sh->errexit_ignored : 0;
	}
	if (sh->opts.onecmd && !nested)
		sh->unwind = UNWIND_EXIT;
	return sh->unwind == UNWIND_NONE;
}

/*
 * After a syntax error; false: the input is not to be read any further.  As bash does:
 * elements cost their line, a condition leaves $? as it was, a substitution ends the shell.
 */
static bool recover(struct shell *sh, const struct input *in, enum parse_failure failure,
	bool nested)
{
	bool fatal = !sh->interactive && !in->interactive;

	switch (failure) {
	case FAILURE_UNCLOSED:
	case FAILURE_SYNTAX:
		/* In front of what is not closed a failure stays the status. */
		if (failure != FAILURE_UNCLOSED || nested || !sh->status)
			sh->status = STATUS_SYNTAX;
		sh->special_failed |= nested && !sh->behind_command; /* eval, . */
		if (nested && fatal && sh->opts.errexit && !sh->errexit_ignored)
			sh->unwind = UNWIND_EXIT; /* the message does it: ERR is not told */
		else if (sh->special_failed && sh->opts.posix && sh->forked_builtin)
			sh->status = 1;
		if (failure == FAILURE_SYNTAX)
			set_pipestatus(sh, sh->status);
		break;
	case FAILURE_CONDITION:
		if (nested)
			sh->status = STATUS_SYNTAX;
		break;
	case FAILURE_ELEMENTS:
		fatal &= sh->opts.posix || (nested && sh->in_subshell);
		sh->status = fatal && sh->from_c && !nested ? STATUS_FORCED_EOF : 1;
		set_pipestatus(sh, 1);
		if (fatal)
			sh->unwind = UNWIND_EXIT;
		return !fatal;
	case FAILURE_SUBSTITUTION:
	case FAILURE_INNER_CONDITION:
		if (failure == FAILURE_INNER_CONDITION && !nested && !fatal)
			return true;
		if (failure == FAILURE_SUBSTITUTION)
			sh->status = nested ? STATUS_BAD_SYNTAX : STATUS_SYNTAX;
		if (!sh->status || (nested && !fatal))
			sh->status = 1;
		set_pipestatus(sh, sh->status & 0xff);
		if (fatal && sh->from_c && !sh->in_subshell)
			sh->status = STATUS_FORCED_EOF;
		if (fatal)
			sh->unwind = UNWIND_EXIT;
		return !fatal;
	case FAILURE_INTERRUPT:
		sh->status = 128 + SIGINT;
		return true;
	}
	if (fatal && !nested)
		sh->unwind = UNWIND_EXIT;
	return in->interactive;
}

/* PS0: between a command that was typed and its output. */
static void show_ps0(struct shell *sh)
{
	scoped_buf struct buf text = BUF_INIT;
	const char *ps0 = var_get(sh, "PS0");

	if (!ps0 || !*ps0)
		return;
	prompt_expand_running(sh, ps0, &text);
	for (size_t i = 0; i < text.len;) { /* \[ and \] mean nothing here */
		if (text.s[i] == '\001' || text.s[i] == '\002')
			buf_remove(&text, i, 1);
		else
			i++;
	}
	fd_write_all(STDERR_FILENO, text.s, text.len);
}

/* bash reads on with the number of the line that execution is on. */
static void count_on(struct parser *p, const struct shell *sh)
{
	unsigned line = sh->abort_line ? sh->abort_line : sh->line;

	if (line != parser_line(p))
		parser_go_on(p, line);
}

static bool in_function(const struct shell *sh)
{
	const struct frame *f = sh->frame;

	while (f && f->kind != FRAME_FUNCTION)
		f = f->up;
	return f != NULL;
}

/* A fatal error has ended all nested texts: functions around them bash does not take down. */
static void leave_from_within(struct shell *sh)
{
	if (!sh->nested && (!sh->from_c || sh->in_subshell) && in_function(sh))
		shell_leave_here(sh);
}

static int run_input(struct shell *sh, struct input *in, bool nested)
{
	const char *builtin_name = sh->builtin_name;
	struct parser *parser = parser_new(sh, in);
	struct program *program;
	unsigned shift = sh->line_shift;
	unsigned err_line = sh->err_line;
	unsigned line = sh->line;
	struct frame *inner_frame = sh->inner_frame;
	bool lone = sh->lone_child;
	bool blank = false;
	bool ran = false;
	bool more = true;

	sh->trace_depth += nested;
	if (nested && !sh->nested++) {
		sh->outer_command = sh->command;
		sh->outer_frame = sh->frame;
	}
	if (nested)
		sh->inner_frame = sh->frame;
	sh->lone_child &= !nested;
	sh->line_shift = 0;
	sh->builtin_name = NULL;
	while (more) {
		if (trap_pending())
			trap_run_pending(sh);
		if (sh->interactive && !nested) {
			job_reap(sh);
			job_notify(sh);
		}
		job_forget_told(sh);
		if (sh->unwind != UNWIND_NONE)
			break;
		program = NULL;
		switch (parser_next(parser, &program)) {
		case PARSE_OK:
			ran |= program->root != NULL;
			if (in->interactive && program->root)
				show_ps0(sh);
			sh->line = parser_line(parser);
			sh->command_number += !nested && !sh->from_c && program->root;
			sh->abort_line = 0;
			more = run_program(sh, program, in, nested, &blank);
			if (more)
				count_on(parser, sh);
			break;
		case PARSE_EOF:
			if (sh->dump == DUMP_COMMANDS && !nested)
				dump_command(NULL, &blank);
			more = false;
			break;
		case PARSE_ERROR:
			ran = true;
			more = recover(sh, in, parser_failure(parser), nested);
			break;
		}
	}
	parser_free(parser);
	sh->abort_line = is_abandoned(sh) ? line : 0;
	sh->builtin_name = builtin_name;
	sh->trace_depth -= nested;
	sh->nested -= nested;
	sh->inner_frame = inner_frame;
	sh->left_by_errexit &= !nested;
	if (nested && sh->unwind == UNWIND_EXIT)
		leave_from_within(sh);
	sh->lone_child = lone;
	sh->line_shift = shift;
	sh->err_line = err_line;
	if (!ran && sh->unwind == UNWIND_NONE)
		sh->status = 0;
	return sh->status;
}

int shell_run(struct shell *sh, struct input *in)
{
	int status;

	status = run_input(sh, in, false);

	if (is_abandoned(sh))
		sh->unwind = UNWIND_NONE;
	return status;
}

int shell_run_string(struct shell *sh, const char *text, const char *name, unsigned first_line)
{
	struct input in = {0};
	int status;

	input_from_string(&in, name, text, strlen(text));
	in.first_line = first_line;
	status = run_input(sh, &in, true);
	input_release(&in);
	return status;
}

int shell_run_action(struct shell *sh, const char *text, const char *name, unsigned first_line)
{
	bool unattended = sh->unattended;
	int status;

	sh->unattended = true;
	status = shell_run_string(sh, text, name, first_line);
	sh->unattended = unattended;
	return status;
}

/* The whole text of a file to source; NULL after printing why not. */
static char *read_source(struct shell *sh, const char *path, size_t *ret_len)
{
	scoped_buf struct buf text = BUF_INIT;
	scoped_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	int r;

	if (fd < 0) {
		diag(sh, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		diag(sh, "%s: is a directory", path);
		return NULL;
	}
	r = fd_read_all(fd, &text);
	if (r < 0) {
		diag(sh, "%s: %s", path, strerror(-r));
		return NULL;
	}
	*ret_len = text.len;
	return buf_steal(&text);
}

/* As in bash: NULs in the first 80 bytes of a first line mean a binary. */
static bool is_binary(const char *text, size_t len)
{
	size_t head = len < 80 ? len : 80;
	const char *newline = memchr(text, '\n', head);

	return memchr(text, '\0', newline ? (size_t)(newline - text) : head) != NULL;
}

static int run_sourced(struct shell *sh, const char *path, const char *text, size_t len)
{
	struct input in = {0};
	struct trap_aside aside;
	bool errtrace = sh->opts.errtrace;
	bool unattended = sh->unattended;
	int status;

	/* ERR is inherited by a sourced file, DEBUG and RETURN with functrace only. */
	sh->opts.errtrace = true;
	trap_put_aside(sh, false, &aside);
	sh->opts.errtrace = errtrace;
	input_from_string(&in, path, text, len);
	sh->unattended = true;
	status = run_input(sh, &in, true);
	sh->unattended = unattended;
	input_release(&in);
	if (sh->unwind == UNWIND_RETURN) {
		sh->unwind = UNWIND_NONE;
		status = sh->status;
		sh->status = sh->status_at_return;
	}
	trap_put_back(sh, &aside);
	if (sh->trap_return && sh->unwind == UNWIND_NONE)
		trap_run(sh, TRAP_RETURN);
	sh->status = status;
	return status;
}

int shell_source(struct shell *sh, const char *path, char **args, size_t n_args)
{
	size_t len = 0;
	scoped_free char *text = read_source(sh, path, &len);
	scoped_free char *kept = xstrdup(path);
	struct frame frame = {
		.kind = FRAME_SOURCE,
		.function = "source",
		.source = kept,
		.call_line = sh->line,
		.up = sh->frame,
	};
	unsigned line = sh->line;
	bool has_args = args && n_args, debugged = sh->opts.extdebug;
	int status;

	if (!text)
		return 1;
	if (is_binary(text, len)) {
		diag(sh, "%s: cannot execute binary file", path);
		return 126;
	}
	if (has_args) {
		frame.args = args;
		frame.n_args = n_args;
	}
	sh->args_replaced = false;
	sh->frame = &frame;
	args_log_named(sh);
	if (!has_args || debugged)
		args_log_call(sh, has_args ? args : &kept, has_args ? n_args : 1);
	status = run_sourced(sh, kept, text, len);
	if (!has_args || sh->opts.extdebug)
		args_log_return(sh);
	sh->frame = frame.up;
	sh->line = line;
	/* What `set` made of them last stays: the file's parameters become its caller's. */
	if (has_args && sh->args_replaced) {
		args_set(sh, frame.args, frame.n_args);
		sh->args_replaced = false;
	}
	args_release(&frame);
	return status;
}

int shell_leave(struct shell *sh, int status)
{
	sh->status = status;
	if (sh->nested && sh->outer_command)
		sh->command = sh->outer_command;
	if (!sh->from_c || in_function(sh))
		trap_run(sh, TRAP_EXIT);
	sh->unwind = UNWIND_EXIT;
	return sh->status;
}

void shell_leave_here(struct shell *sh)
{
	if (expand_guarded(sh)) /* the process that does it again will */
		return;
	trap_run(sh, TRAP_EXIT);
	sh->unwind = UNWIND_EXIT;
}

/* How many functions bash takes down: those between the innermost text and the last reader. */
static unsigned frames_to_leave(const struct shell *sh)
{
	bool reader_unwinds = sh->from_c && !sh->in_subshell;
	const struct frame *f = sh->nested ? sh->inner_frame : NULL;
	const struct frame *end = reader_unwinds ? NULL : sh->outer_frame;
	unsigned n = 0;

	for (; f && f != end && f->kind != FRAME_MAIN; f = f->up)
		n++;
	return n;
}

void shell_leave_by_errexit(struct shell *sh)
{
	struct frame *frame = sh->frame;

	if (!in_function(sh))
		return;
	if (!sh->in_subshell || sh->nested || sh->lone_child)
		scopes_drop(sh);
	for (unsigned n = frames_to_leave(sh); n > 0; n--)
		sh->frame = sh->frame->up;
	if (sh->nested && sh->outer_command)
		sh->command = sh->outer_command;
	shell_leave_here(sh);
	sh->frame = frame;
}

int shell_finish(struct shell *sh)
{
	sh->unwind = UNWIND_NONE;
	trap_run(sh, TRAP_EXIT);
	if (sh->interactive && sh->login && sh->opts.huponexit)
		job_hangup_all(sh);
	if (sh->interactive && !sh->in_subshell)
		history_save(sh);
	if (sh->interactive)
		job_control_set(sh, false);
	return sh->status & 0xff;
}
