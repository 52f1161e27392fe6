/*
 * tracer/names.c - which names the DNS proxy gave out for an address.
 *
 * A table of sets: the address chooses the set, the set keeps the names that live
 * longest.  What is pushed out is only missing, and a name that is missing lets
 * nothing through.
 */
#include "tracer/names.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/clock.h"
#include "lib/map.h"

enum {
	SETS = 256,
	WAYS = 32,
	GRACE_S = 60, /* programs keep an address for a while beyond its TTL */
	TTL_MAX_S = 24 * 60 * 60,
};

/* An address without its port; IPv4 as ::ffff:a.b.c.d. */
struct key {
	uint8_t bytes[16];
};

struct entry {
	char *name; /* owned; NULL: free */
	int64_t expires_ns;
	struct key key;
};

struct names {
	pthread_mutex_t lock;
	struct entry sets[SETS][WAYS];
};

static bool key_of(const struct sockaddr *addr, struct key *ret)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (addr->sa_family == AF_INET) {
		memcpy(&in, addr, sizeof(in));
		*ret = (struct key){.bytes = {[10] = 0xff, [11] = 0xff}};
		memcpy(ret->bytes + 12, &in.sin_addr, 4);
		return true;
	}
	if (addr->sa_family != AF_INET6)
		return false;
	memcpy(&in6, addr, sizeof(in6));
	memcpy(ret->bytes, &in6.sin6_addr, 16);
	return true;
}

static struct entry *set_of(struct names *n, const struct key *key)
{
	return n->sets[hash_bytes(key->bytes, sizeof(key->bytes)) % SETS];
}

static bool is_key(const struct entry *e, const struct key *key)
{
	return e->name && memcmp(&e->key, key, sizeof(*key)) == 0;
}

struct names *names_new(void)
{
	struct names *n = xcalloc(1, sizeof(*n));

	pthread_mutex_init(&n->lock, NULL);
	return n;
}

void names_free(struct names *n)
{
	if (!n)
		return;
	for (size_t i = 0; i < SETS; i++)
		for (size_t j = 0; j < WAYS; j++)
			free(n->sets[i][j].name);
	pthread_mutex_destroy(&n->lock);
	free(n);
}

/* The entry of this very pair, else the one that is missed least: free, or nearest to its end. */
static struct entry *place_for(struct entry *set, const struct key *key, const char *name)
{
	struct entry *least = set;

	for (struct entry *e = set; e < set + WAYS; e++) {
		if (is_key(e, key) && strcmp(e->name, name) == 0)
			return e;
		if (least->name && (!e->name || e->expires_ns < least->expires_ns))
			least = e;
	}
	free(least->name);
	*least = (struct entry){.name = xstrdup(name), .key = *key};
	return least;
}

void names_add_at(struct names *n, int64_t now_ns, const struct sockaddr *addr, const char *name,
	uint32_t ttl_s)
{
	int64_t life_s = (ttl_s < TTL_MAX_S ? ttl_s : TTL_MAX_S) + GRACE_S;
	int64_t expires_ns = now_ns + life_s * 1000000000;
	struct entry *e;
	struct key key;

	if (!key_of(addr, &key) || strlen(name) > 255)
		return;
	pthread_mutex_lock(&n->lock);
	e = place_for(set_of(n, &key), &key, name);
	if (e->expires_ns < expires_ns)
		e->expires_ns = expires_ns;
	pthread_mutex_unlock(&n->lock);
}

void names_add(struct names *n, const struct sockaddr *addr, const char *name, uint32_t ttl_s)
{
	names_add_at(n, clock_monotonic_ns(), addr, name, ttl_s);
}

size_t names_find_at(
	struct names *n, int64_t now_ns, const struct sockaddr *addr, char (*out)[256], size_t max)
{
	const struct entry *set;
	size_t count = 0;
	struct key key;

	if (!key_of(addr, &key))
		return 0;
	pthread_mutex_lock(&n->lock);
	set = set_of(n, &key);
	for (const struct entry *e = set; e < set + WAYS && count < max; e++)
		if (is_key(e, &key) && e->expires_ns > now_ns)
			memcpy(out[count++], e->name, strlen(e->name) + 1);
	pthread_mutex_unlock(&n->lock);
	return count;
}

size_t names_find(struct names *n, const struct sockaddr *addr, char (*out)[256], size_t max)
{
	return names_find_at(n, clock_monotonic_ns(), addr, out, max);
}
