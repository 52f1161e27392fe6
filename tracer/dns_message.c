/*
 * tracer/dns_message.c - DNS messages on the wire (RFC 1035 4.1, EDNS: RFC 6891).
 *
 * Header: id, flags, QDCOUNT, ANCOUNT, NSCOUNT, ARCOUNT, each of 16 bits.
 * Question: name, type, class.  Record: name, type, class, TTL (32), length, data.
 */
#include "tracer/dns_message.h"

#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "lib/buf.h"

enum {
	FLAG_QR = 1 << 15,
	OPCODE_MASK = 0xf << 11,
	FLAG_TC = 1 << 9,
	FLAG_RD = 1 << 8,
	FLAG_RA = 1 << 7,
	FLAG_AD = 1 << 5,
	FLAG_CD = 1 << 4,
	RCODE_MASK = 0xf,
	EDNS_DO = 1 << 15,
	OUR_UDP_SIZE = 1232, /* unfragmented everywhere (DNS flag day 2020) */
	LABEL_MAX = 63,
	WIRE_NAME_MAX = 255,
	CLASS_IN = 1,
	RECORDS_MAX = 4096,
};

/* Bytes still to be read; once short, it stays bad and yields zeros. */
struct reader {
	const uint8_t *msg;
	size_t len;
	size_t at;
	bool bad;
};

static uint8_t get8(struct reader *r)
{
	if (r->at >= r->len) {
		r->bad = true;
		return 0;
	}
	return r->msg[r->at++];
}

static uint16_t get16(struct reader *r)
{
	unsigned high = get8(r);

	return (uint16_t)(high << 8 | get8(r));
}

static uint32_t get32(struct reader *r)
{
	uint32_t high = get16(r);

	return high << 16 | get16(r);
}

static void skip(struct reader *r, size_t len)
{
	if (len > r->len - r->at)
		r->bad = true;
	else
		r->at += len;
}

static void put16(struct buf *out, unsigned value)
{
	buf_add_char(out, (char)(value >> 8));
	buf_add_char(out, (char)value);
}

static void put32(struct buf *out, uint32_t value)
{
	put16(out, value >> 16);
	put16(out, value & 0xffff);
}

/*
 * Add one label.  Bytes that could make two different names look the same as
 * text (a dot inside a label, a NUL) or that no host name has are refused.
 */
static bool add_label(struct reader *r, size_t label, char *name, size_t *used)
{
	if (*used + label + 1 >= DNS_NAME_MAX)
		return false;
	if (*used > 0)
		name[(*used)++] = '.';
	for (size_t i = 0; i < label; i++) {
		int c = get8(r);

		if (c <= ' ' || c >= 0x7f || c == '.' || c == '\\')
			return false;
		name[(*used)++] = (char)tolower(c);
	}
	return !r->bad;
}

/*
 * Read a name.  Compression pointers are followed where @pointers allows it, and only
 * backwards, so that reading ends.
 */
static bool read_name(struct reader *r, bool pointers, char name[DNS_NAME_MAX])
{
	struct reader in = *r;
	size_t used = 0;
	size_t wire = 0;
	size_t least = r->at; /* every jump has to go in front of this */
	bool jumped = false;
	uint8_t label;

	while ((label = get8(&in)) != 0) {
		if (label > LABEL_MAX) {
			size_t to = (size_t)(label & 0x3f) << 8 | get8(&in);

			if (!pointers || label < 0xc0 || in.bad || to >= least)
				return false;
			if (!jumped)
				r->at = in.at;
			jumped = true;
			in.at = least = to;
			continue;
		}
		wire += label + 1u;
		if (wire >= WIRE_NAME_MAX || !add_label(&in, label, name, &used))
			return false;
	}
	if (in.bad)
		return false;
	if (!jumped)
		r->at = in.at;
	if (used == 0)
		name[used++] = '.';
	name[used] = '\0';
	return true;
}

/* The one record a query may carry.  Its options (cookies, client subnets, padding) are dropped. */
static bool read_opt(struct reader *r, struct dns_query *q)
{
	uint32_t extended;

	if (get8(r) != 0 || get16(r) != DNS_OPT)
		return false;
	q->udp_size = get16(r);
	extended = get32(r);
	skip(r, get16(r));
	if (q->udp_size < DNS_UDP_PLAIN_MAX)
		q->udp_size = DNS_UDP_PLAIN_MAX;
	q->edns = true;
	q->dnssec_ok = extended & EDNS_DO;
	return !r->bad;
}

int dns_query_parse(const uint8_t *msg, size_t len, struct dns_query *ret)
{
	struct reader r = {.msg = msg, .len = len};
	struct dns_query q = {.udp_size = DNS_UDP_PLAIN_MAX};
	uint16_t counts[4];

	q.id = get16(&r);
	q.flags = get16(&r);
	for (int i = 0; i < 4; i++)
		counts[i] = get16(&r);
	if (r.bad || q.flags & FLAG_QR)
		return -EBADMSG;
	*ret = q;
	if (q.flags & OPCODE_MASK)
		return -DNS_NOTIMP;
	if (counts[0] != 1 || counts[1] || counts[2] || counts[3] > 1)
		return -DNS_FORMERR;
	if (!read_name(&r, false, q.name))
		return -DNS_FORMERR;
	q.type = get16(&r);
	q.class = get16(&r);
	if (r.bad)
		return -DNS_FORMERR;
	q.question_len = r.at - DNS_HEADER_BYTES;
	memcpy(q.question, msg + DNS_HEADER_BYTES, q.question_len);
	if ((counts[3] && !read_opt(&r, &q)) || r.at != len)
		return -DNS_FORMERR;
	if (q.class != CLASS_IN || q.type == DNS_OPT || (q.type > 250 && q.type < DNS_ANY)) {
		*ret = q; /* other classes, zone transfers: nothing a program needs */
		return -DNS_NOTIMP;
	}
	*ret = q;
	return 0;
}

static void put_opt(struct buf *out, const struct dns_query *q)
{
	if (!q->edns)
		return;
	buf_add_char(out, '\0');
	put16(out, DNS_OPT);
	put16(out, OUR_UDP_SIZE);
	put16(out, 0); /* extended rcode, version */
	put16(out, q->dnssec_ok ? EDNS_DO : 0);
	put16(out, 0);
}

static void put_head(struct buf *out, const struct dns_query *q, unsigned flags, unsigned answers)
{
	bool asked = q->question_len > 0;

	put16(out, q->id);
	put16(out, FLAG_QR | FLAG_RA | (q->flags & (OPCODE_MASK | FLAG_RD | FLAG_CD)) | flags);
	put16(out, asked);
	put16(out, answers);
	put16(out, 0);
	put16(out, asked && q->edns);
	buf_add(out, q->question, q->question_len);
}

void dns_answer_error(struct buf *out, const struct dns_query *q, enum dns_rcode rcode)
{
	put_head(out, q, rcode, 0);
	if (q->question_len)
		put_opt(out, q);
}

void dns_answer_truncated(struct buf *out, const struct dns_query *q)
{
	put_head(out, q, FLAG_TC, 0);
	put_opt(out, q);
}

void dns_answer_address(
	struct buf *out, const struct dns_query *q, const struct sockaddr *addr, uint32_t ttl_s)
{
	bool v4 = addr->sa_family == AF_INET;
	unsigned type = v4 ? DNS_A : DNS_AAAA;
	bool fits = q->type == type || q->type == DNS_ANY;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	put_head(out, q, DNS_NOERROR, fits);
	if (fits) {
		put16(out, 0xc000 | DNS_HEADER_BYTES); /* the name of the question */
		put16(out, type);
		put16(out, CLASS_IN);
		put32(out, ttl_s);
		put16(out, v4 ? 4 : 16);
		memcpy(&in, addr, sizeof(in));
		if (v4)
			buf_add(out, &in.sin_addr, 4);
		else
			memcpy(&in6, addr, sizeof(in6));
		if (!v4)
			buf_add(out, &in6.sin6_addr, 16);
	}
	put_opt(out, q);
}

void dns_query_build(struct buf *out, const struct dns_query *q, uint16_t id)
{
	size_t name_len = q->question_len - 4;

	put16(out, id);
	put16(out, FLAG_RD | (q->flags & (FLAG_AD | FLAG_CD)));
	put16(out, 1);
	put32(out, 0);
	put16(out, q->edns);
	/* Lower case: the client's spelling would be a channel of its own.  Lengths are below 'A'. */
	for (size_t i = 0; i < name_len; i++)
		buf_add_char(out, (char)tolower(q->question[i]));
	buf_add(out, q->question + name_len, 4);
	put_opt(out, q);
}

/* One resource record; data lies in the message at [data, data + data_len). */
struct record {
	char owner[DNS_NAME_MAX];
	uint16_t type;
	uint16_t class;
	uint32_t ttl;
	size_t ttl_at;
	size_t data;
	size_t data_len;
};

static bool skip_name(struct reader *r)
{
	uint8_t label;

	while ((label = get8(r)) != 0) {
		if (label >= 0xc0) {
			get8(r);
			break;
		}
		if (label > LABEL_MAX)
			return false;
		skip(r, label);
	}
	return !r->bad;
}

/* A record whose owner is no host name (escapes, UTF-8) has the owner ""; it is skipped by all. */
static bool read_record(struct reader *r, struct record *ret)
{
	struct reader name = *r;

	if (!read_name(&name, true, ret->owner))
		ret->owner[0] = '\0';
	if (!skip_name(r))
		return false;
	ret->type = get16(r);
	ret->class = get16(r);
	ret->ttl_at = r->at;
	ret->ttl = get32(r);
	ret->data_len = get16(r);
	ret->data = r->at;
	skip(r, ret->data_len);
	if (ret->ttl > INT32_MAX)
		ret->ttl = 0; /* RFC 2181 8 */
	return !r->bad;
}

/* Header and question of a reply to @q under @id; leaves @r at the first record. */
static bool read_reply_head(struct reader *r, const struct dns_query *q, uint16_t id,
	uint16_t *ret_flags, size_t *ret_records)
{
	char name[DNS_NAME_MAX];
	uint16_t got_id = get16(r);
	uint16_t counts[4];

	*ret_flags = get16(r);
	for (int i = 0; i < 4; i++)
		counts[i] = get16(r);
	if (r->bad || got_id != id || !(*ret_flags & FLAG_QR) || *ret_flags & OPCODE_MASK)
		return false;
	if (counts[0] != 1 || !read_name(r, false, name) || strcmp(name, q->name) != 0)
		return false;
	if (get16(r) != q->type || get16(r) != q->class || r->bad)
		return false;
	/* Records of all sections: answer (counts[1]) first, with what is counted of it. */
	ret_records[0] = counts[1];
	ret_records[1] = counts[2];
	ret_records[2] = counts[3];
	return ret_records[0] + ret_records[1] + ret_records[2] <= RECORDS_MAX;
}

/* Follow the aliases of the answer section from the name that was asked for. */
static int follow_aliases(struct reader r, size_t records, struct dns_answer *a)
{
	struct reader start = r;
	struct record rec;

	for (;;) {
		const char *name = a->chain[a->n_chain - 1];
		bool found = false;

		r = start;
		for (size_t i = 0; i < records && !found; i++) {
			struct reader data;

			if (!read_record(&r, &rec))
				return -EBADMSG;
			if (rec.type != DNS_CNAME || strcmp(rec.owner, name) != 0)
				continue;
			if (a->n_chain == DNS_CHAIN_MAX)
				return -ELOOP;
			data = (struct reader){.msg = r.msg, .len = r.len, .at = rec.data};
			if (!read_name(&data, true, a->chain[a->n_chain]))
				return -EBADMSG; /* an alias that cannot be judged */
			found = true;
		}
		if (!found)
			return 0;
		a->n_chain++;
	}
}

static bool is_in_chain(const struct dns_answer *a, const char *name)
{
	for (size_t i = 0; i < a->n_chain; i++)
		if (strcmp(a->chain[i], name) == 0)
			return true;
	return false;
}

static void keep_address(struct dns_answer *a, const uint8_t *msg, const struct record *rec)
{
	struct dns_address *to = &a->addresses[a->n_addresses];
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	bool v4 = rec->type == DNS_A && rec->data_len == 4;
	bool v6 = rec->type == DNS_AAAA && rec->data_len == 16;

	if ((!v4 && !v6) || a->n_addresses == DNS_ADDRESSES_MAX || !is_in_chain(a, rec->owner))
		return;
	memset(to, 0, sizeof(*to));
	to->ttl_s = rec->ttl;
	memcpy(v4 ? (void *)&in.sin_addr : (void *)&in6.sin6_addr, msg + rec->data, rec->data_len);
	if (v4)
		memcpy(&to->addr, &in, sizeof(in));
	else
		memcpy(&to->addr, &in6, sizeof(in6));
	a->n_addresses++;
}

/* RFC 2308 5: a negative answer is kept for the lesser of the SOA's TTL and its last field. */
static uint32_t negative_ttl(const struct reader *r, const struct record *soa)
{
	struct reader minimum = {.msg = r->msg, .len = r->len, .at = soa->data + soa->data_len - 4};
	uint32_t ttl;

	if (soa->data_len < 22)
		return 0;
	ttl = get32(&minimum);
	return ttl < soa->ttl ? ttl : soa->ttl;
}

static int read_sections(struct reader *r, const size_t *records, struct dns_answer *a)
{
	uint32_t least = UINT32_MAX;
	struct record rec;

	for (size_t i = 0; i < records[0]; i++) {
		if (!read_record(r, &rec))
			return -EBADMSG;
		if (rec.class == CLASS_IN)
			keep_address(a, r->msg, &rec);
		least = rec.ttl < least ? rec.ttl : least;
	}
	a->ttl_s = records[0] ? least : 0;
	for (size_t i = 0; i < records[1] + records[2]; i++) {
		if (!read_record(r, &rec))
			return -EBADMSG;
		if (!records[0] && i < records[1] && rec.type == DNS_SOA)
			a->ttl_s = negative_ttl(r, &rec);
	}
	return r->at == r->len ? 0 : -EBADMSG;
}

int dns_answer_parse(const uint8_t *msg, size_t len, const struct dns_query *q, uint16_t id,
	struct dns_answer *ret)
{
	struct reader r = {.msg = msg, .len = len};
	size_t records[3];
	uint16_t flags;
	int error;

	if (!read_reply_head(&r, q, id, &flags, records))
		return -EBADMSG;
	ret->rcode = (enum dns_rcode)(flags & RCODE_MASK);
	ret->truncated = flags & FLAG_TC;
	ret->ttl_s = 0;
	ret->n_addresses = 0;
	ret->n_chain = 1;
	memcpy(ret->chain[0], q->name, sizeof(ret->chain[0]));
	if (ret->truncated)
		return 0; /* it will be asked for again; half of it is not looked at */
	error = follow_aliases(r, records[0], ret);
	return error ? error : read_sections(&r, records, ret);
}

static void write16(uint8_t *to, unsigned value)
{
	to[0] = (uint8_t)(value >> 8);
	to[1] = (uint8_t)value;
}

void dns_answer_adopt(uint8_t *msg, size_t len, const struct dns_query *q, uint32_t age_s)
{
	struct reader r = {.msg = msg, .len = len, .at = DNS_HEADER_BYTES + q->question_len};
	unsigned flags = (unsigned)msg[2] << 8 | msg[3];
	struct record rec;

	write16(msg, q->id);
	write16(msg + 2, (flags & ~(unsigned)(FLAG_RD | FLAG_CD)) | FLAG_RA |
				 (q->flags & (FLAG_RD | FLAG_CD)));
	memcpy(msg + DNS_HEADER_BYTES, q->question, q->question_len);
	while (age_s > 0 && r.at < len && read_record(&r, &rec)) {
		uint32_t left = rec.ttl > age_s ? rec.ttl - age_s : 0;

		if (rec.type == DNS_OPT)
			continue; /* its TTL field is flags */
		write16(msg + rec.ttl_at, left >> 16);
		write16(msg + rec.ttl_at + 2, left & 0xffff);
	}
}
