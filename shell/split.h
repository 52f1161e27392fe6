/*
 * shell/split.h - field splitting by IFS (POSIX 2.6.5), shared by expansion and `read`.
 */
#ifndef SHELL_SPLIT_H
#define SHELL_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

struct shell;

enum { IFS_NONE, IFS_SPACE, IFS_OTHER };

/* The classes of IFS, computed once per value of IFS. */
struct ifs {
	unsigned char class[256]; /* of bytes: IFS_NONE, IFS_SPACE (white space), IFS_OTHER */
	bool has_wide;            /* some separator is a longer UTF-8 sequence: ask split_class() */
	bool is_null;             /* IFS='': no splitting */
	const char *value;        /* of IFS */
	const char *first;        /* joins "$*": first character as a string, "" or " " */
};
const struct ifs *split_ifs(struct shell *sh);
/* Class of the character at @s, @len bytes being left there; its length in *ret_len. */
unsigned char split_class(const struct ifs *ifs, const char *s, size_t len, size_t *ret_len);
/* IFS was assigned or unset: forget the cached classes (shell/special.c calls it). */
void split_ifs_changed(struct shell *sh);

#endif
