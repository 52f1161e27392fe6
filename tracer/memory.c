/*
 * tracer/memory.c - the memory of a stopped tracee.
 */
#include "tracer/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "tracer/tracee.h"
#include "tracer/tracer.h"

enum {
	PAGE = 4096,        /* reads never cross one, so that what is readable is read */
	FIRST_CHUNK = 256,  /* most strings are shorter */
};

static size_t up_to_page_end(uint64_t addr, size_t len)
{
	size_t rest = PAGE - (addr & (PAGE - 1));

	return len < rest ? len : rest;
}

/* Bad addresses are EFAULT to the kernel but EIO or ENXIO to some of the ways in. */
static int64_t read_error(int error)
{
	return error == EFAULT || error == EIO || error == ENXIO || error == ENOMEM ? -EFAULT
		: error == ESRCH                                                    ? -ESRCH
										    : -EPERM;
}

static int64_t read_by_peek(pid_t tid, uint64_t addr, char *to, size_t len)
{
	size_t done = 0;

	while (done < len) {
		uint64_t at = (addr + done) & ~(uint64_t)(sizeof(long) - 1);
		size_t skip = addr + done - at;
		size_t n = sizeof(long) - skip;
		long word;

		errno = 0;
		word = ptrace(PTRACE_PEEKDATA, tid, (void *)(uintptr_t)at, NULL);
		if (errno)
			return done ? (int64_t)done : read_error(errno);
		n = n < len - done ? n : len - done;
		memcpy(to + done, (char *)&word + skip, n);
		done += n;
	}
	return (int64_t)done;
}

static int64_t read_by_file(pid_t tid, uint64_t addr, char *to, size_t len)
{
	char path[64];
	scoped_fd int fd = -1;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/mem", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return read_by_peek(tid, addr, to, len);
	n = pread(fd, to, len, (off_t)addr);
	return n > 0 ? n : read_by_peek(tid, addr, to, len);
}

/* One piece that does not cross a page. */
static int64_t read_piece(struct tracee *t, uint64_t addr, char *to, size_t len)
{
	if (!t->tracer->quirks.no_process_vm) {
		struct iovec local = {.iov_base = to, .iov_len = len};
		struct iovec remote = {.iov_base = (void *)(uintptr_t)addr, .iov_len = len};
		ssize_t n = process_vm_readv(t->tid, &local, 1, &remote, 1, 0);

		if (n > 0)
			return n;
		if (n < 0 && (errno == EFAULT || errno == ESRCH))
			return -errno;
		if (n < 0 && errno == ENOSYS)
			t->tracer->quirks.no_process_vm = true;
	}
	return read_by_file(t->tid, addr, to, len);
}

int64_t tracee_read_some(struct tracee *t, uint64_t addr, void *to, size_t len)
{
	size_t done = 0;

	while (done < len) {
		size_t piece = up_to_page_end(addr + done, len - done);
		int64_t n = read_piece(t, addr + done, (char *)to + done, piece);

		if (n < 0)
			return done ? (int64_t)done : n;
		done += (size_t)n;
	}
	return (int64_t)done;
}

int tracee_read(struct tracee *t, uint64_t addr, void *to, size_t len)
{
	int64_t n = tracee_read_some(t, addr, to, len);

	if (n < 0)
		return (int)n;
	return (size_t)n == len ? 0 : -EFAULT;
}

int tracee_read_str(struct tracee *t, uint64_t addr, size_t max, char **ret, size_t *ret_len)
{
	char chunk[PAGE];
	char *text = NULL;
	size_t len = 0;
	size_t want = FIRST_CHUNK;

	for (;;) {
		size_t piece = up_to_page_end(addr + len, want);
		int64_t n = read_piece(t, addr + len, chunk, piece);
		const char *nul;
		char *longer;
		size_t more;

		if (n < 0)
			return (int)n;
		nul = memchr(chunk, '\0', (size_t)n);
		more = nul ? (size_t)(nul - chunk) : (size_t)n;
		if (len + more > max)
			return -ENAMETOOLONG;
		longer = arena_alloc(&t->scratch, len + more + 1);
		if (len)
			memcpy(longer, text, len);
		memcpy(longer + len, chunk, more);
		text = longer;
		len += more;
		text[len] = '\0';
		if (nul) {
			*ret = text;
			*ret_len = len;
			return 0;
		}
		want = PAGE;
	}
}

/* Also into pages that the tracee itself may only read. */
static int write_by_poke(pid_t tid, uint64_t addr, const char *from, size_t len)
{
	for (size_t done = 0; done < len;) {
		uint64_t at = (addr + done) & ~(uint64_t)(sizeof(long) - 1);
		size_t skip = addr + done - at;
		size_t n = sizeof(long) - skip;
		long word;

		errno = 0;
		word = ptrace(PTRACE_PEEKDATA, tid, (void *)(uintptr_t)at, NULL);
		if (errno)
			return (int)read_error(errno);
		n = n < len - done ? n : len - done;
		memcpy((char *)&word + skip, from + done, n);
		if (ptrace(PTRACE_POKEDATA, tid, (void *)(uintptr_t)at, (void *)word) < 0)
			return (int)read_error(errno);
		done += n;
	}
	return 0;
}

int tracee_write(struct tracee *t, uint64_t addr, const void *from, size_t len)
{
	if (!t->tracer->quirks.no_process_vm) {
		struct iovec local = {.iov_base = (void *)(uintptr_t)from, .iov_len = len};
		struct iovec remote = {.iov_base = (void *)(uintptr_t)addr, .iov_len = len};
		ssize_t n = process_vm_writev(t->tid, &local, 1, &remote, 1, 0);

		if (n == (ssize_t)len)
			return 0;
		if (n < 0 && errno == ESRCH)
			return -ESRCH;
	}
	return write_by_poke(t->tid, addr, from, len);
}
