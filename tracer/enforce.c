/*
 * tracer/enforce.c - from a request to an action: decide, record, tell.
 */
#include "tracer/enforce.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "policy/audit.h"
#include "policy/config.h"
#include "tracer/notice.h"
#include "tracer/protect.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

struct event enforce_event(const struct tracee *t, enum event_type type)
{
	return (struct event){
		.type = type,
		.origin = t->origin,
		.pid = t->tgid,
		.parent_pid = t->ppid,
		.exec_id = t->exec_id,
		.parent_exec_id = t->parent_exec_id,
		.depth = t->depth,
	};
}

/* The disk's error, or what keeps the writer from making room. */
static void tell_why(struct tracer *tr, int r)
{
	scoped_buf struct buf line = BUF_INIT;

	buf_add_str(&line, "agentsh: the audit log cannot be written: ");
	if (!audit_problem(tr->audit, &line))
		buf_add_str(&line, strerror(-r));
	notice_text(tr, line.s);
}

bool enforce_record(struct tracer *tr, const struct event *e)
{
	int r;

	if (!tr->audit)
		return true;
	r = audit_record(tr->audit, e);
	if (r == 0)
		return true;
	if (!tr->audit_broken) {
		tr->audit_broken = true;
		tell_why(tr, r);
	}
	return tr->config->audit_on_failure != AUDIT_FAILURE_DENY;
}

/* Put the decision into @e; what will be done about it is e->effective. */
static void judge(struct tracer *tr, struct event *e, const struct decision *d)
{
	e->has_decision = true;
	e->decision = d->verdict;
	e->effective = verdict_effective(d->verdict, tr->approvals);
	e->rule = d->rule;
	e->message = d->message;
	/* A human is asked by the approvals; where none is connected nobody answers, so: no. */
	if (e->effective == VERDICT_APPROVE)
		e->effective = VERDICT_DENY;
}

/* Record @e and do what it says. @deny_error is the program's errno. */
static enum sys_action conclude(struct tracee *t, struct event *e, int deny_error)
{
	bool permitted = verdict_permits(e->effective);
	bool recorded;

	e->error = permitted ? 0 : deny_error;
	recorded = enforce_record(t->tracer, e);
	if (permitted && recorded)
		return SYS_ALLOW;
	if (!permitted)
		notice_denied(t->tracer, e);
	return sys_deny(t, deny_error);
}

/* Built-in protection, which no rule lifts. */
static void refuse(struct event *e, const char *rule, const char *message)
{
	e->has_decision = true;
	e->decision = VERDICT_DENY;
	e->effective = VERDICT_DENY;
	e->rule = rule;
	e->message = message;
}

/* The operation to name in the record: of those denied the first, else the weightiest. */
static unsigned named_op(struct tracer *tr, const struct path_request *req, enum verdict v)
{
	struct path_request one = *req;

	for (unsigned op = 1; op <= req->ops && !verdict_permits(v); op <<= 1) {
		one.ops = req->ops & op;
		if (one.ops && decide_path(tr->policy, &one).verdict == v)
			return op;
	}
	return 1u << (31 - __builtin_clz(req->ops));
}

enum sys_action enforce_path(struct tracee *t, const struct resolved *r, unsigned ops,
	struct decision *ret_decision)
{
	struct tracer *tr = t->tracer;
	struct path_request req = {.path = r->path, .ops = ops, .own_proc = r->own_proc};
	struct event e;
	struct decision d;
	const char *reason;

	if (r->no_path)
		return SYS_ALLOW;
	e = enforce_event(t, EVENT_FILE);
	e.path = r->path;
	e.path_len = r->len;
	if (r->given && strcmp(r->given, r->path) != 0)
		e.raw_path = r->given;
	reason = tr->protect ? protect_check(tr->protect, tr, r, ops) : NULL;
	if (reason) {
		char rule[64];

		snprintf(rule, sizeof(rule), "builtin-%s", reason);
		refuse(&e, rule, NULL);
		e.operation = path_op_name(1u << (31 - __builtin_clz(ops)));
		return conclude(t, &e, EACCES);
	}
	d = decide_path(tr->policy, &req);
	judge(tr, &e, &d);
	if ((d.verdict == VERDICT_REDIRECT || d.verdict == VERDICT_SOFT_DELETE) && !ret_decision)
		e.effective = VERDICT_DENY;
	e.operation = path_op_name(named_op(tr, &req, d.verdict));
	if (ret_decision)
		*ret_decision = d;
	/* Redirects and soft deletes are acted on by the caller; here they let the call go on. */
	return conclude(t, &e, EACCES);
}

static size_t flatten_argv(struct tracee *t, char *const *argv, const char **ret)
{
	size_t len = 0;
	char *all;
	char *at;

	for (char *const *a = argv; *a; a++)
		len += strlen(*a) + 1;
	all = at = arena_alloc(&t->scratch, len + 1);
	for (char *const *a = argv; *a; a++)
		at = stpcpy(at, *a) + 1;
	*ret = all;
	return len;
}

/* For `{{.Args}}` and the notice: the arguments joined by blanks. */
static const char *join_args(struct tracee *t, const char *flat, size_t len)
{
	char *text = arena_strndup(&t->scratch, "", 0);
	size_t first = len ? strlen(flat) + 1 : 0;

	if (first >= len)
		return text;
	text = arena_memdup(&t->scratch, flat + first, len - first);
	for (size_t i = 0; i + 1 < len - first; i++)
		if (!text[i])
			text[i] = ' ';
	return text;
}

enum sys_action enforce_exec_decided(struct tracee *t, const struct exec_subject *s,
	const struct decision *d)
{
	struct event e = enforce_event(t, EVENT_EXEC);

	judge(t->tracer, &e, d);
	if (e.effective == VERDICT_REDIRECT && !s->may_redirect)
		e.effective = VERDICT_DENY;
	/* The record is of the image to be: its id is given now, its parent is who acts. */
	e.parent_exec_id = t->exec_id;
	e.exec_id = t->exec.id;
	e.operation = "execve";
	e.path = s->path;
	e.raw_path = s->typed;
	e.argv_len = flatten_argv(t, s->argv, &e.argv);
	e.detail = s->payload ? s->payload : join_args(t, e.argv, e.argv_len);
	if (s->quiet && verdict_permits(e.effective))
		return SYS_ALLOW;
	return conclude(t, &e, EACCES);
}

void enforce_format_address(const struct sockaddr *addr, uint16_t port, char *out, size_t room)
{
	char host[INET6_ADDRSTRLEN] = "?";

	if (addr && addr->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)addr;

		inet_ntop(AF_INET, &in->sin_addr, host, sizeof(host));
	} else if (addr && addr->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const void *)addr;

		inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof(host));
	}
	snprintf(out, room, strchr(host, ':') ? "[%s]:%u" : "%s:%u", host, port);
}

enum sys_action enforce_net(struct tracee *t, const struct net_request *req, const char *op)
{
	struct event e = enforce_event(t, EVENT_NETWORK);
	struct decision d = decide_net(t->tracer->policy, req);
	char remote[INET6_ADDRSTRLEN + 16];

	enforce_format_address(req->addr, req->port, remote, sizeof(remote));
	judge(t->tracer, &e, &d);
	if (e.effective == VERDICT_REDIRECT)
		e.effective = VERDICT_DENY;
	e.operation = op;
	e.remote = remote;
	e.domain = req->n_names ? req->names[0] : NULL;
	return conclude(t, &e, EACCES);
}

enum sys_action enforce_unix(struct tracee *t, const char *path, const char *op)
{
	struct event e = enforce_event(t, EVENT_UNIX);
	struct decision d = decide_unix(t->tracer->policy, path, op);

	judge(t->tracer, &e, &d);
	if (e.effective == VERDICT_REDIRECT)
		e.effective = VERDICT_DENY;
	e.operation = op;
	e.path = path;
	return conclude(t, &e, EACCES);
}

enum sys_action enforce_signal(struct tracee *t, const struct signal_request *req,
	int *ret_redirect_signal)
{
	struct event e = enforce_event(t, EVENT_SIGNAL);
	struct decision d = decide_signal(t->tracer->policy, req, ret_redirect_signal);
	bool outside = req->target == SIGNAL_EXTERNAL || req->target == SIGNAL_SYSTEM;
	char target[64];

	/* Nothing outside the session, unless a rule says so in as many words. */
	if (outside && !d.by) {
		refuse(&e, "builtin-foreign-process", "the process does not belong to this session");
	} else {
		if (!d.by && verdict_permits(d.verdict))
			return SYS_ALLOW; /* no signal rules: not worth a record each */
		judge(t->tracer, &e, &d);
	}
	snprintf(target, sizeof(target), "signal %d to pid %d", req->signal, req->pid);
	e.operation = "kill";
	e.detail = target;
	e.count = req->signal;
	if (e.effective != VERDICT_ABSORB)
		return conclude(t, &e, EPERM);
	if (!enforce_record(t->tracer, &e))
		return sys_deny(t, EPERM);
	return sys_result(t, 0);
}

enum sys_action enforce_refuse(struct tracee *t, const char *what, const char *target, int error)
{
	struct event e = enforce_event(t, EVENT_SYSCALL);
	char rule[64];

	snprintf(rule, sizeof(rule), "builtin-%s", what);
	refuse(&e, rule, NULL);
	e.operation = syscall_name(t->nr);
	e.detail = target;
	return conclude(t, &e, error);
}
