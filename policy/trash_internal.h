/*
 * policy/trash_internal.h - between trash.c, trash_copy.c and trash_manifest.c.
 */
#ifndef POLICY_TRASH_INTERNAL_H
#define POLICY_TRASH_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct trash_item;

enum { TRASH_TOKEN_SIZE = 32, TRASH_HASH_SIZE = 65 };

/* The open trash. */
struct trash {
	int payload;  /* <trash>/payload */
	int manifest; /* <trash>/manifest */
};

/* What a manifest says beside trash_item. */
struct manifest {
	const char *token;
	const char *original_path;
	const char *trash_path;
	const char *session;
	const char *command;
	const char *hash; /* NULL: none */
	struct stat st;
	int64_t created_ns;
};

/* trash_manifest.c: write `token`.json anew, or over the old one, and sync it. */
int manifest_write(int dirfd, const struct manifest *m, bool replace);
/* Read it; @ret's strings are to be freed by trash_item_release(). */
int manifest_read(int dirfd, const char *token, struct trash_item *ret);
void trash_item_release(struct trash_item *item);

/* trash_copy.c: what renaming would do, across file systems: a copy with mode, owner, times and
 * extended attributes, synced; the source stays.  Never follows a link, never replaces. */
int trash_copy(int from_dir, const char *from, int to_dir, const char *to);
/* SHA-256 of the regular file, in hex; -EINVAL: it is none. */
int trash_hash(int dirfd, const char *name, char hash[TRASH_HASH_SIZE]);
/* Remove an entry, a directory with what is in it. */
int trash_remove(int dirfd, const char *name);

#endif
