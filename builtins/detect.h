/*
 * builtins/detect.h - the parts of `agentsh detect`: what is found, and how it is printed.
 */
#ifndef BUILTINS_DETECT_H
#define BUILTINS_DETECT_H

#include <stdbool.h>
#include <stddef.h>

struct detect_item {
	const char *name;  /* the key in JSON and YAML */
	const char *title; /* for people */
	bool ok;           /* there, or passed */
	char detail[160];
};

enum { DETECT_ITEMS_MAX = 16 };

struct detect_list {
	struct detect_item items[DETECT_ITEMS_MAX];
	size_t n;
};

/* Add an item; returns @ok. */
bool detect_add(struct detect_list *l, const char *name, const char *title, bool ok,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Try what this host's kernel offers. */
void detect_host(struct detect_list *l);

enum detect_format { DETECT_TABLE, DETECT_JSON, DETECT_YAML };

/* @works: the enforcement does what it says. */
void detect_print(enum detect_format format, const struct detect_list *host,
	const struct detect_list *tests, bool works);

#endif
