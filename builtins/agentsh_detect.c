/*
 * builtins/agentsh_detect.c - agentsh detect [-o table|json|yaml]: does enforcement work on this host?
 *
 * The answer is tried out: a scratch session with a policy of its own, in which
 * denied things are done.  Exit 1 if one of them succeeds.
 */
#include "builtins/agentsh.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "builtins/detect.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fd.h"
#include "lib/opts.h"
#include "policy/audit.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "tracer/supervisor.h"

extern char **environ;

/* One scratch session; all below `dir`. */
struct scratch {
	char dir[64];
	char *state;
	struct policy *policy;
	struct config *config;
};

static const char policy_text[] = "version: 1\n"
	"name: detect\n"
	"command_rules:\n"
	"  - {name: no-denied, commands: [denied], decision: deny}\n"
	"  - {name: rest, commands: ['*'], decision: allow}\n"
	"file_rules:\n"
	"  - {name: closed, paths: ['%s/closed/**'], operations: ['*'], decision: deny}\n"
	"  - {name: rest, paths: ['/**'], operations: ['*'], decision: allow}\n"
	"network_rules:\n"
	"  - {name: nowhere, cidrs: ['0.0.0.0/0', '::/0'], decision: deny}\n";

/* --- in the session --- */

static void test_exec(struct detect_list *l)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		execl("./allowed", "allowed", (char *)NULL);
		_exit(errno);
	}
	waitpid(pid, &status, 0);
	detect_add(l, "exec_allowed", "an allowed program runs",
		WIFEXITED(status) && WEXITSTATUS(status) == 7, "status %d", WEXITSTATUS(status));
	pid = fork();
	if (pid == 0) {
		execl("./denied", "denied", (char *)NULL);
		_exit(errno);
	}
	waitpid(pid, &status, 0);
	detect_add(l, "exec_denied", "a denied program does not",
		WIFEXITED(status) && WEXITSTATUS(status) == EACCES, "%s",
		strerror(WEXITSTATUS(status)));
}

static void test_write(struct detect_list *l)
{
	scoped_fd int fd = open("closed/file", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	detect_add(l, "write_denied", "a denied file cannot be written", fd < 0 && errno == EACCES,
		"%s", fd < 0 ? strerror(errno) : "it was opened");
}

static void test_connect(struct detect_list *l)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(80)};
	scoped_fd int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int r;

	inet_pton(AF_INET, "10.0.0.1", &to.sin_addr);
	r = connect(fd, (struct sockaddr *)&to, sizeof(to));
	detect_add(l, "connect_denied", "a denied address cannot be reached",
		r < 0 && errno == EACCES, "%s", r < 0 ? strerror(errno) : "connected");
}

/* Ask any server for a name that no rule lets through: the proxy says NXDOMAIN (RFC 1035 4.1). */
static void test_dns(struct detect_list *l)
{
	static const unsigned char query[] = "\x41\x47\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
		"\x07" "agentsh" "\x07" "example" "\x00\x00\x01\x00\x01";
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(53)};
	struct timeval patience = {.tv_sec = 2};
	scoped_fd int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	unsigned char reply[512] = {0};
	ssize_t n = -1;

	inet_pton(AF_INET, "198.51.100.53", &to.sin_addr); /* RFC 5737: nobody is there */
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (sendto(fd, query, sizeof(query) - 1, 0, (struct sockaddr *)&to, sizeof(to)) >= 0)
		n = recv(fd, reply, sizeof(reply), 0);
	detect_add(l, "dns_denied", "a denied name does not exist", n >= 12 && (reply[3] & 15) == 3,
		n >= 12 ? "rcode %d" : "no answer", n >= 12 ? reply[3] & 15 : 0);
}

/* Not in one piece in this binary, so that looking at that is not redacted too. */
static void secret(char *out, size_t room)
{
	snprintf(out, room, "%s%s%s", "ghp", "_", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789");
}

_Noreturn static void child_session(const struct scratch *s, int report)
{
	struct detect_list l = {.n = 0};
	scoped_buf struct buf message = BUF_INIT;
	char token[64];
	struct supervisor_options o = {
		.policy = s->policy,
		.config = s->config,
		.session_id = "detect",
		.state_dir = s->state,
		.environ = environ,
		.command = "agentsh detect",
	};

	if (chdir(s->dir) < 0 || supervisor_start(&o, &message) < 0) {
		detect_add(&l, "supervisor", "a supervisor starts", false, "%s", message.s);
		fd_write_all(report, &l, sizeof(l));
		_exit(1);
	}
	detect_add(&l, "supervisor", "a supervisor starts", true, "and answers");
	test_exec(&l);
	test_write(&l);
	test_connect(&l);
	test_dns(&l);
	secret(token, sizeof(token));
	dprintf(STDOUT_FILENO, "token %s\n", token);
	fd_write_all(report, &l, sizeof(l));
	_exit(0);
}

/* --- outside --- */

static void make_script(const struct scratch *s, const char *name, const char *text)
{
	scoped_free char *path = xasprintf("%s/%s", s->dir, name);
	scoped_fd int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);

	if (fd >= 0)
		fd_write_all(fd, text, strlen(text));
}

static bool scratch_make(struct scratch *s, struct err *e)
{
	struct policy_vars vars = {.environ = environ};
	struct policy_options options = {.vars = &vars};
	scoped_free char *text = NULL;
	scoped_free char *closed = NULL;

	snprintf(s->dir, sizeof(s->dir), "/tmp/agentsh-detect.XXXXXX");
	if (!mkdtemp(s->dir)) {
		err_set(e, s->dir, 0, 0, "%s", strerror(errno));
		return false;
	}
	s->state = xasprintf("%s/state", s->dir);
	closed = xasprintf("%s/closed", s->dir);
	mkdir(closed, 0700);
	make_script(s, "allowed", "#!/bin/sh\nexit 7\n");
	make_script(s, "denied", "#!/bin/sh\nexit 0\n");
	text = xasprintf(policy_text, s->dir);
	s->policy = policy_load_text(text, strlen(text), "detect", &options, NULL, e);
	s->config = s->policy ? config_load(NULL, NULL, e) : NULL;
	if (!s->config)
		return false;
	s->config->notices = false;
	s->config->audit_enabled = true;
	s->config->cgroups_enabled = false;
	s->config->dlp_mode = DLP_REDACT;
	s->config->dlp_api_keys = true;
	return true;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

static void scratch_remove(struct scratch *s)
{
	nftw(s->dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	policy_free(s->policy);
	config_free(s->config);
	free(s->state);
}

static void check_redaction(struct detect_list *l, const struct buf *output)
{
	char token[64];
	bool hidden;

	secret(token, sizeof(token));
	hidden = strstr(output->s, "token [REDACTED") && !strstr(output->s, token);
	detect_add(l, "redaction", "a secret that is printed is replaced", hidden, "%s",
		hidden ? "[REDACTED]" : "it came through");
}

/* How many denials of this session are in the database, or -1. */
static int count_denials(const struct scratch *s)
{
	scoped_free char *path = xasprintf("%s/events.db", s->state);
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int n = -1;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(db, "SELECT count(*) FROM events WHERE session_id = 'detect' "
			"AND effective_decision = 'deny'", -1, &q, NULL) == SQLITE_OK &&
		sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static void check_audit(struct detect_list *l, const struct scratch *s)
{
	enum { DENIED_ABOVE = 3 }; /* exec, write, connect; names are recorded besides */
	scoped_buf struct buf message = BUF_INIT;
	int r = audit_ingest(s->state, NULL, &message);
	int n = r < 0 ? -1 : count_denials(s);

	if (n >= 0)
		detect_add(l, "audit", "each denial is in the audit log", n >= DENIED_ABOVE,
			"%d rows", n);
	else
		detect_add(l, "audit", "each denial is in the audit log", false, "%s",
			message.len ? message.s : "no database");
}

/*
 * Run the session.  Its results come back through one pipe (a copy of the list: both are this
 * program, so the strings stand at the same places), what it prints through another.
 */
static void run_session(struct detect_list *l, const struct scratch *s)
{
	scoped_buf struct buf output = BUF_INIT_MAX(65536);
	int out[2];
	int report[2];
	pid_t pid;

	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(report, O_CLOEXEC) < 0)
		return;
	fflush(stdout);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* so that the supervisor can be waited for */
	pid = fork();
	if (pid == 0) {
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		close(out[0]);
		close(out[1]);
		child_session(s, report[1]);
	}
	close(out[1]);
	close(report[1]);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	if (read(report[0], l, sizeof(*l)) != (ssize_t)sizeof(*l))
		detect_add(l, "supervisor", "a supervisor starts", false, "the session died");
	fd_read_all(out[0], &output);
	close(out[0]);
	close(report[0]);
	while (waitpid(-1, NULL, 0) > 0)
		; /* it has closed its audit log */
	if (l->n > 1) {
		check_redaction(l, &output);
		check_audit(l, s);
	}
}

static bool self_test(struct detect_list *l)
{
	struct scratch s = {.state = NULL};
	struct err e = {.set = false};
	bool works = true;

	if (supervisor_is_outer()) {
		detect_add(l, "supervisor", "a supervisor starts", true,
			"this is a session already: the outer agentsh enforces");
		return true;
	}
	if (scratch_make(&s, &e))
		run_session(l, &s);
	else
		detect_add(l, "supervisor", "a supervisor starts", false, "%s", e.message);
	scratch_remove(&s);
	for (size_t i = 0; i < l->n; i++)
		works = works && l->items[i].ok;
	return works;
}

static const char usage_text[] = "usage: agentsh detect [-o table|json|yaml]\n";

static int usage(void)
{
	fputs(usage_text, stderr);
	return 2;
}

int agentsh_detect_main(int argc, char **argv)
{
	static const char *const formats[] = {
		[DETECT_TABLE] = "table", [DETECT_JSON] = "json", [DETECT_YAML] = "yaml"};
	struct detect_list host = {.n = 0};
	struct detect_list tests = {.n = 0};
	struct opts o = opts_start(argc, argv);
	size_t format = DETECT_TABLE;
	bool works;
	int c;

	if (subcommand_help(argc, argv, usage_text))
		return 0;
	while ((c = opts_next(&o, "o:")) != OPTS_END) {
		if (c != 'o')
			return usage();
		for (format = 0; format < ARRAY_LEN(formats); format++)
			if (strcmp(o.arg, formats[format]) == 0)
				break;
		if (format == ARRAY_LEN(formats))
			return usage();
	}
	if (o.index < argc)
		return usage();
	detect_host(&host);
	works = self_test(&tests);
	detect_print((enum detect_format)format, &host, &tests, works);
	return works ? 0 : 1;
}
