/*
 * tracer/names.h - which names the DNS proxy gave out for an address.
 *
 * Thread-safe: the DNS thread adds, the tracer thread asks.  An entry lives for
 * its TTL plus a grace, at least a minute, and the table is bounded.
 */
#ifndef TRACER_NAMES_H
#define TRACER_NAMES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct names;

struct names *names_new(void);
void names_free(struct names *n);
/* @name lower-case without trailing dot.  @ttl_s as answered. */
void names_add(struct names *n, const struct sockaddr *addr, const char *name, uint32_t ttl_s);
/* Up to @max names for @addr (port ignored), copied into @out, each of 256 bytes. Returns the count. */
size_t names_find(struct names *n, const struct sockaddr *addr, char (*out)[256], size_t max);

/* The same two at a given time (monotonic, in ns). */
void names_add_at(struct names *n, int64_t now_ns, const struct sockaddr *addr, const char *name,
	uint32_t ttl_s);
size_t names_find_at(struct names *n, int64_t now_ns, const struct sockaddr *addr, char (*out)[256],
	size_t max);

#endif
