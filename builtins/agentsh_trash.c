/*
 * builtins/agentsh_trash.c - agentsh trash: what soft_delete kept.
 */
#include "builtins/agentsh.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "builtins/agentsh_opts.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/num.h"
#include "policy/config.h"
#include "policy/trash.h"

enum { EXIT_USAGE = 2 };

static const char usage[] =
	"usage: agentsh trash list [--session S]\n"
	"       agentsh trash restore TOKEN [--dest PATH] [--force]\n"
	"       agentsh trash purge [--ttl AGE] [--quota SIZE] [--session S]\n"
	"Each takes --config FILE, and --trash-path DIR for another trash.  Without --ttl and\n"
	"--quota, purge keeps 7d and 5GB; --ttl 0 removes everything.\n";

struct request {
	const char *config, *trash, *session, *dest, *ttl, *quota;
	bool force;
};

static int complain(const char *what, const char *path, const char *why)
{
	scoped_buf struct buf line = BUF_INIT;

	buf_printf(&line, "agentsh trash: %s", what);
	if (path) {
		buf_add_str(&line, *what ? " " : "");
		buf_add_escaped(&line, path, strlen(path));
	}
	fprintf(stderr, "%s: %s\n", line.s, why);
	return 1;
}

/* --trash-path, the directory of the configuration, or the one in the state directory.  NULL:
 * complained. */
static char *trash_path(const struct request *req)
{
	scoped_free char *state = config_state_dir();
	struct config *c;
	char *trash;

	if (req->trash)
		return xstrdup(req->trash);
	c = subcommand_config(req->config);
	if (!c)
		return NULL;
	trash = c->trash_dir ? xstrdup(c->trash_dir) : xasprintf("%s/trash", state);
	config_free(c);
	return trash;
}

static int print_item(const struct trash_item *item, void *arg)
{
	const struct request *req = arg;
	scoped_buf struct buf line = BUF_INIT;
	time_t created = (time_t)(item->created_ns / 1000000000);
	struct tm tm;
	char when[32];

	if (req->session && (!item->session || strcmp(item->session, req->session) != 0))
		return 0;
	gmtime_r(&created, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_printf(&line, "%s  %s  %10llu  ", item->token, when, (unsigned long long)item->size_bytes);
	buf_add_escaped(&line, item->original_path, strlen(item->original_path));
	puts(line.s);
	return 0;
}

static int list(const char *trash, struct request *req)
{
	int r = trash_list(trash, print_item, req);

	return r < 0 ? complain("", trash, strerror(-r)) : 0;
}

static int restore(const char *trash, const char *token, const struct request *req)
{
	scoped_buf struct buf path = BUF_INIT;
	scoped_buf struct buf line = BUF_INIT;
	int r = trash_restore(trash, token, req->dest, req->force, &path);

	switch (r) {
	case 0:
		buf_add_escaped(&line, path.s, path.len);
		printf("restored %s\n", line.s);
		return 0;
	case -ENOENT:
	case -EINVAL:
		return complain("", token, "no such token");
	case -EEXIST:
		return complain("", token, "the destination exists (--force replaces it)");
	case -EBADMSG:
		return complain("", token,
			"the content or its manifest was changed since (--force restores it all the same)");
	case -ELOOP:
	case -ENOTDIR:
		return complain("", token,
			"a directory on the way is a link or no directory now (name another with --dest)");
	default:
		return complain("", token, strerror(-r));
	}
}

static int purge(const char *trash, const struct request *req)
{
	bool plain = !req->ttl && !req->quota;
	int64_t ttl = INT64_MAX;
	uint64_t quota = UINT64_MAX;
	unsigned removed;
	int r;

	if (age_parse_ns(plain ? "7d" : req->ttl ? req->ttl : "106000d", &ttl) < 0)
		return complain("--ttl", req->ttl, "not an age such as 12h or 7d"), EXIT_USAGE;
	if ((plain || req->quota) && num_parse_bytes(plain ? "5GB" : req->quota, &quota) < 0)
		return complain("--quota", req->quota, "not a size such as 500MB"), EXIT_USAGE;
	r = trash_purge(trash, ttl, quota, req->session, &removed);
	printf("removed %u %s\n", removed, removed == 1 ? "entry" : "entries");
	return r < 0 ? complain("", trash, strerror(-r)) : 0;
}

int agentsh_trash_main(int argc, char **argv)
{
	struct request req = {0};
	const struct long_option options[] = {
		{"config", &req.config, NULL},
		{"dest", &req.dest, NULL},
		{"force", NULL, &req.force},
		{"quota", &req.quota, NULL},
		{"session", &req.session, NULL},
		{"trash-path", &req.trash, NULL},
		{"ttl", &req.ttl, NULL},
	};
	scoped_free char *trash = NULL;
	const char *what;
	int operands;

	if (subcommand_help(argc, argv, usage))
		return 0;
	operands = long_options(argc, argv, options, ARRAY_LEN(options));
	what = operands > 0 ? argv[1] : "";
	if (operands != 1 + (strcmp(what, "restore") == 0)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	trash = trash_path(&req);
	if (!trash)
		return EXIT_USAGE;
	if (strcmp(what, "list") == 0)
		return list(trash, &req);
	if (strcmp(what, "restore") == 0)
		return restore(trash, argv[2], &req);
	if (strcmp(what, "purge") == 0)
		return purge(trash, &req);
	fputs(usage, stderr);
	return EXIT_USAGE;
}
