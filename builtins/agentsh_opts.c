/*
 * builtins/agentsh_opts.c - long options of the subcommands.
 */
#include "builtins/agentsh_opts.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/num.h"

#define DAY_NS ((int64_t)86400 * 1000000000)

static int bad_option(const char *command, const char *word, const char *what)
{
	scoped_buf struct buf line = BUF_INIT;

	buf_printf(&line, "agentsh %s: ", command);
	buf_add_escaped(&line, word, strlen(word));
	fprintf(stderr, "%s: %s\n", line.s, what);
	return -1;
}

/* Read the option at argv[*at]; -1 when an error has been printed. */
static int read_option(int argc, char **argv, int *at, const struct long_option *table, size_t n)
{
	const char *word = argv[*at];
	size_t len = strcspn(word + 2, "=");
	const char *attached = word[2 + len] ? word + 3 + len : NULL;

	for (const struct long_option *o = table; o < table + n; o++) {
		if (strlen(o->name) != len || strncmp(o->name, word + 2, len) != 0)
			continue;
		if (!o->value) {
			if (attached)
				return bad_option(argv[0], word, "takes no argument");
			*o->flag = true;
			return 0;
		}
		if (!attached && *at + 1 >= argc)
			return bad_option(argv[0], word, "an argument is missing");
		*o->value = attached ? attached : argv[++*at];
		return 0;
	}
	return bad_option(argv[0], word, "unknown option");
}

int long_options(int argc, char **argv, const struct long_option *table, size_t n)
{
	int operands = 0;
	bool done = false;

	for (int i = 1; i < argc; i++) {
		if (done || argv[i][0] != '-' || !argv[i][1])
			argv[++operands] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			done = true;
		else if (argv[i][1] != '-')
			return bad_option(argv[0], argv[i], "unknown option");
		else if (read_option(argc, argv, &i, table, n) < 0)
			return -1;
	}
	return operands;
}

int age_parse_ns(const char *s, int64_t *ret_ns)
{
	size_t digits = strspn(s, "0123456789");
	int64_t days = 0, rest = 0;
	char number[20];
	int r;

	if (digits && digits < sizeof(number) && s[digits] == 'd') {
		memcpy(number, s, digits);
		number[digits] = '\0';
		r = num_parse_i64(number, &days);
		if (r < 0)
			return r;
		s += digits + 1;
		if (days > INT64_MAX / DAY_NS)
			return -ERANGE;
	}
	if (*s || !digits) {
		r = num_parse_duration_ns(s, &rest);
		if (r < 0)
			return r;
	}
	if (rest < 0 || __builtin_add_overflow(days * DAY_NS, rest, ret_ns))
		return -ERANGE;
	return 0;
}

/* Z or +hh:mm behind a time, in seconds; false: neither. */
static bool zone(const char *s, long *ret_seconds)
{
	int hours, minutes, end = 0;

	*ret_seconds = 0;
	if (strcmp(s, "Z") == 0 || strcmp(s, "z") == 0)
		return true;
	if ((*s != '+' && *s != '-') || sscanf(s + 1, "%2d:%2d%n", &hours, &minutes, &end) != 2 ||
		s[1 + end])
		return false;
	*ret_seconds = (hours * 3600L + minutes * 60L) * (*s == '-' ? -1 : 1);
	return true;
}

int since_parse_ns(const char *s, int64_t *ret_ns)
{
	struct tm tm = {0};
	const char *rest = strptime(s, "%Y-%m-%dT%H:%M:%S", &tm);
	int64_t age;
	long offset;
	int r;

	if (rest) {
		if (*rest == '.')
			rest += 1 + strspn(rest + 1, "0123456789");
		if (!zone(rest, &offset))
			return -EINVAL;
		*ret_ns = ((int64_t)timegm(&tm) - offset) * 1000000000;
		return 0;
	}
	r = age_parse_ns(s, &age);
	if (r < 0)
		return r;
	*ret_ns = clock_realtime_ns() - age;
	return 0;
}
