/*
 * builtins/printf.c - printf [-v var] format [arguments] (POSIX printf; bash manual 4.2).
 *
 * The format is used again as long as arguments are left.  Widths and precisions
 * count bytes, as bash's do.
 */
#include "builtins/builtins.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/opts.h"
#include "shell/escape.h"
#include "shell/parser.h"
#include "shell/prompt.h"
#include "shell/shell.h"
#include "shell/var.h"

/* One % conversion. */
struct spec {
	char flags[8];
	int width;      /* 0: none; negative: left-justified */
	int precision;  /* -1: none */
	const char *modifiers; /* where they stand in the format, if there are any */
};

struct print {
	struct shell *sh;
	const char *var;   /* -v: where the text goes; NULL: standard output */
	char **format;     /* where it stands among the arguments */
	char **args;       /* what is left of the arguments */
	struct buf out;
	size_t written;    /* bytes that were flushed already */
	size_t start;      /* number of the byte where this use of the format began */
	int status;
	bool stop;         /* \c in %b, or a bad format: nothing more is printed */
};

/* ---- messages ---- */

/* Complete lines go out before a message, as from a line-buffered stream. */
static void flush_lines(struct print *p)
{
	const char *last = memrchr(p->out.s, '\n', p->out.len);
	struct buf lines = BUF_INIT;

	if (p->var || !last)
		return;
	buf_add(&lines, p->out.s, (size_t)(last - p->out.s) + 1);
	if (builtin_print(p->sh, &builtin_printf, &lines))
		p->status = 1;
	p->written += lines.len;
	buf_remove(&p->out, 0, lines.len);
	buf_release(&lines);
}

__attribute__((format(printf, 2, 3)))
static void complain(struct print *p, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	flush_lines(p);
	builtin_error(p->sh, &builtin_printf, 1, "%s", text.s);
	buf_release(&text);
}

static void bad_number(struct print *p, const char *arg)
{
	const char *kind = "";

	if (arg[0] == '0' && isdigit((unsigned char)arg[1]))
		kind = "octal ";
	else if (arg[0] == '0' && (arg[1] == 'x' || arg[1] == 'X'))
		kind = "hex ";
	complain(p, "%s: invalid %snumber", arg, kind);
	p->status = 1;
}

/* ---- arguments ---- */

static const char *next_arg(struct print *p)
{
	return *p->args ? *p->args++ : NULL;
}

/* 'x or "x: the code of the character. */
static bool character_code(const char *arg, intmax_t *ret)
{
	wchar_t wc = 0;
	int n;

	if (*arg != '\'' && *arg != '"')
		return false;
	mblen(NULL, 0);
	n = mbtowc(&wc, arg + 1, MB_CUR_MAX);
	*ret = n >= 0 ? (intmax_t)wc : (unsigned char)arg[1];
	return true;
}

/* After a conversion of @arg that stopped at @end. */
static void check_number(struct print *p, const char *arg, const char *end)
{
	if (*end || end == arg)
		bad_number(p, arg);
	else if (errno == ERANGE)
		complain(p, "warning: %s: %s", arg, strerror(ERANGE));
}

static intmax_t signed_arg(struct print *p)
{
	const char *arg = next_arg(p);
	intmax_t n;
	char *end;

	if (!arg || !*arg)
		return 0;
	if (character_code(arg, &n))
		return n;
	errno = 0;
	n = strtoimax(arg, &end, 0);
	check_number(p, arg, end);
	return n;
}

static uintmax_t unsigned_arg(struct print *p)
{
	const char *arg = next_arg(p);
	uintmax_t n;
	intmax_t code;
	char *end;

	if (!arg || !*arg)
		return 0;
	if (character_code(arg, &code))
		return (uintmax_t)code;
	errno = 0;
	n = strtoumax(arg, &end, 0);
	check_number(p, arg, end);
	return n;
}

static long double float_arg(struct print *p, bool as_double)
{
	const char *arg = next_arg(p);
	long double n;
	intmax_t code;
	char *end;

	if (!arg || !*arg)
		return 0;
	if (character_code(arg, &code))
		return (long double)code;
	errno = 0;
	n = as_double ? (long double)strtod(arg, &end) : strtold(arg, &end);
	check_number(p, arg, end);
	return n;
}

/* For * in a width or precision. */
static int int_arg(struct print *p)
{
	intmax_t n = signed_arg(p);

	return n > INT_MAX ? INT_MAX : n < -INT_MAX ? -INT_MAX : (int)n;
}

/* ---- conversions ---- */

static void add_padding(struct buf *out, size_t n)
{
	for (; n; n--)
		buf_add_char(out, ' ');
}

/* @len bytes in the field of @s. */
static void add_field(struct print *p, const struct spec *s, const char *text, size_t len)
{
	size_t width = (size_t)abs(s->width);
	bool left = s->width < 0 || strchr(s->flags, '-');

	if (s->precision >= 0 && (size_t)s->precision < len)
		len = (size_t)s->precision;
	if (!left && width > len)
		add_padding(&p->out, width - len);
	buf_add(&p->out, text, len);
	if (left && width > len)
		add_padding(&p->out, width - len);
}

/* The C format of @s: %FLAGS*.*LENGTH CONVERSION */
static void c_format(char *format, const struct spec *s, char length, char conversion)
{
	size_t n = strlen(s->flags);

	*format++ = '%';
	memcpy(format, s->flags, n);
	format += n;
	memcpy(format, "*.*", 3);
	format[3] = length;
	format[4] = conversion;
	format[5] = '\0';
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* made by c_format() from a checked conversion */
static void add_integer(struct print *p, const struct spec *s, char conversion)
{
	bool is_signed = conversion == 'd' || conversion == 'i';
	char format[24];

	c_format(format, s, 'j', conversion);
	if (is_signed)
		buf_printf(&p->out, format, s->width, s->precision, signed_arg(p));
	else
		buf_printf(&p->out, format, s->width, s->precision, unsigned_arg(p));
}

static void add_float(struct print *p, const struct spec *s, char conversion)
{
	/* In posix mode C's own type, but with %L…. */
	bool as_double = p->sh->opts.posix &&
		s->modifiers[strspn(s->modifiers, "hjltz")] != 'L';
	char format[24];

	c_format(format, s, as_double ? 'l' : 'L', conversion);
	if (as_double)
		buf_printf(&p->out, format, s->width, s->precision, (double)float_arg(p, true));
	else
		buf_printf(&p->out, format, s->width, s->precision, float_arg(p, false));
}
#pragma GCC diagnostic pop

static void add_escaped(struct print *p, const struct spec *s)
{
	const char *arg = next_arg(p);
	struct buf text = BUF_INIT;

	p->stop = !escape_decode_all(arg ? arg : "", ESCAPE_B, &text);
	add_field(p, s, text.s, text.len);
	buf_release(&text);
}

/* %q: the precision cuts what was quoted; %Q: it cuts what is quoted. */
static void add_shell_quoted(struct print *p, struct spec s, bool cut_first)
{
	const char *arg = next_arg(p);
	struct buf cut = BUF_INIT, text = BUF_INIT;

	buf_add_str(&cut, arg ? arg : "");
	if (cut_first) {
		if (s.precision >= 0 && (size_t)s.precision < cut.len)
			buf_truncate(&cut, (size_t)s.precision);
		s.precision = -1;
	}
	quote_backslash(&text, cut.s);
	add_field(p, &s, text.s, text.len);
	buf_release(&text);
	buf_release(&cut);
}

static void add_character(struct print *p, struct spec s)
{
	const char *arg = next_arg(p);
	char c = arg ? *arg : '\0';

	s.precision = -1;
	add_field(p, &s, &c, 1);
}

static void assign_count(struct print *p)
{
	const char *name = next_arg(p);

	if (!name || !*name)
		return;
	if (!is_name(name, strlen(name))) {
		complain(p, "`%s': not a valid identifier", name);
		p->status = 1;
		p->stop = true;
	} else if (!var_set_int(p->sh, name, (int64_t)(p->written + p->out.len - p->start))) {
		p->status = 1;
	}
}

/* %(format)T: seconds since 1970, -1 now, -2 when the shell started or SECONDS was assigned to. */
static void add_time(struct print *p, const struct spec *s, const char *format, size_t len)
{
	intmax_t when = *p->args ? signed_arg(p) : -1;
	struct buf copy = BUF_INIT, text = BUF_INIT;

	if (when == -1)
		when = time(NULL);
	else if (when == -2)
		when = p->sh->start_ns / 1000000000;
	buf_add(&copy, format, len);
	prompt_add_time(p->sh, &text, len ? copy.s : "%X", (time_t)when);
	add_field(p, s, text.s, text.len);
	buf_release(&text);
	buf_release(&copy);
}

/* The ) that ends %(…)T at @s (behind the opening parenthesis), or NULL. */
static const char *time_format_end(const char *s)
{
	unsigned depth = 1;

	for (; *s; s++) {
		if (*s == '(')
			depth++;
		else if (*s == ')' && --depth == 0)
			return s;
	}
	return NULL;
}

/* bash ends the argument with the character, which goes where the modifiers were: $_ tells. */
static void bad_conversion(struct print *p, const struct spec *s, char c)
{
	complain(p, "`%c': invalid format character", c);
	*p->format = arena_printf(&p->sh->scratch, "%.*s%c", (int)(s->modifiers - *p->format),
		*p->format, c);
	p->status = 1;
	p->stop = true;
}

static void convert(struct print *p, struct spec s, char conversion)
{
	const char *arg;

	switch (conversion) {
	case 's':
		arg = next_arg(p);
		add_field(p, &s, arg ? arg : "", arg ? strlen(arg) : 0);
		break;
	case 'd':
	case 'i':
	case 'o':
	case 'u':
	case 'x':
	case 'X':
		add_integer(p, &s, conversion);
		break;
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
	case 'a':
	case 'A':
		add_float(p, &s, conversion);
		break;
	case 'b':
		add_escaped(p, &s);
		break;
	case 'q':
	case 'Q':
		add_shell_quoted(p, s, conversion == 'Q');
		break;
	case 'c':
		add_character(p, s);
		break;
	case 'n':
		assign_count(p);
		break;
	default:
		bad_conversion(p, &s, conversion);
		break;
	}
}

/* ---- the format ---- */

static int read_int(const char **s)
{
	int n = 0;

	for (; isdigit((unsigned char)**s); (*s)++)
		n = n > (INT_MAX - 9) / 10 ? INT_MAX : n * 10 + (**s - '0');
	return n;
}

/* Flags, width and precision at *@s. */
static struct spec read_spec(struct print *p, const char **s)
{
	struct spec spec = {.precision = -1};
	size_t n = 0;

	for (; **s && strchr("#'-+ 0", **s); (*s)++)
		if (n < sizeof(spec.flags) - 1 && !strchr(spec.flags, **s))
			spec.flags[n++] = **s;
	if (**s == '*') {
		(*s)++;
		spec.width = int_arg(p);
	} else {
		spec.width = read_int(s);
	}
	if (**s == '.') {
		(*s)++;
		if (**s == '*') {
			(*s)++;
			spec.precision = int_arg(p);
		} else {
			bool negative = **s == '-';

			*s += negative;
			spec.precision = read_int(s);
			if (negative)
				spec.precision = -1;
		}
	}
	spec.modifiers = *s;
	*s += strspn(*s, "hjlLtz");
	return spec;
}

/* The conversion whose % is at @s; returns what follows it. */
static const char *print_conversion(struct print *p, const char *s)
{
	const char *start = s++;
	struct spec spec;
	const char *end;

	if (*s == '%') {
		buf_add_char(&p->out, '%');
		return s + 1;
	}
	spec = read_spec(p, &s);
	if (!*s) {
		complain(p, "`%s': missing format character", start);
		p->status = 1;
		p->stop = true;
		return s;
	}
	if (*s != '(') {
		convert(p, spec, *s);
		return s + 1;
	}
	end = time_format_end(s + 1);
	if (end && end[1] == 'T') {
		add_time(p, &spec, s + 1, (size_t)(end - s - 1));
		return end + 2;
	}
	complain(p, "warning: `%c': invalid time format specification", end && end[1] ? end[1] : s[1]);
	buf_add_str(&p->out, "%(");
	return s + 1;
}

static void print_once(struct print *p, const char *format)
{
	while (*format && !p->stop) {
		size_t n = strcspn(format, "%\\");

		buf_add(&p->out, format, n);
		format += n;
		if (*format == '%')
			format = print_conversion(p, format);
		else if (*format)
			escape_decode(&format, ESCAPE_FORMAT, &p->out);
	}
}

/* ---- -v ---- */

static int deliver(struct print *p)
{
	int status;

	if (p->var)
		status = var_set(p->sh, p->var, p->out.s) ? p->status : 1;
	else
		status = builtin_print(p->sh, &builtin_printf, &p->out) ? 1 : p->status;
	buf_release(&p->out);
	return status;
}

static int printf_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	struct print p = {.sh = sh, .out = BUF_INIT};
	const char *format;
	int c;

	while ((c = opts_next(&o, "v:")) != OPTS_END) {
		if (c == OPTS_MISSING)
			return builtin_missing(sh, &builtin_printf, o.bad);
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_printf, o.bad);
		p.var = o.arg;
		if (!is_variable_text(p.var))
			return builtin_error(sh, &builtin_printf, 2, "`%s': not a valid identifier",
				p.var);
	}
	if (o.index >= argc)
		return builtin_usage_line(sh, &builtin_printf);
	format = argv[o.index];
	p.format = argv + o.index;
	p.args = p.format + 1;
	for (;;) {
		char **before = p.args;

		p.start = p.written + p.out.len;
		print_once(&p, format);
		if (p.stop || !*p.args || p.args == before)
			break;
	}
	return deliver(&p);
}

const struct builtin builtin_printf = {
	.name = "printf",
	.run = printf_run,
	.synopsis = "printf [-v var] format [arguments]",
	.help = "Write the arguments as the format says.\n"
		"It has %d %s %f and the others of printf(3), and %b (escapes are decoded), %q and %Q\n"
		"(quoted for the shell), %(fmt)T (a time).\n"
		"-v assigns the text to a variable instead.",
	.flags = BUILTIN_PURE,
};
