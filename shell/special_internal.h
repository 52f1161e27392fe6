/*
 * shell/special_internal.h - what shell/special.c has in shell/special_arrays.c.
 */
#ifndef SHELL_SPECIAL_INTERNAL_H
#define SHELL_SPECIAL_INTERNAL_H

struct array;
struct shell;

/* The elements as they are now, into @a, which is empty. */
void special_array_funcname(struct shell *sh, struct array *a);
void special_array_source(struct shell *sh, struct array *a);
void special_array_lineno(struct shell *sh, struct array *a);
void special_array_argv(struct shell *sh, struct array *a);
void special_array_argc(struct shell *sh, struct array *a);
void special_array_dirstack(struct shell *sh, struct array *a);
void special_array_groups(struct shell *sh, struct array *a);
void special_array_pipestatus(struct shell *sh, struct array *a);
void special_array_aliases(struct shell *sh, struct array *a);
void special_array_commands(struct shell *sh, struct array *a);

/* BASH_ALIASES[x]=y defines an alias, BASH_CMDS[x]=/y remembers a command.  @value is not used. */
void special_assigned_aliases(struct shell *sh, const char *value);
void special_assigned_commands(struct shell *sh, const char *value);
/* DIRSTACK[n]=/x replaces that entry, but not the first, which is where we are. */
void special_assigned_dirstack(struct shell *sh, const char *value);
/* BASH_XTRACEFD; shell/exec_trace.c.  What it was is closed when it is unset or empty, as in bash. */
void xtrace_fd_assigned(struct shell *sh, const char *value);

#endif
