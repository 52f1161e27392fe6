/*
 * tests/unit/test_trash.c - policy/trash*.c: what is deleted can be brought back, with all it had.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"
#include "policy/trash.h"
#include "policy/trash_internal.h"

static char dir[64]; /* holds work/ and trash/ */
static char work[96];
static char trash[96];
static int work_fd;

static int make_dirs(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "/tmp/agentsh-trash-XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(work, sizeof(work), "%s/work", dir);
	snprintf(trash, sizeof(trash), "%s/trash", dir);
	assert_int_equal(mkdir(work, 0755), 0);
	work_fd = open(work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return 0;
}

static int remove_dirs(void **state)
{
	int tmp = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_int_equal(trash_remove(tmp, dir + strlen("/tmp/")), 0);
	close(tmp);
	close(work_fd);
	return 0;
}

static void write_file(const char *name, const char *text)
{
	int fd = openat(work_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, strlen(text)), 0);
	close(fd);
}

static void expect_file(const char *name, const char *want)
{
	struct buf text = BUF_INIT;
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", work, name);
	assert_int_equal(fd_read_file(path, &text), 0);
	assert_string_equal(text.s, want);
	buf_release(&text);
}

static bool exists(const char *name)
{
	return faccessat(work_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static int put(const char *name, bool directory, char *token)
{
	char path[256];
	struct trash_request req = {.trash_dir = trash,
		.parent_fd = work_fd,
		.name = name,
		.original_path = path,
		.session = "s1",
		.command = "rm x",
		.hash_under = 1 << 20,
		.directory = directory};

	snprintf(path, sizeof(path), "%s/%s", work, name);
	return trash_put(&req, token);
}

static int restore(const char *token, const char *dest, bool force)
{
	struct buf path = BUF_INIT;
	int r = trash_restore(trash, token, dest, force, &path);

	buf_release(&path);
	return r;
}

static void a_file_comes_back_with_mode_and_time(void **state)
{
	struct timespec times[2] = {{.tv_sec = 1000}, {.tv_sec = 2000, .tv_nsec = 5}};
	struct stat before, after;
	char token[32];

	(void)state;
	write_file("a", "hello");
	assert_int_equal(fchmodat(work_fd, "a", 04751, 0), 0);
	utimensat(work_fd, "a", times, 0);
	fstatat(work_fd, "a", &before, 0);
	assert_int_equal(put("a", false, token), 0);
	assert_false(exists("a"));
	assert_int_equal(restore(token, NULL, false), 0);
	fstatat(work_fd, "a", &after, 0);
	expect_file("a", "hello");
	assert_int_equal(before.st_mode, after.st_mode);
	assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_int_equal(restore(token, NULL, false), -ENOENT);
}

static void an_existing_destination_is_kept_unless_forced(void **state)
{
	char token[32];

	(void)state;
	write_file("b", "old");
	assert_int_equal(put("b", false, token), 0);
	write_file("b", "new");
	assert_int_equal(restore(token, NULL, false), -EEXIST);
	expect_file("b", "new");
	assert_int_equal(restore(token, NULL, true), 0);
	expect_file("b", "old");
}

static void changed_content_is_noticed(void **state)
{
	char token[32], path[256];
	int fd;

	(void)state;
	write_file("c", "true");
	assert_int_equal(put("c", false, token), 0);
	snprintf(path, sizeof(path), "%s/payload/%s", trash, token);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(write(fd, "fals", 4), 4);
	close(fd);
	assert_int_equal(restore(token, NULL, false), -EBADMSG);
	assert_int_equal(restore(token, NULL, true), 0);
}

static void directories_links_and_pipes_are_kept_as_such(void **state)
{
	char token[32], target[32] = "";
	struct stat st;

	(void)state;
	assert_int_equal(mkdirat(work_fd, "d", 0750), 0);
	assert_int_equal(put("d", false, token), -EISDIR);
	assert_int_equal(mkdirat(work_fd, "d/inside", 0750), 0);
	assert_int_equal(put("d", true, token), -ENOTEMPTY);
	assert_int_equal(unlinkat(work_fd, "d/inside", AT_REMOVEDIR), 0);
	assert_int_equal(put("d", true, token), 0);
	assert_int_equal(restore(token, NULL, false), 0);
	assert_int_equal(fstatat(work_fd, "d", &st, 0), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(symlinkat("/nowhere", work_fd, "l"), 0);
	assert_int_equal(put("l", true, token), -ENOTDIR);
	assert_int_equal(put("l", false, token), 0);
	assert_int_equal(restore(token, NULL, false), 0);
	assert_true(readlinkat(work_fd, "l", target, sizeof(target) - 1) > 0);
	assert_string_equal(target, "/nowhere");
	assert_int_equal(mkfifoat(work_fd, "p", 0600), 0);
	assert_int_equal(put("p", false, token), 0);
	assert_int_equal(restore(token, NULL, false), 0);
	assert_int_equal(put("missing", false, token), -ENOENT);
}

static void missing_directories_are_made_and_links_on_the_way_refused(void **state)
{
	char token[32], dest[256], path[300];
	struct trash_request req = {.trash_dir = trash, .name = "f", .session = "s", .command = ""};

	(void)state;
	assert_int_equal(mkdirat(work_fd, "x", 0755), 0);
	write_file("x/f", "1");
	req.parent_fd = openat(work_fd, "x", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	snprintf(path, sizeof(path), "%s/x/f", work);
	req.original_path = path;
	assert_int_equal(trash_put(&req, token), 0);
	close(req.parent_fd);
	assert_int_equal(unlinkat(work_fd, "x", AT_REMOVEDIR), 0);
	assert_int_equal(symlinkat("/tmp", work_fd, "x"), 0);
	assert_true(restore(token, NULL, false) < 0);
	assert_int_equal(unlinkat(work_fd, "x", 0), 0);
	assert_int_equal(restore(token, NULL, false), 0);
	expect_file("x/f", "1");
	write_file("g", "2");
	assert_int_equal(put("g", false, token), 0);
	snprintf(dest, sizeof(dest), "%s/deep/down/here", work);
	assert_int_equal(restore(token, dest, false), 0);
	expect_file("deep/down/here", "2");
}

static void odd_names_survive(void **state)
{
	static const char *const names[] = {
		"new\nline", "\xff\xfe", "quo\"te\\", "\xc3\xa9", "a b", NULL};
	char token[32];

	(void)state;
	for (const char *const *n = names; *n; n++) {
		write_file(*n, *n);
		assert_int_equal(put(*n, false, token), 0);
		assert_false(exists(*n));
		assert_int_equal(restore(token, NULL, false), 0);
		expect_file(*n, *n);
	}
}

static void a_copy_has_all_that_the_original_had(void **state)
{
	struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 2}};
	int fd = openat(work_fd, "src", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	char hash[TRASH_HASH_SIZE], again[TRASH_HASH_SIZE], value[8] = "";
	struct stat a, b;
	bool attrs;

	(void)state;
	for (int i = 0; i < 50000; i++)
		assert_int_equal(write(fd, "0123456789", 10), 10);
	attrs = fsetxattr(fd, "user.test", "yes", 3, 0) == 0;
	fchmod(fd, 02710);
	close(fd);
	utimensat(work_fd, "src", times, 0);
	assert_int_equal(trash_copy(work_fd, "src", work_fd, "dst"), 0);
	assert_int_equal(trash_hash(work_fd, "src", hash), 0);
	assert_int_equal(trash_hash(work_fd, "dst", again), 0);
	assert_string_equal(hash, again);
	fstatat(work_fd, "src", &a, 0);
	fstatat(work_fd, "dst", &b, 0);
	assert_true(a.st_mode == b.st_mode && a.st_size == b.st_size && b.st_mtim.tv_sec == 2);
	fd = openat(work_fd, "dst", O_RDONLY | O_CLOEXEC);
	if (attrs)
		assert_int_equal(fgetxattr(fd, "user.test", value, sizeof(value)), 3);
	close(fd);
	assert_int_equal(trash_copy(work_fd, "src", work_fd, "dst"), -EEXIST);
	assert_int_equal(symlinkat("src", work_fd, "s"), 0);
	assert_int_equal(trash_hash(work_fd, "s", hash), -EINVAL);
	assert_int_equal(trash_copy(work_fd, "s", work_fd, "s2"), 0);
	assert_int_equal(mkfifoat(work_fd, "q", 0644), 0);
	assert_int_equal(trash_copy(work_fd, "q", work_fd, "q2"), 0);
	fstatat(work_fd, "q2", &a, AT_SYMLINK_NOFOLLOW);
	assert_true(S_ISFIFO(a.st_mode));
}

static void another_file_system_is_crossed_by_copying(void **state)
{
	char other[] = "/dev/shm/agentsh-trash-XXXXXX", token[32], path[256];
	struct trash_request req = {.trash_dir = other,
		.parent_fd = work_fd,
		.name = "far",
		.original_path = path,
		.session = "s",
		.command = "rm",
		.hash_under = 1000};
	struct buf back = BUF_INIT;
	struct stat a, b;
	int shm;

	(void)state;
	if (!mkdtemp(other) || stat(other, &a) < 0 || fstat(work_fd, &b) < 0 ||
		a.st_dev == b.st_dev)
		skip();
	write_file("far", "away");
	snprintf(path, sizeof(path), "%s/far", work);
	assert_int_equal(trash_put(&req, token), 0);
	assert_false(exists("far"));
	write_file("far", "in the way");
	assert_int_equal(trash_restore(other, token, NULL, false, &back), -EEXIST);
	assert_int_equal(unlinkat(work_fd, "far", 0), 0);
	assert_int_equal(trash_restore(other, token, NULL, false, &back), 0);
	assert_string_equal(back.s, path);
	expect_file("far", "away");
	buf_release(&back);
	shm = open("/dev/shm", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(trash_remove(shm, other + strlen("/dev/shm/")), 0);
	close(shm);
}

static int collect(const struct trash_item *item, void *arg)
{
	buf_printf(arg, "%s %s %llu;", strrchr(item->original_path, '/') + 1, item->session,
		(unsigned long long)item->size_bytes);
	return 0;
}

static void the_oldest_are_listed_first_and_purged_first(void **state)
{
	struct buf text = BUF_INIT;
	char token[32];
	unsigned removed;

	(void)state;
	assert_int_equal(trash_purge(trash, 0, UINT64_MAX, NULL, &removed), 0);
	for (int i = 0; i < 4; i++) {
		char name[2] = {(char)('1' + i), 0};

		write_file(name, "0123456789");
		assert_int_equal(put(name, false, token), 0);
	}
	assert_int_equal(trash_list(trash, collect, &text), 0);
	assert_string_equal(text.s, "1 s1 10;2 s1 10;3 s1 10;4 s1 10;");
	assert_int_equal(trash_purge(trash, INT64_MAX, 25, "other", &removed), 0);
	assert_int_equal(removed, 0);
	assert_int_equal(trash_purge(trash, INT64_MAX, 25, NULL, &removed), 0);
	assert_int_equal(removed, 2);
	buf_reset(&text);
	assert_int_equal(trash_list(trash, collect, &text), 0);
	assert_string_equal(text.s, "3 s1 10;4 s1 10;");
	assert_int_equal(
		trash_purge(trash, (int64_t)3600 * 1000000000, UINT64_MAX, NULL, &removed), 0);
	assert_int_equal(removed, 0);
	assert_int_equal(trash_purge(trash, 0, UINT64_MAX, "s1", &removed), 0);
	assert_int_equal(removed, 2);
	buf_release(&text);
}

static void what_never_happened_is_not_listed(void **state)
{
	struct buf text = BUF_INIT;
	char path[160];
	int fd;

	(void)state;
	/* a crash between manifest and rename; a manifest that is none; a token that is none */
	snprintf(path, sizeof(path), "%s/manifest/123.json", trash);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(fd_write_all(fd, "{\"original_path\":\"/x\"}", 22), 0);
	close(fd);
	snprintf(path, sizeof(path), "%s/manifest/124.json", trash);
	close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	snprintf(path, sizeof(path), "%s/payload/124", trash);
	close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	assert_int_equal(trash_list(trash, collect, &text), 0);
	assert_string_equal(text.s, "");
	assert_int_equal(restore("123", NULL, false), -ENOENT);
	assert_int_equal(restore("124", NULL, false), -EBADMSG);
	assert_int_equal(restore("../x", NULL, false), -EINVAL);
	assert_int_equal(trash_list("/nonexistent", collect, &text), 0);
	buf_release(&text);
}

static void a_manifest_of_the_go_program_can_be_read(void **state)
{
	static const char go[] =
		"{\n  \"token\": \"55\", \"xattrs\": {\"user.a\": \"eA==\"}, \"size\": 3,\n"
		"  \"original_path\": \"/w/\\u00e9 \\ud83d\\ude00\\n\", \"mode\": 420, \"uid\": "
		"0,\n"
		"  \"mtime\": \"2026-01-01T00:00:00Z\", \"list\": [1, [true, null], {}], "
		"\"session\": \"s\" }";
	struct trash_item item;
	int manifests;
	char path[160];
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/manifest", trash);
	manifests = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fd = openat(manifests, "55.json", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(fd_write_all(fd, go, sizeof(go) - 1), 0);
	close(fd);
	assert_int_equal(manifest_read(manifests, "55", &item), 0);
	assert_string_equal(item.original_path, "/w/\u00e9 \U0001f600\n");
	assert_int_equal(item.mode, 420);
	assert_int_equal(item.size_bytes, 3);
	trash_item_release(&item);
	for (size_t cut = 0; cut + 1 < sizeof(go); cut++) {
		fd = openat(manifests, "56.json", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		assert_int_equal(fd_write_all(fd, go, cut), 0);
		close(fd);
		assert_true(manifest_read(manifests, "56", &item) < 0);
	}
	close(manifests);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_comes_back_with_mode_and_time),
		cmocka_unit_test(an_existing_destination_is_kept_unless_forced),
		cmocka_unit_test(changed_content_is_noticed),
		cmocka_unit_test(directories_links_and_pipes_are_kept_as_such),
		cmocka_unit_test(missing_directories_are_made_and_links_on_the_way_refused),
		cmocka_unit_test(odd_names_survive),
		cmocka_unit_test(a_copy_has_all_that_the_original_had),
		cmocka_unit_test(another_file_system_is_crossed_by_copying),
		cmocka_unit_test(the_oldest_are_listed_first_and_purged_first),
		cmocka_unit_test(what_never_happened_is_not_listed),
		cmocka_unit_test(a_manifest_of_the_go_program_can_be_read),
	};

	return cmocka_run_group_tests_name("trash", tests, make_dirs, remove_dirs);
}
