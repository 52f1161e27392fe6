/*
 * tracer/sys_recv.c - recvfrom, recvmsg, recvmmsg, getpeername: whom an answer seems to come from.
 *
 * Resolvers compare the source of an answer with the server they asked (musl, c-ares,
 * dig, dnspython).  Where the kernel wrote the proxy's address, the one that was asked
 * is written over it; nothing else is touched.  recvfrom with an address and
 * getpeername are in the table; recvmsg is too frequent for that, so a thread
 * that asked is watched until it has its answers.
 */
#include "tracer/sys_recv.h"

#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "tracer/dns_clients.h"
#include "tracer/dns_proxy.h"
#include "tracer/memory.h"
#include "tracer/sockaddr.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

enum {
	WATCHED_CALLS = 128, /* a resolver that takes longer does without */
	MESSAGES_MAX = 64,
};

/*
 * The address the kernel wrote at @addr.  How much of it fitted the program's buffer is
 * not known any more, but what equals the proxy's address is all there.
 */
static bool read_source(struct tracee *t, uint64_t addr, struct target *ret)
{
	char bytes[sizeof(struct sockaddr_in6)];
	int64_t n = addr ? tracee_read_some(t, addr, bytes, sizeof(bytes)) : 0;

	if (n < (int64_t)sizeof(struct sockaddr_in))
		return false;
	sockaddr_parse(bytes, (size_t)n, ret);
	return ret->kind == SOCKADDR_INET && dns_proxy_is_self(t->tracer->dns, (void *)&ret->inet);
}

static void replace_source(struct tracee *t, int fd, uint64_t addr)
{
	struct sockaddr_storage asked, mapped;
	struct target source;
	size_t len = offsetof(struct sockaddr_in, sin_zero);

	if (!t->tracer->dns || !read_source(t, addr, &source))
		return;
	if (!dns_clients_find(dns_proxy_clients(t->tracer->dns), t->tgid, fd, &asked))
		return;
	if (source.mapped || source.inet.ss_family == AF_INET6) {
		if (asked.ss_family == AF_INET) {
			sockaddr_map_v4((struct sockaddr *)&asked, &mapped);
			asked = mapped;
		}
		len = sizeof(struct sockaddr_in6);
	} else if (asked.ss_family != AF_INET) {
		return;
	}
	tracee_write(t, addr, &asked, len);
}

static void replace_in_header(struct tracee *t, int fd, uint64_t addr)
{
	struct msghdr header;

	if (tracee_read(t, addr, &header, sizeof(header)) == 0)
		replace_source(t, fd, (uintptr_t)header.msg_name);
}

static void replace_in_headers(struct tracee *t, int fd, uint64_t addr, int64_t count)
{
	for (int64_t i = 0; i < count && i < MESSAGES_MAX; i++)
		replace_in_header(t, fd, addr + (uint64_t)i * sizeof(struct mmsghdr));
}

/* How many answers the call that ends here has brought; puts their source right. */
static int64_t receive(struct tracee *t, int64_t result)
{
	int fd = (int)t->arg[0];

	switch (t->nr) {
	case SYS_read:
		return 1;
	case SYS_recvfrom:
		replace_source(t, fd, t->arg[4]);
		return 1;
	case SYS_recvmsg:
		replace_in_header(t, fd, t->arg[1]);
		return 1;
	case SYS_recvmmsg:
		replace_in_headers(t, fd, t->arg[1], result);
		return result;
	default:
		return 0;
	}
}

/* Queries on a connected socket carry no address, so they are only seen here. */
static int64_t sent(const struct tracee *t, int64_t result)
{
	switch (t->nr) {
	case SYS_write:
	case SYS_writev:
	case SYS_sendmsg:
		return 1;
	case SYS_sendto:
		return t->arg[4] == 0;
	case SYS_sendmmsg:
		return result;
	default:
		return 0;
	}
}

static void stop_watching(struct tracee *t)
{
	t->watch_calls = false;
	t->on_any_exit = NULL;
	t->dns_waiting = 0;
}

static void watch_exit(struct tracee *t)
{
	int64_t result = regs_result(&t->regs);
	int64_t answers;
	bool ours;

	if (t->dns_calls_left-- == 0) {
		stop_watching(t);
		return;
	}
	if (t->nr == SYS_getpeername)
		replace_source(t, (int)t->arg[0], t->arg[1]);
	ours = t->tracer->dns &&
	       dns_clients_has(dns_proxy_clients(t->tracer->dns), t->tgid, (int)t->arg[0]);
	if (result < 0 || !ours)
		return;
	t->dns_waiting += (unsigned)sent(t, result);
	answers = receive(t, result);
	if (t->nr == SYS_close || (answers && (uint64_t)answers >= t->dns_waiting))
		stop_watching(t);
	else
		t->dns_waiting -= (unsigned)answers;
}

void dns_watch_start(struct tracee *t, bool sent_one)
{
	if (!t->watch_calls)
		t->dns_waiting = 0; /* of an image before this one */
	t->watch_calls = true;
	t->on_any_exit = watch_exit;
	t->dns_waiting += sent_one;
	t->dns_calls_left = WATCHED_CALLS;
}

static void recvfrom_exit(struct tracee *t)
{
	if (regs_result(&t->regs) >= 0)
		replace_source(t, (int)t->arg[0], t->arg[4]);
}

static void getpeername_exit(struct tracee *t)
{
	if (regs_result(&t->regs) == 0)
		replace_source(t, (int)t->arg[0], t->arg[1]);
}

/* Only once there is a proxy can there be an answer from it. */
enum sys_action sys_recvfrom(struct tracee *t)
{
	if (t->tracer->dns)
		t->at_exit = recvfrom_exit;
	return SYS_ALLOW;
}

enum sys_action sys_getpeername(struct tracee *t)
{
	if (t->tracer->dns)
		t->at_exit = getpeername_exit;
	return SYS_ALLOW;
}
