/*
 * lib/buf.c - growing bytes, always NUL-terminated.
 */
#include "lib/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/utf8.h"

enum { FIRST_CAPACITY = 64 };

char buf_empty[1];

void buf_release(struct buf *b)
{
	if (b->cap)
		free(b->s);
	*b = (struct buf){.s = buf_empty, .max = b->max};
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->overflow = false;
	if (b->cap)
		b->s[0] = '\0';
}

bool buf_reserve(struct buf *b, size_t more)
{
	size_t want = b->len + more + 1;
	size_t cap = b->cap ? b->cap : FIRST_CAPACITY;

	if (more > SIZE_MAX / 4 || (b->max && b->len + more > b->max)) {
		b->overflow = true;
		return false;
	}
	if (want <= b->cap)
		return true;
	while (cap < want)
		cap *= 2;
	b->s = xrealloc(b->cap ? b->s : NULL, cap);
	b->s[b->len] = '\0';
	b->cap = cap;
	return true;
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (!len || !buf_reserve(b, len))
		return;
	memcpy(b->s + b->len, bytes, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_add_char(struct buf *b, char c)
{
	if (b->len + 1 < b->cap && !b->max) {
		b->s[b->len++] = c;
		b->s[b->len] = '\0';
	} else {
		buf_add(b, &c, 1);
	}
}

void buf_vprintf(struct buf *b, const char *format, va_list ap)
{
	char *s;
	int n = vasprintf(&s, format, ap);

	if (n < 0)
		abort();
	buf_add(b, s, (size_t)n);
	free(s);
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	buf_vprintf(b, format, ap);
	va_end(ap);
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

void buf_remove(struct buf *b, size_t at, size_t len)
{
	if (!len)
		return;
	memmove(b->s + at, b->s + at + len, b->len - at - len + 1);
	b->len -= len;
}

void buf_add_escaped(struct buf *b, const char *s, size_t len)
{
	static const char names[] = {['\a'] = 'a', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
		['\v'] = 'v', ['\f'] = 'f', ['\r'] = 'r'};

	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t n = utf8_sequence(s + i, len - i);

		if (c < sizeof(names) && names[c])
			buf_printf(b, "\\%c", names[c]);
		else if (c == '\\')
			buf_add_str(b, "\\\\");
		else if (n == 0 || (n == 1 && (c < 0x20 || c == 0x7f)) || utf8_is_control(s + i, n))
			for (size_t k = 0; k < (n ? n : 1); k++)
				buf_printf(b, "\\x%02x", (unsigned char)s[i + k]);
		else
			buf_add(b, s + i, n);
		i += n ? n : 1;
	}
}

char *buf_steal(struct buf *b)
{
	char *s = b->cap ? b->s : xstrdup("");

	*b = (struct buf){.s = buf_empty, .max = b->max};
	return s;
}
