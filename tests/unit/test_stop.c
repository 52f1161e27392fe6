/*
 * tests/unit/test_stop.c - tracer/stop.c: what a wait status means.
 */
#include "tests/unit/unit.h"

#include <signal.h>
#include <sys/ptrace.h>

#include "tracer/stop.h"

static int stopped(int signal, int event)
{
	return event << 16 | signal << 8 | 0x7f;
}

static void expect(int status, enum stop_kind kind, int signal)
{
	struct stop s = stop_classify(7, status);

	assert_int_equal(s.tid, 7);
	assert_int_equal(s.kind, kind);
	assert_int_equal(s.signal, signal);
}

static void an_exit_and_a_kill_end_a_thread(void **state)
{
	(void)state;
	expect(3 << 8, STOP_GONE, 0);
	expect(SIGKILL, STOP_GONE, 0);
	expect(SIGSEGV | 0x80, STOP_GONE, 0); /* with a core */
}

static void events_are_told_apart(void **state)
{
	(void)state;
	expect(stopped(SIGTRAP, PTRACE_EVENT_SECCOMP), STOP_CALL, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_FORK), STOP_CHILD, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_VFORK), STOP_CHILD, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_CLONE), STOP_CHILD, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_EXEC), STOP_EXEC, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_EXIT), STOP_EXIT, 0);
	expect(stopped(SIGTRAP, PTRACE_EVENT_VFORK_DONE), STOP_TRAP, 0);
}

static void a_call_is_not_a_trap(void **state)
{
	(void)state;
	expect(stopped(SIGTRAP | 0x80, 0), STOP_SYSCALL, 0);
	expect(stopped(SIGTRAP, 0), STOP_SIGNAL, SIGTRAP); /* int3, raise(SIGTRAP): the program's own */
}

static void job_control_stops_the_group(void **state)
{
	(void)state;
	expect(stopped(SIGSTOP, PTRACE_EVENT_STOP), STOP_GROUP, SIGSTOP);
	expect(stopped(SIGTSTP, PTRACE_EVENT_STOP), STOP_GROUP, SIGTSTP);
	expect(stopped(SIGTTIN, PTRACE_EVENT_STOP), STOP_GROUP, SIGTTIN);
	expect(stopped(SIGTTOU, PTRACE_EVENT_STOP), STOP_GROUP, SIGTTOU);
	expect(stopped(SIGTRAP, PTRACE_EVENT_STOP), STOP_TRAP, 0);
}

static void a_signal_is_on_its_way(void **state)
{
	(void)state;
	expect(stopped(SIGTERM, 0), STOP_SIGNAL, SIGTERM);
	expect(stopped(SIGSTOP, 0), STOP_SIGNAL, SIGSTOP); /* before the group stops */
}

static void entries_and_exits_alternate(void **state)
{
	struct tracee t = {.in_call = false};

	(void)state;
	assert_false(stop_is_exit(&t));
	assert_true(stop_is_exit(&t));
	assert_false(stop_is_exit(&t));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exit_and_a_kill_end_a_thread),
		cmocka_unit_test(events_are_told_apart),
		cmocka_unit_test(a_call_is_not_a_trap),
		cmocka_unit_test(job_control_stops_the_group),
		cmocka_unit_test(a_signal_is_on_its_way),
		cmocka_unit_test(entries_and_exits_alternate),
	};

	return cmocka_run_group_tests_name("stop", tests, NULL, NULL);
}
