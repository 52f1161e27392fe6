/*
 * shell/redir_net.c - /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT.
 *
 * An ordinary resolve and connect: the supervisor's DNS proxy and network rules judge them.
 */
#include "shell/redir_net.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/arena.h"
#include "shell/diag.h"
#include "shell/shell.h"

static int connect_first(const struct addrinfo *list)
{
	int error = ECONNREFUSED;

	for (; list; list = list->ai_next) {
		int fd = socket(list->ai_family, list->ai_socktype | SOCK_CLOEXEC, list->ai_protocol);

		if (fd < 0) {
			error = errno;
			continue;
		}
		if (connect(fd, list->ai_addr, list->ai_addrlen) == 0)
			return fd;
		error = errno;
		close(fd);
	}
	return -error;
}

int redir_open_net(struct shell *sh, const char *path)
{
	char *host = arena_strdup(&sh->scratch, path + 9);
	char *port = strchr(host, '/');
	struct addrinfo hints = {
		.ai_socktype = strncmp(path, "/dev/udp/", 9) == 0 ? SOCK_DGRAM : SOCK_STREAM,
	};
	struct addrinfo *list;
	int fd, r;

	if (!port || strchr(port + 1, '/')) {
		diag(sh, "%s: %s", path, strerror(ENOENT));
		return -2;
	}
	*port++ = '\0';
	r = getaddrinfo(host, port, &hints, &list);
	if (r) {
		diag(sh, "%s: %s", r == EAI_SERVICE ? port : host, gai_strerror(r));
		diag(sh, "%s: %s", path, strerror(EINVAL));
		return -2;
	}
	fd = connect_first(list);
	freeaddrinfo(list);
	if (fd < 0) {
		dprintf(STDERR_FILENO, "%s: connect: %s\n", sh->prog, strerror(-fd));
		diag(sh, "%s: %s", path, strerror(-fd));
		return -2;
	}
	return fd;
}
