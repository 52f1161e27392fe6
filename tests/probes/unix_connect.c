/*
 * tests/probes/unix_connect.c PATH - reach the AF_UNIX socket at PATH ("@name": abstract) by connect and by a datagram,
 * plainly, relatively, through a link and through /proc/self/fd.
 */
#include "net.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/un.h>

static socklen_t make_unix(struct sockaddr_un *un, const char *path)
{
	size_t len = strlen(path);

	*un = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (len >= sizeof(un->sun_path))
		exit(2);
	memcpy(un->sun_path, path, len);
	if (path[0] == '@')
		un->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + (path[0] != '@'));
}

static void try_path(const char *style, const char *path)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un un;
	socklen_t len = make_unix(&un, path);

	say(style, connect(fd, (struct sockaddr *)&un, len));
	close(fd);
}

int main(int argc, char **argv)
{
	char text[128];
	char *slash;
	struct sockaddr_un un;
	socklen_t len;
	int fd;

	if (argc != 2)
		return 2;
	try_path("connect", argv[1]);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	len = make_unix(&un, argv[1]);
	say("sendto", sendto(fd, "x", 1, 0, (struct sockaddr *)&un, len));
	close(fd);
	if (argv[1][0] == '@')
		return 0;
	unlink("probe-link");
	if (symlink(argv[1], "probe-link") == 0)
		try_path("link", "probe-link");
	unlink("probe-link");
	fd = open(argv[1], O_PATH | O_CLOEXEC);
	snprintf(text, sizeof(text), "/proc/self/fd/%d", fd);
	try_path("proc-fd", text);
	slash = strrchr(argv[1], '/');
	if (!slash)
		return 0;
	*slash = '\0';
	if (chdir(argv[1]) == 0)
		try_path("relative", slash + 1);
	return 0;
}
