/*
 * policy/audit_chain.c - each row vouches for the one before it.
 */
#include "policy/audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <nettle/sha2.h>

static const char hex[] = "0123456789abcdef";

void chain_add(struct chain *c, const char *payload, size_t len, char json[CHAIN_JSON_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;
	char head[128], prev[CHAIN_HASH_SIZE];
	int n;

	memcpy(prev, c->hash, sizeof(prev));
	c->sequence++;
	n = snprintf(head, sizeof(head), "2|%" PRIu64 "|%s|", c->sequence, prev);
	sha256_init(&sha);
	sha256_update(&sha, (size_t)n, (const uint8_t *)head);
	sha256_update(&sha, len, (const uint8_t *)payload);
	sha256_digest(&sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		c->hash[2 * i] = hex[digest[i] >> 4];
		c->hash[2 * i + 1] = hex[digest[i] & 15];
	}
	c->hash[CHAIN_HASH_SIZE - 1] = '\0';
	snprintf(json, CHAIN_JSON_SIZE,
		"{\"format_version\":2,\"sequence\":%" PRIu64 ",\"prev_hash\":\"%s\",\"entry_hash\":\"%s\"}",
		c->sequence, prev, c->hash);
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
