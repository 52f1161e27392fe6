/*
 * shell/assign_list.c - NAME=( … ): what the parentheses hold, and storing it (bash manual 6.7).
 *
 * bash expands "[sub]=value" as one word and takes the result apart again, which shows: braces
 * in it make words that are elements as they stand.
 */
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "shell/array.h"
#include "shell/assign.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/lexer.h"
#include "shell/shell.h"
#include "shell/var_internal.h"

static struct element *add_element(struct shell *sh, struct elements *list, const char *value)
{
	struct element *e = ARENA_NEW(&sh->scratch, struct element);

	e->value = value;
	*list->tail = e;
	list->tail = &e->next;
	return e;
}

/* ---- by words ---- */

/* The word of an element, in which bash expands no tilde behind an =. */
static struct word plain_word(const struct word *w)
{
	struct word plain = *w;

	if (*w->text != '~')
		plain.flags &= ~(unsigned)WORD_TILDE;
	return plain;
}

static char *expand_without_tilde(struct shell *sh, const struct word *w)
{
	struct word plain = *w;

	plain.flags &= ~(unsigned)WORD_TILDE;
	return expand_string(sh, &plain);
}

static struct word_part **add_text(struct arena *a, struct word_part **tail, enum part_kind kind,
	const char *text)
{
	struct word_part *p = ARENA_NEW(a, struct word_part);

	p->kind = kind;
	p->literal.text = text;
	p->literal.len = strlen(text);
	p->literal.escaped = kind == PART_QUOTED;
	*tail = p;
	return &p->next;
}

/* Copies of @parts, for their links are to be changed. */
static struct word_part **add_parts(struct arena *a, struct word_part **tail,
	const struct word_part *parts)
{
	for (; parts; parts = parts->next) {
		*tail = arena_memdup(a, parts, sizeof(*parts));
		tail = &(*tail)->next;
	}
	return tail;
}

/* [sub]=value as one word. */
static const struct word *whole_word(struct shell *sh, const struct array_element *e)
{
	struct arena *a = &sh->scratch;
	struct word *w = ARENA_NEW(a, struct word);
	struct word_part **tail;

	w->text = arena_printf(a, "[%s]%s=%s", e->subscript->text, e->append ? "+" : "",
		e->value->text);
	w->line = e->value->line;
	w->flags = (e->subscript->flags | e->value->flags) & ~(unsigned)WORD_LITERAL;
	/* the brackets are no pattern */
	tail = add_text(a, &w->parts, PART_QUOTED, "[");
	tail = add_parts(a, tail, e->subscript->parts);
	tail = add_text(a, tail, PART_QUOTED, "]");
	tail = add_text(a, tail, PART_LITERAL, e->append ? "+=" : "=");
	tail = add_parts(a, tail, e->value->parts);
	*tail = NULL;
	return w;
}

/* Where brace expansion changes an element, plain words come out. */
static bool add_braced(struct shell *sh, const struct array_element *e, struct elements *list,
	bool *ret_done)
{
	unsigned flags = e->value->flags | (e->subscript ? e->subscript->flags : 0);
	struct fields f = {0};
	const struct word *w;

	*ret_done = false;
	if (!(flags & WORD_BRACES) || !sh->opts.braceexpand)
		return true;
	w = expand_braces(sh, e->subscript ? whole_word(sh, e) : e->value);
	if (!w->next)
		return true;
	*ret_done = true;
	if (!expand_words(sh, w, &f))
		return false;
	for (size_t i = 0; i < f.len; i++)
		add_element(sh, list, f.items[i]);
	return true;
}

/* What [sub]=value has become: a ] that came out of an expansion may end the subscript. */
static void add_subscripted(struct shell *sh, struct elements *list,
	const struct array_element *from, const char *subscript, const char *value)
{
	char *text = arena_printf(&sh->scratch, "%s]%s=%s", subscript, from->append ? "+" : "", value);
	size_t end = subscript_length(text);
	bool append = text[end] == ']' && text[end + 1] == '+';
	struct element *e;

	if (text[end] != ']' || text[end + 1 + append] != '=') {
		add_element(sh, list, arena_printf(&sh->scratch, "[%s", text));
		return;
	}
	e = add_element(sh, list, text + end + append + 2);
	e->append = append;
	e->subscript = text;
	text[end] = '\0';
}

/* A bad substitution in [sub]=value shows @subscript and @value. */
static void note_text(const struct array_element *e, const char *subscript, const char *value)
{
	parts_note_text(e->subscript->parts, subscript);
	parts_note_text(e->value->parts, value);
}

static bool add_by_words(struct shell *sh, const struct array_element *e, struct elements *list)
{
	struct fields f = {0};
	const char *subscript;
	const char *value;
	struct word plain;
	bool done;

	if (!add_braced(sh, e, list, &done))
		return false;
	if (done)
		return true;
	if (e->subscript) {
		note_text(e, e->text, e->text);
		subscript = expand_without_tilde(sh, e->subscript);
		value = subscript ? expand_element_value(sh, e->value) : NULL;
		if (value)
			add_subscripted(sh, list, e, subscript, value);
		return value != NULL;
	}
	plain = plain_word(e->value);
	if (!expand_word(sh, &plain, &f))
		return false;
	for (size_t i = 0; i < f.len; i++)
		add_element(sh, list, f.items[i]);
	return true;
}

bool elements_by_words(struct shell *sh, const struct assign *as, struct elements *list)
{
	list->tail = &list->first;
	for (const struct array_element *e = as->elements; e; e = e->next)
		if (!add_by_words(sh, e, list))
			return false;
	return true;
}

/* ---- by keys ---- */

/* (k v k v): the first word decides, which is no key when it is written with a [ in front. */
static bool are_pairs(const struct array_element *e)
{
	return e && !e->subscript && e->value->text[0] != '[';
}

static const char *expand_whole(struct shell *sh, const struct array_element *from)
{
	const char *subscript = from->subscript ? expand_without_tilde(sh, from->subscript) : "";
	const char *value = subscript ? expand_without_tilde(sh, from->value) : NULL;

	if (!value || !from->subscript)
		return value;
	return arena_printf(&sh->scratch, "[%s]%s=%s", subscript, from->append ? "+" : "", value);
}

/*
 * Expand @e if that was not done yet: as a word that is a key or value itself, or its parts; unless
 * it has to be @whole, with a key that is none the value is not looked at.
 */
static bool expand_element(struct shell *sh, struct element *e, bool pairs, bool whole)
{
	const struct array_element *from = e->from;

	if (!from)
		return true;
	e->from = NULL;
	if (pairs) {
		e->value = expand_whole(sh, from);
		return e->value;
	}
	if (!from->subscript) { /* an error, and shown as it was written */
		e->value = from->value->text;
		return true;
	}
	e->append = from->append;
	note_text(from, from->subscript->text, from->value->text);
	e->subscript = expand_without_tilde(sh, from->subscript);
	if (!e->subscript)
		return false;
	e->value = *e->subscript || whole ? expand_without_tilde(sh, from->value) : from->value->text;
	return e->value;
}

bool elements_by_keys(struct shell *sh, const struct assign *as, bool now, struct elements *list)
{
	bool pairs = are_pairs(as->elements);

	list->tail = &list->first;
	for (const struct array_element *from = as->elements; from; from = from->next) {
		struct element *e = add_element(sh, list, NULL);

		e->from = from;
		if (now && !expand_element(sh, e, pairs, true))
			return false;
	}
	return true;
}

/* ---- storing ---- */

static void add_shown(struct buf *out, const struct element *e, bool quoted)
{
	if (e->subscript) {
		buf_add_char(out, '[');
		if (quoted)
			quote_verbatim(out, e->subscript);
		else
			buf_add_str(out, e->subscript);
		buf_add_str(out, e->append ? "]+=" : "]=");
	}
	if (quoted)
		quote_verbatim(out, e->value);
	else
		buf_add_str(out, e->value);
}

const char *elements_as_text(struct shell *sh, const struct elements *list)
{
	scoped_buf struct buf out = BUF_INIT;

	buf_add_char(&out, '(');
	for (const struct element *e = list->first; e; e = e->next) {
		add_shown(&out, e, true);
		if (e->next)
			buf_add_char(&out, ' ');
	}
	buf_add_char(&out, ')');
	return arena_strndup(&sh->scratch, out.s, out.len);
}

/* The rest of the list is stored all the same, but for set -e. */
static bool complain(struct shell *sh, const char *text, const char *what)
{
	diag(sh, "%s: %s", text, what);
	if (!sh->opts.errexit)
		return true;
	sh->status = sh->status ? sh->status : 1;
	shell_leave_here(sh);
	return false;
}

static bool complain_of(struct shell *sh, const struct element *e, bool quoted, const char *what)
{
	scoped_buf struct buf out = BUF_INIT;

	add_shown(&out, e, quoted);
	return complain(sh, out.s, what);
}

bool assign_index(struct shell *sh, const char *subscript, long long *ret)
{
	int64_t index;

	if (strpbrk(subscript, "$`\"'\\"))
		subscript = expand_text(sh, subscript);
	if (!subscript || !arith_eval_index(sh, subscript, &index))
		return false;
	*ret = index;
	return true;
}

static bool store_at(struct shell *sh, struct var *v, long long index, const struct element *e)
{
	char *fresh = var_new_value(sh, v, e->append ? array_get(v->array, index) : NULL, e->value,
		e->append);

	if (fresh)
		array_set(v->array, index, fresh);
	return fresh;
}

static const char not_numeric[] = "cannot assign to non-numeric index";

static bool store_indexed(struct shell *sh, struct var *v, const struct elements *list, bool append)
{
	long long next = 0;

	if (append)
		next = array_end(v->array);
	else
		array_clear(v->array);
	for (const struct element *e = list->first; e; e = e->next) {
		const char *sub = e->subscript;
		const char *wrong = NULL;

		/* It sees the elements before it: a=([0]=5 [a[0]]=x). */
		if (sub && !*sub)
			wrong = "bad array subscript";
		else if (sub && (strcmp(sub, "@") == 0 || strcmp(sub, "*") == 0))
			wrong = not_numeric;
		else if (sub && !assign_index(sh, sub, &next))
			return false;
		if (next < 0)
			next = array_index_add(next, array_end(v->array));
		if (!wrong && next < 0) {
			wrong = "bad array subscript";
			next = array_end(v->array);
		}
		if (wrong == not_numeric)
			sh->last_cmdsub_status = 1; /* counts when there was one */
		if (wrong && !complain_of(sh, e, false, wrong))
			return false;
		if (!wrong && !store_at(sh, v, next, e))
			return false;
		if (!wrong)
			next = array_index_add(next, 1);
	}
	return true;
}

static bool store_pairs(struct shell *sh, struct var *v, const struct elements *list,
	struct array *to)
{
	struct element *e = list->first;

	while (e) {
		struct element *value = e->next;
		struct element raw = {.value = e->from ? e->from->value->text : e->value};
		char *fresh;

		if (!expand_element(sh, e, true, true) || (value && !expand_element(sh, value, true, true)))
			return false;
		if (!*e->value) {
			if (!complain_of(sh, &raw, list->quoted, "bad array subscript"))
				return false;
		} else {
			fresh = var_new_value(sh, v, NULL, value ? value->value : "", false);
			if (!fresh)
				return false;
			assoc_set(to, e->value, fresh);
		}
		e = value ? value->next : NULL;
	}
	return true;
}

/* One element of an associative array; += appends to what the old array has. */
static bool store_keyed(struct shell *sh, struct var *v, const struct elements *list,
	struct element *e, struct array *to)
{
	const struct array_element *from = e->from;
	scoped_buf struct buf shown = BUF_INIT;
	char *fresh;

	if (!expand_element(sh, e, false, false))
		return false;
	if (!e->subscript) {
		buf_printf(&shown, "%s: ", v->name);
		add_shown(&shown, e, list->quoted);
		sh->last_cmdsub_status = 1; /* counts when there was one */
		sh->status = 1;
		return complain(sh, shown.s, "must use subscript when assigning associative array");
	}
	if (!*e->subscript) {
		struct element raw = *e;

		if (from) {
			raw.subscript = from->subscript->text;
			raw.value = from->value->text;
		}
		return complain_of(sh, &raw, list->quoted, "bad array subscript");
	}
	fresh = var_new_value(sh, v, e->append ? assoc_get(v->array, e->subscript) : NULL, e->value,
		e->append);
	if (fresh)
		assoc_set(to, e->subscript, fresh);
	return fresh;
}

static bool store_assoc(struct shell *sh, struct var *v, const struct elements *list, bool append)
{
	struct array *to = append ? v->array : array_new_like(v->array);
	struct element *first = list->first;
	bool pairs = first && !first->subscript && (!first->from || are_pairs(first->from));
	bool ok = true;

	if (pairs)
		ok = store_pairs(sh, v, list, to);
	for (struct element *e = pairs ? NULL : first; e && ok; e = e->next)
		ok = store_keyed(sh, v, list, e, to);
	/* Until all is stored, expansions see the old elements. */
	if (ok && to != v->array) {
		array_free(v->array);
		v->array = to;
	} else if (to != v->array) {
		array_free(to);
	}
	return ok;
}

bool elements_store(struct shell *sh, struct var *v, const struct elements *list, bool append)
{
	bool assoc = v->flags & VAR_ASSOC;

	if (!(v->flags & (VAR_INDEXED | VAR_ASSOC)))
		var_to_array(v, false);
	if (!v->array)
		v->array = array_new(assoc);
	if (!(assoc ? store_assoc : store_indexed)(sh, v, list, append))
		return false;
	var_changed(sh, v); /* a=() sets it, too */
	return true;
}
