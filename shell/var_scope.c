/*
 * shell/var_scope.c - scopes, and what stands in front of a command.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/array.h"
#include "shell/ast.h"
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

/* The value of @v to what @reference stands for, be it an element; the variable, NULL: refused. */
static struct var *assign_referred(struct shell *sh, const struct var *reference, const struct var *v)
{
	const char *target = reference->value;
	const char *name = arena_strndup(&sh->scratch, target, strcspn(target, "["));

	return var_set(sh, target, v->value ? v->value : "") ? var_find(sh, name) : NULL;
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
	if (to->flags & VAR_READONLY) /* which it got in the function: bash says so, and goes on */
		diag_grave(sh, "%s: readonly variable", to->name);
	if (to->flags & VAR_NAMEREF && to->value && !(v->flags & (VAR_INDEXED | VAR_ASSOC))) {
		to = assign_referred(sh, to, v);
		if (!to)
			return;
	} else {
		copy_value(sh, to, v);
	}
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
		diag(sh, "%s: %s: variable may not be assigned value", sh->builtin_name,
			entry->text);
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

	if (!(outer->flags & VAR_INTEGER)) {
		*value = arena_printf(&sh->scratch, "%s%s", before ? before : "", *value);
		return true;
	}
	if (!arith_eval_value(sh, before ? before : "", &a) || !arith_eval_value(sh, *value, &b))
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
	if (behind->flags & VAR_NAMEREF && behind->value)
		behind = assign_referred(sh, behind, v);
	else if (!var_assign(sh, behind, v->value ? v->value : "", false))
		behind = NULL;
	if (!behind)
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
			if ((to->flags & (VAR_TEMPORARY | VAR_LOCAL)) == VAR_TEMPORARY && !s->merged)
				to->flags |= VAR_PROPAGATE; /* from in front of the function */
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
