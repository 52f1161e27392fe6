/*
 * policy/audit_json.c - an event as the payload_json of its row.
 */
#include "policy/audit_json.h"

#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/json.h"
#include "policy/event.h"

static char *put_digits(char *p, int value, int width)
{
	for (int i = width; i-- > 0; value /= 10)
		p[i] = (char)('0' + value % 10);
	return p + width;
}

void timestamp_add(struct buf *out, int64_t ns)
{
	/* The same second again and again: one conversion for all. */
	static __thread time_t second;
	static __thread struct tm tm;
	time_t now = (time_t)(ns / 1000000000);
	int fraction = (int)(ns % 1000000000);
	int width = 9;
	char text[40], *p = text;

	if (now != second || !tm.tm_mday) {
		gmtime_r(&now, &tm);
		second = now;
	}
	p = put_digits(p, tm.tm_year + 1900, 4);
	*p++ = '-';
	p = put_digits(p, tm.tm_mon + 1, 2);
	*p++ = '-';
	p = put_digits(p, tm.tm_mday, 2);
	*p++ = 'T';
	p = put_digits(p, tm.tm_hour, 2);
	*p++ = ':';
	p = put_digits(p, tm.tm_min, 2);
	*p++ = ':';
	p = put_digits(p, tm.tm_sec, 2);
	for (; fraction && fraction % 10 == 0; fraction /= 10)
		width--;
	if (fraction) {
		*p++ = '.';
		p = put_digits(p, fraction, width);
	}
	*p++ = 'Z';
	buf_add(out, text, (size_t)(p - text));
}

static const char *source_of(const struct event *e)
{
	switch (e->type) {
	case EVENT_COMMAND_POLICY:
	case EVENT_COMMAND_REDIRECTED:
	case EVENT_COMMAND_STARTED:
		return "shell";
	case EVENT_DNS_QUERY:
	case EVENT_DNS_REDIRECT:
		return "dns";
	case EVENT_REDACTION:
		return "dlp";
	case EVENT_APPROVAL_REQUESTED:
	case EVENT_APPROVAL_RESOLVED:
		return "approvals";
	case EVENT_SESSION_CREATED:
	case EVENT_SESSION_DESTROYED:
	case EVENT_NOTICE:
		return "supervisor";
	case EVENT_EXEC:
	case EVENT_FILE:
	case EVENT_NETWORK:
	case EVENT_UNIX:
	case EVENT_SIGNAL:
	case EVENT_SYSCALL:
	case EVENT_COMMAND_FINISHED:
	case EVENT_SOFT_DELETE:
		break;
	}
	return "ptrace";
}

bool event_is_program(const struct event *e)
{
	return e->type == EVENT_EXEC || e->type == EVENT_COMMAND_POLICY ||
		e->type == EVENT_COMMAND_STARTED || e->type == EVENT_COMMAND_FINISHED ||
		e->type == EVENT_COMMAND_REDIRECTED;
}

/*
 * A row is made for each event stored, so keys are written as they stand, each
 * value with a comma behind it; close_object() makes a bracket of the last one.
 */
#define ADD(out, literal) buf_add((out), (literal), sizeof(literal) - 1)

static void close_object(struct buf *out, char bracket)
{
	if (out->s[out->len - 1] == ',')
		out->s[out->len - 1] = bracket;
	else
		buf_add_char(out, bracket);
	buf_add_char(out, ',');
}

static void add_value(struct buf *out, const char *s, size_t len)
{
	struct json j = {.out = out};

	json_strn(&j, NULL, s, len);
	buf_add_char(out, ',');
}

static void add_number(struct buf *out, int64_t value)
{
	struct json j = {.out = out};

	json_int(&j, NULL, value);
	buf_add_char(out, ',');
}

#define ADD_STR(out, key, s)                                                                       \
	do {                                                                                       \
		if (s) {                                                                           \
			ADD(out, "\"" key "\":");                                                  \
			add_value(out, s, strlen(s));                                              \
		}                                                                                  \
	} while (0)

#define ADD_INT(out, key, value)                                                                   \
	do {                                                                                       \
		ADD(out, "\"" key "\":");                                                          \
		add_number(out, value);                                                            \
	} while (0)

static void add_argv(struct buf *out, const struct event *e)
{
	const char *end = e->argv + e->argv_len;

	ADD(out, "\"argv\":[");
	for (const char *p = e->argv; p < end;) {
		size_t len = strnlen(p, (size_t)(end - p));

		add_value(out, p, len);
		p += len + 1;
	}
	close_object(out, ']');
}

static void add_fields(struct buf *out, const struct event *e)
{
	const char *error = e->error ? strerrorname_np(e->error) : NULL;

	ADD(out, "\"fields\":{");
	if (e->count && e->type != EVENT_COMMAND_FINISHED)
		ADD_INT(out, "count", e->count);
	ADD_STR(out, "detail", e->detail);
	ADD_STR(out, "error", error);
	if (e->exec_id)
		ADD_INT(out, "exec_id", (int64_t)e->exec_id);
	if (e->type == EVENT_COMMAND_FINISHED)
		ADD_INT(out, "exit_code", e->count);
	ADD_STR(out, "origin", event_origin_name(e->origin));
	if (e->parent_exec_id)
		ADD_INT(out, "parent_exec_id", (int64_t)e->parent_exec_id);
	if (e->type == EVENT_SOFT_DELETE)
		ADD_STR(out, "trash_token", e->detail);
	close_object(out, '}');
}

static void add_policy(struct buf *out, const struct event *e)
{
	ADD(out, "\"policy\":{");
	ADD_STR(out, "decision", verdict_name(e->decision));
	ADD_STR(out, "effective_decision", verdict_name(e->effective));
	ADD_STR(out, "message", e->message);
	ADD_STR(out, "rule", e->rule);
	close_object(out, '}');
}

static void add_path(struct buf *out, const struct event *e)
{
	add_value(out, e->path, e->path_len ? e->path_len : strlen(e->path));
}

/* Sorted by key. */
void event_json(struct buf *out, const struct event *e, const struct event_owner *owner)
{
	buf_add_char(out, '{');
	if (e->argv_len)
		add_argv(out, e);
	ADD_STR(out, "command_id", owner->command);
	ADD_INT(out, "depth", e->depth);
	ADD_STR(out, "domain", e->domain);
	add_fields(out, e);
	if (e->path && event_is_program(e)) {
		ADD(out, "\"filename\":");
		add_path(out, e);
	}
	ADD_STR(out, "id", owner->id);
	ADD_STR(out, "operation", e->operation);
	ADD_INT(out, "parent_pid", e->parent_pid);
	if (e->path) {
		ADD(out, "\"path\":");
		add_path(out, e);
	}
	ADD_INT(out, "pid", e->pid);
	if (e->has_decision)
		add_policy(out, e);
	ADD_STR(out, "raw_filename", e->raw_path);
	ADD_STR(out, "remote", e->remote);
	ADD_STR(out, "session_id", owner->session);
	ADD_STR(out, "source", source_of(e));
	ADD(out, "\"timestamp\":\"");
	timestamp_add(out, e->time_ns);
	ADD(out, "\",");
	if (e->truncated)
		ADD(out, "\"truncated\":true,");
	ADD_STR(out, "type", event_type_name(e));
	close_object(out, '}');
	buf_truncate(out, out->len - 1); /* nothing follows the last comma */
}
