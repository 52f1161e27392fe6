/*
 * tracer/syscalls.c - the one table of system calls.
 */
#include "tracer/syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "lib/cleanup.h"
#include "lib/hypercall.h"
#include "tracer/slots.h"

/* From 424 on a number is the same everywhere, so headers that lack one do not matter. */
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif
#ifndef SYS_setxattrat
#define SYS_setxattrat 463
#endif
#ifndef SYS_getxattrat
#define SYS_getxattrat 464
#endif
#ifndef SYS_listxattrat
#define SYS_listxattrat 465
#endif
#ifndef SYS_removexattrat
#define SYS_removexattrat 466
#endif
#ifndef TIOCSTI
#define TIOCSTI 0x5412
#endif
#ifndef TIOCLINUX
#define TIOCLINUX 0x541c
#endif

/* XFS opens files by handle through an ioctl; SCSI and NVMe devices take commands (no uapi headers). */
#define XFS_IOC_OPEN_BY_HANDLE 0xc038586bu
#define XFS_IOC_SWAPEXT 0xc0c0586du
#define SG_IO 0x2285u
#define NVME_IOCTL_ADMIN_CMD 0xc0484e41u
#define NVME_IOCTL_IO_CMD 0xc0484e43u

enum {
	NEW_SPACES = (int)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
			   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET),
};

static const uint32_t families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
static const uint32_t family_netlink[] = {AF_NETLINK};
static const uint32_t one_process[] = {1}; /* IOPRIO_WHO_PROCESS */
static const uint32_t core_limit[] = {RLIMIT_CORE};
static const uint32_t raw_types[] = {SOCK_RAW, SOCK_PACKET, SOCK_DCCP};
static const uint32_t seqpacket[] = {SOCK_SEQPACKET};
/* SCTP connects by setsockopt(2), L2TP and DCCP have no place in a session (ESCAPES 67). */
static const uint32_t unseen_protocols[] = {IPPROTO_SCTP, IPPROTO_DCCP, 115};
/* IP_OPTIONS, IPV6_2292PKTOPTIONS and IPV6_RTHDR, or other levels' options of these numbers. */
static const uint32_t route_options[] = {IP_OPTIONS, IPV6_2292PKTOPTIONS, IPV6_RTHDR};
static const uint32_t fcntl_owner[] = {F_SETOWN, F_SETOWN_EX, F_SETSIG};
/* What puts input into a terminal or changes whose it is (CVE-2017-5226, CVE-2023-28100). */
static const uint32_t ioctl_refused[] = {TIOCSTI, TIOCLINUX, TIOCSETD, TIOCCONS, TIOCSIG,
	/* A frozen file system stops the supervisor too. */
	(uint32_t)FIFREEZE, (uint32_t)FITHAW,
	/* Second names of whole trees, files by handle, disks by command (ESCAPES 25-27). */
	(uint32_t)BTRFS_IOC_SNAP_CREATE, (uint32_t)BTRFS_IOC_SNAP_CREATE_V2,
	(uint32_t)BTRFS_IOC_SNAP_DESTROY, (uint32_t)BTRFS_IOC_SNAP_DESTROY_V2,
	(uint32_t)BTRFS_IOC_SEND, XFS_IOC_OPEN_BY_HANDLE, XFS_IOC_SWAPEXT, SG_IO,
	NVME_IOCTL_ADMIN_CMD, NVME_IOCTL_IO_CMD};
static const uint32_t ioctl_traced[] = {FIOSETOWN, SIOCSPGRP, (uint32_t)FS_IOC_SETFLAGS,
	(uint32_t)FS_IOC32_SETFLAGS, (uint32_t)FS_IOC_FSSETXATTR};
static const uint32_t prctl_traced[] = {HYPERCALL_PRCTL, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_PTRACER};
/* The query, and what every process starts with. */
static const uint32_t slots_high[] = {SLOTS_ADDR_HIGH};
static const uint32_t personalities[] = {0xffffffff, 0};

/* One row: CALL(name, class, handler), REFUSE(name, errno), and the same with a test. */
#define NAMED(call) .nr = SYS_##call, .name = #call
#define CALL(call, of, with) {NAMED(call), .class = of, .filter = FILTER_TRACE, .handler = with}
#define REFUSE(call, with) {NAMED(call), .class = CLASS_REFUSED, .filter = FILTER_ERRNO, .error = with}
#define CALL_IF(call, of, with, arg, how, ...)                                                     \
	{NAMED(call), .class = of, .filter = FILTER_TRACE_IF, .handler = with, .test_arg = arg,    \
		.test = how, __VA_ARGS__}
#define REFUSE_IF(call, with, arg, how, ...)                                                       \
	{NAMED(call), .class = CLASS_REFUSED, .filter = FILTER_ERRNO_IF, .error = with,            \
		.test_arg = arg, .test = how, __VA_ARGS__}
#define VALUES(list) .values = list, .n_values = ARRAY_LEN(list)

static const struct syscall_row rows[] = {
	/* Programs. */
	CALL(execve, CLASS_EXEC, sys_execve),
	CALL(execveat, CLASS_EXEC, sys_execveat),

	/* Files by path. */
	CALL(openat, CLASS_FILE, sys_openat),
	CALL(openat2, CLASS_FILE, sys_openat2),
	CALL(truncate, CLASS_FILE, sys_truncate),
	CALL(unlinkat, CLASS_FILE, sys_unlinkat),
	CALL(renameat2, CLASS_FILE, sys_renameat2),
	CALL(linkat, CLASS_FILE, sys_linkat),
	CALL(symlinkat, CLASS_FILE, sys_symlinkat),
	CALL(mkdirat, CLASS_FILE, sys_mkdirat),
	CALL(mknodat, CLASS_FILE, sys_mknodat),
	CALL(fchmodat, CLASS_FILE, sys_fchmodat),
	CALL(fchmodat2, CLASS_FILE, sys_fchmodat2),
	CALL(fchownat, CLASS_FILE, sys_fchownat),
	CALL(utimensat, CLASS_FILE, sys_utimensat),
	CALL(setxattr, CLASS_FILE, sys_setxattr),
	CALL(lsetxattr, CLASS_FILE, sys_lsetxattr),
	CALL(setxattrat, CLASS_FILE, sys_setxattrat),
	CALL(removexattr, CLASS_FILE, sys_removexattr),
	CALL(lremovexattr, CLASS_FILE, sys_lremovexattr),
	CALL(removexattrat, CLASS_FILE, sys_removexattrat),
	CALL(chdir, CLASS_FILE, sys_chdir),
	/* By a descriptor that may have been opened for reading only (ESCAPES 30). */
	CALL(fchmod, CLASS_FILE, sys_fchmod),
	CALL(fchown, CLASS_FILE, sys_fchown),
	CALL(fsetxattr, CLASS_FILE, sys_fsetxattr),
	CALL(fremovexattr, CLASS_FILE, sys_fremovexattr),
	CALL(fchdir, CLASS_FILE, sys_fchdir),
#ifdef SYS_renameat
	CALL(renameat, CLASS_FILE, sys_renameat),
#endif
#ifdef SYS_open /* x86-64 still has the calls of before openat */
	CALL(open, CLASS_FILE, sys_open),
	CALL(creat, CLASS_FILE, sys_creat),
	CALL(unlink, CLASS_FILE, sys_unlink),
	CALL(rmdir, CLASS_FILE, sys_rmdir),
	CALL(rename, CLASS_FILE, sys_rename),
	CALL(link, CLASS_FILE, sys_link),
	CALL(symlink, CLASS_FILE, sys_symlink),
	CALL(mkdir, CLASS_FILE, sys_mkdir),
	CALL(mknod, CLASS_FILE, sys_mknod),
	CALL(chmod, CLASS_FILE, sys_chmod),
	CALL(chown, CLASS_FILE, sys_chown),
	CALL(lchown, CLASS_FILE, sys_lchown),
	CALL(utime, CLASS_FILE, sys_utime),
	CALL(utimes, CLASS_FILE, sys_utimes),
	CALL(futimesat, CLASS_FILE, sys_futimesat),
#endif

	/* What only looks: five times the stops, so only where a rule names it (PERFORMANCE 1g). */
	CALL(newfstatat, CLASS_STAT, sys_newfstatat),
	CALL(statx, CLASS_STAT, sys_statx),
	CALL(faccessat, CLASS_STAT, sys_faccessat),
	CALL(faccessat2, CLASS_STAT, sys_faccessat2),
	CALL(readlinkat, CLASS_STAT, sys_readlinkat),
	CALL(getxattr, CLASS_STAT, sys_getxattr),
	CALL(lgetxattr, CLASS_STAT, sys_lgetxattr),
	CALL(listxattr, CLASS_STAT, sys_listxattr),
	CALL(llistxattr, CLASS_STAT, sys_llistxattr),
	CALL(getxattrat, CLASS_STAT, sys_getxattrat),
	CALL(listxattrat, CLASS_STAT, sys_getxattrat),
	CALL(inotify_add_watch, CLASS_STAT, sys_inotify_add_watch),
	CALL(statfs, CLASS_STAT, sys_statfs),
#ifdef SYS_stat
	CALL(stat, CLASS_STAT, sys_stat),
	CALL(lstat, CLASS_STAT, sys_lstat),
	CALL(access, CLASS_STAT, sys_access),
	CALL(readlink, CLASS_STAT, sys_readlink),
#endif

	/* Network. */
	CALL(connect, CLASS_NET, sys_connect),
	CALL(bind, CLASS_NET, sys_bind),
	CALL_IF(sendto, CLASS_NET, sys_sendto, 4, TEST_NONZERO, .mask = 0), /* with an address */
	CALL(sendmsg, CLASS_NET, sys_sendmsg),
	CALL(sendmmsg, CLASS_NET, sys_sendmmsg),
	REFUSE_IF(socket, EAFNOSUPPORT, 0, TEST_NONE_OF, VALUES(families)),
	REFUSE_IF(socket, EPROTONOSUPPORT, 2, TEST_ANY_OF, VALUES(unseen_protocols)),
	/* Before the raw types: libc opens its netlink sockets as SOCK_RAW. */
	CALL_IF(socket, CLASS_NET, sys_socket, 0, TEST_EQUAL, VALUES(family_netlink)),
	REFUSE_IF(socket, EPERM, 1, TEST_ANY_OF, .mask = 0xf, VALUES(raw_types)),
	CALL_IF(socket, CLASS_NET, sys_socket, 1, TEST_EQUAL, .mask = 0xf, VALUES(seqpacket)),
	/* Where the DNS proxy's answers seem to come from (ESCAPES 72). */
	CALL_IF(recvfrom, CLASS_NET, sys_recvfrom, 4, TEST_NONZERO, .mask = 0),
	CALL(getpeername, CLASS_NET, sys_getpeername),
	/* A source route sends packets for an allowed address by way of a denied one. */
	CALL_IF(setsockopt, CLASS_NET, sys_setsockopt, 2, TEST_ANY_OF, VALUES(route_options)),

	/* Signals, also those that the kernel would send for somebody (ESCAPES 57). */
	CALL(kill, CLASS_SIGNAL, sys_kill),
	CALL(tkill, CLASS_SIGNAL, sys_tkill),
	CALL(tgkill, CLASS_SIGNAL, sys_tgkill),
	CALL(rt_sigqueueinfo, CLASS_SIGNAL, sys_rt_sigqueueinfo),
	CALL(rt_tgsigqueueinfo, CLASS_SIGNAL, sys_rt_tgsigqueueinfo),
	CALL(pidfd_send_signal, CLASS_SIGNAL, sys_pidfd_send_signal),
	CALL_IF(fcntl, CLASS_SIGNAL, sys_fcntl_owner, 1, TEST_ANY_OF, VALUES(fcntl_owner)),
	REFUSE_IF(ioctl, EPERM, 1, TEST_ANY_OF, VALUES(ioctl_refused)),
	CALL_IF(ioctl, CLASS_SIGNAL, sys_ioctl_owner, 1, TEST_ANY_OF, VALUES(ioctl_traced)),

	/* Other processes by id: only those of the session. */
	CALL_IF(prctl, CLASS_PROCESS, sys_prctl, 0, TEST_ANY_OF, VALUES(prctl_traced)),
	CALL_IF(prlimit64, CLASS_PROCESS, sys_prlimit64, 0, TEST_NONZERO, .mask = 0xffffffff),
	/* A core file is written by the kernel, to where nobody was asked about (ESCAPES 32). */
	CALL_IF(prlimit64, CLASS_PROCESS, sys_prlimit64, 1, TEST_EQUAL, VALUES(core_limit)),
	CALL_IF(setrlimit, CLASS_PROCESS, sys_setrlimit, 0, TEST_EQUAL, VALUES(core_limit)),
	CALL_IF(setpriority, CLASS_PROCESS, sys_setpriority, 1, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(setpriority, CLASS_PROCESS, sys_setpriority, 0, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(ioprio_set, CLASS_PROCESS, sys_ioprio_set, 0, TEST_NONE_OF, VALUES(one_process)),
	CALL_IF(ioprio_set, CLASS_PROCESS, sys_ioprio_set, 1, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(sched_setparam, CLASS_PROCESS, sys_pid_arg0, 0, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(sched_setscheduler, CLASS_PROCESS, sys_pid_arg0, 0, TEST_NONZERO,
		.mask = 0xffffffff),
	CALL_IF(sched_setattr, CLASS_PROCESS, sys_pid_arg0, 0, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(migrate_pages, CLASS_PROCESS, sys_pid_arg0, 0, TEST_NONZERO, .mask = 0xffffffff),
	CALL_IF(move_pages, CLASS_PROCESS, sys_pid_arg0, 0, TEST_NONZERO, .mask = 0xffffffff),
	CALL(process_vm_readv, CLASS_PROCESS, sys_process_vm),
	/* Also its own: tracer/pin.c must not be seen, nor undo what is set here. */
	CALL(sched_setaffinity, CLASS_PROCESS, sys_affinity),
	CALL(sched_getaffinity, CLASS_PROCESS, sys_affinity),

	/* What could put other memory in the place of the slots (tracer/slots.h). */
	CALL_IF(mmap, CLASS_PROCESS, sys_mmap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(mmap, CLASS_PROCESS, sys_mmap, 1, TEST_LARGE),
	CALL_IF(munmap, CLASS_PROCESS, sys_munmap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(munmap, CLASS_PROCESS, sys_munmap, 1, TEST_LARGE),
	CALL_IF(mprotect, CLASS_PROCESS, sys_munmap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(mprotect, CLASS_PROCESS, sys_munmap, 1, TEST_LARGE),
	CALL_IF(pkey_mprotect, CLASS_PROCESS, sys_munmap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(pkey_mprotect, CLASS_PROCESS, sys_munmap, 1, TEST_LARGE),
	CALL_IF(remap_file_pages, CLASS_PROCESS, sys_munmap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(remap_file_pages, CLASS_PROCESS, sys_munmap, 1, TEST_LARGE),
	CALL_IF(mremap, CLASS_PROCESS, sys_mremap, 0, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(mremap, CLASS_PROCESS, sys_mremap, 4, TEST_HIGH, VALUES(slots_high)),
	CALL_IF(mremap, CLASS_PROCESS, sys_mremap, 1, TEST_LARGE),
	CALL_IF(mremap, CLASS_PROCESS, sys_mremap, 2, TEST_LARGE),
	CALL_IF(shmdt, CLASS_PROCESS, sys_shmdt, 0, TEST_HIGH, VALUES(slots_high)),
	CALL(shmat, CLASS_PROCESS, sys_shmat),
	CALL(shmctl, CLASS_PROCESS, sys_shmctl),

	/* Ways out of the tracer, or of the tree that paths are judged in (ESCAPES 1.2). */
	REFUSE(clone3, ENOSYS), /* its flags are in memory; libc falls back to clone */
	REFUSE_IF(clone, EPERM, 0, TEST_NONZERO, .mask = (uint32_t)NEW_SPACES | CLONE_UNTRACED),
	REFUSE_IF(unshare, EPERM, 0, TEST_NONZERO, .mask = (uint32_t)NEW_SPACES | CLONE_NEWTIME),
	REFUSE(setns, EPERM),
	REFUSE(ptrace, EPERM),
	REFUSE(process_vm_writev, EPERM),
	REFUSE(process_madvise, EPERM),
	REFUSE(kcmp, EPERM),
	REFUSE(pidfd_getfd, EPERM),
	/* A listener of its own would answer in our place (ESCAPES 50). */
	REFUSE_IF(seccomp, EBUSY, 1, TEST_NONZERO, .mask = SECCOMP_FILTER_FLAG_NEW_LISTENER),
	REFUSE_IF(personality, EPERM, 0, TEST_NONE_OF, VALUES(personalities)),
	/* Reads that end when they like can change a path without another thread (race.c). */
	CALL(io_setup, CLASS_PROCESS, sys_io_setup),
	REFUSE(io_uring_setup, ENOSYS),
	REFUSE(io_uring_enter, ENOSYS),
	REFUSE(io_uring_register, ENOSYS),
	REFUSE(userfaultfd, ENOSYS),
	REFUSE(memfd_secret, ENOSYS), /* paths in it could not be read */
	REFUSE(mount, EPERM),
	REFUSE(umount2, EPERM),
	REFUSE(pivot_root, EPERM),
	REFUSE(chroot, EPERM),
	REFUSE(open_tree, EPERM),
	REFUSE(move_mount, EPERM),
	REFUSE(fsopen, EPERM),
	REFUSE(fsconfig, EPERM),
	REFUSE(fsmount, EPERM),
	REFUSE(fspick, EPERM),
	REFUSE(mount_setattr, EPERM),
	REFUSE(name_to_handle_at, EOPNOTSUPP),
	REFUSE(open_by_handle_at, EPERM),
	REFUSE(fanotify_init, EPERM),
	REFUSE(bpf, EPERM),
	REFUSE(perf_event_open, EPERM),
	REFUSE(add_key, ENOSYS),
	REFUSE(request_key, ENOSYS),
	REFUSE(keyctl, ENOSYS),

	/* The machine itself. */
	REFUSE(kexec_load, EPERM),
#ifdef SYS_kexec_file_load
	REFUSE(kexec_file_load, EPERM),
#endif
	REFUSE(init_module, EPERM),
	REFUSE(finit_module, EPERM),
	REFUSE(delete_module, EPERM),
	REFUSE(reboot, EPERM),
	REFUSE(swapon, EPERM),
	REFUSE(swapoff, EPERM),
	REFUSE(acct, EPERM),
	REFUSE(quotactl, EPERM),
	REFUSE(quotactl_fd, EPERM),
	REFUSE(settimeofday, EPERM),
	REFUSE(clock_settime, EPERM),
	REFUSE(sethostname, EPERM),
	REFUSE(setdomainname, EPERM),
	REFUSE(vhangup, EPERM),
	REFUSE(nfsservctl, ENOSYS),
#ifdef SYS_iopl
	REFUSE(iopl, EPERM),
	REFUSE(ioperm, EPERM),
	REFUSE(uselib, ENOSYS),
	REFUSE(create_module, ENOSYS),
	REFUSE(_sysctl, ENOSYS),
#endif
};

/* `rows` by number, made at first use; only the supervisor's own thread asks. */
static struct syscall_row sorted[ARRAY_LEN(rows)];

/* Insertion sort: it is stable, which the tests of one call need, and the table is short. */
static void sort_rows(void)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		size_t at = i;

		while (at > 0 && sorted[at - 1].nr > rows[i].nr) {
			sorted[at] = sorted[at - 1];
			at--;
		}
		sorted[at] = rows[i];
	}
}

const struct syscall_row *syscall_rows(unsigned *ret_count)
{
	if (!sorted[0].name)
		sort_rows();
	*ret_count = ARRAY_LEN(rows);
	return sorted;
}

/* The first row of @nr, or NULL. */
static const struct syscall_row *find(long nr)
{
	unsigned n;
	const struct syscall_row *all = syscall_rows(&n);
	size_t low = 0;
	size_t high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all[middle].nr < nr)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && all[low].nr == nr ? &all[low] : NULL;
}

const struct syscall_row *syscall_row(long nr)
{
	const struct syscall_row *end = sorted + ARRAY_LEN(rows);

	for (const struct syscall_row *row = find(nr); row && row < end && row->nr == nr; row++)
		if (row->handler)
			return row;
	return NULL;
}

const char *syscall_name(long nr)
{
	const struct syscall_row *row = find(nr);

	return row ? row->name : "unknown";
}

enum sys_action sys_deny(struct tracee *t, int error)
{
	t->answer.error = abs(error);
	return SYS_DENY;
}

enum sys_action sys_result(struct tracee *t, int64_t result)
{
	t->answer.result = result;
	return SYS_RESULT;
}

enum sys_action sys_fail(struct tracee *t, int r)
{
	/*
	 * A call that is left to the kernel "because it fails anyway" is a race: another thread may put a
	 * good path there before the kernel looks.  So it does not run, and the errno is the same.
	 */
	switch (-r) {
	case EFAULT:
	case ENOENT:
	case ENOTDIR:
	case ELOOP:
	case ENAMETOOLONG:
	case EBADF:
	case EACCES:
	case EINVAL:
	case ERANGE:
	case ESRCH:
		return sys_deny(t, r);
	default:
		return sys_deny(t, EACCES);
	}
}
