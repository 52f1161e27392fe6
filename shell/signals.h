/*
 * shell/signals.h - the list of signals, as `kill -l` and `trap -l` print it.
 */
#ifndef SHELL_SIGNALS_H
#define SHELL_SIGNALS_H

struct buf;

/* Five in a row: " 1) SIGHUP\t 2) SIGINT …". */
void signals_list(struct buf *out);

#endif
