/*
 * tracer/redirect_path.h - let a call use another path than the one it was given.
 */
#ifndef TRACER_REDIRECT_PATH_H
#define TRACER_REDIRECT_PATH_H

#include "policy/decide.h"
#include "tracer/tracee.h"

struct resolved;

/*
 * Carry out VERDICT_REDIRECT @d for the path @r that argument @path_arg points to: the new path is put
 * below the stack of the tracee and its missing directories are made, with the tracee's rights.  The
 * new place is judged for @ops when a link leads elsewhere from there.  SYS_CHANGED, or a denial.
 */
enum sys_action redirect_path(struct tracee *t, const struct decision *d, const struct resolved *r,
	unsigned path_arg, unsigned ops);

#endif
