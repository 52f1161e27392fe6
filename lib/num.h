/*
 * lib/num.h - strict numbers, durations and sizes from text.
 *
 * The whole text must be the number: no blanks, no rest.  All return 0 or
 * -EINVAL (no such number) or -ERANGE; the output is untouched on failure.
 */
#ifndef LIB_NUM_H
#define LIB_NUM_H

#include <stdint.h>

/* Decimal with an optional sign. */
int num_parse_i64(const char *s, int64_t *ret_value);
/* The same with white space in front and blanks behind, as bash takes operands. */
int num_parse_lax(const char *s, int64_t *ret_value);
/* Decimal between @least and @most. */
int num_parse_int(const char *s, int least, int most, int *ret_value);
/* Unsigned in @base 8, 10 or 16, without prefix. */
int num_parse_u64(const char *s, int base, uint64_t *ret_value);
/* Go duration syntax: `1h30m`, `1.5s`, `250ms`, `0`; units ns us µs ms s m h. */
int num_parse_duration_ns(const char *s, int64_t *ret_ns);
/* `10`, `10B`, `5GB` (decimal), `1KiB` (binary); case-insensitive. */
int num_parse_bytes(const char *s, uint64_t *ret_bytes);

#endif
