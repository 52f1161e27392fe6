/*
 * shell/expand_tilde.c - ~ ~user ~+ ~- ~N (bash manual 3.5.2).
 */
#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/num.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"
#include "shell/var.h"

static const char *home(struct shell *sh)
{
	const char *value = var_get(sh, "HOME");
	const struct passwd *pw;

	if (value)
		return value;
	pw = getpwuid(getuid());
	return pw ? arena_strdup(&sh->scratch, pw->pw_dir) : NULL;
}

/*
 * ~N ~+N ~-N: entry N of `dirs`, counted from the left or the right; 0 from the left is the
 * current directory.
 */
static const char *dir_entry(struct shell *sh, const char *s)
{
	size_t total = sh->dir_stack.len + 1;
	bool from_right = *s == '-';
	int n;

	if (*s == '+' || *s == '-')
		s++;
	if (!isdigit((unsigned char)*s) || num_parse_int(s, 0, 1 << 20,
		&n) < 0 || (size_t)n >= total)
		return NULL;
	if (from_right)
		n = (int)total - 1 - n;
	return n == 0 ? sh->cwd : sh->dir_stack.items[n - 1];
}

static const char *lookup(struct shell *sh, const char *prefix)
{
	const struct passwd *pw;

	if (!*prefix)
		return home(sh);
	if (!strcmp(prefix, "+"))
		return var_get(sh, "PWD");
	if (!strcmp(prefix, "-"))
		return var_get(sh, "OLDPWD");
	if (*prefix == '+' || *prefix == '-' || isdigit((unsigned char)*prefix))
		return dir_entry(sh, prefix);
	pw = getpwnam(prefix);
	return pw ? arena_strdup(&sh->scratch, pw->pw_dir) : NULL;
}

size_t expand_tilde(struct shell *sh, const char *s, size_t len, const char **ret)
{
	size_t n = 1;

	while (n < len && s[n] != '/' && s[n] != ':')
		n++;
	*ret = lookup(sh, arena_strndup(&sh->scratch, s + 1, n - 1));
	return n;
}

const char *expand_leading_tilde(struct shell *sh, const char *path)
{
	const char *dir = NULL;
	size_t n = *path == '~' ? expand_tilde(sh, path, strlen(path), &dir) : 0;

	return dir ? arena_printf(&sh->scratch, "%s%s", dir, path + n) : path;
}
