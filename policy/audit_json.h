/*
 * policy/audit_json.h - an event as the payload_json of its row (FORMATS k.1).
 */
#ifndef POLICY_AUDIT_JSON_H
#define POLICY_AUDIT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct event;

/* Who the event belongs to. */
struct event_owner {
	const char *id;
	const char *session;
	const char *command; /* NULL: none */
};

/* Is it about a command: does it have arguments and a command_id? */
bool event_is_program(const struct event *e);
/* Add one object, its keys sorted (the canonical form of k.4). */
void event_json(struct buf *out, const struct event *e, const struct event_owner *owner);
/* Add @ns since 1970 as RFC 3339 in UTC, fraction without trailing zeros as Go writes it. */
void timestamp_add(struct buf *out, int64_t ns);

#endif
