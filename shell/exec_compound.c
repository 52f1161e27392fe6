/*
 * shell/exec_compound.c - if, for, while, until, case, select, ((…)) and for ((…)).
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "lib/utf8.h"
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/job.h"
#include "shell/expand.h"
#include "shell/parser.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* The compound command that begins; its line is not that of an ERR trap. */
static void at_line(struct shell *sh, const struct node *n)
{
	sh->line = n->line + sh->line_shift;
}

/* Conditions neither trigger `set -e` nor are the last thing this process does. */
static int exec_condition(struct shell *sh, const struct node *n)
{
	int status;

	sh->errexit_ignored++;
	status = exec_node(sh, n, 0);
	sh->errexit_ignored--;
	return status;
}

int exec_if(struct shell *sh, const struct node *n, unsigned flags)
{
	unsigned line = sh->line;
	int status = exec_condition(sh, n->if_.condition);

	sh->line = line;
	if (sh->unwind != UNWIND_NONE)
		return status;
	flags &= ~(unsigned)EXEC_NEGATED;
	if (status == 0)
		return exec_node(sh, n->if_.then_part, flags);
	return n->if_.else_part ? exec_node(sh, n->if_.else_part, flags) : 0;
}

/* After a loop's body: false when the loop is over. */
static bool loop_goes_on(struct shell *sh)
{
	if (!exec_poll(sh)) {
		if (sh->unwind == UNWIND_BREAK) {
			if (--sh->unwind_levels <= 0)
				sh->unwind = UNWIND_NONE;
			return false;
		}
		if (sh->unwind != UNWIND_CONTINUE)
			return false;
		if (--sh->unwind_levels > 0)
			return false; /* an outer loop's */
		sh->unwind = UNWIND_NONE;
	}
	return true;
}

int exec_while(struct shell *sh, const struct node *n, unsigned flags)
{
	int status = 0;

	(void)flags;
	sh->frame->loop_depth++;
	for (;;) {
		int condition = exec_condition(sh, n->while_.condition);

		job_forget_told(sh);
		if (sh->unwind != UNWIND_NONE) {
			if (loop_goes_on(sh))
				continue;
			break;
		}
		if ((condition == 0) == n->while_.until)
			break;
		status = exec_node(sh, n->while_.body, 0);
		if (!loop_goes_on(sh))
			break;
	}
	sh->frame->loop_depth--;
	return status;
}

/* The words of `for` and `select`, in the scratch arena; without `in` the positional parameters. */
static bool loop_words(struct shell *sh, const struct node *n, struct fields *f)
{
	const struct frame *frame;

	if (n->for_.has_in)
		return expand_words(sh, n->for_.words, f);
	frame = args_frame(sh);
	for (size_t i = 0; i < frame->n_args; i++)
		fields_add(f, &sh->scratch, arena_strdup(&sh->scratch, frame->args[i]));
	return true;
}

/* A nameref as loop variable is pointed at each word in turn. */
static bool set_loop_variable(struct shell *sh, const char *name, const char *value)
{
	struct var *v = var_find_noref(sh, name);

	if (v && v->flags & VAR_NAMEREF) {
		if (v->flags & VAR_READONLY || !is_name(value, strcspn(value, "["))) {
			diag(sh, v->flags & VAR_READONLY ? "%s: readonly variable"
				: "`%s': not a valid identifier",
					v->flags & VAR_READONLY ? name : value);
			return false;
		}
		if (!strcmp(name, value)) {
			diag(sh, "%s: nameref variable self references not allowed", name);
			return false;
		}
		var_store(v, value, strlen(value));
		var_changed(sh, v);
		return true;
	}
	return var_set(sh, name, value);
}

static bool valid_loop_name(struct shell *sh, const char *name)
{
	if (is_name(name, strlen(name)))
		return true;
	diag(sh, "`%s': not a valid identifier", name);
	return false;
}

/* A loop ends with 1 at a name that cannot be set; a posix shell ends with it, with @status. */
static int loop_failed(struct shell *sh, int status)
{
	if (sh->opts.posix && !sh->interactive_shell)
		return shell_abort_command(sh, status);
	sh->status = 1;
	return 1;
}

int exec_for(struct shell *sh, const struct node *n, unsigned flags)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	size_t substitutions = process_substitutions_mark(sh);
	struct fields f = {0};
	unsigned line = sh->line;
	int status = 0;

	(void)flags;
	if (!valid_loop_name(sh, n->for_.name))
		return loop_failed(sh, 2);
	at_line(sh, n);
	if (!loop_words(sh, n, &f)) {
		arena_rewind(&sh->scratch, mark);
		return sh->status ? sh->status : 1;
	}
	sh->frame->loop_depth++;
	for (size_t i = 0; i < f.len; i++) {
		at_line(sh, n);
		if (sh->opts.xtrace)
			xtrace_head(sh, "for", n);
		if (!exec_debug_trap(sh, n))
			continue;
		if (!set_loop_variable(sh, n->for_.name, f.items[i])) {
			status = loop_failed(sh, 1);
			break;
		}
		status = exec_node(sh, n->for_.body, 0);
		job_forget_told(sh);
		if (!loop_goes_on(sh))
			break;
	}
	sh->frame->loop_depth--;
	sh->line = line;
	process_substitutions_end(sh, substitutions);
	arena_rewind(&sh->scratch, mark);
	return status;
}

/* An arithmetic command fails; it does not abandon the line. */
static const struct arith_context arith_command = {.who = "((", .keep_going = true};

/* One of the three expressions, an empty one is 1; the shell goes on at @line. */
static bool eval_part(struct shell *sh, const struct node *n, const struct word *w, unsigned line,
	int64_t *ret)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	bool ok = true;

	*ret = 1;
	at_line(sh, n);
	if (w && sh->opts.xtrace)
		xtrace_line(sh, "(( %s ))", w->text);
	sh->command_part = w;
	if (exec_debug_trap(sh, n) && w) {
		ok = arith_eval_word_in(sh, arith_command, w, ret);
		arena_rewind(&sh->scratch, mark);
	}
	sh->line = line;
	return ok;
}

int exec_arith_for(struct shell *sh, const struct node *n, unsigned flags)
{
	unsigned line = sh->line;
	int status = 0;
	int64_t value;

	(void)flags;
	if (!eval_part(sh, n, n->arith_for.init, line, &value))
		return 1;
	sh->frame->loop_depth++;
	for (;;) {
		if (!eval_part(sh, n, n->arith_for.test, line, &value)) {
			status = 1;
			break;
		}
		if (!value || sh->unwind != UNWIND_NONE)
			break;
		status = exec_node(sh, n->arith_for.body, 0);
		job_forget_told(sh);
		if (!loop_goes_on(sh))
			break;
		if (!eval_part(sh, n, n->arith_for.step, line, &value)) {
			status = 1;
			break;
		}
	}
	sh->frame->loop_depth--;
	sh->line = line;
	return status;
}

int exec_arith(struct shell *sh, const struct node *n, unsigned flags)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	unsigned line = sh->line;
	int64_t value = 0;
	bool ok;

	exec_set_line(sh, n->line);
	if (!exec_debug_trap(sh, n))
		return 0;
	if (sh->opts.xtrace)
		xtrace_line(sh, "(( %s ))", n->arith->text);
	ok = arith_eval_word_in(sh, arith_command, n->arith, &value);
	arena_rewind(&sh->scratch, mark);
	if (sh->unwind != UNWIND_NONE)
		return sh->status;
	sh->status = ok && value ? 0 : 1;
	set_pipestatus(sh, sh->status);
	exec_check_status(sh, flags);
	sh->line = line;
	return sh->status;
}

static bool case_matches(struct shell *sh, const struct case_item *item, const char *text,
	unsigned flags)
{
	for (const struct word *w = item->patterns; w; w = w->next) {
		struct arena_mark mark = arena_mark(&sh->scratch);
		const char *pattern;
		bool matches;

		/* A plain word needs no matcher. */
		if (w->value && !(flags & PATTERN_NOCASE)) {
			if (strcmp(w->value, text) == 0)
				return true;
			continue;
		}
		pattern = expand_pattern(sh, w);
		matches = pattern && pattern_match(pattern, text, flags);
		arena_rewind(&sh->scratch, mark);
		if (matches)
			return true;
		if (sh->unwind != UNWIND_NONE)
			return false;
	}
	return false;
}

int exec_case(struct shell *sh, const struct node *n, unsigned flags)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	unsigned match = PATTERN_EXTGLOB | (sh->opts.nocasematch ? PATTERN_NOCASE : 0);
	const struct case_item *item = n->case_.items;
	unsigned line = sh->line;
	const char *text;
	int status = 0;

	at_line(sh, n);
	flags &= ~(unsigned)EXEC_NEGATED;
	xtrace_line(sh, "case %s in", n->case_.word->text);
	if (!exec_debug_trap(sh, n))
		return 0;
	text = expand_string(sh, n->case_.word);
	if (!text)
		return sh->status ? sh->status : 1;
	if (!sh->opts.extglob)
		match &= ~(unsigned)PATTERN_EXTGLOB;
	while (item && sh->unwind == UNWIND_NONE) {
		if (!case_matches(sh, item, text, match)) {
			item = item->next;
			continue;
		}
		/* ;& runs the next body whatever its patterns. */
		for (;;) {
			status = item->body ? exec_node(sh, item->body,
				item->end == CASE_BREAK ? flags & ~(unsigned)EXEC_FORKED : 0) : 0;
			if (item->end != CASE_FALL || !item->next || sh->unwind != UNWIND_NONE)
				break;
			item = item->next;
		}
		if (item->end != CASE_TEST_NEXT)
			break;
		item = item->next;
	}
	if (sh->unwind != UNWIND_NONE && !status)
		status = sh->status;
	sh->line = line;
	arena_rewind(&sh->scratch, mark);
	return status;
}

/* ---- select ---- */

static size_t columns(struct shell *sh)
{
	const char *value = var_get(sh, "COLUMNS");
	struct winsize size;
	int n;

	if (value && num_parse_int(value, 1, 10000, &n) == 0)
		return (size_t)n;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return 80;
}

static size_t display_width(const char *s)
{
	size_t n = 0;
	size_t left = strlen(s);

	while (left) {
		size_t len = utf8_sequence(s, left);

		s += len ? len : 1;
		left -= len ? len : 1;
		n++;
	}
	return n;
}

static size_t digits(size_t n)
{
	size_t d = 1;

	for (; n >= 10; n /= 10)
		d++;
	return d;
}

/* Move from @from to @to with tabs where they fit, as bash does. */
static void indent(struct buf *out, size_t from, size_t to)
{
	while (from < to) {
		if (to / 8 > from / 8) {
			buf_add_char(out, '\t');
			from += 8 - from % 8;
		} else {
			buf_add_char(out, ' ');
			from++;
		}
	}
}

static void print_menu(struct shell *sh, const struct fields *f)
{
	scoped_buf struct buf out = BUF_INIT;
	size_t width = 0;
	size_t number = digits(f->len);
	size_t cell, cols, rows;

	for (size_t i = 0; i < f->len; i++) {
		size_t w = display_width(f->items[i]);

		width = w > width ? w : width;
	}
	cell = width + number + 2 + 2;
	cols = columns(sh) / cell;
	cols = cols ? cols : 1;
	rows = (f->len + cols - 1) / cols;
	cols = (f->len + rows - 1) / rows;
	if (rows == 1) {
		rows = f->len;
		cols = 1;
	}
	for (size_t row = 0; row < rows; row++) {
		size_t at = 0;

		for (size_t i = row; i < f->len; i += rows) {
			/* the numbers of the first column end with the last row's */
			size_t room = i == row ? digits(rows) : number;
			size_t end = at + room + 2 + display_width(f->items[i]);

			buf_printf(&out, "%*zu) %s", (int)room, i + 1, f->items[i]);
			if (i + rows < f->len)
				indent(&out, end, at + cell);
			at += cell;
		}
		buf_add_char(&out, '\n');
	}
	fd_write_all(STDERR_FILENO, out.s, out.len);
}

/* One answer through `read`, as it is typed but for its backslashes: false at end of file. */
static bool read_reply(struct shell *sh)
{
	char *argv[] = {(char[]){"read"}, NULL};
	const char *ps3 = var_get(sh, "PS3");
	const char *prompt = ps3 ? ps3 : "#? ";

	fd_write_all(STDERR_FILENO, prompt, strlen(prompt));
	return exec_argv(sh, 1, argv, RUN_BUILTIN) == 0;
}

/* The number that @reply is, blanks around it allowed, up to @most; 0: none. */
static size_t chosen(struct shell *sh, const char *reply, size_t most)
{
	static const char blanks[] = " \t\n\v\f\r";
	size_t len;
	int n;

	reply += strspn(reply, blanks);
	len = strlen(reply);
	while (len && strchr(" \t", reply[len - 1]))
		len--;
	if (num_parse_int(arena_strndup(&sh->scratch, reply, len), 1, INT_MAX, &n) < 0)
		return 0;
	return (size_t)n <= most ? (size_t)n : 0;
}

int exec_select(struct shell *sh, const struct node *n, unsigned flags)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	struct fields f = {0};
	unsigned line = sh->line;
	bool show = true;
	int status = 0;

	(void)flags;
	if (!valid_loop_name(sh, n->for_.name))
		return 1;
	at_line(sh, n);
	xtrace_head(sh, "select", n);
	if (!loop_words(sh, n, &f) || !f.len) {
		sh->line = line;
		arena_rewind(&sh->scratch, mark);
		return sh->unwind == UNWIND_NONE ? 0 : 1;
	}
	sh->frame->loop_depth++;
	for (;;) {
		const char *reply;
		size_t choice;

		at_line(sh, n);
		if (show)
			print_menu(sh, &f);
		if (!read_reply(sh)) {
			fd_write_all(STDOUT_FILENO, "\n", 1);
			status = 1;
			break;
		}
		reply = var_get(sh, "REPLY");
		show = !reply || !*reply;
		if (show)
			continue;
		choice = chosen(sh, reply, f.len);
		if (!set_loop_variable(sh, n->for_.name, choice ? f.items[choice - 1] : "")) {
			status = loop_failed(sh, 1);
			break;
		}
		status = exec_node(sh, n->for_.body, 0);
		job_forget_told(sh);
		if (!loop_goes_on(sh))
			break;
		reply = var_get(sh, "REPLY");
		show = reply && !*reply;
	}
	sh->frame->loop_depth--;
	sh->line = line;
	arena_rewind(&sh->scratch, mark);
	return status;
}
