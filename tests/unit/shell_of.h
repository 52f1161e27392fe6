/*
 * tests/unit/shell_of.h - a shell without policy, supervisor or script, for unit tests.
 */
#ifndef TESTS_UNIT_SHELL_OF_H
#define TESTS_UNIT_SHELL_OF_H

#include "builtins/builtins.h"
#include "shell/shell.h"

/* A shell with the environment @environ_strings (NULL-terminated). */
static inline void shell_start(struct shell *sh, char **environ_strings)
{
	struct shell_setup setup = {.name = "test", .prog = "test", .environ = environ_strings};

	setup.builtins = builtin_table(&setup.n_builtins);
	shell_init(sh, &setup);
}

#endif
