/*
 * builtins/umask.c - umask: the file mode creation mask, octal or symbolic (POSIX chmod's grammar).
 */
#include "builtins/builtins.h"

#include <string.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/opts.h"
#include "shell/shell.h"

enum { MASK_ALL = 0777 };

static mode_t current_mask(void)
{
	mode_t mask = umask(022);

	umask(mask);
	return mask;
}

static void add_symbolic(struct buf *out, mode_t mask)
{
	static const char *const who[] = {"u=", ",g=", ",o="};

	for (int i = 0; i < 3; i++) {
		mode_t allowed = ~(mask >> (6 - 3 * i));

		buf_add_str(out, who[i]);
		for (int bit = 0; bit < 3; bit++) {
			if (allowed & (mode_t)(4 >> bit))
				buf_add_char(out, "rwx"[bit]);
		}
	}
}

static int print_mask(struct shell *sh, bool reusable, bool symbolic)
{
	scoped_buf struct buf out = BUF_INIT;

	if (reusable)
		buf_add_str(&out, symbolic ? "umask -S " : "umask ");
	if (symbolic)
		add_symbolic(&out, current_mask());
	else
		buf_printf(&out, "%04o", (unsigned)current_mask());
	buf_add_char(&out, '\n');
	return builtin_print(sh, &builtin_umask, &out);
}

/* ---- symbolic modes ---- */

/* [ugoa]* as the bits of all three permissions of each class; none: all classes. */
static mode_t parse_who(const char **s)
{
	mode_t who = 0;

	for (;; ++*s) {
		switch (**s) {
		case 'u':
			who |= 0700;
			break;
		case 'g':
			who |= 0070;
			break;
		case 'o':
			who |= 0007;
			break;
		case 'a':
			who |= MASK_ALL;
			break;
		default:
			return who ? who : MASK_ALL;
		}
	}
}

static mode_t parse_permissions(const char **s)
{
	mode_t bits = 0;

	for (;; ++*s) {
		switch (**s) {
		case 'r':
			bits |= 0444;
			break;
		case 'w':
			bits |= 0222;
			break;
		case 'x':
			bits |= 0111;
			break;
		default:
			return bits;
		}
	}
}

/* [who][+-=][rwx]{,…} applied to the permissions @allowed; false: printed. */
static bool apply_symbolic(struct shell *sh, const char *s, mode_t *allowed)
{
	for (;;) {
		mode_t who = parse_who(&s);
		char op = *s;
		mode_t bits;

		if (!op || !strchr("+-=", op)) {
			builtin_error(sh, &builtin_umask, 1,
				"`%c': invalid symbolic mode operator", op ? op : ' ');
			return false;
		}
		s++;
		bits = parse_permissions(&s) & who;
		if (*s && *s != ',') {
			builtin_error(sh, &builtin_umask, 1,
				"`%c': invalid symbolic mode character", *s);
			return false;
		}
		if (op == '=')
			*allowed = (*allowed & ~who) | bits;
		else
			*allowed = op == '+' ? *allowed | bits : *allowed & ~bits;
		if (!*s)
			return true;
		s++;
	}
}

static bool parse_octal(const char *s, mode_t *ret)
{
	mode_t mask = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '7' || mask > MASK_ALL)
			return false;
		mask = mask * 8 + (mode_t)(*s - '0');
	}
	*ret = mask;
	return mask <= MASK_ALL;
}

static int set_mask(struct shell *sh, const char *text)
{
	mode_t mask;

	if (text[0] >= '0' && text[0] <= '9') {
		if (!parse_octal(text, &mask))
			return builtin_error(sh, &builtin_umask, 1, "%s: octal number out of range",
				text);
	} else {
		mode_t allowed = ~current_mask() & MASK_ALL;

		if (!apply_symbolic(sh, text, &allowed))
			return 1;
		mask = ~allowed & MASK_ALL;
	}
	umask(mask);
	return 0;
}

static int umask_run(struct shell *sh, int argc, char **argv)
{
	struct opts o = opts_start(argc, argv);
	bool symbolic = false;
	bool reusable = false;
	int status;
	int c;

	while ((c = opts_next(&o, "Sp")) != OPTS_END) {
		if (c == OPTS_BAD)
			return builtin_usage(sh, &builtin_umask, o.bad);
		symbolic |= c == 'S';
		reusable |= c == 'p';
	}
	if (o.index == argc)
		return print_mask(sh, reusable, symbolic);
	status = set_mask(sh, argv[o.index]);
	if (status || !symbolic)
		return status;
	return print_mask(sh, false, true);
}

const struct builtin builtin_umask = {
	.name = "umask",
	.run = umask_run,
	.synopsis = "umask [-p] [-S] [mode]",
	.help = "Set the file creation mask to mode, octal or symbolic; without mode, print it.",
};
