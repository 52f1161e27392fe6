/*
 * tests/probes/race_unix.c HOW GOOD BAD TRIES - reach the socket GOOD while another thread turns it into BAD.
 *
 * HOW: connect, sendto, sendmsg (the path changes, of streams for connect, of datagrams for the others),
 * name (sendmsg; the pointer to the path comes and goes), bind (BAD is a name to make), copy (as sendto,
 * but what changes is whatever looks like a copy of the path, wherever this process could have one).
 */
#include "probe.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un good, bad, target;
static struct iovec iov = {(char[]){"x"}, 1};
static struct msghdr message = {.msg_iov = &iov, .msg_iovlen = 1};
static atomic_bool done;
static volatile uintptr_t stack;

static void *flip_path(void *arg)
{
	(void)arg;
	while (!atomic_load(&done)) {
		memcpy(&target, &good, sizeof(target));
		atomic_signal_fence(memory_order_seq_cst);
		memcpy(&target, &bad, sizeof(target));
		atomic_signal_fence(memory_order_seq_cst);
	}
	return NULL;
}

static void *flip_name(void *arg)
{
	void *volatile *name = &message.msg_name;

	(void)arg;
	while (!atomic_load(&done)) {
		*name = NULL;
		*name = &bad;
	}
	return NULL;
}

/* What stands below the sender's frames is nobody's, so whatever is found there was put there. */
static void *flip_copy(void *arg)
{
	enum { DEPTH = 4096 };

	(void)arg;
	while (!atomic_load(&done)) {
		uintptr_t end = stack & ~(uintptr_t)15;

		for (uintptr_t at = end - DEPTH; end && at < end; at += 16) {
			struct sockaddr_un *un = (void *)at;

			if (un->sun_family == AF_UNIX && !strcmp(un->sun_path, good.sun_path))
				memcpy(un->sun_path, bad.sun_path, strlen(bad.sun_path) + 1);
		}
	}
	return NULL;
}

static void attempt(const char *how)
{
	int stream = !strcmp(how, "connect");
	int fd = socket(AF_UNIX, (stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK, 0);

	stack = (uintptr_t)__builtin_frame_address(0);
	if (stream) {
		connect(fd, (struct sockaddr *)&target, sizeof(target));
	} else if (!strcmp(how, "bind")) {
		if (bind(fd, (struct sockaddr *)&target, sizeof(target)) == 0)
			unlink(good.sun_path);
	} else if (!strcmp(how, "sendto")) {
		sendto(fd, "x", 1, MSG_DONTWAIT, (struct sockaddr *)&target, sizeof(target));
	} else if (!strcmp(how, "copy")) {
		sendto(fd, "x", 1, MSG_DONTWAIT, (struct sockaddr *)&good, sizeof(good));
	} else {
		if (!strcmp(how, "name"))
			connect(fd, (struct sockaddr *)&good, sizeof(good));
		sendmsg(fd, &message, MSG_DONTWAIT);
	}
	close(fd);
}

/* Side by side with the flipper, not by turns, where there is more than one CPU. */
static void use_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void set(struct sockaddr_un *un, const char *path)
{
	un->sun_family = AF_UNIX;
	snprintf(un->sun_path, sizeof(un->sun_path), "%s", path);
}

int main(int argc, char **argv)
{
	pthread_t flipper;

	if (argc != 5)
		return 2;
	set(&good, argv[2]);
	set(&bad, argv[3]);
	target = good;
	message.msg_namelen = sizeof(target);
	message.msg_name = &target;
	use_cpu(1);
	pthread_create(&flipper, NULL,
		!strcmp(argv[1], "name")   ? flip_name
		: !strcmp(argv[1], "copy") ? flip_copy
					   : flip_path,
		NULL);
	use_cpu(0);
	for (int i = atoi(argv[4]); i > 0; i--)
		attempt(argv[1]);
	atomic_store(&done, 1);
	pthread_join(flipper, NULL);
	return 0;
}
