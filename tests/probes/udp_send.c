/*
 * tests/probes/udp_send.c ADDRESS PORT - send a datagram there by sendto, sendmsg and sendmmsg, also with AF_UNSPEC
 * (which is AF_INET then), v4-mapped, and over a socket that is connected elsewhere.
 */
#include "net.h"

static char payload[] = "x";
static union address to;
static socklen_t to_len;

static long by_sendto(int fd, union address *a, socklen_t len)
{
	return sendto(fd, "x", 1, 0, &a->any, len);
}

static struct msghdr header(struct iovec *iov, union address *a, socklen_t len)
{
	*iov = (struct iovec){.iov_base = payload, .iov_len = 1};
	return (struct msghdr){.msg_name = a, .msg_namelen = len, .msg_iov = iov, .msg_iovlen = 1};
}

static long by_sendmsg(int fd, union address *a, socklen_t len)
{
	struct iovec iov;
	struct msghdr h = header(&iov, a, len);

	return sendmsg(fd, &h, 0);
}

/* Sends to itself first where that is allowed, so the second message is what counts. */
static long by_sendmmsg(int fd, union address *a, socklen_t len)
{
	struct iovec iov[2];
	struct mmsghdr m[2] = {
		{.msg_hdr = header(&iov[0], a, len)}, {.msg_hdr = header(&iov[1], a, len)}};
	long sent = 0;

	while (sent < 2) {
		int n = sendmmsg(fd, m + sent, 2 - (unsigned)sent, 0);

		if (n <= 0)
			return -1;
		for (int i = 0; i < n; i++)
			if (m[sent + i].msg_len != 1)
				return errno = EBADMSG, -1;
		sent += n;
	}
	return sent;
}

static void try_all(const char *kind, union address *a, socklen_t len)
{
	static const struct {
		const char *style;
		long (*send)(int, union address *, socklen_t);
	} ways[] = {{"sendto", by_sendto}, {"sendmsg", by_sendmsg}, {"sendmmsg", by_sendmmsg}};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int family = a->any.sa_family == AF_INET6 ? AF_INET6 : AF_INET;
		int fd = socket(family, SOCK_DGRAM, 0);
		char style[64];

		snprintf(style, sizeof(style), "%s%s", ways[i].style, kind);
		say(style, ways[i].send(fd, a, len));
		close(fd);
	}
}

static void try_over_connected(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_in self = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(self);

	bind(fd, (struct sockaddr *)&self, len);
	getsockname(fd, (struct sockaddr *)&self, &len);
	if (connect(fd, (struct sockaddr *)&self, len) == 0)
		say("sendto-over-connected", by_sendto(fd, &to, to_len));
	close(fd);
}

int main(int argc, char **argv)
{
	union address other;
	char mapped[64];

	if (argc != 3)
		return 2;
	to_len = make_address(&to, argv[1], atoi(argv[2]));
	try_all("", &to, to_len);
	if (to.any.sa_family == AF_INET) {
		other = to;
		other.any.sa_family = AF_UNSPEC;
		try_all("-unspec", &other, to_len);
		snprintf(mapped, sizeof(mapped), "::ffff:%s", argv[1]);
		to_len = make_address(&other, mapped, atoi(argv[2]));
		try_all("-mapped", &other, to_len);
		to_len = sizeof(to.in);
		try_over_connected();
	}
	return 0;
}
