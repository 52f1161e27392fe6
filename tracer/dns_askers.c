/*
 * tracer/dns_askers.c - which process is behind a port that queries come from.
 */
#include "tracer/dns_askers.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "tracer/enforce.h"

enum { ASKERS = 64 };

struct asker {
	uint16_t port;    /* 0: free */
	struct event who; /* as enforce_event() fills it: no strings */
};

struct dns_askers {
	pthread_mutex_t lock;
	unsigned next;
	struct event expected;
	struct asker askers[ASKERS];
};

struct dns_askers *dns_askers_new(void)
{
	struct dns_askers *a = xcalloc(1, sizeof(*a));

	pthread_mutex_init(&a->lock, NULL);
	return a;
}

void dns_askers_free(struct dns_askers *a)
{
	if (!a)
		return;
	pthread_mutex_destroy(&a->lock);
	free(a);
}

/* The local port of another process's socket, by a copy of its descriptor; 0: not known. */
static uint16_t local_port(const struct tracee *t, int fd)
{
	scoped_fd int process = (int)syscall(SYS_pidfd_open, t->tgid, 0);
	scoped_fd int copy = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, fd, 0);
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} local;
	socklen_t len = sizeof(local);

	if (copy < 0 || getsockname(copy, &local.any, &len) < 0)
		return 0;
	if (local.any.sa_family == AF_INET)
		return ntohs(local.in.sin_port);
	return local.any.sa_family == AF_INET6 ? ntohs(local.in6.sin6_port) : 0;
}

void dns_askers_expect(struct dns_askers *a, const struct tracee *t)
{
	pthread_mutex_lock(&a->lock);
	a->expected = enforce_event(t, EVENT_DNS_QUERY);
	pthread_mutex_unlock(&a->lock);
}

void dns_askers_add(struct dns_askers *a, const struct tracee *t, int fd)
{
	uint16_t port = local_port(t, fd);
	struct asker *to = NULL;

	if (!port)
		return;
	pthread_mutex_lock(&a->lock);
	for (struct asker *at = a->askers; at < a->askers + ASKERS && !to; at++)
		if (at->port == port)
			to = at;
	if (!to)
		to = &a->askers[a->next++ % ASKERS];
	*to = (struct asker){.port = port, .who = enforce_event(t, EVENT_DNS_QUERY)};
	pthread_mutex_unlock(&a->lock);
}

void dns_askers_fill(struct dns_askers *a, uint16_t port, struct event *e)
{
	const struct event *who = &a->expected;

	pthread_mutex_lock(&a->lock);
	for (const struct asker *at = a->askers; at < a->askers + ASKERS; at++)
		if (port && at->port == port)
			who = &at->who;
	e->origin = who->origin;
	e->pid = who->pid;
	e->parent_pid = who->parent_pid;
	e->exec_id = who->exec_id;
	e->parent_exec_id = who->parent_exec_id;
	e->depth = who->depth;
	pthread_mutex_unlock(&a->lock);
}
