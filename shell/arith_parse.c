/*
 * shell/arith_parse.c - from arithmetic text to code for the stack machine.
 *
 * The tokens are bash's, with its quirks: what ++ means depends on what stands
 * around it, and the "error token" of a message is the last token read.
 */
#include <ctype.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "shell/arith.h"

enum { MAX_DEPTH = 1000, MAX_SUBSCRIPTS = 20 };

enum token {
	T_END,
	T_NUMBER,
	T_NAME,
	T_PRE_INC,
	T_PRE_DEC,
	T_POST_INC,
	T_POST_DEC,
	T_ASSIGN,    /* = */
	T_OP_ASSIGN, /* += and the like: p->assign_op */
	T_QUESTION,
	T_COLON,
	T_COMMA,
	T_OPEN,
	T_CLOSE,
	T_NOT,
	T_COMPLEMENT,
	T_BINARY,    /* p->row; also + and - in front of an operand */
	T_POWER,
};

struct binary_row {
	char text[3];
	unsigned char level; /* binds tighter when larger */
	bool assigns;        /* text= is an assignment */
	enum arith_op op;
};

/* Longer spellings first. */
static const struct binary_row binary_rows[] = {
	{"==", 6, false, ARITH_EQUAL},
	{"!=", 6, false, ARITH_NOT_EQUAL},
	{">=", 7, false, ARITH_GREATER_EQUAL},
	{"<=", 7, false, ARITH_LESS_EQUAL},
	{"<<", 8, true, ARITH_SHIFT_LEFT},
	{">>", 8, true, ARITH_SHIFT_RIGHT},
	{"&&", 2, false, ARITH_AND_JUMP},
	{"||", 1, false, ARITH_OR_JUMP},
	{"<", 7, false, ARITH_LESS},
	{">", 7, false, ARITH_GREATER},
	{"|", 3, true, ARITH_BIT_OR},
	{"^", 4, true, ARITH_BIT_XOR},
	{"&", 5, true, ARITH_BIT_AND},
	{"+", 9, true, ARITH_ADD},
	{"-", 9, true, ARITH_SUBTRACT},
	{"*", 10, true, ARITH_MULTIPLY},
	{"/", 10, true, ARITH_DIVIDE},
	{"%", 10, true, ARITH_MODULO},
};

struct parse {
	struct arena *arena;
	struct arith_code *code;
	size_t cap;
	const char *at;        /* next byte */
	const char *last;      /* start of the last token read */
	enum token token;      /* the one looked at */
	enum token before;     /* the one in front of it */
	const struct binary_row *row;
	enum arith_op assign_op;
	bool failed;
	bool has_refs;         /* ARITH_REF_START is one, not text */
	bool is_variable;      /* what was just parsed is a bare variable: it may be assigned to */
	unsigned depth;        /* of recursion */
	unsigned subscripts;   /* how many subscripts this text is nested in */
	unsigned height;       /* of the stack at this point */
	struct arith_ins operand; /* T_NUMBER, T_NAME */
	struct arith_ins nowhere; /* what would come behind an error */
};

static const struct arith_code *compile_text(struct arena *, const char *, bool, unsigned);
static void emit_operand(struct parse *p);
static void next(struct parse *p);

/*
 * A name has been read: bash has looked at what is behind it, and behind a name there, and
 * then has asked for its value.  False: there is something wrong.
 */
static bool look_behind_names(struct parse *p)
{
	struct parse ahead = *p;

	while (ahead.token == T_NAME && !ahead.failed)
		next(&ahead);
	if (!ahead.failed)
		emit_operand(p);
	return !ahead.failed;
}

/* The code ends here: what stands in front of the error is done before it is reported. */
static void fail(struct parse *p, const char *message)
{
	bool reported;

	if (p->failed)
		return;
	reported = p->token == T_NAME && !look_behind_names(p);
	if (reported && p->before == T_NAME)
		p->code->n--; /* nor was that one asked for its value */
	p->failed = true;
	p->token = T_END;
	if (reported)
		return;
	p->code->error = message;
	p->code->error_at = p->last;
	p->code->error_at_len = strlen(p->last);
	p->code->error_text_len = strlen(p->code->text);
}

/* The message ends where the bad number ends. */
static void fail_at_number(struct parse *p, const char *message, const char *end)
{
	if (p->failed)
		return;
	fail(p, message);
	p->code->error_at_len = (size_t)(end - p->last);
	p->code->error_text_len = (size_t)(end - p->code->text);
}

/* ---- tokens ---- */

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *skip_blanks(const char *s)
{
	while (*s == ' ' || *s == '\t' || *s == '\n')
		s++;
	return s;
}

/* The ] that closes the subscript which starts at @s, or NULL: brackets nest, quotes hide them. */
static const char *subscript_end(const char *s)
{
	unsigned depth = 1;

	for (; *s; s++) {
		if (*s == '\\' && s[1]) {
			s++;
		} else if (*s == '\'' || *s == '"') {
			const char *close = strchr(s + 1, *s);

			if (close)
				s = close;
		} else if (*s == '[') {
			depth++;
		} else if (*s == ']' && --depth == 0) {
			return s;
		}
	}
	return NULL;
}

static void read_name(struct parse *p, const char *s)
{
	const char *start = s;

	while (is_name_char(*s))
		s++;
	p->operand = (struct arith_ins){.op = ARITH_LOAD, .at = start};
	p->operand.name = arena_strndup(p->arena, start, (size_t)(s - start));
	if (*s == '[') {
		const char *close = subscript_end(s + 1);

		if (!close) {
			fail(p, "bad array subscript");
			return;
		}
		p->operand.subscript = arena_strndup(p->arena, s + 1, (size_t)(close - s - 1));
		if (p->subscripts < MAX_SUBSCRIPTS)
			p->operand.index = compile_text(p->arena, p->operand.subscript,
				p->has_refs, p->subscripts + 1);
		s = close + 1;
	}
	p->token = T_NAME;
	p->at = s;
}

static void read_number(struct parse *p, const char *s)
{
	const char *end = s;
	const char *error;

	p->operand = (struct arith_ins){.op = ARITH_NUMBER, .at = s};
	error = arith_constant(&end, &p->operand.number);
	if (error) {
		while (*end && (isalnum((unsigned char)*end) || strchr("#@_", *end)))
			end++;
		fail_at_number(p, error, end);
		return;
	}
	p->token = T_NUMBER;
	p->at = end;
}

/* ++ and -- at @s: what they are depends on their neighbours. */
static void read_double_sign(struct parse *p, const char *s)
{
	bool plus = *s == '+';

	if (p->before == T_NAME) {
		p->token = plus ? T_POST_INC : T_POST_DEC;
		p->at = s + 2;
	} else if (p->before == T_PRE_INC || p->before == T_PRE_DEC) {
		fail(p, plus ? "++: assignment requires lvalue" : "--: assignment requires lvalue");
	} else if (is_name_start(*skip_blanks(s + 2))) {
		p->token = plus ? T_PRE_INC : T_PRE_DEC;
		p->at = s + 2;
	} else {
		p->token = T_BINARY;
		p->row = &binary_rows[plus ? 13 : 14];
		p->at = s + 1;
	}
}

static bool read_binary(struct parse *p, const char *s)
{
	for (size_t i = 0; i < ARRAY_LEN(binary_rows); i++) {
		const struct binary_row *row = &binary_rows[i];
		size_t n = strlen(row->text);

		if (strncmp(s, row->text, n) != 0)
			continue;
		p->token = T_BINARY;
		p->row = row;
		p->at = s + n;
		if (row->assigns && s[n] == '=') {
			p->token = T_OP_ASSIGN;
			p->assign_op = row->op;
			p->at++;
		}
		return true;
	}
	return false;
}

static bool read_single(struct parse *p, const char *s)
{
	static const struct {
		char c;
		enum token token;
	} rows[] = {
		{'=', T_ASSIGN}, {'?', T_QUESTION}, {':', T_COLON}, {',', T_COMMA}, {'(', T_OPEN},
		{')', T_CLOSE}, {'!', T_NOT}, {'~', T_COMPLEMENT},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].c == *s) {
			p->token = rows[i].token;
			p->at = s + 1;
			return true;
		}
	}
	return false;
}

static void next(struct parse *p)
{
	const char *s;

	if (p->failed)
		return;
	s = skip_blanks(p->at);
	p->before = p->token;
	p->token = T_END;
	if (!*s) {
		p->at = s;
		return;
	}
	p->last = s;
	if (is_name_start(*s)) {
		read_name(p, s);
	} else if (isdigit((unsigned char)*s)) {
		read_number(p, s);
	} else if (*s == ARITH_REF_START && p->has_refs) {
		p->operand = (struct arith_ins){.op = ARITH_REF, .slot = (unsigned)(s[1] - '0')};
		p->token = T_NUMBER;
		p->at = s + 2;
	} else if ((*s == '+' || *s == '-') && s[1] == *s) {
		read_double_sign(p, s);
	} else if (s[0] == '*' && s[1] == '*') {
		p->token = T_POWER;
		p->at = s + 2;
	} else if (!read_binary(p, s) && !read_single(p, s)) {
		bool behind_operand = p->before == T_NUMBER || p->before == T_NAME;

		fail(p, behind_operand ? "syntax error: invalid arithmetic operator"
				       : "syntax error: operand expected");
	}
}

/* ---- code ---- */

static struct arith_ins *emit(struct parse *p, enum arith_op op, int height_change)
{
	struct arith_code *c = p->code;

	if (p->failed)
		return &p->nowhere;
	if (c->n == p->cap) {
		struct arith_ins *more = arena_alloc(p->arena, 2 * p->cap * sizeof(*more));

		memcpy(more, c->ins, c->n * sizeof(*more));
		c->ins = more;
		p->cap *= 2;
	}
	c->ins[c->n] = (struct arith_ins){.op = op, .at = p->last};
	p->height = (unsigned)((int)p->height + height_change);
	if (p->height > c->stack)
		c->stack = p->height;
	return &c->ins[c->n++];
}

/* The jump @at, if there is one, goes to what is emitted next. */
static void jump_here(struct parse *p, size_t at)
{
	if (at < p->code->n)
		p->code->ins[at].slot = (unsigned)p->code->n;
}

static void emit_operand(struct parse *p)
{
	struct arith_ins operand = p->operand;

	if (operand.op == ARITH_LOAD && operand.subscript)
		operand.slot = p->code->n_slots++;
	*emit(p, operand.op, 1) = operand;
}

/* ---- grammar ---- */

static void parse_comma(struct parse *p);
static void parse_assign(struct parse *p);
static void parse_unary(struct parse *p);

static bool enter(struct parse *p)
{
	if (p->depth < MAX_DEPTH)
		p->depth++;
	else
		fail(p, "expression recursion level exceeded");
	return !p->failed;
}

/* ++x, --x */
static void parse_pre_step(struct parse *p)
{
	enum token sign = p->token;
	struct arith_ins *ins;

	next(p);
	if (p->token != T_NAME) {
		fail(p, "identifier expected after pre-increment or pre-decrement");
		return;
	}
	emit_operand(p);
	ins = &p->code->ins[p->code->n - 1];
	ins->op = ARITH_PRE_ADD;
	ins->number = sign == T_PRE_INC ? 1 : -1;
	p->token = sign; /* so that --x++ is seen as what it is */
	next(p);
}

static void parse_primary(struct parse *p)
{
	p->is_variable = false;
	if (p->token == T_PRE_INC || p->token == T_PRE_DEC) {
		parse_pre_step(p);
	} else if (p->token == T_OPEN) {
		next(p);
		parse_comma(p);
		if (p->token != T_CLOSE)
			fail(p, "missing `)'");
		next(p);
		p->is_variable = false;
	} else if (p->token == T_NUMBER) {
		emit_operand(p);
		next(p);
	} else if (p->token == T_NAME) {
		emit_operand(p);
		next(p);
		p->code->n -= p->failed; /* see look_behind_names() */
		p->is_variable = true;
		if (p->token == T_POST_INC || p->token == T_POST_DEC) {
			struct arith_ins *ins = &p->code->ins[p->code->n - 1];

			ins->op = ARITH_POST_ADD;
			ins->number = p->token == T_POST_INC ? 1 : -1;
			p->is_variable = false;
			p->token = T_NUMBER;
			next(p);
		}
	} else {
		fail(p, "syntax error: operand expected");
	}
}

/* ! ~ - + in front of an operand; bind tighter than ** */
static void parse_unary(struct parse *p)
{
	enum arith_op op;

	if (!enter(p))
		return;
	if (p->token == T_NOT)
		op = ARITH_NOT;
	else if (p->token == T_COMPLEMENT)
		op = ARITH_COMPLEMENT;
	else if (p->token == T_BINARY && p->row->op == ARITH_SUBTRACT)
		op = ARITH_NEGATE;
	else if (p->token == T_BINARY && p->row->op == ARITH_ADD)
		op = ARITH_ADD;
	else
		op = ARITH_NUMBER;
	if (op == ARITH_NUMBER) {
		parse_primary(p);
	} else {
		next(p);
		parse_unary(p);
		p->is_variable = false;
		if (op != ARITH_ADD)
			emit(p, op, 0);
	}
	p->depth--;
}

/* unary ** power, from the right */
static void parse_power(struct parse *p)
{
	if (!enter(p))
		return;
	parse_unary(p);
	while (p->token == T_POWER) {
		next(p);
		parse_power(p);
		p->is_variable = false;
		emit(p, ARITH_POWER, -1);
	}
	p->depth--;
}

/* The binary operators that bind at least as tight as @level, from the left. */
static void parse_binary(struct parse *p, unsigned level)
{
	if (!enter(p))
		return;
	parse_power(p);
	while (p->token == T_BINARY && p->row->level >= level) {
		const struct binary_row *row = p->row;
		const char *right = skip_blanks(p->at);
		size_t jump = p->code->n;

		if (row->level <= 2)
			emit(p, row->op, -1);
		next(p);
		parse_binary(p, row->level + 1);
		p->is_variable = false;
		if (row->level <= 2) {
			emit(p, ARITH_TO_BOOL, 0);
			jump_here(p, jump);
		} else {
			struct arith_ins *ins = emit(p, row->op, -1);

			if (row->op == ARITH_DIVIDE || row->op == ARITH_MODULO)
				ins->at = right;
		}
	}
	p->depth--;
}

/* a ? b : c */
static void parse_conditional(struct parse *p)
{
	size_t to_else, to_end;

	if (!enter(p))
		return;
	parse_binary(p, 1);
	if (p->token == T_QUESTION) {
		to_else = p->code->n;
		emit(p, ARITH_JUMP_IF_ZERO, -1);
		next(p);
		if (p->token == T_END || p->token == T_COLON)
			fail(p, "expression expected");
		parse_comma(p);
		if (p->token != T_COLON)
			fail(p, "`:' expected for conditional expression");
		to_end = p->code->n;
		emit(p, ARITH_JUMP, -1);
		jump_here(p, to_else);
		next(p);
		if (p->token == T_END)
			fail(p, "expression expected");
		parse_conditional(p);
		jump_here(p, to_end);
		p->is_variable = false;
	}
	p->depth--;
}

/* name = assign, name op= assign */
static void parse_assign(struct parse *p)
{
	struct arith_ins target;
	enum arith_op op = p->assign_op;
	bool plain;
	const char *right;

	if (!enter(p))
		return;
	parse_conditional(p);
	if (p->token == T_ASSIGN || p->token == T_OP_ASSIGN) {
		if (!p->is_variable) {
			fail(p, "attempted assignment to non-variable");
			return;
		}
		op = p->assign_op;
		plain = p->token == T_ASSIGN;
		target = p->code->ins[p->code->n - 1];
		if (plain) {
			p->code->n--; /* its old value is not wanted */
			p->height--;
		}
		right = skip_blanks(p->at);
		next(p);
		parse_assign(p);
		if (!plain) {
			struct arith_ins *ins = emit(p, op, -1);

			if (op == ARITH_DIVIDE || op == ARITH_MODULO)
				ins->at = right;
		}
		target.op = plain ? ARITH_ASSIGN : ARITH_UPDATE;
		*emit(p, target.op, 0) = target;
		p->is_variable = false;
	}
	p->depth--;
}

/* assign, assign */
static void parse_comma(struct parse *p)
{
	parse_assign(p);
	while (p->token == T_COMMA) {
		emit(p, ARITH_POP, -1);
		next(p);
		parse_assign(p);
		p->is_variable = false;
	}
}

static const struct arith_code *compile_text(struct arena *a, const char *text, bool has_refs,
	unsigned subscripts)
{
	struct arith_code *code = ARENA_NEW(a, struct arith_code);
	struct parse p = {.arena = a, .code = code, .cap = 8, .has_refs = has_refs,
		.subscripts = subscripts};

	code->text = arena_strdup(a, text);
	code->ins = arena_alloc(a, p.cap * sizeof(*code->ins));
	p.at = code->text;
	p.last = code->text;
	if (!*skip_blanks(code->text)) {
		emit(&p, ARITH_NUMBER, 1);
		return code;
	}
	next(&p);
	parse_comma(&p);
	if (p.token != T_END)
		fail(&p, "syntax error in expression");
	return code;
}

const struct arith_code *arith_compile(struct arena *a, const char *text, bool has_refs)
{
	return compile_text(a, text, has_refs, 0);
}
