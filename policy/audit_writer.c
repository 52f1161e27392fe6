/*
 * policy/audit_writer.c - from the spools to the database.
 *
 * The writer is a thread of the supervisor; it alone uses SQLite there.  It waits
 * until something was recorded, gives more the time to come, and moves all
 * of it in one go.  At its start it also takes up what dead supervisors left.
 */
#include "policy/audit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "policy/audit_db.h"
#include "policy/audit_internal.h"
#include "policy/spool.h"

enum { STALE_SECONDS = 60 };

static bool ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), n = strlen(end);

	return len > n && strcmp(name + len - n, end) == 0;
}

/* A spool that was never finished: its maker died between two system calls. */
static void remove_stale(int dirfd, const char *name)
{
	scoped_fd int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
		st.st_mtime + STALE_SECONDS < time(NULL))
		unlinkat(dirfd, name, 0);
}

/* What is no spool is put aside under another name, so that it is reported once. */
static void put_aside(int dirfd, const char *name, struct buf *message)
{
	scoped_free char *aside = xasprintf("%s.damaged", name);

	buf_add_str(message, message->len ? "; audit: spool " : "audit: spool ");
	buf_add_escaped(message, name, strlen(name));
	buf_add_str(message, " is damaged and was put aside");
	renameat(dirfd, name, dirfd, aside);
}

/* The database is opened at the first spool that needs it. */
struct taker {
	struct audit_db *db;
	const char *db_path;
	const char *skip;  /* the caller's own spool; may be NULL */
	struct buf *message;
};

static int take_one(struct taker *t, int dirfd, const char *name)
{
	struct spool *s;
	bool dead = false;
	int r;

	if (t->skip && strcmp(name, t->skip) == 0)
		return 0;
	r = spool_attach(dirfd, name, &s, &dead);
	if (r == -EBADMSG && dead)
		put_aside(dirfd, name, t->message);
	if (r < 0)
		return r == -EBADMSG || r == -ENOENT ? 0 : r;
	if (spool_used(s) || (dead && spool_count_any(s))) {
		if (!t->db)
			t->db = audit_db_open(t->db_path, t->message);
		if (!t->db || audit_db_take(t->db, s, dead, t->message) < 0)
			r = -EIO;
	}
	if (dead && r == 0)
		spool_remove(s);
	else
		spool_close(s);
	return r;
}

/* Take up the spools in @state_dir. */
static int take_all(struct taker *t, const char *state_dir)
{
	scoped_free char *path = xasprintf("%s/spool", state_dir);
	DIR *dir = opendir(path);
	const struct dirent *d;
	int r = 0;

	if (!dir)
		return errno == ENOENT ? 0 : -errno;
	while (r == 0 && (d = readdir(dir))) {
		if (ends_in(d->d_name, ".spool.new"))
			remove_stale(dirfd(dir), d->d_name);
		else if (ends_in(d->d_name, ".spool"))
			r = take_one(t, dirfd(dir), d->d_name);
	}
	closedir(dir);
	return r;
}

int audit_ingest(const char *state_dir, const char *sqlite_path, struct buf *ret_message)
{
	scoped_free char *own = sqlite_path ? NULL : xasprintf("%s/events.db", state_dir);
	struct taker t = {.db_path = own ? own : sqlite_path, .message = ret_message};
	int r = take_all(&t, state_dir);

	if (r < 0 && !ret_message->len)
		buf_printf(ret_message, "audit: %s/spool: %s", state_dir, strerror(-r));
	audit_db_close(t.db);
	return r;
}

/* Sleep until there is a batch, time has passed or somebody is in a hurry (under the lock). */
static void wait_for_work(struct audit *a)
{
	while (!a->stop && !a->urgent && !spool_used(a->spool)) {
		a->asleep = true;
		if (spool_count_any(a->spool)) {
			audit_wait_ms(a, &a->work, COUNTS_FLUSH_MS);
			a->asleep = false;
			if (spool_used(a->spool))
				break;
			return;
		}
		pthread_cond_wait(&a->work, &a->lock);
		a->asleep = false;
	}
	a->asleep = false;
	if (!a->stop && !a->urgent && a->appended < WRITER_BATCH)
		audit_wait_ms(a, &a->work, WRITER_GATHER_MS);
}

/* One move to the database, without the lock. */
static bool move(struct audit *a, struct taker *t, bool last)
{
	struct buf message = BUF_INIT;
	bool ok = true;

	pthread_mutex_unlock(&a->lock);
	t->message = &message;
	if (!t->db) {
		t->db = audit_db_open(a->db_path, &message);
		ok = t->db != NULL;
	}
	/* Nobody adds any more at the last move, so that the table may be read as it is. */
	if (ok)
		ok = audit_db_take(t->db, a->spool, last, &message) >= 0;
	pthread_mutex_lock(&a->lock);
	strncpy(a->problem, ok ? "" : message.s, sizeof(a->problem) - 1);
	t->message = NULL;
	buf_release(&message);
	return ok;
}

/* What the dead left comes after our own first events: it is not in a hurry. */
static void take_leftovers(struct audit *a, struct taker *t)
{
	struct buf message = BUF_INIT;

	pthread_mutex_unlock(&a->lock);
	t->message = &message;
	t->skip = spool_name(a->spool);
	take_all(t, a->state_dir);
	t->message = NULL;
	buf_release(&message);
	pthread_mutex_lock(&a->lock);
}

void *audit_writer_main(void *audit)
{
	struct audit *a = audit;
	struct taker t = {.db_path = a->db_path};
	int64_t flushed = clock_monotonic_ns();
	bool leftovers = true;
	bool ok = true;

	pthread_mutex_lock(&a->lock);
	while (!a->stop) {
		wait_for_work(a);
		if (!a->stop && clock_monotonic_ns() - flushed > (int64_t)COUNTS_FLUSH_MS * 1000000) {
			flushed = clock_monotonic_ns();
			if (!a->flushing && spool_used(a->spool) < spool_capacity(a->spool) / 4)
				audit_flush_counts(a);
		}
		a->appended = 0;
		a->urgent = false;
		ok = move(a, &t, false);
		pthread_cond_broadcast(&a->room);
		if (!ok && !a->stop)
			audit_wait_ms(a, &a->work, WRITER_RETRY_MS);
		if (ok && leftovers && !a->stop) {
			take_leftovers(a, &t);
			leftovers = false;
		}
	}
	ok = move(a, &t, true);
	if (ok && leftovers && a->tidy)
		take_leftovers(a, &t);
	a->ended = true;
	pthread_cond_broadcast(&a->room);
	pthread_mutex_unlock(&a->lock);
	audit_db_close(t.db);
	return NULL;
}
