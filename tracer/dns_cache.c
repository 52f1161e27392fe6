/*
 * tracer/dns_cache.c - answers kept for as long as they say, at most an hour.
 *
 * Direct-mapped by question: a newer answer takes the place of an older one.  What
 * is kept was judged when it came, and the policy of a session does not change.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/map.h"
#include "tracer/dns_internal.h"

enum {
	SLOTS = 256,
	ANSWER_MAX = 4096,
	TTL_MAX_S = 3600,
	TTL_NEGATIVE_MAX_S = 60, /* a name that was just made should appear soon */
	RCODE_BYTE = 3,
};

struct slot {
	uint8_t *msg; /* owned; NULL: free */
	size_t len;
	int64_t kept_ns;
	uint32_t ttl_s;
	uint16_t type;
	uint8_t flags; /* what else changes the answer: EDNS, DO, CD */
	char name[DNS_NAME_MAX];
};

struct dns_cache {
	struct slot slots[SLOTS];
};

struct dns_cache *dns_cache_new(void)
{
	return xcalloc(1, sizeof(struct dns_cache));
}

void dns_cache_free(struct dns_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		free(c->slots[i].msg);
	free(c);
}

static uint8_t flags_of(const struct dns_query *q)
{
	return (uint8_t)(q->edns | q->dnssec_ok << 1 | (q->flags & 0x30));
}

static struct slot *slot_of(struct dns_cache *c, const struct dns_query *q)
{
	return &c->slots[(hash_bytes(q->name, strlen(q->name)) + q->type) % SLOTS];
}

bool dns_cache_find(struct dns_cache *c, const struct dns_query *q, int64_t now_ns, struct buf *out)
{
	struct slot *s = slot_of(c, q);
	uint32_t age_s;

	if (!s->msg || s->type != q->type || s->flags != flags_of(q) ||
		strcmp(s->name, q->name) != 0)
		return false;
	age_s = (uint32_t)((now_ns - s->kept_ns) / 1000000000);
	if (age_s >= s->ttl_s) {
		free(s->msg);
		*s = (struct slot){.msg = NULL};
		return false;
	}
	buf_add(out, s->msg, s->len);
	dns_answer_adopt((uint8_t *)out->s, out->len, q, age_s);
	return true;
}

void dns_cache_keep(struct dns_cache *c, const struct dns_query *q, int64_t now_ns, uint32_t ttl_s,
	const void *msg, size_t len)
{
	struct slot *s = slot_of(c, q);
	unsigned rcode = ((const uint8_t *)msg)[RCODE_BYTE] & 0xf;
	uint32_t most = rcode == DNS_NOERROR ? TTL_MAX_S : TTL_NEGATIVE_MAX_S;

	if (ttl_s == 0 || len > ANSWER_MAX || (rcode != DNS_NOERROR && rcode != DNS_NXDOMAIN))
		return;
	free(s->msg);
	*s = (struct slot){
		.msg = xmemdup(msg, len),
		.len = len,
		.kept_ns = now_ns,
		.ttl_s = ttl_s < most ? ttl_s : most,
		.type = q->type,
		.flags = flags_of(q),
	};
	memcpy(s->name, q->name, sizeof(s->name));
}
