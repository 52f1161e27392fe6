/*
 * tracer/loader.c - a dynamic loader by its contents: ET_DYN without PT_INTERP and without DF_1_PIE.
 */
#include "tracer/loader.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"

enum { HEADERS_MAX = 64, ENTRIES_MAX = 256 };

static bool read_at(int fd, void *to, size_t len, uint64_t offset)
{
	return pread(fd, to, len, (off_t)offset) == (ssize_t)len;
}

/* Does the dynamic section at @offset have DF_1_PIE in DT_FLAGS_1? */
static bool says_pie(int fd, uint64_t offset, uint64_t len)
{
	ElfW(Dyn) entries[ENTRIES_MAX];
	size_t n = len / sizeof(entries[0]);

	if (n > ENTRIES_MAX)
		n = ENTRIES_MAX;
	if (!read_at(fd, entries, n * sizeof(entries[0]), offset))
		return false;
	for (size_t i = 0; i < n && entries[i].d_tag != DT_NULL; i++)
		if (entries[i].d_tag == DT_FLAGS_1)
			return entries[i].d_un.d_val & DF_1_PIE;
	return false;
}

static bool read_header(int fd, ElfW(Ehdr) *ret)
{
	return read_at(fd, ret, sizeof(*ret), 0) && memcmp(ret->e_ident, ELFMAG, SELFMAG) == 0 &&
	       ret->e_type == ET_DYN && ret->e_phentsize == sizeof(ElfW(Phdr)) &&
	       ret->e_phnum > 0 && ret->e_phnum <= HEADERS_MAX;
}

bool loader_is(int fd)
{
	ElfW(Phdr) headers[HEADERS_MAX];
	const ElfW(Phdr) *dynamic = NULL;
	ElfW(Ehdr) elf;
	char link[64];
	scoped_fd int in = -1;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	in = open(link, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (in < 0 || !read_header(in, &elf) ||
		!read_at(in, headers, elf.e_phnum * sizeof(headers[0]), elf.e_phoff))
		return false;
	for (size_t i = 0; i < elf.e_phnum; i++) {
		if (headers[i].p_type == PT_INTERP)
			return false;
		if (headers[i].p_type == PT_DYNAMIC)
			dynamic = &headers[i];
	}
	return dynamic && !says_pie(in, dynamic->p_offset, dynamic->p_filesz);
}
