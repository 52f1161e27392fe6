/*
 * shell/expand_cmdsub.c - $(…) and `…` (bash manual 3.5.4).
 *
 * A child writes to a pipe.  Two cases need none: $(< file), and a single
 * builtin that only prints, run here with its output captured, as also in front of
 * a pipe (shell/pipeline.c).  The latter holds only as long as the expansion of its
 * words changes nothing: the guard (expand_internal.h) stops whatever would, and
 * then the fork is made after all.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "shell/ast.h"
#include "shell/builtin.h"
#include "shell/diag.h"
#include "shell/exec.h"
#include "shell/expand_internal.h"
#include "shell/job.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/precheck.h"
#include "shell/shell.h"
#include "shell/trap.h"

bool expand_guarded(struct shell *sh)
{
	struct expansion *x = sh->expansion;

	if (!x || !x->guarded)
		return false;
	x->impure = true;
	return true;
}

/* ---- the text ---- */

/* Without NULs and trailing newlines, in sh->scratch. */
static char *result_text(struct shell *sh, struct buf *out)
{
	size_t len = out->len;

	if (memchr(out->s, '\0', len)) {
		size_t kept = 0;

		diag(sh, "warning: command substitution: ignored null byte in input");
		for (size_t i = 0; i < len; i++)
			if (out->s[i])
				out->s[kept++] = out->s[i];
		len = kept;
	}
	while (len && out->s[len - 1] == '\n')
		len--;
	return arena_strndup(&sh->scratch, out->s, len);
}

static void set_status(struct shell *sh, int status)
{
	sh->last_cmdsub_set = true;
	sh->last_cmdsub_status = status;
	sh->status = status;
}

char *command_unparsed(struct shell *sh, const char *text)
{
	if (expand_guarded(sh))
		return arena_strdup(&sh->scratch, "");
	program_unref(parse_text(sh, text, strlen(text), "command substitution", sh->line));
	set_status(sh, 2);
	return arena_strdup(&sh->scratch, "");
}

/* ---- $(< file) ---- */

static char *read_file(struct shell *sh, const struct program *program)
{
	scoped_buf struct buf out = BUF_INIT;
	const char *path = expand_redirect_target(sh, program->root->redirs->target, NULL);
	scoped_fd int fd = -1;
	int r;

	if (!path) {
		set_status(sh, 1);
		return sh->unwind == UNWIND_NONE ? arena_strdup(&sh->scratch, "") : NULL;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	r = fd < 0 ? -errno : fd_read_all(fd, &out);
	if (r < 0) {
		diag(sh, "%s: %s", path, strerror(-r));
		set_status(sh, 1);
		return arena_strdup(&sh->scratch, "");
	}
	set_status(sh, 0);
	return result_text(sh, &out);
}

/* ---- a builtin without a fork ---- */

/* A simple command of words alone? */
static bool is_bare(const struct node *n)
{
	return n && n->kind == NODE_SIMPLE && !n->redirs && !n->simple.assigns && n->simple.words;
}

/* The one simple command that @program is; NULL: it is more than that. */
static const struct node *only_command(const struct program *program)
{
	const struct node *n = program->root;

	while (n) {
		if (n->kind == NODE_SEQUENCE && !n->sequence->next && !n->sequence->background)
			n = n->sequence->node;
		else if (n->kind == NODE_PIPELINE && n->pipeline.n == 1 && !n->pipeline.negate &&
			!n->pipeline.timed)
			n = n->pipeline.commands;
		else
			break;
	}
	return is_bare(n) ? n : NULL;
}

/* The builtin that can be run here, or NULL. */
static const struct builtin *pure_builtin(struct shell *sh, const struct node *n)
{
	const struct word *w = n->simple.words;
	const struct builtin *b;

	if (!(w->flags & WORD_LITERAL) || !w->value || sh->opts.xtrace || sh->opts.functrace ||
		sh->opts.errtrace || sh->opts.noexec)
		return NULL;
	b = builtin_find(sh, w->value);
	return b && b->flags & BUILTIN_PURE && !func_find(sh, w->value) ? b : NULL;
}

/* printf assigns by -v and by %n. */
static bool prints_only(const struct builtin *b, const struct fields *argv)
{
	size_t first = 1;

	if (strcmp(b->name, "printf") != 0 || argv->len < 2)
		return true;
	if (strcmp(argv->items[1], "--") == 0)
		first++;
	else if (strncmp(argv->items[1], "-v", 2) == 0)
		return false;
	for (const char *at = first < argv->len ? argv->items[first] : ""; (at = strchr(at, '%'));) {
		at += 1 + strspn(at + 1, "#0- +'*.123456789hlLjzt");
		if (*at == 'n')
			return false;
		at += *at == '%';
	}
	return true;
}

static int run_captured(struct shell *sh, const struct builtin *b, struct fields *argv,
	struct buf *out)
{
	struct buf *outer = sh->capture;
	bool guarded = sh->expansion->guarded;
	int status;

	sh->capture = out;
	sh->expansion->guarded = false; /* its messages are for good */
	status = exec_builtin(sh, b, (int)argv->len, argv->items);
	sh->expansion->guarded = guarded;
	sh->capture = outer;
	return status;
}

/*
 * Run @n with sh->line as its line, its output in @out; false: it has to be forked, as it is more
 * than a builtin that prints, or the guard has stopped something.
 */
static bool run_guarded(struct shell *sh, const struct node *n, struct buf *out, int *ret_status)
{
	const struct builtin *b = pure_builtin(sh, n);
	struct expansion *x = expansion_of(sh);
	bool was_guarded = x->guarded;
	struct fields argv = {0};
	bool expanded;

	if (!b)
		return false;
	x->guarded = true;
	expanded = expand_words(sh, n->simple.words, &argv);
	if (!expanded)
		*ret_status = sh->status;
	else if (!x->impure && argv.len && prints_only(b, &argv))
		*ret_status = run_captured(sh, b, &argv, out);
	else
		x->impure = true;
	x->guarded = was_guarded;
	sh->unwind = UNWIND_NONE; /* an error ends what would have been the child, not us */
	sh->abort_line = 0;
	if (!x->impure)
		return true;
	x->impure = was_guarded; /* the one around it has to be forked as well */
	return false;
}

/* False: it has to be forked.  *ret is the text.  @n is the only command of @program. */
static bool substitute_here(struct shell *sh, const struct program *program, const struct node *n,
	char **ret)
{
	scoped_buf struct buf out = BUF_INIT;
	unsigned line = sh->line;
	int status;
	bool done;

	if (!n)
		return false;
	sh->line += n->line - program->line;
	done = run_guarded(sh, n, &out, &status);
	sh->line = line;
	if (!done)
		return false;
	set_status(sh, status);
	*ret = result_text(sh, &out);
	return true;
}

bool command_captured(struct shell *sh, const struct node *n, struct buf *out, int *ret_status)
{
	bool had_substituted = sh->last_cmdsub_set;
	int status = sh->status;
	bool done = is_bare(n) && run_guarded(sh, n, out, ret_status);

	sh->last_cmdsub_set = had_substituted;
	sh->status = status;
	return done;
}

/* ---- a child ---- */

_Noreturn static void child_run(struct shell *sh, const struct program *program, int fd)
{
	sh->capture = NULL;
	job_table_substitution(sh);
	sh->trace_depth++;
	sh->nested = 1;
	sh->outer_command = sh->command;
	sh->outer_frame = sh->inner_frame = sh->frame;
	sh->line_shift = sh->line - program->line;
	sh->line = program->end_line + sh->line_shift;
	if (sh->expansion)
		sh->expansion->guarded = false;
	if (dup2(fd, STDOUT_FILENO) < 0)
		child_exit(sh, 1);
	close(fd);
	if (!sh->opts.inherit_errexit && !sh->opts.posix)
		sh->opts.errexit = false;
	/* exec_program() counts references; the tree itself is not written to. */
	exec_program(sh, (struct program *)(uintptr_t)program, EXEC_LAST | EXEC_FORKED | EXEC_ONESHOT);
	if (sh->unwind == UNWIND_ERROR) /* an abandoned command's status is lost here, as in eval */
		sh->status = 1;
	child_exit(sh, sh->status);
}

/* False: ^C came, and the shell gives up the command line. */
static bool read_pipe(struct shell *sh, int fd, struct buf *out)
{
	for (;;) {
		ssize_t n;

		buf_reserve(out, 4096);
		n = read(fd, out->s + out->len, out->cap - out->len - 1);
		if (n > 0)
			out->len += (size_t)n;
		else if (n == 0 || errno != EINTR)
			break;
		else if (sh->interactive && trap_interrupted() && !trap_get(sh, SIGINT))
			return false;
	}
	out->s[out->len] = '\0';
	return true;
}

static int wait_child(pid_t pid)
{
	int wait_status = 0;

	while (waitpid(pid, &wait_status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return status_of_wait(wait_status);
}

static char *substitute_forked(struct shell *sh, const struct program *program)
{
	scoped_buf struct buf out = BUF_INIT;
	scoped_fd int from = -1;
	int fds[2];
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC) < 0) {
		diag(sh, "cannot make pipe for command substitution: %s", strerror(errno));
		expand_failed(sh);
		return NULL;
	}
	from = fd_move_high(fds[0]);
	fds[1] = fd_move_high(fds[1]);
	pid = process_fork(sh, false);
	if (pid == 0) {
		close(take_fd(&from));
		child_run(sh, program, fds[1]);
	}
	close(fds[1]);
	if (pid < 0) {
		expand_failed(sh);
		return NULL;
	}
	if (!read_pipe(sh, from, &out)) {
		trap_run_pending(sh);
		return NULL;
	}
	set_status(sh, wait_child(pid));
	return result_text(sh, &out);
}

char *command_substitute(struct shell *sh, const struct program *program, bool reads_file)
{
	const struct node *n;
	char *text;

	if (!program || !program->root) {
		set_status(sh, 0);
		return arena_strdup(&sh->scratch, "");
	}
	job_forget_told(sh);
	if (reads_file && program->root->kind == NODE_SIMPLE)
		return read_file(sh, program);
	n = only_command(program);
	if (n && substitute_here(sh, program, n, &text))
		return text;
	if (expand_guarded(sh))
		return NULL;
	return substitute_forked(sh, program);
}
