/*
 * policy/path_index.c - which file rule is the first for a path, without trying them.
 *
 * Each alternative of each pattern hangs at one anchor that every path it can match
 * must pass: a directory (or the path itself) by its text, a component by its
 * name wherever it stands, or the tail `.ext` of the last component.  A look-up walks the
 * path once, hashing component by component, and looks at what hangs there;
 * a rule is tried only while its number is lower than the best one found.
 * tests/unit/test_decide_path.c compares the answers with those of a plain loop.
 */
#include "policy/rule.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "policy/glob.h"

enum { DIRECTORY_OPS = PATH_OPEN | PATH_LIST | PATH_STAT };

/* What hangs at a path that stands in a pattern as text. */
struct dir_node {
	struct bounds exact; /* the path itself */
	struct bounds below; /* path/ **: anything under it */
	struct bounds globs; /* patterns that go on behind path/ */
	size_t n_globs;
};

/* What hangs at the name of a component. */
struct name_node {
	struct bounds last;  /* ** /name */
	struct bounds above; /* ** /name/ **: it is a directory on the way */
	struct bounds globs; /* longer patterns with /name/ or a final /name in them */
	size_t n_globs;
};

/* Where a pattern will hang. */
struct anchor {
	const char *text;
	size_t len;
};

static bool is_text(const struct glob_part *p, const char *text)
{
	size_t len = strlen(text);

	return p->kind == GLOB_TEXT && p->len == len && memcmp(p->text, text, len) == 0;
}

/* The hash of a directory path, as the walk computes it. */
static uint64_t hash_dir(const char *path, size_t len)
{
	uint64_t h = KEY_HASH_START;

	for (size_t at = 0; at < len;) {
		size_t end = at + 1;

		while (end < len && path[end] != '/')
			end++;
		h = key_hash_word(h, key_hash(KEY_HASH_START, path + at + 1, end - at - 1));
		at = end;
	}
	return h;
}

static struct dir_node *dir_node(struct policy *p, const char *path, size_t len)
{
	void **at = keytab_at(&p->path_index.dirs, &p->arena, hash_dir(path, len), path, len);

	if (!*at)
		*at = ARENA_NEW(&p->arena, struct dir_node);
	if (!len)
		p->path_index.root = *at;
	return *at;
}

static struct name_node *name_node(struct policy *p, const struct anchor *name)
{
	void **at = keytab_at(&p->path_index.names, &p->arena,
		key_hash(KEY_HASH_START, name->text, name->len), name->text, name->len);

	if (!*at)
		*at = ARENA_NEW(&p->arena, struct name_node);
	return *at;
}

static struct bounds *tail_bounds(struct policy *p, const struct anchor *tail)
{
	void **at = keytab_at(&p->path_index.tails, &p->arena,
		key_hash(KEY_HASH_START, tail->text, tail->len), tail->text, tail->len);

	if (!*at)
		*at = ARENA_NEW(&p->arena, struct bounds);
	return *at;
}

/*
 * The next component that @alt names in full behind its first wildcard, from the end:
 * below part *part, before byte *end of it (both 0 at first).  "x/name/y": only what lies between
 * slashes, or behind the last one at the pattern's end, is whole.
 */
static bool named_component(const struct glob_alt *alt, size_t *part, size_t *end,
	struct anchor *ret)
{
	if (!*part) {
		*part = alt->n - 1;
		*end = alt->parts[*part].len + 1; /* as if a slash stood behind */
	}
	for (; *part > 0; *end = alt->parts[--*part].len) {
		const struct glob_part *p = &alt->parts[*part];
		size_t stop = *end; /* just behind a slash, or the end of what is left */

		if (p->kind != GLOB_TEXT)
			continue;
		if (stop <= p->len)
			while (stop && p->text[stop - 1] != '/')
				stop--;
		for (size_t start = stop ? stop - 1 : 0; start-- > 0;) {
			if (p->text[start] != '/')
				continue;
			*end = start + 1;
			*ret = (struct anchor){p->text + start + 1, stop - start - 2};
			if (ret->len)
				return true;
			stop = start + 1;
		}
	}
	return false;
}

/* ** / * .ext: the tail, beginning with its dot. */
static bool tail_pattern(const struct glob_alt *alt, struct anchor *ret)
{
	const struct glob_part *p = alt->parts;

	if (alt->n != 4 || p[0].kind != GLOB_ALL || !is_text(&p[1], "/") || p[2].kind != GLOB_RUN ||
		p[3].kind != GLOB_TEXT || p[3].text[0] != '.' || memchr(p[3].text, '/', p[3].len))
		return false;
	*ret = (struct anchor){p[3].text, p[3].len};
	return true;
}

/* The length of the directories that @text surely begins with: "/usr/lib/py" has 8. */
static size_t literal_dirs(const struct glob_alt *alt)
{
	size_t len = alt->n && alt->parts[0].kind == GLOB_TEXT ? alt->parts[0].len : 0;

	while (len && alt->parts[0].text[len - 1] != '/')
		len--;
	return len ? len - 1 : 0;
}

/* The directory /proc, or one of its entries whatever its number. */
static bool covers_proc(const struct glob_alt *alt)
{
	static const char dir[] = "/proc/";
	const struct glob_part *p = &alt->parts[0];
	size_t len;

	if (!alt->n || p->kind != GLOB_TEXT)
		return true;
	len = p->len < sizeof(dir) - 1 ? p->len : sizeof(dir) - 1;
	return memcmp(p->text, dir, len) == 0;
}

static bool says_self(const struct glob_alt *alt)
{
	static const char *const names[] = {"/proc/self", "/proc/thread-self"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t len = strlen(names[i]);

		if (alt->n && alt->parts[0].kind == GLOB_TEXT && alt->parts[0].len >= len &&
			memcmp(alt->parts[0].text, names[i], len) == 0)
			return true;
	}
	return false;
}

static bool is_bare(const struct glob_alt *alt)
{
	bool all = false;

	for (size_t i = 0; i < alt->n; i++) {
		const struct glob_part *p = &alt->parts[i];

		all |= p->kind == GLOB_ALL;
		if (p->kind != GLOB_ALL && p->kind != GLOB_RUN && !is_text(p, "/"))
			return false;
	}
	return all;
}

static unsigned flags_of(const struct file_rule *r, const struct glob_alt *alt)
{
	unsigned flags = 0;

	if (!verdict_restricts(r->rule.verdict))
		return 0;
	if (is_bare(alt))
		flags |= BOUND_BARE;
	if (covers_proc(alt) && !says_self(alt))
		flags |= BOUND_PROC;
	return flags;
}

/* ** /name, ** /name/ ** and ** / * .ext: being found says all. */
static bool hang_anywhere(struct policy *p, struct bound b, const struct glob_alt *alt)
{
	const struct glob_part *text = &alt->parts[1];
	struct arena *a = &p->arena;
	struct anchor anchor;

	if (tail_pattern(alt, &anchor)) {
		bounds_add(tail_bounds(p, &anchor), a, &b);
		return true;
	}
	if (alt->n < 2 || alt->parts[0].kind != GLOB_ALL || text->kind != GLOB_TEXT ||
		text->len < 2 || text->text[0] != '/')
		return false;
	anchor = (struct anchor){text->text + 1, text->len - 1};
	if (alt->n == 2 && !memchr(anchor.text, '/', anchor.len)) {
		bounds_add(&name_node(p, &anchor)->last, a, &b);
		return true;
	}
	anchor.len--;
	if (alt->n == 3 && alt->parts[2].kind == GLOB_ALL && anchor.len &&
		memchr(anchor.text, '/', text->len - 1) == anchor.text + anchor.len) {
		bounds_add(&name_node(p, &anchor)->above, a, &b);
		return true;
	}
	return false;
}

/* A pattern that must be matched: at whichever of its anchors the fewest hang so far. */
static void hang_glob(struct policy *p, struct bound b, const struct glob_alt *alt, size_t dirs)
{
	struct dir_node *dir = dir_node(p, dirs ? alt->parts[0].text : "", dirs);
	struct bounds *best = &dir->globs;
	size_t *load = &dir->n_globs;
	struct anchor anchor;
	bool at_root = !dirs; /* every path comes by there: any other place is better */
	size_t part = 0;
	size_t end = 0;

	while (named_component(alt, &part, &end, &anchor)) {
		struct name_node *n = name_node(p, &anchor);

		if (!at_root && n->n_globs >= *load)
			continue;
		best = &n->globs;
		load = &n->n_globs;
		at_root = false;
	}
	b.glob = alt;
	bounds_add(best, &p->arena, &b);
	++*load;
}

/* Hang the alternative at its anchor. */
static void hang(struct policy *p, struct bound b, const struct glob_alt *alt)
{
	const struct glob_part *parts = alt->parts;
	struct arena *a = &p->arena;
	struct anchor anchor;
	size_t dirs = literal_dirs(alt);

	if (glob_alt_literal(alt, &anchor.text, &anchor.len)) {
		if (anchor.len && anchor.text[0] == '/')
			bounds_add(&dir_node(p, anchor.text, anchor.len == 1 ? 0 : anchor.len)->exact, a,
				&b);
		return;
	}
	if (alt->n == 1 && parts[0].kind == GLOB_ALL) {
		bounds_add(&dir_node(p, "", 0)->below, a, &b);
		return;
	}
	if (alt->n == 2 && parts[0].kind == GLOB_TEXT && parts[0].text[0] == '/' &&
		parts[1].kind == GLOB_ALL && dirs == parts[0].len - 1) {
		bounds_add(&dir_node(p, parts[0].text, dirs)->below, a, &b);
		return;
	}
	if (!hang_anywhere(p, b, alt))
		hang_glob(p, b, alt, dirs);
}

/* DESIGN 5: x/ ** also covers x itself, as a directory.  The alternative for x, or NULL. */
static const struct glob_alt *directory_alt(struct arena *a, const struct glob_alt *alt)
{
	const struct glob_part *text = alt->n > 1 ? &alt->parts[alt->n - 2] : NULL;
	struct glob_part *parts;
	struct glob_alt *dir;

	if (!text || alt->parts[alt->n - 1].kind != GLOB_ALL || text->kind != GLOB_TEXT ||
		text->text[text->len - 1] != '/' || (alt->n == 2 && text->len == 1))
		return NULL;
	parts = arena_memdup(a, alt->parts, (alt->n - 1) * sizeof(*parts));
	dir = ARENA_NEW(a, struct glob_alt);
	*dir = (struct glob_alt){.parts = parts, .n = alt->n - 1, .sep = alt->sep};
	if (--parts[alt->n - 2].len == 0)
		dir->n--;
	glob_alt_classify(dir);
	dir->overlap = false; /* /a/ ** /c/ ** has no /a/c in it: nor is /a/c its directory */
	return dir;
}

void path_index_add(struct policy *p, uint32_t number, const struct glob_alt *alt)
{
	const struct file_rule *r = &p->files.items[number];
	struct bound b = {.number = number, .ops = r->ops, .flags = flags_of(r, alt)};
	const struct glob_alt *dir = directory_alt(&p->arena, alt);

	hang(p, b, alt);
	b.ops &= DIRECTORY_OPS;
	if (dir && b.ops)
		hang(p, b, dir);
}

/* One look-up: the question and the best answer so far. */
struct walk {
	const char *path;
	size_t len;
	unsigned op;
	unsigned skip;
	const struct bound *best;
	uint32_t best_number;
};

static inline void consider(struct walk *w, const struct bounds *list)
{
	for (const struct bound *b = list->first; b && b->number < w->best_number; b = b->next) {
		if (!(b->ops & w->op) || b->flags & w->skip)
			continue;
		if (b->glob && !glob_alt_match(b->glob, w->path, w->len))
			continue;
		w->best = b;
		w->best_number = b->number;
		return;
	}
}

static void consider_tails(struct walk *w, const struct keytab *tails, const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const struct bounds *list;

		if (name[i] != '.')
			continue;
		list = keytab_get(tails, key_hash(KEY_HASH_START, name + i, len - i), name + i, len - i);
		if (list)
			consider(w, list);
	}
}

static void consider_name(struct walk *w, const struct name_node *n, bool last)
{
	consider(w, last ? &n->last : &n->above);
	consider(w, &n->globs);
}

const struct bound *path_index_find(const struct path_index *ix, const char *path, unsigned op,
	unsigned skip)
{
	struct walk w = {path, strlen(path), op, skip, NULL, NO_RULE};
	uint64_t h = KEY_HASH_START;

	if (ix->root) {
		consider(&w, &ix->root->below);
		if (w.len == 1)
			consider(&w, &ix->root->exact);
		consider(&w, &ix->root->globs);
	}
	for (size_t at = 0; at + 1 < w.len;) {
		const char *name = path + at + 1;
		size_t end = (size_t)(strchrnul(name, '/') - path);
		size_t len = end - at - 1;
		bool last = end == w.len;
		uint64_t name_hash = key_hash(KEY_HASH_START, name, len);
		const struct dir_node *dir;
		const struct name_node *n;

		h = key_hash_word(h, name_hash);
		dir = keytab_get(&ix->dirs, h, path, end);
		if (dir) {
			consider(&w, last ? &dir->exact : &dir->below);
			if (!last)
				consider(&w, &dir->globs);
		}
		n = keytab_get(&ix->names, name_hash, name, len);
		if (n)
			consider_name(&w, n, last);
		if (last && ix->tails.count)
			consider_tails(&w, &ix->tails, name, len);
		at = end;
	}
	return w.best;
}
