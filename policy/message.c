/*
 * policy/message.c - the words of a refusal: {{.Command}} and the like are filled in.
 */
#include "policy/decide.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"

static const struct {
	const char *name;
	size_t offset; /* in struct message_values */
} fields[] = {
	{"Path", offsetof(struct message_values, path)},
	{"Command", offsetof(struct message_values, command)},
	{"Args", offsetof(struct message_values, args)},
	{"RemoteAddr", offsetof(struct message_values, remote_addr)},
	{"Domain", offsetof(struct message_values, domain)},
};

/* `{{ .Name }}` at @s: its length, and its value; 0 when it is no field. */
static size_t field_at(const char *s, const struct message_values *v, const char **ret_value)
{
	const char *p = s + 2;
	size_t len;

	p += strspn(p, " ");
	if (*p++ != '.')
		return 0;
	len = strcspn(p, " }");
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const char *end = p + len;

		if (strlen(fields[i].name) != len || memcmp(fields[i].name, p, len) != 0)
			continue;
		end += strspn(end, " ");
		if (strncmp(end, "}}", 2) != 0)
			return 0;
		*ret_value = *(const char *const *)((const char *)v + fields[i].offset);
		return (size_t)(end + 2 - s);
	}
	return 0;
}

void message_expand(struct buf *out, const char *template, const struct message_values *v)
{
	while (*template) {
		const char *open = strstr(template, "{{");
		size_t plain = open ? (size_t)(open - template) : strlen(template);
		const char *value = NULL;
		size_t len = open ? field_at(open, v, &value) : 0;

		if (open && !len)
			plain += 2;
		buf_add_escaped(out, template, plain);
		if (value)
			buf_add_escaped(out, value, strlen(value));
		template += plain + len;
	}
}
