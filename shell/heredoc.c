/*
 * shell/heredoc.c - here-documents: bodies start behind the newline that ends the line (POSIX 2.7.4).
 *
 * The delimiter's quotes decide: quoted, the body is one literal; else it is
 * read as in double quotes, once, here.
 */
#include "shell/lexer.h"
#include "shell/shell.h"

#include <string.h>

/* Quote removal on source text: what a delimiter word stands for. */
static const char *remove_quotes(struct parser *p, const struct word *w)
{
	struct arena *a = p->arena;
	char *out = arena_strdup(a, w->text);
	const char *s = w->text;
	char *to = out;
	char quote = 0;

	if (!(w->flags & WORD_QUOTED))
		return out;
	if (w->value)
		return w->value;
	for (; *s; s++) {
		if (quote ? *s == quote : *s == '\'' || *s == '"')
			quote = quote ? 0 : *s;
		else if (*s == '\\' && quote != '\'' && s[1])
			*to++ = *++s;
		else
			*to++ = *s;
	}
	*to = '\0';
	return out;
}

void heredoc_expect(struct parser *p, struct redir *r, const struct word *w)
{
	struct heredoc *h = ARENA_NEW(p->arena, struct heredoc);

	h->redir = r;
	h->delimiter = remove_quotes(p, w);
	h->quoted = w->flags & WORD_QUOTED;
	r->delimiter = h->delimiter;
	if (!p->heredocs)
		p->heredocs_tail = &p->heredocs;
	*p->heredocs_tail = h;
	p->heredocs_tail = &h->next;
}

/* End of the line at p->pos, its newline not counted; an unquoted body's continuations are cut out. */
static size_t line_end(struct parser *p, bool joins)
{
	size_t at = p->pos;

	for (;;) {
		char c = p->src.s[at];

		if (c == '\n' || !c)
			return at;
		if (c == '\\' && joins && p->src.s[at + 1] == '\n') {
			size_t pos = p->pos;

			p->pos = at;
			lex_char(p); /* cuts it and brings the next line */
			p->pos = pos;
			continue;
		}
		at += c == '\\' && joins && p->src.s[at + 1] ? 2 : 1;
	}
}

/* Is [@s, @s+@len) the delimiter? */
static bool is_delimiter(const struct heredoc *h, const char *s, size_t len)
{
	return !strncmp(h->delimiter, s, len) && !h->delimiter[len];
}

/* `E)` in a $( ): the delimiter and the end of the substitution on one line; bash warns. */
static bool closes_substitution(const struct heredoc *h, const char *s, size_t len)
{
	size_t n = strlen(h->delimiter);

	return n < len && is_delimiter(h, s, n) && memchr(s + n, ')', len - n);
}

static void warn_unterminated(struct parser *p, const struct heredoc *h, unsigned line)
{
	parse_warn(p, line, "here-document at line %u delimited by end-of-file (wanted `%s')",
		h->redir->line, h->delimiter);
}

/* <<-: the tabs in front of a line, which begins behind the continuations that are empty. */
static void skip_tabs(struct parser *p, bool continues)
{
	const char *s;

	for (;;) {
		s = p->src.s + p->pos;
		if (*s == '\t') {
			p->pos++;
		} else if (continues && s[0] == '\\' && s[1] == '\n') {
			p->pos++;
			lex_skip(p);
			lex_raw(p);
		} else {
			return;
		}
	}
}

/* Lines up to the delimiter, into @body. */
static void read_body(struct parser *p, const struct heredoc *h, struct buf *body)
{
	while (lex_raw(p)) {
		unsigned line = p->line;
		size_t start, end;

		if (h->redir->strip_tabs)
			skip_tabs(p, !h->quoted);
		start = p->pos;
		end = line_end(p, !h->quoted);
		if (is_delimiter(h, p->src.s + p->pos, end - p->pos)) {
			p->pos = end;
			if (p->src.s[end])
				lex_skip(p);
			return;
		}
		if (p->substitutions && closes_substitution(h, p->src.s + p->pos, end - p->pos)) {
			p->pos += strlen(h->delimiter);
			warn_unterminated(p, h, p->line);
			return;
		}
		buf_add(body, p->src.s + p->pos, end - p->pos);
		p->pos = end;
		if (p->src.s[end]) {
			buf_add_char(body, '\n');
			lex_skip(p);
		} else if (p->line != line && end > start) { /* it was cut out, but it ends the text */
			buf_add_char(body, '\n');
		}
	}
	/* bash names the last line that there was */
	warn_unterminated(p, h, p->line - (p->src.len && p->src.s[p->src.len - 1] == '\n'));
}

/* The body as a word: raw text in .text, parts as in double quotes. */
static struct word *body_word(struct parser *p, const struct heredoc *h, const struct buf *body)
{
	const char *text = arena_strndup(p->arena, body->s, body->len);
	struct word_build b;
	struct parser sub;
	struct word *w;

	if (h->quoted) {
		build_start(p, &b);
		b.flags |= WORD_QUOTED;
		build_part(p, &b, PART_QUOTED)->literal.text = text;
		b.first->literal.len = body->len;
		return build_finish(p, &b, text);
	}
	parser_sub_start(&sub, p, body->s, body->len);
	sub.line = h->redir->line + 1;
	sub.as_written = true;
	sub.unread = true;
	build_start(&sub, &b);
	lex_double(&sub, &b, 0);
	w = build_finish(&sub, &b, text);
	if (sub.failed) { /* as bash, which finds it out when the body is expanded */
		struct param *bad = ARENA_NEW(p->arena, struct param);

		bad->op = PARAM_BAD;
		bad->text = text;
		build_start(p, &b);
		build_part(p, &b, PART_PARAM)->param = bad;
		w = build_finish(p, &b, text);
	}
	parser_sub_end(&sub);
	return w;
}

void heredoc_read_all(struct parser *p)
{
	struct heredoc *h = p->heredocs;
	enum dump dump = p->sh->dump;

	p->heredocs = NULL;
	p->in_heredoc = true;
	p->sh->dump = DUMP_NOTHING; /* of $"…" in substitutions of a body */
	for (; h && !p->failed; h = h->next) {
		scoped_buf struct buf body = BUF_INIT;

		read_body(p, h, &body);
		h->redir->target = body_word(p, h, &body);
	}
	p->in_heredoc = false;
	p->sh->dump = dump;
}
