/*
 * tests/unit/test_regs.c - tracer/regs_*.c: what is set is what is read, and a call can be recognised.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "tracer/regs.h"

static struct regs native(void)
{
	struct regs r;

	memset(&r, 0, sizeof(r));
#if defined(__x86_64__)
	r.user.cs = 0x33;
#endif
	return r;
}

static void arguments_have_places_of_their_own(void **state)
{
	struct regs r = native();

	(void)state;
	for (unsigned i = 0; i < 6; i++)
		regs_set_arg(&r, i, 0x1111111111111111 * (i + 1));
	for (unsigned i = 0; i < 6; i++)
		assert_int_equal(regs_arg(&r, i), 0x1111111111111111 * (i + 1));
}

static void a_skipped_call_is_minus_one_in_all_bits(void **state)
{
	struct regs r = native();

	(void)state;
	regs_set_nr(&r, -1);
	regs_set_result(&r, -13);
	assert_int_equal(regs_nr(&r), -1);
	assert_int_equal(regs_result(&r), -13);
#if defined(__x86_64__)
	assert_true(r.user.orig_rax == ~0ull);
#endif
}

static void foreign_calls_are_recognised(void **state)
{
	struct regs r = native();

	(void)state;
	assert_true(regs_is_native(&r));
#if defined(__x86_64__)
	r.user.cs = 0x23; /* int 0x80 from 32-bit code */
	assert_false(regs_is_native(&r));
	r = native();
	r.user.orig_rax = 0x40000000 | 2; /* x32 open */
	assert_false(regs_is_native(&r));
#else
	r.user.pstate = 0x10;
	assert_false(regs_is_native(&r));
#endif
}

static void rewinding_goes_back_to_the_instruction(void **state)
{
	struct regs r = native();
	uint64_t before;

	(void)state;
#if defined(__x86_64__)
	r.user.rip = 0x1002;
	r.user.orig_rax = 59;
#else
	r.user.pc = 0x1004;
#endif
	before = regs_ip(&r);
	regs_rewind(&r, 39);
	assert_true(regs_ip(&r) < before);
	assert_int_equal(regs_ip(&r), 0x1000);
#if defined(__x86_64__)
	assert_int_equal(r.user.rax, 39);
	assert_true(r.user.orig_rax == ~0ull); /* else the kernel would restart it too */
#endif
}

static void a_call_instruction_fits_its_mask(void **state)
{
	(void)state;
	assert_int_equal(regs_call_insn() & ~regs_call_insn_mask(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_have_places_of_their_own),
		cmocka_unit_test(a_skipped_call_is_minus_one_in_all_bits),
		cmocka_unit_test(foreign_calls_are_recognised),
		cmocka_unit_test(rewinding_goes_back_to_the_instruction),
		cmocka_unit_test(a_call_instruction_fits_its_mask),
	};

	return cmocka_run_group_tests_name("regs", tests, NULL, NULL);
}
