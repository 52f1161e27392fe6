/*
 * shell/edit_commands.h - what bash's line editor has on top of readline's (bash manual 8.4).
 */
#ifndef SHELL_EDIT_COMMANDS_H
#define SHELL_EDIT_COMMANDS_H

struct shell;

/*
 * Start readline for @sh, once: with bash's commands, which an inputrc may name, and on bash's keys
 * where it has put nothing else.
 */
void edit_commands_setup(struct shell *sh);

/* shell/edit_complete.c: complete-filename and its like. */
void edit_complete_setup(struct shell *sh);
void edit_complete_bind(void);

#endif
