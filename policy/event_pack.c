/*
 * policy/event_pack.c - an event as bytes.
 *
 *   type u8 · origin u8 · flags u8 · decision u8 · effective u8 · time_ns 8 bytes
 *   pid, parent_pid, exec_id, parent_exec_id, depth, count, error: varints (zigzag)
 *   rule, message, operation, path, raw_path, domain, remote, argv, detail:
 *     varint of length + 1 (0: NULL), bytes, NUL
 *
 * Numbers are little-endian or LEB128, so that a spool can be read on another machine.
 */
#include "policy/event_pack.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "policy/event.h"

enum {
	FLAG_DECISION = 1 << 0,
	FLAG_TRUNCATED = 1 << 1,
	FIXED_BYTES = 13,
	VARINT_MOST = 10,
	N_NUMBERS = 7,
	N_STRINGS = 9,
};

struct text {
	const char *s;
	size_t len;
};

static struct text text_of(const char *s)
{
	return (struct text){s, s ? strlen(s) : 0};
}

static void texts_of(const struct event *e, struct text t[N_STRINGS])
{
	t[0] = text_of(e->rule);
	t[1] = text_of(e->message);
	t[2] = text_of(e->operation);
	t[3] = e->path && e->path_len ? (struct text){e->path, e->path_len} : text_of(e->path);
	t[4] = text_of(e->raw_path);
	t[5] = text_of(e->domain);
	t[6] = text_of(e->remote);
	t[7] = (struct text){e->argv, e->argv ? e->argv_len : 0};
	t[8] = text_of(e->detail);
}

static size_t size_of(const struct text *t)
{
	size_t size = FIXED_BYTES + N_NUMBERS * VARINT_MOST;

	for (size_t i = 0; i < N_STRINGS; i++)
		size += VARINT_MOST + t[i].len + 1;
	return size;
}

size_t event_packed_size(const struct event *e)
{
	struct text t[N_STRINGS];

	texts_of(e, t);
	return size_of(t);
}

static unsigned char *put_varint(unsigned char *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (unsigned char)(v | 0x80);
	*p++ = (unsigned char)v;
	return p;
}

static unsigned char *put_signed(unsigned char *p, int64_t v)
{
	return put_varint(p, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

size_t event_pack(const struct event *e, void *to)
{
	unsigned char *p = to;
	struct text t[N_STRINGS];

	texts_of(e, t);
	*p++ = (unsigned char)e->type;
	*p++ = (unsigned char)e->origin;
	*p++ = (unsigned char)((e->has_decision ? FLAG_DECISION : 0) |
		(e->truncated ? FLAG_TRUNCATED : 0));
	*p++ = (unsigned char)e->decision;
	*p++ = (unsigned char)e->effective;
	for (int i = 0; i < 8; i++)
		*p++ = (unsigned char)((uint64_t)e->time_ns >> 8 * i);
	p = put_signed(p, e->pid);
	p = put_signed(p, e->parent_pid);
	p = put_varint(p, e->exec_id);
	p = put_varint(p, e->parent_exec_id);
	p = put_signed(p, e->depth);
	p = put_signed(p, e->count);
	p = put_signed(p, e->error);
	for (size_t i = 0; i < N_STRINGS; i++) {
		p = put_varint(p, t[i].s ? t[i].len + 1 : 0);
		if (!t[i].s)
			continue;
		memcpy(p, t[i].s, t[i].len);
		p += t[i].len;
		*p++ = '\0';
	}
	return (size_t)(p - (unsigned char *)to);
}

/* What is left to read; bad once something did not fit. */
struct reader {
	const unsigned char *p, *end;
	bool bad;
};

static uint64_t get_varint(struct reader *r)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 64 && r->p < r->end; shift += 7) {
		unsigned char c = *r->p++;

		v |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return v;
	}
	r->bad = true;
	return 0;
}

static int64_t get_signed(struct reader *r)
{
	uint64_t v = get_varint(r);

	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

static int get_int(struct reader *r)
{
	int64_t v = get_signed(r);

	if (v < INT_MIN || v > INT_MAX)
		r->bad = true;
	return (int)v;
}

static struct text get_text(struct reader *r)
{
	uint64_t len = get_varint(r);
	struct text t = {0};

	if (len == 0 || r->bad)
		return t;
	if (len > (uint64_t)(r->end - r->p) || r->p[len - 1] != '\0') {
		r->bad = true;
		return t;
	}
	t = (struct text){(const char *)r->p, len - 1};
	r->p += len;
	return t;
}

static void get_fixed(struct reader *r, struct event *e)
{
	const unsigned char *p = r->p;
	uint64_t time = 0;

	if (p[0] > EVENT_NOTICE || p[1] > ORIGIN_CHILD || p[3] > VERDICT_DENY || p[4] > VERDICT_DENY) {
		r->bad = true;
		return;
	}
	e->type = (enum event_type)p[0];
	e->origin = (enum event_origin)p[1];
	e->has_decision = p[2] & FLAG_DECISION;
	e->truncated = p[2] & FLAG_TRUNCATED;
	e->decision = (enum verdict)p[3];
	e->effective = (enum verdict)p[4];
	for (int i = 0; i < 8; i++)
		time |= (uint64_t)p[5 + i] << 8 * i;
	e->time_ns = (int64_t)time;
	r->p += FIXED_BYTES;
}

int event_unpack(const void *from, size_t len, struct event *ret)
{
	struct reader r = {.p = from, .end = (const unsigned char *)from + len};
	struct event e = {0};
	struct text t[N_STRINGS];

	if (len < FIXED_BYTES)
		return -EBADMSG;
	get_fixed(&r, &e);
	if (r.bad)
		return -EBADMSG;
	e.pid = get_int(&r);
	e.parent_pid = get_int(&r);
	e.exec_id = get_varint(&r);
	e.parent_exec_id = get_varint(&r);
	e.depth = get_int(&r);
	e.count = get_signed(&r);
	e.error = get_int(&r);
	for (size_t i = 0; i < N_STRINGS; i++)
		t[i] = get_text(&r);
	/* The arguments are NUL-terminated one by one. */
	if (r.bad || (t[7].len && t[7].s[t[7].len - 1] != '\0'))
		return -EBADMSG;
	e.rule = t[0].s;
	e.message = t[1].s;
	e.operation = t[2].s;
	e.path = t[3].s;
	e.path_len = t[3].len;
	e.raw_path = t[4].s;
	e.domain = t[5].s;
	e.remote = t[6].s;
	e.argv = t[7].s;
	e.argv_len = t[7].len;
	e.detail = t[8].s;
	*ret = e;
	return 0;
}
