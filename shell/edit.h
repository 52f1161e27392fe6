/*
 * shell/edit.h - a line that is edited with readline: the shell's own input, and `read -e`.
 */
#ifndef SHELL_EDIT_H
#define SHELL_EDIT_H

#include <stdbool.h>
#include <stdint.h>

struct shell;

/* What `read -e` wants. */
struct edit_request {
	const char *prompt;
	const char *text;     /* what stands there to begin with; NULL: nothing */
	char delimiter;       /* ends the line */
	int chars;            /* so many end it as well; 0: no limit */
	int64_t deadline_ns;  /* CLOCK_MONOTONIC; 0: none */
};

enum edit_result { EDIT_LINE, EDIT_END, EDIT_TIMEOUT, EDIT_INTERRUPTED };

/* The line, malloc'd and without its delimiter, in *ret when the result is EDIT_LINE. */
enum edit_result edit_line(struct shell *sh, const struct edit_request *want, char **ret);
/* False: a line is being edited (a trap or a key's command runs), and readline edits one at a time. */
bool edit_possible(void);
/*
 * readline may have another mode now: an inputrc, bind or a key has set editing-mode.  The options
 * emacs and vi follow, should one be on.
 */
void edit_mode_taken(struct shell *sh);

#endif
