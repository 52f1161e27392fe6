/*
 * shell/var_scope.c - scopes, the temporary environment, and the real one.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "shell/array.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/ast.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "lib/buf.h"
#include "shell/precheck.h"
#include "shell/shell.h"
#include "shell/special.h"
#include "shell/var_internal.h"

/* ---- functions ---- */

struct frame *frame_of_function(const struct shell *sh)
{
	struct frame *f = sh->frame;

	while (f && f->kind == FRAME_SOURCE)
		f = f->up;
	return f && f->kind == FRAME_FUNCTION ? f : NULL;
}

void scope_push(struct shell *sh)
{
	if (!sh->frame->scope) {
		sh->frame->scope = xcalloc(1, sizeof(struct scope));
		sh->frame->scope->kind = SCOPE_FUNCTION;
	}
}

static void copy_value(struct shell *sh, struct var *to, const struct var *from)
{
	if (!from->array) {
		if (from->value)
			var_assign(sh, to, from->value, false);
		return;
	}
	var_clear(to);
	to->array = array_copy(from->array);
	to->flags = (to->flags & ~(unsigned)VAR_UNSET) | (from->flags & (VAR_INDEXED | VAR_ASSOC));
}

/* The scope around that of a function, or of what stands in front of eval. */
static struct scope *scope_around(struct shell *sh, const struct scope *s)
{
	const struct frame *up = sh->frame->up;

	if (s->kind == SCOPE_TEMPORARY)
		return frame_of_function(sh) ? scope_of_function(sh) : sh->globals;
	while (up && up->kind == FRAME_SOURCE)
		up = up->up;
	return up && up->kind == FRAME_FUNCTION && up->scope ? up->scope : sh->globals;
}

/* Value and attributes of @v, whose scope ends, to one around it. */
static void hand_on(struct shell *sh, struct var *v)
{
	struct scope *scope = scope_around(sh, v->scope);
	struct name *entry = name_of(v);
	struct var *to = v->hidden;

	while (to && to->scope != scope)
		to = to->hidden;
	if (!to) {
		struct var *in_front = entry->var;

		entry->var = v->hidden; /* the new one is not to stand before @v */
		to = var_new(sh, entry, scope, VAR_UNSET);
		v->hidden = entry->var;
		entry->var = in_front;
	}
	copy_value(sh, to, v);
	to->flags |= v->flags & (VAR_EXPORT | VAR_READONLY);
	if (scope != sh->globals)
		to->flags |= VAR_TEMPORARY | VAR_PROPAGATE;
}

/* Free the variables of @s and what it remembers. */
static void scope_release(struct shell *sh, struct scope *s)
{
	while (s->vars) {
		if (s->vars->flags & VAR_PROPAGATE && (s->kind == SCOPE_FUNCTION || s->merged))
			hand_on(sh, s->vars);
		var_remove(sh, s->vars);
	}
	if (s->saved_options) {
		bool monitor = sh->opts.monitor;

		sh->opts = *s->saved_options;
		sh->opts.monitor = monitor;
		free(s->saved_options);
	}
	free(s);
}

void scope_pop(struct shell *sh)
{
	struct scope *s = sh->frame->scope;

	if (!s)
		return;
	scope_release(sh, s);
	sh->frame->scope = NULL;
}

void scopes_drop(struct shell *sh)
{
	for (struct frame *f = sh->frame; f; f = f->up) {
		if (!f->scope)
			continue;
		while (f->scope->vars)
			var_remove(sh, f->scope->vars);
		free(f->scope->saved_options);
		free(f->scope);
		f->scope = NULL;
	}
}

struct scope *scope_of_function(struct shell *sh)
{
	struct frame *f = frame_of_function(sh);

	if (!f)
		return NULL;
	if (!f->scope) {
		f->scope = xcalloc(1, sizeof(struct scope));
		f->scope->kind = SCOPE_FUNCTION;
	}
	return f->scope;
}

/* `shopt -s localvar_inherit`: value and attributes of what is hidden. */
static void inherit(struct var *v, const struct var *from)
{
	v->flags |= from->flags & ~(unsigned)(VAR_NAMEREF | VAR_LOCAL | VAR_DYNAMIC |
		VAR_IMPORTED | VAR_TEMPORARY | VAR_PROPAGATE);
	if (!(from->flags & VAR_UNSET))
		v->flags &= ~(unsigned)VAR_UNSET;
	if (from->value)
		var_store(v, from->value, from->value_len);
	if (from->array)
		v->array = array_copy(from->array);
}

static void set_value(struct var *v, const char *value, size_t len)
{
	var_store(v, value, len);
	v->flags &= ~(unsigned)VAR_UNSET;
}

static struct var *declare_local(struct shell *sh, struct name *entry)
{
	struct scope *scope = scope_of_function(sh);
	struct var *outer = entry->var;
	struct var *v = outer;

	while (v && v->scope != scope)
		v = v->hidden;
	/* Of `local v; v=1 local v` what stands in front makes a new one. */
	if (v && var_is_temporary(outer)) {
		var_remove(sh, v);
		v = NULL;
	}
	if (v) {
		v->flags |= VAR_LOCAL;
		return v;
	}
	if (outer && outer->scope == sh->globals && outer->flags & VAR_READONLY) {
		diag(sh, "%s: readonly variable", entry->text);
		return NULL;
	}
	if (outer && outer->flags & VAR_NO_ASSIGN) {
		diag(sh, "%s: variable may not be assigned value", entry->text);
		return NULL;
	}
	v = var_new(sh, entry, scope, VAR_LOCAL | VAR_UNSET);
	if (outer && (sh->opts.localvar_inherit || var_is_temporary(outer)))
		inherit(v, outer);
	else if (outer && outer->flags & VAR_TEMPORARY && outer->value) /* from in front of a caller */
		set_value(v, outer->value, outer->value_len);
	if (outer && outer->flags & VAR_EXPORT) {
		v->flags |= VAR_EXPORT;
		globals_of(sh)->environ_dirty = true;
	}
	if (entry->watched)
		special_assigned(sh, v);
	return v;
}

struct var *var_declare(struct shell *sh, const char *name, bool local)
{
	struct name *entry = name_find(globals_of(sh), name, strlen(name), true);
	struct var *v = entry->var;

	if (local && frame_of_function(sh))
		return declare_local(sh, entry);
	while (v && v->scope != sh->globals)
		v = v->hidden;
	return v ? v : var_new(sh, entry, sh->globals, VAR_UNSET);
}

/* ---- A=1 cmd ---- */

void scope_push_temporary(struct shell *sh)
{
	struct globals *g = globals_of(sh);
	struct scope *s = xcalloc(1, sizeof(*s));

	s->kind = SCOPE_TEMPORARY;
	s->in_function = frame_of_function(sh);
	s->up = g->temporary;
	g->temporary = s;
}

/* `A+=1 cmd`: to what @outer has. */
static bool append_to(struct shell *sh, struct var *outer, const char **value)
{
	const char *before = var_value(sh, outer);
	int64_t a, b;

	if (!before)
		return true;
	if (!(outer->flags & VAR_INTEGER)) {
		*value = arena_printf(&sh->scratch, "%s%s", before, *value);
		return true;
	}
	if (!arith_eval_value(sh, before, &a) || !arith_eval_value(sh, *value, &b))
		return false;
	*value = arena_printf(&sh->scratch, "%lld", (long long)((uint64_t)a + (uint64_t)b));
	return true;
}

/* The variable that @name sets: a reference to a variable is followed, one to an element is not. */
static const char *target_name(struct shell *sh, const char *name)
{
	const char *end = name;
	const char *subscript = NULL;

	var_resolve(sh, name, &end, &subscript);
	return end && !subscript ? end : name;
}

bool scope_assign_temporary(struct shell *sh, const struct assign *as)
{
	struct globals *g = globals_of(sh);
	struct var *outer = var_find(sh, as->name);
	const char *name = target_name(sh, as->name);
	struct name *entry = name_find(g, name, strlen(name), true);
	struct var *v = entry->var;
	const char *value;

	if (as->subscript) {
		diag(sh, "`%.*s': not a valid identifier",
			(int)(strcspn(as->text, "=") - as->append), as->text);
		return !sh->opts.posix;
	}
	if (outer && outer->flags & VAR_READONLY) {
		diag_grave(sh, "%s: readonly variable", as->name);
		return !sh->opts.posix; /* elsewhere the command runs all the same */
	}
	value = as->is_array ? assign_list_as_text(sh, as) : expand_assignment(sh, as->value);
	if (!value)
		return false;
	if (as->append && outer && !append_to(sh, outer, &value))
		return false;
	xtrace_assignment(sh, as->name, false, value);
	if (!v || v->scope != g->temporary)
		v = var_new(sh, entry, g->temporary, VAR_EXPORT | VAR_TEMPORARY);
	var_store(v, value, strlen(value));
	g->environ_dirty = true;
	if (entry->watched)
		special_assigned(sh, v);
	return true;
}

bool var_is_temporary(const struct var *v)
{
	return v->scope->kind == SCOPE_TEMPORARY && !v->scope->merged;
}

struct var *var_behind_temporary(struct shell *sh, const struct var *v)
{
	struct var *behind = v->hidden;

	while (behind && var_is_temporary(behind))
		behind = behind->hidden;
	return behind ? behind : var_new(sh, name_of(v), sh->globals, VAR_UNSET);
}

bool var_outlive(struct shell *sh, struct var *v, unsigned flags, bool declares)
{
	struct var *behind;

	if (!(v->flags & VAR_TEMPORARY))
		return true;
	if (!var_is_temporary(v)) {
		bool stays = v->scope->kind == SCOPE_TEMPORARY && !v->scope->in_function && !declares;

		v->flags |= stays ? 0 : VAR_PROPAGATE;
		return true;
	}
	behind = var_behind_temporary(sh, v);
	if (!var_assign(sh, behind, v->value ? v->value : "", false))
		return false;
	behind->flags |= (v->flags & VAR_EXPORT) | flags;
	globals_of(sh)->environ_dirty = true;
	return true;
}

void scope_pop_temporary(struct shell *sh)
{
	struct globals *g = globals_of(sh);
	struct scope *s = g->temporary;

	g->temporary = s->up;
	scope_release(sh, s);
}

void scope_hide_temporary(struct shell *sh, bool hide)
{
	struct var *v = globals_of(sh)->temporary->vars;

	for (; v; v = v->next) {
		struct name *entry = name_of(v);

		if (hide) {
			entry->var = v->hidden;
		} else {
			v->hidden = entry->var;
			entry->var = v;
		}
	}
}

void scope_keep_temporary(struct shell *sh)
{
	struct globals *g = globals_of(sh);
	struct scope *s = g->temporary;

	while (s->vars) {
		struct var *v = s->vars;
		struct name *entry = name_of(v);

		entry->var = v->hidden; /* what is seen without it gets its value */
		if (v->value || v->array) {
			struct var *to = var_visible(sh, entry->text);

			copy_value(sh, to, v);
			var_change_flags(sh, to, VAR_EXPORT, 0);
		}
		v->hidden = entry->var;
		entry->var = v;
		var_remove(sh, v);
	}
	scope_pop_temporary(sh);
}

void scope_adopt_temporary(struct shell *sh)
{
	struct globals *g = globals_of(sh);
	struct scope *s = g->temporary;

	g->temporary = s->up;
	s->up = NULL;
	s->kind = SCOPE_FUNCTION;
	sh->frame->scope = s;
}

/* ---- the environment ---- */

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
