/*
 * lib/path.c - paths as text.
 */
#include "lib/path.h"

#include <string.h>

#include "lib/buf.h"

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void path_join(struct buf *out, const char *dir, const char *name)
{
	buf_add_str(out, dir);
	if (out->len && out->s[out->len - 1] != '/')
		buf_add_char(out, '/');
	buf_add_str(out, name);
}

void path_clean(struct buf *out, const char *path)
{
	size_t root = out->len;

	while (*path) {
		size_t len;

		while (*path == '/')
			path++;
		len = strcspn(path, "/");
		if (len == 2 && path[0] == '.' && path[1] == '.') {
			while (out->len > root && out->s[--out->len] != '/')
				;
			if (out->cap)
				out->s[out->len] = '\0';
		} else if (len && !(len == 1 && *path == '.')) {
			buf_add_char(out, '/');
			buf_add(out, path, len);
		}
		path += len;
	}
	if (out->len == root)
		buf_add_char(out, '/');
}

bool path_is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	if (len == 1)
		return true; /* the root directory */
	return strncmp(path, dir, len) == 0 && (path[len] == '/' || path[len] == '\0');
}
