/*
 * shell/precheck.c - what the policy says, before anything is forked.
 *
 * Refusals are one line on stderr and an event for the supervisor's audit log,
 * sent by a trapped call; a command that passes is not reported from here, since
 * the tracer sees its execve.
 */
#include "shell/precheck.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/hypercall.h"
#include "lib/map.h"
#include "lib/path.h"
#include "policy/event.h"
#include "policy/event_pack.h"
#include "policy/policy.h"
#include "shell/builtin.h"
#include "shell/lookup.h"
#include "shell/shell.h"

enum { STATUS_DENIED = 126, ARGS_SHOWN = 200 };

struct precheck_state {
	const struct policy *policy;
	enum approval_mode approvals;
	struct map named_builtins; /* builtins that some rule names: all others are never judged */
};

void precheck_init(struct shell *sh, const struct policy *p, enum approval_mode approvals)
{
	static char yes;
	struct precheck_state *state;

	if (!p)
		return;
	state = xcalloc(1, sizeof(*state));
	state->policy = p;
	state->approvals = approvals;
	for (size_t i = 0; i < sh->n_builtins; i++)
		if (policy_names_command(p, sh->builtins[i]->name))
			map_set(&state->named_builtins, sh->builtins[i]->name, &yes);
	sh->precheck = state;
}

void precheck_release(struct shell *sh)
{
	if (!sh->precheck)
		return;
	map_release(&sh->precheck->named_builtins, NULL);
	free(sh->precheck);
	sh->precheck = NULL;
}

/* argv as one line, cut to what a person reads. */
static void join_argv(struct buf *out, char *const *argv)
{
	for (size_t i = 0; argv[i] && out->len < ARGS_SHOWN; i++) {
		if (i)
			buf_add_char(out, ' ');
		buf_add_str(out, argv[i]);
	}
	if (out->len > ARGS_SHOWN) {
		buf_truncate(out, ARGS_SHOWN);
		buf_add_str(out, "...");
	}
}

/* agentsh: denied: WHAT (rule NAME): message */
static void print_refusal(const struct decision *d, const char *what,
	const struct message_values *values)
{
	scoped_buf struct buf line = BUF_INIT;
	ssize_t ignored;

	buf_add_str(&line, "agentsh: denied: ");
	buf_add_escaped(&line, what, strlen(what));
	buf_add_str(&line, " (rule ");
	buf_add_escaped(&line, d->rule, strlen(d->rule));
	buf_add_char(&line, ')');
	if (d->verdict == VERDICT_APPROVE)
		buf_add_str(&line, ": needs approval, and nobody is there to give it "
				   "(approvals.mode in config.yaml)");
	if (d->message) {
		buf_add_str(&line, ": ");
		message_expand(&line, d->message, values);
	}
	buf_add_char(&line, '\n');
	ignored = write(STDERR_FILENO, line.s, line.len);
	(void)ignored;
}

static void report(const struct shell *sh, const struct event *e)
{
	scoped_free char *packed = NULL;
	size_t len = event_packed_size(e);

	if (!sh->supervised || len > HYPERCALL_MAX)
		return;
	packed = xmalloc(len);
	hypercall(HYPERCALL_EVENT, packed, event_pack(e, packed));
}

/* The event of a decision on @argv, reported. */
static void report_command(struct shell *sh, enum event_type type, const struct decision *d,
	const char *path, char *const *argv)
{
	scoped_buf struct buf packed_argv = BUF_INIT_MAX(HYPERCALL_MAX / 2);
	struct event e = {.type = type, .origin = ORIGIN_COMMAND, .pid = getpid(),
		.parent_pid = getppid(), .has_decision = true, .decision = d->verdict,
		.rule = d->rule, .message = d->message, .operation = "command_precheck",
		.path = path ? path : argv[0]};

	for (size_t i = 0; argv[i]; i++)
		buf_add(&packed_argv, argv[i], strlen(argv[i]) + 1);
	e.effective = verdict_effective(d->verdict, sh->precheck->approvals);
	e.argv = packed_argv.s;
	e.argv_len = packed_argv.len;
	e.truncated = packed_argv.overflow;
	report(sh, &e);
}

/* @word is what decided: argv[0], or the payload of a wrapper. */
static void refuse_command(struct shell *sh, const struct decision *d, const char *path,
	char *const *argv, const char *word)
{
	scoped_buf struct buf line = BUF_INIT;
	scoped_buf struct buf args = BUF_INIT;

	join_argv(&line, argv);
	join_argv(&args, argv + 1);
	print_refusal(d, line.s,
		&(struct message_values){.command = word, .args = args.s, .path = path});
	report_command(sh, EVENT_COMMAND_POLICY, d, path, argv);
}

/* The argv of a command redirect: the rule's own words, then what it keeps of the caller's. */
static char **redirected_argv(struct arena *a, const struct command_redirect *to, char **argv)
{
	size_t n_own = to->n_args + to->n_args_append;
	size_t n_caller = 0;
	char **out;
	size_t n = 0;

	while (argv[n_caller])
		n_caller++;
	out = arena_alloc(a, (n_own + n_caller + 2) * sizeof(*out));
	out[n++] = arena_strdup(a, to->command);
	for (size_t i = 0; i < to->n_args; i++)
		out[n++] = arena_strdup(a, to->args[i]);
	if (to->keep_args)
		for (size_t i = 1; i < n_caller; i++)
			out[n++] = argv[i];
	for (size_t i = 0; i < to->n_args_append; i++)
		out[n++] = arena_strdup(a, to->args_append[i]);
	out[n] = NULL;
	return out;
}

static char **redirected_env(struct arena *a, const struct command_redirect *to)
{
	char **env = arena_alloc(a, (to->n_env + 1) * sizeof(*env));

	for (size_t i = 0; i < to->n_env; i++)
		env[i] = arena_strdup(a, to->env[i]);
	env[to->n_env] = NULL;
	return env;
}

/* Swap the command, and say so. */
static struct precheck swap_command(struct shell *sh, const struct decision *d, const char *path,
	char **argv)
{
	struct command_redirect to = decision_command_redirect(d);
	struct precheck result = {.argv = argv, .path = path};
	scoped_buf struct buf line = BUF_INIT;
	ssize_t ignored;
	int status;

	report_command(sh, EVENT_COMMAND_REDIRECTED, d, path, argv);
	result.argv = redirected_argv(&sh->scratch, &to, argv);
	result.env_add = to.n_env ? redirected_env(&sh->scratch, &to) : NULL;
	result.path = strchr(to.command, '/')
		? arena_strdup(&sh->scratch, to.command)
		: lookup_command(sh, to.command, &sh->scratch, &status);
	if (!result.path) {
		struct decision missing = {.verdict = VERDICT_DENY, .rule = d->rule,
			.message = "the command it redirects to was not found"};

		refuse_command(sh, &missing, path, argv, argv[0]);
		result.status = STATUS_DENIED;
		return result;
	}
	buf_add_str(&line, "agentsh: redirected: ");
	buf_add_escaped(&line, argv[0], strlen(argv[0]));
	buf_add_str(&line, " -> ");
	buf_add_escaped(&line, to.command, strlen(to.command));
	buf_add_str(&line, " (rule ");
	buf_add_escaped(&line, d->rule, strlen(d->rule));
	buf_add_str(&line, ")\n");
	ignored = write(STDERR_FILENO, line.s, line.len);
	(void)ignored;
	return result;
}

struct precheck precheck_command(struct shell *sh, const char *path, char **argv)
{
	struct precheck go_on = {.path = path, .argv = argv};
	char real[PATH_MAX];
	struct command_request req = {.typed = argv[0], .argv = argv};
	const char *payload = NULL;
	struct decision d;

	if (!sh->precheck)
		return go_on;
	req.resolved = realpath(path, real);
	d = decide_command_line(sh->precheck->policy, &req, &payload);
	go_on.decision = d;
	switch (verdict_effective(d.verdict, sh->precheck->approvals)) {
	case VERDICT_DENY:
		refuse_command(sh, &d, path, argv, payload ? payload : argv[0]);
		go_on.status = STATUS_DENIED;
		return go_on;
	case VERDICT_REDIRECT:
		return swap_command(sh, &d, path, argv);
	case VERDICT_ALLOW:
	case VERDICT_AUDIT:
	case VERDICT_SOFT_DELETE:
	case VERDICT_ABSORB:
	case VERDICT_APPROVE: /* the tracer holds the execve until it is answered */
		return go_on;
	}
	abort();
}

int precheck_builtin(struct shell *sh, int argc, char **argv)
{
	struct command_request req = {.typed = argv[0], .argv = argv};
	struct decision d;

	(void)argc;
	if (!sh->precheck || !sh->precheck->named_builtins.count ||
		!map_get(&sh->precheck->named_builtins, argv[0]))
		return 0;
	d = decide_command(sh->precheck->policy, &req);
	if (verdict_effective(d.verdict, sh->precheck->approvals) != VERDICT_DENY ||
		!decision_names_command(&d, argv[0]))
		return 0;
	refuse_command(sh, &d, argv[0], argv, argv[0]);
	return STATUS_DENIED;
}

int precheck_missing(struct shell *sh, char **argv)
{
	struct command_request req = {.typed = argv[0], .argv = argv};
	struct decision d;

	if (!sh->precheck)
		return 0;
	d = decide_command(sh->precheck->policy, &req);
	if (verdict_effective(d.verdict, sh->precheck->approvals) != VERDICT_DENY ||
		!decision_names_command(&d, path_base(argv[0])))
		return 0;
	refuse_command(sh, &d, NULL, argv, argv[0]);
	return STATUS_DENIED;
}

/* The canonical name of @path; for a missing file, of its directory and the last component. */
static bool canonical(const char *path, struct buf *out)
{
	scoped_free char *copy = NULL;
	char real[PATH_MAX];
	char *slash;

	if (realpath(path, real)) {
		buf_add_str(out, real);
		return true;
	}
	if (errno != ENOENT)
		return false;
	copy = xasprintf("%s%s", path[0] == '/' ? "" : "./", path);
	slash = strrchr(copy, '/');
	if (!slash[1])
		return false;
	*slash = '\0';
	if (!realpath(slash == copy ? "/" : copy, real))
		return false;
	path_join(out, real, slash + 1);
	return true;
}

bool precheck_open(struct shell *sh, const char *path, bool write_too)
{
	scoped_buf struct buf real = BUF_INIT;
	scoped_buf struct buf what = BUF_INIT;
	struct path_request req = {.ops = write_too ? PATH_WRITE : PATH_OPEN};
	struct decision d;
	struct event e;

	if (!sh->precheck || strcmp(path, "/dev/null") == 0 || !canonical(path, &real))
		return true; /* the kernel and the supervisor will say */
	req.path = real.s;
	req.own_proc = strncmp(real.s, "/proc/", 6) == 0;
	if (write_too && access(real.s, F_OK) < 0)
		req.ops |= PATH_CREATE;
	d = decide_path(sh->precheck->policy, &req);
	if (verdict_effective(d.verdict, sh->precheck->approvals) != VERDICT_DENY)
		return true;
	buf_printf(&what, "%s %s", write_too ? "write" : "open", path);
	print_refusal(&d, what.s, &(struct message_values){.path = real.s});
	e = (struct event){.type = EVENT_FILE, .origin = ORIGIN_COMMAND, .pid = getpid(),
		.parent_pid = getppid(), .has_decision = true, .decision = d.verdict,
		.effective = VERDICT_DENY, .rule = d.rule, .message = d.message,
		.operation = write_too ? "write" : "open", .path = real.s, .raw_path = path,
		.error = EACCES};
	report(sh, &e);
	return false;
}

bool precheck_sees(struct shell *sh, const char *name)
{
	return !sh->precheck || decide_env(sh->precheck->policy, name).verdict != VERDICT_DENY;
}

/* Does NAME=VALUE @entry set the variable of NAME=VALUE @other? */
static bool same_name(const char *entry, const char *other)
{
	size_t len = strcspn(entry, "=");

	return strncmp(entry, other, len) == 0 && other[len] == '=';
}

char **precheck_environ(struct shell *sh, char **envp, struct arena *a)
{
	const char *const *inject = sh->precheck ? policy_env_inject(sh->precheck->policy) : NULL;
	size_t n_inject = 0;
	size_t n = 0;
	char **out;

	if (!inject || !inject[0])
		return envp;
	while (envp[n])
		n++;
	while (inject[n_inject])
		n_inject++;
	out = arena_alloc(a, (n + n_inject + 1) * sizeof(*out));
	n = 0;
	for (size_t i = 0; envp[i]; i++) {
		size_t k = 0;

		while (k < n_inject && !same_name(inject[k], envp[i]))
			k++;
		if (k == n_inject)
			out[n++] = envp[i];
	}
	for (size_t k = 0; k < n_inject; k++)
		out[n++] = arena_strdup(a, inject[k]);
	out[n] = NULL;
	return out;
}

static char **filter_by_rule(struct shell *sh, const struct precheck *c, char **envp)
{
	struct arena *a = &sh->scratch;
	size_t n = 0;
	char **out;

	while (envp[n])
		n++;
	out = arena_alloc(a, (n + 1) * sizeof(*out));
	n = 0;
	for (size_t i = 0; envp[i]; i++) {
		const char *name = arena_strndup(a, envp[i], strcspn(envp[i], "="));

		if (decide_env_for(sh->precheck->policy, &c->decision, name).verdict != VERDICT_DENY)
			out[n++] = envp[i];
	}
	out[n] = NULL;
	return out;
}

char **precheck_command_environ(struct shell *sh, const struct precheck *c, char **envp)
{
	struct env_limits most;
	uint64_t keys = 0;
	uint64_t bytes = 0;

	if (!sh->precheck)
		return envp;
	if (decision_has_env(&c->decision))
		envp = filter_by_rule(sh, c, envp);
	most = policy_env_limits(sh->precheck->policy, &c->decision);
	if (!most.keys && !most.bytes)
		return envp;
	for (; envp[keys]; keys++)
		bytes += strlen(envp[keys]) + 1;
	if ((!most.keys || keys <= most.keys) && (!most.bytes || bytes <= most.bytes))
		return envp;
	refuse_command(sh,
		&(struct decision){.verdict = VERDICT_DENY, .rule = "env-limits",
			.message = "its environment is larger than the policy allows"},
		c->path, c->argv, c->argv[0]);
	return NULL;
}
