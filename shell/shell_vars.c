/*
 * shell/shell_vars.c - the variables that a new shell has.
 */
#include "shell/shell_vars.h"

#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/fs.h"
#include "lib/num.h"
#include "lib/path.h"
#include "shell/compat.h"
#include "shell/locale.h"
#include "shell/lookup.h"
#include "shell/shell.h"
#include "shell/special_internal.h"
#include "shell/split.h"
#include "shell/var.h"
#include "shell/var_internal.h"

#define DEFAULT_PATH "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:."
#define LOADABLES_PATH "/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:" \
	"/opt/pkg/lib/bash:."

#ifdef __aarch64__
#define MACHINE "aarch64"
#else
#define MACHINE "x86_64"
#endif

enum { LEVEL_MAX = 1000 };

static void set_if_unset(struct shell *sh, const char *name, const char *value)
{
	if (!var_get(sh, name))
		var_set(sh, name, value);
}

static void set_with(struct shell *sh, const char *name, const char *value, unsigned flags)
{
	struct var *v = var_visible(sh, name);

	var_store(v, value, strlen(value));
	v->flags = (v->flags & ~(unsigned)(VAR_UNSET | VAR_IMPORTED)) | flags;
}

static void set_number(struct shell *sh, const char *name, long value)
{
	set_with(sh, name, arena_printf(&sh->scratch, "%ld", value), VAR_INTEGER | VAR_READONLY);
}

static void init_version(struct shell *sh)
{
	char *const parts[] = {(char[]){"5"}, (char[]){"2"}, (char[]){"15"}, (char[]){"1"},
		(char[]){"release"}, (char[]){MACHINE "-pc-linux-gnu"}};

	var_set(sh, "BASH_VERSION", "5.2.15(1)-release");
	var_set_array(sh, "BASH_VERSINFO", parts, ARRAY_LEN(parts));
	var_change_flags(sh, var_visible(sh, "BASH_VERSINFO"), VAR_READONLY, VAR_EXPORT);
	set_if_unset(sh, "BASH_LOADABLES_PATH", LOADABLES_PATH);
	set_if_unset(sh, "HOSTTYPE", MACHINE);
	set_if_unset(sh, "MACHTYPE", MACHINE "-pc-linux-gnu");
	set_if_unset(sh, "OSTYPE", "linux-gnu");
}

static bool is_same_directory(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* PWD is believed when it is absolute and is where we are. */
static void init_cwd(struct shell *sh)
{
	const char *pwd = var_get(sh, "PWD");
	const char *old = var_get(sh, "OLDPWD");
	scoped_buf struct buf cwd = BUF_INIT;
	struct stat st;

	if (pwd && *pwd == '/' && is_same_directory(pwd, "."))
		buf_add_str(&cwd, pwd);
	else if (fs_getcwd(&cwd) < 0)
		buf_reset(&cwd);
	if (cwd.len) {
		sh->cwd = xstrdup(cwd.s);
		set_with(sh, "PWD", cwd.s, VAR_EXPORT);
	}
	if (old && (stat(old, &st) < 0 || !S_ISDIR(st.st_mode)))
		var_unset(sh, "OLDPWD");
	var_change_flags(sh, var_visible(sh, "OLDPWD"), VAR_EXPORT, 0);
}

void shell_level_add(struct shell *sh, int change)
{
	const char *old = var_get(sh, "SHLVL");
	int64_t given = 0;
	int level;

	if (old)
		num_parse_lax(old, &given);
	level = (int)((uint32_t)given + (uint32_t)change); /* bash counts in an int */
	if (level < 0)
		level = 0;
	if (level >= LEVEL_MAX) {
		scoped_buf struct buf out = BUF_INIT;

		buf_printf(&out, "%s: warning: shell level (%d) too high, resetting to 1\n",
			sh->prog, level);
		fd_write_all(STDERR_FILENO, out.s, out.len);
		level = 1;
	}
	set_with(sh, "SHLVL", arena_printf(&sh->scratch, "%d", level), VAR_EXPORT);
}

static void init_user(struct shell *sh)
{
	char host[HOST_NAME_MAX + 1] = "";

	if (!var_get(sh, "UID"))
		set_number(sh, "UID", (long)getuid());
	if (!var_get(sh, "EUID"))
		set_number(sh, "EUID", (long)geteuid());
	set_number(sh, "PPID", (long)getppid());
	var_change_flags(sh, var_visible(sh, "PPID"), 0, VAR_EXPORT);
	gethostname(host, sizeof(host) - 1);
	set_if_unset(sh, "HOSTNAME", host);
	if (!var_get(sh, "SHELL")) {
		const struct passwd *user = getpwuid(getuid());

		var_set(sh, "SHELL", user && user->pw_shell && *user->pw_shell ? user->pw_shell : "/bin/sh");
	}
}

/* BASH: the file that runs, by the name that it was called by. */
static void init_bash(struct shell *sh, const char *name)
{
	scoped_buf struct buf self = BUF_INIT;
	const char *found = NULL;

	if (strchr(name, '/') && *name != '-' && access(name, X_OK) == 0) {
		path_join(&self, *name == '/' || !sh->cwd ? "" : sh->cwd, name);
		found = *name == '/' ? name : self.s;
	} else if (*name != '-') {
		found = lookup_in(sh, var_get(sh, "PATH"), name, &sh->scratch);
	}
	if (!found && fs_readlink(AT_FDCWD, "/proc/self/exe", &self) == 0)
		found = self.s;
	set_with(sh, "BASH", found ? found : name, 0);
}

static void init_interactive(struct shell *sh, const struct shell_setup *setup)
{
	const char *home = var_get(sh, "HOME");
	const struct passwd *pw = home ? NULL : getpwuid(getuid());
	bool posix = setup->posix || var_get(sh, "POSIXLY_CORRECT");

	if (pw)
		home = pw->pw_dir;
	set_if_unset(sh, "PS1", "\\s-\\v\\$ ");
	set_if_unset(sh, "PS2", "> ");
	set_if_unset(sh, "MAILCHECK", posix ? "600" : "60");
	var_change_flags(sh, var_visible(sh, "MAILCHECK"), VAR_INTEGER, 0);
	if (home)
		set_if_unset(sh, "HISTFILE", arena_printf(&sh->scratch, "%s/.%s_history", home,
			posix ? "sh" : "bash"));
}

/* SHELLOPTS and BASHOPTS of the environment turn options on. */
static void take_options(struct shell *sh, char **environ_strings, const char *name, bool shopts)
{
	size_t len = strlen(name);

	for (; *environ_strings; environ_strings++) {
		const char *p = *environ_strings;

		if (strncmp(p, name, len) != 0 || p[len] != '=')
			continue;
		for (p += len + 1; *p;) {
			size_t n = strcspn(p, ":");
			char *option = arena_strndup(&sh->scratch, p, n);

			if (shopts)
				shopt_set(sh, option, true);
			else
				option_set_by_name(sh, option, true);
			p += n + (p[n] == ':');
		}
		var_change_flags(sh, var_visible(sh, name), VAR_EXPORT, 0);
	}
}

static const char *environ_value(char *const *environ_strings, const char *name)
{
	size_t len = strlen(name);

	for (; *environ_strings; environ_strings++)
		if (strncmp(*environ_strings, name, len) == 0 && (*environ_strings)[len] == '=')
			return *environ_strings + len + 1;
	return NULL;
}

void shell_variables_init(struct shell *sh, const struct shell_setup *setup)
{
	const char *inherited = environ_value(setup->environ, "_");

	set_with(sh, "IFS", " \t\n", 0);
	split_ifs_changed(sh);
	locale_init(sh);
	set_if_unset(sh, "PATH", DEFAULT_PATH);
	set_if_unset(sh, "TERM", "dumb");
	if (!var_get(sh, "PS4") || geteuid() == 0)
		set_with(sh, "PS4", "+ ", 0);
	set_with(sh, "OPTIND", "1", VAR_INTEGER);
	set_with(sh, "OPTERR", "1", 0);
	init_version(sh);
	init_user(sh);
	init_cwd(sh);
	init_bash(sh, sh->called);
	shell_level_add(sh, 1);
	if (!setup->interactive) {
		var_unset(sh, "PS1");
		var_unset(sh, "PS2");
	} else {
		init_interactive(sh, setup);
	}
	if (!setup->privileged) {
		take_options(sh, setup->environ, "SHELLOPTS", false);
		take_options(sh, setup->environ, "BASHOPTS", true);
	}
	if (var_get(sh, "BASH_COMPAT"))
		compat_assigned(sh, var_get(sh, "BASH_COMPAT"));
	if (var_get(sh, "BASH_XTRACEFD"))
		xtrace_fd_assigned(sh, var_get(sh, "BASH_XTRACEFD"));
	if (var_get(sh, "POSIXLY_CORRECT"))
		option_set_by_name(sh, "posix", true);
	/* What the parent left there, else who we are. */
	buf_add_str(&sh->last_argument, inherited ? inherited : sh->called);
	arena_reset(&sh->scratch);
}
