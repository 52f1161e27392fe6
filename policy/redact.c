/*
 * policy/redact.c - secrets are replaced in a stream of bytes.
 *
 * The leftmost match wins, then the longest.  A stream keeps the bytes that could
 * still become part of a match, and before them a little of what has gone, for the
 * matchers to look back at.  A chunk is scanned where it lies; only its
 * beginning is copied, behind what was kept, until the two views are the same.
 */
#include "policy/redact.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "policy/redact_set.h"

enum {
	FIRST_COPY = 512,
	SHOWN_MOST = 3, /* so few bytes of what may become a secret tell nothing: sk-, npm, 4-5 */
};

struct redactor {
	const struct redactor_set *set;
	redact_hit_fn *hit;
	void *arg;
	struct buf kept;        /* look-behind, then what is held back */
	size_t behind;          /* bytes of look-behind */
	/* the last of these: shown after a pause, a match may yet begin there */
	size_t released;
	const uint8_t *swallow; /* inside an open run that was replaced: its byte class */
};

/*
 * One call's work.  Positions in the stream count from the first held byte: the held
 * ones are 0 to held-1, then comes the chunk.
 */
struct pass {
	struct redactor *r;
	const char *chunk;
	size_t chunk_len;
	size_t held;
	struct buf *out;    /* NULL: only look, and stop at the first match */
	size_t done;        /* position up to which output was made */
	size_t released;    /* how far before position 0 the undecided begins */
	bool stopped;
	bool release;       /* a word that only an address could begin with is not held */
	struct window w;    /* the bytes being scanned … */
	ptrdiff_t shift;    /* … and what makes an index in it a position */
	size_t *slow;       /* next candidate of each set->slow pattern */
};

static void emit_until(struct pass *p, size_t end)
{
	if (p->done < p->held && p->done < end) {
		size_t stop = end < p->held ? end : p->held;

		buf_add(p->out, p->r->kept.s + p->r->behind + p->done, stop - p->done);
		p->done = stop;
	}
	if (p->done < end)
		buf_add(p->out, p->chunk + p->done - p->held, end - p->done);
	p->done = end;
}

static void replace(struct pass *p, size_t start, const struct match *m)
{
	if ((ptrdiff_t)start + p->shift > 0)
		emit_until(p, (size_t)((ptrdiff_t)start + p->shift));
	buf_add_str(p->out, "[REDACTED:");
	buf_add_str(p->out, m->name);
	buf_add_char(p->out, ']');
	p->done = (size_t)((ptrdiff_t)(start + m->len) + p->shift);
	if (p->r->hit)
		p->r->hit(p->r->arg, m->name);
}

/* Drop the rest of an open run at index @at; returns where it ends. */
static size_t swallow(struct pass *p, size_t at)
{
	const struct window *w = &p->w;

	if (!p->r->swallow)
		return at;
	at += class_run(w, at, *p->r->swallow, w->len - at);
	if (at < w->len || w->final)
		p->r->swallow = NULL;
	if (p->out)
		p->done = (size_t)((ptrdiff_t)at + p->shift);
	return at;
}

/* Is the match at *start inside an address that starts no later?  Then that is the match. */
static enum found prefer_email(const struct window *w, size_t *start, struct match *m)
{
	size_t run = class_run(w, *start, CLASS_LOCAL, MATCH_LOCAL_PART + 1);
	size_t sign = *start + run;
	size_t email_start;
	struct match email;
	enum found f;

	if (run > MATCH_LOCAL_PART)
		return MATCH_YES;
	if (sign >= w->len)
		return w->final ? MATCH_YES : MATCH_MORE;
	if (w->s[sign] != '@')
		return MATCH_YES;
	f = email_match(w, sign, &email_start, &email);
	if (f == MATCH_YES && email_start <= *start && (email_start < *start || email.len > m->len)) {
		*start = email_start;
		*m = email;
	}
	return f == MATCH_MORE ? MATCH_MORE : MATCH_YES;
}

/* What stands at the candidate @at?  The start of the match may lie before it. */
static enum found decide(struct pass *p, size_t at, size_t *start, struct match *best)
{
	const struct redactor_set *set = p->r->set;
	const struct window *w = &p->w;
	enum found all;

	*best = (struct match){0};
	*start = at;
	all = set_match(set, w, at, best);
	for (size_t i = 0; i < set->n_slow; i++) {
		struct match m = {0};
		enum found f;

		if (p->slow[i] != at)
			continue;
		f = custom_match(set->slow[i], w, at, &m);
		if (f == MATCH_YES)
			match_consider(best, &m);
		all = f > all ? f : all;
		p->slow[i] = custom_search(set->slow[i], w, at + 1);
	}
	if (!set->tables.email || all == MATCH_MORE)
		return all;
	if (all == MATCH_YES)
		return prefer_email(w, start, best);
	return w->s[at] == '@' ? email_match(w, at, start, best) : MATCH_NO;
}

/* The first byte at the end of the window that could begin something unfinished; w.len: none. */
static size_t tail_start(const struct pass *p)
{
	const struct redactor_set *set = p->r->set;
	const struct window *w = &p->w;
	size_t least = w->len > MATCH_TAIL ? w->len - MATCH_TAIL : 0;
	size_t at = w->len;

	if (w->final)
		return w->len;
	if (least < w->floor)
		least = w->floor;
	if (set->numbers)
		while (at > least && (byte_is(w->s[at - 1], CLASS_DIGIT) ||
					     memchr(" .()+-", w->s[at - 1], 6)))
			at--;
	if (w->len - at < 2)
		at = w->len - least < 2 ? least : w->len - 2;
	for (; at < w->len; at++) {
		struct match m = {0};

		if (set_match(set, w, at, &m) == MATCH_MORE)
			break;
	}
	if (set->tables.email && !p->release) {
		size_t local = email_local_start(w, w->len);

		at = local < at ? local : at;
	}
	return at;
}

static void search_slow(struct pass *p, size_t from)
{
	for (size_t i = 0; i < p->r->set->n_slow; i++)
		if (p->slow[i] < from)
			p->slow[i] = custom_search(p->r->set->slow[i], &p->w, from);
}

static size_t next_slow(const struct pass *p)
{
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < p->r->set->n_slow; i++)
		if (p->slow[i] < least)
			least = p->slow[i];
	return least;
}

/* Scan the window from index @from; returns the index up to which all is decided. */
static size_t scan_window(struct pass *p, size_t from)
{
	struct window *w = &p->w;
	struct scan scan;
	size_t next;

	w->floor = from = swallow(p, from);
	scan = scan_start(&p->r->set->tables, w->s, from, w->len);
	next = scan_next(&scan);
	for (size_t i = 0; i < p->r->set->n_slow; i++)
		p->slow[i] = custom_search(p->r->set->slow[i], w, from);
	for (;;) {
		size_t slow = next_slow(p);
		size_t at = slow < next ? slow : next;
		size_t start;
		struct match m;
		enum found f;

		if (at >= w->len)
			return tail_start(p);
		if (at == next)
			next = scan_next(&scan);
		f = decide(p, at, &start, &m);
		if (f == MATCH_NO)
			continue;
		if (f == MATCH_MORE) {
			bool address = p->r->set->tables.email && !p->release;

			return address || w->s[at] == '@' ? email_local_start(w, at) : at;
		}
		if (!p->out) {
			p->stopped = true;
			return start;
		}
		replace(p, start, &m);
		p->r->swallow = m.tail;
		w->floor = swallow(p, start + m.len);
		scan_seek(&scan, w->floor);
		next = scan_next(&scan);
		search_slow(p, w->floor);
	}
}

/* The position of index @stop in r->kept; what lies before position 0 is noted. */
static size_t position(struct pass *p, size_t stop)
{
	if (stop >= p->r->behind)
		return stop - p->r->behind;
	p->released = p->r->behind - stop;
	return 0;
}

/* Scan what was kept together with the chunk; returns the position up to which all is decided. */
static size_t scan_stream(struct pass *p)
{
	struct redactor *r = p->r;
	size_t front = r->behind + p->held; /* index of the chunk's first byte in r->kept */
	size_t copied = 0;
	size_t stop = r->behind - r->released;

	while (front > 0 && !p->stopped) {
		size_t more = copied ? copied * 3 : FIRST_COPY;

		if (more > p->chunk_len - copied)
			more = p->chunk_len - copied;
		buf_add(&r->kept, p->chunk + copied, more);
		copied += more;
		p->w = (struct window){.s = r->kept.s, .len = r->kept.len};
		p->shift = -(ptrdiff_t)r->behind;
		stop = scan_window(p, stop);
		if (copied == p->chunk_len || stop >= front + MATCH_LOOK_BEHIND)
			break;
	}
	if (front > 0 && (copied == p->chunk_len || p->stopped))
		return position(p, stop);
	stop = front > 0 ? stop - front : 0;
	p->w = (struct window){.s = p->chunk, .len = p->chunk_len};
	p->shift = (ptrdiff_t)p->held;
	return scan_window(p, stop) + p->held;
}

/* Keep what stands from position @stop on, and the look-behind before it. */
static void keep(struct pass *p, size_t stop)
{
	struct redactor *r = p->r;
	size_t front = r->behind + p->held;
	size_t behind;

	if (stop >= p->held && (front == 0 || stop - p->held >= MATCH_LOOK_BEHIND)) {
		stop -= p->held;
		behind = stop < MATCH_LOOK_BEHIND ? stop : MATCH_LOOK_BEHIND;
		buf_reset(&r->kept);
		buf_add(&r->kept, p->chunk + stop - behind, p->chunk_len - stop + behind);
	} else {
		buf_truncate(&r->kept, front);
		buf_add(&r->kept, p->chunk, p->chunk_len);
		stop += r->behind;
		behind = stop < MATCH_LOOK_BEHIND ? stop : MATCH_LOOK_BEHIND;
		buf_remove(&r->kept, 0, stop - behind);
	}
	r->behind = behind;
	r->released = p->released < behind ? p->released : behind;
}

static void pass_start(struct pass *p)
{
	if (p->r->set->n_slow)
		p->slow = xcalloc(p->r->set->n_slow, sizeof(*p->slow));
}

struct redactor *redactor_new(const struct redactor_set *set, redact_hit_fn *hit, void *arg)
{
	struct redactor *r = xcalloc(1, sizeof(*r));

	*r = (struct redactor){.set = set, .hit = hit, .arg = arg, .kept = BUF_INIT};
	return r;
}

void redactor_free(struct redactor *r)
{
	if (!r)
		return;
	explicit_bzero(r->kept.s, r->kept.len);
	buf_release(&r->kept);
	free(r);
}

size_t redact_held(const struct redactor *r)
{
	return r->kept.len - r->behind;
}

bool redact_feed(struct redactor *r, const char *bytes, size_t len, struct buf *out)
{
	struct pass p = {.r = r, .chunk = bytes, .chunk_len = len, .held = redact_held(r),
		.out = out};
	bool clean;
	size_t stop;

	if (!len)
		return p.held == 0;
	pass_start(&p);
	stop = scan_stream(&p);
	clean = p.held == 0 && p.done == 0 && stop == len && !r->swallow;
	if (!clean && stop > p.done)
		emit_until(&p, stop);
	keep(&p, stop);
	free(p.slow);
	return clean;
}

size_t redact_pass(struct redactor *r, const char *bytes, size_t len)
{
	struct pass p = {.r = r, .chunk = bytes, .chunk_len = len};
	size_t stop;

	if (!len || redact_held(r) || r->swallow || r->released)
		return 0;
	pass_start(&p);
	stop = scan_stream(&p);
	p.chunk_len = stop;
	keep(&p, stop);
	free(p.slow);
	return stop;
}

void redact_flush(struct redactor *r, struct buf *out)
{
	struct pass p = {.r = r, .held = redact_held(r), .out = out};

	if (!p.held)
		return;
	pass_start(&p);
	p.w = (struct window){.s = r->kept.s, .len = r->kept.len, .final = true};
	p.shift = -(ptrdiff_t)r->behind;
	scan_window(&p, r->behind - r->released);
	emit_until(&p, p.held);
	keep(&p, p.held);
	free(p.slow);
}

void redact_release(struct redactor *r, struct buf *out)
{
	struct pass p = {.r = r, .held = redact_held(r), .out = out, .release = true};
	size_t undecided = p.held + r->released;
	size_t stop;

	if (!p.held || r->swallow)
		return;
	pass_start(&p);
	p.w = (struct window){.s = r->kept.s, .len = r->kept.len};
	p.shift = -(ptrdiff_t)r->behind;
	stop = position(&p, scan_window(&p, r->behind - r->released));
	if (p.held + p.released - stop <= SHOWN_MOST)
		stop = p.held;
	if (stop > p.done)
		emit_until(&p, stop);
	p.released = undecided - (p.held - stop);
	keep(&p, stop);
	free(p.slow);
}

bool redact_text_clean(const struct redactor_set *set, const char *text, size_t len)
{
	struct redactor r = {.set = set, .kept = BUF_INIT};
	struct pass p = {.r = &r, .chunk = text, .chunk_len = len};

	pass_start(&p);
	p.w = (struct window){.s = text, .len = len, .final = true};
	scan_window(&p, 0);
	free(p.slow);
	return !p.stopped;
}

void redact_text(const struct redactor_set *set, const char *text, size_t len, struct buf *out)
{
	struct redactor r = {.set = set, .kept = BUF_INIT};
	struct pass p = {.r = &r, .chunk = text, .chunk_len = len, .out = out};

	pass_start(&p);
	p.w = (struct window){.s = text, .len = len, .final = true};
	scan_window(&p, 0);
	emit_until(&p, len);
	free(p.slow);
}
