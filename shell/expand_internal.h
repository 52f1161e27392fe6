/*
 * shell/expand_internal.h - shared by the files of the expander (shell/expand*.c, arith.c,
 * split.c, prompt.c).
 */
#ifndef SHELL_EXPAND_INTERNAL_H
#define SHELL_EXPAND_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "shell/ast.h"
#include "shell/expand.h"
#include "shell/split.h"

struct arith_cache;
struct builder;
struct param;
struct shell;
struct var;
struct word_part;

/* What the expander keeps between words; sh->expansion. */
struct expansion {
	struct ifs ifs;
	char *ifs_value;            /* what it was made from; NULL: nothing yet */
	char ifs_first[8];
	struct builder *idle;       /* builders with their memory, for the next word */
	struct arith_cache *arith;
	unsigned arith_depth;       /* values that are expressions that have values … */
	/* expanding for a $(builtin) that is not forked: change nothing */
	bool guarded;
	bool impure;                /* something would have been changed */
	struct substitution *substitutions; /* descriptors of <(…): shell/expand_procsub.c */
	size_t n_substitutions;
};
struct expansion *expansion_of(struct shell *sh);

/* ---- expand_build.c: the field being made ---- */

enum build_mode {
	BUILD_FIELDS,         /* split, remember what was quoted, glob */
	BUILD_STRING,         /* one string, no splitting */
	BUILD_PATTERN,        /* one string; quoted pattern characters get a backslash */
	BUILD_TRACED_PATTERN, /* one string; all that is quoted gets a backslash */
	BUILD_REGEX,          /* one string; quoted ERE characters get a backslash */
	BUILD_REPLACEMENT,    /* one string; quoted & and \ get a backslash */
};

/*
 * Where expansions put their text.  In BUILD_FIELDS a change between quoted and
 * unquoted text is noted as an offset (`toggles`), and only read when the field
 * turns out to hold a pattern.
 */
struct builder {
	struct buf text;        /* of the field being made */
	enum build_mode mode;
	bool started;           /* there is a field, if only an empty one ("") */
	bool has_glob;          /* an unquoted * ? [ or extglob opener was added */
	bool quoted;            /* state at the end of text */
	bool no_glob;           /* fields are not globbed (redirection targets in posix mode) */
	bool list_was_empty;    /* "$@" without parameters: "" around it makes no field … */
	bool had_null;          /* … unless an operator came out empty in there */
	bool rejoins;           /* what splitting yields is joined again, by blanks */
	bool pending;           /* … such a blank, if more comes */
	bool takes_apart;       /* lists written with * lose blanks: see expand_list.c */
	size_t blank_end;       /* … and one ended here with a blank */
	const struct word_part *word;   /* BUILD_FIELDS: what the fields are made of */
	struct {
		const struct word_part *parts; /* what the innermost double quotes hold */
		size_t text, fields;           /* bytes and fields there were in front of them */
	} quotes;
	const struct ifs *kept; /* separators in the word's own text are quoted; NULL: they are not */
	const struct ifs *bare; /* separators are unquoted even in quotes; NULL: they are not */
	unsigned char last_ifs; /* class of the IFS character that ended the last field: split.h */
	size_t *toggles;
	size_t n_toggles, cap_toggles;
	struct fields *out;     /* BUILD_FIELDS */
	struct builder *next;   /* in sh->expansion->idle */
};

struct builder *builder_get(struct shell *sh, enum build_mode mode, struct fields *out);
void builder_put(struct shell *sh, struct builder *b);
/*
 * bash quotes what IFS has in the text of a word that also holds an unquoted expansion, so that
 * it is not split there; pattern characters in IFS are then none in such a word @w.  Without an
 * expansion it takes these quotes away again, and those that were there as well.
 */
void builder_quote_separators(struct shell *sh, struct builder *b, const struct word *w);
/* Text that is neither split nor special. */
void builder_add_quoted(struct builder *b, const char *s, size_t len);
/* Text of the word itself: not split, pattern characters active. */
void builder_add_literal(struct builder *b, const char *s, size_t len);
/*
 * Result of an unquoted expansion: split by IFS where the mode splits, pattern characters
 * active.  False: failglob.
 */
bool builder_add_split(struct shell *sh, struct builder *b, const char *s, size_t len);
/* An empty quoted part: there is a field. */
void builder_start(struct builder *b);
/*
 * End the field that was started, if any: pathname expansion, quote removal, into b->out.
 * False: failglob.
 */
bool builder_finish_field(struct shell *sh, struct builder *b);
/* BUILD_STRING, BUILD_PATTERN, BUILD_REGEX: the result, in sh->scratch. */
char *builder_result(struct shell *sh, struct builder *b);

/* The end of what is joined again: a separator there is none. */
void builder_stop_rejoining(struct builder *b);
/* The end of double quotes: a separator of a list in there that nothing follows is none. */
void builder_end_quotes(struct builder *b);

/* ---- expand.c ---- */

/* How a part is expanded. */
enum expand_flag {
	EXPAND_QUOTED = 1 << 0,     /* inside double quotes */
	/* literal text is the result of an expansion: split it (${x:-a b}) */
	EXPAND_OPERAND = 1 << 1,
	EXPAND_ASSIGNMENT = 1 << 2, /* the value of a variable: lists are not split */
	EXPAND_HEREDOC = 1 << 3,    /* in a here-document's body: as quoted, but for what joins lists */
	/* $* is joined as if it were to be split: declare x=$*, a=([1]=$*) */
	EXPAND_AS_FIELD = 1 << 4,
	EXPAND_COLONS = 1 << 5,     /* tildes behind : */
};

bool expand_parts(struct shell *sh, struct builder *b, const struct word_part *parts,
	unsigned flags);
bool expand_part(struct shell *sh, struct builder *b, const struct word_part *part, unsigned flags);
/* A word with its tilde: what stands in ${x:-…} and in assignments. */
bool expand_word_into(struct shell *sh, struct builder *b, const struct word *w, unsigned flags);
/*
 * The value of a plain $x (no operator, no subscript), or NULL when it has to be expanded in
 * full: lists, unset parameters.
 */
const char *param_simple_value(struct shell *sh, const struct param *p);
/* One part as in double quotes, in sh->scratch; NULL: failed. */
char *expand_part_string(struct shell *sh, const struct word_part *part);

/*
 * Called before an expansion changes the shell (assigns, forks, advances RANDOM).  True: it
 * must not, and fails without a message; shell/expand_cmdsub.c then forks.
 */
bool expand_guarded(struct shell *sh);

/* ---- errors ---- */

/* Abandon the command after a message was printed.  Returns false. */
bool expand_failed(struct shell *sh);
/* The same in posix mode, too; under `set -e` it ends the shell (bash: report_error). */
bool expand_reported(struct shell *sh);
/* A bad subscript: abandon the line, or all of a -c string.  Returns false. */
bool expand_index_failed(struct shell *sh);
/* The end of a non-interactive shell (status 127 for -c, as bash).  Returns false. */
bool expand_fatal(struct shell *sh);
/* "x: unbound variable", and the end of a non-interactive shell.  Returns false. */
bool expand_unbound(struct shell *sh, const char *name);

/* ---- the constructs ---- */

/*
 * shell/expand_brace.c: the words that @w stands for, in sh->scratch, linked by next; at least
 * one.
 */
const struct word *expand_braces(struct shell *sh, const struct word *w);

/*
 * shell/expand_tilde.c: length of the tilde-prefix at @s (which starts with ~ and ends before /
 * or :), and what it stands for in *ret (sh->scratch; NULL: stays as it is).
 */
size_t expand_tilde(struct shell *sh, const char *s, size_t len, const char **ret);

/* shell/expand_param.c */
bool expand_param(struct shell *sh, struct builder *b, const struct param *p, unsigned flags);

/*
 * What a parameter holds: one value, or a list ($@ $* ${a[@]} ${a[*]}).
 */
struct param_value {
	char **items;       /* n of them; borrowed or in sh->scratch */
	size_t n;
	bool is_list;
	bool is_star;       /* list written with *: joined by IFS in double quotes */
	bool is_set;
	char *one[1];       /* items of a scalar */
	const char *name;   /* after ${!x}: the parameter that is meant */
	const char *key;    /* its subscript, expanded (a number for indexed arrays); NULL: none */
	struct var *var;    /* the variable; NULL: positional or special, or not declared */
	char all;           /* '@' or '*': the subscript was that */
	bool is_positional; /* $@ $*: a list that begins at 1 */
	enum param_op op;   /* what was done with it */
	const char *before; /* text in front of a list, not quoted by quotes around; NULL: none */
	bool names_nothing; /* ${!x} where x is declared but not set */
};

/* shell/expand_list.c: put a value, or all that @v has, into the word. */
bool expand_add_value(struct shell *sh, struct builder *b, const char *s, unsigned flags);
bool expand_add_values(struct shell *sh, struct builder *b, const struct param_value *v,
	unsigned flags);
/* Is a list among the expansions of a command's word? */
bool expand_has_list(const struct word_part *parts);
/* From here on @b joins what it splits, if bash does so with a list in @w.  Does it? */
bool expand_rejoin(struct shell *sh, struct builder *b, const struct word *w, unsigned flags);

/* shell/expand_value.c: what @p stands for; false: failed. */
bool param_find_value(struct shell *sh, const struct param *p, struct param_value *v);
/* Bash looks an element that is not set up once more, and so evaluates its subscript: the same. */
bool param_find_again(struct shell *sh, const struct param *p, struct param_value *v);
/* The only value is @value, borrowed; NULL: it is unset. */
void param_set_one(struct param_value *v, const char *value);
/* How @p is called in messages: `x`, `a[1]`, `$1`, `!x`. */
const char *param_name_in_message(struct shell *sh, const struct param *p);
bool param_is_special_name(const char *name);
/* `NAME: invalid indirect expansion`; false. */
bool param_invalid_indirection(struct shell *sh, const char *name);
/* `…: bad substitution`; false. */
bool expand_bad_substitution(struct shell *sh, const struct param *p);

/* shell/expand_param_ops.c: operators that change each value; items are replaced. */
bool param_remove(struct shell *sh, const struct param *p, struct param_value *v);
bool param_change_case(struct shell *sh, const struct param *p, struct param_value *v);
/*
 * @s with the characters that match @pattern (NULL: all) changed as PARAM_UPPER_FIRST … say; in
 * sh->scratch.
 */
char *expand_change_case(struct shell *sh, const char *s, enum param_op op, const char *pattern);
/* shell/expand_replace.c */
bool param_replace(struct shell *sh, const struct param *p, struct param_value *v);
/* shell/expand_substring.c */
bool param_substring(struct shell *sh, const struct param *p, struct param_value *v);
/* shell/expand_transform.c */
bool param_transform(struct shell *sh, const struct param *p, struct param_value *v);

/* Flags for the matches of ${x#…} and the like; @nocase: nocasematch counts. */
unsigned expand_pattern_flags(const struct shell *sh, bool nocase);
/* Number of characters of @s (bytes where the locale has no more). */
size_t expand_char_count(const char *s);

/*
 * `…` whose text does not parse: says so, as bash does only when it runs; the result is empty,
 * the status 2.
 */
char *command_unparsed(struct shell *sh, const char *text);

#endif
