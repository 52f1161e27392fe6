/*
 * shell/array.c - the values of array variables.
 *
 * The order in which bash lists an associative array is visible to scripts
 * ("${!a[@]}", declare -p), so the table is the one bash has: FNV-1 over signed
 * chars, 1024 buckets at first, new entries at the head of their bucket, four times
 * the buckets when there are twice as many entries.
 */
#include "shell/array.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"

enum { FIRST_BUCKETS = 1024, GROW_AT = 2, GROW_BY = 4 };

struct array *array_new(bool assoc)
{
	struct array *a = xcalloc(1, sizeof(*a));

	a->assoc = assoc;
	return a;
}

struct array *array_new_like(const struct array *a)
{
	struct array *fresh = array_new(a->assoc);

	fresh->n_buckets = a->n_buckets;
	if (a->n_buckets)
		fresh->buckets = xcalloc(a->n_buckets, sizeof(struct assoc_item *));
	return fresh;
}

void array_clear(struct array *a)
{
	for (size_t i = 0; !a->assoc && i < a->count; i++)
		free(a->items[i].value);
	for (size_t i = 0; i < a->n_buckets && a->count; i++) {
		while (a->buckets[i]) {
			struct assoc_item *item = a->buckets[i];

			a->buckets[i] = item->next;
			free(item->key);
			free(item->value);
			free(item);
		}
	}
	a->count = 0;
}

void array_free(struct array *a)
{
	if (!a)
		return;
	array_clear(a);
	free(a->items);
	free(a->buckets);
	free(a);
}

/* ---- indexed ---- */

size_t array_position(const struct array *a, int64_t index)
{
	size_t low = 0;
	size_t high = a->count;

	/* Dense arrays, and appending: no search. */
	if (!a->count || index > a->items[a->count - 1].index)
		return a->count;
	if (index >= 0 && (size_t)index < a->count && a->items[index].index == index)
		return (size_t)index;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->items[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *array_get(const struct array *a, int64_t index)
{
	size_t at = array_position(a, index);

	return at < a->count && a->items[at].index == index ? a->items[at].value : NULL;
}

void array_set(struct array *a, int64_t index, char *value)
{
	size_t at = array_position(a, index);

	if (at < a->count && a->items[at].index == index) {
		free(a->items[at].value);
		a->items[at].value = value;
		return;
	}
	if (a->count == a->cap) {
		a->cap = a->cap ? a->cap * 2 : 8;
		a->items = xreallocarray(a->items, a->cap, sizeof(*a->items));
	}
	memmove(a->items + at + 1, a->items + at, (a->count - at) * sizeof(*a->items));
	a->items[at] = (struct array_item){.index = index, .value = value};
	a->count++;
}

bool array_unset(struct array *a, int64_t index)
{
	size_t at = array_position(a, index);

	if (at >= a->count || a->items[at].index != index)
		return false;
	free(a->items[at].value);
	a->count--;
	memmove(a->items + at, a->items + at + 1, (a->count - at) * sizeof(*a->items));
	return true;
}

int64_t array_end(const struct array *a)
{
	return a->count ? array_index_add(a->items[a->count - 1].index, 1) : 0;
}

int64_t array_index_add(int64_t index, int64_t n)
{
	return (int64_t)((uint64_t)index + (uint64_t)n);
}

/* ---- associative ---- */

/* The sign extension is part of it. */
uint32_t array_hash(const char *key)
{
	uint32_t h = 2166136261u;

	for (; *key; key++)
		h = h * 16777619u ^ (uint32_t)(int32_t)(signed char)*key;
	return h;
}

static struct assoc_item **find(const struct array *a, const char *key, uint32_t hash)
{
	struct assoc_item **at = &a->buckets[hash & (a->n_buckets - 1)];

	while (*at && ((*at)->hash != hash || strcmp((*at)->key, key) != 0))
		at = &(*at)->next;
	return at;
}

static void grow(struct array *a)
{
	struct assoc_item **old = a->buckets;
	size_t n = a->n_buckets;

	a->n_buckets = n ? n * GROW_BY : FIRST_BUCKETS;
	a->buckets = xcalloc(a->n_buckets, sizeof(struct assoc_item *));
	for (size_t i = 0; i < n; i++) {
		while (old[i]) {
			struct assoc_item *item = old[i];
			struct assoc_item **head = &a->buckets[item->hash & (a->n_buckets - 1)];

			old[i] = item->next;
			item->next = *head;
			*head = item;
		}
	}
	free(old);
}

const char *assoc_get(const struct array *a, const char *key)
{
	struct assoc_item *item;

	if (!a->count)
		return NULL;
	item = *find(a, key, array_hash(key));
	return item ? item->value : NULL;
}

void assoc_set(struct array *a, const char *key, char *value)
{
	uint32_t hash = array_hash(key);
	struct assoc_item *item = a->n_buckets ? *find(a, key, hash) : NULL;
	struct assoc_item **head;

	if (item) {
		free(item->value);
		item->value = value;
		return;
	}
	if (!a->n_buckets || a->count >= a->n_buckets * GROW_AT)
		grow(a);
	head = &a->buckets[hash & (a->n_buckets - 1)];
	item = xmalloc(sizeof(*item));
	*item = (struct assoc_item){
		.key = xstrdup(key), .value = value, .hash = hash, .next = *head};
	*head = item;
	a->count++;
}

bool assoc_unset(struct array *a, const char *key)
{
	struct assoc_item **at = a->count ? find(a, key, array_hash(key)) : NULL;
	struct assoc_item *item = at ? *at : NULL;

	if (!item)
		return false;
	*at = item->next;
	free(item->key);
	free(item->value);
	free(item);
	a->count--;
	return true;
}

/* ---- both ---- */

void array_each(const struct array *a,
	void (*each)(void *arg, const char *key, int64_t index, const char *value), void *arg)
{
	for (size_t i = 0; !a->assoc && i < a->count; i++)
		each(arg, NULL, a->items[i].index, a->items[i].value);
	for (size_t i = 0; i < a->n_buckets && a->count; i++)
		for (struct assoc_item *item = a->buckets[i]; item; item = item->next)
			each(arg, item->key, 0, item->value);
}

struct array *array_copy(const struct array *a)
{
	struct array *copy = array_new_like(a);

	for (size_t i = 0; !a->assoc && i < a->count; i++)
		array_set(copy, a->items[i].index, xstrdup(a->items[i].value));
	for (size_t i = 0; i < a->n_buckets; i++) {
		struct assoc_item **tail = &copy->buckets[i];

		for (struct assoc_item *from = a->buckets[i]; from; from = from->next) {
			*tail = xmalloc(sizeof(**tail));
			**tail = (struct assoc_item){.key = xstrdup(from->key),
				.value = xstrdup(from->value), .hash = from->hash};
			tail = &(*tail)->next;
			copy->count++;
		}
	}
	return copy;
}
