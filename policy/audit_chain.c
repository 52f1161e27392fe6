/*
 * policy/audit_chain.c - each row vouches for the one before it.
 */
#include "policy/audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <nettle/sha2.h>

static const char hex[] = "0123456789abcdef";

static char *put(char *p, const char *s, size_t len)
{
	memcpy(p, s, len);
	return p + len;
}

static char *put_number(char *p, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	return put(p, digits + at, sizeof(digits) - at);
}

#define PUT(p, literal) put((p), (literal), sizeof(literal) - 1)

void chain_add(struct chain *c, const char *payload, size_t len, char json[CHAIN_JSON_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;
	size_t prev_len = strlen(c->hash);
	char head[128], *h = head, *p = json;

	c->sequence++;
	h = put_number(PUT(h, "2|"), c->sequence);
	h = PUT(put(PUT(h, "|"), c->hash, prev_len), "|");
	p = put_number(PUT(p, "{\"format_version\":2,\"sequence\":"), c->sequence);
	p = put(PUT(p, ",\"prev_hash\":\""), c->hash, prev_len);
	sha256_init(&sha);
	sha256_update(&sha, (size_t)(h - head), (const uint8_t *)head);
	sha256_update(&sha, len, (const uint8_t *)payload);
	sha256_digest(&sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		c->hash[2 * i] = hex[digest[i] >> 4];
		c->hash[2 * i + 1] = hex[digest[i] & 15];
	}
	c->hash[CHAIN_HASH_SIZE - 1] = '\0';
	p = put(PUT(p, "\",\"entry_hash\":\""), c->hash, CHAIN_HASH_SIZE - 1);
	memcpy(p, "\"}", sizeof("\"}"));
}

bool chain_parse(const char *json, struct chain *ret_this, char ret_prev[CHAIN_HASH_SIZE])
{
	struct chain c = {0};
	char prev[CHAIN_HASH_SIZE] = "";
	int end = 0;

	if (sscanf(json, "{\"format_version\":2,\"sequence\":%20" SCNu64 ",\"prev_hash\":\"\","
			 "\"entry_hash\":\"%64[0-9a-f]\"}%n", &c.sequence, c.hash, &end) != 2 || !end) {
		end = 0;
		if (sscanf(json, "{\"format_version\":2,\"sequence\":%20" SCNu64
				 ",\"prev_hash\":\"%64[0-9a-f]\",\"entry_hash\":\"%64[0-9a-f]\"}%n",
			    &c.sequence, prev, c.hash, &end) != 3 || !end)
			return false;
	}
	if (json[end] || strlen(c.hash) != CHAIN_HASH_SIZE - 1)
		return false;
	*ret_this = c;
	memcpy(ret_prev, prev, CHAIN_HASH_SIZE);
	return true;
}
