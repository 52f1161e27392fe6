/*
 * shell/ast.h - the syntax tree of bash.
 *
 * Nodes live in the arena of their program (shell/parser.h) and are never
 * changed once parsed: words and commands are compiled once and run many times.
 * Lists are linked by `next`.  Each type has its source format in its comment;
 * `line` is the line of its first token, from 1.
 */
#ifndef SHELL_AST_H
#define SHELL_AST_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct program;
struct word;

/* ---- words ---------------------------------------------------------------------------------- */

enum param_op {
	PARAM_PLAIN,           /* $x ${x} */
	PARAM_LENGTH,          /* ${#x} */
	PARAM_DEFAULT,         /* ${x-w} ${x:-w} */
	PARAM_ASSIGN,          /* ${x=w} ${x:=w} */
	PARAM_ERROR,           /* ${x?w} ${x:?w} */
	PARAM_ALTERNATE,       /* ${x+w} ${x:+w} */
	PARAM_REMOVE_PREFIX,   /* ${x#w} */
	PARAM_REMOVE_PREFIX_LONGEST, /* ${x##w} */
	PARAM_REMOVE_SUFFIX,   /* ${x%w} */
	PARAM_REMOVE_SUFFIX_LONGEST, /* ${x%%w} */
	PARAM_SUBSTRING,       /* ${x:w} ${x:w:w2}: arithmetic */
	PARAM_REPLACE,         /* ${x/w/w2} */
	PARAM_REPLACE_ALL,     /* ${x//w/w2} */
	PARAM_REPLACE_PREFIX,  /* ${x/#w/w2} */
	PARAM_REPLACE_SUFFIX,  /* ${x/%w/w2} */
	PARAM_UPPER_FIRST,     /* ${x^w} */
	PARAM_UPPER_ALL,       /* ${x^^w} */
	PARAM_LOWER_FIRST,     /* ${x,w} */
	PARAM_LOWER_ALL,       /* ${x,,w} */
	PARAM_TOGGLE_FIRST,    /* ${x~w} */
	PARAM_TOGGLE_ALL,      /* ${x~~w} */
	PARAM_TRANSFORM,       /* ${x@Q}: .transform */
	PARAM_NAMES,           /* ${!x*} ${!x@}: .transform is '*' or '@' */
	PARAM_KEYS,            /* ${!x[*]} ${!x[@]}: .subscript is * or @ */
	PARAM_BAD,             /* anything else: "bad substitution" when it is expanded */
};

/* ${x@…} with none of the letters; bash finds out when x is set, or whenever one begins with A or a. */
enum { TRANSFORM_BAD = '}', TRANSFORM_BAD_UNSET = ')' };

/* $NAME or ${…}. */
struct param {
	enum param_op op;
	const char *name;       /* "x", "1", "@", "*", "#", "?", "-", "$", "!", "_" … */
	/* ${x[w]}; NULL: none.  `@` and `*` have subscript_all set as well */
	struct word *subscript;
	char subscript_all;     /* '@', '*' or 0 */
	bool indirect;          /* ${!x…}, not PARAM_NAMES or PARAM_KEYS */
	bool colon;             /* the operator had a colon: unset or null */
	bool special;           /* name is no identifier: a digit string or one of @*#?-$!  */
	struct word *word;      /* operand; NULL: none (an empty operand is an empty word) */
	struct word *word2;     /* second operand; NULL: none */
	char transform;         /* letter of ${x@…}, or TRANSFORM_BAD… */
	const char *text;       /* as written, "${…}", for messages */
	const char *around;     /* the word, or what is in the double quotes, that it stands in */
	/* PARAM_BAD like ${x[} or ${x-$'\''}; in double quotes (.transform: '[') bash misses its } */
	bool lacks_bracket;
};

enum part_kind {
	PART_LITERAL, /* unquoted text: braces, tilde and glob characters in it are active */
	PART_QUOTED,  /* '…', \c, $'…' (escapes done): never special */
	PART_DOUBLE,  /* "…": .parts; also $"…" */
	PART_PARAM,   /* $x, ${…} */
	PART_COMMAND, /* $(…), `…`, ${ …; } */
	/* $((…)), $[…]: .word is the expression, to be expanded as in double quotes */
	PART_ARITH,
	PART_PROCESS, /* <(…), >(…) */
};

struct word_part {
	enum part_kind kind;
	struct word_part *next;
	union {
		struct {
			const char *text;
			size_t len;
			bool escaped; /* PART_QUOTED: messages show it as \c */
		/* PART_LITERAL, PART_QUOTED; the text may be empty: '' */
		} literal;
		struct word_part *parts;   /* PART_DOUBLE; NULL: "" */
		struct param *param;       /* PART_PARAM */
		struct {
			struct program *program; /* NULL: empty $( ) */
			/* what stands between the parentheses, for messages */
			const char *text;
			bool backquote;
			bool in_pattern;       /* in the parentheses of one: printed as written */
			bool reads_file;       /* $(< file): the program is that one redirection */
			bool unparsed;         /* `…`: a syntax error, reported when it runs */
			char direction;        /* PART_PROCESS: '<' or '>' */
		} command;                 /* PART_COMMAND, PART_PROCESS */
		struct word *arith;        /* PART_ARITH */
	};
};

enum word_flag {
	WORD_LITERAL = 1 << 0,   /* no expansion of any kind can change it: its value is .value */
	/* some part of it is quoted (here-doc delimiter, case, [[ =~ ]]) */
	WORD_QUOTED = 1 << 1,
	WORD_BRACES = 1 << 2,    /* has an unquoted { … , or .. … }: brace expansion is tried */
	WORD_GLOB = 1 << 3,      /* has an unquoted * ? [ or extglob opener in a literal part */
	/* starts with an unquoted ~, or has one behind an unquoted : or = */
	WORD_TILDE = 1 << 4,
};

/* One word of source. */
struct word {
	struct word_part *parts; /* NULL only for the empty word of ${x:-} and the like */
	struct word *next;       /* in lists of words */
	const char *text;        /* as written, quotes and all */
	const char *value;       /* WORD_LITERAL: what it stands for; else NULL */
	/* operand of a declaration builtin, NAME=value or NAME=(…) */
	struct assign *assign;
	unsigned flags;
	unsigned line;
};

/* ---- assignments and redirections ------------------------------------------------------------ */

/* [subscript]=value or value, inside NAME=(…). */
struct array_element {
	struct word *subscript; /* NULL: the next index, and the value is split and globbed */
	struct word *value;
	bool append;            /* [i]+=v */
	const char *text;       /* [i]=v as bash quotes it against globbing, for messages */
	struct array_element *next;
};

/* NAME=value, NAME+=value, NAME[subscript]=value, NAME=(…). */
struct assign {
	const char *name;
	struct word *subscript; /* NULL: none */
	bool append;            /* += */
	bool is_array;          /* value is elements */
	struct word *value;     /* NULL with is_array; the empty word for NAME= */
	struct array_element *elements;
	const char *text;       /* as written */
	struct assign *next;
};

enum redir_kind {
	REDIR_INPUT,         /* [n]<word */
	REDIR_OUTPUT,        /* [n]>word */
	REDIR_APPEND,        /* [n]>>word */
	REDIR_CLOBBER,       /* [n]>|word */
	REDIR_READ_WRITE,    /* [n]<>word */
	REDIR_DUP_INPUT,     /* [n]<&word  (digits, digits-, -) */
	REDIR_DUP_OUTPUT,    /* [n]>&word */
	REDIR_BOTH,          /* &>word */
	REDIR_BOTH_APPEND,   /* &>>word */
	REDIR_HEREDOC,       /* [n]<<word, [n]<<-word */
	REDIR_HERE_STRING,   /* [n]<<<word */
};

/* [n]op word, {name}op word. */
struct redir {
	enum redir_kind kind;
	int fd;                /* the n in front; -1: the operator's own */
	const char *fd_var;    /* {name}; NULL: none */
	/*
	 * file, descriptor or here-string; for REDIR_HEREDOC the body (parts as in double
	 * quotes, or one PART_QUOTED when the delimiter was quoted)
	 */
	struct word *target;
	const char *delimiter; /* REDIR_HEREDOC: without its quotes, for printing */
	bool strip_tabs;       /* <<- */
	bool from_pipe_both;   /* made by |&: printed as that */
	unsigned line;
	struct redir *next;
};

/*
 * ---- commands
 * ---------------------------------------------------------------------------------
 */

enum node_kind {
	NODE_SIMPLE,    /* [assign…] [word…] [redir…] */
	NODE_PIPELINE,  /* [time [-p]] [!] a | b |& c */
	NODE_AND_OR,    /* a && b, a || b: left-associative */
	NODE_SEQUENCE,  /* a; b & c */
	NODE_GROUP,     /* { list; } */
	NODE_SUBSHELL,  /* ( list ) */
	NODE_IF,
	NODE_FOR,       /* for x [in words]; do list; done */
	NODE_ARITH_FOR, /* for ((a; b; c)); do list; done */
	NODE_WHILE,     /* while and until */
	NODE_CASE,
	NODE_SELECT,
	NODE_FUNCTION,  /* f() compound, function f [()] compound */
	NODE_COND,      /* [[ … ]] */
	NODE_ARITH,     /* ((…)) */
	NODE_COPROC,    /* coproc [NAME] command */
};

enum cond_kind { COND_OR, COND_AND, COND_NOT, COND_UNARY, COND_BINARY, COND_WORD };

/* Inside [[ ]]. */
struct cond {
	enum cond_kind kind;
	struct cond *left;   /* COND_OR, COND_AND, COND_NOT */
	struct cond *right;
	const char *op;      /* COND_UNARY "-f"; COND_BINARY "==", "=~", "-nt", "<" … */
	struct word *a;      /* COND_UNARY, COND_BINARY, COND_WORD */
	struct word *b;      /* COND_BINARY; a pattern for == = !=, an ERE for =~ */
	unsigned parentheses; /* around it: for printing */
	unsigned line;        /* where bash is when it has read it */
};

enum case_end { CASE_BREAK /* ;; */, CASE_FALL /* ;& */, CASE_TEST_NEXT /* ;;& */ };

struct case_item {
	struct word *patterns; /* linked by next */
	struct node *body;     /* NULL: empty */
	enum case_end end;
	struct case_item *next;
};

struct sequence_item {
	struct node *node;
	bool background; /* followed by & */
	unsigned newline; /* in a $( ): the line of the newline behind it; 0: something else follows */
	unsigned ends;    /* of the list that a $( ) is: where bash's parser is when it runs; else 0 */
	struct sequence_item *next;
};

struct node {
	enum node_kind kind;
	unsigned line;
	struct redir *redirs; /* of simple and compound commands */
	struct node *next;    /* in a pipeline */
	union {
		struct {
			struct assign *assigns;
			struct word *words;
			unsigned n_words;
		} simple;
		struct {
			/* linked by next, at least one; NULL for a bare `time` or `!` */
			struct node *commands;
			unsigned n;
			bool negate;
			bool timed;
			bool time_posix;       /* time -p */
		} pipeline;
		struct {
			struct node *left;
			struct node *right;
			bool is_or;
		} and_or;
		struct sequence_item *sequence;
		struct node *body;             /* NODE_GROUP, NODE_SUBSHELL */
		struct {
			struct node *condition;
			struct node *then_part;
			struct node *else_part; /* NULL; an elif is a NODE_IF here with is_elif */
			bool is_elif;
		} if_;
		struct {
			const char *name;
			struct word *words;
			bool has_in;           /* else over "$@" */
			struct node *body;
		} for_;                        /* NODE_FOR, NODE_SELECT */
		struct {
			struct word *init;     /* each NULL when empty */
			struct word *test;
			struct word *step;
			struct node *body;
		} arith_for;
		struct {
			struct node *condition;
			struct node *body;
			bool until;
		} while_;
		struct {
			struct word *word;
			struct case_item *items;
		} case_;
		struct {
			const char *name;
			/* a compound command; its redirs go with the function */
			struct node *body;
			bool keyword;          /* written with `function` */
			bool posix;            /* read in posix mode: inside another, printed without it */
		} function;
		struct cond *cond;
		struct word *arith;            /* NODE_ARITH */
		struct {
			const char *name;      /* "COPROC" by default */
			struct node *body;
		} coproc;
	};
};

#endif
