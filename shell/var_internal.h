/*
 * shell/var_internal.h - how variables are kept; for shell/var*.c, assign.c and special.c.
 *
 * Shallow binding: one hash table of names, each with the variable that is visible
 * now, the ones it hides behind it.  So a lookup costs the same in any depth of calls,
 * and leaving a function restores what its locals hid.
 */
#ifndef SHELL_VAR_INTERNAL_H
#define SHELL_VAR_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/strv.h"
#include "shell/options.h"
#include "shell/var.h"

/* A name that was ever used; entries are never freed before the shell. */
struct name {
	struct name *next;  /* in the bucket */
	struct var *var;    /* visible now; NULL: none */
	uint32_t hash;
	bool watched;       /* shell/special.c wants to know of assignments */
	char text[];
};

struct scope {
	enum scope_kind { SCOPE_GLOBAL, SCOPE_FUNCTION, SCOPE_TEMPORARY } kind;
	struct scope *up;                    /* SCOPE_TEMPORARY: the one below */
	struct var *vars;                    /* not SCOPE_GLOBAL: linked by next */
	struct shell_options *saved_options; /* `local -` */
	bool in_function; /* SCOPE_TEMPORARY: of a command in one */
	bool merged; /* SCOPE_TEMPORARY of eval and the like: a scope as any other */
};

/* sh->globals is &globals.scope. */
struct globals {
	struct scope scope;
	struct name **buckets;
	size_t n_buckets; /* a power of two */
	size_t n_names;
	struct scope *temporary; /* innermost `A=1 cmd` */
	struct strv foreign;     /* environment strings whose name is no identifier: passed on */
	char **environ;          /* cached; [0] is for `_` */
	size_t n_environ;
	struct arena environ_memory;
	bool environ_dirty;
	struct var element_view; /* what var_find() answers for a nameref to NAME[SUB] */
};

struct buf;
struct frame;
struct shell;

struct globals *globals_of(const struct shell *sh);
struct globals *globals_new(void);
void globals_free(struct globals *g);

/* The entry of @name; NULL with !@make: never used.  @name need not end at @len. */
struct name *name_find(struct globals *g, const char *name, size_t len, bool make);
struct name *name_of(const struct var *v);

/* Make a variable in @scope, in front of (global: behind) those of that name. */
struct var *var_new(struct shell *sh, struct name *entry, struct scope *scope, unsigned flags);
/* Take it out of its name and scope and free it. */
void var_remove(struct shell *sh, struct var *v);
/* Drop the value, keep the variable. */
void var_clear(struct var *v);

/*
 * The variable that @name stands for; a nameref to NAME[SUB] sets *ret_subscript to "SUB]".
 * *ret_name (may be NULL) gets the name where the chain of references ends; NULL when
 * it never does (printed).
 */
struct var *var_resolve(struct shell *sh, const char *name, const char **ret_name,
	const char **ret_subscript);
/* Visible, or made in the global scope. */
struct var *var_visible(struct shell *sh, const char *name);
/* The innermost function's scope, made when needed; NULL: in no function. */
struct scope *scope_of_function(struct shell *sh);
struct frame *frame_of_function(const struct shell *sh);

/*
 * The assignments in front of a special builtin in posix mode stay; of a function, they are its
 * locals.
 */
void scope_keep_temporary(struct shell *sh);
/* The innermost temporary scope is not seen, or again: the redirections of its command are expanded. */
void scope_hide_temporary(struct shell *sh, bool hide);
void scope_adopt_temporary(struct shell *sh);
/* Is @v of the command that runs, a builtin that runs none itself? */
bool var_is_temporary(const struct var *v);
/* The variable that is visible when such a command has ended; made when there is none. */
struct var *var_behind_temporary(struct shell *sh, const struct var *v);
/*
 * `A=1 export A` and the like: @v, which got @flags, outlives the command or function; what stands
 * in front of eval only in a function, or if it is declared anew (@declares: not export, readonly).
 */
bool var_outlive(struct shell *sh, struct var *v, unsigned flags, bool declares);
/* envp with `_=@path`. */
char **var_environ_for(struct shell *sh, const char *path, struct arena *a);
/* @envp with the NAME=VALUE strings of @add in place of or behind its own. */
char **environ_with(struct arena *a, char **envp, char *const *add);
void var_import(struct shell *sh, char **environ_strings, bool privileged);
/* NAME=(…) in front of a command: "(word word…)", expanded, in sh->scratch; NULL: failed. */
const char *assign_list_as_text(struct shell *sh, const struct assign *as);
/* `+ NAME=VALUE` when xtrace is on (shell/exec_trace.c). */
void xtrace_assignment(struct shell *sh, const char *name, bool append, const char *value);

/* "(…)" of an array; letters of `declare -p`; a subscript as declare -p quotes it. */
void var_array_text(const struct var *v, struct buf *out);
void var_flag_letters(const struct var *v, struct buf *out);
void quote_key(struct buf *out, const char *key);
/* As quote_assignment(), but @posix writes no $'…', whatever is in @s. */
void quote_listed(struct buf *out, const char *s, bool posix);
/* As `set -x` shows a word. */
void quote_trace(struct buf *out, const char *s);

/* Free what `set --` made. */
void args_release(struct frame *f);

/* May it be assigned?  Prints. */
bool var_may_assign(struct shell *sh, struct var *v, bool *ret_ignore);
/* NAME=value or NAME+=value for a variable at hand (element 0 of an array). */
bool var_assign(struct shell *sh, struct var *v, const char *value, bool append);
/*
 * -i -l -u -c applied to @value; the result borrows from @value or the scratch arena.  NULL:
 * failed.
 */
const char *var_convert(struct shell *sh, struct var *v, const char *value);
/*
 * What is stored for an element that was @before: @value converted, or appended to it.  malloc'd;
 * NULL: failed.
 */
char *var_new_value(struct shell *sh, struct var *v, const char *before, const char *value,
	bool append);
/* Count a negative index from the end; false: it is before the first element. */
bool var_real_index(const struct var *v, int64_t *index);
/* The raw store, no checks. */
void var_store(struct var *v, const char *value, size_t len);
/* Bookkeeping after any change of value: flags, environment, side effects. */
void var_changed(struct shell *sh, struct var *v);
/* Make it an array of that kind, keeping a scalar as element 0. */
void var_to_array(struct var *v, bool assoc);
/*
 * "a[SUB]" text: the key of SUB in @v, expanded (assoc) or evaluated (indexed) into the scratch
 * arena.
 */
const char *var_key_of_text(struct shell *sh, const struct var *v, const char *sub, size_t len);
/*
 * The key of the @text NAME[SUB] that is to be assigned in @v; NULL: failed, as told (of the
 * text, when it means no element).
 */
const char *var_key_to_assign(struct shell *sh, const struct var *v, const char *text,
	size_t name_len, size_t sub_len);
/* Split "a[SUB]", the last ] closing the first [: the lengths of both; false: no such form. */
bool var_split_element(const char *text, size_t *ret_name_len, size_t *ret_sub_len);

#endif
