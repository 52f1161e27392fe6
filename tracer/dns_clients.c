/*
 * tracer/dns_clients.c - which nameserver a program believes to be talking to.
 */
#include "tracer/dns_clients.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/alloc.h"
#include "tracer/sockaddr.h"

enum { CLIENTS = 128 };

struct client {
	pid_t tgid; /* 0: free */
	int fd;
	uint64_t age; /* of the last question; larger is younger */
	struct sockaddr_storage server;
};

struct dns_clients {
	uint64_t clock;
	struct client clients[CLIENTS];
};

struct dns_clients *dns_clients_new(void)
{
	return xcalloc(1, sizeof(struct dns_clients));
}

void dns_clients_free(struct dns_clients *c)
{
	free(c);
}

void dns_clients_add(struct dns_clients *c, pid_t tgid, int fd, const struct sockaddr *server)
{
	struct client *to = c->clients;

	for (struct client *at = c->clients; at < c->clients + CLIENTS; at++) {
		if (at->tgid == tgid && at->fd == fd) {
			to = at;
			break;
		}
		if (at->age < to->age)
			to = at;
	}
	*to = (struct client){.tgid = tgid, .fd = fd, .age = ++c->clock};
	memcpy(&to->server, server, sockaddr_len(server));
}

bool dns_clients_has(const struct dns_clients *c, pid_t tgid, int fd)
{
	for (const struct client *at = c->clients; at < c->clients + CLIENTS; at++)
		if (at->tgid == tgid && at->fd == fd)
			return true;
	return false;
}

bool dns_clients_find(const struct dns_clients *c, pid_t tgid, int fd, struct sockaddr_storage *ret)
{
	const struct client *best = NULL;
	int best_fit = 0;

	for (const struct client *at = c->clients; at < c->clients + CLIENTS; at++) {
		int fit = !at->tgid ? 0 : at->tgid != tgid ? 1 : at->fd != fd ? 2 : 3;

		if (fit > best_fit || (fit && fit == best_fit && at->age > best->age)) {
			best = at;
			best_fit = fit;
		}
	}
	if (!best)
		return false;
	*ret = best->server;
	return true;
}
