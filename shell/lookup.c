/*
 * shell/lookup.c - from a command name to what runs: builtins, PATH, the hash table.
 */
#include "shell/lookup.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/map.h"
#include "lib/strv.h"
#include "shell/array.h"
#include "shell/builtin.h"
#include "shell/glob.h"
#include "shell/lookup_internal.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/var.h"

struct remembered {
	char *path;
	unsigned hits;
	unsigned number; /* how many were remembered before, and this one */
};

struct lookup_cache {
	struct map commands; /* name -> struct remembered * */
	unsigned remembered;
	struct map builtins; /* name -> struct builtin *; filled once */
};

static void free_remembered(void *p)
{
	struct remembered *r = p;

	free(r->path);
	free(r);
}

struct lookup_cache *lookup_cache_new(void)
{
	return xcalloc(1, sizeof(struct lookup_cache));
}

void lookup_cache_free(struct lookup_cache *c)
{
	if (!c)
		return;
	map_release(&c->commands, free_remembered);
	map_release(&c->builtins, NULL);
	free(c);
}

/* ---- builtins ---- */

const struct builtin *builtin_find(const struct shell *sh, const char *name)
{
	struct map *known = &sh->lookup->builtins;

	if (!known->count)
		for (size_t i = 0; i < sh->n_builtins; i++)
			map_set(known, sh->builtins[i]->name, (void *)(uintptr_t)sh->builtins[i]);
	if (sh->disabled_builtins.count && map_get(&sh->disabled_builtins, name))
		return NULL;
	return map_get(known, name);
}

/* ---- files ---- */

const char *lookup_default_path(void)
{
	return "/bin:/usr/bin";
}

enum found { FOUND_NOTHING, FOUND_FILE, FOUND_COMMAND };

static enum found probe(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0 || S_ISDIR(st.st_mode))
		return FOUND_NOTHING;
	return faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0 ? FOUND_COMMAND : FOUND_FILE;
}

/* The next element of a PATH as "DIR/NAME"; an empty element is the current directory. */
static char *next_candidate(const char **path, const char *name, struct arena *a)
{
	size_t len = strcspn(*path, ":");
	const char *dir = *path;

	*path = dir[len] ? dir + len + 1 : NULL;
	if (!len)
		return arena_printf(a, "./%s", name);
	return arena_printf(a, "%.*s%s%s", (int)len, dir, dir[len - 1] == '/' ? "" : "/", name);
}

/* EXECIGNORE: files that are no commands, by patterns of their whole names. */
static bool is_ignored(struct shell *sh, const char *path)
{
	const char *patterns = var_get(sh, "EXECIGNORE");
	unsigned flags = PATTERN_NOCASE | (sh->opts.extglob ? PATTERN_EXTGLOB : 0);

	return patterns && glob_list_matches(patterns, path, flags);
}

/* What a search finds there. */
static enum found probe_found(struct shell *sh, const char *path)
{
	enum found found = probe(path);

	return found != FOUND_NOTHING && is_ignored(sh, path) ? FOUND_NOTHING : found;
}

/* @lesser: also take a file that cannot be executed, when nothing better is there. */
static char *search(struct shell *sh, const char *path, const char *name, bool lesser,
	bool *ret_lesser, struct arena *a)
{
	char *second = NULL;

	*ret_lesser = false;
	while (path) {
		char *candidate = next_candidate(&path, name, a);
		enum found found = probe_found(sh, candidate);

		if (found == FOUND_COMMAND)
			return candidate;
		if (found == FOUND_FILE && !second)
			second = candidate;
	}
	*ret_lesser = second != NULL;
	return lesser ? second : NULL;
}

char *lookup_in(struct shell *sh, const char *path, const char *name, struct arena *a)
{
	bool lesser;

	if (strchr(name, '/'))
		return probe(name) == FOUND_COMMAND ? arena_strdup(a, name) : NULL;
	return path && *path ? search(sh, path, name, false, &lesser, a) : NULL;
}

static void remember(struct shell *sh, const char *name, const char *path, unsigned hits)
{
	struct remembered *r = xcalloc(1, sizeof(*r));

	r->path = xstrdup(path);
	r->hits = hits;
	r->number = ++sh->lookup->remembered;
	r = map_set(&sh->lookup->commands, name, r);
	if (r)
		free_remembered(r);
}

const char *lookup_known(const struct shell *sh, const char *name)
{
	const struct remembered *r = map_get(&sh->lookup->commands, name);

	return r ? r->path : NULL;
}

/* Asking counts as a hit, whoever asks. */
const char *lookup_remembered(struct shell *sh, const char *name)
{
	struct remembered *r = map_get(&sh->lookup->commands, name);

	if (!r)
		return NULL;
	if (sh->opts.checkhash && probe(r->path) != FOUND_COMMAND) {
		lookup_forget(sh, name);
		return NULL;
	}
	r->hits++;
	return r->path;
}

/* What an exec of @name would try; *ret_lesser: it is there but cannot be executed. */
static char *find_command(struct shell *sh, const char *name, struct arena *a, bool lesser,
	bool *ret_lesser)
{
	const char *path;
	const char *known;
	char *found;

	*ret_lesser = false;
	if (lesser && strchr(name, '/'))
		return arena_strdup(a, name); /* exec finds out what is wrong with it */
	if (strchr(name, '/')) {
		enum found kind = probe(name);

		*ret_lesser = kind == FOUND_FILE;
		return kind == FOUND_COMMAND ? arena_strdup(a, name) : NULL;
	}
	known = lookup_remembered(sh, name);
	if (known)
		return arena_strdup(a, known);
	path = var_get(sh, "PATH");
	if (!path || !*path) /* bash tries the name itself, in the current directory */
		return lesser ? arena_strdup(a, name) : lookup_in(sh, ".", name, a);
	if (!*name)
		return NULL;
	found = search(sh, path, name, lesser, ret_lesser, a);
	if (found && !*ret_lesser && sh->opts.hashall && *found == '/')
		remember(sh, name, found, 1);
	return found;
}

char *lookup_in_default(struct shell *sh, const char *name, struct arena *a)
{
	char *found = lookup_in(sh, lookup_default_path(), name, a);

	if (found && sh->opts.hashall && !strchr(name, '/'))
		remember(sh, name, found, 1);
	return found;
}

char *lookup_for_exec(struct shell *sh, const char *name, struct arena *a)
{
	bool lesser;

	return find_command(sh, name, a, true, &lesser);
}

char *lookup_command(struct shell *sh, const char *name, struct arena *a, int *ret_status)
{
	bool lesser;
	char *found = find_command(sh, name, a, false, &lesser);

	*ret_status = found ? 0 : lesser ? 126 : 127;
	return found;
}

void lookup_all(struct shell *sh, const char *name, struct strv *ret)
{
	const char *path = var_get(sh, "PATH");

	if (strchr(name, '/')) {
		if (probe(name) == FOUND_COMMAND)
			strv_add(ret, name);
		return;
	}
	if (path && !*path)
		return;
	while (path) {
		struct arena_mark mark = arena_mark(&sh->scratch);
		char *candidate = next_candidate(&path, name, &sh->scratch);

		if (probe_found(sh, candidate) == FOUND_COMMAND && !strv_has(ret, candidate))
			strv_add(ret, candidate);
		arena_rewind(&sh->scratch, mark);
	}
}

/* ---- the table ---- */

void lookup_forget_all(struct shell *sh)
{
	if (sh->lookup)
		map_release(&sh->lookup->commands, free_remembered);
}

bool lookup_forget(struct shell *sh, const char *name)
{
	struct remembered *r = map_remove(&sh->lookup->commands, name);

	if (!r)
		return !sh->lookup->remembered;
	free_remembered(r);
	return true;
}

void lookup_remember(struct shell *sh, const char *name, const char *path)
{
	remember(sh, name, path, 0);
}

/* The bucket that bash's table of commands has a name in: it lists them in that order. */
static uint32_t bucket(const char *name)
{
	enum { BUCKETS = 256 };

	return array_hash(name) % BUCKETS;
}

/* For qsort(): by bucket, in it the latest first. */
static int listed_before(const void *a, const void *b)
{
	const struct map_slot *const *left = a;
	const struct map_slot *const *right = b;
	uint32_t x = bucket((*left)->key);
	uint32_t y = bucket((*right)->key);
	const struct remembered *first = (*left)->value;
	const struct remembered *second = (*right)->value;

	if (x != y)
		return x < y ? -1 : 1;
	return first->number > second->number ? -1 : 1;
}

void lookup_each(struct shell *sh, void (*each)(void *arg, const char *name, const char *path,
	unsigned hits),
	void *arg)
{
	const struct map *m = &sh->lookup->commands;
	const struct map_slot **sorted = arena_alloc(&sh->scratch, (m->count + 1) * sizeof(*sorted));
	size_t n = 0;

	for (size_t i = 0; i < m->cap; i++) {
		if (m->slots[i].key)
			sorted[n++] = &m->slots[i];
	}
	qsort(sorted, n, sizeof(*sorted), listed_before);
	for (size_t i = 0; i < n; i++) {
		const struct remembered *r = sorted[i]->value;

		each(arg, sorted[i]->key, r->path, r->hits);
	}
}
