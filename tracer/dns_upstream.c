/*
 * tracer/dns_upstream.c - queries under way to the resolvers of this machine.
 *
 * Each has a socket of its own, so a forger has to guess a port and an id; UDP
 * first, TCP when the answer was cut.  A server that does not answer in two
 * seconds is followed by the next one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "tracer/dns_internal.h"
#include "tracer/sockaddr.h"

enum { DNS_PORT = 53, TRIES_MIN = 2 };

static const int64_t try_ns = 2000000000;

struct dns_flight {
	struct dns_query query;
	struct dns_origin origin;
	uint16_t id;
	unsigned tries; /* begun so far */
	int fd;         /* -1: to be freed */
	bool tcp;
	int64_t deadline_ns;
	struct buf out; /* TCP: what is still to be sent */
	struct buf in;  /* TCP: what has come so far */
};

static void add_server(struct dns_proxy *d, const char *text)
{
	struct sockaddr_storage *to = &d->servers[d->n_servers];

	if (d->n_servers < DNS_SERVERS_MAX && sockaddr_from_text(text, DNS_PORT, to) == 0)
		d->n_servers++;
}

/* One line of resolv.conf(5).  A scope id (fe80::1%eth0) is not understood: that server is skipped. */
static void read_line(struct dns_proxy *d, char *line)
{
	static const char key[] = "nameserver";
	static const char blanks[] = " \t\r";
	size_t key_len = sizeof(key) - 1;

	line += strspn(line, blanks);
	if (strncmp(line, key, key_len) != 0 || !strchr(blanks, line[key_len]))
		return;
	line += key_len;
	line += strspn(line, blanks);
	line[strcspn(line, blanks)] = '\0';
	add_server(d, line);
}

static void read_resolv_conf(struct dns_proxy *d, const char *path)
{
	scoped_buf struct buf text = BUF_INIT_MAX(65536);
	char *line, *end;

	if (fd_read_file(path, &text) < 0)
		return;
	for (line = text.s; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		read_line(d, line);
	}
}

void dns_upstream_read_servers(struct dns_proxy *d, const char *configured, const char *resolv_conf)
{
	if (configured)
		add_server(d, configured);
	else
		read_resolv_conf(d, resolv_conf);
	/* An upstream that was configured and cannot be read must not become another one. */
	if (!configured && d->n_servers == 0)
		add_server(d, "127.0.0.1");
}

static uint16_t random_id(void)
{
	uint16_t id = 0;

	if (getrandom(&id, sizeof(id), 0) != sizeof(id))
		abort(); /* cannot happen once the machine is up, and a known id must not be used */
	return id;
}

static void close_try(struct dns_flight *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
	buf_reset(&f->out);
	buf_reset(&f->in);
}

/* Begin one try with the server whose turn it is. 0 or a negative errno. */
static int begin_try(struct dns_proxy *d, struct dns_flight *f, bool tcp)
{
	const struct sockaddr *server =
		(const struct sockaddr *)&d->servers[(f->tries - 1) % d->n_servers];
	scoped_buf struct buf msg = BUF_INIT;
	int type = tcp ? SOCK_STREAM : SOCK_DGRAM;

	close_try(f);
	f->tcp = tcp;
	f->id = random_id();
	f->deadline_ns = clock_monotonic_ns() + try_ns;
	dns_query_build(&msg, &f->query, f->id);
	f->fd = socket(server->sa_family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (f->fd < 0)
		return -errno;
	if (connect(f->fd, server, sockaddr_len(server)) < 0 && errno != EINPROGRESS)
		return -errno;
	if (!tcp)
		return send(f->fd, msg.s, msg.len, MSG_NOSIGNAL) < 0 ? -errno : 0;
	buf_add_char(&f->out, (char)(msg.len >> 8));
	buf_add_char(&f->out, (char)msg.len);
	buf_add(&f->out, msg.s, msg.len);
	return 0;
}

/* The next server that takes the query, or SERVFAIL. */
static void try_next(struct dns_proxy *d, struct dns_flight *f)
{
	unsigned most = d->n_servers < TRIES_MIN ? TRIES_MIN : (unsigned)d->n_servers;

	while (d->n_servers > 0 && f->tries < most) {
		f->tries++;
		if (begin_try(d, f, false) == 0)
			return;
	}
	close_try(f);
	f->deadline_ns = 0;
	dns_reply_error(d, &f->origin, &f->query, DNS_SERVFAIL);
}

void dns_upstream_ask(struct dns_proxy *d, const struct dns_origin *from, const struct dns_query *q)
{
	struct dns_flight *f;

	if (d->n_flights == DNS_FLIGHTS_MAX) {
		dns_reply_error(d, from, q, DNS_SERVFAIL);
		return;
	}
	f = xcalloc(1, sizeof(*f));
	f->query = *q;
	f->origin = *from;
	f->fd = -1;
	f->out = (struct buf)BUF_INIT;
	f->in = (struct buf)BUF_INIT_MAX(DNS_MESSAGE_MAX + 2);
	d->flights[d->n_flights++] = f;
	try_next(d, f);
}

/* A whole message has come for @f.  True: the flight has got somewhere; false: not for us, wait on. */
static bool take_message(struct dns_proxy *d, struct dns_flight *f, uint8_t *msg, size_t len)
{
	struct dns_answer *a = xmalloc(sizeof(*a));
	int r = dns_answer_parse(msg, len, &f->query, f->id, a);

	if (r == -EBADMSG) {
		free(a);
		return false;
	}
	if (r < 0) {
		close_try(f);
		dns_reply_error(d, &f->origin, &f->query, DNS_SERVFAIL);
	} else if (a->truncated && !f->tcp) {
		if (begin_try(d, f, true) < 0)
			try_next(d, f);
	} else if (a->truncated || a->rcode == DNS_SERVFAIL || a->rcode == DNS_REFUSED) {
		try_next(d, f);
	} else {
		close_try(f);
		dns_handle_answer(d, &f->origin, &f->query, msg, len, a);
	}
	free(a);
	return true;
}

static void run_udp(struct dns_proxy *d, struct dns_flight *f)
{
	for (;;) {
		ssize_t n = recv(f->fd, d->message, sizeof(d->message), 0);

		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) { /* ECONNREFUSED: nobody listens there */
			try_next(d, f);
			return;
		}
		if (take_message(d, f, d->message, (size_t)n))
			return;
	}
}

/* Read what has come by TCP: a length and a message.  False: it is broken off. */
static bool receive_tcp(struct dns_proxy *d, struct dns_flight *f)
{
	ssize_t n = recv(f->fd, d->message, sizeof(d->message), 0);
	size_t len;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false;
	buf_add(&f->in, d->message, (size_t)n);
	if (f->in.len < 2)
		return true;
	len = (size_t)(uint8_t)f->in.s[0] << 8 | (uint8_t)f->in.s[1];
	if (f->in.overflow)
		return false;
	if (f->in.len < len + 2)
		return true;
	memcpy(d->message, f->in.s + 2, len);
	return take_message(d, f, d->message, len);
}

static void run_tcp(struct dns_proxy *d, struct dns_flight *f)
{
	if (f->out.len > 0) {
		ssize_t n = send(f->fd, f->out.s, f->out.len, MSG_NOSIGNAL);

		if (n > 0)
			buf_remove(&f->out, 0, (size_t)n);
		else if (n < 0 && errno != EAGAIN && errno != EINTR)
			try_next(d, f);
		return;
	}
	if (!receive_tcp(d, f))
		try_next(d, f);
}

size_t dns_upstream_poll(struct dns_proxy *d, struct pollfd *to, int64_t *deadline_ns)
{
	for (size_t i = 0; i < d->n_flights; i++) {
		const struct dns_flight *f = d->flights[i];

		to[i] = (struct pollfd){.fd = f->fd, .events = f->out.len ? POLLOUT : POLLIN};
		if (f->deadline_ns < *deadline_ns) /* 0 where it is over already */
			*deadline_ns = f->deadline_ns;
	}
	return d->n_flights;
}

static void free_flight(struct dns_flight *f)
{
	close_try(f);
	buf_release(&f->out);
	buf_release(&f->in);
	free(f);
}

void dns_upstream_run(struct dns_proxy *d, const struct pollfd *polled, size_t n, int64_t now_ns)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct dns_flight *f = d->flights[i];

		if (f->fd < 0)
			continue; /* it was answered at once, with SERVFAIL */
		if (polled[i].revents && f->tcp)
			run_tcp(d, f);
		else if (polled[i].revents)
			run_udp(d, f);
		else if (now_ns >= f->deadline_ns)
			try_next(d, f);
	}
	for (size_t i = 0; i < d->n_flights; i++) {
		if (d->flights[i]->fd < 0)
			free_flight(d->flights[i]);
		else
			d->flights[kept++] = d->flights[i];
	}
	d->n_flights = kept;
}

void dns_upstream_free(struct dns_proxy *d)
{
	while (d->n_flights > 0)
		free_flight(d->flights[--d->n_flights]);
}
