/*
 * tracer/sockaddr.h - socket addresses as tracees pass them.  Pure.
 *
 * What is judged is what the kernel will do with the bytes: a v4-mapped address is
 * IPv4, connecting to "any" is connecting to loopback, a path ends at its NUL or at
 * the length that was passed.
 */
#ifndef TRACER_SOCKADDR_H
#define TRACER_SOCKADDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct buf;

enum sockaddr_kind {
	SOCKADDR_SHORT,   /* too short for its family: the kernel says EINVAL */
	SOCKADDR_UNSPEC,  /* AF_UNSPEC: disconnect */
	SOCKADDR_INET,    /* IPv4 or IPv6 */
	SOCKADDR_UNNAMED, /* AF_UNIX without a name: autobind */
	SOCKADDR_PATH,    /* AF_UNIX in the file system */
	SOCKADDR_ABSTRACT,
	SOCKADDR_NETLINK,
	SOCKADDR_OTHER, /* a family that is not known: deny */
};

enum { SOCKADDR_PATH_MAX = 108 };

struct target {
	enum sockaddr_kind kind;
	struct sockaddr_storage
		inet;  /* SOCKADDR_INET: AF_INET for v4-mapped, no scope or flow label */
	uint16_t port; /* host order */
	bool mapped;   /* it came as ::ffff:a.b.c.d */
	/* SOCKADDR_PATH as given; SOCKADDR_ABSTRACT as "@name", a NUL inside as another '@' (proc(5)) */
	char path[SOCKADDR_PATH_MAX + 1];
};

/* Read @len bytes that were copied from a tracee. */
void sockaddr_parse(const void *bytes, size_t len, struct target *ret);
/* The same for the address of a datagram, where AF_UNSPEC means AF_INET (udp_sendmsg in the kernel). */
void sockaddr_parse_datagram(const void *bytes, size_t len, struct target *ret);
/* 0.0.0.0 and :: become 127.0.0.1 and ::1, as they do in connect(2). */
void sockaddr_any_to_loopback(struct target *t);

/* Add "1.2.3.4:80", "[::1]:53"; without the port when @port is false. */
void sockaddr_format(struct buf *out, const struct sockaddr *addr, bool port);
/* Read "ADDR", "ADDR:PORT", "[V6]:PORT", "V6"; "localhost" is 127.0.0.1.  0 or -EINVAL. */
int sockaddr_from_text(const char *text, uint16_t default_port, struct sockaddr_storage *ret);
/* sizeof of the family's struct. */
socklen_t sockaddr_len(const struct sockaddr *addr);
/* @addr as ::ffff:a.b.c.d with its port. */
void sockaddr_map_v4(const struct sockaddr *addr, struct sockaddr_storage *ret);
/* Same family, address and port. */
bool sockaddr_equal(const struct sockaddr *a, const struct sockaddr *b);

#endif
