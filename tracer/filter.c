/*
 * tracer/filter.c - the seccomp program, generated from the table of system calls.
 *
 * Shape: architecture; numbers that nobody knows; a binary search over runs of
 * numbers with one answer, and a leaf of tests for each number that needs them.
 * What is not in the table is allowed after some eight comparisons of the number alone,
 * which the kernel (5.11) and gVisor turn into one look into a bitmap.  The shorter
 * it is, the sooner a shell starts: the kernel compiles it each time.
 */
#include "tracer/filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
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
	SEGMENTS_MAX = 512,
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

	load(p, arg_offset(row->test_arg, row->test == TEST_HIGH));
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
	case TEST_HIGH:
	case TEST_EQUAL:
	case TEST_ANY_OF:
		for (unsigned i = 0; i < n; i++)
			compare(p, BPF_JEQ, row->values[i], n - 1 - i, i + 1 < n ? 0 : 1);
		break;
	case TEST_NONE_OF:
		for (unsigned i = 0; i < n; i++)
			compare(p, BPF_JEQ, row->values[i], n - i, 0);
		break;
	case TEST_LARGE:
		compare(p, BPF_JGE, UINT32_C(1) << 31, 2, 0);
		load(p, arg_offset(row->test_arg, true));
		compare(p, BPF_JEQ, 0, 1, 0);
		break;
	}
	answer(p, action_of(row));
}

static bool wanted(const struct program *p, const struct syscall_row *row)
{
	return row->class != CLASS_STAT || p->trace_stat;
}

/* The numbers from @first to before the next segment's: one answer, or tests where @row is set. */
struct segment {
	uint32_t first;
	uint32_t action;
	const struct syscall_row *row;
};

struct segments {
	struct segment s[SEGMENTS_MAX];
	size_t n; /* may grow past it: then there are too many */
};

static void add_segment(struct segments *all, struct segment add)
{
	struct segment *last;

	/* What was to begin here is empty. */
	if (all->n && all->n <= SEGMENTS_MAX && all->s[all->n - 1].first == add.first)
		all->n--;
	last = all->n && all->n <= SEGMENTS_MAX ? &all->s[all->n - 1] : NULL;
	if (last && !last->row && !add.row && last->action == add.action)
		return;
	if (all->n < SEGMENTS_MAX)
		all->s[all->n] = add;
	all->n++;
}

static bool is_plain(const struct syscall_row *row)
{
	return row->filter == FILTER_TRACE || row->filter == FILTER_ERRNO;
}

/* Neighbours that get the same answer are one segment; what no row names is allowed. */
static void find_segments(const struct program *p, const struct syscall_row *row,
	const struct syscall_row *end, struct segments *ret)
{
	ret->n = 0;
	add_segment(ret, (struct segment){.first = 0, .action = SECCOMP_RET_ALLOW});
	while (row < end) {
		const struct syscall_row *first = row;
		uint32_t nr = (uint32_t)row->nr;

		while (row < end && row->nr == first->nr)
			row++;
		while (first < row && !wanted(p, first))
			first++;
		if (first == row)
			continue;
		add_segment(ret, (struct segment){.first = nr, .action = action_of(first),
			.row = is_plain(first) ? NULL : first});
		add_segment(ret, (struct segment){.first = nr + 1, .action = SECCOMP_RET_ALLOW});
	}
}

/* The rows of one number from @row on; they end in an answer whatever the arguments are. */
static void emit_tests(struct program *p, const struct syscall_row *row,
	const struct syscall_row *end)
{
	long nr = row->nr;

	for (; row < end && row->nr == nr; row++) {
		if (!wanted(p, row))
			continue;
		if (is_plain(row)) {
			answer(p, action_of(row));
			return;
		}
		emit_test(p, row);
	}
	answer(p, SECCOMP_RET_ALLOW);
}

/* A conditional jump reaches 255 instructions: make room at @at for one that reaches farther. */
static void insert_far_jump(struct program *p, size_t at)
{
	size_t distance = p->len - at;

	emit(p, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 0));
	if (p->len > p->room)
		return;
	memmove(&p->code[at + 1], &p->code[at], distance * sizeof(p->code[0]));
	p->code[at] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, (uint32_t)distance);
}

/* Binary search in the @n segments from @s on; the number is loaded. */
static void emit_search(struct program *p, const struct segment *s, size_t n,
	const struct syscall_row *end)
{
	size_t half = n / 2;
	size_t compare_at;
	size_t distance;

	if (n == 1) {
		if (s->row)
			emit_tests(p, s->row, end);
		else
			answer(p, s->action);
		return;
	}
	compare_at = p->len;
	compare(p, BPF_JGE, s[half].first, 0, 0);
	emit_search(p, s, half, end);
	distance = p->len - compare_at - 1;
	if (distance > UINT8_MAX)
		insert_far_jump(p, compare_at + 1);
	if (p->len <= p->room) {
		p->code[compare_at].jt = distance > UINT8_MAX ? 0 : (uint8_t)distance;
		p->code[compare_at].jf = distance > UINT8_MAX;
	}
	emit_search(p, s + half, n - half, end);
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
	struct segments all;
	unsigned n;
	const struct syscall_row *rows = syscall_rows(&n);

	load(&p, OFFSET_ARCH);
	compare(&p, BPF_JEQ, filter_arch(), 1, 0);
	answer_error(&p, ENOSYS); /* int 0x80 and the like */
	load(&p, OFFSET_NR);
	/* Unknown is refused, not allowed; x32 numbers (bit 30) are among these. */
	compare(&p, BPF_JGT, SYSCALL_KNOWN_MAX, 0, 1);
	answer_error(&p, ENOSYS);
	find_segments(&p, rows, rows + n, &all);
	if (all.n > SEGMENTS_MAX)
		return 0;
	emit_search(&p, all.s, all.n, rows + n);
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
