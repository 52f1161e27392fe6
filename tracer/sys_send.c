/*
 * tracer/sys_send.c - sendto, sendmsg, sendmmsg: datagrams (and fast-open connects) with an address.
 */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "tracer/enforce.h"
#include "tracer/memory.h"
#include "tracer/net_behalf.h"
#include "tracer/net_dest.h"
#include "tracer/place.h"
#include "tracer/race.h"
#include "tracer/slots.h"
#include "tracer/syscalls.h"

enum { CONTROL_MAX = 1 << 20, VECTORS_MAX = 1024 /* UIO_MAXIOV */ };

enum sys_action sys_sendto(struct tracee *t)
{
	struct net_dest dest = {.op = NET_SEND, .fd = (int)t->arg[0]};
	struct iovec data = {(void *)(uintptr_t)t->arg[1], t->arg[2]};
	struct msghdr header = {.msg_iov = &data, .msg_iovlen = 1};
	const struct net_args at = {.addr = 4, .len = 5};
	enum sys_action action;

	if (!t->arg[at.addr])
		return SYS_ALLOW;
	if (slots_attach(t, &action))
		return action;
	action = net_dest_take(t, at, &dest);
	if (action != SYS_ALLOW)
		return action;
	if (race_has_rivals(t) && net_behalf_send(t, &dest, &header, (int)t->arg[3], &action))
		return action;
	return net_dest_run(t, at, &dest);
}

static bool is_route_option(int level, int option)
{
	switch (level) {
	case IPPROTO_IP:
		return option == IP_OPTIONS || option == IP_RETOPTS;
	case IPPROTO_IPV6:
		return option == IPV6_RTHDR || option == IPV6_2292RTHDR ||
		       option == IPV6_2292PKTOPTIONS;
	default:
		return false;
	}
}

static enum sys_action refuse_route(struct tracee *t)
{
	return enforce_refuse(t, "source-route", "source route", EPERM);
}

/* Control data with a source route would send the message elsewhere first.  *ret: our copy, or NULL. */
static enum sys_action judge_control(struct tracee *t, const struct msghdr *header, void **ret)
{
	struct msghdr copy = {.msg_controllen = header->msg_controllen};
	int r;

	if (!header->msg_control || header->msg_controllen < sizeof(struct cmsghdr))
		return SYS_ALLOW;
	if (header->msg_controllen > CONTROL_MAX)
		return sys_deny(t, ENOBUFS); /* more than net.core.optmem_max, as the kernel says it */
	copy.msg_control = arena_zalloc(&t->scratch, header->msg_controllen);
	r = tracee_read(t, (uintptr_t)header->msg_control, copy.msg_control, header->msg_controllen);
	if (r < 0)
		return sys_fail(t, r);
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&copy); c; c = CMSG_NXTHDR(&copy, c))
		if (is_route_option(c->cmsg_level, c->cmsg_type))
			return refuse_route(t);
	*ret = copy.msg_control;
	return SYS_ALLOW;
}

enum sys_action sys_setsockopt(struct tracee *t)
{
	return is_route_option((int)t->arg[1], (int)t->arg[2]) ? refuse_route(t) : SYS_ALLOW;
}

/* Send the message from here, if that can be done: net_behalf_send(). */
static bool send_copy(struct tracee *t, const struct net_dest *dest, const struct msghdr *header,
	void *control, enum sys_action *ret)
{
	struct msghdr ours = {.msg_iovlen = header->msg_iovlen, .msg_control = control};
	size_t bytes = header->msg_iovlen * sizeof(struct iovec);
	int flags = (int)t->arg[t->nr == SYS_sendmmsg ? 3 : 2];
	int r;

	if (header->msg_iovlen > VECTORS_MAX) {
		*ret = sys_deny(t, EMSGSIZE);
		return true;
	}
	ours.msg_controllen = control ? header->msg_controllen : 0;
	ours.msg_iov = arena_zalloc(&t->scratch, bytes + 1);
	r = tracee_read(t, (uintptr_t)header->msg_iov, ours.msg_iov, bytes);
	if (r < 0) {
		*ret = sys_fail(t, r);
		return true;
	}
	return net_behalf_send(t, dest, &ours, flags, ret);
}

/*
 * The struct msghdr at @addr, judged and copied with its address.  The call runs on the
 * copy also where there is no address: one might be put there meanwhile.  What is sent
 * (iov, control data) stays where it is; it is not what is judged.
 */
static enum sys_action judge_header(struct tracee *t, uint64_t addr, uint64_t *ret_copy)
{
	struct net_dest dest = {.op = NET_SEND, .fd = (int)t->arg[0]};
	struct place place = {0};
	enum sys_action action;
	struct msghdr header;
	void *control = NULL;
	uint64_t name = 0;
	int r = tracee_read(t, addr, &header, sizeof(header));

	if (r < 0)
		return sys_fail(t, r);
	if ((int)header.msg_namelen < 0)
		return sys_deny(t, EINVAL);
	action = judge_control(t, &header, &control);
	if (action != SYS_ALLOW)
		return action;
	/* A name of more than 128 bytes is cut, not refused (copy_msghdr in the kernel). */
	if (header.msg_name && header.msg_namelen) {
		r = net_dest_read(t, (uintptr_t)header.msg_name, header.msg_namelen, &dest);
		if (r < 0)
			return sys_fail(t, r);
		action = net_dest_judge(t, &dest);
		if (action != SYS_ALLOW)
			return action;
	}
	*ret_copy = 0;
	if (race_has_rivals(t) && send_copy(t, &dest, &header, control, &action))
		return action;
	if (dest.len)
		r = place_copy(t, &place, dest.bytes, dest.len, &name);
	header.msg_name = (void *)(uintptr_t)name;
	header.msg_namelen = (socklen_t)dest.len;
	if (r == 0)
		r = place_copy(t, &place, &header, sizeof(header), ret_copy);
	return r < 0 ? place_refused(t, r) : SYS_ALLOW;
}

enum sys_action sys_sendmsg(struct tracee *t)
{
	enum sys_action action;
	uint64_t copy;

	if (slots_attach(t, &action))
		return action;
	action = judge_header(t, t->arg[1], &copy);
	if (action != SYS_ALLOW || !copy)
		return action;
	regs_set_arg(&t->regs, 1, copy);
	return SYS_CHANGED;
}

/* What sendmmsg returns when its first message, at @addr, is sent. */
static int64_t finish_first(struct tracee *t, uint64_t addr, int64_t sent)
{
	unsigned len = (unsigned)sent;

	return tracee_write(t, addr + offsetof(struct mmsghdr, msg_len), &len, sizeof(len)) < 0
		? -EFAULT
		: 1;
}

/* The first message has been sent by sendmsg: say what sendmmsg would say about it. */
static void finish_sendmmsg(struct tracee *t)
{
	int64_t sent = regs_result(&t->regs);
	sys_exit_handler *also = (sys_exit_handler *)(uintptr_t)t->note[1];

	if (also)
		also(t);
	if (sent < 0)
		return;
	regs_set_result(&t->regs, finish_first(t, t->note[0], sent));
}

/*
 * One message at a time: fewer than asked for is a result that callers have to
 * expect, and each message is judged with a header that the kernel will not write to.
 */
enum sys_action sys_sendmmsg(struct tracee *t)
{
	enum sys_action action;
	uint64_t copy;

	if ((unsigned)t->arg[2] == 0)
		return SYS_ALLOW;
	if (slots_attach(t, &action))
		return action;
	action = judge_header(t, t->arg[1], &copy);
	if (action == SYS_RESULT && t->answer.result >= 0)
		return sys_result(t, finish_first(t, t->arg[1], t->answer.result));
	if (action != SYS_ALLOW || !copy)
		return action;
	t->note[0] = t->arg[1];
	t->note[1] = (uintptr_t)t->at_exit; /* a judge's own wish */
	t->at_exit = finish_sendmmsg;
	regs_set_nr(&t->regs, SYS_sendmsg);
	regs_set_arg(&t->regs, 1, copy);
	regs_set_arg(&t->regs, 2, (uint32_t)t->arg[3]);
	return SYS_CHANGED;
}
