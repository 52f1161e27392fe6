/*
 * lib/map.h - from strings to pointers.
 *
 * Open addressing; keys are copied, values belong to the caller.  Iteration is
 * in no order: `for (size_t i = 0; i < m.cap; i++) if (m.slots[i].key) …`.
 */
#ifndef LIB_MAP_H
#define LIB_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map_slot {
	char *key; /* owned; NULL: free */
	void *value;
	uint64_t hash;
};

struct map {
	struct map_slot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t count;
};

/* The value of @key, or NULL. */
void *map_get(const struct map *m, const char *key);
/* Set it; returns the value that stood there before, or NULL. */
void *map_set(struct map *m, const char *key, void *value);
/* Remove it; returns the value that stood there, or NULL. */
void *map_remove(struct map *m, const char *key);
/* Free keys and table, and each value with @free_value unless that is NULL. */
void map_release(struct map *m, void (*free_value)(void *));

/* FNV-1a over @len bytes: for tables that no enemy fills. */
uint64_t hash_bytes(const void *bytes, size_t len);

#endif
