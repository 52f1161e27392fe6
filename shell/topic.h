/*
 * shell/topic.h - what `help` has a text for: the builtins, reserved words and other syntax.
 */
#ifndef SHELL_TOPIC_H
#define SHELL_TOPIC_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct builtin;
struct shell;

struct topic {
	const char *name;               /* "for ((" */
	const char *synopsis;
	const char *help;               /* lines; the first one is a description of its own */
	const struct builtin *builtin;  /* NULL: syntax */
};

/* Where a walk over all topics is; {0} before the first. */
struct topic_walk {
	size_t syntax, builtin;
};

/* The next one, in the order of their names; false: that was all. */
bool topic_next(const struct shell *sh, struct topic_walk *w, struct topic *ret);
struct topic topic_of_builtin(const struct builtin *b);
/* Bytes of the first line of the text. */
int topic_description_len(const struct topic *t);
/* Add the text: its first line, and behind an empty one the others, all indented. */
void topic_add_help(struct buf *out, const struct topic *t);
/* The same below `name: synopsis`: `help NAME`, and `NAME --help`. */
void topic_add(struct buf *out, const struct topic *t);

#endif
