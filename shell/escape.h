/*
 * shell/escape.h - backslash escapes at run time: echo -e, printf, %b, ${x@E}.
 */
#ifndef SHELL_ESCAPE_H
#define SHELL_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

enum escape_kind {
	ESCAPE_ECHO,   /* \0nnn octal; \c ends the output */
	ESCAPE_FORMAT, /* printf's format: \nnn octal; \c is nothing special */
	ESCAPE_B,      /* printf %b: \0nnn and \nnn; \c ends the output */
	ESCAPE_ANSI,   /* $'…': \nnn, \' \" \?, \cX */
};

/*
 * Decode the escape whose backslash is at *@s into @out and move *@s behind it; an unknown one
 * is copied.  False: \c said that nothing more is printed.
 */
bool escape_decode(const char **s, enum escape_kind kind, struct buf *out);
/* All of @s.  False: \c. */
bool escape_decode_all(const char *s, enum escape_kind kind, struct buf *out);
/* UTF-8 as bash makes it: also surrogates, and up to 0x7fffffff in six bytes. */
void escape_add_utf8(struct buf *out, uint32_t code);

#endif
