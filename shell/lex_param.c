/*
 * shell/lex_param.c - what starts with $ or `: parameters, substitutions, arithmetic.
 *
 * ${…} is taken apart here, once; nothing of it is scanned again at run time.
 * What cannot be understood becomes PARAM_BAD, since bash finds a bad
 * substitution only when it is expanded.
 */
#include "shell/lexer.h"

#include <string.h>

#include "shell/shell.h"

static bool is_special_param(int c)
{
	return c && strchr("@*#?-$!", c);
}

static bool is_name_start(int c)
{
	return lex_class[c] & CLASS_NAME && !(lex_class[c] & CLASS_DIGIT);
}

/* Take the byte @c if it comes next. */
static bool accept(struct parser *p, int c)
{
	if (lex_char(p) != c)
		return false;
	p->pos++;
	return true;
}

/* ---- words inside ${ } ----------------------------------------------------------------------- */

/* An operand in which quotes count: a pattern, or any operand outside double quotes. */
static struct word *pattern_operand(struct parser *p, const char *stops)
{
	struct word_build b;

	build_start(p, &b);
	lex_operand(p, &b, stops, 0);
	return build_finish(p, &b, NULL);
}

/* The pattern of ${x/…}; behind // one more slash belongs to it. */
static struct word *replace_pattern(struct parser *p, bool may_start_with_slash)
{
	struct word_build b;

	build_start(p, &b);
	if (may_start_with_slash && lex_char(p) == '/') {
		buf_add_char(&p->lit, '/');
		p->pos++;
	}
	lex_operand(p, &b, "/}", 0);
	return build_finish(p, &b, NULL);
}

/* The operand of - = ? +: in double quotes its single quotes are text.  NULL: its } is missed. */
static struct word *value_operand(struct parser *p, bool in_double)
{
	struct word_build b;
	struct word *w;
	bool found;

	if (!in_double)
		return pattern_operand(p, "}");
	build_start(p, &b);
	found = lex_double_value(p, &b);
	w = build_finish(p, &b, NULL);
	return found ? w : NULL;
}

static struct word *arith_operand(struct parser *p, const char *stops)
{
	struct word_build b;

	build_start(p, &b);
	lex_arith(p, &b, stops);
	return build_finish(p, &b, NULL);
}

struct word *lex_subscript(struct parser *p, const char *stops, char *ret_all)
{
	struct word_build b;
	struct word *w;

	*ret_all = 0;
	p->pos++;
	build_start(p, &b);
	lex_operand(p, &b, stops, '[');
	w = build_finish(p, &b, NULL);
	if (lex_char(p) != ']')
		return NULL;
	p->pos++;
	if ((w->text[0] == '@' || w->text[0] == '*') && !w->text[1])
		*ret_all = w->text[0];
	return w;
}

/* ---- ${ } ------------------------------------------------------------------------------------ */

/* The name at p->pos: identifier, number or special character. False: none. */
static bool param_name(struct parser *p, struct param *a, bool one_digit)
{
	int c = lex_char(p);
	size_t start = p->pos;

	if (is_name_start(c)) {
		while ((c = lex_char(p)) && lex_class[c] & CLASS_NAME)
			p->pos++;
	} else if (lex_class[c] & CLASS_DIGIT) {
		do {
			p->pos++;
			c = lex_char(p);
		} while (!one_digit && lex_class[c] & CLASS_DIGIT);
		a->special = true;
	} else if (is_special_param(c)) {
		p->pos++;
		a->special = true;
	} else {
		return false;
	}
	a->name = arena_strndup(p->arena, p->src.s + start, p->pos - start);
	return true;
}

struct param_op_row {
	char first;
	char second;           /* 0: any */
	enum param_op op;
};

/* Pattern operators; the longer of two that start alike stands first. */
static const struct param_op_row pattern_ops[] = {
	{'#', '#', PARAM_REMOVE_PREFIX_LONGEST},
	{'#', 0, PARAM_REMOVE_PREFIX},
	{'%', '%', PARAM_REMOVE_SUFFIX_LONGEST},
	{'%', 0, PARAM_REMOVE_SUFFIX},
	{'/', '/', PARAM_REPLACE_ALL},
	{'/', '#', PARAM_REPLACE_PREFIX},
	{'/', '%', PARAM_REPLACE_SUFFIX},
	{'/', 0, PARAM_REPLACE},
	{'^', '^', PARAM_UPPER_ALL},
	{'^', 0, PARAM_UPPER_FIRST},
	{',', ',', PARAM_LOWER_ALL},
	{',', 0, PARAM_LOWER_FIRST},
	{'~', '~', PARAM_TOGGLE_ALL},
	{'~', 0, PARAM_TOGGLE_FIRST},
	{0, 0, PARAM_BAD},
};

/* - = ? + behind an optional colon. False: something else stands there. */
static bool param_value_op(struct parser *p, struct param *a, bool in_double)
{
	static const char from[] = "-=?+";
	static const enum param_op ops[] = {
		PARAM_DEFAULT, PARAM_ASSIGN, PARAM_ERROR, PARAM_ALTERNATE};
	int c = lex_char(p);
	const char *at = c ? strchr(from, c) : NULL;

	if (!at)
		return false;
	p->pos++;
	a->op = ops[at - from];
	/* the message is not in double quotes, even if its parameter is */
	a->word = value_operand(p, in_double && a->op != PARAM_ERROR);
	if (!a->word) {
		a->op = PARAM_BAD;
		a->lacks_bracket = p->lacks_bracket = true;
	}
	return true;
}

static struct word *offset_operand(struct parser *p, const char *stops, bool in_double,
	bool *ret_closed)
{
	struct word_build b;

	build_start(p, &b);
	*ret_closed = lex_offset(p, &b, stops, in_double);
	return build_finish(p, &b, NULL);
}

static void param_substring(struct parser *p, struct param *a, bool in_double)
{
	bool closed;

	a->op = PARAM_SUBSTRING;
	a->word = offset_operand(p, ":", in_double, &closed);
	if (!closed)
		a->transform = '(';
	if (accept(p, ':'))
		a->word2 = offset_operand(p, "", in_double, &closed);
}

static void param_pattern_op(struct parser *p, struct param *a, const struct param_op_row *row)
{
	/* ${?^} and the like are bad; ${$^} and ${1^} are not. */
	a->op = strchr("^,~", row->first) && a->special && strchr("?-#", *a->name) ? PARAM_BAD
										: row->op;
	p->pos++;
	if (row->second) {
		lex_char(p);
		p->pos++;
	}
	if (row->first != '/') {
		a->word = pattern_operand(p, "}");
		return;
	}
	a->word = replace_pattern(p, row->op == PARAM_REPLACE_ALL);
	if (accept(p, '/'))
		a->word2 = pattern_operand(p, "}");
}

/* Everything up to the } of what is no valid ${…}. */
static void param_rest(struct parser *p)
{
	struct word_build b;

	build_start(p, &b);
	lex_operand(p, &b, "}", 0);
	build_finish(p, &b, NULL);
}

/* @ and one letter; which there are is looked at when the parameter turns out to be set. */
static void param_transform_op(struct parser *p, struct param *a)
{
	p->pos++;
	a->op = PARAM_TRANSFORM;
	a->transform = (char)lex_char(p);
	if (is_name_start((unsigned char)a->transform) && lex_ahead(p) == '}') {
		p->pos++;
		return;
	}
	/* none of them */
	a->transform = a->transform == 'A' || a->transform == 'a' ? TRANSFORM_BAD_UNSET : TRANSFORM_BAD;
	param_rest(p);
}

/* The operator and its operands; stops in front of the }. */
static void param_operator(struct parser *p, struct param *a, bool in_double)
{
	const struct param_op_row *row = pattern_ops;
	int c = lex_char(p);
	int next;

	if (c == '}') {
		a->op = PARAM_PLAIN;
		return;
	}
	if (c == ':') {
		p->pos++;
		a->colon = true;
		if (!param_value_op(p, a, in_double)) {
			a->colon = false;
			param_substring(p, a, in_double);
		}
		return;
	}
	if (param_value_op(p, a, in_double))
		return;
	if (c == '@') {
		param_transform_op(p, a);
		return;
	}
	next = lex_ahead(p);
	while (row->first && (row->first != c || (row->second && row->second != next)))
		row++;
	if (row->first)
		param_pattern_op(p, a, row);
	else
		a->op = PARAM_BAD;
}

/* NAME or NAME[subscript] at p->pos. */
static bool param_reference(struct parser *p, struct param *a)
{
	if (!param_name(p, a, false))
		return false;
	if (a->special || lex_char(p) != '[')
		return true;
	a->subscript = lex_subscript(p, "]}", &a->subscript_all);
	if (!a->subscript)
		a->op = PARAM_BAD;
	return a->subscript && a->subscript->parts;
}

/* ${#^} and the like: there an operator, not ${#}, is meant to begin. */
static bool lacks_parameter(struct parser *p)
{
	int c = lex_char(p);

	return c && strchr("^~,=/+%", c) && lex_ahead(p) == '}';
}

/* ${#…}: a length, unless # itself is the parameter. */
static bool param_length(struct parser *p, struct param *a)
{
	size_t start = p->pos;
	unsigned line = p->line;

	p->pos++;
	if (lex_char(p) != '}' && param_reference(p, a) && lex_char(p) == '}') {
		a->op = PARAM_LENGTH;
		return true;
	}
	/* No going back over a subscript: at each level of many, what is in it would be read twice. */
	if (a->subscript || a->op == PARAM_BAD) {
		a->op = PARAM_BAD;
		return true;
	}
	lex_rewind(p, start, line);
	*a = (struct param){.op = PARAM_PLAIN};
	p->pos++;
	if (lacks_parameter(p)) {
		a->op = PARAM_BAD;
		return true;
	}
	lex_rewind(p, start, line);
	return false;
}

/* ${!NAME[…@}, the [ left open: the names that begin with NAME[…, of which there are none. */
static bool param_open_names(struct parser *p, struct param *a, size_t start)
{
	if (lex_char(p) != '}' || !strchr("@*", p->src.s[p->pos - 1]))
		return false;
	*a = (struct param){.op = PARAM_NAMES, .transform = '@', .name = lex_slice(p, start, p->pos - 1)};
	return true;
}

/* ${!…}: indirection, keys or names; false: ! itself is the parameter. */
static bool param_indirect(struct parser *p, struct param *a, bool in_double)
{
	size_t start;
	int next;

	lex_char(p);
	next = lex_ahead(p);
	if (!(lex_class[next] & CLASS_NAME) &&
		(!next || !strchr(p->sh->opts.posix ? "@*" : "#?@*", next)))
		return false;
	start = ++p->pos;
	a->indirect = true;
	if (!param_reference(p, a))
		return !in_double && !a->special && param_open_names(p, a, start);
	next = lex_char(p);
	if (a->subscript_all && next == '}') {
		a->op = PARAM_KEYS;
		a->indirect = false;
	} else if ((next == '*' || next == '@') && lex_ahead(p) == '}' && !a->special) {
		a->op = PARAM_NAMES; /* … of ${!a[i]@} there are none */
		a->name = lex_slice(p, start, p->pos);
		a->indirect = false;
		a->transform = (char)next;
		p->pos++;
	}
	return true;
}

/*
 * Has the name in ${@text}, which is in double quotes, a [ that nothing closes?  Then bash, which
 * looks for the ] first, does not come to the }.
 */
static bool lacks_bracket(const char *text)
{
	const char *open = text + strcspn(text, "[#%^,~:-=?+/\\'\"`");

	return *open == '[' && !strchr(open, ']');
}

/* Arithmetic ends in front of the }: that is found out when it is expanded. */
static void param_unclosed(struct param *a)
{
	if (a->op != PARAM_PLAIN && a->op != PARAM_BAD)
		a->transform = '[';
	a->op = PARAM_BAD;
}

/* ${…}; p->pos stands on the {. */
static void lex_braced(struct parser *p, struct param *a, bool in_double)
{
	unsigned line = p->line;
	int c;

	p->pos++;
	c = lex_char(p);
	if (c == '#' && param_length(p, a)) {
		/* complete */
	} else if (c == '!' && param_indirect(p, a, in_double)) {
		if (a->op == PARAM_PLAIN)
			param_operator(p, a, in_double);
	} else if (param_reference(p, a)) {
		param_operator(p, a, in_double);
	} else {
		a->op = PARAM_BAD;
	}
	c = lex_char(p);
	if (p->pair.close && (!c || c == p->pair.close)) {
		param_unclosed(a);
		return;
	}
	if (c != '}') {
		a->op = PARAM_BAD;
		param_rest(p);
	}
	if (lex_char(p) == '}')
		p->pos++;
	else if (!p->pair.close)
		parse_fail_unclosed(p, line, '}');
}

/* ---- substitutions --------------------------------------------------------------------------- */

/* Is the program nothing but `< file`? */
static bool only_reads_file(const struct program *program)
{
	const struct node *n = program ? program->root : NULL;

	return n && n->kind == NODE_SIMPLE && !n->simple.words && !n->simple.assigns && n->redirs &&
	       !n->redirs->next && n->redirs->kind == REDIR_INPUT && n->redirs->fd <= 0 &&
	       !n->redirs->fd_var;
}

/* The program up to the ) for @part; p->pos stands behind the (. */
static void lex_parenthesised(struct parser *p, struct word_part *part)
{
	size_t start = p->pos;
	struct arith_pair pair = p->pair;
	struct program *program;

	p->pair = (struct arith_pair){0};
	program = parse_substitution(p, true);
	p->pair = pair;
	if (p->failed)
		return;
	part->command.program = program;
	part->command.in_pattern = p->parens;
	part->command.text = lex_slice(p, start, p->pos - 1);
	part->command.reads_file = part->kind == PART_COMMAND && only_reads_file(program);
}

void lex_process(struct parser *p, struct word_build *b)
{
	struct word_part *part = build_part(p, b, PART_PROCESS);

	part->command.direction = p->src.s[p->pos];
	p->pos += 2;
	if (lex_enter(p))
		lex_parenthesised(p, part);
	lex_leave(p);
}

struct word *lex_double_paren(struct parser *p, bool substitution)
{
	size_t start = p->pos;
	unsigned line = p->line;
	struct word *expression;

	if (lex_was_misread(p, start))
		return NULL;
	expression = arith_operand(p, ")");
	if (lex_char(p) == ')') {
		p->pos++;
		if (lex_char(p) == ')') {
			p->pos++;
			return expression;
		}
		if (substitution)
			arith_operand(p, ")");
	}
	if (!lex_char(p)) {
		parse_fail_unclosed(p, line, ')');
		return NULL;
	}
	lex_note_misread(p, start);
	lex_rewind(p, start, line);
	return NULL;
}

/* $(…) and $((…)); p->pos stands on the first parenthesis. */
static void lex_dollar_paren(struct parser *p, struct word_build *b)
{
	p->pos++;
	if (lex_char(p) == '(') {
		struct word *expression;

		p->pos++;
		expression = lex_double_paren(p, true);
		if (expression)
			build_part(p, b, PART_ARITH)->arith = expression;
		if (expression || p->failed)
			return;
		p->pos--;
	}
	lex_parenthesised(p, build_part(p, b, PART_COMMAND));
}

/* $[…], the old form. */
static void lex_dollar_bracket(struct parser *p, struct word_build *b)
{
	unsigned line = p->line;
	struct word *expression;

	p->pos++;
	expression = arith_operand(p, "]");
	if (!lex_char(p)) {
		parse_fail_unclosed(p, line, ']');
		return;
	}
	p->pos++;
	build_part(p, b, PART_ARITH)->arith = expression;
}

static void lex_param(struct parser *p, struct word_build *b, size_t start, bool in_double)
{
	struct param *a = ARENA_NEW(p->arena, struct param);

	if (lex_char(p) == '{')
		lex_braced(p, a, in_double);
	else
		param_name(p, a, true);
	if (p->failed)
		return;
	a->text = lex_slice(p, start, p->pos);
	if (a->op == PARAM_BAD && lacks_bracket(a->text))
		a->lacks_bracket = p->lacks_bracket = true;
	build_part(p, b, PART_PARAM)->param = a;
}

void lex_dollar(struct parser *p, struct word_build *b, bool in_double)
{
	size_t start = p->pos;
	int c;

	p->pos++;
	c = lex_char(p);
	if (!lex_enter(p)) {
		/* reported */
	} else if (c == '(') {
		lex_dollar_paren(p, b);
	} else if (c == '{' || lex_class[c] & CLASS_NAME || is_special_param(c)) {
		lex_param(p, b, start, in_double);
	} else if (c == '[') {
		lex_dollar_bracket(p, b);
	} else if (c == '\'' && !in_double) {
		lex_ansi_quoted(p, b);
	} else if (c == '"' && !in_double) {
		lex_locale_quoted(p, b, start);
	} else {
		buf_add_char(&p->lit, '$');
	}
	lex_leave(p);
}

/*
 * `…`: a backslash quotes $ ` \ (and " in double quotes) and is then removed, before
 * the text is parsed; a backslash-newline is gone before, also in single quotes.
 */
void lex_backquote(struct parser *p, struct word_build *b, bool in_double)
{
	scoped_buf struct buf text = BUF_INIT;
	struct word_part *part = build_part(p, b, PART_COMMAND);
	unsigned line = p->line;
	struct parser sub;
	int c;

	p->pos++;
	while ((c = lex_char(p)) && c != '`') {
		lex_skip(p);
		if (c == '\\') {
			int next = lex_raw(p);

			if (next != '$' && next != '`' && next != '\\' &&
				(next != '"' || !in_double))
				buf_add_char(&text, '\\');
			if (!next)
				break;
			c = next;
			lex_skip(p);
		}
		buf_add_char(&text, (char)c);
	}
	if (!c || !lex_raw(p)) {
		parse_fail_unclosed(p, line, '`');
		return;
	}
	p->pos++;
	part->command.backquote = true;
	part->command.text = arena_strndup(p->arena, text.s, text.len);
	parser_sub_start(&sub, p, text.s, text.len);
	sub.line = line;
	if (lex_enter(&sub))
		part->command.program = parse_substitution(&sub, false);
	part->command.reads_file = only_reads_file(part->command.program);
	part->command.unparsed = sub.failed;
	parser_sub_end(&sub);
}
