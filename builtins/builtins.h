/*
 * builtins/builtins.h - the builtins of the shell, one file per builtin or inseparable pair.
 *
 * To add one: builtins/x.c with `const struct builtin builtin_x`, its declaration
 * here, its row in table.c (sorted), tests/bash/x.t, a paragraph in
 * etc/agentsh.1.  `make lint` compares them.
 */
#ifndef BUILTINS_BUILTINS_H
#define BUILTINS_BUILTINS_H

#include <stddef.h>

#include "shell/builtin.h"
#include "shell/diag.h"

extern const struct builtin builtin_alias, builtin_unalias;                     /* alias.c */
extern const struct builtin builtin_bg, builtin_fg;                             /* fg.c */
extern const struct builtin builtin_bind;                                       /* bind.c */
extern const struct builtin builtin_break, builtin_continue;                    /* break.c */
extern const struct builtin builtin_builtin;                                    /* builtin.c */
extern const struct builtin builtin_caller;                                     /* caller.c */
extern const struct builtin builtin_cd;                                         /* cd.c */
extern const struct builtin builtin_colon, builtin_true, builtin_false;         /* true.c */
extern const struct builtin builtin_command;                                    /* command.c */
extern const struct builtin builtin_compgen, builtin_complete, builtin_compopt; /* complete.c */
extern const struct builtin builtin_declare, builtin_typeset, builtin_local;    /* declare.c */
extern const struct builtin builtin_dirs, builtin_pushd, builtin_popd;          /* dirs.c */
extern const struct builtin builtin_disown;                                     /* disown.c */
extern const struct builtin builtin_dot, builtin_source;                        /* source.c */
extern const struct builtin builtin_echo;                                       /* echo.c */
extern const struct builtin builtin_enable;                                     /* enable.c */
extern const struct builtin builtin_eval;                                       /* eval.c */
extern const struct builtin builtin_exec;                                       /* exec.c */
extern const struct builtin builtin_exit, builtin_logout;                       /* exit.c */
extern const struct builtin builtin_export, builtin_readonly;                   /* export.c */
extern const struct builtin builtin_fc;                                         /* fc.c */
extern const struct builtin builtin_getopts;                                    /* getopts.c */
extern const struct builtin builtin_hash;                                       /* hash.c */
extern const struct builtin builtin_help;                                       /* help.c */
extern const struct builtin builtin_history;                                    /* history.c */
extern const struct builtin builtin_jobs;                                       /* jobs.c */
extern const struct builtin builtin_kill;                                       /* kill.c */
extern const struct builtin builtin_let;                                        /* let.c */
extern const struct builtin builtin_mapfile, builtin_readarray;                 /* mapfile.c */
extern const struct builtin builtin_printf;                                     /* printf.c */
extern const struct builtin builtin_pwd;                                        /* pwd.c */
extern const struct builtin builtin_read;                                       /* read.c */
extern const struct builtin builtin_return;                                     /* return.c */
extern const struct builtin builtin_set;                                        /* set.c */
extern const struct builtin builtin_shift;                                      /* shift.c */
extern const struct builtin builtin_shopt;                                      /* shopt.c */
extern const struct builtin builtin_suspend;                                    /* suspend.c */
extern const struct builtin builtin_test, builtin_bracket;                      /* test.c */
extern const struct builtin builtin_times;                                      /* times.c */
extern const struct builtin builtin_trap;                                       /* trap.c */
extern const struct builtin builtin_type;                                       /* type.c */
extern const struct builtin builtin_ulimit;                                     /* ulimit.c */
extern const struct builtin builtin_umask;                                      /* umask.c */
extern const struct builtin builtin_unset;                                      /* unset.c */
extern const struct builtin builtin_wait;                                       /* wait.c */

/* All of them, sorted by name. */
const struct builtin *const *builtin_table(size_t *ret_count);

#endif
