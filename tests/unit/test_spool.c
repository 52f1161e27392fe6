/*
 * tests/unit/test_spool.c - policy/spool.c: what was committed is there, whatever happens to its writer.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "policy/event.h"
#include "policy/event_pack.h"
#include "policy/spool.h"

static char dir[64];

static int make_dir(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "/tmp/agentsh-spool-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	char *command[] = {(char *)(uintptr_t) "rm", (char *)(uintptr_t) "-rf", dir, NULL};
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		execvp("rm", command);
		_exit(127);
	}
	return waitpid(pid, NULL, 0) == pid ? 0 : -1;
}

static struct event file_event(const char *path)
{
	return (struct event){
		.type = EVENT_FILE, .time_ns = 1, .pid = 7, .operation = "open", .path = path};
}

static struct spool *new_spool(uint64_t bytes)
{
	struct spool_options o = {.dir = dir, .session = "s/1", .ring_bytes = bytes};
	struct spool *s;

	assert_int_equal(spool_create(&o, &s), 0);
	return s;
}

static void an_event_comes_back_as_it_was_packed(void **state)
{
	static const char argv[] = "ls\0-l\0a b\0";
	struct event e = {.type = EVENT_EXEC,
		.origin = ORIGIN_CHILD,
		.time_ns = -5,
		.pid = 1 << 22,
		.parent_pid = 1,
		.exec_id = UINT64_MAX,
		.parent_exec_id = 3,
		.depth = 4,
		.has_decision = true,
		.decision = VERDICT_APPROVE,
		.effective = VERDICT_DENY,
		.rule = "r",
		.message = "",
		.operation = "execve",
		.path = "/bin/lsX",
		.path_len = 7,
		.raw_path = "ls",
		.argv = argv,
		.argv_len = sizeof(argv) - 1,
		.truncated = true,
		.count = -9,
		.error = EACCES};
	size_t room = event_packed_size(&e);
	char *packed = xmalloc(room);
	size_t len = event_pack(&e, packed);
	struct event back;

	(void)state;
	assert_true(len <= room);
	assert_int_equal(event_unpack(packed, len, &back), 0);
	assert_string_equal(back.path, "/bin/ls");
	assert_int_equal(back.path_len, 7);
	assert_int_equal(back.argv_len, sizeof(argv) - 1);
	assert_memory_equal(back.argv, argv, sizeof(argv) - 1);
	assert_string_equal(back.message, "");
	assert_null(back.domain);
	assert_int_equal(back.time_ns, -5);
	assert_true(back.exec_id == UINT64_MAX && back.count == -9 && back.pid == 1 << 22);
	assert_true(back.truncated && back.has_decision && back.effective == VERDICT_DENY);
	for (size_t cut = 0; cut < len; cut++)
		assert_int_equal(event_unpack(packed, cut, &back), -EBADMSG);
	free(packed);
}

static void records_come_in_order_lap_after_lap(void **state)
{
	struct spool *s = new_spool(128 << 10);
	uint64_t written = 0, read = 0;

	(void)state;
	for (int round = 0; round < 20; round++) {
		struct spool_record rec;
		uint64_t pos = spool_tail(s);
		char path[300];
		int r;

		do {
			struct event e = file_event(path);

			snprintf(path, sizeof(path), "/%0*d", 1 + (int)(written % 250),
				(int)written);
			r = spool_append(s, &e, ++written);
		} while (r == 0);
		assert_int_equal(r, -EAGAIN);
		written--;
		while ((r = spool_read(s, &pos, &rec)) == 1) {
			struct event e;

			assert_int_equal(rec.sequence, ++read);
			assert_int_equal(event_unpack(rec.packed, rec.len, &e), 0);
			assert_int_equal(atoi(e.path + 1), read - 1);
		}
		assert_int_equal(r, 0);
		spool_consume(s, pos);
		assert_int_equal(spool_used(s), 0);
	}
	assert_int_equal(read, written);
	spool_remove(s);
}

static void an_event_that_can_never_fit_is_refused(void **state)
{
	struct spool *s = new_spool(128 << 10);
	char *big = xmalloc(100 << 10);
	struct event e = file_event(big);

	(void)state;
	memset(big, 'x', 100 << 10);
	big[(100 << 10) - 1] = '\0';
	assert_int_equal(spool_append(s, &e, 1), -EMSGSIZE);
	assert_int_equal(spool_used(s), 0);
	free(big);
	spool_remove(s);
}

static void the_living_hold_their_spool_and_the_dead_leave_it_whole(void **state)
{
	int to_parent[2], dirfd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char name[64] = "";
	struct spool *s;
	struct spool_record rec;
	uint64_t pos, count;
	uint32_t place = 0;
	bool dead;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(to_parent, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		struct event e = file_event("/etc/passwd");

		s = new_spool(0);
		spool_append(s, &e, 1);
		spool_append(s, &e, 2);
		spool_count_new(s, &e, 3, &place);
		spool_count_again(s, place);
		if (write(to_parent[1], spool_name(s), strlen(spool_name(s))) < 0)
			_exit(1);
		pause();
		_exit(0);
	}
	assert_true(read(to_parent[0], name, sizeof(name) - 1) > 0);
	assert_int_equal(spool_attach(dirfd, name, &s, &dead), 0);
	assert_false(dead);
	spool_close(s);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_int_equal(spool_attach(dirfd, name, &s, &dead), 0);
	assert_true(dead);
	assert_string_equal(spool_session(s), "s/1");
	pos = spool_tail(s);
	assert_int_equal(spool_read(s, &pos, &rec), 1);
	assert_int_equal(spool_read(s, &pos, &rec), 1);
	assert_int_equal(spool_read(s, &pos, &rec), 0);
	assert_int_equal(spool_count_read(s, &place, &rec, &count), 1);
	assert_int_equal(count, 2);
	assert_int_equal(rec.sequence, 3);
	assert_int_equal(spool_count_read(s, &place, &rec, &count), 0);
	spool_remove(s);
	close(dirfd);
	close(to_parent[0]);
	close(to_parent[1]);
}

static void what_is_no_spool_is_refused(void **state)
{
	int dirfd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct spool *s = new_spool(0);
	char *name = xstrdup(spool_name(s));
	struct event e = file_event("/x");
	struct spool *other;
	bool dead;
	int fd;

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(spool_append(s, &e, (uint64_t)i + 1), 0);
	spool_close_short(s);
	fd = openat(dirfd, name, O_RDWR | O_CLOEXEC);
	assert_int_equal(spool_attach(dirfd, name, &other, &dead), 0);
	spool_close(other);
	/* cut off: the head lies behind the end of the file */
	assert_int_equal(ftruncate(fd, 70000), 0);
	assert_int_equal(spool_attach(dirfd, name, &other, &dead), -EBADMSG);
	assert_true(dead);
	assert_int_equal(ftruncate(fd, 10), 0);
	assert_int_equal(spool_attach(dirfd, name, &other, &dead), -EBADMSG);
	close(fd);
	assert_int_equal(unlinkat(dirfd, name, 0), 0);
	assert_int_equal(spool_attach(dirfd, name, &other, &dead), -ENOENT);
	free(name);
	close(dirfd);
}

static void a_damaged_record_ends_the_reading(void **state)
{
	struct spool *s = new_spool(0);
	struct event e = file_event("/x");
	struct spool_record rec;
	uint64_t pos = 0, second;

	(void)state;
	spool_append(s, &e, 1);
	spool_append(s, &e, 2);
	assert_int_equal(spool_read(s, &pos, &rec), 1);
	second = pos;
	assert_int_equal(spool_read(s, &pos, &rec), 1);
	/* The mark stands before the length, the zero, the number and the packed event. */
	memset((char *)(uintptr_t)rec.packed - 24, 0, 8);
	pos = second;
	assert_int_equal(spool_read(s, &pos, &rec), -EBADMSG);
	spool_remove(s);
}

/* A limit on the size of files denies growth as a full disk does. */
static void a_full_disk_ends_the_ring_where_it_is(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0) {
		struct rlimit limit = {400 << 10, 400 << 10};
		struct spool *s;
		struct event e = file_event("/some/file");
		uint64_t written = 0, read = 0, pos = 0;
		struct spool_record rec;
		int laps = 0, r;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		s = new_spool(1 << 20);
		while (laps < 5) {
			while ((r = spool_append(s, &e, written + 1)) == 0)
				written++;
			if (r != -EAGAIN)
				_exit(2);
			while ((r = spool_read(s, &pos, &rec)) == 1)
				if (rec.sequence != ++read)
					_exit(3);
			if (r != 0 || read != written)
				_exit(4);
			spool_consume(s, pos);
			laps++;
		}
		spool_remove(s);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void ids_are_distinct_and_shaped_like_a_uuid(void **state)
{
	struct spool *s = new_spool(0);
	char a[SPOOL_ID_SIZE], b[SPOOL_ID_SIZE];

	(void)state;
	spool_event_id(s, 1, a);
	spool_event_id(s, 2, b);
	assert_int_equal(strlen(a), 36);
	assert_true(a[8] == '-' && a[13] == '-' && a[14] == '8' && a[18] == '-' && a[19] == '8' &&
		    a[23] == '-');
	assert_true(strcmp(a, b) < 0);
	assert_string_equal(a + 24, "000000000001");
	spool_remove(s);
}

static void the_table_says_when_it_is_full(void **state)
{
	struct spool *s = new_spool(0);
	struct event e = file_event("/some/file");
	uint32_t place;
	int n = 0, r;

	(void)state;
	while ((r = spool_count_new(s, &e, (uint64_t)n + 1, &place)) == 0)
		n++;
	assert_int_equal(r, -EAGAIN);
	assert_true(n > 200);
	spool_count_clear(s);
	assert_false(spool_count_any(s));
	assert_int_equal(spool_count_new(s, &e, 1, &place), 0);
	spool_remove(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_comes_back_as_it_was_packed),
		cmocka_unit_test(records_come_in_order_lap_after_lap),
		cmocka_unit_test(an_event_that_can_never_fit_is_refused),
		cmocka_unit_test(the_living_hold_their_spool_and_the_dead_leave_it_whole),
		cmocka_unit_test(what_is_no_spool_is_refused),
		cmocka_unit_test(a_damaged_record_ends_the_reading),
		cmocka_unit_test(a_full_disk_ends_the_ring_where_it_is),
		cmocka_unit_test(ids_are_distinct_and_shaped_like_a_uuid),
		cmocka_unit_test(the_table_says_when_it_is_full),
	};

	return cmocka_run_group_tests_name("spool", tests, make_dir, remove_dir);
}
