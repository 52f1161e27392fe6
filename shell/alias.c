/*
 * shell/alias.c - aliases: the table, and their substitution in the source text.
 *
 * A value is written over its name in p->src.  The region it takes is remembered, so
 * that the name is not expanded again inside it, and so that a value ending in
 * a blank makes the next word a candidate too.
 */
#include "shell/alias.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/map.h"
#include "shell/lexer.h"
#include "shell/shell.h"
#include "shell/var.h"

const char *alias_get(const struct shell *sh, const char *name)
{
	return map_get(&sh->aliases, name);
}

void alias_set(struct shell *sh, const char *name, const char *value)
{
	free(map_set(&sh->aliases, name, xstrdup(value)));
}

bool alias_unset(struct shell *sh, const char *name)
{
	char *old = map_remove(&sh->aliases, name);
	bool was = old != NULL;

	free(old);
	return was;
}

void alias_unset_all(struct shell *sh)
{
	map_release(&sh->aliases, free);
	sh->aliases = (struct map){0};
}

void alias_print(const struct shell *sh, const char *name, bool reusable, struct buf *out)
{
	const char *value = alias_get(sh, name);

	if (!value)
		return;
	if (reusable)
		buf_add_str(out, name[0] == '-' ? "alias -- " : "alias ");
	buf_add_str(out, name);
	buf_add_char(out, '=');
	quote_verbatim(out, value);
	buf_add_char(out, '\n');
}

bool alias_name_ok(const char *name)
{
	return *name && !strpbrk(name, " \t\n/$`=|&;()<>\\\"'");
}

/* ---- substitution ---------------------------------------------------------------------------- */

static bool is_active(const struct parser *p, const char *name)
{
	for (size_t i = 0; i < p->n_aliases; i++) {
		if (!strcmp(p->aliases[i].name, name))
			return true;
	}
	return false;
}

bool alias_passed(struct parser *p, size_t pos)
{
	bool blank = false;

	while (p->n_aliases && p->aliases[p->n_aliases - 1].end <= pos) {
		struct alias_region *r = &p->aliases[--p->n_aliases];

		blank |= r->blank;
		free(r->name);
	}
	return blank;
}

static void push_region(struct parser *p, char *name, size_t end, bool blank)
{
	if (p->n_aliases == p->cap_aliases) {
		p->cap_aliases = p->cap_aliases ? 2 * p->cap_aliases : 4;
		p->aliases = xreallocarray(p->aliases, p->cap_aliases, sizeof(*p->aliases));
	}
	p->aliases[p->n_aliases++] = (struct alias_region){name, end, blank};
}

bool alias_substitute(struct parser *p, struct token *t)
{
	size_t len = t->end - t->start;
	const char *value;
	size_t value_len;
	char *name;

	if (!p->sh->opts.expand_aliases || !p->sh->aliases.count || t->kind != TOK_WORD)
		return false;
	if (t->word && t->word->flags & WORD_QUOTED)
		return false;
	name = xstrndup(p->src.s + t->start, len);
	value = is_active(p, name) ? NULL : alias_get(p->sh, name);
	if (!value) {
		free(name);
		return false;
	}
	value_len = strlen(value);
	lex_splice(p, t->start, t->end, value);
	push_region(p, name, t->start + value_len,
		value_len && (value[value_len - 1] == ' ' || value[value_len - 1] == '\t'));
	p->have_tok = false;
	p->alias_first = true;
	return true;
}
