/*
 * tests/probes/dns_glibc_style.c SERVER NAME - ask as glibc does: a connected socket, two questions by one sendmmsg; the second
 * alone where only one was taken.
 */
#include "net.h"

int main(int argc, char **argv)
{
	unsigned char query[2][512], msg[2048];
	struct iovec iov[2];
	struct mmsghdr m[2] = {0};
	union address server;
	socklen_t len;
	int sent = 0;
	int fd;

	if (argc != 3)
		return 2;
	len = make_address(&server, argv[1], 53);
	fd = socket(server.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (connect(fd, &server.any, len) < 0) {
		say("connect", -1);
		return 1;
	}
	for (unsigned i = 0; i < 2; i++) {
		iov[i] = (struct iovec){query[i], make_query(query[i], i + 1, argv[2])};
		m[i].msg_hdr.msg_iov = &iov[i];
		m[i].msg_hdr.msg_iovlen = 1;
	}
	while (sent < 2) {
		int n = sendmmsg(fd, m + sent, 2 - (unsigned)sent, MSG_NOSIGNAL);

		if (n <= 0 || m[sent].msg_len != iov[sent].iov_len) {
			say("sendmmsg", -1);
			return 1;
		}
		sent += n;
	}
	for (int i = 0; i < 2 && wait_readable(fd) == 0; i++) {
		ssize_t n = recv(fd, msg, sizeof(msg), 0);

		say_answer(argv[2], msg, n);
	}
	close(fd);
	return 0;
}
