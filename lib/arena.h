/*
 * lib/arena.h - memory that is freed at once.
 *
 * One arena per lifetime (STYLE 2.4): a complete command, a function body, one
 * ptrace stop.  Nothing in it is freed alone.  Results are aligned for any type
 * and zeroed where the name says so; allocation never fails.
 */
#ifndef LIB_ARENA_H
#define LIB_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head; /* the block in use; older ones behind it */
	char *next;               /* first free byte of head */
	char *end;
};

/* A point to go back to. */
struct arena_mark {
	struct arena_block *block;
	char *next;
};

#define scoped_arena __attribute__((cleanup(arena_release)))

void *arena_alloc(struct arena *a, size_t size);
void *arena_zalloc(struct arena *a, size_t size);
char *arena_strdup(struct arena *a, const char *s);
/* Copy @len bytes and add a NUL. */
char *arena_strndup(struct arena *a, const char *s, size_t len);
void *arena_memdup(struct arena *a, const void *p, size_t len);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct arena_mark arena_mark(const struct arena *a);
/* Forget what was allocated since @m. */
void arena_rewind(struct arena *a, struct arena_mark m);
/* Forget everything but keep one block for the next use. */
void arena_reset(struct arena *a);
void arena_release(struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_zalloc((a), sizeof(type)))

#endif
