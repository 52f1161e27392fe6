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

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/hypercall.h"
#include "lib/path.h"

enum { MOST_STEPS = 5 };

/* Where a harness looks. */
enum source {
	SOURCE_END,
	SOURCE_ENV,    /* the variable .what */
	SOURCE_PASSWD, /* the login shell of the user */
	SOURCE_PATH,   /* the command .what along PATH */
	SOURCE_FILE,   /* the file .what */
};

/* Which values it takes; the others are passed over in silence. */
enum accept {
	ACCEPT_ANY,
	ACCEPT_HAS_NAME,   /* "bash" or "zsh" somewhere in it */
	ACCEPT_EXACT_NAME, /* the last component is bash, zsh or sh */
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
		{{SOURCE_ENV, "CLAUDE_CODE_SHELL", ACCEPT_HAS_NAME},
			{SOURCE_ENV, "SHELL", ACCEPT_HAS_NAME}, {SOURCE_PATH, "zsh", ACCEPT_ANY},
			{SOURCE_PATH, "bash", ACCEPT_ANY}, {SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"codex",
		{{SOURCE_PASSWD, NULL, ACCEPT_EXACT_NAME}, {SOURCE_PATH, "bash", ACCEPT_ANY},
			{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"chsh -s @/bash, and sandbox_mode=danger-full-access "
		"(its own filter refuses ptrace)"},
	{"copilot",
		{{SOURCE_ENV, "COPILOT_BASH_PATH", ACCEPT_ANY},
			{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"COPILOT_BASH_PATH=@/bash"},
	{"cursor",
		{{SOURCE_ENV, "SHELL", ACCEPT_HAS_NAME}, {SOURCE_PATH, "zsh", ACCEPT_ANY},
			{SOURCE_PATH, "bash", ACCEPT_ANY}, {SOURCE_ENV, "SHELL", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"gemini", {{SOURCE_PATH, "bash", ACCEPT_ANY}}, "PATH=@:$PATH, or agentsh run -- gemini"},
	{"goose", {{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}, {SOURCE_ENV, "SHELL", ACCEPT_ANY}},
		"agentsh run -- goose, or divert /bin/bash to @/bash"},
	{"make", {{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"agentsh run -- make, or divert /bin/sh to @/sh"},
	{"mini-swe-agent", {{SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"agentsh run -- mini, or divert /bin/sh to @/sh"},
	{"opencode", {{SOURCE_ENV, "SHELL", ACCEPT_ANY}, {SOURCE_FILE, "/bin/sh", ACCEPT_ANY}},
		"SHELL=@/bash"},
	{"openhands", {{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"agentsh run -- openhands, or divert /bin/bash to @/bash"},
	{"pi", {{SOURCE_FILE, "/bin/bash", ACCEPT_ANY}, {SOURCE_PATH, "bash", ACCEPT_ANY}},
		"the setting shellPath: @/bash"},
	{"swe-agent", {{SOURCE_PATH, "bash", ACCEPT_ANY}}, "PATH=@:$PATH"},
	{"vscode", {{SOURCE_ENV, "SHELL", ACCEPT_ABSOLUTE}, {SOURCE_FILE, "/bin/bash", ACCEPT_ANY}},
		"SHELL=@/bash, or a terminal profile with that path"},
};

static const char *const home_of_links = "/usr/lib/agentsh/bin";

/* Is @path this very program? */
static bool is_agentsh(const char *path)
{
	struct stat self;
	struct stat other;

	return stat("/proc/self/exe", &self) == 0 && stat(path, &other) == 0 &&
	       self.st_dev == other.st_dev && self.st_ino == other.st_ino;
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

	switch (s->source) {
	case SOURCE_END:
		return false;
	case SOURCE_ENV:
		value = getenv(s->what);
		break;
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
		return strstr(value, "bash") || strstr(value, "zsh");
	case ACCEPT_EXACT_NAME:
		return strcmp(base, "bash") == 0 || strcmp(base, "zsh") == 0 ||
		       strcmp(base, "sh") == 0;
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
		found = accepts(s, value.s);
		good = found && is_agentsh(value.s);
		fputs("    ", stdout);
		print_source(s);
		print_escaped(value.s);
		puts(!found ? ": passed over, it does not like the name"
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

int agentsh_doctor_main(int argc, char **argv)
{
	bool all_good = true;

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
	for (int i = 2; i < argc; i += 2)
		all_good &= examine(find(argv[i]));
	for (size_t i = 0; argc == 1 && i < ARRAY_LEN(harnesses); i++)
		all_good &= examine(&harnesses[i]);
	return all_good ? 0 : 1;
}
