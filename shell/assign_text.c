/*
 * shell/assign_text.c - assignments that are text by now: the operands of declare, elements of
 * lists.
 */
#include <string.h>

#include "lib/arena.h"
#include "shell/assign.h"
#include "shell/parser.h"

/* Behind the quote that closes the one at @s; the end of @s when none does. */
static size_t quoted_length(const char *s)
{
	size_t i = 1;

	while (s[i] && s[i] != *s) {
		if (s[i] == '\\' && *s != '\'' && s[i + 1])
			i++;
		i++;
	}
	return s[i] ? i + 1 : i;
}

/* Behind the bracket of kind @close that closes the one at @s. */
static size_t nested_length(const char *s, char close)
{
	const char open = *s;
	unsigned depth = 1;
	size_t i = 1;

	while (s[i] && depth) {
		if (strchr("'\"`", s[i])) {
			i += quoted_length(s + i);
			continue;
		}
		if (s[i] == '\\' && s[i + 1])
			i++;
		else if (s[i] == open)
			depth++;
		else if (s[i] == close)
			depth--;
		i++;
	}
	return i;
}

size_t subscript_length(const char *s)
{
	unsigned depth = 1;
	size_t i = 0;

	while (s[i]) {
		if (strchr("'\"`", s[i])) {
			i += quoted_length(s + i);
		} else if (s[i] == '\\' && s[i + 1]) {
			i += 2;
		} else if (s[i] == '$' && (s[i + 1] == '(' || s[i + 1] == '{')) {
			i++;
			i += nested_length(s + i, s[i] == '(' ? ')' : '}');
		} else {
			if (s[i] == '[')
				depth++;
			else if (s[i] == ']' && --depth == 0)
				return i;
			i++;
		}
	}
	return i;
}

bool assign_text_split(const char *word, struct assign_text *ret)
{
	size_t i = strcspn(word, "[=+");

	*ret = (struct assign_text){.name_len = i};
	if (!is_name(word, i))
		return false;
	if (word[i] == '[') {
		ret->subscript = i + 1;
		ret->subscript_len = subscript_length(word + i + 1);
		i += 1 + ret->subscript_len;
		if (word[i++] != ']')
			return false;
	}
	ret->append = word[i] == '+';
	i += ret->append;
	ret->value = i + 1;
	return word[i] == '=';
}
