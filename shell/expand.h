/*
 * shell/expand.h - from words to fields (bash manual 3.5; POSIX 2.6).
 *
 * Order: brace, tilde, parameter/command/arithmetic/process substitution, word
 * splitting, pathname expansion, quote removal.  Results live in sh->scratch.
 * On an error (unset with -u, bad substitution, failed `${x?}`, division by zero …)
 * the message was printed, sh->unwind is set, and NULL or false is returned.
 */
#ifndef SHELL_EXPAND_H
#define SHELL_EXPAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct node;
struct param;
struct shell;
struct var;
struct word;

/* A growing NULL-terminated list of strings, all in an arena. */
struct fields {
	char **items;
	size_t len;
	size_t cap;
};
void fields_add(struct fields *f, struct arena *a, char *s);

/* All words of a list, to fields. */
bool expand_words(struct shell *sh, const struct word *words, struct fields *out);
/* One word of the same kind (a command's next word). */
bool expand_word(struct shell *sh, const struct word *w, struct fields *out);

/* No splitting, no globbing, no braces: the value of an assignment (tilde after = and :). */
char *expand_assignment(struct shell *sh, const struct word *w);
/* The same for an operand of declare, and for [i]=value in the list of an array: $* differs. */
char *expand_declared(struct shell *sh, const struct word *w);
char *expand_element_value(struct shell *sh, const struct word *w);
/*
 * The same with a tilde only at the start: case word, [[ operand, redirection in
 * posix scripts.
 */
char *expand_string(struct shell *sh, const struct word *w);
/*
 * To a pattern: quoted pattern characters come out with a backslash (shell/pattern.h).  case, [[
 * ==, ${x#…}.
 */
char *expand_pattern(struct shell *sh, const struct word *w);
/* The same, and as bash traces it: with a backslash in front of every quoted character. */
char *expand_traced_pattern(struct shell *sh, const struct word *w, const char **ret_traced);
/* To a POSIX ERE: quoted characters are escaped for regcomp.  [[ =~ ]]. */
char *expand_regex(struct shell *sh, const struct word *w);
/* A here-document's body. */
char *expand_heredoc(struct shell *sh, const struct word *w);
/* Text in double quotes: parameter, command and arithmetic only. */
char *expand_double_quoted(struct shell *sh, const struct word *w);
/* A redirection's target: one field, else "@shown: ambiguous redirect"; NULL: as it is written. */
char *expand_redirect_target(struct shell *sh, const struct word *w, const char *shown);
/* Text given at run time (PS4, PS1, `${x@P}`, ENV, mail): as in double quotes. */
char *expand_text(struct shell *sh, const char *text);
/* @path with the ~, ~user, ~+ … that it starts with replaced, in sh->scratch: entries of CDPATH. */
const char *expand_leading_tilde(struct shell *sh, const char *path);
/* A subscript of an associative array (one word, no splitting, no tilde). */
char *expand_subscript(struct shell *sh, const struct word *w);

/* Arithmetic: $((…)), ((…)), let, array subscripts, ${x:off:len} (bash manual 6.5). */
bool arith_eval(struct shell *sh, const char *expression, int64_t *ret);
/* The same for a parsed word: expands it first. */
bool arith_eval_word(struct shell *sh, const struct word *w, int64_t *ret);

/*
 * The subscript of an indexed array.  What is wrong with it abandons all of a -c string, as in
 * bash.
 */
bool expand_index(struct shell *sh, const struct word *w, int64_t *ret);
/* The same for one that is text. */
bool arith_eval_index(struct shell *sh, const char *text, int64_t *ret);
/* The value of a variable with the integer attribute; the same about failures. */
bool arith_eval_value(struct shell *sh, const char *text, int64_t *ret);

/*
 * IFS splitting of @text (an unquoted expansion's result) for `read` and the expander:
 * shell/split.h.
 */

/* Output of $(text) with trailing newlines removed, for @w's PART_COMMAND; NULL: failed. */
struct program;
char *command_substitute(struct shell *sh, const struct program *program, bool reads_file);
/*
 * Run the command @n here as a child would, if it is a builtin that only prints and nobody can tell:
 * what it prints is added to @out.  False: nothing has happened, it has to be forked.
 */
bool command_captured(struct shell *sh, const struct node *n, struct buf *out, int *ret_status);
/* "/dev/fd/N" for <(…) or >(…); the descriptor is closed by process_substitutions_end(). */
char *process_substitute(struct shell *sh, const struct program *program, char direction);
/*
 * Around each simple or compound command: close the descriptors that its <(…) opened since
 * @mark.
 */
size_t process_substitutions_mark(struct shell *sh);
void process_substitutions_end(struct shell *sh, size_t mark);
/* Wait for those whose command has ended; a signal with a trap ends it. */
void process_substitutions_wait(struct shell *sh);

/* Free what sh->expansion points to (made on first use); shell_release() calls it. */
void expansion_release(struct shell *sh);
/*
 * The element that NAME[@subscript] means, given as text at run time (`unset`, `read`, `printf
 * -v`, `[[ -v`, ${!x}): the subscript is expanded, and for an indexed array evaluated to a
 * decimal number.  In sh->scratch; NULL: failed.  @v NULL: indexed.
 */
char *expand_element_key(struct shell *sh, struct var *v, const char *subscript);

/* ${x@Q} and friends on one value (shell/expand_transform.c); NULL: no such operator. */
char *expand_transform(struct shell *sh, char op, const char *name, const char *value);

#endif
