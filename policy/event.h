/*
 * policy/event.h - who tried what, what was decided: shared by shell, tracer and audit.
 *
 * By value; its strings are borrowed and need to live only for the call that
 * takes it.  Types and columns: FORMATS (k).
 */
#ifndef POLICY_EVENT_H
#define POLICY_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "policy/decide.h"

enum event_type {
	EVENT_SESSION_CREATED,
	EVENT_SESSION_DESTROYED,
	EVENT_COMMAND_POLICY,     /* the shell's pre-check */
	EVENT_COMMAND_REDIRECTED,
	EVENT_COMMAND_STARTED,
	EVENT_COMMAND_FINISHED,
	EVENT_EXEC,               /* type "ptrace_execve" */
	EVENT_FILE,               /* "ptrace_file"; operation says which */
	EVENT_NETWORK,            /* "ptrace_network" */
	EVENT_UNIX,               /* "unix_socket_connect" … by operation */
	EVENT_SIGNAL,             /* "signal_sent", "signal_blocked" … by decision */
	EVENT_SYSCALL,            /* "seccomp_blocked" */
	EVENT_DNS_QUERY,
	EVENT_DNS_REDIRECT,
	EVENT_SOFT_DELETE,        /* "file_soft_deleted" */
	EVENT_REDACTION,          /* "dlp_redaction": pattern and count */
	EVENT_APPROVAL_REQUESTED,
	EVENT_APPROVAL_RESOLVED,
	EVENT_NOTICE,             /* "notice": what the supervisor itself has to say (fail-open, race) */
};

/* What an event belongs to (DESIGN 9). */
enum event_origin { ORIGIN_STARTUP, ORIGIN_SNAPSHOT, ORIGIN_WRAPPER, ORIGIN_COMMAND, ORIGIN_CHILD };

struct event {
	enum event_type type;
	enum event_origin origin;
	int64_t time_ns;            /* realtime; 0: now */
	pid_t pid;                  /* thread-group id of who tried */
	pid_t parent_pid;
	uint64_t exec_id;           /* of the image that acts; 0: unknown */
	uint64_t parent_exec_id;
	int depth;
	bool has_decision;          /* the four fields below are set */
	enum verdict decision;      /* as the rule writes it */
	enum verdict effective;     /* what was done */
	const char *rule;
	const char *message;
	const char *operation;      /* "open", "connect", "execve", … */
	const char *path;           /* file, or the program's resolved path */
	size_t path_len;            /* 0: strlen(path) */
	const char *raw_path;       /* as the program gave it, when different */
	const char *domain;
	const char *remote;         /* "1.2.3.4:80", "[::1]:53" */
	const char *argv;           /* arguments, each NUL-terminated, back to back */
	size_t argv_len;
	bool truncated;             /* argv was longer */
	const char *detail;         /* free text: trash token, pattern name, payload */
	int64_t count;              /* redactions, exit status, … ; meaning by type */
	int error;                  /* errno given to the program; 0: none */
};

/* The `type` column. */
const char *event_type_name(const struct event *e);
const char *event_origin_name(enum event_origin o);

#endif
