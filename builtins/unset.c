/*
 * builtins/unset.c - unset [-f] [-v] [-n] [name ...] (POSIX 2.14).
 */
#include "builtins/builtins.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/opts.h"
#include "shell/array.h"
#include "shell/expand.h"
#include "shell/func.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"
#include "shell/var_internal.h"

struct request {
	bool function, variable, reference;
};

static int unset_function(struct shell *sh, const char *name)
{
	const struct func *f = func_find(sh, name);

	if (f && f->readonly)
		return builtin_error(sh, &builtin_unset, 1, "%s: cannot unset: readonly function", name);
	func_unset(sh, name);
	return 0;
}

/* Prints why it cannot be unset. */
static bool may_unset(struct shell *sh, const struct var *v)
{
	if (v->flags & VAR_READONLY)
		builtin_error(sh, &builtin_unset, 1, "%s: cannot unset: readonly variable", v->name);
	else if (v->flags & VAR_NO_UNSET)
		builtin_error(sh, &builtin_unset, 1, "%s: cannot unset", v->name);
	else
		return true;
	return false;
}

/* unset 'a[sub]'. */
static int unset_element(struct shell *sh, const char *word, size_t name_len, size_t sub_len)
{
	const char *name = arena_strndup(&sh->scratch, word, name_len);
	const char *sub = arena_strndup(&sh->scratch, word + name_len + 1, sub_len);
	bool all = strcmp(sub, "@") == 0 || strcmp(sub, "*") == 0;
	struct var *v = var_find(sh, name);
	const char *key;
	bool scalar;

	if (!v)
		return 0;
	if (!may_unset(sh, v))
		return 1;
	scalar = !(v->flags & (VAR_INDEXED | VAR_ASSOC));
	if (!sub_len) /* a[] names no element */
		return 0;
	if (!scalar && all) {
		if (v->array && v->flags & VAR_INDEXED)
			array_clear(v->array);
		else if (v->array)
			assoc_unset(v->array, sub);
		return 0;
	}
	key = scalar && all ? sub : var_key_of_text(sh, v, sub, sub_len);
	if (key && scalar && strcmp(key, "0") != 0)
		return builtin_error(sh, &builtin_unset, 1, "%s: not an array variable", name);
	return key && var_unset_element(sh, v, key) ? 0 : 1;
}

/* Of NAME[SUB] bash leaves the name in $_. */
static int unset_one(struct shell *sh, char **operand, const struct request *r)
{
	const char *word = *operand;
	const struct var *v;
	size_t name_len, sub_len;

	if (r->function)
		return unset_function(sh, word);
	if (!r->reference && var_split_element(word, &name_len, &sub_len)) {
		*operand = arena_strndup(&sh->scratch, word, name_len);
		return unset_element(sh, word, name_len, sub_len);
	}
	if (!is_name(word, strlen(word))) {
		if (r->variable)
			return builtin_error(sh, &builtin_unset, 1, "`%s': not a valid identifier", word);
		return unset_function(sh, word);
	}
	v = r->reference ? var_find_noref(sh, word) : var_find(sh, word);
	if (v && !may_unset(sh, v))
		return 1;
	if (r->reference)
		return !v || !(v->flags & VAR_NAMEREF) || var_unset_noref(sh, word) ? 0 : 1;
	if (!v && !r->variable && func_find(sh, word))
		return unset_function(sh, word);
	return var_unset(sh, word) ? 0 : 1;
}

static int unset_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct request r = {0};
	int status = 0;
	int c;

	while ((c = opts_next(&o, "fnv")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_unset, o.bad);
		r.function |= c == 'f';
		r.variable |= c == 'v';
		r.reference |= c == 'n';
	}
	if (r.function && r.variable)
		return builtin_error(sh, &builtin_unset, 1,
			"cannot simultaneously unset a function and a variable");
	for (int i = o.index; i < argc; i++)
		status |= unset_one(sh, &argv[i], &r);
	return status;
}

const struct builtin builtin_unset = {
	.name = "unset",
	.run = unset_run,
	.synopsis = "unset [-f] [-v] [-n] [name ...]",
	.help = "Remove variables, array elements or functions.\n"
		"\n"
		"  -f  functions\n"
		"  -v  variables\n"
		"  -n  the reference itself, not what it refers to\n"
		"Without options a variable is tried first, then a function.",
	.flags = BUILTIN_SPECIAL,
};
