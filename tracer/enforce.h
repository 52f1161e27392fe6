/*
 * tracer/enforce.h - from a request to an action: decide, record, tell.
 *
 * Handlers end here.  Built-in protection (tracer/protect.h) is asked before
 * the policy; denials are EACCES, recorded always and told once per rule and
 * target on the shell's stderr; an approval that nobody can give is a denial.
 */
#ifndef TRACER_ENFORCE_H
#define TRACER_ENFORCE_H

#include "policy/decide.h"
#include "tracer/tracee.h"

struct resolved;

/*
 * One path, one or more PATH_* operations of it.  Returns SYS_ALLOW or SYS_DENY; with a REDIRECT or
 * SOFT_DELETE verdict the caller has to act: *ret_decision (may be NULL: then these deny) says so.
 */
enum sys_action enforce_path(struct tracee *t, const struct resolved *r, unsigned ops,
	struct decision *ret_decision);

/* A program about to be executed, which sys_exec.c has had decided already; deny: EACCES. */
struct exec_subject {
	const char *path;    /* resolved */
	const char *typed;   /* as given to the call */
	char *const *argv;
	const char *payload; /* the word that decided, when it was not the program; NULL: none */
	bool may_redirect;   /* else a redirect is a denial */
	bool quiet;          /* do not record that it is allowed (an interpreter) */
};
enum sys_action enforce_exec_decided(struct tracee *t, const struct exec_subject *s,
	const struct decision *d);

/* "1.2.3.4:80", "[::1]:53" into @out; 64 bytes are enough. */
void enforce_format_address(const struct sockaddr *addr, uint16_t port, char *out, size_t room);
/* A connect, bind or datagram.  @op is "connect", "bind" or "sendto". */
enum sys_action enforce_net(struct tracee *t, const struct net_request *req, const char *op);
/* AF_UNIX, @path absolute or "@abstract". */
enum sys_action enforce_unix(struct tracee *t, const char *path, const char *op);
enum sys_action enforce_signal(struct tracee *t, const struct signal_request *req,
	int *ret_redirect_signal);
/* Something refused by design, not by a rule: EPERM-like @error, recorded with rule "builtin-@what". */
enum sys_action enforce_refuse(struct tracee *t, const char *what, const char *target, int error);

/* Fill the common fields (pid, exec ids, depth, origin, time) of an event about @t. */
struct event enforce_event(const struct tracee *t, enum event_type type);
/* Record it; a failure to record denies when audit.on_failure says so (returns false then). */
bool enforce_record(struct tracer *tr, const struct event *e);

#endif
