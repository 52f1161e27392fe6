/*
 * tracer/exec_args.h - the arguments of an exec: read from the tracee, and written for it.
 */
#ifndef TRACER_EXEC_ARGS_H
#define TRACER_EXEC_ARGS_H

#include <stddef.h>
#include <stdint.h>

struct command_redirect;
struct tracee;

/* All in the stop's scratch. */
struct exec_args {
	char **argv;     /* NULL-terminated; at least "" (man 2 execve: an empty list gets one) */
	uint64_t *addrs; /* where each stands in the tracee; 0: it does not */
	size_t n;
};

/*
 * Read the whole list at @addr.  -E2BIG where the kernel would take no more; all of it is examined, or
 * nothing runs (ESCAPES 43).
 */
int exec_args_read(struct tracee *t, uint64_t addr, struct exec_args *ret);
/* As exec_args_hash() gives it for the bytes of /proc/PID/cmdline. */
uint64_t exec_args_hash(const struct exec_args *a);
/* The list that the kernel makes for `#!interpreter arg` in @script (man 2 execve). */
void exec_args_for_script(struct tracee *t, struct exec_args *a, const char *interpreter,
	const char *arg, const char *script);
/*
 * Write what a redirect runs instead below the tracee's stack and point its registers there: program
 * @path, argument list (also into @a), environment list at @env_addr with the redirect's in front.  The
 * registers' places are arguments @first (path), @first + 1 and @first + 2.  0 or a negative errno.
 */
int exec_args_redirect(struct tracee *t, struct exec_args *a, const struct command_redirect *to,
	const char *path, unsigned first);

#endif
