/*
 * shell/topic.c - what `help` has a text for: the builtins, reserved words and other syntax.
 */
#include "shell/topic.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "shell/builtin.h"
#include "shell/shell.h"

/* bash's names and synopses, sorted as the table of builtins is (bash manual 3.2.5, 5, 7). */
static const struct topic syntax_topics[] = {
	{"%", "job_spec [&]",
		"Continue a job: `%n' as a command is `fg %n', and with & behind it `bg %n'.\n"
		"%% and %+ are the current job, %- the one before, %text the one whose command starts\n"
		"with the text, %?text the one that has it anywhere.",
		NULL},
	{"(( ... ))", "(( expression ))",
		"Evaluate an arithmetic expression.\n"
		"The expression is read as in double quotes.  The status is 0 when its value is not 0.",
		NULL},
	{"[[ ... ]]", "[[ expression ]]",
		"Evaluate a condition; its words are neither split nor made into file names.\n"
		"Besides the operators of `test' there are\n"
		"\n"
		"  ( E )  ! E  E && F  E || F   which evaluate no more than they must\n"
		"  S == P  S = P  S != P        P is a pattern, as far as it is not quoted\n"
		"  S =~ R                       R is an extended regular expression; what it and its\n"
		"                               groups matched is in BASH_REMATCH",
		NULL},
	{"case", "case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac",
		"Run the commands behind the first pattern that matches the word.\n"
		"Behind ;& in place of ;; the next commands run as well, without a look at their\n"
		"patterns; behind ;;& the patterns that follow are tried.  The status is that of the\n"
		"last command, 0 when nothing matches.",
		NULL},
	{"coproc", "coproc [NAME] command [redirections]",
		"Run a command in the background, with pipes to and from it.\n"
		"NAME[0] is its output and NAME[1] its input; NAME_PID is its process id.  Without a\n"
		"name, which only a compound command can have, it is COPROC.",
		NULL},
	{"for", "for NAME [in WORDS ... ] ; do COMMANDS; done",
		"Run the commands once for each word, which NAME stands for.\n"
		"Without `in' the words are the positional parameters.  The status is that of the last\n"
		"command, 0 when none ran.",
		NULL},
	{"for ((", "for (( exp1; exp2; exp3 )); do COMMANDS; done",
		"Run the commands for as long as an arithmetic expression is not 0.\n"
		"exp1 is evaluated once before, exp2 before each round, exp3 after each; one that is\n"
		"left out is 1.",
		NULL},
	{"function", "function name { COMMANDS ; } or name () { COMMANDS ; }",
		"Define a function: a command that runs the commands in this shell.\n"
		"Its arguments are the positional parameters in there, its name is in FUNCNAME.  The\n"
		"body may be any compound command; redirections behind it are done at each call.",
		NULL},
	{"if", "if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi",
		"Run commands when others succeed.\n"
		"The commands behind the first `if' or `elif' whose last status is 0 run, or else those\n"
		"behind `else'.  The status is that of the last command, 0 when no condition held.",
		NULL},
	{"select", "select NAME [in WORDS ... ;] do COMMANDS; done",
		"Let a word be chosen from a numbered list, again and again.\n"
		"The list goes to standard error, PS3 is the prompt; the line read is in REPLY, and the\n"
		"word that it is the number of in NAME.  `break' or the end of the input leaves it.",
		NULL},
	{"time", "time [-p] pipeline",
		"Run a pipeline and print the time that it took, and its user and system time.\n"
		"TIMEFORMAT says how; -p prints what POSIX has.  The status is that of the pipeline.",
		NULL},
	{"until", "until COMMANDS; do COMMANDS-2; done",
		"Run commands for as long as others fail.\n"
		"The status is that of the last of COMMANDS-2, 0 when they never ran.",
		NULL},
	{"variables", "variables - Names and meanings of some shell variables",
		"Names and meanings of some shell variables.\n"
		"BASH_VERSION     version of the language\n"
		"CDPATH           directories, divided by colons, where `cd' looks for a relative name\n"
		"GLOBIGNORE       patterns, divided by colons, of names that no pattern makes\n"
		"HISTFILE         file that keeps the commands typed\n"
		"HISTFILESIZE     most lines in it\n"
		"HISTSIZE         most commands kept\n"
		"HISTIGNORE       patterns, divided by colons, of commands that are not kept\n"
		"HOME             the home directory, where `cd' goes\n"
		"HOSTNAME         name of this machine\n"
		"IFS              characters that divide words when expansions are split\n"
		"IGNOREEOF        how many times in a row end of file is not an `exit'\n"
		"MAILCHECK        seconds between two looks for mail\n"
		"MAILPATH         files to look for mail in\n"
		"PATH             directories, divided by colons, where commands are looked for\n"
		"PROMPT_COMMAND   commands to run before each prompt\n"
		"PS1, PS2         the prompt, and that of a command's further lines\n"
		"PWD, OLDPWD      the current directory, and the one before\n"
		"SHELLOPTS        options of `set' that are on, divided by colons\n"
		"TERM             kind of the terminal\n"
		"TIMEFORMAT       what `time' prints\n"
		"auto_resume      a command of one word may be a stopped job\n"
		"histchars        characters of history expansion",
		NULL},
	{"while", "while COMMANDS; do COMMANDS-2; done",
		"Run commands for as long as others succeed.\n"
		"The status is that of the last of COMMANDS-2, 0 when they never ran.",
		NULL},
	{"{ ... }", "{ COMMANDS ; }",
		"Run commands as one, in this shell.\n"
		"Redirections behind it are for all of them.  The status is that of the last one.",
		NULL},
};

struct topic topic_of_builtin(const struct builtin *b)
{
	return (struct topic){b->name, b->synopsis, b->help, b};
}

bool topic_next(const struct shell *sh, struct topic_walk *w, struct topic *ret)
{
	const struct topic *syntax =
		w->syntax < ARRAY_LEN(syntax_topics) ? &syntax_topics[w->syntax] : NULL;
	const struct builtin *b = w->builtin < sh->n_builtins ? sh->builtins[w->builtin] : NULL;

	if (!syntax && !b)
		return false;
	if (!b || (syntax && strcmp(syntax->name, b->name) < 0)) {
		*ret = *syntax;
		w->syntax++;
	} else {
		*ret = topic_of_builtin(b);
		w->builtin++;
	}
	return true;
}

int topic_description_len(const struct topic *t)
{
	return (int)strcspn(t->help, "\n");
}

void topic_add_help(struct buf *out, const struct topic *t)
{
	int n = topic_description_len(t);
	const char *rest = t->help + n;

	buf_printf(out, "    %.*s\n", n, t->help);
	if (rest[0] && rest[1] != '\n')
		buf_add_str(out, "    \n");
	while (*rest++) {
		n = (int)strcspn(rest, "\n");
		buf_printf(out, "    %.*s\n", n, rest);
		rest += n;
	}
}

void topic_add(struct buf *out, const struct topic *t)
{
	buf_printf(out, "%s: %s\n", t->name, t->synopsis);
	topic_add_help(out, t);
}
