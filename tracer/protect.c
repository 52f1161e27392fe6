/*
 * tracer/protect.c - what no rule can open.
 *
 * A protected path is kept with every link on the way to it, since who may
 * replace one of those chooses what the next session loads; and by (dev, ino),
 * since a hard link or a bind mount is the same file (ESCAPES 58, 60).
 */
#include "tracer/protect.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/path.h"
#include "policy/decide.h"
#include "tracer/resolve.h"
#include "tracer/tracer.h"

struct entry {
	char *path; /* owned; canonical, but for its last component, which may be a link */
	size_t len;
	bool hidden;
	bool exists;
	dev_t dev;
	ino_t ino;
};

struct protect {
	struct entry *entries;
	size_t n;
};

enum { READS = PATH_OPEN | PATH_STAT | PATH_LIST | PATH_READLINK | PATH_ACCESS };
enum { MOVES = PATH_RENAME | PATH_DELETE | PATH_RMDIR };
enum { LINKS_MAX = 40 };

struct protect *protect_new(void)
{
	return xcalloc(1, sizeof(struct protect));
}

void protect_free(struct protect *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		free(p->entries[i].path);
	free(p->entries);
	free(p);
}

static void add_entry(struct protect *p, const char *path, bool hidden)
{
	struct entry *e;
	struct stat st;

	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->entries[i].path, path) == 0) {
			p->entries[i].hidden |= hidden;
			return;
		}
	}
	p->entries = xreallocarray(p->entries, p->n + 1, sizeof(*e));
	e = &p->entries[p->n++];
	*e = (struct entry){.path = xstrdup(path), .len = strlen(path), .hidden = hidden};
	if (lstat(path, &st) == 0) {
		e->exists = true;
		e->dev = st.st_dev;
		e->ino = st.st_ino;
	}
}

/* Add @name to @at; a link there is kept too, and its text is returned to be walked (malloc'd). */
static char *step(struct protect *p, struct buf *at, const char *name, size_t len)
{
	scoped_buf struct buf next = BUF_INIT;
	char text[PATH_MAX];
	ssize_t n;

	buf_add(&next, at->s, at->len > 1 ? at->len : 0);
	buf_add_char(&next, '/');
	buf_add(&next, name, len);
	n = readlink(next.s, text, sizeof(text) - 1);
	if (n < 0) {
		buf_reset(at);
		buf_add(at, next.s, next.len);
		return NULL;
	}
	add_entry(p, next.s, false);
	if (text[0] == '/') {
		buf_reset(at);
		buf_add_char(at, '/');
	}
	return xstrndup(text, (size_t)n);
}

/* Walk to the absolute @path, keeping every link met, and then the place itself. */
static void add_path(struct protect *p, const char *path, bool hidden)
{
	scoped_buf struct buf at = BUF_INIT;
	scoped_buf struct buf full = BUF_INIT;
	scoped_free char *rest = NULL;
	const char *s;
	unsigned links = 0;

	if (path[0] != '/' && fs_getcwd(&full) == 0)
		buf_add_char(&full, '/');
	buf_add_str(&full, path);
	assert(path[0] != '\0' && strcmp(path, "/") != 0); /* that would close the whole tree */
	s = rest = xstrdup(full.s);
	buf_add_char(&at, '/');
	while (*s && links <= LINKS_MAX) {
		scoped_free char *text = NULL;
		size_t len;

		while (*s == '/')
			s++;
		len = (size_t)(strchrnul(s, '/') - s);
		if (len == 2 && memcmp(s, "..", 2) == 0) {
			char *slash = strrchr(at.s, '/');

			buf_truncate(&at, slash > at.s ? (size_t)(slash - at.s) : 1);
		} else if (len && !(len == 1 && *s == '.')) {
			text = step(p, &at, s, len);
		}
		s += len;
		if (text) {
			char *longer = xasprintf("%s%s", text, s);

			links++;
			free(rest);
			s = rest = longer;
		}
	}
	add_entry(p, at.s, hidden);
}

void protect_hide(struct protect *p, const char *path)
{
	add_path(p, path, true);
}

void protect_write(struct protect *p, const char *path)
{
	add_path(p, path, false);
}

static const char *check_entries(const struct protect *p, const struct resolved *r, unsigned ops)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct entry *e = &p->entries[i];
		const char *reason = e->hidden ? "protected-state" : "protected-file";
		bool same = r->exists && e->exists && e->ino == r->st.st_ino &&
			e->dev == r->st.st_dev;

		if (!e->hidden && !(ops & ~(unsigned)READS))
			continue;
		if (same || path_is_below(r->path, e->path))
			return reason;
		/* An ancestor must not be moved away from under it. */
		if ((ops & MOVES) && r->len < e->len && path_is_below(e->path, r->path))
			return reason;
	}
	return NULL;
}

/* What ps, top and pgrep read of everybody; all the rest of a foreign process stays closed. */
static bool is_public_entry(const char *name, size_t len)
{
	static const char *const names[] = {"", "stat", "statm", "status", "cmdline", "comm", "cgroup",
		"limits", "loginuid", "sessionid", "wchan", "schedstat", "oom_score",
		"oom_score_adj", "mounts", "mountinfo", "mountstats", "cpuset", "task", "io"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
			return true;
	return false;
}

/* The entry of /proc/PID[/task/TID]/ENTRY: what stands behind the directory of the process. */
static const char *proc_entry(const struct resolved *r, size_t *ret_len)
{
	const char *s = r->path;
	const char *entry = NULL;

	for (const char *slash = strchr(s, '/'); slash; slash = strchr(slash + 1, '/')) {
		size_t digits = strspn(slash + 1, "0123456789");

		if (digits && (slash[1 + digits] == '/' || slash[1 + digits] == '\0')) {
			entry = slash + 1 + digits;
			break;
		}
	}
	if (!entry)
		return NULL;
	entry += *entry == '/';
	if (strncmp(entry, "task/", 5) == 0) {
		entry += 5;
		entry += strspn(entry, "0123456789");
		entry += *entry == '/';
	}
	*ret_len = strcspn(entry, "/");
	return entry;
}

static const char *check_process(struct tracer *tr, const struct resolved *r, unsigned ops)
{
	size_t len;
	const char *entry;

	if (r->proc_pid <= 0 || r->own_proc)
		return NULL;
	entry = proc_entry(r, &len);
	if (r->proc_pid != getpid() && tracer_owns(tr, r->proc_pid)) {
		/* One tracee's memory is not another's to write (ESCAPES 3). */
		if (entry && len == 3 && memcmp(entry, "mem", 3) == 0 &&
			(ops & ~(unsigned)READS))
			return "foreign-process";
		return NULL;
	}
	if (!entry || (ops & ~(unsigned)READS) || entry[len] == '/' || !is_public_entry(entry, len))
		return "foreign-process";
	return NULL;
}

/* A disk or memory by its device holds every file there is. */
static const char *check_device(const struct resolved *r, unsigned ops)
{
	enum { MEM_MAJOR = 1, MEM = 1, KMEM = 2, PORT = 4 };
	dev_t dev = r->st.st_rdev;

	if (!r->exists || !(ops & (PATH_OPEN | PATH_WRITE)))
		return NULL;
	if (S_ISBLK(r->st.st_mode))
		return "device-node";
	if (S_ISCHR(r->st.st_mode) && major(dev) == MEM_MAJOR &&
		(minor(dev) == MEM || minor(dev) == KMEM || minor(dev) == PORT))
		return "device-node";
	return NULL;
}

/*
 * Files through which the kernel is told to run a program, freeze or kill processes, or to stop: what
 * happens then has no tracer.
 */
static const char *check_kernel(const struct resolved *r, unsigned ops)
{
	static const char *const paths[] = {"/proc/sysrq-trigger", "/proc/kcore",
		"/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe",
		"/proc/sys/kernel/hotplug", "/proc/sys/kernel/poweroff_cmd",
		"/proc/sys/kernel/usermodehelper", "/proc/sys/kernel/yama",
		"/proc/sys/fs/binfmt_misc", "/sys/kernel/uevent_helper", "/sys/kernel/security",
		"/sys/kernel/debug", "/sys/kernel/tracing", "/sys/firmware/efi/efivars"};
	static const char *const control[] = {"release_agent", "notify_on_release", "cgroup.kill",
		"cgroup.freeze", "freezer.state", "cgroup.procs", "cgroup.threads", "tasks"};
	const char *base;

	if (r->path[0] != '/' || (r->path[1] != 'p' && r->path[1] != 's'))
		return NULL;
	if (strcmp(r->path, "/proc/kcore") == 0)
		return "kernel-interface";
	if (!(ops & ~(unsigned)READS))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		if (path_is_below(r->path, paths[i]))
			return "kernel-interface";
	if (!path_is_below(r->path, "/sys/fs/cgroup"))
		return NULL;
	base = path_base(r->path);
	for (size_t i = 0; i < ARRAY_LEN(control); i++)
		if (strcmp(base, control[i]) == 0)
			return "kernel-interface";
	return NULL;
}

const char *protect_check(const struct protect *p, struct tracer *tr, const struct resolved *r,
	unsigned ops)
{
	const char *reason = check_process(tr, r, ops);

	if (!reason && !r->no_path)
		reason = check_entries(p, r, ops);
	if (!reason && !r->no_path)
		reason = check_device(r, ops);
	if (!reason && !r->no_path)
		reason = check_kernel(r, ops);
	return reason;
}
