/*
 * builtins/agentsh_audit.c - agentsh audit: what was tried and what was decided.
 *
 * What dead supervisors left in their spools is taken into the database first; the
 * query itself only reads.
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
#include "policy/audit.h"
#include "policy/audit_query.h"
#include "policy/config.h"
#include "policy/decide.h"

enum { EXIT_USAGE = 2, FOLLOW_MS = 250 };

static const char usage[] =
	"usage: agentsh audit [--session S|latest] [--type T] [--decision D] [--since AGE|TIME]\n"
	"                     [--limit N] [--json] [--follow]\n"
	"       agentsh audit verify\n"
	"       agentsh audit sessions\n"
	"Each takes --config FILE, and --db FILE for another database.\n";

/* What the command line asks for. */
struct request {
	const char *config, *db, *session, *type, *decision, *since, *limit;
	bool json, follow;
	struct audit_filter filter;
};

static int complain(const char *message)
{
	fprintf(stderr, "agentsh: %s\n", message);
	return 1;
}

/* --db, the database of the configuration, or the one in the state directory.  NULL: complained. */
static char *database_path(const struct request *req, const char *state)
{
	struct config *c;
	char *db;

	if (req->db)
		return xstrdup(req->db);
	c = subcommand_config(req->config);
	if (!c)
		return NULL;
	db = c->audit_sqlite_path ? xstrdup(c->audit_sqlite_path)
				  : xasprintf("%s/events.db", state);
	config_free(c);
	return db;
}

/* 2026-01-02T03:04:05.678Z */
static void add_time(struct buf *out, int64_t ns)
{
	time_t seconds = (time_t)(ns / 1000000000);
	struct tm tm;
	char text[32];

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	buf_printf(out, "%s.%03dZ", text, (int)(ns / 1000000 % 1000));
}

static void add_text(struct buf *out, const char *s)
{
	if (s)
		buf_add_escaped(out, s, strlen(s));
}

/* Pad what was added since @start to @width columns. */
static void pad(struct buf *out, size_t start, size_t width)
{
	while (out->len - start < width)
		buf_add_char(out, ' ');
	buf_add_char(out, ' ');
}

static void add_column(struct buf *out, const char *s, size_t width)
{
	size_t start = out->len;

	add_text(out, s && *s ? s : "-");
	pad(out, start, width);
}

/* time decision type pid operation target rule */
static void add_row(struct buf *out, const struct audit_row *row)
{
	size_t start;

	add_time(out, row->time_ns);
	buf_add_char(out, ' ');
	start = out->len;
	add_text(out, row->decision ? row->decision : "-");
	if (row->effective && row->decision && strcmp(row->effective, row->decision) != 0) {
		buf_add_char(out, '>');
		add_text(out, row->effective);
	}
	pad(out, start, 8);
	add_column(out, row->type, 16);
	start = out->len;
	buf_printf(out, "%lld", (long long)row->pid);
	pad(out, start, 7);
	add_column(out, row->operation, 8);
	start = out->len;
	add_text(out, row->path ? row->path : row->domain);
	if (row->remote) {
		buf_add_str(out, out->len > start ? " " : "");
		add_text(out, row->remote);
	}
	if (out->len == start)
		buf_add_char(out, '-');
	if (row->count > 1)
		buf_printf(out, " (%lld times)", (long long)row->count);
	if (row->rule) {
		buf_add_str(out, "  ");
		add_text(out, row->rule);
	}
	buf_add_char(out, '\n');
}

static int print_row(const struct audit_row *row, void *arg)
{
	struct request *req = arg;
	scoped_buf struct buf line = BUF_INIT;

	if (row->row > req->filter.after_row && req->follow)
		req->filter.after_row = row->row;
	if (req->json) {
		buf_add_str(&line, row->payload ? row->payload : "{}");
		buf_add_char(&line, '\n');
	} else {
		add_row(&line, row);
	}
	return fwrite(line.s, 1, line.len, stdout) == line.len ? 0 : -EPIPE;
}

static int bad_value(const char *option, const char *what)
{
	fprintf(stderr, "agentsh audit: --%s: %s\n", option, what);
	return EXIT_USAGE;
}

static bool is_decision(const char *name)
{
	for (enum verdict v = VERDICT_ALLOW; v <= VERDICT_DENY; v++)
		if (strcmp(verdict_name(v), name) == 0)
			return true;
	return false;
}

static int read_filter(struct request *req)
{
	int64_t limit = 0;

	req->filter = (struct audit_filter){.session = req->session, .type = req->type,
		.decision = req->decision};
	if (req->since && since_parse_ns(req->since, &req->filter.since_ns) < 0)
		return bad_value("since", "not a time and not an age such as 10m, 2h or 7d");
	if (req->limit && (num_parse_i64(req->limit, &limit) < 0 || limit < 0))
		return bad_value("limit", "not a number");
	if (req->decision && !is_decision(req->decision))
		return bad_value("decision",
			"not one of allow, audit, redirect, soft_delete, absorb, approve, deny");
	req->filter.limit = limit;
	return 0;
}

static int show(struct audit_reader *r, struct request *req, const char *state, const char *db)
{
	const struct timespec pause = {.tv_nsec = FOLLOW_MS * 1000000L};
	scoped_free char *latest = NULL;
	scoped_buf struct buf message = BUF_INIT;

	if (req->session && strcmp(req->session, "latest") == 0) {
		latest = audit_latest_session(r);
		req->filter.session = latest ? latest : "";
	}
	for (;;) {
		int status = audit_read(r, &req->filter, print_row, req, &message);

		if (status == -EPIPE || fflush(stdout) != 0)
			return 1;
		if (status < 0)
			return complain(message.s);
		if (!req->follow)
			return 0;
		req->filter.limit = 0;
		nanosleep(&pause, NULL);
		/* A supervisor may have died meanwhile; that it cannot be taken up is told once. */
		buf_reset(&message);
		if (audit_ingest(state, db, &message) < 0)
			buf_reset(&message);
	}
}

static int verify(struct audit_reader *r)
{
	scoped_buf struct buf message = BUF_INIT;
	struct audit_verdict v;

	if (audit_verify(r, &v, &message) < 0)
		return complain(message.s);
	if (v.broken) {
		printf("broken at sequence %llu: %s\n", (unsigned long long)v.broken, v.why);
		return 1;
	}
	printf("ok: %llu events\n", (unsigned long long)v.rows);
	return 0;
}

static int print_session(const struct audit_session *s, void *arg)
{
	scoped_buf struct buf line = BUF_INIT;

	(void)arg;
	add_time(&line, s->first_ns);
	buf_add_char(&line, ' ');
	add_time(&line, s->last_ns);
	buf_printf(&line, " %8lld events %6lld denied  ", (long long)s->events, (long long)s->denied);
	add_text(&line, s->session);
	puts(line.s);
	return 0;
}

static int run(const char *what, struct request *req, const char *state, const char *db)
{
	scoped_buf struct buf message = BUF_INIT;
	struct audit_reader *r = NULL;
	int status;

	/* What cannot be taken up is said; what is in the database can be read all the same. */
	if (audit_ingest(state, db, &message) < 0 || message.len)
		complain(message.s);
	buf_reset(&message);
	status = audit_reader_open(db, &r, &message);
	if (status == -ENOENT) {
		if (*what == 'v')
			puts("ok: 0 events");
		return 0;
	}
	if (status < 0)
		return complain(message.s);
	if (*what == 'v')
		status = verify(r);
	else if (*what == 's')
		status = audit_sessions(r, print_session, NULL, &message) < 0 ? complain(message.s) : 0;
	else
		status = show(r, req, state, db);
	audit_reader_close(r);
	return status;
}

int agentsh_audit_main(int argc, char **argv)
{
	struct request req = {0};
	const struct long_option options[] = {
		{"config", &req.config, NULL},
		{"db", &req.db, NULL},
		{"decision", &req.decision, NULL},
		{"follow", NULL, &req.follow},
		{"json", NULL, &req.json},
		{"limit", &req.limit, NULL},
		{"session", &req.session, NULL},
		{"since", &req.since, NULL},
		{"type", &req.type, NULL},
	};
	scoped_free char *state = NULL;
	scoped_free char *db = NULL;
	const char *what;
	int operands;

	if (subcommand_help(argc, argv, usage))
		return 0;
	operands = long_options(argc, argv, options, ARRAY_LEN(options));
	what = operands == 1 ? argv[1] : "";
	if (operands < 0 || operands > 1 ||
		(*what && strcmp(what, "verify") != 0 && strcmp(what, "sessions") != 0)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	if (read_filter(&req))
		return EXIT_USAGE;
	state = config_state_dir();
	db = database_path(&req, state);
	return db ? run(what, &req, state, db) : EXIT_USAGE;
}
