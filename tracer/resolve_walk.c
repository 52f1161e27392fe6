/*
 * tracer/resolve_walk.c - the component walk: one O_PATH descriptor, one name at a time.
 *
 * path_resolution(7) from the tracee's side: its root, its cwd, its /proc/self.
 * Nothing is opened but by O_PATH, so neither FIFOs nor devices notice.
 */
#include "tracer/resolve_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "tracer/resolve.h"
#include "tracer/tracee.h"

enum { LINKS_MAX = 40 }; /* MAXSYMLINKS of the kernel */

struct walk {
	struct tracee *t;
	unsigned flags;
	int root;         /* O_PATH; what "/" and an absolute link mean */
	int at;           /* O_PATH; the object reached so far */
	bool own_root;    /* root is ours too: the kernel itself stops `..` there */
	bool jumped;      /* a magic link was taken */
	bool last;        /* the component in hand is the last */
	unsigned links;
	pid_t through;    /* the foreign process whose magic link was taken; 0: none */
	const char *rest; /* what is still to be walked */
	char name[NAME_MAX + 2];
};

static int open_path(int dirfd, const char *name, int flags)
{
	int fd = openat(dirfd, name, O_PATH | O_CLOEXEC | flags);

	return fd < 0 ? -errno : fd;
}

static void walk_move(struct walk *w, int fd)
{
	if (w->at >= 0)
		close(w->at);
	w->at = fd;
}

static bool same_place(int a, int b)
{
	struct statx x, y;

	/* The mount too: a bind mount of "/" is not the root. */
	if (statx(a, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &x) < 0 ||
		statx(b, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &y) < 0)
		return false;
	return x.stx_ino == y.stx_ino && x.stx_dev_major == y.stx_dev_major &&
		x.stx_dev_minor == y.stx_dev_minor &&
		(x.stx_mask & STATX_MNT_ID ? x.stx_mnt_id : 0) ==
		(y.stx_mask & STATX_MNT_ID ? y.stx_mnt_id : 0);
}

static int walk_start(struct walk *w, int dirfd, const char *given)
{
	char link[PROC_LINK_SIZE];
	scoped_fd int ours = open_path(AT_FDCWD, "/", O_DIRECTORY);
	int base;

	snprintf(link, sizeof(link), "/proc/%d/root", (int)w->t->tid);
	w->root = open_path(AT_FDCWD, link, O_DIRECTORY);
	if (w->root < 0 || ours < 0)
		return -EPERM;
	w->own_root = same_place(w->root, ours);
	w->rest = given;
	if (given[0] == '/' && !(w->flags & RESOLVE_ROOT_AT_DIRFD)) {
		base = open_path(w->root, ".", O_DIRECTORY);
		return base < 0 ? -EPERM : (w->at = base, 0);
	}
	proc_link_of(w->t->tid, dirfd, link);
	base = open_path(AT_FDCWD, link, 0);
	if (base == -ENOENT && dirfd != AT_FDCWD)
		return -EBADF;
	if (base < 0)
		return -EPERM;
	w->at = base;
	if (w->flags & RESOLVE_ROOT_AT_DIRFD) {
		close(w->root);
		w->root = open_path(base, ".", O_DIRECTORY);
		w->own_root = false;
		if (w->root < 0)
			return w->root;
	}
	return 0;
}

/* Cut the next component off w->rest into w->name; false at the end. */
static int next_name(struct walk *w)
{
	const char *end;
	size_t len;

	while (*w->rest == '/')
		w->rest++;
	end = strchrnul(w->rest, '/');
	len = (size_t)(end - w->rest);
	if (len > NAME_MAX)
		return -ENAMETOOLONG;
	memcpy(w->name, w->rest, len);
	w->name[len] = '\0';
	while (*end == '/')
		end++;
	w->rest = end;
	w->last = *end == '\0';
	return len > 0;
}

static int walk_up(struct walk *w)
{
	int fd;

	if (!w->own_root && same_place(w->at, w->root))
		return 0;
	fd = open_path(w->at, "..", O_DIRECTORY | O_NOFOLLOW);
	if (fd < 0)
		return fd;
	walk_move(w, fd);
	return 0;
}

int resolve_fd_text(int fd, char *out, size_t size, size_t *ret_len)
{
	char link[PROC_LINK_SIZE];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, out, size);
	if (n < 0 || (size_t)n >= size)
		return -EPERM;
	out[n] = '\0';
	*ret_len = (size_t)n;
	return 0;
}

/* A link of /proc that leads to an object: `text` is only what it is called. */
static bool is_magic(const char *text)
{
	return text[0] == '/' || strstr(text, ":[") || strncmp(text, "anon_inode:", 11) == 0;
}

static int walk_jump(struct walk *w)
{
	struct resolved dir = {.parent_fd = -1};
	char text[PATH_MAX];
	size_t len;
	int r, fd;

	if (w->flags & RESOLVE_ROOT_AT_DIRFD)
		return -EXDEV; /* as the kernel: RESOLVE_IN_ROOT implies no magic links */
	r = resolve_fd_text(w->at, text, sizeof(text), &len);
	if (r < 0)
		return r;
	dir.path = text;
	resolve_proc_fields(w->t, &dir);
	if (dir.proc_pid && !dir.own_proc)
		w->through = dir.proc_pid;
	fd = open_path(w->at, w->name, 0);
	if (fd == -EACCES)
		return -EPERM; /* the tracee may see more of itself than we do */
	if (fd < 0)
		return fd;
	w->jumped = true;
	walk_move(w, fd);
	return 0;
}

/* /proc/self and /proc/thread-self, which are the tracer's own when we read them. */
static int own_link(struct walk *w, char *text, size_t size)
{
	char ours[16];
	bool thread = w->name[0] == 't';
	int n = snprintf(ours, sizeof(ours), "%d", (int)getpid());

	if (strncmp(text, ours, (size_t)n) != 0 || (text[n] && text[n] != '/'))
		return -EPERM; /* a procfs of another pid namespace */
	if (thread)
		snprintf(text, size, "%d/task/%d", (int)w->t->tgid, (int)w->t->tid);
	else
		snprintf(text, size, "%d", (int)w->t->tgid);
	return 0;
}

/* Follow the link w->name, whose O_PATH descriptor is @link; @slash: a slash follows the name. */
static int walk_link(struct walk *w, int link, dev_t dev, bool slash)
{
	char text[PATH_MAX];
	ssize_t n = readlinkat(link, "", text, sizeof(text) - 1);
	bool proc = resolve_is_proc(link, dev);

	if (n < 0)
		return proc ? -EPERM : -errno;
	if (n == 0)
		return -ENOENT;
	text[n] = '\0';
	if (++w->links > LINKS_MAX)
		return -ELOOP;
	if (proc && (strcmp(w->name, "self") == 0 || strcmp(w->name, "thread-self") == 0)) {
		int r = own_link(w, text, sizeof(text));

		if (r < 0)
			return r;
	} else if (proc && is_magic(text)) {
		return walk_jump(w);
	}
	if (text[0] == '/') {
		int fd = open_path(w->root, ".", O_DIRECTORY);

		if (fd < 0)
			return -EPERM;
		walk_move(w, fd);
	}
	w->rest = arena_printf(&w->t->scratch, "%s%s%s", text, slash ? "/" : "", w->rest);
	return 0;
}

/* Whether a link as the last component is what the call is about, and not what it points to. */
static bool keeps_last(const struct walk *w, bool slash)
{
	if (!w->last || !(w->flags & RESOLVE_NOFOLLOW))
		return false;
	return !slash || (w->flags & RESOLVE_PARENT);
}

static void drop_parent(struct resolved *ret)
{
	if (ret->parent_fd >= 0)
		close(ret->parent_fd);
	ret->parent_fd = -1;
	ret->name = NULL;
}

/* Remember the directory in which the last component is looked up. */
static int keep_parent(struct walk *w, struct resolved *ret)
{
	int fd;

	if (!(w->flags & RESOLVE_PARENT) || !w->last)
		return 0;
	fd = open_path(w->at, ".", O_DIRECTORY);
	if (fd < 0)
		return fd;
	drop_parent(ret);
	ret->parent_fd = fd;
	ret->name = arena_strdup(&w->t->scratch, w->name);
	return 0;
}

/* One component.  1: it is missing, and it was the last. */
static int walk_component(struct walk *w, bool slash, struct resolved *ret)
{
	struct stat st;
	int r = keep_parent(w, ret);
	int fd;

	if (r < 0)
		return r;
	if (strcmp(w->name, "..") == 0)
		return walk_up(w);
	fd = open_path(w->at, w->name, O_NOFOLLOW);
	if (fd == -ENOENT && w->last) {
		if (fstat(w->at, &st) < 0 || st.st_nlink == 0)
			return -ENOENT; /* nothing can be made in a removed directory */
		return S_ISDIR(st.st_mode) ? 1 : -ENOTDIR;
	}
	if (fd < 0)
		return fd;
	if (fstat(fd, &st) < 0) {
		close(fd);
		return -EPERM;
	}
	if (S_ISLNK(st.st_mode) && !keeps_last(w, slash)) {
		drop_parent(ret);
		r = walk_link(w, fd, st.st_dev, slash);
		close(fd);
		return r;
	}
	walk_move(w, fd);
	return 0;
}

/* The missing leaf w->name in the directory w->at. */
static int finish_missing(struct walk *w, const char *dir, size_t len, struct resolved *ret)
{
	size_t name = strlen(w->name);
	char *path = arena_alloc(&w->t->scratch, len + name + 2);

	if (len == 1)
		len = 0; /* "/" */
	memcpy(path, dir, len);
	path[len] = '/';
	memcpy(path + len + 1, w->name, name + 1);
	ret->path = path;
	ret->len = len + 1 + name;
	ret->exists = false;
	resolve_proc_fields(w->t, ret);
	return 0;
}

static int walk_finish(struct walk *w, bool missing, struct resolved *ret)
{
	char text[PATH_MAX];
	size_t len = 0;
	int r = -EPERM;

	for (unsigned i = 0; i < RESOLVE_LOOKS && r == -EPERM; i++) {
		r = resolve_fd_text(w->at, text, sizeof(text), &len);
		if (r < 0 || fstat(w->at, &ret->st) < 0)
			return -EPERM;
		r = resolve_name_object(w->t, text, len, w->jumped, ret);
	}
	if (r == 0 && missing && ret->len != len)
		r = -ENOENT; /* in a directory that is gone: its name had a " (deleted)" */
	if (r == 0 && missing)
		r = finish_missing(w, ret->path, ret->len, ret);
	if (r < 0)
		return r;
	if (w->through) {
		ret->proc_pid = w->through;
		ret->own_proc = false;
	}
	if ((w->flags & RESOLVE_OBJECT) && ret->exists) {
		ret->object_fd = fcntl(w->at, F_DUPFD_CLOEXEC, 3);
		if (ret->object_fd < 0)
			return -EPERM;
	}
	if (ret->exists && ret->trailing_slash && !S_ISDIR(ret->st.st_mode) &&
		!(w->flags & RESOLVE_PARENT))
		return -ENOTDIR;
	return 0;
}

static int walk_all(struct walk *w, struct resolved *ret)
{
	bool missing = false;
	struct stat st;
	int r;

	while ((r = next_name(w)) > 0) {

		/* What follows a slash must be looked up in a directory, "." also. */
		if (strcmp(w->name, ".") == 0) {
			if (fstat(w->at, &st) < 0 || !S_ISDIR(st.st_mode))
				return -ENOTDIR;
			r = keep_parent(w, ret);
		} else {
			r = walk_component(w, w->rest[-1] == '/', ret);
		}
		if (r < 0)
			return r;
		missing = r == 1;
		if (missing)
			break;
	}
	return r < 0 ? r : walk_finish(w, missing, ret);
}

int resolve_walk(struct tracee *t, int dirfd, unsigned flags, struct resolved *ret)
{
	struct walk w = {.t = t, .flags = flags, .root = -1, .at = -1};
	int r = walk_start(&w, dirfd, ret->given);

	if (r == 0)
		r = walk_all(&w, ret);
	if (w.root >= 0)
		close(w.root);
	if (w.at >= 0)
		close(w.at);
	return r;
}
