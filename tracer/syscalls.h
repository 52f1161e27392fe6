/*
 * tracer/syscalls.h - the one table of system calls.
 *
 * The BPF filter (tracer/filter.c) and its test are made from it, and the loop
 * finds the handlers by it.  To add a call: one row here, a handler of <= 25 lines
 * in the sys_*.c of its theme, tests/probes/<call>.c, a word in agentsh-policy.5.
 */
#ifndef TRACER_SYSCALLS_H
#define TRACER_SYSCALLS_H

#include <stdint.h>

#include "tracer/tracee.h"

/* What the filter does with a call before anybody is asked. */
enum filter_kind {
	FILTER_ALLOW,   /* never stops (not in the table) */
	FILTER_TRACE,   /* stop, ask the handler */
	FILTER_ERRNO,   /* refused in the kernel with row.error */
	FILTER_TRACE_IF,/* stop when `arg[row.test_arg] & row.mask` is as row.test says, else go on */
	FILTER_ERRNO_IF,/* refuse on the same kind of test, else go on to the number's next row */
};

/*
 * Only the low 32 bits of an argument are tested, as the kernel reads an int (ESCAPES 1.2);
 * TEST_NONZERO without a mask is for pointers and looks at all 64.
 */
enum filter_test {
	TEST_NONE, TEST_NONZERO, TEST_ZERO, TEST_EQUAL, TEST_ANY_OF, TEST_NONE_OF,
	TEST_HIGH,  /* the high half is values[0] */
	TEST_LARGE, /* all 64 bits: 2 GiB or more */
};

enum syscall_class { CLASS_EXEC, CLASS_FILE, CLASS_STAT, CLASS_NET, CLASS_SIGNAL, CLASS_PROCESS,
	CLASS_REFUSED };

struct syscall_row {
	long nr;
	const char *name;
	enum syscall_class class;
	enum filter_kind filter;
	int error;                   /* FILTER_ERRNO* */
	uint8_t test_arg;
	enum filter_test test;
	uint32_t mask;               /* 0: all bits */
	const uint32_t *values;      /* TEST_EQUAL: values[0]; TEST_ANY_OF: n_values of them */
	uint8_t n_values;
	sys_handler *handler;
};

/*
 * All rows; sorted by nr. A number may stand several times with different tests, which are tried in
 * order.
 */
const struct syscall_row *syscall_rows(unsigned *ret_count);
/* Calls above this one are unknown to us, and so refused (ESCAPES 1.2). */
enum { SYSCALL_KNOWN_MAX = 466 };
/* The row with a handler for @nr, or NULL: a stop without a row is denied. */
const struct syscall_row *syscall_row(long nr);
const char *syscall_name(long nr);

/* Deny with @error (positive or negative errno). */
enum sys_action sys_deny(struct tracee *t, int error);
/* Return @result to the program without running the call. */
enum sys_action sys_result(struct tracee *t, int64_t result);
/*
 * A resolver's or reader's failure: an error that the kernel would report itself is what the program
 * sees; anything else (-EPERM, unknown) is EACCES.  The call never runs: it could find something else.
 */
enum sys_action sys_fail(struct tracee *t, int r);

/*
 * At PTRACE_EVENT_EXEC, before the first instruction: is the image that now stands there one that may
 * run (ESCAPES 1.3, item 5)?  Takes over its lineage; false: kill it.  sys_exec.c
 */
bool sys_exec_happened(struct tracee *t);

/* Handlers, by theme. */
sys_handler sys_execve, sys_execveat;                                         /* sys_exec.c */
sys_handler sys_open, sys_openat, sys_openat2, sys_creat;                      /* sys_open.c */
sys_handler sys_truncate;                                                      /* sys_open.c */
sys_handler sys_stat, sys_lstat, sys_newfstatat, sys_statx, sys_access, sys_faccessat,
	sys_faccessat2, sys_readlink, sys_readlinkat, sys_getxattr, sys_lgetxattr,
	sys_listxattr, sys_llistxattr, sys_getxattrat, sys_inotify_add_watch,
	sys_statfs;                                                            /* sys_stat.c */
sys_handler sys_unlink, sys_unlinkat, sys_rmdir;                               /* sys_unlink.c */
sys_handler sys_rename, sys_renameat, sys_renameat2;                           /* sys_rename.c */
sys_handler sys_link, sys_linkat, sys_symlink, sys_symlinkat;                  /* sys_link.c */
sys_handler sys_mkdir, sys_mkdirat, sys_mknod, sys_mknodat;                    /* sys_mkdir.c */
sys_handler sys_chmod, sys_fchmod, sys_fchmodat, sys_fchmodat2, sys_chown, sys_lchown, sys_fchown,
	sys_fchownat, sys_utime, sys_utimes, sys_futimesat, sys_utimensat, sys_setxattr,
	sys_lsetxattr, sys_fsetxattr, sys_removexattr, sys_lremovexattr,
	sys_fremovexattr, sys_setxattrat, sys_removexattrat;                   /* sys_chmod.c */
sys_handler sys_chdir, sys_fchdir;                                             /* sys_chdir.c */
sys_handler sys_connect, sys_bind, sys_socket;                                 /* sys_connect.c */
sys_handler sys_sendto, sys_sendmsg, sys_sendmmsg, sys_setsockopt;             /* sys_send.c */
sys_handler sys_recvfrom, sys_getpeername;                                     /* sys_recv.c */
sys_handler sys_kill, sys_tkill, sys_tgkill, sys_rt_sigqueueinfo, sys_rt_tgsigqueueinfo,
	sys_pidfd_send_signal, sys_fcntl_owner, sys_ioctl_owner;               /* sys_kill.c */
sys_handler sys_prctl, sys_prlimit64, sys_setrlimit, sys_setpriority, sys_pid_arg0, sys_affinity,
	sys_ioprio_set, sys_process_vm, sys_io_setup;                          /* sys_process.c */
sys_handler sys_mmap, sys_munmap, sys_mremap, sys_shmat, sys_shmdt, sys_shmctl;  /* sys_memory.c */

#endif
