/*
 * tracer/notice.c - a denial is told on the shell's stderr, once per rule and target.
 */
#include "tracer/notice.h"

#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/map.h"
#include "policy/config.h"
#include "policy/event.h"
#include "tracer/relay.h"
#include "tracer/tracer.h"

enum {
	MAX_NOTICES = 1000,   /* a program that tries everything must not fill a screen for ever */
	MAX_LINE_BYTES = 4096,
};

struct notices {
	struct map told; /* "rule\ntarget" */
};

struct notices *notices_new(void)
{
	return xcalloc(1, sizeof(struct notices));
}

/* Was it told before?  Remembers it.  ps(1) looks at all of /proc: that is one target. */
static bool told(struct notices *n, const struct event *e, const char *target)
{
	scoped_buf struct buf key = BUF_INIT;
	bool process = strncmp(target, "/proc/", 6) == 0 && target[6] >= '0' && target[6] <= '9';

	buf_printf(&key, "%s\n%s", e->rule, process ? "/proc/*" : target);
	return map_set(&n->told, key.s, n) != NULL;
}

void notice_text(struct tracer *tr, const char *line)
{
	if (tr->relay)
		relay_notice(tr->relay, line);
}

/*
 * ps and top try to read of every process what only its owner may, and do without it, as between
 * users; sudo, su and useradd try the kernel's audit, and take "not in this kernel" for an answer:
 * no reason to speak up each time.
 */
static bool is_expected(const struct event *e)
{
	const char *name = e->path ? strrchr(e->path, '/') : NULL;

	if (strcmp(e->rule, "builtin-netlink") == 0)
		return e->detail && strcmp(e->detail, "netlink protocol 9") == 0;
	if (!name || strncmp(e->path, "/proc/", 6) != 0 || strcmp(e->operation, "write") == 0)
		return false;
	return strcmp(e->rule, "builtin-foreign-process") == 0 || strcmp(name, "/environ") == 0;
}

void notice_denied(struct tracer *tr, const struct event *e)
{
	scoped_buf struct buf line = BUF_INIT_MAX(MAX_LINE_BYTES);
	const char *target = e->remote ? e->remote : e->path ? e->path : e->detail;
	struct message_values values = {
		.path = e->path,
		.command = e->path,
		.args = e->detail,
		.remote_addr = e->remote,
		.domain = e->domain,
	};

	target = target ? target : "";
	if (!tr->config->notices || !tr->relay || is_expected(e) ||
		tr->notices->told.count > MAX_NOTICES || told(tr->notices, e, target))
		return;
	if (tr->notices->told.count > MAX_NOTICES) {
		notice_text(tr, "agentsh: denied: more than can be told here; see `agentsh audit`");
		return;
	}
	buf_add_str(&line, "agentsh: denied: ");
	buf_add_escaped(&line, e->operation, strlen(e->operation));
	buf_add_char(&line, ' ');
	buf_add_escaped(&line, target, strlen(target));
	if (e->domain) {
		buf_add_str(&line, " (");
		buf_add_escaped(&line, e->domain, strlen(e->domain));
		buf_add_char(&line, ')');
	}
	buf_add_str(&line, " (rule ");
	buf_add_escaped(&line, e->rule, strlen(e->rule));
	buf_add_char(&line, ')');
	if (e->message) {
		buf_add_str(&line, ": ");
		message_expand(&line, e->message, &values);
	}
	notice_text(tr, line.s);
}
