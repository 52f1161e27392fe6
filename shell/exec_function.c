/*
 * shell/exec_function.c - calling shell functions.
 */
#include <string.h>

#include "lib/num.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"
#include "shell/var_internal.h"

/* FUNCNEST, when set above 0. */
static bool nesting_ok(struct shell *sh, const struct func *f)
{
	const char *value = var_get(sh, "FUNCNEST");
	int most, depth = 0;

	if (!value || num_parse_int(value, 1, 1 << 30, &most) < 0)
		return true;
	for (const struct frame *frame = sh->frame; frame; frame = frame->up)
		depth += frame->kind == FRAME_FUNCTION;
	if (depth < most)
		return true;
	diag(sh, "%s: maximum function nesting level exceeded (%d)", f->name, most);
	shell_abort_command(sh, 1);
	return false;
}

static int run_body(struct shell *sh, struct func *f)
{
	struct trap_aside aside;
	int status, seen;

	trap_put_aside(sh, f->traced, &aside);
	if (sh->trap_debug)
		exec_debug_trap(sh, NULL);
	status = seen = exec_node(sh, f->node->function.body, 0);
	if (sh->unwind == UNWIND_RETURN) {
		sh->unwind = UNWIND_NONE;
		status = sh->status;
		seen = sh->status_at_return;
	}
	if (sh->trap_return && sh->unwind == UNWIND_NONE && !sh->frame->return_told) {
		sh->status = seen;
		trap_run(sh, TRAP_RETURN);
		if (sh->unwind == UNWIND_RETURN) {
			sh->unwind = UNWIND_NONE;
			status = sh->status;
		}
	}
	trap_put_back(sh, &aside);
	return sh->unwind == UNWIND_NONE ? status : sh->status;
}

int exec_call(struct shell *sh, struct func *f, int argc, char **argv, bool adopt)
{
	struct program *program = sh->program;
	const struct node *command = sh->command;
	unsigned line = sh->line;
	unsigned err_line = sh->err_line;
	unsigned shift = sh->line_shift;
	struct frame frame = {
		.kind = FRAME_FUNCTION,
		.function = f->name,
		.source = f->source,
		.call_line = sh->line,
		.args = argv + 1,
		.n_args = (size_t)argc - 1,
		.forked = sh->forked_call,
		.up = sh->frame,
		.begins = true,
	};
	bool logged = sh->opts.extdebug;
	int status;

	if (!exec_stack_ok(sh) || !nesting_ok(sh, f)) {
		if (adopt)
			scope_pop_temporary(sh);
		return 1;
	}
	sh->forked_call = false;
	sh->args_replaced = false;
	if (logged)
		args_log_call(sh, argv + 1, (size_t)argc - 1);
	sh->frame = &frame;
	sh->program = f->program;
	sh->line_shift = f->line_shift;
	sh->line = f->node->function.body->line + f->line_shift;
	func_ref(f);
	if (adopt)
		scope_adopt_temporary(sh);
	status = run_body(sh, f);
	scope_pop(sh);
	if (logged)
		args_log_return(sh);
	args_release(&frame);
	sh->frame = frame.up;
	sh->left_function = sh->unwind == UNWIND_EXIT || sh->unwind == UNWIND_ERROR ||
		sh->unwind == UNWIND_TOP;
	sh->program = program;
	sh->line = line;
	if (sh->unwind == UNWIND_ERROR || sh->unwind == UNWIND_TOP)
		sh->abort_line = line;
	sh->err_line = err_line;
	sh->line_shift = shift;
	if (f->refs == 1) {
		/* It was unset or redefined meanwhile: its tree goes now, and sh->command may lie in it. */
		if (sh->unwind == UNWIND_EXIT)
			exec_keep_program(sh, f->program);
		else
			sh->command = command;
	}
	func_unref(f);
	return status;
}

int exec_function(struct shell *sh, struct func *f, int argc, char **argv)
{
	return exec_call(sh, f, argc, argv, false);
}
