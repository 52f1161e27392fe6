/*
 * tracer/sys_connect.c - connect, bind, socket: whom may this socket talk to, what may it be?
 */
#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <sys/socket.h>

#include "tracer/enforce.h"
#include "tracer/net_behalf.h"
#include "tracer/net_dest.h"
#include "tracer/race.h"
#include "tracer/slots.h"
#include "tracer/syscalls.h"

/* connect and bind have the same arguments: fd, address, length. */
static enum sys_action judge_address(struct tracee *t, enum net_op op)
{
	struct net_dest dest = {.op = op, .fd = (int)t->arg[0]};
	const struct net_args at = {.addr = 1, .len = 2};
	enum sys_action action;

	if (slots_attach(t, &action))
		return action;
	action = net_dest_take(t, at, &dest);
	if (action != SYS_ALLOW)
		return action;
	if (race_has_rivals(t) && net_behalf_address(t, &dest, &action))
		return action;
	return net_dest_run(t, at, &dest);
}

enum sys_action sys_connect(struct tracee *t)
{
	return judge_address(t, NET_CONNECT);
}

enum sys_action sys_bind(struct tracee *t)
{
	return judge_address(t, NET_BIND);
}

/*
 * What the filter cannot tell by one argument.  Of AF_NETLINK only routing tables
 * (getifaddrs); of AF_INET no SOCK_SEQPACKET, which is SCTP: it connects by setsockopt, unseen.
 */
enum sys_action sys_socket(struct tracee *t)
{
	int family = (int)t->arg[0];
	int type = (int)t->arg[1] & 0xf;
	int protocol = (int)t->arg[2];
	char text[48];

	if (family == AF_NETLINK && protocol != NETLINK_ROUTE) {
		snprintf(text, sizeof(text), "netlink protocol %d", protocol);
		return enforce_refuse(t, "netlink", text, EPROTONOSUPPORT);
	}
	if ((family == AF_INET || family == AF_INET6) && type == SOCK_SEQPACKET)
		return enforce_refuse(t, "sctp", "SCTP", EPROTONOSUPPORT);
	return SYS_ALLOW;
}
