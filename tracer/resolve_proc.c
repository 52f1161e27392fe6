/*
 * tracer/resolve_proc.c - what an object that /proc or a descriptor shows is called, and whose it is.
 *
 * /proc is the one file system whose names mean something else for each
 * reader, and whose links lead to objects instead of names (ESCAPES 1.4, 16).
 */
#include "tracer/resolve_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "lib/arena.h"
#include "tracer/resolve.h"
#include "tracer/tracee.h"

static const char deleted[] = " (deleted)";

void proc_link_of(pid_t tid, int dirfd, char *out)
{
	if (dirfd == AT_FDCWD)
		snprintf(out, PROC_LINK_SIZE, "/proc/%d/cwd", (int)tid);
	else
		snprintf(out, PROC_LINK_SIZE, "/proc/%d/fd/%d", (int)tid, dirfd);
}

bool path_wants_directory(const char *path)
{
	size_t len = strlen(path);

	if (len && path[len - 1] == '.')
		return len == 1 || path[len - 2] == '/';
	return len && path[len - 1] == '/';
}

bool resolve_is_proc(int fd, dev_t dev)
{
	/* A handful of file systems is all a session ever sees; the answer costs a call each otherwise. */
	enum { KNOWN = 8 };
	static _Thread_local struct {
		dev_t dev;
		bool set;
		bool proc;
	} known[KNOWN];
	unsigned slot = (unsigned)(dev ^ dev >> 8) % KNOWN;
	struct statfs fs;
	struct stat st;

	if (!known[slot].set || known[slot].dev != dev) {
		if (fstatfs(fd, &fs) == 0)
			known[slot].proc = fs.f_type == PROC_SUPER_MAGIC;
		else /* refused on an O_PATH descriptor by some kernels */
			known[slot].proc = stat("/proc", &st) == 0 && st.st_dev == dev;
		known[slot].dev = dev;
		known[slot].set = true;
	}
	return known[slot].proc;
}

/* Does "@path/thread-self" of the first @len bytes look like the top of a procfs that is ours? */
static bool is_proc_root(const char *path, size_t len, bool *ret_foreign)
{
	char name[PATH_MAX], text[32];
	struct statfs fs;
	ssize_t n;

	*ret_foreign = false;
	if (len == 5 && memcmp(path, "/proc", 5) == 0)
		return true;
	if (len + sizeof("/self") > sizeof(name))
		return false;
	snprintf(name, sizeof(name), "%.*s/self", (int)len, path);
	n = readlink(name, text, sizeof(text) - 1);
	if (n < 0)
		return false;
	text[n] = '\0';
	snprintf(name, sizeof(name), "%.*s/", (int)len, path);
	if (statfs(name, &fs) < 0 || fs.f_type != PROC_SUPER_MAGIC)
		return false;
	snprintf(name, sizeof(name), "%d", (int)getpid());
	*ret_foreign = strcmp(name, text) != 0;
	return true;
}

/* The number of the component at @s, or 0 when it is none. */
static pid_t pid_component(const char *s, const char *end)
{
	long pid = 0;

	if (s == end || *s == '0')
		return 0;
	for (; s < end; s++) {
		if (*s < '0' || *s > '9' || pid > INT_MAX / 10)
			return 0;
		pid = 10 * pid + (*s - '0');
	}
	return pid > INT_MAX ? 0 : (pid_t)pid;
}

/* Threads have directories of their own name at the top of /proc, which are not listed. */
static bool is_own_thread(const struct tracee *t, pid_t pid)
{
	char task[64];
	struct stat st;

	if (pid == t->tgid || pid == t->tid)
		return true;
	snprintf(task, sizeof(task), "/proc/%d/task/%d", (int)t->tgid, (int)pid);
	return stat(task, &st) == 0;
}

void resolve_proc_fields(struct tracee *t, struct resolved *ret)
{
	const char *slash = ret->path;

	while (slash && *slash) {
		const char *end = strchr(slash + 1, '/');
		pid_t pid = pid_component(slash + 1, end ? end : slash + strlen(slash));
		bool foreign;

		if (pid && is_proc_root(ret->path, (size_t)(slash - ret->path), &foreign)) {
			/* Numbers of another pid namespace say nothing here: nobody's. */
			ret->proc_pid = foreign ? INT_MAX : pid;
			ret->own_proc = !foreign && is_own_thread(t, pid);
			return;
		}
		slash = end;
	}
}

static bool same_object(const char *path, const struct stat *st)
{
	struct stat now;

	return lstat(path, &now) == 0 && now.st_dev == st->st_dev && now.st_ino == st->st_ino;
}

/* An entry of a process that has just ended: its name was what it was. */
static bool was_process(const char *path, const struct stat *st)
{
	struct stat proc;

	return strncmp(path, "/proc/", 6) == 0 && stat("/proc", &proc) == 0 &&
		proc.st_dev == st->st_dev;
}

int resolve_name_object(struct tracee *t, const char *text, size_t len, bool jumped,
	struct resolved *ret)
{
	size_t suffix = sizeof(deleted) - 1;
	bool ends_deleted = len > suffix && memcmp(text + len - suffix, deleted, suffix) == 0;
	bool gone = ret->st.st_nlink == 0;

	ret->path = arena_strndup(&t->scratch, text, len);
	ret->len = len;
	ret->exists = true;
	if (text[0] != '/') {
		if (strncmp(text, "(unreachable)", 13) == 0)
			return -EPERM;
		ret->no_path = true; /* pipe:[1], socket:[1], anon_inode:[eventfd], net:[1] */
		return 0;
	}
	/*
	 * A name may end in " (deleted)" by itself: what the disk says counts, not the suffix.  Not all
	 * kernels count the links of what is gone down to 0 (gVisor).
	 */
	if (ends_deleted && (gone || !same_object(ret->path, &ret->st))) {
		if (strncmp(text, "/memfd:", 7) == 0 || strncmp(text, "/SYSV", 5) == 0 ||
			strcmp(text, "/dev/zero (deleted)") == 0) {
			ret->no_path = true;
			return 0;
		}
		ret->path = arena_strndup(&t->scratch, text, len - suffix);
		ret->len = len - suffix;
	} else if (jumped && !gone && !same_object(ret->path, &ret->st) &&
		!was_process(text, &ret->st)) {
		return -EPERM; /* in another mount namespace, or below another mount */
	}
	resolve_proc_fields(t, ret);
	return 0;
}
