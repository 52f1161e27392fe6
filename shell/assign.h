/*
 * shell/assign.h - NAME=( … ), and assignments that are text: for assign*.c, exec_*.c and the
 * declaration builtins.
 */
#ifndef SHELL_ASSIGN_H
#define SHELL_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>

struct array_element;
struct assign;
struct shell;
struct var;

/* What NAME=( … ) holds. */
struct element {
	const char *subscript; /* NULL: none */
	const char *value;
	/* associative: the source, to be expanded when it is stored; NULL: that is done */
	const struct array_element *from;
	bool append;
	struct element *next;
};

struct elements {
	struct element *first;
	struct element **tail;
	bool quoted; /* messages show ['sub']='value': an operand of a declaration builtin */
};

/*
 * The elements of @as in sh->scratch.  By words: brace expansion, splitting and globbing, as
 * indexed arrays want it.  By keys: of an associative array, that is none of them; nothing is
 * expanded yet unless @now.  False: failed, as told.
 */
bool elements_by_words(struct shell *sh, const struct assign *as, struct elements *list);
bool elements_by_keys(struct shell *sh, const struct assign *as, bool now, struct elements *list);
/* "(…)" with every element in single quotes, for set -x; in sh->scratch. */
const char *elements_as_text(struct shell *sh, const struct elements *list);
/* Store them in @v, which becomes an array if it is none. */
bool elements_store(struct shell *sh, struct var *v, const struct elements *list, bool append);

/* NAME[SUB]+=VALUE as text. */
struct assign_text {
	size_t name_len;
	size_t subscript;     /* offset of SUB; 0: none */
	size_t subscript_len;
	size_t value;         /* offset behind the = */
	bool append;
};

/* How far the subscript at @s goes: to its ], or to the end of @s when it has none. */
size_t subscript_length(const char *s);
/* Take @word apart; false: it is no assignment. */
bool assign_text_split(const char *word, struct assign_text *ret);
/* The index that @subscript, expanded once more, evaluates to. */
bool assign_index(struct shell *sh, const char *subscript, long long *ret);

#endif
