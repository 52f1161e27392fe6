/*
 * builtins/detect_print.c - what `agentsh detect` found, as a table, JSON or YAML.
 */
#include "builtins/detect.h"

#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/json.h"

static void print_rows(const struct detect_list *l, const char *yes, const char *no)
{
	for (size_t i = 0; i < l->n; i++)
		printf("  %-4s  %-52s %s\n", l->items[i].ok ? yes : no, l->items[i].title,
			l->items[i].detail);
}

static void print_table(const struct detect_list *host, const struct detect_list *tests, bool works)
{
	puts("This host offers");
	print_rows(host, "yes", "no");
	puts("\nSelf-test, in a scratch session");
	print_rows(tests, "pass", "FAIL");
	printf("\nEnforcement %s.\n", works ? "works" : "does NOT work here");
}

static void add_list(struct json *j, const char *key, const char *ok_key,
	const struct detect_list *l)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < l->n; i++) {
		json_open(j, NULL, '{');
		json_str(j, "name", l->items[i].name);
		json_bool(j, ok_key, l->items[i].ok);
		json_str(j, "description", l->items[i].title);
		json_str(j, "detail", l->items[i].detail);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void add_names(struct json *j, const char *key, const struct detect_list *l, bool ok)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].ok == ok)
			json_str(j, NULL, l->items[i].name);
	json_close(j, ']');
}

/* The keys that programs know from `detect` before (FORMATS m.1), and the self-test. */
static void print_json(const struct detect_list *host, const struct detect_list *tests, bool works)
{
	scoped_buf struct buf out = BUF_INIT;
	struct json j = {.out = &out};

	json_open(&j, NULL, '{');
	json_str(&j, "platform", "linux");
	json_str(&j, "security_mode", works ? "ptrace" : "minimal");
	json_bool(&j, "enforcement", works);
	json_open(&j, "capabilities", '{');
	for (size_t i = 0; i < host->n; i++)
		json_bool(&j, host->items[i].name, host->items[i].ok);
	json_close(&j, '}');
	add_list(&j, "backends", "available", host);
	add_list(&j, "self_test", "pass", tests);
	json_open(&j, "summary", '{');
	add_names(&j, "available", host, true);
	add_names(&j, "unavailable", host, false);
	json_close(&j, '}');
	json_close(&j, '}');
	puts(out.s);
}

/* A double-quoted scalar: JSON's strings are YAML's too (YAML 1.2, 7.3.1). */
static void yaml_string(const char *key, const char *text)
{
	scoped_buf struct buf out = BUF_INIT;
	struct json j = {.out = &out};

	json_str(&j, NULL, text);
	printf("%s: %s\n", key, out.s);
}

static void yaml_list(const char *key, const char *ok_key, const struct detect_list *l)
{
	printf("%s:\n", key);
	for (size_t i = 0; i < l->n; i++) {
		printf("  - name: %s\n    %s: %s\n", l->items[i].name, ok_key,
			l->items[i].ok ? "true" : "false");
		yaml_string("    description", l->items[i].title);
		yaml_string("    detail", l->items[i].detail);
	}
}

static void print_yaml(const struct detect_list *host, const struct detect_list *tests, bool works)
{
	printf("platform: linux\nsecurity_mode: %s\nenforcement: %s\n",
		works ? "ptrace" : "minimal", works ? "true" : "false");
	yaml_list("backends", "available", host);
	yaml_list("self_test", "pass", tests);
}

void detect_print(enum detect_format format, const struct detect_list *host,
	const struct detect_list *tests, bool works)
{
	switch (format) {
	case DETECT_TABLE:
		print_table(host, tests, works);
		break;
	case DETECT_JSON:
		print_json(host, tests, works);
		break;
	case DETECT_YAML:
		print_yaml(host, tests, works);
		break;
	}
}
