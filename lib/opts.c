/*
 * lib/opts.c - option letters of builtins and subcommands.
 */
#include "lib/opts.h"

#include <string.h>

struct opts opts_start(int argc, char **argv)
{
	return (struct opts){.argc = argc, .argv = argv, .index = argc > 0 ? 1 : 0};
}

/* Start on the next word; false when it is no option. */
static bool next_word(struct opts *o)
{
	const char *word = o->index < o->argc ? o->argv[o->index] : NULL;

	if (!word || (word[0] != '-' && !(o->plus_too && word[0] == '+')) || !word[1])
		return false;
	if (strcmp(word, "--") == 0) {
		o->index++;
		return false;
	}
	o->plus = word[0] == '+';
	o->at = word + 1;
	return true;
}

int opts_next(struct opts *o, const char *letters)
{
	const char *found;
	char c;

	o->arg = NULL;
	if (!o->at && !next_word(o))
		return OPTS_END;
	if (o->at[0] == '-' && strcmp(o->argv[o->index], "--help") == 0) {
		o->bad = OPTS_HELP;
		return OPTS_BAD;
	}
	c = *o->at++;
	if (!*o->at) {
		o->at = NULL;
		o->index++;
	}
	found = c == ':' ? NULL : strchr(letters, c);
	if (!found) {
		o->bad = c;
		return OPTS_BAD;
	}
	if (found[1] != ':')
		return c;
	if (o->at) {
		o->arg = o->at;
		o->at = NULL;
		o->index++;
	} else if (o->index < o->argc) {
		o->arg = o->argv[o->index++];
	} else {
		o->bad = c;
		return OPTS_MISSING;
	}
	return c;
}
