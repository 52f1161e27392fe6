/*
 * policy/decide_signal.c - may this process be sent this signal?
 */
#include "policy/decide.h"

#include <stdlib.h>
#include <string.h>

#include "policy/glob.h"
#include "policy/rule.h"

enum { MOST_SIGNAL = 64 };

#define IS(target) (1u << SIGNAL_##target)

/*
 * The targets a scope takes in for certain, and those it may mean: a parent may
 * belong to the session or not.  A rule that restricts covers both kinds.
 */
static unsigned certain_targets(enum signal_scope scope)
{
	switch (scope) {
	case SCOPE_ANY:
	case SCOPE_USER:
	case SCOPE_PROCESS:
	case SCOPE_PID_RANGE:
		return ~0u;
	case SCOPE_SELF:
		return IS(SELF);
	case SCOPE_CHILDREN:
		return IS(CHILD);
	case SCOPE_DESCENDANTS:
		return IS(CHILD) | IS(DESCENDANT);
	case SCOPE_SIBLINGS:
		return IS(SIBLING);
	case SCOPE_SESSION:
		return IS(SELF) | IS(CHILD) | IS(DESCENDANT) | IS(SIBLING) | IS(SESSION);
	case SCOPE_PARENT:
		return IS(PARENT);
	case SCOPE_EXTERNAL:
		return IS(EXTERNAL);
	case SCOPE_SYSTEM:
		return IS(SYSTEM);
	}
	abort();
}

static unsigned possible_targets(enum signal_scope scope)
{
	if (scope == SCOPE_SESSION)
		return IS(PARENT);
	if (scope == SCOPE_EXTERNAL)
		return IS(PARENT) | IS(SYSTEM);
	return 0;
}

static bool covers_target(const struct signal_rule *r, const struct signal_request *req)
{
	unsigned targets = certain_targets(r->scope);

	if (verdict_restricts(r->rule.verdict))
		targets |= possible_targets(r->scope);
	if (!(targets & 1u << req->target))
		return false;
	if (r->scope == SCOPE_USER)
		return req->same_user;
	if (r->scope == SCOPE_PID_RANGE)
		return r->pid_min <= req->pid && req->pid <= r->pid_max;
	if (r->scope == SCOPE_PROCESS)
		return req->comm && glob_match(r->process, req->comm, strlen(req->comm));
	return true;
}

struct decision decide_signal(const struct policy *p, const struct signal_request *req,
	int *ret_redirect_signal)
{
	uint64_t bit = req->signal > 0 && req->signal <= MOST_SIGNAL
		? UINT64_C(1) << (req->signal - 1)
		: 0;

	/* Signal 0 only asks whether the process is there. */
	if (!p->signals.n || !req->signal)
		return decision_default(VERDICT_ALLOW, "default-allow-signals");
	for (size_t i = 0; i < p->signals.n; i++) {
		const struct signal_rule *r = &p->signals.items[i];

		if (!(r->signals & bit) || !covers_target(r, req))
			continue;
		if (r->rule.verdict == VERDICT_REDIRECT && ret_redirect_signal)
			*ret_redirect_signal = r->redirect_to;
		return decision_by(&r->rule);
	}
	return decision_default(VERDICT_DENY, "default-deny-signals");
}
