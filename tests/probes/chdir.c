/*
 * tests/probes/chdir.c DIR - make DIR the working directory by every call; prints each result.
 */
#include "probe.h"

#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int here = open(".", O_RDONLY | O_DIRECTORY);

	if (argc != 2 || here < 0)
		return 2;
	say("chdir", chdir(argv[1]));
	if (fchdir(here) < 0)
		return 1;
	say("fchdir", fchdir(open(argv[1], O_PATH | O_DIRECTORY)));
	if (fchdir(here) < 0)
		return 1;
	say("chroot", chroot(argv[1]));
	say("list", open(argv[1], O_RDONLY | O_DIRECTORY));
	return 0;
}
