/*
 * builtins/agentsh_opts.h - long options of the subcommands: --name, --name VALUE, --name=VALUE.
 */
#ifndef BUILTINS_AGENTSH_OPTS_H
#define BUILTINS_AGENTSH_OPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One of them: with `value` it takes an argument, else it sets `flag`. */
struct long_option {
	const char *name;
	const char **value;
	bool *flag;
};

/*
 * Read the options of @argv (argv[0] is the subcommand) and move the operands to argv[1…].
 * Returns how many operands there are, or -1 when an error has been printed.
 */
int long_options(int argc, char **argv, const struct long_option *table, size_t n);

/* `10m`, `2h`, `1d12h`, `7d`: a Go duration that may begin with days. */
int age_parse_ns(const char *s, int64_t *ret_ns);
/* An RFC 3339 time, or an age: so long ago.  -EINVAL. */
int since_parse_ns(const char *s, int64_t *ret_ns);

#endif
