/*
 * tracer/behalf.h - calls that the supervisor makes in a tracee's place, on the very objects it judged.
 *
 * Where another thread or process could change a name between the check and the
 * use (tracer/race.h), a call that loses or moves a file is not let run: it is
 * made here, with the tracee's rights, below the directory descriptor or on the
 * object that was resolved (ESCAPES 1.3).  Each returns the call's result, or denies when
 * the tracee's rights cannot be taken on.
 */
#ifndef TRACER_BEHALF_H
#define TRACER_BEHALF_H

#include <stdbool.h>

#include "tracer/tracee.h"

struct file_call;
struct resolved;

/* @r, @from and @to were resolved with RESOLVE_PARENT. */
enum sys_action behalf_unlink(struct tracee *t, const struct resolved *r, bool directory);
enum sys_action behalf_rename(struct tracee *t, const struct resolved *from,
	const struct resolved *to, unsigned flags);
/* @from was resolved with RESOLVE_OBJECT. */
enum sys_action behalf_link(struct tracee *t, const struct resolved *from,
	const struct resolved *to);

/*
 * Make the new file that an open with O_CREAT would make at @r, a path that was judged and is
 * missing.  *ret_mode: its st_mode as it is to be in the end (behalf_finish_file), when the caller
 * could not open it with that; else 0, which is no file's.  A file that is there meanwhile is left
 * as it is.  0, or -errno as open(2).
 */
int behalf_make_file(struct tracee *t, const struct resolved *r, mode_t mode, mode_t *ret_mode);
void behalf_finish_file(struct tracee *t, const struct resolved *r, mode_t mode);

/* For file_call.behalf, @r resolved with RESOLVE_PARENT: value[] has the mode, or the mode and 0. */
enum sys_action behalf_mkdir(struct tracee *t, const struct resolved *r, const struct file_call *c);
enum sys_action behalf_mknod(struct tracee *t, const struct resolved *r, const struct file_call *c);
/* value[0] is the address of the target's text. */
enum sys_action behalf_symlink(struct tracee *t, const struct resolved *r,
	const struct file_call *c);

/* How a call gives its two times. */
enum behalf_time_form { TIMES_TIMESPEC, TIMES_TIMEVAL, TIMES_UTIMBUF };
/* value[] has their address, or 0 for the present time, and an enum behalf_time_form. */
enum sys_action behalf_times(struct tracee *t, const struct resolved *r, const struct file_call *c);
/* value[] has the address of the name; of the value, its length, and the flags. */
enum sys_action behalf_setxattr(struct tracee *t, const struct resolved *r,
	const struct file_call *c);
enum sys_action behalf_removexattr(struct tracee *t, const struct resolved *r,
	const struct file_call *c);

/* For file_call.behalf: value[] has the mode, the owner and group, or the length. */
enum sys_action behalf_chmod(struct tracee *t, const struct resolved *r, const struct file_call *c);
enum sys_action behalf_chown(struct tracee *t, const struct resolved *r, const struct file_call *c);
enum sys_action behalf_truncate(struct tracee *t, const struct resolved *r,
	const struct file_call *c);

#endif
