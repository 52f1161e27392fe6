/*
 * policy/audit_db.h - events.db: the schema, and rows put into it.
 *
 * One writer's connection; a thread of its own uses it.  Writers of several processes
 * take turns by BEGIN IMMEDIATE, and read where the hash chain stands inside
 * the transaction.
 */
#ifndef POLICY_AUDIT_DB_H
#define POLICY_AUDIT_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audit_db;
struct buf;
struct spool;

/* Open or make the database.  NULL: one line in @ret_message. */
struct audit_db *audit_db_open(const char *path, struct buf *ret_message);
void audit_db_close(struct audit_db *db);

/*
 * Move what @s has committed to the database, in transactions of some thousand rows; with @counts
 * its table of counted events as well (the owner must be gone).  Returns the number of rows, or -1
 * with one line in @ret_message: what was not stored stays in the spool.
 */
int64_t audit_db_take(struct audit_db *db, struct spool *s, bool counts, struct buf *ret_message);

#endif
