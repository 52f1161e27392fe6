/*
 * shell/var_name.c - the table of names, and variables coming and going under them.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "shell/array.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

enum { FIRST_NAMES = 512 };

struct globals *globals_of(const struct shell *sh)
{
	return (struct globals *)((char *)sh->globals - offsetof(struct globals, scope));
}

struct globals *globals_new(void)
{
	struct globals *g = xcalloc(1, sizeof(*g));

	g->n_buckets = FIRST_NAMES;
	g->buckets = xcalloc(g->n_buckets, sizeof(struct name *));
	g->environ_dirty = true;
	return g;
}

void globals_free(struct globals *g)
{
	for (size_t i = 0; i < g->n_buckets; i++) {
		while (g->buckets[i]) {
			struct name *entry = g->buckets[i];

			g->buckets[i] = entry->next;
			while (entry->var) {
				struct var *v = entry->var;

				entry->var = v->hidden;
				var_clear(v);
				free(v);
			}
			free(entry);
		}
	}
	free(g->buckets);
	var_clear(&g->element_view);
	strv_release(&g->foreign);
	arena_release(&g->environ_memory);
	free(g);
}

static void grow_names(struct globals *g)
{
	struct name **old = g->buckets;
	size_t n = g->n_buckets;

	g->n_buckets = n * 2;
	g->buckets = xcalloc(g->n_buckets, sizeof(struct name *));
	for (size_t i = 0; i < n; i++) {
		while (old[i]) {
			struct name *entry = old[i];
			struct name **head = &g->buckets[entry->hash & (g->n_buckets - 1)];

			old[i] = entry->next;
			entry->next = *head;
			*head = entry;
		}
	}
	free(old);
}

static struct name *make_name(struct globals *g, const char *name, size_t len, uint32_t hash)
{
	struct name *entry = xcalloc(1, sizeof(*entry) + len + 1);
	struct name **head;

	if (g->n_names++ >= g->n_buckets)
		grow_names(g);
	head = &g->buckets[hash & (g->n_buckets - 1)];
	memcpy(entry->text, name, len);
	entry->hash = hash;
	entry->next = *head;
	*head = entry;
	return entry;
}

struct name *name_find(struct globals *g, const char *name, size_t len, bool make)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619u;
	for (struct name *e = g->buckets[hash & (g->n_buckets - 1)]; e; e = e->next)
		if (e->hash == hash && strncmp(e->text, name, len) == 0 && !e->text[len])
			return e;
	return make ? make_name(g, name, len, hash) : NULL;
}

struct name *name_of(const struct var *v)
{
	return (struct name *)((uintptr_t)v->name - offsetof(struct name, text));
}

struct var *var_new(struct shell *sh, struct name *entry, struct scope *scope, unsigned flags)
{
	struct var *v = xcalloc(1, sizeof(*v));
	struct var **at = &entry->var;

	v->name = entry->text;
	v->flags = flags;
	v->scope = scope;
	while (scope == sh->globals && *at)
		at = &(*at)->hidden;
	v->hidden = *at;
	*at = v;
	if (scope != sh->globals) {
		v->next = scope->vars;
		scope->vars = v;
	}
	return v;
}

void var_clear(struct var *v)
{
	free(v->value);
	array_free(v->array);
	v->value = NULL;
	v->value_len = v->value_cap = 0;
	v->array = NULL;
}

void var_remove(struct shell *sh, struct var *v)
{
	struct name *entry = name_of(v);
	struct var **at = &entry->var;

	while (*at != v)
		at = &(*at)->hidden;
	*at = v->hidden;
	if (v->scope != sh->globals) {
		for (at = &v->scope->vars; *at != v;)
			at = &(*at)->next;
		*at = v->next;
	}
	/* What was hidden may be exported where the other was not. */
	globals_of(sh)->environ_dirty = true;
	v->flags |= VAR_UNSET;
	if (entry->watched)
		special_assigned(sh, entry->var ? entry->var : v);
	var_clear(v);
	free(v);
}
