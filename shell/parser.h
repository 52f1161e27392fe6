/*
 * shell/parser.h - from text to programs, one complete command at a time.
 *
 * A program is one complete command (everything up to a newline that ends it,
 * as bash reads before it runs) with the arena its tree lives in.  It is counted:
 * a function body keeps the program it was parsed in.
 */
#ifndef SHELL_PARSER_H
#define SHELL_PARSER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"

struct buf;
struct input;
struct node;
struct shell;
struct word;

struct program {
	struct arena arena;
	unsigned refs;
	/* of a $(…): the program whose arena it lives in, which it counts for */
	struct program *owner;
	struct node *root; /* NULL: only blank lines and comments */
	/* of a $(…): what its first line is called in the tree, whose lines count from there */
	unsigned line;
	unsigned end_line; /* of a $(…): its last line */
	/* its source text, in the arena (verbose, history, BASH_EXECUTION_STRING) */
	const char *text;
};

struct program *program_ref(struct program *p);
void program_unref(struct program *p); /* NULL is fine */

struct parser;

/*
 * A parser of @in in the state of @sh (aliases, extglob, posix, interactive prompts). Borrows
 * @in.
 */
struct parser *parser_new(struct shell *sh, struct input *in);
void parser_free(struct parser *p);

enum parse_result {
	PARSE_OK,    /* *ret is a program (root may be NULL) */
	PARSE_EOF,   /* nothing more */
	PARSE_ERROR, /* the message was printed in bash's form; the rest of the line was skipped */
};

/* What an error was found in: bash does not treat all of them alike. */
enum parse_failure {
	FAILURE_SYNTAX,       /* no command like that, or the text ends too early */
	FAILURE_UNCLOSED,     /* a quote, ${, $((, (( or ` has no end */
	FAILURE_CONDITION,    /* in [[ … ]] */
	FAILURE_ELEMENTS,     /* in NAME=( … ) */
	FAILURE_SUBSTITUTION, /* in $( … ) or <( … ) */
	FAILURE_INNER_CONDITION, /* in [[ … ]] there: a failure stays the status */
	FAILURE_INTERRUPT,    /* ^C at the prompt for more of it: nothing was printed */
};

/* Of the PARSE_ERROR that parser_next() returned last. */
enum parse_failure parser_failure(const struct parser *p);

/* The next complete command. Aliases are expanded as they are defined at this moment. */
enum parse_result parser_next(struct parser *p, struct program **ret);
/* The line that the command which parser_next() returned ends on. */
unsigned parser_line(const struct parser *p);
/* It was left on @line: lines are counted on from there, as in bash. */
void parser_go_on(struct parser *p, unsigned line);

/*
 * Parse a whole text at once (functions from the environment, `$(…)` given as text). NULL:
 * printed.
 */
struct program *parse_text(struct shell *sh, const char *text, size_t len, const char *name,
	unsigned first_line);
/*
 * Words from text at run time: a value that `[[`, `printf -v`, `unset`, arithmetic or
 * ${!x} uses as NAME[SUBSCRIPT].  Parses @text as if in double quotes.
 */
struct word *parse_double_quoted(struct shell *sh, struct arena *a, const char *text);
/* The same of a prompt, where \" stands for ". */
struct word *parse_prompt(struct shell *sh, struct arena *a, const char *text);
/*
 * Words of @text as it stands, quotes and all, between bytes of @separators: *ret is NULL when
 * there are none.  False: printed.
 */
bool parse_words(struct shell *sh, struct arena *a, const char *text, const char *separators,
	struct word **ret);
/* NAME=value, the text of a word; NULL: it is none. For `set -k`, which counts when a command runs. */
struct assign *parse_assignment(struct shell *sh, struct arena *a, const char *text);

/*
 * Print as bash's `declare -f` and BASH_COMMAND do (shell/ast_print.c), no newline at the end.
 * @name NULL or empty: the form that goes into the environment, `() {  …}`.
 */
void ast_print_function(struct buf *out, const char *name, const struct node *function);
void ast_print_command(struct buf *out, const struct node *n); /* on one line where bash does */
/*
 * @text, from @a where it is not itself, as it stands in a word of bash: with \1 in front of \1
 * and \177.  The text of commands and what messages quote show it.
 */
const char *ast_escaped(struct arena *a, const char *text);

/* Is @s a reserved word? */
bool is_reserved_word(const char *s);
/* Is [@s, @s+@len) a valid identifier (POSIX 3.216)? */
bool is_name(const char *s, size_t len);
/* Bytes of the name that @s begins with. */
size_t name_prefix(const char *s);

#endif
