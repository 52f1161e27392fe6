/*
 * tests/probes/unlink.c NAME - remove NAME, a file or an empty directory, by the one call that is named
 * by the second operand: unlink, unlinkat, rmdir, removedir, dirfd.
 */
#include "probe.h"

#include <fcntl.h>
#include <libgen.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const char *name = argv[1];
	const char *how = argc == 3 ? argv[2] : "";

	if (strcmp(how, "unlink") == 0)
		say(how, unlink(name));
	else if (strcmp(how, "unlinkat") == 0)
		say(how, unlinkat(AT_FDCWD, name, 0));
	else if (strcmp(how, "rmdir") == 0)
		say(how, rmdir(name));
	else if (strcmp(how, "removedir") == 0)
		say(how, unlinkat(AT_FDCWD, name, AT_REMOVEDIR));
	else if (strcmp(how, "dirfd") == 0)
		say(how, unlinkat(open(dirname(strdup(name)), O_PATH | O_DIRECTORY),
			basename(strdup(name)), 0));
	else
		return 2;
	return 0;
}
