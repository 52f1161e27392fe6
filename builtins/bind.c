/*
 * builtins/bind.c - bind: keys of the line editor (bash manual 8.4).
 *
 * In a shell without line editing it warns, but is accepted all the same.
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/map.h"
#include "lib/opts.h"
#include "lib/num.h"
#include "shell/edit.h"
#include "shell/edit_commands.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { RAW_BYTES = 64 }; /* a key sequence is a few bytes */

/* -x: the commands by key sequence as the editor sees it, and the shell that runs them. */
static struct map commands;
static struct shell *owner;

/* ---- -x ---- */

/* Bytes of the character at @s; what is none counts as one. */
static int char_bytes(const char *s)
{
	mbstate_t state = {0};
	size_t n = mbrlen(s, strlen(s), &state);

	return n && n <= strlen(s) ? (int)n : 1;
}

/* The shell counts a line in characters, readline in bytes. */
static int chars_before(int point)
{
	int n = 0;

	for (int at = 0; at < point && rl_line_buffer[at]; at += char_bytes(rl_line_buffer + at))
		n++;
	return n;
}

static int bytes_before(int chars)
{
	int at = 0;

	while (chars-- > 0 && rl_line_buffer[at])
		at += char_bytes(rl_line_buffer + at);
	return at;
}

static void set_exported(const char *name, const char *value)
{
	var_set(owner, name, value);
	var_change_flags(owner, var_find(owner, name), VAR_EXPORT, 0);
}

static void set_number(const char *name, int value)
{
	scoped_free char *text = xasprintf("%d", value);

	set_exported(name, text);
}

/* What the command has made of a place in the line; where it is no number, the place stays. */
static void take_place(const char *name, int *place)
{
	const char *value = var_get(owner, name);
	int chars;

	if (value && num_parse_int(value, 0, INT_MAX, &chars) == 0)
		*place = bytes_before(chars);
	if (*place > rl_end)
		*place = rl_end;
}

/* A key bound by -x: the command sees the line and may change it. */
static int run_command(int count, int key)
{
	static const char *const names[] = {"READLINE_LINE", "READLINE_POINT", "READLINE_MARK",
		"READLINE_ARGUMENT"};
	bool counted = count > 1 || rl_explicit_arg;
	int argument = counted ? rl_trim_arg_from_keyseq(rl_executing_keyseq,
		(size_t)rl_key_sequence_length, rl_get_keymap()) : 0;
	const char *command = map_get(&commands, rl_executing_keyseq + (argument > 0 ? argument : 0));
	bool clears = rl_get_termcap("ce") != NULL;
	const char *line;

	(void)key;
	if (!command)
		return 1;
	if (clears)
		rl_clear_visible_line();
	else
		rl_crlf();
	rl_deprep_terminal();
	set_exported("READLINE_LINE", rl_line_buffer);
	set_number("READLINE_POINT", chars_before(rl_point));
	set_number("READLINE_MARK", chars_before(rl_mark));
	if (counted)
		set_number("READLINE_ARGUMENT", count);
	shell_run_string(owner, command, "bind", 1);
	line = var_get(owner, "READLINE_LINE");
	if (line && strcmp(line, rl_line_buffer) != 0)
		rl_replace_line(line, 1);
	take_place("READLINE_POINT", &rl_point);
	take_place("READLINE_MARK", &rl_mark);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		var_unset(owner, names[i]);
	rl_prep_terminal(1);
	rl_on_new_line();
	rl_forced_update_display();
	return 0;
}

/* The keys @text names as the editor sees them, in @raw; false: they name none. */
static bool translate_keys(const char *text, char raw[static RAW_BYTES])
{
	int len = 0;

	if (strlen(text) >= RAW_BYTES / 2 || rl_translate_keyseq(text, raw, &len))
		return false;
	raw[len] = '\0';
	return true;
}

static void forget_command(const char *keys)
{
	char raw[RAW_BYTES];

	if (translate_keys(keys, raw))
		free(map_remove(&commands, raw));
}

/* -X */
static void list_commands(void)
{
	for (size_t i = 0; i < commands.cap; i++) {
		const char *keys = commands.slots[i].key;

		if (!keys)
			continue;
		putchar('"');
		for (; *keys; keys++)
			fputs(rl_untranslate_keyseq((unsigned char)*keys), stdout);
		printf("\": \"%s\"\n", (const char *)commands.slots[i].value);
	}
	fflush(stdout);
}

/*
 * The text in quotes, or to the end, at *@at in @whole, which then stands behind it: backslashes stay.
 */
static char *take_quoted(struct shell *sh, const char *whole, const char **at)
{
	const char *text = *at + strspn(*at, " \t");
	char quote = *text == '"' || *text == '\'' ? *text++ : '\0';
	const char *end = text;

	while (*end && *end != quote)
		end += 1 + (end[0] == '\\' && end[1]);
	if (quote && !*end) {
		builtin_error(sh, &builtin_bind, 1, "no closing `%c' in %s", quote, whole);
		return NULL;
	}
	*at = end + (quote != '\0');
	return xstrndup(text, (size_t)(end - text));
}

/* "KEYS": COMMAND, or "COMMAND" */
static int bind_command(struct shell *sh, const char *text)
{
	scoped_free char *keys = NULL;
	const char *at = text;
	char *command;
	char raw[RAW_BYTES];

	if (text[strspn(text, " \t")] != '"')
		return builtin_error(sh, &builtin_bind, 1,
			"%s: first non-whitespace character is not `\"'", text);
	keys = take_quoted(sh, text, &at);
	if (!keys)
		return 1;
	at = strchr(at, ':');
	if (!at)
		return builtin_error(sh, &builtin_bind, 1, "%s: missing colon separator", text);
	at++;
	if (!translate_keys(keys, raw))
		return builtin_error(sh, &builtin_bind, 1, "`%s': cannot unbind", keys);
	command = take_quoted(sh, text, &at);
	if (!command)
		return 1;
	owner = sh;
	free(map_set(&commands, raw, command));
	return rl_bind_keyseq(keys, run_command) ? 1 : 0;
}

/* -q and -u */
static int query(struct shell *sh, const char *name, bool remove)
{
	rl_command_func_t *function = rl_named_function(name);
	char **keys;

	if (!function)
		return builtin_error(sh, &builtin_bind, 1, "`%s': unknown function name", name);
	if (remove) {
		rl_unbind_function_in_map(function, rl_get_keymap());
		return 0;
	}
	keys = rl_invoking_keyseqs(function);
	if (!keys) {
		printf("%s is not bound to any keys.\n", name);
		fflush(stdout);
		return 1;
	}
	printf("%s can be invoked via ", name);
	for (size_t i = 0; keys[i]; i++) {
		printf("\"%s\"%s", keys[i], keys[i + 1] ? ", " : ".\n");
		free(keys[i]);
	}
	free(keys);
	fflush(stdout);
	return 0;
}

static void list_functions(void)
{
	const char **names = rl_funmap_names();

	for (size_t i = 0; names && names[i]; i++)
		puts(names[i]);
	rl_free(names);
}

/* The listings write through stdio. */
static void list(int letter)
{
	rl_outstream = stdout;
	switch (letter) {
	case 'l':
		list_functions();
		break;
	case 'p':
	case 'P':
		rl_function_dumper(letter == 'p');
		break;
	case 's':
	case 'S':
		rl_macro_dumper(letter == 's');
		break;
	default:
		rl_variable_dumper(letter == 'v');
		break;
	}
	fflush(stdout);
	rl_outstream = stderr;
}

static int one_option(struct shell *sh, int c, const char *arg)
{
	Keymap map;
	int error;

	switch (c) {
	case 'm':
		map = rl_get_keymap_by_name(arg);
		if (!map)
			return builtin_error(sh, &builtin_bind, 1, "`%s': invalid keymap name", arg);
		rl_set_keymap(map);
		return 0;
	case 'f':
		error = rl_read_init_file(arg);
		return error ? builtin_error(sh, &builtin_bind, 1, "%s: cannot read: %s", arg,
			strerror(error)) : 0;
	case 'q':
	case 'u':
		return query(sh, arg, c == 'u');
	case 'r':
		forget_command(arg);
		return rl_bind_keyseq(arg, NULL) ? 1 : 0;
	case 'x':
		return bind_command(sh, arg);
	case 'X':
		list_commands();
		return 0;
	default:
		list(c);
		return 0;
	}
}

/* readline leaves the size that it takes the screen to have in the environment of the process. */
static void take_size(struct shell *sh, const char *name)
{
	const char *value = getenv(name);

	if (value && !var_get(sh, name))
		var_set(sh, name, value);
}

static void start_editor(struct shell *sh)
{
	static bool ready;

	if (ready)
		return;
	ready = true;
	edit_commands_setup(sh);
	take_size(sh, "LINES");
	take_size(sh, "COLUMNS");
}

static int bind_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	Keymap before;
	bool chose = false; /* -m: for this command only */
	int status = 0;
	int c;

	if (!sh->opts.emacs && !sh->opts.vi)
		builtin_error(sh, &builtin_bind, 0, "warning: line editing not enabled");
	start_editor(sh);
	before = rl_get_keymap();
	while ((c = opts_next(&o, "lvpVPsSXf:q:u:m:r:x:")) != OPTS_END) {
		if (c == OPTS_BAD)
			return o.bad == OPTS_HELP ? builtin_usage_line(sh, &builtin_bind) :
				builtin_usage(sh, &builtin_bind, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_bind, o.bad);
		chose |= c == 'm';
		status |= one_option(sh, c, o.arg);
	}
	for (int i = o.index; i < argc; i++) {
		scoped_free char *line = xstrdup(argv[i]); /* readline writes into it */

		rl_parse_and_bind(line);
	}
	if (chose)
		rl_set_keymap(before);
	edit_mode_taken(sh);
	return status;
}

const struct builtin builtin_bind = {
	.name = "bind",
	.run = bind_run,
	.synopsis = "bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] "
		"[-x keyseq:shell-command] [keyseq:readline-function or readline-command]",
	.help = "Bind keys of the line editor to its functions, to text, or with -x to commands.",
	.flags = BUILTIN_NO_HELP, /* bash prints only how it is used */
};
