/*
 * builtins/number.h - numeric operands of builtins.
 */
#ifndef BUILTINS_NUMBER_H
#define BUILTINS_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

struct builtin;
struct shell;

/* A decimal number as bash takes it: a sign, blanks around it.  False: none, or too large. */
bool number_parse(const char *s, int64_t *ret);

/* Say that @s is none, octal and hexadecimal ones by their name; 1. */
int number_invalid(struct shell *sh, const struct builtin *b, const char *s);

enum number_result {
	NUMBER_NONE, /* no operand: *ret is untouched */
	NUMBER_OK,
	NUMBER_BAD,  /* no number, or too many operands: printed */
	NUMBER_MANY,
};
/* The only operand of `break`, `exit`, `return`, `shift`, a `--` in front skipped. */
enum number_result number_operand(struct shell *sh, const struct builtin *b, char **argv,
	int64_t *ret);

#endif
