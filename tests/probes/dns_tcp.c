/*
 * tests/probes/dns_tcp.c SERVER NAME... - ask by TCP, all names in one write that is cut in the middle.
 */
#include "net.h"

static int receive(int fd, unsigned char *to, size_t len)
{
	ssize_t n = recv(fd, to, len, MSG_WAITALL);

	return n == (ssize_t)len ? 0 : -1;
}

int main(int argc, char **argv)
{
	static unsigned char all[65536];
	union address server, peer;
	socklen_t len, peer_len = sizeof(peer);
	size_t at = 0;
	int fd;

	if (argc < 3)
		return 2;
	len = make_address(&server, argv[1], 53);
	fd = socket(server.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(fd, &server.any, len) < 0) {
		say("connect", -1);
		return 1;
	}
	if (getpeername(fd, &peer.any, &peer_len) == 0)
		check_source("getpeername", &peer, peer_len, &server, len);
	for (int i = 2; i < argc; i++) {
		size_t size = make_query(all + at + 2, (unsigned)i, argv[i]);

		all[at] = (unsigned char)(size >> 8);
		all[at + 1] = (unsigned char)size;
		at += size + 2;
	}
	if (write(fd, all, 3) != 3 || write(fd, all + 3, at - 3) != (ssize_t)at - 3) {
		say("write", -1);
		return 1;
	}
	for (int i = 2; i < argc; i++) {
		unsigned char head[2];
		size_t size;

		if (receive(fd, head, 2) < 0)
			return 1;
		size = (size_t)head[0] << 8 | head[1];
		if (receive(fd, all, size) < 0 || all[1] < 2 || all[1] >= argc)
			return 1;
		say_answer(argv[all[1]], all, (ssize_t)size);
	}
	close(fd);
	return 0;
}
