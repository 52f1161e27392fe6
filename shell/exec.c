/*
 * shell/exec.c - running trees: dispatch, lists, errexit and ERR, polling for signals.
 */
#include "shell/exec.h"

#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand.h"
#include "shell/func.h"
#include "shell/job.h"
#include "shell/parser.h"
#include "shell/redir.h"
#include "shell/shell.h"
#include "shell/trap.h"

void set_pipestatus(struct shell *sh, int status)
{
	sh->pipestatus[0] = status;
	sh->n_pipestatus = 1;
}

void exec_set_line(struct shell *sh, unsigned line)
{
	sh->line = line + sh->line_shift;
	if (!sh->in_trap)
		sh->err_line = sh->line;
}

void exec_check_status(struct shell *sh, unsigned flags)
{
	unsigned line = sh->line;

	if (!sh->status || sh->errexit_ignored || flags & (EXEC_NO_ERREXIT | EXEC_NEGATED) ||
		sh->unwind != UNWIND_NONE)
		return;
	if (sh->trap_err && !(flags & EXEC_NO_ERR)) {
		sh->line = sh->err_line;
		trap_run(sh, TRAP_ERR);
		sh->line = line;
	}
	if (sh->opts.errexit && sh->unwind == UNWIND_NONE) {
		if (sh->forked_builtin)
			sh->status = 1;
		sh->unwind = UNWIND_EXIT;
		sh->left_by_errexit = true;
		if (!sh->redirected_calls || !(flags & EXEC_SIMPLE))
			shell_leave_by_errexit(sh);
	}
}

bool exec_debug_trap(struct shell *sh, const struct node *n)
{
	int status;

	if (n && !sh->in_trap)
		sh->command = n;
	if (!sh->trap_debug)
		return true;
	if (!sh->in_trap)
		sh->err_line = sh->line; /* it may fail itself */
	status = trap_run(sh, TRAP_DEBUG);
	return !(sh->opts.extdebug && status != 0) || sh->unwind != UNWIND_NONE;
}

bool exec_poll(struct shell *sh)
{
	if (trap_pending())
		trap_run_pending(sh);
	return sh->unwind == UNWIND_NONE;
}

bool exec_stack_ok(struct shell *sh)
{
	char here;
	size_t used = sh->stack_base > &here ? (size_t)(sh->stack_base - &here)
					     : (size_t)(&here - sh->stack_base);

	if (used < sh->stack_limit)
		return true;
	diag(sh, "maximum nesting of commands exceeded: out of stack");
	shell_abort_command(sh, 1);
	return false;
}

static int exec_and_or(struct shell *sh, const struct node *n, unsigned flags)
{
	int status;

	sh->errexit_ignored++;
	status = exec_node(sh, n->and_or.left, 0);
	sh->errexit_ignored--;
	if (sh->unwind != UNWIND_NONE || (status == 0) == n->and_or.is_or)
		return status;
	return exec_node(sh, n->and_or.right, flags);
}

static int exec_sequence(struct shell *sh, const struct node *n, unsigned flags)
{
	const struct sequence_item *item = n->sequence;
	unsigned last = flags;
	int status = 0;

	for (; item; item = item->next) {
		if (item->ends)
			sh->line = item->ends + sh->line_shift;
		if (item->background)
			status = exec_background(sh, item->node);
		else
			status = exec_node(sh, item->node,
				item->next ? flags & ~(unsigned)EXEC_LAST & ~(unsigned)EXEC_FORKED : last);
		/* What follows an & is no program's to wait for: the shell stays (as in bash). */
		last = item->background ? flags & ~(unsigned)EXEC_LAST : flags;
		if (sh->unwind != UNWIND_NONE)
			break;
	}
	return status;
}

int exec_node_bare(struct shell *sh, const struct node *n, unsigned flags)
{
	switch (n->kind) {
	case NODE_SIMPLE:
		return exec_simple(sh, n, flags);
	case NODE_PIPELINE:
		return exec_pipeline(sh, n, flags);
	case NODE_AND_OR:
		return exec_and_or(sh, n, flags);
	case NODE_SEQUENCE:
		return exec_sequence(sh, n, flags);
	case NODE_GROUP:
		return exec_node(sh, n->body, flags & ~(unsigned)EXEC_NEGATED);
	case NODE_SUBSHELL:
		return exec_subshell(sh, n, flags);
	case NODE_IF:
		return exec_if(sh, n, flags);
	case NODE_FOR:
		return exec_for(sh, n, flags);
	case NODE_ARITH_FOR:
		return exec_arith_for(sh, n, flags);
	case NODE_WHILE:
		return exec_while(sh, n, flags);
	case NODE_CASE:
		return exec_case(sh, n, flags);
	case NODE_SELECT:
		return exec_select(sh, n, flags);
	case NODE_FUNCTION:
		sh->err_line = sh->line;
		if (func_define(sh, n, sh->program))
			sh->status = 0;
		exec_check_status(sh, flags);
		return sh->status;
	case NODE_COND:
		return exec_cond(sh, n, flags);
	case NODE_ARITH:
		return exec_arith(sh, n, flags);
	case NODE_COPROC:
		return exec_coproc(sh, n, flags);
	}
	return 0;
}

int redir_failed_status(unsigned flags)
{
	return flags & EXEC_NEGATED ? 0 : 1;
}

/* A compound command with redirections. */
static int exec_redirected(struct shell *sh, const struct node *n, unsigned flags)
{
	struct redir_undo undo = {0};
	struct arena_mark mark = arena_mark(&sh->scratch);
	size_t substitutions = process_substitutions_mark(sh);
	unsigned line = sh->line;
	int status;

	if (n->kind == NODE_ARITH || n->kind == NODE_ARITH_FOR || n->kind == NODE_COND)
		sh->line = n->line + sh->line_shift;
	if (redir_apply(sh, n->redirs, &undo)) {
		sh->line = line;
		arena_rewind(&sh->scratch, mark);
		status = exec_node_bare(sh, n,
			flags & ~(unsigned)(EXEC_LAST | EXEC_FORKED | EXEC_MEMBER));
		/*
		 * They are left to an EXIT trap by what bash jumps out of: set -e (but for a -c
		 * text), and return from a function that has its own process; and by what has one.
		 */
		if ((sh->unwind == UNWIND_EXIT && sh->left_by_errexit && !sh->from_c) ||
			(sh->unwind == UNWIND_RETURN && sh->frame->forked) || flags & EXEC_MEMBER)
			redir_keep(sh, &undo);
		else
			redir_undo(sh, &undo);
	} else {
		redir_undo(sh, &undo);
		status = redir_failed_status(flags);
		sh->status = status;
		sh->line = line;
		exec_check_status(sh, flags);
	}
	process_substitutions_end(sh, substitutions);
	if (arena_mark(&sh->scratch).next != mark.next)
		arena_rewind(&sh->scratch, mark);
	return status;
}

int exec_node(struct shell *sh, const struct node *n, unsigned flags)
{
	int status;

	if (!n) {
		sh->status = 0;
		return 0;
	}
	if (sh->opts.noexec && !sh->interactive)
		return sh->status;
	if (n->kind == NODE_SIMPLE) {
		status = exec_simple(sh, n, flags);
	} else if (!exec_stack_ok(sh)) {
		status = 1;
	} else if (n->redirs && n->kind != NODE_SUBSHELL && n->kind != NODE_COPROC) {
		status = exec_redirected(sh, n, flags & ~(unsigned)EXEC_ONESHOT);
	} else {
		if (n->kind == NODE_GROUP || n->kind == NODE_IF || n->kind == NODE_CASE)
			flags &= ~(unsigned)EXEC_ONESHOT;
		status = exec_node_bare(sh, n, flags & ~(unsigned)EXEC_MEMBER);
	}
	if (sh->unwind == UNWIND_NONE || sh->unwind == UNWIND_BREAK || sh->unwind == UNWIND_CONTINUE)
		sh->status = status;
	return sh->status;
}

void exec_keep_program(struct shell *sh, struct program *p)
{
	if (sh->command_kept)
		return;
	program_unref(sh->command_program);
	sh->command_program = program_ref(p);
	sh->command_kept = sh->unwind == UNWIND_EXIT;
}

int exec_program(struct shell *sh, struct program *p, unsigned flags)
{
	struct program *before = sh->program;
	const struct node *command = sh->command;
	int status;

	sh->program = program_ref(p);
	status = exec_node(sh, p->root, flags);
	sh->program = before;
	/* sh->command must not outlive its tree: go back to the outer one, or keep this. */
	if (!sh->in_trap && !before)
		exec_keep_program(sh, p);
	else
		sh->command = command;
	program_unref(p);
	return status;
}
