/*
 * tracer/soft_delete.h - what a program deletes under a soft_delete rule is moved to the trash instead.
 *
 * The supervisor does it, and only what the tracee could have done itself; the
 * program sees its call succeed.
 */
#ifndef TRACER_SOFT_DELETE_H
#define TRACER_SOFT_DELETE_H

#include <stdbool.h>

#include "tracer/tracee.h"

struct resolved;

/*
 * unlink or (@directory) rmdir of @r, which was resolved with RESOLVE_PARENT.  Returns what is to be
 * done with the call: its result, or the kernel's errno for what could not have been deleted.
 */
enum sys_action soft_delete(struct tracee *t, const struct resolved *r, bool directory);
/*
 * The regular file @r is about to be truncated, or replaced by a rename: keep its bytes in the trash
 * while it stays where it is.  SYS_ALLOW, or a denial when that is impossible.
 */
enum sys_action soft_delete_keep(struct tracee *t, const struct resolved *r);

#endif
