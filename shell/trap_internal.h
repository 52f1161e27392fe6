/*
 * shell/trap_internal.h - what trap.c lets trap_wait.c know of its handlers.
 */
#ifndef SHELL_TRAP_INTERNAL_H
#define SHELL_TRAP_INTERNAL_H

#include "shell/trap.h"

/* The handler: @signal has arrived. */
void trap_note(int signal);
/* The signals that can come to it: not those that are blocked, as they were at entry. */
void trap_handled(sigset_t *set);

#endif
