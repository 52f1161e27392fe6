/*
 * policy/audit_json.c - an event as the payload_json of its row.
 */
#include "policy/audit_json.h"

#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/json.h"
#include "policy/event.h"

static void add_digits(struct buf *out, int value, int width)
{
	char digits[12];

	for (int i = width; i-- > 0; value /= 10)
		digits[i] = (char)('0' + value % 10);
	buf_add(out, digits, (size_t)width);
}

void timestamp_add(struct buf *out, int64_t ns)
{
	/* The same second again and again: one conversion for all. */
	static __thread time_t second;
	static __thread struct tm tm;
	time_t now = (time_t)(ns / 1000000000);
	int fraction = (int)(ns % 1000000000);
	int width = 9;

	if (now != second || !tm.tm_mday) {
		gmtime_r(&now, &tm);
		second = now;
	}
	add_digits(out, tm.tm_year + 1900, 4);
	buf_add_char(out, '-');
	add_digits(out, tm.tm_mon + 1, 2);
	buf_add_char(out, '-');
	add_digits(out, tm.tm_mday, 2);
	buf_add_char(out, 'T');
	add_digits(out, tm.tm_hour, 2);
	buf_add_char(out, ':');
	add_digits(out, tm.tm_min, 2);
	buf_add_char(out, ':');
	add_digits(out, tm.tm_sec, 2);
	for (; fraction && fraction % 10 == 0; fraction /= 10)
		width--;
	if (fraction) {
		buf_add_char(out, '.');
		add_digits(out, fraction, width);
	}
	buf_add_char(out, 'Z');
}

static const char *source_of(const struct event *e)
{
	switch (e->type) {
	case EVENT_COMMAND_POLICY:
	case EVENT_COMMAND_REDIRECTED:
	case EVENT_COMMAND_STARTED:
	case EVENT_COMMAND_FINISHED:
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
	case EVENT_SOFT_DELETE:
		break;
	}
	return "ptrace";
}

static bool is_program(const struct event *e)
{
	return e->type == EVENT_EXEC || e->type == EVENT_COMMAND_POLICY ||
		e->type == EVENT_COMMAND_STARTED || e->type == EVENT_COMMAND_REDIRECTED;
}

static void add_argv(struct json *j, const struct event *e)
{
	const char *end = e->argv + e->argv_len;

	json_open(j, "argv", '[');
	for (const char *p = e->argv; p < end;) {
		size_t len = strnlen(p, (size_t)(end - p));

		json_strn(j, NULL, p, len);
		p += len + 1;
	}
	json_close(j, ']');
}

static void add_fields(struct json *j, const struct event *e)
{
	json_open(j, "fields", '{');
	if (e->count && e->type != EVENT_COMMAND_FINISHED)
		json_int(j, "count", e->count);
	json_str(j, "detail", e->detail);
	if (e->error)
		json_str(j, "error", strerrorname_np(e->error));
	if (e->exec_id)
		json_int(j, "exec_id", (int64_t)e->exec_id);
	if (e->type == EVENT_COMMAND_FINISHED)
		json_int(j, "exit_code", e->count);
	json_str(j, "origin", event_origin_name(e->origin));
	if (e->parent_exec_id)
		json_int(j, "parent_exec_id", (int64_t)e->parent_exec_id);
	if (e->type == EVENT_SOFT_DELETE)
		json_str(j, "trash_token", e->detail);
	json_close(j, '}');
}

static void add_policy(struct json *j, const struct event *e)
{
	json_open(j, "policy", '{');
	json_str(j, "decision", verdict_name(e->decision));
	json_str(j, "effective_decision", verdict_name(e->effective));
	json_str(j, "message", e->message);
	json_str(j, "rule", e->rule);
	json_close(j, '}');
}

void event_json(struct buf *out, const struct event *e, const struct event_owner *owner)
{
	struct json j = {.out = out};
	size_t path_len = e->path ? e->path_len ? e->path_len : strlen(e->path) : 0;
	size_t at;

	json_open(&j, NULL, '{');
	if (e->argv_len)
		add_argv(&j, e);
	json_str(&j, "command_id", owner->command);
	json_int(&j, "depth", e->depth);
	json_str(&j, "domain", e->domain);
	add_fields(&j, e);
	if (e->path && is_program(e))
		json_strn(&j, "filename", e->path, path_len);
	json_str(&j, "id", owner->id);
	json_str(&j, "operation", e->operation);
	json_int(&j, "parent_pid", e->parent_pid);
	if (e->path)
		json_strn(&j, "path", e->path, path_len);
	json_int(&j, "pid", e->pid);
	if (e->has_decision)
		add_policy(&j, e);
	json_str(&j, "raw_filename", e->raw_path);
	json_str(&j, "remote", e->remote);
	json_str(&j, "session_id", owner->session);
	json_str(&j, "source", source_of(e));
	json_str(&j, "timestamp", "");
	at = out->len - 1; /* between the quotes: a time needs no escaping */
	buf_truncate(out, at);
	timestamp_add(out, e->time_ns);
	buf_add_char(out, '"');
	if (e->truncated)
		json_bool(&j, "truncated", true);
	json_str(&j, "type", event_type_name(e));
	json_close(&j, '}');
}
