/*
 * policy/redact_set.h - inside of a redactor_set: for redact_set.c and redact.c only.
 */
#ifndef POLICY_REDACT_SET_H
#define POLICY_REDACT_SET_H

#include "policy/redact_internal.h"

/* What some secret begins with, sorted by the first byte. */
struct head {
	char *text; /* owned */
	size_t len;
	char *name; /* owned */
	bool fold;
	const struct key_format *format; /* neither: the text itself is the secret */
	const struct custom *custom;
};

struct redactor_set {
	struct head *heads;
	size_t n_heads;
	uint32_t first[256]; /* heads by their first byte: where they start … */
	uint32_t count[256]; /* … and how many there are */
	struct custom **customs; /* owned */
	size_t n_customs;
	const struct custom **slow; /* those of them without a head */
	size_t n_slow;
	unsigned numbers; /* NUMBER_* */
	struct scan_tables tables;
};

/* Everything but addresses and `slow` that may start at @at; the winner goes to @best. */
enum found set_match(const struct redactor_set *set, const struct window *w, size_t at,
	struct match *best);
/* Let @m compete with what was found before for the same start. */
void match_consider(struct match *best, const struct match *m);

#endif
