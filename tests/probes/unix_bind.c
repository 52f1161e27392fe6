/*
 * tests/probes/unix_bind.c PATH - make an AF_UNIX socket there ("@name": abstract); and one without a name.
 */
#include "net.h"

#include <stddef.h>
#include <sys/un.h>

int main(int argc, char **argv)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	socklen_t len = offsetof(struct sockaddr_un, sun_path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (argc != 2 || strlen(argv[1]) >= sizeof(un.sun_path))
		return 2;
	say("unnamed", bind(fd, (struct sockaddr *)&un, len));
	close(fd);
	memcpy(un.sun_path, argv[1], strlen(argv[1]));
	if (argv[1][0] == '@')
		un.sun_path[0] = '\0';
	len += (socklen_t)strlen(argv[1]);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	say("bind", bind(fd, (struct sockaddr *)&un, len));
	/* Shown as it was given, relative or not. */
	memset(&un, 0, sizeof(un));
	len = sizeof(un);
	if (argv[1][0] != '@' && getsockname(fd, (struct sockaddr *)&un, &len) == 0)
		printf("name %s\n", un.sun_path);
	return 0;
}
