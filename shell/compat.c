/*
 * shell/compat.c - the compatibility level: BASH_COMPAT and shopt compatNN are two views of it.
 *
 * Only the views: agentsh behaves as the newest level does.
 */
#include "shell/compat.h"

#include <ctype.h>

#include "lib/cleanup.h"
#include "shell/diag.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { COMPAT_MIN = 31, COMPAT_DEFAULT = 52 };

/* The levels with an option of their own, oldest first. */
static const int levels[] = {31, 32, 40, 41, 42, 43, 44};

static bool *option_of(struct shell *sh, int level)
{
	struct shell_options *o = &sh->opts;
	bool *const options[ARRAY_LEN(levels)] = {&o->compat31, &o->compat32, &o->compat40,
		&o->compat41, &o->compat42, &o->compat43, &o->compat44};

	for (size_t i = 0; i < ARRAY_LEN(levels); i++)
		if (levels[i] == level)
			return options[i];
	return NULL;
}

static void set_options(struct shell *sh, int level)
{
	for (size_t i = 0; i < ARRAY_LEN(levels); i++)
		*option_of(sh, levels[i]) = levels[i] == level;
}

/* 52 of "52" or "5.2"; 0: neither. */
static int read_level(const char *s)
{
	if (!isdigit((unsigned char)s[0]))
		return 0;
	if (s[1] == '.' && isdigit((unsigned char)s[2]) && !s[3])
		return (s[0] - '0') * 10 + s[2] - '0';
	if (isdigit((unsigned char)s[1]) && !s[2])
		return (s[0] - '0') * 10 + s[1] - '0';
	return 0;
}

void compat_assigned(struct shell *sh, const char *value)
{
	int level = value && *value ? read_level(value) : COMPAT_DEFAULT;

	if (level < COMPAT_MIN || level > COMPAT_DEFAULT) {
		diag(sh, "BASH_COMPAT: %s: compatibility value out of range", value);
		level = COMPAT_DEFAULT;
	}
	sh->compat_level = level;
	set_options(sh, level);
}

void compat_option_set(struct shell *sh, int level, bool on)
{
	/* bash: turning one off leaves a level that has no option. */
	bool stays = !on && sh->compat_level > levels[ARRAY_LEN(levels) - 1];

	if (on)
		set_options(sh, level);
	for (size_t i = 0; i < ARRAY_LEN(levels) && !stays; i++) {
		level = levels[i];
		stays = *option_of(sh, level);
		if (stays)
			sh->compat_level = level;
	}
	if (!stays)
		sh->compat_level = COMPAT_DEFAULT;
	var_set_int(sh, "BASH_COMPAT", sh->compat_level);
}
