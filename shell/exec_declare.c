/*
 * shell/exec_declare.c - NAME=( … ) behind declare and its kin.
 *
 * bash assigns such a list while it expands the words of the command, with the options that it
 * can tell from how they are written; the builtin then gets the bare NAME.  So the list is
 * assigned whatever the builtin, or a function of its name, makes of its arguments.
 */
#include <string.h>

#include "lib/alloc.h"
#include "shell/assign.h"
#include "shell/ast.h"
#include "shell/builtin.h"
#include "shell/diag.h"
#include "shell/exec_internal.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

/* What the words in front of the list tell about it. */
struct declared {
	bool assoc, indexed;
	bool global;  /* not a local of the function */
	bool visible; /* but a local that is there already will do: export, readonly */
	char options[16];
};

static const struct word *command_word(struct shell *sh, const struct word *w)
{
	while (sh->opts.posix && w->next && strcmp(w->text, "command") == 0)
		w = w->next;
	return w;
}

/* -A, -a and -g count anywhere; of the other options only those in front of all operands. */
static void read_words(const struct word *command, const struct word *end, struct declared *d)
{
	bool seen[128] = {false};
	bool options = true;
	char sign = '-';
	size_t n = 1;

	for (const struct word *w = command->next; w != end; w = w->next) {
		if (*w->text == '-' && strpbrk(w->text, "Aag") && !w->assign) {
			d->assoc |= strchr(w->text, 'A') != NULL;
			d->indexed |= !strchr(w->text, 'A') && strchr(w->text, 'a');
			d->global |= strchr(w->text, 'g') != NULL;
		}
		options = options && strchr("-+", *w->text) && strcmp(w->text, "--") != 0;
		for (const char *p = w->text; options && *p; p++) {
			if (!strchr("Iiluc", *p))
				continue;
			if (n == 1)
				sign = *w->text;
			seen[(unsigned char)*p] = true;
			n++;
		}
	}
	n = 1;
	if (d->global)
		d->options[n++] = 'g';
	if (d->assoc || d->indexed)
		d->options[n++] = d->assoc ? 'A' : 'a';
	if (d->visible)
		d->options[n++] = 'G';
	if (n > 1)
		sign = '-';
	for (size_t c = 0; c < sizeof(seen); c++)
		if (seen[c])
			d->options[n++] = (char)c;
	d->options[0] = sign;
	if (n == 1)
		d->options[1] = '-';
}

/* The attributes and the scope, as `declare OPTIONS NAME` makes them. */
static int make_variable(struct shell *sh, const struct assign *as, const struct declared *d)
{
	const struct builtin *b = builtin_find(sh, "declare");
	char *argv[] = {(char[]){"declare"}, (char *)(uintptr_t)d->options, NULL, NULL};
	int status;

	argv[2] = as->subscript ? arena_printf(&sh->scratch, "%s[%s]", as->name, as->subscript->text)
				: arena_strdup(&sh->scratch, as->name);
	if (!b)
		return 0;
	sh->declares_list = true;
	status = b->run(sh, 3, argv);
	sh->declares_list = false;
	return status;
}

static struct var *find_made(struct shell *sh, const struct assign *as, const struct declared *d)
{
	struct var *v = var_find(sh, as->name);
	const struct var *own = var_find_noref(sh, as->name);
	const struct scope *scope = scope_of_function(sh);

	if (!scope || (!d->global && v) || (d->visible && v && v->scope == scope && v->flags & VAR_LOCAL))
		return v ? v : var_visible(sh, as->name);
	if (!d->global && v && own->flags & VAR_NAMEREF && own->scope == scope)
		return v; /* declare has made a local of what it refers to */
	v = var_declare(sh, as->name, !d->global);
	return d->global && v && v->flags & VAR_NAMEREF && v->value ? var_visible(sh, as->name) : v;
}

static bool assign_made(struct shell *sh, const struct assign *as, const struct declared *d,
	const struct elements *list)
{
	const char *meant = as->name;
	const char *subscript = NULL;
	struct var *v;
	bool ignore;

	if (sh->opts.xtrace)
		xtrace_line(sh, "%s%s%s%s%s=%s", as->name, as->subscript ? "[" : "",
			as->subscript ? as->subscript->text : "", as->subscript ? "]" : "",
			as->append ? "+" : "", elements_as_text(sh, list));
	if (as->subscript) {
		diag(sh, "%s[%s]: cannot assign list to array member", as->name, as->subscript->text);
		return false;
	}
	v = find_made(sh, as, d);
	if (!frame_of_function(sh) || d->global)
		var_resolve(sh, as->name, &meant, &subscript);
	if (subscript && frame_of_function(sh))
		return true; /* bash loses it */
	if (subscript) {
		diag(sh, "`%s': not a valid identifier", meant);
		return false;
	}
	if (!var_may_assign(sh, v, &ignore))
		return false;
	return ignore || elements_store(sh, v, list, as->append);
}

/* NAME=( … ): assigned here and now; the builtin gets NAME. */
static char *declare_list(struct shell *sh, const struct node *n, const struct word *w)
{
	const struct builtin *b = exec_declares(sh, n);
	const struct assign *as = w->assign;
	bool local = b->flags & BUILTIN_LOCAL;
	struct declared d = {.global = !local, .visible = !local};
	struct elements list = {.quoted = true};
	char *name = as->subscript ? arena_printf(&sh->scratch, "%s[%s]", as->name, as->subscript->text)
				   : arena_strdup(&sh->scratch, as->name);
	int status;

	read_words(command_word(sh, n->simple.words), w, &d);
	if (!(d.assoc ? elements_by_keys(sh, as, true, &list) : elements_by_words(sh, as, &list)))
		return NULL;
	status = make_variable(sh, as, &d);
	if (sh->in_subshell && status)
		status = 1;
	if (sh->unwind != UNWIND_NONE)
		return NULL;
	if (status && local && frame_of_function(sh))
		return name; /* the builtin will say so again */
	if (!status && assign_made(sh, as, &d, &list))
		return name;
	if (sh->unwind == UNWIND_NONE)
		shell_abort_command(sh, status ? status : 1);
	return NULL;
}

const struct builtin *exec_declares(struct shell *sh, const struct node *n)
{
	const struct builtin *b = builtin_find(sh, command_word(sh, n->simple.words)->text);

	return b && b->flags & BUILTIN_DECLARATION ? b : NULL;
}

/* NAME=value and NAME[sub]=value: expanded, not split. */
static char *declare_scalar(struct shell *sh, const struct assign *as)
{
	const char *subscript = NULL;
	const char *value;

	if (as->subscript && !(subscript = expand_string(sh, as->subscript)))
		return NULL;
	value = expand_declared(sh, as->value);
	if (!value)
		return NULL;
	return arena_printf(&sh->scratch, "%s%s%s%s%s=%s", as->name, subscript ? "[" : "",
		subscript ? subscript : "", subscript ? "]" : "", as->append ? "+" : "", value);
}

bool exec_declare_operand(struct shell *sh, const struct node *n, const struct word *w,
	struct fields *argv)
{
	const struct word *braced = NULL;
	char *text;

	if (w->flags & WORD_BRACES && sh->opts.braceexpand && !w->assign->is_array)
		braced = expand_braces(sh, w);
	/* What braces make of it are ordinary words. */
	if (braced && braced->next)
		return expand_words(sh, braced, argv);
	text = w->assign->is_array ? declare_list(sh, n, w) : declare_scalar(sh, w->assign);
	if (text)
		fields_add(argv, &sh->scratch, text);
	return text;
}
