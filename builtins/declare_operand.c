/*
 * builtins/declare_operand.c - one NAME, NAME=value or NAME[sub]=value of declare and its kin.
 */
#include "builtins/declare.h"

#include <string.h>

#include "builtins/builtins.h"
#include "lib/alloc.h"
#include "shell/array.h"
#include "shell/assign.h"
#include "shell/ast.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

/* One operand taken apart. */
struct operand {
	const char *word;
	const char *name;
	const char *subscript;      /* text between the brackets; NULL: none */
	const char *value;          /* NULL: none */
	bool append;
};

static bool take_apart(struct shell *sh, const char *word, struct operand *o)
{
	struct assign_text parts;
	size_t name_len;

	*o = (struct operand){.word = word};
	if (assign_text_split(word, &parts)) {
		name_len = parts.name_len;
		if (parts.subscript)
			o->subscript = arena_strndup(&sh->scratch, word + parts.subscript,
				parts.subscript_len);
		o->value = word + parts.value;
		o->append = parts.append;
	} else {
		name_len = strcspn(word, "[");
		if (word[name_len]) {
			const char *subscript = word + name_len + 1;
			size_t len = subscript_length(subscript);

			if (!len || strcmp(subscript + len, "]") != 0)
				return false;
			o->subscript = arena_strndup(&sh->scratch, subscript, len);
		}
	}
	o->name = arena_strndup(&sh->scratch, word, name_len);
	return is_name(o->name, name_len);
}

/* ---- attributes ---- */

static bool conversion_ok(struct shell *sh, const struct declaration *d, const struct var *v)
{
	const char *what = NULL;

	if (d->remove & v->flags & (VAR_INDEXED | VAR_ASSOC))
		what = "cannot destroy array variables in this way";
	else if (d->add & VAR_ASSOC && v->flags & VAR_INDEXED)
		what = "cannot convert indexed to associative array";
	else if (d->add & VAR_INDEXED && v->flags & VAR_ASSOC)
		what = "cannot convert associative to indexed array";
	if (what)
		builtin_error(sh, d->builtin, 1, "%s: %s", v->name, what);
	return !what;
}

static bool readonly_ok(struct shell *sh, const struct declaration *d, const struct var *v,
	const struct operand *o)
{
	if (!(v->flags & VAR_READONLY))
		return true;
	if (!o->value && !(d->remove & VAR_READONLY) && !(d->add & VAR_NAMEREF))
		return true;
	builtin_error(sh, d->builtin, 1, "%s: readonly variable", o->name);
	return false;
}

/* ---- which variable ---- */

static bool may_be_local(struct shell *sh, const struct declaration *d, const char *name)
{
	const struct var *v = var_find_noref(sh, name);

	if (!v || !(v->flags & VAR_READONLY) || v->scope != sh->globals)
		return true;
	builtin_error(sh, d->builtin, 1, "%s: readonly variable", name);
	return false;
}

static bool is_own_local(struct shell *sh, const struct var *v)
{
	return v && v->flags & VAR_LOCAL && v->scope == scope_of_function(sh);
}

/* Attributes and values go to what the reference @name stands for; of declare -g, to a global. */
static struct var *referred(struct shell *sh, const struct declaration *d, const char *name)
{
	bool global = frame_of_function(sh) && d->global && !d->visible;
	const char *meant = NULL;
	const char *subscript = NULL;

	if (global && var_resolve(sh, name, &meant, &subscript) && meant && !subscript)
		return var_declare(sh, meant, false);
	return var_visible(sh, name);
}

static struct var *find_variable(struct shell *sh, const struct declaration *d, const char *name)
{
	bool inherit = sh->opts.localvar_inherit;
	struct var *v;

	if (frame_of_function(sh) && !d->global) {
		if (!may_be_local(sh, d, name))
			return NULL;
		sh->opts.localvar_inherit |= d->inherit;
		v = var_declare(sh, name, true);
		sh->opts.localvar_inherit = inherit;
		return v;
	}
	if (d->global && !(d->visible && is_own_local(sh, var_find_noref(sh, name))))
		v = var_declare(sh, name, false);
	else
		v = var_find_noref(sh, name);
	if (d->add & VAR_NAMEREF)
		return v ? v : var_declare(sh, name, false);
	if (v && !(v->flags & VAR_NAMEREF))
		return v;
	return v ? referred(sh, d, name) : var_visible(sh, name);
}

/* ---- namerefs ---- */

static const char bad_meaning[] = "`%s': invalid variable name for name reference";
static const char is_array[] = "%s: reference variable cannot be an array";

static bool reference_ok(struct shell *sh, const struct declaration *d, const struct operand *o)
{
	if (!o->value)
		return true;
	if (strcmp(o->value, o->name) == 0 && !frame_of_function(sh)) {
		builtin_error(sh, d->builtin, 1,
			"%s: nameref variable self references not allowed", o->name);
		return false;
	}
	if (strcmp(o->value, o->name) == 0) {
		builtin_error(sh, d->builtin, 1, "warning: %s: circular name reference", o->name);
		diag(sh, "warning: %s: circular name reference", o->name);
	}
	/* What += makes of it is known when the variable is. */
	if (o->append || is_variable_text(o->value))
		return true;
	if (!*o->value) {
		const struct var *v = var_find_noref(sh, o->name);
		bool is_meant = v && (!frame_of_function(sh) || d->global || is_own_local(sh, v));

		if (is_meant && v->flags & (VAR_INDEXED | VAR_ASSOC))
			builtin_error(sh, d->builtin, 1, is_array, o->name);
		else
			builtin_error(sh, d->builtin, 1, "`': not a valid identifier");
		return false;
	}
	builtin_error(sh, d->builtin, 1, bad_meaning, o->value);
	return false;
}

/* Stores what @v is to refer to; false: that is no name, and of a bad operand it was told. */
static bool store_reference(struct shell *sh, const struct declaration *d, struct var *v,
	const struct operand *o)
{
	const char *text = o->value;

	if (o->append && v->value)
		text = arena_printf(&sh->scratch, "%s%s", v->value, o->value);
	if (!is_variable_text(text)) {
		if (!is_variable_text(o->value))
			builtin_error(sh, d->builtin, 1, "`%s': not a valid identifier", o->value);
		return false;
	}
	v->flags |= d->add;
	var_store(v, text, strlen(text));
	var_changed(sh, v);
	return true;
}

static int make_reference(struct shell *sh, const struct declaration *d, const struct operand *o)
{
	bool is_new = !var_find_noref(sh, o->name);
	struct var *v;

	if (o->subscript)
		return builtin_error(sh, d->builtin, 1, "%s[%s]: reference variable cannot be an array",
			o->name, o->subscript);
	if (!reference_ok(sh, d, o)) {
		/* That one is looked at when a local is there already. */
		if (!*o->value && frame_of_function(sh) && !d->global)
			find_variable(sh, d, o->name);
		return STATUS_BAD_ASSIGNMENT;
	}
	v = find_variable(sh, d, o->name);
	if (!v)
		return 1;
	if (!o->value && v->value && !(v->flags & (VAR_NAMEREF | VAR_UNSET)) &&
		!is_name(v->value, strcspn(v->value, "[")))
		return builtin_error(sh, d->builtin, 1, bad_meaning, v->value);
	if (!readonly_ok(sh, d, v, o))
		return 1;
	if (v->flags & (VAR_INDEXED | VAR_ASSOC))
		return builtin_error(sh, d->builtin, 1, is_array, o->name);
	if (!o->value)
		v->flags |= d->add;
	else if (!store_reference(sh, d, v, o)) {
		if (is_new && (d->global || !frame_of_function(sh)))
			var_unset_noref(sh, o->name);
		return STATUS_BAD_ASSIGNMENT;
	}
	return 0;
}

/* ---- values ---- */

/* declare -a "x=(1 2)": the value was quoted and is read as a list now. */
static bool assign_list_text(struct shell *sh, struct var *v, const char *value, bool append)
{
	char *text = arena_printf(&sh->scratch, "%s%s%s", v->name, append ? "+=" : "=", value);
	struct program *p = parse_text(sh, text, strlen(text), "declare", sh->line);
	const struct node *n = p ? p->root : NULL;
	bool ok = n && n->kind == NODE_SIMPLE && n->simple.assigns && !n->simple.words &&
		assign_apply(sh, n->simple.assigns, v);

	program_unref(p);
	return ok;
}

static const char *key_of(struct shell *sh, struct var *v, const struct operand *o)
{
	return var_key_to_assign(sh, v, o->word, strlen(o->name), strlen(o->subscript));
}

static bool assign_value(struct shell *sh, struct var *v, const struct operand *o)
{
	size_t len;
	const char *key;

	if (o->subscript) {
		key = key_of(sh, v, o);
		return key && var_set_element(sh, v, key, o->value, o->append);
	}
	len = strlen(o->value);
	if (v->flags & (VAR_INDEXED | VAR_ASSOC) && len > 1 && *o->value == '(' &&
		o->value[len - 1] == ')')
		return assign_list_text(sh, v, o->value, o->append);
	return var_assign(sh, v, o->value, o->append);
}

/* ---- one operand ---- */

/* In a function `declare -g NAME[sub]=value`, or -a, makes a global array, and assigns by the name. */
static struct var *array_assigned(struct shell *sh, const struct declaration *d, struct var *v,
	const struct operand *o)
{
	struct var *seen = frame_of_function(sh) && d->global ? var_find(sh, o->name) : v;
	size_t len = strlen(o->value);

	if (!seen || seen == v || !(o->subscript || v->flags & VAR_INDEXED) ||
		(!o->subscript && len > 1 && *o->value == '(' && o->value[len - 1] == ')'))
		return v;
	if (!(seen->flags & (VAR_INDEXED | VAR_ASSOC)))
		var_to_array(seen, false);
	if (v->flags & VAR_UNSET)
		elements_store(sh, v, &(struct elements){0}, false);
	return seen;
}

/* A local scalar that becomes an array loses its value, but where values are inherited. */
static void forget_scalar(struct shell *sh, const struct declaration *d, struct var *v)
{
	if (!frame_of_function(sh) || d->global || d->inherit || sh->opts.localvar_inherit ||
		!var_is_set(v) || v->flags & (VAR_INDEXED | VAR_ASSOC))
		return;
	var_clear(v);
	v->array = array_new(d->add & VAR_ASSOC);
	v->flags |= d->add & VAR_ASSOC ? VAR_ASSOC : VAR_INDEXED;
}

static int declare_variable(struct shell *sh, const struct declaration *d, const struct operand *o)
{
	const unsigned late = VAR_READONLY;
	struct declaration with = *d;
	struct var *v;
	struct var *to;
	bool is_new;

	/* set -a, which is for scalars that are not local */
	if (sh->opts.allexport && !frame_of_function(sh) && !var_find_noref(sh, o->name) &&
		!o->subscript && !(d->add & (VAR_INDEXED | VAR_ASSOC)))
		with.add |= VAR_EXPORT;
	v = var_find(sh, o->name);
	is_new = !v || frame_of_function(sh);
	if (frame_of_function(sh) && !d->global && !is_own_local(sh, v))
		v = NULL;
	if (o->subscript && !(d->add & VAR_ASSOC) && !(v && v->flags & VAR_ASSOC))
		with.add |= VAR_INDEXED;
	v = find_variable(sh, d, o->name);
	if (!v)
		return 1;
	if (v->flags & VAR_NAMEREF && o->value && !d->remove && !is_variable_text(o->value))
		return builtin_error(sh, d->builtin, 1, bad_meaning, o->value);
	if (!readonly_ok(sh, d, v, o))
		return o->value ? STATUS_BAD_ASSIGNMENT : 1;
	if (with.add & (VAR_INDEXED | VAR_ASSOC))
		forget_scalar(sh, &with, v);
	/* NAME[sub] makes the array before `declare +a' is told that it cannot unmake it. */
	if (is_new && with.add & VAR_INDEXED && !(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		var_to_array(v, false);
	if (is_new && o->value && !frame_of_function(sh) && v->flags & VAR_INDEXED)
		v->flags &= ~(unsigned)VAR_UNSET;
	if (v->flags & VAR_ASSOC && !(d->add & VAR_INDEXED))
		with.add &= ~(unsigned)VAR_INDEXED;
	if (!conversion_ok(sh, &with, v) || !var_change_flags(sh, v, with.add & ~late, d->remove))
		return 1;
	/* bash makes it readonly before it assigns an element, which it cannot any more then. */
	if (o->value && o->subscript)
		v->flags |= d->add & late;
	to = o->value ? array_assigned(sh, d, v, o) : v;
	if (o->value && o->subscript && to->flags & VAR_READONLY) {
		if (!key_of(sh, v, o))
			return STATUS_BAD_ASSIGNMENT;
		diag_grave(sh, "%s: readonly variable", v->name);
	} else if (o->value && !assign_value(sh, to, o))
		return STATUS_BAD_ASSIGNMENT;
	if (d->add & (VAR_EXPORT | VAR_READONLY) &&
		!var_outlive(sh, to, d->add & (VAR_EXPORT | VAR_READONLY), true))
		return 1;
	v->flags |= d->add & late;
	return 0;
}

/* The reference @name that the options mean; NULL: it is none. */
static struct var *reference_meant(struct shell *sh, const struct declaration *d, const char *name)
{
	struct var *v = var_find_noref(sh, name);

	while (v && d->global && v->scope != sh->globals)
		v = v->hidden;
	if (frame_of_function(sh) && !d->global && !is_own_local(sh, v))
		return NULL;
	return v && v->flags & VAR_NAMEREF ? v : NULL;
}

/* The last reference that @v leads to. */
static struct var *last_reference(struct shell *sh, struct var *v)
{
	enum { DEEPEST = 8 };

	for (int depth = 0; v->value && depth < DEEPEST; depth++) {
		struct var *next = var_find_noref(sh, v->value);

		if (!next || !(next->flags & VAR_NAMEREF))
			break;
		v = next;
	}
	return v;
}

/*
 * `declare +n NAME…`: all else goes to what it refers to, then the last reference is none any
 * more.  In a function, NAME=value makes a local of that name, and the reference stays one.
 */
static int unmake_reference(struct shell *sh, const struct declaration *d, const struct operand *o)
{
	struct var *v = reference_meant(sh, d, o->name);
	bool local = frame_of_function(sh) && !d->global;
	struct operand to = *o;
	int status = 0;

	if (!v)
		return declare_variable(sh, d, o);
	if (o->value && !o->subscript && (local || !v->value) && !is_variable_text(o->value)) {
		if (!local)
			var_unset_noref(sh, o->name);
		return builtin_error(sh, d->builtin, STATUS_BAD_ASSIGNMENT,
			"`%s': not a valid identifier", o->value);
	}
	v = last_reference(sh, v);
	if (v->value && o->value && strchr(v->value, '[')) {
		status = var_set(sh, v->value, o->value) ? 0 : STATUS_BAD_ASSIGNMENT;
	} else if (v->value && o->value) {
		to.name = arena_strdup(&sh->scratch, v->value);
		to.word = arena_printf(&sh->scratch, "%s%s", to.name, o->word + strlen(o->name));
		status = declare_variable(sh, d, &to);
	} else if (o->value || d->add || d->remove != VAR_NAMEREF) {
		status = declare_variable(sh, d, o);
	}
	if (!status && !(local && o->value && v->value))
		v->flags &= ~(unsigned)VAR_NAMEREF;
	return status;
}

/* @o is read again with what @v refers to in place of its name. */
static bool take_meant(struct shell *sh, const struct var *v, struct operand *o)
{
	return take_apart(sh, arena_printf(&sh->scratch, "%s%s", v->value, o->word + strlen(o->name)), o);
}

/*
 * What a reference makes of @o.  One to NAME[SUB] that is not to be made local stands for that; one
 * that gets a subscript is none any more.  A function's own stands for the name of a local.
 */
static bool through_reference(struct shell *sh, const struct declaration *d, struct operand *o)
{
	struct var *v = reference_meant(sh, d, o->name);
	bool local = frame_of_function(sh) && !d->global;

	if (!v)
		return true;
	if (!local && o->subscript && o->value) {
		diag(sh, "warning: %s: removing nameref attribute", v->name);
		var_clear(v);
		v->flags = (v->flags & ~(unsigned)VAR_NAMEREF) | VAR_UNSET;
	}
	if (o->subscript)
		return true;
	v = last_reference(sh, v);
	if (local)
		return !is_own_local(sh, v) || !v->value || strchr(v->value, '[') || take_meant(sh, v, o);
	if (!v->value || !strchr(v->value, '[') || !(o->value || d->add || d->remove))
		return true;
	return take_meant(sh, v, o);
}

static int declare_function(struct shell *sh, const struct declaration *d, const char *name)
{
	struct func *f = func_find(sh, name);

	if (!f)
		return 1;
	if (d->remove & VAR_READONLY && f->readonly)
		return builtin_error(sh, d->builtin, 1, "%s: readonly function", name);
	if ((d->add | d->remove) & VAR_EXPORT) {
		f->exported = d->add & VAR_EXPORT;
		globals_of(sh)->environ_dirty = true;
	}
	f->readonly |= d->add & VAR_READONLY;
	if ((d->add | d->remove) & VAR_TRACE)
		f->traced = d->add & VAR_TRACE;
	return 0;
}

/* `local -`: the options come back when the function returns. */
static void save_options(struct shell *sh)
{
	struct scope *s = scope_of_function(sh);

	if (!s->saved_options)
		s->saved_options = xmemdup(&sh->opts, sizeof(sh->opts));
}

int declare_operand(struct shell *sh, const struct declaration *d, const char *word)
{
	struct operand o;

	if (d->functions)
		return declare_function(sh, d, word);
	if (d->is_local && strcmp(word, "-") == 0) {
		save_options(sh);
		return 0;
	}
	if (!take_apart(sh, word, &o))
		return builtin_error(sh, d->builtin, STATUS_BAD_ASSIGNMENT,
			"`%s': not a valid identifier", word);
	if (d->add & VAR_NAMEREF)
		return make_reference(sh, d, &o);
	if (d->remove & VAR_NAMEREF)
		return unmake_reference(sh, d, &o);
	if (!through_reference(sh, d, &o))
		return builtin_error(sh, d->builtin, STATUS_BAD_ASSIGNMENT,
			"`%s': not a valid identifier", o.word);
	return declare_variable(sh, d, &o);
}
