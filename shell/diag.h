/*
 * shell/diag.h - every message of the interpreter, in bash's form.
 *
 * `agentsh: line 3: ` in a script or -c, `agentsh: ` interactively; under the
 * name bash it says `bash: `, and a script says its own path.
 */
#ifndef SHELL_DIAG_H
#define SHELL_DIAG_H

struct builtin;
struct shell;

/* PROG: line N: message. */
void diag(struct shell *sh, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * The same for what no `||` forgives: under set -e the shell ends with it wherever it comes from,
 * as after bash's report_error().
 */
void diag_grave(struct shell *sh, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with a line of its own (parser). */
void diag_at(struct shell *sh, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* PROG: FROM: line N: message, for text that is no file: FROM is "-c", "eval" … (parser). */
void diag_from(struct shell *sh, const char *from, unsigned line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* PROG: line N: BUILTIN: message; returns @status. */
int builtin_error(struct shell *sh, const struct builtin *b, int status, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* `-x: invalid option` and the usage line, or the help where @bad is OPTS_HELP; returns 2. */
int builtin_usage(struct shell *sh, const struct builtin *b, char bad);
/* The same where options may stand behind a `+` too: @sign is '+' or '-'. */
int builtin_usage_sign(struct shell *sh, const struct builtin *b, char sign, char bad);
/* `x: option requires an argument` and the usage line; returns 2. */
int builtin_missing(struct shell *sh, const struct builtin *b, char option);
/* What the builtin is for, on standard output: NAME --help.  Returns 2. */
int builtin_usage_help(struct shell *sh, const struct builtin *b);
/* Only the usage line; returns 2. */
int builtin_usage_line(struct shell *sh, const struct builtin *b);
/* Write text to fd 1: 0, or 1 after `write error: …`. */
struct buf;
int builtin_print(struct shell *sh, const struct builtin *b, const struct buf *text);
int builtin_print_line(struct shell *sh, const struct builtin *b, const char *line);
/* 0 or -errno, of builtins that say nothing of it, as in bash: command -v, ulimit, kill -l, compgen. */
int builtin_put(struct shell *sh, const struct buf *text);

#endif
