/*
 * tracer/dns_tcp.c - DNS clients by TCP (RFC 7766): a length in front of each message.
 *
 * Messages may come cut or several at once, and answers may leave in another order.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/clock.h"
#include "tracer/dns_internal.h"

enum {
	QUERY_MAX = 2048,       /* no honest query is longer */
	UNSENT_MAX = 4 * 65537, /* answers a client does not fetch */
};

static const int64_t idle_ns = 30000000000;

struct dns_tcp_client {
	int fd;
	unsigned serial;
	struct sockaddr_storage from;
	socklen_t from_len;
	bool finished; /* it has sent all it will */
	bool broken;
	unsigned waiting; /* queries without an answer yet */
	int64_t deadline_ns;
	struct buf in;
	struct buf out;
};

static void free_client(struct dns_tcp_client *c)
{
	close(c->fd);
	buf_release(&c->in);
	buf_release(&c->out);
	free(c);
}

void dns_tcp_accept(struct dns_proxy *d, int listener)
{
	struct sockaddr_storage from;
	socklen_t from_len = sizeof(from);
	int fd = accept4(
		listener, (struct sockaddr *)&from, &from_len, SOCK_CLOEXEC | SOCK_NONBLOCK);
	struct dns_tcp_client *c;

	if (fd < 0)
		return;
	c = xcalloc(1, sizeof(*c));
	c->fd = fd;
	c->from = from;
	c->from_len = from_len;
	c->serial = d->next_client++;
	c->deadline_ns = clock_monotonic_ns() + idle_ns;
	c->in = (struct buf)BUF_INIT_MAX(2 * (QUERY_MAX + 2));
	c->out = (struct buf)BUF_INIT_MAX(UNSENT_MAX);
	d->tcp_clients[d->n_tcp_clients++] = c;
}

size_t dns_tcp_poll(struct dns_proxy *d, struct pollfd *to, int64_t *deadline_ns)
{
	for (size_t i = 0; i < d->n_tcp_clients; i++) {
		const struct dns_tcp_client *c = d->tcp_clients[i];

		to[i] = (struct pollfd){.fd = c->fd};
		to[i].events |= c->finished || c->out.len ? 0 : POLLIN;
		to[i].events |= c->out.len ? POLLOUT : 0;
		if (c->deadline_ns < *deadline_ns)
			*deadline_ns = c->deadline_ns;
	}
	return d->n_tcp_clients;
}

static size_t get16(const struct buf *b)
{
	return (size_t)(uint8_t)b->s[0] << 8 | (uint8_t)b->s[1];
}

static void receive(struct dns_proxy *d, struct dns_tcp_client *c)
{
	struct dns_origin from = {
		.udp = -1, .from = c->from, .from_len = c->from_len, .client = c->serial};
	char chunk[QUERY_MAX];
	ssize_t n = recv(c->fd, chunk, sizeof(chunk), 0);

	if (n < 0 && errno != EAGAIN && errno != EINTR)
		c->broken = true;
	if (n == 0)
		c->finished = true;
	if (n > 0)
		buf_add(&c->in, chunk, (size_t)n);
	while (!c->broken && c->in.len >= 2) {
		size_t len = get16(&c->in);

		if (len > QUERY_MAX || c->in.overflow) {
			c->broken = true;
			return;
		}
		if (c->in.len < len + 2)
			break;
		c->waiting++;
		dns_handle_query(d, &from, (const uint8_t *)c->in.s + 2, len);
		buf_remove(&c->in, 0, len + 2);
	}
}

static void send_out(struct dns_tcp_client *c)
{
	ssize_t n = send(c->fd, c->out.s, c->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n > 0)
		buf_remove(&c->out, 0, (size_t)n);
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		c->broken = true;
}

void dns_tcp_reply(struct dns_proxy *d, unsigned client, const void *msg, size_t len)
{
	char prefix[2] = {(char)(len >> 8), (char)len};

	for (size_t i = 0; i < d->n_tcp_clients; i++) {
		struct dns_tcp_client *c = d->tcp_clients[i];

		if (c->serial != client)
			continue;
		c->waiting--;
		buf_add(&c->out, prefix, sizeof(prefix));
		buf_add(&c->out, msg, len);
		c->broken |= c->out.overflow;
		send_out(c);
		return;
	}
}

/* Nothing more will come of it. */
static bool is_over(const struct dns_tcp_client *c, int64_t now_ns)
{
	if (c->broken || now_ns >= c->deadline_ns)
		return true;
	return c->finished && !c->waiting && !c->out.len;
}

void dns_tcp_run(struct dns_proxy *d, const struct pollfd *polled, size_t n, int64_t now_ns)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct dns_tcp_client *c = d->tcp_clients[i];

		if (polled[i].revents)
			c->deadline_ns = now_ns + idle_ns;
		if (polled[i].revents & POLLOUT)
			send_out(c);
		if (polled[i].revents & (POLLIN | POLLHUP))
			receive(d, c);
		if (polled[i].revents & (POLLERR | POLLNVAL))
			c->broken = true;
	}
	/* Only now: while queries are handled, answers look for their client in the table. */
	for (size_t i = 0; i < d->n_tcp_clients; i++) {
		if (is_over(d->tcp_clients[i], now_ns))
			free_client(d->tcp_clients[i]);
		else
			d->tcp_clients[kept++] = d->tcp_clients[i];
	}
	d->n_tcp_clients = kept;
}

void dns_tcp_free(struct dns_proxy *d)
{
	while (d->n_tcp_clients > 0)
		free_client(d->tcp_clients[--d->n_tcp_clients]);
}
