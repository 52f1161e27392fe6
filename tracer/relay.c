/*
 * tracer/relay.c - what tracees print, redacted, to the caller's stdout and stderr.
 */
#include "tracer/relay.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "policy/redact.h"
#include "tracer/relay_stream.h"

struct relay {
	/* Of fd 1 and 2.  NULL: not relayed, or [1] is served by [0]. */
	struct relay_stream *streams[2];
	struct relay_stream *errors; /* where fd 2 goes: one of them; NULL: not relayed */
	const struct redactor_set *set;
	int notice; /* a terminal on fd 2; -1: none, or the shell is gone */
};

static void close_fd(int *fd)
{
	cleanup_close_fd(fd);
	*fd = -1;
}

int relay_start(struct relay_plan *plan, const struct redactor_set *set, struct audit *audit,
	struct relay **ret)
{
	static const char *const names[] = {"stdout", "stderr"};
	struct relay *r = xcalloc(1, sizeof(*r));
	bool shared = plan->write[1] >= 0 && plan->read[1] < 0;
	int error = 0;

	r->set = set;
	r->notice = take_fd(&plan->notice);
	/* Ours would keep the pipes from ever ending. */
	close_fd(&plan->write[0]);
	close_fd(&plan->write[1]);
	for (int i = 0; i < 2 && error == 0; i++)
		if (plan->read[i] >= 0)
			error = relay_stream_start(take_fd(&plan->read[i]),
				take_fd(&plan->caller[i]), names[i], set, audit, &r->streams[i]);
	if (error < 0) {
		relay_plan_cancel(plan);
		for (int i = 0; i < 2; i++)
			if (r->streams[i])
				relay_stream_abandon(r->streams[i]);
		relay_close(r);
		return error;
	}
	r->errors = r->streams[shared ? 0 : 1];
	*ret = r;
	return 0;
}

void relay_drain(struct relay *r)
{
	unsigned tickets[2] = {0, 0};

	for (int i = 0; i < 2; i++)
		if (r->streams[i])
			tickets[i] = relay_stream_ask(r->streams[i]);
	for (int i = 0; i < 2; i++)
		if (r->streams[i])
			relay_stream_wait(r->streams[i], tickets[i]);
	close_fd(&r->notice);
}

void relay_notice(struct relay *r, const char *line)
{
	scoped_buf struct buf text = BUF_INIT;
	struct pollfd ready = {.fd = r->notice, .events = POLLOUT};

	if (r->errors) {
		relay_stream_notice(r->errors, line);
		return;
	}
	/* A terminal that is stopped (^S) must not stop the supervisor. */
	if (r->notice < 0 || poll(&ready, 1, 0) != 1 || !(ready.revents & POLLOUT))
		return;
	if (r->set)
		redact_text(r->set, line, strlen(line), &text);
	else
		buf_add_str(&text, line);
	if (!text.len || text.s[text.len - 1] != '\n')
		buf_add_char(&text, '\n');
	fd_write_all(r->notice, text.s, text.len);
}

void relay_close(struct relay *r)
{
	if (!r)
		return;
	relay_stream_join(r->streams[0]);
	relay_stream_join(r->streams[1]);
	close_fd(&r->notice);
	free(r);
}
