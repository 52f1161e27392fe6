/*
 * tracer/notice.h - a denial is told on the shell's stderr, once per rule and target.
 *
 * `agentsh: denied: open /etc/hack (rule deny-etc): message`.  Paths and names come
 * from a tracee, so they are escaped.  `sandbox.notices: off` silences all.
 */
#ifndef TRACER_NOTICE_H
#define TRACER_NOTICE_H

struct event;
struct notices;
struct tracer;

struct notices *notices_new(void);

/*
 * Tell of the denial @e: its operation, its path (or remote, domain), rule, and the message template
 * filled in.  Nothing where the same was told before, nor of what lists of processes or PAM always try.
 */
void notice_denied(struct tracer *tr, const struct event *e);
/* A line of our own, always.  @line without its newline, trusted. */
void notice_text(struct tracer *tr, const char *line);

#endif
