/*
 * tracer/tracee.h - one traced thread.
 *
 * Made when its parent's clone/fork/vfork event or its own first stop arrives,
 * whichever is first; freed in the event loop only (tracer/tracer.c).  Fields
 * are grouped by what a new thread or an exec does with them.
 */
#ifndef TRACER_TRACEE_H
#define TRACER_TRACEE_H

#include <stdbool.h>
#include <stddef.h>
#include <sched.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "policy/event.h"
#include "tracer/regs.h"

struct mm;
struct tracer;
struct tracee;
struct stop_source;

/* What a handler wants done with the call it was asked about. */
enum sys_action {
	SYS_ALLOW,  /* let it run; with t->at_exit set: and call that at its exit */
	SYS_DENY,   /* fail it with t->answer.error, without running it */
	SYS_RESULT, /* return t->answer.result to the program, without running it */
	SYS_FD,     /* give the program our descriptor t->answer.fd (user-notify source only) */
	SYS_CHANGED,/* run it with the registers as changed in t->regs; they are restored at its exit */
	SYS_PARK,   /* hold it: somebody calls tracer_answer() later; others go on */
	SYS_KILL,   /* kill the thread group: a denial that cannot be applied otherwise */
};

typedef enum sys_action sys_handler(struct tracee *t);
/* Called at the exit of a call; t->regs holds the result (regs_result), which it may change. */
typedef void sys_exit_handler(struct tracee *t);

struct tracee {
	pid_t tid;
	struct tracer *tracer;
	const struct stop_source *source;

	/* --- this stop: set by the source before the handler runs --- */
	long nr;                    /* system call number */
	uint64_t arg[6];
	struct regs regs;           /* loaded; regs_store() writes changes back */
	struct arena scratch;       /* strings read from the tracee; reset when it resumes */
	struct { int error; int64_t result; int fd; } answer;

	/* --- from entry to exit of one call --- */
	sys_exit_handler *at_exit;  /* NULL: the exit is not wanted */
	struct regs saved;          /* registers to restore at exit (SYS_CHANGED) */
	bool restore;               /* saved is valid */
	uint64_t note[4];           /* the handler's own, from entry to exit */
	void *note_ptr;             /* malloc'd or NULL; freed by the loop after at_exit */
	bool in_call;               /* between a call's entry and its exit: tracer/stop.c */
	unsigned slot;              /* its number plus one, or 0; what is used of it: tracer/slots.c */
	unsigned slot_used;
	struct {                    /* what sys_exec.c let through: compared with what then runs */
		bool valid;
		dev_t dev;
		ino_t ino;
		uint64_t id;        /* exec_id of the image to be */
		uint64_t argv_hash; /* hash_bytes() of all arguments, each with its NUL */
	} exec;

	/* --- the thread's life --- */
	enum {
		TRACEE_RUNNING,
		TRACEE_STOPPED,
		TRACEE_HELD,        /* at its first stop, until its parent's event tells of it */
		TRACEE_LISTENING,
		TRACEE_PARKED,
		TRACEE_DYING,
	} state;
	int first_status;           /* of waitpid(), while it is held */
	bool started;               /* its first stop was seen and its options are set */
	bool early;                 /* seen before its parent's event: what it inherited is a guess */
	bool resumed;               /* since the last sweep for stuck signals: tracer/tracer.c */
	bool pinned;                /* to the tracer's CPU: tracer/pin.c */
	int64_t last_stop_ns;
	bool has_affinity;          /* `affinity` is what it has when it is not pinned */
	bool chooses_cpus;          /* it, or who made it, has set that itself: leave it alone */
	cpu_set_t affinity;
	bool watch_calls;           /* stop at every call's exit too (DNS answers): on_any_exit */
	sys_exit_handler *on_any_exit;
	unsigned dns_waiting;       /* queries sent to the proxy and not answered: tracer/sys_recv.c */
	unsigned dns_calls_left;    /* calls until it stops waiting for answers */

	/* --- the thread group: copied at fork, shared values re-read where it matters --- */
	pid_t tgid;
	pid_t ppid;                 /* tgid of the parent when it was made */
	int depth;                  /* 0: the shell; 1: what the shell started; … (execs count) */
	enum event_origin origin;
	uint64_t exec_id;           /* id of the image it runs, unique in the session */
	uint64_t parent_exec_id;
	bool execed;                /* exec_id is of an exec of its own, not of a parent */
	bool is_shell;              /* the thread group that called supervisor_start */

	/* --- the address space: one for all that share it, another at exec --- */
	struct mm *mm;

	struct tracee *next;        /* in its hash bucket */
};

/* Add a tracee for @tid to the table of @tr.  It must not be there yet. */
struct tracee *tracee_new(struct tracer *tr, pid_t tid);
/* Take it out of the table and free it.  Only the event loop may. */
void tracee_free(struct tracee *t);
/* What a new tracee has in common with the one that made it. */
enum kinship {
	KIN_THREAD, /* a thread of its group */
	KIN_VM,     /* a process in the same address space: vfork(2) and the like */
	KIN_FORK,   /* a process of its own */
};

void tracee_inherit(struct tracee *t, struct tracee *parent, enum kinship kinship);
/* The thread @t executed a program and has the id of its group's leader from now on. */
void tracee_become_leader(struct tracee *t, pid_t leader);

#endif
