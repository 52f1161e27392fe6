/*
 * tests/probes/connect.c ADDRESS PORT - connect to it by TCP and UDP, plain, v4-mapped, non-blocking, with the
 * address where another thread could change it, and with a length that is wrong.
 */
#include "net.h"

#include <fcntl.h>
#include <sys/mman.h>

static void try_connect(const char *style, int type, const void *addr, socklen_t len)
{
	int family = ((const struct sockaddr *)addr)->sa_family;
	int fd = socket(family, type, 0);

	say(style, connect(fd, addr, len));
	close(fd);
}

static void try_nonblocking(const union address *a, socklen_t len)
{
	int fd = socket(a->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
	int r = connect(fd, &a->any, len);
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	socklen_t size = sizeof(errno);
	int error = 0;

	if (r < 0 && errno == EINPROGRESS && poll(&p, 1, 10000) == 1) {
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
		errno = error;
		r = error ? -1 : 0;
	}
	say("nonblocking", r);
	close(fd);
}

static void try_mapped(const char *text, int port)
{
	char mapped[64];
	union address a;
	socklen_t len;

	snprintf(mapped, sizeof(mapped), "::ffff:%s", text);
	len = make_address(&a, mapped, port);
	try_connect("tcp-mapped", SOCK_STREAM, &a, len);
	try_connect("udp-mapped", SOCK_DGRAM, &a, len);
	try_connect("tcp-mapped-24-bytes", SOCK_STREAM, &a, 24);
}

int main(int argc, char **argv)
{
	void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	union address a;
	socklen_t len;
	int fd;

	if (argc != 3)
		return 2;
	len = make_address(&a, argv[1], atoi(argv[2]));
	try_connect("tcp", SOCK_STREAM, &a, len);
	try_connect("udp", SOCK_DGRAM, &a, len);
	memcpy(shared, &a, len);
	try_connect("tcp-shared-memory", SOCK_STREAM, shared, len);
	try_nonblocking(&a, len);
	if (a.any.sa_family == AF_INET)
		try_mapped(argv[1], atoi(argv[2]));
	fd = socket(a.any.sa_family, SOCK_DGRAM, 0);
	say("short", connect(fd, &a.any, 8));
	say("long", connect(fd, &a.any, 129));
	say("bad-pointer", connect(fd, (const void *)8, len));
	a.any.sa_family = AF_UNSPEC;
	say("unspec", connect(fd, &a.any, len));
	a.any.sa_family = 39;
	say("unknown-family", connect(fd, &a.any, len));
	close(fd);
	return 0;
}
