/*
 * tracer/sockaddr.c - socket addresses as tracees pass them.
 */
#include "tracer/sockaddr.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

#include "lib/buf.h"
#include "policy/cidr.h"

enum {
	IN6_LEN_MIN = 24, /* without sin6_scope_id: RFC 2133, still accepted by the kernel */
	UNIX_HEAD = offsetof(struct sockaddr_un, sun_path),
};

static void parse_in(const void *bytes, size_t len, struct target *t)
{
	struct sockaddr_in in;

	if (len < sizeof(in))
		return;
	memcpy(&in, bytes, sizeof(in));
	in.sin_family = AF_INET;
	memset(in.sin_zero, 0, sizeof(in.sin_zero));
	memcpy(&t->inet, &in, sizeof(in));
	t->port = ntohs(in.sin_port);
	t->kind = SOCKADDR_INET;
}

static void parse_in6(const void *bytes, size_t len, struct target *t)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct sockaddr_in in = {.sin_family = AF_INET};

	if (len < IN6_LEN_MIN)
		return;
	memcpy(&in6, bytes, IN6_LEN_MIN);
	in6.sin6_flowinfo = 0;
	t->kind = SOCKADDR_INET;
	t->port = ntohs(in6.sin6_port);
	t->mapped = IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr);
	if (!t->mapped) {
		memcpy(&t->inet, &in6, sizeof(in6));
		return;
	}
	in.sin_port = in6.sin6_port;
	memcpy(&in.sin_addr, in6.sin6_addr.s6_addr + 12, 4);
	memcpy(&t->inet, &in, sizeof(in));
}

static void parse_un(const char *bytes, size_t len, struct target *t)
{
	const char *name = bytes + UNIX_HEAD;
	size_t n = len - UNIX_HEAD;

	if (len > sizeof(struct sockaddr_un))
		return; /* EINVAL */
	if (n == 0) {
		t->kind = SOCKADDR_UNNAMED;
		return;
	}
	if (name[0] != '\0') {
		t->kind = SOCKADDR_PATH;
		memcpy(t->path, name, strnlen(name, n));
		return;
	}
	t->kind = SOCKADDR_ABSTRACT;
	for (size_t i = 0; i < n; i++)
		t->path[i] = name[i] ? name[i] : '@';
}

void sockaddr_parse(const void *bytes, size_t len, struct target *ret)
{
	sa_family_t family;

	*ret = (struct target){.kind = SOCKADDR_SHORT};
	if (len < sizeof(family))
		return;
	memcpy(&family, bytes, sizeof(family));
	if (family == AF_UNSPEC)
		ret->kind = SOCKADDR_UNSPEC;
	else if (family == AF_INET)
		parse_in(bytes, len, ret);
	else if (family == AF_INET6)
		parse_in6(bytes, len, ret);
	else if (family == AF_UNIX)
		parse_un(bytes, len, ret);
	else
		ret->kind = family == AF_NETLINK ? SOCKADDR_NETLINK : SOCKADDR_OTHER;
}

void sockaddr_parse_datagram(const void *bytes, size_t len, struct target *ret)
{
	sockaddr_parse(bytes, len, ret);
	if (ret->kind == SOCKADDR_UNSPEC)
		parse_in(bytes, len, ret);
}

void sockaddr_any_to_loopback(struct target *t)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (t->kind != SOCKADDR_INET)
		return;
	if (t->inet.ss_family == AF_INET) {
		memcpy(&in, &t->inet, sizeof(in));
		if (in.sin_addr.s_addr == htonl(INADDR_ANY))
			in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		memcpy(&t->inet, &in, sizeof(in));
		return;
	}
	memcpy(&in6, &t->inet, sizeof(in6));
	if (IN6_IS_ADDR_UNSPECIFIED(&in6.sin6_addr))
		in6.sin6_addr = in6addr_loopback;
	memcpy(&t->inet, &in6, sizeof(in6));
}

void sockaddr_format(struct buf *out, const struct sockaddr *addr, bool port)
{
	char text[INET6_ADDRSTRLEN] = "?";
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (addr->sa_family == AF_INET) {
		memcpy(&in, addr, sizeof(in));
		inet_ntop(AF_INET, &in.sin_addr, text, sizeof(text));
		buf_add_str(out, text);
		if (port)
			buf_printf(out, ":%u", ntohs(in.sin_port));
	} else if (addr->sa_family == AF_INET6) {
		memcpy(&in6, addr, sizeof(in6));
		inet_ntop(AF_INET6, &in6.sin6_addr, text, sizeof(text));
		if (port)
			buf_printf(out, "[%s]:%u", text, ntohs(in6.sin6_port));
		else
			buf_add_str(out, text);
	}
}

int sockaddr_from_text(const char *text, uint16_t default_port, struct sockaddr_storage *ret)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	uint16_t port = default_port;
	struct address a;
	int r = address_port_parse(text, &a, &port);

	if (r < 0)
		return r;
	memset(ret, 0, sizeof(*ret));
	in.sin_port = in6.sin6_port = htons(port);
	if (a.family == AF_INET) {
		memcpy(&in.sin_addr, a.bytes, sizeof(in.sin_addr));
		memcpy(ret, &in, sizeof(in));
	} else {
		memcpy(&in6.sin6_addr, a.bytes, sizeof(in6.sin6_addr));
		memcpy(ret, &in6, sizeof(in6));
	}
	return 0;
}

socklen_t sockaddr_len(const struct sockaddr *addr)
{
	return addr->sa_family == AF_INET ? sizeof(struct sockaddr_in)
					  : sizeof(struct sockaddr_in6);
}

void sockaddr_map_v4(const struct sockaddr *addr, struct sockaddr_storage *ret)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct sockaddr_in in;

	memcpy(&in, addr, sizeof(in));
	in6.sin6_port = in.sin_port;
	in6.sin6_addr.s6_addr[10] = in6.sin6_addr.s6_addr[11] = 0xff;
	memcpy(in6.sin6_addr.s6_addr + 12, &in.sin_addr, 4);
	memset(ret, 0, sizeof(*ret));
	memcpy(ret, &in6, sizeof(in6));
}

bool sockaddr_equal(const struct sockaddr *a, const struct sockaddr *b)
{
	struct sockaddr_in in[2];
	struct sockaddr_in6 in6[2];

	if (a->sa_family != b->sa_family)
		return false;
	if (a->sa_family == AF_INET) {
		memcpy(&in[0], a, sizeof(in[0]));
		memcpy(&in[1], b, sizeof(in[1]));
		return in[0].sin_port == in[1].sin_port &&
		       in[0].sin_addr.s_addr == in[1].sin_addr.s_addr;
	}
	memcpy(&in6[0], a, sizeof(in6[0]));
	memcpy(&in6[1], b, sizeof(in6[1]));
	return a->sa_family == AF_INET6 && in6[0].sin6_port == in6[1].sin6_port &&
	       memcmp(&in6[0].sin6_addr, &in6[1].sin6_addr, sizeof(in6[0].sin6_addr)) == 0;
}
