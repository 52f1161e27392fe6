/*
 * lib/path.h - paths as text.  Nothing here asks the file system.
 */
#ifndef LIB_PATH_H
#define LIB_PATH_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* The part behind the last slash; "" when @path ends in one. */
const char *path_base(const char *path);
/* Add @dir, a slash where needed, and @name. */
void path_join(struct buf *out, const char *dir, const char *name);
/*
 * Add the absolute @path with `//`, `.` and `..` removed as text (POSIX `cd -L`
 * step 8).  Only where symlinks were resolved already or do not matter: the
 * tracer never uses it on a tracee's path.
 */
void path_clean(struct buf *out, const char *path);
/* @path is @dir itself or lies below it; both absolute and clean. */
bool path_is_below(const char *path, const char *dir);

#endif
