/*
 * shell/args.c - positional parameters, and the log of calls that BASH_ARGC and BASH_ARGV show.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/num.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

struct frame *args_frame(struct shell *sh)
{
	struct frame *f = sh->frame;

	/* A file sourced without arguments sees those of its caller. */
	while (f->kind == FRAME_SOURCE && !f->args && f->up)
		f = f->up;
	return f;
}

void args_release(struct frame *f)
{
	for (size_t i = 0; f->args_owned && i < f->n_args; i++)
		free(f->args[i]);
	if (f->args_owned)
		free(f->args);
	f->args = NULL;
	f->n_args = 0;
	f->args_owned = false;
}

void args_set(struct shell *sh, char *const *args, size_t n)
{
	struct frame *f = args_frame(sh);
	char **copy = xcalloc(n + 1, sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = xstrdup(args[i]);
	args_release(f);
	f->args = copy;
	f->n_args = n;
	f->args_owned = true;
	sh->args_replaced = !frame_of_function(sh);
}

bool args_shift(struct shell *sh, size_t n)
{
	struct frame *f = args_frame(sh);

	if (n > f->n_args)
		return false;
	if (!n)
		return true;
	if (!f->args_owned) {
		f->args += n; /* the list belongs to the caller, and so does its memory */
		f->n_args -= n;
		return true;
	}
	for (size_t i = 0; i < n; i++)
		free(f->args[i]);
	f->n_args -= n;
	memmove(f->args, f->args + n, (f->n_args + 1) * sizeof(*f->args));
	return true;
}

/* ---- BASH_ARGC, BASH_ARGV ---- */

void args_log_begin(struct shell *sh)
{
	const struct frame *f = args_frame(sh);

	if (sh->logs_calls)
		return;
	sh->logs_calls = true;
	args_log_call(sh, f->args, f->n_args);
}

void args_log_named(struct shell *sh)
{
	if (!sh->opts.extdebug && !frame_of_function(sh))
		args_log_begin(sh);
}

void args_log_call(struct shell *sh, char *const *args, size_t n)
{
	strv_add_taken(&sh->call_counts, xasprintf("%zu", n));
	for (size_t i = 0; i < n; i++)
		strv_add(&sh->call_args, args[i]);
}

static void drop_last(struct strv *v)
{
	free(v->items[--v->len]);
	v->items[v->len] = NULL;
}

void args_log_return(struct shell *sh)
{
	struct strv *counts = &sh->call_counts;
	uint64_t n = 0;

	if (!counts->len)
		return;
	num_parse_u64(counts->items[counts->len - 1], 10, &n);
	drop_last(counts);
	while (n--)
		drop_last(&sh->call_args);
}
