/*
 * tracer/regs.h - the registers of a stopped tracee, one file per architecture.
 *
 * regs_x86_64.c and regs_aarch64.c implement these; nothing else knows a
 * register's name.  0 or a negative errno (-ESRCH: it is gone).
 */
#ifndef TRACER_REGS_H
#define TRACER_REGS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

struct regs {
#if defined(__x86_64__)
	struct user_regs_struct user;
#elif defined(__aarch64__)
	struct user_regs_struct user;
	int syscall; /* NT_ARM_SYSTEM_CALL, and x8 for gVisor */
	bool syscall_changed;
#else
#error "agentsh knows x86-64 and aarch64"
#endif
};

int regs_load(pid_t tid, struct regs *r);
int regs_store(pid_t tid, const struct regs *r);

/* At a seccomp or syscall-entry stop. False native: a foreign ABI (int 0x80 code segment, x32). */
bool regs_is_native(const struct regs *r);
long regs_nr(const struct regs *r);
uint64_t regs_arg(const struct regs *r, unsigned i);
void regs_set_arg(struct regs *r, unsigned i, uint64_t value);
/* -1 skips the call: regs_set_result then says what it returned (man 2 ptrace, GVISOR 3.3). */
void regs_set_nr(struct regs *r, long nr);
int64_t regs_result(const struct regs *r);
void regs_set_result(struct regs *r, int64_t result);
uint64_t regs_sp(const struct regs *r);
uint64_t regs_ip(const struct regs *r);
/* Back to the system call instruction, so that it runs again with number @nr. */
void regs_rewind(struct regs *r, long nr);

/*
 * Make a thread that stands anywhere call @nr with @arg0: set its registers so, and put
 * regs_call_insn() (the bits of regs_call_insn_mask()) where regs_ip() points.  For calls that do not
 * return, as what stood there is lost.
 */
void regs_set_call(struct regs *r, long nr, uint64_t arg0);
uint64_t regs_call_insn(void);
uint64_t regs_call_insn_mask(void);

#endif
