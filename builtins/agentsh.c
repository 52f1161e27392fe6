/*
 * builtins/agentsh.c - the list of subcommands, and what they share.
 */
#include "builtins/agentsh.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "policy/config.h"

/* Sorted by name. */
static const struct subcommand table[] = {
	{"audit", agentsh_audit_main, "show and verify the audit log"},
	{"detect", agentsh_detect_main, "probe this host and test the enforcement"},
	{"doctor", agentsh_doctor_main, "will this harness really use agentsh here?"},
	{"policy", agentsh_policy_main, "validate, query and check policies"},
	{"run", NULL, "start a program, such as an agent, under a supervisor"}, /* shell/main.c */
	{"trash", agentsh_trash_main, "list, restore and purge what soft_delete kept"},
};

const struct subcommand *subcommand_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].run && strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

void subcommand_print_list(void)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		printf("\t%-8s%s\n", table[i].name, table[i].summary);
}

bool subcommand_help(int argc, char **argv, const char *usage)
{
	for (int i = 1; i < argc && i <= 2; i++) {
		if (strcmp(argv[i], "--help") == 0) {
			fputs(usage, stdout);
			return true;
		}
	}
	return false;
}

struct config *subcommand_config(const char *option)
{
	scoped_free char *path = config_find(option);
	scoped_buf struct buf text = BUF_INIT;
	struct err e = {0};
	struct config *c = config_load(path, NULL, &e);

	if (!c) {
		err_format(&e, &text);
		fprintf(stderr, "agentsh: %s\n", text.s);
	}
	return c;
}
