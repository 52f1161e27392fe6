/*
 * tests/unit/test_relay.c - the relay between a pretended shell (the test itself) and a caller.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "policy/config.h"
#include "policy/redact.h"
#include "tracer/relay.h"

static char *const no_environ[] = {NULL};
static struct dlp_pattern pattern = {"token", "token", "SECRET[0-9]{8}"};

/* The relay of one test: fd 1 and 2 of the process are swapped for the caller's while it is planned. */
struct fixture {
	struct redactor_set *set;
	struct relay *relay;
	struct relay_plan plan;
	int out; /* what the tracees have as fd 1 */
	int err;
	int saved[2];
};

static void start(struct fixture *f, int caller_out, int caller_err)
{
	struct config c = {.dlp_mode = DLP_REDACT, .dlp_custom = &pattern, .n_dlp_custom = 1};

	fflush(stdout);
	fflush(stderr);
	f->set = redactor_set_new(&c, no_environ, NULL);
	f->saved[0] = dup(1);
	f->saved[1] = dup(2);
	dup2(caller_out, 1);
	dup2(caller_err, 2);
	close(caller_out);
	if (caller_err != caller_out)
		close(caller_err);
	assert_int_equal(relay_plan(&f->plan), 0);
	f->out = dup(f->plan.write[0] >= 0 ? f->plan.write[0] : 1);
	f->err = dup(f->plan.write[1] >= 0 ? f->plan.write[1] : 2);
	dup2(f->saved[0], 1);
	dup2(f->saved[1], 2);
	close(f->saved[0]);
	close(f->saved[1]);
	assert_int_equal(relay_start(&f->plan, f->set, NULL, &f->relay), 0);
}

static void stop(struct fixture *f)
{
	close(f->out);
	close(f->err);
	relay_close(f->relay);
	redactor_set_free(f->set);
}

static void put(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

/* What can be read from @fd now, without waiting. */
static void expect_now(int fd, const char *text)
{
	char got[4096] = "";
	ssize_t n;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	n = read(fd, got, sizeof(got) - 1);
	fcntl(fd, F_SETFL, 0);
	assert_true(n >= 0);
	got[n] = '\0';
	assert_string_equal(got, text);
}

static void a_secret_is_replaced_although_two_writes_cut_it(void **state)
{
	struct fixture f;
	int out[2], err[2];

	(void)state;
	assert_int_equal(pipe(out) | pipe(err), 0);
	start(&f, out[1], err[1]);
	put(f.out, "one SECRET12");
	put(f.err, "beside\n");
	put(f.out, "345678 two\n");
	relay_drain(f.relay);
	expect_now(out[0], "one [REDACTED:token] two\n");
	expect_now(err[0], "beside\n");
	stop(&f);
	close(out[0]);
	close(err[0]);
}

static void a_drain_passes_on_what_was_held_back(void **state)
{
	struct fixture f;
	int out[2];

	(void)state;
	assert_int_equal(pipe(out), 0);
	start(&f, out[1], dup(out[1]));
	put(f.out, "half SECRET12");
	relay_drain(f.relay);
	expect_now(out[0], "half SECRET12");
	stop(&f);
	close(out[0]);
}

static void one_open_file_keeps_its_order(void **state)
{
	struct fixture f;
	int out[2];

	(void)state;
	assert_int_equal(pipe(out), 0);
	start(&f, out[1], dup(out[1]));
	assert_int_equal(f.plan.read[1], -1);
	put(f.out, "1\n");
	put(f.err, "2\n");
	put(f.out, "3\n");
	relay_notice(f.relay, "notice");
	put(f.err, "4\n");
	relay_drain(f.relay);
	expect_now(out[0], "1\n2\n3\nnotice\n4\n");
	stop(&f);
	close(out[0]);
}

static void a_notice_goes_to_stderr_redacted(void **state)
{
	struct fixture f;
	int out[2], err[2];

	(void)state;
	assert_int_equal(pipe(out) | pipe(err), 0);
	start(&f, out[1], err[1]);
	put(f.err, "before\n");
	relay_notice(f.relay, "denied: /tmp/SECRET12345678\n");
	put(f.err, "after\n");
	relay_drain(f.relay);
	expect_now(err[0], "before\ndenied: /tmp/[REDACTED:token]\nafter\n");
	stop(&f);
	close(out[0]);
	close(err[0]);
}

static void a_caller_that_hangs_up_is_seen_by_the_next_write(void **state)
{
	struct fixture f;
	int out[2];
	struct pollfd hung_up;

	(void)state;
	assert_int_equal(pipe(out), 0);
	signal(SIGPIPE, SIG_IGN);
	start(&f, out[1], open("/dev/null", O_WRONLY | O_CLOEXEC));
	close(out[0]);
	hung_up = (struct pollfd){.fd = f.out};
	assert_int_equal(poll(&hung_up, 1, 10000), 1);
	assert_true(hung_up.revents & POLLERR);
	assert_int_equal(write(f.out, "x", 1), -1);
	assert_int_equal(errno, EPIPE);
	relay_drain(f.relay);
	stop(&f);
	signal(SIGPIPE, SIG_DFL);
}

static void a_sink_is_left_alone(void **state)
{
	struct fixture f;
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)state;
	start(&f, null, dup(null));
	assert_int_equal(f.plan.write[0], -1);
	assert_int_equal(f.plan.write[1], -1);
	relay_notice(f.relay, "nobody hears");
	relay_drain(f.relay);
	stop(&f);
}

/* Reads slowly (in small pieces) to the end; returns a checksum of what came. */
static unsigned sum_all(int fd, size_t *ret_bytes)
{
	char bytes[5000];
	unsigned sum = 0;
	ssize_t n;

	*ret_bytes = 0;
	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		for (ssize_t i = 0; i < n; i++)
			sum = sum * 31 + (unsigned char)bytes[i];
		*ret_bytes += (size_t)n;
	}
	return sum;
}

enum { BULK_LINES = 200000 };

/* A child that prints a lot of lines, every 5000th with a secret. */
static pid_t fork_writer(int fd, int other)
{
	pid_t pid = fork();
	FILE *to;

	if (pid != 0)
		return pid;
	close(other);
	to = fdopen(fd, "w");
	for (int i = 0; i < BULK_LINES; i++)
		fprintf(to, "%d %s line \t\x01\xff\n", i, i % 5000 ? "a" : "SECRET12345678");
	fclose(to);
	_exit(0);
}

static unsigned expected_sum(size_t *ret_bytes)
{
	scoped_buf struct buf text = BUF_INIT;
	unsigned sum = 0;

	for (int i = 0; i < BULK_LINES; i++)
		buf_printf(
			&text, "%d %s line \t\x01\xff\n", i, i % 5000 ? "a" : "[REDACTED:token]");
	for (size_t i = 0; i < text.len; i++)
		sum = sum * 31 + (unsigned char)text.s[i];
	*ret_bytes = text.len;
	return sum;
}

static void bulk_arrives_whole(int caller_out, int reader)
{
	struct fixture f;
	size_t bytes, expected_bytes;
	unsigned sum;
	pid_t pid;
	int status;

	start(&f, caller_out, open("/dev/null", O_WRONLY | O_CLOEXEC));
	pid = fork_writer(f.out, reader);
	close(f.out);
	f.out = -1;
	sum = sum_all(reader, &bytes);
	assert_int_equal(sum, expected_sum(&expected_bytes));
	assert_int_equal(bytes, expected_bytes);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	stop(&f);
	close(reader);
}

static void bulk_arrives_whole_through_a_pipe(void **state)
{
	int out[2];

	(void)state;
	assert_int_equal(pipe(out), 0);
	bulk_arrives_whole(out[1], out[0]);
}

static void bulk_arrives_whole_through_a_nonblocking_pipe(void **state)
{
	int out[2];

	(void)state;
	assert_int_equal(pipe(out), 0);
	fcntl(out[1], F_SETFL, O_NONBLOCK);
	bulk_arrives_whole(out[1], out[0]);
}

static void bulk_arrives_whole_through_a_nonblocking_socket(void **state)
{
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	fcntl(pair[0], F_SETFL, 0);
	bulk_arrives_whole(pair[1], pair[0]);
}

static void bulk_arrives_whole_in_a_file_opened_for_appending(void **state)
{
	char path[] = "/tmp/agentsh-relay-XXXXXX";
	int fd = mkstemp(path);
	int append = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	struct fixture f;
	size_t bytes, expected_bytes;
	pid_t pid;

	(void)state;
	unlink(path);
	start(&f, append, open("/dev/null", O_WRONLY | O_CLOEXEC));
	pid = fork_writer(f.out, fd);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	relay_drain(f.relay);
	assert_int_equal(sum_all(fd, &bytes), expected_sum(&expected_bytes));
	assert_int_equal(bytes, expected_bytes);
	stop(&f);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_is_replaced_although_two_writes_cut_it),
		cmocka_unit_test(a_drain_passes_on_what_was_held_back),
		cmocka_unit_test(one_open_file_keeps_its_order),
		cmocka_unit_test(a_notice_goes_to_stderr_redacted),
		cmocka_unit_test(a_caller_that_hangs_up_is_seen_by_the_next_write),
		cmocka_unit_test(a_sink_is_left_alone),
		cmocka_unit_test(bulk_arrives_whole_through_a_pipe),
		cmocka_unit_test(bulk_arrives_whole_through_a_nonblocking_pipe),
		cmocka_unit_test(bulk_arrives_whole_through_a_nonblocking_socket),
		cmocka_unit_test(bulk_arrives_whole_in_a_file_opened_for_appending),
	};

	return cmocka_run_group_tests_name("relay", tests, NULL, NULL);
}
