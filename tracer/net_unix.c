/*
 * tracer/net_unix.c - AF_UNIX destinations and names: sockets in the file system, and abstract ones.
 */
#include "tracer/net_unix.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>

#include "lib/cleanup.h"
#include "tracer/enforce.h"
#include "tracer/net_dest.h"
#include "tracer/protect.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

static const char *op_name(const struct net_dest *dest)
{
	switch (dest->op) {
	case NET_CONNECT:
		return "connect";
	case NET_SEND:
		return "sendto";
	case NET_BIND:
		break;
	}
	return "bind";
}

/*
 * Services that resolve names for others: they would ask the network for names that the
 * policy denies.  Refused as if nobody listened, libc goes on to DNS by itself.
 */
static bool is_resolver(const char *path)
{
	static const char *const sockets[] = {
		"/run/systemd/resolve/io.systemd.Resolve",
		"/run/systemd/resolve/io.systemd.Resolve.Monitor",
		"/run/nscd/socket",
		"/var/run/nscd/socket",
	};

	for (size_t i = 0; i < ARRAY_LEN(sockets); i++)
		if (strcmp(path, sockets[i]) == 0)
			return true;
	return false;
}

/* Let the kernel walk the path that was judged, not the links that led there; if it fits. */
static void use_path(struct net_dest *dest, const struct resolved *r)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};

	if (r->len >= sizeof(un.sun_path))
		return;
	memcpy(un.sun_path, r->path, r->len + 1);
	dest->len = offsetof(struct sockaddr_un, sun_path) + r->len + 1;
	memcpy(dest->bytes, &un, dest->len);
}

/* A new node in the file system: both as a socket and as a file that is created. */
static enum sys_action judge_bind(struct tracee *t, const struct net_dest *dest, const char *path)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	int error = tracee_resolve_path(t, AT_FDCWD, path, RESOLVE_NOFOLLOW | RESOLVE_CREATE, &r);
	enum sys_action action;

	if (error < 0)
		return sys_fail(t, error);
	action = enforce_path(t, &r, PATH_CREATE, NULL);
	if (action != SYS_ALLOW)
		return action;
	/* The path stays as it was given: getsockname(2) and getpeername(2) show it. */
	return enforce_unix(t, r.path, op_name(dest));
}

enum sys_action net_unix_judge_path(struct tracee *t, struct net_dest *dest, const char *path)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	const char *reason;
	enum sys_action action;
	int error;

	if (dest->op == NET_BIND)
		return judge_bind(t, dest, path);
	if (is_resolver(path))
		return sys_deny(t, ECONNREFUSED);
	error = tracee_resolve_path(t, AT_FDCWD, path, 0, &r);
	if (error < 0)
		return sys_fail(t, error);
	if (is_resolver(r.path))
		return sys_deny(t, ECONNREFUSED);
	/*
	 * Programs look for services that are not there (/dev/log, userdb, X11): that is no
	 * denial to tell of.  And what appears there from now on was not judged.
	 */
	if (!r.exists)
		return sys_deny(t, ENOENT);
	reason = t->tracer->protect
			 ? protect_check(t->tracer->protect, t->tracer, &r, PATH_OPEN | PATH_WRITE)
			 : NULL;
	if (reason)
		return enforce_refuse(t, reason, r.path, EACCES);
	action = enforce_unix(t, r.path, op_name(dest));
	if (action != SYS_ALLOW)
		return action;
	use_path(dest, &r);
	return SYS_ALLOW;
}

enum sys_action net_unix_judge_abstract(
	struct tracee *t, const struct net_dest *dest, const char *name)
{
	return enforce_unix(t, name, op_name(dest));
}
