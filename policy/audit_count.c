/*
 * policy/audit_count.c - allowed reads are counted: one row for each file and program.
 *
 * The counter itself is in the spool, so a kill -9 loses none; here is only the way to
 * find it again.  A program that reads many files of one directory gets one row
 * for the directory from the DIRECTORY_FILES-th on.
 */
#include "policy/audit_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/map.h"
#include "policy/event.h"
#include "policy/spool.h"

enum { DIRECTORY_FILES = 16, COUNT_NONE = UINT32_MAX, FIRST_SLOTS = 64 };

static const char *const countable[] = {"open", "read", "stat", "list", "access", "readlink"};

bool event_is_countable(const struct event *e)
{
	if (e->type != EVENT_FILE || !e->has_decision || !e->operation || !e->path ||
		e->decision != VERDICT_ALLOW || e->effective != VERDICT_ALLOW)
		return false;
	for (size_t i = 0; i < sizeof(countable) / sizeof(countable[0]); i++)
		if (*e->operation == *countable[i] && strcmp(e->operation, countable[i]) == 0)
			return true;
	return false;
}

/* What makes two events the same: kind NUL operation NUL rule NUL error, path. */
struct key {
	const struct event *e;
	const char *path;
	size_t path_len;
	char kind; /* 'f' the file itself, 'd' the directory it is in */
	uint64_t hash;
};

static struct key key_of(const struct event *e, char kind, const char *path, size_t len)
{
	struct key k = {.e = e, .path = path, .path_len = len, .kind = kind};
	uint64_t h = hash_bytes(path, len);

	h = (h ^ (uint64_t)(unsigned char)e->operation[0] << 8 ^ (unsigned char)kind ^
		    (uint64_t)e->error << 16) * 0x9e3779b97f4a7c15u;
	k.hash = (h ^ e->exec_id) * 0xff51afd7ed558ccdu;
	k.hash ^= k.hash >> 32;
	return k;
}

static bool eat(const char **at, const char *end, const char *s, size_t len)
{
	if ((size_t)(end - *at) < len || memcmp(*at, s, len) != 0)
		return false;
	*at += len;
	return true;
}

static bool same(const struct counted *c, const struct key *k)
{
	const struct event *e = k->e;
	const char *at = c->key, *end = c->key + c->key_len;
	const char *rule = e->rule ? e->rule : "";

	return c->hash == k->hash && c->exec_id == e->exec_id && eat(&at, end, &k->kind, 1) &&
		eat(&at, end, e->operation, strlen(e->operation) + 1) &&
		eat(&at, end, rule, strlen(rule) + 1) &&
		eat(&at, end, (const char *)&e->error, sizeof(e->error)) &&
		(size_t)(end - at) == k->path_len && memcmp(at, k->path, k->path_len) == 0;
}

static char *key_text(const struct key *k, size_t *ret_len)
{
	struct buf b = BUF_INIT;
	const char *rule = k->e->rule ? k->e->rule : "";

	buf_add_char(&b, k->kind);
	buf_add(&b, k->e->operation, strlen(k->e->operation) + 1);
	buf_add(&b, rule, strlen(rule) + 1);
	buf_add(&b, &k->e->error, sizeof(k->e->error));
	buf_add(&b, k->path, k->path_len);
	*ret_len = b.len;
	return buf_steal(&b);
}

static struct counted *find(const struct counts *c, const struct key *k)
{
	if (!c->n_slots)
		return NULL;
	for (size_t i = k->hash & (c->n_slots - 1); c->slots[i]; i = (i + 1) & (c->n_slots - 1))
		if (same(&c->items[c->slots[i] - 1], k))
			return &c->items[c->slots[i] - 1];
	return NULL;
}

static void index_item(struct counts *c, size_t item)
{
	size_t i = c->items[item].hash & (c->n_slots - 1);

	while (c->slots[i])
		i = (i + 1) & (c->n_slots - 1);
	c->slots[i] = (uint32_t)item + 1;
}

static struct counted *add(struct counts *c, const struct key *k, uint32_t place)
{
	struct counted *item;

	if (c->len == c->cap) {
		c->cap = c->cap ? c->cap * 2 : FIRST_SLOTS / 2;
		c->items = xreallocarray(c->items, c->cap, sizeof(*c->items));
	}
	item = &c->items[c->len++];
	*item = (struct counted){.hash = k->hash, .exec_id = k->e->exec_id, .place = place};
	item->key = key_text(k, &item->key_len);
	if (c->len * 2 > c->n_slots) {
		free(c->slots);
		c->n_slots = c->n_slots ? c->n_slots * 2 : FIRST_SLOTS;
		c->slots = xcalloc(c->n_slots, sizeof(*c->slots));
		for (size_t i = 0; i < c->len; i++)
			index_item(c, i);
	} else {
		index_item(c, c->len - 1);
	}
	return item;
}

/* A new row in the spool's table for @e with its path as @path. */
static int new_row(struct audit *a, const struct event *e, const char *path, size_t len,
	uint32_t *ret_place)
{
	struct event copy = *e;
	struct buf scratch[REDACTED_FIELDS];
	int r;

	copy.path = path;
	copy.path_len = len;
	copy.count = 1;
	event_redact(a->secrets, &copy, scratch);
	r = spool_count_new(a->spool, &copy, spool_next_sequence(a->spool), ret_place);
	event_redact_release(scratch);
	return r;
}

static int add_file(struct audit *a, const struct key *k)
{
	uint32_t place;
	int r = new_row(a, k->e, k->path, k->path_len, &place);

	if (r == 0)
		add(&a->counts, k, place);
	return r;
}

/* The file is one of many in its directory. */
static int add_to_directory(struct audit *a, struct counted *dir, const struct key *k)
{
	struct buf all = BUF_INIT;
	int r;

	if (dir->place != COUNT_NONE) {
		spool_count_again(a->spool, dir->place);
		return 0;
	}
	buf_add(&all, k->path, k->path_len);
	buf_add_str(&all, "/*");
	r = new_row(a, k->e, all.s, all.len, &dir->place);
	if (r < 0)
		dir->place = COUNT_NONE;
	buf_release(&all);
	return r;
}

int counts_add(struct audit *a, const struct event *e)
{
	size_t len = e->path_len ? e->path_len : strlen(e->path);
	struct key file = key_of(e, 'f', e->path, len);
	struct counted *known = find(&a->counts, &file);
	const char *slash;
	struct key dir;

	if (known) {
		spool_count_again(a->spool, known->place);
		return 0;
	}
	slash = memrchr(e->path, '/', len);
	if (!slash || slash == e->path)
		return add_file(a, &file);
	dir = key_of(e, 'd', e->path, (size_t)(slash - e->path));
	known = find(&a->counts, &dir);
	if (known && known->files >= DIRECTORY_FILES)
		return add_to_directory(a, known, &dir);
	if (!known)
		known = add(&a->counts, &dir, COUNT_NONE);
	known->files++;
	return add_file(a, &file);
}

void counts_clear(struct counts *c)
{
	for (size_t i = 0; i < c->len; i++)
		free(c->items[i].key);
	free(c->items);
	free(c->slots);
	*c = (struct counts){0};
}
