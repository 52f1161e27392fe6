/*
 * tracer/ids.h - whose rights a tracee has, for what the supervisor does in its place.
 */
#ifndef TRACER_IDS_H
#define TRACER_IDS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

enum { IDS_GROUPS_MAX = 128 };

struct ids {
	uid_t fsuid;
	gid_t fsgid;
	gid_t groups[IDS_GROUPS_MAX];
	unsigned n_groups;
	uint64_t caps; /* effective */
	mode_t umask;
};

/* From /proc/TID/status.  -EPERM when it cannot be known, or there are more groups than fit. */
int ids_load(pid_t tid, struct ids *ret);
/* Are they those of the calling thread? */
bool ids_are_ours(const struct ids *ids);

/*
 * May @ids remove or replace the entry that @entry describes in the directory @dir_fd (write and
 * search on it, and the sticky bit)?  0, -EACCES or -EPERM as the kernel would say; -EPERM too where
 * an access list makes the answer uncertain.
 */
int ids_may_remove(const struct ids *ids, int dir_fd, const struct stat *entry);

/* File accesses of the calling thread are those of @ids until ids_leave().  -EPERM: not possible. */
int ids_enter(const struct ids *ids);
void ids_leave(void);

#endif
