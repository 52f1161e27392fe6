/*
 * tracer/relay_stream.c - one stream of the relay: pipe, redactor, caller's descriptor, thread.
 *
 * The thread alone reads the pipe and writes to the caller.  Small output is read,
 * scanned and written; a stream that keeps its pipe full is handed to relay_bulk.c,
 * which moves clean pages on without copying them.
 */
#include "tracer/relay_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "policy/audit.h"
#include "policy/event.h"
#include "policy/redact.h"
#include "tracer/relay_bulk.h"

enum {
	CHUNK_BYTES = 64 * 1024,
	NOTICES_MAX_BYTES = 64 * 1024,
	STACK_BYTES = 512 * 1024, /* PCRE2's JIT wants some; untouched pages cost nothing */
	HIT_NAMES = 32,
	BULK_AFTER = 4,        /* full chunks in a row */
	BULK_SMALL = 8 * 1024, /* less at a time does not pay … */
	BULK_PATIENCE = 16,    /* … when it happens so often in a row */
	PAUSE_MS = 20,         /* then what can hardly become a secret is shown: redact_release() */
};

struct notice {
	struct notice *next;
	uint64_t at; /* behind this many bytes of the stream */
	char line[];
};

struct hits {
	const char *name; /* borrowed from the redactor set */
	int64_t count;
};

struct relay_stream {
	int in;
	int out;
	int wake; /* eventfd: something below has changed */
	const char *name;
	const struct redactor_set *set;
	struct audit *audit;
	pthread_t thread;

	pthread_mutex_t lock; /* guards the group below; never held across a wait for the caller */
	pthread_cond_t progress;
	uint64_t taken; /* bytes that have left the pipe */
	uint64_t drain_target;
	unsigned asked;    /* tickets given out */
	unsigned answered; /* tickets that are done */
	struct notice *notices;
	struct notice **notices_end;
	size_t notices_bytes;
	unsigned notices_lost;
	bool idle; /* all that was taken is written, nothing is held */
	bool ended;
	bool abandoned;

	/* the thread's own */
	struct redactor *redactor;
	size_t paused_at; /* bytes that are held for good: released after a pause, these stayed */
	struct relay_bulk bulk;
	unsigned full_chunks; /* in a row */
	unsigned small_stages;
	bool hung_up; /* the caller is gone */
	struct buf text;
	struct hits hits[HIT_NAMES];
	char chunk[CHUNK_BYTES];
};

/* What the thread does next. */
enum step { STEP_READ, STEP_WAIT, STEP_NOTICE, STEP_ANSWER, STEP_UNSTAGE, STEP_END };

static void count_hit(void *arg, const char *name)
{
	struct relay_stream *s = arg;
	struct hits *h = s->hits;

	while (h < s->hits + HIT_NAMES - 1 && h->name && h->name != name)
		h++;
	h->name = name;
	h->count++;
}

static void record_hits(struct relay_stream *s)
{
	for (struct hits *h = s->hits; h < s->hits + HIT_NAMES && h->name; h++) {
		struct event e = {
			.type = EVENT_REDACTION,
			.operation = s->name,
			.detail = h->name,
			.count = h->count,
		};

		if (s->audit)
			audit_record(s->audit, &e);
		*h = (struct hits){.name = NULL};
	}
}

/*
 * Write all, whatever kind of descriptor the caller gave.  O_NONBLOCK is the
 * caller's to set (it shares the open file with us): wait, do not touch it.
 */
static void write_out(struct relay_stream *s, const char *bytes, size_t len)
{
	if (len && !s->hung_up && fd_write_all(s->out, bytes, len) < 0)
		s->hung_up = true;
}

static void pass_text(struct relay_stream *s)
{
	if (s->hits[0].name)
		record_hits(s);
	write_out(s, s->text.s, s->text.len);
	buf_reset(&s->text);
}

/* Without a redactor (DLP is off) everything is clean. */
static bool feed(struct relay_stream *s, size_t len)
{
	return !s->redactor || redact_feed(s->redactor, s->chunk, len, &s->text);
}

static void pass_chunk(struct relay_stream *s, size_t len)
{
	if (feed(s, len))
		write_out(s, s->chunk, len);
	else
		pass_text(s);
}

static void flush_held(struct relay_stream *s)
{
	if (s->redactor)
		redact_flush(s->redactor, &s->text);
	pass_text(s);
}

/* A clean run of the staged pages goes on as it is, anything else through the buffer. */
static void pass_staged(struct relay_stream *s, bool all)
{
	size_t len;

	while ((len = relay_bulk_peek(&s->bulk, s->chunk, sizeof(s->chunk), all)) > 0) {
		bool clean = feed(s, len);

		if (clean && !s->hung_up && relay_bulk_forward(&s->bulk, s->out, &len) == 0)
			continue;
		/* Not clean, or the rest of what could not be spliced: out of the pipe by a copy. */
		if (!relay_bulk_take(&s->bulk, s->chunk, len))
			s->hung_up = true;
		if (clean)
			write_out(s, s->chunk, len);
		else
			pass_text(s);
	}
	while (all && s->bulk.staged > 0) { /* tee(2) failed: read instead */
		len = s->bulk.staged < sizeof(s->chunk) ? s->bulk.staged : sizeof(s->chunk);
		if (!relay_bulk_take(&s->bulk, s->chunk, len)) {
			s->hung_up = true;
			return;
		}
		pass_chunk(s, len);
	}
}

static void pass_notice(struct relay_stream *s, struct notice *n, unsigned lost)
{
	scoped_buf struct buf line = BUF_INIT;

	if (lost)
		buf_printf(&line, "agentsh: %u more notices were not shown\n", lost);
	if (s->set)
		redact_text(s->set, n->line, strlen(n->line), &line);
	else
		buf_add_str(&line, n->line);
	write_out(s, line.s, line.len);
	free(n);
}

/* The writer pauses, and may be waiting for an answer to what it has shown. */
static void release_held(struct relay_stream *s)
{
	redact_release(s->redactor, &s->text);
	pass_text(s);
}

/* Until there is something to read, to do, or nobody to write to. */
static void wait_for_work(struct relay_stream *s)
{
	struct pollfd fds[] = {
		{.fd = s->in, .events = POLLIN}, {.fd = s->wake, .events = POLLIN},
		{.fd = s->out}, /* POLLERR: the caller has closed its end */
	};
	bool held = s->redactor && redact_held(s->redactor) > s->paused_at;
	uint64_t count;
	int ready = poll(fds, ARRAY_LEN(fds), held ? PAUSE_MS : -1);

	if (ready == 0) {
		release_held(s);
		s->paused_at = redact_held(s->redactor);
	}
	if (ready <= 0)
		return;
	s->paused_at = 0;
	if (fds[1].revents && read(s->wake, &count, sizeof(count)) < 0)
		return;
	if (fds[2].revents & (POLLERR | POLLHUP | POLLNVAL))
		s->hung_up = true;
}

/* Nothing is in the pipe.  Caller holds the lock. */
static enum step found_nothing(struct relay_stream *s)
{
	if (s->bulk.staged > 0)
		return STEP_UNSTAGE;
	if (s->small_stages > BULK_PATIENCE)
		relay_bulk_leave(&s->bulk);
	s->idle = !s->redactor || redact_held(s->redactor) == 0;
	return STEP_WAIT;
}

/* Take bytes out of the pipe, not past @most; the position moves with them.  Caller holds the lock. */
static enum step take_bytes(struct relay_stream *s, uint64_t most, size_t *ret_len)
{
	size_t want = most < sizeof(s->chunk) ? (size_t)most : sizeof(s->chunk);
	ssize_t n = s->bulk.active ? relay_bulk_stage(&s->bulk, s->in, most)
				   : read(s->in, s->chunk, want);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return found_nothing(s);
	if (n <= 0)
		return s->bulk.staged > 0 ? STEP_UNSTAGE : STEP_END;
	s->idle = false;
	s->taken += (uint64_t)n;
	s->full_chunks = (size_t)n == sizeof(s->chunk) ? s->full_chunks + 1 : 0;
	s->small_stages = n < BULK_SMALL ? s->small_stages + 1 : 0;
	*ret_len = (size_t)n;
	return STEP_READ;
}

/* Decide under the lock; everything that can block is done by the caller, outside of it. */
static enum step next_step(struct relay_stream *s, size_t *ret_len, unsigned *ret_ticket)
{
	uint64_t most = UINT64_MAX;

	if (s->hung_up || s->abandoned)
		return STEP_END;
	if (s->notices)
		most = s->notices->at - s->taken;
	if (s->asked != s->answered && s->drain_target - s->taken < most)
		most = s->drain_target - s->taken;
	if (most > 0)
		return take_bytes(s, most, ret_len);
	if (s->bulk.staged > 0)
		return STEP_UNSTAGE;
	if (s->notices && s->notices->at == s->taken)
		return STEP_NOTICE;
	*ret_ticket = s->asked;
	return STEP_ANSWER;
}

/* The first notice, out of the queue.  @ret_lost: how many before it found no room. */
static struct notice *pop_notice(struct relay_stream *s, unsigned *ret_lost)
{
	struct notice *n;

	pthread_mutex_lock(&s->lock);
	n = s->notices;
	s->notices = n->next;
	if (!s->notices)
		s->notices_end = &s->notices;
	s->notices_bytes -= strlen(n->line);
	*ret_lost = s->notices ? 0 : s->notices_lost;
	if (!s->notices)
		s->notices_lost = 0;
	pthread_mutex_unlock(&s->lock);
	return n;
}

static void answer(struct relay_stream *s, unsigned ticket)
{
	pthread_mutex_lock(&s->lock);
	s->answered = ticket;
	pthread_cond_broadcast(&s->progress);
	pthread_mutex_unlock(&s->lock);
}

static void end_stream(struct relay_stream *s)
{
	flush_held(s);
	pthread_mutex_lock(&s->lock);
	s->ended = true;
	/* Closing our reading end is what gives the tracees EPIPE when the caller has hung up. */
	close(s->in);
	close(s->out);
	pthread_cond_broadcast(&s->progress);
	pthread_mutex_unlock(&s->lock);
}

static void do_step(struct relay_stream *s, enum step step, size_t len, unsigned ticket)
{
	unsigned lost = 0;
	struct notice *n;

	switch (step) {
	case STEP_READ:
		if (s->bulk.active)
			pass_staged(s, false);
		else
			pass_chunk(s, len);
		if (!s->bulk.active && s->full_chunks == BULK_AFTER)
			relay_bulk_start(&s->bulk, s->in, s->out);
		return;
	case STEP_UNSTAGE:
		pass_staged(s, true);
		return;
	case STEP_WAIT:
		wait_for_work(s);
		return;
	case STEP_NOTICE:
		n = pop_notice(s, &lost);
		pass_notice(s, n, lost);
		return;
	case STEP_ANSWER:
		flush_held(s);
		answer(s, ticket);
		return;
	case STEP_END:
		return;
	}
}

static void *stream_thread(void *arg)
{
	struct relay_stream *s = arg;
	enum step step;

	s->redactor = s->set ? redactor_new(s->set, count_hit, s) : NULL;
	do {
		size_t len = 0;
		unsigned ticket = 0;

		pthread_mutex_lock(&s->lock);
		step = next_step(s, &len, &ticket);
		pthread_mutex_unlock(&s->lock);
		do_step(s, step, len, ticket);
	} while (step != STEP_END);
	end_stream(s);
	return NULL;
}

static void wake(struct relay_stream *s)
{
	uint64_t one = 1;

	while (write(s->wake, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

/* What is in the pipe now.  Caller holds the lock, so the thread takes nothing meanwhile. */
static uint64_t pending(const struct relay_stream *s)
{
	int bytes = 0;

	return ioctl(s->in, FIONREAD, &bytes) < 0 || bytes < 0 ? 0 : (uint64_t)bytes;
}

unsigned relay_stream_ask(struct relay_stream *s)
{
	unsigned ticket;
	uint64_t waiting;
	bool busy;

	pthread_mutex_lock(&s->lock);
	waiting = s->ended ? 0 : pending(s);
	busy = !s->ended && (waiting || !s->idle || s->notices);
	if (busy) {
		s->drain_target = s->taken + waiting;
		s->asked++;
	}
	ticket = busy ? s->asked : s->answered;
	pthread_mutex_unlock(&s->lock);
	if (busy)
		wake(s);
	return ticket;
}

void relay_stream_wait(struct relay_stream *s, unsigned ticket)
{
	pthread_mutex_lock(&s->lock);
	while (!s->ended && (int)(s->answered - ticket) < 0)
		pthread_cond_wait(&s->progress, &s->lock);
	pthread_mutex_unlock(&s->lock);
}

void relay_stream_notice(struct relay_stream *s, const char *line)
{
	size_t len = strlen(line);
	bool newline = len > 0 && line[len - 1] == '\n';
	struct notice *n = xmalloc(sizeof(*n) + len + 2);

	memcpy(n->line, line, len);
	memcpy(n->line + len, newline ? "" : "\n", newline ? 1 : 2);
	pthread_mutex_lock(&s->lock);
	if (s->ended || s->notices_bytes + len > NOTICES_MAX_BYTES) {
		s->notices_lost++;
		free(n);
	} else {
		n->at = s->taken + pending(s);
		n->next = NULL;
		*s->notices_end = n;
		s->notices_end = &n->next;
		s->notices_bytes += strlen(n->line);
	}
	pthread_mutex_unlock(&s->lock);
	wake(s);
}

/* No signal of the supervisor is handled by a relay thread; EPIPE comes without SIGPIPE. */
static int start_thread(struct relay_stream *s)
{
	pthread_attr_t attr;
	sigset_t all, before;
	int r;

	sigfillset(&all);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	r = pthread_create(&s->thread, &attr, stream_thread, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return -r;
}

static void free_stream(struct relay_stream *s)
{
	struct notice *next;

	for (struct notice *n = s->notices; n; n = next) {
		next = n->next;
		free(n);
	}
	relay_bulk_free(&s->bulk);
	if (s->redactor)
		redactor_free(s->redactor);
	buf_release(&s->text);
	cleanup_close_fd(&s->wake);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->progress);
	free(s);
}

int relay_stream_start(int in, int out, const char *name, const struct redactor_set *set,
	struct audit *audit, struct relay_stream **ret)
{
	struct relay_stream *s = xcalloc(1, sizeof(*s));
	int r;

	s->in = in;
	s->out = out;
	s->name = name;
	s->set = set;
	s->audit = audit;
	s->text = (struct buf)BUF_INIT;
	s->notices_end = &s->notices;
	relay_bulk_init(&s->bulk);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->progress, NULL);
	s->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	r = s->wake < 0 ? -errno : start_thread(s);
	if (r < 0) {
		close(in);
		close(out);
		free_stream(s);
		return r;
	}
	*ret = s;
	return 0;
}

void relay_stream_abandon(struct relay_stream *s)
{
	pthread_mutex_lock(&s->lock);
	s->abandoned = true;
	pthread_mutex_unlock(&s->lock);
	wake(s);
}

void relay_stream_join(struct relay_stream *s)
{
	if (!s)
		return;
	pthread_join(s->thread, NULL);
	free_stream(s);
}
