/*
 * tests/unit/test_input.c - shell/input.c, input_fd.c: lines, and who gets the rest of stdin.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shell/input.h"

static void expect_line(struct input *in, const char *want)
{
	const char *line;
	long len = in->next_line(in, false, &line);

	assert_int_equal(len, (long)strlen(want));
	assert_memory_equal(line, want, strlen(want));
}

static int file_with(const char *text)
{
	int fd = memfd_create("input", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void string_gives_lines_with_their_newlines(void **state)
{
	struct input in;

	(void)state;
	input_from_string(&in, "-c", "a\n\nb", 4);
	expect_line(&in, "a\n");
	expect_line(&in, "\n");
	expect_line(&in, "b");
	expect_line(&in, "");
	expect_line(&in, "");
	input_release(&in);
}

static void long_lines_span_blocks(void **state)
{
	static char text[100000];
	struct input in;
	const char *line;
	int fd;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[50000] = '\n';
	fd = file_with(text);
	assert_int_equal(input_from_fd(&in, "script", fd, true), 0);
	assert_int_equal(in.next_line(&in, false, &line), 50001);
	assert_int_equal(in.next_line(&in, false, &line), 49998);
	assert_int_equal(in.next_line(&in, false, &line), 0);
	input_release(&in);
}

static void shared_file_is_set_back_behind_the_command(void **state)
{
	int fd = file_with("cat\nrest 1\nrest 2\n");
	struct input in;
	char rest[8] = "";

	(void)state;
	assert_int_equal(input_from_fd(&in, "bash", fd, false), 0);
	expect_line(&in, "cat\n");
	input_sync(&in);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 4);
	assert_int_equal(read(fd, rest, 7), 7); /* as the command would */
	assert_string_equal(rest, "rest 1\n");
	expect_line(&in, "rest 2\n");
	expect_line(&in, "");
	input_release(&in);
	close(fd);
}

static void command_may_read_up_to_the_end(void **state)
{
	int fd = file_with("cat\nrest\n");
	struct input in;
	char rest[16];

	(void)state;
	assert_int_equal(input_from_fd(&in, "bash", fd, false), 0);
	expect_line(&in, "cat\n");
	input_sync(&in);
	assert_int_equal(read(fd, rest, sizeof(rest)), 5);
	expect_line(&in, "");
	input_release(&in);
	close(fd);
}

static void shared_file_goes_on_when_nobody_read(void **state)
{
	int fd = file_with("a\nb\nc\n");
	struct input in;

	(void)state;
	assert_int_equal(input_from_fd(&in, "bash", fd, false), 0);
	expect_line(&in, "a\n");
	input_sync(&in);
	expect_line(&in, "b\n");
	input_sync(&in);
	expect_line(&in, "c\n");
	expect_line(&in, "");
	input_release(&in);
	close(fd);
}

static void pipe_is_read_no_further_than_the_line(void **state)
{
	struct input in;
	char rest[8] = "";
	int fds[2];

	(void)state;
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(write(fds[1], "cat\nrest", 8), 8);
	assert_int_equal(input_from_fd(&in, "bash", fds[0], false), 0);
	expect_line(&in, "cat\n");
	assert_int_equal(read(fds[0], rest, 7), 4);
	assert_string_equal(rest, "rest");
	input_release(&in);
	close(fds[0]);
	close(fds[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(string_gives_lines_with_their_newlines),
		cmocka_unit_test(long_lines_span_blocks),
		cmocka_unit_test(shared_file_is_set_back_behind_the_command),
		cmocka_unit_test(command_may_read_up_to_the_end),
		cmocka_unit_test(shared_file_goes_on_when_nobody_read),
		cmocka_unit_test(pipe_is_read_no_further_than_the_line),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
