/*
 * tracer/slots.h - read-only memory for the arguments of calls that could be raced.
 *
 * A SysV segment that the supervisor writes and a tracee sees at SLOTS_ADDR, attached
 * there with SHM_RDONLY, which nothing can make writable (ESCAPES 1.3, item 1).  The
 * attach is one call that a tracee makes without knowing, in place of the first call
 * that needs it; children inherit it.  What could put other memory there is judged by
 * sys_memory.c, and no call but ours may attach the segment.
 */
#ifndef TRACER_SLOTS_H
#define TRACER_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tracer/tracee.h"

/*
 * Where neither programs, their loaders nor the sanitizers of C and Go put anything by
 * themselves (MSan and TSan do: such a process has no slots).  The upper half is what the filter
 * looks for; with 2 GiB below it in the same 4 GiB, only a longer range reaches here from elsewhere.
 */
#define SLOTS_ADDR UINT64_C(0x2ff080000000)
enum { SLOTS_ADDR_HIGH = 0x2ff0, SLOT_BYTES = 4096, N_SLOTS = 1024 };

/* One address space, of a thread group or of all that share it by CLONE_VM. */
struct mm {
	unsigned refs;
	enum { SLOTS_UNTRIED, SLOTS_ATTACHED, SLOTS_IMPOSSIBLE } slots;
};

struct mm *mm_new(void);
struct mm *mm_copy(const struct mm *mm);
struct mm *mm_ref(struct mm *mm);
void mm_unref(struct mm *mm);

/*
 * Before a call with arguments in memory is judged: true when @t has to attach first.  *ret is then
 * the answer; the call comes again by itself, and is judged then.
 */
bool slots_attach(struct tracee *t, enum sys_action *ret);
/*
 * Copy @len bytes into @t's slot, after what was copied there for this call before.  0 and their
 * address in the tracee, aligned to 16 bytes; -EPERM: it has none and cannot get one; -EAGAIN: all
 * are in use.
 */
int slots_copy(struct tracee *t, const void *bytes, size_t len, uint64_t *ret_addr);
/* The call is over, or does not run. */
void slots_release(struct tracee *t);

/* Is @id the segment of the slots? */
bool slots_is_segment(const struct tracee *t, int id);
/*
 * @t is about to change what is mapped in @len bytes from @addr on.  True: it may not, they are its
 * slots.  Before these are attached it may, and then gets none.
 */
bool slots_guard(struct tracee *t, uint64_t addr, uint64_t len);

#endif
