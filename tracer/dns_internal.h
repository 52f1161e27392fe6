/*
 * tracer/dns_internal.h - what the files of the DNS proxy share.
 *
 * One thread runs a poll loop over the listening sockets, the TCP clients and the
 * queries that are under way upstream.  Everything here belongs to that thread
 * but what dns_proxy.h promises to others.
 */
#ifndef TRACER_DNS_INTERNAL_H
#define TRACER_DNS_INTERNAL_H

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "lib/buf.h"
#include "tracer/dns_message.h"

struct dns_askers;
struct dns_cache;
struct dns_clients;
struct dns_flight;
struct dns_tcp_client;
struct tracer;

enum {
	DNS_FLIGHTS_MAX = 128, /* queries under way upstream, each with a descriptor */
	DNS_TCP_CLIENTS_MAX = 32,
	DNS_SERVERS_MAX = 3, /* as resolv.conf(5) */
	DNS_MESSAGE_MAX = 65535,
	DNS_REDIRECT_TTL_S = 60,
};

/* Who asked, and so where the answer goes. */
struct dns_origin {
	int udp; /* our socket it came in by; -1: TCP */
	struct sockaddr_storage from;
	socklen_t from_len;
	unsigned client; /* TCP: dns_tcp_client.serial */
};

struct dns_proxy {
	struct tracer *tracer;
	pthread_t thread;
	int wake;   /* eventfd: stop */
	int udp[2]; /* 127.0.0.1 and ::1; [1] may be -1 */
	int tcp[2];
	struct sockaddr_storage address[2]; /* AF_UNSPEC: not there */
	struct dns_clients *clients;        /* the tracer thread's: dns_clients.h */
	struct dns_askers *askers;          /* both threads': dns_askers.h */

	struct sockaddr_storage servers[DNS_SERVERS_MAX];
	size_t n_servers;
	struct dns_cache *cache;
	struct dns_flight *flights[DNS_FLIGHTS_MAX];
	size_t n_flights;
	struct dns_tcp_client *tcp_clients[DNS_TCP_CLIENTS_MAX];
	size_t n_tcp_clients;
	unsigned next_client;
	struct pollfd *polled; /* room for all of the above */
	uint8_t message[DNS_MESSAGE_MAX + 1];
};

/* --- dns_proxy.c --- */
/* Send one message to whoever asked @q: cut to a truncation notice where it is too large for UDP. */
void dns_reply(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	const void *msg, size_t len);
/* The same for an answer without data. */
void dns_reply_error(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	enum dns_rcode rcode);

/* --- dns_answer.c: what is allowed, and what is said --- */
/* One query has come in. */
void dns_handle_query(
	struct dns_proxy *d, const struct dns_origin *from, const uint8_t *msg, size_t len);
/* Its answer has come from upstream: judge it, remember it, pass it on.  @msg is changed. */
void dns_handle_answer(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	uint8_t *msg, size_t len, const struct dns_answer *a);

/* --- dns_upstream.c --- */
/* config's `dns.upstream`, else the nameservers of resolv.conf, else 127.0.0.1. */
void dns_upstream_read_servers(
	struct dns_proxy *d, const char *configured, const char *resolv_conf);
/* Ask upstream on behalf of @from; answers SERVFAIL when nothing can be sent. */
void dns_upstream_ask(
	struct dns_proxy *d, const struct dns_origin *from, const struct dns_query *q);
/* Fill one pollfd per flight; returns how many.  @deadline_ns becomes the earliest. */
size_t dns_upstream_poll(struct dns_proxy *d, struct pollfd *to, int64_t *deadline_ns);
/* @polled as filled: read, write, give up. */
void dns_upstream_run(struct dns_proxy *d, const struct pollfd *polled, size_t n, int64_t now_ns);
void dns_upstream_free(struct dns_proxy *d);

/* --- dns_tcp.c: clients by TCP (RFC 7766) --- */
void dns_tcp_accept(struct dns_proxy *d, int listener);
size_t dns_tcp_poll(struct dns_proxy *d, struct pollfd *to, int64_t *deadline_ns);
void dns_tcp_run(struct dns_proxy *d, const struct pollfd *polled, size_t n, int64_t now_ns);
void dns_tcp_reply(struct dns_proxy *d, unsigned client, const void *msg, size_t len);
void dns_tcp_free(struct dns_proxy *d);

/* --- dns_cache.c --- */
struct dns_cache *dns_cache_new(void);
void dns_cache_free(struct dns_cache *c);
/* Add the answer kept for @q to @out, its TTLs aged; false: none. */
bool dns_cache_find(
	struct dns_cache *c, const struct dns_query *q, int64_t now_ns, struct buf *out);
void dns_cache_keep(struct dns_cache *c, const struct dns_query *q, int64_t now_ns, uint32_t ttl_s,
	const void *msg, size_t len);

#endif
