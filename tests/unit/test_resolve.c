/*
 * tests/unit/test_resolve.c - tracer/resolve.c: the path that the kernel will use, for a process that
 * is not ours: its cwd, its descriptors, its /proc/self.
 *
 * The tracee is a child that waits; every case is also put through the slow
 * walk alone, which must say the same as the way that lets the kernel walk.
 */
#include "tests/unit/unit.h" /* cmocka with the headers it wants */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "tracer/resolve.h"
#include "tracer/resolve_walk.h"
#include "tracer/tracee.h"

/* Descriptors of the child, beside its cwd, which is TREE/base. */
enum { FD_DIR = 50, FD_FILE, FD_PIPE, FD_GONE, FD_MEMFD, FD_ODD };

static char tree[64];
static struct tracee child;
static struct tracee in_removed; /* a child whose cwd is gone */

static void make_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	close(fd);
}

static void put_fd(int fd, int as)
{
	if (fd < 0 || dup2(fd, as) < 0) /* inherited: the parent never execs */
		_exit(1);
}

static _Noreturn void child_wait(int ready)
{
	if (write(ready, "x", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static _Noreturn void child_main(int ready)
{
	int pipe_fd[2];

	if (chdir("base") < 0 || pipe2(pipe_fd, O_CLOEXEC) < 0)
		_exit(1);
	put_fd(open("../dir", O_PATH | O_DIRECTORY | O_CLOEXEC), FD_DIR);
	put_fd(open("../dir/file", O_RDONLY | O_CLOEXEC), FD_FILE);
	put_fd(pipe_fd[0], FD_PIPE);
	put_fd(open("../gone", O_RDWR | O_CREAT | O_CLOEXEC, 0600), FD_GONE);
	put_fd(open("../odd (deleted)", O_RDWR | O_CREAT | O_CLOEXEC, 0600), FD_ODD);
	put_fd(memfd_create("note", MFD_CLOEXEC), FD_MEMFD);
	if (unlink("../gone") < 0)
		_exit(1);
	child_wait(ready);
}

static _Noreturn void child_in_removed(int ready)
{
	if (mkdir("removed", 0700) < 0 || chdir("removed") < 0 || rmdir("../removed") < 0)
		_exit(1);
	child_wait(ready);
}

static void start(struct tracee *t, void (*run)(int))
{
	int ready[2];
	char c;

	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	t->tid = fork();
	if (t->tid == 0)
		run(ready[1]);
	t->tgid = t->tid;
	close(ready[1]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	close(ready[0]);
}

static void stop(struct tracee *t)
{
	kill(t->tid, SIGKILL);
	waitpid(t->tid, NULL, 0);
	arena_release(&t->scratch);
}

static int make_tree(void **state)
{
	(void)state;
	snprintf(tree, sizeof(tree), "/tmp/test-resolve-XXXXXX");
	assert_non_null(mkdtemp(tree));
	assert_int_equal(chdir(tree), 0);
	assert_int_equal(mkdir("base", 0755) | mkdir("dir", 0755) | mkdir("dir/sub", 0755), 0);
	make_file("dir/file");
	make_file("base/here");
	assert_int_equal(symlink("dir", "to-dir") | symlink("dir/sub", "to-sub") |
		symlink("/etc", "dir/to-etc") | symlink("nowhere", "dangling") |
		symlink("dir/new", "to-new") | symlink("loop-b", "loop-a") |
		symlink("loop-a", "loop-b") | symlink("/proc/self", "to-self") |
		symlink("to-dir", "to-to-dir") | symlink("/", "to-root"), 0);
	start(&child, child_main);
	start(&in_removed, child_in_removed);
	return 0;
}

static int remove_tree(void **state)
{
	static const char *const names[] = {"dir/file", "base/here", "to-dir", "to-sub", "dir/to-etc",
		"dangling", "to-new", "loop-a", "loop-b", "to-self", "to-to-dir", "to-root",
		"odd (deleted)"};

	(void)state;
	stop(&child);
	stop(&in_removed);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		unlink(names[i]);
	return rmdir("dir/sub") | rmdir("dir") | rmdir("base") | rmdir(tree);
}

/* Both ways; the result of the usual one. The path is compared with @want, "TREE/x" written "~/x". */
static struct resolved look(int dirfd, const char *path, unsigned flags, int want_error,
	const char *want)
{
	struct resolved fast, slow = {.parent_fd = -1};
	char full[2 * PATH_MAX];
	int r = tracee_resolve_path(&child, dirfd, path, flags, &fast);

	slow.given = path;
	slow.trailing_slash = path_wants_directory(path);
	assert_int_equal(resolve_walk(&child, dirfd, flags, &slow), r);
	assert_int_equal(r, want_error);
	if (r == 0) {
		snprintf(full, sizeof(full), "%s%s", want[0] == '~' ? tree : "",
			want[0] == '~' ? want + 1 : want);
		assert_string_equal(fast.path, full);
		assert_string_equal(slow.path, full);
		assert_int_equal(fast.len, strlen(full));
		assert_int_equal(slow.len, fast.len);
		assert_int_equal(slow.exists, fast.exists);
		assert_int_equal(slow.own_proc, fast.own_proc);
		assert_int_equal(slow.proc_pid, fast.proc_pid);
		assert_int_equal(slow.no_path, fast.no_path);
	}
	resolved_release(&slow);
	resolved_release(&fast);
	return fast;
}

static struct resolved look_at(const char *path, unsigned flags, const char *want)
{
	return look(AT_FDCWD, path, flags, 0, want);
}

static void relative_paths_start_in_the_tracees_directory(void **state)
{
	(void)state;
	assert_true(look_at("here", 0, "~/base/here").exists);
	look_at("../dir/file", 0, "~/dir/file");
	look_at("./../dir//./file", 0, "~/dir/file");
	look_at(".", 0, "~/base");
	look_at("..", 0, "~");
	look_at("../../../../../../..", 0, "/");
	assert_false(look_at("new", RESOLVE_CREATE, "~/base/new").exists);
}

static void links_come_before_dotdot(void **state)
{
	(void)state;
	look_at("../to-sub/../file", 0, "~/dir/file");
	look_at("../to-dir/to-etc/../etc/hostname", 0, "/etc/hostname");
	look_at("../to-to-dir/sub", 0, "~/dir/sub");
	look_at("../to-root/etc", 0, "/etc");
	look_at("../to-root", 0, "/");
}

static void last_link_is_followed_only_when_asked(void **state)
{
	(void)state;
	assert_true(S_ISDIR(look_at("../to-dir", 0, "~/dir").st.st_mode));
	assert_true(S_ISLNK(look_at("../to-dir", RESOLVE_NOFOLLOW, "~/to-dir").st.st_mode));
	look_at("../to-dir/", RESOLVE_NOFOLLOW, "~/dir");
	look_at("../to-to-dir/", RESOLVE_NOFOLLOW, "~/dir");
	look_at("../to-dir/", RESOLVE_NOFOLLOW | RESOLVE_PARENT, "~/to-dir");
	look_at("../to-dir/.", RESOLVE_NOFOLLOW, "~/dir");
}

static void dangling_link_names_what_would_be_made(void **state)
{
	(void)state;
	assert_false(look_at("../dangling", RESOLVE_CREATE, "~/nowhere").exists);
	assert_false(look_at("../to-new", RESOLVE_CREATE, "~/dir/new").exists);
	assert_true(look_at("../dangling", RESOLVE_NOFOLLOW, "~/dangling").exists);
}

static void errors_are_the_kernels(void **state)
{
	char name[NAME_MAX + 2], path[PATH_MAX + 1], longest[NAME_MAX + 16];

	(void)state;
	memset(name, 'x', NAME_MAX + 1);
	name[NAME_MAX + 1] = '\0';
	memset(path, '/', PATH_MAX);
	path[PATH_MAX] = '\0';
	look(AT_FDCWD, name, 0, -ENAMETOOLONG, NULL);
	snprintf(longest, sizeof(longest), "~/base/%s", name + 1);
	look_at(name + 1, 0, longest);
	assert_int_equal(tracee_resolve_path(&child, AT_FDCWD, path, 0, &(struct resolved){0}),
		-ENAMETOOLONG);
	assert_int_equal(tracee_resolve_path(&child, AT_FDCWD, "", 0, &(struct resolved){0}), -ENOENT);
	look_at(path + 1, 0, "/");
	look(AT_FDCWD, "../loop-a", 0, -ELOOP, NULL);
	look(AT_FDCWD, "../loop-a/x", RESOLVE_NOFOLLOW, -ELOOP, NULL);
	look(AT_FDCWD, "here/x", 0, -ENOTDIR, NULL);
	look(AT_FDCWD, "here/", 0, -ENOTDIR, NULL);
	look(AT_FDCWD, "here/.", 0, -ENOTDIR, NULL);
	look(AT_FDCWD, "here/..", 0, -ENOTDIR, NULL);
	look(AT_FDCWD, "no/x", 0, -ENOENT, NULL);
	look(AT_FDCWD, "no/..", 0, -ENOENT, NULL);
	look(999, "x", 0, -EBADF, NULL);
	look(FD_FILE, "x", 0, -ENOTDIR, NULL);
	look(FD_PIPE, "x", 0, -ENOTDIR, NULL);
}

static void directory_descriptors_are_the_tracees(void **state)
{
	struct resolved r;

	(void)state;
	look(FD_DIR, "file", 0, 0, "~/dir/file");
	look(FD_DIR, "../base/here", 0, 0, "~/base/here");
	look(FD_DIR, "/etc", 0, 0, "/etc");
	look(FD_DIR, "/sub", RESOLVE_ROOT_AT_DIRFD, 0, "~/dir/sub");
	look(FD_DIR, "../../sub", RESOLVE_ROOT_AT_DIRFD, 0, "~/dir/sub");
	look(FD_DIR, "to-etc/passwd", RESOLVE_ROOT_AT_DIRFD, -ENOENT, NULL);
	assert_int_equal(tracee_resolve_path(&child, FD_DIR, "", RESOLVE_EMPTY_PATH, &r), 0);
	assert_string_equal(r.path + strlen(tree), "/dir");
}

static void parent_of_the_name_is_opened(void **state)
{
	struct resolved r;
	struct stat st, dir;

	(void)state;
	assert_int_equal(stat("dir", &dir), 0);
	assert_int_equal(tracee_resolve_path(&child, AT_FDCWD, "../to-dir/file",
		RESOLVE_PARENT | RESOLVE_NOFOLLOW, &r), 0);
	assert_string_equal(r.name, "file");
	assert_int_equal(fstat(r.parent_fd, &st), 0);
	assert_int_equal(st.st_ino, dir.st_ino);
	resolved_release(&r);
	look_at("../dir/none/", RESOLVE_PARENT | RESOLVE_NOFOLLOW, "~/dir/none");
	look_at("../dir/.", RESOLVE_PARENT | RESOLVE_NOFOLLOW, "~/dir");
}

static void proc_self_is_the_tracee(void **state)
{
	char want[64], other[64];
	struct resolved r;

	(void)state;
	snprintf(want, sizeof(want), "/proc/%d/status", (int)child.tid);
	r = look_at("/proc/self/status", 0, want);
	assert_true(r.own_proc);
	assert_int_equal(r.proc_pid, child.tid);
	look_at("../to-self/status", 0, want);
	look_at("/proc/self/../../proc/self/status", 0, want);
	assert_true(look_at(want, 0, want).own_proc);
	snprintf(want, sizeof(want), "/proc/%d/task/%d/comm", (int)child.tid, (int)child.tid);
	assert_true(look_at("/proc/thread-self/comm", 0, want).own_proc);
	snprintf(want, sizeof(want), "/proc/%d/mounts", (int)child.tid);
	look_at("/proc/mounts", 0, want);
	snprintf(other, sizeof(other), "/proc/%d/environ", (int)getpid());
	r = look_at(other, 0, other);
	assert_false(r.own_proc);
	assert_int_equal(r.proc_pid, getpid());
	snprintf(want, sizeof(want), "/proc/%d/none", (int)child.tid);
	look_at("/proc/self/none", 0, want);
}

static void magic_links_lead_to_their_object(void **state)
{
	char path[96], want[64], pipe_text[64];
	ssize_t n;

	(void)state;
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)child.tid, FD_PIPE);
	n = readlink(path, pipe_text, sizeof(pipe_text) - 1);
	assert_true(n > 0);
	pipe_text[n] = '\0';
	look_at("/proc/self/cwd/here", 0, "~/base/here");
	look_at("/proc/self/root/etc/passwd", 0, "/etc/passwd");
	look_at("/proc/thread-self/root/etc/../proc/self/root", 0, "/");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", FD_DIR);
	look_at(path, 0, "~/dir");
	snprintf(want, sizeof(want), "/proc/%d/fd/%d", (int)child.tid, FD_DIR);
	look_at(path, RESOLVE_NOFOLLOW, want);
	snprintf(path, sizeof(path), "/dev/fd/%d/../base/here", FD_DIR);
	look_at(path, 0, "~/base/here");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", FD_FILE);
	look_at(path, 0, "~/dir/file");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", FD_PIPE);
	assert_true(look_at(path, 0, pipe_text).no_path);
	snprintf(want, sizeof(want), "/proc/%d/fd/99", (int)child.tid);
	look_at("/proc/self/fd/99", 0, want);
}

static void deleted_is_known_by_the_file_not_the_name(void **state)
{
	struct resolved r;

	(void)state;
	assert_int_equal(tracee_resolve_fd(&child, FD_GONE, &r), 0);
	assert_string_equal(r.path + strlen(tree), "/gone");
	assert_int_equal(tracee_resolve_fd(&child, FD_ODD, &r), 0);
	assert_string_equal(r.path + strlen(tree), "/odd (deleted)");
	assert_int_equal(tracee_resolve_fd(&child, FD_MEMFD, &r), 0);
	assert_true(r.no_path);
	assert_int_equal(tracee_resolve_fd(&child, FD_PIPE, &r), 0);
	assert_true(r.no_path);
	assert_int_equal(tracee_resolve_fd(&child, 999, &r), -EBADF);
}

static void nothing_is_found_from_a_removed_directory(void **state)
{
	struct resolved r;

	(void)state;
	assert_int_equal(tracee_resolve_path(&in_removed, AT_FDCWD, "x", RESOLVE_CREATE, &r), -ENOENT);
	assert_int_equal(tracee_resolve_path(&in_removed, AT_FDCWD, "/etc", 0, &r), 0);
	assert_string_equal(r.path, "/etc");
}

/* A directory whose own name takes more than PATH_MAX cannot be judged. */
static void too_deep_a_directory_is_refused(void **state)
{
	char name[201];
	struct resolved r;
	struct tracee deep = {0};
	int depth = 0;

	(void)state;
	memset(name, 'd', 200);
	name[200] = '\0';
	for (; depth < 22; depth++)
		assert_int_equal(mkdir(name, 0755) | chdir(name), 0);
	start(&deep, child_wait);
	assert_int_equal(tracee_resolve_path(&deep, AT_FDCWD, "x", RESOLVE_CREATE, &r), -EPERM);
	assert_int_equal(tracee_resolve_path(&deep, AT_FDCWD, "/etc", 0, &r), 0);
	stop(&deep);
	for (; depth > 0; depth--)
		assert_int_equal(chdir("..") | rmdir(name), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relative_paths_start_in_the_tracees_directory),
		cmocka_unit_test(links_come_before_dotdot),
		cmocka_unit_test(last_link_is_followed_only_when_asked),
		cmocka_unit_test(dangling_link_names_what_would_be_made),
		cmocka_unit_test(errors_are_the_kernels),
		cmocka_unit_test(directory_descriptors_are_the_tracees),
		cmocka_unit_test(parent_of_the_name_is_opened),
		cmocka_unit_test(proc_self_is_the_tracee),
		cmocka_unit_test(magic_links_lead_to_their_object),
		cmocka_unit_test(deleted_is_known_by_the_file_not_the_name),
		cmocka_unit_test(nothing_is_found_from_a_removed_directory),
		cmocka_unit_test(too_deep_a_directory_is_refused),
	};

	return cmocka_run_group_tests_name("resolve", tests, make_tree, remove_tree);
}
