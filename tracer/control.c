/*
 * tracer/control.c - hypercalls: what a tracee says to its supervisor.
 */
#include "tracer/control.h"

#include <errno.h>

#include "lib/hypercall.h"
#include "policy/event_pack.h"
#include "tracer/enforce.h"
#include "tracer/memory.h"
#include "tracer/probe.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

static enum sys_action ping(struct tracee *t)
{
	if (t->tracer->pinged)
		return sys_result(t, 0);
	t->tracer->pinged = true;
	probe_first_call(t);
	return SYS_ALLOW;
}

/* What a shell may report. The tracer's own kinds of event it may not make up. */
static bool may_report(enum event_type type)
{
	switch (type) {
	case EVENT_COMMAND_POLICY:
	case EVENT_COMMAND_REDIRECTED:
	case EVENT_COMMAND_STARTED:
	case EVENT_COMMAND_FINISHED:
		return true;
	case EVENT_SESSION_CREATED:
	case EVENT_SESSION_DESTROYED:
	case EVENT_EXEC:
	case EVENT_FILE:
	case EVENT_NETWORK:
	case EVENT_UNIX:
	case EVENT_SIGNAL:
	case EVENT_SYSCALL:
	case EVENT_DNS_QUERY:
	case EVENT_DNS_REDIRECT:
	case EVENT_SOFT_DELETE:
	case EVENT_REDACTION:
	case EVENT_APPROVAL_REQUESTED:
	case EVENT_APPROVAL_RESOLVED:
	case EVENT_NOTICE:
		return false;
	}
	return false;
}

static enum sys_action event(struct tracee *t)
{
	size_t len = t->arg[3];
	struct event who;
	struct event e;
	void *bytes;
	int r;

	if (len == 0 || len > HYPERCALL_MAX)
		return sys_deny(t, EINVAL);
	bytes = arena_alloc(&t->scratch, len);
	r = tracee_read(t, t->arg[2], bytes, len);
	if (r < 0)
		return sys_fail(t, r);
	if (event_unpack(bytes, len, &e) < 0 || !may_report(e.type))
		return sys_deny(t, EINVAL);
	who = enforce_event(t, e.type);
	e.origin = who.origin;
	e.time_ns = 0;
	e.pid = who.pid;
	e.parent_pid = who.parent_pid;
	e.exec_id = who.exec_id;
	e.parent_exec_id = who.parent_exec_id;
	e.depth = who.depth;
	if (!enforce_record(t->tracer, &e))
		return sys_deny(t, EACCES);
	return sys_result(t, 0);
}

/* Only the shell itself knows; what it has started cannot call itself "startup" and hide. */
static enum sys_action origin(struct tracee *t)
{
	uint64_t value = t->arg[2];

	if (t->depth != 0)
		return sys_deny(t, EPERM);
	if (value > ORIGIN_CHILD)
		return sys_deny(t, EINVAL);
	t->origin = (enum event_origin)value;
	return sys_result(t, 0);
}

enum sys_action control_hypercall(struct tracee *t)
{
	switch (t->arg[1]) {
	case HYPERCALL_PING:
		return ping(t);
	case HYPERCALL_EVENT:
		return event(t);
	case HYPERCALL_ORIGIN:
		return origin(t);
	default:
		return sys_deny(t, EINVAL);
	}
}
