/*
 * shell/startup.h - the files a shell reads before the script (bash manual 6.2).
 */
#ifndef SHELL_STARTUP_H
#define SHELL_STARTUP_H

struct invocation;
struct shell;

/* Profile and rc files, BASH_ENV or ENV, by the kind of shell. */
void startup_files(struct shell *sh, const struct invocation *inv);
/* Under extdebug: the debugger's file, or two lines that there is none, and no extdebug. */
void startup_debugger(struct shell *sh);
/* ~/.bash_logout of a login shell that ends. */
void startup_logout(struct shell *sh);

#endif
