/*
 * tracer/soft_delete.c - deleting that can be undone.
 */
#include "tracer/soft_delete.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "policy/config.h"
#include "policy/trash.h"
#include "tracer/enforce.h"
#include "tracer/ids.h"
#include "tracer/notice.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

enum { TOKEN_SIZE = 32, COMMAND_MAX = 4096 };

/* What the tracee runs, its arguments joined by spaces. */
static void add_command(const struct tracee *t, struct buf *out)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)t->tgid);
	fd_read_file(path, out);
	while (out->len && out->s[out->len - 1] == '\0')
		buf_truncate(out, out->len - 1);
	for (size_t i = 0; i < out->len; i++)
		if (out->s[i] == '\0')
			out->s[i] = ' ';
}

/* 0: empty. */
static int check_empty(int parent_fd, const char *name)
{
	int fd = openat(parent_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;
	int r = 0;

	if (!dir) {
		r = -errno;
		if (fd >= 0)
			close(fd);
		return r;
	}
	while (r == 0 && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			r = -ENOTEMPTY;
	closedir(dir);
	return r;
}

/* What the kernel says to the names that cannot be removed (man 2 rmdir, unlink); NULL: "/". */
static int check_name(const char *name, bool directory)
{
	if (!name)
		return directory ? -EBUSY : -EISDIR;
	if (strcmp(name, ".") == 0)
		return directory ? -EINVAL : -EISDIR;
	if (strcmp(name, "..") == 0)
		return directory ? -ENOTEMPTY : -EISDIR;
	return 0;
}

/* The errno with which the kernel would refuse, or 0. */
static int check_kind(const struct resolved *r, bool directory)
{
	if (!r->exists)
		return -ENOENT;
	if (directory)
		return S_ISDIR(r->st.st_mode) ? check_empty(r->parent_fd, r->name) : -ENOTDIR;
	if (S_ISDIR(r->st.st_mode))
		return -EISDIR;
	return r->trailing_slash ? -ENOTDIR : 0;
}

static int check_rights(const struct tracee *t, const struct resolved *r)
{
	struct ids ids;
	int error = ids_load(t->tid, &ids);

	return error < 0 ? error : ids_may_remove(&ids, r->parent_fd, &r->st);
}

static int put(struct tracee *t, int parent_fd, const char *name, const struct resolved *r,
	char *ret_token)
{
	scoped_buf struct buf command = BUF_INIT_MAX(COMMAND_MAX);
	const struct tracer *tr = t->tracer;
	struct trash_request req = {
		.trash_dir = tr->trash_dir,
		.parent_fd = parent_fd,
		.name = name,
		.original_path = r->path,
		.session = tr->session_id,
		.hash_under = tr->config ? tr->config->hash_small_files_under : 0,
		.directory = S_ISDIR(r->st.st_mode),
	};

	add_command(t, &command);
	req.command = command.s;
	return trash_put(&req, ret_token);
}

static bool record(struct tracee *t, const struct resolved *r, const char *operation,
	const char *token)
{
	struct event e = enforce_event(t, EVENT_SOFT_DELETE);

	e.has_decision = true;
	e.decision = e.effective = VERDICT_SOFT_DELETE;
	e.operation = operation;
	e.path = r->path;
	e.path_len = r->len;
	e.raw_path = r->given;
	e.detail = token;
	return enforce_record(t->tracer, &e);
}

static void tell(struct tracer *tr, const char *path, size_t len, const char *token)
{
	scoped_buf struct buf line = BUF_INIT;

	if (tr->config && !tr->config->notices)
		return;
	buf_add_str(&line, "soft-delete: ");
	buf_add_escaped(&line, path, len);
	buf_printf(&line, " -> trash token %s; restore with: agentsh trash restore %s", token, token);
	notice_text(tr, line.s);
}

enum sys_action soft_delete(struct tracee *t, const struct resolved *r, bool directory)
{
	struct tracer *tr = t->tracer;
	char token[TOKEN_SIZE];
	int error;

	error = check_name(r->name, directory);
	if (error < 0)
		return sys_deny(t, error);
	if (r->parent_fd < 0 || !tr->trash_dir)
		return sys_deny(t, EACCES);
	error = check_kind(r, directory);
	if (error == 0)
		error = check_rights(t, r);
	if (error == 0)
		error = put(t, r->parent_fd, r->name, r, token);
	if (error < 0)
		return sys_deny(t, error);
	if (!record(t, r, directory ? "rmdir" : "delete", token)) {
		scoped_buf struct buf back = BUF_INIT;

		trash_restore(tr->trash_dir, token, NULL, false, &back);
		return sys_deny(t, EACCES);
	}
	tell(tr, r->path, r->len, token);
	return sys_result(t, 0);
}

static int copy_bytes(int from, int to)
{
	char bytes[1 << 16];
	ssize_t n;

	if (ioctl(to, FICLONE, from) == 0)
		return 0;
	while ((n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0)) > 0)
		;
	if (n == 0 && lseek(to, 0, SEEK_CUR) > 0)
		return 0;
	/* Some file systems copy nothing and say success: by hand from where it stopped. */
	while ((n = read(from, bytes, sizeof(bytes))) > 0) {
		int r = fd_write_all(to, bytes, (size_t)n);

		if (r < 0)
			return r;
	}
	return n < 0 ? -errno : 0;
}

/* A copy of @r, with its owner, mode and times, as @name in the directory @dir. */
static int copy_file(const struct resolved *r, int dir, const char *name)
{
	const struct timespec times[2] = {r->st.st_atim, r->st.st_mtim};
	scoped_fd int from = open(r->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	scoped_fd int to = -1;
	struct stat st;
	int error;

	if (from < 0)
		return -errno;
	if (fstat(from, &st) < 0 || st.st_ino != r->st.st_ino || st.st_dev != r->st.st_dev)
		return -EAGAIN;
	to = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to < 0)
		return -errno;
	error = copy_bytes(from, to);
	if (error < 0)
		return error;
	if (fchown(to, st.st_uid, st.st_gid) < 0 && geteuid() == 0)
		return -errno;
	if (fchmod(to, st.st_mode & 07777) < 0 || futimens(to, times) < 0)
		return -errno;
	return 0;
}

enum sys_action soft_delete_keep(struct tracee *t, const struct resolved *r)
{
	static _Thread_local unsigned count;
	struct tracer *tr = t->tracer;
	char name[48], token[TOKEN_SIZE];
	scoped_fd int dir = -1;
	int error;

	if (!r->exists || !S_ISREG(r->st.st_mode) || r->st.st_size == 0)
		return SYS_ALLOW;
	if (!tr->trash_dir || fs_mkdirs(tr->trash_dir, 0700) < 0)
		return sys_deny(t, EACCES);
	dir = open(tr->trash_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return sys_deny(t, EACCES);
	snprintf(name, sizeof(name), ".copy-%d-%u", (int)getpid(), count++);
	error = copy_file(r, dir, name);
	if (error == 0)
		error = put(t, dir, name, r, token);
	if (error < 0) {
		unlinkat(dir, name, 0);
		return sys_deny(t, EACCES);
	}
	if (!record(t, r, "write", token))
		return sys_deny(t, EACCES);
	tell(tr, r->path, r->len, token);
	return SYS_ALLOW;
}
