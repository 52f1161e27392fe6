/*
 * builtins/agentsh_policy.c - agentsh policy validate | test | check
 *
 *	validate FILE…        say whether they load; exit status 0 or 2
 *	test --policy P       answer queries read from standard input, one a line,
 *	                      their fields separated by tabs
 *	check 'COMMAND LINE'  builtins/agentsh_policy_check.c
 *
 * Queries: `c CMD ARG…`, `f PATH OP`, `n NAME PORT`, `i NAME IP PORT`, `u PATH OP`, `e NAME`.
 * Answers: DECISION<TAB>RULE, the decision as the rule has it, or error<TAB>what.
 */
#include "builtins/agentsh.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/num.h"
#include "lib/strv.h"
#include "policy/config.h"
#include "policy/decide.h"
#include "policy/policy.h"

enum { MOST_FIELDS = 1024, EXIT_BAD = 2 };

static const char usage[] =
	"usage: agentsh policy validate [--lenient] FILE...\n"
	"       agentsh policy test --policy FILE|NAME\n"
	"       agentsh policy check [--policy FILE|NAME] [--config FILE] [--lenient] 'COMMAND LINE'\n"
	"--lenient: unknown keys are warnings.\n";

/* One query: its fields behind the letter. */
struct query {
	const struct policy *policy;
	char **fields;
	size_t n;
	const char *problem; /* set: there is no answer */
};

static struct decision malformed(struct query *q, const char *problem)
{
	q->problem = problem;
	return (struct decision){.verdict = VERDICT_DENY, .rule = ""};
}

static struct decision query_command(struct query *q)
{
	struct command_request req = {.typed = q->fields[0], .argv = q->fields};

	if (!*req.typed)
		return malformed(q, "empty command");
	return decide_command_line(q->policy, &req, NULL);
}

static unsigned operation(const char *name)
{
	if (strcmp(name, "read") == 0)
		return PATH_OPEN;
	for (unsigned op = PATH_OPEN; op <= PATH_TRUNCATE; op <<= 1)
		if (strcmp(path_op_name(op), name) == 0)
			return op;
	return 0;
}

static struct decision query_file(struct query *q)
{
	struct path_request req = {.path = q->fields[0], .ops = operation(q->fields[1])};

	if (*req.path != '/')
		return malformed(q, "not an absolute path");
	if (!req.ops)
		return malformed(q, "unknown operation");
	return decide_path(q->policy, &req);
}

/* A name as the DNS proxy keeps it: lower case, no dot at the end. */
static void plain_name(char *name)
{
	size_t len = strlen(name);

	if (len > 1 && name[len - 1] == '.')
		name[len - 1] = '\0';
	for (; *name; name++)
		*name = (char)tolower((unsigned char)*name);
}

static struct decision query_net(struct query *q, char *name, const char *ip, const char *port)
{
	union {
		struct sockaddr sa;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} addr = {.sa.sa_family = AF_UNSPEC};
	const char *names[] = {name};
	struct net_request req = {.names = names};
	int number;

	if (num_parse_int(port, 0, UINT16_MAX, &number) < 0)
		return malformed(q, "not a port");
	req.port = (uint16_t)number;
	if (ip && inet_pton(AF_INET, ip, &addr.in.sin_addr) == 1)
		addr.sa.sa_family = AF_INET;
	else if (ip && inet_pton(AF_INET6, ip, &addr.in6.sin6_addr) == 1)
		addr.sa.sa_family = AF_INET6;
	else if (ip)
		return malformed(q, "not an address");
	if (ip)
		req.addr = &addr.sa;
	plain_name(name);
	req.n_names = *name && strcmp(name, "-") != 0;
	if (!ip && !req.n_names)
		return malformed(q, "empty name");
	return decide_net(q->policy, &req);
}

static struct decision query_name(struct query *q)
{
	return query_net(q, q->fields[0], NULL, q->fields[1]);
}

static struct decision query_address(struct query *q)
{
	return query_net(q, q->fields[0], q->fields[1], q->fields[2]);
}

static struct decision query_unix(struct query *q)
{
	static const char *const ops[] = {"connect", "bind", "listen", "sendto"};

	if (*q->fields[0] != '/' && *q->fields[0] != '@')
		return malformed(q, "neither an absolute path nor an abstract name");
	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		if (strcmp(ops[i], q->fields[1]) == 0)
			return decide_unix(q->policy, q->fields[0], ops[i]);
	return malformed(q, "unknown operation");
}

static struct decision query_env(struct query *q)
{
	if (!*q->fields[0])
		return malformed(q, "empty name");
	return decide_env(q->policy, q->fields[0]);
}

/* letter, fields at least and at most, what answers it */
static const struct {
	const char *letter;
	size_t least;
	size_t most;
	struct decision (*ask)(struct query *q);
} queries[] = {
	{"c", 1, MOST_FIELDS, query_command},
	{"f", 2, 2, query_file},
	{"n", 2, 2, query_name},
	{"i", 3, 3, query_address},
	{"u", 2, 2, query_unix},
	{"e", 1, 1, query_env},
};

/* Cut @line at its tabs; returns the number of fields, MOST_FIELDS + 1 for too many. */
static size_t split(char *line, char **fields)
{
	size_t n = 0;

	for (char *field; (field = strsep(&line, "\t"));) {
		if (n == MOST_FIELDS)
			return MOST_FIELDS + 1;
		fields[n++] = field;
	}
	fields[n] = NULL;
	return n;
}

static void answer(const struct policy *p, char *line)
{
	char *fields[MOST_FIELDS + 1];
	size_t n = split(line, fields);
	struct query q = {.policy = p, .fields = fields + 1, .n = n - 1, .problem = "unknown query"};
	struct decision d = {.rule = ""};
	scoped_buf struct buf rule = BUF_INIT;

	for (size_t i = 0; n <= MOST_FIELDS && i < ARRAY_LEN(queries); i++) {
		if (strcmp(fields[0], queries[i].letter) != 0)
			continue;
		q.problem = "wrong number of fields";
		if (q.n < queries[i].least || q.n > queries[i].most)
			break;
		q.problem = NULL;
		d = queries[i].ask(&q);
	}
	buf_add_escaped(&rule, d.rule, strlen(d.rule));
	printf("%s\t%s\n", q.problem ? "error" : verdict_name(d.verdict),
		q.problem ? q.problem : rule.s);
}

static void print_error(FILE *out, const struct err *e)
{
	scoped_buf struct buf text = BUF_INIT;

	err_format(e, &text);
	fprintf(out, "%s\n", text.s);
}

/* A policy for a session that starts here; NULL after the error was printed. */
static struct policy *load_here(const char *option)
{
	struct err e = {0};
	struct config *config = config_load(NULL, NULL, &e);
	struct policy *p = config_load_policy_here(config, option, NULL, false, NULL, &e);

	if (!p)
		print_error(stderr, &e);
	config_free(config);
	return p;
}

static int run_test(int argc, char **argv)
{
	struct policy *p;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (argc != 3 || strcmp(argv[1], "--policy") != 0) {
		fputs(usage, stderr);
		return EXIT_BAD;
	}
	p = load_here(argv[2]);
	if (!p)
		return EXIT_BAD;
	while ((len = getline(&line, &room, stdin)) > 0) {
		if (line[len - 1] == '\n')
			line[--len] = '\0';
		answer(p, line);
		fflush(stdout);
	}
	free(line);
	policy_free(p);
	return ferror(stdin) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

static bool validate(const char *path, const struct policy_options *o)
{
	scoped_strv struct strv warnings = {0};
	scoped_buf struct buf name = BUF_INIT;
	struct err e = {0};
	struct policy *p = policy_load_file(path, o, &warnings, &e);

	for (size_t i = 0; i < warnings.len; i++)
		fprintf(stderr, "%s (warning)\n", warnings.items[i]);
	if (!p) {
		print_error(stdout, &e);
		return false;
	}
	buf_add_escaped(&name, path, strlen(path));
	printf("%s: ok\n", name.s);
	policy_free(p);
	return true;
}

static int run_validate(int argc, char **argv)
{
	struct policy_options options = {.lenient = argc > 1 && strcmp(argv[1], "--lenient") == 0};
	int first = options.lenient ? 2 : 1;
	bool ok = true;

	if (first < argc && strcmp(argv[first], "--") == 0)
		first++;
	if (first >= argc) {
		fputs(usage, stderr);
		return EXIT_BAD;
	}
	for (int i = first; i < argc; i++)
		ok &= validate(argv[i], &options);
	return ok ? EXIT_SUCCESS : EXIT_BAD;
}

int agentsh_policy_main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char **argv);
	} verbs[] = {
		{"validate", run_validate},
		{"test", run_test},
		{"check", agentsh_policy_check_main},
	};

	if (subcommand_help(argc, argv, usage))
		return EXIT_SUCCESS;
	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(verbs); i++)
		if (strcmp(argv[1], verbs[i].name) == 0)
			return verbs[i].run(argc - 1, argv + 1);
	fputs(usage, stderr);
	return EXIT_BAD;
}
