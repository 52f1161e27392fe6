/*
 * shell/redir.h - redirections: made, remembered and undone (bash manual 3.6).
 */
#ifndef SHELL_REDIR_H
#define SHELL_REDIR_H

#include <stdbool.h>
#include <stddef.h>

struct redir;
struct shell;

/* Saved descriptors of one command; zero-initialise. */
struct redir_undo {
	struct redir_saved *saved;
	size_t n;
	struct redir_undo *outer; /* of a command around this one */
};

/*
 * Perform them in order.  @undo NULL: they are permanent (exec, a forked child).  False:
 * printed, those done so far can be undone with redir_undo().
 */
bool redir_apply(struct shell *sh, const struct redir *list, struct redir_undo *undo);
void redir_undo(struct shell *sh, struct redir_undo *undo);
/* Make them permanent after all (`exec` without a command). */
void redir_keep(struct shell *sh, struct redir_undo *undo);
/*
 * A descriptor holding @text for reading (here-document, here-string): memfd, pipe or an
 * unlinked file.
 */
int redir_text_fd(const char *text, size_t len);

#endif
