/*
 * builtins/type.c - type: what would run under a name.
 */
#include "builtins/builtins.h"

#include "builtins/describe.h"
#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/shell.h"

static int type_run(struct shell *sh, int argc, char **argv)
{
	scoped_buf struct buf out = BUF_INIT;
	struct opts o = opts_start(argc, argv);
	struct describe d = {.form = DESCRIBE_LONG};
	int status = 0;
	int c;

	while ((c = opts_next(&o, "afptP")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_type, o.bad);
		d.all |= c == 'a';
		d.no_functions |= c == 'f';
		d.force_path |= c == 'P';
		if (c == 't')
			d.form = DESCRIBE_KIND;
		else if (c == 'p' || c == 'P')
			d.form = DESCRIBE_PATH;
	}
	for (int i = o.index; i < argc; i++) {
		if (describe_command(sh, &d, argv[i], &out))
			continue;
		/* what is known goes out before the complaint, as bash writes it */
		if (builtin_print(sh, &builtin_type, &out))
			return 1;
		buf_reset(&out);
		status = 1;
		if (d.form == DESCRIBE_LONG)
			builtin_error(sh, &builtin_type, 1, "%s: not found", argv[i]);
	}
	if (builtin_print(sh, &builtin_type, &out))
		return 1;
	return status;
}

const struct builtin builtin_type = {
	.name = "type",
	.run = type_run,
	.synopsis = "type [-afptP] name [name ...]",
	.help = "Say what each name stands for as a command: -a all meanings, -t one word, -p and -P "
		"the file.",
	.flags = BUILTIN_PURE,
};
