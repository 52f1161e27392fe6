/*
 * builtins/complete.c - complete, compgen, compopt: how words are completed (bash manual 8.7).
 */
#include "builtins/builtins.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/opts.h"
#include "lib/strv.h"
#include "shell/complete.h"
#include "shell/shell.h"
#include "shell/var.h"

struct action_row {
	const char *name;
	char letter; /* 0: only -A name */
	enum complete_action action;
};

/* Those with a letter first, as they are printed. */
static const struct action_row actions[] = {
	{"alias", 'a', COMPLETE_ALIAS},
	{"builtin", 'b', COMPLETE_BUILTIN},
	{"command", 'c', COMPLETE_COMMAND},
	{"directory", 'd', COMPLETE_DIRECTORY},
	{"export", 'e', COMPLETE_EXPORT},
	{"file", 'f', COMPLETE_FILE},
	{"group", 'g', COMPLETE_GROUP},
	{"job", 'j', COMPLETE_JOB},
	{"keyword", 'k', COMPLETE_KEYWORD},
	{"service", 's', COMPLETE_SERVICE},
	{"user", 'u', COMPLETE_USER},
	{"variable", 'v', COMPLETE_VARIABLE},
	{"arrayvar", 0, COMPLETE_ARRAYVAR},
	{"binding", 0, COMPLETE_BINDING},
	{"disabled", 0, COMPLETE_DISABLED},
	{"enabled", 0, COMPLETE_ENABLED},
	{"function", 0, COMPLETE_FUNCTION},
	{"helptopic", 0, COMPLETE_HELPTOPIC},
	{"hostname", 0, COMPLETE_HOSTNAME},
	{"running", 0, COMPLETE_RUNNING},
	{"setopt", 0, COMPLETE_SETOPT},
	{"shopt", 0, COMPLETE_SHOPT},
	{"signal", 0, COMPLETE_SIGNAL},
	{"stopped", 0, COMPLETE_STOPPED},
};

/* Sorted, as they are printed; the bits of enum complete_option in turn. */
static const char *const option_names[] = {"bashdefault", "default", "dirnames", "filenames",
	"noquote", "nosort", "nospace", "plusdirs"};

#define SHELL_METAS " \t\n'\"\\|&;()<>!{}*[]?^$`"

#define COMPLETE_LETTERS "abcdefgjksuvo:A:G:W:P:S:X:F:C:"

/* What stands on the command line. */
struct request {
	const struct builtin *b;
	struct completion *spec;
	const char *special; /* -D, -E, -I: the name in the table */
	bool given; /* any option at all */
	bool print, remove;
};

static unsigned option_bit(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(option_names); i++)
		if (!strcmp(option_names[i], name))
			return 1u << i;
	return 0;
}

static int add_action(struct shell *sh, struct request *q, int letter, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(actions); i++) {
		if (name ? !strcmp(actions[i].name, name) : actions[i].letter == letter) {
			q->spec->actions |= 1u << actions[i].action;
			return 0;
		}
	}
	return builtin_error(sh, q->b, 2, "%s: invalid action name", name);
}

static void replace(char **field, const char *value)
{
	free(*field);
	*field = xstrdup(value);
}

static int add_option(struct shell *sh, struct request *q, int c, const char *arg)
{
	struct completion *s = q->spec;
	unsigned bit;

	switch (c) {
	case 'o':
		bit = option_bit(arg);
		if (!bit)
			return builtin_error(sh, q->b, 2, "%s: invalid option name", arg);
		s->options |= bit;
		return 0;
	case 'A':
		return add_action(sh, q, 0, arg);
	case 'G':
		replace(&s->glob, arg);
		return 0;
	case 'W':
		replace(&s->words, arg);
		return 0;
	case 'P':
		replace(&s->prefix, arg);
		return 0;
	case 'S':
		replace(&s->suffix, arg);
		return 0;
	case 'X':
		replace(&s->filter, arg);
		return 0;
	case 'F':
		if (!*arg || strpbrk(arg, SHELL_METAS))
			return builtin_error(sh, q->b, 1, "`%s': not a valid identifier", arg);
		replace(&s->function, arg);
		return 0;
	case 'C':
		replace(&s->command, arg);
		return 0;
	default:
		return add_action(sh, q, c, NULL);
	}
}

/* Read the options; 0, or the status of what was printed. */
static int take_options(struct shell *sh, struct opts *o, struct request *q, const char *letters)
{
	int status = 0;
	int c;

	while (!status && (c = opts_next(o, letters)) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, q->b, o->bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, q->b, o->bad);
		q->given = true;
		if (c == 'D' || (c == 'E' && !q->special) || (c == 'I' && !q->special))
			q->special = c == 'D' ? COMPLETE_NAME_DEFAULT
				: c == 'E' ? COMPLETE_NAME_EMPTY : COMPLETE_NAME_INITIAL;
		else if (c == 'p')
			q->print = true;
		else if (c == 'r')
			q->remove = true;
		else if (c != 'E' && c != 'I')
			status = add_option(sh, q, c, o->arg);
	}
	return status;
}

/* ---- compgen ---- */

static int compgen_run(struct shell *sh, int argc, char **argv)
{
	struct request q = {.b = &builtin_compgen, .spec = xcalloc(1, sizeof(*q.spec))};
	struct opts o = opts_start(argc, argv);
	int status = take_options(sh, &o, &q, COMPLETE_LETTERS);
	struct complete_context at = {.command = "compgen", .word = "", .previous = ""};
	scoped_buf struct buf out = BUF_INIT;
	scoped_strv struct strv list = {0};

	if (!status && o.index < argc)
		at.word = argv[o.index];
	if (!status && q.spec->function)
		builtin_error(sh, q.b, 0, "warning: -F option may not work as you expect");
	if (!status && q.spec->command)
		builtin_error(sh, q.b, 0, "warning: -C option may not work as you expect");
	if (!status && q.given) {
		completion_generate(sh, q.spec, &at, &list);
		if (!list.len && q.spec->options & (COMPLETE_DEFAULT | COMPLETE_BASHDEFAULT))
			complete_add(sh, COMPLETE_FILE, at.word, &list);
		status = list.len ? 0 : 1;
	}
	completion_free(q.spec);
	for (size_t i = 0; i < list.len; i++)
		buf_printf(&out, "%s\n", list.items[i]);
	builtin_put(sh, &out);
	return status;
}

/* ---- complete ---- */

static void add_argument(struct buf *out, char letter, const char *value)
{
	if (!value)
		return;
	buf_printf(out, "-%c ", letter);
	quote_verbatim(out, value);
	buf_add_char(out, ' ');
}

static void add_name(struct buf *out, const char *name)
{
	if (!strcmp(name, COMPLETE_NAME_DEFAULT))
		buf_add_str(out, "-D");
	else if (!strcmp(name, COMPLETE_NAME_EMPTY))
		buf_add_str(out, "-E");
	else if (!strcmp(name, COMPLETE_NAME_INITIAL))
		buf_add_str(out, "-I");
	else if (!*name || strpbrk(name, SHELL_METAS))
		quote_verbatim(out, name);
	else
		buf_add_str(out, name);
}

/* The command that makes it again. */
static void add_specification(const char *name, const struct completion *s, struct buf *out)
{
	buf_add_str(out, "complete ");
	for (size_t i = 0; i < ARRAY_LEN(option_names); i++)
		if (s->options >> i & 1)
			buf_printf(out, "-o %s ", option_names[i]);
	for (size_t i = 0; i < ARRAY_LEN(actions); i++) {
		if (!(s->actions >> actions[i].action & 1))
			continue;
		if (actions[i].letter)
			buf_printf(out, "-%c ", actions[i].letter);
		else
			buf_printf(out, "-A %s ", actions[i].name);
	}
	add_argument(out, 'G', s->glob);
	add_argument(out, 'W', s->words);
	add_argument(out, 'P', s->prefix);
	add_argument(out, 'S', s->suffix);
	add_argument(out, 'X', s->filter);
	add_argument(out, 'C', s->command);
	if (s->function)
		buf_printf(out, "-F %s ", s->function);
	add_name(out, name);
	buf_add_char(out, '\n');
}

static int no_specification(struct shell *sh, const struct builtin *b, const char *name)
{
	return builtin_error(sh, b, 1, "%s: no completion specification", name);
}

static int print(struct shell *sh, const struct strv *names)
{
	scoped_buf struct buf out = BUF_INIT;
	int status = 0;

	for (size_t i = 0; i < names->len; i++) {
		const struct completion *s = completion_find(names->items[i]);

		if (s)
			add_specification(names->items[i], s, &out);
		else
			status = no_specification(sh, &builtin_complete, names->items[i]);
	}
	return builtin_print(sh, &builtin_complete, &out) ? 1 : status;
}

static int remove_names(struct shell *sh, const struct strv *names)
{
	int status = 0;

	for (size_t i = 0; i < names->len; i++)
		if (!completion_remove(names->items[i]))
			status = no_specification(sh, &builtin_complete, names->items[i]);
	return status;
}

static char *copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static void define(const struct strv *names, const struct completion *s)
{
	for (size_t i = 0; i < names->len; i++) {
		struct completion *c = xcalloc(1, sizeof(*c));

		*c = (struct completion){.actions = s->actions, .options = s->options,
			.glob = copy(s->glob), .words = copy(s->words), .prefix = copy(s->prefix),
			.suffix = copy(s->suffix), .function = copy(s->function),
			.command = copy(s->command), .filter = copy(s->filter)};
		completion_set(names->items[i], c);
	}
}

static int complete_run(struct shell *sh, int argc, char **argv)
{
	struct request q = {.b = &builtin_complete, .spec = xcalloc(1, sizeof(*q.spec))};
	struct opts o = opts_start(argc, argv);
	int status = take_options(sh, &o, &q, COMPLETE_LETTERS "prDEI");
	scoped_strv struct strv names = {0};

	if (q.special)
		strv_add(&names, q.special);
	for (int i = o.index; !q.special && i < argc; i++)
		strv_add(&names, argv[i]);
	if (status) {
		;
	} else if (q.print || (!names.len && !q.given)) {
		if (!names.len)
			completion_names(&names);
		status = print(sh, &names);
	} else if (q.remove && !names.len) {
		completion_remove_all();
	} else if (q.remove) {
		status = remove_names(sh, &names);
	} else if (!names.len) {
		status = builtin_usage_line(sh, q.b);
	} else {
		define(&names, q.spec);
	}
	completion_free(q.spec);
	return status;
}

/* ---- compopt ---- */

struct changes {
	unsigned on, off;
};

static void add_options_of(const char *name, const struct completion *s, struct buf *out)
{
	buf_add_str(out, "compopt ");
	for (size_t i = 0; i < ARRAY_LEN(option_names); i++)
		buf_printf(out, "%co %s ", s->options >> i & 1 ? '-' : '+', option_names[i]);
	if (name)
		add_name(out, name);
	buf_add_char(out, '\n');
}

static int change(struct shell *sh, const char *name, const struct changes *c)
{
	struct completion *s = name ? completion_find(name) : completion_running();
	scoped_buf struct buf out = BUF_INIT;

	if (!s && name)
		return no_specification(sh, &builtin_compopt, name);
	if (!s)
		return builtin_error(sh, &builtin_compopt, 1,
			"not currently executing completion function");
	s->options = (s->options | c->on) & ~c->off;
	if (c->on || c->off)
		return 0;
	add_options_of(name, s, &out);
	return builtin_print(sh, &builtin_compopt, &out);
}

static int compopt_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct changes changes = {0};
	const char *special = NULL;
	int status = 0;
	int c;

	o.plus_too = true;
	while ((c = opts_next(&o, "o:DEI")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage_sign(sh, &builtin_compopt, o.plus ? '+' : '-', o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_compopt, o.bad);
		if (c != 'o')
			special = c == 'D' ? COMPLETE_NAME_DEFAULT
				: c == 'E' ? COMPLETE_NAME_EMPTY : COMPLETE_NAME_INITIAL;
		else if (!option_bit(o.arg))
			return builtin_error(sh, &builtin_compopt, 2, "%s: invalid option name",
				o.arg);
		else if (o.plus)
			changes.off |= option_bit(o.arg);
		else
			changes.on |= option_bit(o.arg);
	}
	if (special || o.index == argc)
		return change(sh, special, &changes);
	for (int i = o.index; i < argc; i++)
		status |= change(sh, argv[i], &changes);
	return status;
}

const struct builtin builtin_compgen = {
	.name = "compgen",
	.run = compgen_run,
	.synopsis = "compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] "
		"[-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]",
	.help = "Print what a word may be completed to, by the options of complete.",
};

const struct builtin builtin_complete = {
	.name = "complete",
	.run = complete_run,
	.synopsis = "complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] "
		"[-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] "
		"[name ...]",
	.help = "Say how the words behind a command are completed.\n"
		"-p prints the specifications, -r removes them; -D, -E and -I stand for commands\n"
		"without one, an empty line and the command word.",
};

const struct builtin builtin_compopt = {
	.name = "compopt",
	.run = compopt_run,
	.synopsis = "compopt [-o|+o option] [-DEI] [name ...]",
	.help = "Change the options of completions, without names of the one that runs.",
};
