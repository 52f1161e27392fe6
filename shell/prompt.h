/*
 * shell/prompt.h - PS0, PS1, PS2, PS4 (bash manual 6.9).
 */
#ifndef SHELL_PROMPT_H
#define SHELL_PROMPT_H

#include <time.h>

struct buf;
struct shell;

/* Decode the backslash escapes of @text and expand it (promptvars).  \[ \] become \001 \002. */
void prompt_expand(struct shell *sh, const char *text, struct buf *out);
/*
 * The same while a command runs, which the history already has: \! is its number, not the next.
 */
void prompt_expand_running(struct shell *sh, const char *text, struct buf *out);
/* The xtrace prefix: PS4 expanded, its first character repeated by depth. */
void prompt_xtrace(struct shell *sh, struct buf *out);
/*
 * Local time @when as strftime(3) @format says: \D{…}, printf's %(…)T; TZ counts when it is
 * exported.  More than 127 bytes: nothing, as bash.
 */
void prompt_add_time(struct shell *sh, struct buf *out, const char *format, time_t when);

#endif
