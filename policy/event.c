/*
 * policy/event.c - the names of events.
 */
#include "policy/event.h"

#include <string.h>

static const char *unix_name(const struct event *e)
{
	if (e->has_decision && !verdict_permits(e->effective))
		return "unix_socket_blocked";
	if (e->operation && (strcmp(e->operation, "bind") == 0 || strcmp(e->operation, "listen") == 0))
		return "unix_socket_bind";
	return "unix_socket_connect";
}

static const char *signal_name(const struct event *e)
{
	if (!e->has_decision)
		return "signal_sent";
	switch (e->effective) {
	case VERDICT_DENY:
		return "signal_blocked";
	case VERDICT_REDIRECT:
		return "signal_redirected";
	case VERDICT_ABSORB:
		return "signal_absorbed";
	case VERDICT_APPROVE:
		return "signal_approved";
	case VERDICT_AUDIT: /* a shadow decision: it would have been refused */
		return e->decision == VERDICT_APPROVE ? "signal_would_deny" : "signal_sent";
	case VERDICT_ALLOW:
		return e->decision == VERDICT_APPROVE ? "signal_approved" : "signal_sent";
	case VERDICT_SOFT_DELETE:
		break;
	}
	return "signal_sent";
}

const char *event_type_name(const struct event *e)
{
	static const char *const names[] = {
		[EVENT_SESSION_CREATED] = "session_created",
		[EVENT_SESSION_DESTROYED] = "session_destroyed",
		[EVENT_COMMAND_POLICY] = "command_policy",
		[EVENT_COMMAND_REDIRECTED] = "command_redirected",
		[EVENT_COMMAND_STARTED] = "command_started",
		[EVENT_COMMAND_FINISHED] = "command_finished",
		[EVENT_EXEC] = "ptrace_execve",
		[EVENT_FILE] = "ptrace_file",
		[EVENT_NETWORK] = "ptrace_network",
		[EVENT_SYSCALL] = "seccomp_blocked",
		[EVENT_DNS_QUERY] = "dns_query",
		[EVENT_DNS_REDIRECT] = "dns_redirect",
		[EVENT_SOFT_DELETE] = "file_soft_deleted",
		[EVENT_REDACTION] = "dlp_redaction",
		[EVENT_APPROVAL_REQUESTED] = "approval_requested",
		[EVENT_APPROVAL_RESOLVED] = "approval_resolved",
		[EVENT_NOTICE] = "notice",
	};

	if (e->type == EVENT_UNIX)
		return unix_name(e);
	if (e->type == EVENT_SIGNAL)
		return signal_name(e);
	return names[e->type];
}

const char *event_origin_name(enum event_origin o)
{
	static const char *const names[] = {
		[ORIGIN_STARTUP] = "startup",
		[ORIGIN_SNAPSHOT] = "snapshot",
		[ORIGIN_WRAPPER] = "wrapper",
		[ORIGIN_COMMAND] = "command",
		[ORIGIN_CHILD] = "child",
	};

	return names[o];
}
