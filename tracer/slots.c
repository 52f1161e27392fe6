/*
 * tracer/slots.c - read-only memory for the arguments of calls that could be raced.
 */
#include "tracer/slots.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/fd.h"
#include "tracer/race.h"
#include "tracer/tracer.h"

enum { ALIGN = 16, WORD_BITS = 64, MAPS_MAX = 1 << 24 };

struct slots {
	int id;
	char *memory;
	uint64_t used[N_SLOTS / WORD_BITS];
};

struct mm *mm_new(void)
{
	struct mm *mm = xcalloc(1, sizeof(*mm));

	mm->refs = 1;
	return mm;
}

struct mm *mm_copy(const struct mm *mm)
{
	struct mm *copy = mm_new();

	copy->slots = mm->slots;
	return copy;
}

struct mm *mm_ref(struct mm *mm)
{
	mm->refs++;
	return mm;
}

void mm_unref(struct mm *mm)
{
	if (mm && --mm->refs == 0)
		free(mm);
}

/* Marked for removal at once: it goes with the last process that has it. */
static struct slots *make_slots(void)
{
	int id = shmget(IPC_PRIVATE, (size_t)N_SLOTS * SLOT_BYTES, IPC_CREAT | 0644);
	struct slots *s;
	void *memory;

	if (id < 0)
		return NULL;
	memory = shmat(id, NULL, 0);
	shmctl(id, IPC_RMID, NULL);
	if ((intptr_t)memory == -1)
		return NULL;
	s = xcalloc(1, sizeof(*s));
	s->id = id;
	s->memory = memory;
	return s;
}

/* Device and inode of what is mapped at @addr with @perms, as /proc/PID/maps writes them. */
static int mapped_at(pid_t pid, uint64_t addr, const char *perms, struct buf *ret)
{
	scoped_buf struct buf maps = BUF_INIT_MAX(MAPS_MAX);
	char path[48];
	char start[40];
	const char *line;
	const char *at;
	int r;

	snprintf(path, sizeof(path), "/proc/%d/maps", (int)pid);
	snprintf(start, sizeof(start), "\n%08" PRIx64 "-", addr);
	buf_add_char(&maps, '\n');
	r = fd_read_file(path, &maps);
	if (r < 0)
		return r;
	line = strstr(maps.s, start);
	at = line ? strchr(line, ' ') : NULL;
	if (!at || strncmp(at + 1, perms, strlen(perms)) != 0)
		return -ENOENT;
	at += 1 + strlen(perms);
	buf_add(ret, at, strcspn(at, "/\n"));
	return 0;
}

/* Another thread, or the parent before it forked, has attached them meanwhile. */
static bool is_attached(const struct tracee *t)
{
	scoped_buf struct buf ours = BUF_INIT_MAX(256);
	scoped_buf struct buf theirs = BUF_INIT_MAX(256);
	const struct slots *s = t->tracer->slots;

	return mapped_at(getpid(), (uintptr_t)s->memory, "rw-s ", &ours) == 0 &&
	       mapped_at(t->tid, SLOTS_ADDR, "r--s ", &theirs) == 0 &&
	       strcmp(ours.s, theirs.s) == 0;
}

static void attached(struct tracee *t)
{
	int64_t result = regs_result(&t->regs);

	if (t->mm->slots == SLOTS_UNTRIED)
		t->mm->slots = result == (int64_t)SLOTS_ADDR || (result == -EINVAL && is_attached(t))
			? SLOTS_ATTACHED
			: SLOTS_IMPOSSIBLE;
	regs_rewind(&t->regs, t->nr);
}

bool slots_attach(struct tracee *t, enum sys_action *ret)
{
	struct tracer *tr = t->tracer;

	if (t->mm->slots != SLOTS_UNTRIED || !race_has_rivals(t))
		return false;
	if (!tr->slots)
		tr->slots = make_slots();
	if (!tr->slots) {
		t->mm->slots = SLOTS_IMPOSSIBLE;
		return false;
	}
	regs_set_nr(&t->regs, SYS_shmat);
	regs_set_arg(&t->regs, 0, (uint64_t)tr->slots->id);
	regs_set_arg(&t->regs, 1, SLOTS_ADDR);
	regs_set_arg(&t->regs, 2, SHM_RDONLY);
	t->at_exit = attached;
	*ret = SYS_CHANGED;
	return true;
}

/* The number of a free slot, plus one; 0: there is none. */
static unsigned take_slot(struct slots *s)
{
	for (unsigned i = 0; i < N_SLOTS / WORD_BITS; i++) {
		if (~s->used[i]) {
			unsigned bit = (unsigned)__builtin_ctzll(~s->used[i]);

			s->used[i] |= UINT64_C(1) << bit;
			return i * WORD_BITS + bit + 1;
		}
	}
	return 0;
}

int slots_copy(struct tracee *t, const void *bytes, size_t len, uint64_t *ret_addr)
{
	struct slots *s = t->tracer->slots;
	size_t at;

	if (t->mm->slots != SLOTS_ATTACHED)
		return -EPERM;
	if (!t->slot)
		t->slot = take_slot(s);
	if (!t->slot)
		return -EAGAIN;
	if (len > SLOT_BYTES - t->slot_used)
		return -ENAMETOOLONG;
	at = (size_t)(t->slot - 1) * SLOT_BYTES + t->slot_used;
	memcpy(s->memory + at, bytes, len);
	t->slot_used += (unsigned)((len + ALIGN - 1) & ~(size_t)(ALIGN - 1));
	*ret_addr = SLOTS_ADDR + at;
	return 0;
}

void slots_release(struct tracee *t)
{
	unsigned i = t->slot - 1;

	if (!t->slot)
		return;
	t->tracer->slots->used[i / WORD_BITS] &= ~(UINT64_C(1) << i % WORD_BITS);
	t->slot = t->slot_used = 0;
}

bool slots_is_segment(const struct tracee *t, int id)
{
	return t->tracer->slots && t->tracer->slots->id == id;
}

bool slots_guard(struct tracee *t, uint64_t addr, uint64_t len)
{
	const uint64_t end = SLOTS_ADDR + (uint64_t)N_SLOTS * SLOT_BYTES;

	if (addr >= end || addr + len <= SLOTS_ADDR)
		return false;
	/* An early one may share a memory that we do not know of yet. */
	if (t->mm->slots == SLOTS_ATTACHED || t->early)
		return true;
	t->mm->slots = SLOTS_IMPOSSIBLE;
	return false;
}
