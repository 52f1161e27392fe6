/*
 * shell/invocation.c - the command line.
 *
 * Long options and letters may be mixed; letters may be clustered, and -c may
 * stand before other options (`-c -l CMD`): its string is the first operand.
 */
#include "shell/invocation.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "shell/options.h"

enum { SESSION_MAX = 63 };

/* `--name`, with the field it sets: a bool, or a string taken from the next word or behind `=`. */
static const struct long_option {
	const char *name;
	size_t offset;
	bool takes_value;
	bool ours; /* bash has none of this name */
} long_options[] = {
	{"config", offsetof(struct invocation, config), true, true},
	{"debug", offsetof(struct invocation, debug), false, false},
	{"debugger", offsetof(struct invocation, debugger), false, false},
	{"dump-po-strings", offsetof(struct invocation, dump_po_strings), false, false},
	{"dump-strings", offsetof(struct invocation, dump_strings), false, false},
	{"help", offsetof(struct invocation, help), false, false},
	{"init-file", offsetof(struct invocation, rc_file), true, false},
	{"login", offsetof(struct invocation, login), false, false},
	{"noediting", offsetof(struct invocation, no_editing), false, false},
	{"noprofile", offsetof(struct invocation, no_profile), false, false},
	{"norc", offsetof(struct invocation, no_rc), false, false},
	{"policy", offsetof(struct invocation, policy), true, true},
	{"posix", offsetof(struct invocation, posix), false, false},
	{"pretty-print", offsetof(struct invocation, dump_commands), false, false},
	{"rcfile", offsetof(struct invocation, rc_file), true, false},
	{"restricted", offsetof(struct invocation, restricted), false, false},
	{"root", offsetof(struct invocation, root), true, true},
	{"session", offsetof(struct invocation, session), true, true},
	{"unenforced", offsetof(struct invocation, unenforced), false, true},
	{"verbose", offsetof(struct invocation, verbose), false, false},
	{"version", offsetof(struct invocation, version), false, false},
};

static const struct letter_option {
	char letter;
	size_t offset;
} letter_options[] = {
	{'c', offsetof(struct invocation, command)},
	{'i', offsetof(struct invocation, interactive)},
	{'l', offsetof(struct invocation, login)},
	{'r', offsetof(struct invocation, restricted)},
	{'s', offsetof(struct invocation, from_stdin)},
	{'D', offsetof(struct invocation, dump_strings)},
};

void invocation_usage(const struct invocation *inv, FILE *out)
{
	bool bash = inv->as_bash || inv->as_sh;

	fprintf(out, "Usage:\t%s [GNU long option] [option] ...\n"
		"\t%s [GNU long option] [option] script-file ...\n"
		"GNU long options:\n", inv->name, inv->name);
	for (size_t i = 0; i < ARRAY_LEN(long_options); i++)
		if (!bash || !long_options[i].ours)
			fprintf(out, "\t--%s\n", long_options[i].name);
	fputs("Shell options:\n"
		"\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n"
		"\t-abefhkmnptuvxBCEHPT or -o option\n", out);
}

static int usage(const struct invocation *inv, const char *option, const char *what)
{
	fprintf(stderr, "%s: %s: %s\n", inv->name, option, what);
	invocation_usage(inv, stderr);
	return 2;
}

static void add_setting(struct invocation *inv, struct option_setting s)
{
	inv->settings = xreallocarray(inv->settings, inv->n_settings + 1, sizeof(s));
	inv->settings[inv->n_settings++] = s;
}

/* --name, --name=value, --name value; @i is moved behind what was used. */
static int parse_long(struct invocation *inv, char **argv, int *i)
{
	const char *word = argv[*i] + 2;
	size_t len = strcspn(word, "=");
	const struct long_option *o = long_options;
	const struct long_option *end = long_options + ARRAY_LEN(long_options);

	while (o < end && (strncmp(o->name, word, len) != 0 || o->name[len]))
		o++;
	if (o == end || (word[len] && !o->takes_value))
		return usage(inv, argv[*i], "invalid option");
	if (!o->takes_value) {
		*(bool *)((char *)inv + o->offset) = true;
		return 0;
	}
	if (!word[len] && !argv[*i + 1]) {
		fprintf(stderr, "%s: %s: option requires an argument\n", inv->name, word);
		return 2;
	}
	*(const char **)((char *)inv + o->offset) = word[len] ? word + len + 1 : argv[++*i];
	return 0;
}

/* As in bash, +c, +l and +s mean what -c, -l and -s do. */
static bool set_own_letter(struct invocation *inv, char c, bool on)
{
	for (size_t k = 0; k < ARRAY_LEN(letter_options); k++) {
		if (letter_options[k].letter != c)
			continue;
		*(bool *)((char *)inv + letter_options[k].offset) = on || strchr("cls", c);
		return true;
	}
	return false;
}

static bool is_set_letter(char c)
{
	size_t n;
	const struct option_row *rows = set_option_rows(&n);

	for (size_t k = 0; k < n; k++)
		if (rows[k].letter == c)
			return true;
	return false;
}

/* -eux, +x, -o name, -O name; @i is moved behind what was used. */
static int parse_letters(struct invocation *inv, char **argv, int *i)
{
	const char *word = argv[*i];
	bool on = word[0] == '-';
	char shown[3] = {word[0], 0, 0};

	for (const char *p = word + 1; *p; p++) {
		shown[1] = *p;
		if (set_own_letter(inv, *p, on))
			continue;
		if (*p == 'o' || *p == 'O') {
			const char *name = argv[*i + 1];

			if (name)
				++*i;
			add_setting(inv,
				(struct option_setting){.name = name, .on = on, .shopt = *p == 'O'});
		} else if (is_set_letter(*p)) {
			add_setting(inv, (struct option_setting){.letter = *p, .on = on});
		} else {
			return usage(inv, shown, "invalid option");
		}
	}
	return 0;
}

static int parse_options(struct invocation *inv, char **argv, int *ret_next)
{
	int i = 1;
	int r = 0;

	for (; argv[i] && (argv[i][0] == '-' || argv[i][0] == '+') && r == 0; i++) {
		if (strcmp(argv[i], "-") == 0 || strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		if (!argv[i][1])
			break; /* a lone + is an operand */
		r = strncmp(argv[i], "--", 2) == 0 ? parse_long(inv, argv, &i)
						    : parse_letters(inv, argv, &i);
	}
	*ret_next = i;
	return r;
}

static int take_operands(struct invocation *inv, int argc, char **argv, int next)
{
	inv->first_operand = next;
	inv->argument_name = inv->name;
	if (inv->command) {
		if (next >= argc) {
			fprintf(stderr, "%s: -c: option requires an argument\n", inv->name);
			return 2;
		}
		inv->command_string = argv[next++];
		if (next < argc)
			inv->argument_name = argv[next++];
	} else if (!inv->from_stdin && next < argc) {
		inv->script = argv[next++];
		inv->argument_name = inv->script;
	}
	inv->args = argv + next;
	inv->n_args = (size_t)(argc > next ? argc - next : 0);
	return 0;
}

/* A session's name becomes part of file names; rules need a root that is there. */
static int check_values(const struct invocation *inv)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t len = inv->session ? strlen(inv->session) : 1;
	struct stat st;

	if (inv->session && (len == 0 || len > SESSION_MAX || inv->session[0] == '.' ||
			strspn(inv->session, allowed) != len)) {
		fprintf(stderr, "%s: --session: a name of letters, digits, `.', `_' and `-', "
			"at most %d, is wanted\n", inv->name, SESSION_MAX);
		return 2;
	}
	if (inv->root && (stat(inv->root, &st) < 0 || !S_ISDIR(st.st_mode))) {
		fprintf(stderr, "%s: --root: %s: not a directory\n", inv->name, inv->root);
		return 2;
	}
	return 0;
}

int invocation_parse(struct invocation *inv, int argc, char **argv)
{
	const char *base;
	int next;
	int r;

	*inv = (struct invocation){.name = argc > 0 ? argv[0] : "agentsh", .argv = argv};
	if (inv->name[0] == '-') {
		inv->login = true;
		inv->name++;
	}
	base = path_base(inv->name);
	inv->as_bash = strcmp(base, "bash") == 0;
	inv->as_sh = strcmp(base, "sh") == 0;
	inv->restricted = strcmp(base, "rbash") == 0;
	inv->as_bash |= inv->restricted;
	if (argc < 1)
		return 0;
	r = parse_options(inv, argv, &next);
	if (r == 0)
		r = check_values(inv);
	if (r)
		return r;
	return take_operands(inv, argc, argv, next);
}

void invocation_release(struct invocation *inv)
{
	free(inv->settings);
	*inv = (struct invocation){0};
}
