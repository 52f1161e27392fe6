/*
 * policy/audit_db.c - events.db: the schema (FORMATS k.2), and rows put into it.
 *
 * A row may be offered twice (a crash between the commit and the advance of the
 * spool): its id is the same, so the second is ignored and the chain does not move.
 */
#include "policy/audit_db.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "policy/audit_chain.h"
#include "policy/audit_json.h"
#include "policy/event.h"
#include "policy/event_pack.h"
#include "policy/spool.h"

enum {
	BATCH_ROWS = 2000, /* what a cache of 4 MB holds without spilling */
	BUSY_MS = 2000,
};


static const char schema[] =
	"CREATE TABLE IF NOT EXISTS events("
	"event_id TEXT PRIMARY KEY, ts_unix_ns INTEGER, session_id TEXT, command_id TEXT,"
	"type TEXT, pid INTEGER, policy_decision TEXT, effective_decision TEXT, policy_rule TEXT,"
	"path TEXT, domain TEXT, remote TEXT, operation TEXT, payload_json TEXT, integrity_json TEXT);"
	"CREATE INDEX IF NOT EXISTS idx_events_session_ts ON events(session_id, ts_unix_ns);"
	"CREATE INDEX IF NOT EXISTS idx_events_command_ts ON events(command_id, ts_unix_ns)"
	" WHERE command_id IS NOT NULL;"
	"CREATE INDEX IF NOT EXISTS idx_events_type_ts ON events(type, ts_unix_ns);"
	"CREATE INDEX IF NOT EXISTS idx_events_path ON events(path) WHERE path IS NOT NULL;"
	"CREATE INDEX IF NOT EXISTS idx_events_domain ON events(domain) WHERE domain IS NOT NULL;"
	"CREATE TABLE IF NOT EXISTS command_outputs("
	"command_id TEXT PRIMARY KEY, session_id TEXT, stdout BLOB, stderr BLOB,"
	"stdout_total_bytes INTEGER, stderr_total_bytes INTEGER, stdout_truncated INTEGER,"
	"stderr_truncated INTEGER, created_ts_unix_ns INTEGER);"
	"CREATE TABLE IF NOT EXISTS mcp_tools("
	"id INTEGER PRIMARY KEY, server_id TEXT, tool_name TEXT, tool_hash TEXT, description TEXT,"
	"first_seen_ns INTEGER, last_seen_ns INTEGER, pinned INTEGER DEFAULT 1,"
	"detection_count INTEGER DEFAULT 0, max_severity TEXT, UNIQUE(server_id, tool_name));"
	"CREATE INDEX IF NOT EXISTS idx_mcp_tools_server ON mcp_tools(server_id);"
	"CREATE INDEX IF NOT EXISTS idx_mcp_tools_severity ON mcp_tools(max_severity);"
	"CREATE TABLE IF NOT EXISTS webauthn_credentials("
	"id INTEGER PRIMARY KEY, user_id TEXT, credential_id BLOB UNIQUE, public_key BLOB,"
	"attestation_type TEXT, transport TEXT, sign_count INTEGER, created_at_ns INTEGER,"
	"last_used_ns INTEGER, name TEXT);";

struct audit_db {
	sqlite3 *sqlite;
	sqlite3_stmt *insert;
	sqlite3_stmt *last;
	char *path;
	char why[160]; /* what the last failed transaction died of */
	struct buf payload;
};

/* One line about what SQLite said; returns -1. */
static int complain(const struct audit_db *db, int code, struct buf *message)
{
	const char *what = code == SQLITE_BUSY || code == SQLITE_LOCKED
		? "locked by another process"
		: *db->why ? db->why
			   : db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(code);

	buf_reset(message);
	buf_add_str(message, "audit: ");
	buf_add_escaped(message, db->path, strlen(db->path));
	buf_printf(message, ": %s; events stay in the spool", what);
	return -1;
}

static int prepare(struct audit_db *db, const char *sql, sqlite3_stmt **ret)
{
	return sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, ret, NULL);
}

/* A database of the Go program may lack the column. */
static int add_integrity_column(struct audit_db *db)
{
	sqlite3_stmt *probe = NULL;
	int code = sqlite3_prepare_v2(db->sqlite, "SELECT integrity_json FROM events", -1, &probe, NULL);

	sqlite3_finalize(probe);
	if (code != SQLITE_ERROR)
		return code;
	return sqlite3_exec(db->sqlite, "ALTER TABLE events ADD COLUMN integrity_json TEXT", NULL, NULL,
		NULL);
}

/* Counting its own memory costs SQLite a lock at each allocation. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int set_up(struct audit_db *db)
{
	int code = sqlite3_open_v2(db->path, &db->sqlite,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

	if (code)
		return code;
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	code = sqlite3_exec(db->sqlite,
		"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000; "
		"PRAGMA wal_autocheckpoint=4000", NULL, NULL,
		NULL);
	if (!code)
		code = sqlite3_exec(db->sqlite, schema, NULL, NULL, NULL);
	if (!code)
		code = add_integrity_column(db);
	if (!code)
		code = prepare(db, "INSERT OR IGNORE INTO events(event_id, ts_unix_ns, session_id, "
			"command_id, type, pid, policy_decision, effective_decision, policy_rule, path, domain, "
			"remote, operation, payload_json, integrity_json) "
			"VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", &db->insert);
	if (!code)
		code = prepare(db, "SELECT integrity_json FROM events WHERE integrity_json IS NOT NULL "
			"ORDER BY rowid DESC LIMIT 1", &db->last);
	return code;
}

struct audit_db *audit_db_open(const char *path, struct buf *ret_message)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct audit_db *db = xcalloc(1, sizeof(*db));
	int fd, code;

	pthread_once(&once, configure);

	*db = (struct audit_db){.path = xstrdup(path), .payload = BUF_INIT};
	/* SQLite would make it readable for all. */
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		buf_printf(ret_message, "audit: %s: %s; events stay in the spool", path,
			strerror(errno));
		audit_db_close(db);
		return NULL;
	}
	close(fd);
	code = set_up(db);
	if (!code)
		return db;
	complain(db, code, ret_message);
	audit_db_close(db);
	return NULL;
}

void audit_db_close(struct audit_db *db)
{
	if (!db)
		return;
	sqlite3_finalize(db->insert);
	sqlite3_finalize(db->last);
	sqlite3_close(db->sqlite);
	buf_release(&db->payload);
	free(db->path);
	free(db);
}

static int read_chain(struct audit_db *db, struct chain *c)
{
	int code = sqlite3_step(db->last);
	char prev[CHAIN_HASH_SIZE];
	bool ok = true;

	*c = (struct chain){0};
	if (code == SQLITE_ROW)
		ok = chain_parse((const char *)sqlite3_column_text(db->last, 0), c, prev);
	sqlite3_reset(db->last);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return code;
	return ok ? SQLITE_OK : SQLITE_CORRUPT;
}

static void bind_bytes(sqlite3_stmt *st, int at, const char *s, size_t len)
{
	if (s)
		sqlite3_bind_text(st, at, s, (int)len, SQLITE_STATIC);
	else
		sqlite3_bind_null(st, at);
}

static void bind_str(sqlite3_stmt *st, int at, const char *s)
{
	bind_bytes(st, at, s, s ? strlen(s) : 0);
}

static int insert(struct audit_db *db, const struct spool *s, uint64_t sequence,
	const struct event *e, struct chain *chain)
{
	struct chain next = *chain;
	char integrity[CHAIN_JSON_SIZE];
	char id[SPOOL_ID_SIZE];
	char command[24] = "";
	struct event_owner owner = {.id = id, .session = spool_session(s)};
	sqlite3_stmt *st = db->insert;
	int code;

	spool_event_id(s, sequence, id);
	if (e->exec_id && event_is_program(e)) {
		snprintf(command, sizeof(command), "%" PRIu64, e->exec_id);
		owner.command = command;
	}
	buf_reset(&db->payload);
	event_json(&db->payload, e, &owner);
	chain_add(&next, db->payload.s, db->payload.len, integrity);
	bind_bytes(st, 1, id, SPOOL_ID_SIZE - 1);
	sqlite3_bind_int64(st, 2, e->time_ns);
	bind_str(st, 3, owner.session);
	bind_str(st, 4, owner.command);
	bind_str(st, 5, event_type_name(e));
	sqlite3_bind_int64(st, 6, e->pid);
	bind_str(st, 7, e->has_decision ? verdict_name(e->decision) : NULL);
	bind_str(st, 8, e->has_decision ? verdict_name(e->effective) : NULL);
	bind_str(st, 9, e->has_decision ? e->rule : NULL);
	bind_bytes(st, 10, e->path, e->path_len);
	bind_str(st, 11, e->domain);
	bind_str(st, 12, e->remote);
	bind_str(st, 13, e->operation);
	bind_bytes(st, 14, db->payload.s, db->payload.len);
	bind_str(st, 15, integrity);
	code = sqlite3_step(st);
	sqlite3_reset(st);
	if (code != SQLITE_DONE)
		return code;
	if (sqlite3_changes(db->sqlite) > 0)
		*chain = next;
	return SQLITE_OK;
}

/* A place in the spool that cannot be read is a row as well: nothing is left out in silence. */
static int insert_damage(struct audit_db *db, const struct spool *s, uint64_t pos,
	struct chain *chain)
{
	char detail[80];
	struct event e = {.type = EVENT_NOTICE, .operation = "audit", .detail = detail,
		.time_ns = clock_realtime_ns()};

	snprintf(detail, sizeof(detail), "spool damaged at position %" PRIu64, pos);
	return insert(db, s, (uint64_t)1 << 59 | pos, &e, chain);
}

struct batch {
	uint64_t pos;     /* behind the last record taken */
	uint32_t place;   /* the same in the table */
	int64_t rows;
	bool more;        /* there may be more behind it */
	bool damaged;
};

static int take_record(struct audit_db *db, const struct spool *s, const struct spool_record *rec,
	int64_t count, struct chain *chain)
{
	struct event e;

	if (event_unpack(rec->packed, rec->len, &e) < 0)
		return insert_damage(db, s, rec->sequence, chain);
	if (count >= 0)
		e.count = count;
	return insert(db, s, rec->sequence, &e, chain);
}

static int take_rows(struct audit_db *db, const struct spool *s, bool counts, struct batch *b,
	struct chain *chain)
{
	struct spool_record rec;
	uint64_t count;
	int r = 0, code = SQLITE_OK;

	while (!code && b->rows < BATCH_ROWS && (r = spool_read(s, &b->pos, &rec)) == 1) {
		code = take_record(db, s, &rec, -1, chain);
		b->rows++;
	}
	b->more = r == 1;
	if (!code && r < 0) {
		code = insert_damage(db, s, b->pos, chain);
		b->damaged = true;
	}
	r = 0;
	while (!code && counts && !b->more && (r = spool_count_read(s, &b->place, &rec, &count)) == 1) {
		code = take_record(db, s, &rec, (int64_t)count, chain);
		b->rows++;
	}
	return code;
}

static int execute(struct audit_db *db, const char *sql)
{
	return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
}

/* One transaction.  The tail moves only after the commit. */
static int take_batch(struct audit_db *db, struct spool *s, bool counts, struct batch *b)
{
	uint64_t tail;
	struct chain chain;
	int code = execute(db, "BEGIN IMMEDIATE");

	if (code)
		return code;
	tail = spool_tail(s);
	*b = (struct batch){.pos = tail};
	code = read_chain(db, &chain);
	if (!code)
		code = take_rows(db, s, counts, b, &chain);
	/* Somebody else consumed in between: what was read may have been overwritten. */
	if (!code && spool_tail(s) != tail) {
		execute(db, "ROLLBACK");
		*b = (struct batch){.more = true};
		return SQLITE_OK;
	}
	if (!code)
		code = execute(db, "COMMIT");
	if (code) {
		snprintf(db->why, sizeof(db->why), "%s", sqlite3_errmsg(db->sqlite));
		execute(db, "ROLLBACK");
		return code;
	}
	db->why[0] = '\0';
	spool_consume(s, b->damaged ? tail + spool_used(s) : b->pos);
	return SQLITE_OK;
}

int64_t audit_db_take(struct audit_db *db, struct spool *s, bool counts, struct buf *ret_message)
{
	struct batch b = {.more = true};
	int64_t rows = 0;

	while (b.more) {
		int code = take_batch(db, s, counts, &b);

		if (code)
			return complain(db, code, ret_message);
		rows += b.rows;
	}
	if (counts)
		spool_count_clear(s);
	return rows;
}
