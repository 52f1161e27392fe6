/*
 * tracer/tracer.h - the event loop of the supervisor and what its parts share.
 *
 * One thread waits for and answers all stops; relay threads, the DNS thread and
 * the audit writer run beside it and touch only what is marked for them.
 */
#ifndef TRACER_TRACER_H
#define TRACER_TRACER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "tracer/tracee.h"

struct audit;
struct config;
struct dns_proxy;
struct identity;
struct names;
struct policy;
struct protect;
struct relay;

/* What a kernel's ptrace does, found out by trying (GVISOR 3.1). */
struct tracer_quirks {
	bool old_stop_order;      /* SECCOMP, then syscall-entry, then exit (gVisor, before 4.8) */
	bool no_process_vm;       /* process_vm_readv is ENOSYS */
	bool signals_get_stuck;   /* a signal sent during a stop needs PTRACE_INTERRUPT */
};

struct tracer {
	pid_t shell;                   /* thread group that started us */
	const struct policy *policy;
	const struct config *config;
	struct audit *audit;           /* thread-safe; NULL: audit is off */
	struct relay *relay;           /* NULL: nothing is relayed */
	struct dns_proxy *dns;         /* started by the first query; see dns_proxy.h */
	struct names *names;           /* thread-safe; names.h */
	struct protect *protect;
	struct identity *identity;     /* policy/identity.h: copies and hard links of denied programs */
	const char *session_id;
	const char *state_dir;
	const char *trash_dir;
	int notice_fd;                 /* where denial lines go: the relay's stderr side; -1: silent */
	enum approval_mode approvals;
	bool trace_stat;               /* the stat family is trapped: policy_names_path_op() */
	struct tracer_quirks quirks;
	uint64_t next_exec_id;

	struct tracee **buckets;       /* by tid; a power of two */
	size_t n_buckets;
	size_t n_tracees;
};

struct tracee *tracer_find(struct tracer *tr, pid_t tid);
/* Is this process (thread group or thread) ours? */
bool tracer_owns(struct tracer *tr, pid_t pid);
/* Answer a parked tracee (from the loop's thread). */
void tracer_answer(struct tracer *tr, struct tracee *t, enum sys_action action);

/* Seize @shell's process and run until the last tracee is gone.  Returns the supervisor's exit status. */
int tracer_run(struct tracer *tr);

/* A command timeout ended the session: the shell is killed and its caller sees 124. */
void tracer_arm_timeout(struct tracer *tr, int64_t timeout_ns);

#endif
