/*
 * tracer/relay_plan.c - which of fd 1 and 2 are relayed, and the pipes for it.
 *
 * A terminal is left alone: behind a pipe, programs would take the session for a
 * batch job (no colours, block buffering, no prompts).  Redacting a terminal
 * needs a pty between (DESIGN 2 "Terminal mode"), which would be planned here.
 */
#include "tracer/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fd.h"

/* Character devices of major 1 that keep nothing: null, zero, and full, whose error shall stay. */
static bool is_sink(const struct stat *st)
{
	unsigned number = minor(st->st_rdev);

	if (!S_ISCHR(st->st_mode) || major(st->st_rdev) != 1)
		return false;
	return number == 3 || number == 5 || number == 7;
}

/* Open, writable, and somebody can read what is written. */
static bool is_heard(int fd, struct stat *ret_st)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || flags & O_PATH)
		return false;
	return fstat(fd, ret_st) == 0 && !is_sink(ret_st);
}

/* kcmp(2) is missing on gVisor and may be filtered; then what they have in common decides. */
static bool is_one_open_file(int a, int b)
{
	pid_t self = getpid();
	long r = syscall(SYS_kcmp, self, self, KCMP_FILE, a, b);
	struct stat sa, sb;

	if (r >= 0)
		return r == 0;
	if (fstat(a, &sa) < 0 || fstat(b, &sb) < 0)
		return false;
	if (sa.st_dev != sb.st_dev || sa.st_ino != sb.st_ino)
		return false;
	if (!S_ISREG(sa.st_mode))
		return true;
	/* `>log 2>log` is two offsets, which usually differ as soon as anything was written. */
	return fcntl(a, F_GETFL) == fcntl(b, F_GETFL) &&
	       lseek(a, 0, SEEK_CUR) == lseek(b, 0, SEEK_CUR);
}

static void close_all(struct relay_plan *p)
{
	int *fds[] = {
		p->caller, p->caller + 1, p->read, p->read + 1, p->write, p->write + 1, &p->notice};

	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		cleanup_close_fd(fds[i]);
		*fds[i] = -1;
	}
}

/* A copy of @fd with a high number; an error sticks in @error. */
static int copy_high(int fd, int *error)
{
	int copy = fd_dup_high(fd);

	if (copy < 0)
		*error = copy;
	return copy < 0 ? -1 : copy;
}

static int make_pipe(int *ret_read, int *ret_write)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	*ret_read = fd_move_high(ends[0]);
	*ret_write = fd_move_high(ends[1]);
	if (*ret_read < 0 || *ret_write < 0) {
		cleanup_close_fd(ret_read);
		cleanup_close_fd(ret_write);
		*ret_read = *ret_write = -1;
		return -EMFILE;
	}
	/* The flag belongs to this end's open file: the tracees' end stays a blocking one. */
	return fcntl(*ret_read, F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

static int plan_stream(struct relay_plan *p, int i)
{
	int error = 0;

	p->caller[i] = copy_high(STDOUT_FILENO + i, &error);
	return error ? error : make_pipe(&p->read[i], &p->write[i]);
}

int relay_plan(struct relay_plan *ret)
{
	struct relay_plan p = {
		.caller = {-1, -1}, .read = {-1, -1}, .write = {-1, -1}, .notice = -1};
	struct stat st[2];
	bool relayed[2];
	int r = 0;

	for (int i = 0; i < 2; i++)
		relayed[i] = is_heard(STDOUT_FILENO + i, &st[i]) && !isatty(STDOUT_FILENO + i);
	if (!relayed[1] && is_heard(STDERR_FILENO, &st[1]))
		p.notice = copy_high(STDERR_FILENO, &r);
	if (r == 0 && relayed[0])
		r = plan_stream(&p, 0);
	if (r == 0 && relayed[1]) {
		if (relayed[0] && is_one_open_file(STDOUT_FILENO, STDERR_FILENO))
			p.write[1] = copy_high(p.write[0], &r);
		else
			r = plan_stream(&p, 1);
	}
	if (r < 0) {
		close_all(&p);
		return r;
	}
	*ret = p;
	return 0;
}

void relay_plan_in_shell(struct relay_plan *plan)
{
	for (int i = 0; i < 2; i++)
		if (plan->write[i] >= 0)
			dup2(plan->write[i], STDOUT_FILENO + i);
	close_all(plan);
}

void relay_plan_cancel(struct relay_plan *plan)
{
	close_all(plan);
}
