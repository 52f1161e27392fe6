/*
 * lib/opts.h - option letters of builtins and subcommands (POSIX 12.2).
 *
 * Letters may be clustered; `--` ends them; the first word that is no option
 * ends them too.  An argument stands behind its letter or in the next word.
 */
#ifndef LIB_OPTS_H
#define LIB_OPTS_H

#include <stdbool.h>

enum {
	OPTS_END = -1,     /* no more options: operands start at argv[o.index] */
	OPTS_BAD = -2,     /* o.bad is not in the list */
	OPTS_MISSING = -3, /* o.bad needs an argument */
};

/* o.bad with OPTS_BAD: the word was --help */
enum { OPTS_HELP = '\1' };

struct opts {
	int argc;
	char **argv;
	int index;         /* the word being read; at the end: the first operand */
	const char *at;    /* next letter inside a cluster */
	const char *arg;   /* argument of the last option that takes one */
	bool plus;         /* it stood behind '+', only where plus_too */
	bool plus_too;     /* accept +x as well as -x (declare, set) */
	char bad;
};

/* Options of @argv, argv[0] being the command's name. */
struct opts opts_start(int argc, char **argv);
/*
 * The next option letter, or OPTS_*.  @letters as in getopt(3): `ab:c`, where a
 * colon says that the letter takes an argument.
 */
int opts_next(struct opts *o, const char *letters);

#endif
