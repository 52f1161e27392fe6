/*
 * policy/spool.h - the events of one supervisor in a mapped file, until the database has them.
 *
 * <state>/spool/<session>-<pid>.spool.  Its pages are the kernel's: what was
 * committed survives any death of the process.  Space is allocated before it is
 * touched, so a full disk is an error code and never SIGBUS.
 *
 * Two parts: a ring of records, each with its own commit mark, and a table of
 * counted events (allowed reads), whose counters go up in place.  One process
 * adds; any process may consume under the database's write lock.  Not thread-safe
 * by itself: the owner's threads share policy/audit.c's lock.
 */
#ifndef POLICY_SPOOL_H
#define POLICY_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct event;
struct spool;

struct spool_options {
	const char *dir;      /* exists */
	const char *session;
	uint64_t ring_bytes;  /* 0: the default */
};

/* Make a new spool and hold its lock.  0 or -errno. */
int spool_create(const struct spool_options *o, struct spool **ret);
/*
 * Attach to an existing file.  @ret_dead: its owner is gone, and this process holds its lock now.
 * -EBADMSG: not a spool, or cut off.
 */
int spool_attach(int dirfd, const char *name, struct spool **ret, bool *ret_dead);
/* Unmap and close; the file stays. */
void spool_close(struct spool *s);
/* Remove the file (owner or holder of the lock only), then close. */
void spool_remove(struct spool *s);
/* Give back space behind what is used, then close: nobody will add any more. */
void spool_close_short(struct spool *s);

/* The file's name in the spool directory. */
const char *spool_name(const struct spool *s);
const char *spool_session(const struct spool *s);
/* "xxxxxxxx-xxxx-8xxx-8xxx-xxxxxxxxxxxx": the same for the same record, whoever reads it. */
enum { SPOOL_ID_SIZE = 37 };
void spool_event_id(const struct spool *s, uint64_t sequence, char id[SPOOL_ID_SIZE]);

/* The next event's number in this spool, from 1. */
uint64_t spool_next_sequence(struct spool *s);
/* Append.  -EAGAIN: full until something is consumed; -EMSGSIZE: can never fit; else the disk's. */
int spool_append(struct spool *s, const struct event *e, uint64_t sequence);
/* Bytes in the ring that are not consumed. */
uint64_t spool_used(const struct spool *s);
uint64_t spool_capacity(const struct spool *s);

struct spool_record {
	uint64_t sequence;
	const void *packed; /* policy/event_pack.h */
	size_t len;
};

/* Where the consumers are. */
uint64_t spool_tail(const struct spool *s);
/* The record at *@pos, and *@pos moved behind it: 1; 0: no more; -EBADMSG: damaged. */
int spool_read(const struct spool *s, uint64_t *pos, struct spool_record *ret);
/* Everything before @pos is in the database. */
void spool_consume(struct spool *s, uint64_t pos);

/* Add an event with count 1 to the table; its place goes to @ret_place.  -EAGAIN: table full. */
int spool_count_new(struct spool *s, const struct event *e, uint64_t sequence,
	uint32_t *ret_place);
/* One more of the same. */
void spool_count_again(struct spool *s, uint32_t place);
/* The entry at *@place (0 at first) and its count, *@place moved on: 1; 0: no more; -EBADMSG. */
int spool_count_read(const struct spool *s, uint32_t *place, struct spool_record *ret,
	uint64_t *ret_count);
/* Empty the table: its entries are in the ring or the database. */
void spool_count_clear(struct spool *s);
bool spool_count_any(const struct spool *s);

#endif
