/*
 * tracer/dns_clients.h - which nameserver a program believes to be talking to.
 *
 * A call that was sent to the proxy instead is remembered by (thread group, fd), so
 * that the source address of the answer can be made what the program expects
 * (ESCAPES 72).  The tracer's thread only; bounded, the oldest goes first.
 */
#ifndef TRACER_DNS_CLIENTS_H
#define TRACER_DNS_CLIENTS_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>

struct dns_clients;

struct dns_clients *dns_clients_new(void);
void dns_clients_free(struct dns_clients *c);
/* @fd of @tgid has asked @server (as the program wrote it). */
void dns_clients_add(struct dns_clients *c, pid_t tgid, int fd, const struct sockaddr *server);
/* Has @fd of @tgid itself asked? */
bool dns_clients_has(const struct dns_clients *c, pid_t tgid, int fd);
/*
 * The server that was asked by @fd, else (a copy of the fd, another process's socket) the last one
 * asked by @tgid, else by anybody.  False: nobody has asked yet.
 */
bool dns_clients_find(
	const struct dns_clients *c, pid_t tgid, int fd, struct sockaddr_storage *ret);

#endif
