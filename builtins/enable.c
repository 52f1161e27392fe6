/*
 * builtins/enable.c - enable: switch builtins off and on, and list them.
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/map.h"
#include "lib/opts.h"
#include "shell/shell.h"

struct request {
	bool disable, all, special;
};

static const struct builtin *find_any(const struct shell *sh, const char *name)
{
	for (size_t i = 0; i < sh->n_builtins; i++) {
		if (!strcmp(sh->builtins[i]->name, name))
			return sh->builtins[i];
	}
	return NULL;
}

static int list(struct shell *sh, const struct request *q)
{
	scoped_buf struct buf out = BUF_INIT;

	for (size_t i = 0; i < sh->n_builtins; i++) {
		const struct builtin *b = sh->builtins[i];
		bool off = map_get(&sh->disabled_builtins, b->name);

		if ((q->special && !(b->flags & BUILTIN_SPECIAL)) || (!q->all && off != q->disable))
			continue;
		buf_printf(&out, "enable %s%s\n", off ? "-n " : "", b->name);
	}
	return builtin_print(sh, &builtin_enable, &out);
}

static int change(struct shell *sh, const struct request *q, char **names)
{
	static char off;
	int status = 0;

	for (; *names; names++) {
		if (!find_any(sh, *names))
			status = builtin_error(sh, &builtin_enable, 1, "%s: not a shell builtin",
				*names);
		else if (q->disable)
			map_set(&sh->disabled_builtins, *names, &off);
		else if (sh->restricted && map_get(&sh->disabled_builtins, *names))
			status = builtin_error(sh, &builtin_enable, 1, "restricted");
		else
			map_remove(&sh->disabled_builtins, *names);
	}
	return status;
}

static int enable_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request q = {0};
	bool print = false;
	int c;

	while ((c = opts_next(&o, "adnpsf:")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_enable, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_enable, o.bad);
		if (sh->restricted && (c == 'f' || c == 'd'))
			return builtin_error(sh, &builtin_enable, 1, "restricted");
		if (c == 'f') /* code from a file would run in the governed shell itself */
			return builtin_error(sh, &builtin_enable, 1,
				"cannot open shared object %s: dynamic loading is not available", o.arg);
		q.all |= c == 'a';
		q.disable |= c == 'n';
		q.special |= c == 's';
		print |= c == 'p';
		if (c == 'd' && argv[o.index])
			return builtin_error(sh, &builtin_enable, 1, find_any(sh, argv[o.index]) ?
				"%s: not dynamically loaded" : "%s: not a shell builtin",
				argv[o.index]);
	}
	if (o.index == argc || print)
		return list(sh, &q);
	return change(sh, &q, argv + o.index);
}

const struct builtin builtin_enable = {
	.name = "enable",
	.run = enable_run,
	.synopsis = "enable [-a] [-dnps] [-f filename] [name ...]",
	.help = "Enable builtins, or disable them with -n so that files of the same name run; without "
		"names, list them.",
};
