/*
 * tracer/dns_message.h - DNS messages on the wire (RFC 1035 4.1, EDNS: RFC 6891).  Pure.
 *
 * A query is read strictly, because what is not understood cannot be judged: one
 * question, no compression in it, no further records but one OPT.  What goes
 * upstream is never the client's bytes but a query made from what was understood.
 */
#ifndef TRACER_DNS_MESSAGE_H
#define TRACER_DNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct buf;

enum {
	DNS_NAME_MAX = 256,     /* a name as text, with its NUL */
	DNS_QUESTION_MAX = 259, /* a name on the wire, type and class */
	DNS_HEADER_BYTES = 12,
	DNS_UDP_PLAIN_MAX = 512, /* what a client without EDNS can take */
	DNS_CHAIN_MAX = 17,      /* names: the one asked and 16 aliases */
	DNS_ADDRESSES_MAX = 64,
};

enum dns_type {
	DNS_A = 1,
	DNS_CNAME = 5,
	DNS_SOA = 6,
	DNS_AAAA = 28,
	DNS_OPT = 41,
	DNS_ANY = 255,
};

enum dns_rcode {
	DNS_NOERROR = 0,
	DNS_FORMERR = 1,
	DNS_SERVFAIL = 2,
	DNS_NXDOMAIN = 3,
	DNS_NOTIMP = 4,
	DNS_REFUSED = 5,
};

struct dns_query {
	uint16_t id;
	uint16_t flags; /* of the header, as sent */
	uint16_t type;
	uint16_t class;
	char name[DNS_NAME_MAX];            /* lower-case, no trailing dot; "." for the root */
	uint8_t question[DNS_QUESTION_MAX]; /* as sent: clients compare the case of the letters */
	size_t question_len;                /* 0: there is no usable question */
	bool edns;
	bool dnssec_ok;    /* the DO bit */
	uint16_t udp_size; /* what the client can take by UDP; at least 512 */
};

/*
 * Read a client's message.  0; or the error to answer with, negative (-DNS_FORMERR, -DNS_NOTIMP; @ret
 * has id and flags); or -EBADMSG: no query at all, answer nothing.
 */
int dns_query_parse(const uint8_t *msg, size_t len, struct dns_query *ret);

/* Answers made here.  All add one message to @out. */
void dns_answer_error(struct buf *out, const struct dns_query *q, enum dns_rcode rcode);
/* @addr for A or AAAA where its family is what was asked for; else no error and no record. */
void dns_answer_address(
	struct buf *out, const struct dns_query *q, const struct sockaddr *addr, uint32_t ttl_s);
/* Too large for the client's UDP: ask again by TCP. */
void dns_answer_truncated(struct buf *out, const struct dns_query *q);

/* The query to send upstream for @q, under @id, recursion desired. */
void dns_query_build(struct buf *out, const struct dns_query *q, uint16_t id);

struct dns_address {
	struct sockaddr_storage addr; /* port 0 */
	uint32_t ttl_s;
};

/* What an upstream answer says about the name that was asked for. */
struct dns_answer {
	enum dns_rcode rcode;
	bool truncated;
	uint32_t
		ttl_s; /* how long it may be kept: the least TTL, for a negative one the SOA's; 0: not */
	size_t n_chain; /* the name asked for, then its aliases */
	char chain[DNS_CHAIN_MAX][DNS_NAME_MAX];
	size_t n_addresses;
	struct dns_address addresses[DNS_ADDRESSES_MAX];
};

/*
 * Read an upstream's reply to @q sent under @id.  -EBADMSG: it is none (wrong id or question, broken):
 * go on waiting.  A CNAME loop or a chain that is too long is -ELOOP.
 */
int dns_answer_parse(const uint8_t *msg, size_t len, const struct dns_query *q, uint16_t id,
	struct dns_answer *ret);

/* Make a valid upstream reply the client's own: id, spelling of the question, TTLs @age_s older. */
void dns_answer_adopt(uint8_t *msg, size_t len, const struct dns_query *q, uint32_t age_s);

#endif
