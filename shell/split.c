/*
 * shell/split.c - the classes of IFS (POSIX 2.6.5).
 */
#include "shell/split.h"

#include <stdlib.h>
#include <string.h>

#include "lib/utf8.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { MAX_CHAR = 4 };

static bool is_ifs_space(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void classify(struct ifs *ifs, const char *value)
{
	size_t len = strlen(value);
	bool utf8 = MB_CUR_MAX > 1;
	size_t n;

	memset(ifs->class, 0, sizeof(ifs->class));
	ifs->has_wide = false;
	for (size_t i = 0; i < len; i += n) {
		unsigned char c = (unsigned char)value[i];

		n = utf8 && c & 0x80 ? utf8_sequence(value + i, len - i) : 1;
		if (n > 1)
			ifs->has_wide = true;
		else
			ifs->class[c] = is_ifs_space(c) ? IFS_SPACE : IFS_OTHER;
		n = n ? n : 1;
	}
}

/* The first character of IFS, as a string of its own. */
static void set_first(struct expansion *x, const char *value)
{
	size_t n = *value ? 1 : 0;

	if (MB_CUR_MAX > 1 && (unsigned char)*value & 0x80 && utf8_sequence(value, strlen(value)))
		n = utf8_sequence(value, strlen(value));
	memcpy(x->ifs_first, value, n);
	x->ifs_first[n] = '\0';
}

const struct ifs *split_ifs(struct shell *sh)
{
	struct expansion *x = expansion_of(sh);
	const char *value = var_get(sh, "IFS");

	if (!value)
		value = " \t\n";
	if (x->ifs_value && !strcmp(x->ifs_value, value))
		return &x->ifs;
	free(x->ifs_value);
	x->ifs_value = strdup(value);
	if (!x->ifs_value)
		abort();
	classify(&x->ifs, value);
	set_first(x, value);
	x->ifs.is_null = !*value;
	x->ifs.first = x->ifs_first;
	x->ifs.value = x->ifs_value;
	return &x->ifs;
}

void split_ifs_changed(struct shell *sh)
{
	if (!sh->expansion)
		return;
	free(sh->expansion->ifs_value);
	sh->expansion->ifs_value = NULL;
}

unsigned char split_class(const struct ifs *ifs, const char *s, size_t len, size_t *ret_len)
{
	size_t n;

	*ret_len = 1;
	if (!ifs->has_wide || !((unsigned char)*s & 0x80))
		return ifs->class[(unsigned char)*s];
	n = utf8_sequence(s, len);
	if (n < 2)
		return ifs->class[(unsigned char)*s];
	*ret_len = n;
	return memmem(ifs->value, strlen(ifs->value), s, n) ? IFS_OTHER : IFS_NONE;
}
