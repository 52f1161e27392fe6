/*
 * lib/map.c - from strings to pointers: open addressing, linear probing,
 * deletion by moving the rest of the run back.
 */
#include "lib/map.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"

enum { FIRST_SLOTS = 16 };

uint64_t hash_bytes(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ p[i]) * 1099511628211u;
	return h ^ h >> 32;
}

/* The slot of @key, or the free one where it would go.  The table is never full. */
static struct map_slot *find(const struct map *m, const char *key, uint64_t hash)
{
	size_t i = hash & (m->cap - 1);

	while (m->slots[i].key && (m->slots[i].hash != hash || strcmp(m->slots[i].key, key) != 0))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void grow(struct map *m)
{
	struct map old = *m;

	m->cap = old.cap ? old.cap * 2 : FIRST_SLOTS;
	m->slots = xcalloc(m->cap, sizeof(*m->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*find(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

void *map_get(const struct map *m, const char *key)
{
	if (!m->count)
		return NULL;
	return find(m, key, hash_bytes(key, strlen(key)))->value;
}

void *map_set(struct map *m, const char *key, void *value)
{
	uint64_t hash = hash_bytes(key, strlen(key));
	struct map_slot *s;
	void *before;

	if (m->count * 4 >= m->cap * 3)
		grow(m);
	s = find(m, key, hash);
	before = s->value;
	if (!s->key) {
		*s = (struct map_slot){.key = xstrdup(key), .hash = hash};
		m->count++;
	}
	s->value = value;
	return before;
}

void *map_remove(struct map *m, const char *key)
{
	struct map_slot *s;
	void *value;
	size_t hole;

	if (!m->count)
		return NULL;
	s = find(m, key, hash_bytes(key, strlen(key)));
	if (!s->key)
		return NULL;
	value = s->value;
	free(s->key);
	m->count--;
	hole = (size_t)(s - m->slots);
	for (size_t i = (hole + 1) & (m->cap - 1); m->slots[i].key; i = (i + 1) & (m->cap - 1)) {
		size_t home = m->slots[i].hash & (m->cap - 1);

		/* It may fill the hole unless its home lies behind the hole. */
		if (((i - home) & (m->cap - 1)) < ((i - hole) & (m->cap - 1)))
			continue;
		m->slots[hole] = m->slots[i];
		hole = i;
	}
	m->slots[hole] = (struct map_slot){0};
	return value;
}

void map_release(struct map *m, void (*free_value)(void *))
{
	for (size_t i = 0; i < m->cap; i++) {
		if (!m->slots[i].key)
			continue;
		free(m->slots[i].key);
		if (free_value)
			free_value(m->slots[i].value);
	}
	free(m->slots);
	*m = (struct map){0};
}
