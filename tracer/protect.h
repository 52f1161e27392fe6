/*
 * tracer/protect.h - what no rule can open: our own state, policy, binary, and the processes outside.
 *
 * Held by (dev, ino) and canonical path; also the parents of those paths may not be
 * renamed or removed (ESCAPES 60).
 */
#ifndef TRACER_PROTECT_H
#define TRACER_PROTECT_H

#include <stdbool.h>

struct protect;
struct resolved;
struct tracer;

struct protect *protect_new(void);
void protect_free(struct protect *p);
/* Neither read nor written by any tracee: the state directory, spool, trash; @path and all below. */
void protect_hide(struct protect *p, const char *path);
/*
 * Read, but never written, renamed, unlinked: policy, config, the agentsh binary and their
 * directories' names.  A relative path is one from here; "/" cannot be.
 */
void protect_write(struct protect *p, const char *path);

/*
 * Is the operation set @ops on @r refused whatever the policy says?  Returns the reason
 * ("protected-state", "protected-file", "foreign-process", "device-node", "kernel-interface") or NULL.
 */
const char *protect_check(const struct protect *p, struct tracer *tr, const struct resolved *r,
	unsigned ops);

#endif
