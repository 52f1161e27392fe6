/*
 * policy/policy.c - a loaded policy: its end, and what is asked of it beside decisions.
 */
#include "policy/policy.h"

#include <stdlib.h>

#include "policy/regex.h"
#include "policy/rule.h"

void policy_free(struct policy *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n_regexes; i++)
		regex_free(p->regexes[i]);
	free(p->regexes);
	arena_release(&p->arena);
	free(p);
}

const char *policy_name(const struct policy *p)
{
	return p->name;
}

const char *policy_path(const struct policy *p)
{
	return p->from_file ? p->file : NULL;
}

const struct policy_limits *policy_limits(const struct policy *p)
{
	return &p->limits;
}

const char *const *policy_env_inject(const struct policy *p)
{
	return (const char *const *)p->env_inject;
}

void bounds_add(struct bounds *list, struct arena *a, const struct bound *b)
{
	struct bound *copy;

	if (b->ops && !(b->ops & ~list->closed))
		return;
	if (!b->glob && !b->flags)
		list->closed |= b->ops;
	if (list->last && list->last->number == b->number && !b->glob && !list->last->glob &&
		list->last->flags == b->flags) {
		list->last->ops |= b->ops; /* the same rule twice in one place */
		return;
	}
	copy = arena_memdup(a, b, sizeof(*b));
	copy->next = NULL;
	if (list->last)
		list->last->next = copy;
	else
		list->first = copy;
	list->last = copy;
}
