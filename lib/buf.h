/*
 * lib/buf.h - growing bytes, always NUL-terminated.
 *
 * `b.s` is never NULL and `b.s[b.len]` is always NUL, also for BUF_INIT; NULs
 * inside are allowed.  A buffer may carry a maximum (fed by a tracee, the
 * network or a file): what would exceed it is not added and `b.overflow` is
 * set, which the feeder checks once at the end.
 */
#ifndef LIB_BUF_H
#define LIB_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *s;       /* bytes; owned unless cap is 0 */
	size_t len;    /* without the NUL */
	size_t cap;    /* allocated bytes; 0: s is the shared empty string */
	size_t max;    /* most bytes it may hold; 0: no limit */
	bool overflow; /* something did not fit below max */
};

extern char buf_empty[1];

#define BUF_INIT {.s = buf_empty}
#define BUF_INIT_MAX(most) {.s = buf_empty, .max = (most)}
#define scoped_buf __attribute__((cleanup(buf_release)))

/* Free the bytes; @b is BUF_INIT again (its max is kept). */
void buf_release(struct buf *b);
/* Keep the memory, forget the bytes. */
void buf_reset(struct buf *b);
/* Make room for @more bytes; false, and overflow is set, when that would exceed the maximum. */
bool buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_str(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Cut to @len bytes; a shorter one stays as it is. */
void buf_truncate(struct buf *b, size_t len);
/* Remove @len bytes at @at. */
void buf_remove(struct buf *b, size_t at, size_t len);
/* Add @s with control characters, backslash and non-UTF-8 bytes escaped as \n, \xHH: for terminals. */
void buf_add_escaped(struct buf *b, const char *s, size_t len);
/* Hand over the bytes (to be freed by the caller); @b is empty again. */
char *buf_steal(struct buf *b);

#endif
