/*
 * tracer/supervisor.c - start the supervisor, from the process that becomes the shell.
 *
 * The caller's process keeps its pid and becomes the tracee.  The supervisor is a
 * grandchild whose parent is gone, as with `strace -D`, so that the shell has no
 * child that its script did not start.  Two pipes are the gate:
 *
 *	shell                              supervisor
 *	fork, fork
 *	PR_SET_PTRACER, "go"         --->  audit, relay, limits; SEIZE
 *	locale, no_new_privs, filter
 *	                             <---  0, or an errno and a line
 *	ping                         --->  the event loop
 *
 * Between the filter and the word the shell makes no call that is trapped: without a
 * tracer yet it would fail.
 */
#include "tracer/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/hypercall.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "tracer/filter.h"
#include "tracer/relay.h"
#include "tracer/rights.h"
#include "tracer/session.h"
#include "tracer/tracer.h"

/* The two ends of the gate, in either process. */
struct gate {
	int in;
	int out;
};

/* The supervisor's last word before the loop. */
struct verdict_message {
	int error; /* negative errno; 0: supervised */
	char text[256];
};

static int gate_make(struct gate *ret_shell, struct gate *ret_supervisor)
{
	int down[2] = {-1, -1};
	int up[2] = {-1, -1};

	if (pipe2(down, O_CLOEXEC) < 0 || pipe2(up, O_CLOEXEC) < 0) {
		int r = errno ? -errno : -EMFILE;

		close(down[0]);
		close(down[1]);
		return r;
	}
	/* A caller may have closed 0, 1 and 2: these are not for us to fill. */
	*ret_supervisor = (struct gate){.in = fd_move_high(down[0]), .out = fd_move_high(up[1])};
	*ret_shell = (struct gate){.in = fd_move_high(up[0]), .out = fd_move_high(down[1])};
	return 0;
}

static void gate_close(struct gate *g)
{
	close(g->in);
	close(g->out);
}

/* Read exactly @len bytes; false at end of file. */
static bool gate_read(int fd, void *to, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, (char *)to + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* --- the supervisor's side --- */

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void close_between(int first, int last)
{
	if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
		return;
	/* No such call (before 5.9): one by one, up to where any can be. */
	if (last > 65536)
		last = 65536;
	for (int fd = first; fd <= last; fd++)
		close(fd);
}

/* Nothing of the caller's stays open here but what is relayed, and nobody is made to wait for us. */
static void keep_only(const struct gate *g, const struct relay_plan *plan)
{
	int keep[] = {g->in, g->out, plan->caller[0], plan->caller[1], plan->read[0], plan->read[1],
		plan->notice};
	int next = 0;
	int null = -1;

	qsort(keep, ARRAY_LEN(keep), sizeof(keep[0]), by_number);
	for (size_t i = 0; i < ARRAY_LEN(keep); i++) {
		if (keep[i] < next)
			continue;
		close_between(next, keep[i] - 1);
		next = keep[i] + 1;
	}
	close_between(next, INT32_MAX);
	/* 0, 1 and 2 are taken, so that no file of ours is ever mistaken for one of them. */
	while (null <= STDERR_FILENO) {
		null = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (null < 0)
			return;
	}
	close(null);
}

static void reset_signals(void)
{
	struct sigaction act = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		sigaction(s, &act, NULL);
	act.sa_flags = SA_NOCLDSTOP; /* stops are waited for: no signal need be thought of at each */
	sigaction(SIGCHLD, &act, NULL);
	act.sa_flags = 0;
	act.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &act, NULL);
	sigaction(SIGXFSZ, &act, NULL); /* EFBIG is told, and ends no tree */
	sigaction(SIGXCPU, &act, NULL);
	/* A terminal's or a user's ^C, hang-up and quit are the shell's business. */
	sigaction(SIGHUP, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGQUIT, &act, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The caller's limits are for what it runs: our files and our time are not its own. */
static void lift_limits(void)
{
	static const int resources[] = {RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_NOFILE, RLIMIT_AS,
		RLIMIT_DATA};

	for (size_t i = 0; i < ARRAY_LEN(resources); i++) {
		struct rlimit limit;

		if (getrlimit(resources[i], &limit) < 0)
			continue;
		if (resources[i] != RLIMIT_NOFILE) {
			struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

			if (setrlimit(resources[i], &none) == 0) /* root may */
				continue;
		}
		limit.rlim_cur = limit.rlim_max;
		setrlimit(resources[i], &limit);
	}
}

static void answer(const struct gate *g, int error, const char *text)
{
	struct verdict_message m = {.error = error};

	snprintf(m.text, sizeof(m.text), "%s", text);
	fd_write_all(g->out, &m, sizeof(m));
}

/* Who looks for the command by its text (pgrep -f) must find the shell only. */
static void take_name(char *const *argv)
{
	static const char name[] = "agentsh-supervisor";
	size_t last = 0;
	size_t size;

	prctl(PR_SET_NAME, "agentsh-super");
	if (!argv || !argv[0])
		return;
	while (argv[last + 1])
		last++;
	size = (size_t)(argv[last] - argv[0]) + strlen(argv[last]);
	memset(argv[0], 0, size);
	memcpy(argv[0], name, size < sizeof(name) ? size : sizeof(name));
}

_Noreturn static void child_supervise(const struct supervisor_options *o, struct gate *g,
	struct relay_plan *plan, pid_t shell)
{
	scoped_buf struct buf message = BUF_INIT;
	struct supervisor_options own = *o;
	struct session *s;
	char go;
	int r;

	setsid();
	prctl(PR_SET_DUMPABLE, 0);
	own.command = o->command ? xstrdup(o->command) : NULL;
	take_name(o->argv);
	reset_signals();
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 1); /* the threads allocate little: an arena for each costs more */
#endif
	lift_limits();
	keep_only(g, plan);
	umask(077);
	r = session_open(&own, plan, shell, &s, &message);
	if (r == 0 && !gate_read(g->in, &go, 1))
		_exit(1);
	if (r == 0)
		r = session_seize(s, &message);
	answer(g, r, message.s);
	gate_close(g);
	if (r < 0)
		_exit(1);
	session_run(s);
	_exit(0);
}

/* --- the shell's side --- */

_Noreturn static void child_between(const struct supervisor_options *o, struct gate *g,
	struct relay_plan *plan)
{
	pid_t shell = getppid();
	pid_t pid = fork();

	if (pid == 0)
		child_supervise(o, g, plan, shell);
	if (pid > 0)
		fd_write_all(g->out, &pid, sizeof(pid));
	_exit(pid < 0);
}

/*
 * Fork twice.  The one between is waited for here, and its SIGCHLD taken back: a script must
 * not find a child that it has not started.
 */
static int fork_supervisor(const struct supervisor_options *o, struct gate *theirs,
	struct relay_plan *plan)
{
	sigset_t chld;
	sigset_t before;
	sigset_t pending;
	bool was_pending;
	int status = 0;
	pid_t pid;
	int r = 0;

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, &before);
	was_pending = sigpending(&pending) == 0 && sigismember(&pending, SIGCHLD);
	pid = vfork(); /* it only forks once more: its own copy of our memory would be for nothing */
	if (pid == 0)
		child_between(o, theirs, plan);
	if (pid < 0)
		r = -errno;
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 0)
		r = -EAGAIN;
	if (!was_pending)
		sigtimedwait(&chld, NULL, &(struct timespec){0});
	sigprocmask(SIG_SETMASK, &before, NULL);
	return r;
}

/* Let the supervisor in. 0, or a negative errno with @ret_message. */
static int admit(const struct gate *g, struct buf *ret_message)
{
	pid_t supervisor;

	if (!gate_read(g->in, &supervisor, sizeof(supervisor))) {
		buf_add_str(ret_message, "the supervisor did not start");
		return -EPIPE;
	}
	/* Yama: a descendant may not attach unless it is named (EINVAL: there is no Yama). */
	prctl(PR_SET_PTRACER, (unsigned long)supervisor, 0, 0, 0);
	fd_write_all(g->out, "g", 1);
	return 0;
}

static int wait_for_verdict(const struct gate *g, struct buf *ret_message)
{
	struct verdict_message m;

	if (!gate_read(g->in, &m, sizeof(m))) {
		buf_add_str(ret_message, "the supervisor died while starting");
		m.error = -EPIPE;
	} else if (m.error < 0) {
		m.text[sizeof(m.text) - 1] = '\0';
		buf_add_str(ret_message, m.text);
	}
	if (m.error < 0)
		prctl(PR_SET_PTRACER, 0, 0, 0, 0);
	return m.error;
}

/* From here on there is no way back; what fails now is told, and the caller exits. */
static int bind_rights(const struct supervisor_options *o, struct buf *ret_message)
{
	int r = rights_drop();

	if (r < 0) {
		buf_printf(ret_message, "capabilities: %s", strerror(-r));
		return r;
	}
	r = filter_install(session_traces_stat(o->policy));
	if (r < 0) {
		buf_printf(ret_message, "seccomp filter: %s", strerror(-r));
		return r;
	}
	return 0;
}

/* The proof that trapped calls arrive, and the supervisor's chance to learn how. */
static int ping(struct buf *ret_message)
{
	if (hypercall(HYPERCALL_PING, NULL, 0) != 0) {
		buf_printf(ret_message, "trapped calls are not answered: %s", strerror(errno));
		return -EPERM;
	}
	return 0;
}

/* The shell's half of the start, while the supervisor does its own. */
static int submit(const struct supervisor_options *o, const struct gate *g, struct buf *ret_message)
{
	bool early = !o->config->fail_open; /* else there may be a way back */
	int r = early ? bind_rights(o, ret_message) : 0;

	if (r == 0)
		r = wait_for_verdict(g, ret_message);
	if (r == 0 && !early)
		r = bind_rights(o, ret_message);
	return r < 0 ? r : ping(ret_message);
}

int supervisor_start(const struct supervisor_options *o, struct buf *ret_message)
{
	struct relay_plan plan;
	struct gate ours = {-1, -1};
	struct gate theirs = {-1, -1};
	int r = relay_plan(&plan);

	if (r < 0) {
		buf_printf(ret_message, "relay: %s", strerror(-r));
		return r;
	}
	r = gate_make(&ours, &theirs);
	if (r < 0) {
		buf_printf(ret_message, "pipe: %s", strerror(-r));
		relay_plan_cancel(&plan);
		return r;
	}
	r = fork_supervisor(o, &theirs, &plan);
	close(theirs.out);
	if (r < 0)
		buf_printf(ret_message, "fork: %s", strerror(-r));
	else
		r = admit(&ours, ret_message);
	close(theirs.in); /* not before: a supervisor that has failed already would be SIGPIPE */
	if (o->meanwhile)
		o->meanwhile();
	if (r == 0)
		r = submit(o, &ours, ret_message);
	gate_close(&ours);
	if (r < 0)
		relay_plan_cancel(&plan);
	else
		relay_plan_in_shell(&plan);
	return r;
}

bool supervisor_is_outer(void)
{
	return hypercall(HYPERCALL_PING, NULL, 0) == 0;
}
