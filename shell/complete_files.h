/*
 * shell/complete_files.h - completion of names of files, as readline does it with bash's hooks
 * (bash manual 8.6, 8.7).
 */
#ifndef SHELL_COMPLETE_FILES_H
#define SHELL_COMPLETE_FILES_H

#include <stdbool.h>

struct buf;
struct shell;
struct strv;

/* readline asks us about quotes and directories; until then complete_files() knows nothing. */
void complete_files_setup(struct shell *sh);
/* A word is about to be completed: options may have changed since the last one. */
void complete_files_begin(void);

/*
 * Add the names of files (@directories: of those only) that @text begins, quotes and $NAME in its
 * directory resolved as in bash.  False: no line is edited by this shell, @out is as it was.
 */
bool complete_files(const char *text, bool directories, struct strv *out);
/*
 * The word of compgen -f, without its quotes where bash thinks that they were added; of
 * @line_word the completion of the line is (NULL: none is going on).
 */
const char *complete_files_word(struct shell *sh, const char *word, const char *line_word);

/* Add @word without its quotes, one of which, @quote ('\0': none), is open where it begins. */
void complete_dequote(const char *word, char quote, struct buf *out);
/* @path may be NULL. */
bool complete_is_directory(const char *path);

#endif
