/*
 * tests/unit/test_filter.c - tracer/filter.c, syscalls.c: the program says what the table says.
 *
 * The program is run here, by an interpreter of the few instructions that it uses.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "lib/hypercall.h"
#include "tracer/filter.h"
#include "tracer/slots.h"
#include "tracer/syscalls.h"

#define ERRNO(e) (SECCOMP_RET_ERRNO | (e))
#define HIGH(value) (0xffffffff00000000u | (value))

static struct sock_filter code[FILTER_MAX_INSNS];
static size_t code_len;

static uint32_t compare(const struct sock_filter *f, uint32_t a)
{
	bool holds = false;

	switch (BPF_OP(f->code)) {
	case BPF_JEQ:
		holds = a == f->k;
		break;
	case BPF_JGE:
		holds = a >= f->k;
		break;
	case BPF_JGT:
		holds = a > f->k;
		break;
	default:
		fail_msg("an unexpected comparison");
	}
	return holds ? f->jt : f->jf;
}

static uint32_t run(const struct seccomp_data *data)
{
	uint32_t a = 0;

	for (size_t pc = 0; pc < code_len; pc++) {
		const struct sock_filter *f = &code[pc];

		switch (f->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			assert_true(f->k % 4 == 0 && f->k + 4 <= sizeof(*data));
			memcpy(&a, (const char *)data + f->k, 4);
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			a &= f->k;
			break;
		case BPF_JMP | BPF_JA:
			pc += f->k;
			break;
		case BPF_RET | BPF_K:
			return f->k;
		default:
			pc += compare(f, a);
		}
	}
	fail_msg("the program runs off its end");
	return 0;
}

static uint32_t ask(long nr, uint64_t a0, uint64_t a1, uint64_t a2)
{
	struct seccomp_data d = {.nr = (int)nr, .arch = filter_arch(), .args = {a0, a1, a2}};

	return run(&d);
}

static int build(void **state)
{
	(void)state;
	code_len = filter_build(code, FILTER_MAX_INSNS, true);
	return code_len == 0;
}

static void every_row_without_a_test_is_answered_as_written(void **state)
{
	unsigned n;
	const struct syscall_row *rows = syscall_rows(&n);

	(void)state;
	for (unsigned i = 0; i < n; i++) {
		uint32_t got = ask(rows[i].nr, 0, 0, 0);

		if (rows[i].filter == FILTER_TRACE)
			assert_int_equal(got, SECCOMP_RET_TRACE);
		if (rows[i].filter == FILTER_ERRNO)
			assert_int_equal(got, ERRNO((unsigned)rows[i].error));
	}
}

static void every_number_has_an_answer(void **state)
{
	(void)state;
	for (long nr = 0; nr <= SYSCALL_KNOWN_MAX; nr++)
		ask(nr, ~0ull, ~0ull, ~0ull);
	assert_int_equal(ask(SYS_read, 0, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_close, 0, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_exit_group, 0, 0, 0), SECCOMP_RET_ALLOW);
}

static void what_is_unknown_is_refused(void **state)
{
	struct seccomp_data d = {.nr = SYS_read, .arch = AUDIT_ARCH_I386};

	(void)state;
	assert_int_equal(run(&d), ERRNO(ENOSYS));
	assert_int_equal(ask(SYSCALL_KNOWN_MAX + 1, 0, 0, 0), ERRNO(ENOSYS));
	assert_int_equal(ask(0x40000000, 0, 0, 0), ERRNO(ENOSYS)); /* x32 */
	assert_int_equal(ask(-1, 0, 0, 0), ERRNO(ENOSYS));
}

static void high_halves_of_ints_do_not_matter(void **state)
{
	(void)state;
	assert_int_equal(ask(SYS_ioctl, 0, TIOCSTI, 0), ERRNO(EPERM));
	assert_int_equal(ask(SYS_ioctl, 0, HIGH(TIOCSTI), 0), ERRNO(EPERM)); /* CVE-2019-7303 */
	assert_int_equal(ask(SYS_ioctl, 0, TIOCGWINSZ, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_ioctl, 0, FIOSETOWN, 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_fcntl, 0, HIGH(F_SETOWN), 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_fcntl, 0, F_GETFL, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_prctl, HIGH(HYPERCALL_PRCTL), 0, 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_prctl, PR_SET_NAME, 0, 0), SECCOMP_RET_ALLOW);
}

static void a_datagram_is_stopped_when_it_has_an_address(void **state)
{
	struct seccomp_data d = {.nr = SYS_sendto, .arch = filter_arch()};

	(void)state;
	assert_int_equal(run(&d), SECCOMP_RET_ALLOW);
	d.args[4] = 0x7fff0000;
	assert_int_equal(run(&d), SECCOMP_RET_TRACE);
	d.args[4] = 0x100000000; /* a pointer whose low half is zero */
	assert_int_equal(run(&d), SECCOMP_RET_TRACE);
}

static void only_what_could_reach_the_slots_is_stopped_of_memory_calls(void **state)
{
	const uint64_t below = SLOTS_ADDR - (UINT64_C(4) << 30);

	(void)state;
	assert_int_equal(ask(SYS_mmap, 0, 1 << 20, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_munmap, below, (UINT64_C(1) << 31) - 1, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_munmap, below, UINT64_C(1) << 31, 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_munmap, below, UINT64_C(1) << 32, 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_mprotect, SLOTS_ADDR, 4096, 0), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_mremap, below, 4096, UINT64_C(1) << 33), SECCOMP_RET_TRACE);
	assert_int_equal(ask(SYS_mremap, below, 4096, 8192), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_shmdt, SLOTS_ADDR & ~UINT64_C(0xffffffff), 0, 0), SECCOMP_RET_TRACE);
}

static void sockets_of_other_families_cannot_be_made(void **state)
{
	(void)state;
	assert_int_equal(ask(SYS_socket, AF_UNIX, SOCK_STREAM, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_socket, AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_socket, AF_INET, SOCK_RAW | SOCK_CLOEXEC, 1), ERRNO(EPERM));
	assert_int_equal(ask(SYS_socket, AF_PACKET, SOCK_RAW, 0), ERRNO(EAFNOSUPPORT));
	assert_int_equal(ask(SYS_socket, AF_VSOCK, SOCK_STREAM, 0), ERRNO(EAFNOSUPPORT));
	assert_int_equal(ask(SYS_socket, AF_NETLINK, SOCK_RAW, 0), SECCOMP_RET_TRACE);
}

static void nobody_gets_into_other_spaces(void **state)
{
	(void)state;
	assert_int_equal(ask(SYS_clone, 17, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_clone, 17 | CLONE_NEWUSER, 0, 0), ERRNO(EPERM));
	assert_int_equal(ask(SYS_clone, 17 | CLONE_UNTRACED, 0, 0), ERRNO(EPERM));
	assert_int_equal(ask(SYS_clone3, 0, 0, 0), ERRNO(ENOSYS));
	assert_int_equal(ask(SYS_unshare, CLONE_FILES, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_unshare, CLONE_NEWNS, 0, 0), ERRNO(EPERM));
	assert_int_equal(ask(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
				 SECCOMP_FILTER_FLAG_NEW_LISTENER, 0), ERRNO(EBUSY));
	assert_int_equal(ask(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_personality, 0xffffffff, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_personality, 0x0040000, 0, 0), ERRNO(EPERM));
}

static void looking_is_free_unless_asked_for(void **state)
{
	(void)state;
	assert_int_equal(ask(SYS_statx, 0, 0, 0), SECCOMP_RET_TRACE);
	code_len = filter_build(code, FILTER_MAX_INSNS, false);
	assert_int_equal(ask(SYS_statx, 0, 0, 0), SECCOMP_RET_ALLOW);
	assert_int_equal(ask(SYS_openat, 0, 0, 0), SECCOMP_RET_TRACE);
	build(NULL);
}

static void rows_are_sorted_and_have_what_their_kind_needs(void **state)
{
	unsigned n;
	const struct syscall_row *rows = syscall_rows(&n);

	(void)state;
	for (unsigned i = 0; i < n; i++) {
		const struct syscall_row *r = &rows[i];
		bool errno_row = r->filter == FILTER_ERRNO || r->filter == FILTER_ERRNO_IF;

		assert_true(i == 0 || rows[i - 1].nr <= r->nr);
		assert_true(errno_row == (r->error != 0));
		assert_true(errno_row == (r->handler == NULL));
		assert_true(r->nr <= SYSCALL_KNOWN_MAX);
	}
	assert_null(syscall_row(SYS_read));
	assert_non_null(syscall_row(SYS_ioctl)); /* behind a row without a handler */
	assert_string_equal(syscall_name(SYS_openat), "openat");
}

static void a_program_that_does_not_fit_is_none(void **state)
{
	struct sock_filter few[16];

	(void)state;
	assert_int_equal(filter_build(few, 16, false), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_without_a_test_is_answered_as_written),
		cmocka_unit_test(every_number_has_an_answer),
		cmocka_unit_test(what_is_unknown_is_refused),
		cmocka_unit_test(high_halves_of_ints_do_not_matter),
		cmocka_unit_test(a_datagram_is_stopped_when_it_has_an_address),
		cmocka_unit_test(only_what_could_reach_the_slots_is_stopped_of_memory_calls),
		cmocka_unit_test(sockets_of_other_families_cannot_be_made),
		cmocka_unit_test(nobody_gets_into_other_spaces),
		cmocka_unit_test(looking_is_free_unless_asked_for),
		cmocka_unit_test(rows_are_sorted_and_have_what_their_kind_needs),
		cmocka_unit_test(a_program_that_does_not_fit_is_none),
	};

	return cmocka_run_group_tests_name("filter", tests, build, NULL);
}
