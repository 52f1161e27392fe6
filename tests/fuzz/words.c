/*
 * tests/fuzz/words.c - any words expand or fail cleanly, in every place that words stand in.
 *
 * Each input meets a new shell with the same variables.  Linked with --wrap (Makefile): what
 * would run a command gives a fixed text instead, so nothing leaves this process.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builtins/builtins.h"
#include "lib/arena.h"
#include "shell/ast.h"
#include "shell/expand.h"
#include "shell/parser.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { MOST_BYTES = 512, MOST_BRACES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
char *__wrap_command_substitute(struct shell *sh, const struct program *program, bool reads_file);
char *__wrap_process_substitute(struct shell *sh, const struct program *program, char direction);
pid_t __wrap_process_fork(struct shell *sh, bool background);

char *__wrap_command_substitute(struct shell *sh, const struct program *program, bool reads_file)
{
	(void)program;
	return arena_strdup(&sh->scratch, reads_file ? "a file" : " out\nput *");
}

char *__wrap_process_substitute(struct shell *sh, const struct program *program, char direction)
{
	(void)program;
	return arena_strdup(&sh->scratch, direction == '<' ? "/dev/fd/63" : "/dev/fd/62");
}

pid_t __wrap_process_fork(struct shell *sh, bool background)
{
	(void)sh;
	(void)background;
	abort();
}

static const char fixed[] =
	"x='a b*c'; y=; e=$'\\xff\\xc3\\xa9\\001'; n=-7; i=x; IFS=' :'\n"
	"declare -a a=(one 'two three' [5]=five); declare -A h=([k]=v [' ']=space ['a]b']=c)\n"
	"declare -i d=3; declare -u u=up; declare -n r=a; declare -n q='h[k]'; declare -r ro=1\n"
	"set -- 'p q' '' three\n";

static void start(struct shell *sh, uint8_t options)
{
	static char *no_environ[] = {NULL};
	struct shell_setup setup = {.name = "fuzz", .prog = "fuzz", .environ = no_environ};

	setup.builtins = builtin_table(&setup.n_builtins);
	shell_init(sh, &setup);
	shell_run_string(sh, fixed, "fixed", 1);
	sh->opts.noglob = true;
	sh->opts.nounset = options & 1;
	sh->opts.extglob = options & 2;
	sh->opts.posix = options & 4;
}

/* Braces multiply. */
static void limit_braces(struct shell *sh, const char *text)
{
	unsigned opened = 0;

	for (const char *s = text; *s; s++)
		opened += *s == '{';
	sh->opts.braceexpand = opened <= MOST_BRACES && !strstr(text, "..");
}

static void again(struct shell *sh)
{
	sh->unwind = UNWIND_NONE;
}

static char *expand_target(struct shell *sh, const struct word *w)
{
	return expand_redirect_target(sh, w, NULL);
}

static void expand_everywhere(struct shell *sh, const struct node *n)
{
	static char *(*const ways[])(struct shell *, const struct word *) = {
		expand_assignment, expand_string, expand_pattern, expand_regex,
		expand_double_quoted, expand_target,
	};
	struct fields f = {0};
	int64_t value;

	for (const struct assign *as = n->simple.assigns; as; as = as->next, again(sh))
		assign_apply(sh, as, NULL);
	for (const struct word *w = n->simple.words; w; w = w->next) {
		for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++, again(sh))
			ways[i](sh, w);
		arith_eval_word(sh, w, &value);
		again(sh);
	}
	expand_words(sh, n->simple.words, &f);
	again(sh);
}

static const struct node *simple_command(const struct node *n)
{
	while (n && (n->kind == NODE_SEQUENCE || n->kind == NODE_PIPELINE))
		n = n->kind == NODE_SEQUENCE ? n->sequence->node : n->pipeline.commands;
	return n && n->kind == NODE_SIMPLE ? n : NULL;
}

/* Messages are not what is tested. */
static void silence(void)
{
	static bool done;
	int fd = done ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		dup2(fd, STDERR_FILENO);
	done = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shell sh = {0};
	struct program *program;
	const struct node *n;
	char *text;

	if (size < 2 || size > MOST_BYTES)
		return 0;
	if (!getenv("FUZZ_VERBOSE"))
		silence();
	text = strndup((const char *)data + 1, size - 1);
	start(&sh, data[0]);
	limit_braces(&sh, text);
	program = parse_text(&sh, text, strlen(text), "words", 1);
	n = program ? simple_command(program->root) : NULL;
	if (n)
		expand_everywhere(&sh, n);
	program_unref(program);
	shell_release(&sh);
	free(text);
	return 0;
}
