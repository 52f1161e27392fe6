/*
 * tracer/sys_kill.c - signals: who may be sent what.
 *
 * Within the session they are free unless a rule speaks of them; nothing outside is
 * reached unless a rule says so in as many words.
 *
 * What a call would reach is judged as a set: a group with outsiders in it, or
 * -1, is served here, for our own members only (ESCAPES 56).  Owners of
 * descriptors get signals from the kernel, so they are judged as targets too (57).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/num.h"
#include "policy/decide.h"
#include "tracer/enforce.h"
#include "tracer/file_call.h"
#include "tracer/memory.h"
#include "tracer/syscalls.h"
#include "tracer/targets.h"
#include "tracer/tracer.h"

enum { MAX_GENERATIONS = 64, FIRST_REALTIME = 32 };

/* --- one target --- */

static bool is_descendant(struct tracer *tr, const struct tracee *of, const struct tracee *who)
{
	for (int i = 0; who && i < MAX_GENERATIONS; i++) {
		if (who->ppid == of->tgid)
			return true;
		who = tracer_find(tr, who->ppid);
	}
	return false;
}

static enum signal_target relation(struct tracee *t, pid_t pid)
{
	const struct tracee *to = tracer_find(t->tracer, pid);

	if (!to)
		return pid == 1 || pid == 2 ? SIGNAL_SYSTEM : SIGNAL_EXTERNAL;
	if (to->tgid == t->tgid)
		return SIGNAL_SELF;
	if (to->ppid == t->tgid)
		return SIGNAL_CHILD;
	if (to->tgid == t->ppid)
		return SIGNAL_PARENT;
	if (is_descendant(t->tracer, t, to))
		return SIGNAL_DESCENDANT;
	return to->ppid == t->ppid ? SIGNAL_SIBLING : SIGNAL_SESSION;
}

/* `comm` of @pid for the rules' `process` patterns; "" when it is gone. */
static const char *name_of(struct tracee *t, pid_t pid)
{
	scoped_buf struct buf comm = BUF_INIT_MAX(64);
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	if (fd_read_file(path, &comm) < 0)
		return "";
	return arena_strndup(&t->scratch, comm.s, strcspn(comm.s, "\n"));
}

/* May @t send @signal to @pid?  @ret_signal: the one that a rule puts in its place, or 0. */
static enum sys_action judge_one(struct tracee *t, pid_t pid, int signal, int *ret_signal)
{
	struct signal_request req = {.signal = signal, .pid = pid, .same_user = true};

	*ret_signal = 0;
	req.target = relation(t, pid);
	if (req.target == SIGNAL_EXTERNAL || req.target == SIGNAL_SYSTEM) {
		if (signal == 0)
			return SYS_ALLOW; /* "is it there?" reaches nobody */
		switch (target_state(pid)) {
		case TARGET_NONE:
			return sys_deny(t, ESRCH);
		case TARGET_ZOMBIE:
			/* Ours leave the table before their parent waits for them. */
			return sys_result(t, 0);
		case TARGET_ALIVE:
			break;
		}
	}
	req.comm = name_of(t, pid);
	return enforce_signal(t, &req, ret_signal);
}

/* Judge the process or thread @pid; @signal_arg is the register to change for a redirect. */
static enum sys_action to_one(struct tracee *t, pid_t pid, unsigned signal_arg)
{
	int other;
	enum sys_action action = judge_one(t, pid, (int)t->arg[signal_arg], &other);

	if (action != SYS_ALLOW || !other)
		return action;
	regs_set_arg(&t->regs, signal_arg, (uint64_t)other);
	return SYS_CHANGED;
}

/* --- many targets --- */

/* Deliver here to each of ours that may have it, as kill() of a group does: 0 if one got it. */
static enum sys_action deliver(struct tracee *t, const struct targets *to, int signal)
{
	int error = to->n || to->outsiders ? EPERM : ESRCH;

	for (size_t i = 0; i < to->n; i++) {
		int other;
		enum sys_action action = judge_one(t, to->pids[i], signal, &other);

		if (action == SYS_RESULT) /* absorbed */
			error = 0;
		else if (action == SYS_ALLOW && kill(to->pids[i], other ? other : signal) == 0)
			error = 0;
	}
	return error ? sys_deny(t, error) : sys_result(t, 0);
}

/* kill(0), kill(-pgid): where only ours are reached and nothing is changed, the kernel may do it. */
static enum sys_action to_group(struct tracee *t, pid_t pgid, int signal)
{
	struct targets to;
	int r = targets_of_group(t, pgid, &to);

	if (r < 0)
		return sys_fail(t, r);
	for (size_t i = 0; i < to.n && !to.outsiders; i++) {
		int other;

		if (judge_one(t, to.pids[i], signal, &other) != SYS_ALLOW || other)
			return deliver(t, &to, signal);
	}
	return to.outsiders ? deliver(t, &to, signal) : SYS_ALLOW;
}

enum sys_action sys_kill(struct tracee *t)
{
	pid_t pid = (pid_t)t->arg[0];
	int signal = (int)t->arg[1];
	struct targets to;

	if (signal < 0 || signal > SIGRTMAX)
		return sys_deny(t, EINVAL);
	if (pid > 0)
		return to_one(t, pid, 1);
	if (pid == 0)
		return to_group(t, getpgid(t->tgid), signal);
	if (pid != -1)
		return to_group(t, -pid, signal);
	targets_of_session(t, &to);
	return deliver(t, &to, signal);
}

enum sys_action sys_tkill(struct tracee *t)
{
	return to_one(t, (pid_t)t->arg[0], 1);
}

enum sys_action sys_tgkill(struct tracee *t)
{
	return to_one(t, (pid_t)t->arg[1], 2);
}

enum sys_action sys_rt_sigqueueinfo(struct tracee *t)
{
	return to_one(t, (pid_t)t->arg[0], 1);
}

enum sys_action sys_rt_tgsigqueueinfo(struct tracee *t)
{
	return to_one(t, (pid_t)t->arg[1], 2);
}

/* --- pidfds --- */

/* The process that @fd of the tracee stands for: a pidfd, or a directory /proc/PID. */
static pid_t process_of_fd(struct tracee *t, int fd)
{
	scoped_buf struct buf text = BUF_INIT_MAX(4096);
	char path[64];
	const char *at;
	int pid;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", t->tid, fd);
	if (fd_read_file(path, &text) < 0)
		return -1;
	at = strstr(text.s, "\nPid:\t");
	if (at) {
		at += strlen("\nPid:\t");
		text.s[strcspn(at, "\n") + (size_t)(at - text.s)] = '\0';
		return num_parse_int(at, 1, INT32_MAX, &pid) < 0 ? 0 : pid;
	}
	buf_reset(&text);
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", t->tid, fd);
	if (fs_readlink(AT_FDCWD, path, &text) < 0 || strncmp(text.s, "/proc/", 6) != 0)
		return -1;
	return num_parse_int(text.s + 6, 1, INT32_MAX, &pid) < 0 ? -1 : pid;
}

/*
 * The descriptor could be another by the time the kernel looks at it, so the signal is sent from
 * here, to the process that was judged; a siginfo of the sender's own making is not passed on.
 */
enum sys_action sys_pidfd_send_signal(struct tracee *t)
{
	int signal = (int)t->arg[1];
	pid_t pid = process_of_fd(t, (int)t->arg[0]);
	enum sys_action action;
	int other;

	if (pid < 0)
		return sys_deny(t, EBADF);
	if (pid == 0)
		return sys_deny(t, ESRCH);
	if (t->arg[3] || signal < 0 || signal > SIGRTMAX)
		return sys_deny(t, EINVAL);
	action = judge_one(t, pid, signal, &other);
	if (action != SYS_ALLOW)
		return action;
	return kill(pid, other ? other : signal) < 0 ? sys_deny(t, errno) : sys_result(t, 0);
}

/* --- signals that the kernel sends --- */

/* May @owner (a process, or minus a group) get the signals of a descriptor? */
static enum sys_action check_owner(struct tracee *t, pid_t owner)
{
	struct targets to;
	char target[64];

	if (owner == 0)
		return SYS_ALLOW;
	if (owner > 0 && tracer_owns(t->tracer, owner))
		return SYS_ALLOW;
	if (owner < 0 && targets_of_group(t, -owner, &to) == 0 && !to.outsiders)
		return SYS_ALLOW;
	snprintf(target, sizeof(target), "owner %d", owner);
	return enforce_refuse(t, "foreign-process", target, EPERM);
}

/* Make the call an fcntl(fd, F_SETOWN, @owner), which has nothing in memory that could change. */
static enum sys_action set_owner(struct tracee *t, pid_t owner)
{
	enum sys_action action = check_owner(t, owner);

	if (action != SYS_ALLOW)
		return action;
	regs_set_nr(&t->regs, SYS_fcntl);
	regs_set_arg(&t->regs, 1, F_SETOWN);
	regs_set_arg(&t->regs, 2, (uint64_t)(int64_t)owner);
	return SYS_CHANGED;
}

static enum sys_action set_owner_ex(struct tracee *t)
{
	struct f_owner_ex owner;
	const struct tracee *thread;
	int r = tracee_read(t, t->arg[2], &owner, sizeof(owner));

	if (r < 0)
		return sys_fail(t, r);
	switch (owner.type) {
	case F_OWNER_TID: /* the thread's process gets it */
		thread = tracer_find(t->tracer, owner.pid);
		return set_owner(t, thread ? thread->tgid : owner.pid);
	case F_OWNER_PID:
		return set_owner(t, owner.pid);
	case F_OWNER_PGRP:
		return set_owner(t, -owner.pid);
	}
	return sys_deny(t, EINVAL);
}

enum sys_action sys_fcntl_owner(struct tracee *t)
{
	int signal = (int)t->arg[2];

	switch ((int)t->arg[1]) {
	case F_SETOWN:
		return check_owner(t, (pid_t)t->arg[2]);
	case F_SETOWN_EX:
		return set_owner_ex(t);
	case F_SETSIG:
		/* An inherited descriptor may have an owner outside; SIGIO is what that asked for. */
		if (signal == 0 || signal == SIGIO || signal == SIGURG || signal >= FIRST_REALTIME)
			return SYS_ALLOW;
		return enforce_refuse(t, "kernel-signal", "F_SETSIG", EPERM);
	}
	return SYS_ALLOW;
}

enum sys_action sys_ioctl_owner(struct tracee *t)
{
	int owner;
	int r;

	switch ((uint32_t)t->arg[1]) {
	case FIOSETOWN:
	case SIOCSPGRP:
		r = tracee_read(t, t->arg[2], &owner, sizeof(owner));
		return r < 0 ? sys_fail(t, r) : set_owner(t, owner);
	default: /* FS_IOC_SETFLAGS and its kin: chattr */
		return file_check_fd(t, (int)t->arg[0], PATH_CHMOD, PATH_WRITE);
	}
}
