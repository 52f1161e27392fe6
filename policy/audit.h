/*
 * policy/audit.h - the audit log of a session: spool, writer, database.
 *
 * audit_record() appends a compact record to a memory-mapped spool file: no
 * system call, no lock shared with readers; safe from several threads of the
 * supervisor.  A writer thread moves records in batches to SQLite (WAL), and what a
 * killed supervisor left in its spool is taken up by the next audit_open() or
 * audit_ingest() (DESIGN 9).  Each row carries a hash chain in integrity_json.
 */
#ifndef POLICY_AUDIT_H
#define POLICY_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audit;
struct buf;
struct event;
struct redactor_set;

struct audit_options {
	const char *state_dir;       /* exists, or is made with mode 0700 */
	const char *sqlite_path;     /* NULL: state_dir/events.db */
	const char *session_id;
	uint64_t spool_bytes;        /* 0: the default */
	bool log_allowed;            /* store allowed reads one by one rather than counted */
	const struct redactor_set *secrets; /* applied to text before it is stored; may be NULL */
};

/*
 * Open the spool of a new session (not the database: that is the writer's, off
 * the critical path).  Returns 0 or a negative errno with one line in @ret_message.
 */
int audit_open(const struct audit_options *o, struct audit **ret_audit, struct buf *ret_message);

/*
 * Record an event.  Returns 0, or a negative errno when it could not be kept (disk full, …): then
 * `audit.on_failure` decides.  Waits when the spool is full until the writer has made room.
 */
int audit_record(struct audit *a, const struct event *e);

/* What keeps the writer from storing, as one line; false: nothing does. */
bool audit_problem(struct audit *a, struct buf *ret_message);

/* Start the writer thread if it does not run yet (after the first command has been let go). */
void audit_start_writer(struct audit *a);
/* Move what is left to the database (bounded: at most a few ms unless @wait) and close.  What is
 * not moved stays in the spool for the next reader. */
void audit_close(struct audit *a, bool wait);

/* Take up every spool in @state_dir whose supervisor is gone, and what live ones have committed so
 * far.  @ret_message may say something even on success (a damaged spool). */
int audit_ingest(const char *state_dir, const char *sqlite_path, struct buf *ret_message);

#endif
