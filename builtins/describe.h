/*
 * builtins/describe.h - what a command name stands for: shared by type and command -v.
 */
#ifndef BUILTINS_DESCRIBE_H
#define BUILTINS_DESCRIBE_H

#include <stdbool.h>

struct buf;
struct shell;

enum describe_form {
	DESCRIBE_LONG, /* "ls is /bin/ls" */
	DESCRIBE_KIND, /* type -t: "file" */
	DESCRIBE_PATH, /* type -p: the file, nothing for anything else */
	DESCRIBE_REUSE, /* command -v: what to type for it */
};

struct describe {
	enum describe_form form;
	bool all;          /* every meaning, not only the first */
	bool no_functions; /* type -f */
	bool force_path;   /* type -P: search PATH even for a builtin */
	bool absolute;     /* command -V: a path from the root on, without a "./" */
	const char *path;  /* instead of PATH; NULL: PATH, with the hash table */
};

/* Add the description of @name; false: it stands for nothing. */
bool describe_command(struct shell *sh, const struct describe *d, const char *name,
	struct buf *out);

#endif
