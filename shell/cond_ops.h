/*
 * shell/cond_ops.h - the operators that test, [ and [[ share (bash manual 6.4).
 */
#ifndef SHELL_COND_OPS_H
#define SHELL_COND_OPS_H

#include <stdbool.h>
#include <stdint.h>

struct shell;

/* Is @op "-e", "-f" …: an operator with one operand? */
bool cond_is_unary(const char *op);
/* Is @op "=", "==", "!=", "<", ">", "-nt", "-ot", "-ef" or one of the integer comparisons? */
bool cond_is_binary(const char *op);
/* Is @op "-eq", "-ne", "-lt", "-le", "-gt" or "-ge"? */
bool cond_is_integer(const char *op);

/*
 * Evaluate @op on @arg.  Errors in a subscript after -v were printed and make it false; with sh->unwind
 * set when they abandon the command.
 */
bool cond_unary(struct shell *sh, const char *op, const char *arg);
/* Strings as they are (no patterns; `<` and `>` by the locale's order) and -nt, -ot, -ef on files. */
bool cond_binary(struct shell *sh, const char *op, const char *a, const char *b);
/* The integer comparisons, once the caller has the numbers. */
bool cond_integer(const char *op, int64_t a, int64_t b);

#endif
