/*
 * tracer/session.c - all that one supervisor holds: opened in order, run, closed in order.
 */
#include "tracer/session.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/fs.h"
#include "lib/strv.h"
#include "policy/audit.h"
#include "policy/config.h"
#include "policy/event.h"
#include "policy/identity.h"
#include "policy/policy.h"
#include "policy/redact.h"
#include "tracer/dns_proxy.h"
#include "tracer/enforce.h"
#include "tracer/limits.h"
#include "tracer/names.h"
#include "tracer/notice.h"
#include "tracer/protect.h"
#include "tracer/relay.h"
#include "tracer/supervisor.h"
#include "tracer/tracer.h"
#include "tracer/wake.h"

enum { TIDY_EVERY = 32 };

struct session {
	struct tracer tracer;
	struct redactor_set *secrets;
	char *trash_dir;
	const char *command;
	char *not_recorded; /* why there is no audit log, as a line; NULL: there is, or none is wanted */
};

bool session_traces_stat(const struct policy *p)
{
	return policy_names_path_op(p,
		PATH_STAT | PATH_LIST | PATH_READLINK | PATH_ACCESS);
}

/* CAP_SYS_PTRACE in effect: tracees that are not dumpable can be read all the same. */
static bool may_see_all(void)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {{0}};

	return syscall(SYS_capget, &header, data) == 0 &&
	       (data[0].effective & (1u << CAP_SYS_PTRACE));
}

/* Protect @path (NULL: nothing) by @how, as seen from the caller's working directory. */
static void protect_one(struct session *s, const char *path,
	void (*how)(struct protect *p, const char *path))
{
	scoped_buf struct buf full = BUF_INIT;

	if (!path)
		return;
	if (path[0] != '/' && fs_getcwd(&full) == 0)
		buf_add_char(&full, '/');
	buf_add_str(&full, path);
	how(s->tracer.protect, full.s);
}

static void protect_ours(struct session *s, const struct supervisor_options *o)
{
	protect_one(s, o->state_dir, protect_hide);
	protect_one(s, s->trash_dir, protect_hide);
	protect_one(s, o->config->audit_sqlite_path, protect_hide);
	protect_one(s, o->policy_path, protect_write);
	protect_one(s, o->config_path, protect_write);
	protect_one(s, o->config->policies_dir, protect_write);
	protect_one(s, o->binary_path, protect_write);
}

/* With `audit.on_failure: continue` a failure is no error, but a line for the user. */
static int open_audit(struct session *s, const struct supervisor_options *o,
	struct buf *ret_message)
{
	struct audit_options a = {
		.state_dir = o->state_dir,
		.sqlite_path = o->config->audit_sqlite_path,
		.session_id = o->session_id,
		.spool_bytes = o->config->audit_spool_bytes,
		.log_allowed = o->config->audit_log_allowed,
		.secrets = s->secrets,
	};
	int r;

	if (!o->config->audit_enabled)
		return 0;
	r = audit_open(&a, &s->tracer.audit, ret_message);
	if (r < 0 && o->config->audit_on_failure == AUDIT_FAILURE_CONTINUE) {
		s->tracer.audit = NULL;
		s->not_recorded = xasprintf("agentsh: nothing is recorded: %s", ret_message->s);
		buf_reset(ret_message);
		return 0;
	}
	return r;
}

static void record_session(struct session *s, enum event_type type)
{
	struct event e = {.type = type, .pid = s->tracer.shell, .detail = s->command};

	if (type == EVENT_SESSION_DESTROYED)
		e.count = s->tracer.timed_out ? 124 : 0;
	enforce_record(&s->tracer, &e);
}

/* command_timeout ends a command, session_timeout any session. */
static void arm_timeouts(struct session *s)
{
	const struct policy_limits *l = policy_limits(s->tracer.policy);

	if (l->command_timeout_ns && s->command)
		tracer_arm_timeout(&s->tracer, l->command_timeout_ns);
	if (l->session_timeout_ns)
		tracer_arm_timeout(&s->tracer, l->session_timeout_ns);
}

static const char *variable(char *const *list, const char *name_and_equals)
{
	size_t len = strlen(name_and_equals);

	for (; *list; list++)
		if (strncmp(*list, name_and_equals, len) == 0)
			return *list + len;
	return NULL;
}

static struct session *session_new(const struct supervisor_options *o, pid_t shell)
{
	struct session *s = xcalloc(1, sizeof(*s));
	struct tracer *tr = &s->tracer;

	s->command = o->command;
	s->trash_dir = o->config->trash_dir ? xstrdup(o->config->trash_dir)
					    : xasprintf("%s/trash", o->state_dir);
	*tr = (struct tracer){
		.shell = shell,
		.policy = o->policy,
		.config = o->config,
		.session_id = o->session_id,
		.state_dir = o->state_dir,
		.trash_dir = s->trash_dir,
		.approvals = o->config->approvals,
		.trace_stat = session_traces_stat(o->policy),
		.sees_all = may_see_all(),
		.protect = protect_new(),
		.names = names_new(),
		.notices = notices_new(),
		.identity = identity_new(o->policy, variable(o->environ, "PATH=")),
	};
	return s;
}

int session_open(const struct supervisor_options *o, struct relay_plan *plan, pid_t shell,
	struct session **ret, struct buf *ret_message)
{
	struct session *s = session_new(o, shell);
	struct tracer *tr = &s->tracer;
	int r;

	if (o->config->dlp_mode == DLP_REDACT)
		s->secrets = redactor_set_new(o->config, o->environ, NULL);
	protect_ours(s, o);
	if (chdir("/") < 0)
		notice_text(tr, "agentsh: the supervisor cannot go to /");
	r = open_audit(s, o, ret_message);
	if (r < 0)
		return r;
	tr->wake = wake_new();
	if (!tr->wake) {
		r = -errno;
		buf_printf(ret_message, "timer: %s", strerror(-r));
		return r;
	}
	r = relay_start(plan, s->secrets, tr->audit, &tr->relay);
	if (r < 0) {
		buf_printf(ret_message, "relay: %s", strerror(-r));
		return r;
	}
	r = limits_apply(tr, ret_message);
	if (r < 0)
		return r;
	if (s->not_recorded)
		notice_text(tr, s->not_recorded);
	*ret = s;
	return 0;
}

int session_seize(struct session *s, struct buf *ret_message)
{
	int r = tracer_seize(&s->tracer);

	if (r == -EPERM)
		buf_add_str(ret_message,
			"ptrace: not permitted (is the shell traced already, or ptrace forbidden here?)");
	else if (r < 0)
		buf_printf(ret_message, "ptrace: %s", strerror(-r));
	if (r < 0)
		return r;
	record_session(s, EVENT_SESSION_CREATED);
	arm_timeouts(s);
	return 0;
}

void session_run(struct session *s)
{
	struct tracer *tr = &s->tracer;

	tracer_run(tr);
	if (tr->dns)
		dns_proxy_stop(tr->dns);
	relay_close(tr->relay);
	record_session(s, EVENT_SESSION_DESTROYED);
	/*
	 * A short session leaves its events in the spool, for the next reader or writer; now and then
	 * one of them takes up all that the others left, so that they do not pile up.
	 */
	if (tr->audit)
		audit_close(tr->audit, tr->writing || (clock_realtime_ns() >> 10) % TIDY_EVERY == 0);
	limits_free(tr->limits);
	wake_free(tr->wake);
	/* The rest is memory, which goes with the process. */
}
