/*
 * lib/strv.h - a growing, NULL-terminated list of strings (argv, fields, names).
 *
 * A list either owns its strings (ends by strv_release) or borrows them (ends by
 * strv_release_list); do not mix the two.  `v.items` may be NULL while empty.
 */
#ifndef LIB_STRV_H
#define LIB_STRV_H

#include <stdbool.h>
#include <stddef.h>

struct strv {
	char **items; /* items[len] is NULL once anything was added */
	size_t len;
	size_t cap;
};

#define scoped_strv __attribute__((cleanup(strv_release)))

/* Add @s itself. Owned: freed by strv_release; borrowed lists end by strv_release_list. */
void strv_add_taken(struct strv *v, char *s);
void strv_add(struct strv *v, const char *s); /* adds a copy */
void strv_release(struct strv *v);            /* frees strings and list */
void strv_release_list(struct strv *v);       /* frees the list only */
bool strv_has(const struct strv *v, const char *s);
/* As bash lists names: by strcmp, but a first byte above 0x7f comes before all others. */
void strv_sort(struct strv *v);

#endif
