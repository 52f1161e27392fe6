/*
 * shell/redir.c - redirections: performed in order, remembered, undone in reverse.
 *
 * What is put aside lives, close-on-exec, where {fd}>file finds its descriptors: from 10 on, as in
 * bash, so that scripts see the same numbers.
 */
#include "shell/redir.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/fd.h"
#include "lib/num.h"
#include "shell/ast.h"
#include "shell/diag.h"
#include "shell/expand.h"
#include "shell/parser.h"
#include "shell/precheck.h"
#include "shell/redir_net.h"
#include "shell/shell.h"
#include "shell/trap.h"
#include "shell/var.h"

enum { NAMED_MIN = 10, PIPE_TEXT = 4096 };

struct redir_saved {
	int fd;
	int copy; /* -1: it was closed */
	bool cloexec;
};

/* One redirection, its words expanded. */
struct plan {
	int fd;             /* to be changed; -1 with a {name} */
	int source;         /* descriptor to copy; -1: close */
	bool move;          /* digits-: close the source */
	bool owned;         /* source was opened for this */
	const char *text;   /* for messages */
};

/* ---- here-documents ---- */

static int text_pipe(const char *text, size_t len)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	/* It fits into the pipe's buffer, so nobody has to be there to read it. */
	if (len && write(ends[1], text, len) != (ssize_t)len) {
		close(ends[0]);
		close(ends[1]);
		return -EIO;
	}
	close(ends[1]);
	return ends[0];
}

/* Without memfd: a file that has no name by the time that anybody looks. */
static int text_file(const char *text, size_t len)
{
	char path[] = "/tmp/agentsh-heredoc-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);
	int r;

	if (fd < 0)
		return -errno;
	unlink(path);
	r = fd_write_all(fd, text, len);
	if (r < 0 || lseek(fd, 0, SEEK_SET) < 0) {
		close(fd);
		return r < 0 ? r : -errno;
	}
	return fd;
}

int redir_text_fd(const char *text, size_t len)
{
	int fd, r;

	if (len <= PIPE_TEXT) {
		fd = text_pipe(text, len);
		if (fd >= 0)
			return fd;
	}
	fd = memfd_create("here-document", MFD_CLOEXEC);
	if (fd < 0)
		return text_file(text, len);
	r = fd_write_all(fd, text, len);
	if (r < 0 || lseek(fd, 0, SEEK_SET) < 0) {
		close(fd);
		return r < 0 ? r : -errno;
	}
	return fd;
}

/* ---- files ---- */

static int open_flags(enum redir_kind kind)
{
	switch (kind) {
	case REDIR_OUTPUT:
	case REDIR_CLOBBER:
	case REDIR_BOTH:
	case REDIR_DUP_OUTPUT:
		return O_WRONLY | O_CREAT | O_TRUNC;
	case REDIR_APPEND:
	case REDIR_BOTH_APPEND:
		return O_WRONLY | O_CREAT | O_APPEND;
	case REDIR_READ_WRITE:
		return O_RDWR | O_CREAT;
	case REDIR_INPUT:
	case REDIR_DUP_INPUT:
	case REDIR_HEREDOC:
	case REDIR_HERE_STRING:
		break;
	}
	return O_RDONLY;
}

/* `set -C`: a regular file is not overwritten; a device or fifo is written to. */
static int open_noclobber(const char *path)
{
	struct stat st;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd >= 0 || errno != EEXIST)
		return fd;
	if (stat(path, &st) < 0 && errno != ENOENT)
		return -1;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	/* What was opened decides, not what was there before. */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		close(fd);
		errno = EEXIST;
		return -1;
	}
	return fd;
}

/* The standard names work also where /dev is empty. */
static int open_standard(const char *path)
{
	static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
	int fd;

	for (int i = 0; i < 3; i++)
		if (strcmp(path, names[i]) == 0)
			return fcntl(i, F_DUPFD_CLOEXEC, 0);
	if (strncmp(path, "/dev/fd/", 8) == 0 && num_parse_int(path + 8, 0, INT_MAX, &fd) == 0)
		return fcntl(fd, F_DUPFD_CLOEXEC, 0);
	errno = ENOENT;
	return -1;
}

static int open_file(struct shell *sh, const struct redir *r, const char *path)
{
	int flags = open_flags(r->kind);
	bool noclobber = sh->opts.noclobber && (r->kind == REDIR_OUTPUT || r->kind == REDIR_BOTH ||
		r->kind == REDIR_DUP_OUTPUT);
	const char *shown = r->fd_var ? r->fd_var : path; /* where it is no error of the system's */
	int fd;

	if (!precheck_open(sh, path, (flags & O_ACCMODE) != O_RDONLY)) {
		errno = EACCES;
		return -2;
	}
	if (sh->restricted && (flags & O_ACCMODE) != O_RDONLY) {
		diag(sh, "%s: restricted: cannot redirect output", shown);
		return -2;
	}
	if (strncmp(path, "/dev/tcp/", 9) == 0 || strncmp(path, "/dev/udp/", 9) == 0)
		return redir_open_net(sh, path);
	do {
		fd = noclobber ? open_noclobber(path) : open(path, flags | O_CLOEXEC, 0666);
	} while (fd < 0 && errno == EINTR && !trap_interrupting_signal());
	if (fd < 0 && errno == ENOENT && strncmp(path, "/dev/", 5) == 0)
		fd = open_standard(path);
	if (fd < 0 && noclobber && errno == EEXIST)
		diag(sh, "%s: cannot overwrite existing file", shown);
	else if (fd < 0)
		diag(sh, "%s: %s", path, strerror(errno));
	return fd < 0 ? -2 : fd;
}

/* ---- planning: expand the word and open ---- */

static bool plan_text(struct shell *sh, const struct redir *r, struct plan *p)
{
	const char *text;

	if (r->kind == REDIR_HERE_STRING) {
		text = expand_assignment(sh, r->target);
		if (text)
			text = arena_printf(&sh->scratch, "%s\n", text);
	} else {
		text = r->target->parts && r->target->parts->kind == PART_QUOTED && !r->target->parts->next
			? r->target->parts->literal.text
			: expand_heredoc(sh, r->target);
	}
	if (!text)
		return false;
	p->source = redir_text_fd(text, strlen(text));
	p->owned = true;
	if (p->source < 0)
		diag(sh, "cannot create temp file for here-document: %s", strerror(-p->source));
	return p->source >= 0;
}

static bool plan_file(struct shell *sh, const struct redir *r, const char *path, struct plan *p)
{
	p->source = open_file(sh, r, path);
	p->owned = true;
	return p->source >= 0;
}

/*
 * >&word, as &>word: bash makes a redirection of the expanded @name and performs it, so that it
 * is expanded once more, as a word without quotes.
 */
static bool plan_both(struct shell *sh, const struct redir *r, const char *name, struct plan *p)
{
	struct word empty = {0};
	struct word *w;

	if (!parse_words(sh, &sh->scratch, name, "", &w))
		return false;
	if (!w)
		w = &empty;
	w->text = name;
	p->text = expand_redirect_target(sh, w, NULL);
	return p->text && plan_file(sh, r, p->text, p);
}

/* Is it written as a move?  A - that comes out of an expansion makes none. */
static bool ends_in_dash(const char *text)
{
	return text && *text && text[strlen(text) - 1] == '-';
}

/*
 * What bash names in the message about @p with a bad descriptor: its source where that is written
 * in digits, else its target, or the word where the target is the operator's own.
 */
static const char *dup_subject(struct shell *sh, const struct redir *r, const struct plan *p)
{
	const char *text = r->target->text;
	int own = r->kind == REDIR_DUP_INPUT ? 0 : 1;
	size_t digits;

	if (!text)
		return arena_printf(&sh->scratch, "%d", p->source);
	digits = strspn(text, "0123456789");
	if (digits && (!text[digits] || strcmp(text + digits, "-") == 0))
		return arena_strndup(&sh->scratch, text, digits);
	if (p->fd >= 0 && (p->fd != own || p->move))
		return arena_printf(&sh->scratch, "%d", p->fd);
	return text;
}

/* [n]<&word, [n]>&word. */
static bool plan_dup(struct shell *sh, const struct redir *r, struct plan *p)
{
	const char *word = expand_redirect_target(sh, r->target, r->fd_var);
	size_t len;

	if (!word)
		return false;
	len = strlen(word);
	if (strcmp(word, "-") == 0) {
		p->source = -1;
		return true;
	}
	/* All digits, be it none of them, are a number for bash, however large. */
	if (strspn(word, "0123456789") == len &&
		num_parse_int(word, 0, INT_MAX, &p->source) < 0) {
		diag(sh, "%s: %s", dup_subject(sh, r, p), strerror(EBADF));
		return false;
	}
	if (len > 1 && word[len - 1] == '-' && ends_in_dash(r->target->text)) {
		word = arena_strndup(&sh->scratch, word, len - 1);
		p->move = true;
	}
	if (num_parse_int(word, 0, INT_MAX, &p->source) == 0 && *word >= '0' && *word <= '9') {
		p->text = dup_subject(sh, r, p);
		return true;
	}
	if (r->kind == REDIR_DUP_OUTPUT && r->fd < 0 && !r->fd_var && !p->move)
		return plan_both(sh, r, word, p);
	diag(sh, "%s: ambiguous redirect", r->fd_var ? r->fd_var : word);
	return false;
}

static bool plan_make(struct shell *sh, const struct redir *r, struct plan *p)
{
	const char *path;

	*p = (struct plan){.fd = r->fd};
	if (r->fd < 0)
		p->fd = open_flags(r->kind) == O_RDONLY || r->kind == REDIR_READ_WRITE ? 0 : 1;
	switch (r->kind) {
	case REDIR_HEREDOC:
	case REDIR_HERE_STRING:
		return plan_text(sh, r, p);
	case REDIR_DUP_INPUT:
	case REDIR_DUP_OUTPUT:
		return plan_dup(sh, r, p);
	case REDIR_INPUT:
	case REDIR_OUTPUT:
	case REDIR_APPEND:
	case REDIR_CLOBBER:
	case REDIR_READ_WRITE:
	case REDIR_BOTH:
	case REDIR_BOTH_APPEND:
		break;
	}
	path = expand_redirect_target(sh, r->target, r->fd_var);
	p->text = path;
	return path && plan_file(sh, r, path, p);
}

/* ---- performing ---- */

static int put_aside(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, NAMED_MIN);
}

static void remember(int fd, struct redir_undo *undo)
{
	int flags;

	if (!undo)
		return;
	flags = fcntl(fd, F_GETFD);
	undo->saved = xreallocarray(undo->saved, undo->n + 1, sizeof(*undo->saved));
	undo->saved[undo->n++] = (struct redir_saved){
		.fd = fd,
		.copy = put_aside(fd),
		.cloexec = flags >= 0 && flags & FD_CLOEXEC,
	};
}

/*
 * The script takes a number at which one of our copies lies: move the copy.  Those of the parent
 * of this process are the script's to close.
 */
static void make_way(struct shell *sh, int fd)
{
	for (struct redir_undo *u = sh->undos; u && u != sh->undos_at_fork; u = u->outer)
		for (size_t i = 0; i < u->n; i++)
			if (u->saved[i].copy == fd)
				u->saved[i].copy = put_aside(fd);
}

static bool is_ours(const struct shell *sh, int fd)
{
	for (const struct redir_undo *u = sh->undos; u && u != sh->undos_at_fork; u = u->outer)
		for (size_t i = 0; i < u->n; i++)
			if (u->saved[i].copy == fd)
				return true;
	return false;
}

static bool bad_fd(struct shell *sh, const struct plan *p)
{
	if (p->text)
		diag(sh, "%s: %s", p->text, strerror(EBADF));
	else
		diag(sh, "%d: %s", p->source, strerror(EBADF));
	return false;
}

/* {name}>…: a descriptor of its own, from 10. */
static bool perform_named(struct shell *sh, const struct redir *r, struct plan *p,
	struct redir_undo *undo)
{
	int fd;

	if (p->source < 0) {
		const char *value = var_get(sh, r->fd_var);

		if (!value || num_parse_int(value, 0, INT_MAX, &fd) < 0) {
			diag(sh, "%s: ambiguous redirect", r->fd_var);
			return false;
		}
		close(fd);
		return true;
	}
	fd = fcntl(p->source, F_DUPFD, NAMED_MIN);
	if (fd < 0) {
		p->text = NULL;
		return bad_fd(sh, p);
	}
	if (p->owned || p->move)
		close(p->source);
	if (!var_set_int(sh, r->fd_var, fd)) {
		if (sh->unwind == UNWIND_NONE)
			diag(sh, "%s: cannot assign fd to variable", r->fd_var);
		close(fd);
		return false;
	}
	if (undo && sh->opts.varredir_close) {
		undo->saved = xreallocarray(undo->saved, undo->n + 1, sizeof(*undo->saved));
		undo->saved[undo->n++] = (struct redir_saved){.fd = fd, .copy = -1};
	}
	return true;
}

static bool perform(struct shell *sh, const struct plan *p, struct redir_undo *undo)
{
	if (sh->undos)
		make_way(sh, p->fd);
	if (p->source >= 0 && p->source != p->fd && /* 3>&3 is never wrong */
		(is_ours(sh, p->source) || fcntl(p->source, F_GETFD) < 0))
		return bad_fd(sh, p);
	if (p->move && fcntl(p->fd, F_GETFD) >= 0) /* else bash does not bring it back */
		remember(p->source, undo);
	if (p->source != p->fd)
		remember(p->fd, undo);
	if (p->fd == STDIN_FILENO)
		sh->stdin_redirected++;
	if (p->source < 0) {
		close(p->fd);
		return true;
	}
	if (p->source == p->fd) {
		fcntl(p->fd, F_SETFD, 0);
		return true;
	}
	if (dup2(p->source, p->fd) < 0) {
		diag(sh, "%d: %s", p->fd, strerror(errno));
		return false;
	}
	if (p->owned || p->move)
		close(p->source);
	return true;
}

/* &>word: 2 follows 1. */
static bool goes_to_both(const struct redir *r, const struct plan *p)
{
	return r->kind == REDIR_BOTH || r->kind == REDIR_BOTH_APPEND ||
		(r->kind == REDIR_DUP_OUTPUT && p->owned);
}

static bool apply_one(struct shell *sh, const struct redir *r, struct redir_undo *undo)
{
	struct plan p;
	const struct plan both = {.fd = STDERR_FILENO, .source = STDOUT_FILENO};

	if (!plan_make(sh, r, &p))
		return false;
	if (r->fd_var)
		return perform_named(sh, r, &p, undo);
	/* open() may have returned the very number that is to be saved as "closed". */
	if (undo && p.owned && p.source == p.fd) {
		int high = fd_move_high(p.source);

		if (high < 0)
			return false;
		p.source = high;
	}
	if (!perform(sh, &p, undo))
		return false;
	return !goes_to_both(r, &p) || perform(sh, &both, undo);
}

bool redir_apply(struct shell *sh, const struct redir *list, struct redir_undo *undo)
{
	bool ok = true;

	if (undo) {
		undo->outer = sh->undos;
		sh->undos = undo;
	}
	for (; list && ok; list = list->next)
		ok = apply_one(sh, list, undo);
	return ok;
}

void redir_undo(struct shell *sh, struct redir_undo *undo)
{
	if (sh->undos == undo)
		sh->undos = undo->outer;
	while (undo->n) {
		const struct redir_saved *s = &undo->saved[--undo->n];

		if (s->fd == STDIN_FILENO && sh->stdin_redirected)
			sh->stdin_redirected--;
		if (s->copy < 0) {
			close(s->fd);
			continue;
		}
		dup3(s->copy, s->fd, s->cloexec ? O_CLOEXEC : 0);
		close(s->copy);
	}
	free(undo->saved);
	undo->saved = NULL;
}

void redir_keep(struct shell *sh, struct redir_undo *undo)
{
	if (sh->undos == undo)
		sh->undos = undo->outer;
	while (undo->n) {
		const struct redir_saved *s = &undo->saved[--undo->n];

		if (s->copy >= 0)
			close(s->copy);
	}
	free(undo->saved);
	undo->saved = NULL;
}
