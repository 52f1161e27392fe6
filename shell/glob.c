/*
 * shell/glob.c - pathname expansion on disk (bash manual 3.5.8).
 *
 * A pattern is walked component by component.  Components without pattern
 * characters are appended and only looked up at the end.
 */
#include "shell/glob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/strv.h"
#include "shell/expand_internal.h"
#include "shell/pattern.h"
#include "shell/pattern_internal.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { MAX_DIR_DEPTH = 512 };

struct walk {
	struct shell *sh;
	struct arena *arena;
	struct buf path;        /* made so far; ends in / where a component follows */
	struct fields found;
	unsigned flags;         /* PATTERN_* for one component */
	const char *ignore;     /* GLOBIGNORE; NULL: not set or null */
	unsigned depth;         /* of ** */
	bool after_pattern;     /* some component in front was a pattern */
};

static void match_rest(struct walk *w, const char *pattern);

/* ---- one component ---- */

static size_t component_length(const char *pattern)
{
	size_t i = 0;
	unsigned depth = 0;

	for (; pattern[i] && (pattern[i] != '/' || depth); i++) {
		if (pattern[i] == '\\' && pattern[i + 1])
			i++;
		else if (pattern[i] == '(' && i && strchr("?*+@!", pattern[i - 1]))
			depth++;
		else if (pattern[i] == ')' && depth)
			depth--;
	}
	return depth ? strcspn(pattern, "/") : i;
}

static bool is_dot_or_dotdot(const char *name)
{
	return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

/* Is @name hidden from @pattern?  Dot files, unless the pattern starts with a dot or dotglob is on. */
static bool may_match(const struct walk *w, const char *pattern, const char *name)
{
	const struct shell_options *o = &w->sh->opts;

	if (*name != '.')
		return true;
	if (is_dot_or_dotdot(name))
		return !o->globskipdots && !w->ignore && *pattern == '.';
	return true;
}

/* The directory that w->path names, for reading; NULL: cannot be read. */
static DIR *open_path(const struct walk *w)
{
	int fd = openat(AT_FDCWD, w->path.len ? w->path.s : ".",
		O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !dir)
		close(fd);
	return dir;
}

static void found(struct walk *w)
{
	fields_add(&w->found, w->arena, arena_strndup(w->arena, w->path.s, w->path.len));
}

/* Is w->path there?  Behind a trailing slash it has to be a directory. */
static bool path_exists(const struct walk *w)
{
	struct stat st;

	return lstat(w->path.s, &st) == 0;
}

static bool is_directory(const struct walk *w, const struct dirent *entry, bool follow)
{
	struct stat st;

	if (entry->d_type == DT_DIR)
		return true;
	if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
		return false;
	if (follow ? stat(w->path.s, &st) < 0 : lstat(w->path.s, &st) < 0)
		return false;
	return S_ISDIR(st.st_mode);
}

/* What follows a component that was a pattern. */
static void match_behind(struct walk *w, const char *pattern)
{
	bool outer = w->after_pattern;

	w->after_pattern = true;
	match_rest(w, pattern);
	w->after_pattern = outer;
}

/* w->path is a match of the component; go on with what follows it. */
static void matched(struct walk *w, const struct dirent *entry, const char *rest)
{
	if (!*rest) {
		found(w);
		return;
	}
	if (!is_directory(w, entry, true))
		return;
	buf_add_char(&w->path, '/'); /* one, however many there are */
	match_behind(w, rest + strspn(rest, "/"));
}

/* Entries of w->path that match @pattern, one component. */
static void match_entries(struct walk *w, const char *pattern, const char *rest)
{
	size_t base = w->path.len;
	DIR *dir = open_path(w);
	const struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (!may_match(w, pattern, entry->d_name) ||
			!pattern_match(pattern, entry->d_name, w->flags))
			continue;
		buf_add_str(&w->path, entry->d_name);
		matched(w, entry, rest);
		buf_truncate(&w->path, base);
	}
	closedir(dir);
}

/* ---- ** ---- */

static void match_globstar(struct walk *w, const char *rest);

/* Every directory below w->path, links not followed; and with nothing behind **, every file. */
static void descend(struct walk *w, const char *rest)
{
	size_t base = w->path.len;
	DIR *dir = open_path(w);
	const struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (is_dot_or_dotdot(entry->d_name) ||
			(*entry->d_name == '.' && w->flags & PATTERN_PERIOD))
			continue;
		buf_add_str(&w->path, entry->d_name);
		if (!*rest)
			found(w);
		if (is_directory(w, entry, false)) {
			buf_add_char(&w->path, '/');
			match_globstar(w, rest);
		} else if (*rest && !rest[strspn(rest, "/")] && is_directory(w, entry, true)) {
			buf_add_char(&w->path, '/');
			found(w);
		}
		buf_truncate(&w->path, base);
	}
	closedir(dir);
}

/* ** at w->path: zero or more directories, then @rest (behind the slash, or "" when ** was all). */
static void match_globstar(struct walk *w, const char *rest)
{
	if (w->depth >= MAX_DIR_DEPTH)
		return;
	w->depth++;
	if (*rest == '/') {
		const char *behind = rest + strspn(rest, "/");

		if (!*behind) {
			if (w->path.len)
				found(w);
		} else {
			size_t base = w->path.len;

			match_behind(w, behind);
			buf_truncate(&w->path, base);
		}
	}
	descend(w, rest);
	w->depth--;
}

/* ---- the walk ---- */

static bool is_globstar(const struct walk *w, const char *pattern, size_t len)
{
	return w->sh->opts.globstar && len == 2 && pattern[0] == '*' && pattern[1] == '*';
}

/* a/ ** / ** /b is the same as one **. */
static const char *skip_globstars(const struct walk *w, const char *rest)
{
	for (;;) {
		const char *next = rest + strspn(rest, "/");

		if (next == rest || !is_globstar(w, next, component_length(next)))
			return rest;
		rest = next + 2;
	}
}

/* dir/ ** is dir/ itself as well; dir without the slash when it was found by a pattern. */
static void found_start(struct walk *w)
{
	size_t len = w->path.len;
	struct stat st;

	if (!len || stat(w->path.s, &st) < 0 || !S_ISDIR(st.st_mode))
		return;
	if (w->after_pattern && w->path.s[len - 1] == '/')
		len--;
	fields_add(&w->found, w->arena, arena_strndup(w->arena, w->path.s, len));
}

/* Add the literal component [@s, @s+@len), unquoted. */
static void add_literal(struct walk *w, const char *s, size_t len)
{
	char *copy = arena_strndup(w->arena, s, len);

	pattern_unquote(&w->path, copy);
}

/* @pattern: what is left, not starting with a slash; w->path is what it is relative to. */
static void match_rest(struct walk *w, const char *pattern)
{
	size_t base = w->path.len;

	for (;;) {
		size_t len = component_length(pattern);
		const char *rest = pattern + len;
		char *component = arena_strndup(w->arena, pattern, len);

		if (is_globstar(w, pattern, len)) {
			rest = skip_globstars(w, rest);
			if (!*rest)
				found_start(w);
			match_globstar(w, rest);
			break;
		}
		if (pattern_is_active(component)) {
			match_entries(w, component, rest);
			break;
		}
		add_literal(w, pattern, len);
		if (!*rest) {
			if (path_exists(w))
				found(w);
			break;
		}
		while (*rest == '/') {
			buf_add_char(&w->path, '/');
			rest++;
		}
		pattern = rest;
	}
	buf_truncate(&w->path, base);
}

/* ---- results ---- */

/* Length of the first pattern of a list: a colon in [[:alpha:]] does not end it. */
static size_t ignore_length(const char *s)
{
	const char *end = s + strlen(s);
	const char *at = s;

	while (*at && *at != ':') {
		const char *close = *at == '[' ? pattern_set_end(at + 1, end) : NULL;

		if (*at == '\\' && at[1])
			at++;
		at = close ? close + 1 : at + 1;
	}
	return (size_t)(at - s);
}

bool glob_list_matches(const char *list, const char *path, unsigned flags)
{
	scoped_free char *copy = xstrdup(list);
	char *at = copy;

	while (*at) {
		size_t n = ignore_length(at);
		char *next = at + n + (at[n] == ':');

		at[n] = '\0';
		if (n && pattern_match(at, path, flags))
			return true;
		at = next;
	}
	return false;
}

static bool matches_ignore(const struct walk *w, const char *path)
{
	unsigned flags = (w->flags & ~(unsigned)PATTERN_PERIOD) | PATTERN_PATHNAME;
	const char *base = strrchr(path, '/');

	base = base ? base + 1 : path;
	return is_dot_or_dotdot(base) || glob_list_matches(w->ignore, path, flags);
}

static int compare(const void *a, const void *b)
{
	const char *x = *(char *const *)a;
	const char *y = *(char *const *)b;
	int r = strcoll(x, y);

	return r ? r : strcmp(x, y);
}

static unsigned deliver(struct walk *w, struct fields *out)
{
	unsigned n = 0;

	if (w->found.len)
		qsort(w->found.items, w->found.len, sizeof(*w->found.items), compare);
	for (size_t i = 0; i < w->found.len; i++) {
		if (w->ignore && matches_ignore(w, w->found.items[i]))
			continue;
		fields_add(out, w->arena, w->found.items[i]);
		n++;
	}
	return n;
}

unsigned glob_expand(struct shell *sh, const char *pattern, struct arena *a, struct fields *out)
{
	struct walk w = {.sh = sh, .arena = a, .path = BUF_INIT};
	const struct var *ignore = var_find(sh, "GLOBIGNORE");
	unsigned n;

	/* bash does not look at what it inherited */
	w.ignore = ignore && !(ignore->flags & VAR_IMPORTED) ? var_get(sh, "GLOBIGNORE") : NULL;
	if (w.ignore && !*w.ignore)
		w.ignore = NULL;
	w.flags = expand_pattern_flags(sh, false) | (sh->opts.nocaseglob ? PATTERN_NOCASE : 0);
	if (!sh->opts.dotglob && !w.ignore)
		w.flags |= PATTERN_PERIOD;
	while (*pattern == '/') {
		buf_add_char(&w.path, '/');
		pattern++;
	}
	match_rest(&w, pattern);
	n = deliver(&w, out);
	buf_release(&w.path);
	return n;
}
