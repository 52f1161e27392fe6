/*
 * shell/arith.h - arithmetic as compiled code (bash manual 6.5).
 *
 * An expression is compiled once to instructions for a stack machine
 * (arith_parse.c), kept in a small cache, and run (arith.c).  Syntax errors are
 * part of the compiled form: they are reported when what stands in front of them has run.
 */
#ifndef SHELL_ARITH_H
#define SHELL_ARITH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct shell;
struct word;

enum arith_op {
	/* push */
	ARITH_NUMBER,    /* .number */
	ARITH_REF,       /* the value of the .slot-th expansion in the word ($x, $(…)) */
	ARITH_LOAD,      /* variable .name (element .subscript); remembers the element in .slot */
	/* on the top of the stack */
	ARITH_NEGATE,
	ARITH_NOT,
	ARITH_COMPLEMENT,
	ARITH_TO_BOOL,
	ARITH_POP,
	ARITH_ASSIGN,    /* to .name */
	ARITH_UPDATE,    /* to .name, the element remembered in .slot */
	ARITH_PRE_ADD,   /* .name += .number; push the new value */
	ARITH_POST_ADD,  /* .name += .number; push the old value */
	/* jumps to .slot */
	ARITH_JUMP,
	ARITH_JUMP_IF_ZERO, /* pops */
	ARITH_AND_JUMP,  /* zero: jump and keep it; else pop */
	ARITH_OR_JUMP,   /* not zero: make it 1 and jump; else pop */
	/* two operands */
	ARITH_ADD,
	ARITH_SUBTRACT,
	ARITH_MULTIPLY,
	ARITH_DIVIDE,
	ARITH_MODULO,
	ARITH_POWER,
	ARITH_SHIFT_LEFT,
	ARITH_SHIFT_RIGHT,
	ARITH_BIT_AND,
	ARITH_BIT_OR,
	ARITH_BIT_XOR,
	ARITH_LESS,
	ARITH_LESS_EQUAL,
	ARITH_GREATER,
	ARITH_GREATER_EQUAL,
	ARITH_EQUAL,
	ARITH_NOT_EQUAL,
};

struct arith_code;

struct arith_ins {
	enum arith_op op;
	unsigned slot;
	int64_t number;
	const char *name;
	const char *subscript;          /* text between the brackets; NULL: none */
	const struct arith_code *index; /* the subscript, compiled: used for indexed arrays */
	const char *at;                 /* in the text: the "error token" if this fails */
};

struct arith_code {
	const char *text;
	struct arith_ins *ins;
	size_t n;
	unsigned stack;        /* most values on the stack at once */
	unsigned n_slots;      /* remembered elements */
	const char *error;     /* a syntax error behind the last instruction; NULL: none */
	const char *error_at;
	size_t error_text_len; /* how much of the text the message shows */
	size_t error_at_len;   /* and of the token */
};

/*
 * An expansion inside an expression stands in its text as ARITH_REF_START, a
 * character '0' + its number, and is an operand of its own.
 */
enum { ARITH_REF_START = '\x01', ARITH_MAX_REFS = 40 };

/* Compile @text (copied) into @a; without @has_refs it holds no such.  Cannot fail: see .error. */
const struct arith_code *arith_compile(struct arena *a, const char *text, bool has_refs);
/*
 * The integer constant at *@s (moved behind it): decimal, 0octal, 0xhex, base#digits.  NULL, or
 * bash's words for what is wrong with it.
 */
const char *arith_constant(const char **s, int64_t *ret);

/*
 * Decimal digits without a leading zero, the usual value of a variable; @sign: perhaps behind a
 * -.  False: it has to be evaluated.
 */
bool arith_plain_number(const char *s, bool sign, int64_t *ret);

/* How a failure is reported: in front of the message, and whether it abandons the command. */
struct arith_context {
	const char *who;   /* "let", "((", "[[" …; NULL: nothing */
	bool keep_going;   /* sh->unwind stays as it is (but not for an unset variable under -u) */
	bool only_line;    /* a subscript, integer or offset: no reason to end a posix shell */
	bool brackets;     /* messages show those inside of a subscript as \[ \], as [[ makes them */
};
/* Run @code with the values of its ARITH_REFs.  False: failed, and reported. */
bool arith_run(struct shell *sh, struct arith_context ctx, const struct arith_code *code,
	const int64_t *refs, int64_t *ret);
bool arith_eval_in(struct shell *sh, struct arith_context ctx, const char *expression,
	int64_t *ret);
bool arith_eval_word_in(struct shell *sh, struct arith_context ctx, const struct word *w,
	int64_t *ret);

/* The compiled expressions kept in sh->expansion. */
void arith_cache_release(struct shell *sh);

#endif
