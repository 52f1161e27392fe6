/*
 * tracer/net_behalf.c - network calls made with a copy of a tracee's socket.
 */
#include "tracer/net_behalf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "tracer/ids.h"
#include "tracer/memory.h"
#include "tracer/net_dest.h"
#include "tracer/syscalls.h"

enum {
	PIDFD_OF_THREAD = O_EXCL, /* PIDFD_THREAD, Linux 6.9 */
	FIRST_FREE_PORT = 1024,
	DATAGRAM_MAX = 65535,
	ROOM_WAIT_MS = 10,
};

struct borrowed {
	int fd;
	int domain;
	int type;
	int flags; /* of the open file, which is shared with the tracee */
};

static int socket_option(int fd, int name)
{
	int value = -1;
	socklen_t len = sizeof(value);

	return getsockopt(fd, SOL_SOCKET, name, &value, &len) < 0 ? -errno : value;
}

/* The tracee's descriptor @fd as ours: 0 or -errno; -ENOSYS before 5.6 and in gVisor. */
static int borrow(struct tracee *t, int fd, struct borrowed *ret)
{
	scoped_fd int process = (int)syscall(SYS_pidfd_open, t->tid, PIDFD_OF_THREAD);

	if (process < 0)
		process = (int)syscall(SYS_pidfd_open, t->tgid, 0);
	if (process < 0)
		return -errno;
	ret->fd = (int)syscall(SYS_pidfd_getfd, process, fd, 0);
	if (ret->fd < 0)
		return -errno;
	ret->domain = socket_option(ret->fd, SO_DOMAIN);
	ret->type = socket_option(ret->fd, SO_TYPE);
	ret->flags = fcntl(ret->fd, F_GETFL);
	return ret->domain < 0 ? ret->domain : 0;
}

static bool is_inet(const struct borrowed *b)
{
	return b->domain == AF_INET || b->domain == AF_INET6;
}

/* What a judge wanted done at the exit of the call, which does not come. */
static void call_exit_handler(struct tracee *t)
{
	sys_exit_handler *handler = t->at_exit;

	t->at_exit = NULL;
	if (handler)
		handler(t);
}

static enum sys_action done(struct tracee *t, int64_t result)
{
	call_exit_handler(t);
	return sys_result(t, result);
}

/* --- connect and bind --- */

static void connect_waited(struct tracee *t)
{
	int64_t result = regs_result(&t->regs);

	if (result == -EAGAIN)
		regs_set_result(&t->regs, -EINPROGRESS); /* SO_SNDTIMEO is over */
}

/* Let the tracee wait until @t's socket is connected, by a call that could not name an address. */
static enum sys_action wait_connected(struct tracee *t)
{
	call_exit_handler(t);
	regs_set_nr(&t->regs, SYS_sendto);
	regs_set_arg(&t->regs, 1, 0);
	regs_set_arg(&t->regs, 2, 0);
	regs_set_arg(&t->regs, 3, MSG_NOSIGNAL);
	regs_set_arg(&t->regs, 4, 0);
	regs_set_arg(&t->regs, 5, 0);
	t->at_exit = connect_waited;
	return SYS_CHANGED;
}

static enum sys_action connect_to(struct tracee *t, const struct borrowed *b,
	const struct net_dest *dest)
{
	bool waits = b->type == SOCK_STREAM && !(b->flags & O_NONBLOCK);
	int r;

	if (waits)
		fcntl(b->fd, F_SETFL, b->flags | O_NONBLOCK);
	r = connect(b->fd, (const struct sockaddr *)dest->bytes, (socklen_t)dest->len) < 0 ? -errno
											   : 0;
	if (waits)
		fcntl(b->fd, F_SETFL, b->flags);
	if (waits && (r == -EINPROGRESS || r == -EALREADY))
		return wait_connected(t);
	return done(t, r);
}

/* Low ports take a capability that is the tracee's to have, not ours. */
static bool may_bind(struct tracee *t, const struct net_dest *dest)
{
	struct sockaddr_in in; /* the port is in the same place for AF_INET6 */
	struct ids ids;

	if (dest->len < sizeof(in))
		return false;
	memcpy(&in, dest->bytes, sizeof(in));
	return in.sin_port == 0 || ntohs(in.sin_port) >= FIRST_FREE_PORT ||
	       (ids_load(t->tid, &ids) == 0 && (ids.caps >> CAP_NET_BIND_SERVICE & 1));
}

bool net_behalf_address(struct tracee *t, const struct net_dest *dest, enum sys_action *ret)
{
	struct borrowed b = {.fd = -1};
	int r = borrow(t, dest->fd, &b);
	bool can = r == 0 && is_inet(&b) && (dest->op == NET_CONNECT || may_bind(t, dest));

	if (can && dest->op == NET_CONNECT) {
		*ret = connect_to(t, &b, dest);
	} else if (can) {
		r = bind(b.fd, (const struct sockaddr *)dest->bytes, (socklen_t)dest->len);
		*ret = done(t, r < 0 ? -errno : 0);
	} else if (r < 0 && r != -ENOSYS) {
		*ret = sys_fail(t, r);
		can = true;
	}
	if (b.fd >= 0)
		close(b.fd);
	return can;
}

/* --- datagrams --- */

/* All that the tracee's vectors hold, in the scratch. */
static int gather(struct tracee *t, const struct msghdr *header, struct iovec *ret)
{
	const struct iovec *parts = header->msg_iov;
	size_t total = 0;
	int r = 0;

	for (size_t i = 0; i < header->msg_iovlen; i++) {
		if (parts[i].iov_len > DATAGRAM_MAX || total + parts[i].iov_len > DATAGRAM_MAX)
			return -EMSGSIZE;
		total += parts[i].iov_len;
	}
	ret->iov_base = arena_zalloc(&t->scratch, total + 1);
	ret->iov_len = 0;
	for (size_t i = 0; r == 0 && i < header->msg_iovlen; i++) {
		r = tracee_read(t, (uintptr_t)parts[i].iov_base,
			(char *)ret->iov_base + ret->iov_len, parts[i].iov_len);
		ret->iov_len += parts[i].iov_len;
	}
	return r;
}

static int64_t send_datagram(const struct borrowed *b, const struct msghdr *message, int flags)
{
	int ours = (flags & ~MSG_ZEROCOPY) | MSG_DONTWAIT | MSG_NOSIGNAL;
	bool waits = !(flags & MSG_DONTWAIT) && !(b->flags & O_NONBLOCK);
	struct pollfd room = {.fd = b->fd, .events = POLLOUT};
	ssize_t n = sendmsg(b->fd, message, ours);

	if (n < 0 && errno == EAGAIN && waits && poll(&room, 1, ROOM_WAIT_MS) > 0)
		n = sendmsg(b->fd, message, ours);
	/* Datagrams may be lost on the way out, and this is how that is said (man 2 send). */
	if (n < 0 && errno == EAGAIN && waits)
		return -ENOBUFS;
	return n < 0 ? -errno : n;
}

static bool send_by(struct tracee *t, const struct borrowed *b, const struct net_dest *dest,
	const struct msghdr *header, int flags, enum sys_action *ret)
{
	struct msghdr message = *header;
	struct iovec data;
	int r;

	if (b->type == SOCK_STREAM && (flags & MSG_FASTOPEN)) {
		*ret = sys_deny(t, EOPNOTSUPP);
		return true;
	}
	/* A stream has nobody to be named, but another socket may stand there when the call runs. */
	if (!is_inet(b) || b->type == SOCK_STREAM)
		return false;
	r = gather(t, header, &data);
	if (r < 0) {
		*ret = r == -EMSGSIZE ? sys_deny(t, EMSGSIZE) : sys_fail(t, r);
		return true;
	}
	message.msg_name = dest->len ? (void *)(uintptr_t)dest->bytes : NULL;
	message.msg_namelen = (socklen_t)dest->len;
	message.msg_iov = &data;
	message.msg_iovlen = 1;
	*ret = done(t, send_datagram(b, &message, flags));
	return true;
}

bool net_behalf_send(struct tracee *t, const struct net_dest *dest, const struct msghdr *header,
	int flags, enum sys_action *ret)
{
	struct borrowed b = {.fd = -1};
	int r = borrow(t, dest->fd, &b);
	bool can = r < 0 && r != -ENOSYS;

	if (can)
		*ret = r == -ENOTSOCK ? sys_deny(t, ENOTSOCK) : sys_fail(t, r);
	else if (r == 0)
		can = send_by(t, &b, dest, header, flags, ret);
	if (b.fd >= 0)
		close(b.fd);
	return can;
}
