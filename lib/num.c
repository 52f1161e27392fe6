/*
 * lib/num.c - strict numbers, durations and sizes from text.
 */
#include "lib/num.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/cleanup.h"

int num_parse_u64(const char *s, int base, uint64_t *ret_value)
{
	uint64_t value = 0;

	if (!*s)
		return -EINVAL;
	for (; *s; s++) {
		int digit = isdigit((unsigned char)*s) ? *s - '0'
			: isxdigit((unsigned char)*s)  ? tolower((unsigned char)*s) - 'a' + 10
						       : 99;

		if (digit >= base)
			return -EINVAL;
		if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
			__builtin_add_overflow(value, (uint64_t)digit, &value))
			return -ERANGE;
	}
	*ret_value = value;
	return 0;
}

int num_parse_i64(const char *s, int64_t *ret_value)
{
	bool negative = *s == '-';
	uint64_t magnitude;
	int r;

	r = num_parse_u64(s + (*s == '-' || *s == '+'), 10, &magnitude);
	if (r < 0)
		return r;
	if (magnitude > (uint64_t)INT64_MAX + negative)
		return -ERANGE;
	*ret_value = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
	return 0;
}

int num_parse_lax(const char *s, int64_t *ret_value)
{
	long long value;
	char *end;

	errno = 0;
	value = strtoll(s, &end, 10);
	if (end == s)
		return -EINVAL;
	if (errno)
		return -ERANGE;
	if (end[strspn(end, " \t")])
		return -EINVAL;
	*ret_value = value;
	return 0;
}

int num_parse_int(const char *s, int least, int most, int *ret_value)
{
	int64_t value;
	int r = num_parse_i64(s, &value);

	if (r < 0)
		return r;
	if (value < least || value > most)
		return -ERANGE;
	*ret_value = (int)value;
	return 0;
}

/*
 * Digits, perhaps with a fraction: where they end, NULL when there are none.  Not strtod(3), whose
 * decimal point is the locale's: a policy means the same everywhere.
 */
static const char *decimal(const char *s, double *ret_value)
{
	const char *start = s;
	double value = 0;
	double place = 1;

	for (; isdigit((unsigned char)*s); s++)
		value = value * 10 + (*s - '0');
	if (s == start && *s != '.')
		return NULL;
	if (*s == '.') {
		for (s++; isdigit((unsigned char)*s); s++) {
			value = value * 10 + (*s - '0');
			place *= 10;
		}
		if (s - start == 1) /* a point alone */
			return NULL;
	}
	*ret_value = value / place;
	return s;
}

/* Longer units first where one is a prefix of another. */
static const struct unit {
	const char *name;
	double factor;
} time_units[] = {
	{"ns", 1}, {"us", 1e3}, {"\u00b5s", 1e3}, {"\u03bcs", 1e3}, {"ms", 1e6},
	{"s", 1e9}, {"m", 60e9}, {"h", 3600e9},
}, size_units[] = {
	{"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0}, {"TiB", 1099511627776.0},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
	{"K", 1024.0}, {"M", 1048576.0}, {"G", 1073741824.0}, {"B", 1}, {"", 1},
};

int num_parse_duration_ns(const char *s, int64_t *ret_ns)
{
	double total = 0;
	double sign = *s == '-' ? -1 : 1;

	s += *s == '-' || *s == '+';
	if (strcmp(s, "0") == 0) {
		*ret_ns = 0;
		return 0;
	}
	if (!*s)
		return -EINVAL;
	while (*s) {
		const struct unit *u = time_units;
		const struct unit *end = time_units + ARRAY_LEN(time_units);
		double value;
		const char *rest = decimal(s, &value);

		if (!rest)
			return -EINVAL;
		while (u < end && strncmp(rest, u->name, strlen(u->name)) != 0)
			u++;
		if (u == end)
			return -EINVAL;
		total += value * u->factor;
		s = rest + strlen(u->name);
	}
	if (total >= 9.2e18)
		return -ERANGE;
	*ret_ns = (int64_t)(sign * total);
	return 0;
}

int num_parse_bytes(const char *s, uint64_t *ret_bytes)
{
	double value;
	const char *rest = decimal(s, &value);

	if (!rest)
		return -EINVAL;
	while (*rest == ' ')
		rest++;
	for (size_t i = 0; i < ARRAY_LEN(size_units); i++) {
		if (strcasecmp(rest, size_units[i].name) != 0)
			continue;
		if (value * size_units[i].factor >= 1.8e19)
			return -ERANGE;
		*ret_bytes = (uint64_t)(value * size_units[i].factor);
		return 0;
	}
	return -EINVAL;
}
