/*
 * tracer/relay_stream.h - one stream of the relay: pipe, redactor, caller's descriptor, thread.
 *
 * Positions are bytes since the start.  The reading end is non-blocking (ours
 * alone: the tracees' end is another open file), so that a byte leaves the pipe
 * and is counted under one lock; that is what makes the place of a notice and the
 * target of a drain exact.  No lock is held while the caller is waited for.
 */
#ifndef TRACER_RELAY_STREAM_H
#define TRACER_RELAY_STREAM_H

struct audit;
struct redactor_set;
struct relay_stream;

/* @in and @out are owned by the stream from here on, also on failure.  @name is "stdout" or "stderr".
 * 0 or a negative errno. */
int relay_stream_start(int in, int out, const char *name, const struct redactor_set *set,
	struct audit *audit, struct relay_stream **ret);
/* Ask that everything written so far be passed on; returns a ticket for relay_stream_wait(). */
unsigned relay_stream_ask(struct relay_stream *s);
/* Wait until that is so, or the stream has ended. */
void relay_stream_wait(struct relay_stream *s, unsigned ticket);
/* Put @line behind what was written so far.  Never waits; too many unread ones are only counted. */
void relay_stream_notice(struct relay_stream *s, const char *line);
/* Do not wait for end of file: relay_stream_join() returns soon. */
void relay_stream_abandon(struct relay_stream *s);
/* Wait for end of file, free.  Accepts NULL. */
void relay_stream_join(struct relay_stream *s);

#endif
