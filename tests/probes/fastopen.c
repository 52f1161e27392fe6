/*
 * tests/probes/fastopen.c ADDRESS PORT - connect by sending: MSG_FASTOPEN in sendto and sendmsg,
 * TCP_FASTOPEN_CONNECT.
 */
#include "net.h"

#include <netinet/tcp.h>

int main(int argc, char **argv)
{
	char payload[] = "x";
	struct iovec iov = {.iov_base = payload, .iov_len = 1};
	struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1};
	union address a;
	socklen_t len;
	int on = 1;
	int fd;

	if (argc != 3)
		return 2;
	len = make_address(&a, argv[1], atoi(argv[2]));
	h.msg_name = &a;
	h.msg_namelen = len;
	fd = socket(a.any.sa_family, SOCK_STREAM, 0);
	say("sendto", sendto(fd, "x", 1, MSG_FASTOPEN, &a.any, len));
	close(fd);
	fd = socket(a.any.sa_family, SOCK_STREAM, 0);
	say("sendmsg", sendmsg(fd, &h, MSG_FASTOPEN));
	close(fd);
	fd = socket(a.any.sa_family, SOCK_STREAM, 0);
	setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof(on));
	say("connect", connect(fd, &a.any, len));
	close(fd);
	return 0;
}
