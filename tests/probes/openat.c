/*
 * tests/probes/openat.c FILE - read FILE by every spelling of open(2); prints what it got: the style and
 * the file's first word, or the errno.
 *
 * FILE is DIR/NAME, relative, with DIR below the working directory.
 */
#include "probe.h"

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void show(const char *style, int fd)
{
	char word[32] = "";
	ssize_t n;

	if (fd < 0) {
		printf("%s %s\n", style, strerrorname_np(errno));
		return;
	}
	n = read(fd, word, sizeof(word) - 1);
	word[n < 0 ? 0 : n] = '\0';
	word[strcspn(word, "\n")] = '\0';
	printf("%s got %s\n", style, word);
	close(fd);
}

static int open_how(int dirfd, const char *path, uint64_t flags, uint64_t resolve)
{
	/* A struct larger than the kernel's, its tail zero. */
	struct {
		struct open_how how;
		uint64_t more[4];
	} h = {.how = {.flags = flags, .resolve = resolve}};

	return (int)syscall(SYS_openat2, dirfd, path, &h, sizeof(h));
}

/* @path so that its NUL is the last byte before an unmapped page. */
static const char *at_page_end(const char *path)
{
	char *two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(two + 4096, 4096);
	return strcpy(two + 4096 - strlen(path) - 1, path);
}

static const char *across_pages(const char *path)
{
	char *two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return strcpy(two + 4096 - strlen(path) / 2, path);
}

static const char *padded(const char *path)
{
	static char long_path[PATH_MAX];
	size_t pad = sizeof(long_path) - 1 - strlen(path);

	for (size_t i = 0; i < pad; i += 2)
		memcpy(long_path + i, i + 2 <= pad ? "./" : "", i + 2 <= pad ? 2 : 0);
	strcpy(long_path + pad / 2 * 2, path);
	return long_path;
}

static void by_proc(const char *file, const char *cwd)
{
	char path[2 * PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "/proc/self/cwd/%s", file);
	show("proc-cwd", open(path, O_RDONLY));
	snprintf(path, sizeof(path), "/proc/thread-self/root%s/%s", cwd, file);
	show("proc-root", open(path, O_RDONLY));
	snprintf(path, sizeof(path), "/proc/%d/task/%d/cwd/%s", getpid(), gettid(), file);
	show("proc-task", open(path, O_RDONLY));
	fd = open(file, O_PATH);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	show("o-path-again", fd < 0 ? -1 : open(path, O_RDONLY));
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	show("dev-fd", fd < 0 ? -1 : open(path, O_RDONLY));
}

static void by_directory(const char *dir, const char *name, const char *cwd)
{
	char path[PATH_MAX];
	int fd = open(dir, O_PATH | O_DIRECTORY);
	int here = open(".", O_RDONLY | O_DIRECTORY);

	show("dirfd", fd < 0 ? -1 : openat(fd, name, O_RDONLY));
	show("dirfd-high-bits",
		fd < 0 ? -1 : (int)syscall(SYS_openat, (1L << 32) | fd, name, O_RDONLY, 0));
	snprintf(path, sizeof(path), "/%s", name);
	show("in-root", fd < 0 ? -1 : open_how(fd, path, O_RDONLY, RESOLVE_IN_ROOT));
	snprintf(path, sizeof(path), "../../%s", name);
	show("in-root-dotdot", fd < 0 ? -1 : open_how(fd, path, O_RDONLY, RESOLVE_IN_ROOT));
	show("beneath", fd < 0 ? -1 : open_how(fd, name, O_RDONLY, RESOLVE_BENEATH));
	if (fd >= 0 && fchdir(fd) == 0)
		show("fchdir", open(name, O_RDONLY));
	if (fchdir(here) == 0 && chdir(dir) == 0)
		show("chdir", open(name, O_RDONLY));
	if (chdir(cwd) < 0)
		exit(1);
}

int main(int argc, char **argv)
{
	char cwd[PATH_MAX], path[2 * PATH_MAX];
	char *file = argv[1];
	char *dir, *name;

	if (argc != 2 || !getcwd(cwd, sizeof(cwd)))
		return 2;
	dir = dirname(strdup(file));
	name = basename(strdup(file));
#ifdef SYS_open
	show("open", (int)syscall(SYS_open, file, O_RDONLY, 0));
#endif
	show("openat", openat(AT_FDCWD, file, O_RDONLY));
	show("read-write", open(file, O_RDWR));
	show("openat2", open_how(AT_FDCWD, file, O_RDONLY, 0));
	snprintf(path, sizeof(path), "%s//./%s/../%s/%s", cwd, dir, basename(strdup(dir)), name);
	show("absolute", open(path, O_RDONLY));
	show("page-end", open(at_page_end(file), O_RDONLY));
	show("across-pages", open(across_pages(file), O_RDONLY));
	show("padded", open(padded(file), O_RDONLY));
	if (symlink(file, "probe-link") == 0)
		show("symlink", open("probe-link", O_RDONLY));
	if (symlink(dir, "probe-dir") == 0) {
		snprintf(path, sizeof(path), "probe-dir/%s", name);
		show("symlink-dir", open(path, O_RDONLY));
	}
	unlink("probe-link");
	unlink("probe-dir");
	by_proc(file, cwd);
	by_directory(dir, name, cwd);
	return 0;
}
