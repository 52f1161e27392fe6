/*
 * tracer/race.h - who could change a path, or what it leads to, between the check and the use.
 */
#ifndef TRACER_RACE_H
#define TRACER_RACE_H

#include <stdbool.h>
#include <sys/types.h>

struct resolved;
struct tracee;

/*
 * Is there a thread or process of the session, beside @t and a shell waiting for it, that could run
 * while @t's call does?  A single program under the shell has none, so it pays for no second stop.
 */
bool race_has_rivals(const struct tracee *t);

/*
 * Have the descriptor that this call returns compared, at the call's exit, with @r, which was judged
 * for @ops.  If it is another file, and one that the policy does not let it have, the thread group is
 * killed before it can use it, and a `race` notice recorded (ESCAPES 1.3, step 4).  @truncate: O_TRUNC
 * was taken out of the call's flags; the file is emptied once it has proved to be the right one.
 */
void race_watch_open(struct tracee *t, const struct resolved *r, unsigned ops, bool truncate);
/*
 * After race_watch_open(): the file was made by behalf_make_file() and O_CREAT taken out of the flags.
 * @mode: what is left to behalf_finish_file(), or 0.  The call starts anew where the file is gone.
 */
void race_watch_made(struct tracee *t, mode_t mode);

#endif
