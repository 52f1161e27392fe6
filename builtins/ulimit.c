/*
 * builtins/ulimit.c - ulimit: the resource limits of the shell and what it starts (man 2 setrlimit).
 */
#include "builtins/builtins.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "builtins/number.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "shell/shell.h"

enum { RESOURCE_PIPE = -1 }; /* the size of a pipe: cannot be changed */

struct limit_row {
	char letter;
	int resource;
	rlim_t unit;             /* bytes (or what the kernel counts in) for one */
	const char *description;
	const char *unit_name;   /* NULL: none */
};

/* In the order of `ulimit -a`. */
static const struct limit_row rows[] = {
	{'R', RLIMIT_RTTIME, 1, "real-time non-blocking time", "microseconds"},
	{'c', RLIMIT_CORE, 512, "core file size", "blocks"},
	{'d', RLIMIT_DATA, 1024, "data seg size", "kbytes"},
	{'e', RLIMIT_NICE, 1, "scheduling priority", NULL},
	{'f', RLIMIT_FSIZE, 1024, "file size", "blocks"},
	{'i', RLIMIT_SIGPENDING, 1, "pending signals", NULL},
	{'l', RLIMIT_MEMLOCK, 1024, "max locked memory", "kbytes"},
	{'m', RLIMIT_RSS, 1024, "max memory size", "kbytes"},
	{'n', RLIMIT_NOFILE, 1, "open files", NULL},
	{'p', RESOURCE_PIPE, 512, "pipe size", "512 bytes"},
	{'q', RLIMIT_MSGQUEUE, 1, "POSIX message queues", "bytes"},
	{'r', RLIMIT_RTPRIO, 1, "real-time priority", NULL},
	{'s', RLIMIT_STACK, 1024, "stack size", "kbytes"},
	{'t', RLIMIT_CPU, 1, "cpu time", "seconds"},
	{'u', RLIMIT_NPROC, 1, "max user processes", NULL},
	{'v', RLIMIT_AS, 1024, "virtual memory", "kbytes"},
	{'x', RLIMIT_LOCKS, 1, "file locks", NULL},
};

static const struct limit_row *find_row(char letter)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].letter == letter)
			return &rows[i];
	}
	return NULL;
}

/* Blocks are 512 bytes in posix mode, else 1024, for both -c and -f. */
static rlim_t unit_of(const struct shell *sh, const struct limit_row *row)
{
	if (row->letter == 'c' || row->letter == 'f')
		return sh->opts.posix ? 512 : 1024;
	return row->unit;
}

static int get_limit(const struct limit_row *row, struct rlimit *ret)
{
	if (row->resource != RESOURCE_PIPE)
		return getrlimit((__rlimit_resource_t)row->resource, ret);
	ret->rlim_cur = ret->rlim_max = PIPE_BUF;
	return 0;
}

static void add_value(struct shell *sh, const struct limit_row *row, bool hard, struct buf *out)
{
	struct rlimit limit;
	rlim_t value;

	if (get_limit(row, &limit) < 0) {
		builtin_error(sh, &builtin_ulimit, 1, "%s: cannot get limit: %s",
			row->description, strerror(errno));
		return;
	}
	value = hard ? limit.rlim_max : limit.rlim_cur;
	if (value == RLIM_INFINITY)
		buf_add_str(out, "unlimited\n");
	else
		buf_printf(out, "%llu\n", (unsigned long long)(value / unit_of(sh, row)));
}

/* `open files                          (-n) 1024` */
static void add_described(struct shell *sh, const struct limit_row *row, bool hard, struct buf *out)
{
	scoped_buf struct buf unit = BUF_INIT;

	if (row->unit_name)
		buf_printf(&unit, "(%s, -%c) ", row->unit_name, row->letter);
	else
		buf_printf(&unit, "(-%c) ", row->letter);
	buf_printf(out, "%-20s %20s", row->description, unit.s);
	add_value(sh, row, hard, out);
}

/* ---- setting ---- */

/* `unlimited`, `hard`, `soft` or a number; false: printed. */
static bool parse_limit(struct shell *sh, const struct limit_row *row, const char *text,
	const struct rlimit *now, rlim_t *ret)
{
	uint64_t number;
	rlim_t unit = unit_of(sh, row);

	if (!strcmp(text, "unlimited")) {
		*ret = RLIM_INFINITY;
	} else if (!strcmp(text, "hard")) {
		*ret = now->rlim_max;
	} else if (!strcmp(text, "soft")) {
		*ret = now->rlim_cur;
	} else if (num_parse_u64(text, 10, &number) < 0) {
		number_invalid(sh, &builtin_ulimit, text);
		return false;
	} else if (number > RLIM_INFINITY / unit) {
		builtin_error(sh, &builtin_ulimit, 1, "%s: limit out of range", text);
		return false;
	} else {
		*ret = number * unit;
	}
	return true;
}

static int set_limit(struct shell *sh, const struct limit_row *row, const char *text, bool soft,
	bool hard)
{
	struct rlimit limit;
	rlim_t value;
	int error = 0;

	if (get_limit(row, &limit) < 0)
		return builtin_error(sh, &builtin_ulimit, 1, "%s: cannot get limit: %s",
			row->description, strerror(errno));
	if (!parse_limit(sh, row, text, &limit, &value))
		return 1;
	if (soft)
		limit.rlim_cur = value;
	if (hard)
		limit.rlim_max = value;
	if (row->resource == RESOURCE_PIPE)
		error = EINVAL;
	else if (hard && limit.rlim_cur > limit.rlim_max)
		error = EINVAL;
	else if (setrlimit((__rlimit_resource_t)row->resource, &limit) < 0)
		error = errno;
	if (error)
		return builtin_error(sh, &builtin_ulimit, 1, "%s: cannot modify limit: %s",
			row->description, strerror(error));
	return 0;
}

/* ---- arguments ---- */

struct request {
	bool soft, hard, all;
	size_t n;                          /* limits named */
	struct {
		const struct limit_row *row;
		const char *value;         /* NULL: print */
	} limits[ARRAY_LEN(rows) * 2];
};

/* One word of letters, and the value behind its last one; returns how many words were read, 0: bad. */
static int option_word(struct shell *sh, struct request *q, char **argv)
{
	for (const char *s = argv[0] + 1; *s; s++) {
		const struct limit_row *row = find_row(*s);

		if (*s == 'S') {
			q->soft = true;
		} else if (*s == 'H') {
			q->hard = true;
		} else if (*s == 'a') {
			q->all = true;
		} else if (!row) {
			builtin_usage(sh, &builtin_ulimit, *s);
			return 0;
		} else if (q->n < ARRAY_LEN(q->limits)) {
			q->limits[q->n].row = row;
			q->limits[q->n].value = NULL;
			if (s[1]) { /* as bash's getopt: what stands behind the letter is its value */
				q->limits[q->n++].value = s + 1;
				return 1;
			}
			if (argv[1] && argv[1][0] != '-') {
				q->limits[q->n++].value = argv[1];
				return 2;
			}
			q->n++;
		}
	}
	return 1;
}

static int print_all(struct shell *sh, bool hard)
{
	scoped_buf struct buf out = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		add_described(sh, &rows[i], hard, &out);
	return builtin_print(sh, &builtin_ulimit, &out);
}

static int run_request(struct shell *sh, const struct request *q)
{
	scoped_buf struct buf out = BUF_INIT;
	bool hard = q->hard && !q->soft;
	int status;

	for (size_t i = 0; i < q->n; i++) {
		const struct limit_row *row = q->limits[i].row;

		if (!q->limits[i].value) {
			if (q->n > 1)
				add_described(sh, row, hard, &out);
			else
				add_value(sh, row, hard, &out);
			continue;
		}
		status = set_limit(sh, row, q->limits[i].value, q->soft || !q->hard,
			q->hard || !q->soft);
		if (status)
			return status;
	}
	builtin_put(sh, &out);
	return 0;
}

static int ulimit_run(struct shell *sh, int argc, char **argv)
{
	struct request q = {0};
	int i = 1;

	while (i < argc && argv[i][0] == '-' && argv[i][1]) {
		int words = 1;

		if (!strcmp(argv[i], "--")) {
			i++;
			break;
		}
		if (!strcmp(argv[i], "--help"))
			return builtin_usage_help(sh, &builtin_ulimit);
		words = option_word(sh, &q, argv + i);
		if (!words)
			return 2;
		i += words;
	}
	if (i < argc && q.n && !q.limits[q.n - 1].value)
		q.limits[q.n - 1].value = argv[i];
	if (q.all)
		return print_all(sh, q.hard && !q.soft);
	if (!q.n) {
		q.limits[q.n].row = find_row('f');
		q.limits[q.n++].value = i < argc ? argv[i] : NULL;
	}
	return run_request(sh, &q);
}

const struct builtin builtin_ulimit = {
	.name = "ulimit",
	.run = ulimit_run,
	.synopsis = "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]",
	.help = "Print or set resource limits: -S soft, -H hard, both unless given; -a prints all.",
};
