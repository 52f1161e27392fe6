/*
 * tracer/resolve.c - the path that the kernel will use, by as few calls as that can be known.
 *
 * The tracer has the tracee's root and mounts (they are refused to change), so
 * the kernel may walk for us: openat2(RESOLVE_NO_SYMLINKS) succeeds only where
 * the text, cleaned, is the canonical path; RESOLVE_NO_MAGICLINKS where asking
 * the descriptor tells it.  What ends in a procfs or fails goes through
 * resolve_walk(), which alone knows whose /proc/self is meant.
 */
#include "tracer/resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "tracer/memory.h"
#include "tracer/resolve_walk.h"
#include "tracer/tracee.h"

enum { NOT_FAST = 1 }; /* go the slow way */

struct text {
	char s[2 * PATH_MAX];
	size_t len;
};

/* The tracee's root is ours: it was when the session began, and chroot and the like are refused. */
static bool root_is_ours(struct tracee *t)
{
	enum { KNOWN = 64 };
	static _Thread_local struct {
		pid_t tid;
		uint64_t exec_id;
	} known[KNOWN];
	unsigned slot = (unsigned)t->tid % KNOWN;
	char link[PROC_LINK_SIZE];
	struct stat theirs, ours;

	if (t->exec_id && known[slot].tid == t->tid && known[slot].exec_id == t->exec_id)
		return true;
	snprintf(link, sizeof(link), "/proc/%d/root", (int)t->tid);
	if (stat(link, &theirs) < 0 || stat("/", &ours) < 0)
		return false;
	if (theirs.st_dev != ours.st_dev || theirs.st_ino != ours.st_ino)
		return false;
	known[slot].tid = t->tid;
	known[slot].exec_id = t->exec_id;
	return true;
}

/* O_PATH descriptor of @path without following the links that @resolve excludes, or -errno. */
static int open_unlinked(const char *path, int flags, uint64_t resolve)
{
	static _Thread_local bool missing; /* gVisor, Linux before 5.6 */
	struct open_how how = {.flags = (uint64_t)(O_PATH | O_CLOEXEC | flags), .resolve = resolve};
	long fd;

	if (missing)
		return -ENOSYS;
	fd = syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));
	if (fd >= 0)
		return (int)fd;
	if (errno == ENOSYS || errno == EPERM) {
		missing = true;
		return -ENOSYS;
	}
	return -errno;
}

/* Remove `//`, `.` and `..`: only for a text that has no link in it. Returns the length. */
static size_t clean_unlinked(char *s)
{
	char *to = s;
	const char *from = s;

	while (*from) {
		const char *end;
		size_t len;

		while (*from == '/')
			from++;
		end = strchrnul(from, '/');
		len = (size_t)(end - from);
		if (len == 2 && from[0] == '.' && from[1] == '.') {
			while (to > s && *--to != '/')
				;
		} else if (len && !(len == 1 && from[0] == '.')) {
			*to++ = '/';
			memmove(to, from, len);
			to += len;
		}
		from = end;
	}
	if (to == s)
		*to++ = '/';
	*to = '\0';
	return (size_t)(to - s);
}

/* A directory that was removed has no path any more, but what is above it can still be reached. */
static bool looks_deleted(const char *path, size_t len)
{
	static const char mark[] = " (deleted)"; /* man 5 proc, /proc/pid/cwd */
	const size_t mark_len = sizeof(mark) - 1;

	return len > mark_len && memcmp(path + len - mark_len, mark, mark_len) == 0;
}

/* The absolute text of @given: what /proc says of its base, a slash, and itself. */
static int join_base(struct tracee *t, int dirfd, const char *given, struct text *text)
{
	char link[PROC_LINK_SIZE];
	size_t given_len = strlen(given);
	ssize_t n = 0;

	if (given[0] != '/') {
		proc_link_of(t->tid, dirfd, link);
		n = readlink(link, text->s, PATH_MAX);
		if (n <= 0 || n >= PATH_MAX || text->s[0] != '/' || looks_deleted(text->s, (size_t)n))
			return NOT_FAST;
		text->s[n++] = '/';
	}
	memcpy(text->s + n, given, given_len + 1);
	text->len = (size_t)n + given_len;
	return text->len < PATH_MAX ? 0 : NOT_FAST;
}

/*
 * Open @text and make it the canonical path.  Returns the descriptor, NOT_FAST as a negative
 * -EAGAIN, -ENOENT when something is missing (@ret_linked: maybe only behind a link).
 */
static int open_canonical(struct text *text, int flags, bool *ret_linked)
{
	int fd = open_unlinked(text->s, flags, RESOLVE_NO_SYMLINKS);
	struct text found;

	*ret_linked = false;
	if (fd >= 0) {
		text->len = clean_unlinked(text->s);
		return fd;
	}
	if (fd == -ENOSYS) {
		/* No link was taken if the object is called what the text says. */
		fd = open(text->s, O_PATH | O_CLOEXEC | flags);
		if (fd < 0)
			return -EAGAIN;
		text->len = clean_unlinked(text->s);
		if (resolve_fd_text(fd, found.s, PATH_MAX, &found.len) == 0 &&
			strcmp(found.s, text->s) == 0)
			return fd;
		close(fd);
		return -EAGAIN;
	}
	if (fd != -ELOOP)
		return fd == -ENOENT ? fd : -EAGAIN;
	*ret_linked = true;
	fd = open_unlinked(text->s, flags, RESOLVE_NO_MAGICLINKS);
	if (fd < 0)
		return fd == -ENOENT ? fd : -EAGAIN;
	if (resolve_fd_text(fd, text->s, PATH_MAX, &text->len) == 0 && text->s[0] == '/')
		return fd;
	close(fd);
	return -EAGAIN;
}

static void set_path(struct tracee *t, const struct text *text, struct resolved *ret)
{
	ret->path = arena_strndup(&t->scratch, text->s, text->len);
	ret->len = text->len;
}

/* The directory part of @text is cut off at its last component, which is added to @ret->name. */
static bool split_last(struct tracee *t, struct text *text, struct resolved *ret)
{
	size_t end = text->len;
	size_t start;

	while (end > 1 && text->s[end - 1] == '/')
		end--;
	start = end;
	while (start > 0 && text->s[start - 1] != '/')
		start--;
	if (start == end || start == 0 || end - start > NAME_MAX)
		return false;
	if (text->s[start] == '.' &&
		(end - start == 1 || (end - start == 2 && text->s[start + 1] == '.')))
		return false;
	ret->name = arena_strndup(&t->scratch, text->s + start, end - start);
	text->s[start] = '\0';
	text->len = start;
	return true;
}

/*
 * The last component by itself, below its directory: it is missing, or the call is about the name.
 */
static int resolve_by_parent(struct tracee *t, struct text *text, unsigned flags,
	struct resolved *ret)
{
	scoped_fd int dir = -1;
	struct stat st;
	bool linked;

	if (!split_last(t, text, ret))
		return NOT_FAST;
	dir = open_canonical(text, O_DIRECTORY, &linked);
	if (dir == -ENOENT && !linked)
		return -ENOENT; /* a directory on the way is missing, and no link leads past it */
	if (dir < 0 || fstat(dir, &st) < 0)
		return NOT_FAST;
	if (linked && resolve_is_proc(dir, st.st_dev))
		return NOT_FAST;
	if (fstatat(dir, ret->name, &ret->st, AT_SYMLINK_NOFOLLOW) == 0) {
		if (S_ISLNK(ret->st.st_mode) && !(flags & RESOLVE_NOFOLLOW))
			return NOT_FAST; /* a dangling link */
		if (!(flags & RESOLVE_PARENT))
			return NOT_FAST; /* it has just appeared */
		ret->exists = true;
	} else if (errno != ENOENT || st.st_nlink == 0) {
		return NOT_FAST;
	}
	ret->path = arena_printf(&t->scratch, "%s/%s", text->len > 1 ? text->s : "", ret->name);
	ret->len = (text->len > 1 ? text->len : 0) + 1 + strlen(ret->name);
	if (flags & RESOLVE_PARENT)
		ret->parent_fd = take_fd(&dir);
	resolve_proc_fields(t, ret);
	return 0;
}

/* Keep @fd in @ret, whose object_fd is 0 for none. */
static void keep_object(struct resolved *ret, int fd)
{
	ret->object_fd = fd ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (ret->object_fd < 0)
		ret->object_fd = 0;
}

static int resolve_fast(struct tracee *t, int dirfd, unsigned flags, struct resolved *ret)
{
	struct text text;
	scoped_fd int fd = -1;
	bool linked;

	/* /proc/self is a link that only resolve_walk() can follow, so there is no use in trying. */
	if ((flags & RESOLVE_ROOT_AT_DIRFD) || strncmp(ret->given, "/proc/self", 10) == 0 ||
		!root_is_ours(t) ||
		join_base(t, dirfd, ret->given, &text) != 0)
		return NOT_FAST;
	if (flags & RESOLVE_PARENT) {
		if (!(flags & RESOLVE_NOFOLLOW))
			return NOT_FAST;
		return resolve_by_parent(t, &text, flags, ret);
	}
	fd = open_canonical(&text, flags & RESOLVE_NOFOLLOW ? O_NOFOLLOW : 0, &linked);
	if (fd == -ENOENT)
		return resolve_by_parent(t, &text, flags, ret);
	if (fd < 0 || fstat(fd, &ret->st) < 0)
		return NOT_FAST;
	if (linked && resolve_is_proc(fd, ret->st.st_dev))
		return NOT_FAST; /* perhaps through /proc/self, which was ours */
	ret->exists = true;
	set_path(t, &text, ret);
	if (resolve_is_proc(fd, ret->st.st_dev))
		resolve_proc_fields(t, ret);
	if (flags & RESOLVE_OBJECT)
		keep_object(ret, take_fd(&fd));
	return 0;
}

static void resolved_init(struct resolved *r)
{
	memset(r, 0, sizeof(*r));
	r->parent_fd = -1;
}

void resolved_release(struct resolved *r)
{
	if (r->parent_fd >= 0)
		close(r->parent_fd);
	if (r->object_fd > 0)
		close(r->object_fd);
	r->parent_fd = -1;
	r->object_fd = 0;
}

/* What /proc says of the descriptor now. */
static int look_at_descriptor(struct tracee *t, const char *link, unsigned flags,
	struct resolved *ret)
{
	char text[PATH_MAX];
	scoped_fd int object = -1;
	ssize_t n = readlink(link, text, sizeof(text));
	int r;

	if (n < 0)
		return errno == ENOENT ? -EBADF : -EPERM;
	if ((size_t)n >= sizeof(text))
		return -ENAMETOOLONG;
	text[n] = '\0';
	ret->given = arena_strndup(&t->scratch, text, (size_t)n);
	if (flags & RESOLVE_OBJECT)
		object = open(link, O_PATH | O_CLOEXEC);
	if ((object >= 0 ? fstat(object, &ret->st) : stat(link, &ret->st)) < 0)
		return -EPERM;
	r = resolve_name_object(t, text, (size_t)n, true, ret);
	if (r == 0 && object >= 0)
		keep_object(ret, take_fd(&object));
	return r;
}

static int resolve_descriptor(struct tracee *t, int fd, unsigned flags, struct resolved *ret)
{
	char link[PROC_LINK_SIZE];
	int r = -EPERM;

	proc_link_of(t->tid, fd, link);
	/* A file that is renamed or replaced at this moment has a name again at the next look. */
	for (unsigned i = 0; i < RESOLVE_LOOKS && r == -EPERM; i++)
		r = look_at_descriptor(t, link, flags, ret);
	if (r == -EBADF && fd == AT_FDCWD)
		return -EPERM;
	return r == -ENAMETOOLONG ? -EPERM : r;
}

int tracee_resolve_path(struct tracee *t, int dirfd, const char *path, unsigned flags,
	struct resolved *ret)
{
	int r;

	resolved_init(ret);
	if (path[0] == '\0') {
		if (!(flags & RESOLVE_EMPTY_PATH))
			return -ENOENT;
		r = resolve_descriptor(t, dirfd, flags, ret);
		ret->given = path;
		return r;
	}
	if (strlen(path) >= PATH_MAX)
		return -ENAMETOOLONG;
	ret->given = path;
	ret->trailing_slash = path_wants_directory(path);
	r = resolve_fast(t, dirfd, flags, ret);
	if (r != NOT_FAST)
		return r;
	resolved_release(ret);
	resolved_init(ret);
	ret->given = path;
	ret->trailing_slash = path_wants_directory(path);
	return resolve_walk(t, dirfd, flags, ret);
}

int tracee_resolve(struct tracee *t, int dirfd, uint64_t addr, unsigned flags,
	struct resolved *ret)
{
	char *path;
	size_t len;
	int r;

	resolved_init(ret);
	if (addr == 0 && (flags & RESOLVE_EMPTY_PATH))
		return tracee_resolve_path(t, dirfd, "", flags, ret); /* Linux 6.11 takes NULL for "" */
	r = tracee_read_str(t, addr, PATH_MAX - 1, &path, &len);
	if (r < 0)
		return r;
	return tracee_resolve_path(t, dirfd, path, flags, ret);
}

int tracee_resolve_fd(struct tracee *t, int fd, struct resolved *ret)
{
	resolved_init(ret);
	return resolve_descriptor(t, fd, 0, ret);
}
