/*
 * shell/ast_print_redir.c - redirections and here-documents as bash prints them.
 */
#include "shell/ast_print.h"

#include <string.h>

#include "lib/alloc.h"
#include "lib/cleanup.h"
#include "shell/var.h"

struct redir_form {
	const char *op;
	int fd;      /* not printed when it is this one; -1: the operator has none */
	bool space;  /* between operator and word */
};

static const struct redir_form forms[] = {
	[REDIR_INPUT] = {"<", 0, true},
	[REDIR_OUTPUT] = {">", 1, true},
	[REDIR_APPEND] = {">>", 1, true},
	[REDIR_CLOBBER] = {">|", 1, true},
	[REDIR_READ_WRITE] = {"<>", 1, true}, /* bash's own slip: 0<> is printed in full */
	[REDIR_DUP_INPUT] = {"<&", 0, false},
	[REDIR_DUP_OUTPUT] = {">&", 1, false},
	[REDIR_BOTH] = {"&>", -1, true},
	[REDIR_BOTH_APPEND] = {"&>>", -1, true},
	[REDIR_HEREDOC] = {"<<", 0, false},
	[REDIR_HERE_STRING] = {"<<<", 0, true},
};

static int default_fd(const struct redir *r)
{
	switch (r->kind) {
	case REDIR_INPUT:
	case REDIR_READ_WRITE:
	case REDIR_DUP_INPUT:
	case REDIR_HEREDOC:
	case REDIR_HERE_STRING:
		return 0;
	case REDIR_OUTPUT:
	case REDIR_APPEND:
	case REDIR_CLOBBER:
	case REDIR_DUP_OUTPUT:
	case REDIR_BOTH:
	case REDIR_BOTH_APPEND:
		return 1;
	}
	return 1;
}

/* N, or anything that ends in -: then bash prints the descriptor in front too. */
static bool is_descriptor(const char *s)
{
	size_t len = strlen(s);

	return len && (s[len - 1] == '-' || strspn(s, "0123456789") == len);
}

static void print_left(struct buf *out, const struct redir *r)
{
	int fd = r->fd < 0 ? default_fd(r) : r->fd;
	bool dup = r->kind == REDIR_DUP_INPUT || r->kind == REDIR_DUP_OUTPUT;

	if (r->fd_var)
		buf_printf(out, "{%s}", r->fd_var);
	else if (forms[r->kind].fd >= 0 &&
		 (fd != forms[r->kind].fd || (dup && is_descriptor(r->target->text))))
		buf_printf(out, "%d", fd);
}

static void hold(struct printer *pr, const struct redir *r)
{
	if (pr->n_held == pr->cap_held) {
		pr->cap_held = pr->cap_held ? 2 * pr->cap_held : 4;
		pr->held = xreallocarray(pr->held, pr->cap_held, sizeof(*pr->held));
	}
	pr->held[pr->n_held++] = r;
}

static void print_heredoc_head(struct printer *pr, const struct redir *r)
{
	buf_add_str(pr->out, r->strip_tabs ? "<<-" : "<<");
	if (r->target && r->target->flags & WORD_QUOTED)
		quote_verbatim(pr->out, r->delimiter);
	else
		buf_add_str(pr->out, r->delimiter);
	hold(pr, r);
}

static void print_redir(struct printer *pr, const struct redir *r)
{
	const struct redir_form *form = &forms[r->kind];
	bool closes;

	if (r->kind == REDIR_HEREDOC) {
		print_left(pr->out, r);
		print_heredoc_head(pr, r);
		return;
	}
	closes = !strcmp(r->target->text, "-") &&
		 (r->kind == REDIR_DUP_INPUT || r->kind == REDIR_DUP_OUTPUT);
	print_left(pr->out, r);
	buf_add_str(pr->out, closes ? ">&" : form->op);
	if (form->space)
		buf_add_char(pr->out, ' ');
	print_word(pr->out, r->target);
}

void print_redirs(struct printer *pr, const struct redir *r)
{
	bool first = true;

	pr->was_heredoc = false;
	for (; r; r = r->next) {
		if (r->kind == REDIR_HEREDOC && first) {
			pr->n_held = 0; /* bash forgets those of a command around it */
			first = false;
		}
		print_redir(pr, r);
		if (r->next)
			buf_add_char(pr->out, ' ');
	}
	if (!first && !pr->connections)
		print_held(pr, "");
}

void print_held(struct printer *pr, const char *text)
{
	bool shown = text[0] && strcmp(text, ";") != 0;

	if (shown)
		buf_add_str(pr->out, text);
	if (!pr->n_held)
		return;
	buf_add_char(pr->out, '\n');
	for (size_t i = 0; i < pr->n_held; i++) {
		const struct redir *r = pr->held[i];

		if (r->target)
			buf_add_str(pr->out, r->target->text);
		buf_add_str(pr->out, r->delimiter);
		buf_add_char(pr->out, '\n');
	}
	if (shown)
		buf_add_char(pr->out, ' ');
	pr->was_heredoc = true;
	pr->n_held = 0;
}
