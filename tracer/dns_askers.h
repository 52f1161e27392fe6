/*
 * tracer/dns_askers.h - which process is behind a port that queries come from.
 *
 * For the record only: a query is judged by its name.  The tracer's thread writes (it
 * sees the sockets), the DNS thread reads (it sees the ports).
 */
#ifndef TRACER_DNS_ASKERS_H
#define TRACER_DNS_ASKERS_H

#include <stdint.h>
#include <sys/types.h>

#include "policy/event.h"

struct dns_askers;
struct tracee;

struct dns_askers *dns_askers_new(void);
void dns_askers_free(struct dns_askers *a);
/* @t is about to ask.  Until its port is known, queries from unknown ports are its. */
void dns_askers_expect(struct dns_askers *a, const struct tracee *t);
/* The socket @fd of @t, which has an address now, asks. */
void dns_askers_add(struct dns_askers *a, const struct tracee *t, int fd);
/* Put who asks from local port @port into @e. */
void dns_askers_fill(struct dns_askers *a, uint16_t port, struct event *e);

#endif
