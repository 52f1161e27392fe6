/*
 * shell/parser.c - complete commands, lists and pipelines.
 *
 * Recursive descent with one token of look-ahead.  A function returns NULL
 * when it failed; the message was printed and p->failed is set.
 */
#include "shell/parser.h"

#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "shell/input.h"
#include "shell/lexer.h"
#include "shell/shell.h"

/* POSIX: `time` in front of a word that starts with `-` is the utility. */
static bool is_time_utility(struct parser *p)
{
	size_t at = p->tok.end;

	if (p->tok.reserved != RES_TIME || !p->sh->opts.posix)
		return false;
	while (p->src.s[at] == ' ' || p->src.s[at] == '\t')
		at++;
	return p->src.s[at] == '-';
}

enum reserved peek_reserved(struct parser *p)
{
	struct token *t;

	do {
		t = lex_peek(p, LEX_COMMAND);
	} while (p->sh->aliases.count && !(t->reserved && p->sh->opts.posix) &&
		 alias_substitute(p, t));
	return t->kind == TOK_WORD && !is_time_utility(p) ? t->reserved : RES_NONE;
}

bool expect_reserved(struct parser *p, enum reserved r)
{
	if (!p->failed && peek_reserved(p) == r) {
		lex_take(p);
		return true;
	}
	parse_fail_token(p, &p->tok);
	return false;
}

void skip_newlines(struct parser *p, enum lex_mode mode)
{
	while (lex_peek(p, mode)->kind == TOK_NEWLINE)
		lex_take(p);
}

/* ---- lists ----------------------------------------------------------------------------------- */

/* Can the next token start a command? */
static bool starts_command(struct parser *p)
{
	enum reserved r = peek_reserved(p);

	switch (p->tok.kind) {
	case TOK_WORD:
		return r != RES_THEN && r != RES_DO && r != RES_DONE && r != RES_FI &&
		       r != RES_ELIF && r != RES_ELSE && r != RES_ESAC && r != RES_RBRACE &&
		       r != RES_IN && r != RES_COND_CLOSE;
	case TOK_ASSIGN:
	case TOK_REDIR:
	case TOK_LPAREN:
		return true;
	case TOK_EOF:
	case TOK_NEWLINE:
	case TOK_SEMI:
	case TOK_DSEMI:
	case TOK_SEMI_AND:
	case TOK_DSEMI_AND:
	case TOK_AND:
	case TOK_AND_IF:
	case TOK_OR_IF:
	case TOK_PIPE:
	case TOK_PIPE_BOTH:
	case TOK_RPAREN:
		return false;
	}
	return false;
}

/* One command becomes itself, several or one in the background a sequence. */
static struct node *sequence(struct parser *p, struct sequence_item *items)
{
	struct node *n;

	if (!items->next && !items->background)
		return items->node;
	n = node_new(p, NODE_SEQUENCE, items->node->line);
	n->sequence = items;
	return n;
}

/* and_or [; | &] … ; @newlines: newlines separate too. Ends in front of what cannot go on. */
static struct node *parse_sequence(struct parser *p, bool newlines)
{
	struct sequence_item *items = NULL;
	struct sequence_item **tail = &items;

	while (starts_command(p)) {
		struct sequence_item *item = ARENA_NEW(p->arena, struct sequence_item);
		enum token_kind kind;

		item->node = parse_and_or(p);
		if (!item->node)
			return NULL;
		*tail = item;
		tail = &item->next;
		kind = lex_peek(p, LEX_COMMAND)->kind;
		item->background = kind == TOK_AND;
		if (kind == TOK_SEMI || kind == TOK_AND)
			lex_take(p);
		else if (kind != TOK_NEWLINE || !newlines)
			break;
		item->newline = kind == TOK_NEWLINE && p->substitutions ? p->line - 1 : 0;
		if (newlines)
			skip_newlines(p, LEX_COMMAND);
	}
	return items && !p->failed ? sequence(p, items) : NULL;
}

struct node *parse_list(struct parser *p, bool may_be_empty)
{
	struct node *n;

	skip_newlines(p, LEX_COMMAND);
	n = parse_sequence(p, true);
	if (!n && !may_be_empty)
		parse_fail_token(p, &p->tok);
	return n;
}

/* pipeline { && | || [newlines] pipeline } */
struct node *parse_and_or(struct parser *p)
{
	struct node *left = parse_pipeline(p);

	while (left) {
		enum token_kind kind = lex_peek(p, LEX_COMMAND)->kind;
		struct node *n;

		if (kind != TOK_AND_IF && kind != TOK_OR_IF)
			break;
		lex_take(p);
		skip_newlines(p, LEX_COMMAND);
		n = node_new(p, NODE_AND_OR, left->line);
		n->and_or.is_or = kind == TOK_OR_IF;
		n->and_or.left = left;
		n->and_or.right = parse_pipeline(p);
		left = n->and_or.right ? n : NULL;
	}
	return left;
}

/* ---- pipelines ------------------------------------------------------------------------------- */

/* Is the next token exactly the word @text? Then take it. */
static bool accept_word(struct parser *p, const char *text)
{
	struct token *t = lex_peek(p, LEX_COMMAND);

	if (t->kind != TOK_WORD || t->end - t->start != strlen(text) ||
		strncmp(p->src.s + t->start, text, strlen(text)) != 0)
		return false;
	lex_take(p);
	return true;
}

/* [!] [time [-p] [--]], in any order and number. */
static void parse_prefixes(struct parser *p, struct node *n)
{
	for (;;) {
		enum reserved r = peek_reserved(p);

		if (r == RES_NOT) {
			n->pipeline.negate = !n->pipeline.negate;
			lex_take(p);
		} else if (r == RES_TIME) {
			n->pipeline.timed = true;
			lex_take(p);
			if (accept_word(p, "-p"))
				n->pipeline.time_posix = true;
			if (accept_word(p, "--")) /* bash takes `time --` for `time -p --` */
				n->pipeline.time_posix = true;
		} else {
			return;
		}
	}
}

/* |&: the command in front gets 2>&1 behind its own redirections. */
static void add_both_redir(struct parser *p, struct node *n)
{
	struct redir *r = ARENA_NEW(p->arena, struct redir);
	struct redir **tail = &n->redirs;
	struct word_build b;

	while (*tail)
		tail = &(*tail)->next;
	*tail = r;
	r->kind = REDIR_DUP_OUTPUT;
	r->fd = 2;
	r->from_pipe_both = true;
	r->line = p->line;
	build_start(p, &b);
	buf_add_char(&p->lit, '1');
	r->target = build_finish(p, &b, "1");
}

/* command { | or |& [newlines] command }; the number of commands, 0: failed. */
static unsigned parse_pipe(struct parser *p, struct node **tail)
{
	unsigned n = 0;

	for (;;) {
		enum token_kind kind;
		struct node *command = parse_command(p);

		if (!command)
			return 0;
		*tail = command;
		tail = &command->next;
		n++;
		kind = lex_peek(p, LEX_COMMAND)->kind;
		if (kind != TOK_PIPE && kind != TOK_PIPE_BOTH)
			return p->failed ? 0 : n;
		if (kind == TOK_PIPE_BOTH)
			add_both_redir(p, command);
		lex_take(p);
		skip_newlines(p, LEX_COMMAND);
		peek_reserved(p);
	}
}

struct node *parse_pipeline(struct parser *p)
{
	struct node pipeline = {.kind = NODE_PIPELINE};
	enum reserved r = peek_reserved(p);
	enum token_kind kind;
	struct node *n;

	pipeline.line = p->tok.line;
	if (r == RES_NOT || r == RES_TIME) {
		parse_prefixes(p, &pipeline);
		kind = p->tok.kind;
		if (!p->failed && (kind == TOK_NEWLINE || kind == TOK_SEMI || kind == TOK_EOF))
			return arena_memdup(p->arena, &pipeline, sizeof(pipeline));
	}
	pipeline.pipeline.n = parse_pipe(p, &pipeline.pipeline.commands);
	if (!pipeline.pipeline.n)
		return NULL;
	n = pipeline.pipeline.commands;
	if (!n->next && !pipeline.pipeline.negate && !pipeline.pipeline.timed &&
		r != RES_NOT && r != RES_TIME)
		return n;
	return arena_memdup(p->arena, &pipeline, sizeof(pipeline));
}

struct node *parse_command(struct parser *p)
{
	enum reserved r = peek_reserved(p);
	struct node *n = NULL;

	if (!lex_enter(p)) {
		/* reported */
	} else if (starts_compound(p, r)) {
		n = parse_compound(p, r);
	} else if (r == RES_FUNCTION) {
		n = parse_function(p);
	} else if (r == RES_COPROC) {
		n = parse_coproc(p);
	} else if (r != RES_NOT && starts_command(p)) {
		n = parse_simple(p, NULL, p->tok.line);
	} else {
		parse_fail_token(p, &p->tok);
	}
	lex_leave(p);
	return p->failed ? NULL : n;
}

/* ---- parsers over a text of their own --------------------------------------------------------- */

void parser_sub_start(struct parser *sub, struct parser *up, const char *text, size_t len)
{
	*sub = (struct parser){
		.sh = up->sh,
		.program = up->program,
		.arena = up->arena,
		.src = BUF_INIT,
		.lit = BUF_INIT,
		.written = BUF_INIT,
		.line = up->line,
		.depth = up->depth,
		.at_end = true,
		.quiet = true,
	};
	buf_add(&sub->src, text, len);
}

static void parser_release(struct parser *p)
{
	alias_passed(p, (size_t)-1);
	buf_release(&p->src);
	buf_release(&p->lit);
	buf_release(&p->written);
	free(p->aliases);
	free(p->edits);
	free(p->misread);
}

void parser_sub_end(struct parser *sub)
{
	parser_release(sub);
}

/* ---- complete commands ----------------------------------------------------------------------- */

struct parser *parser_new(struct shell *sh, struct input *in)
{
	struct parser *p = xcalloc(1, sizeof(*p));

	p->sh = sh;
	p->in = in;
	p->src = (struct buf)BUF_INIT;
	p->lit = (struct buf)BUF_INIT;
	p->written = (struct buf)BUF_INIT;
	p->line = in && in->first_line ? in->first_line : 1;
	return p;
}

void parser_free(struct parser *p)
{
	if (!p)
		return;
	parser_release(p);
	free(p);
}

enum parse_failure parser_failure(const struct parser *p)
{
	return p->failure;
}

unsigned parser_line(const struct parser *p)
{
	return p->have_tok && p->tok.kind == TOK_NEWLINE ? p->line - 1 : p->line;
}

void parser_go_on(struct parser *p, unsigned line)
{
	p->line = line + 1;
}

/* A program that lives in its own arena. */
static struct program *program_new(void)
{
	struct program *program = xcalloc(1, sizeof(*program));

	program->refs = 1;
	return program;
}

/* Forget the text that was parsed before. */
static void drop_read_text(struct parser *p)
{
	alias_passed(p, p->pos);
	for (size_t i = 0; i < p->n_aliases; i++)
		p->aliases[i].end -= p->pos;
	if (p->pos >= p->src.len)
		buf_reset(&p->src);
	else
		buf_remove(&p->src, 0, p->pos);
	p->cut -= p->cut < p->pos ? p->cut : p->pos;
	p->pos = 0;
	p->have_tok = false;
	p->heredocs = NULL;
	p->in_heredoc = false;
	p->n_misread = 0;
	p->n_edits = 0;
	p->depth = 0;
	buf_reset(&p->lit);
}

/* After an error nothing of the line is used any more. */
static void give_up(struct parser *p)
{
	for (; p->pos < p->src.len; p->pos++)
		p->line += p->src.s[p->pos] == '\n';
	p->failed = false;
	p->substitutions = 0;
	drop_read_text(p);
}

static void set_program(struct parser *p, struct program *program)
{
	p->program = program;
	p->arena = &program->arena;
}

/* An interactive shell prompts again, --pretty-print has such a line, too. */
static bool stops_at_blank(const struct parser *p)
{
	return p->in->interactive || p->sh->dump;
}

/* Forget what was read before; pass over blank lines. */
static enum parse_result next_line(struct parser *p)
{
	int c;

	do {
		drop_read_text(p);
		c = lex_raw(p);
		if (!c)
			return PARSE_EOF;
		if (c == '\n')
			lex_skip(p);
	} while (c == '\n' && !stops_at_blank(p));
	return PARSE_OK;
}

/* A whole list, and then @t: bash has read its here-documents, and counts their lines. */
static void fail_behind_list(struct parser *p, const struct token *t)
{
	const char *end = strchr(p->src.s + t->end, '\n');

	if (p->heredocs && end) {
		p->pos = (size_t)(end - p->src.s) + 1;
		heredoc_read_all(p);
	}
	parse_fail_token(p, t);
}

/* One line, and the lines that it needs. */
static enum parse_result parse_line(struct parser *p, struct program *program)
{
	struct token *t;

	if (next_line(p) == PARSE_EOF)
		return PARSE_EOF;
	if (p->pos) /* a blank line */
		return PARSE_OK;
	program->root = parse_sequence(p, false);
	t = lex_peek(p, LEX_COMMAND);
	if (t->kind != TOK_NEWLINE && t->kind != TOK_EOF)
		fail_behind_list(p, t);
	return p->failed ? PARSE_ERROR : PARSE_OK;
}

enum parse_result parser_next(struct parser *p, struct program **ret)
{
	struct program *program = program_new();
	enum parse_result r;

	set_program(p, program);
	p->failure = FAILURE_SYNTAX;
	p->at_end &= !p->in->interactive; /* ^D within a command: a terminal goes on */
	do
		r = parse_line(p, program);
	while (r == PARSE_OK && !program->root && !stops_at_blank(p));
	if (r != PARSE_OK) {
		program_unref(program);
		if (r == PARSE_ERROR)
			give_up(p);
		return r;
	}
	program->text = lex_slice(p, 0, p->pos);
	input_sync(p->in);
	*ret = program;
	return PARSE_OK;
}

struct program *parse_text(struct shell *sh, const char *text, size_t len, const char *name,
	unsigned first_line)
{
	struct program *program = program_new();
	bool unattended = sh->unattended;
	struct input in;
	struct parser *p;

	sh->unattended = true;
	input_from_string(&in, name, text, len);
	in.first_line = first_line;
	p = parser_new(sh, &in);
	set_program(p, program);
	program->root = parse_list(p, true);
	if (!p->failed && p->tok.kind != TOK_EOF)
		parse_fail_token(p, &p->tok);
	program->text = arena_strndup(&program->arena, text, len);
	if (p->failed) {
		program_unref(program);
		program = NULL;
	}
	sh->unattended = unattended;
	parser_free(p);
	input_release(&in);
	return program;
}

static struct word *parse_quoted(struct shell *sh, struct arena *a, const char *text, bool in_prompt)
{
	struct parser up = {.sh = sh, .arena = a, .line = 1};
	struct parser p;
	struct word_build b;
	struct word *w;

	parser_sub_start(&p, &up, text, strlen(text));
	p.quiet = false;
	p.line = sh->line;
	p.unread = true;
	p.in_prompt = in_prompt;
	build_start(&p, &b);
	lex_double(&p, &b, 0);
	w = p.failed ? NULL : build_finish(&p, &b, NULL);
	parser_sub_end(&p);
	return w;
}

struct word *parse_double_quoted(struct shell *sh, struct arena *a, const char *text)
{
	return parse_quoted(sh, a, text, false);
}

struct word *parse_prompt(struct shell *sh, struct arena *a, const char *text)
{
	return parse_quoted(sh, a, text, true);
}

/* The words of @text with @closing behind it; an error is printed unless @quiet. */
static bool read_words(struct parser *up, const char *text, const char *closing, bool quiet,
	const char *separators, struct word **ret)
{
	struct parser p;
	bool failed;
	int c;

	parser_sub_start(&p, up, text, strlen(text));
	buf_add_str(&p.src, closing);
	p.quiet = quiet;
	while ((c = lex_raw(&p))) {
		struct word_build b;

		if (strchr(separators, c)) {
			p.pos++;
			continue;
		}
		build_start(&p, &b);
		lex_operand(&p, &b, separators, 0);
		if (c != '~') /* none of the words is an assignment */
			b.flags &= ~(unsigned)WORD_TILDE;
		*ret = build_finish(&p, &b, NULL);
		ret = &(*ret)->next;
	}
	*ret = NULL;
	failed = p.failed;
	parser_sub_end(&p);
	return !failed;
}

bool parse_words(struct shell *sh, struct arena *a, const char *text, const char *separators,
	struct word **ret)
{
	struct parser up = {.sh = sh, .arena = a, .line = sh->line};

	/* a quote that is left open ends with the text */
	return read_words(&up, text, "", true, separators, ret) ||
	       read_words(&up, text, "'", true, separators, ret) ||
	       read_words(&up, text, "\"", true, separators, ret) ||
	       read_words(&up, text, "", false, separators, ret);
}

struct assign *parse_assignment(struct shell *sh, struct arena *a, const char *text)
{
	struct parser up = {.sh = sh, .arena = a, .line = sh->line};
	struct parser p;
	struct assign *as;

	parser_sub_start(&p, &up, text, strlen(text));
	as = lex_assign(&p, LEX_COMMAND);
	if (p.failed)
		as = NULL;
	if (as && as->is_array) /* a bad substitution shows the whole list */
		elements_note_text(as->elements, text + strcspn(text, "("));
	parser_sub_end(&p);
	return as;
}
