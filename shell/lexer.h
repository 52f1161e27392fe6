/*
 * shell/lexer.h - the parser's state, and the functions its files share.
 *
 * Source text is appended to p->src line by line, only when the next byte is
 * asked for; p->pos is what has been read of it.  A backslash-newline is cut out
 * of p->src where it counts, and an alias value is put in, so that the slice of a
 * token always is the token's text.  Offsets stay valid, pointers into it do not.
 *
 * After a failure (p->failed) every read answers "end of text", so that all
 * loops end by themselves.
 */
#ifndef SHELL_LEXER_H
#define SHELL_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/parser.h"
#include "shell/token.h"

struct input;
struct shell;

enum {
	PARSE_NEST_MAX = 1000, /* compound commands, substitutions and parentheses inside each other */
};

/* Text that an alias was replaced by: until `end` the name is not expanded again. */
struct alias_region {
	char *name;
	size_t end;
	bool blank; /* the value ends in a blank: the next word may be an alias too */
};

/* Source text that is kept differently: $'…' as '…', $"…" as "…" (what bash prints later). */
struct text_edit {
	size_t start, end;
	const char *text;
};

/* The parentheses of $((…)), or the brackets of $[…]: bash looks for their end before anything else. */
struct arith_pair {
	char open, close; /* 0: in none */
	unsigned depth;
};

/* A here-document whose body starts behind the next newline. */
struct heredoc {
	struct redir *redir;
	const char *delimiter; /* quotes removed */
	bool quoted;
	struct heredoc *next;
};

struct parser {
	struct shell *sh;
	struct input *in;        /* NULL: src is all there is */
	struct program *program; /* being parsed; all that is made lives in its arena */
	struct arena *arena;     /* of program */

	struct buf src;
	size_t pos;
	unsigned line;           /* that pos stands on */
	bool at_end;             /* the input has no more lines */
	bool failed;             /* an error was reported (or swallowed, when quiet) */
	enum parse_failure failure; /* what the error was found in */
	bool quiet;              /* errors are found out by the caller */

	struct token tok;        /* looked at but not taken */
	bool have_tok;
	struct buf lit;          /* literal text of the parts that are open, innermost last */
	bool lacks_bracket;      /* a parameter of the word at hand does, or of one before it */
	unsigned function_brace; /* line of the last { that a function began with */
	unsigned depth;
	unsigned substitutions;  /* $( ) and <( ) that are open */
	bool unread;             /* a here-document or the like: see lex_dollar_quote() */
	struct arith_pair pair;  /* that p->pos is in, outside quotes and $( ) */
	unsigned parens;         /* of a pattern, in which p->pos is, outside double quotes */
	bool as_written;         /* a $( ) in it runs as it stands, not as bash prints it */

	struct heredoc *heredocs;
	struct heredoc **heredocs_tail;
	bool in_prompt;          /* of what is in double quotes without them: \" is " all the same */
	bool in_heredoc;         /* reading a body: its lines stay lines in the history */
	struct alias_region *aliases;
	size_t n_aliases, cap_aliases;
	bool alias_first;        /* the next token is the first of a value: it may be an alias in turn */
	size_t cut;              /* where the last backslash-newline stood: for messages, a line begins */
	struct buf written;      /* the line at hand as it was before aliases were put in; for messages */
	struct text_edit *edits; /* by offset */
	size_t n_edits, cap_edits;
	size_t *misread;         /* offsets behind a (( of two subshells, of a [ of no assignment */
	size_t n_misread, cap_misread;
};

/* ---- lexer.c: bytes and tokens ---- */

/* Byte classes: see the table in lexer.c. */
enum { CLASS_PLAIN = 1, CLASS_BLANK = 2, CLASS_META = 4, CLASS_NAME = 8, CLASS_DIGIT = 16 };
extern const unsigned char lex_class[256];

/* The byte at p->pos, brought in when it is not there yet; 0 at the end of the text. */
int lex_raw(struct parser *p);
int lex_char_slow(struct parser *p);
/* The same, a backslash-newline cut out. */
static inline int lex_char(struct parser *p)
{
	int c = (unsigned char)p->src.s[p->pos];

	return c && c != '\\' && !p->failed ? c : lex_char_slow(p);
}
/* The byte behind the one at p->pos, within the line that is there. */
static inline int lex_ahead(const struct parser *p)
{
	return p->pos + 1 < p->src.len ? (unsigned char)p->src.s[p->pos + 1] : 0;
}
/* Step over the byte at p->pos and count a newline. */
static inline void lex_skip(struct parser *p)
{
	if (p->src.s[p->pos++] == '\n')
		p->line++;
}
/* Does the byte @c, in a ${…}, end the arithmetic around?  If not it is taken, and is counted. */
static inline bool lex_ends_arith(struct parser *p, int c)
{
	struct arith_pair *pair = &p->pair;

	if (c == pair->open)
		pair->depth++;
	else if (c == pair->close)
		return !pair->depth || !pair->depth--;
	return false;
}
/* Skip blanks, continuations and a comment; the byte that stands there. */
int lex_skip_blanks(struct parser *p);
/* Look at the next token, read in @mode unless it was looked at before. */
struct token *lex_peek(struct parser *p, enum lex_mode mode);
/* Take the token looked at. */
static inline void lex_take(struct parser *p)
{
	p->have_tok = false;
}
/* The word of a TOK_WORD. */
struct word *lex_token_word(struct parser *p, struct token *t);
/* Text of the source between two offsets, edits applied, in the arena; lex_add_slice() appends it. */
void lex_add_slice(struct parser *p, struct buf *out, size_t start, size_t end);
const char *lex_slice(struct parser *p, size_t start, size_t end);
/* Let slices have @text for [@start, @end), which is behind all edits so far. */
void lex_edit(struct parser *p, size_t start, size_t end, const char *text);
/* Write @text over [@start, @end) of the source and go back to @start; messages show the old text. */
void lex_splice(struct parser *p, size_t start, size_t end, const char *text);
/* Go back to @pos. */
void lex_rewind(struct parser *p, size_t pos, unsigned line);
/* Was what stands at @at found to be another thing, and gone back over?  Then it is not tried again. */
bool lex_was_misread(const struct parser *p, size_t at);
void lex_note_misread(struct parser *p, size_t at);
/* One level deeper; false: too deep, reported. */
bool lex_enter(struct parser *p);
static inline void lex_leave(struct parser *p)
{
	p->depth--;
}

/* ---- word_build.c: words under construction ---- */

/* A word under construction. */
struct word_build {
	struct word_part *first;
	struct word_part **tail;
	size_t lit;            /* where its literal starts in p->lit */
	size_t start;          /* of its text in p->src */
	unsigned line;
	unsigned flags;        /* WORD_* so far */
	unsigned brace;        /* 0, 1: saw {   2: and , or .. */
	bool bracket;          /* saw an unquoted [ */
};

void build_start(struct parser *p, struct word_build *b);
/* Add a part of @kind, after what literal text there is. */
struct word_part *build_part(struct parser *p, struct word_build *b, enum part_kind kind);
/* The finished word; its text is p->src from b->start to p->pos, or @text when not NULL. */
struct word *build_finish(struct parser *p, struct word_build *b, const char *text);
/* Turn what was collected into a part of @kind; nothing collected: no part, unless @even_empty. */
void build_flush(struct parser *p, struct word_build *b, enum part_kind kind, bool even_empty);
/* The parameters among @part and its successors stand in @text. */
void parts_note_text(struct word_part *part, const char *text);
/* The same for those in the list of an array. */
void elements_note_text(const struct array_element *e, const char *text);

/* ---- lex_word.c: words and their parts ---- */

/* A shell word, up to an unquoted blank or operator. */
void lex_word(struct parser *p, struct word_build *b, enum lex_mode mode);
/*
 * Text in which quotes count and blanks do not, up to one of @stops outside quotes: operands of ${…},
 * subscripts.  @open: a byte that nests with the first of @stops, or 0; the others end it at any
 * depth.  Stops in front of it.
 */
void lex_operand(struct parser *p, struct word_build *b, const char *stops, char open);
/* As in double quotes, up to @stop (0: the end of the text); in a ${…} double quotes may nest. */
void lex_double(struct parser *p, struct word_build *b, char stop);
/* The word of ${x-…} in double quotes, up to its }.  False: bash misses that when it expands it. */
bool lex_double_value(struct parser *p, struct word_build *b);
/* An arithmetic expression up to one of @stops outside of parentheses or, if ] is one, of brackets. */
void lex_arith(struct parser *p, struct word_build *b, const char *stops);
/*
 * The first expression of ${x:…:…}, or the second; @in_double: of a "${…}".  A } ends it also in
 * parentheses.  False: one is open that has something behind it.
 */
bool lex_offset(struct parser *p, struct word_build *b, const char *stops, bool in_double);
/* '…', "…" and $'…' at p->pos, which stands on the quote. */
void lex_single_quoted(struct parser *p, struct word_build *b);
void lex_double_quoted(struct parser *p, struct word_build *b);
/* $"…", which starts at @start: without a catalogue it is "…", and is kept so. */
void lex_locale_quoted(struct parser *p, struct word_build *b, size_t start);
void lex_ansi_quoted(struct parser *p, struct word_build *b);
/*
 * The $'…' at p->pos in a "${…}" is replaced in the source by its text, which is then read like
 * any other, and $"…" loses its $ (bash manual 4.3.2, extquote).  Returns where that text ends;
 * 0: neither stands there.
 */
size_t lex_dollar_quote(struct parser *p, bool keep_quotes);

/* ---- lex_param.c: what starts with $ or ` ---- */

/* The construct at the $ at p->pos. */
void lex_dollar(struct parser *p, struct word_build *b, bool in_double);
void lex_backquote(struct parser *p, struct word_build *b, bool in_double);
/*
 * The expression of ((…)), p->pos behind the parentheses; NULL: failed, or it is two subshells.
 * @substitution: of $((…)), where the parenthesis of the $( has to be closed as well.
 */
struct word *lex_double_paren(struct parser *p, bool substitution);
/* <( or >( at p->pos. */
void lex_process(struct parser *p, struct word_build *b);
/*
 * Subscript at the [ at p->pos; steps over the ], which is the first of @stops: see lex_operand().
 * @ret_all: '@', '*' or 0.  NULL: not closed.
 */
struct word *lex_subscript(struct parser *p, const char *stops, char *ret_all);

/* ---- lex_assign.c ---- */

/*
 * NAME=…, NAME+=…, NAME[…]=… and, in LEX_COMMAND and LEX_DECL, NAME=(…) at p->pos; NULL: it is
 * none, nothing was read.  In LEX_DECL and LEX_OPERAND blanks and operators end it.
 */
struct assign *lex_assign(struct parser *p, enum lex_mode mode);
/* The same as an argument of a declaration builtin. */
struct word *lex_assign_word(struct parser *p, struct assign *as);

/* ---- heredoc.c ---- */

/* Note the here-document of @r with the delimiter word @w. */
void heredoc_expect(struct parser *p, struct redir *r, const struct word *w);
/* Behind a newline (or at the end of the text): read the bodies that are due. */
void heredoc_read_all(struct parser *p);

/* ---- alias.c ---- */

/* Replace the word token at hand by its alias, if it is one that counts. True: look again. */
bool alias_substitute(struct parser *p, struct token *t);
/* Has a region whose value ended in a blank just been left?  Forgets the regions before @pos. */
bool alias_passed(struct parser *p, size_t pos);

/* ---- ast.c ---- */

struct node *node_new(struct parser *p, enum node_kind kind, unsigned line);

/* ---- parser.c and below: grammar ---- */

/* A parser over @text alone, for the program that @up makes; ends with parser_sub_end(). */
void parser_sub_start(struct parser *sub, struct parser *up, const char *text, size_t len);
void parser_sub_end(struct parser *sub);
/* Up to a token that cannot start or continue a list.  May be empty only when @may_be_empty. */
struct node *parse_list(struct parser *p, bool may_be_empty);
/*
 * A list up to the end of the text or, in $( ), to the closing parenthesis, which is taken.
 * NULL: failed or nothing there.
 */
struct program *parse_substitution(struct parser *p, bool parenthesis);
struct node *parse_and_or(struct parser *p);
struct node *parse_pipeline(struct parser *p);
struct node *parse_command(struct parser *p);

/* parse_simple.c */
struct node *parse_simple(struct parser *p, struct word *first, unsigned line);
/* Redirections that follow a compound command. */
struct redir *parse_redirs(struct parser *p);
bool parse_redir(struct parser *p, struct redir ***tail);

/* parse_compound.c */
/* Does a compound command start at the token looked at, whose reserved word is @r? */
bool starts_compound(struct parser *p, enum reserved r);
struct node *parse_compound(struct parser *p, enum reserved r);
/* parse_function.c */
struct node *parse_function_body(struct parser *p, const char *name, unsigned line, bool keyword);
struct node *parse_function(struct parser *p);
struct node *parse_coproc(struct parser *p);

/* parse_cond.c */
struct node *parse_cond(struct parser *p);

/* The reserved word at the next token, aliases replaced first. */
enum reserved peek_reserved(struct parser *p);
/* Take the reserved word @r or report the token that stands there. */
bool expect_reserved(struct parser *p, enum reserved r);
/* Take newlines; the token behind them is read in @mode. */
void skip_newlines(struct parser *p, enum lex_mode mode);

/* ---- errors, in bash's words: parse_error.c ---- */

/* PROG: line @line: message. */
void parse_fail(struct parser *p, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* syntax error near unexpected token `…', with the line; or unexpected end of file. */
void parse_fail_token(struct parser *p, const struct token *t);
/* unexpected EOF while looking for matching `c' */
void parse_fail_unclosed(struct parser *p, unsigned line, char c);
/* The same of $( ), which bash reads with its parser: it is a syntax error like any. */
void parse_fail_at_end(struct parser *p, unsigned line, char c);
/* The line that bash names when the text ends too early. */
unsigned parse_end_line(const struct parser *p);
/* After an error in an element of NAME=( … ): where the text has ended, bash says so once more. */
void parse_fail_element(struct parser *p);
/*
 * After an error: the tokens up to the end of the line, from the one at hand, are taken, and only
 * looked at for what has no end.  False: there is such, and it is the error that counts.
 */
bool parse_skip_line(struct parser *p);
/* An error without a word, of which the character at hand is part: what is left of the line goes. */
void parse_fail_silently(struct parser *p);
/* After an error in [[ … ]]: what is left of the line is read, which may be wrong in turn. */
void parse_fail_condition(struct parser *p);
/* After an error: it was in a construct of @kind, unless one inside that says more. */
void parse_fail_in(struct parser *p, enum parse_failure kind);
/* A warning; parsing goes on. */
void parse_warn(struct parser *p, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A token as messages name it. */
const char *token_text(struct parser *p, const struct token *t);
/* The second line: PROG: line N: `source line'. */
void parse_show_line(struct parser *p);

#endif
