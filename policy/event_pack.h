/*
 * policy/event_pack.h - an event as bytes: in the spool, and from shell to supervisor.
 *
 * The one encoder and decoder.  The decoder trusts nothing: every length is
 * checked against what is there, and strings are NUL-terminated inside.
 */
#ifndef POLICY_EVENT_PACK_H
#define POLICY_EVENT_PACK_H

#include <stddef.h>

struct event;

/* Bytes that event_pack() needs for @e. */
size_t event_packed_size(const struct event *e);
/* Pack into @to (at least event_packed_size() bytes); returns the size. */
size_t event_pack(const struct event *e, void *to);
/* Unpack; strings point into @from.  0, or -EBADMSG. */
int event_unpack(const void *from, size_t len, struct event *ret);

#endif
