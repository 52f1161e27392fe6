/*
 * shell/complete.h - programmable completion (bash manual 8.6): what is generated for a word.
 */
#ifndef SHELL_COMPLETE_H
#define SHELL_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

struct shell;
struct strv;

/* -A names, in the order in which they are generated; COMPLETE_* by number is a bit of .actions. */
enum complete_action {
	COMPLETE_ALIAS, COMPLETE_ARRAYVAR, COMPLETE_BINDING, COMPLETE_BUILTIN, COMPLETE_DISABLED,
	COMPLETE_ENABLED, COMPLETE_EXPORT, COMPLETE_FUNCTION, COMPLETE_HELPTOPIC,
	COMPLETE_HOSTNAME, COMPLETE_JOB, COMPLETE_KEYWORD, COMPLETE_RUNNING, COMPLETE_SETOPT,
	COMPLETE_SHOPT, COMPLETE_SIGNAL, COMPLETE_STOPPED, COMPLETE_VARIABLE, COMPLETE_COMMAND,
	COMPLETE_FILE, COMPLETE_USER, COMPLETE_GROUP, COMPLETE_SERVICE, COMPLETE_DIRECTORY,
	COMPLETE_ACTIONS,
};

enum complete_option {
	COMPLETE_BASHDEFAULT = 1 << 0,
	COMPLETE_DEFAULT = 1 << 1,
	COMPLETE_DIRNAMES = 1 << 2,
	COMPLETE_FILENAMES = 1 << 3,
	COMPLETE_NOQUOTE = 1 << 4,
	COMPLETE_NOSORT = 1 << 5,
	COMPLETE_NOSPACE = 1 << 6,
	COMPLETE_PLUSDIRS = 1 << 7,
};

/* How the words of a command are completed: `complete`. Strings are owned or NULL. */
struct completion {
	unsigned actions;  /* 1 << enum complete_action */
	unsigned options;  /* enum complete_option */
	char *glob, *words, *prefix, *suffix, *function, *command, *filter; /* -G -W -P -S -F -C -X */
	unsigned long number; /* when its name came into the table */
};

/* Names in the table that stand for -D, -E and -I. */
#define COMPLETE_NAME_DEFAULT "_DefaultCmD_"
#define COMPLETE_NAME_EMPTY "_EmptycmD_"
#define COMPLETE_NAME_INITIAL "_InitialWorD_"

/* The specification for @name or NULL; completion_set() takes over @c and frees the one before. */
struct completion *completion_find(const char *name);
void completion_set(const char *name, struct completion *c);
bool completion_remove(const char *name); /* false: not in the table, which exists */
void completion_remove_all(void);
void completion_names(struct strv *out);  /* in the order of bash's table */
void completion_free(struct completion *c);

/* The word to be completed and what stands around it. */
struct complete_context {
	const char *command, *word, *previous;
	const char *line;          /* NULL: no line is being edited (compgen) */
	size_t point;              /* of the cursor in it */
	char *const *words;        /* of the line */
	size_t n_words, cword;
	int type, key;             /* COMP_TYPE, COMP_KEY */
};

/* Add what @c generates; 124 when its function wants the completion to be tried again, else 0. */
int completion_generate(struct shell *sh, const struct completion *c,
	const struct complete_context *at, struct strv *out);
/* The one whose function runs: compopt without names changes it; NULL: none. */
struct completion *completion_running(void);

/* shell/complete_actions.c: add the names of one kind that start with @prefix. */
void complete_add(struct shell *sh, enum complete_action action, const char *prefix,
	struct strv *out);
/* shell/complete_line.c: let readline ask us. */
void complete_line_setup(struct shell *sh);

#endif
