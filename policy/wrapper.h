/*
 * policy/wrapper.h - commands that run another command: env, nice, xargs, sh -c …
 *
 * Advice for the pre-check, so that `env sudo id` is explained as sudo; what is run
 * in the end is judged at its own execve.  Words that cannot be understood without
 * running a shell are left to that.
 */
#ifndef POLICY_WRAPPER_H
#define POLICY_WRAPPER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strings;

/* One command that a wrapper would run. */
struct payload {
	char **argv;      /* NULL-terminated, argv[0] always there */
	const char *text; /* the word it was cut out of; NULL: its words are the wrapper's own */
	struct payload *next;
};

struct wrapper_options {
	const struct strings *add;    /* names that are wrappers too; may be NULL */
	const struct strings *remove; /* names that are none; may be NULL */
};

/* What @argv would run, in @a: none, one, or with find(1) several. */
struct payload *wrapper_unwrap(struct arena *a, char *const *argv, const struct wrapper_options *o);

/*
 * The words of a shell text that is one simple command of plain words, assignments in front
 * removed; NULL when it is anything else, or empty.  policy/wrapper_text.c.
 */
char **wrapper_simple_command(struct arena *a, const char *text);
/* Is it a word that the shell itself acts on? */
bool wrapper_is_shell_word(const char *word);

#endif
