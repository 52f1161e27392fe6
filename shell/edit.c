/*
 * shell/edit.c - input from an interactive terminal, through readline.
 *
 * readline installs no signal handlers of its own but for the size of the window: the
 * shell's set flags, and the reader of bytes looks at them.
 */
#include "shell/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "shell/complete.h"
#include "shell/history.h"
#include "shell/job.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

struct terminal {
	struct shell *sh;
	struct buf line;     /* the last line given out */
	int64_t ignored_eofs;
	bool ended;          /* by an end of file, not by `exit` */
};

static struct terminal *asking; /* whose line readline reads: its hooks know nothing of us */

/*
 * A signal came while readline waits: actions run now, ^C and what ends the shell give up
 * the line.  True: read on.
 */
static bool read_on(struct shell *sh)
{
	int signal = trap_interrupting_signal();
	const char *action = signal ? trap_get(sh, signal) : NULL;

	if (trap_interrupted() || (signal && !action))
		return false;
	if (trap_pending())
		trap_run_pending(sh);
	return sh->unwind == UNWIND_NONE;
}

enum { GIVEN_UP = -2 }; /* readline ends the line, also inside of a search or a quoted insert */

/* The next byte, EOF or GIVEN_UP. */
static int next_char(FILE *from)
{
	unsigned char c;
	ssize_t n;

	while ((n = read(fileno(from), &c, 1)) < 0 && errno == EINTR) {
		if (read_on(asking->sh))
			continue;
		if (trap_interrupted())
			rl_echo_signal_char(SIGINT);
		rl_replace_line("", 0);
		rl_point = 0;
		return GIVEN_UP;
	}
	return n == 1 ? c : EOF;
}

/* readline takes a line that was given up for the end of the input, and would say so. */
static void restore_terminal(void)
{
	if (trap_interrupted())
		rl_eof_found = 0;
	rl_deprep_terminal();
}

static void run_prompt_command(struct shell *sh)
{
	struct var *v = var_find(sh, "PROMPT_COMMAND");
	struct arena_mark mark = arena_mark(&sh->scratch);
	int status = sh->status;
	size_t n = 0;
	char **commands = v && var_is_set(v) ? var_values(sh, v, &sh->scratch, &n) : NULL;

	for (size_t i = 0; i < n && sh->unwind == UNWIND_NONE; i++) {
		shell_run_string(sh, commands[i], "PROMPT_COMMAND", 1);
		sh->status = status;
	}
	arena_rewind(&sh->scratch, mark);
}

static char *ask(struct terminal *t, bool more)
{
	scoped_buf struct buf prompt = BUF_INIT;
	const char *text = var_get(t->sh, more ? "PS2" : "PS1");

	if (text)
		prompt_expand(t->sh, text, &prompt);
	if (t->sh->opts.emacs || t->sh->opts.vi)
		rl_editing_mode = t->sh->opts.emacs;
	asking = t;
	return readline(prompt.s);
}

/* End of file at the prompt: true when it ends the shell. */
static bool eof_ends(struct terminal *t, bool more)
{
	const char *limit = var_get(t->sh, "IGNOREEOF");
	int64_t most;

	if (!limit || num_parse_i64(limit, &most) < 0 || most < 0)
		most = 10;
	if (more || !t->sh->opts.ignoreeof || t->ignored_eofs++ >= most)
		return true;
	fprintf(stderr, "Use \"%s\" to leave the shell.\n", t->sh->login ? "logout" : "exit");
	return false;
}

/* ^C at the prompt: the command so far is forgotten. */
static void given_up(struct shell *sh)
{
	if (trap_get(sh, SIGINT))
		putc('\n', stderr);
	trap_run_pending(sh);
	if (sh->unwind == UNWIND_ERROR || sh->unwind == UNWIND_TOP)
		sh->unwind = UNWIND_NONE;
	if (sh->unwind == UNWIND_NONE)
		sh->status = 128 + SIGINT;
}

static long next_line(struct input *in, bool more, const char **ret)
{
	struct terminal *t = in->state;
	struct shell *sh = t->sh;

	for (;;) {
		scoped_free char *text = NULL;

		if (!more) {
			job_reap(sh);
			job_notify(sh);
			run_prompt_command(sh);
			if (sh->unwind != UNWIND_NONE)
				return 0;
		}
		text = ask(t, more);
		if (trap_pending()) {
			given_up(sh);
			if (sh->unwind != UNWIND_NONE)
				return 0;
			if (more)
				return -EINTR;
			continue;
		}
		if (!text && !eof_ends(t, more))
			continue;
		buf_reset(&t->line);
		if (!text) {
			t->ended = true;
			return 0;
		}
		t->ignored_eofs = 0;
		buf_add_str(&t->line, text);
		buf_add_char(&t->line, '\n');
		*ret = t->line.s;
		return (long)t->line.len;
	}
}

static void release(struct input *in)
{
	struct terminal *t = in->state;

	if (t->ended)
		fputs(t->sh->login ? "logout\n" : "exit\n", stderr);
	buf_release(&t->line);
	free(t);
}

void input_from_terminal(struct input *in, struct shell *sh)
{
	struct terminal *t = xcalloc(1, sizeof(*t));

	t->sh = sh;
	t->line = (struct buf)BUF_INIT;
	rl_catch_signals = 0;
	rl_readline_name = "Bash"; /* the name that ~/.inputrc files test */
	rl_outstream = stderr;
	rl_getc_function = next_char;
	rl_deprep_term_function = restore_terminal;
	complete_line_setup(sh);
	history_load(sh);
	*in = (struct input){.name = sh->prog, .first_line = 1, .interactive = true, .keeps_history = true,
		.next_line = next_line, .release = release, .state = t};
}
