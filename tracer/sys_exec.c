/*
 * tracer/sys_exec.c - execve, execveat: may this program run, with these arguments?
 *
 * Judged at the call: the file it resolves to, under its name and as what it is
 * a copy of, and the interpreters that its first line names.  Judged again at
 * PTRACE_EVENT_EXEC where the image or its arguments are not the ones that were
 * let through, which is what a race comes to (ESCAPES 1.3, item 5).
 */
#include <errno.h>
#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/map.h"
#include "lib/path.h"
#include "policy/decide.h"
#include "policy/identity.h"
#include "tracer/enforce.h"
#include "tracer/exec_args.h"
#include "tracer/loader.h"
#include "tracer/memory.h"
#include "tracer/protect.h"
#include "tracer/resolve.h"
#include "tracer/syscalls.h"
#include "tracer/tracer.h"

enum {
	SHEBANG_BYTES = 256,       /* BINPRM_BUF_SIZE */
	MAX_INTERPRETERS = 5,      /* exec_binprm() */
	MAX_CMDLINE_BYTES = 8 << 20,
};

/* One exec while it is judged. */
struct exec {
	struct exec_args args;
	const char *script; /* what the kernel calls the program for its interpreter */
	unsigned first;     /* number of the path argument */
};

/* --- interpreters --- */

/* The first bytes of @program, which is a regular file: nothing that could keep us waiting. */
static ssize_t read_head(const struct resolved *program, char *head, size_t len)
{
	scoped_fd int fd = -1;
	char by_fd[64];

	if (program->object_fd <= 0 || !S_ISREG(program->st.st_mode))
		return -1;
	snprintf(by_fd, sizeof(by_fd), "/proc/self/fd/%d", program->object_fd);
	fd = open(by_fd, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? -1 : pread(fd, head, len, 0);
}

/* `#! INTERPRETER [ARG]` as the kernel reads it (fs/binfmt_script.c); false: not a script. */
static bool parse_shebang(char *head, size_t len, char **ret_interpreter, char **ret_arg)
{
	char *at = head + 2;
	char *end;
	char *rest;

	if (len < 2 || head[0] != '#' || head[1] != '!')
		return false;
	head[len] = '\0';
	end = strchr(at, '\n');
	if (end)
		*end = '\0';
	at += strspn(at, " \t");
	rest = at + strcspn(at, " \t");
	if (!*at || (!end && !*rest && len == SHEBANG_BYTES))
		return false; /* no name, or one that is cut: ENOEXEC */
	*ret_interpreter = at;
	*ret_arg = NULL;
	if (!*rest)
		return true;
	*rest++ = '\0';
	rest += strspn(rest, " \t");
	for (end = rest + strlen(rest); end > rest && (end[-1] == ' ' || end[-1] == '\t'); end--)
		end[-1] = '\0';
	if (*rest)
		*ret_arg = rest;
	return true;
}

/* --- decisions --- */

enum launcher { LAUNCHER_NONE, LAUNCHER_LOADER, LAUNCHER_APPLETS };

/* Programs that run what their arguments name without another exec (ESCAPES 40, 41). */
static enum launcher launcher_kind(const struct resolved *program)
{
	static const char *const prefixes[] = {"ld-linux", "ld-musl", "ld.so", "ld64.so", "ld-2."};
	const char *base = path_base(program->path);

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (strncmp(base, prefixes[i], strlen(prefixes[i])) == 0)
			return LAUNCHER_LOADER;
	if (strncmp(base, "busybox", 7) == 0 || strncmp(base, "toybox", 6) == 0)
		return LAUNCHER_APPLETS;
	/* A loader of the system is called as one, so only others are looked into. */
	if (path_is_below(program->path, "/usr") || program->object_fd <= 0)
		return LAUNCHER_NONE;
	return loader_is(program->object_fd) ? LAUNCHER_LOADER : LAUNCHER_NONE;
}

/*
 * What a launcher runs is in its arguments, and argv[0] may say anything: it is replaced by what the
 * program is.  An applet's name may be in argv[0] itself.
 */
static void judge_launched(struct tracee *t, enum launcher kind, struct command_request *req,
	struct exec_subject *s, struct decision *d)
{
	char *const *argv = s->argv;
	size_t n = 0;
	char **said;
	struct command_request applet = *req;
	struct decision as_that;

	if (!argv[0])
		return;
	while (argv[n])
		n++;
	said = arena_zalloc(&t->scratch, (n + 1) * sizeof(*said));
	memcpy(said, argv, n * sizeof(*said));
	said[0] = arena_strdup(&t->scratch, kind == LAUNCHER_LOADER ? "ld.so" : "busybox");
	req->argv = said;
	*d = decide_command_line(t->tracer->policy, req, &s->payload);
	req->argv = argv;
	if (kind != LAUNCHER_APPLETS)
		return;
	applet.typed = argv[0];
	as_that = decide_command_line(t->tracer->policy, &applet, NULL);
	if (as_that.by && as_that.verdict > d->verdict) {
		*d = as_that;
		s->payload = argv[0];
	}
}

/*
 * A copy or hard link of a program that a rule names is judged as that one too, where that is stricter
 * (DESIGN 5): @d and @s say so then.
 */
static void judge_alias(struct tracee *t, const struct resolved *program, struct exec_subject *s,
	struct decision *d)
{
	const char *name = identity_alias(t->tracer->identity, program->path,
		program->object_fd > 0 ? program->object_fd : -1);
	struct command_request req = {.typed = name, .argv = s->argv, .depth = t->depth};
	struct decision as_that;

	if (!name)
		return;
	as_that = decide_command(t->tracer->policy, &req);
	if (!as_that.by || as_that.verdict <= d->verdict)
		return;
	*d = as_that;
	s->payload = name;
}

static enum sys_action judge_program(struct tracee *t, const struct resolved *program,
	struct exec_subject *s, struct decision *ret)
{
	struct command_request req = {
		.typed = s->typed, .resolved = program->path, .argv = s->argv, .depth = t->depth};
	const char *reason = protect_check(t->tracer->protect, t->tracer, program, PATH_OPEN);
	enum launcher launcher;

	if (reason)
		return enforce_refuse(t, reason, program->path, EACCES);
	launcher = launcher_kind(program);
	if (launcher != LAUNCHER_NONE)
		judge_launched(t, launcher, &req, s, ret);
	else
		*ret = t->depth == 0 ? decide_command_line(t->tracer->policy, &req, &s->payload)
				     : decide_command(t->tracer->policy, &req);
	judge_alias(t, program, s, ret);
	s->path = program->path;
	return enforce_exec_decided(t, s, ret);
}

/* Judge the interpreters behind @program, which becomes the file that the kernel will map. */
static enum sys_action judge_interpreters(struct tracee *t, struct exec *x, struct resolved *program)
{
	char head[SHEBANG_BYTES + 1];
	char *interpreter;
	char *arg;

	for (int level = 0;; level++) {
		ssize_t len = read_head(program, head, SHEBANG_BYTES);
		struct exec_subject s = {.quiet = true};
		struct decision d;
		struct resolved next;
		enum sys_action action;
		int r;

		if (len < 0 || !parse_shebang(head, (size_t)len, &interpreter, &arg))
			return SYS_ALLOW;
		if (level == MAX_INTERPRETERS)
			return sys_deny(t, ELOOP);
		r = tracee_resolve_path(t, AT_FDCWD, interpreter, RESOLVE_OBJECT, &next);
		if (r < 0)
			return sys_fail(t, r);
		if (!next.exists || !S_ISREG(next.st.st_mode)) {
			resolved_release(&next);
			return sys_deny(t, next.exists ? EACCES : ENOENT);
		}
		exec_args_for_script(t, &x->args, interpreter, arg, x->script);
		x->script = x->args.argv[0];
		s.typed = x->args.argv[0];
		s.argv = x->args.argv;
		action = judge_program(t, &next, &s, &d);
		resolved_release(program);
		*program = next;
		if (action != SYS_ALLOW)
			return action;
	}
}

/* --- redirects --- */

/* Where a redirect's command is: as an absolute path, or in the directories of the system. */
static const char *find_command(struct tracee *t, const char *command)
{
	static const char *const dirs[] = {
		"/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"};
	struct stat st;

	if (strchr(command, '/'))
		return command;
	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		const char *path = arena_printf(&t->scratch, "%s/%s", dirs[i], command);

		if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 0111))
			return path;
	}
	return NULL;
}

/* Make the call run what the rule names instead.  SYS_ALLOW: done, @program is that. */
static enum sys_action redirect(struct tracee *t, struct exec *x, const struct decision *d,
	struct resolved *program)
{
	struct command_redirect to = decision_command_redirect(d);
	const char *path = to.command ? find_command(t, to.command) : NULL;
	struct resolved target;

	if (!path || exec_args_redirect(t, &x->args, &to, path, x->first) < 0 ||
		tracee_resolve_path(t, AT_FDCWD, path, RESOLVE_OBJECT, &target) < 0)
		return sys_deny(t, EACCES);
	resolved_release(program);
	*program = target;
	x->script = path;
	if (!target.exists)
		return sys_deny(t, EACCES);
	return SYS_ALLOW;
}

/* --- the calls --- */

static int kernel_would_refuse(const struct resolved *r)
{
	if (!r->exists)
		return ENOENT;
	if (S_ISLNK(r->st.st_mode))
		return ELOOP; /* execveat() with AT_SYMLINK_NOFOLLOW */
	if (!S_ISREG(r->st.st_mode) || !(r->st.st_mode & 0111))
		return EACCES;
	return 0;
}

static enum sys_action judge(struct tracee *t, struct exec *x, struct resolved *program)
{
	struct exec_subject s = {.typed = program->given, .argv = x->args.argv, .may_redirect = true};
	struct decision d;
	enum sys_action action;
	bool redirected;

	if (!s.typed || !*s.typed)
		s.typed = program->path;
	t->exec.id = ++t->tracer->next_exec_id;
	action = judge_program(t, program, &s, &d);
	if (action != SYS_ALLOW)
		return action;
	redirected = d.verdict == VERDICT_REDIRECT;
	if (redirected)
		action = redirect(t, x, &d, program);
	if (action == SYS_ALLOW)
		action = judge_interpreters(t, x, program);
	if (action != SYS_ALLOW)
		return action;
	t->exec.valid = true;
	t->exec.dev = program->st.st_dev;
	t->exec.ino = program->st.st_ino;
	t->exec.argv_hash = exec_args_hash(&x->args);
	return redirected ? SYS_CHANGED : SYS_ALLOW;
}

static enum sys_action exec_call(struct tracee *t, int dirfd, unsigned first, unsigned flags)
{
	struct exec x = {.first = first};
	scoped_resolved struct resolved program = {.parent_fd = -1};
	int r = tracee_resolve(t, dirfd, t->arg[first], flags | RESOLVE_OBJECT, &program);

	t->exec.valid = false;
	if (r < 0)
		return sys_fail(t, r);
	/* A failed probe along PATH is no command run, and not worth a word. */
	r = kernel_would_refuse(&program);
	if (r)
		return sys_deny(t, r);
	r = exec_args_read(t, t->arg[first + 1], &x.args);
	if (r < 0)
		return r == -E2BIG ? sys_deny(t, r) : sys_fail(t, r);
	x.script = program.given;
	if (dirfd != AT_FDCWD && program.given[0] != '/')
		x.script = arena_printf(&t->scratch, program.given[0] ? "/dev/fd/%d/%s" : "/dev/fd/%d",
			dirfd, program.given);
	return judge(t, &x, &program);
}

enum sys_action sys_execve(struct tracee *t)
{
	return exec_call(t, AT_FDCWD, 0, 0);
}

enum sys_action sys_execveat(struct tracee *t)
{
	int flags = (int)t->arg[4];
	unsigned resolve = (flags & AT_EMPTY_PATH ? RESOLVE_EMPTY_PATH : 0) |
			   (flags & AT_SYMLINK_NOFOLLOW ? RESOLVE_NOFOLLOW : 0);

	return exec_call(t, (int)t->arg[0], 1, resolve);
}

/* --- the image that really runs --- */

/* Is it the file and are these the arguments that were judged?  @cmdline gets the arguments. */
static bool as_judged(const struct tracee *t, struct buf *cmdline)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", t->tgid);
	if (fd_read_file(path, cmdline) < 0)
		return false;
	snprintf(path, sizeof(path), "/proc/%d/exe", t->tgid);
	return t->exec.valid && stat(path, &st) == 0 && st.st_dev == t->exec.dev &&
	       st.st_ino == t->exec.ino && hash_bytes(cmdline->s, cmdline->len) == t->exec.argv_hash;
}

/* The path that the kernel was given (AT_EXECFN, man 3 getauxval), in the scratch; NULL: not known. */
static char *path_given(struct tracee *t)
{
	scoped_buf struct buf auxv = BUF_INIT_MAX(4096);
	char path[64];
	char *text;
	size_t len;

	snprintf(path, sizeof(path), "/proc/%d/auxv", t->tgid);
	if (fd_read_file(path, &auxv) < 0)
		return NULL;
	for (size_t at = 0; at + 2 * sizeof(uint64_t) <= auxv.len; at += 2 * sizeof(uint64_t)) {
		uint64_t entry[2];

		memcpy(entry, auxv.s + at, sizeof(entry));
		if (entry[0] == AT_EXECFN)
			return tracee_read_str(t, entry[1], PATH_MAX, &text, &len) < 0 ? NULL : text;
	}
	return NULL;
}

/* The script that @image is the interpreter of: may that be run? */
static enum sys_action judge_script(struct tracee *t, const struct resolved *image, char *const *argv)
{
	scoped_resolved struct resolved script = {.parent_fd = -1};
	struct exec_subject s = {.argv = argv, .quiet = true};
	struct decision d;

	s.typed = path_given(t);
	if (!s.typed || tracee_resolve_path(t, AT_FDCWD, s.typed, RESOLVE_OBJECT, &script) < 0)
		return sys_deny(t, EACCES);
	if (strcmp(script.path, image->path) == 0)
		return SYS_ALLOW;
	return judge_program(t, &script, &s, &d);
}

/* Decide on what is there now: a binfmt_misc interpreter, or what a race has put there. */
static bool judge_image(struct tracee *t, struct buf *cmdline)
{
	scoped_buf struct buf path = BUF_INIT;
	struct exec_subject s = {.quiet = false};
	struct command_request req;
	struct resolved image;
	struct decision d;
	char link[64];
	size_t n = 0;
	char **argv;

	snprintf(link, sizeof(link), "/proc/%d/exe", t->tgid);
	if (cmdline->overflow || fs_readlink(AT_FDCWD, link, &path) < 0)
		return false;
	for (size_t i = 0; i < cmdline->len; i++)
		n += cmdline->s[i] == '\0';
	argv = arena_zalloc(&t->scratch, (n + 2) * sizeof(*argv));
	n = 0;
	for (size_t i = 0; i < cmdline->len; i += strlen(cmdline->s + i) + 1)
		argv[n++] = cmdline->s + i;
	s.path = path.s;
	s.typed = path.s;
	s.argv = argv;
	req = (struct command_request){
		.typed = path.s, .resolved = path.s, .argv = argv, .depth = t->depth};
	d = decide_command_line(t->tracer->policy, &req, &s.payload);
	image = (struct resolved){.path = path.s, .len = path.len, .parent_fd = -1};
	image.object_fd = open(link, O_PATH | O_CLOEXEC);
	judge_alias(t, &image, &s, &d);
	resolved_release(&image);
	return enforce_exec_decided(t, &s, &d) == SYS_ALLOW &&
	       judge_script(t, &image, argv) == SYS_ALLOW;
}

bool sys_exec_happened(struct tracee *t)
{
	scoped_buf struct buf cmdline = BUF_INIT_MAX(MAX_CMDLINE_BYTES);
	bool permitted;

	if (!t->exec.valid)
		t->exec.id = ++t->tracer->next_exec_id;
	permitted = as_judged(t, &cmdline) || judge_image(t, &cmdline);
	t->exec.valid = false;
	t->parent_exec_id = t->exec_id;
	t->exec_id = t->exec.id;
	if (t->depth > 0 && t->origin == ORIGIN_COMMAND)
		t->origin = ORIGIN_CHILD;
	t->depth++;
	t->execed = true;
	return permitted;
}
