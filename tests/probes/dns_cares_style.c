/*
 * tests/probes/dns_cares_style.c SERVER NAME... - ask as c-ares does: one connected socket for all names, send, recvfrom
 * with the source looked at; and getpeername.
 */
#include "net.h"

int main(int argc, char **argv)
{
	union address server, from;
	socklen_t len, from_len;
	int fd;

	if (argc < 3)
		return 2;
	len = make_address(&server, argv[1], 53);
	fd = socket(server.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (connect(fd, &server.any, len) < 0) {
		say("connect", -1);
		return 1;
	}
	for (int i = 2; i < argc; i++) {
		unsigned char msg[2048];
		size_t size = make_query(msg, 0x4341, argv[i]);
		ssize_t n;

		if (send(fd, msg, size, 0) < 0 || wait_readable(fd) < 0) {
			say(argv[i], -1);
			continue;
		}
		from_len = sizeof(from);
		n = recvfrom(fd, msg, sizeof(msg), 0, &from.any, &from_len);
		check_source(argv[i], &from, from_len, &server, len);
		say_answer(argv[i], msg, n);
	}
	from_len = sizeof(from);
	if (getpeername(fd, &from.any, &from_len) < 0)
		say("getpeername", -1);
	else
		check_source("getpeername", &from, from_len, &server, len);
	close(fd);
	return 0;
}
