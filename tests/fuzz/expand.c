/*
 * tests/fuzz/expand.c - patterns, arithmetic and braces from hostile bytes.
 *
 * The first byte chooses; the rest is the text (a pattern and a subject are parted
 * by a newline).  Nothing that could run a command is let through.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "shell/arith.h"
#include "shell/ast.h"
#include "shell/expand_internal.h"
#include "shell/pattern.h"
#include "shell/shell.h"

enum { MOST_BYTES = 4096, MOST_BRACES = 12, MOST_COMMAS = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct shell *interpreter(void)
{
	static struct shell sh;
	static char *no_environ[] = {NULL};
	static bool ready;
	struct shell_setup setup = {.name = "fuzz", .prog = "fuzz", .environ = no_environ};

	if (!ready) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		shell_init(&sh, &setup);
		if (!getenv("FUZZ_VERBOSE"))
			dup2(null, STDERR_FILENO); /* messages are not the point */
		close(null);
		ready = true;
	}
	return &sh;
}

static void match(char *pattern)
{
	char *text = strchr(pattern, '\n');
	size_t start, end;
	long n, len;

	if (!text)
		return;
	*text++ = '\0';
	len = (long)strlen(text);
	pattern_match(pattern, text, PATTERN_EXTGLOB | PATTERN_PERIOD);
	for (int longest = 0; longest < 2; longest++) {
		n = pattern_prefix(pattern, text, longest, PATTERN_EXTGLOB | PATTERN_NOCASE);
		if (n < -1 || n > len)
			abort();
		n = pattern_suffix(pattern, text, longest, PATTERN_EXTGLOB);
		if (n < -1 || n > len)
			abort();
	}
	if (pattern_search(pattern, text, 0, PATTERN_EXTGLOB, &start, &end) &&
		(start > end || end > (size_t)len))
		abort();
}

static void evaluate(struct shell *sh, const char *text)
{
	int64_t n;

	arith_eval_in(sh, (struct arith_context){.keep_going = true}, text, &n);
	sh->unwind = UNWIND_NONE;
}

/* Braces multiply: only a few of them, with few elements (at most 26000 words), and no sequences. */
static void braces(struct shell *sh, const char *text)
{
	struct word_part part = {
		.kind = PART_LITERAL, .literal = {.text = text, .len = strlen(text)}};
	struct word w = {.parts = &part, .text = text, .flags = WORD_BRACES};
	unsigned opened = 0, commas = 0;

	for (const char *s = text; *s; s++) {
		opened += *s == '{';
		commas += *s == ',';
	}
	if (opened <= MOST_BRACES && commas <= MOST_COMMAS && !strstr(text, "..") && strlen(text) < 200)
		expand_braces(sh, &w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shell *sh = interpreter();
	struct arena_mark mark = arena_mark(&sh->scratch);
	char *text;

	if (size < 2 || size > MOST_BYTES)
		return 0;
	text = xstrndup((const char *)data + 1, size - 1);
	if (data[0] % 3 == 0)
		match(text);
	else if (data[0] % 3 == 1 && !strpbrk(text, "$`"))
		evaluate(sh, text);
	else if (data[0] % 3 == 2)
		braces(sh, text);
	free(text);
	arena_rewind(&sh->scratch, mark);
	return 0;
}
