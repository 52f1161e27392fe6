/*
 * tests/probes/race_connect.c HOW GOOD BAD PORT TRIES - send to GOOD while another thread turns it into BAD.
 *
 * HOW: connect (the address changes), sendmsg (the pointer to it comes and goes), sendmmsg; stack: a copy of
 * the address that somebody puts below the sender's stack changes.
 */
#include "net.h"

#include <pthread.h>
#include <stdatomic.h>

static union address good, bad, target;
static socklen_t address_len;
static char payload[] = "x";
static struct iovec iov = {payload, 1};
static struct mmsghdr message;
static atomic_bool done;

static void *flip_address(void *arg)
{
	(void)arg;
	while (!atomic_load(&done)) {
		memcpy(&target, &good, address_len);
		atomic_signal_fence(memory_order_seq_cst);
		memcpy(&target, &bad, address_len);
		atomic_signal_fence(memory_order_seq_cst);
	}
	return NULL;
}

static void *flip_name(void *arg)
{
	void *volatile *name = &message.msg_hdr.msg_name;

	(void)arg;
	while (!atomic_load(&done)) {
		*name = NULL;
		*name = &bad;
	}
	return NULL;
}

static volatile uintptr_t stack;

/* What stands below the sender's frames is nobody's, so whatever is found there was put there. */
static void *flip_stack(void *arg)
{
	enum { DEPTH = 4096 };
	uintptr_t end;

	(void)arg;
	while (!atomic_load(&done)) {
		end = stack & ~(uintptr_t)15;
		for (uintptr_t at = end - DEPTH; end && at < end; at += 16) {
			volatile struct sockaddr_in *in = (void *)at;

			if (in->sin_family == AF_INET && in->sin_port == good.in.sin_port &&
				in->sin_addr.s_addr == good.in.sin_addr.s_addr)
				in->sin_addr.s_addr = bad.in.sin_addr.s_addr;
		}
	}
	return NULL;
}

static void attempt(const char *how, int connected)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (connected && strcmp(how, "stack") != 0)
		connect(fd, &good.any, address_len);
	stack = (uintptr_t)__builtin_frame_address(0);
	if (strcmp(how, "stack") == 0) {
		sendto(fd, "x", 1, 0, &good.any, address_len);
	} else if (how[0] == 'c') {
		if (connect(fd, &target.any, address_len) == 0)
			send(fd, "x", 1, 0);
	} else if (how[4] == 'm' && how[5] == 'm') {
		sendmmsg(fd, &message, 1, 0);
	} else {
		sendmsg(fd, &message.msg_hdr, 0);
	}
	close(fd);
}

int main(int argc, char **argv)
{
	pthread_t flipper;
	int by_address;

	if (argc != 6)
		return 2;
	by_address = strcmp(argv[1], "connect") == 0;
	address_len = make_address(&good, argv[2], atoi(argv[4]));
	make_address(&bad, argv[3], atoi(argv[4]));
	target = good;
	message.msg_hdr =
		(struct msghdr){.msg_namelen = address_len, .msg_iov = &iov, .msg_iovlen = 1};
	pthread_create(&flipper, NULL,
		by_address ? flip_address
		: strcmp(argv[1], "stack") == 0
			? flip_stack
			: flip_name,
		NULL);
	for (int i = atoi(argv[5]); i > 0; i--)
		attempt(argv[1], !by_address);
	atomic_store(&done, 1);
	pthread_join(flipper, NULL);
	return 0;
}
