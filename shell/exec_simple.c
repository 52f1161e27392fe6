/*
 * shell/exec_simple.c - simple commands: words, then assignments, then redirections, then what
 * runs.
 *
 * The order of effects is bash's: A=$(x) cmd $(y) >$(z) runs y, x, z.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "shell/ast.h"
#include "shell/builtin.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand_internal.h"
#include "shell/func.h"
#include "shell/job.h"
#include "shell/lookup.h"
#include "shell/lookup_internal.h"
#include "shell/parser.h"
#include "shell/precheck.h"
#include "shell/redir.h"
#include "shell/shell.h"
#include "shell/shell_vars.h"
#include "shell/trap.h"
#include "shell/var.h"
#include "shell/var_internal.h"

enum { STATUS_DENIED = 126 };

/* A simple command on its way. */
struct simple {
	const struct node *node;
	const struct redir *redirs;
	const struct assign *assigns; /* in front of it */
	unsigned flags;               /* EXEC_* */
	struct fields argv;
	bool behind_command;          /* `command` was in front of .argv */
	bool default_path;            /* `command -p` was */
};

/* ---- words ---- */

/* set -k: @w, when it is an assignment, counts as one in front of the command. */
static bool take_keyword(struct shell *sh, struct simple *s, const struct word *w)
{
	struct assign *as = parse_assignment(sh, &sh->scratch, w->text);
	struct assign *copy = NULL;
	struct assign **tail = &copy;

	if (!as)
		return false;
	for (const struct assign *at = s->assigns; at; at = at->next) {
		*tail = arena_memdup(&sh->scratch, at, sizeof(*at));
		tail = &(*tail)->next;
	}
	*tail = as;
	s->assigns = copy;
	return true;
}

static bool expand_arguments(struct shell *sh, struct simple *s)
{
	const struct node *n = s->node;

	s->argv.items = arena_alloc(&sh->scratch, (n->simple.n_words + 2) * sizeof(char *));
	s->argv.cap = n->simple.n_words + 2;
	s->argv.items[0] = NULL;
	for (const struct word *w = n->simple.words; w; w = w->next) {
		if (sh->opts.keyword && s->argv.len && take_keyword(sh, s, w))
			continue;
		if (w->assign && exec_declares(sh, n)) {
			if (!exec_declare_operand(sh, n, w, &s->argv))
				return false;
			continue;
		}
		if (w->value && !w->assign) {
			/* Nobody writes to argv: the text of the tree serves. */
			fields_add(&s->argv, &sh->scratch, (char *)(uintptr_t)w->value);
			continue;
		}
		if (!expand_word(sh, w, &s->argv))
			return false;
	}
	return true;
}

/* ---- assignments ---- */

/* Is this process one that was forked for @s alone, as a member of a pipeline or by &? */
static bool is_forked(const struct simple *s)
{
	return s->flags & EXEC_FORKED && s->flags & EXEC_NO_ERREXIT;
}

/* ---- commands of assignments and redirections only ---- */

static bool takes_stdin(const struct redir *r)
{
	bool input = r->kind == REDIR_INPUT || r->kind == REDIR_READ_WRITE || r->kind == REDIR_DUP_INPUT;

	if (r->fd > 0 || (r->fd < 0 && !input))
		return false;
	if (r->kind == REDIR_DUP_INPUT || r->kind == REDIR_DUP_OUTPUT)
		return !isdigit((unsigned char)*r->target->text); /* a number is no word to bash */
	return input;
}

/* Without a command some redirections are not even tried in the shell itself: {v}>…, <… */
static bool is_for_child(const struct redir *r)
{
	while (r && !r->fd_var && !takes_stdin(r))
		r = r->next;
	return r;
}

/* A process that was forked for them itself does not wait for that child of its own in bash. */
static int redirect_in_child(struct shell *sh, const struct simple *s)
{
	pid_t pid;

	if (is_forked(s)) {
		redir_apply(sh, s->redirs, NULL);
		return 0;
	}
	pid = process_fork(sh, false);
	if (pid == 0)
		child_exit(sh, redir_apply(sh, s->redirs, NULL) ? 0 : 1);
	return pid < 0 ? 1 : job_wait_simple(sh, pid, s->node);
}

static int run_assignments(struct shell *sh, const struct simple *s)
{
	struct redir_undo undo = {0};
	int status = 0;

	for (const struct assign *as = s->assigns; as; as = as->next) {
		if (assign_apply(sh, as, NULL))
			continue;
		if (is_forked(s))
			trap_inherit_exit(sh); /* as in run() */
		if (sh->unwind != UNWIND_NONE)
			return sh->status ? sh->status : 1;
		return sh->behind_command ? shell_abandon(sh, 1) : shell_abort_command(sh, 1);
	}
	if (is_for_child(s->redirs))
		return redirect_in_child(sh, s);
	if (s->redirs) {
		status = redir_apply(sh, s->redirs, &undo) ? 0 : 1;
		redir_undo(sh, &undo);
		if (status)
			return status;
	}
	return sh->last_cmdsub_set ? sh->last_cmdsub_status : 0;
}

/* POSIX 2.8.1: only outside posix mode the command runs all the same. */
static void posix_assignment_failed(struct shell *sh, const struct simple *s)
{
	const struct builtin *b = builtin_find(sh, s->argv.items[0]);

	if (b && b->flags & BUILTIN_SPECIAL) {
		expand_fatal(sh);
	} else {
		shell_abandon(sh, 1);
	}
}

static bool push_assignments(struct shell *sh, const struct simple *s)
{
	if (!s->assigns)
		return true;
	scope_push_temporary(sh);
	for (const struct assign *as = s->assigns; as; as = as->next) {
		if (scope_assign_temporary(sh, as))
			continue;
		scope_pop_temporary(sh);
		if (sh->unwind == UNWIND_NONE)
			posix_assignment_failed(sh, s);
		return false;
	}
	return true;
}

/* Words of redirections do not see the assignments in front of the command. */
static bool apply_redirs(struct shell *sh, const struct simple *s, struct redir_undo *undo)
{
	bool ok;

	if (!s->redirs)
		return true;
	if (s->assigns)
		scope_hide_temporary(sh, true);
	ok = redir_apply(sh, s->redirs, undo);
	if (s->assigns)
		scope_hide_temporary(sh, false);
	return ok;
}

/* ---- builtins ---- */

int exec_builtin(struct shell *sh, const struct builtin *b, int argc, char **argv)
{
	const char *before = sh->builtin_name;
	int status = precheck_builtin(sh, argc, argv);

	if (status)
		return status;
	sh->builtin_name = b->name;
	if (argc > 1 && strcmp(argv[1], "--help") == 0 && !(b->flags & BUILTIN_NO_HELP))
		status = builtin_usage_help(sh, b);
	else
		status = b->run(sh, argc, argv);
	sh->builtin_name = before;
	return status;
}

/* A builtin or function that is a member of a pipeline is a level deeper than its words were. */
static void enter_member(struct shell *sh, const struct simple *s)
{
	sh->subshell_depth += (s->flags & (EXEC_MEMBER | EXEC_BACKGROUND)) == EXEC_MEMBER;
	if (s->flags & EXEC_MEMBER)
		job_table_member(sh, s->flags & EXEC_BACKGROUND ? NULL : s->argv.items);
}

static int call_builtin(struct shell *sh, const struct simple *s, const struct builtin *b)
{
	enter_member(sh, s);
	sh->forked_builtin |= is_forked(s);
	return exec_builtin(sh, b, (int)s->argv.len, s->argv.items);
}

/* The redirections of `exec` alone stay, also behind `command` (but not `builtin`). */
static bool is_exec(const struct simple *s)
{
	size_t i = 0;

	while (i + 1 < s->argv.len && strcmp(s->argv.items[i], "command") == 0)
		i++;
	return strcmp(s->argv.items[i], "exec") == 0;
}

/*
 * POSIX 2.8.1: does what the special builtin failed with end the shell?  bash asks after the ERR
 * trap, by when it has forgotten a misuse.
 */
static bool ends_shell(const struct shell *sh, const struct simple *s)
{
	bool ignored = sh->errexit_ignored || s->flags & (EXEC_NO_ERREXIT | EXEC_NEGATED);

	if (!sh->opts.posix || sh->interactive_shell || sh->unwind != UNWIND_NONE)
		return false;
	return sh->special_failed || (sh->misused && !ignored && !sh->trap_err);
}

static int run_builtin(struct shell *sh, const struct simple *s, const struct builtin *b)
{
	bool special = b->flags & BUILTIN_SPECIAL;
	struct redir_undo undo = {0};
	int status;

	if (!apply_redirs(sh, s, &undo)) {
		redir_undo(sh, &undo);
		if (special && sh->opts.posix && !sh->interactive_shell && sh->unwind == UNWIND_NONE) {
			sh->status = 1;
			sh->unwind = UNWIND_EXIT;
		}
		return 1;
	}
	sh->misused = sh->special_failed = false;
	if (s->assigns && b->flags & BUILTIN_SCOPE)
		globals_of(sh)->temporary->merged = true;
	status = call_builtin(sh, s, b);
	if (status == STATUS_BAD_ASSIGNMENT && !is_forked(s))
		status = 1;
	if (special && ends_shell(sh, s)) { /* not behind `command` */
		sh->status = status;
		sh->unwind = UNWIND_EXIT;
	}
	sh->misused = sh->special_failed = false;
	if (s->redirs && ((status == 0 && is_exec(s)) || is_forked(s)))
		redir_keep(sh, &undo); /* a forked process has them to its end: its EXIT trap */
	else if (s->redirs)
		redir_undo(sh, &undo);
	return status;
}

/* ---- functions ---- */

static int run_function(struct shell *sh, const struct simple *s, struct func *f)
{
	struct redir_undo undo = {0};
	int status = 1;

	if (!apply_redirs(sh, s, &undo)) {
		redir_undo(sh, &undo);
		if (s->assigns)
			scope_pop_temporary(sh);
		return 1;
	}
	sh->forked_call = is_forked(s);
	enter_member(sh, s);
	sh->redirected_calls += s->redirs != NULL;
	status = exec_call(sh, f, (int)s->argv.len, s->argv.items, s->assigns != NULL);
	sh->redirected_calls -= s->redirs != NULL;
	if (is_forked(s)) {
		redir_keep(sh, &undo); /* as in run_builtin() */
	} else if (s->redirs) {
		redir_undo(sh, &undo);
		if (sh->unwind == UNWIND_EXIT && sh->left_by_errexit)
			shell_leave_by_errexit(sh);
		sh->left_by_errexit = false; /* bash undoes these, and those around them */
	}
	return status;
}

/* ---- programs ---- */

/* May this process become the program? Nothing of ours must be left to do. */
static bool may_replace(struct shell *sh, unsigned flags)
{
	return flags & EXEC_LAST && !trap_get(sh, TRAP_EXIT) && !sh->trap_err && !sh->trap_debug &&
		!trap_pending() && sh->undos == sh->undos_at_fork && !traps_any(sh) &&
		(!sh->opts.monitor || !sh->in_subshell);
}

static int run_path(struct shell *sh, const char *path, const struct simple *s)
{
	struct precheck check = precheck_command(sh, path, s->argv.items);
	struct launch l = {.redirs = s->redirs, .node = s->node};
	int status;

	if (check.status)
		return check.status;
	/* Of `bash -c` bash replaces only what has no redirections. */
	if (s->flags & EXEC_ONESHOT && may_replace(sh, s->flags) && !(s->redirs && !sh->in_subshell))
		shell_level_add(sh, -1);
	l.path = check.path ? check.path : path;
	l.argv = check.argv ? check.argv : s->argv.items;
	l.envp = precheck_command_environ(sh, &check, var_environ_for(sh, l.path, &sh->scratch));
	if (!l.envp)
		return STATUS_DENIED;
	if (check.env_add)
		l.envp = environ_with(&sh->scratch, l.envp, check.env_add);
	if (may_replace(sh, s->flags)) {
		if (!apply_redirs(sh, s, NULL))
			return 1;
		return process_exec(sh, &l);
	}
	if (s->assigns)
		scope_hide_temporary(sh, true);
	status = process_run(sh, &l);
	if (s->assigns)
		scope_hide_temporary(sh, false);
	return status;
}

static int not_found(struct shell *sh, const struct simple *s)
{
	int status;

	if (s->assigns)
		scope_hide_temporary(sh, true);
	status = process_not_found(sh, (int)s->argv.len, s->argv.items, s->redirs);
	if (s->assigns)
		scope_hide_temporary(sh, false);
	return status;
}

/* A restricted shell runs what PATH has. */
static bool is_forbidden(struct shell *sh, const char *name)
{
	if (!sh->restricted || !strchr(name, '/'))
		return false;
	diag(sh, "%s: restricted: cannot specify `/' in command names", name);
	return true;
}

/* autocd: the name is that of a directory, and no command's. */
static bool is_place(struct shell *sh, const char *name)
{
	struct stat st;
	int status;

	if (!sh->opts.autocd || !sh->interactive || stat(name, &st) < 0 || !S_ISDIR(st.st_mode))
		return false;
	return strchr(name, '/') || !lookup_command(sh, name, &sh->scratch, &status);
}

static int go_there(struct shell *sh, const struct simple *s)
{
	scoped_buf struct buf shown = BUF_INIT;
	size_t n = s->argv.len;
	char **argv = arena_alloc(&sh->scratch, (n + 3) * sizeof(*argv));
	struct simple cd = *s;

	argv[0] = arena_strdup(&sh->scratch, "cd");
	argv[1] = arena_strdup(&sh->scratch, "--");
	memcpy(argv + 2, s->argv.items, (n + 1) * sizeof(*argv));
	cd.argv = (struct fields){.items = argv, .len = n + 2};
	for (size_t i = 0; i < n + 2; i++) {
		buf_add_str(&shown, i ? " " : "");
		quote_trace(&shown, argv[i]);
	}
	buf_add_char(&shown, '\n');
	fd_write_all(STDERR_FILENO, shown.s, shown.len);
	return run_builtin(sh, &cd, builtin_find(sh, "cd"));
}

static int run_file(struct shell *sh, const struct simple *s)
{
	const char *path;

	if (!s->behind_command && is_place(sh, s->argv.items[0]) && builtin_find(sh, "cd"))
		return go_there(sh, s);
	if (is_forbidden(sh, s->argv.items[0]))
		return 1;
	path = s->default_path ? lookup_in_default(sh, s->argv.items[0], &sh->scratch)
			       : lookup_for_exec(sh, s->argv.items[0], &sh->scratch);
	return path ? run_path(sh, path, s) : not_found(sh, s);
}

/*
 * `command [-p] [--] name`: take what is in front of the name away, if that is no builtin's.  The
 * program gets its redirections as if `command` were not there, after the fork.
 */
static bool step_over_command(struct shell *sh, struct simple *s)
{
	char **word = s->argv.items;
	char **end = word + s->argv.len;
	bool default_path = false;

	while (word < end && strcmp(*word, "command") == 0) {
		word++;
		if (word < end && strcmp(*word, "-p") == 0) {
			default_path = true;
			word++;
		}
		if (word < end && strcmp(*word, "--") == 0)
			word++;
		else if (word < end && **word == '-')
			return false;
	}
	if (word == end || builtin_find(sh, *word) || (default_path && sh->restricted))
		return false;
	s->argv = (struct fields){.items = word, .len = (size_t)(end - word)};
	s->behind_command = true;
	s->default_path = default_path;
	return true;
}

/* A builtin or program. */
static int run_other(struct shell *sh, const struct simple *s, const struct builtin *b)
{
	struct simple behind = *s;
	int status;

	if (b && strcmp(b->name, "command") == 0 && step_over_command(sh, &behind)) {
		status = precheck_builtin(sh, (int)s->argv.len, s->argv.items);
		return status ? status : run_file(sh, &behind);
	}
	return b ? run_builtin(sh, s, b) : run_file(sh, s);
}

/* ---- all of them ---- */

static void keep_last_argument(struct shell *sh, const struct fields *argv)
{
	buf_reset(&sh->last_argument);
	if (argv->len)
		buf_add_str(&sh->last_argument, argv->items[argv->len - 1]);
}

/* `%1` is `fg %1` and, in front of a &, `bg %1` (bash manual 7.1). */
static int run_job_name(struct shell *sh, const struct simple *s)
{
	size_t n = s->argv.len;
	char **argv = arena_alloc(&sh->scratch, (n + 2) * sizeof(*argv));

	argv[0] = arena_strdup(&sh->scratch, s->flags & EXEC_BACKGROUND ? "bg" : "fg");
	memcpy(argv + 1, s->argv.items, (n + 1) * sizeof(*argv));
	return exec_argv(sh, (int)n + 1, argv, RUN_BUILTIN);
}

/* An expansion failed: in a process for @s alone bash expands before it resets the traps. */
static void inherit_exit_trap(struct shell *sh, const struct simple *s)
{
	if (is_forked(s))
		trap_inherit_exit(sh);
}

static int run_words(struct shell *sh, struct simple *s)
{
	const char *name = s->argv.items[0];
	struct func *f = func_find(sh, name);
	const struct builtin *b = f && !sh->opts.posix ? NULL : builtin_find(sh, name);
	int status;

	if (f && b && b->flags & BUILTIN_SPECIAL)
		f = NULL;
	if (!push_assignments(sh, s)) {
		if (sh->unwind != UNWIND_NONE)
			inherit_exit_trap(sh, s);
		return sh->status ? sh->status : 1;
	}
	if (sh->opts.xtrace)
		xtrace_words(sh, s->argv.items);
	if (*name == '%' && !(s->flags & EXEC_FORKED)) {
		status = run_job_name(sh, s);
		if (s->assigns)
			scope_pop_temporary(sh);
	} else if (f) {
		status = run_function(sh, s, f);
	} else {
		status = run_other(sh, s, b);
		if (s->assigns && b && b->flags & BUILTIN_SPECIAL && sh->opts.posix)
			scope_keep_temporary(sh);
		else if (s->assigns)
			scope_pop_temporary(sh);
	}
	return status;
}

static int run(struct shell *sh, struct simple *s)
{
	if (s->node->simple.words && !expand_arguments(sh, s)) {
		inherit_exit_trap(sh, s);
		return sh->unwind == UNWIND_NONE ? shell_abort_command(sh, 1) : sh->status;
	}
	if (!s->argv.len)
		return run_assignments(sh, s);
	return run_words(sh, s);
}

int exec_simple(struct shell *sh, const struct node *n, unsigned flags)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	size_t substitutions = process_substitutions_mark(sh);
	struct simple s = {.node = n, .redirs = n->redirs, .assigns = n->simple.assigns,
		.flags = flags};
	unsigned line = sh->line;
	int status;

	exec_set_line(sh, n->line);
	if (!sh->in_trap && !(flags & EXEC_MEMBER)) /* of those, before the fork */
		sh->command = n;
	if (sh->trap_debug && !(flags & EXEC_MEMBER) && !exec_debug_trap(sh, n)) {
		sh->line = line;
		return sh->status;
	}
	if (!sh->trap_err)
		flags |= EXEC_NO_ERR;
	sh->last_cmdsub_set = false;
	sh->exit_meant -= sh->exit_meant > 0;
	status = run(sh, &s);
	if (sh->unwind == UNWIND_NONE || sh->unwind == UNWIND_BREAK || sh->unwind == UNWIND_CONTINUE) {
		sh->status = status;
		set_pipestatus(sh, status);
	}
	if (sh->unwind != UNWIND_ERROR && sh->unwind != UNWIND_TOP)
		keep_last_argument(sh, &s.argv);
	process_substitutions_end(sh, substitutions);
	arena_rewind(&sh->scratch, mark);
	sh->frame->begins = false;
	if (status)
		exec_check_status(sh, flags | EXEC_SIMPLE);
	sh->line = line;
	exec_poll(sh);
	return sh->status;
}

/* ---- `command`, `builtin`, and others that run words ---- */

int exec_argv(struct shell *sh, int argc, char **argv, unsigned kinds)
{
	struct simple s = {.node = sh->command, .argv = {.items = argv, .len = (size_t)argc}};
	const struct builtin *b = kinds & RUN_BUILTIN ? builtin_find(sh, argv[0]) : NULL;
	struct func *f = kinds & RUN_FUNCTION ? func_find(sh, argv[0]) : NULL;
	const char *path;

	if (f)
		return exec_call(sh, f, argc, argv, false);
	if (b)
		return exec_builtin(sh, b, argc, argv);
	if (!(kinds & RUN_FILE))
		return 127;
	if (is_forbidden(sh, argv[0]))
		return 1;
	path = kinds & RUN_DEFAULT_PATH ? lookup_in_default(sh, argv[0], &sh->scratch)
					: lookup_for_exec(sh, argv[0], &sh->scratch);
	if (!path)
		return process_not_found(sh, argc, argv, NULL);
	return run_path(sh, path, &s);
}
