/*
 * shell/input.c - script text from a string.
 */
#include "shell/input.h"

#include <stdint.h>
#include <string.h>

/* @in.state is the rest of the text, @in.left its length. */
static long string_next_line(struct input *in, bool more, const char **ret)
{
	const char *text = in->state;
	const char *end = text + in->left;
	const char *newline = in->left ? memchr(text, '\n', in->left) : NULL;
	const char *next = newline ? newline + 1 : end;

	(void)more;
	*ret = text;
	in->left -= (size_t)(next - text);
	in->state = (void *)(uintptr_t)next;
	return next - text;
}

void input_from_string(struct input *in, const char *name, const char *text, size_t len)
{
	*in = (struct input){
		.name = name,
		.first_line = 1,
		.next_line = string_next_line,
		.state = (void *)(uintptr_t)text,
		.left = len,
	};
}

bool input_is_string(const struct input *in)
{
	return in->next_line == string_next_line;
}

void input_release(struct input *in)
{
	if (in->release)
		in->release(in);
	in->release = NULL;
	in->state = NULL;
}
