/*
 * policy/decide_path.c - may this file be opened, written, deleted …?
 */
#include "policy/decide.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "policy/rule.h"

enum {
	READ_OPS = PATH_OPEN | PATH_STAT | PATH_LIST | PATH_READLINK | PATH_ACCESS,
	SINK_OPS = READ_OPS | PATH_WRITE | PATH_CREATE | PATH_TRUNCATE,
};

/*
 * What every program needs to start, or takes for granted; sorted by nothing but use.
 * `below` also covers what lies under it, or begins with it where it ends in a dot.
 */
static const struct {
	const char *path;
	bool below;
	unsigned ops;
} needed[] = {
	{"/lib", true, READ_OPS},
	{"/lib64", true, READ_OPS},
	{"/lib32", true, READ_OPS},
	{"/libx32", true, READ_OPS},
	{"/usr/lib", true, READ_OPS},
	{"/usr/lib64", true, READ_OPS},
	{"/usr/lib32", true, READ_OPS},
	{"/usr/libx32", true, READ_OPS},
	{"/usr/local/lib", true, READ_OPS},
	{"/nix/store", true, READ_OPS},
	{"/etc/ld.so.", true, READ_OPS},
	{"/etc/ld-musl-", true, READ_OPS},
	{"/dev/null", false, SINK_OPS},
	{"/dev/zero", false, SINK_OPS},
	{"/dev/full", false, SINK_OPS},
	{"/dev/tty", false, SINK_OPS},
	{"/dev/random", false, READ_OPS},
	{"/dev/urandom", false, READ_OPS},
	{"/usr/share/locale", true, READ_OPS},
	{"/usr/share/zoneinfo", true, READ_OPS},
	{"/usr/share/i18n", true, READ_OPS},
	{"/etc/locale.alias", false, READ_OPS},
	{"/etc/localtime", false, READ_OPS},
};

static bool is_needed(const char *path, unsigned ops)
{
	for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
		size_t len = strlen(needed[i].path);

		if (strncmp(path, needed[i].path, len) != 0 || ops & ~needed[i].ops)
			continue;
		if (path[len] == '\0' || (needed[i].below && path[len] == '/') ||
			(needed[i].below && strchr(".-", needed[i].path[len - 1])))
			return true;
	}
	return false;
}

/* /proc/<pid>/x as /proc/self/x in @out; false when it does not fit or is none. */
static bool self_path(const char *path, char *out, size_t room)
{
	const char *rest = path + strlen("/proc/");
	int n;

	if (strncmp(path, "/proc/", strlen("/proc/")) != 0)
		return false;
	rest += strspn(rest, "0123456789");
	n = snprintf(out, room, "/proc/self%s", rest);
	return n > 0 && (size_t)n < room;
}

/*
 * An entry of the asker's own /proc directory: rules may call it by its
 * number or by /proc/self.  Reading is refused only by those that say /proc/self (DESIGN 5).
 */
static const struct bound *find_own(const struct policy *p, const char *path, unsigned op)
{
	const struct bound *by_number;
	const struct bound *by_self;
	unsigned skip = op & READ_OPS ? BOUND_PROC : 0;
	char self[PATH_MAX + 32];

	by_number = path_index_find(&p->path_index, path, op, skip);
	if (!self_path(path, self, sizeof(self)))
		return by_number;
	by_self = path_index_find(&p->path_index, self, op, skip);
	if (!by_number || (by_self && by_self->number < by_number->number))
		return by_self;
	return by_number;
}

static struct decision decide_op(const struct policy *p, const struct path_request *req, unsigned op)
{
	const struct bound *b = req->own_proc ? find_own(p, req->path, op)
					      : path_index_find(&p->path_index, req->path, op, 0);
	bool general = b ? b->flags & BOUND_BARE : !(op & READ_OPS);

	if (general && is_needed(req->path, req->ops)) {
		b = path_index_find(&p->path_index, req->path, op, BOUND_BARE);
		if (!b)
			return decision_default(VERDICT_ALLOW, "default-allow-loader");
	}
	if (b)
		return decision_by(&p->files.items[b->number].rule);
	if (op & READ_OPS)
		return decision_default(VERDICT_ALLOW, "default-allow-reads");
	return decision_default(VERDICT_DENY, "default-deny-files");
}

struct decision decide_path(const struct policy *p, const struct path_request *req)
{
	struct decision strictest = decision_default(VERDICT_DENY, "default-deny-files");
	bool first = true;

	if (req->path[0] != '/')
		return strictest;
	for (unsigned left = req->ops; left; left &= left - 1) {
		struct decision d = decide_op(p, req, left & -left);

		if (first || d.verdict > strictest.verdict)
			strictest = d;
		first = false;
	}
	return strictest;
}

bool policy_names_path_op(const struct policy *p, unsigned ops)
{
	return p->named_ops & ops;
}

void decision_redirect_path(const struct decision *d, const char *path, struct buf *out)
{
	const struct file_rule *r = (const struct file_rule *)d->by;

	if (!r->preserve_tree) {
		path_join(out, r->redirect_to, path_base(path));
		return;
	}
	buf_add_str(out, r->redirect_to);
	while (out->len && out->s[out->len - 1] == '/')
		buf_truncate(out, out->len - 1);
	buf_add_str(out, path);
}
