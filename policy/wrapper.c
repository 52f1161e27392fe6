/*
 * policy/wrapper.c - commands that run another command: one row for each.
 *
 * A row is the wrapper's own option grammar, as far as it takes to find where its
 * command begins.
 */
#include "policy/wrapper.h"

#include <ctype.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "lib/path.h"
#include "policy/rule.h"

enum wrapper_flag {
	ASSIGNMENTS = 1 << 0, /* NAME=VALUE words stand in front of the command */
	NUMBERS = 1 << 1,     /* -5 is an option by itself */
	PERMUTED = 1 << 2,    /* options are looked for behind operands too */
	SHELL = 1 << 3,       /* the argument of -c is the first operand; +o and -O are options */
	FIND = 1 << 4,        /* -exec … ; */
	SHORT_LONGS = 1 << 5, /* long options may have one dash only */
};

/*
 * name      basename; a final `*` takes any rest
 * shorts    option letters as getopt(3) has them; letters not listed take no argument
 * longs     long options that take their argument from the next word, each with a blank behind
 * operands  words between the options and the command
 * text      the letter of the option whose argument is a shell text
 */
struct wrapper {
	const char *name;
	const char *shorts;
	const char *longs;
	unsigned operands;
	unsigned flags;
	char text;
};

static const struct wrapper wrappers[] = {
	{"env", "u:C:S:", "unset chdir split-string argv0 ", 0, ASSIGNMENTS, 'S'},
	{"nice", "n:", "adjustment ", 0, NUMBERS, 0},
	{"nohup", "", "", 0, 0, 0},
	{"timeout", "k:s:", "kill-after signal ", 1, 0, 0},
	{"time", "f:o:", "format output ", 0, 0, 0},
	{"xargs", "a:d:E:I:L:n:P:s:",
		"arg-file delimiter max-args max-procs max-chars process-slot-var max-lines ", 0, 0, 0},
	{"setsid", "", "", 0, 0, 0},
	{"stdbuf", "i:o:e:", "input output error ", 0, 0, 0},
	{"chroot", "", "groups userspec ", 1, 0, 0},
	{"sudo", "C:D:g:h:p:R:r:t:T:U:u:",
		"close-from chdir group host prompt chroot role type command-timeout other-user user ",
		0, ASSIGNMENTS, 0},
	{"doas", "C:u:a:", "", 0, 0, 0},
	{"pkexec", "", "user ", 0, 0, 0},
	{"busybox", "", "", 0, 0, 0},
	{"toybox", "", "", 0, 0, 0},
	{"strace", "a:b:e:E:I:o:O:p:P:s:S:u:U:X:",
		"attach trace signal status abbrev verbose raw read write inject fault output "
		"string-limit summary-sort-by summary-columns user env detach-on interruptible "
		"trace-path columns const-print-style kvm argv0 ", 0, 0, 0},
	{"ltrace", "a:A:D:e:F:l:n:o:p:s:u:w:x:X:", "align config library output indent where ", 0, 0, 0},
	{"ld-linux*", "", "library-path inhibit-rpath audit preload argv0 glibc-hwcaps-prepend "
		"glibc-hwcaps-mask ", 0, 0, 0},
	{"ld-musl-*", "", "library-path preload argv0 ", 0, 0, 0},
	{"ld.so*", "", "library-path inhibit-rpath audit preload argv0 ", 0, 0, 0},
	{"ld64.so*", "", "library-path inhibit-rpath audit preload argv0 ", 0, 0, 0},
	{"find", "", "", 0, FIND, 0},
	{"sh", "o:", "", 0, SHELL, 'c'},
	{"bash", "o:O:", "rcfile init-file ", 0, SHELL, 'c'},
	{"rbash", "o:O:", "rcfile init-file ", 0, SHELL, 'c'},
	{"agentsh", "o:O:", "rcfile init-file policy config root session ", 0, SHELL, 'c'},
	{"dash", "o:", "", 0, SHELL, 'c'},
	{"ash", "o:", "", 0, SHELL, 'c'},
	{"ksh*", "o:", "", 0, SHELL, 'c'},
	{"mksh*", "o:", "", 0, SHELL, 'c'},
	{"zsh*", "o:", "", 0, SHELL, 'c'},
	{"yash", "o:", "rcfile profile ", 0, SHELL, 'c'},
	{"su", "g:G:s:w:", "group supp-group shell whitelist-environment ", 0, PERMUTED, 'c'},
	{"runuser", "u:g:G:s:w:", "user group supp-group shell whitelist-environment ", 0, PERMUTED,
		'c'},
	{"script", "I:O:B:T:E:m:o:t:", "log-in log-out log-io log-timing echo logging-format "
		"output-limit ", 0, PERMUTED, 'c'},
	{"flock", "w:E:", "wait timeout conflict-exit-code ", 1, 0, 'c'},
	{"ionice", "c:n:p:P:u:", "class classdata pid pgid uid ", 0, 0, 0},
	{"chrt", "T:P:D:p:", "sched-runtime sched-period sched-deadline pid ", 1, 0, 0},
	{"taskset", "", "", 1, 0, 0},
	{"setarch", "p:", "pid ", 1, 0, 0},
	{"linux32", "", "", 0, 0, 0},
	{"linux64", "", "", 0, 0, 0},
	{"prlimit", "o:p:", "output pid ", 0, 0, 0},
	{"unshare", "S:G:R:w:", "setuid setgid root wd map-user map-group setgroups propagation "
		"monotonic boottime load-interp map-users map-groups ", 0, 0, 0},
	{"nsenter", "t:S:G:N:", "target setuid setgid net-socket ", 0, 0, 0},
	{"setpriv", "", "ambient-caps inh-caps bounding-set ruid euid rgid egid reuid regid groups "
		"securebits pdeathsig selinux-label apparmor-profile ", 0, 0, 0},
	{"choom", "n:p:", "adjust pid ", 0, 0, 0},
	{"watch", "n:q:s:", "interval equexit shotsdir ", 0, 0, 0},
	{"faketime", "", "", 1, 0, 0},
	{"fakeroot", "l:s:i:b:", "lib faked ", 0, 0, 0},
	{"torsocks", "", "", 0, 0, 0},
	{"proxychains*", "f:", "", 0, 0, 0},
	{"eatmydata", "", "", 0, 0, 0},
	{"unbuffer", "", "", 0, 0, 0},
	{"valgrind", "", "", 0, 0, 0},
	{"gdb", "x:", "", 0, SHORT_LONGS, 0},
	{"exec", "a:", "", 0, 0, 0},
	{"command", "", "", 0, 0, 0},
	{"builtin", "", "", 0, 0, 0},
};

/* What transparent_commands.add makes of a name. */
static const struct wrapper plain_wrapper = {"", "", "", 0, ASSIGNMENTS, 0};

/* What is found while the options are read. */
struct scan {
	const struct wrapper *w;
	char *const *argv;
	size_t at;          /* the word being read */
	const char *text;   /* argument of the text option */
	bool has_text;      /* SHELL: -c was among the options */
	bool no_command;    /* it only asks: command -v */
};

static bool name_fits(const char *pattern, const char *name)
{
	size_t len = strlen(pattern);

	if (pattern[len - 1] == '*')
		return strncmp(pattern, name, len - 1) == 0;
	return strcmp(pattern, name) == 0 ||
		(strncmp(pattern, name, len) == 0 && strcmp(name + len, ".real") == 0);
}

static bool listed(const struct strings *list, const char *name)
{
	for (size_t i = 0; list && i < list->n; i++)
		if (strcmp(list->items[i], name) == 0)
			return true;
	return false;
}

static const struct wrapper *wrapper_by_name(const char *name, const struct wrapper_options *o)
{
	if (listed(o->remove, name))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(wrappers); i++)
		if (name_fits(wrappers[i].name, name))
			return &wrappers[i];
	return listed(o->add, name) ? &plain_wrapper : NULL;
}

/* Does the long option @word (without dashes, maybe shortened) take the next word? */
static bool long_takes_word(const struct wrapper *w, const char *word)
{
	size_t len = strlen(word);

	if (strchr(word, '='))
		return false;
	for (const char *p = w->longs; *p; p += strcspn(p, " ") + 1)
		if (len && strncmp(p, word, len) == 0)
			return true;
	return false;
}

static void read_long(struct scan *s, const char *word)
{
	const char *value = strchr(word, '=');
	bool text = (s->w->text == 'S' && strncmp(word, "split-string", 5) == 0) ||
		(s->w->text == 'c' && !(s->w->flags & SHELL) && strncmp(word, "command", 7) == 0);

	if (text && value)
		s->text = value + 1;
	else if (text && s->argv[s->at])
		s->text = s->argv[s->at++];
	else if (long_takes_word(s->w, word) && s->argv[s->at])
		s->at++;
}

/* A cluster of option letters, without its dash. */
static void read_shorts(struct scan *s, const char *letters)
{
	for (const char *p = letters; *p; p++) {
		const char *spec = strchr(s->w->shorts, *p);
		bool text = s->w->text == *p;

		if (text && s->w->flags & SHELL) {
			s->has_text = true;
			continue;
		}
		if (strcmp(s->w->name, "command") == 0 && strchr("vV", *p))
			s->no_command = true;
		if (!text && (!spec || spec[1] != ':'))
			continue;
		if (s->w->flags & SHELL) { /* sh -oc: the argument is a word of its own */
			s->at += s->argv[s->at] != NULL;
			continue;
		}
		if (text)
			s->text = p[1] ? p + 1 : s->argv[s->at];
		if (!p[1] && s->argv[s->at])
			s->at++;
		return;
	}
}

static bool is_assignment_word(const char *s)
{
	return *s != '=' && strchr(s, '=') != NULL;
}

/* Read one word as an option; false: it is an operand and was not taken. */
static bool read_option(struct scan *s)
{
	const char *word = s->argv[s->at];

	if (s->w->flags & ASSIGNMENTS && is_assignment_word(word) && *word != '-') {
		s->at++;
		return true;
	}
	if ((*word != '-' && !(*word == '+' && s->w->flags & SHELL)) || !word[1])
		return false;
	s->at++;
	if (strncmp(word, "--", 2) == 0)
		read_long(s, word + 2);
	else if (s->w->flags & SHORT_LONGS)
		s->at += long_takes_word(s->w, word + 1) && s->argv[s->at];
	else if (!(s->w->flags & NUMBERS && isdigit((unsigned char)word[1])))
		read_shorts(s, word + 1);
	return true;
}

static void read_options(struct scan *s)
{
	while (s->argv[s->at] && !s->text) {
		const char *word = s->argv[s->at];

		if (strcmp(word, "--") == 0) {
			s->at++;
			break;
		}
		if (strcmp(word, "-") == 0 && s->w->flags & (SHELL | ASSIGNMENTS)) {
			s->at++; /* env -: an empty environment; sh -: no more options */
			if (s->w->flags & SHELL)
				break;
			continue;
		}
		if (read_option(s))
			continue;
		if (!(s->w->flags & PERMUTED))
			break;
		s->at++;
	}
	while (s->w->flags & ASSIGNMENTS && s->argv[s->at] && is_assignment_word(s->argv[s->at]))
		s->at++;
}

static struct payload *new_payload(struct arena *a, char *const *argv, size_t n, const char *text)
{
	struct payload *p = ARENA_NEW(a, struct payload);

	p->argv = arena_zalloc(a, (n + 1) * sizeof(*p->argv));
	memcpy(p->argv, argv, n * sizeof(*p->argv));
	p->text = text;
	return p;
}

static size_t count(char *const *argv)
{
	size_t n = 0;

	while (argv[n])
		n++;
	return n;
}

/* find … -exec CMD … ; -execdir CMD … + */
static struct payload *unwrap_find(struct arena *a, char *const *argv)
{
	static const char *const actions[] = {"-exec", "-execdir", "-ok", "-okdir"};
	struct payload *first = NULL;
	struct payload **tail = &first;

	for (size_t at = 1; argv[at]; at++) {
		bool runs = false;
		size_t n = 0;

		for (size_t i = 0; i < ARRAY_LEN(actions); i++)
			runs |= strcmp(argv[at], actions[i]) == 0;
		if (!runs)
			continue;
		at++;
		while (argv[at + n] && strcmp(argv[at + n], ";") != 0 &&
			(strcmp(argv[at + n], "+") != 0 || strcmp(argv[at + n - 1], "{}") != 0))
			n++;
		if (n) {
			*tail = new_payload(a, argv + at, n, NULL);
			tail = &(*tail)->next;
		}
		at += n;
		if (!argv[at])
			break;
	}
	return first;
}

/* A shell text: the simple command it may be. */
static struct payload *unwrap_text(struct arena *a, const char *text)
{
	char **words = wrapper_simple_command(a, text);

	if (!words || wrapper_is_shell_word(words[0]))
		return NULL;
	return new_payload(a, words, count(words), text);
}

/* env -S 'A=1 cmd x' y: env again, with the text's words in front of what is left. */
static struct payload *unwrap_split(struct arena *a, const char *text, char *const *rest)
{
	char **words = wrapper_simple_command(a, text);
	struct payload *p;
	size_t n = words ? count(words) : 0;

	if (!n)
		return NULL;
	p = new_payload(a, words, n, text);
	p->argv = arena_zalloc(a, (n + count(rest) + 1) * sizeof(*p->argv));
	memcpy(p->argv, words, n * sizeof(*words));
	memcpy(p->argv + n, rest, count(rest) * sizeof(*rest));
	return p;
}

struct payload *wrapper_unwrap(struct arena *a, char *const *argv, const struct wrapper_options *o)
{
	struct scan s = {.argv = argv, .at = 1};
	size_t operands;

	s.w = argv[0] ? wrapper_by_name(path_base(argv[0]), o) : NULL;
	if (!s.w)
		return NULL;
	if (s.w->flags & FIND)
		return unwrap_find(a, argv);
	read_options(&s);
	if (s.no_command)
		return NULL;
	if (s.w->text == 'S' && s.text)
		return unwrap_split(a, s.text, argv + s.at);
	if (s.text)
		return unwrap_text(a, s.text);
	if (s.w->flags & SHELL)
		return s.has_text && argv[s.at] ? unwrap_text(a, argv[s.at]) : NULL;
	if (s.w->flags & PERMUTED)
		return argv[s.at] ? new_payload(a, argv + s.at, count(argv + s.at), NULL) : NULL;
	for (operands = s.w->operands; operands && argv[s.at]; operands--)
		s.at++;
	if (s.w->text && argv[s.at] && argv[s.at + 1] &&
		(strcmp(argv[s.at], "-c") == 0 || strcmp(argv[s.at], "--command") == 0))
		return unwrap_text(a, argv[s.at + 1]);
	if (!argv[s.at])
		return NULL;
	return new_payload(a, argv + s.at, count(argv + s.at), NULL);
}
