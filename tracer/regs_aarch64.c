/*
 * tracer/regs_aarch64.c - registers on aarch64 (man 2 syscall: x8, x0 to x5).
 */
#if defined(__aarch64__)

#include "tracer/regs.h"

#include <elf.h>
#include <errno.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif

enum {
	PSTATE_AARCH32 = 0x10, /* PSTATE.M[4] */
	NR_REGISTER = 8,
	SYSCALL_INSN_BYTES = 4,
};

int regs_load(pid_t tid, struct regs *r)
{
	struct iovec all = {.iov_base = &r->user, .iov_len = sizeof(r->user)};
	struct iovec nr = {.iov_base = &r->syscall, .iov_len = sizeof(r->syscall)};

	if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRSTATUS, &all) < 0)
		return -errno;
	/* gVisor has no such set; there x8 is the number (GVISOR 3.15). */
	if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_ARM_SYSTEM_CALL, &nr) < 0) {
		if (errno == ESRCH)
			return -ESRCH;
		r->syscall = (int)r->user.regs[NR_REGISTER];
	}
	r->syscall_changed = false;
	return 0;
}

int regs_store(pid_t tid, const struct regs *r)
{
	struct user_regs_struct user = r->user;
	int number = r->syscall;
	struct iovec all = {.iov_base = &user, .iov_len = sizeof(user)};
	struct iovec nr = {.iov_base = &number, .iov_len = sizeof(number)};

	if (ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRSTATUS, &all) < 0)
		return -errno;
	if (r->syscall_changed && ptrace(PTRACE_SETREGSET, tid, (void *)NT_ARM_SYSTEM_CALL, &nr) < 0 &&
		errno == ESRCH)
		return -ESRCH; /* elsewhere: x8, written above, counts */
	return 0;
}

bool regs_is_native(const struct regs *r)
{
	return !(r->user.pstate & PSTATE_AARCH32);
}

long regs_nr(const struct regs *r)
{
	return r->syscall;
}

uint64_t regs_arg(const struct regs *r, unsigned i)
{
	return r->user.regs[i];
}

void regs_set_arg(struct regs *r, unsigned i, uint64_t value)
{
	r->user.regs[i] = value;
}

void regs_set_nr(struct regs *r, long nr)
{
	r->syscall = (int)nr;
	r->syscall_changed = true;
	r->user.regs[NR_REGISTER] = (uint64_t)nr;
}

int64_t regs_result(const struct regs *r)
{
	return (int64_t)r->user.regs[0];
}

void regs_set_result(struct regs *r, int64_t result)
{
	r->user.regs[0] = (uint64_t)result;
}

uint64_t regs_sp(const struct regs *r)
{
	return r->user.sp;
}

uint64_t regs_ip(const struct regs *r)
{
	return r->user.pc;
}

void regs_rewind(struct regs *r, long nr)
{
	r->user.pc -= SYSCALL_INSN_BYTES;
	regs_set_nr(r, nr);
}

void regs_set_call(struct regs *r, long nr, uint64_t arg0)
{
	regs_set_nr(r, nr);
	r->user.regs[0] = arg0;
}

uint64_t regs_call_insn(void)
{
	return 0xd4000001; /* svc #0 */
}

uint64_t regs_call_insn_mask(void)
{
	return 0xffffffff;
}

#endif
