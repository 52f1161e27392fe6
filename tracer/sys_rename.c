/*
 * tracer/sys_rename.c - rename, renameat, renameat2: both names are written.
 *
 * What is moved takes its bytes to where other rules hold, so the source must be
 * readable and writable, and so must all that lies below a directory: a rule
 * for /w/private stays true when /w is renamed (ESCAPES 23, 24).
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "tracer/behalf.h"
#include "tracer/enforce.h"
#include "tracer/file_call.h"
#include "tracer/race.h"
#include "tracer/redirect_path.h"
#include "tracer/resolve.h"
#include "tracer/soft_delete.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

enum { NAME_ITSELF = RESOLVE_NOFOLLOW | RESOLVE_PARENT };
enum { TREE_DEPTH_MAX = 128, TREE_ENTRIES_MAX = 200000 };

/* Rules on the old and the new place of each entry of a directory that is moved. */
struct tree {
	struct tracee *t;
	struct buf from;
	struct buf to;
	unsigned entries;
	bool told; /* the refusal is recorded under the entry's name */
	enum sys_action action;
};

static bool permitted(struct tree *tree, const struct buf *path, unsigned ops)
{
	struct path_request req = {.path = path->s, .ops = ops};
	struct decision d = decide_path(tree->t->tracer->policy, &req);
	struct resolved r = {.path = path->s, .len = path->len, .given = path->s, .parent_fd = -1};

	if (verdict_permits(verdict_effective(d.verdict, tree->t->tracer->approvals)))
		return true;
	tree->told = true;
	/* Once more, to be recorded and told; nobody is asked about part of a call. */
	tree->action = enforce_path(tree->t, &r, ops, NULL);
	if (tree->action != SYS_DENY)
		tree->action = sys_deny(tree->t, EACCES);
	return false;
}

static bool judge_directory(struct tree *tree, int fd, unsigned depth);

static bool judge_entry(struct tree *tree, int dir_fd, const struct dirent *e, unsigned depth)
{
	size_t from_len = tree->from.len;
	size_t to_len = tree->to.len;
	bool good;

	if (++tree->entries > TREE_ENTRIES_MAX || depth > TREE_DEPTH_MAX)
		return false;
	buf_printf(&tree->from, "/%s", e->d_name);
	buf_printf(&tree->to, "/%s", e->d_name);
	good = permitted(tree, &tree->from, PATH_OPEN | PATH_WRITE) &&
		permitted(tree, &tree->to, PATH_CREATE | PATH_WRITE);
	if (good && (e->d_type == DT_DIR || e->d_type == DT_UNKNOWN)) {
		int fd = openat(dir_fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

		if (fd >= 0)
			good = judge_directory(tree, fd, depth + 1);
		else
			good = errno == ENOTDIR || errno == ELOOP || errno == ENOENT;
	}
	buf_truncate(&tree->from, from_len);
	buf_truncate(&tree->to, to_len);
	return good;
}

/* Takes @fd.  False: something below must stay where it is, or not all could be looked at. */
static bool judge_directory(struct tree *tree, int fd, unsigned depth)
{
	DIR *dir = fdopendir(fd);
	const struct dirent *e;
	bool good = dir != NULL;

	if (!dir) {
		close(fd);
		return false;
	}
	while (good && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			good = judge_entry(tree, fd, e, depth);
	closedir(dir);
	return good;
}

static enum sys_action judge_tree(struct tracee *t, const struct resolved *from,
	const struct resolved *to)
{
	struct tree tree = {.t = t, .from = BUF_INIT, .to = BUF_INIT};
	int fd;

	if (!from->exists || !S_ISDIR(from->st.st_mode))
		return SYS_ALLOW;
	fd = openat(from->parent_fd, from->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	buf_add(&tree.from, from->path, from->len);
	buf_add(&tree.to, to->path, to->len);
	if (fd >= 0 && judge_directory(&tree, fd, 0))
		tree.action = SYS_ALLOW;
	else if (!tree.told)
		tree.action = enforce_refuse(t, "rename-unseen", from->path, EACCES);
	buf_release(&tree.from);
	buf_release(&tree.to);
	return tree.action;
}

/* The file that a rename would put out of the world. */
static enum sys_action keep_replaced(struct tracee *t, const struct resolved *from,
	const struct resolved *to, unsigned flags)
{
	struct path_request req = {.path = to->path, .ops = PATH_DELETE};

	if (!to->exists || !from->exists || (flags & (RENAME_EXCHANGE | RENAME_NOREPLACE)) ||
		S_ISDIR(to->st.st_mode))
		return SYS_ALLOW;
	if (from->st.st_dev == to->st.st_dev && from->st.st_ino == to->st.st_ino)
		return SYS_ALLOW;
	if (decide_path(t->tracer->policy, &req).verdict != VERDICT_SOFT_DELETE)
		return SYS_ALLOW;
	return soft_delete_keep(t, to);
}

static enum sys_action judge_rename(struct tracee *t, const struct resolved *from,
	const struct resolved *to, unsigned flags, struct decision *ret_to)
{
	struct file_side a = {.r = from}, b = {.r = to};
	enum sys_action action;

	a.ops = PATH_OPEN | PATH_WRITE | file_op(t, from, PATH_RENAME, PATH_DELETE);
	b.ops = file_op(t, to, PATH_RENAME, PATH_CREATE);
	if (to->exists)
		b.ops |= PATH_WRITE;
	if (flags & RENAME_EXCHANGE)
		b.ops |= PATH_OPEN;
	action = judge_tree(t, from, to);
	if (action == SYS_ALLOW && (flags & RENAME_EXCHANGE))
		action = judge_tree(t, to, from);
	if (action == SYS_ALLOW)
		action = file_judge_pair(t, &a, &b, ret_to);
	return action;
}

static enum sys_action check_rename(struct tracee *t, int from_dirfd, unsigned from_arg, int to_dirfd,
	unsigned flags)
{
	scoped_resolved struct resolved from = {.parent_fd = -1};
	scoped_resolved struct resolved to = {.parent_fd = -1};
	struct decision d = {.verdict = VERDICT_ALLOW};
	unsigned to_arg = from_arg == 0 ? 1 : 3;
	enum sys_action action;
	int error = tracee_resolve(t, from_dirfd, t->arg[from_arg], NAME_ITSELF, &from);

	if (error == 0)
		error = tracee_resolve(t, to_dirfd, t->arg[to_arg], NAME_ITSELF, &to);
	if (error < 0)
		return sys_fail(t, error);
	action = judge_rename(t, &from, &to, flags, &d);
	if (action != SYS_ALLOW)
		return action;
	if (d.verdict == VERDICT_REDIRECT)
		return redirect_path(t, &d, &to, to_arg, PATH_CREATE | PATH_WRITE);
	action = keep_replaced(t, &from, &to, flags);
	if (action == SYS_ALLOW && race_has_rivals(t))
		return behalf_rename(t, &from, &to, flags);
	return action;
}

enum sys_action sys_rename(struct tracee *t)
{
	return check_rename(t, AT_FDCWD, 0, AT_FDCWD, 0);
}

enum sys_action sys_renameat(struct tracee *t)
{
	return check_rename(t, (int)t->arg[0], 1, (int)t->arg[2], 0);
}

enum sys_action sys_renameat2(struct tracee *t)
{
	return check_rename(t, (int)t->arg[0], 1, (int)t->arg[2], (unsigned)t->arg[4]);
}
