/*
 * tests/unit/test_event_pack.c - policy/event_pack.c: an event comes back as it was, or not at all.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "policy/event.h"
#include "policy/event_pack.h"

static struct event example(void)
{
	return (struct event){
		.type = EVENT_EXEC,
		.origin = ORIGIN_COMMAND,
		.time_ns = 1700000000123456789,
		.pid = 4711,
		.exec_id = 9,
		.parent_exec_id = 8,
		.depth = 2,
		.has_decision = true,
		.decision = VERDICT_DENY,
		.effective = VERDICT_DENY,
		.rule = "no-sudo",
		.operation = "execve",
		.path = "/usr/bin/sudo",
		.argv = "sudo\0id",
		.argv_len = 8,
		.truncated = true,
		.error = EACCES,
	};
}

/* Pack into memory of just the size asked for, so that a sanitizer sees a byte too many. */
static void *pack(const struct event *e, size_t *ret_len)
{
	size_t room = event_packed_size(e);
	void *bytes = xmalloc(room);

	*ret_len = event_pack(e, bytes);
	assert_true(*ret_len <= room);
	return xrealloc(bytes, *ret_len);
}

static void it_comes_back_as_it_was(void **state)
{
	struct event e = example();
	struct event got;
	size_t len;
	scoped_free void *bytes = pack(&e, &len);

	(void)state;
	assert_int_equal(event_unpack(bytes, len, &got), 0);
	assert_int_equal(got.type, e.type);
	assert_int_equal(got.time_ns, e.time_ns);
	assert_int_equal(got.pid, e.pid);
	assert_int_equal(got.depth, e.depth);
	assert_int_equal(got.decision, e.decision);
	assert_int_equal(got.error, e.error);
	assert_true(got.has_decision);
	assert_true(got.truncated);
	assert_string_equal(got.rule, e.rule);
	assert_string_equal(got.path, e.path);
	assert_int_equal(got.argv_len, e.argv_len);
	assert_memory_equal(got.argv, e.argv, e.argv_len);
	assert_null(got.domain);
	assert_null(got.message);
}

static void a_cut_one_is_none(void **state)
{
	struct event e = example();
	struct event got;
	size_t len;
	scoped_free void *bytes = pack(&e, &len);

	(void)state;
	for (size_t n = 0; n < len; n++) {
		scoped_free void *cut = xmemdup(bytes, n ? n : 1);

		assert_int_equal(event_unpack(cut, n, &got), -EBADMSG);
	}
}

static void a_forged_one_does_not_reach_outside(void **state)
{
	struct event e = example();
	size_t len;
	scoped_free unsigned char *bytes = pack(&e, &len);

	(void)state;
	/* Every byte set to every value: it may be refused or read, but nothing beyond @len is touched. */
	for (size_t i = 0; i < len; i++) {
		unsigned char was = bytes[i];

		for (unsigned v = 0; v < 256; v++) {
			struct event got;

			bytes[i] = (unsigned char)v;
			if (event_unpack(bytes, len, &got) == 0 && got.path)
				assert_true(strlen(got.path) < len);
		}
		bytes[i] = was;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_comes_back_as_it_was),
		cmocka_unit_test(a_cut_one_is_none),
		cmocka_unit_test(a_forged_one_does_not_reach_outside),
	};

	return cmocka_run_group_tests_name("event_pack", tests, NULL, NULL);
}
