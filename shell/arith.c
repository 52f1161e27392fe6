/*
 * shell/arith.c - the stack machine that runs compiled arithmetic.
 */
#include "shell/arith.h"

#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "shell/diag.h"
#include "shell/expand_internal.h"
#include "shell/shell.h"
#include "shell/var.h"

enum { MAX_NESTING = 1023, FIXED_STACK = 32 };

/* The element that an operand stands for, remembered between its load and its update. */
struct element {
	const char *key; /* NULL: .index */
	int64_t index;
};

struct run {
	struct shell *sh;
	struct arith_context ctx;
	const struct arith_code *code;
	const int64_t *refs;
	struct element *elements;
	bool failed;
};

static int64_t run_code(struct run *r);

/* ---- errors ---- */

/* @s with the expansions it was compiled with. */
static const char *with_refs(const struct run *r, const char *s, size_t len)
{
	struct buf out = BUF_INIT;
	const char *copy;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == ARITH_REF_START && i + 1 < len && r->refs)
			buf_printf(&out, "%lld", (long long)r->refs[s[++i] - '0']);
		else
			buf_add_char(&out, s[i]);
	}
	copy = arena_strndup(&r->sh->scratch, out.s, out.len);
	buf_release(&out);
	return copy;
}

static bool is_closed(const char *bracket)
{
	int depth = 0;

	for (; *bracket; bracket++) {
		depth += (*bracket == '[') - (*bracket == ']');
		if (!depth)
			return true;
	}
	return false;
}

/* @s, which is in the text of @r, with a \ in front of the brackets inside of its subscripts. */
static const char *with_brackets(const struct run *r, const char *s, size_t len)
{
	scoped_buf struct buf out = BUF_INIT;
	int depth = 0;

	for (const char *p = r->code->text; p < s + len; p++) {
		bool opens = *p == '[' && (depth || is_closed(p));
		bool closes = *p == ']' && depth;

		if (p >= s && ((opens && depth) || (closes && depth > 1)))
			buf_add_char(&out, '\\');
		if (p >= s)
			buf_add_char(&out, *p);
		depth += opens - closes;
	}
	return arena_strndup(&r->sh->scratch, out.s ? out.s : "", out.len);
}

static const char *shown(const struct run *r, const char *s, size_t len)
{
	return r->ctx.brackets ? with_brackets(r, s, len) : with_refs(r, s, len);
}

static void abandon(struct run *r)
{
	r->failed = true;
	if (r->ctx.only_line && r->sh->unwind == UNWIND_NONE) {
		r->sh->status = 1;
		r->sh->unwind = UNWIND_ERROR;
	} else if (!r->ctx.keep_going) {
		expand_failed(r->sh);
	}
}

static void report(struct run *r, const char *message, const char *at, size_t text_len,
	size_t at_len)
{
	const char *text = r->code->text;
	const char *who = r->ctx.who;

	if (r->failed)
		return;
	while ((*text == ' ' || *text == '\t') && text_len) {
		text++;
		text_len--;
	}
	diag(r->sh, "%s%s%s: %s (error token is \"%s\")", who ? who : "", who ? ": " : "",
		shown(r, text, text_len), message, shown(r, at, at_len));
	abandon(r);
}

static void report_at(struct run *r, const char *message, const char *at)
{
	report(r, message, at, strlen(r->code->text), strlen(at));
}

/* ---- variables ---- */

/* One expression inside of another: a value, a subscript.  False: that was one too many. */
static bool descend(struct run *r, const struct arith_ins *ins)
{
	if (r->sh->expansion->arith_depth >= MAX_NESTING) {
		report_at(r, "expression recursion level exceeded", ins->at ? ins->at : r->code->text);
		r->failed = true;
		return false;
	}
	r->sh->expansion->arith_depth++;
	return true;
}

static int64_t value_of_text(struct run *r, const struct arith_ins *ins, const char *s)
{
	struct arith_context inner = r->ctx;
	int64_t n = 0;

	if (!*s || !descend(r, ins))
		return 0;
	if (!arith_plain_number(s, true, &n)) {
		inner.brackets = false; /* a value is shown as it is */
		r->failed |= !arith_eval_in(r->sh, inner, s, &n);
	}
	r->sh->expansion->arith_depth--;
	return n;
}

/*
 * The key that @text stands for: expanded, unless the word was (then what came of it has
 * backslashes).
 */
static const char *assoc_key(struct run *r, struct var *v, const char *text)
{
	struct buf out = BUF_INIT;
	const char *key;

	if (!strchr(text, '\\'))
		return expand_element_key(r->sh, v, text);
	for (; *text; text++) {
		if (*text == '\\' && text[1])
			text++;
		else if (*text == '"')
			continue;
		buf_add_char(&out, *text);
	}
	key = arena_strndup(&r->sh->scratch, out.s, out.len);
	buf_release(&out);
	return key;
}

/* Which element of @v does the operand name?  False: failed. */
static bool find_element(struct run *r, const struct arith_ins *ins, struct var *v,
	struct element *e)
{
	*e = (struct element){0};
	if (v && v->flags & VAR_ASSOC) {
		e->key = assoc_key(r, v, with_refs(r, ins->subscript, strlen(ins->subscript)));
		return e->key || (r->failed = true, false);
	}
	if (!descend(r, ins))
		return false;
	if (strpbrk(ins->subscript, "$`")) {
		/* From the value of a variable: a[$i] is expanded, as any subscript is. */
		const char *text = expand_text(r->sh, ins->subscript);

		r->failed |= !text || !arith_eval(r->sh, text, &e->index);
	} else if (ins->index) {
		struct run inner = {.sh = r->sh, .ctx = r->ctx, .code = ins->index,
			.refs = r->refs};

		inner.ctx = (struct arith_context){0};
		e->index = run_code(&inner);
		r->failed |= inner.failed;
	} else {
		r->failed |= !arith_eval(r->sh, ins->subscript, &e->index);
	}
	r->sh->expansion->arith_depth--;
	if (r->failed && !(r->sh->expansion->impure))
		expand_index_failed(r->sh);
	return !r->failed;
}

/* NAME[]: bash looks for the variable, and then for the element. */
static int64_t load_nothing(struct run *r, const struct arith_ins *ins)
{
	for (int i = 0; i < 2; i++)
		diag(r->sh, "%s[]: bad array subscript", ins->name);
	if (r->sh->opts.nounset)
		r->failed = !expand_unbound(r->sh, "(null)");
	return 0;
}

static int64_t load_slow(struct run *r, const struct arith_ins *ins, struct var *v)
{
	const char *value = NULL;

	if (v && v->flags & VAR_DYNAMIC && expand_guarded(r->sh)) {
		r->failed = true;
		return 0;
	}
	if (ins->subscript && !*ins->subscript)
		return load_nothing(r, ins);
	if (r->sh->opts.nounset && (!v || v->flags & VAR_UNSET)) {
		r->failed = !expand_unbound(r->sh, ins->name);
		return 0;
	}
	if (ins->subscript) {
		struct element *e = &r->elements[ins->slot];

		if (!find_element(r, ins, v, e))
			return 0;
		if (v)
			value = e->key ? var_element(r->sh, v, e->key)
				       : var_element_at(r->sh, v, e->index);
	} else if (v) {
		value = var_value(r->sh, v);
	}
	return value ? value_of_text(r, ins, value) : 0;
}

static int64_t load(struct run *r, const struct arith_ins *ins)
{
	struct var *v = var_find(r->sh, ins->name);
	int64_t n;

	if (v && v->value && !ins->subscript &&
		!(v->flags & (VAR_INDEXED | VAR_ASSOC | VAR_DYNAMIC | VAR_UNSET)) &&
		arith_plain_number(v->value, true, &n))
		return n;
	return load_slow(r, ins, v);
}

static void store_element(struct run *r, const struct arith_ins *ins, const struct element *e,
	int64_t value)
{
	char text[24];
	struct var *v = var_find(r->sh, ins->name);
	bool ok;

	if (!v)
		v = var_declare(r->sh, ins->name, false);
	snprintf(text, sizeof(text), "%lld", (long long)value);
	if (e->key)
		ok = var_set_element(r->sh, v, e->key, text, false);
	else
		ok = var_set_element_at(r->sh, v, e->index, text);
	if (!ok && v->flags & VAR_READONLY) /* a bad index is only told of */
		abandon(r);
}

/* Assign to the operand; @find: its element is not known yet. */
static void store(struct run *r, const struct arith_ins *ins, bool find, int64_t value)
{
	if (r->failed || (r->failed = expand_guarded(r->sh)))
		return;
	if (!ins->subscript) {
		if (!var_set_int(r->sh, ins->name, value))
			abandon(r);
		return;
	}
	if (!*ins->subscript)
		diag(r->sh, "%s%s`%s[]': not a valid identifier", r->ctx.who ? r->ctx.who : "",
			r->ctx.who ? ": " : "", ins->name);
	else if (!find || find_element(r, ins, var_find(r->sh, ins->name), &r->elements[ins->slot]))
		store_element(r, ins, &r->elements[ins->slot], value);
}

/* ---- operators ---- */

static int64_t power(int64_t base, int64_t exponent)
{
	uint64_t b = (uint64_t)base;
	uint64_t n = 1;

	for (uint64_t e = (uint64_t)exponent; e; e >>= 1, b *= b)
		if (e & 1)
			n *= b;
	return (int64_t)n;
}

static int64_t divide(struct run *r, const struct arith_ins *ins, int64_t a, int64_t b)
{
	if (b == 0) {
		report_at(r, "division by 0", ins->at);
		return 0;
	}
	if (b == -1) /* INT64_MIN / -1 traps */
		return ins->op == ARITH_DIVIDE ? (int64_t)(0 - (uint64_t)a) : 0;
	return ins->op == ARITH_DIVIDE ? a / b : a % b;
}

static int64_t raise_to(struct run *r, const struct arith_ins *ins, int64_t a, int64_t b)
{
	if (b < 0) {
		report_at(r, "exponent less than 0", ins->at);
		return 0;
	}
	return power(a, b);
}

/* The two operands of @ins; wraps around as two's complement. */
static int64_t binary(struct run *r, const struct arith_ins *ins, int64_t a, int64_t b)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;

	switch ((int)ins->op) {
	case ARITH_ADD:
		return (int64_t)(x + y);
	case ARITH_SUBTRACT:
		return (int64_t)(x - y);
	case ARITH_MULTIPLY:
		return (int64_t)(x * y);
	case ARITH_DIVIDE:
	case ARITH_MODULO:
		return divide(r, ins, a, b);
	case ARITH_POWER:
		return raise_to(r, ins, a, b);
	case ARITH_SHIFT_LEFT:
		return (int64_t)(x << (y & 63));
	case ARITH_SHIFT_RIGHT:
		return a >> (y & 63);
	case ARITH_BIT_AND:
		return a & b;
	case ARITH_BIT_OR:
		return a | b;
	case ARITH_BIT_XOR:
		return a ^ b;
	case ARITH_LESS:
		return a < b;
	case ARITH_LESS_EQUAL:
		return a <= b;
	case ARITH_GREATER:
		return a > b;
	case ARITH_GREATER_EQUAL:
		return a >= b;
	case ARITH_EQUAL:
		return a == b;
	default: /* ARITH_NOT_EQUAL */
		return a != b;
	}
}

static int64_t step(struct run *r, const struct arith_ins *ins)
{
	int64_t old = load(r, ins);
	int64_t new = (int64_t)((uint64_t)old + (uint64_t)ins->number);

	store(r, ins, false, new);
	return ins->op == ARITH_PRE_ADD ? new : old;
}

/* Instructions that jump: the index of the next one. */
static size_t jump(const struct arith_ins *ins, size_t next, int64_t **top)
{
	switch ((int)ins->op) {
	case ARITH_JUMP:
		return ins->slot;
	case ARITH_JUMP_IF_ZERO:
		return *(*top)-- == 0 ? ins->slot : next;
	case ARITH_AND_JUMP:
		if (**top == 0)
			return ins->slot;
		(*top)--;
		return next;
	default: /* ARITH_OR_JUMP */
		if (**top != 0) {
			**top = 1;
			return ins->slot;
		}
		(*top)--;
		return next;
	}
}

static int64_t run_instructions(struct run *r, int64_t *stack)
{
	const struct arith_code *c = r->code;
	int64_t *top = stack; /* stack[0] is never used */

	for (size_t i = 0; i < c->n && !r->failed;) {
		const struct arith_ins *ins = &c->ins[i++];

		switch ((int)ins->op) {
		case ARITH_NUMBER:
			*++top = ins->number;
			break;
		case ARITH_REF:
			*++top = r->refs ? r->refs[ins->slot] : 0;
			break;
		case ARITH_LOAD:
			*++top = load(r, ins);
			break;
		case ARITH_NEGATE:
			*top = (int64_t)(0 - (uint64_t)*top);
			break;
		case ARITH_NOT:
			*top = !*top;
			break;
		case ARITH_COMPLEMENT:
			*top = ~*top;
			break;
		case ARITH_TO_BOOL:
			*top = *top != 0;
			break;
		case ARITH_POP:
			top--;
			break;
		case ARITH_ASSIGN:
		case ARITH_UPDATE:
			store(r, ins, ins->op == ARITH_ASSIGN, *top);
			break;
		case ARITH_PRE_ADD:
		case ARITH_POST_ADD:
			*++top = step(r, ins);
			break;
		case ARITH_JUMP:
		case ARITH_JUMP_IF_ZERO:
		case ARITH_AND_JUMP:
		case ARITH_OR_JUMP:
			i = jump(ins, i, &top);
			break;
		default:
			top--;
			*top = binary(r, ins, top[0], top[1]);
			break;
		}
	}
	if (c->error)
		report(r, c->error, c->error_at, c->error_text_len, c->error_at_len);
	return r->failed ? 0 : *top;
}

static int64_t run_code(struct run *r)
{
	int64_t fixed[FIXED_STACK];
	const struct arith_code *c = r->code;
	int64_t *stack = fixed;

	if (c->stack + 2 > FIXED_STACK)
		stack = arena_alloc(&r->sh->scratch, (c->stack + 2) * sizeof(*stack));
	if (c->n_slots)
		r->elements = arena_alloc(&r->sh->scratch, c->n_slots * sizeof(*r->elements));
	return run_instructions(r, stack);
}

bool arith_run(struct shell *sh, struct arith_context ctx, const struct arith_code *code,
	const int64_t *refs, int64_t *ret)
{
	struct run r = {.sh = sh, .ctx = ctx, .code = code, .refs = refs};

	*ret = run_code(&r);
	return !r.failed;
}
