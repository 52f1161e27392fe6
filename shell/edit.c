/*
 * shell/edit.c - input from an interactive terminal, through readline.
 *
 * readline installs no signal handlers of its own: the shell's set flags, and
 * the hook below gives up the line when one arrives (^C at the prompt).
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
#include "shell/history.h"
#include "shell/job.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

struct terminal {
	struct shell *sh;
	struct buf line;     /* the last line given out */
	unsigned ignored_eofs;
	bool ended;          /* by an end of file, not by `exit` */
};

/* Called while readline waits and a signal came: leave the line. */
static int on_signal(void)
{
	if (trap_pending())
		rl_done = 1;
	return 0;
}

static int before_input(void)
{
	rl_done = 0;
	return 0;
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
	return readline(prompt.s);
}

/* End of file at the prompt: true when it ends the shell. */
static bool eof_ends(struct terminal *t, bool more)
{
	if (more || !t->sh->opts.ignoreeof || ++t->ignored_eofs > 10)
		return true;
	fputs("Use \"exit\" to leave the shell.\n", stderr);
	return false;
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
		if (trap_pending()) { /* ^C: the command so far is forgotten */
			putc('\n', rl_outstream);
			trap_run_pending(sh);
			sh->status = 128 + SIGINT;
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
	rl_signal_event_hook = on_signal;
	rl_pre_input_hook = before_input;
	history_load(sh);
	*in = (struct input){.name = sh->prog, .first_line = 1, .interactive = true, .keeps_history = true,
		.next_line = next_line, .release = release, .state = t};
}
