/*
 * shell/history.h - the commands typed so far (bash manual 9), in a list of readline's.
 *
 * Entries are numbered from history_base; positions here count from 0.
 */
#ifndef SHELL_HISTORY_H
#define SHELL_HISTORY_H

#include <stdbool.h>

struct buf;
struct shell;

/* Behind the startup files: HISTSIZE and HISTFILESIZE get what they lack. */
void history_set_limits(struct shell *sh);
/* An interactive shell starts: what HISTFILE says, within HISTSIZE. */
void history_load(struct shell *sh);
/* It ends: the commands of this session go to HISTFILE. */
void history_save(struct shell *sh);

/*
 * A line of a script that keeps a history: expand `!`, remember it.  @so_far: the lines of its
 * command before it; @in_heredoc: it belongs to a here-document.  *line (with its newline) is
 * replaced where the expansion changed it, by an empty line where nothing shall run; borrowed
 * until the next call.  Returns its length.
 */
long history_read_line(struct shell *sh, const char *so_far, bool in_heredoc, const char **line,
	long len);
/*
 * `!` expansion of @text as typed (bash manual 9.3): 1 changed, 0 not, 2 only to be shown (:p),
 * -1 it cannot be done: @out is the message then.
 */
int history_substitute(struct shell *sh, const char *text, struct buf *out);
/* What the next line to be edited begins with (histverify, histreedit), once; NULL: nothing. */
const char *history_unfinished(void);
/* Number of the entry that the next command gets: HISTCMD and \!. */
unsigned history_next_number(void);

/* Add an entry by HISTCONTROL and HISTIGNORE; false: they keep it out. */
bool history_add(struct shell *sh, const char *text);
/* The line being run became an entry of its own: history -s, history -p and fc take it back. */
bool history_line_was_added(void);
void history_forget_line(void);

enum history_file_verb { HISTORY_APPEND, HISTORY_READ_NEW, HISTORY_READ, HISTORY_WRITE };
/* history -a -n -r -w with @path; 0 or errno. */
int history_transfer(struct shell *sh, enum history_file_verb verb, const char *path);
/* The list was emptied, entries were removed: what belongs to this session. */
void history_forget_all(void);
/* Remove entries @first to @last, positions. */
void history_remove_range(int first, int last);

#endif
