/*
 * tracer/sys_process.c - prctl, and calls that name another process: those of the session only.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/hypercall.h"
#include "tracer/control.h"
#include "tracer/enforce.h"
#include "tracer/pin.h"
#include "tracer/syscalls.h"
#include "tracer/targets.h"
#include "tracer/tracer.h"

enum { IOPRIO_PROCESS = 1, IOPRIO_GROUP = 2 }; /* IOPRIO_WHO_* */

static enum sys_action refuse_process(struct tracee *t, pid_t pid)
{
	char target[64];

	if (target_state(pid) == TARGET_NONE)
		return sys_deny(t, ESRCH);
	snprintf(target, sizeof(target), "pid %d", pid);
	return enforce_refuse(t, "foreign-process", target, EPERM);
}

/* 0 is the caller itself. */
static enum sys_action check_process(struct tracee *t, pid_t pid)
{
	return pid == 0 || tracer_owns(t->tracer, pid) ? SYS_ALLOW : refuse_process(t, pid);
}

static enum sys_action check_group(struct tracee *t, pid_t pgid)
{
	struct targets to;
	char target[64];

	if (pgid == 0)
		pgid = getpgid(t->tgid);
	if (targets_of_group(t, pgid, &to) == 0 && !to.outsiders)
		return SYS_ALLOW;
	snprintf(target, sizeof(target), "process group %d", pgid);
	return enforce_refuse(t, "foreign-process", target, EPERM);
}

enum sys_action sys_pid_arg0(struct tracee *t)
{
	return check_process(t, (pid_t)t->arg[0]);
}

enum sys_action sys_process_vm(struct tracee *t)
{
	return check_process(t, (pid_t)t->arg[0]);
}

enum sys_action sys_setpriority(struct tracee *t)
{
	switch ((int)t->arg[0]) {
	case PRIO_PROCESS:
		return check_process(t, (pid_t)t->arg[1]);
	case PRIO_PGRP:
		return check_group(t, (pid_t)t->arg[1]);
	}
	return enforce_refuse(t, "foreign-process", "all of a user", EPERM);
}

enum sys_action sys_ioprio_set(struct tracee *t)
{
	switch ((int)t->arg[0]) {
	case IOPRIO_PROCESS:
		return check_process(t, (pid_t)t->arg[1]);
	case IOPRIO_GROUP:
		return check_group(t, (pid_t)t->arg[1]);
	}
	return enforce_refuse(t, "foreign-process", "all of a user", EPERM);
}

enum sys_action sys_prlimit64(struct tracee *t)
{
	bool sets = t->arg[2] != 0;

	if (!sets)
		return SYS_ALLOW;
	/* It is 0 and stays so; programs that set it to 0 must not fail for that. */
	if ((int)t->arg[1] == RLIMIT_CORE)
		return sys_result(t, 0);
	return check_process(t, (pid_t)t->arg[0]);
}

enum sys_action sys_io_setup(struct tracee *t)
{
	t->tracer->async_reads = true;
	return SYS_ALLOW;
}

enum sys_action sys_setrlimit(struct tracee *t)
{
	return sys_result(t, 0); /* RLIMIT_CORE only: the filter */
}

/* What a program asks or sets is not the one CPU that it may be pinned to for a moment. */
enum sys_action sys_affinity(struct tracee *t)
{
	struct tracer *tr = t->tracer;
	pid_t tid = (pid_t)t->arg[0] ? (pid_t)t->arg[0] : t->tid;
	struct tracee *target = tracer_find(tr, tid);

	if (!target)
		return t->nr == SYS_sched_getaffinity ? SYS_ALLOW : refuse_process(t, tid);
	pin_release(tr);
	if (t->nr == SYS_sched_setaffinity)
		target->chooses_cpus = true;
	return SYS_ALLOW;
}

enum sys_action sys_prctl(struct tracee *t)
{
	switch ((int)t->arg[0]) {
	case HYPERCALL_PRCTL:
		return control_hypercall(t);
	case PR_SET_DUMPABLE:
		/* Without CAP_SYS_PTRACE its memory could not be read any more, and all it asks denied. */
		return t->tracer->sees_all ? SYS_ALLOW : sys_result(t, 0);
	case PR_SET_PTRACER:
		return sys_result(t, 0); /* it has a tracer, and can have no other */
	case PR_SET_MM:
		return enforce_refuse(t, "process-image", "PR_SET_MM", EPERM);
	}
	return sys_deny(t, EINVAL);
}
