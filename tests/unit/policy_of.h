/*
 * tests/unit/policy_of.h - a policy from a text in a test.
 */
#ifndef TESTS_UNIT_POLICY_OF_H
#define TESTS_UNIT_POLICY_OF_H

#include <stdio.h>
#include <string.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "policy/policy.h"

/* The rest of a policy whose version and name are given; NULL and @e when it does not load. */
static inline struct policy *policy_try(const char *text, const struct policy_options *o,
	struct strv *warnings, struct err *e)
{
	scoped_free char *whole = xasprintf("version: 1\nname: test\n%s\n", text);

	return policy_load_text(whole, strlen(whole), "test.yaml", o, warnings, e);
}

static inline struct policy *policy_of(const char *text)
{
	struct err e = {0};
	struct policy *p = policy_try(text, NULL, NULL, &e);

	if (!p) {
		scoped_buf struct buf line = BUF_INIT;

		err_format(&e, &line);
		print_error("%s\n", line.s);
	}
	assert_non_null(p);
	return p;
}

static inline void cleanup_policy(struct policy **p)
{
	policy_free(*p);
}

#define scoped_policy __attribute__((cleanup(cleanup_policy)))

#endif
