/*
 * shell/expand_list.c - $@ $* ${a[@]} ${a[*]} in a word: what joins the values, what is split.
 *
 * bash makes one string of a list, and takes it apart by IFS when the word holds a list that was
 * written with @.  Where no fields are wanted (case, [[, here-documents) it joins the pieces with
 * blanks then, and all that is not quoted in such a word has been split, too.
 */
#include <string.h>

#include "lib/arena.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"

bool expand_add_value(struct shell *sh, struct builder *b, const char *s, unsigned flags)
{
	if (flags & EXPAND_QUOTED) {
		builder_add_quoted(b, s, strlen(s));
		return true;
	}
	return builder_add_split(sh, b, s, strlen(s));
}

/* ---- which lists are in a word ---- */

enum { LIST_UNQUOTED = 1 << 0, LIST_QUOTED = 1 << 1 };

static bool is_written_with_at(const struct param *p)
{
	if (p->op == PARAM_NAMES)
		return p->transform == '@';
	return p->subscript_all == '@' || (p->special && p->name[0] == '@');
}

/* $* and ${a[*]} that are to be split are lists as those with @ are, but not ${*}. */
static bool is_split_star(const struct param *p)
{
	if (p->op == PARAM_NAMES || p->op == PARAM_KEYS)
		return false;
	return p->subscript_all == '*' ||
		(p->special && p->name[0] == '*' && p->text && p->text[1] == '*');
}

static unsigned lists_in(const struct word_part *part, bool stars, bool quoted)
{
	unsigned found = 0;

	for (; part; part = part->next) {
		if (part->kind == PART_DOUBLE)
			found |= lists_in(part->parts, stars, true);
		if (part->kind != PART_PARAM)
			continue;
		if (is_written_with_at(part->param) ||
			(stars && !quoted && is_split_star(part->param)))
			found |= quoted ? LIST_QUOTED : LIST_UNQUOTED;
		if (part->param->op >= PARAM_DEFAULT && part->param->op <= PARAM_ALTERNATE &&
			part->param->word)
			found |= lists_in(part->param->word->parts, false, quoted);
	}
	return found;
}

bool expand_has_list(const struct word_part *parts)
{
	return lists_in(parts, true, false);
}

bool expand_rejoin(struct shell *sh, struct builder *b, const struct word *w, unsigned flags)
{
	const struct ifs *ifs;
	unsigned lists;

	if (b->rejoins || flags & (EXPAND_ASSIGNMENT | EXPAND_AS_FIELD) ||
		(b->mode == BUILD_FIELDS && flags & EXPAND_QUOTED))
		return false;
	lists = lists_in(w->parts, false, flags & EXPAND_QUOTED);
	if (!lists)
		return false;
	ifs = split_ifs(sh);
	if (ifs->is_null) {
		b->takes_apart |= flags & EXPAND_HEREDOC && lists & LIST_QUOTED;
		return false;
	}
	if (!(flags & EXPAND_OPERAND))
		b->rejoins = lists & LIST_QUOTED || *ifs->first != ' ';
	else if (lists == LIST_UNQUOTED)
		b->rejoins = b->mode == BUILD_FIELDS ? !ifs->class[' '] : *ifs->first != ' ';
	return b->rejoins;
}

/* ---- what joins the values ---- */

static bool is_changed(enum param_op op)
{
	return op != PARAM_PLAIN && (op < PARAM_DEFAULT || op > PARAM_ALTERNATE);
}

static bool is_replaced(enum param_op op)
{
	return op >= PARAM_REPLACE && op <= PARAM_TOGGLE_ALL;
}

/* Does an assignment join a list written with @ by IFS, as if it were to be split? */
static bool is_joined_by_ifs(enum param_op op, bool quoted)
{
	if (!is_changed(op))
		return false;
	return quoted || !(op == PARAM_SUBSTRING || op == PARAM_KEYS || is_replaced(op));
}

/* What joins a list written with * where IFS is null. */
static const char *star_joint_without_ifs(const struct param_value *v, unsigned flags)
{
	bool array = !v->is_positional;
	bool case_changed = v->op >= PARAM_UPPER_FIRST && v->op <= PARAM_TOGGLE_ALL;

	if (flags & EXPAND_QUOTED || !(flags & EXPAND_AS_FIELD) || v->op == PARAM_NAMES)
		return "";
	if (!(flags & EXPAND_ASSIGNMENT))
		return " ";
	return case_changed || (array && (!is_changed(v->op) || is_replaced(v->op))) ? "" : " ";
}

static const char *joint(struct shell *sh, const struct param_value *v, unsigned flags)
{
	const char *first = split_ifs(sh)->first;
	const char *blank = *first ? first : " ";

	if (!v->is_star)
		return flags & EXPAND_ASSIGNMENT &&
			!is_joined_by_ifs(v->op, flags & EXPAND_QUOTED) ? " " : blank;
	if (flags & EXPAND_HEREDOC && v->op != PARAM_NAMES && !is_replaced(v->op))
		return is_changed(v->op) || v->is_positional ? " " : first;
	return *first ? first : star_joint_without_ifs(v, flags);
}

/* Is the list taken apart where its values were joined? */
static bool splits_at_joints(const struct builder *b, const struct param_value *v, unsigned flags)
{
	if (!(flags & EXPAND_QUOTED))
		return true;
	if (!v->is_star)
		return b->rejoins;
	if (flags & EXPAND_HEREDOC)
		return b->rejoins && (is_changed(v->op) || v->is_positional);
	return is_changed(v->op) && lists_in(b->quotes.parts, false, true);
}

static bool is_value_quoted(struct shell *sh, const struct builder *b, const struct param_value *v,
	unsigned flags)
{
	const char *first;

	if (flags & EXPAND_QUOTED)
		return !(flags & EXPAND_HEREDOC && v->is_star && v->is_positional && !is_changed(v->op));
	if (v->is_star || is_changed(v->op) || (b->mode == BUILD_FIELDS && !(flags & EXPAND_OPERAND)))
		return false;
	first = split_ifs(sh)->first;
	return *first && *first != ' ';
}

/* ---- adding them ---- */

/* "$@": each value a field of its own, whatever is in it. */
static bool add_fields(struct shell *sh, struct builder *b, const struct param_value *v)
{
	b->list_was_empty |= v->n == 0;
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !builder_finish_field(sh, b))
			return false;
		builder_add_quoted(b, v->items[i], strlen(v->items[i]));
	}
	return true;
}

static bool add_joined(struct shell *sh, struct builder *b, const struct param_value *v,
	const char *between, unsigned flags)
{
	unsigned split = flags & ~(unsigned)EXPAND_QUOTED;
	unsigned quoted = flags | EXPAND_QUOTED;
	unsigned joints = splits_at_joints(b, v, flags) ? split : quoted;
	unsigned values = is_value_quoted(sh, b, v, flags) ? quoted : split;

	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !expand_add_value(sh, b, between, joints))
			return false;
		if (!*v->items[i] && joints == split && v->is_star)
			continue;
		if (!expand_add_value(sh, b, v->items[i], values))
			return false;
	}
	return true;
}

/* Unquoted with a null IFS: fields, without the empty ones. */
static bool add_unsplit(struct shell *sh, struct builder *b, const struct param_value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !builder_finish_field(sh, b))
			return false;
		if (!expand_add_value(sh, b, v->items[i], 0))
			return false;
	}
	return true;
}

static bool add_without_ifs(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	if (v->is_star && v->op == PARAM_NAMES)
		return add_joined(sh, b, v, "", flags);
	if (v->is_star && v->op == PARAM_KEYS)
		return add_joined(sh, b, v, " ", flags);
	return add_unsplit(sh, b, v);
}

/*
 * The text in front of the list @v.  Where fields are made quotes do not hold it together, but
 * for "${*@A}"; without IFS it is fields at its blanks.
 */
static bool add_before(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	const struct ifs *ifs = split_ifs(sh);
	const char *s = v->before;

	if (b->mode != BUILD_FIELDS || (v->is_star && !splits_at_joints(b, v, flags)))
		return expand_add_value(sh, b, s, b->rejoins ? 0 : flags);
	if (!ifs->is_null)
		return builder_add_split(sh, b, s, strlen(s));
	for (size_t n; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		builder_add_quoted(b, s, n);
		if (s[n] && !builder_finish_field(sh, b))
			return false;
	}
	return true;
}

static bool add_list(struct shell *sh, struct builder *b, const struct param_value *v, unsigned flags)
{
	bool fields = b->mode == BUILD_FIELDS && !b->rejoins;

	if (v->before && !add_before(sh, b, v, flags))
		return false;
	if (fields && flags & EXPAND_QUOTED && !v->is_star)
		return add_fields(sh, b, v);
	if (fields && !(flags & EXPAND_QUOTED) && split_ifs(sh)->is_null)
		return add_without_ifs(sh, b, v, flags);
	return add_joined(sh, b, v, joint(sh, v, flags), flags);
}

/*
 * In a here-document that also has $@, bash takes $* apart at its blanks where IFS is null: one
 * each is left.
 */
static void add_with_single_blanks(struct builder *b, const struct param_value *v)
{
	scoped_buf struct buf joined = BUF_INIT;
	bool all = !is_changed(v->op);
	bool blank = b->text.len && b->text.len == b->blank_end;

	for (size_t i = 0; i < v->n; i++) {
		if (i > 0 && !blank)
			buf_add_char(&joined, ' ');
		blank |= i > 0;
		for (const char *s = v->items[i]; *s; s++) {
			if (*s != ' ' || !all || !blank)
				buf_add_char(&joined, *s);
			blank = all && *s == ' ';
		}
	}
	builder_add_quoted(b, joined.s, joined.len);
	b->blank_end = blank ? b->text.len : 0;
}

static bool has_single_blanks(const struct builder *b, const struct param_value *v, unsigned flags)
{
	if (!b->takes_apart || !(flags & EXPAND_HEREDOC) || !v->is_star)
		return false;
	return is_changed(v->op) ? !is_replaced(v->op) : v->is_positional;
}

bool expand_add_values(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags)
{
	if (v->is_list && has_single_blanks(b, v, flags)) {
		add_with_single_blanks(b, v);
		return true;
	}
	if (v->is_list)
		return add_list(sh, b, v, flags);
	return expand_add_value(sh, b, v->items[0], flags);
}
