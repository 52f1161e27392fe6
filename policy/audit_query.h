/*
 * policy/audit_query.h - reading events.db.  Never writes, never blocks the writer.
 */
#ifndef POLICY_AUDIT_QUERY_H
#define POLICY_AUDIT_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audit_reader;
struct buf;

/* Open for reading.  -ENOENT: there is no database yet; else -errno and a line in @ret_message. */
int audit_reader_open(const char *path, struct audit_reader **ret, struct buf *ret_message);
void audit_reader_close(struct audit_reader *r);

/* What to read; a field that is NULL or 0 asks for nothing. */
struct audit_filter {
	const char *session;
	const char *type;
	const char *decision;  /* as the rule says or as it was done */
	int64_t since_ns;      /* 1970-based */
	int64_t after_row;     /* rows that came in behind this one */
	int64_t limit;         /* the newest so many */
};

/* Strings may be NULL, and are valid during the call. */
struct audit_row {
	int64_t row;
	int64_t time_ns;
	int64_t pid;
	int64_t count;
	const char *session;
	const char *type;
	const char *decision;
	const char *effective;
	const char *rule;
	const char *path;
	const char *domain;
	const char *remote;
	const char *operation;
	const char *payload;
};

/* Call @each for what matches, oldest first; stops when it returns non-zero and returns that.
 * -errno with one line in @ret_message when the database fails. */
int audit_read(struct audit_reader *r, const struct audit_filter *f,
	int (*each)(const struct audit_row *row, void *arg), void *arg, struct buf *ret_message);
/* The session with the newest event.  Malloc'd; NULL: none. */
char *audit_latest_session(struct audit_reader *r);

struct audit_session {
	const char *session;
	int64_t first_ns, last_ns;
	int64_t events, denied;
};
int audit_sessions(struct audit_reader *r, int (*each)(const struct audit_session *s, void *arg),
	void *arg, struct buf *ret_message);

struct audit_verdict {
	uint64_t rows;          /* that are in order */
	uint64_t broken;        /* the first sequence that is not; 0: none */
	const char *why;
};
/* Walk the hash chain and compare the columns with what the chain vouches for. */
int audit_verify(struct audit_reader *r, struct audit_verdict *ret, struct buf *ret_message);

#endif
