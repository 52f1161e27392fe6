/*
 * tests/unit/test_protect.c - tracer/protect.c: what no rule can open, by path, by link and by file.
 */
#include "tests/unit/unit.h" /* cmocka with the headers it wants */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "policy/decide.h"
#include "tracer/protect.h"
#include "tracer/resolve.h"
#include "tracer/tracer.h"

static char tree[64];
static struct protect *protect;
static struct tracer tracer; /* owns nobody */

static void make_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	close(fd);
}

/* TREE/etc is a link to TREE/real, in which policy.yaml is; TREE/var/state is hidden. */
static int make_tree(void **state)
{
	char path[96];

	(void)state;
	snprintf(tree, sizeof(tree), "/tmp/test-protect-XXXXXX");
	assert_non_null(mkdtemp(tree));
	assert_int_equal(chdir(tree) | mkdir("real", 0755) | mkdir("var", 0755) |
		mkdir("var/state", 0700) | symlink("real", "etc"), 0);
	make_file("real/policy.yaml");
	make_file("var/state/events.db");
	assert_int_equal(link("real/policy.yaml", "second"), 0);
	protect = protect_new();
	snprintf(path, sizeof(path), "%s/etc/policy.yaml", tree);
	protect_write(protect, path);
	snprintf(path, sizeof(path), "%s/var/state", tree);
	protect_hide(protect, path);
	return 0;
}

static int remove_tree(void **state)
{
	static const char *const names[] = {"second", "real/policy.yaml", "var/state/events.db", "etc"};

	(void)state;
	protect_free(protect);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		unlink(names[i]);
	return rmdir("var/state") | rmdir("var") | rmdir("real") | rmdir(tree);
}

static const char *check_resolved(struct resolved *r, unsigned ops)
{
	r->len = strlen(r->path);
	r->parent_fd = -1;
	return protect_check(protect, &tracer, r, ops);
}

/* TREE/@name, as it stands on the disk. */
static const char *check(const char *name, unsigned ops)
{
	char path[128];
	struct resolved r = {.path = path};

	snprintf(path, sizeof(path), "%s%s%s", tree, *name ? "/" : "", name);
	r.exists = lstat(path, &r.st) == 0;
	return check_resolved(&r, ops);
}

static void hidden_is_neither_read_nor_written(void **state)
{
	(void)state;
	assert_string_equal(check("var/state", PATH_OPEN), "protected-state");
	assert_string_equal(check("var/state/events.db", PATH_OPEN), "protected-state");
	assert_string_equal(check("var/state/new", PATH_CREATE), "protected-state");
	assert_string_equal(check("var/state", PATH_STAT), "protected-state");
	assert_null(check("var", PATH_OPEN));
	assert_null(check("var/states", PATH_OPEN));
}

static void protected_is_read_but_not_changed(void **state)
{
	static const unsigned changes[] = {PATH_WRITE, PATH_CREATE, PATH_DELETE, PATH_RENAME, PATH_LINK,
		PATH_CHMOD, PATH_CHOWN, PATH_TRUNCATE, PATH_OPEN | PATH_WRITE};

	(void)state;
	assert_null(check("real/policy.yaml", PATH_OPEN | PATH_STAT));
	for (size_t i = 0; i < ARRAY_LEN(changes); i++)
		assert_string_equal(check("real/policy.yaml", changes[i]), "protected-file");
}

static void link_on_the_way_is_not_replaced(void **state)
{
	(void)state;
	assert_string_equal(check("etc", PATH_DELETE), "protected-file");
	assert_string_equal(check("etc", PATH_SYMLINK), "protected-file");
	assert_string_equal(check("etc", PATH_RENAME), "protected-file");
}

static void directories_above_are_not_moved(void **state)
{
	(void)state;
	assert_string_equal(check("real", PATH_RENAME), "protected-file");
	assert_string_equal(check("var", PATH_RENAME), "protected-state");
	assert_string_equal(check("", PATH_RENAME), "protected-file");
	assert_null(check("real", PATH_CREATE));
	assert_null(check("real/other", PATH_RENAME));
}

static void second_name_is_the_same_file(void **state)
{
	(void)state;
	assert_string_equal(check("second", PATH_WRITE), "protected-file");
	assert_null(check("second", PATH_OPEN));
}

static const char *check_process(pid_t pid, bool own, const char *entry, unsigned ops)
{
	char path[64];
	struct resolved r = {.path = path, .proc_pid = pid, .own_proc = own};

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, entry);
	return check_resolved(&r, ops);
}

static void foreign_processes_are_closed_but_for_what_ps_shows(void **state)
{
	static const char *const closed[] = {"environ", "mem", "maps", "fd", "fd/0", "cwd", "root", "exe",
		"auxv", "task/1/environ", "ns/mnt", "stack", "syscall", "map_files", "smaps"};
	static const char *const open_to_all[] = {"stat", "status", "cmdline", "comm", "task",
		"task/1/stat", "cgroup"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(closed); i++) {
		assert_string_equal(check_process(1, false, closed[i], PATH_OPEN), "foreign-process");
		assert_string_equal(check_process(getpid(), false, closed[i], PATH_OPEN),
			"foreign-process");
		assert_null(check_process(getpid(), true, closed[i], PATH_OPEN));
	}
	for (size_t i = 0; i < ARRAY_LEN(open_to_all); i++)
		assert_null(check_process(1, false, open_to_all[i], PATH_OPEN));
	assert_string_equal(check_process(1, false, "oom_score_adj", PATH_WRITE), "foreign-process");
}

static void what_a_foreign_link_leads_to_is_foreign(void **state)
{
	struct resolved file = {.path = "/etc/passwd", .proc_pid = 1};
	struct resolved pipe = {.path = "pipe:[1]", .no_path = true, .proc_pid = 1};

	(void)state;
	assert_string_equal(check_resolved(&file, PATH_OPEN), "foreign-process");
	assert_string_equal(check_resolved(&pipe, PATH_OPEN), "foreign-process");
}

static void disks_and_memory_are_closed(void **state)
{
	struct resolved disk = {.path = "/dev/x", .exists = true, .st = {.st_mode = S_IFBLK | 0660}};
	struct resolved mem = {.path = "/dev/y", .exists = true,
		.st = {.st_mode = S_IFCHR | 0640, .st_rdev = makedev(1, 1)}};
	struct resolved null = {.path = "/dev/null", .exists = true,
		.st = {.st_mode = S_IFCHR | 0666, .st_rdev = makedev(1, 3)}};

	(void)state;
	assert_string_equal(check_resolved(&disk, PATH_OPEN), "device-node");
	assert_string_equal(check_resolved(&mem, PATH_WRITE), "device-node");
	assert_null(check_resolved(&null, PATH_OPEN | PATH_WRITE));
}

static void kernel_is_told_nothing(void **state)
{
	static const char *const paths[] = {"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern",
		"/sys/fs/cgroup/a/cgroup.kill", "/sys/fs/cgroup/release_agent",
		"/sys/kernel/uevent_helper", "/proc/sys/fs/binfmt_misc/register"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		struct resolved r = {.path = paths[i]};

		assert_string_equal(check_resolved(&r, PATH_WRITE), "kernel-interface");
		assert_null(check_resolved(&r, PATH_OPEN));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hidden_is_neither_read_nor_written),
		cmocka_unit_test(protected_is_read_but_not_changed),
		cmocka_unit_test(link_on_the_way_is_not_replaced),
		cmocka_unit_test(directories_above_are_not_moved),
		cmocka_unit_test(second_name_is_the_same_file),
		cmocka_unit_test(foreign_processes_are_closed_but_for_what_ps_shows),
		cmocka_unit_test(what_a_foreign_link_leads_to_is_foreign),
		cmocka_unit_test(disks_and_memory_are_closed),
		cmocka_unit_test(kernel_is_told_nothing),
	};

	return cmocka_run_group_tests_name("protect", tests, make_tree, remove_tree);
}
