/*
 * tests/probes/net.h - addresses and DNS messages for the probes of network calls.
 */
#ifndef TESTS_PROBES_NET_H
#define TESTS_PROBES_NET_H

#include "probe.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
};

/* The IPv4 or IPv6 address @text with @port; returns its length. */
static inline socklen_t make_address(union address *a, const char *text, int port)
{
	memset(a, 0, sizeof(*a));
	if (inet_pton(AF_INET, text, &a->in.sin_addr) == 1) {
		a->in.sin_family = AF_INET;
		a->in.sin_port = htons((uint16_t)port);
		return sizeof(a->in);
	}
	if (inet_pton(AF_INET6, text, &a->in6.sin6_addr) != 1)
		exit(2);
	a->in6.sin6_family = AF_INET6;
	a->in6.sin6_port = htons((uint16_t)port);
	return sizeof(a->in6);
}

/* A query for the A record of @name. */
static inline size_t make_query(unsigned char *to, unsigned id, const char *name)
{
	static const unsigned char head[12] = {0, 0, 1, 0, 0, 1};
	size_t at = sizeof(head);

	memcpy(to, head, sizeof(head));
	to[0] = (unsigned char)(id >> 8);
	to[1] = (unsigned char)id;
	while (*name) {
		size_t len = strcspn(name, ".");

		to[at++] = (unsigned char)len;
		memcpy(to + at, name, len);
		at += len;
		name += len + (name[len] == '.');
	}
	memcpy(to + at, "\0\0\1\0\1", 5);
	return at + 5;
}

/* "STYLE NOERROR 192.0.2.1", "STYLE NXDOMAIN"; the address is the last four bytes (no EDNS here). */
static inline void say_answer(const char *style, const unsigned char *msg, ssize_t len)
{
	unsigned rcode;

	if (len < 12) {
		say(style, len < 0 ? -1 : (errno = EBADMSG, -1));
		return;
	}
	rcode = msg[3] & 0xf;
	printf("%s %s", style, rcode == 0 ? "NOERROR" : rcode == 3 ? "NXDOMAIN" : "other");
	if (msg[7])
		printf(" %d.%d.%d.%d", msg[len - 4], msg[len - 3], msg[len - 2], msg[len - 1]);
	printf("\n");
	fflush(stdout);
}

/* Wait up to 10 s for something to read. */
static inline int wait_readable(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	if (poll(&p, 1, 10000) == 1)
		return 0;
	errno = ETIMEDOUT;
	return -1;
}

/* Is @from what was asked?  Says so when it is not, as resolvers silently drop the answer then. */
static inline void check_source(const char *style, const union address *from, socklen_t from_len,
	const union address *asked, socklen_t asked_len)
{
	char text[INET6_ADDRSTRLEN] = "?";

	if (from_len == asked_len && memcmp(from, asked, asked_len) == 0)
		return;
	inet_ntop(from->any.sa_family,
		from->any.sa_family == AF_INET ? (const void *)&from->in.sin_addr
					       : (const void *)&from->in6.sin6_addr,
		text, sizeof(text));
	printf("%s: the answer came from %s\n", style, text);
}

#endif
