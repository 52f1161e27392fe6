/*
 * tests/unit/test_lookup.c - shell/lookup.c: PATH search, its order, and the table of commands.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/strv.h"
#include "shell/lookup.h"
#include "shell/lookup_internal.h"
#include "shell/var.h"
#include "tests/unit/shell_of.h"

static struct shell sh;
static char top[] = "/tmp/agentsh-lookup-XXXXXX";
static char template_of_top[sizeof(top)] = "/tmp/agentsh-lookup-XXXXXX";

static void make(const char *name, mode_t mode)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", top, name);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(chmod(path, mode), 0);
}

static int setup(void **state)
{
	static char *no_environ[] = {NULL};
	char path[256];

	(void)state;
	memcpy(top, template_of_top, sizeof(top));
	if (!mkdtemp(top))
		return -1;
	shell_start(&sh, no_environ);
	for (char dir = 'a'; dir <= 'b'; dir++) {
		snprintf(path, sizeof(path), "%s/%c", top, dir);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%s/a:%s/b", top, top);
	var_set(&sh, "PATH", path);
	return 0;
}

static int teardown(void **state)
{
	static const char *const names[] = {"a/prog", "b/prog", "a/prog.d", "a", "b", ""};
	char path[256];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", top, names[i]);
		remove(path);
	}
	shell_release(&sh);
	return 0;
}

static const char *found(const char *name)
{
	int status;
	const char *path = lookup_command(&sh, name, &sh.scratch, &status);

	assert_int_equal(status, path ? 0 : status);
	return path ? path + strlen(top) + 1 : NULL;
}

static void the_first_that_can_run_wins(void **state)
{
	(void)state;
	make("a/prog", 0600);
	make("b/prog", 0700);
	assert_string_equal(found("prog"), "b/prog");
}

static void what_cannot_run_is_126(void **state)
{
	int status;

	(void)state;
	make("a/prog", 0600);
	assert_null(lookup_command(&sh, "prog", &sh.scratch, &status));
	assert_int_equal(status, 126);
	assert_non_null(lookup_for_exec(&sh, "prog", &sh.scratch));
	assert_null(lookup_command(&sh, "nosuch", &sh.scratch, &status));
	assert_int_equal(status, 127);
	assert_null(lookup_for_exec(&sh, "", &sh.scratch));
}

static void a_directory_is_no_command(void **state)
{
	char path[256];

	(void)state;
	snprintf(path, sizeof(path), "%s/a/prog.d", top);
	mkdir(path, 0700);
	assert_null(found("prog.d"));
}

static void what_was_found_is_remembered_until_path_changes(void **state)
{
	(void)state;
	make("b/prog", 0700);
	assert_string_equal(found("prog"), "b/prog");
	make("a/prog", 0700);
	assert_string_equal(found("prog"), "b/prog");
	var_set(&sh, "PATH", var_get(&sh, "PATH"));
	assert_string_equal(found("prog"), "a/prog");
	assert_true(lookup_forget(&sh, "prog"));
	assert_false(lookup_forget(&sh, "prog"));
}

static void all_are_listed_in_order(void **state)
{
	scoped_strv struct strv all = {0};

	(void)state;
	make("a/prog", 0700);
	make("b/prog", 0700);
	lookup_all(&sh, "prog", &all);
	assert_int_equal(all.len, 2);
	assert_string_equal(all.items[0] + strlen(top), "/a/prog");
	assert_string_equal(all.items[1] + strlen(top), "/b/prog");
}

static void every_builtin_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sh.n_builtins; i++) {
		assert_ptr_equal(builtin_find(&sh, sh.builtins[i]->name), sh.builtins[i]);
		if (i)
			assert_true(strcmp(sh.builtins[i - 1]->name, sh.builtins[i]->name) < 0);
	}
	assert_null(builtin_find(&sh, "nosuch"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_that_can_run_wins, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_run_is_126, setup, teardown),
		cmocka_unit_test_setup_teardown(a_directory_is_no_command, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_found_is_remembered_until_path_changes, setup,
			teardown),
		cmocka_unit_test_setup_teardown(all_are_listed_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(every_builtin_is_found_by_its_name, setup, teardown),
	};

	return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
