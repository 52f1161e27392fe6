/*
 * shell/special.c - parameters and variables that are computed.
 *
 * One table: name, attributes, how its value is made, what its assignment does.
 */
#include "shell/special.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/num.h"
#include "shell/alias.h"
#include "shell/array.h"
#include "shell/ast.h"
#include "shell/compat.h"
#include "shell/history.h"
#include "shell/locale.h"
#include "shell/lookup.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/special_internal.h"
#include "shell/split.h"
#include "shell/var.h"
#include "shell/var_internal.h"

enum { RANDOM_MASK = 32767 };

/* ---- $RANDOM: the minimal standard generator of Park and Miller, as bash has it ---- */

static uint32_t random_step(uint32_t last)
{
	uint32_t value = last ? last : 123459876;
	uint32_t high = value / 127773;
	uint32_t low = value - 127773 * high;
	int32_t next = (int32_t)(16807 * low - 2836 * high);

	return (uint32_t)(next < 0 ? next + 0x7fffffff : next);
}

static void random_seed(struct shell *sh)
{
	uint32_t seed;

	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		seed = (uint32_t)clock_realtime_ns() ^ (uint32_t)getpid();
	sh->random_state = seed;
	sh->random_pid = getpid();
}

static void value_random(struct shell *sh, struct buf *out)
{
	uint32_t value;

	if (!sh->random_pid || (sh->in_subshell && sh->random_pid != getpid()))
		random_seed(sh);
	do {
		sh->random_state = random_step(sh->random_state);
		value = sh->random_state;
		if (sh->compat_level > 50)
			value = (value >> 16) ^ (value & 65535);
		value &= RANDOM_MASK;
	} while (value == sh->random_last);
	sh->random_last = value;
	buf_printf(out, "%u", value);
}

static void assigned_random(struct shell *sh, const char *value)
{
	int64_t seed;

	if (!value || num_parse_i64(value, &seed) < 0)
		seed = 0;
	sh->random_state = (uint32_t)seed;
	sh->random_last = 0;
	sh->random_pid = getpid();
}

static void value_srandom(struct shell *sh, struct buf *out)
{
	uint32_t value = 0;

	(void)sh;
	if (getrandom(&value, sizeof(value), 0) != sizeof(value))
		value = (uint32_t)clock_realtime_ns();
	buf_printf(out, "%u", value);
}

/* ---- time ---- */

static void value_seconds(struct shell *sh, struct buf *out)
{
	uint64_t passed = clock_realtime_ns() / 1000000000 - sh->start_ns / 1000000000;

	buf_printf(out, "%lld", (long long)((uint64_t)sh->seconds_then + passed));
}

static void assigned_seconds(struct shell *sh, const char *value)
{
	if (!value || num_parse_i64(value, &sh->seconds_then) < 0)
		sh->seconds_then = 0;
	sh->start_ns = clock_realtime_ns();
}

static void value_epoch_seconds(struct shell *sh, struct buf *out)
{
	(void)sh;
	buf_printf(out, "%lld", (long long)time(NULL));
}

static void value_epoch_realtime(struct shell *sh, struct buf *out)
{
	int64_t us = clock_realtime_ns() / 1000;
	const struct lconv *l = localeconv();

	(void)sh;
	buf_printf(out, "%lld%s%06lld", (long long)(us / 1000000),
		*l->decimal_point ? l->decimal_point : ".", (long long)(us % 1000000));
}

/* ---- the shell itself ---- */

static void value_lineno(struct shell *sh, struct buf *out)
{
	buf_printf(out, "%u", sh->line);
}

static void value_bashpid(struct shell *sh, struct buf *out)
{
	(void)sh;
	buf_printf(out, "%ld", (long)getpid());
}

static void value_subshell(struct shell *sh, struct buf *out)
{
	buf_printf(out, "%d", sh->subshell_depth);
}

static void assigned_subshell(struct shell *sh, const char *value)
{
	int depth;

	if (value && num_parse_int(value, 0, INT32_MAX, &depth) == 0)
		sh->subshell_depth = depth;
}

static void value_command(struct shell *sh, struct buf *out)
{
	const struct node *n = sh->command;

	if (!n)
		return;
	/* Of compound commands that DEBUG stops at, only the head. */
	if (n->kind == NODE_FOR || n->kind == NODE_SELECT) {
		buf_printf(out, "%s %s", n->kind == NODE_FOR ? "for" : "select", n->for_.name);
		if (n->for_.has_in)
			buf_add_str(out, " in");
		for (const struct word *w = n->for_.words; w && n->for_.has_in; w = w->next)
			buf_printf(out, " %s", w->text);
	} else if (n->kind == NODE_CASE) {
		buf_printf(out, "case %s in ", n->case_.word->text);
	} else if (n->kind == NODE_ARITH_FOR) {
		buf_printf(out, "((%s))", sh->command_part ? sh->command_part->text : "1");
	} else {
		ast_print_command(out, n);
	}
}

static void value_last_argument(struct shell *sh, struct buf *out)
{
	buf_add(out, sh->last_argument.s, sh->last_argument.len);
}

static void value_histcmd(struct shell *sh, struct buf *out)
{
	if (sh->opts.history)
		buf_printf(out, "%u", history_next_number() - history_line_was_added());
	else
		buf_add_char(out, '0');
}

static void value_word_breaks(struct shell *sh, struct buf *out)
{
	(void)sh;
	buf_add_str(out, " \t\n\"'@><=;|&(:");
}

void special_break_at_hosts(struct shell *sh, bool on)
{
	const char *breaks = var_get(sh, "COMP_WORDBREAKS");
	scoped_buf struct buf changed = BUF_INIT;

	if (!breaks || (strchr(breaks, '@') != NULL) == on)
		return;
	if (on)
		buf_add_char(&changed, '@');
	for (const char *s = breaks; *s; s++)
		if (*s != '@')
			buf_add_char(&changed, *s);
	var_set(sh, "COMP_WORDBREAKS", changed.s ? changed.s : "");
}

static void value_argv0(struct shell *sh, struct buf *out)
{
	buf_add_str(out, sh->name);
}

static void assigned_argv0(struct shell *sh, const char *value)
{
	if (!value)
		return;
	strv_add(&sh->given_names, value);
	sh->name = sh->given_names.items[sh->given_names.len - 1];
}

static void value_shellopts(struct shell *sh, struct buf *out)
{
	options_names(sh, false, out);
}

static void value_bashopts(struct shell *sh, struct buf *out)
{
	options_names(sh, true, out);
}

/* ---- side effects only ---- */

static void assigned_path(struct shell *sh, const char *value)
{
	(void)value;
	lookup_forget_all(sh);
}

static void assigned_ifs(struct shell *sh, const char *value)
{
	(void)value;
	split_ifs_changed(sh);
}

static void assigned_posix(struct shell *sh, const char *value)
{
	option_set_by_name(sh, "posix", value != NULL);
}

static void assigned_globignore(struct shell *sh, const char *value)
{
	if (!value || *value) /* a null one changes nothing */
		sh->opts.dotglob = value != NULL;
}

static void assigned_ignoreeof(struct shell *sh, const char *value)
{
	sh->opts.ignoreeof = value != NULL;
}

/* getopts starts afresh, also when the number is the old one. */
static void assigned_optind(struct shell *sh, const char *value)
{
	(void)value;
	sh->getopts_at = 0;
}

static void assigned_tz(struct shell *sh, const char *value)
{
	(void)sh;
	if (value)
		setenv("TZ", value, 1);
	else
		unsetenv("TZ");
	tzset();
}

/* ---- the table ---- */

enum trait {
	/* kept up to date, so lists show it; of the others, what they were when last asked for */
	LIVE = 1 << 0,
	KEEPS_NOTHING = 1 << 1, /* an assignment may have an effect, but leaves no value behind */
	HIDDEN_EMPTY = 1 << 2,  /* lists show no empty array */
	KEPT = 1 << 3,          /* once it has a value, computed or assigned, that stays */
	NUMBER_LATER = 1 << 4,  /* has the integer attribute from when it is asked for */
	RETURNS = 1 << 5,       /* every command makes it anew */
	COUNTS_ON = 1 << 6,     /* from the value that the environment has */
	CALLS = 1 << 7,         /* begins when it is named */
};

static const struct special {
	const char *name;
	unsigned flags; /* VAR_*; 0 for names that are only watched */
	void (*value)(struct shell *sh, struct buf *out);
	void (*list)(struct shell *sh, struct array *a);
	void (*assigned)(struct shell *sh, const char *value); /* value NULL: unset */
	unsigned traits;
} specials[] = {
	{"BASHOPTS", VAR_READONLY, value_bashopts, NULL, NULL, LIVE},
	{"BASHPID", VAR_INTEGER, value_bashpid, NULL, NULL, KEEPS_NOTHING},
	{"BASH_ALIASES", VAR_ASSOC, NULL, special_array_aliases, special_assigned_aliases, 0},
	{"BASH_ARGC", VAR_INDEXED | VAR_NO_ASSIGN | VAR_NO_UNSET, NULL, special_array_argc,
		NULL, LIVE | CALLS},
	{"BASH_ARGV", VAR_INDEXED | VAR_NO_ASSIGN | VAR_NO_UNSET, NULL, special_array_argv,
		NULL, LIVE | CALLS},
	{"BASH_ARGV0", 0, value_argv0, NULL, assigned_argv0, KEEPS_NOTHING},
	{"BASH_CMDS", VAR_ASSOC, NULL, special_array_commands, special_assigned_commands, 0},
	{"BASH_COMMAND", 0, value_command, NULL, NULL, 0},
	{"BASH_COMPAT", 0, NULL, NULL, compat_assigned, 0},
	{"BASH_LINENO", VAR_INDEXED | VAR_NO_ASSIGN | VAR_NO_UNSET, NULL, special_array_lineno,
		NULL, LIVE},
	{"BASH_SOURCE", VAR_INDEXED | VAR_NO_ASSIGN | VAR_NO_UNSET, NULL, special_array_source,
		NULL, LIVE},
	{"BASH_SUBSHELL", 0, value_subshell, NULL, assigned_subshell, 0},
	{"BASH_XTRACEFD", 0, NULL, NULL, xtrace_fd_assigned, 0},
	{"COMP_WORDBREAKS", 0, value_word_breaks, NULL, NULL, KEPT},
	{"DIRSTACK", VAR_INDEXED, NULL, special_array_dirstack, special_assigned_dirstack, 0},
	{"EPOCHREALTIME", 0, value_epoch_realtime, NULL, NULL, KEEPS_NOTHING},
	{"EPOCHSECONDS", 0, value_epoch_seconds, NULL, NULL, KEEPS_NOTHING},
	{"FUNCNAME", VAR_INDEXED | VAR_NO_ASSIGN, NULL, special_array_funcname,
		NULL, LIVE | HIDDEN_EMPTY},
	{"GLOBIGNORE", 0, NULL, NULL, assigned_globignore, 0},
	{"GROUPS", VAR_INDEXED | VAR_NO_ASSIGN, NULL, special_array_groups, NULL, 0},
	{"HISTCMD", VAR_INTEGER, value_histcmd, NULL, NULL, 0},
	{"IFS", 0, NULL, NULL, assigned_ifs, 0},
	{"IGNOREEOF", 0, NULL, NULL, assigned_ignoreeof, 0},
	{"LANG", 0, NULL, NULL, locale_assigned, 0},
	{"LC_ALL", 0, NULL, NULL, locale_assigned, 0},
	{"LC_COLLATE", 0, NULL, NULL, locale_assigned, 0},
	{"LC_CTYPE", 0, NULL, NULL, locale_assigned, 0},
	{"LC_MESSAGES", 0, NULL, NULL, locale_assigned, 0},
	{"LC_NUMERIC", 0, NULL, NULL, locale_assigned, 0},
	{"LC_TIME", 0, NULL, NULL, locale_assigned, 0},
	{"LINENO", 0, value_lineno, NULL, NULL, 0},
	{"OPTIND", 0, NULL, NULL, assigned_optind, 0},
	{"PATH", 0, NULL, NULL, assigned_path, 0},
	{"PIPESTATUS", VAR_INDEXED, NULL, special_array_pipestatus,
		NULL, LIVE | RETURNS | HIDDEN_EMPTY},
	{"POSIXLY_CORRECT", 0, NULL, NULL, assigned_posix, 0},
	{"RANDOM", VAR_INTEGER, value_random, NULL, assigned_random, 0},
	{"SECONDS", 0, value_seconds, NULL, assigned_seconds,
		NUMBER_LATER | COUNTS_ON},
	{"SHELLOPTS", VAR_READONLY, value_shellopts, NULL, NULL, LIVE},
	{"SRANDOM", VAR_INTEGER, value_srandom, NULL, NULL, 0},
	{"TZ", 0, NULL, NULL, assigned_tz, 0},
	{"_", 0, value_last_argument, NULL, NULL, LIVE | RETURNS},
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct special *)row)->name);
}

static const struct special *find(const char *name)
{
	return bsearch(name, specials, ARRAY_LEN(specials), sizeof(*specials), by_name);
}

void special_init(struct shell *sh)
{
	for (size_t i = 0; i < ARRAY_LEN(specials); i++) {
		const struct special *s = &specials[i];
		struct name *entry = name_find(globals_of(sh), s->name, strlen(s->name), true);

		entry->watched = s->assigned || s->traits & KEEPS_NOTHING;
		if (s->value || s->list)
			var_new(sh, entry, sh->globals, s->flags | VAR_DYNAMIC);
	}
}

const char *special_value(struct shell *sh, struct var *v)
{
	const struct special *s = find(v->name);
	scoped_buf struct buf out = BUF_INIT;

	if (!s || !s->value || (s->traits & KEPT && v->value))
		return v->value;
	s->value(sh, &out);
	var_store(v, out.s, out.len);
	if (s->traits & NUMBER_LATER)
		v->flags |= VAR_INTEGER;
	return v->value;
}

void special_imported(struct shell *sh, struct var *v, const char *value)
{
	const struct special *s = find(v->name);

	if (s && s->traits & COUNTS_ON) {
		s->assigned(sh, value);
		special_value(sh, v);
	}
}

static void refresh(struct shell *sh, struct var *v, const struct special *s)
{
	if (!s->list) {
		if (s->value)
			special_value(sh, v);
		return;
	}
	if (!v->array)
		v->array = array_new(v->flags & VAR_ASSOC);
	array_clear(v->array);
	s->list(sh, v->array);
}

void special_refresh(struct shell *sh, struct var *v)
{
	const struct special *s = find(v->name);

	if (s && s->traits & CALLS)
		args_log_named(sh);
	if (s)
		refresh(sh, v, s);
}

bool special_list(struct shell *sh, struct var *v)
{
	const struct special *s = find(v->name);

	if (s && s->traits & LIVE)
		refresh(sh, v, s);
	return !s || !(s->traits & HIDDEN_EMPTY) || v->array->count;
}

bool special_returns(const struct var *v)
{
	const struct special *s = find(v->name);

	return s && s->traits & RETURNS;
}

void special_assigned(struct shell *sh, struct var *v)
{
	const struct special *s = find(v->name);

	/* A local RANDOM is an ordinary variable; a local IFS is not. */
	if (!s || ((s->value || s->list) && !(v->flags & VAR_DYNAMIC)))
		return;
	if (s->assigned)
		s->assigned(sh, v->flags & VAR_UNSET ? NULL : v->value);
	if (s->traits & KEEPS_NOTHING)
		var_clear(v);
}

const char *special_parameter(struct shell *sh, const char *name, struct arena *a)
{
	const struct frame *f;
	size_t n;

	switch (*name) {
	case '?':
		return arena_printf(a, "%d", sh->status);
	case '$':
		return arena_printf(a, "%ld", (long)sh->pid);
	case '!':
		return sh->last_background ? arena_printf(a, "%ld",
			(long)sh->last_background) : NULL;
	case '#':
		return arena_printf(a, "%zu", args_frame(sh)->n_args);
	case '-': {
		scoped_buf struct buf out = BUF_INIT;

		options_letters(sh, &out);
		return arena_strndup(a, out.s, out.len);
	}
	default:
		break;
	}
	if (strcmp(name, "0") == 0)
		return sh->name;
	f = args_frame(sh);
	n = 0;
	for (const char *p = name; *p >= '0' && *p <= '9'; p++)
		n = n < SIZE_MAX / 16 ? n * 10 + (size_t)(*p - '0') : n;
	if (n == 0)
		return sh->name;
	return n <= f->n_args ? f->args[n - 1] : NULL;
}
