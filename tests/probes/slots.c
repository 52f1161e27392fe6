/*
 * tests/probes/slots.c PATH - can the read-only memory that a tracer gives a process be written or replaced?
 *
 * Connects to the socket PATH with a second thread about, looks for the shared read-only mapping that
 * then is there, and tries on it what could change what is in it.  One line per try: its errno, or ok.
 */
#include "probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

static void *wait_for_ever(void *arg)
{
	pause();
	return arg;
}

/* The mapping of a SysV segment, its start, length and id; 0: there is none. */
static int find(uintptr_t *start, size_t *len, int *id)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	int found = 0;

	while (!found && fgets(line, sizeof(line), maps)) {
		unsigned long from, to;

		if (strstr(line, "SYSV") &&
			sscanf(line, "%lx-%lx %*s %*s %*s %d", &from, &to, id) == 3) {
			*start = from;
			*len = to - from;
			found = 1;
		}
	}
	fclose(maps);
	return found;
}

static void try_mappings(uintptr_t start, size_t len)
{
	void *at = (void *)start;
	const int fixed = MAP_FIXED | MAP_ANONYMOUS | MAP_PRIVATE;
	const size_t giant = (size_t)4 << 30;
	const int rw = PROT_READ | PROT_WRITE;

	say("mprotect", mprotect(at, len, rw));
	say("pkey_mprotect", (int)syscall(SYS_pkey_mprotect, at, len, rw, -1));
	say("munmap", munmap(at, len));
	say("munmap around", munmap((void *)(start - giant), 2 * giant));
	say("mmap", mmap(at, len, rw, fixed, -1, 0) == MAP_FAILED ? -1 : 0);
	say("mmap around", mmap((void *)(start - giant), 2 * giant, rw, fixed | MAP_NORESERVE, -1, 0) ==
			MAP_FAILED ? -1 : 0);
	say("mremap away", mremap(at, len, len, MREMAP_MAYMOVE | MREMAP_FIXED, start + giant) ==
			MAP_FAILED ? -1 : 0);
	at = mmap(NULL, len, rw, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
	say("mremap over", mremap(at, len, len, MREMAP_MAYMOVE | MREMAP_FIXED, start) == MAP_FAILED ? -1
												     : 0);
	say("remap_file_pages", (int)syscall(SYS_remap_file_pages, start, 4096, 0, 1, 0));
	say("hint", mmap((void *)start, len, rw, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0) == (void *)start
			? 0
			: (errno = EEXIST, -1));
}

static void try_segment(uintptr_t start, size_t len, int id)
{
	struct shmid_ds ds = {.shm_perm.mode = 0666};
	int mine = shmget(IPC_PRIVATE, len, IPC_CREAT | 0600);

	say("shmat", (intptr_t)shmat(id, NULL, 0) == -1 ? -1 : 0);
	say("shmctl", shmctl(id, IPC_SET, &ds));
	say("shmdt", shmdt((void *)start));
	say("shmat over", (intptr_t)shmat(mine, (void *)start, SHM_REMAP) == -1 ? -1 : 0);
	shmctl(mine, IPC_RMID, NULL);
}

static void try_writing(uintptr_t start)
{
	struct iovec from = {(char[]){"x"}, 1}, to = {(void *)start, 1};
	int mem = open("/proc/self/mem", O_RDWR | O_CLOEXEC);

	say("mem", mem < 0 ? -1 : (int)pwrite(mem, "x", 1, (off_t)start));
	say("writev", (int)process_vm_writev(getpid(), &from, 1, &to, 1, 0));
	say("read into", (int)read(open("/dev/zero", O_RDONLY | O_CLOEXEC), (void *)start, 1));
}

int main(int argc, char **argv)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	pthread_t other;
	uintptr_t start;
	size_t len;
	int id;

	if (argc != 2)
		return 2;
	snprintf(un.sun_path, sizeof(un.sun_path), "%s", argv[1]);
	pthread_create(&other, NULL, wait_for_ever, NULL);
	say("connect", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&un, sizeof(un)));
	if (!find(&start, &len, &id)) {
		printf("no such memory\n");
		return 1;
	}
	try_mappings(start, len);
	try_segment(start, len, id);
	try_writing(start);
	say("connect", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&un, sizeof(un)));
	return 0;
}
