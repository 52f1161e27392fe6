/*
 * lib/strv.c - a growing, NULL-terminated list of strings.
 */
#include "lib/strv.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"

void strv_add_taken(struct strv *v, char *s)
{
	if (v->len + 2 > v->cap) {
		v->cap = v->cap ? v->cap * 2 : 8;
		v->items = xreallocarray(v->items, v->cap, sizeof(*v->items));
	}
	v->items[v->len++] = s;
	v->items[v->len] = NULL;
}

void strv_add(struct strv *v, const char *s)
{
	strv_add_taken(v, xstrdup(s));
}

void strv_release_list(struct strv *v)
{
	free(v->items);
	*v = (struct strv){0};
}

void strv_release(struct strv *v)
{
	for (size_t i = 0; i < v->len; i++)
		free(v->items[i]);
	strv_release_list(v);
}

bool strv_has(const struct strv *v, const char *s)
{
	for (size_t i = 0; i < v->len; i++)
		if (strcmp(v->items[i], s) == 0)
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	const char *left = *(char *const *)a;
	const char *right = *(char *const *)b;
	int order = (signed char)*left - (signed char)*right;

	return order ? order : strcmp(left, right);
}

void strv_sort(struct strv *v)
{
	if (v->len > 1)
		qsort(v->items, v->len, sizeof(*v->items), by_name);
}
