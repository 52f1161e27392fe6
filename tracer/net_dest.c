/*
 * tracer/net_dest.c - where a connect or a datagram goes: Internet and AF_UNIX.
 */
#include "tracer/net_dest.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "tracer/dns_askers.h"
#include "tracer/dns_clients.h"
#include "tracer/dns_proxy.h"
#include "tracer/enforce.h"
#include "tracer/memory.h"
#include "tracer/names.h"
#include "tracer/net_unix.h"
#include "tracer/place.h"
#include "tracer/sockaddr.h"
#include "tracer/sys_recv.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

enum { DNS_PORT = 53, NAMES_MAX = 16 };

int net_dest_read(struct tracee *t, uint64_t addr, size_t len, struct net_dest *ret)
{
	ret->len = len < sizeof(ret->bytes) ? len : sizeof(ret->bytes);
	return tracee_read(t, addr, ret->bytes, ret->len);
}

/*
 * Use @to instead, in the form that the tracee's socket takes: a v4 address for an
 * AF_INET6 socket is mapped.  False: that socket cannot reach it.
 */
static bool replace_address(struct net_dest *dest, const struct sockaddr_storage *to)
{
	struct sockaddr_storage mapped;
	sa_family_t family;

	memcpy(&family, dest->bytes, sizeof(family));
	if (family == AF_INET6 && to->ss_family == AF_INET) {
		sockaddr_map_v4((const struct sockaddr *)to, &mapped);
		to = &mapped;
	}
	if (family != AF_UNSPEC && family != to->ss_family)
		return false;
	dest->len = sockaddr_len((const struct sockaddr *)to);
	memcpy(dest->bytes, to, dest->len);
	return true;
}

/* The socket has a port of its own now. */
static void know_asker(struct tracee *t)
{
	if (t->tracer->dns)
		dns_askers_add(dns_proxy_askers(t->tracer->dns), t, (int)t->arg[0]);
}

/* Port 53, wherever: the proxy answers (DESIGN 7). */
static enum sys_action send_to_proxy(
	struct tracee *t, struct net_dest *dest, const struct target *target)
{
	struct dns_proxy *d = dns_proxy_get(t->tracer);
	struct sockaddr_storage asked, to;
	bool v6 = target->inet.ss_family == AF_INET6;

	memset(&asked, 0, sizeof(asked));
	memcpy(&asked, dest->bytes, dest->len);
	if (asked.ss_family == AF_UNSPEC)
		asked.ss_family = AF_INET;
	/* Without ::1 on this machine the proxy is reached as ::ffff:127.0.0.1. */
	if (!d || (!(v6 && dns_proxy_address(d, AF_INET6, &to)) &&
			  !dns_proxy_address(d, AF_INET, &to)))
		return enforce_refuse(t, "dns", "the DNS proxy could not be started", EACCES);
	if (!replace_address(dest, &to))
		return sys_deny(t, EACCES);
	dns_clients_add(dns_proxy_clients(d), t->tgid, dest->fd, (struct sockaddr *)&asked);
	dns_askers_expect(dns_proxy_askers(d), t);
	dns_watch_start(t, dest->op == NET_SEND);
	t->at_exit = know_asker;
	return SYS_ALLOW;
}

/* A connect_redirects entry matched: no rule is asked about either end, the operator said so. */
static enum sys_action redirect_connect(struct tracee *t, struct net_dest *dest,
	const struct sockaddr *from, const char *rule, const char *target)
{
	struct event e = enforce_event(t, EVENT_NETWORK);
	scoped_buf struct buf remote = BUF_INIT;
	struct sockaddr_storage to;

	sockaddr_format(&remote, from, true);
	/* A socket of another family cannot be put in this one's place; a name has no address here. */
	if (sockaddr_from_text(target, 0, &to) < 0 || !replace_address(dest, &to))
		return enforce_refuse(t, "connect-redirect", target, EACCES);
	e.has_decision = true;
	e.decision = VERDICT_REDIRECT;
	e.effective = VERDICT_REDIRECT;
	e.rule = rule;
	e.operation = "connect";
	e.remote = remote.s;
	e.detail = target;
	return enforce_record(t->tracer, &e) ? SYS_ALLOW : sys_deny(t, EACCES);
}

/* The first entry for one of the names, else for the address as text. */
static const char *find_redirect(
	const struct tracer *tr, const struct net_request *req, const char **ret_rule)
{
	scoped_buf struct buf host = BUF_INIT;
	const char *target = NULL;

	for (size_t i = 0; i < req->n_names && !target; i++)
		target = decide_connect_redirect(tr->policy, req->names[i], req->port, ret_rule);
	if (target)
		return target;
	sockaddr_format(&host, req->addr, false);
	return decide_connect_redirect(tr->policy, host.s, req->port, ret_rule);
}

static enum sys_action judge_inet(struct tracee *t, struct net_dest *dest, struct target *target)
{
	static const char *const names_of_ops[] = {
		[NET_CONNECT] = "connect", [NET_SEND] = "sendto", [NET_BIND] = "bind"};
	struct tracer *tr = t->tracer;
	const struct sockaddr *addr = (const struct sockaddr *)&target->inet;
	struct net_request req = {.addr = addr, .port = target->port};
	char found[NAMES_MAX][256];
	const char *names[NAMES_MAX];
	const char *rule, *to;

	req.bind = dest->op == NET_BIND;
	if (req.bind)
		return enforce_net(t, &req, names_of_ops[NET_BIND]);
	sockaddr_any_to_loopback(target);
	if (tr->dns && dns_proxy_is_self(tr->dns, addr))
		return SYS_ALLOW; /* it answers what the policy allows, and nothing else */
	if (target->port == DNS_PORT)
		return send_to_proxy(t, dest, target);
	req.n_names = tr->names ? names_find(tr->names, addr, found, NAMES_MAX) : 0;
	for (size_t i = 0; i < req.n_names; i++)
		names[i] = found[i];
	req.names = names;
	to = dest->op == NET_CONNECT ? find_redirect(tr, &req, &rule) : NULL;
	if (to)
		return redirect_connect(t, dest, addr, rule, to);
	return enforce_net(t, &req, names_of_ops[dest->op]);
}

static enum sys_action refuse_family(struct tracee *t, const struct net_dest *dest)
{
	sa_family_t family;
	char text[32];

	memcpy(&family, dest->bytes, sizeof(family));
	snprintf(text, sizeof(text), "family %u", family);
	return enforce_refuse(t, "address-family", text, EAFNOSUPPORT);
}

enum sys_action net_dest_judge(struct tracee *t, struct net_dest *dest)
{
	struct target target;

	if (dest->op == NET_SEND)
		sockaddr_parse_datagram(dest->bytes, dest->len, &target);
	else
		sockaddr_parse(dest->bytes, dest->len, &target);
	switch (target.kind) {
	case SOCKADDR_INET:
		return judge_inet(t, dest, &target);
	case SOCKADDR_PATH:
		return net_unix_judge_path(t, dest, target.path);
	case SOCKADDR_ABSTRACT:
		return net_unix_judge_abstract(t, dest, target.path);
	case SOCKADDR_SHORT:   /* the kernel says EINVAL, with the copy and its length too */
	case SOCKADDR_UNSPEC:  /* disconnects, which getaddrinfo does */
	case SOCKADDR_UNNAMED: /* EINVAL; or bind to a fresh abstract name that nobody knows */
	case SOCKADDR_NETLINK: /* judged when the socket was made: sys_socket() */
		return SYS_ALLOW;
	case SOCKADDR_OTHER:
		break;
	}
	return refuse_family(t, dest);
}

enum sys_action net_dest_take(struct tracee *t, struct net_args at, struct net_dest *ret)
{
	int len = (int)t->arg[at.len];
	int r;

	if (len < 0 || (size_t)len > sizeof(ret->bytes))
		return sys_deny(t, EINVAL); /* as move_addr_to_kernel() in the kernel */
	r = net_dest_read(t, t->arg[at.addr], (size_t)len, ret);
	return r < 0 ? sys_fail(t, r) : net_dest_judge(t, ret);
}

enum sys_action net_dest_run(struct tracee *t, struct net_args at, const struct net_dest *dest)
{
	struct place place = {0};
	uint64_t addr;
	int r = place_copy(t, &place, dest->bytes, dest->len, &addr);

	if (r < 0)
		return place_refused(t, r);
	regs_set_arg(&t->regs, at.addr, addr);
	regs_set_arg(&t->regs, at.len, dest->len);
	return SYS_CHANGED;
}
