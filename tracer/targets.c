/*
 * tracer/targets.c - whom a call that names processes would reach.
 */
#include "tracer/targets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/num.h"
#include "tracer/tracee.h"
#include "tracer/tracer.h"

enum target_state target_state(pid_t pid)
{
	char text[512];
	scoped_fd int fd = -1;
	const char *after;
	ssize_t n;

	snprintf(text, sizeof(text), "/proc/%d/stat", pid);
	fd = open(text, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return TARGET_NONE;
	n = read(fd, text, sizeof(text) - 1);
	if (n <= 0)
		return TARGET_NONE;
	text[n] = '\0';
	/* "PID (NAME) STATE …", and the name may contain anything. */
	after = strrchr(text, ')');
	if (!after || strlen(after) < 3)
		return TARGET_ALIVE;
	return after[2] == 'Z' || after[2] == 'X' ? TARGET_ZOMBIE : TARGET_ALIVE;
}

int targets_of_group(struct tracee *t, pid_t pgid, struct targets *ret)
{
	struct targets found = {.pids = arena_alloc(&t->scratch,
				t->tracer->n_tracees * sizeof(pid_t))};
	DIR *dir = opendir("/proc");
	const struct dirent *entry;

	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		int pid;

		if (num_parse_int(entry->d_name, 1, INT32_MAX, &pid) < 0 || getpgid(pid) != pgid)
			continue;
		if (!tracer_owns(t->tracer, pid))
			found.outsiders |= target_state(pid) == TARGET_ALIVE;
		else if (found.n < t->tracer->n_tracees)
			found.pids[found.n++] = pid;
	}
	closedir(dir);
	*ret = found;
	return 0;
}

void targets_of_session(struct tracee *t, struct targets *ret)
{
	struct tracer *tr = t->tracer;
	struct targets found = {.pids = arena_alloc(&t->scratch, tr->n_tracees * sizeof(pid_t))};

	for (size_t i = 0; i < tr->n_buckets; i++)
		for (const struct tracee *o = tr->buckets[i]; o; o = o->next)
			if (o->tid == o->tgid && o->tgid != t->tgid)
				found.pids[found.n++] = o->tgid;
	*ret = found;
}
