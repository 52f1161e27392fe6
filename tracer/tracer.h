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

#include "tracer/pin.h"
#include "tracer/tracee.h"

struct audit;
struct config;
struct dns_proxy;
struct identity;
struct names;
struct policy;
struct protect;
struct limits;
struct notices;
struct relay;
struct slots;
struct wake;

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
	enum approval_mode approvals;
	bool trace_stat;               /* the stat family is trapped: policy_names_path_op() */
	struct tracer_quirks quirks;
	bool sees_all;                 /* CAP_SYS_PTRACE: can read tracees that are not dumpable */
	bool async_reads;              /* a tracee has used io_setup(2): memory may change at any time */
	bool pinged;                   /* the shell has shown that its calls come here */
	uint64_t next_exec_id;
	struct slots *slots;           /* made when first needed */
	struct limits *limits;         /* resource_limits in force; NULL: none */
	struct notices *notices;       /* which denials were told already */
	struct wake *wake;             /* other threads and timers reach the loop through it */
	struct pin pin;
	unsigned max_tracees;          /* pids_max where no cgroup holds it; 0: no limit */
	int64_t deadline_ns;           /* monotonic: command_timeout; 0: none */
	bool timed_out;
	int64_t writer_at_ns;          /* monotonic: when to start the audit log's writer; 0: no more */
	bool writing;                  /* it has been started */
	bool audit_broken;             /* said once */

	struct tracee **buckets;       /* by tid; a power of two */
	size_t n_buckets;
	size_t n_tracees;
	size_t n_held;                 /* in state TRACEE_HELD */
	bool unsettled;                /* some of these may wait in vain */
};

struct tracee *tracer_find(struct tracer *tr, pid_t tid);
/* Is this process (thread group or thread) ours? */
bool tracer_owns(struct tracer *tr, pid_t pid);
/* Answer a parked tracee (from the loop's thread). */
void tracer_answer(struct tracer *tr, struct tracee *t, enum sys_action action);

/*
 * From any thread: the tracee @tid, parked by SYS_PARK, goes on with @action.  @answer is its
 * t->answer (error, result or fd).  One that is gone by then is forgotten.
 */
void tracer_post_answer(struct tracer *tr, pid_t tid, enum sys_action action, int64_t answer);

/* Seize @tr->shell, the process that waits to be supervised.  0 or a negative errno. */
int tracer_seize(struct tracer *tr);
/* Answer stops until the last tracee is gone. */
void tracer_run(struct tracer *tr);

/* End the session in @timeout_ns from now: all are killed and the shell exits with 124. */
void tracer_arm_timeout(struct tracer *tr, int64_t timeout_ns);
/* What the loop's periodic tick is for has changed (pin, stuck signals). */
void tracer_tick_changed(struct tracer *tr);

#endif
