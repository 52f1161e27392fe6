/*
 * lib/err.h - the first thing that went wrong while reading a text.
 *
 * Loaders and parsers take a struct err *; the first error wins and sticks.
 * The caller prints it: `file:line:column: message`.
 */
#ifndef LIB_ERR_H
#define LIB_ERR_H

#include <stdbool.h>

struct err {
	bool set;
	char file[256];
	unsigned line;   /* from 1; 0: unknown */
	unsigned column; /* from 1; 0: unknown */
	char message[512];
};

/* Record an error unless one is there already. */
void err_set(struct err *e, const char *file, unsigned line, unsigned column, const char *format,
	...) __attribute__((format(printf, 5, 6)));

struct buf;
/* Add `file:line:column: message` (the parts that are known), control characters escaped. */
void err_format(const struct err *e, struct buf *out);

#endif
