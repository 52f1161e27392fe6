/*
 * builtins/jobspec.h - %n as an operand, with bash's complaints.
 */
#ifndef BUILTINS_JOBSPEC_H
#define BUILTINS_JOBSPEC_H

struct builtin;
struct job;
struct shell;

/* The job that @spec names (NULL: the current one); NULL after printing why there is none. */
struct job *jobspec_find(struct shell *sh, const struct builtin *b, const char *spec);

#endif
