/*
 * shell/startup.c - the files a shell reads before the script (bash manual 6.2).
 *
 * bash's habit of reading ~/.bashrc when stdin is a socket is not copied: agents'
 * harnesses hand over socketpairs (HARNESSES 1.3).
 */
#include "shell/startup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "shell/expand.h"
#include "shell/invocation.h"
#include "shell/shell.h"
#include "shell/var.h"

/* Source @path if it can be read; false: it is not there. */
static bool source_if_there(struct shell *sh, const char *path)
{
	if (access(path, R_OK) < 0) {
		args_log_named(sh); /* as by any file to be sourced */
		return false;
	}
	shell_source(sh, path, NULL, 0);
	if (sh->unwind == UNWIND_RETURN || sh->unwind == UNWIND_ERROR ||
		sh->unwind == UNWIND_TOP)
		sh->unwind = UNWIND_NONE;
	return true;
}

static bool source_in_home(struct shell *sh, const char *name)
{
	scoped_buf struct buf path = BUF_INIT;
	const char *home = var_get(sh, "HOME");

	if (!home)
		return false;
	path_join(&path, home, name);
	return source_if_there(sh, path.s);
}

/* A file whose name is the expanded value of a variable (BASH_ENV, ENV). */
static void source_named_by(struct shell *sh, const char *variable)
{
	const char *value = var_get(sh, variable);
	const char *path = value && *value ? expand_text(sh, value) : NULL;

	if (path && *path)
		source_if_there(sh, path);
}

static void login_files(struct shell *sh, const struct invocation *inv)
{
	static const char *const profiles[] = {".bash_profile", ".bash_login", ".profile"};

	if (inv->no_profile)
		return;
	source_if_there(sh, "/etc/profile");
	if (inv->as_sh) {
		source_in_home(sh, ".profile");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(profiles) && sh->unwind == UNWIND_NONE; i++)
		if (source_in_home(sh, profiles[i]))
			return;
}

void startup_files(struct shell *sh, const struct invocation *inv)
{
	bool posix = inv->as_sh || inv->posix;

	if (sh->opts.privileged)
		return;
	if (sh->login)
		login_files(sh, inv);
	if (sh->unwind != UNWIND_NONE)
		return;
	if (posix) {
		if (sh->interactive)
			source_named_by(sh, "ENV");
	} else if (sh->interactive && !sh->login) {
		if (inv->no_rc)
			return;
		source_if_there(sh, "/etc/bash.bashrc");
		if (inv->rc_file)
			source_if_there(sh, inv->rc_file);
		else
			source_in_home(sh, ".bashrc");
	} else if (!sh->interactive) {
		source_named_by(sh, "BASH_ENV");
	}
}

void startup_debugger(struct shell *sh)
{
	static const char debugger[] = "/usr/share/bashdb/bashdb-main.inc";

	if (source_if_there(sh, debugger))
		return;
	shopt_set(sh, "extdebug", false);
	fprintf(stderr, "%s: %s: %s\n%s: warning: cannot start debugger; debugging mode disabled\n",
		sh->prog, debugger, strerror(ENOENT), sh->prog);
}

void startup_logout(struct shell *sh)
{
	if (sh->login && !sh->sh_mode && sh->interactive)
		source_in_home(sh, ".bash_logout");
}
