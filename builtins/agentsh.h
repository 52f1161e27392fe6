/*
 * builtins/agentsh.h - the operator's subcommands: `agentsh NAME …`.
 *
 * They run outside any session.  argv[0] is the subcommand's name; the result is the
 * exit status.  To add one: builtins/agentsh_NAME.c, its main here, a row in agentsh.c,
 * a section in etc/agentsh.1.
 */
#ifndef BUILTINS_AGENTSH_H
#define BUILTINS_AGENTSH_H

#define AGENTSH_VERSION "0.1.0"

struct subcommand {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
};

/* The subcommand @name, or NULL. */
const struct subcommand *subcommand_find(const char *name);
/* Their names on one line, to stdout. */
void subcommand_print_names(void);

int agentsh_audit_main(int argc, char **argv);
int agentsh_detect_main(int argc, char **argv);
int agentsh_doctor_main(int argc, char **argv);
int agentsh_policy_main(int argc, char **argv);
int agentsh_policy_check_main(int argc, char **argv);
int agentsh_trash_main(int argc, char **argv);

#endif
