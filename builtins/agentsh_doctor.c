/*
 * builtins/agentsh_doctor.c - agentsh doctor [--harness NAME]…: will an agent's harness really
 * use agentsh here?
 *
 * Harnesses choose their shell by name, by the password database or by a fixed path, and fall
 * back in silence. Each row of the table is how one of them chooses; the doctor goes through
 * the same steps and looks at what comes out.  Exit status: 0 when every harness asked about
 * will use agentsh, 1 when not, 2 on usage.
 */
#include "builtins/agentsh.h"

#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/detect.h"
#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/hypercall.h"
#include "lib/path.h"

enum { MOST_STEPS = 6 };

/* Where a harness looks. */
enum source {
	SOURCE_END,
	SOURCE_ENV,    /* the variable .what */
	SOURCE_PREFIX, /* the program that the variable .what puts in front of each command */
	SOURCE_PASSWD, /* the login shell of the user */
	SOURCE_PATH,   /* the command .what along PATH */
	SOURCE_FILE,   /* the file .what */
};

/* Which values it takes; the others are passed over in silence. */
enum accept {
	ACCEPT_ANY,
	ACCEPT_HAS_NAME,   /* "bash" or "zsh" somewhere in it, and it can be run */
	ACCEPT_EXACT_NAME, /* the last component is bash, zsh or sh */
	ACCEPT_BASH_NAME,  /* the last component is bash */
	ACCEPT_NO_FISH,    /* neither fish nor nu */
	ACCEPT_ABSOLUTE,
};

struct step {
	enum source source;
	const char *what;
	enum accept accept;
};

static const struct harness {
	const char *name;
	struct step steps[MOST_STEPS + 1];
	const char *cure;
} harnesses[] = {
	{"aider", {{SOURCE_ENV, "SHELL", ACCEPT_ANY}, {SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"claude",
		{{SOURCE_PREFIX, "CLAUDE_CODE_SHELL_PREFIX", ACCEPT_ANY},
			{SOURCE_ENV, "CLAUDE_CODE_SHELL", ACCEPT_HAS_NAME},
			{SOURCE_ENV, "SHELL", ACCEPT_HAS_NAME}, {SOURCE_PATH, "zsh", ACCEPT_ANY},
			{SOURCE_PATH, "bash", ACCEPT_ANY}, {SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"claude-hooks",
		{{SOURCE_PREFIX, "CLAUDE_CODE_SHELL_PREFIX", ACCEPT_ANY},
			{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"CLAUDE_CODE_SHELL_PREFIX=\"@/bash -c\", or divert /bin/sh to @/sh"},
	{"cline", {{SOURCE_ENV, "SHELL", ACCEPT_BASH_NAME}, {SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"a terminal profile with the path @/bash"},
	{"codex",
		{{SOURCE_PASSWD, NULL, ACCEPT_EXACT_NAME}, {SOURCE_PATH, "bash", ACCEPT_ANY},
			{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}, {SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"chsh -s @/bash, and sandbox_mode=danger-full-access "
		"(its own filter refuses ptrace)"},
	{"copilot",
		{{SOURCE_ENV, "COPILOT_BASH_PATH", ACCEPT_ANY},
			{SOURCE_FILE, "/bin/bash", ACCEPT_ANY},
			{SOURCE_FILE, "/usr/bin/bash", ACCEPT_ANY},
			{SOURCE_FILE, "/usr/local/bin/bash", ACCEPT_ANY},
			{SOURCE_FILE, "/run/current-system/sw/bin/bash", ACCEPT_ANY}},
		"COPILOT_BASH_PATH=@/bash"},
	{"cursor",
		{{SOURCE_ENV, "SHELL", ACCEPT_HAS_NAME}, {SOURCE_PATH, "zsh", ACCEPT_ANY},
			{SOURCE_PATH, "bash", ACCEPT_ANY}, {SOURCE_ENV, "SHELL", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"gemini", {{SOURCE_PATH, "bash", ACCEPT_ANY}},
		"PATH=@:$PATH and no sandbox of its own (that refuses ptrace), "
		"or agentsh run -- gemini"},
	{"goose", {{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}, {SOURCE_ENV, "SHELL", ACCEPT_ANY}},
		"agentsh run -- goose, or divert /bin/bash to @/bash"},
	{"hermes", {{SOURCE_PATH, "bash", ACCEPT_ANY}}, "PATH=@:$PATH"},
	{"make", {{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"agentsh run -- make, or divert /bin/sh to @/sh"},
	{"mini-swe-agent", {{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"agentsh run -- mini, or divert /bin/sh to @/sh"},
	{"npm", {{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"agentsh run -- npm, or divert /bin/sh to @/sh"},
	{"opencode", {{SOURCE_ENV, "SHELL", ACCEPT_NO_FISH}, {SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"openhands", {{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"agentsh run -- openhands, or divert /bin/bash to @/bash"},
	{"pi",
		{{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}, {SOURCE_PATH, "bash", ACCEPT_ANY},
			{SOURCE_PATH, "sh", ACCEPT_ANY}},
		"the setting shellPath: @/bash"},
	{"srt", {{SOURCE_PATH, "bash", ACCEPT_ANY}}, "the setting binShell: @/bash, or PATH=@:$PATH"},
	{"swe-agent", {{SOURCE_PATH, "bash", ACCEPT_ANY}}, "PATH=@:$PATH"},
	{"vscode", {{SOURCE_ENV, "SHELL", ACCEPT_ABSOLUTE}, {SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"SHELL=@/bash, or a terminal profile with that path"},
	{"zed", {{SOURCE_ENV, "SHELL", ACCEPT_ANY}, {SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"SHELL=@/bash"},
};

static const char *const home_of_links = "/usr/lib/agentsh/bin";

static bool same_bytes(const char *a, const char *b)
{
	scoped_buf struct buf x = BUF_INIT;
	scoped_buf struct buf y = BUF_INIT;

	return fd_read_file(a, &x) == 0 && fd_read_file(b, &y) == 0 && x.len == y.len &&
	       memcmp(x.s, y.s, x.len) == 0;
}

/* Is @path this very program, or a copy of it? */
static bool is_agentsh(const char *path)
{
	static const char me[] = "/proc/self/exe";
	struct stat self;
	struct stat other;

	if (stat(me, &self) < 0 || stat(path, &other) < 0)
		return false;
	if (self.st_dev == other.st_dev && self.st_ino == other.st_ino)
		return true;
	return S_ISREG(other.st_mode) && self.st_size == other.st_size && same_bytes(me, path);
}

static bool find_in_path(const char *name, struct buf *out)
{
	const char *path = getenv("PATH");

	while (path && *path) {
		size_t len = strcspn(path, ":");
		scoped_free char *dir = strndup(path, len);

		buf_reset(out);
		path_join(out, dir && *dir ? dir : ".", name);
		if (access(out->s, X_OK) == 0)
			return true;
		path += len + (path[len] == ':');
	}
	return false;
}

/* What the step comes upon; false: nothing. */
static bool look(const struct step *s, struct buf *out)
{
	const struct passwd *user;
	const char *value = NULL;
	scoped_free char *first = NULL;

	switch (s->source) {
	case SOURCE_END:
		return false;
	case SOURCE_ENV:
		value = getenv(s->what);
		break;
	case SOURCE_PREFIX:
		value = getenv(s->what);
		if (!value)
			return false;
		buf_add(out, value, strcspn(value, " "));
		if (strchr(out->s, '/'))
			return true;
		first = xstrdup(out->s);
		return find_in_path(first, out);
	case SOURCE_PASSWD:
		user = getpwuid(getuid());
		value = user ? user->pw_shell : NULL;
		break;
	case SOURCE_PATH:
		return find_in_path(s->what, out);
	case SOURCE_FILE:
		value = access(s->what, X_OK) == 0 ? s->what : NULL;
		break;
	}
	if (!value || !*value)
		return false;
	buf_add_str(out, value);
	return true;
}

static bool accepts(const struct step *s, const char *value)
{
	const char *base = path_base(value);

	switch (s->accept) {
	case ACCEPT_ANY:
		return true;
	case ACCEPT_HAS_NAME:
		return (strstr(value, "bash") || strstr(value, "zsh")) && access(value, X_OK) == 0;
	case ACCEPT_EXACT_NAME:
		return strcmp(base, "bash") == 0 || strcmp(base, "zsh") == 0 ||
		       strcmp(base, "sh") == 0;
	case ACCEPT_BASH_NAME:
		return strcmp(base, "bash") == 0;
	case ACCEPT_NO_FISH:
		return strcmp(base, "fish") != 0 && strcmp(base, "nu") != 0;
	case ACCEPT_ABSOLUTE:
		return value[0] == '/';
	}
	abort();
}

static void print_source(const struct step *s)
{
	switch (s->source) {
	case SOURCE_END:
	case SOURCE_FILE:
		break;
	case SOURCE_ENV:
	case SOURCE_PREFIX:
		printf("%s=", s->what);
		break;
	case SOURCE_PASSWD:
		printf("login shell ");
		break;
	case SOURCE_PATH:
		printf("%s in PATH: ", s->what);
		break;
	}
}

static void print_escaped(const char *s)
{
	scoped_buf struct buf text = BUF_INIT;

	buf_add_escaped(&text, s, strlen(s));
	fputs(text.s, stdout);
}

/* `@` stands for the directory of the links. */
static void print_cure(const char *cure)
{
	fputs("    cure: ", stdout);
	for (; *cure; cure++) {
		if (*cure == '@')
			fputs(home_of_links, stdout);
		else
			putchar(*cure);
	}
	putchar('\n');
}

/* Walk the harness's own steps; true when agentsh comes out. */
static bool examine(const struct harness *h)
{
	bool good = false;
	bool found = false;

	printf("%s\n", h->name);
	for (const struct step *s = h->steps; s->source != SOURCE_END && !found; s++) {
		scoped_buf struct buf value = BUF_INIT;

		if (!look(s, &value))
			continue;
		/* what stands in front of a shell does not choose it */
		found = accepts(s, value.s) && (s->source != SOURCE_PREFIX || is_agentsh(value.s));
		good = found && is_agentsh(value.s);
		fputs("    ", stdout);
		print_source(s);
		print_escaped(value.s);
		puts(!found && s->source == SOURCE_PREFIX ? ": not agentsh, looking further"
			: !found ? ": passed over, for its name or because it cannot be run"
			: good	? ": agentsh"
				: ": not agentsh");
	}
	if (!good)
		print_cure(h->cure);
	return good;
}

static const struct harness *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(harnesses); i++)
		if (strcmp(harnesses[i].name, name) == 0)
			return &harnesses[i];
	return NULL;
}

static void print_usage(FILE *out)
{
	fputs("usage: agentsh doctor [--harness NAME]...\nknown:", out);
	for (size_t i = 0; i < ARRAY_LEN(harnesses); i++)
		fprintf(out, " %s", harnesses[i].name);
	fputc('\n', out);
}

/* No choice of a shell helps where this kernel, or a sandbox around us, lets nobody be traced. */
static bool can_supervise(void)
{
	struct detect_list l = {.n = 0};
	bool can = true;

	detect_host(&l);
	for (size_t i = 0; i < l.n; i++) {
		const struct detect_item *it = &l.items[i];

		if (it->ok || (strcmp(it->name, "ptrace") != 0 &&
				      strcmp(it->name, "seccomp_trace") != 0 &&
				      strcmp(it->name, "yama") != 0))
			continue;
		printf("agentsh cannot supervise here: %s: %s\n", it->title, it->detail);
		can = false;
	}
	return can;
}

int agentsh_doctor_main(int argc, char **argv)
{
	bool all_good;

	if (subcommand_help(argc, argv, "")) {
		print_usage(stdout);
		return 0;
	}
	for (int i = 1; i < argc; i += 2) {
		if (strcmp(argv[i], "--harness") != 0 || i + 1 >= argc || !find(argv[i + 1])) {
			print_usage(stderr);
			return 2;
		}
	}
	if (hypercall(HYPERCALL_PING, NULL, 0) == 0) {
		puts("under an agentsh supervisor: whatever is started from here is governed");
		return 0;
	}
	all_good = can_supervise();
	for (int i = 2; i < argc; i += 2)
		all_good &= examine(find(argv[i]));
	for (size_t i = 0; argc == 1 && i < ARRAY_LEN(harnesses); i++)
		all_good &= examine(&harnesses[i]);
	return all_good ? 0 : 1;
}
