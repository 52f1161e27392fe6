/*
 * shell/shell_vars.h - the variables that a new shell has.
 */
#ifndef SHELL_SHELL_VARS_H
#define SHELL_SHELL_VARS_H

struct shell;
struct shell_setup;

/* After the environment was imported: BASH_VERSION, IFS, PWD, SHLVL, UID … (bash manual 5). */
void shell_variables_init(struct shell *sh, const struct shell_setup *setup);

/* SHLVL goes up, or down where another program takes the shell's place. */
void shell_level_add(struct shell *sh, int change);

#endif
