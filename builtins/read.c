/*
 * builtins/read.c - read: a line from a descriptor, split into variables (POSIX read; bash manual 4.2).
 */
#include "builtins/builtins.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "builtins/line_reader.h"
#include "builtins/read_split.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "lib/opts.h"
#include "lib/utf8.h"
#include "shell/edit.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

/* bash puts this byte where an edited line ends that nothing should end (read -e -N). */
static const char no_delimiter = '\xff';

enum { NS_PER_S = 1000 * 1000 * 1000, MAX_CHAR = 4, STATUS_SIGNAL = 128 };

struct request {
	bool raw, silent, exact, has_timeout;
	bool edit;           /* with readline */
	const char *text;    /* what stands in an edited line to begin with */
	char delimiter;
	int chars;           /* -n, -N; 0: no limit */
	int64_t timeout_ns;
	int fd;
	const char *prompt;
	const char *array;
	char **names;
	int n_names;
};

/* ---- options ---- */

/* Seconds with an optional fraction. */
static bool read_timeout(const char *s, int64_t *ret_ns)
{
	int64_t whole = 0, fraction = 0, unit = NS_PER_S;

	if (!isdigit((unsigned char)*s) && *s != '.')
		return false;
	for (; isdigit((unsigned char)*s); s++)
		whole = whole > INT64_MAX / NS_PER_S / 100 ? whole : whole * 10 + (*s - '0');
	if (*s == '.')
		for (s++; isdigit((unsigned char)*s); s++) {
			unit /= 10;
			fraction += unit * (*s - '0');
		}
	*ret_ns = whole * NS_PER_S + fraction;
	return !*s;
}

static int bad_option(struct shell *sh, const char *arg, const char *what)
{
	return builtin_error(sh, &builtin_read, 1, "%s: %s", arg, what);
}

/* One option and its argument; 0, or the status of the error. */
static int take_option(struct shell *sh, struct request *q, int c, const char *arg)
{
	switch (c) {
	case 'r':
		q->raw = true;
		break;
	case 's':
		q->silent = true;
		break;
	case 'a':
		q->array = arg;
		break;
	case 'd':
		q->delimiter = *arg;
		break;
	case 'p':
		q->prompt = arg;
		break;
	case 'n':
	case 'N':
		if (num_parse_int(arg, 0, 1 << 30, &q->chars) < 0)
			return bad_option(sh, arg, "invalid number");
		q->exact = c == 'N';
		if (q->chars == 0)
			q->chars = -1; /* read nothing */
		break;
	case 't':
		if (!read_timeout(arg, &q->timeout_ns))
			return bad_option(sh, arg, "invalid timeout specification");
		q->has_timeout = true;
		break;
	case 'u':
		if (num_parse_int(arg, 0, 1 << 20, &q->fd) < 0)
			return bad_option(sh, arg, "invalid file descriptor specification");
		if (fcntl(q->fd, F_GETFD) < 0)
			return builtin_error(sh, &builtin_read, 1,
				"%d: invalid file descriptor: %s", q->fd, strerror(errno));
		break;
	case 'e':
		q->edit = true;
		break;
	default: /* i */
		q->text = arg;
		break;
	}
	return 0;
}

static int take_options(struct shell *sh, struct request *q, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	int c, status;

	while ((c = opts_next(&o, "ersa:d:i:n:N:p:t:u:")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_read, o.bad);
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_read, o.bad);
		status = take_option(sh, q, c, o.arg);
		if (status)
			return status;
	}
	q->names = argv + o.index;
	q->n_names = argc - o.index;
	return 0;
}

/* TMOUT: how long to wait where -t does not say. */
static void default_timeout(struct shell *sh, struct request *q)
{
	const char *value = q->has_timeout ? NULL : var_get(sh, "TMOUT");

	if (value && read_timeout(value, &q->timeout_ns) && q->timeout_ns > 0)
		q->has_timeout = true;
}

/* ---- the terminal ---- */

/* No echo with -s, no lines with -n and -d; false: not a terminal, or nothing to change. */
static bool terminal_setup(const struct request *q, struct termios *saved)
{
	struct termios now;

	bool lines = q->edit || (!q->chars && q->delimiter == '\n');

	if ((!q->silent && lines) || tcgetattr(q->fd, saved) < 0)
		return false;
	now = *saved;
	if (q->silent)
		now.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
	if (!lines) {
		now.c_lflag &= ~(tcflag_t)ICANON;
		now.c_cc[VMIN] = 1;
		now.c_cc[VTIME] = 0;
	}
	return tcsetattr(q->fd, TCSADRAIN, &now) == 0;
}

static void show_prompt(const struct request *q)
{
	if (q->prompt && !q->edit && isatty(q->fd))
		fd_write_all(STDERR_FILENO, q->prompt, strlen(q->prompt));
}

/* ---- the line ---- */

/* The rest of the UTF-8 character that starts with @c goes with it. */
static void add_char(struct line_reader *r, struct read_line *line, int c, bool escaped)
{
	int more = 0;

	read_line_add(line, (char)c, escaped);
	if (MB_CUR_MAX == 1 || c < 0xc2 || c > 0xf4)
		return;
	more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	for (; more > 0; more--) {
		int next = line_reader_byte(r);

		if (next < 0)
			return;
		if ((next & 0xc0) != 0x80) {
			r->at--; /* not part of it */
			return;
		}
		read_line_add(line, (char)next, escaped);
	}
}

/* Up to the delimiter, or as many characters as were asked for.  0, or READER_*. */
static int read_text(struct line_reader *r, const struct request *q, struct read_line *line)
{
	bool escape = false;
	int left = q->chars;

	while (left >= 0) {
		int c = line_reader_byte(r);

		if (c < 0)
			return c;
		if (escape) {
			escape = false;
			if (c == '\n')
				continue;
			add_char(r, line, c, true);
		} else if (c == '\\' && !q->raw) {
			escape = true;
			continue;
		} else if (c == (unsigned char)q->delimiter && !q->exact) {
			return 0;
		} else if (c == '\0') {
			continue;
		} else {
			add_char(r, line, c, false);
		}
		if (left > 0 && --left == 0)
			return 0;
	}
	return 0;
}

/* Is there input at once? (-t 0) */
static int poll_input(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	return poll(&p, 1, 0) > 0 && p.revents & (POLLIN | POLLHUP) ? 0 : 1;
}

/* ---- assignment ---- */

static int bad_name(struct shell *sh, const char *name)
{
	return builtin_error(sh, &builtin_read, 1, "`%s': not a valid identifier", name);
}

static int assign_names(struct shell *sh, const struct request *q, struct read_line *line)
{
	int status = 0;

	if (q->n_names == 0)
		return var_set(sh, "REPLY", line->text.s) ? 0 : 1;
	for (int i = 0; i < q->n_names; i++) {
		struct buf field = BUF_INIT;

		if (q->exact && i == 0)
			buf_add_str(&field, line->text.s);
		else if (!q->exact && i + 1 < q->n_names)
			read_line_field(sh, line, &field);
		else if (!q->exact)
			read_line_rest(sh, line, &field);
		if (!is_variable_text(q->names[i]))
			status = bad_name(sh, q->names[i]);
		else if (!var_set(sh, q->names[i], field.s))
			status = 1;
		buf_release(&field);
		if (status)
			break;
	}
	return status;
}

static int assign_array(struct shell *sh, const char *name, struct read_line *line)
{
	struct strv fields = {0};
	struct buf field = BUF_INIT;
	const struct var *v = var_find(sh, name);
	bool ok;

	if (!is_name(name, strlen(name)))
		return bad_name(sh, name);
	if (v && v->flags & VAR_ASSOC)
		return builtin_error(sh, &builtin_read, 1,
			"%s: cannot convert associative to indexed array", name);
	while (read_line_field(sh, line, &field)) {
		strv_add(&fields, field.s);
		buf_reset(&field);
	}
	ok = var_set_array(sh, name, fields.items, fields.len);
	strv_release(&fields);
	buf_release(&field);
	return ok ? 0 : 1;
}

static int status_of_reader(struct shell *sh, const struct line_reader *r, int got)
{
	switch (got) {
	case READER_TIMEOUT:
		return STATUS_SIGNAL + SIGALRM;
	case READER_INTERRUPTED:
		return sh->unwind != UNWIND_NONE ? sh->status
						 : STATUS_SIGNAL + trap_interrupting_signal();
	case READER_ERROR:
		return builtin_error(sh, &builtin_read, 1, "read error: %d: %s", r->fd,
			strerror(r->error));
	case READER_END:
		return 1;
	default:
		return 0;
	}
}

static int read_and_assign(struct shell *sh, const struct request *q)
{
	struct read_line line = {.text = BUF_INIT, .escaped = BUF_INIT};
	struct line_reader r;
	struct termios saved;
	bool changed = terminal_setup(q, &saved);
	struct edit_request edit = {
		.prompt = q->prompt ? q->prompt : "",
		.text = q->text,
		.chars = q->chars > 0 ? q->chars : 0,
		.delimiter = q->exact ? no_delimiter : q->delimiter,
	};
	int got, status, assigned;

	show_prompt(q);
	line_reader_init(&r, sh, q->fd, false);
	if (q->has_timeout && !r.seeks)
		r.deadline_ns = edit.deadline_ns = clock_monotonic_ns() + q->timeout_ns;
	if (q->edit)
		r.edit = &edit;
	got = read_text(&r, q, &line);
	line_reader_finish(&r);
	if (changed)
		tcsetattr(q->fd, TCSADRAIN, &saved);
	status = status_of_reader(sh, &r, got);
	if (got == READER_ERROR || (got == READER_INTERRUPTED && sh->unwind != UNWIND_NONE))
		assigned = 0;
	else if (q->array)
		assigned = assign_array(sh, q->array, &line);
	else
		assigned = assign_names(sh, q, &line);
	buf_release(&line.text);
	buf_release(&line.escaped);
	return assigned ? assigned : status;
}

static int read_run(struct shell *sh, int argc, char **argv)
{
	struct request q = {.delimiter = '\n'};
	int status = take_options(sh, &q, argc, argv);

	if (status)
		return status;
	if (q.n_names && !is_variable_text(q.names[0]))
		return bad_name(sh, q.names[0]);
	if (q.has_timeout && q.timeout_ns == 0)
		return poll_input(q.fd);
	default_timeout(sh, &q);
	q.edit = q.edit && isatty(q.fd) && edit_possible();
	return read_and_assign(sh, &q);
}

const struct builtin builtin_read = {
	.name = "read",
	.run = read_run,
	.synopsis = "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] "
		"[-t timeout] [-u fd] [name ...]",
	.help = "Read a line and split it into the variables; the last one takes the rest.\n"
		"-r backslashes are ordinary, -a into an array, -d another end of line, -n and -N\n"
		"at most and exactly that many characters, -p prompt, -s no echo, -t timeout in\n"
		"seconds, -u another descriptor, -e edit the line, which -i text begins.  Without names\n"
		"the line goes to REPLY.",
	.flags = BUILTIN_SCOPE,
};
