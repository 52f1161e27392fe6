/*
 * tracer/net_unix.h - AF_UNIX destinations and names: sockets in the file system, and abstract ones.
 */
#ifndef TRACER_NET_UNIX_H
#define TRACER_NET_UNIX_H

#include "tracer/tracee.h"

struct net_dest;

/* As net_dest_judge(), for @path as the tracee gave it. */
enum sys_action net_unix_judge_path(struct tracee *t, struct net_dest *dest, const char *path);
/* @name as "@name". */
enum sys_action net_unix_judge_abstract(
	struct tracee *t, const struct net_dest *dest, const char *name);

#endif
