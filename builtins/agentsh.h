/*
 * builtins/agentsh.h - the operator's subcommands: `agentsh NAME …`.
 *
 * They run outside any session.  argv[0] is the subcommand's name; the result is the
 * exit status.  To add one: builtins/agentsh_NAME.c, its main here, a row in agentsh.c,
 * a section in etc/agentsh.1.
 */
#ifndef BUILTINS_AGENTSH_H
#define BUILTINS_AGENTSH_H

#include <stdbool.h>

#define AGENTSH_VERSION "0.1.0"

struct subcommand {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
};

/* The subcommand @name, or NULL. */
const struct subcommand *subcommand_find(const char *name);
/* A line each, with what it is for, to stdout. */
void subcommand_print_list(void);
/*
 * Does @argv ask for help, as `agentsh NAME --help` or `agentsh NAME VERB --help`?  Then @usage has
 * been written to stdout.
 */
bool subcommand_help(int argc, char **argv, const char *usage);

struct config;
/* The configuration, as a session would find it by --config @option.  NULL after a line on stderr. */
struct config *subcommand_config(const char *option);

int agentsh_audit_main(int argc, char **argv);
int agentsh_detect_main(int argc, char **argv);
int agentsh_doctor_main(int argc, char **argv);
int agentsh_policy_main(int argc, char **argv);
int agentsh_policy_check_main(int argc, char **argv);
int agentsh_trash_main(int argc, char **argv);

#endif
