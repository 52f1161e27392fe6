/*
 * policy/audit_chain.h - each row vouches for the one before it (FORMATS k.4).
 *
 * integrity_json is {"format_version":2,"sequence":n,"prev_hash":"…","entry_hash":"…"};
 * entry_hash is SHA-256 over "2|n|prev_hash|payload_json", whose keys are sorted.
 */
#ifndef POLICY_AUDIT_CHAIN_H
#define POLICY_AUDIT_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAIN_HASH_SIZE = 65, CHAIN_JSON_SIZE = 256 };

/* Where a chain has got to.  All zero: before the first row, whose prev_hash is "". */
struct chain {
	uint64_t sequence;
	char hash[CHAIN_HASH_SIZE];
};

/* Add a row: moves @c on and writes the row's integrity_json. */
void chain_add(struct chain *c, const char *payload, size_t len, char json[CHAIN_JSON_SIZE]);
/* Read an integrity_json; false when it is none. */
bool chain_parse(const char *json, struct chain *ret_this, char ret_prev[CHAIN_HASH_SIZE]);

#endif
