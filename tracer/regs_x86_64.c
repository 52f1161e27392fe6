/*
 * tracer/regs_x86_64.c - registers on x86-64 (System V psABI A.2.1).
 */
#if defined(__x86_64__)

#include "tracer/regs.h"

#include <errno.h>
#include <stddef.h>
#include <sys/ptrace.h>

enum {
	CODE_64BIT = 0x33,       /* user code segment; 0x23 is a 32-bit one */
	X32_BIT = 0x40000000,    /* __X32_SYSCALL_BIT */
	SYSCALL_INSN_BYTES = 2,
};

int regs_load(pid_t tid, struct regs *r)
{
	return ptrace(PTRACE_GETREGS, tid, NULL, &r->user) < 0 ? -errno : 0;
}

int regs_store(pid_t tid, const struct regs *r)
{
	struct user_regs_struct user = r->user;

	return ptrace(PTRACE_SETREGS, tid, NULL, &user) < 0 ? -errno : 0;
}

bool regs_is_native(const struct regs *r)
{
	return r->user.cs == CODE_64BIT && !(r->user.orig_rax & X32_BIT);
}

long regs_nr(const struct regs *r)
{
	return (long)r->user.orig_rax;
}

static size_t arg_offset(unsigned i)
{
	static const size_t offset[] = {
		offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi),
		offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, r10),
		offsetof(struct user_regs_struct, r8), offsetof(struct user_regs_struct, r9),
	};

	return offset[i];
}

uint64_t regs_arg(const struct regs *r, unsigned i)
{
	return *(const unsigned long long *)(const void *)((const char *)&r->user + arg_offset(i));
}

void regs_set_arg(struct regs *r, unsigned i, uint64_t value)
{
	*(unsigned long long *)(void *)((char *)&r->user + arg_offset(i)) = value;
}

void regs_set_nr(struct regs *r, long nr)
{
	/* All 64 bits: gVisor takes a 32-bit -1 for an unknown call (GVISOR 2). */
	r->user.orig_rax = (unsigned long long)nr;
}

int64_t regs_result(const struct regs *r)
{
	return (int64_t)r->user.rax;
}

void regs_set_result(struct regs *r, int64_t result)
{
	r->user.rax = (unsigned long long)result;
}

uint64_t regs_sp(const struct regs *r)
{
	return r->user.rsp;
}

uint64_t regs_ip(const struct regs *r)
{
	return r->user.rip;
}

void regs_rewind(struct regs *r, long nr)
{
	r->user.rip -= SYSCALL_INSN_BYTES;
	r->user.rax = (unsigned long long)nr;
	r->user.orig_rax = (unsigned long long)-1; /* no restart on top of ours */
}

void regs_set_call(struct regs *r, long nr, uint64_t arg0)
{
	r->user.rax = (unsigned long long)nr;
	r->user.orig_rax = (unsigned long long)-1;
	r->user.rdi = arg0;
}

uint64_t regs_call_insn(void)
{
	return 0x050f; /* syscall */
}

uint64_t regs_call_insn_mask(void)
{
	return 0xffff;
}

#endif
