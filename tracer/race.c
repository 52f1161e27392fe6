/*
 * tracer/race.c - who could change a path between the check and the use, and what is done then.
 *
 * A single-threaded program whose only company is the shell that waits for it
 * cannot be raced.  For all others an open is looked at again where it ended.
 */
#include "tracer/race.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "tracer/behalf.h"
#include "tracer/enforce.h"
#include "tracer/file_call.h"
#include "tracer/protect.h"
#include "tracer/resolve.h"
#include "tracer/tracer.h"

/* What an open was judged as, in tracee.note[]. */
enum { NOTE_DEV, NOTE_INO, NOTE_OPS, NOTE_FLAGS };
enum { EXISTED = 1 << 0, TRUNCATE = 1 << 1, MADE = 1 << 2, MODE_SHIFT = 8 };

bool race_has_rivals(const struct tracee *t)
{
	const struct tracer *tr = t->tracer;

	if (tr->async_reads)
		return true;
	if (tr->n_tracees <= 1)
		return false;
	for (size_t i = 0; i < tr->n_buckets; i++) {
		for (const struct tracee *u = tr->buckets[i]; u; u = u->next) {
			if (u == t || u->state == TRACEE_DYING)
				continue;
			if (u->tgid == t->tgid || !u->is_shell)
				return true;
		}
	}
	return false;
}

/* openat2 takes its flags from memory too: what mode did the descriptor get? */
static unsigned mode_ops(const struct tracee *t, int fd)
{
	scoped_buf struct buf info = BUF_INIT_MAX(1 << 16);
	char path[48];
	const char *flags;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", (int)t->tid, fd);
	if (fd_read_file(path, &info) < 0 || !(flags = strstr(info.s, "flags:")))
		return PATH_OPEN | PATH_WRITE;
	switch (strtoul(flags + 6, NULL, 8) & O_ACCMODE) {
	case O_RDONLY:
		return PATH_OPEN;
	case O_WRONLY:
		return PATH_WRITE;
	default:
		return PATH_OPEN | PATH_WRITE;
	}
}

static bool may_have(struct tracee *t, const struct resolved *r, unsigned ops)
{
	struct tracer *tr = t->tracer;
	struct path_request req = {.path = r->path, .ops = ops, .own_proc = r->own_proc};
	struct decision d;

	if (protect_check(tr->protect, tr, r, ops))
		return false;
	if (r->no_path)
		return true;
	d = decide_path(tr->policy, &req);
	switch (verdict_effective(d.verdict, tr->approvals)) {
	case VERDICT_ALLOW:
	case VERDICT_AUDIT:
	case VERDICT_SOFT_DELETE:
		return true;
	case VERDICT_REDIRECT:
	case VERDICT_ABSORB:
	case VERDICT_APPROVE:
	case VERDICT_DENY:
		return false;
	}
	return false;
}

static void kill_racer(struct tracee *t, const char *path)
{
	struct event e;

	kill(t->tgid, SIGKILL);
	e = enforce_event(t, EVENT_NOTICE);
	e.has_decision = true;
	e.decision = e.effective = VERDICT_DENY;
	e.rule = "builtin-race";
	e.operation = "race";
	e.path = path;
	e.raw_path = t->note_ptr;
	e.detail = "the path led elsewhere than what was judged; process killed";
	enforce_record(t->tracer, &e);
}

/* The usual case by one call: the very object that was judged, as what it was judged. */
static bool is_same_object(const struct tracee *t, int fd)
{
	struct stat st;
	char link[48];

	if (!(t->note[NOTE_FLAGS] & EXISTED) || t->note[NOTE_FLAGS] & ~(uint64_t)EXISTED ||
		t->nr == SYS_openat2)
		return false;
	snprintf(link, sizeof(link), "/proc/%d/fd/%d", (int)t->tid, fd);
	return stat(link, &st) == 0 && st.st_dev == t->note[NOTE_DEV] && st.st_ino == t->note[NOTE_INO];
}

/* Is what was opened what was judged, or at least something that the tracee may have? */
static bool is_as_judged(struct tracee *t, const struct resolved *r, unsigned ops)
{
	if (ops == t->note[NOTE_OPS]) {
		if ((t->note[NOTE_FLAGS] & EXISTED) && r->st.st_dev == t->note[NOTE_DEV] &&
			r->st.st_ino == t->note[NOTE_INO])
			return true;
		if (strcmp(r->path, t->note_ptr) == 0)
			return true;
	}
	return may_have(t, r, ops);
}

static void verify_open(struct tracee *t)
{
	scoped_resolved struct resolved r = {.parent_fd = -1};
	int64_t fd = regs_result(&t->regs);
	unsigned ops = (unsigned)t->note[NOTE_OPS];
	struct file_call cut = {.value = {0}};
	int error;

	if (fd == -ENOENT && (t->note[NOTE_FLAGS] & MADE))
		regs_rewind(&t->regs, t->nr); /* somebody has removed it: once more, and judged */
	if (fd < 0 || is_same_object(t, (int)fd))
		return;
	error = tracee_resolve_path(t, (int)fd, "", RESOLVE_EMPTY_PATH | RESOLVE_OBJECT, &r);
	if (error == -EBADF)
		return; /* another thread closed it already, or it is gone */
	if (error == 0 && t->nr == SYS_openat2 && ops != PATH_STAT)
		ops |= mode_ops(t, (int)fd);
	if (error < 0 || !is_as_judged(t, &r, ops)) {
		kill_racer(t, error < 0 ? "?" : r.path);
		return;
	}
	if (t->note[NOTE_FLAGS] >> MODE_SHIFT && strcmp(r.path, t->note_ptr) == 0)
		behalf_finish_file(t, &r, (mode_t)(t->note[NOTE_FLAGS] >> MODE_SHIFT));
	/* Another file than the judged one may be had, and is emptied as it would have been. */
	if ((t->note[NOTE_FLAGS] & TRUNCATE) && S_ISREG(r.st.st_mode) && r.st.st_size > 0)
		behalf_truncate(t, &r, &cut);
}

void race_watch_open(struct tracee *t, const struct resolved *r, unsigned ops, bool truncate)
{
	t->note[NOTE_DEV] = r->st.st_dev;
	t->note[NOTE_INO] = r->st.st_ino;
	t->note[NOTE_OPS] = ops;
	t->note[NOTE_FLAGS] = (r->exists ? EXISTED : 0) | (truncate ? TRUNCATE : 0);
	free(t->note_ptr);
	t->note_ptr = xstrdup(r->path);
	t->at_exit = verify_open;
}

void race_watch_made(struct tracee *t, mode_t mode)
{
	t->note[NOTE_FLAGS] |= MADE | (uint64_t)mode << MODE_SHIFT;
}
