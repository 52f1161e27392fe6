/*
 * policy/cidr.c - addresses as text, and ranges such as 10.0.0.0/8 and fc00::/7.
 */
#include "policy/cidr.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "lib/num.h"

static unsigned family_bits(int family)
{
	return family == AF_INET ? 32 : 128;
}

int address_parse(const char *s, struct address *ret_address)
{
	struct address a = {.family = AF_INET};

	if (inet_pton(AF_INET, s, a.bytes) != 1) {
		a.family = AF_INET6;
		if (inet_pton(AF_INET6, s, a.bytes) != 1)
			return -EINVAL;
	}
	*ret_address = a;
	return 0;
}

int address_port_parse(const char *s, struct address *ret_address, uint16_t *ret_port)
{
	const char *colon = strrchr(s, ':');
	bool bracketed = s[0] == '[';
	char host[64];
	int port = -1;
	size_t len;
	int r;

	/* A colon in front of a port, but not one inside a bare IPv6 address. */
	if (colon && (bracketed ? colon[-1] != ']' : strchr(s, ':') != colon))
		colon = NULL;
	len = colon ? (size_t)(colon - s) : strlen(s);
	if (bracketed) {
		if (len < 2 || s[len - 1] != ']')
			return -EINVAL;
		s++;
		len -= 2;
	}
	if (len >= sizeof(host) || (colon && num_parse_int(colon + 1, 1, UINT16_MAX, &port) < 0))
		return -EINVAL;
	memcpy(host, s, len);
	host[len] = '\0';
	r = address_parse(strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, ret_address);
	if (r == 0 && colon)
		*ret_port = (uint16_t)port;
	return r;
}

void address_mask(struct address *a, unsigned bits)
{
	for (unsigned i = 0; i < sizeof(a->bytes); i++) {
		if (bits >= 8) {
			bits -= 8;
		} else {
			a->bytes[i] &= (uint8_t)(0xff00 >> bits);
			bits = 0;
		}
	}
}

int cidr_parse(const char *s, struct cidr *ret_cidr)
{
	char text[INET6_ADDRSTRLEN];
	const char *slash = strchr(s, '/');
	struct cidr c;
	int bits;

	if (!slash || (size_t)(slash - s) >= sizeof(text))
		return -EINVAL;
	memcpy(text, s, (size_t)(slash - s));
	text[slash - s] = '\0';
	if (address_parse(text, &c.base) < 0 || slash[1] == '+' ||
		num_parse_int(slash + 1, 0, (int)family_bits(c.base.family), &bits) < 0)
		return -EINVAL;
	c.bits = (unsigned)bits;
	address_mask(&c.base, c.bits);
	*ret_cidr = c;
	return 0;
}

bool cidr_contains(const struct cidr *c, const struct address *a)
{
	struct address masked = *a;

	if (c->base.family != a->family)
		return false;
	address_mask(&masked, c->bits);
	return memcmp(masked.bytes, c->base.bytes, sizeof(masked.bytes)) == 0;
}

bool address_is_loopback(const struct address *a)
{
	static const uint8_t one[16] = {[15] = 1};

	if (a->family == AF_INET)
		return a->bytes[0] == 127;
	return memcmp(a->bytes, one, sizeof(one)) == 0;
}

bool address_unspecified_to_loopback(struct address *a)
{
	static const uint8_t zero[16];

	if (memcmp(a->bytes, zero, sizeof(zero)) != 0)
		return false;
	if (a->family == AF_INET)
		memcpy(a->bytes, (const uint8_t[]){127, 0, 0, 1}, 4);
	else
		a->bytes[15] = 1;
	return true;
}

int address_from_sockaddr(const struct sockaddr *sa, struct address *ret_address)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	struct address a = {.family = sa->sa_family};

	if (sa->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, sa, sizeof(in)); /* it may lie unaligned in a copy of tracee memory */
		memcpy(a.bytes, &in.sin_addr, 4);
	} else if (sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, sa, sizeof(in6));
		memcpy(a.bytes, &in6.sin6_addr, 16);
		if (memcmp(a.bytes, mapped, sizeof(mapped)) == 0) {
			a = (struct address){.family = AF_INET};
			memcpy(a.bytes, in6.sin6_addr.s6_addr + 12, 4);
		}
	} else {
		return -EAFNOSUPPORT;
	}
	*ret_address = a;
	return 0;
}
