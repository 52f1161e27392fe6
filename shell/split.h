/*
 * shell/split.h - field splitting by IFS (POSIX 2.6.5), shared by expansion and `read`.
 */
#ifndef SHELL_SPLIT_H
#define SHELL_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

struct shell;

/* The classes of IFS, computed once per value of IFS. */
struct ifs {
	unsigned char class[256]; /* 0: no; 1: IFS white space; 2: other separator */
	bool is_null;             /* IFS='': no splitting */
	const char *first;        /* joins "$*": first character as a string, "" or " " */
};
const struct ifs *split_ifs(struct shell *sh);
/* IFS was assigned or unset: forget the cached classes (shell/special.c calls it). */
void split_ifs_changed(struct shell *sh);

#endif
