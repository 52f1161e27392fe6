/*
 * lib/arena.c - memory that is freed at once.
 */
#include "lib/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"

enum { BLOCK_BYTES = 8192 - 64 };

struct arena_block {
	struct arena_block *older;
	size_t size; /* of data */
	alignas(max_align_t) char data[];
};

static void add_block(struct arena *a, size_t least)
{
	size_t size = least > BLOCK_BYTES ? least : BLOCK_BYTES;
	struct arena_block *b;

	if (a->head && a->head->size >= BLOCK_BYTES && size < 4 * a->head->size &&
		a->head->size < 1 << 20)
		size = size > 2 * a->head->size ? size : 2 * a->head->size;
	b = xmalloc(sizeof(*b) + size);
	b->older = a->head;
	b->size = size;
	a->head = b;
	a->next = b->data;
	a->end = b->data + size;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	size_t room = (size + align - 1) & ~(align - 1);
	char *p;

	if (room < size)
		abort();
	if ((size_t)(a->end - a->next) < room)
		add_block(a, room);
	p = a->next;
	a->next += room;
	return p;
}

void *arena_zalloc(struct arena *a, size_t size)
{
	return memset(arena_alloc(a, size), 0, size);
}

void *arena_memdup(struct arena *a, const void *p, size_t len)
{
	return len ? memcpy(arena_alloc(a, len), p, len) : arena_alloc(a, 0);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;
	va_list again;
	char *s;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		abort();
	s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	return s;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){.block = a->head, .next = a->next};
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
	while (a->head != m.block) {
		struct arena_block *older = a->head->older;

		free(a->head);
		a->head = older;
	}
	a->next = m.next;
	a->end = a->head ? a->head->data + a->head->size : NULL;
}

void arena_reset(struct arena *a)
{
	while (a->head && a->head->older) {
		struct arena_block *older = a->head->older;

		a->head->older = older->older;
		free(older);
	}
	if (a->head)
		a->next = a->head->data;
}

void arena_release(struct arena *a)
{
	arena_rewind(a, (struct arena_mark){0});
}
