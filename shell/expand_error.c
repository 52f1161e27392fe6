/*
 * shell/expand_error.c - how a command ends whose expansion failed.
 */
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/expand_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"

bool expand_failed(struct shell *sh)
{
	shell_abort_command(sh, 1);
	return false;
}

bool expand_reported(struct shell *sh)
{
	if (sh->unwind == UNWIND_NONE)
		shell_abandon(sh, 1);
	if (sh->opts.errexit)
		shell_leave_here(sh);
	return false;
}

bool expand_index_failed(struct shell *sh)
{
	if (sh->unwind != UNWIND_NONE && sh->unwind != UNWIND_ERROR)
		return false;
	sh->status = 1; /* posix mode makes no difference */
	sh->unwind = sh->from_c && !sh->interactive_shell ? UNWIND_EXIT : UNWIND_ERROR;
	return false;
}

static bool has_quotes(const struct word *w)
{
	const struct word_part *p = w->parts;

	while (p && p->kind != PART_QUOTED)
		p = p->next;
	return p;
}

bool expand_index(struct shell *sh, const struct word *w, int64_t *ret)
{
	/* As in double quotes: ' and most backslashes stay, and are no numbers. */
	if (has_quotes(w) && !(w = parse_double_quoted(sh, &sh->scratch, w->text)))
		return false;
	return arith_eval_word_in(sh, (struct arith_context){.only_line = true}, w, ret) ||
		expand_index_failed(sh);
}

bool arith_eval_index(struct shell *sh, const char *text, int64_t *ret)
{
	return arith_eval_in(sh, (struct arith_context){.only_line = true}, text, ret) ||
		expand_index_failed(sh);
}

bool arith_eval_value(struct shell *sh, const char *text, int64_t *ret)
{
	struct arith_context ctx = {.who = sh->builtin_name, .only_line = true};
	int before = sh->status;

	if (arith_eval_in(sh, ctx, text, ret))
		return true;
	expand_index_failed(sh);
	/* bash sets none, and then makes a failure of a zero */
	if (before && !sh->from_c && sh->unwind != UNWIND_EXIT)
		sh->status = before;
	return false;
}

bool expand_fatal(struct shell *sh)
{
	bool as_main = !sh->in_subshell || (sh->lone_child && sh->child_of_main);
	bool from_c = sh->from_c && !sh->interactive_shell;

	if (sh->interactive && !sh->in_subshell)
		return expand_failed(sh);
	sh->status = from_c && as_main && !expansion_of(sh)->guarded && !sh->opts.errexit ? 127 : 1;
	if (sh->opts.errexit)
		shell_leave_here(sh);
	sh->unwind = UNWIND_EXIT;
	return false;
}

bool expand_unbound(struct shell *sh, const char *name)
{
	diag(sh, "%s: unbound variable", name);
	return expand_fatal(sh);
}
