/*
 * policy/cidr.h - addresses as text, and ranges such as 10.0.0.0/8 and fc00::/7.
 */
#ifndef POLICY_CIDR_H
#define POLICY_CIDR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/* Addresses are kept in 16 bytes; IPv4 uses the first four. */
struct address {
	int family; /* AF_INET or AF_INET6 */
	uint8_t bytes[16];
};

struct cidr {
	struct address base; /* bits behind the prefix are zero */
	unsigned bits;       /* length of the prefix */
};

/* `ADDRESS/BITS`.  -EINVAL for anything else, a bare address too (FORMATS a.7). */
int cidr_parse(const char *s, struct cidr *ret_cidr);
bool cidr_contains(const struct cidr *c, const struct address *a);

/* A textual address, without port or zone.  -EINVAL. */
int address_parse(const char *s, struct address *ret_address);
/*
 * `ADDR`, `ADDR:PORT`, `[V6]:PORT` or `V6`; "localhost" is 127.0.0.1.  -EINVAL.  Without a port
 * @ret_port stays as it is.
 */
int address_port_parse(const char *s, struct address *ret_address, uint16_t *ret_port);
/* The address of @sa; v4-mapped IPv6 is IPv4.  -EAFNOSUPPORT for other families. */
int address_from_sockaddr(const struct sockaddr *sa, struct address *ret_address);
/* 0.0.0.0 and :: become loopback, which is where the kernel connects then.  True when it was one. */
bool address_unspecified_to_loopback(struct address *a);
/* 127.0.0.0/8 or ::1. */
bool address_is_loopback(const struct address *a);
/* Keep the first @bits bits. */
void address_mask(struct address *a, unsigned bits);

#endif
