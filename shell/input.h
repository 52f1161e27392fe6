/*
 * shell/input.h - where script text comes from: file, string, terminal.
 *
 * A pull interface: the lexer asks for the next line.  Reading from a file or
 * stdin never takes more than the commands need where POSIX requires it (a
 * script on stdin leaves the rest of stdin to its children, byte for byte).
 */
#ifndef SHELL_INPUT_H
#define SHELL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct shell;

struct input {
	const char *name;      /* for messages: script path, "-c", "eval" …; borrowed */
	unsigned first_line;   /* number of its first line, usually 1 */
	bool interactive;      /* prompts PS1/PS2; a syntax error does not end the shell */
	bool ended;            /* while a command was to go on; of a terminal, which can be read again */
	bool keeps_history;    /* with set -o history its lines are expanded (!!) and remembered */
	/* Next line with its newline (the last may lack it) into *ret, valid until the next call.
	 * @more: in the middle of a command (PS2).  Returns its length, 0 at the end, negative errno. */
	long (*next_line)(struct input *in, bool more, const char **ret);
	void (*release)(struct input *in);
	void *state;
	size_t left;           /* bytes that are left, for those that know */
};

/* @text is borrowed and must outlive the input. */
void input_from_string(struct input *in, const char *name, const char *text, size_t len);
/* Is it one of those? */
bool input_is_string(const struct input *in);
/* A script file or stdin; @fd is owned when @own (moved to >= 10). */
int input_from_fd(struct input *in, const char *name, int fd, bool own);
/* An interactive terminal through readline (shell/edit.c); prompts from @sh. */
void input_from_terminal(struct input *in, struct shell *sh);
/*
 * Put back what was read ahead but not handed out, so that a command finds the rest of a shared
 * descriptor (script on stdin).  The parser calls it behind each complete command.
 */
void input_sync(struct input *in);
void input_release(struct input *in);

#endif
