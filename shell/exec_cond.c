/*
 * shell/exec_cond.c - [[ … ]].
 */
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/cleanup.h"
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/cond_ops.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/var.h"

/* The value of a condition; an error in a regular expression is its own. */
enum truth { TRUTH_TRUE = 0, TRUTH_FALSE = 1, TRUTH_BAD = 2 };

static enum truth truth(bool yes)
{
	return yes ? TRUTH_TRUE : TRUTH_FALSE;
}

static void set_rematch(struct shell *sh, const char *text, const regmatch_t *m, size_t n)
{
	char **values = arena_alloc(&sh->scratch, (n + 1) * sizeof(*values));

	for (size_t i = 0; i < n; i++)
		values[i] = m[i].rm_so < 0 ? arena_strdup(&sh->scratch, "")
			: arena_strndup(&sh->scratch, text + m[i].rm_so, (size_t)(m[i].rm_eo - m[i].rm_so));
	var_unset(sh, "BASH_REMATCH");
	var_set_array(sh, "BASH_REMATCH", values, n);
}

static enum truth match_regex(struct shell *sh, const char *text, const char *pattern)
{
	regex_t regex;
	scoped_free regmatch_t *matches = NULL;
	int flags = REG_EXTENDED | (sh->opts.nocasematch ? REG_ICASE : 0);
	size_t n;
	int r;

	if (regcomp(&regex, pattern, flags) != 0)
		return TRUTH_BAD;
	n = regex.re_nsub + 1;
	matches = xcalloc(n, sizeof(*matches));
	r = regexec(&regex, text, n, matches, 0);
	set_rematch(sh, text, matches, r == 0 ? n : 0);
	regfree(&regex);
	return truth(r == 0);
}

static bool has_bracket(const struct word *w)
{
	for (const struct word_part *p = w->parts; p; p = p->next)
		if (p->kind == PART_LITERAL && strchr(p->literal.text, '['))
			return true;
	return false;
}

static enum truth binary_integer(struct shell *sh, const struct cond *c, const char *not)
{
	const char *left = expand_string(sh, c->a);
	const char *right = left ? expand_string(sh, c->b) : NULL;
	struct arith_context in_cond = {.who = "[[", .keep_going = true};
	int64_t a, b;

	if (!right)
		return TRUTH_BAD;
	xtrace_line(sh, "[[ %s%s %s %s ]]", not, left, c->op, right);
	in_cond.brackets = has_bracket(c->a);
	if (!arith_eval_in(sh, in_cond, left, &a))
		return TRUTH_FALSE;
	in_cond.brackets = has_bracket(c->b);
	if (!arith_eval_in(sh, in_cond, right, &b))
		return TRUTH_FALSE;
	return truth(cond_integer(c->op, a, b));
}

/* The right side of @c: a pattern, an ERE or a string.  @ret_traced: as it is traced. */
static const char *expand_right(struct shell *sh, const struct cond *c, const char **ret_traced)
{
	bool other = c->op[0] == '<' || c->op[0] == '>' || c->op[0] == '-';

	if (sh->opts.xtrace && !other && strcmp(c->op, "=~") != 0)
		return expand_traced_pattern(sh, c->b, ret_traced);
	*ret_traced = strcmp(c->op, "=~") == 0 ? expand_regex(sh, c->b)
		      : other                  ? expand_string(sh, c->b)
					       : expand_pattern(sh, c->b);
	return *ret_traced;
}

static enum truth binary(struct shell *sh, const struct cond *c, const char *not)
{
	unsigned flags = PATTERN_EXTGLOB | (sh->opts.nocasematch ? PATTERN_NOCASE : 0);
	bool equal = strcmp(c->op, "==") == 0 || strcmp(c->op, "=") == 0;
	bool unequal = strcmp(c->op, "!=") == 0;
	bool regex = strcmp(c->op, "=~") == 0;
	const char *left, *right, *traced;

	if (cond_is_integer(c->op))
		return binary_integer(sh, c, not);
	left = c->a->value ? c->a->value : expand_string(sh, c->a);
	if (!left)
		return TRUTH_BAD;
	right = expand_right(sh, c, &traced);
	if (!right)
		return TRUTH_BAD;
	if (sh->opts.xtrace)
		xtrace_line(sh, "[[ %s%s %s %s ]]", not, *left ? left : "''", c->op,
			*traced ? traced : "''");
	if (regex)
		return match_regex(sh, left, right);
	if (equal || unequal)
		return truth(pattern_match(right, left, flags) == equal);
	return truth(cond_binary(sh, c->op, left, right));
}

static enum truth unary(struct shell *sh, const struct cond *c, const char *not)
{
	const char *op = c->kind == COND_WORD ? "-n" : c->op;
	const char *arg = expand_string(sh, c->a);

	if (!arg)
		return TRUTH_BAD;
	if (sh->opts.xtrace)
		xtrace_line(sh, "[[ %s%s %s ]]", not, op, *arg ? arg : "''");
	return truth(c->kind == COND_WORD ? *arg != '\0' : cond_unary(sh, op, arg));
}

/* @not: "! " in the trace of what is negated. */
static enum truth evaluate(struct shell *sh, const struct cond *c, const char *not)
{
	struct arena_mark mark = arena_mark(&sh->scratch);
	enum truth t = TRUTH_FALSE;

	if (!exec_stack_ok(sh))
		return TRUTH_BAD;
	switch (c->kind) {
	case COND_OR:
		t = evaluate(sh, c->left, "");
		if (t == TRUTH_FALSE && sh->unwind == UNWIND_NONE)
			t = evaluate(sh, c->right, "");
		return t;
	case COND_AND:
		t = evaluate(sh, c->left, "");
		if (t == TRUTH_TRUE && sh->unwind == UNWIND_NONE)
			t = evaluate(sh, c->right, "");
		return t;
	case COND_NOT:
		t = evaluate(sh, c->left, *not ? "" : "! ");
		return t == TRUTH_BAD ? t : truth(t == TRUTH_FALSE);
	case COND_UNARY:
	case COND_WORD:
		t = unary(sh, c, not);
		break;
	case COND_BINARY:
		t = binary(sh, c, not);
		break;
	}
	arena_rewind(&sh->scratch, mark);
	return t;
}

int exec_cond(struct shell *sh, const struct node *n, unsigned flags)
{
	unsigned line = sh->line;
	enum truth t;

	exec_set_line(sh, n->line);
	if (!exec_debug_trap(sh, n))
		return 0;
	t = evaluate(sh, n->cond, "");
	if (sh->unwind == UNWIND_NONE)
		sh->status = (int)t;
	set_pipestatus(sh, sh->status);
	exec_check_status(sh, flags);
	sh->line = line;
	return sh->status;
}
