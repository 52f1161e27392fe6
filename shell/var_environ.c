/*
 * shell/var_environ.c - the environment: what programs get of the variables and functions, and
 * what the shell takes from the one that it was started with.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "shell/array.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/precheck.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

static bool is_passed_on(const struct var *v)
{
	return v && v->flags & VAR_EXPORT && !(v->flags & (VAR_INDEXED | VAR_ASSOC)) &&
		!(v->flags & VAR_UNSET && !(v->flags & VAR_DYNAMIC));
}

struct environ_builder {
	struct arena *arena;
	char **items;
	size_t n, cap;
};

static void environ_add(struct environ_builder *b, char *text)
{
	if (b->n + 1 >= b->cap) {
		size_t cap = b->cap ? b->cap * 2 : 64;
		char **more = arena_alloc(b->arena, cap * sizeof(*more));

		if (b->n)
			memcpy(more, b->items, b->n * sizeof(*more));
		b->items = more;
		b->cap = cap;
	}
	b->items[b->n++] = text;
	b->items[b->n] = NULL;
}

static void add_functions(struct shell *sh, struct environ_builder *b)
{
	for (size_t i = 0; i < sh->functions.cap; i++) {
		const struct func *f = sh->functions.slots[i].key ? sh->functions.slots[i].value : NULL;
		scoped_buf struct buf text = BUF_INIT;

		if (!f || !f->exported)
			continue;
		ast_print_function(&text, "", f->node);
		environ_add(b, arena_printf(b->arena, "BASH_FUNC_%s%%%%=%s", f->name,
			text.s + strspn(text.s, " ")));
	}
}

/* A variable of the environment and where bash's tables have it. */
struct passed {
	uint32_t rank;
	unsigned number;
	char *text;
};

/*
 * Bash hands on the tables one behind the other, bucket by bucket: the assignments in front of the
 * command and the locals of functions, in four buckets, then the global variables.
 */
static uint32_t rank_of(const struct shell *sh, const struct var *v)
{
	enum { FEW = 4, MANY = 1024 };
	uint32_t hash = array_hash(v->name);

	return v->scope == sh->globals ? FEW + hash % MANY : hash % FEW;
}

/* For qsort(): in a bucket the latest first. */
static int passed_before(const void *a, const void *b)
{
	const struct passed *x = a;
	const struct passed *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->number > y->number ? -1 : 1;
}

static void add_variables(struct shell *sh, struct environ_builder *b)
{
	struct globals *g = globals_of(sh);
	struct passed *list = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < g->n_buckets; i++) {
		for (struct name *entry = g->buckets[i]; entry; entry = entry->next) {
			struct var *v = entry->var;
			const char *value;

			/* A local without a value does not cover an exported one. */
			while (v && v->flags & VAR_UNSET && !(v->flags & VAR_DYNAMIC))
				v = v->hidden;
			if (!is_passed_on(v) || strcmp(entry->text, "_") == 0)
				continue;
			if (v->flags & VAR_IMPORTED && !precheck_sees(sh, entry->text))
				continue;
			/* An imported one that is computed has what it was when last asked for. */
			value = v->flags & VAR_IMPORTED && v->flags & VAR_DYNAMIC ? v->value :
				var_value(sh, v);
			if (!value)
				continue;
			if (n == cap) {
				cap = cap ? 2 * cap : 64;
				list = xreallocarray(list, cap, sizeof(*list));
			}
			list[n] = (struct passed){.rank = rank_of(sh, v), .number = (unsigned)n,
				.text = arena_printf(b->arena, "%s=%s", entry->text, value)};
			n++;
		}
	}
	if (n)
		qsort(list, n, sizeof(*list), passed_before);
	for (size_t i = 0; i < n; i++)
		environ_add(b, list[i].text);
	free(list);
}

static void rebuild(struct shell *sh, struct globals *g)
{
	struct environ_builder b = {.arena = &g->environ_memory};

	arena_reset(&g->environ_memory);
	for (size_t i = 0; i < g->foreign.len; i++)
		environ_add(&b, g->foreign.items[i]);
	add_variables(sh, &b);
	add_functions(sh, &b);
	if (!b.items)
		environ_add(&b, NULL);
	g->environ = precheck_environ(sh, b.items, &g->environ_memory);
	g->n_environ = 0;
	while (g->environ[g->n_environ])
		g->n_environ++;
	g->environ_dirty = false;
}

char **var_environ_for(struct shell *sh, const char *path, struct arena *a)
{
	struct globals *g = globals_of(sh);
	char **copy;
	size_t n = 0;

	if (g->environ_dirty)
		rebuild(sh, g);
	copy = arena_alloc(a, (g->n_environ + 2) * sizeof(*copy));
	memcpy(copy, g->environ, g->n_environ * sizeof(*copy));
	n = g->n_environ;
	if (path)
		copy[n++] = arena_printf(a, "_=%s", path);
	copy[n] = NULL;
	return copy;
}

char **environ_with(struct arena *a, char **envp, char *const *add)
{
	size_t n = 0;
	size_t more = 0;
	char **out;

	while (envp[n])
		n++;
	while (add[more])
		more++;
	out = arena_alloc(a, (n + more + 1) * sizeof(*out));
	n = 0;
	for (; *envp; envp++) {
		bool replaced = false;
		size_t len = strcspn(*envp, "=") + 1;

		for (size_t i = 0; i < more; i++)
			replaced |= strncmp(*envp, add[i], len) == 0;
		if (!replaced)
			out[n++] = *envp;
	}
	memcpy(out + n, add, (more + 1) * sizeof(*out));
	return out;
}

char **var_environ(struct shell *sh, struct arena *a)
{
	return var_environ_for(sh, NULL, a);
}

/* One string of our own environment. */
static void import_string(struct shell *sh, const char *text, bool privileged)
{
	struct globals *g = globals_of(sh);
	const char *equals = strchr(text, '=');
	size_t len = equals ? (size_t)(equals - text) : 0;
	struct var *v;

	if (!len)
		return;
	if (len > 12 && strncmp(text, "BASH_FUNC_", 10) == 0 && strncmp(equals - 2, "%%", 2) == 0) {
		scoped_free char *name = xstrndup(text + 10, len - 12);

		if (!privileged && strncmp(equals + 1, "() {", 4) == 0)
			func_import(sh, name, equals + 1);
		return;
	}
	if (!is_name(text, len)) {
		strv_add(&g->foreign, text);
		return;
	}
	if (privileged && ((len == 9 && strncmp(text, "SHELLOPTS", 9) == 0) ||
		(len == 8 && strncmp(text, "BASHOPTS", 8) == 0)))
		return;
	v = var_visible(sh, arena_strndup(&sh->scratch, text, len));
	if (v->flags & VAR_READONLY)
		return; /* SHELLOPTS and BASHOPTS: shell_variables_init() looks at them */
	if (v->flags & (VAR_INDEXED | VAR_ASSOC)) /* a computed array: an ordinary variable */
		v->flags &= ~(unsigned)(VAR_INDEXED | VAR_ASSOC | VAR_DYNAMIC | VAR_NO_ASSIGN |
			VAR_NO_UNSET);
	if (v->flags & VAR_DYNAMIC)
		special_imported(sh, v, equals + 1);
	else
		var_store(v, equals + 1, strlen(equals + 1));
	v->flags = (v->flags & ~(unsigned)VAR_UNSET) | VAR_EXPORT | VAR_IMPORTED;
}

void var_import(struct shell *sh, char **environ_strings, bool privileged)
{
	for (; *environ_strings; environ_strings++)
		import_string(sh, *environ_strings, privileged);
	globals_of(sh)->environ_dirty = true;
}
