/*
 * shell/main.c - start-up: command line, policy, supervisor, then the shell.
 *
 * The only file that sees every layer.  Nothing of the user's script is read
 * before the supervisor holds this process (DESIGN 2).
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/agentsh.h"
#include "builtins/builtins.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/path.h"
#include "lib/strv.h"
#include "policy/audit.h"
#include "policy/config.h"
#include "policy/decide.h"
#include "policy/event.h"
#include "policy/policy.h"
#include "shell/history.h"
#include "shell/input.h"
#include "shell/invocation.h"
#include "shell/lookup.h"
#include "shell/precheck.h"
#include "shell/shell.h"
#include "shell/startup.h"
#include "shell/trap.h"
#include "shell/var.h"
#include "tracer/supervisor.h"

extern char **environ;

enum { STATUS_USAGE = 2, STATUS_REFUSED = 126, STATUS_NOT_FOUND = 127 };

/* What governs this process; lives until it ends. */
struct governor {
	bool nested;      /* an outer agentsh supervises us already */
	bool supervised;
	struct config *config;
	struct policy *policy;
	char *config_path;
	char *state_dir;
	char session_id[64];
};

static void governor_release(struct governor *g)
{
	policy_free(g->policy);
	config_free(g->config);
	free(g->config_path);
	free(g->state_dir);
}

/* One line of our own on stderr. */
static void say(const char *what, const char *detail)
{
	fprintf(stderr, "agentsh: %s%s\n", what, detail);
}

static int load_failed(const struct err *e)
{
	scoped_buf struct buf text = BUF_INIT;

	err_format(e, &text);
	say("", text.s);
	return STATUS_USAGE;
}

/* A random (version 4) UUID, RFC 9562 5.4. */
static void make_session_id(char out[static 37])
{
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		abort();
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	snprintf(out, 37,
		"%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
		b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
		b[14], b[15]);
}

static int load_rules(struct governor *g, const struct invocation *inv)
{
	scoped_strv struct strv warnings = {0}; /* shown by `agentsh policy check` */
	struct err e = {0};

	g->config_path = config_find(inv->config);
	g->config = config_load(g->config_path, &warnings, &e);
	if (!g->config)
		return load_failed(&e);
	g->policy = config_load_policy_here(g->config, inv->policy, inv->root, false, &warnings, &e);
	return g->policy ? 0 : load_failed(&e);
}

/* Running without enforcement is said aloud and recorded. */
static void record_unenforced(const struct governor *g, const char *why)
{
	scoped_buf struct buf message = BUF_INIT;
	struct audit_options options = {.state_dir = g->state_dir,
		.sqlite_path = g->config->audit_sqlite_path, .session_id = g->session_id};
	struct event e = {.type = EVENT_NOTICE, .pid = getpid(), .operation = "unenforced",
		.detail = why};
	struct audit *audit;

	say("running without enforcement: ", why);
	if (!g->config->audit_enabled)
		return;
	if (audit_open(&options, &audit, &message) < 0) {
		say("", message.s);
		return;
	}
	audit_record(audit, &e);
	audit_close(audit, false);
}

static void adopt_locale(void)
{
	setlocale(LC_ALL, "");
}

/*
 * Put this process under a supervisor.  0, or the exit status after one line.  Config and policy
 * are read in the "C" locale, that of the shell is set on the way.
 */
static int govern(struct governor *g, const struct invocation *inv)
{
	scoped_buf struct buf message = BUF_INIT;
	scoped_buf struct buf binary = BUF_INIT;
	struct supervisor_options o;
	int status;

	if (supervisor_is_outer()) {
		adopt_locale();
		g->nested = g->supervised = true;
		return 0;
	}
	status = load_rules(g, inv);
	if (status)
		return status;
	g->state_dir = config_state_dir();
	if (inv->session)
		snprintf(g->session_id, sizeof(g->session_id), "%s", inv->session);
	else
		make_session_id(g->session_id);
	if (inv->unenforced) {
		adopt_locale();
		record_unenforced(g, "--unenforced");
		return 0;
	}
	fs_readlink(AT_FDCWD, "/proc/self/exe", &binary);
	o = (struct supervisor_options){
		.policy = g->policy,
		.config = g->config,
		.policy_path = policy_path(g->policy),
		.config_path = g->config_path,
		.session_id = g->session_id,
		.state_dir = g->state_dir,
		.binary_path = binary.s,
		.environ = environ,
		.command = inv->command ? inv->command_string : inv->script,
		.argv = inv->argv,
		.meanwhile = adopt_locale,
	};
	if (supervisor_start(&o, &message) == 0) {
		g->supervised = true;
		return 0;
	}
	if (g->config->fail_open) {
		adopt_locale();
		record_unenforced(g, message.s);
		return 0;
	}
	say("", message.s);
	return STATUS_REFUSED;
}

/* What only a shell uses: it does not reach programs, but the shell itself reads it. */
static bool is_for_shell(const char *name)
{
	static const char *const names[] = {"BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "CDPATH",
		"GLOBIGNORE", "MAILPATH", "PROMPT_COMMAND"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/*
 * Take the variables that the policy hides out of this process, from its first stack too
 * (/proc/PID/environ): what the shell does not have, no child of it can find.
 */
static void hide_variables(const struct policy *p)
{
	size_t kept = 0;

	for (size_t i = 0; environ[i]; i++) {
		scoped_free char *name = xstrndup(environ[i], strcspn(environ[i], "="));

		if (decide_env(p, name).verdict == VERDICT_DENY && !is_for_shell(name))
			explicit_bzero(environ[i], strlen(environ[i]));
		else
			environ[kept++] = environ[i];
	}
	environ[kept] = NULL;
}

/* Open a script as bash does: by name, else along PATH.  Negative: the exit status, negated. */
static int open_script(struct shell *sh, const struct invocation *inv)
{
	const char *path = inv->script;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	char *found = NULL;

	if (fd < 0 && errno == ENOENT && !strchr(path, '/')) {
		found = lookup_in(sh, var_get(sh, "PATH"), path, &sh->scratch);
		fd = found ? open(found, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
		if (!found)
			errno = ENOENT;
	}
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		fd = -1;
		errno = EISDIR;
	}
	if (fd < 0) {
		/* bash names itself by the script once that is open */
		fprintf(stderr, "%s: %s: %s\n", errno == EISDIR ? path : inv->name, path,
			strerror(errno));
		return errno == ENOENT ? -STATUS_NOT_FOUND : -STATUS_REFUSED;
	}
	return fd_move_high(fd);
}

/* A text that starts with NULs is no script (bash: the first line up to 80 bytes). */
static bool looks_binary(int fd)
{
	char head[80];
	ssize_t n = pread(fd, head, sizeof(head), 0);
	const char *newline = n > 0 ? memchr(head, '\n', (size_t)n) : NULL;

	return n > 0 && memchr(head, '\0', newline ? (size_t)(newline - head) : (size_t)n);
}

/* -o, +o, -O, +O without a name. */
static void list_options(struct shell *sh, const struct option_setting *s)
{
	scoped_buf struct buf out = BUF_INIT;
	size_t n;
	const struct option_row *rows = s->shopt ? shopt_rows(&n) : set_option_rows(&n);
	enum option_form form = s->on ? OPTION_STATE : s->shopt ? OPTION_AS_SHOPT : OPTION_AS_SET;
	bool emacs = sh->opts.emacs;

	sh->opts.emacs |= !sh->opts.vi; /* bash asks later whether lines are edited */
	for (size_t i = 0; i < n; i++)
		option_add(sh, &rows[i], form, &out);
	sh->opts.emacs = emacs;
	fd_write_all(STDOUT_FILENO, out.s, out.len);
}

/* -m, where there is no terminal to be had. */
static void check_monitor(struct shell *sh, const struct invocation *inv)
{
	if (!sh->opts.monitor || sh->interactive || isatty(STDERR_FILENO))
		return;
	option_set_by_name(sh, "monitor", false);
	fprintf(stderr, "%s: cannot set terminal process group (%ld): %s\n"
		"%s: no job control in this shell\n", inv->name,
		getpid() == getpgrp() ? -1L : (long)getpgrp(), strerror(ENOTTY), inv->name);
}

/* False: there is no such option, which is printed. */
static bool apply_setting(struct shell *sh, const char *name, const struct option_setting *s)
{
	if (s->letter)
		return option_set_by_letter(sh, s->letter, s->on);
	if (!s->name) {
		list_options(sh, s);
		return true;
	}
	if (s->shopt ? shopt_set(sh, s->name, s->on) : option_set_by_name(sh, s->name, s->on))
		return true;
	fprintf(stderr, "%s: line 0: ", name);
	if (!s->shopt)
		fprintf(stderr, "%s: ", name);
	fprintf(stderr, "%s: invalid %soption name\n", s->name, s->shopt ? "shell " : "");
	return false;
}

/* Options of shopt that are named come after all others, as in bash. */
static void apply_settings(struct shell *sh, const struct invocation *inv)
{
	for (size_t i = 0; i < 2 * inv->n_settings; i++) {
		const struct option_setting *s = &inv->settings[i % inv->n_settings];

		if ((s->shopt && s->name) != (i >= inv->n_settings) ||
			apply_setting(sh, inv->name, s))
			continue;
		sh->status = STATUS_USAGE;
		sh->unwind = UNWIND_EXIT;
	}
}

static void run_input(struct shell *sh, const struct invocation *inv)
{
	struct input in = {0};
	int fd;

	if (inv->command) {
		input_from_string(&in, "-c", inv->command_string, strlen(inv->command_string));
	} else if (inv->script) {
		fd = open_script(sh, inv);
		if (fd >= 0 && looks_binary(fd)) {
			fprintf(stderr, "%s: %s: cannot execute binary file\n", inv->script,
				inv->script);
			close(fd);
			fd = -STATUS_REFUSED;
		}
		if (fd < 0) {
			sh->status = -fd;
			return;
		}
		input_from_fd(&in, inv->script, fd, true);
	} else if (sh->interactive) {
		input_from_terminal(&in, sh);
	} else {
		input_from_fd(&in, inv->name, STDIN_FILENO, false);
	}
	in.keeps_history = !inv->command;
	shell_run(sh, &in);
	input_release(&in);
}

static bool is_interactive(const struct invocation *inv)
{
	if (inv->interactive)
		return true;
	return !inv->command && !inv->script && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static void session_variables(struct shell *sh, const struct governor *g)
{
	if (!g->session_id[0])
		return;
	var_set(sh, "AGENTSH_SESSION_ID", g->session_id);
	var_set(sh, "AGENTSH_IN_SESSION", "1");
	var_change_flags(sh, var_find(sh, "AGENTSH_SESSION_ID"), VAR_EXPORT, 0);
	var_change_flags(sh, var_find(sh, "AGENTSH_IN_SESSION"), VAR_EXPORT, 0);
}

static int run_shell(const struct invocation *inv, const struct governor *g)
{
	struct shell sh = {0};
	struct shell_setup setup = {
		.name = inv->argument_name,
		.called = inv->name,
		.prog = inv->argument_name,
		.args = inv->args,
		.n_args = inv->n_args,
		.environ = environ,
		.script = inv->script,
		.interactive = is_interactive(inv),
		.login = inv->login,
		.sh_mode = inv->as_sh,
		.edits_lines = is_interactive(inv) && !inv->script && !inv->no_editing,
		.posix = inv->posix,
		.privileged = getuid() != geteuid() || getgid() != getegid(),
	};
	int status;

	if (setup.interactive)
		setup.prog = path_base(inv->name);
	setup.builtins = builtin_table(&setup.n_builtins);
	shell_init(&sh, &setup);
	sh.from_c = inv->command;
	sh.reads_stdin = inv->from_stdin || (!inv->command && !inv->script);
	if (inv->command)
		var_set(&sh, "BASH_EXECUTION_STRING", inv->command_string);
	sh.supervised = g->supervised;
	precheck_init(&sh, g->policy, g->config ? g->config->approvals : APPROVAL_NOBODY);
	session_variables(&sh, g);
	if (inv->posix || inv->as_sh)
		option_set_by_name(&sh, "posix", true);
	apply_settings(&sh, inv);
	if (inv->debugger)
		shopt_set(&sh, "extdebug", true);
	check_monitor(&sh, inv);
	sh.opts.verbose |= inv->verbose;
	sh.dump = inv->dump_po_strings ? DUMP_PO_STRINGS : inv->dump_strings ? DUMP_STRINGS :
		inv->dump_commands && !inv->command ? DUMP_COMMANDS : DUMP_NOTHING;
	sh.opts.noexec |= sh.dump != DUMP_NOTHING;
	options_list(&sh);
	if (sh.unwind == UNWIND_NONE)
		startup_files(&sh, inv);
	if (inv->restricted) {
		sh.opts.restricted_shell = true;
		options_list(&sh);
		shell_restrict(&sh);
	}
	if (sh.opts.extdebug && (inv->script || !setup.interactive))
		startup_debugger(&sh);
	if (setup.interactive && !inv->command)
		history_set_limits(&sh);
	if (sh.unwind == UNWIND_NONE)
		run_input(&sh, inv);
	startup_logout(&sh);
	status = shell_finish(&sh);
	precheck_release(&sh);
	shell_release(&sh);
	return status;
}

/*
 * `agentsh run [--] PROGRAM…`: any program under a supervisor, with our bash and sh first in
 * its PATH. The tracer judges its execve like any other.
 */
static int run_program(char **argv)
{
	scoped_buf struct buf path = BUF_INIT;
	scoped_buf struct buf own = BUF_INIT;
	const char *before = getenv("PATH");
	bool help = argv[0] && strcmp(argv[0], "--help") == 0;

	if (argv[0] && strcmp(argv[0], "--") == 0)
		argv++;
	if (!argv[0] || help) {
		fputs("usage: agentsh run [--] PROGRAM [ARG ...]\n", help ? stdout : stderr);
		return help ? 0 : STATUS_USAGE;
	}
	fs_readlink(AT_FDCWD, "/proc/self/exe", &own);
	buf_add(&path, own.s, (size_t)(path_base(own.s) - own.s));
	buf_add_str(&path, "../lib/agentsh/bin");
	if (access(path.s, X_OK) == 0) {
		buf_printf(&path, ":%s", before ? before : "/usr/bin:/bin");
		setenv("PATH", path.s, 1);
	}
	setenv("AGENTSH_IN_SESSION", "1", 1);
	execvp(argv[0], argv);
	fprintf(stderr, "agentsh: %s: %s\n", argv[0], strerror(errno));
	return errno == ENOENT ? STATUS_NOT_FOUND : STATUS_REFUSED;
}

/* `bash --version` is parsed by scripts and harnesses: its first line is bash's. */
static int print_version(const struct invocation *inv)
{
	if (inv->as_bash || inv->as_sh)
		puts("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)");
	puts("agentsh " AGENTSH_VERSION " (speaks bash 5.2)\n"
	     "License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\n"
	     "This is free software; you are free to change and redistribute it.\n"
	     "There is NO WARRANTY, to the extent permitted by law.");
	return 0;
}

static int print_help(const struct invocation *inv)
{
	printf("agentsh " AGENTSH_VERSION ", a bash that governs what it runs\n"
	       "\t%s SUBCOMMAND ...\n", inv->name);
	invocation_usage(inv, stdout);
	puts("Subcommands (each has --help):");
	subcommand_print_list();
	puts("\nSee agentsh(1) and agentsh-policy(5).");
	return 0;
}

#if defined(STATIC_LIBC) && defined(__GLIBC__)
#include <nss.h>

/* In a static program glibc crashes in modules that it loads; files and DNS are built in. */
static void ask_no_modules(void)
{
	__nss_configure_lookup("passwd", "files");
	__nss_configure_lookup("group", "files");
	__nss_configure_lookup("services", "files");
	__nss_configure_lookup("hosts", "files dns");
}
#else
static void ask_no_modules(void)
{
}
#endif

int main(int argc, char **argv)
{
	struct invocation inv;
	struct governor governor = {0};
	const struct subcommand *sub = NULL;
	bool run = false;
	int status;

	ask_no_modules();
	status = invocation_parse(&inv, argc, argv);
	if (status)
		return status;
	if (inv.version)
		return print_version(&inv);
	if (inv.help)
		return print_help(&inv);
	if (inv.script && !inv.as_bash && !inv.as_sh) {
		sub = subcommand_find(inv.script);
		run = strcmp(inv.script, "run") == 0;
	}
	if (sub) {
		adopt_locale();
		return sub->run(argc - inv.first_operand, argv + inv.first_operand);
	}
	status = govern(&governor, &inv);
	if (!status && governor.policy)
		hide_variables(governor.policy);
	if (!status)
		status = run ? run_program(inv.args) : run_shell(&inv, &governor);
	governor_release(&governor);
	invocation_release(&inv);
	return status;
}
