/*
 * tracer/behalf_attr.c - times and extended attributes, set in a tracee's place.
 *
 * All by the link to the judged object in our own /proc/self/fd, which also stands for
 * a symbolic link itself when that is what was judged.
 */
#include "tracer/behalf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <utime.h>

#include "tracer/behalf_internal.h"
#include "tracer/file_call.h"
#include "tracer/memory.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"

/* SYS_ALLOW and the object's link; else the answer. */
static enum sys_action find_object(struct tracee *t, const struct resolved *r, char link[48])
{
	if (!r->exists)
		return sys_deny(t, ENOENT);
	if (r->object_fd <= 0)
		return sys_deny(t, EACCES);
	behalf_object_link(r, link);
	return SYS_ALLOW;
}

/* --- times --- */

static void seconds_to_times(const void *from, struct timespec to[2])
{
	const struct utimbuf *seconds = from;

	to[0] = (struct timespec){.tv_sec = seconds->actime};
	to[1] = (struct timespec){.tv_sec = seconds->modtime};
}

/* Microseconds that are none come to nanoseconds that are none: EINVAL, as the kernel says. */
static void microseconds_to_times(const void *from, struct timespec to[2])
{
	const struct timeval *tv = from;

	for (int i = 0; i < 2; i++) {
		bool valid = tv[i].tv_usec >= 0 && tv[i].tv_usec < 1000000;

		to[i].tv_sec = tv[i].tv_sec;
		to[i].tv_nsec = valid ? tv[i].tv_usec * 1000 : -1;
	}
}

static int read_times(struct tracee *t, uint64_t addr, enum behalf_time_form form,
	struct timespec ret[2])
{
	union {
		struct utimbuf seconds;
		struct timeval microseconds[2];
		struct timespec nanoseconds[2];
	} u;
	size_t len = form == TIMES_UTIMBUF ? sizeof(u.seconds) : sizeof(u.nanoseconds);
	int r = tracee_read(t, addr, &u, len);

	if (r < 0)
		return r;
	switch (form) {
	case TIMES_UTIMBUF:
		seconds_to_times(&u.seconds, ret);
		break;
	case TIMES_TIMEVAL:
		microseconds_to_times(u.microseconds, ret);
		break;
	case TIMES_TIMESPEC:
		memcpy(ret, u.nanoseconds, sizeof(u.nanoseconds));
		break;
	}
	return 0;
}

enum sys_action behalf_times(struct tracee *t, const struct resolved *r, const struct file_call *c)
{
	struct timespec times[2];
	char link[48];
	enum sys_action action = find_object(t, r, link);
	int error;

	if (action != SYS_ALLOW)
		return action;
	if (c->value[0]) {
		error = read_times(t, c->value[0], (enum behalf_time_form)c->value[1], times);
		if (error < 0)
			return sys_fail(t, error);
	}
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, utimensat(AT_FDCWD, link, c->value[0] ? times : NULL, 0));
}

/* --- extended attributes --- */

/* A name is at most 255 bytes long; the kernel's word for any other is ERANGE (man 2 setxattr). */
static int read_name(struct tracee *t, uint64_t addr, char **ret)
{
	size_t len;
	int r = tracee_read_str(t, addr, XATTR_NAME_MAX, ret, &len);

	if (r == -ENAMETOOLONG || (r == 0 && len == 0))
		return -ERANGE;
	return r;
}

/* SYS_ALLOW, the object's link and the attribute's name; else the answer. */
static enum sys_action find_attribute(struct tracee *t, const struct resolved *r,
	const struct file_call *c, char link[48], char **ret_name)
{
	enum sys_action action = find_object(t, r, link);
	int error;

	if (action != SYS_ALLOW)
		return action;
	error = read_name(t, c->value[0], ret_name);
	return error < 0 ? sys_fail(t, error) : SYS_ALLOW;
}

enum sys_action behalf_setxattr(struct tracee *t, const struct resolved *r,
	const struct file_call *c)
{
	size_t len = c->value[2];
	char link[48];
	char *name;
	void *value;
	enum sys_action action = find_attribute(t, r, c, link, &name);
	int error;

	if (action != SYS_ALLOW)
		return action;
	if (len > XATTR_SIZE_MAX)
		return sys_deny(t, E2BIG);
	value = arena_zalloc(&t->scratch, len + 1);
	error = tracee_read(t, c->value[1], value, len);
	if (error < 0)
		return sys_fail(t, error);
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, setxattr(link, name, value, len, (int)c->value[3]));
}

enum sys_action behalf_removexattr(struct tracee *t, const struct resolved *r,
	const struct file_call *c)
{
	char link[48];
	char *name;
	enum sys_action action = find_attribute(t, r, c, link, &name);

	if (action != SYS_ALLOW)
		return action;
	if (behalf_enter(t) != SYS_ALLOW)
		return SYS_DENY;
	return behalf_leave(t, removexattr(link, name));
}
