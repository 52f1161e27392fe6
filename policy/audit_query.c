/*
 * policy/audit_query.c - reading events.db.
 */
#include "policy/audit_query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "policy/audit_chain.h"

enum { BUSY_MS = 2000 };

struct audit_reader {
	sqlite3 *sqlite;
	char *path;
};

static int complain(const struct audit_reader *r, struct buf *message)
{
	int code = sqlite3_errcode(r->sqlite);

	buf_add_str(message, "audit: ");
	buf_add_escaped(message, r->path, strlen(r->path));
	buf_printf(message, ": %s",
		code == SQLITE_BUSY ? "locked by another process" : sqlite3_errmsg(r->sqlite));
	return -EIO;
}

int audit_reader_open(const char *path, struct audit_reader **ret, struct buf *ret_message)
{
	struct audit_reader *r;

	if (access(path, F_OK) < 0 && errno == ENOENT)
		return -ENOENT;
	r = xcalloc(1, sizeof(*r));
	r->path = xstrdup(path);
	if (sqlite3_open_v2(path, &r->sqlite, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ||
		sqlite3_busy_timeout(r->sqlite, BUSY_MS) ||
		sqlite3_exec(r->sqlite, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL)) {
		complain(r, ret_message);
		audit_reader_close(r);
		return -EIO;
	}
	*ret = r;
	return 0;
}

void audit_reader_close(struct audit_reader *r)
{
	if (!r)
		return;
	sqlite3_close(r->sqlite);
	free(r->path);
	free(r);
}

static const char *text(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}

static sqlite3_stmt *prepare(struct audit_reader *r, const char *sql)
{
	sqlite3_stmt *st = NULL;

	return sqlite3_prepare_v2(r->sqlite, sql, -1, &st, NULL) == SQLITE_OK ? st : NULL;
}

static void build_query(struct buf *sql, const struct audit_filter *f)
{
	buf_add_str(sql, "SELECT rowid, ts_unix_ns, pid, json_extract(payload_json, '$.fields.count'), "
		"session_id, type, policy_decision, effective_decision, policy_rule, path, domain, "
		"remote, operation, payload_json FROM events WHERE rowid > :after");
	if (f->session)
		buf_add_str(sql, " AND session_id = :session");
	if (f->type)
		buf_add_str(sql, " AND type = :type");
	if (f->decision)
		buf_add_str(sql, " AND :decision IN (policy_decision, effective_decision)");
	if (f->since_ns)
		buf_add_str(sql, " AND ts_unix_ns >= :since");
	if (!f->limit) {
		buf_add_str(sql, " ORDER BY ts_unix_ns, rowid");
		return;
	}
	buf_add_str(sql, " ORDER BY ts_unix_ns DESC, rowid DESC LIMIT :limit");
	/* The newest are asked for, but told from the oldest on. */
	buf_printf(sql, ") ORDER BY ts_unix_ns, rowid");
}

static void bind_text(sqlite3_stmt *st, const char *name, const char *value)
{
	int at = sqlite3_bind_parameter_index(st, name);

	if (at)
		sqlite3_bind_text(st, at, value, -1, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *st, const char *name, int64_t value)
{
	int at = sqlite3_bind_parameter_index(st, name);

	if (at)
		sqlite3_bind_int64(st, at, value);
}

static struct audit_row row_of(sqlite3_stmt *st)
{
	return (struct audit_row){
		.row = sqlite3_column_int64(st, 0),
		.time_ns = sqlite3_column_int64(st, 1),
		.pid = sqlite3_column_int64(st, 2),
		.count = sqlite3_column_int64(st, 3),
		.session = text(st, 4),
		.type = text(st, 5),
		.decision = text(st, 6),
		.effective = text(st, 7),
		.rule = text(st, 8),
		.path = text(st, 9),
		.domain = text(st, 10),
		.remote = text(st, 11),
		.operation = text(st, 12),
		.payload = text(st, 13),
	};
}

int audit_read(struct audit_reader *r, const struct audit_filter *f,
	int (*each)(const struct audit_row *row, void *arg), void *arg, struct buf *ret_message)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *st;
	int code = SQLITE_DONE, result = 0;

	if (f->limit)
		buf_add_str(&sql, "SELECT * FROM (");
	build_query(&sql, f);
	st = prepare(r, sql.s);
	buf_release(&sql);
	if (!st)
		return complain(r, ret_message);
	bind_number(st, ":after", f->after_row);
	bind_text(st, ":session", f->session);
	bind_text(st, ":type", f->type);
	bind_text(st, ":decision", f->decision);
	bind_number(st, ":since", f->since_ns);
	bind_number(st, ":limit", f->limit);
	while (!result && (code = sqlite3_step(st)) == SQLITE_ROW) {
		struct audit_row row = row_of(st);

		result = each(&row, arg);
	}
	if (!result && code != SQLITE_DONE)
		result = complain(r, ret_message);
	sqlite3_finalize(st);
	return result;
}

char *audit_latest_session(struct audit_reader *r)
{
	sqlite3_stmt *st = prepare(r, "SELECT session_id FROM events GROUP BY session_id "
		"ORDER BY MAX(ts_unix_ns) DESC LIMIT 1");
	char *session = NULL;

	if (st && sqlite3_step(st) == SQLITE_ROW && text(st, 0))
		session = xstrdup(text(st, 0));
	sqlite3_finalize(st);
	return session;
}

int audit_sessions(struct audit_reader *r, int (*each)(const struct audit_session *s, void *arg),
	void *arg, struct buf *ret_message)
{
	sqlite3_stmt *st = prepare(r, "SELECT session_id, MIN(ts_unix_ns), MAX(ts_unix_ns), COUNT(*), "
		"SUM(effective_decision IS 'deny') FROM events GROUP BY session_id ORDER BY 2");
	int code = SQLITE_DONE, result = 0;

	if (!st)
		return complain(r, ret_message);
	while (!result && (code = sqlite3_step(st)) == SQLITE_ROW) {
		struct audit_session s = {
			.session = text(st, 0),
			.first_ns = sqlite3_column_int64(st, 1),
			.last_ns = sqlite3_column_int64(st, 2),
			.events = sqlite3_column_int64(st, 3),
			.denied = sqlite3_column_int64(st, 4),
		};

		result = each(&s, arg);
	}
	if (!result && code != SQLITE_DONE)
		result = complain(r, ret_message);
	sqlite3_finalize(st);
	return result;
}

/* What is wrong with the row at @st that should follow @chain; NULL: nothing.  Moves @chain on. */
static const char *check_row(sqlite3_stmt *st, struct chain *chain)
{
	const char *payload = text(st, 0), *integrity = text(st, 1);
	char again[CHAIN_JSON_SIZE], prev[CHAIN_HASH_SIZE];
	struct chain next = *chain, stored;

	/* Rows of the Go program are not chained: they may stand before the first that is. */
	if (!integrity)
		return chain->sequence ? "the row carries no hash" : NULL;
	if (!payload || !chain_parse(integrity, &stored, prev))
		return "the hash cannot be read";
	if (stored.sequence != chain->sequence + 1)
		return "rows are missing";
	if (strcmp(prev, chain->hash) != 0)
		return "it does not follow the row before it";
	chain_add(&next, payload, (size_t)sqlite3_column_bytes(st, 0), again);
	if (strcmp(next.hash, stored.hash) != 0)
		return "the event was changed";
	if (!sqlite3_column_int(st, 2))
		return "the columns were changed";
	*chain = next;
	return NULL;
}

int audit_verify(struct audit_reader *r, struct audit_verdict *ret, struct buf *ret_message)
{
	sqlite3_stmt *st = prepare(r, "SELECT payload_json, integrity_json, "
		"event_id IS json_extract(payload_json, '$.id')"
		" AND session_id IS json_extract(payload_json, '$.session_id')"
		" AND type IS json_extract(payload_json, '$.type')"
		" AND pid IS json_extract(payload_json, '$.pid')"
		" AND policy_decision IS json_extract(payload_json, '$.policy.decision')"
		" AND effective_decision IS json_extract(payload_json, '$.policy.effective_decision')"
		" AND policy_rule IS json_extract(payload_json, '$.policy.rule')"
		/* JSON has no place for bytes that are not UTF-8. */
		" AND (domain IS json_extract(payload_json, '$.domain') OR domain GLOB '*[^ -~]*')"
		" AND remote IS json_extract(payload_json, '$.remote')"
		" AND operation IS json_extract(payload_json, '$.operation')"
		" AND (path IS json_extract(payload_json, '$.path') OR path GLOB '*[^ -~]*')"
		" FROM events ORDER BY rowid");
	struct chain chain = {0};
	int code;

	*ret = (struct audit_verdict){0};
	if (!st)
		return complain(r, ret_message);
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		ret->why = check_row(st, &chain);
		if (ret->why) {
			ret->broken = chain.sequence + 1;
			break;
		}
		ret->rows++;
	}
	sqlite3_finalize(st);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return complain(r, ret_message);
	return 0;
}
