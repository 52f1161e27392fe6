/*
 * shell/ast_print.c - commands as bash's `declare -f`, `type` and BASH_COMMAND print them.
 *
 * The layout is bash's to the byte, its oddities included: a script may read
 * the output back, and people compare it.
 */
#include "shell/ast_print.h"

#include <stdlib.h>
#include <string.h>

#include "shell/parser.h"

enum { INDENT_STEP = 4 };

static void print_node(struct printer *pr, const struct node *n);

static void text(struct printer *pr, const char *s)
{
	buf_add_str(pr->out, s);
}

static void indent(struct printer *pr)
{
	for (unsigned i = 0; i < pr->indent; i++)
		buf_add_char(pr->out, ' ');
}

static void newline(struct printer *pr, const char *s)
{
	buf_add_char(pr->out, '\n');
	indent(pr);
	text(pr, s);
}

/* A semicolon, unless & or a newline has ended the command already. */
static void semicolon(struct printer *pr)
{
	char last = pr->out->len ? pr->out->s[pr->out->len - 1] : 0;

	if (last != '&' && last != '\n')
		buf_add_char(pr->out, ';');
}

static void end_heredocs(struct printer *pr)
{
	if (pr->n_held)
		print_held(pr, "");
}

/* A body on lines of its own, one level deeper. */
static void print_indented(struct printer *pr, const struct node *body)
{
	pr->indent += pr->step;
	if (body)
		print_node(pr, body);
	end_heredocs(pr);
	pr->indent -= pr->step;
}

/* A list that goes on on this line: a condition. */
static void print_inline(struct printer *pr, const struct node *n)
{
	pr->skip_indent = true;
	print_node(pr, n);
	end_heredocs(pr);
	semicolon(pr);
}

/* ---- lists ----------------------------------------------------------------------------------- */

/* What stands between two commands of a list, or behind the last one with &. */
static void print_separator(struct printer *pr, const struct sequence_item *item)
{
	bool plain = !pr->n_held && !pr->was_heredoc;

	if (item->background) {
		print_held(pr, " &");
		if (item->next) {
			text(pr, " ");
			pr->skip_indent = true;
		}
		return;
	}
	if (!item->next)
		return;
	if (pr->n_held)
		print_held(pr, pr->in_function ? "" : ";");
	else if (pr->was_heredoc)
		pr->was_heredoc = false;
	else
		buf_add_char(pr->out, pr->in_substitution && item->newline ? '\n' : ';');
	if (pr->in_function || (pr->in_substitution && item->newline && !plain)) {
		buf_add_char(pr->out, '\n');
		return;
	}
	if (!item->newline)
		text(pr, " ");
	pr->skip_indent = true;
}

static void print_sequence(struct printer *pr, const struct sequence_item *item)
{
	const struct sequence_item *first = item;
	bool is_connection = item->next || item->background;

	pr->connections += is_connection;
	pr->skip_indent = true;
	for (; item; item = item->next) {
		print_node(pr, item->node);
		/* bash's list is a tree to the left: only its very first body waits for the separator */
		if (item != first && !item->background)
			end_heredocs(pr);
		print_separator(pr, item);
	}
	end_heredocs(pr);
	pr->connections -= is_connection;
}

static void print_and_or(struct printer *pr, const struct node *n)
{
	pr->connections++;
	pr->skip_indent = true;
	print_node(pr, n->and_or.left);
	print_held(pr, n->and_or.is_or ? " || " : " && ");
	pr->skip_indent = true;
	print_node(pr, n->and_or.right);
	end_heredocs(pr);
	pr->connections--;
}

static void print_pipeline(struct printer *pr, const struct node *n)
{
	if (n->pipeline.timed)
		text(pr, n->pipeline.time_posix ? "time -p " : "time ");
	if (n->pipeline.negate)
		text(pr, "! ");
	pr->connections += n->pipeline.n > 1;
	for (const struct node *c = n->pipeline.commands; c; c = c->next) {
		pr->skip_indent = true;
		print_node(pr, c);
		if (c->next) {
			print_held(pr, " |");
			text(pr, " ");
		} else if (n->pipeline.n > 1) {
			end_heredocs(pr);
		}
	}
	pr->connections -= n->pipeline.n > 1;
}

/* ---- commands -------------------------------------------------------------------------------- */

static void print_simple(struct printer *pr, const struct node *n)
{
	const struct assign *as = n->simple.assigns;

	for (; as; as = as->next) {
		print_assign(pr->out, as);
		if (as->next || n->simple.words)
			text(pr, " ");
	}
	print_words(pr->out, n->simple.words, " ");
	if (n->redirs) {
		if (n->simple.assigns || n->simple.words)
			text(pr, " ");
		print_redirs(pr, n->redirs);
	}
}

static void print_group(struct printer *pr, const struct node *n)
{
	text(pr, "{ ");
	if (pr->in_function) {
		text(pr, "\n");
		print_indented(pr, n->body);
		text(pr, "\n");
		indent(pr);
	} else {
		print_inline(pr, n->body);
		text(pr, " ");
	}
	text(pr, "}");
}

static void print_subshell(struct printer *pr, const struct node *n)
{
	text(pr, "( ");
	pr->skip_indent = true;
	print_node(pr, n->body);
	end_heredocs(pr);
	text(pr, " )");
}

static void print_if(struct printer *pr, const struct node *n)
{
	text(pr, "if ");
	pr->skip_indent = true;
	print_node(pr, n->if_.condition);
	semicolon(pr);
	text(pr, " then\n");
	print_indented(pr, n->if_.then_part);
	if (n->if_.else_part) {
		semicolon(pr);
		newline(pr, "else\n");
		print_indented(pr, n->if_.else_part);
	}
	semicolon(pr);
	newline(pr, "fi");
}

/* do LIST done, on lines of their own. */
static void print_loop_body(struct printer *pr, const struct node *body)
{
	newline(pr, "do\n");
	print_indented(pr, body);
	semicolon(pr);
	newline(pr, "done");
}

static void print_for(struct printer *pr, const struct node *n)
{
	buf_printf(pr->out, "%s %s in ", n->kind == NODE_SELECT ? "select" : "for", n->for_.name);
	if (n->for_.has_in)
		print_words(pr->out, n->for_.words, " ");
	else
		text(pr, "\"$@\"");
	text(pr, ";");
	print_loop_body(pr, n->for_.body);
}

static void print_arith_for(struct printer *pr, const struct node *n)
{
	const struct word *parts[] = {n->arith_for.init, n->arith_for.test, n->arith_for.step};

	text(pr, "for ((");
	for (int i = 0; i < 3; i++) {
		if (parts[i])
			print_word(pr->out, parts[i]);
		else
			text(pr, "1");
		text(pr, i < 2 ? "; " : "))");
	}
	print_loop_body(pr, n->arith_for.body);
}

static void print_while(struct printer *pr, const struct node *n)
{
	text(pr, n->while_.until ? "until " : "while ");
	print_inline(pr, n->while_.condition);
	text(pr, " do\n");
	print_indented(pr, n->while_.body);
	semicolon(pr);
	newline(pr, "done");
}

static void print_case(struct printer *pr, const struct node *n)
{
	static const char *const ends[] = {
		[CASE_BREAK] = ";;",
		[CASE_FALL] = ";&",
		[CASE_TEST_NEXT] = ";;&",
	};

	text(pr, "case ");
	print_word(pr->out, n->case_.word);
	text(pr, " in ");
	pr->indent += pr->step;
	for (const struct case_item *item = n->case_.items; item; item = item->next) {
		newline(pr, "");
		print_words(pr->out, item->patterns, " | ");
		text(pr, ")\n");
		print_indented(pr, item->body);
		newline(pr, ends[item->end]);
	}
	pr->indent -= pr->step;
	newline(pr, "esac");
}

/* @negate: an odd number of ! stands in front. */
static void print_cond(struct printer *pr, const struct cond *c, bool negate)
{
	if (c->kind == COND_NOT && !c->parentheses) {
		print_cond(pr, c->left, !negate);
		return;
	}
	if (negate)
		text(pr, "! ");
	for (unsigned i = 0; i < c->parentheses; i++)
		text(pr, "( ");
	if (c->kind == COND_NOT) {
		print_cond(pr, c->left, true);
	} else if (c->kind == COND_OR || c->kind == COND_AND) {
		print_cond(pr, c->left, false);
		text(pr, c->kind == COND_OR ? " || " : " && ");
		print_cond(pr, c->right, false);
	} else {
		if (c->kind != COND_BINARY)
			buf_printf(pr->out, "%s ", c->kind == COND_WORD ? "-n" : c->op);
		print_word(pr->out, c->a);
		if (c->kind == COND_BINARY) {
			buf_printf(pr->out, " %s ", c->op);
			print_word(pr->out, c->b);
		}
	}
	for (unsigned i = 0; i < c->parentheses; i++)
		text(pr, " )");
}

static bool is_group_function(const struct node *n)
{
	return n->function.body->kind == NODE_GROUP;
}

/* The body between the braces; a body that is no group gets braces around it. */
static void print_function_body(struct printer *pr, const struct node *n)
{
	const struct node *body = n->function.body;
	bool outer = pr->in_function;

	pr->in_function = true;
	print_indented(pr, is_group_function(n) ? body->body : body);
	pr->in_function = outer;
}

/* The closing brace and the redirections behind it. */
static void print_function_end(struct printer *pr, const struct node *n)
{
	const struct node *body = n->function.body;

	newline(pr, "}");
	pr->was_heredoc = false;
	if (is_group_function(n) && body->redirs) {
		text(pr, " ");
		print_redirs(pr, body->redirs);
	}
}

static void print_function(struct printer *pr, const struct node *n)
{
	buf_printf(pr->out, "%s%s () \n", n->function.posix ? "" : "function ", n->function.name);
	indent(pr);
	text(pr, "{ \n");
	print_function_body(pr, n);
	print_function_end(pr, n);
}

static void print_coproc(struct printer *pr, const struct node *n)
{
	buf_printf(pr->out, "coproc %s ", n->coproc.name);
	pr->skip_indent = true;
	print_node(pr, n->coproc.body);
}

static void print_node_kind(struct printer *pr, const struct node *n)
{
	switch (n->kind) {
	case NODE_SIMPLE:
		print_simple(pr, n);
		break;
	case NODE_PIPELINE:
		print_pipeline(pr, n);
		break;
	case NODE_AND_OR:
		print_and_or(pr, n);
		break;
	case NODE_SEQUENCE:
		print_sequence(pr, n->sequence);
		break;
	case NODE_GROUP:
		print_group(pr, n);
		break;
	case NODE_SUBSHELL:
		print_subshell(pr, n);
		break;
	case NODE_IF:
		print_if(pr, n);
		break;
	case NODE_FOR:
	case NODE_SELECT:
		print_for(pr, n);
		break;
	case NODE_ARITH_FOR:
		print_arith_for(pr, n);
		break;
	case NODE_WHILE:
		print_while(pr, n);
		break;
	case NODE_CASE:
		print_case(pr, n);
		break;
	case NODE_FUNCTION:
		print_function(pr, n);
		break;
	case NODE_COND:
		text(pr, "[[ ");
		print_cond(pr, n->cond, false);
		text(pr, " ]]");
		break;
	case NODE_ARITH:
		text(pr, "((");
		print_word(pr->out, n->arith);
		text(pr, "))");
		break;
	case NODE_COPROC:
		print_coproc(pr, n);
		break;
	}
}

static void print_node(struct printer *pr, const struct node *n)
{
	if (pr->skip_indent)
		pr->skip_indent = false;
	else
		indent(pr);
	print_node_kind(pr, n);
	if (n->redirs && n->kind != NODE_SIMPLE) {
		text(pr, " ");
		print_redirs(pr, n->redirs);
	}
}

static void print_root(struct printer *pr, const struct node *root)
{
	if (root)
		print_node(pr, root);
	end_heredocs(pr);
	free(pr->held);
}

void print_substitution(struct buf *out, const struct node *root)
{
	scoped_buf struct buf inner = BUF_INIT;
	struct printer pr = {.out = &inner, .step = INDENT_STEP, .in_substitution = true};

	print_root(&pr, root);
	if (inner.s[0] == '(') /* $((  would be arithmetic */
		buf_add_char(out, ' ');
	buf_add(out, inner.s, inner.len);
}

/* What bash marks with \1 in the text of a word. */
#define MARKED "\1\177"

static void add_escaped(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr(MARKED, *text))
			buf_add_char(out, MARKED[0]);
		buf_add_char(out, *text);
	}
}

const char *ast_escaped(struct arena *a, const char *text)
{
	scoped_buf struct buf out = BUF_INIT;

	if (!strpbrk(text, MARKED))
		return text;
	add_escaped(&out, text);
	return arena_strdup(a, out.s);
}

void ast_print_command(struct buf *out, const struct node *n)
{
	scoped_buf struct buf inner = BUF_INIT;
	struct printer pr = {.out = &inner, .step = INDENT_STEP};

	print_root(&pr, n);
	add_escaped(out, inner.s);
}

void ast_print_function(struct buf *out, const char *name, const struct node *function)
{
	scoped_buf struct buf inner = BUF_INIT;
	struct printer pr = {.out = &inner, .step = INDENT_STEP};

	if (name && *name) {
		buf_printf(&inner, "%s%s () \n{ \n", is_reserved_word(name) ? "function " : "",
			name);
	} else {
		text(&pr, "() { ");
		pr.indent = 1;
		pr.step = 0;
	}
	print_function_body(&pr, function);
	pr.indent = 0;
	print_function_end(&pr, function);
	end_heredocs(&pr);
	buf_add(out, inner.s, inner.len);
	free(pr.held);
}
