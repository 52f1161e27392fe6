/*
 * builtins/detect_host.c - what this host's kernel offers, found by trying it (GVISOR 3.1).
 *
 * Each trial that cannot be undone is made by a child.
 */
#include "builtins/detect.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"

bool detect_add(struct detect_list *l, const char *name, const char *title, bool ok,
	const char *format, ...)
{
	struct detect_item *i = &l->items[l->n];
	va_list ap;

	if (l->n == DETECT_ITEMS_MAX)
		return ok;
	*i = (struct detect_item){.name = name, .title = title, .ok = ok};
	va_start(ap, format);
	vsnprintf(i->detail, sizeof(i->detail), format, ap);
	va_end(ap);
	l->n++;
	return ok;
}

/* --- ptrace and seccomp --- */

_Noreturn static void child_make_one_call(int go)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = ARRAY_LEN(code), .filter = code};
	char byte;

	if (read(go, &byte, 1) != 1)
		_exit(1);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0)
		_exit(2);
	_exit(getppid() == 0 ? 3 : 0);
}

/* Wait for the child's next stop or end; true: it is the trapped call. */
static bool trapped(pid_t pid)
{
	int status;

	return waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status) &&
	       status >> 16 == PTRACE_EVENT_SECCOMP;
}

static void try_ptrace(struct detect_list *l)
{
	int go[2];
	pid_t pid;
	bool seized;
	int error;

	if (pipe2(go, O_CLOEXEC) < 0)
		return;
	pid = fork();
	if (pid == 0)
		child_make_one_call(go[0]);
	seized = ptrace(PTRACE_SEIZE, pid, NULL,
			(void *)(uintptr_t)(PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL)) == 0;
	error = errno;
	detect_add(l, "ptrace", "ptrace: attach, and take tracees along when it dies", seized, "%s",
		seized ? "PTRACE_SEIZE with EXITKILL" : strerror(error));
	if (seized) {
		fd_write_all(go[1], "g", 1);
		seized = trapped(pid);
	}
	detect_add(l, "seccomp_trace", "seccomp: calls stop for the tracer", seized, "%s",
		seized ? "SECCOMP_RET_TRACE" : "no stop came");
	close(go[0]);
	close(go[1]);
	if (pid > 0) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, __WALL);
	}
}

_Noreturn static void child_listen(void)
{
	struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
	struct sock_fprog program = {.len = 1, .filter = code};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
		    &program) >= 0)
		_exit(0);
	_exit(errno);
}

static void try_user_notify(struct detect_list *l)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		child_listen();
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		detect_add(l, "seccomp_user_notify", "seccomp: a listener", true, "NEW_LISTENER");
	else
		detect_add(l, "seccomp_user_notify", "seccomp: a listener", false, "%s",
			WIFEXITED(status) ? strerror(WEXITSTATUS(status)) : "killed");
}

static void try_process_vm(struct detect_list *l)
{
	char from[] = "x";
	char to[2];
	struct iovec local = {.iov_base = to, .iov_len = sizeof(to)};
	struct iovec remote = {.iov_base = from, .iov_len = sizeof(from)};
	bool ok = process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == 2;

	detect_add(l, "process_vm_readv", "reading a tracee's memory in one call", ok, "%s",
		ok ? "process_vm_readv" : strerror(errno));
}

/* --- the rest --- */

static void look_at_yama(struct detect_list *l)
{
	scoped_buf struct buf text = BUF_INIT_MAX(64);
	bool there = fd_read_file("/proc/sys/kernel/yama/ptrace_scope", &text) == 0;
	int scope = there ? text.s[0] - '0' : 0;

	/* Scopes 0 and 1 let a named process attach; 2 wants CAP_SYS_PTRACE, 3 nobody. */
	detect_add(l, "yama", "Yama lets the supervisor attach",
		scope <= 1 || (scope == 2 && geteuid() == 0),
		there ? "ptrace_scope %d" : "no Yama", scope);
}

static void try_landlock(struct detect_list *l)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (abi > 0)
		detect_add(l, "landlock", "Landlock", true, "ABI %ld", abi);
	else
		detect_add(l, "landlock", "Landlock", false, "%s", strerror(errno));
}

static void try_openat2(struct detect_list *l)
{
	struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
	scoped_fd int fd = (int)syscall(SYS_openat2, AT_FDCWD, "/", &how, sizeof(how));

	detect_add(l, "openat2", "openat2", fd >= 0, "%s",
		fd >= 0 ? "RESOLVE_NO_SYMLINKS" : "paths are walked name by name");
}

/* Where our cgroup v2 is, or "" (man 7 cgroups). */
static void own_cgroup(struct buf *dir)
{
	scoped_buf struct buf text = BUF_INIT_MAX(65536);
	char *line;

	if (fd_read_file("/proc/self/cgroup", &text) < 0)
		return;
	line = strncmp(text.s, "0::", 3) == 0 ? text.s : strstr(text.s, "\n0::");
	line = line ? strchr(line, '/') : NULL;
	if (!line)
		return;
	line[strcspn(line, "\n")] = '\0';
	buf_add_str(dir, access("/sys/fs/cgroup/unified", F_OK) == 0 ? "/sys/fs/cgroup/unified"
								      : "/sys/fs/cgroup");
	buf_add_str(dir, line);
}

static void try_cgroup(struct detect_list *l)
{
	scoped_buf struct buf dir = BUF_INIT;
	scoped_buf struct buf file = BUF_INIT;
	bool made;

	own_cgroup(&dir);
	buf_printf(&dir, "/agentsh-detect-%d", getpid());
	made = mkdir(dir.s, 0755) == 0;
	if (!made) {
		detect_add(l, "cgroup_v2", "cgroup v2: limits of memory, CPU and processes", false,
			"%s; memory is limited per process", strerror(errno));
		return;
	}
	buf_printf(&file, "%s/memory.max", dir.s);
	if (access(file.s, W_OK) == 0)
		detect_add(l, "cgroup_v2", "cgroup v2: limits of memory, CPU and processes", true, "writable");
	else
		detect_add(l, "cgroup_v2", "cgroup v2: limits of memory, CPU and processes", false,
			"no memory controller in it; memory is limited per process");
	rmdir(dir.s);
}

static void look_at_kernel(struct detect_list *l)
{
	struct utsname u;
	bool gvisor;

	if (uname(&u) < 0)
		return;
	/* For display only: nothing depends on it. */
	gvisor = strstr(u.release, "gvisor") ||
		 strcmp(u.version, "#1 SMP Sun Jan 10 15:06:54 PST 2016") == 0;
	detect_add(l, "kernel", "kernel", true, "%s %s %s%s", u.sysname, u.release, u.machine,
		gvisor ? " (gVisor)" : "");
}

void detect_host(struct detect_list *l)
{
	look_at_kernel(l);
	try_ptrace(l);
	look_at_yama(l);
	try_process_vm(l);
	try_openat2(l);
	try_user_notify(l);
	try_landlock(l);
	try_cgroup(l);
}
