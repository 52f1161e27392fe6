/*
 * policy/load_links.c - patterns whose directories are symbolic links.
 *
 * The tracer judges the path that the kernel ends at: `/var/run/docker.sock` is
 * /run/docker.sock then, and a rule that names the first must cover the second.
 * Directories are looked at once, when the policy is loaded for a session.
 */
#include "policy/load.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/map.h"
#include "lib/path.h"

enum { MOST_LINKS = 40 }; /* as the kernel: path_resolution(7) */

/* What is known about paths: "" for no link (or nothing there), else what the link says. */
struct links {
	struct map said;
};

/* The text of the link at @path, "" when it is none. */
static const char *link_at(struct links *links, const char *path)
{
	char *text = map_get(&links->said, path);

	if (!text) {
		struct buf target = BUF_INIT;

		if (fs_readlink(AT_FDCWD, path, &target) < 0)
			buf_reset(&target);
		text = buf_steal(&target);
		map_set(&links->said, path, text);
	}
	return text;
}

/* Could only the administrator have put a link there? */
static bool trusted_place(const char *path)
{
	return strrchr(path, '/') == path ||
		(strncmp(path, "/var/", 5) == 0 && strrchr(path, '/') == path + 4);
}

/* The last component of @out is a link that says @said: what is to be walked now is @rest. */
static void go_through(struct buf *out, size_t before, const char *said, struct buf *rest)
{
	scoped_buf struct buf joined = BUF_INIT;

	buf_truncate(out, before);
	if (*said != '/') {
		buf_add_str(&joined, out->s);
		buf_add_char(&joined, '/');
	}
	buf_add_str(&joined, said);
	buf_add(&joined, rest->s, rest->len);
	buf_reset(out);
	buf_reset(rest);
	path_clean(rest, joined.s); /* a `..` in it stands behind what has been followed */
}

/* Follow the links in @path as far as they are to be followed; true when there were any. */
static bool follow(struct links *links, const char *path, bool everywhere, struct buf *out)
{
	scoped_buf struct buf rest = BUF_INIT;
	unsigned followed = 0;

	buf_add_str(&rest, path);
	while (rest.len > 1 && followed <= MOST_LINKS) {
		size_t len = 1 + strcspn(rest.s + 1, "/");
		size_t before = out->len;
		const char *said;

		buf_add(out, rest.s, len);
		buf_remove(&rest, 0, len);
		if (strcmp(out->s, "/proc") == 0)
			return false; /* its links are different for everyone who looks */
		said = everywhere || trusted_place(out->s) ? link_at(links, out->s) : "";
		if (!*said)
			continue;
		followed++;
		go_through(out, before, said, &rest);
	}
	return followed > 0 && followed <= MOST_LINKS;
}

const struct glob_alt *load_follow_links(struct load *l, const struct glob_alt *alt, bool restricts)
{
	scoped_buf struct buf head = BUF_INIT;
	scoped_buf struct buf real = BUF_INIT;
	struct glob_part *parts;
	struct glob_alt *copy;
	size_t len;

	if (!l->o->vars || !alt->n || alt->parts[0].kind != GLOB_TEXT || *alt->parts[0].text != '/')
		return NULL;
	len = alt->parts[0].len;
	if (alt->n > 1) /* the last component goes on behind the text */
		while (alt->parts[0].text[len - 1] != '/')
			len--;
	while (len > 1 && alt->parts[0].text[len - 1] == '/')
		len--;
	buf_add(&head, alt->parts[0].text, len);
	if (!l->links)
		l->links = xcalloc(1, sizeof(*l->links));
	if (len < 2 || !follow(l->links, head.s, restricts, &real))
		return NULL;
	buf_add(&real, alt->parts[0].text + len, alt->parts[0].len - len);
	parts = arena_memdup(l->a, alt->parts, alt->n * sizeof(*parts));
	parts[0].text = arena_strndup(l->a, real.s, real.len);
	parts[0].len = real.len;
	copy = arena_memdup(l->a, alt, sizeof(*alt));
	copy->parts = parts;
	return copy;
}

const char *load_follow_text(struct load *l, const char *entry)
{
	scoped_buf struct buf head = BUF_INIT;
	scoped_buf struct buf real = BUF_INIT;
	size_t len = strcspn(entry, "*?[");

	if (!l->o->vars || *entry != '/')
		return NULL;
	while (entry[len] && entry[len - 1] != '/')
		len--; /* the component with the wildcard goes on behind the text */
	while (len > 1 && entry[len - 1] == '/')
		len--;
	buf_add(&head, entry, len);
	if (!l->links)
		l->links = xcalloc(1, sizeof(*l->links));
	if (len < 2 || !follow(l->links, head.s, true, &real))
		return NULL;
	return arena_printf(l->a, "%s%s", real.s, entry + len);
}

void load_links_free(struct links *links)
{
	if (!links)
		return;
	map_release(&links->said, free);
	free(links);
}
