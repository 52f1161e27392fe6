/*
 * builtins/getopts.c - getopts: option letters of a script, one a call (POSIX, bash manual 4.1).
 *
 * OPTIND is the script's; where we are inside a cluster such as -abc is
 * sh->getopts_at, which any assignment to OPTIND resets (shell/special.c).
 */
#include "builtins/builtins.h"

#include <string.h>
#include <unistd.h>

#include "builtins/number.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "lib/opts.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

/* One call. */
struct scan {
	struct shell *sh;
	const char *letters; /* without the leading colon */
	bool silent;         /* it had one */
	const char *name;    /* variable of the result */
	char *const *args;
	size_t n_args;
	size_t index;        /* of the word being read, from 0 */
	size_t at;           /* of the next letter in it */
};

/* `bash: illegal option -- x`: the old form, without a line number. */
static void complain(const struct scan *s, const char *what, char letter)
{
	const char *shown = var_get(s->sh, "OPTERR");
	scoped_buf struct buf out = BUF_INIT;

	if (s->silent || (shown && !strcmp(shown, "0")))
		return;
	buf_printf(&out, "%s: %s -- %c\n", s->sh->name, what, letter);
	fd_write_all(STDERR_FILENO, out.s, out.len);
}

/* Set the variable; OPTIND and the place in the word first: they hold even if it is readonly. */
static int result(struct scan *s, const char *value, int status)
{
	struct shell *sh = s->sh;

	if (!var_set_int(sh, "OPTIND", (int64_t)s->index + 1))
		return 1;
	sh->getopts_at = s->at;
	if (!is_name(s->name, strlen(s->name)))
		return builtin_error(sh, &builtin_getopts, 1, "`%s': not a valid identifier",
			s->name);
	return var_set(sh, s->name, value) || status ? status : 2;
}

static int finished(struct scan *s)
{
	s->at = 0;
	var_unset(s->sh, "OPTARG");
	return result(s, "?", 1);
}

/* A wrong letter, or one whose argument is missing. */
static int failed(struct scan *s, const char *what, char letter, const char *silent_result)
{
	char text[] = {letter, '\0'};

	complain(s, what, letter);
	if (s->silent)
		var_set(s->sh, "OPTARG", text);
	else
		var_unset(s->sh, "OPTARG");
	return result(s, s->silent ? silent_result : "?", 0);
}

/* The argument of the letter just read: the rest of the word, or the next word. */
static int with_argument(struct scan *s, const char *rest, char letter)
{
	char name[] = {letter, '\0'};

	s->at = 0;
	if (*rest) {
		s->index++;
	} else if (s->index + 1 < s->n_args) {
		rest = s->args[s->index + 1];
		s->index += 2;
	} else {
		s->index++;
		return failed(s, "option requires an argument", letter, ":");
	}
	if (!var_set(s->sh, "OPTARG", rest))
		return 1;
	return result(s, name, 0);
}

/* The next letter. */
static int scan_next(struct scan *s)
{
	const char *word;
	const char *found;
	char name[2] = {0};

	if (!s->at) {
		word = s->index < s->n_args ? s->args[s->index] : NULL;
		if (!word || word[0] != '-' || !word[1])
			return finished(s);
		if (!strcmp(word, "--")) {
			s->index++;
			return finished(s);
		}
		s->at = 1;
	}
	word = s->args[s->index];
	name[0] = word[s->at++];
	found = name[0] == ':' ? NULL : strchr(s->letters, name[0]);
	if (found && found[1] == ':')
		return with_argument(s, word + s->at, name[0]);
	if (!word[s->at]) {
		s->at = 0;
		s->index++;
	}
	if (!found)
		return failed(s, "illegal option", name[0], "?");
	var_unset(s->sh, "OPTARG");
	return result(s, name, 0);
}

/* Where the last call stopped, as far as OPTIND still says so. */
static void resume(struct scan *s)
{
	const char *text = var_get(s->sh, "OPTIND");
	int64_t index = 1;

	if (!text || !number_parse(text, &index) || index < 1)
		index = 1;
	s->index = (size_t)index - 1;
	if (s->index > s->n_args)
		s->index = s->n_args;
	s->at = s->sh->getopts_at;
	if (s->index >= s->n_args || s->at >= strlen(s->args[s->index]))
		s->at = 0;
}

static int getopts_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	const struct frame *frame = args_frame(sh);
	struct scan s = {.sh = sh, .args = frame->args, .n_args = frame->n_args};

	if (opts_next(&o, "") == OPTS_BAD)
		return builtin_usage(sh, &builtin_getopts, o.bad);
	if (argc - o.index < 2)
		return builtin_usage_line(sh, &builtin_getopts);
	s.letters = argv[o.index];
	s.silent = s.letters[0] == ':';
	s.letters += s.silent;
	s.name = argv[o.index + 1];
	if (argc - o.index > 2) {
		s.args = argv + o.index + 2;
		s.n_args = (size_t)(argc - o.index - 2);
	}
	resume(&s);
	return scan_next(&s);
}

const struct builtin builtin_getopts = {
	.name = "getopts",
	.run = getopts_run,
	.synopsis = "getopts optstring name [arg ...]",
	.help = "Parse option letters, one a call, into the variable name; OPTIND and OPTARG go along.",
};
