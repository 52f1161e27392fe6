/*
 * tracer/ids.c - whose rights a tracee has.
 */
#include "tracer/ids.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fd.h"

/* The text behind "\nNAME:", or NULL. */
static const char *field(const char *status, const char *name)
{
	const char *at = strstr(status, name);

	return at ? at + strlen(name) : NULL;
}

/* The fourth number of a Uid: or Gid: line, which is the one for files. */
static bool fourth_number(const char *s, uint32_t *ret)
{
	char *end;

	for (int i = 0; s && i < 4; i++) {
		unsigned long n = strtoul(s, &end, 10);

		if (end == s)
			return false;
		*ret = (uint32_t)n;
		s = end;
	}
	return s != NULL;
}

static bool read_groups(const char *s, struct ids *ret)
{
	if (!s)
		return false;
	while (*s && *s != '\n') {
		char *end;
		unsigned long n = strtoul(s, &end, 10);

		if (end == s || *s == '\n')
			break;
		if (ret->n_groups == IDS_GROUPS_MAX)
			return false;
		ret->groups[ret->n_groups++] = (gid_t)n;
		for (s = end; *s == ' ' || *s == '\t'; s++)
			;
	}
	return true;
}

int ids_load(pid_t tid, struct ids *ret)
{
	scoped_buf struct buf status = BUF_INIT_MAX(1 << 16);
	struct ids ids = {.n_groups = 0};
	char path[32];
	const char *caps;
	const char *mask;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)tid);
	if (fd_read_file(path, &status) < 0)
		return -EPERM;
	caps = field(status.s, "\nCapEff:");
	if (!fourth_number(field(status.s, "\nUid:"), &ids.fsuid) ||
		!fourth_number(field(status.s, "\nGid:"), &ids.fsgid) ||
		!read_groups(field(status.s, "\nGroups:"), &ids) || !caps)
		return -EPERM;
	ids.caps = strtoull(caps, NULL, 16);
	mask = field(status.s, "\nUmask:"); /* Linux 4.7; gVisor has none */
	ids.umask = mask ? (mode_t)strtoul(mask, NULL, 8) : 022;
	*ret = ids;
	return 0;
}

static uint64_t our_caps(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2] = {{0}, {0}};

	if (syscall(SYS_capget, &head, data) < 0)
		return 0;
	return (uint64_t)data[1].effective << 32 | data[0].effective;
}

bool ids_are_ours(const struct ids *ids)
{
	gid_t groups[IDS_GROUPS_MAX];
	int n = getgroups(IDS_GROUPS_MAX, groups);
	uint64_t files = 1ULL << CAP_DAC_OVERRIDE | 1ULL << CAP_DAC_READ_SEARCH |
		1ULL << CAP_FOWNER | 1ULL << CAP_CHOWN;

	if (ids->fsuid != geteuid() || ids->fsgid != getegid() || n < 0 ||
		(unsigned)n != ids->n_groups)
		return false;
	if (n && memcmp(groups, ids->groups, (size_t)n * sizeof(gid_t)) != 0)
		return false;
	return (ids->caps & files) == (our_caps() & files);
}

static bool in_group(const struct ids *ids, gid_t gid)
{
	if (ids->fsgid == gid)
		return true;
	for (unsigned i = 0; i < ids->n_groups; i++)
		if (ids->groups[i] == gid)
			return true;
	return false;
}

static bool has_cap(const struct ids *ids, unsigned cap)
{
	return ids->caps >> cap & 1;
}

int ids_may_remove(const struct ids *ids, int dir_fd, const struct stat *entry)
{
	struct stat dir;
	char path[48];
	unsigned shift = 0;

	if (ids_are_ours(ids))
		return 0;
	if (fstat(dir_fd, &dir) < 0)
		return -EPERM;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", dir_fd);
	if (getxattr(path, "system.posix_acl_access", NULL, 0) > 0)
		return -EPERM;
	if (ids->fsuid == dir.st_uid)
		shift = 6;
	else if (in_group(ids, dir.st_gid))
		shift = 3;
	if ((dir.st_mode >> shift & 3) != 3 && !has_cap(ids, CAP_DAC_OVERRIDE))
		return -EACCES;
	if ((dir.st_mode & S_ISVTX) && entry->st_uid != ids->fsuid && dir.st_uid != ids->fsuid &&
		!has_cap(ids, CAP_FOWNER))
		return -EPERM;
	return 0;
}

int ids_enter(const struct ids *ids)
{
	if (ids_are_ours(ids))
		return 0;
	/* Groups are not switched: they would be for the whole process.  Owner and group decide. */
	setfsgid(ids->fsgid);
	setfsuid(ids->fsuid);
	if ((uid_t)setfsuid((uid_t)-1) != ids->fsuid || (gid_t)setfsgid((gid_t)-1) != ids->fsgid) {
		ids_leave();
		return -EPERM;
	}
	return 0;
}

void ids_leave(void)
{
	setfsuid(geteuid());
	setfsgid(getegid());
}
