/*
 * policy/trash.h - what soft_delete keeps: payload and manifest (FORMATS (j)).
 *
 * <trash>/payload/<token> and <trash>/manifest/<token>.json; the token is a
 * decimal UnixNano, made unique.  Written by the supervisor only; rules never
 * let a tracee in.  All return 0 or a negative errno.
 */
#ifndef POLICY_TRASH_H
#define POLICY_TRASH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

struct buf;

struct trash_item {
	char token[32];
	char *original_path; /* owned */
	char *session;
	char *command;
	int64_t created_ns;
	uint64_t size_bytes;
	unsigned mode;       /* st_mode */
	uid_t uid;
	gid_t gid;
	char *hash;          /* sha256 hex; NULL: too large or no regular file */
};

struct trash_request {
	const char *trash_dir;
	int parent_fd;             /* the directory the name is in, as the kernel resolved it */
	const char *name;          /* last component */
	const char *original_path; /* absolute, resolved */
	const char *session;
	const char *command;
	uint64_t hash_under;       /* hash regular files smaller than this */
	bool directory;            /* rmdir: an empty directory */
};

/* Move an entry to the trash: rename, or copy and unlink across file systems.  The manifest is on
 * disk before the name goes.  @ret_token has room for 32 bytes. */
int trash_put(const struct trash_request *req, char *ret_token);

/* Call @each for every item, oldest first; stops when it returns non-zero and returns that. */
int trash_list(const char *trash_dir, int (*each)(const struct trash_item *item, void *arg),
	void *arg);
/* Bring it back to where it was, or to @dest.  -EEXIST unless @force; -EBADMSG: the hash differs. */
int trash_restore(const char *trash_dir, const char *token, const char *dest, bool force,
	struct buf *ret_path);
/* Remove items older than @ttl_ns (0: any age), then oldest first down to @quota_bytes (UINT64_MAX:
 * no quota); only those of @session unless that is NULL.  Counts into @ret_removed. */
int trash_purge(const char *trash_dir, int64_t ttl_ns, uint64_t quota_bytes, const char *session,
	unsigned *ret_removed);

#endif
