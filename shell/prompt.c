/*
 * shell/prompt.c - PS0, PS1, PS2, PS4 (bash manual 6.9).
 *
 * Backslash escapes first, then expansion as in double quotes; what an escape
 * put in is protected from it.
 */
#include "shell/prompt.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/num.h"
#include "lib/path.h"
#include "shell/expand.h"
#include "shell/history.h"
#include "shell/job.h"
#include "shell/pattern_internal.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { HOST_BYTES = 256, TIME_BYTES = 128 };

struct prompt {
	struct shell *sh;
	struct buf *out;
	bool protect; /* the result will be expanded */
	bool running; /* a command runs: see prompt_expand_running() */
};

/* Add text that is not to be expanded. */
static void add_value(struct prompt *p, const char *s)
{
	for (; *s; s++) {
		if (p->protect && strchr("$`\\\"", *s))
			buf_add_char(p->out, '\\');
		buf_add_char(p->out, *s);
	}
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the format is the user's */
void prompt_add_time(struct shell *sh, struct buf *out, const char *format, time_t when)
{
	const struct var *tz = var_find(sh, "TZ");
	const time_t epoch = 0; /* what bash shows of a time that is none */
	char text[TIME_BYTES];
	struct tm tm;

	if (tz && tz->flags & VAR_EXPORT && tz->value)
		setenv("TZ", tz->value, 1);
	else
		unsetenv("TZ");
	tzset();
	if (localtime_r(&when, &tm) || localtime_r(&epoch, &tm))
		buf_add(out, text, strftime(text, sizeof(text), format, &tm));
}
#pragma GCC diagnostic pop

static void add_time(struct prompt *p, const char *format)
{
	struct buf text = BUF_INIT;

	prompt_add_time(p->sh, &text, format, time(NULL));
	add_value(p, text.s);
	buf_release(&text);
}

static void add_host(struct prompt *p, bool whole)
{
	char host[HOST_BYTES] = "";

	gethostname(host, sizeof(host) - 1);
	if (!whole)
		host[strcspn(host, ".")] = '\0';
	add_value(p, host);
}

static void add_user(struct prompt *p)
{
	const struct passwd *pw = getpwuid(geteuid());

	add_value(p, pw ? pw->pw_name : "I have no name!");
}

/* PROMPT_DIRTRIM: only the last components of @path. */
static void add_trimmed(struct prompt *p, const char *path)
{
	const char *trim = var_get(p->sh, "PROMPT_DIRTRIM");
	const char *start = *path == '~' ? path + strcspn(path, "/") : path;
	const char *at = path + strlen(path);
	int64_t keep;

	start += *start == '/' && *path == '~';
	if (!trim || num_parse_i64(trim, &keep) < 0 || keep <= 0) {
		add_value(p, path);
		return;
	}
	while (at > start && keep > 0)
		if (*--at == '/')
			keep--;
	if (at <= start || at - start <= 3) { /* no longer than the dots */
		add_value(p, path);
		return;
	}
	buf_add(p->out, path, (size_t)(start - path));
	buf_add_str(p->out, "...");
	add_value(p, at);
}

/* \w and \W */
static void add_directory(struct prompt *p, bool base_only)
{
	struct shell *sh = p->sh;
	const char *cwd = var_get(sh, "PWD");
	const char *home = var_get(sh, "HOME");

	if (!cwd)
		cwd = sh->cwd ? sh->cwd : ".";
	if (home && *home && home[1] && path_is_below(cwd, home)) {
		const char *rest = cwd + strlen(home);

		if (!base_only || !*rest)
			cwd = arena_printf(&sh->scratch, "~%s", rest);
	}
	if (base_only) {
		const char *base = path_base(cwd);

		add_value(p, *base ? base : cwd);
	} else {
		add_trimmed(p, cwd);
	}
}

static void add_version(struct prompt *p, bool patch_level)
{
	const char *version = var_get(p->sh, "BASH_VERSION");
	char *copy = arena_strdup(&p->sh->scratch, version ? version : "5.2.15");
	char *dot = strchr(copy, '.');

	copy[strcspn(copy, "(")] = '\0';
	if (!patch_level && dot && (dot = strchr(dot + 1, '.')))
		*dot = '\0';
	add_value(p, copy);
}

static unsigned count_jobs(struct shell *sh)
{
	unsigned n = 0;

	for (const struct job *j = job_first(sh); j; j = j->next)
		n += !j->foreground && job_state(j) != JOB_DONE;
	return n;
}

static void add_terminal(struct prompt *p)
{
	char name[HOST_BYTES];

	add_value(p, ttyname_r(STDIN_FILENO, name, sizeof(name)) ? "tty" : path_base(name));
}

/* \D{format}; an empty one is the locale's time. */
static const char *add_formatted_time(struct prompt *p, const char *s)
{
	const char *close = *s == '{' ? strchr(s, '}') : NULL;
	char *format;

	if (!close)
		return s;
	format = arena_strndup(&p->sh->scratch, s + 1, (size_t)(close - s - 1));
	add_time(p, *format ? format : "%X");
	return close + 1;
}

/* \nnn */
static const char *add_octal(struct prompt *p, const char *s)
{
	char text[2] = "";
	int n = 0;

	for (int i = 0; i < 3 && *s >= '0' && *s <= '7'; i++)
		n = n * 8 + (*s++ - '0');
	text[0] = (char)n;
	add_value(p, text);
	return s;
}

static void add_time_escape(struct prompt *p, char c)
{
	static const struct {
		char c;
		const char *format;
	} rows[] = {
		{'d', "%a %b %d"}, {'t', "%H:%M:%S"}, {'T', "%I:%M:%S"}, {'@', "%I:%M %p"},
		{'A', "%H:%M"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].c == c)
			add_time(p, rows[i].format);
}

/* The characters that stand for one character. False: @c is not one of them. */
static bool add_character(struct prompt *p, char c)
{
	static const char from[] = "nreax[]";
	static const char to[] = "\n\r\033\ax\001\002";
	const char *at = c == 'x' ? NULL : strchr(from, c);
	bool edits = p->sh->interactive && options_edit_lines(&p->sh->opts);

	if (!at)
		return false;
	if ((c == '[' || c == ']') && !edits)
		return true;
	if (c == 'n' && edits)
		buf_add_char(p->out, '\r');
	buf_add_char(p->out, to[at - from]);
	return true;
}

static void add_history_number(struct prompt *p)
{
	unsigned number = p->sh->opts.history ? history_next_number() : 1;

	buf_printf(p->out, "%u", p->running && number > 1 ? number - 1 : number);
}

/* The escape behind the backslash at @s; returns what follows it. */
static const char *add_escape(struct prompt *p, const char *s)
{
	char c = *s++;

	if (c >= '0' && c <= '7')
		return add_octal(p, s - 1);
	if (strchr("dtT@A", c)) {
		add_time_escape(p, c);
	} else if (c == 'D' && *s == '{') {
		return add_formatted_time(p, s);
	} else if (c == 'u') {
		add_user(p);
	} else if (c == 'h' || c == 'H') {
		add_host(p, c == 'H');
	} else if (c == 'w' || c == 'W') {
		add_directory(p, c == 'W');
	} else if (c == 's') {
		add_value(p, path_base(p->sh->name));
	} else if (c == 'v' || c == 'V') {
		add_version(p, c == 'V');
	} else if (c == 'j') {
		buf_printf(p->out, "%u", count_jobs(p->sh));
	} else if (c == 'l') {
		add_terminal(p);
	} else if (c == '!') {
		add_history_number(p);
	} else if (c == '#') {
		buf_printf(p->out, "%u", p->sh->command_number + p->sh->interactive);
	} else if (c == '$') {
		add_value(p, geteuid() == 0 ? "#" : "$");
	} else if (c == '\\') {
		buf_add_char(p->out, '\\'); /* not protected: \\\$ is \$, which is then $ */
	} else if (!add_character(p, c)) {
		buf_add_char(p->out, '\\');
		buf_add_char(p->out, c);
	}
	return s;
}

static void decode(struct prompt *p, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\\");

		buf_add(p->out, text, n);
		text += n;
		if (*text && !text[1]) {
			buf_add_char(p->out, '\\');
			return;
		}
		if (*text)
			text = add_escape(p, text + 1);
	}
}

static void expand(struct shell *sh, const char *text, bool running, struct buf *out)
{
	struct buf decoded = BUF_INIT;
	struct prompt p = {.sh = sh, .out = &decoded, .protect = sh->opts.promptvars,
		.running = running};
	int status = sh->status;
	bool was_set = sh->last_cmdsub_set;
	const struct word *w;
	const char *result;

	decode(&p, text);
	result = decoded.s;
	if (sh->opts.promptvars) {
		w = parse_prompt(sh, &sh->scratch, decoded.s);
		result = w ? expand_double_quoted(sh, w) : NULL;
		sh->status = status; /* the $(…) of a prompt do not change $? */
		sh->last_cmdsub_set = was_set;
	}
	buf_add_str(out, result ? result : decoded.s);
	buf_release(&decoded);
}

void prompt_expand(struct shell *sh, const char *text, struct buf *out)
{
	expand(sh, text, false, out);
}

void prompt_expand_running(struct shell *sh, const char *text, struct buf *out)
{
	expand(sh, text, true, out);
}

void prompt_xtrace(struct shell *sh, struct buf *out)
{
	const char *ps4 = var_get(sh, "PS4");
	struct buf one = BUF_INIT;
	bool xtrace = sh->opts.xtrace;

	if (!ps4)
		return;
	sh->opts.xtrace = false; /* what PS4 runs is not traced */
	prompt_expand_running(sh, ps4, &one);
	sh->opts.xtrace = xtrace;
	if (one.len) {
		size_t n = pattern_char_len(MB_CUR_MAX > 1, one.s, one.s + one.len);

		for (int i = 0; i < sh->trace_depth; i++)
			buf_add(out, one.s, n);
		buf_add(out, one.s, one.len);
	}
	buf_release(&one);
}
