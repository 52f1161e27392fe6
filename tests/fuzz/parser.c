/*
 * tests/fuzz/parser.c - libFuzzer entry: any bytes parse or fail cleanly, and what parses prints.
 *
 * clang -fsanitize=fuzzer,address,undefined -I. tests/fuzz/parser.c and the objects of lib, policy,
 * shell (all but main.c) and builtins; -dict=tests/fuzz/parser.dict.  The first byte chooses
 * options.  What is printed must parse again: that is checked where no here-document is involved.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "shell/alias.h"
#include "shell/ast.h"
#include "shell/input.h"
#include "shell/parser.h"
#include "shell/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Messages are not what is tested: they would drown the fuzzer's own. */
static void silence(void)
{
	static bool done;
	int fd = done ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (fd >= 0 && !getenv("FUZZ_VERBOSE"))
		dup2(fd, STDERR_FILENO);
	done = true;
}

static void parse_again(struct shell *sh, const struct buf *printed, bool *ret_ok)
{
	struct program *p = parse_text(sh, printed->s, printed->len, "again", 1);

	*ret_ok = p;
	program_unref(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shell sh = {.prog = "fuzz", .name = "fuzz"};
	struct input in;
	struct parser *parser;
	struct program *program;

	silence();
	if (!size)
		return 0;
	sh.opts.extglob = data[0] & 1;
	sh.opts.posix = data[0] & 2;
	sh.opts.expand_aliases = data[0] & 4;
	alias_set(&sh, "a", "b ");
	alias_set(&sh, "b", "a c; (");
	input_from_string(&in, "-c", (const char *)data + 1, size - 1);
	parser = parser_new(&sh, &in);
	while (parser_next(parser, &program) == PARSE_OK) {
		struct buf out = BUF_INIT;
		bool ok = true;

		if (program->root)
			ast_print_command(&out, program->root);
		if (program->root && !sh.opts.expand_aliases && !memmem(data, size, "<<", 2))
			parse_again(&sh, &out, &ok);
		if (!ok && getenv("FUZZ_STRICT"))
			abort();
		buf_release(&out);
		program_unref(program);
	}
	parser_free(parser);
	input_release(&in);
	alias_unset_all(&sh);
	return 0;
}
