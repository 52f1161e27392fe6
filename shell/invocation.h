/*
 * shell/invocation.h - the command line (DESIGN 4; bash manual 6.1).
 */
#ifndef SHELL_INVOCATION_H
#define SHELL_INVOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* `-e`, `+o name`, `-O name` …, to be applied once the shell is set up, in order. */
struct option_setting {
	char letter;      /* 0: by name */
	const char *name;
	bool on;
	bool shopt;
};

struct invocation {
	/* how we were called */
	const char *name;         /* argv[0] without the leading '-' of a login shell */
	bool as_bash;             /* the program's name is bash */
	bool as_sh;               /* … or sh */
	/* options */
	bool command;             /* -c */
	bool from_stdin;          /* -s */
	bool interactive, login, restricted, posix, no_rc, no_profile, no_editing;
	bool version, help, unenforced, debug, debugger, verbose;
	bool dump_strings, dump_po_strings, dump_commands;
	const char *rc_file;      /* --rcfile, --init-file */
	const char *policy, *config, *root, *session;
	struct option_setting *settings; /* malloc'd */
	size_t n_settings;
	/* operands: -c's string, the script, then arguments */
	const char *command_string;
	const char *script;       /* NULL: standard input */
	const char *argument_name;/* $0 */
	char **argv;              /* all of it, borrowed */
	char **args;              /* $1…; borrowed from argv */
	size_t n_args;
	int first_operand;        /* index in argv, for subcommands */
};

/*
 * Read @argv.  0; 2 after writing what is wrong to stderr in bash's words ("PROG: -z: invalid
 * option" …).
 */
int invocation_parse(struct invocation *inv, int argc, char **argv);
/* How the shell is called, with bash's options only under bash's names. */
void invocation_usage(const struct invocation *inv, FILE *out);
void invocation_release(struct invocation *inv);

#endif
