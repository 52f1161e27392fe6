/*
 * builtins/agentsh.c - the list of subcommands.
 */
#include "builtins/agentsh.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "lib/cleanup.h"

/* Sorted by name. */
static const struct subcommand table[] = {
	{"audit", agentsh_audit_main, "show and verify the audit log"},
	{"detect", agentsh_detect_main, "probe this host and test the enforcement"},
	{"doctor", agentsh_doctor_main, "will this harness really use agentsh here?"},
	{"policy", agentsh_policy_main, "validate, query and check policies"},
	{"trash", agentsh_trash_main, "list, restore and purge what soft_delete kept"},
};

const struct subcommand *subcommand_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

void subcommand_print_names(void)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		printf(" %s", table[i].name);
	putchar('\n');
}
