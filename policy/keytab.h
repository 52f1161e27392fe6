/*
 * policy/keytab.h - what a policy's rules hang at: a hash of byte strings.
 *
 * Built at load, in an arena, then only read.  Callers bring their own hash so
 * that a path's can be carried from one component to the next; a look-up is one
 * probe and one memcmp, and works without a NUL.  Keys are borrowed.
 */
#ifndef POLICY_KEYTAB_H
#define POLICY_KEYTAB_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct keytab_slot {
	uint64_t hash;
	const char *key; /* NULL: free */
	size_t len;
	void *value;
};

struct keytab {
	struct keytab_slot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t count;
};

#define KEY_HASH_START UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t key_hash_word(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0xff51afd7ed558ccd);
	return h ^ h >> 32;
}

/* Hash @len bytes on top of @h, eight at a time. */
static inline uint64_t key_hash(uint64_t h, const char *s, size_t len)
{
	uint64_t word;

	for (; len >= sizeof(word); s += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = key_hash_word(h, word);
	}
	word = len;
	while (len--)
		word = word << 8 | (unsigned char)s[len];
	return key_hash_word(h, word);
}

/* The value at a key, or NULL. */
static inline void *keytab_get(const struct keytab *t, uint64_t hash, const char *key, size_t len)
{
	if (!t->count)
		return NULL;
	for (size_t i = hash & (t->cap - 1); t->slots[i].key; i = (i + 1) & (t->cap - 1)) {
		const struct keytab_slot *s = &t->slots[i];

		if (s->hash == hash && s->len == len && memcmp(s->key, key, len) == 0)
			return s->value;
	}
	return NULL;
}

/* The place of a key's value, made (NULL inside) if it is not there.  Valid until the next call. */
void **keytab_at(struct keytab *t, struct arena *a, uint64_t hash, const char *key, size_t len);

#endif
