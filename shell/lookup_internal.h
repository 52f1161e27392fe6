/*
 * shell/lookup_internal.h - what the executor and shell.c need of shell/lookup.c.
 */
#ifndef SHELL_LOOKUP_INTERNAL_H
#define SHELL_LOOKUP_INTERNAL_H

struct arena;
struct lookup_cache;
struct shell;

struct lookup_cache *lookup_cache_new(void);
void lookup_cache_free(struct lookup_cache *c);
/* As lookup_command(), but a file that is there and cannot be executed is returned: exec says why. */
char *lookup_for_exec(struct shell *sh, const char *name, struct arena *a);

#endif
