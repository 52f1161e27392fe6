/*
 * shell/args.c - positional parameters.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
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
	f->args_replaced = true;
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
