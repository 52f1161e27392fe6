/*
 * policy/audit_internal.h - between audit.c, audit_count.c and audit_writer.c.
 */
#ifndef POLICY_AUDIT_INTERNAL_H
#define POLICY_AUDIT_INTERNAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct event;
struct redactor_set;
struct spool;

enum {
	WRITER_BATCH = 1000,        /* records that wake the writer at once */
	WRITER_GATHER_MS = 50,      /* else it waits this long for more */
	WRITER_RETRY_MS = 1000,     /* after the database failed */
	COUNTS_FLUSH_MS = 5000,     /* counted events are stored at least this often */
	CLOSE_MS = 5,
	CLOSE_WAIT_MS = 10000,
};

/* One row of the table in the spool, or a directory whose files are counted. */
struct counted {
	uint64_t hash;
	uint64_t exec_id;
	char *key;        /* what the event has in common, NUL-separated; owned */
	size_t key_len;
	uint32_t place;   /* in the spool's table; COUNT_NONE: a directory without a row */
	uint32_t files;   /* a directory: different files seen */
};

/* Finds the row of an event again.  Zeroed: empty. */
struct counts {
	struct counted *items;
	size_t len, cap;
	uint32_t *slots;  /* index + 1 by hash; 0: free */
	size_t n_slots;
};

struct audit {
	struct spool *spool;
	char *state_dir;
	char *db_path;
	const struct redactor_set *secrets;
	bool log_allowed;
	pthread_mutex_t lock;     /* of all that follows, and of adding to the spool */
	pthread_cond_t work;      /* the writer has something to do */
	pthread_cond_t room;      /* something was consumed, or the writer gave up or ended */
	struct counts counts;
	unsigned appended;        /* since the writer last looked */
	bool flushing;            /* the table is being moved to the ring */
	bool running;             /* there is a writer thread … */
	bool asleep;              /* … waiting for the first record */
	bool urgent;              /* somebody waits for room */
	bool tidy; /* also what the dead left is taken up before the end */
	bool stop;
	bool ended;
	pthread_t thread;
	char problem[256];        /* why the database does not take events; "": it does */
};

/* audit_count.c.  May @e be counted rather than stored by itself? */
bool event_is_countable(const struct event *e);
/* Count @e (under the lock).  0; -EAGAIN: the table is full. */
int counts_add(struct audit *a, const struct event *e);
void counts_clear(struct counts *c);

/* audit.c: take the secrets out of @e, which then borrows from @scratch[REDACTED_FIELDS]. */
enum { REDACTED_FIELDS = 6 };
void event_redact(const struct redactor_set *set, struct event *e, struct buf *scratch);
void event_redact_release(struct buf *scratch);
/* Append, waiting for room (under the lock, which is given up meanwhile). */
int audit_append(struct audit *a, const struct event *e, uint64_t sequence);
/* Move the table of counted events to the ring (under the lock). */
int audit_flush_counts(struct audit *a);
/* Wait on @c (under the lock) for at most @ms. */
void audit_wait_ms(struct audit *a, pthread_cond_t *c, long ms);

/* audit_writer.c */
void *audit_writer_main(void *audit);

#endif
