/*
 * tests/unit/test_audit.c - policy/audit*.c: every event is stored once, in a chain, whoever dies when.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "policy/audit.h"
#include "policy/audit_json.h"
#include "policy/audit_query.h"
#include "policy/event.h"
#include "policy/redact.h"

static char dir[64];
static char db_path[96];

static void run(const char *const *words)
{
	pid_t pid = fork();

	if (pid == 0) {
		execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

static int make_dir(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "/tmp/agentsh-audit-XXXXXX");
	snprintf(db_path, sizeof(db_path), "%s/events.db", mkdtemp(dir));
	return 0;
}

static int remove_dir(void **state)
{
	const char *const command[] = {"rm", "-rf", dir, NULL};

	(void)state;
	run(command);
	return 0;
}

static struct audit *open_audit(
	const char *session, const struct redactor_set *secrets, bool allowed)
{
	struct audit_options o = {.state_dir = dir,
		.session_id = session,
		.log_allowed = allowed,
		.secrets = secrets};
	struct buf message = BUF_INIT;
	struct audit *a;
	int r = audit_open(&o, &a, &message);

	if (r < 0)
		print_error("%s\n", message.s);
	assert_int_equal(r, 0);
	buf_release(&message);
	return a;
}

static struct event file_event(const char *operation, const char *path, enum verdict v)
{
	return (struct event){.type = EVENT_FILE,
		.pid = 42,
		.exec_id = 7,
		.has_decision = true,
		.decision = v,
		.effective = v,
		.rule = "some-rule",
		.operation = operation,
		.path = path};
}

/* One number out of the database. */
static int64_t query(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t value;

	assert_int_equal(sqlite3_open_v2(db_path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return value;
}

static void execute(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static struct audit_verdict verify(void)
{
	struct audit_reader *r;
	struct audit_verdict v;
	struct buf message = BUF_INIT;

	assert_int_equal(audit_reader_open(db_path, &r, &message), 0);
	assert_int_equal(audit_verify(r, &v, &message), 0);
	audit_reader_close(r);
	buf_release(&message);
	return v;
}

static void ingest(void)
{
	struct buf message = BUF_INIT;
	int r = audit_ingest(dir, NULL, &message);

	if (r < 0 || message.len)
		print_error("%s\n", message.s);
	assert_int_equal(r, 0);
	assert_int_equal(message.len, 0);
	buf_release(&message);
}

static void expect_no_spool(void)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/spool", dir);
	assert_int_equal(rmdir(path), 0);
}

static void what_is_recorded_is_stored_in_all_its_columns(void **state)
{
	static const char argv[] = "cat\0/etc/shadow\0";
	struct audit *a = open_audit("s1", NULL, false);
	struct event e = file_event("open", "/etc/shadow", VERDICT_DENY);
	struct event x = {.type = EVENT_EXEC,
		.pid = 43,
		.path = "/bin/cat",
		.operation = "execve",
		.argv = argv,
		.argv_len = sizeof(argv) - 1,
		.origin = ORIGIN_COMMAND};
	struct event n = {.type = EVENT_NETWORK,
		.operation = "connect",
		.domain = "evil.com",
		.remote = "1.2.3.4:443",
		.has_decision = true,
		.decision = VERDICT_APPROVE,
		.effective = VERDICT_DENY,
		.rule = "net",
		.error = EACCES};

	(void)state;
	assert_int_equal(audit_record(a, &e), 0);
	assert_int_equal(audit_record(a, &x), 0);
	assert_int_equal(audit_record(a, &n), 0);
	audit_close(a, true);
	assert_int_equal(query("SELECT COUNT(*) FROM events"), 3);
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE path='/etc/shadow' AND type='ptrace_file'"
		      " AND policy_decision='deny' AND policy_rule='some-rule' AND pid=42"
		      " AND operation='open' AND session_id='s1'"),
		1);
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE domain='evil.com' AND remote='1.2.3.4:443'"
		      " AND policy_decision='approve' AND effective_decision='deny'"
		      " AND json_extract(payload_json,'$.fields.error')='EACCES'"),
		1);
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE json_extract(payload_json,'$.argv[1]')="
		      "'/etc/shadow' AND json_extract(payload_json,'$.filename')='/bin/cat'"
		      " AND json_extract(payload_json,'$.fields.origin')='command'"),
		1);
	assert_int_equal(verify().rows, 3);
	expect_no_spool();
}

static void allowed_reads_are_counted_and_the_rest_is_not(void **state)
{
	struct audit *a = open_audit("counted", NULL, false);
	struct event read_one = file_event("open", "/etc/passwd", VERDICT_ALLOW);
	struct event denied = file_event("open", "/etc/passwd", VERDICT_DENY);
	struct event write_one = file_event("write", "/tmp/x", VERDICT_ALLOW);

	(void)state;
	for (int i = 0; i < 1000; i++)
		audit_record(a, &read_one);
	for (int i = 0; i < 10; i++) {
		audit_record(a, &denied);
		audit_record(a, &write_one);
	}
	read_one.exec_id = 8;
	audit_record(a, &read_one);
	audit_close(a, true);
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='counted'"), 22);
	assert_int_equal(
		query("SELECT json_extract(payload_json,'$.fields.count') FROM events WHERE "
		      "session_id='counted' AND policy_decision='allow' AND operation='open' AND "
		      "json_extract(payload_json,'$.fields.exec_id')=7"),
		1000);
}

static void many_files_of_one_directory_become_one_row(void **state)
{
	struct audit *a = open_audit("dir", NULL, false);
	char path[64];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct event e = file_event("open", path, VERDICT_ALLOW);

		snprintf(path, sizeof(path), "/usr/include/file%d.h", i);
		assert_int_equal(audit_record(a, &e), 0);
	}
	audit_close(a, true);
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='dir'"), 17);
	assert_int_equal(
		query("SELECT SUM(json_extract(payload_json,'$.fields.count')) FROM events "
		      "WHERE session_id='dir'"),
		5000);
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE path='/usr/include/*'"), 1);
}

static void the_table_of_counts_may_overflow(void **state)
{
	struct audit *a = open_audit("wide", NULL, false);
	char path[64];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct event e = file_event("open", path, VERDICT_ALLOW);

		snprintf(path, sizeof(path), "/src/dir%d/file", i % 5000);
		assert_int_equal(audit_record(a, &e), 0);
	}
	audit_close(a, true);
	assert_int_equal(
		query("SELECT SUM(json_extract(payload_json,'$.fields.count')) FROM events "
		      "WHERE session_id='wide'"),
		20000);
}

static void reads_are_stored_one_by_one_when_asked_for(void **state)
{
	struct audit *a = open_audit("all", NULL, true);
	struct event e = file_event("open", "/etc/passwd", VERDICT_ALLOW);

	(void)state;
	for (int i = 0; i < 100; i++)
		audit_record(a, &e);
	audit_close(a, true);
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='all'"), 100);
}

static void secrets_do_not_reach_the_disk(void **state)
{
	static const char argv[] =
		"curl\0-H\0Authorization: ghp_abcdefghij0123456789ABCDEFGHIJ012345\0";
	struct redactor_set *set = redactor_set_new(NULL, NULL, NULL);
	struct audit *a = open_audit("red", set, false);
	struct event e = {.type = EVENT_EXEC,
		.path = "/home/bob@example.com/x",
		.argv = argv,
		.argv_len = sizeof(argv) - 1,
		.operation = "execve"};
	char grep[200];
	const char *const command[] = {"sh", "-c", grep, NULL};

	(void)state;
	audit_record(a, &e);
	/* not in the spool either: this is a copy that is never closed in order */
	snprintf(grep, sizeof(grep), "grep -rqaE 'ghp_|bob@' %s && touch %s/leak", dir, dir);
	run(command);
	audit_close(a, true);
	run(command);
	snprintf(grep, sizeof(grep), "%s/leak", dir);
	assert_int_equal(access(grep, F_OK), -1);
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE path='/home/[REDACTED:email]/x' AND "
		      "json_extract(payload_json,'$.argv[2]')="
		      "'Authorization: [REDACTED:github_token]'"),
		1);
	redactor_set_free(set);
}

static void a_killed_supervisor_loses_nothing(void **state)
{
	int ready[2];
	char c;
	pid_t pid;
	int64_t before = query("SELECT COUNT(*) FROM events");

	(void)state;
	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		struct audit *a = open_audit("killed", NULL, false);
		struct event e = file_event("write", "/x", VERDICT_ALLOW);
		struct event counted = file_event("read", "/y", VERDICT_ALLOW);

		for (int i = 0; i < 500; i++)
			audit_record(a, &e);
		audit_start_writer(a);
		for (int i = 0; i < 5000; i++) {
			audit_record(a, &e);
			audit_record(a, &counted);
		}
		c = 'x';
		if (write(ready[1], &c, 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	ingest();
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE session_id='killed' AND path='/x'"), 5500);
	assert_int_equal(
		query("SELECT SUM(json_extract(payload_json,'$.fields.count')) FROM events WHERE "
		      "session_id='killed' AND path='/y'"),
		5000);
	assert_true(query("SELECT COUNT(*) FROM events") > before);
	ingest();
	assert_int_equal(
		query("SELECT COUNT(*) FROM events WHERE session_id='killed' AND path='/x'"), 5500);
	assert_int_equal(verify().broken, 0);
	close(ready[0]);
	close(ready[1]);
}

/* Kill at any moment while the writer moves events: none is lost, none is there twice. */
static void kills_in_the_middle_lose_and_double_nothing(void **state)
{
	(void)state;
	for (int round = 0; round < 8; round++) {
		int counter[2];
		char session[32], sql[128];
		int64_t acknowledged = 0, stored;
		char block[4096];
		ssize_t n;
		pid_t pid;

		snprintf(session, sizeof(session), "mid%d", round);
		assert_int_equal(pipe2(counter, O_CLOEXEC), 0);
		pid = fork();
		if (pid == 0) {
			struct audit *a = open_audit(session, NULL, true);
			struct event e = file_event("open", "/x", VERDICT_ALLOW);

			audit_start_writer(a);
			for (;;)
				if (audit_record(a, &e) != 0 || write(counter[1], "", 1) != 1)
					_exit(1);
		}
		close(counter[1]);
		while (acknowledged < 3000 + round * 777 && (n = read(counter[0], block, 64)) > 0)
			acknowledged += n;
		kill(pid, SIGKILL);
		while ((n = read(counter[0], block, sizeof(block))) > 0)
			acknowledged += n;
		waitpid(pid, NULL, 0);
		close(counter[0]);
		ingest();
		snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM events WHERE session_id='%s'",
			session);
		stored = query(sql);
		/* the last one may have been recorded without being told */
		assert_true(stored == acknowledged || stored == acknowledged + 1);
	}
	assert_int_equal(verify().broken, 0);
}

static void *record_many(void *audit)
{
	struct event e = file_event("write", "/a/file/with/a/longer/name/than/most", VERDICT_ALLOW);

	for (int i = 0; i < 20000; i++)
		if (audit_record(audit, &e) != 0)
			return audit;
	return NULL;
}

static void several_threads_and_a_small_ring_lose_nothing(void **state)
{
	struct audit_options o = {
		.state_dir = dir, .session_id = "threads", .spool_bytes = 128 << 10};
	struct buf message = BUF_INIT;
	struct audit *a;
	pthread_t threads[4];

	(void)state;
	assert_int_equal(audit_open(&o, &a, &message), 0);
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, record_many, a);
	for (int i = 0; i < 4; i++) {
		void *failed;

		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
	audit_close(a, true);
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='threads'"), 80000);
	assert_int_equal(verify().broken, 0);
}

static void a_change_in_the_database_is_found(void **state)
{
	struct audit_verdict v;

	(void)state;
	execute("CREATE TABLE saved AS SELECT rowid AS r, * FROM events WHERE rowid IN (5, 6)");
	execute("UPDATE events SET effective_decision='deny' WHERE rowid=5");
	v = verify();
	assert_int_equal(v.broken, 5);
	assert_string_equal(v.why, "the columns were changed");
	execute("UPDATE events SET effective_decision=(SELECT effective_decision FROM saved WHERE "
		"r=5) "
		"WHERE rowid=5");
	execute("UPDATE events SET payload_json=replace(payload_json,'some-rule','other') WHERE "
		"rowid=6");
	v = verify();
	assert_int_equal(v.broken, 6);
	assert_string_equal(v.why, "the event was changed");
	execute("DELETE FROM events WHERE rowid=6");
	assert_string_equal(verify().why, "rows are missing");
	execute("INSERT INTO events(rowid, event_id, ts_unix_ns, session_id, command_id, type, "
		"pid, "
		"policy_decision, effective_decision, policy_rule, path, domain, remote, "
		"operation, "
		"payload_json, integrity_json) SELECT r, event_id, ts_unix_ns, session_id, "
		"command_id, type, "
		"pid, policy_decision, effective_decision, policy_rule, path, domain, remote, "
		"operation, "
		"payload_json, integrity_json FROM saved WHERE r=6");
	assert_int_equal(verify().broken, 0);
	execute("DROP TABLE saved");
}

static void a_broken_database_leaves_the_events_in_the_spool(void **state)
{
	char other[96];
	struct audit_options o = {.state_dir = dir, .session_id = "later", .sqlite_path = other};
	struct buf message = BUF_INIT;
	struct event e = file_event("write", "/later", VERDICT_ALLOW);
	struct audit *a;
	int fd;

	(void)state;
	snprintf(other, sizeof(other), "%s/broken.db", dir);
	fd = open(other, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	for (int i = 0; i < 100; i++)
		assert_int_equal(write(fd, "this is no database at all...\n", 30), 30);
	close(fd);
	assert_int_equal(audit_open(&o, &a, &message), 0);
	assert_int_equal(audit_record(a, &e), 0);
	audit_close(a, true);
	assert_true(audit_ingest(dir, other, &message) < 0);
	assert_non_null(strstr(message.s, "not a database"));
	assert_null(strchr(message.s, '\n'));
	ingest();
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='later'"), 1);
	buf_release(&message);
}

static void a_full_spool_without_a_database_is_an_error_and_no_hang(void **state)
{
	char nowhere[96];
	struct audit_options o = {.state_dir = dir,
		.session_id = "full",
		.sqlite_path = nowhere,
		.spool_bytes = 128 << 10};
	struct buf message = BUF_INIT;
	struct event e = file_event("write", "/full", VERDICT_ALLOW);
	struct audit *a;
	int n = 0;

	(void)state;
	snprintf(nowhere, sizeof(nowhere), "%s/no/such/dir/events.db", dir);
	assert_int_equal(audit_open(&o, &a, &message), 0);
	while (n < 100000 && audit_record(a, &e) == 0)
		n++;
	assert_true(n > 500 && n < 5000);
	assert_int_equal(audit_record(a, &e), -ENOSPC);
	assert_true(audit_problem(a, &message));
	assert_non_null(strstr(message.s, "No such file"));
	audit_close(a, false);
	ingest();
	assert_int_equal(query("SELECT COUNT(*) FROM events WHERE session_id='full'"), n);
	buf_release(&message);
}

static int count_row(const struct audit_row *row, void *arg)
{
	int *n = arg;

	assert_non_null(row->payload);
	++*n;
	return 0;
}

static int read_count(const struct audit_filter *f)
{
	struct audit_reader *r;
	struct buf message = BUF_INIT;
	int n = 0;

	assert_int_equal(audit_reader_open(db_path, &r, &message), 0);
	assert_int_equal(audit_read(r, f, count_row, &n, &message), 0);
	audit_reader_close(r);
	buf_release(&message);
	return n;
}

static void queries_filter(void **state)
{
	(void)state;
	assert_int_equal(read_count(&(struct audit_filter){.session = "s1"}), 3);
	assert_int_equal(
		read_count(&(struct audit_filter){.session = "s1", .decision = "deny"}), 2);
	assert_int_equal(
		read_count(&(struct audit_filter){.session = "s1", .type = "ptrace_execve"}), 1);
	assert_int_equal(read_count(&(struct audit_filter){.limit = 5}), 5);
	assert_int_equal(read_count(&(struct audit_filter){.since_ns = INT64_MAX}), 0);
	assert_int_equal(read_count(&(struct audit_filter){.session = "x' OR 1=1 --"}), 0);
}

static void times_are_written_as_go_does(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	timestamp_add(&b, 1700000000123456789);
	timestamp_add(&b, 1700000000120000000);
	timestamp_add(&b, 1700000000000000000);
	assert_string_equal(
		b.s, "2023-11-14T22:13:20.123456789Z2023-11-14T22:13:20.12Z2023-11-14T22:13:20Z");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_recorded_is_stored_in_all_its_columns),
		cmocka_unit_test(allowed_reads_are_counted_and_the_rest_is_not),
		cmocka_unit_test(many_files_of_one_directory_become_one_row),
		cmocka_unit_test(the_table_of_counts_may_overflow),
		cmocka_unit_test(reads_are_stored_one_by_one_when_asked_for),
		cmocka_unit_test(secrets_do_not_reach_the_disk),
		cmocka_unit_test(a_killed_supervisor_loses_nothing),
		cmocka_unit_test(kills_in_the_middle_lose_and_double_nothing),
		cmocka_unit_test(several_threads_and_a_small_ring_lose_nothing),
		cmocka_unit_test(a_change_in_the_database_is_found),
		cmocka_unit_test(a_broken_database_leaves_the_events_in_the_spool),
		cmocka_unit_test(a_full_spool_without_a_database_is_an_error_and_no_hang),
		cmocka_unit_test(queries_filter),
		cmocka_unit_test(times_are_written_as_go_does),
	};

	return cmocka_run_group_tests_name("audit", tests, make_dir, remove_dir);
}
