/*
 * tests/probes/dns_musl_style.c SERVER NAME... - ask as musl does: one unconnected socket, sendto, recvmsg; an answer whose
 * source is not the server is no answer.
 */
#include "net.h"

static void ask(int fd, const union address *server, socklen_t server_len, const char *name)
{
	unsigned char msg[2048];
	union address from;
	struct iovec iov = {.iov_base = msg, .iov_len = sizeof(msg)};
	struct msghdr h = {
		.msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &iov, .msg_iovlen = 1};
	size_t len = make_query(msg, 0x4d55, name);
	ssize_t n;

	if (sendto(fd, msg, len, MSG_NOSIGNAL, &server->any, server_len) < 0 ||
		wait_readable(fd) < 0) {
		say(name, -1);
		return;
	}
	n = recvmsg(fd, &h, 0);
	check_source(name, &from, h.msg_namelen, server, server_len);
	say_answer(name, msg, n);
}

int main(int argc, char **argv)
{
	union address server;
	socklen_t len;
	int fd;

	if (argc < 3)
		return 2;
	len = make_address(&server, argv[1], 53);
	fd = socket(server.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	for (int i = 2; i < argc; i++)
		ask(fd, &server, len, argv[i]);
	close(fd);
	return 0;
}
