/*
 * shell/time_report.c - the `time` keyword.
 */
#include "shell/time_report.h"

#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "shell/diag.h"
#include "shell/shell.h"
#include "shell/var.h"

#define BASH_FORMAT "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS"
#define POSIX_FORMAT "real %2R\nuser %2U\nsys %2S"
#define USED_FORMAT "user\t%2lU\nsys\t%2lS"

enum { MICROSECONDS = 1000000, MOST_DIGITS = 3 };

static int64_t microseconds(struct timeval t)
{
	return (int64_t)t.tv_sec * MICROSECONDS + t.tv_usec;
}

void time_start(struct time_mark *mark)
{
	struct rusage own, children;

	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	mark->real = clock_monotonic_ns() / 1000;
	mark->user = microseconds(own.ru_utime) + microseconds(children.ru_utime);
	mark->system = microseconds(own.ru_stime) + microseconds(children.ru_stime);
}

/* Seconds with @digits behind the point, truncated as bash does; @minutes: 0m1.234s. */
static void add_time(struct buf *out, int64_t us, int digits, bool minutes)
{
	static const int64_t scale[] = {1000000, 100000, 10000, 1000};
	const char *point = localeconv()->decimal_point;
	int64_t seconds = us / MICROSECONDS;

	if (minutes) {
		buf_printf(out, "%lldm", (long long)(seconds / 60));
		seconds %= 60;
	}
	buf_printf(out, "%lld", (long long)seconds);
	if (digits)
		buf_printf(out, "%s%0*lld", *point ? point : ".", digits,
			(long long)(us % MICROSECONDS / scale[digits]));
	if (minutes)
		buf_add_char(out, 's');
}

static void add_percent(struct buf *out, const struct time_mark *passed)
{
	int64_t used = passed->user + passed->system;
	int64_t hundredths = passed->real > 0 ? used * 10000 / passed->real : 0;

	buf_printf(out, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

/* One conversion behind '%'; returns where it ends, NULL: invalid. */
static const char *add_conversion(struct buf *out, const char *p, const struct time_mark *passed)
{
	int digits = MOST_DIGITS;
	bool minutes = false;

	if (*p == '%') {
		buf_add_char(out, '%');
		return p + 1;
	}
	if (*p == 'P') {
		add_percent(out, passed);
		return p + 1;
	}
	if (*p >= '0' && *p <= '9') {
		digits = *p++ - '0';
		digits = digits > MOST_DIGITS ? MOST_DIGITS : digits;
	}
	if (*p == 'l') {
		minutes = true;
		p++;
	}
	if (*p == 'R')
		add_time(out, passed->real, digits, minutes);
	else if (*p == 'U')
		add_time(out, passed->user, digits, minutes);
	else if (*p == 'S')
		add_time(out, passed->system, digits, minutes);
	else
		return NULL;
	return p + 1;
}

static void report(struct shell *sh, const struct time_mark *mark, const char *format)
{
	scoped_buf struct buf out = BUF_INIT;
	struct time_mark passed;

	time_start(&passed);
	passed.real -= mark->real;
	passed.user -= mark->user;
	passed.system -= mark->system;
	if (!*format)
		return;
	while (*format) {
		const char *end;

		if (*format != '%' || !format[1]) {
			buf_add_char(&out, *format++);
			continue;
		}
		end = add_conversion(&out, format + 1, &passed);
		if (!end) {
			diag(sh, "TIMEFORMAT: `%c': invalid format character", format[1]);
			return;
		}
		format = end;
	}
	buf_add_char(&out, '\n');
	fd_write_all(STDERR_FILENO, out.s, out.len);
}

/* TIMEFORMAT, or @otherwise. */
static const char *format_of(struct shell *sh, const char *otherwise)
{
	const char *format = var_get(sh, "TIMEFORMAT");

	return format ? format : otherwise;
}

void time_report(struct shell *sh, const struct time_mark *mark, bool posix)
{
	report(sh, mark, posix ? POSIX_FORMAT : format_of(sh, BASH_FORMAT));
}

void time_report_all(struct shell *sh, const struct time_mark *mark)
{
	report(sh, &(struct time_mark){.real = mark->real}, format_of(sh, USED_FORMAT));
}
