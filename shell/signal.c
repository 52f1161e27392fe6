/*
 * shell/signal.c - names and descriptions of signals, and how we die of one.
 */
#include <signal.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "shell/signals.h"
#include "shell/trap.h"

/* In the order of their numbers (x86-64 and arm64 agree); the real-time ones are made below. */
static const char *const names[] = {
	[0] = "EXIT", [SIGHUP] = "SIGHUP", [SIGINT] = "SIGINT", [SIGQUIT] = "SIGQUIT",
	[SIGILL] = "SIGILL", [SIGTRAP] = "SIGTRAP", [SIGABRT] = "SIGABRT", [SIGBUS] = "SIGBUS",
	[SIGFPE] = "SIGFPE", [SIGKILL] = "SIGKILL", [SIGUSR1] = "SIGUSR1", [SIGSEGV] = "SIGSEGV",
	[SIGUSR2] = "SIGUSR2", [SIGPIPE] = "SIGPIPE", [SIGALRM] = "SIGALRM", [SIGTERM] = "SIGTERM",
	[SIGSTKFLT] = "SIGSTKFLT", [SIGCHLD] = "SIGCHLD", [SIGCONT] = "SIGCONT",
	[SIGSTOP] = "SIGSTOP", [SIGTSTP] = "SIGTSTP", [SIGTTIN] = "SIGTTIN", [SIGTTOU] = "SIGTTOU",
	[SIGURG] = "SIGURG", [SIGXCPU] = "SIGXCPU", [SIGXFSZ] = "SIGXFSZ",
	[SIGVTALRM] = "SIGVTALRM", [SIGPROF] = "SIGPROF", [SIGWINCH] = "SIGWINCH",
	[SIGIO] = "SIGIO", [SIGPWR] = "SIGPWR", [SIGSYS] = "SIGSYS",
	[34] = "SIGRTMIN", "SIGRTMIN+1", "SIGRTMIN+2", "SIGRTMIN+3", "SIGRTMIN+4", "SIGRTMIN+5",
	"SIGRTMIN+6", "SIGRTMIN+7", "SIGRTMIN+8", "SIGRTMIN+9", "SIGRTMIN+10", "SIGRTMIN+11",
	"SIGRTMIN+12", "SIGRTMIN+13", "SIGRTMIN+14", "SIGRTMIN+15", "SIGRTMAX-14", "SIGRTMAX-13",
	"SIGRTMAX-12", "SIGRTMAX-11", "SIGRTMAX-10", "SIGRTMAX-9", "SIGRTMAX-8", "SIGRTMAX-7",
	"SIGRTMAX-6", "SIGRTMAX-5", "SIGRTMAX-4", "SIGRTMAX-3", "SIGRTMAX-2", "SIGRTMAX-1",
	"SIGRTMAX",
	[TRAP_DEBUG] = "DEBUG", [TRAP_ERR] = "ERR", [TRAP_RETURN] = "RETURN",
};

/* RTMIN+N where N is the distance, whatever the name of that signal. */
static int real_time_number(const char *distance)
{
	int64_t n;

	return num_parse_lax(distance, &n) == 0 && n >= 0 && n <= SIGRTMAX - SIGRTMIN
		? SIGRTMIN + (int)n : -1;
}

int signal_number(const char *name)
{
	const char *bare = strncasecmp(name, "SIG", 3) == 0 ? name + 3 : name;
	int64_t n;

	if (num_parse_lax(name, &n) == 0)
		return n >= 0 && n < NSIG ? (int)n : -1;
	if (strncasecmp(bare, "RTMIN+", 6) == 0)
		return real_time_number(bare + 6);
	for (int i = 0; i < (int)ARRAY_LEN(names); i++) {
		if (!names[i])
			continue;
		if (strcasecmp(name, names[i]) == 0)
			return i;
		if (strncmp(names[i], "SIG", 3) == 0 && strcasecmp(name, names[i] + 3) == 0)
			return i;
	}
	return -1;
}

const char *signal_name_of(int signal)
{
	if (signal < 0 || signal >= (int)ARRAY_LEN(names))
		return NULL;
	return names[signal];
}

void signals_list(struct buf *out)
{
	int column = 0;

	for (int i = 1; i < NSIG; i++) {
		if (!names[i])
			continue;
		buf_printf(out, "%2d) %s", i, names[i]);
		buf_add_char(out, ++column % 5 ? '\t' : '\n');
	}
	if (column % 5)
		buf_printf(out, "\n");
}

const char *signal_description(int signal)
{
	return strsignal(signal);
}

void signal_die(int signal)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	struct rlimit none = {0, 0};
	sigset_t set;

	/* The program that the signal was meant for has dumped already; a shell's core tells nothing. */
	setrlimit(RLIMIT_CORE, &none);
	sigaction(signal, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, signal);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	kill(getpid(), signal);
	_exit(128 + signal);
}
