/*
 * builtins/hash.c - hash: the remembered files of commands.
 */
#include "builtins/builtins.h"

#include <string.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/func.h"
#include "shell/lookup.h"
#include "shell/shell.h"
#include "shell/var.h"

struct request {
	bool reset, remove, tell, reusable;
	const char *path;
};

struct listing {
	struct buf out;
	bool reusable;
};

static void add_entry(void *arg, const char *name, const char *path, unsigned hits)
{
	struct listing *l = arg;

	if (l->reusable) {
		buf_add_str(&l->out, "builtin hash -p ");
		quote_assignment(&l->out, path);
		buf_add_char(&l->out, ' ');
		quote_assignment(&l->out, name);
		buf_add_char(&l->out, '\n');
		return;
	}
	if (!l->out.len)
		buf_add_str(&l->out, "hits\tcommand\n");
	buf_printf(&l->out, "%4u\t%s\n", hits, path);
}

static int list(struct shell *sh, bool reusable)
{
	struct listing l = {.out = BUF_INIT, .reusable = reusable};
	int status;

	lookup_each(sh, add_entry, &l);
	if (!l.out.len && !sh->opts.posix && !reusable)
		buf_add_str(&l.out, "hash: hash table empty\n");
	status = builtin_print(sh, &builtin_hash, &l.out);
	buf_release(&l.out);
	return status;
}

static int not_found(struct shell *sh, const char *name)
{
	return builtin_error(sh, &builtin_hash, 1, "%s: not found", name);
}

/* -t: where the names are remembered to be. */
static int tell(struct shell *sh, const struct request *q, char **names)
{
	scoped_buf struct buf out = BUF_INIT;
	bool several = names[0] && names[1];
	int status = 0;

	for (; *names; names++) {
		const char *path = lookup_remembered(sh, *names);

		if (!path) {
			builtin_print(sh, &builtin_hash, &out);
			buf_reset(&out);
			status = not_found(sh, *names);
			continue;
		}
		if (q->reusable)
			buf_printf(&out, "builtin hash -p %s %s\n", path, *names);
		else if (several)
			buf_printf(&out, "%s\t%s\n", *names, path);
		else
			buf_printf(&out, "%s\n", path);
	}
	return builtin_print(sh, &builtin_hash, &out) ? 1 : status;
}

/* Search for @name and remember it. */
static int look_up(struct shell *sh, const char *name)
{
	int status;
	char *path;

	if (strchr(name, '/') || builtin_find(sh, name) || func_find(sh, name))
		return 0;
	lookup_forget(sh, name);
	path = lookup_in(sh, var_get(sh, "PATH"), name, &sh->scratch);
	status = path ? 0 : not_found(sh, name);
	if (path)
		lookup_remember(sh, name, path);
	return status;
}

static int one_name(struct shell *sh, const struct request *q, const char *name)
{
	struct stat st;

	if (q->path) {
		if (stat(q->path, &st) == 0 && S_ISDIR(st.st_mode))
			return builtin_error(sh, &builtin_hash, 1, "%s: Is a directory", q->path);
		lookup_remember(sh, name, q->path);
		return 0;
	}
	if (q->remove)
		return lookup_forget(sh, name) ? 0 : not_found(sh, name);
	return look_up(sh, name);
}

static int options(struct shell *sh, struct opts *o, struct request *q)
{
	int c;

	while ((c = opts_next(o, "dlp:rt")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_hash, o->bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_hash, o->bad);
		q->remove |= c == 'd';
		q->reusable |= c == 'l';
		q->reset |= c == 'r';
		q->tell |= c == 't';
		if (c == 'p')
			q->path = o->arg;
	}
	return 0;
}

static int hash_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request q = {0};
	int status = 0;

	if (!sh->opts.hashall)
		return builtin_error(sh, &builtin_hash, 1, "hashing disabled");
	status = options(sh, &o, &q);
	if (status)
		return status;
	if (q.path && sh->restricted && strchr(q.path, '/'))
		return builtin_error(sh, &builtin_hash, 1, "%s: restricted", q.path);
	if (o.index == argc && (q.remove || q.tell))
		return builtin_error(sh, &builtin_hash, 1, "-%c: option requires an argument",
			q.remove ? 'd' : 't');
	if (o.index == argc && !q.reset)
		return list(sh, q.reusable);
	if (q.reset)
		lookup_forget_all(sh);
	if (q.tell)
		return tell(sh, &q, argv + o.index);
	for (int i = o.index; i < argc; i++)
		status |= one_name(sh, &q, argv[i]);
	return status;
}

const struct builtin builtin_hash = {
	.name = "hash",
	.run = hash_run,
	.synopsis = "hash [-lr] [-p pathname] [-dt] [name ...]",
	.help = "Remember, forget or print the files that commands were found in.",
};
