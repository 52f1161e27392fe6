/*
 * shell/complete_actions.c - the names that a word may be completed to, by kind.
 */
#include "shell/complete.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/readline.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/map.h"
#include "lib/strv.h"
#include "shell/complete_files.h"
#include "shell/builtin.h"
#include "shell/job.h"
#include "shell/options.h"
#include "shell/shell.h"
#include "shell/token.h"
#include "shell/topic.h"
#include "shell/trap.h"
#include "shell/var.h"

static void add(const char *name, const char *prefix, struct strv *out)
{
	if (!strncmp(name, prefix, strlen(prefix)))
		strv_add(out, name);
}

static void add_keys(const struct map *m, const char *prefix, struct strv *out)
{
	struct strv names = {0};

	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].key)
			strv_add_taken(&names, m->slots[i].key);
	strv_sort(&names);
	for (size_t i = 0; i < names.len; i++)
		add(names.items[i], prefix, out);
	strv_release_list(&names);
}

/* Which variables an action means. */
static const unsigned variable_flags[COMPLETE_ACTIONS] = {
	[COMPLETE_ARRAYVAR] = VAR_INDEXED | VAR_ASSOC,
	[COMPLETE_EXPORT] = VAR_EXPORT,
};

enum { BUILTIN_ENABLED = 1, BUILTIN_DISABLED = 2 };

static const int builtin_kinds[COMPLETE_ACTIONS] = {
	[COMPLETE_BUILTIN] = BUILTIN_ENABLED | BUILTIN_DISABLED,
	[COMPLETE_DISABLED] = BUILTIN_DISABLED,
	[COMPLETE_ENABLED] = BUILTIN_ENABLED,
};

static void add_builtins(const struct shell *sh, int which, const char *prefix, struct strv *out)
{
	for (size_t i = 0; i < sh->n_builtins; i++) {
		const char *name = sh->builtins[i]->name;

		if (which & (map_get(&sh->disabled_builtins, name) ? BUILTIN_DISABLED : BUILTIN_ENABLED))
			add(name, prefix, out);
	}
}

static void add_topics(const struct shell *sh, const char *prefix, struct strv *out)
{
	struct topic_walk walk = {0};
	struct topic t;

	while (topic_next(sh, &walk, &t))
		add(t.name, prefix, out);
}

static void add_rows(const struct option_row *rows, size_t n, const char *prefix, struct strv *out)
{
	for (size_t i = 0; i < n; i++)
		add(rows[i].name, prefix, out);
}

static void add_signals(const char *prefix, struct strv *out)
{
	for (int i = TRAP_EXIT; i < TRAP_COUNT; i++) {
		const char *name = signal_name_of(i);
		scoped_buf struct buf unknown = BUF_INIT;

		if (!name) { /* the C library's own: bash has a name for them too */
			buf_printf(&unknown, "SIGJUNK(%d)", i);
			name = unknown.s;
		}
		add(name, prefix, out);
	}
}

/* The first words of the jobs' commands; all of them, or those in one state. */
static void add_jobs(struct shell *sh, const enum job_state *state, const char *prefix,
	struct strv *out)
{
	for (struct job *j = job_first(sh); j; j = j->next) {
		scoped_buf struct buf word = BUF_INIT;
		const char *text = job_text(j);

		if (!j->number || (state && job_state(j) != *state))
			continue;
		buf_add(&word, text, strcspn(text, " \t\n"));
		add(word.s, prefix, out);
	}
}

/* ---- files ---- */

static bool is_directory(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

static bool is_program(int dir, const char *name)
{
	return !is_directory(dir, name) && faccessat(dir, name, X_OK, AT_EACCESS) == 0;
}

/* Entries of the directory @path whose names start with @base, written behind @shown. */
static void add_entries(const char *path, const char *shown, const char *base,
	bool (*wanted)(int, const char *), struct strv *out)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		scoped_buf struct buf text = BUF_INIT;
		const char *name = entry->d_name;

		if (!*base && (!strcmp(name, ".") || !strcmp(name, "..")))
			continue;
		if (strncmp(name, base, strlen(base)) != 0 || (wanted && !wanted(dirfd(dir), name)))
			continue;
		buf_printf(&text, "%s%s", shown, name);
		strv_add(out, text.s);
	}
	closedir(dir);
}

static void add_files(struct shell *sh, const char *prefix, bool (*wanted)(int, const char *),
	struct strv *out)
{
	scoped_buf struct buf shown = BUF_INIT;
	scoped_buf struct buf path = BUF_INIT;
	const char *slash = strrchr(prefix, '/');
	const char *home = var_get(sh, "HOME");

	if (!slash) {
		add_entries(".", "", prefix, wanted, out);
		return;
	}
	buf_add(&shown, prefix, (size_t)(slash + 1 - prefix));
	if (prefix[0] == '~' && prefix[1] == '/' && home)
		buf_printf(&path, "%s%s", home, shown.s + 1);
	else
		buf_add_str(&path, shown.s);
	add_entries(path.s, shown.s, slash + 1, wanted, out);
}

static void add_commands(struct shell *sh, const char *prefix, struct strv *out)
{
	const char *at = var_get(sh, "PATH");

	if (strchr(prefix, '/')) {
		add_files(sh, prefix, is_program, out);
		return;
	}
	complete_add(sh, COMPLETE_ALIAS, prefix, out);
	complete_add(sh, COMPLETE_KEYWORD, prefix, out);
	complete_add(sh, COMPLETE_FUNCTION, prefix, out);
	complete_add(sh, COMPLETE_ENABLED, prefix, out);
	while (at && *at) {
		scoped_buf struct buf dir = BUF_INIT;
		size_t n = strcspn(at, ":");

		buf_add(&dir, n ? at : ".", n ? n : 1);
		add_entries(dir.s, "", prefix, is_program, out);
		at += n + (at[n] == ':');
	}
}

/* ---- the system's data bases ---- */

static void add_users(const char *prefix, struct strv *out)
{
	const struct passwd *pw;

	setpwent();
	while ((pw = getpwent()))
		add(pw->pw_name, prefix, out);
	endpwent();
}

static void add_groups(const char *prefix, struct strv *out)
{
	const struct group *gr;

	setgrent();
	while ((gr = getgrent()))
		add(gr->gr_name, prefix, out);
	endgrent();
}

static void add_services(const char *prefix, struct strv *out)
{
	const struct servent *s;

	setservent(0);
	while ((s = getservent()))
		add(s->s_name, prefix, out);
	endservent();
}

/* HOSTFILE, else /etc/hosts: lines of an address, which may be missing, and names (hosts(5)). */
static void add_hosts(struct shell *sh, const char *prefix, struct strv *out)
{
	const char *path = var_get(sh, "HOSTFILE");
	scoped_buf struct buf text = BUF_INIT;
	char *lines, *line, *word;

	if (fd_read_file(path ? path : "/etc/hosts", &text) < 0)
		return;
	for (lines = text.s; (line = strsep(&lines, "\n"));) {
		line[strcspn(line, "#")] = '\0';
		line += strspn(line, " \t\r");
		if (*line >= '0' && *line <= '9')
			line += strcspn(line, " \t\r");
		while ((word = strsep(&line, " \t\r")))
			if (*word)
				add(word, prefix, out);
	}
}

static void add_bindings(const char *prefix, struct strv *out)
{
	const char **names = rl_funmap_names();

	for (size_t i = 0; names && names[i]; i++)
		add(names[i], prefix, out);
	rl_free(names);
}

static void add_keywords(const char *prefix, struct strv *out)
{
	const char *name;

	for (size_t i = 0; (name = reserved_name(i)); i++)
		add(name, prefix, out);
}

void complete_add(struct shell *sh, enum complete_action action, const char *prefix,
	struct strv *out)
{
	static const enum job_state running = JOB_RUNNING, is_stopped = JOB_STOPPED;
	const struct option_row *rows;
	size_t n;

	switch (action) {
	case COMPLETE_ALIAS:
		add_keys(&sh->aliases, prefix, out);
		break;
	case COMPLETE_BINDING:
		add_bindings(prefix, out);
		break;
	case COMPLETE_FUNCTION:
		add_keys(&sh->functions, prefix, out);
		break;
	case COMPLETE_BUILTIN:
	case COMPLETE_DISABLED:
	case COMPLETE_ENABLED:
		add_builtins(sh, builtin_kinds[action], prefix, out);
		break;
	case COMPLETE_HELPTOPIC:
		add_topics(sh, prefix, out);
		break;
	case COMPLETE_HOSTNAME:
		add_hosts(sh, prefix, out);
		break;
	case COMPLETE_JOB:
		add_jobs(sh, NULL, prefix, out);
		break;
	case COMPLETE_KEYWORD:
		add_keywords(prefix, out);
		break;
	case COMPLETE_RUNNING:
		add_jobs(sh, &running, prefix, out);
		break;
	case COMPLETE_SETOPT:
		rows = set_option_rows(&n);
		add_rows(rows, n, prefix, out);
		break;
	case COMPLETE_SHOPT:
		rows = shopt_rows(&n);
		add_rows(rows, n, prefix, out);
		break;
	case COMPLETE_SIGNAL:
		add_signals(prefix, out);
		break;
	case COMPLETE_STOPPED:
		add_jobs(sh, &is_stopped, prefix, out);
		break;
	case COMPLETE_ARRAYVAR:
	case COMPLETE_EXPORT:
	case COMPLETE_VARIABLE:
		var_names(sh, prefix, variable_flags[action], out);
		break;
	case COMPLETE_COMMAND:
		add_commands(sh, prefix, out);
		break;
	case COMPLETE_FILE:
		if (!complete_files(prefix, false, out))
			add_files(sh, prefix, NULL, out);
		break;
	case COMPLETE_USER:
		add_users(prefix, out);
		break;
	case COMPLETE_GROUP:
		add_groups(prefix, out);
		break;
	case COMPLETE_SERVICE:
		add_services(prefix, out);
		break;
	case COMPLETE_DIRECTORY:
		if (!complete_files(prefix, true, out))
			add_files(sh, prefix, is_directory, out);
		break;
	case COMPLETE_ACTIONS:
		break;
	}
}
