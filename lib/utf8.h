/*
 * lib/utf8.h - UTF-8 sequences, independent of the locale.
 */
#ifndef LIB_UTF8_H
#define LIB_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the valid sequence at @s (1 to 4), or 0 when there is none (RFC 3629). */
size_t utf8_sequence(const char *s, size_t len);
/* Decode the valid sequence of @n bytes at @s. */
uint32_t utf8_decode(const char *s, size_t n);
/* Write @code to @out (room for 4); returns the bytes written, 0 for no code point. */
size_t utf8_encode(uint32_t code, char *out);
/* A C1 control, a bidi override or another invisible that can forge a terminal line. */
bool utf8_is_control(const char *s, size_t n);

#endif
