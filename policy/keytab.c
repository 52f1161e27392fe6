/*
 * policy/keytab.c - what a policy's rules hang at: a hash of byte strings.
 */
#include "policy/keytab.h"

#include "lib/arena.h"

enum { FIRST_SLOTS = 32 };

static struct keytab_slot *find(const struct keytab *t, uint64_t hash, const char *key, size_t len)
{
	size_t i = hash & (t->cap - 1);

	while (t->slots[i].key) {
		const struct keytab_slot *s = &t->slots[i];

		if (s->hash == hash && s->len == len && memcmp(s->key, key, len) == 0)
			break;
		i = (i + 1) & (t->cap - 1);
	}
	return &t->slots[i];
}

/* The old table stays in the arena: together at most as large as the new one. */
static void grow(struct keytab *t, struct arena *a)
{
	struct keytab old = *t;

	t->cap = old.cap ? old.cap * 2 : FIRST_SLOTS;
	t->slots = arena_zalloc(a, t->cap * sizeof(*t->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*find(t, old.slots[i].hash, old.slots[i].key, old.slots[i].len) = old.slots[i];
}

void **keytab_at(struct keytab *t, struct arena *a, uint64_t hash, const char *key, size_t len)
{
	struct keytab_slot *s;

	if (t->count * 2 >= t->cap)
		grow(t, a);
	s = find(t, hash, key, len);
	if (!s->key) {
		*s = (struct keytab_slot){.hash = hash, .key = key, .len = len};
		t->count++;
	}
	return &s->value;
}
