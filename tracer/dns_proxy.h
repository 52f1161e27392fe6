/*
 * tracer/dns_proxy.h - DNS for all tracees: a thread of the supervisor on loopback, UDP and TCP.
 *
 * Started by the first call that goes to port 53.  Answers from policy (NXDOMAIN,
 * redirects) or from the upstream resolver; names that are not allowed never
 * leave the machine (DESIGN 7).
 */
#ifndef TRACER_DNS_PROXY_H
#define TRACER_DNS_PROXY_H

#include <stdint.h>
#include <sys/socket.h>

struct dns_askers;
struct dns_clients;
struct dns_proxy;
struct tracer;

/* Start it, or find it running.  NULL: it could not be started (deny then). */
struct dns_proxy *dns_proxy_get(struct tracer *tr);
void dns_proxy_stop(struct dns_proxy *d);
/* Its address for a client socket of @family (AF_INET or AF_INET6); length, or 0 where there is none.
 * UDP and TCP share the port number. */
socklen_t dns_proxy_address(const struct dns_proxy *d, int family, struct sockaddr_storage *ret);
/* Is @addr the proxy's own? */
int dns_proxy_is_self(const struct dns_proxy *d, const struct sockaddr *addr);
/* Whom the programs believe to be asking: the tracer's thread only (dns_clients.h). */
struct dns_clients *dns_proxy_clients(struct dns_proxy *d);
/* Who they are: dns_askers.h. */
struct dns_askers *dns_proxy_askers(struct dns_proxy *d);

#endif
