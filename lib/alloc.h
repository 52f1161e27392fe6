/*
 * lib/alloc.h - allocation that does not fail.
 *
 * A shell or a supervisor without memory cannot go on: these print one line
 * and abort instead of returning NULL.  All results are freed with free().
 */
#ifndef LIB_ALLOC_H
#define LIB_ALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
/* realloc to @count elements of @size bytes; aborts when the product overflows. */
void *xreallocarray(void *p, size_t count, size_t size);
char *xstrdup(const char *s);
/* Copy at most @len bytes of @s and add a NUL. */
char *xstrndup(const char *s, size_t len);
void *xmemdup(const void *p, size_t len);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
