/*
 * shell/edit.c - input from an interactive terminal, through readline.
 *
 * readline installs no signal handlers of its own but for the size of the window: the
 * shell's set flags, and the reader of bytes looks at them.
 */
#include "shell/edit.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <readline/readline.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "shell/complete.h"
#include "shell/edit_commands.h"
#include "shell/history.h"
#include "shell/input.h"
#include "shell/job.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

struct terminal {
	struct shell *sh;
	struct buf line;     /* the last line given out */
	int64_t ignored_eofs;
	unsigned lines;      /* that were given out */
};

/* Whose line readline reads, for its hooks, which know nothing of us. */
static struct {
	struct shell *sh;      /* NULL: nobody's */
	const char *text;      /* to begin with */
	int64_t deadline_ns;   /* 0: none */
	int chld_fd;           /* -1: nobody asks */
	bool timed_out;
	bool is_read;          /* `read -e`: a ^C that is trapped does not end it */
	bool unedited;         /* the terminal echoes, and edits its line, by itself */
} asking;

enum { NS_PER_S = 1000 * 1000 * 1000, MAX_TIMEOUT_S = 1000 * 1000 * 1000 };

static void echo_interrupt(void)
{
	/* with rl_catch_signals readline has shown it */
	if (trap_interrupted() && !rl_catch_signals && !asking.unedited)
		rl_echo_signal_char(SIGINT);
}

/*
 * A signal came while readline waits: actions run now, ^C and what ends the shell give up
 * the line.  True: read on.
 */
static bool read_on(struct shell *sh)
{
	int signal = trap_interrupting_signal();
	const char *action = signal ? trap_get(sh, signal) : NULL;

	if ((trap_interrupted() && !asking.is_read) || (signal && !action))
		return false;
	echo_interrupt();
	if (trap_pending())
		trap_run_pending(sh);
	return sh->unwind == UNWIND_NONE;
}

enum { GIVEN_UP = -2 }; /* readline ends the line, also inside of a search or a quoted insert */

/* set -b: a job ended while the line is edited. */
static void tell_of_jobs(void)
{
	struct signalfd_siginfo info;

	if (read(asking.chld_fd, &info, sizeof(info)) < 0)
		return;
	job_reap(asking.sh);
	job_notify(asking.sh);
}

/* One byte before the deadline; as read(), 0 also when time is up. */
static ssize_t read_in_time(int fd, unsigned char *c)
{
	struct pollfd p[] = {{.fd = fd, .events = POLLIN}, {.fd = asking.chld_fd, .events = POLLIN}};
	int n = trap_poll(p, 2, asking.deadline_ns);

	asking.timed_out = n == 0;
	if (n > 0 && p[1].revents && !p[0].revents) {
		tell_of_jobs();
		errno = EINTR;
		return -1;
	}
	return n > 0 ? read(fd, c, 1) : n;
}

/* The next byte, EOF or GIVEN_UP. */
static int next_char(FILE *from)
{
	unsigned char c;
	ssize_t n;

	while ((n = read_in_time(fileno(from), &c)) < 0 && errno == EINTR) {
		rl_check_signals();
		if (read_on(asking.sh))
			continue;
		echo_interrupt();
		rl_replace_line("", 0);
		rl_point = 0;
		return GIVEN_UP;
	}
	if (asking.timed_out)
		return GIVEN_UP;
	return n == 1 ? c : EOF;
}

/* readline takes a line that was given up for the end of the input, and would say so. */
static void restore_terminal(void)
{
	if (trap_interrupted())
		rl_eof_found = 0;
	rl_deprep_terminal();
}

static int insert_text(void)
{
	const char *text = asking.is_read ? asking.text : history_unfinished();

	if (text)
		rl_insert_text(text);
	return 0;
}

/* What readline needs once, before the first line. */
static void set_up(struct shell *sh)
{
	static bool done;

	if (done)
		return;
	done = true;
	rl_outstream = stderr;
	rl_getc_function = next_char;
	rl_deprep_term_function = restore_terminal;
	rl_startup_hook = insert_text;
	complete_line_setup(sh);
	edit_commands_setup(sh);
	edit_mode_taken(sh);
}

enum { VI_MODE = 0 }; /* of rl_editing_mode */

void edit_mode_taken(struct shell *sh)
{
	if (!options_edit_lines(&sh->opts))
		return;
	sh->opts.vi = rl_editing_mode == VI_MODE;
	sh->opts.emacs = !sh->opts.vi;
}

/* What `set -o` was told since; the keys change with it. */
static void give_mode(const struct shell *sh)
{
	if (sh->opts.vi != (rl_editing_mode == VI_MODE))
		rl_variable_bind("editing-mode", sh->opts.vi ? "vi" : "emacs");
}

/* readline() for @sh, which asks. */
static char *edited(struct shell *sh, const char *prompt)
{
	scoped_fd int chld_fd = -1;
	sigset_t chld, before;
	char *text;

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	if (sh->opts.notify && sh->opts.monitor && !trap_get(sh, SIGCHLD)) {
		sigprocmask(SIG_BLOCK, &chld, &before);
		chld_fd = fd_move_high(signalfd(-1, &chld, SFD_CLOEXEC | SFD_NONBLOCK));
	}
	asking.sh = sh;
	asking.timed_out = false;
	asking.chld_fd = chld_fd;
	text = readline(prompt);
	asking.sh = NULL;
	if (chld_fd >= 0)
		sigprocmask(SIG_SETMASK, &before, NULL);
	return text;
}

static void run_prompt_command(struct shell *sh, unsigned line)
{
	struct var *v = var_find(sh, "PROMPT_COMMAND");
	struct arena_mark mark = arena_mark(&sh->scratch);
	const char *last_argument = arena_strdup(&sh->scratch, sh->last_argument.s);
	int status = sh->status;
	unsigned exit_meant = sh->exit_meant;
	size_t n = 0;
	char **commands = v && var_is_set(v) ? var_values(sh, v, &sh->scratch, &n) : NULL;

	for (size_t i = 0; i < n && sh->unwind == UNWIND_NONE; i++) {
		shell_run_action(sh, commands[i], "PROMPT_COMMAND", line);
		sh->status = status;
	}
	sh->exit_meant = exit_meant;
	buf_reset(&sh->last_argument);
	buf_add_str(&sh->last_argument, last_argument);
	arena_rewind(&sh->scratch, mark);
}

/* --noediting, set +o emacs: the terminal's own line is all there is.  NULL: as readline's. */
static char *unedited(struct shell *sh, const char *prompt)
{
	scoped_buf struct buf line = BUF_INIT;
	int c;

	asking.sh = sh;
	asking.timed_out = false;
	asking.chld_fd = -1;
	asking.unedited = true;
	fd_write_all(STDERR_FILENO, prompt, strlen(prompt));
	while ((c = next_char(stdin)) >= 0 && c != '\n')
		if (c)
			buf_add_char(&line, (char)c);
	asking.unedited = false;
	asking.sh = NULL;
	return c == GIVEN_UP || (c == EOF && !line.len) ? NULL : buf_steal(&line);
}

static char *ask(struct terminal *t, bool more)
{
	scoped_buf struct buf prompt = BUF_INIT;
	const char *text;

	job_window_size(t->sh, false);
	text = var_get(t->sh, more ? "PS2" : "PS1");
	const char *timeout = var_get(t->sh, "TMOUT");
	int64_t seconds;
	char *line;

	if (text)
		prompt_expand(t->sh, text, &prompt);
	if (timeout && num_parse_i64(timeout, &seconds) == 0 && seconds > 0 && seconds < MAX_TIMEOUT_S)
		asking.deadline_ns = clock_monotonic_ns() + seconds * NS_PER_S;
	if (options_edit_lines(&t->sh->opts)) {
		give_mode(t->sh);
		line = edited(t->sh, prompt.s);
		edit_mode_taken(t->sh);
	} else {
		line = unedited(t->sh, prompt.s);
	}
	asking.deadline_ns = 0;
	job_window_size(t->sh, false);
	return line;
}

/* End of file at PS1: true when it ends the shell. */
static bool eof_ends(struct terminal *t)
{
	const char *limit = var_get(t->sh, "IGNOREEOF");
	const char *word = t->sh->login ? "logout" : "exit";
	int64_t most;

	if (!limit || num_parse_i64(limit, &most) < 0 || most < 0)
		most = 10;
	if (t->sh->opts.ignoreeof && t->ignored_eofs++ < most) {
		fprintf(stderr, "Use \"%s\" to leave the shell.\n", word);
		return false;
	}
	fprintf(stderr, "%s\n", word);
	t->sh->exit_meant -= t->sh->exit_meant > 0;
	return !job_keeps_shell(t->sh);
}

/* ^C at the prompt: the command so far is forgotten. */
static void given_up(struct shell *sh)
{
	bool trapped = trap_get(sh, SIGINT) != NULL;

	trap_run_pending(sh);
	if (trapped)
		putc('\n', stderr);
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

		if (!more && in->ended) {
			in->ended = false;
			if (eof_ends(t))
				return 0;
		}
		if (!more) {
			job_reap(sh);
			job_notify(sh);
			run_prompt_command(sh, t->lines);
			if (sh->unwind != UNWIND_NONE)
				return 0;
		}
		text = ask(t, more);
		if (asking.timed_out) {
			fputs("\atimed out waiting for input: auto-logout\n", stderr);
			return 0;
		}
		if (trap_pending()) {
			given_up(sh);
			if (sh->unwind != UNWIND_NONE)
				return 0;
			if (more)
				return -EINTR;
			continue;
		}
		if (!text && !more && !eof_ends(t))
			continue;
		buf_reset(&t->line);
		if (!text) { /* without an editor there is no more behind it */
			in->ended = !options_edit_lines(&sh->opts);
			return 0;
		}
		t->ignored_eofs = 0;
		t->lines++;
		buf_add_str(&t->line, text);
		buf_add_char(&t->line, '\n');
		*ret = t->line.s;
		return (long)t->line.len;
	}
}

static void release(struct input *in)
{
	struct terminal *t = in->state;

	buf_release(&t->line);
	free(t);
}

void input_from_terminal(struct input *in, struct shell *sh)
{
	struct terminal *t = xcalloc(1, sizeof(*t));

	t->sh = sh;
	t->line = (struct buf)BUF_INIT;
	rl_catch_signals = 0;
	set_up(sh);
	history_load(sh);
	*in = (struct input){.name = sh->prog, .first_line = 1, .interactive = true, .keeps_history = true,
		.next_line = next_line, .release = release, .state = t};
}

/* ---- read -e ---- */

bool edit_possible(void)
{
	return !asking.sh;
}

/* A line that another byte than the newline ends: then return is a character as others are. */
struct binding {
	int key;
	KEYMAP_ENTRY before;
};

static void bind_key(struct binding *b, int key, rl_command_func_t *function)
{
	KEYMAP_ENTRY *entry = &rl_get_keymap()[key];

	b->key = key;
	b->before = *entry;
	entry->type = ISFUNC;
	entry->function = function;
}

static void bind_back(const struct binding *b)
{
	rl_get_keymap()[b->key] = b->before;
}

enum edit_result edit_line(struct shell *sh, const struct edit_request *want, char **ret)
{
	rl_completion_func_t *attempt;
	struct binding enter, delimiter;
	bool own_end = want->delimiter != '\n';
	bool interactive = sh->interactive;

	set_up(sh);
	/* A signal that ends a script has to find the terminal as it was. */
	rl_catch_signals = !interactive;
	attempt = rl_attempted_completion_function;
	rl_attempted_completion_function = NULL; /* names of files only */
	rl_num_chars_to_read = want->chars;
	asking.text = want->text;
	asking.deadline_ns = want->deadline_ns;
	asking.is_read = true;
	if (own_end) {
		bind_key(&enter, '\r', rl_insert);
		bind_key(&delimiter, (unsigned char)want->delimiter, rl_newline);
	}
	*ret = edited(sh, want->prompt);
	if (own_end) {
		bind_back(&delimiter);
		bind_back(&enter);
	}
	asking.text = NULL;
	asking.deadline_ns = 0;
	asking.is_read = false;
	rl_num_chars_to_read = 0;
	rl_attempted_completion_function = attempt;
	rl_catch_signals = 0;
	if (asking.timed_out || trap_pending()) {
		free(*ret);
		*ret = NULL;
		return asking.timed_out ? EDIT_TIMEOUT : EDIT_INTERRUPTED;
	}
	return *ret ? EDIT_LINE : EDIT_END;
}
