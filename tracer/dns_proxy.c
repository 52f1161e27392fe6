/*
 * tracer/dns_proxy.c - DNS for all tracees: sockets on loopback, and the loop of their thread.
 */
#include "tracer/dns_proxy.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "policy/config.h"
#include "tracer/dns_askers.h"
#include "tracer/dns_clients.h"
#include "tracer/dns_internal.h"
#include "tracer/sockaddr.h"
#include "tracer/tracer.h"

enum {
	PORT_TRIES = 32, /* a port that is free by UDP may be taken by TCP */
	UDP_BATCH = 64,  /* queries read in one go, so that others get their turn */
	UDP_QUERY_MAX = 4096,
	BACKLOG = 16,
	LISTENERS = 4,
	POLLED_MAX = 1 + LISTENERS + DNS_TCP_CLIENTS_MAX + DNS_FLIGHTS_MAX,
	STACK_BYTES = 256 * 1024,
};

void dns_reply(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	const void *msg, size_t len)
{
	scoped_buf struct buf cut = BUF_INIT;

	if (to->udp < 0) {
		dns_tcp_reply(d, to->client, msg, len);
		return;
	}
	if (len > q->udp_size) {
		dns_answer_truncated(&cut, q);
		msg = cut.s;
		len = cut.len;
	}
	/* Lost where the client's buffer is full, as on any network. */
	if (sendto(to->udp, msg, len, MSG_DONTWAIT | MSG_NOSIGNAL,
		    (const struct sockaddr *)&to->from, to->from_len) < 0)
		return;
}

void dns_reply_error(struct dns_proxy *d, const struct dns_origin *to, const struct dns_query *q,
	enum dns_rcode rcode)
{
	scoped_buf struct buf out = BUF_INIT;

	dns_answer_error(&out, q, rcode);
	dns_reply(d, to, q, out.s, out.len);
}

static void read_udp(struct dns_proxy *d, int fd)
{
	for (int i = 0; i < UDP_BATCH; i++) {
		struct dns_origin from = {.udp = fd, .from_len = sizeof(from.from)};
		uint8_t query[UDP_QUERY_MAX];
		ssize_t n = recvfrom(fd, query, sizeof(query), MSG_DONTWAIT | MSG_TRUNC,
			(struct sockaddr *)&from.from, &from.from_len);

		if (n < 0)
			return;
		if ((size_t)n <= sizeof(query))
			dns_handle_query(d, &from, query, (size_t)n);
	}
}

/* Fill d->polled: the wake descriptor, the listeners, the TCP clients, the flights. */
static void fill_polled(
	struct dns_proxy *d, size_t *ret_clients, size_t *ret_flights, int64_t *ret_deadline_ns)
{
	struct pollfd *p = d->polled;

	p[0] = (struct pollfd){.fd = d->wake, .events = POLLIN};
	for (int i = 0; i < 2; i++) {
		bool room = d->n_tcp_clients + 2 <= DNS_TCP_CLIENTS_MAX;

		p[1 + i] = (struct pollfd){.fd = d->udp[i], .events = POLLIN};
		p[3 + i] = (struct pollfd){.fd = room ? d->tcp[i] : -1, .events = POLLIN};
	}
	*ret_deadline_ns = INT64_MAX;
	p += 1 + LISTENERS;
	*ret_clients = dns_tcp_poll(d, p, ret_deadline_ns);
	*ret_flights = dns_upstream_poll(d, p + *ret_clients, ret_deadline_ns);
}

static int timeout_ms(int64_t deadline_ns)
{
	int64_t left_ns = deadline_ns - clock_monotonic_ns();

	if (deadline_ns == INT64_MAX)
		return -1;
	return left_ns <= 0 ? 0 : (int)(left_ns / 1000000) + 1;
}

static void *proxy_thread(void *arg)
{
	struct dns_proxy *d = arg;
	struct pollfd *p = d->polled;

	for (;;) {
		size_t clients, flights;
		int64_t deadline_ns, now_ns;

		fill_polled(d, &clients, &flights, &deadline_ns);
		if (poll(p, 1 + LISTENERS + clients + flights, timeout_ms(deadline_ns)) < 0)
			continue;
		if (p[0].revents)
			return NULL;
		now_ns = clock_monotonic_ns();
		/* Flights first: what is answered now makes room for what comes in. */
		dns_upstream_run(d, p + 1 + LISTENERS + clients, flights, now_ns);
		dns_tcp_run(d, p + 1 + LISTENERS, clients, now_ns);
		for (int i = 0; i < 2; i++) {
			if (p[1 + i].revents)
				read_udp(d, d->udp[i]);
			if (p[3 + i].revents)
				dns_tcp_accept(d, d->tcp[i]);
		}
	}
}

static int bind_socket(const struct sockaddr_storage *addr, int type)
{
	int on = 1;
	int fd = socket(addr->ss_family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -errno;
	if (addr->ss_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, (const struct sockaddr *)addr, sockaddr_len((const struct sockaddr *)addr)) <
			0 ||
		(type == SOCK_STREAM && listen(fd, BACKLOG) < 0)) {
		int error = -errno;

		close(fd);
		return error;
	}
	return fd;
}

/* One address: UDP, and TCP on the same port. @addr's port 0: any, and it is filled in. */
static int bind_both(struct sockaddr_storage *addr, int *ret_udp, int *ret_tcp)
{
	socklen_t len = sizeof(*addr);
	int udp = bind_socket(addr, SOCK_DGRAM);
	int tcp;

	if (udp < 0)
		return udp;
	if (getsockname(udp, (struct sockaddr *)addr, &len) < 0) {
		close(udp);
		return -EIO;
	}
	tcp = bind_socket(addr, SOCK_STREAM);
	if (tcp < 0) {
		close(udp);
		return tcp;
	}
	*ret_udp = udp;
	*ret_tcp = tcp;
	return 0;
}

static int bind_all(struct dns_proxy *d)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
	int r = -EADDRINUSE;

	for (int i = 0; i < PORT_TRIES && r == -EADDRINUSE; i++) {
		memset(&d->address[0], 0, sizeof(d->address[0]));
		memcpy(&d->address[0], &in, sizeof(in));
		r = bind_both(&d->address[0], &d->udp[0], &d->tcp[0]);
	}
	if (r < 0)
		return r;
	memcpy(&in, &d->address[0], sizeof(in));
	in6.sin6_port = in.sin_port;
	memcpy(&d->address[1], &in6, sizeof(in6));
	/* Not there on many machines; v6 sockets then reach us as ::ffff:127.0.0.1. */
	if (bind_both(&d->address[1], &d->udp[1], &d->tcp[1]) < 0)
		d->address[1].ss_family = AF_UNSPEC;
	return 0;
}

static void free_proxy(struct dns_proxy *d)
{
	dns_tcp_free(d);
	dns_upstream_free(d);
	dns_cache_free(d->cache);
	dns_clients_free(d->clients);
	dns_askers_free(d->askers);
	for (int i = 0; i < 2; i++) {
		cleanup_close_fd(&d->udp[i]);
		cleanup_close_fd(&d->tcp[i]);
	}
	cleanup_close_fd(&d->wake);
	free(d->polled);
	free(d);
}

static int start_thread(struct dns_proxy *d)
{
	pthread_attr_t attr;
	sigset_t all, before;
	int r;

	sigfillset(&all);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	/* The tracer's thread may be on one CPU for a burst of calls (pin.h); this one goes free. */
	if (d->tracer->pin.on)
		pthread_attr_setaffinity_np(&attr, sizeof(d->tracer->pin.own), &d->tracer->pin.own);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	r = pthread_create(&d->thread, &attr, proxy_thread, d);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return -r;
}

struct dns_proxy *dns_proxy_get(struct tracer *tr)
{
	struct dns_proxy *d;

	if (tr->dns)
		return tr->dns;
	d = xcalloc(1, sizeof(*d));
	d->tracer = tr;
	d->udp[0] = d->udp[1] = d->tcp[0] = d->tcp[1] = -1;
	d->polled = xcalloc(POLLED_MAX, sizeof(*d->polled));
	d->cache = dns_cache_new();
	d->clients = dns_clients_new();
	d->askers = dns_askers_new();
	dns_upstream_read_servers(d, tr->config->dns_upstream, "/etc/resolv.conf");
	d->wake = eventfd(0, EFD_CLOEXEC);
	if (d->wake < 0 || bind_all(d) < 0 || start_thread(d) < 0) {
		free_proxy(d);
		return NULL;
	}
	tr->dns = d;
	return d;
}

void dns_proxy_stop(struct dns_proxy *d)
{
	uint64_t one = 1;

	if (!d)
		return;
	while (write(d->wake, &one, sizeof(one)) < 0 && errno == EINTR)
		;
	pthread_join(d->thread, NULL);
	d->tracer->dns = NULL;
	free_proxy(d);
}

struct dns_clients *dns_proxy_clients(struct dns_proxy *d)
{
	return d->clients;
}

struct dns_askers *dns_proxy_askers(struct dns_proxy *d)
{
	return d->askers;
}

socklen_t dns_proxy_address(const struct dns_proxy *d, int family, struct sockaddr_storage *ret)
{
	const struct sockaddr_storage *addr = &d->address[family == AF_INET6];

	if ((family != AF_INET && family != AF_INET6) || addr->ss_family != family)
		return 0;
	*ret = *addr;
	return sockaddr_len((const struct sockaddr *)addr);
}

int dns_proxy_is_self(const struct dns_proxy *d, const struct sockaddr *addr)
{
	for (int i = 0; i < 2; i++)
		if (sockaddr_equal((const struct sockaddr *)&d->address[i], addr))
			return 1;
	return 0;
}
