/*
 * tracer/filter.c - the seccomp program, generated from the table of system calls.
 *
 * Shape: architecture; numbers that nobody knows; a binary search over the
 * numbers in the table, with a leaf of tests for each.  What is not in the table
 * is allowed after some seven comparisons of the number alone, which the kernel
 * (5.11) and gVisor turn into one look into a bitmap.
 */
#include "tracer/filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tracer/syscalls.h"

struct program {
	struct sock_filter *code;
	size_t len;
	size_t room; /* len may grow past it: then the program is too long */
	bool trace_stat;
};

enum {
	OFFSET_NR = offsetof(struct seccomp_data, nr),
	OFFSET_ARCH = offsetof(struct seccomp_data, arch),
};

static size_t emit(struct program *p, struct sock_filter insn)
{
	if (p->len < p->room)
		p->code[p->len] = insn;
	return p->len++;
}

static void load(struct program *p, size_t offset)
{
	emit(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* Compare what was loaded: skip @if_true or @if_false instructions. */
static void compare(struct program *p, unsigned op, uint32_t with, unsigned if_true,
	unsigned if_false)
{
	emit(p, (struct sock_filter)BPF_JUMP((uint16_t)(BPF_JMP | op | BPF_K), with,
			(uint8_t)if_true, (uint8_t)if_false));
}

static void answer(struct program *p, uint32_t action)
{
	emit(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

static void answer_error(struct program *p, int error)
{
	answer(p, SECCOMP_RET_ERRNO | (uint32_t)error);
}

static uint32_t action_of(const struct syscall_row *row)
{
	return row->filter == FILTER_TRACE || row->filter == FILTER_TRACE_IF
		? SECCOMP_RET_TRACE
		: SECCOMP_RET_ERRNO | (uint32_t)row->error;
}

/* x86-64 and aarch64 are little-endian: the low half comes first. */
static size_t arg_offset(unsigned arg, bool high)
{
	return offsetof(struct seccomp_data, args) + 8 * arg + (high ? 4 : 0);
}

/* The action of @row when its test holds; else fall through to what is emitted next. */
static void emit_test(struct program *p, const struct syscall_row *row)
{
	bool wide = row->test == TEST_NONZERO && row->mask == 0;
	unsigned n = row->n_values;

	load(p, arg_offset(row->test_arg, false));
	if (row->mask != 0 && row->mask != 0xffffffff)
		emit(p, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, row->mask));
	switch (row->test) {
	case TEST_NONE:
		break;
	case TEST_NONZERO:
		if (wide) {
			compare(p, BPF_JEQ, 0, 0, 2);
			load(p, arg_offset(row->test_arg, true));
		}
		compare(p, BPF_JEQ, 0, 1, 0);
		break;
	case TEST_ZERO:
		compare(p, BPF_JEQ, 0, 0, 1);
		break;
	case TEST_EQUAL:
	case TEST_ANY_OF:
		for (unsigned i = 0; i < n; i++)
			compare(p, BPF_JEQ, row->values[i], n - 1 - i, i + 1 < n ? 0 : 1);
		break;
	case TEST_NONE_OF:
		for (unsigned i = 0; i < n; i++)
			compare(p, BPF_JEQ, row->values[i], n - i, 0);
		break;
	}
	answer(p, action_of(row));
}

static bool wanted(const struct program *p, const struct syscall_row *row)
{
	return row->class != CLASS_STAT || p->trace_stat;
}

/* All rows of one number; they end in an answer whatever the arguments are. */
static void emit_leaf(struct program *p, const struct syscall_row *row,
	const struct syscall_row *end)
{
	long nr = row->nr;

	compare(p, BPF_JEQ, (uint32_t)nr, 1, 0);
	answer(p, SECCOMP_RET_ALLOW);
	for (; row < end && row->nr == nr; row++) {
		if (!wanted(p, row))
			continue;
		if (row->filter == FILTER_TRACE || row->filter == FILTER_ERRNO) {
			answer(p, action_of(row));
			return;
		}
		emit_test(p, row);
	}
	answer(p, SECCOMP_RET_ALLOW);
}

/* The first row of a later number than that of @row. */
static const struct syscall_row *next_number(const struct syscall_row *row,
	const struct syscall_row *end)
{
	long nr = row->nr;

	while (row < end && row->nr == nr)
		row++;
	return row;
}

/* Binary search in the rows from @first to before @end; the number is loaded. */
static void emit_search(struct program *p, const struct syscall_row *first,
	const struct syscall_row *end)
{
	const struct syscall_row *middle = first + (end - first) / 2;
	size_t jump;

	/* Rows of one number stay together. */
	while (middle > first && middle[-1].nr == middle->nr)
		middle--;
	if (middle == first)
		middle = next_number(first, end);
	if (middle == end) {
		emit_leaf(p, first, end);
		return;
	}
	compare(p, BPF_JGE, (uint32_t)middle->nr, 0, 1);
	jump = emit(p, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 0));
	emit_search(p, first, middle);
	if (jump < p->room)
		p->code[jump].k = (uint32_t)(p->len - jump - 1);
	emit_search(p, middle, end);
}

unsigned filter_arch(void)
{
#if defined(__x86_64__)
	return AUDIT_ARCH_X86_64;
#else
	return AUDIT_ARCH_AARCH64;
#endif
}

size_t filter_build(struct sock_filter *out, size_t room, bool trace_stat)
{
	struct program p = {.code = out, .room = room, .trace_stat = trace_stat};
	unsigned n;
	const struct syscall_row *rows = syscall_rows(&n);

	load(&p, OFFSET_ARCH);
	compare(&p, BPF_JEQ, filter_arch(), 1, 0);
	answer_error(&p, ENOSYS); /* int 0x80 and the like */
	load(&p, OFFSET_NR);
	/* Unknown is refused, not allowed; x32 numbers (bit 30) are among these. */
	compare(&p, BPF_JGT, SYSCALL_KNOWN_MAX, 0, 1);
	answer_error(&p, ENOSYS);
	emit_search(&p, rows, rows + n);
	return p.len <= room ? p.len : 0;
}

int filter_install(bool trace_stat)
{
	struct sock_filter code[FILTER_MAX_INSNS];
	struct sock_fprog program = {.filter = code};

	program.len = (unsigned short)filter_build(code, FILTER_MAX_INSNS, trace_stat);
	if (program.len == 0)
		return -E2BIG;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0)
		return 0;
	if (errno != ENOSYS)
		return -errno;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0 ? -errno : 0;
}
