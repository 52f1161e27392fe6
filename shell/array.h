/*
 * shell/array.h - the values of array variables: sparse lists and bash's hash table.
 *
 * Internal to shell/var*.c, array.c, assign*.c, special*.c, lookup.c and complete.c; others use
 * shell/var.h.
 */
#ifndef SHELL_ARRAY_H
#define SHELL_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct array_item {
	int64_t index;
	char *value; /* owned */
};

struct assoc_item {
	char *key;   /* owned */
	char *value; /* owned */
	uint32_t hash;
	struct assoc_item *next;
};

/* Indexed: `items`, ascending.  Associative: `buckets`. */
struct array {
	bool assoc;
	size_t count;
	struct array_item *items;
	size_t cap;
	struct assoc_item **buckets;
	size_t n_buckets; /* a power of two */
};

struct array *array_new(bool assoc);
/* An empty one with as many buckets: what it takes later is ordered as in @a. */
struct array *array_new_like(const struct array *a);
void array_free(struct array *a); /* NULL is fine */
void array_clear(struct array *a);
struct array *array_copy(const struct array *a);

/* Indexed.  NULL: unset. */
const char *array_get(const struct array *a, int64_t index);
/* Takes @value, which was malloc'd. */
void array_set(struct array *a, int64_t index, char *value);
bool array_unset(struct array *a, int64_t index); /* false: was not set */
/* Where in `items` @index is, or would go. */
size_t array_position(const struct array *a, int64_t index);
/* One beyond the highest index; 0 when empty. */
int64_t array_end(const struct array *a);
/* Their sum; beyond the highest there is comes the lowest, as in bash. */
int64_t array_index_add(int64_t index, int64_t n);

/* Associative. */
const char *assoc_get(const struct array *a, const char *key);
void assoc_set(struct array *a, const char *key, char *value);
bool assoc_unset(struct array *a, const char *key);

/* bash's hash_string(), which its tables are ordered by. */
uint32_t array_hash(const char *key);

/* Either kind, in bash's order: @each gets the key (of indexed arrays: NULL) and the index. */
void array_each(const struct array *a,
	void (*each)(void *arg, const char *key, int64_t index, const char *value), void *arg);

#endif
