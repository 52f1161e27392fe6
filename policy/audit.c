/*
 * policy/audit.c - the audit log of a session, as those who record see it.
 *
 * Nothing here opens the database.  Secrets are replaced before anything is
 * written, since a spool may be taken up by a process that does not know them.
 */
#include "policy/audit.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/fs.h"
#include "policy/audit_db.h"
#include "policy/audit_internal.h"
#include "policy/event.h"
#include "policy/event_pack.h"
#include "policy/redact.h"
#include "policy/spool.h"

/* Only the fields that carry text from outside. */
void event_redact(const struct redactor_set *set, struct event *e, struct buf *scratch)
{
	const struct {
		const char **text;
		size_t len;
		size_t *ret_len;
	} fields[REDACTED_FIELDS] = {
		{&e->message, 0, NULL},
		{&e->path, e->path_len, &e->path_len},
		{&e->raw_path, 0, NULL},
		{&e->domain, 0, NULL},
		{&e->argv, e->argv_len, &e->argv_len},
		{&e->detail, 0, NULL},
	};

	for (size_t i = 0; i < REDACTED_FIELDS; i++) {
		const char *text = *fields[i].text;
		size_t len = fields[i].len;

		scratch[i] = (struct buf)BUF_INIT;
		if (!set || !text)
			continue;
		if (!len && text != e->argv)
			len = strlen(text);
		if (redact_text_clean(set, text, len))
			continue;
		redact_text(set, text, len, &scratch[i]);
		*fields[i].text = scratch[i].s;
		if (fields[i].ret_len)
			*fields[i].ret_len = scratch[i].len;
	}
}

void event_redact_release(struct buf *scratch)
{
	for (size_t i = 0; i < REDACTED_FIELDS; i++)
		buf_release(&scratch[i]);
}

void audit_wait_ms(struct audit *a, pthread_cond_t *c, long ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_cond_timedwait(c, &a->lock, &until);
}

static void start_writer_locked(struct audit *a)
{
	sigset_t all, before;

	if (a->running || a->stop)
		return;
	/* Signals are the main thread's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	a->running = pthread_create(&a->thread, NULL, audit_writer_main, a) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int audit_append(struct audit *a, const struct event *e, uint64_t sequence)
{
	for (;;) {
		int r = spool_append(a->spool, e, sequence);

		if (r == 0 && (a->asleep || ++a->appended == WRITER_BATCH))
			pthread_cond_signal(&a->work);
		if (r != -EAGAIN)
			return r;
		start_writer_locked(a);
		if (*a->problem || !a->running)
			return -ENOSPC;
		a->urgent = true;
		pthread_cond_signal(&a->work);
		/* Bounded, since another process may have made the room. */
		audit_wait_ms(a, &a->room, WRITER_GATHER_MS);
	}
}

int audit_flush_counts(struct audit *a)
{
	struct spool_record rec;
	uint32_t place = 0;
	uint64_t count;
	int r = 0, found;

	a->flushing = true; /* audit_append() may give up the lock */
	while (r == 0 && (found = spool_count_read(a->spool, &place, &rec, &count)) == 1) {
		struct event e;

		r = event_unpack(rec.packed, rec.len, &e);
		if (r < 0)
			break;
		e.count = (int64_t)count;
		r = audit_append(a, &e, rec.sequence);
	}
	if (r == 0) {
		spool_count_clear(a->spool);
		counts_clear(&a->counts);
	}
	a->flushing = false;
	pthread_cond_broadcast(&a->room);
	return r;
}

static int record_counted(struct audit *a, const struct event *e)
{
	int r;

	pthread_mutex_lock(&a->lock);
	while (a->flushing)
		pthread_cond_wait(&a->room, &a->lock);
	r = counts_add(a, e);
	if (r == -EAGAIN) {
		r = audit_flush_counts(a);
		if (r == 0)
			r = counts_add(a, e);
	}
	if (a->asleep && a->counts.len == 1) /* it sleeps for ever while nothing was counted */
		pthread_cond_signal(&a->work);
	pthread_mutex_unlock(&a->lock);
	return r;
}

int audit_record(struct audit *a, const struct event *e)
{
	struct event copy = *e;
	struct buf scratch[REDACTED_FIELDS];
	int r;

	if (!copy.time_ns)
		copy.time_ns = clock_realtime_ns();
	if (!a->log_allowed && event_is_countable(e))
		return record_counted(a, &copy);
	event_redact(a->secrets, &copy, scratch);
	pthread_mutex_lock(&a->lock);
	r = audit_append(a, &copy, spool_next_sequence(a->spool));
	pthread_mutex_unlock(&a->lock);
	event_redact_release(scratch);
	return r;
}

static void add_path(struct buf *message, const char *path, int error)
{
	buf_add_str(message, "audit: ");
	buf_add_escaped(message, path, strlen(path));
	buf_printf(message, ": %s", strerror(-error));
}

int audit_open(const struct audit_options *o, struct audit **ret_audit, struct buf *ret_message)
{
	char *dir = xasprintf("%s/spool", o->state_dir);
	struct spool_options so = {.dir = dir, .session = o->session_id, .ring_bytes = o->spool_bytes};
	struct spool *spool;
	struct audit *a;
	pthread_condattr_t attr;
	int r = spool_create(&so, &spool);

	if (r == -ENOENT) {
		r = fs_mkdirs(dir, 0700);
		if (r == 0)
			r = spool_create(&so, &spool);
	}
	if (r < 0)
		add_path(ret_message, dir, r);
	free(dir);
	if (r < 0)
		return r;
	a = xcalloc(1, sizeof(*a));
	a->spool = spool;
	a->state_dir = xstrdup(o->state_dir);
	a->db_path = o->sqlite_path ? xstrdup(o->sqlite_path)
				    : xasprintf("%s/events.db", o->state_dir);
	a->secrets = o->secrets;
	a->log_allowed = o->log_allowed;
	pthread_mutex_init(&a->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&a->work, &attr);
	pthread_cond_init(&a->room, &attr);
	pthread_condattr_destroy(&attr);
	*ret_audit = a;
	return 0;
}

void audit_start_writer(struct audit *a)
{
	pthread_mutex_lock(&a->lock);
	start_writer_locked(a);
	pthread_mutex_unlock(&a->lock);
}

bool audit_problem(struct audit *a, struct buf *ret_message)
{
	bool is;

	pthread_mutex_lock(&a->lock);
	is = *a->problem;
	buf_add_str(ret_message, a->problem);
	pthread_mutex_unlock(&a->lock);
	return is;
}

/* True when the writer has ended; false: it is still at work when the time is over. */
static bool stop_writer(struct audit *a, bool wait)
{
	int64_t until = clock_monotonic_ns() + (int64_t)(wait ? CLOSE_WAIT_MS : CLOSE_MS) * 1000000;
	bool ended;

	pthread_mutex_lock(&a->lock);
	a->tidy = wait;
	if (wait)
		start_writer_locked(a);
	a->stop = true;
	pthread_cond_signal(&a->work);
	while (a->running && !a->ended && clock_monotonic_ns() < until)
		audit_wait_ms(a, &a->room, 1);
	ended = !a->running || a->ended;
	pthread_mutex_unlock(&a->lock);
	if (a->running && ended)
		pthread_join(a->thread, NULL);
	return ended;
}

void audit_close(struct audit *a, bool wait)
{
	if (!a)
		return;
	/* A writer that is still at work keeps what it uses; the process is about to end. */
	if (!stop_writer(a, wait))
		return;
	if (spool_used(a->spool) || spool_count_any(a->spool))
		spool_close_short(a->spool);
	else
		spool_remove(a->spool);
	counts_clear(&a->counts);
	pthread_cond_destroy(&a->work);
	pthread_cond_destroy(&a->room);
	pthread_mutex_destroy(&a->lock);
	free(a->state_dir);
	free(a->db_path);
	free(a);
}
