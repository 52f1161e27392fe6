/*
 * tests/probes/rename.c FILE OTHER - move FILE to OTHER, and the other way round, by every call; what
 * worked is undone by the same call.
 */
#include "probe.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

static int by_rename(const char *from, const char *to)
{
#ifdef SYS_rename
	return (int)syscall(SYS_rename, from, to);
#else
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
#endif
}

static int by_renameat(const char *from, const char *to)
{
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static int by_renameat2(const char *from, const char *to)
{
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

static int by_exchange(const char *from, const char *to)
{
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *style;
		int (*move)(const char *, const char *);
	} ways[] = {{"rename", by_rename}, {"renameat", by_renameat}, {"renameat2", by_renameat2},
		{"exchange", by_exchange}};

	if (argc != 3)
		return 2;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int r = ways[i].move(argv[1], argv[2]);

		say(ways[i].style, r);
		if (r == 0)
			ways[i].move(argv[2], argv[1]);
	}
	return 0;
}
