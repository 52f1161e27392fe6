/*
 * tests/unit/test_glob.c - shell/glob.c: names on disk, in order, in a directory made for the test.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "shell/expand.h"
#include "shell/glob.h"
#include "tests/unit/shell_of.h"

static struct shell sh;
static char *no_environ[] = {NULL};
static char top[] = "/tmp/test_glob.XXXXXX";
static const char *const dirs[] = {"d", "d/e", ".hd", NULL};
static const char *const files[] = {"a.c", "b.c", ".h", "d/f.c", "d/e/g.c", ".hd/i.c", NULL};

static int setup(void **state)
{
	(void)state;
	shell_start(&sh, no_environ);
	if (!mkdtemp(top) || chdir(top) < 0)
		return -1;
	for (const char *const *d = dirs; *d; d++)
		mkdir(*d, 0755);
	for (const char *const *f = files; *f; f++)
		close(open(*f, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
	return symlink("d", "l");
}

static int teardown(void **state)
{
	(void)state;
	unlink("l");
	for (const char *const *f = files; *f; f++)
		unlink(*f);
	for (size_t i = sizeof(dirs) / sizeof(dirs[0]) - 1; i-- > 0;)
		rmdir(dirs[i]);
	if (chdir("/") < 0)
		return -1;
	shell_release(&sh);
	return rmdir(top);
}

static void expect_names(const char *pattern, const char *want)
{
	struct fields f = {0};
	struct buf got = BUF_INIT;

	glob_expand(&sh, pattern, &sh.scratch, &f);
	for (size_t i = 0; i < f.len; i++)
		buf_printf(&got, "%s%s", i ? " " : "", f.items[i]);
	if (strcmp(got.s, want) != 0)
		fail_msg("%s: %s, expected %s", pattern, got.s, want);
	buf_release(&got);
}

static void names_are_sorted_and_dot_files_hidden(void **state)
{
	(void)state;
	expect_names("*", "a.c b.c d l");
	expect_names(".*", ".h .hd");
	expect_names("*.z", "");
	expect_names("\\*", "");
}

static void components_are_matched_one_by_one(void **state)
{
	(void)state;
	expect_names("*/*.c", "d/f.c l/f.c");
	expect_names("d/*/*.c", "d/e/g.c");
	expect_names("*/", "d/ l/");
	expect_names("./?.c", "./a.c ./b.c");
	expect_names("d//f*", "d//f.c");
	expect_names("a.c/*", "");
}

static void globstar_goes_down_but_not_through_links(void **state)
{
	(void)state;
	sh.opts.globstar = true;
	expect_names("**", "a.c b.c d d/e d/e/g.c d/f.c l");
	expect_names("**/", "d/ d/e/ l/");
	expect_names("**/*.c", "a.c b.c d/e/g.c d/f.c");
	expect_names("d/**", "d/ d/e d/e/g.c d/f.c");
	expect_names("nope/**", "");
	sh.opts.globstar = false;
	expect_names("**/g.c", "");
}

static void dotglob_shows_dot_files(void **state)
{
	(void)state;
	sh.opts.dotglob = true;
	expect_names("*", ".h .hd a.c b.c d l");
	expect_names("*/i.c", ".hd/i.c");
	sh.opts.dotglob = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_sorted_and_dot_files_hidden),
		cmocka_unit_test(components_are_matched_one_by_one),
		cmocka_unit_test(globstar_goes_down_but_not_through_links),
		cmocka_unit_test(dotglob_shows_dot_files),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("glob", tests, setup, teardown);
}
