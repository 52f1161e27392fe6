/*
 * builtins/agentsh_policy_check.c - agentsh policy check [--policy P] [--config F] 'COMMAND LINE'
 *
 * Parses a line and prints what each command, redirection and URL in it would
 * get, and why, without running anything.  One line each:
 *
 *	DECISION<TAB>KIND<TAB>TARGET<TAB>RULE[: message]
 *
 * What only running could tell (a word with an expansion) is shown as written and
 * marked `unknown`: the tracer decides it.  Exit status: 0 when all would be let
 * through, 1 when something would be refused or is unknown, 2 on bad input.
 */
#include "builtins/agentsh.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builtins/builtins.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fs.h"
#include "lib/num.h"
#include "lib/path.h"
#include "lib/strv.h"
#include "policy/config.h"
#include "policy/decide.h"
#include "policy/policy.h"
#include "shell/ast.h"
#include "shell/func.h"
#include "shell/lookup.h"
#include "shell/parser.h"
#include "shell/shell.h"

extern char **environ;

enum { MAX_NESTING = 16 }; /* of `sh -c` texts in texts */

struct check {
	struct shell *sh;
	const struct policy *policy;
	enum approval_mode approvals;
	const char *cwd;
	int depth;
	bool refused; /* something would not be let through */
};

static void check_node(struct check *c, const struct node *n);
static void check_words(struct check *c, const struct word *words);

static void print_row(const char *decision, const char *kind, const char *target, const char *why)
{
	scoped_buf struct buf line = BUF_INIT;

	buf_printf(&line, "%s\t%s\t", decision, kind);
	buf_add_escaped(&line, target, strlen(target));
	buf_add_char(&line, '\t');
	buf_add_escaped(&line, why, strlen(why));
	puts(line.s);
}

static void print_decision(struct check *c, const struct decision *d, const char *kind,
	const char *target, const struct message_values *values)
{
	scoped_buf struct buf why = BUF_INIT;

	buf_add_str(&why, d->rule);
	if (d->message) {
		buf_add_str(&why, ": ");
		message_expand(&why, d->message, values);
	}
	print_row(verdict_name(d->verdict), kind, target, why.s);
	if (!verdict_permits(verdict_effective(d->verdict, c->approvals)))
		c->refused = true;
}

static void print_unknown(struct check *c, const char *kind, const char *text)
{
	print_row("unknown", kind, text, "decided when it runs");
	c->refused = true;
}

/* host and port of scheme://[user@]host[:port]/…; false: no URL. */
static bool split_url(const char *url, struct buf *host, int *ret_port)
{
	const char *sep = strstr(url, "://");
	const char *p = sep ? sep + 3 : NULL;
	const char *at = p ? memchr(p, '@', strcspn(p, "/")) : NULL;
	size_t len;

	if (!p || strspn(url, "abcdefghijklmnopqrstuvwxyz+") != (size_t)(sep - url))
		return false;
	p = at ? at + 1 : p;
	len = strcspn(p, ":/?#");
	*ret_port = strncmp(url, "http:", 5) == 0 ? 80 : strncmp(url, "ssh:", 4) == 0 ? 22 : 443;
	if (p[len] == ':') {
		scoped_free char *digits = strndup(p + len + 1, strspn(p + len + 1, "0123456789"));

		if (digits)
			num_parse_int(digits, 1, 65535, ret_port);
	}
	buf_add(host, p, len);
	return host->len > 0;
}

static void check_url(struct check *c, const char *text)
{
	scoped_buf struct buf host = BUF_INIT;
	const char *name;
	struct net_request req = {.names = &name, .n_names = 1};
	struct decision d;
	int port;

	if (!split_url(text, &host, &port))
		return;
	name = host.s;
	req.port = (uint16_t)port;
	d = decide_dns(c->policy, name);
	if (verdict_permits(verdict_effective(d.verdict, c->approvals)))
		d = decide_net(c->policy, &req);
	print_decision(c, &d, "network", text,
		&(struct message_values){.domain = name, .remote_addr = name});
}

static void check_text(struct check *c, const char *text)
{
	struct program *p;

	if (c->depth >= MAX_NESTING) {
		print_unknown(c, "command", text);
		return;
	}
	c->depth++;
	p = parse_text(c->sh, text, strlen(text), "-c", 1);
	if (p)
		check_node(c, p->root);
	else
		print_unknown(c, "command", text);
	program_unref(p);
	c->depth--;
}

/* `sh -c TEXT` and its kin: the text is a line of its own. */
static void check_inner_shell(struct check *c, char *const *argv)
{
	static const char *const shells[] = {"sh", "bash", "dash", "ksh", "zsh", "agentsh"};
	const char *base = path_base(argv[0]);
	bool is_shell = false;

	for (size_t i = 0; i < ARRAY_LEN(shells); i++)
		is_shell |= strcmp(base, shells[i]) == 0;
	for (size_t i = 1; is_shell && argv[i] && argv[i][0] == '-'; i++)
		if (argv[i][1] != '-' && strchr(argv[i], 'c') && argv[i + 1]) {
			check_text(c, strcmp(argv[i + 1], "--") == 0 && argv[i + 2] ? argv[i + 2]
										   : argv[i + 1]);
			return;
		}
}

static void check_external(struct check *c, char **argv)
{
	scoped_buf struct buf line = BUF_INIT;
	scoped_buf struct buf args = BUF_INIT;
	char real[PATH_MAX];
	int status;
	char *path = lookup_command(c->sh, argv[0], &c->sh->scratch, &status);
	struct command_request req = {.typed = argv[0], .argv = argv,
		.resolved = path ? realpath(path, real) : NULL};
	const char *payload = NULL;
	struct decision d = decide_command_line(c->policy, &req, &payload);

	for (size_t i = 0; argv[i]; i++)
		buf_printf(&line, "%s%s", i ? " " : "", argv[i]);
	for (size_t i = 1; argv[i]; i++)
		buf_printf(&args, "%s%s", i > 1 ? " " : "", argv[i]);
	print_decision(c, &d, "command", line.s,
		&(struct message_values){.command = payload ? payload : argv[0], .args = args.s,
			.path = req.resolved});
	check_inner_shell(c, argv);
}

static void check_builtin(struct check *c, char **argv)
{
	struct command_request req = {.typed = argv[0], .argv = argv};
	struct decision d = decide_command(c->policy, &req);

	if (decision_names_command(&d, argv[0]))
		print_decision(c, &d, "builtin", argv[0],
			&(struct message_values){.command = argv[0]});
	else
		print_row("allow", "builtin", argv[0], "builtin");
}

static void check_file(struct check *c, const struct word *target, unsigned ops)
{
	scoped_buf struct buf joined = BUF_INIT;
	scoped_buf struct buf clean = BUF_INIT;
	struct path_request req = {.ops = ops};
	struct decision d;

	if (!target->value) {
		print_unknown(c, "file", target->text);
		return;
	}
	path_join(&joined, target->value[0] == '/' ? "/" : c->cwd, target->value);
	path_clean(&clean, joined.s);
	req.path = clean.s;
	d = decide_path(c->policy, &req);
	print_decision(c, &d, ops & PATH_WRITE ? "write" : "read", clean.s,
		&(struct message_values){.path = clean.s});
}

static void check_redirs(struct check *c, const struct redir *r)
{
	for (; r; r = r->next) {
		switch (r->kind) {
		case REDIR_INPUT:
			check_file(c, r->target, PATH_OPEN);
			break;
		case REDIR_OUTPUT:
		case REDIR_APPEND:
		case REDIR_CLOBBER:
		case REDIR_BOTH:
		case REDIR_BOTH_APPEND:
			check_file(c, r->target, PATH_WRITE);
			break;
		case REDIR_READ_WRITE:
			check_file(c, r->target, PATH_OPEN | PATH_WRITE);
			break;
		case REDIR_DUP_INPUT:
		case REDIR_DUP_OUTPUT:
		case REDIR_HEREDOC:
		case REDIR_HERE_STRING:
			check_words(c, r->target);
			break;
		}
	}
}

static void check_parts(struct check *c, const struct word_part *p)
{
	for (; p; p = p->next) {
		switch (p->kind) {
		case PART_DOUBLE:
			check_parts(c, p->parts);
			break;
		case PART_PARAM:
			check_words(c, p->param->word);
			check_words(c, p->param->word2);
			break;
		case PART_COMMAND:
		case PART_PROCESS:
			if (p->command.program)
				check_node(c, p->command.program->root);
			break;
		case PART_ARITH:
			check_words(c, p->arith);
			break;
		case PART_LITERAL:
		case PART_QUOTED:
			break;
		}
	}
}

/* Substitutions inside words run commands too. */
static void check_words(struct check *c, const struct word *w)
{
	for (; w; w = w->next)
		check_parts(c, w->parts);
}

static void check_simple(struct check *c, const struct node *n)
{
	const struct word *w = n->simple.words;
	char **argv = arena_alloc(&c->sh->scratch, (n->simple.n_words + 1) * sizeof(*argv));
	size_t argc = 0;

	for (const struct assign *as = n->simple.assigns; as; as = as->next)
		check_words(c, as->value);
	check_words(c, w);
	check_redirs(c, n->redirs);
	if (!w)
		return;
	if (!w->value) {
		print_unknown(c, "command", w->text);
		return;
	}
	for (; w; w = w->next)
		argv[argc++] = arena_strdup(&c->sh->scratch, w->value ? w->value : w->text);
	argv[argc] = NULL;
	if (func_find(c->sh, argv[0]))
		return; /* its body was checked where it was defined */
	if (builtin_find(c->sh, argv[0]))
		check_builtin(c, argv);
	else
		check_external(c, argv);
	for (size_t i = 1; i < argc; i++)
		check_url(c, argv[i]);
}

static void check_case(struct check *c, const struct node *n)
{
	check_words(c, n->case_.word);
	for (const struct case_item *i = n->case_.items; i; i = i->next) {
		check_words(c, i->patterns);
		check_node(c, i->body);
	}
}

static void check_cond(struct check *c, const struct cond *k)
{
	if (!k)
		return;
	check_cond(c, k->left);
	check_cond(c, k->right);
	check_words(c, k->a);
	check_words(c, k->b);
}

static void check_node(struct check *c, const struct node *n)
{
	if (!n)
		return;
	if (n->kind != NODE_SIMPLE)
		check_redirs(c, n->redirs);
	switch (n->kind) {
	case NODE_SIMPLE:
		check_simple(c, n);
		break;
	case NODE_PIPELINE:
		for (const struct node *p = n->pipeline.commands; p; p = p->next)
			check_node(c, p);
		break;
	case NODE_AND_OR:
		check_node(c, n->and_or.left);
		check_node(c, n->and_or.right);
		break;
	case NODE_SEQUENCE:
		for (const struct sequence_item *i = n->sequence; i; i = i->next)
			check_node(c, i->node);
		break;
	case NODE_GROUP:
	case NODE_SUBSHELL:
		check_node(c, n->body);
		break;
	case NODE_IF:
		check_node(c, n->if_.condition);
		check_node(c, n->if_.then_part);
		check_node(c, n->if_.else_part);
		break;
	case NODE_FOR:
	case NODE_SELECT:
		check_words(c, n->for_.words);
		check_node(c, n->for_.body);
		break;
	case NODE_ARITH_FOR:
		check_words(c, n->arith_for.init);
		check_words(c, n->arith_for.test);
		check_words(c, n->arith_for.step);
		check_node(c, n->arith_for.body);
		break;
	case NODE_WHILE:
		check_node(c, n->while_.condition);
		check_node(c, n->while_.body);
		break;
	case NODE_CASE:
		check_case(c, n);
		break;
	case NODE_FUNCTION:
		check_node(c, n->function.body);
		break;
	case NODE_COND:
		check_cond(c, n->cond);
		break;
	case NODE_ARITH:
		check_words(c, n->arith);
		break;
	case NODE_COPROC:
		check_node(c, n->coproc.body);
		break;
	}
}

static int usage(void)
{
	fputs("usage: agentsh policy check [--policy FILE|NAME] [--config FILE] [--lenient] "
	      "'COMMAND LINE'\n",
		stderr);
	return 2;
}

/* The policy that a session started here would have; NULL after printing why not. */
static struct policy *load(const char *policy, const char *config_file, bool lenient,
	struct config **ret_config)
{
	scoped_strv struct strv warnings = {0};
	scoped_buf struct buf text = BUF_INIT;
	scoped_free char *config_path = config_find(config_file);
	struct policy *p = NULL;
	struct err e = {0};

	*ret_config = config_load(config_path, &warnings, &e);
	if (*ret_config)
		p = config_load_policy_here(*ret_config, policy, NULL, lenient, &warnings, &e);
	for (size_t i = 0; i < warnings.len; i++)
		fprintf(stderr, "warning: %s\n", warnings.items[i]);
	if (!p) {
		err_format(&e, &text);
		fprintf(stderr, "agentsh: %s\n", text.s);
	}
	return p;
}

static int check_line(const char *line, const struct policy *p, enum approval_mode approvals)
{
	scoped_buf struct buf cwd = BUF_INIT;
	struct shell sh = {0};
	struct shell_setup setup = {.name = "agentsh", .prog = "agentsh", .environ = environ};
	struct check c = {.sh = &sh, .policy = p, .approvals = approvals};
	struct program *program;

	setup.builtins = builtin_table(&setup.n_builtins);
	shell_init(&sh, &setup);
	fs_getcwd(&cwd);
	c.cwd = cwd.s;
	program = parse_text(&sh, line, strlen(line), "-c", 1);
	if (program)
		check_node(&c, program->root);
	program_unref(program);
	shell_release(&sh);
	if (!program)
		return 2;
	return c.refused ? 1 : 0;
}

int agentsh_policy_check_main(int argc, char **argv)
{
	const char *policy = NULL;
	const char *config_file = NULL;
	struct config *config = NULL;
	struct policy *p;
	bool lenient = false;
	int status = 2;
	int i = 1;

	for (; i < argc && strncmp(argv[i], "--", 2) == 0 && argv[i][2]; i++) {
		if (strcmp(argv[i], "--lenient") == 0)
			lenient = true;
		else if (strcmp(argv[i], "--policy") == 0 && i + 1 < argc)
			policy = argv[++i];
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			config_file = argv[++i];
		else
			return usage();
	}
	if (i < argc && strcmp(argv[i], "--") == 0)
		i++;
	if (i + 1 != argc)
		return usage();
	p = load(policy, config_file, lenient, &config);
	if (p)
		status = check_line(argv[i], p, config->approvals);
	policy_free(p);
	config_free(config);
	return status;
}
