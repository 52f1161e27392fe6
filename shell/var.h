/*
 * shell/var.h - variables: scalars, arrays, attributes, scopes (bash manual 3.4, 6.7).
 *
 * Names are looked up dynamically: innermost function's locals first.  A
 * variable may be declared but unset (VAR_UNSET).  Values returned are borrowed:
 * valid until that variable is assigned or unset.  Functions that can fail print
 * bash's message ("x: readonly variable") and return false.
 */
#ifndef SHELL_VAR_H
#define SHELL_VAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct assign;
struct buf;
struct shell;
struct strv;
struct word;

enum var_flag {
	VAR_EXPORT = 1 << 0,   /* -x */
	VAR_READONLY = 1 << 1, /* -r */
	VAR_INTEGER = 1 << 2,  /* -i */
	VAR_LOWER = 1 << 3,    /* -l */
	VAR_UPPER = 1 << 4,    /* -u */
	VAR_CAPITAL = 1 << 5,  /* -c */
	VAR_TRACE = 1 << 6,    /* -t */
	VAR_NAMEREF = 1 << 7,  /* -n */
	VAR_INDEXED = 1 << 8,  /* -a */
	VAR_ASSOC = 1 << 9,    /* -A */
	VAR_UNSET = 1 << 10,   /* declared, no value yet */
	VAR_LOCAL = 1 << 11,
	VAR_DYNAMIC = 1 << 12, /* value comes from shell/special.c */
	VAR_NO_ASSIGN = 1 << 13, /* assignments are ignored (GROUPS, FUNCNAME …) */
	VAR_NO_UNSET = 1 << 14,
	VAR_IMPORTED = 1 << 15,  /* from the environment, not changed since */
	VAR_ELEMENT = 1 << 16,   /* no variable: what a nameref to NAME[SUB] reads as */
	VAR_TEMPORARY = 1 << 17, /* came from `A=1 cmd`, maybe a function's by now */
	VAR_PROPAGATE = 1 << 18, /* VAR_TEMPORARY that export took: the caller gets it */
};

/*
 * Indexed arrays are sparse: a sorted list of pairs.  Associative: insertion does not matter,
 * bash's order is its hash table's; see var_array_keys().
 */
struct array;

struct var {
	const char *name;
	unsigned flags;
	char *value;           /* scalar (not INDEXED or ASSOC); NULL with VAR_UNSET; owned */
	size_t value_len;      /* of value, without the NUL */
	size_t value_cap;      /* bytes allocated for it */
	struct array *array;   /* INDEXED or ASSOC; NULL while empty */
	struct var *hidden;    /* the variable of the same name in an outer scope */
	struct scope *scope;
	struct var *next;      /* in the scope's bucket */
};

/* ---- reading ---- */

/* The variable @name stands for, namerefs followed; NULL: none (not even declared). */
struct var *var_find(struct shell *sh, const char *name);
/* The same without following a nameref. */
struct var *var_find_noref(struct shell *sh, const char *name);
/*
 * Scalar value (element 0 of an array); NULL: unset.  Dynamic variables are computed. @name may
 * be NAME[subscript].
 */
const char *var_get(struct shell *sh, const char *name);
const char *var_value(struct shell *sh, struct var *v);
bool var_is_set(const struct var *v);

/*
 * Elements: @key is the subscript's text; for indexed arrays a decimal number (negative counts
 * from the end).
 */
const char *var_element(struct shell *sh, struct var *v, const char *key);
const char *var_element_at(struct shell *sh, struct var *v, int64_t index);
size_t var_count(struct shell *sh, struct var *v); /* ${#x[@]} */
/*
 * All keys (indexed: ascending decimal) or all values in the same order, into the arena. A
 * scalar has key 0.
 */
char **var_keys(struct shell *sh, struct var *v, struct arena *a, size_t *ret_n);
char **var_values(struct shell *sh, struct var *v, struct arena *a, size_t *ret_n);
/* Where in these lists the first element at or after @index stands; not of associative arrays. */
size_t var_position(const struct var *v, int64_t index);
/* One beyond the highest index; not of associative arrays. */
int64_t var_end(const struct var *v);

/* ---- writing ---- */

/* Is @text NAME or NAME[SUB], the last ] of which closes the first [ ? */
bool is_variable_text(const char *text);

/*
 * NAME=value in the scope where it is visible (else global), with -i -l -u applied. @name may be
 * NAME[subscript].
 */
bool var_set(struct shell *sh, const char *name, const char *value);
bool var_set_int(struct shell *sh, const char *name, int64_t value);
bool var_append(struct shell *sh, const char *name, const char *value);
bool var_set_element(struct shell *sh, struct var *v, const char *key, const char *value,
	bool append);
bool var_set_element_at(struct shell *sh, struct var *v, int64_t index, const char *value);
/*
 * NAME=(values…) as an indexed array, replacing it (mapfile, read -a, BASH_REMATCH,
 * PIPESTATUS…).
 */
bool var_set_array(struct shell *sh, const char *name, char *const *values, size_t n);
/*
 * Find or make it in the current scope (@local: in the innermost function) with no change of
 * value.
 */
struct var *var_declare(struct shell *sh, const char *name, bool local);
/* Add and remove attributes; converting scalar <-> array as declare does.  False: printed. */
bool var_change_flags(struct shell *sh, struct var *v, unsigned add, unsigned remove);
bool var_unset(struct shell *sh, const char *name);           /* true when it did not exist */
bool var_unset_noref(struct shell *sh, const char *name);     /* `unset -n` */
bool var_unset_element(struct shell *sh, struct var *v, const char *key);

/*
 * Run a parsed assignment: expands its value (and subscripts) and assigns.  @v NULL: by name,
 * in the visible scope; declaration builtins pass the variable they made.  False: printed, or
 * unwinding.
 */
bool assign_apply(struct shell *sh, const struct assign *as, struct var *v);

/* ---- scopes ---- */

void scope_push(struct shell *sh);  /* a function starts (makes sh->frame->scope when needed) */
void scope_pop(struct shell *sh);
/* The shell ends: drop the variables of all functions that are running. */
void scopes_drop(struct shell *sh);
/*
 * Assignments in front of a command (`A=1 cmd`): a temporary scope whose variables are
 * exported; popped after the command.  For special builtins in posix mode the assignments stay
 * instead.
 */
void scope_push_temporary(struct shell *sh);
bool scope_assign_temporary(struct shell *sh, const struct assign *as);
void scope_pop_temporary(struct shell *sh);

/* envp for exec: NAME=value of exported variables (and exported functions as BASH_FUNC_x%%), in the
 * arena, NULL-terminated; env_policy and env_inject applied. */
char **var_environ(struct shell *sh, struct arena *a);
/* Names of all variables, sorted, for lists; and the variable that a list shows (not `A=1 set`'s). */
void var_all(struct shell *sh, struct strv *out);
struct var *var_listed(struct shell *sh, const char *name);
/* Names of all that have a value, sorted, that start with @prefix and have one of @flags (0: any). */
void var_names(struct shell *sh, const char *prefix, unsigned flags, struct strv *out);

/* Declaration as `declare -p` prints it, with a newline. */
void var_print_declaration(struct shell *sh, struct var *v, struct buf *out);
/* NAME=value as `set` prints it, with a newline. */
void var_print_assignment(struct shell *sh, struct var *v, struct buf *out);

/* ---- positional parameters ---- */
/* Replace $1…: copies @args (NULL-terminated or @n). */
void args_set(struct shell *sh, char *const *args, size_t n);
bool args_shift(struct shell *sh, size_t n);
/*
 * The frame that owns the current positional parameters (functions have their own; source
 * without args shares).
 */
struct frame;
struct frame *args_frame(struct shell *sh);

/*
 * BASH_ARGC and BASH_ARGV (bash manual 5.2): the arguments of the calls in progress.  They begin
 * once, with the positional parameters of that moment: when extdebug is turned on, or when they
 * are named (a file that is sourced does that too) outside of functions and extdebug.  From then
 * on only calls change them: those of functions under extdebug, and files that are sourced.
 */
void args_log_begin(struct shell *sh);
void args_log_named(struct shell *sh);
void args_log_call(struct shell *sh, char *const *args, size_t n);
void args_log_return(struct shell *sh); /* the innermost of those there are */

/*
 * Quote for reading back: `printf %q` ($'…' or backslashes) and `${x@Q}`/declare -p ('…' or
 * $'…').
 */
void quote_backslash(struct buf *out, const char *s);
/* Never $'…', for names typed at the terminal: control characters stay. */
void quote_backslash_only(struct buf *out, const char *s);
void quote_double_only(struct buf *out, const char *s);
void quote_single(struct buf *out, const char *s);
/* '…' around whatever @s is, as aliases, traps and completions are printed. */
void quote_verbatim(struct buf *out, const char *s);
/* As `set` and `declare -p` values: bare, '…' or $'…' as bash chooses; declare -p uses "…". */
void quote_double(struct buf *out, const char *s);
void quote_assignment(struct buf *out, const char *s);
/* A name in a message: itself, or $'…' in @a when it would garble the terminal. */
struct arena;
const char *quote_unprintable(const char *s, struct arena *a);

#endif
