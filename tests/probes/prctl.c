/*
 * tests/probes/prctl.c FILE - what a process may not do to itself to get out of sight; then read FILE, which
 * the policy denies.
 */
#include "probe.h"

#include <fcntl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rlimit core = {RLIM_INFINITY, RLIM_INFINITY};

	if (argc != 2)
		return 2;
	say("dumpable", prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
	say("ptracer", prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0));
	say("mm", prctl(PR_SET_MM, PR_SET_MM_BRK, sbrk(0), 0, 0));
	say("personality-query", personality(0xffffffff));
	say("personality", personality(ADDR_NO_RANDOMIZE));
	setrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_CORE, &core);
	printf("core %lu\n", (unsigned long)core.rlim_max);
	say("ptrace", syscall(SYS_ptrace, 0, 0, 0, 0));
	say("read", open(argv[1], O_RDONLY));
	return 0;
}
