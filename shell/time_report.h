/*
 * shell/time_report.h - the `time` keyword (bash manual 3.2.3, TIMEFORMAT in 5.2).
 */
#ifndef SHELL_TIME_REPORT_H
#define SHELL_TIME_REPORT_H

#include <stdbool.h>
#include <stdint.h>

struct shell;

/* In microseconds. */
struct time_mark {
	int64_t real, user, system;
};

void time_start(struct time_mark *mark);
/* Print what passed since @mark to standard error, by TIMEFORMAT or as `time -p`. */
void time_report(struct shell *sh, const struct time_mark *mark, bool posix);
/* `time` alone in posix mode: what the shell and its children have used so far. */
void time_report_all(struct shell *sh, const struct time_mark *mark);

#endif
