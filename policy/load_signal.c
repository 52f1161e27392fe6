/*
 * policy/load_signal.c - signal_rules (FORMATS a.12).
 */
#include "policy/load.h"

#include <signal.h>
#include <string.h>
#include <strings.h>

#include "lib/cleanup.h"
#include "lib/num.h"

enum {
	MOST_SIGNAL = 63,
	SIGNAL_VERDICTS = 1 << VERDICT_ALLOW | 1 << VERDICT_DENY | 1 << VERDICT_APPROVE |
		1 << VERDICT_AUDIT | 1 << VERDICT_REDIRECT | 1 << VERDICT_ABSORB,
};

#define BIT(signal) (UINT64_C(1) << ((signal) - 1))

/* What sigabbrev_np(3) does not know by these names. */
static const struct {
	const char *name;
	uint64_t signals;
} groups[] = {
	{"@fatal", BIT(SIGKILL) | BIT(SIGTERM) | BIT(SIGQUIT) | BIT(SIGABRT)},
	{"@job", BIT(SIGSTOP) | BIT(SIGCONT) | BIT(SIGTSTP) | BIT(SIGTTIN) | BIT(SIGTTOU)},
	{"@reload", BIT(SIGHUP) | BIT(SIGUSR1) | BIT(SIGUSR2)},
	{"@ignore", BIT(SIGCHLD) | BIT(SIGURG) | BIT(SIGWINCH)},
	{"@all", (UINT64_C(1) << 31) - 1},
	{"IOT", BIT(SIGABRT)},
	{"CLD", BIT(SIGCHLD)},
	{"POLL", BIT(SIGIO)},
	{"RTMIN", BIT(34)},
};

/* The signals a word stands for; 0: none. */
static uint64_t signals_of(const char *word)
{
	int number;

	if (num_parse_int(word, 1, MOST_SIGNAL, &number) == 0)
		return BIT(number);
	if (strncasecmp(word, "SIG", 3) == 0)
		word += 3;
	for (size_t i = 0; i < ARRAY_LEN(groups); i++)
		if (strcasecmp(word, groups[i].name) == 0)
			return groups[i].signals;
	for (int s = 1; s < NSIG && s <= MOST_SIGNAL; s++) {
		const char *name = sigabbrev_np(s);

		if (name && strcasecmp(word, name) == 0)
			return BIT(s);
	}
	return 0;
}

static bool set_signals(struct load *l, const struct ynode *v, void *dest)
{
	uint64_t *mask = dest;
	struct strings words = {0};

	if (!load_strings(l, v, &words))
		return false;
	for (size_t i = 0; i < words.n; i++) {
		uint64_t signals = signals_of(words.items[i]);

		if (!signals)
			return load_fail(l, v, "`%s` is no signal", words.items[i]);
		*mask |= signals;
	}
	return true;
}

static bool set_redirect_signal(struct load *l, const struct ynode *v, void *dest)
{
	uint64_t signals = load_want_scalar(l, v) ? signals_of(v->text) : 0;

	if (!signals || signals & (signals - 1))
		return load_fail(l, v, "`%s` is not one signal", v->text);
	*(int *)dest = __builtin_ctzll(signals) + 1;
	return true;
}

static bool set_scope(struct load *l, const struct ynode *v, void *dest)
{
	static const struct {
		const char *name;
		enum signal_scope scope;
	} scopes[] = {
		{"self", SCOPE_SELF},
		{"children", SCOPE_CHILDREN},
		{"descendants", SCOPE_DESCENDANTS},
		{"siblings", SCOPE_SIBLINGS},
		{"session", SCOPE_SESSION},
		{"parent", SCOPE_PARENT},
		{"external", SCOPE_EXTERNAL},
		{"system", SCOPE_SYSTEM},
		{"user", SCOPE_USER},
		{"process", SCOPE_PROCESS},
		{"pid_range", SCOPE_PID_RANGE},
	};

	if (!load_want_scalar(l, v))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
		if (strcasecmp(v->text, scopes[i].name) == 0) {
			*(enum signal_scope *)dest = scopes[i].scope;
			return true;
		}
	}
	return load_fail(l, v, "target type `%s` is unknown", v->text);
}

static bool set_process(struct load *l, const struct ynode *v, void *dest)
{
	const char *text = load_want_scalar(l, v) ? load_expand(l, v, VARS_GLOB) : NULL;
	const char *why;

	if (!text)
		return false;
	*(const struct glob **)dest = glob_compile(l->a, text, '\0', &why);
	if (!*(const struct glob **)dest)
		return load_fail(l, v, "bad pattern `%s`: %s", text, why);
	return true;
}

static const struct load_key target_keys[] = {
	LOAD_KEY(struct signal_rule, "type", scope, set_scope),
	LOAD_KEY(struct signal_rule, "pattern", process, set_process),
	LOAD_KEY(struct signal_rule, "min", pid_min, load_int),
	LOAD_KEY(struct signal_rule, "max", pid_max, load_int),
	{NULL, NULL, 0},
};

static bool set_target(struct load *l, const struct ynode *v, void *dest)
{
	struct signal_rule *r = dest;

	if (!load_mapping(l, v, target_keys, r))
		return false;
	if (r->scope == SCOPE_PROCESS && !r->process)
		return load_fail(l, v, "`type: process` needs `pattern`");
	if (r->scope == SCOPE_PID_RANGE && (r->pid_min <= 0 || r->pid_max < r->pid_min))
		return load_fail(l, v, "`type: pid_range` needs `min` and `max` above 0");
	return true;
}

static const struct load_key signal_keys[] = {
	LOAD_RULE_KEYS(struct signal_rule),
	LOAD_KEY(struct signal_rule, "signals", signals, set_signals),
	{"target", set_target, 0},
	LOAD_KEY(struct signal_rule, "fallback", fallback, load_string),
	LOAD_KEY(struct signal_rule, "redirect_to", redirect_to, set_redirect_signal),
	{NULL, NULL, 0},
};

bool load_signal_rule(struct load *l, const struct ynode *n, void *dest)
{
	struct signal_rule *r = dest;

	if (!load_mapping(l, n, signal_keys, r))
		return false;
	load_verdict(l, n, &r->rule, SIGNAL_VERDICTS);
	if (r->rule.verdict == VERDICT_REDIRECT && !r->redirect_to)
		return load_fail(l, n, "a signal redirect needs `redirect_to`");
	return true;
}
