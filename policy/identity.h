/*
 * policy/identity.h - is this program a denied one by another name?
 *
 * Rules name commands; a file named otherwise may be the same one: a hard link, or
 * a copy of its bytes (DESIGN 5).  This part of the policy does I/O, so it stands apart
 * from policy/decide.h.  Programs of the system cost one fstat; others are compared
 * by device and inode, then by size, and only files of equal size are hashed.
 *
 * Limits: a copy that was changed by a byte is another program; of a binary with many
 * unrelated names (busybox, a multi-call coreutils) no name is the right one.
 *
 * For one thread.
 */
#ifndef POLICY_IDENTITY_H
#define POLICY_IDENTITY_H

struct identity;
struct policy;

/*
 * @path_env: the PATH through which the policy's names are resolved, beside the usual
 * directories; may be NULL.  Nothing is read yet.  @p must live as long.
 */
struct identity *identity_new(const struct policy *p, const char *path_env);
void identity_free(struct identity *id);

/*
 * @path: the program as resolved; @fd: an open descriptor for it (O_PATH is enough), or -1.
 * Returns the name (without directory) of the command that a rule restricts and that this file
 * is a hard link or copy of, to be asked about by decide_command(); NULL: none, or its own name is that
 * one.  A file that cannot be read although its size fits counts as a copy.
 * The result lives as long as @id.
 */
const char *identity_alias(struct identity *id, const char *path, int fd);

#endif
