/*
 * tracer/limits.c - resource_limits of the policy, put on the session.
 */
#include "tracer/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "tracer/tracer.h"

enum { CPU_PERIOD_US = 100000 }; /* the kernel's default for cpu.max */

struct limits {
	char *cgroup; /* absolute directory; NULL: none */
};

static void limit_process(pid_t pid, int resource, uint64_t most)
{
	struct rlimit now;
	struct rlimit new;

	if (prlimit(pid, resource, NULL, &now) < 0)
		return;
	new.rlim_cur = now.rlim_cur < most ? now.rlim_cur : most;
	new.rlim_max = now.rlim_max < most ? now.rlim_max : most;
	prlimit(pid, resource, &new, NULL);
}

/* The blank-separated field number @n of a line, from 0; its length, or 0. */
static size_t field(const char *line, unsigned n, const char **ret)
{
	while (n-- > 0) {
		line += strcspn(line, " \n");
		line += *line == ' ';
	}
	*ret = line;
	return strcspn(line, " \n");
}

/* Where cgroup v2 is mounted: the first line of type cgroup2 in mountinfo (man 5 proc). Malloc'd. */
static char *cgroup_mount(void)
{
	scoped_buf struct buf text = BUF_INIT_MAX(1 << 20);
	const char *type;
	const char *line;
	const char *dir;
	size_t len;

	if (fd_read_file("/proc/self/mountinfo", &text) < 0)
		return NULL;
	type = strstr(text.s, " - cgroup2 ");
	if (!type)
		return NULL;
	for (line = type; line > text.s && line[-1] != '\n'; line--)
		;
	len = field(line, 4, &dir);
	return xstrndup(dir, len);
}

/* The directory of our own cgroup: the line `0::PATH` of /proc/self/cgroup below the mount. */
static char *own_cgroup(void)
{
	scoped_buf struct buf text = BUF_INIT_MAX(65536);
	scoped_free char *mount = cgroup_mount();
	char *at;

	if (!mount || fd_read_file("/proc/self/cgroup", &text) < 0)
		return NULL;
	at = strncmp(text.s, "0::", 3) == 0 ? text.s : strstr(text.s, "\n0::");
	if (!at)
		return NULL;
	at = strchr(at, '/');
	if (!at)
		return NULL;
	at[strcspn(at, "\n")] = '\0';
	return xasprintf("%s%s", mount, strcmp(at, "/") == 0 ? "" : at);
}

static int write_file(const char *dir, const char *name, const char *text)
{
	scoped_free char *path = xasprintf("%s/%s", dir, name);
	scoped_fd int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	return fd_write_all(fd, text, strlen(text));
}

static int write_number(const char *dir, const char *name, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	return write_file(dir, name, text);
}

/* What the cgroup could not take is left in @left for other means. */
static void fill_cgroup(const char *dir, struct policy_limits *left)
{
	char text[64];

	if (left->max_memory_bytes &&
		write_number(dir, "memory.max", left->max_memory_bytes) == 0)
		left->max_memory_bytes = 0;
	if (left->pids_max && write_number(dir, "pids.max", left->pids_max) == 0)
		left->pids_max = 0;
	snprintf(text, sizeof(text), "%u %d",
		left->cpu_quota_percent * (CPU_PERIOD_US / 100), CPU_PERIOD_US);
	if (left->cpu_quota_percent && write_file(dir, "cpu.max", text) == 0)
		left->cpu_quota_percent = 0;
}

static struct limits *make_cgroup(struct tracer *tr, struct policy_limits *left)
{
	scoped_free char *parent = own_cgroup();
	struct policy_limits before = *left;
	struct limits *l;
	char *dir;

	if (!parent)
		return NULL;
	/* Refused where processes live in it (man 7 cgroups, "no internal processes"). */
	write_file(parent, "cgroup.subtree_control", "+memory +pids +cpu");
	dir = xasprintf("%s/agentsh-%s", parent, tr->session_id);
	if (mkdir(dir, 0755) < 0) {
		free(dir);
		return NULL;
	}
	fill_cgroup(dir, left);
	if (write_number(dir, "cgroup.procs", (uint64_t)tr->shell) < 0) {
		*left = before;
		rmdir(dir);
		free(dir);
		return NULL;
	}
	l = xcalloc(1, sizeof(*l));
	l->cgroup = dir;
	return l;
}

int limits_apply(struct tracer *tr, struct buf *ret_message)
{
	struct policy_limits left = *policy_limits(tr->policy);
	bool wanted = left.max_memory_bytes || left.pids_max || left.cpu_quota_percent;

	limit_process(tr->shell, RLIMIT_CORE, 0); /* ESCAPES 32 */
	if (wanted && tr->config->cgroups_enabled)
		tr->limits = make_cgroup(tr, &left);
	if (!tr->config->cgroups_best_effort && tr->config->cgroups_enabled &&
		(left.max_memory_bytes || left.pids_max || left.cpu_quota_percent)) {
		buf_add_str(ret_message, "resource_limits: no cgroup v2 that takes them");
		return -ENOTSUP;
	}
	if (left.max_memory_bytes)
		limit_process(tr->shell, RLIMIT_AS, left.max_memory_bytes);
	tr->max_tracees = left.pids_max;
	return 0;
}

void limits_free(struct limits *l)
{
	if (!l)
		return;
	if (l->cgroup)
		rmdir(l->cgroup);
	free(l->cgroup);
	free(l);
}
