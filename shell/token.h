/*
 * shell/token.h - what the lexer hands to the parser, and the words that are reserved.
 */
#ifndef SHELL_TOKEN_H
#define SHELL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "shell/ast.h"

struct buf;

enum token_kind {
	TOK_EOF,
	TOK_NEWLINE,
	TOK_WORD,
	TOK_ASSIGN,    /* NAME=…, only where assignments are looked for */
	TOK_REDIR,     /* an operator with what stands in front of it */
	TOK_SEMI,      /* ; */
	TOK_DSEMI,     /* ;; */
	TOK_SEMI_AND,  /* ;& */
	TOK_DSEMI_AND, /* ;;& */
	TOK_AND,       /* & */
	TOK_AND_IF,    /* && */
	TOK_OR_IF,     /* || */
	TOK_PIPE,      /* | */
	TOK_PIPE_BOTH, /* |& */
	TOK_LPAREN,
	TOK_RPAREN,
};

/* How the next word is read. */
enum lex_mode {
	LEX_COMMAND, /* assignments are tokens of their own */
	LEX_ARG,     /* an ordinary word */
	LEX_TARGET,  /* behind <& and >&: digits in front of an operator are a word, too */
	LEX_DECL,    /* an argument of declare and the like: NAME=(…) is one word */
	LEX_OPERAND, /* the same behind command or builtin: NAME=value, but no list */
	LEX_LOOSE,   /* an argument of eval or let: the same, but it stays a word */
	LEX_PATTERN, /* right of == in [[ ]]: extglob is on */
	LEX_REGEX,   /* right of =~ in [[ ]]: ( ) and | belong to the word */
	LEX_ELEMENT, /* inside NAME=( ) */
	LEX_VALUE,   /* a value that begins with ( and is no list: NAME=( )word */
};

/* Words with a meaning of their own where a command may start, in bash's order (manual 3.2.1). */
enum reserved {
	RES_NONE,
	RES_IF,
	RES_THEN,
	RES_ELSE,
	RES_ELIF,
	RES_FI,
	RES_CASE,
	RES_ESAC,
	RES_FOR,
	RES_SELECT,
	RES_WHILE,
	RES_UNTIL,
	RES_DO,
	RES_DONE,
	RES_IN,
	RES_FUNCTION,
	RES_TIME,
	RES_LBRACE,
	RES_RBRACE,
	RES_NOT,
	RES_COND_OPEN,  /* [[ */
	RES_COND_CLOSE, /* ]] */
	RES_COPROC,
};

struct token {
	enum token_kind kind;
	unsigned line;
	size_t start;          /* in the parser's source text */
	size_t end;
	bool plain;            /* TOK_WORD without a special character: word is not made yet */
	enum reserved reserved; /* TOK_WORD: the word it would be where those count */
	bool after_alias;      /* an alias that ended in a blank stands right in front */
	struct word *word;     /* TOK_WORD, not plain */
	struct assign *assign; /* TOK_ASSIGN */
	struct redir *redir;   /* TOK_REDIR: target is still missing */
};

/* The reserved word @i, from 0; NULL behind the last. */
const char *reserved_name(size_t i);
/* Which one [@s, @s+@len) is. */
enum reserved reserved_find(const char *s, size_t len);
/* An operator as syntax errors show it; NULL for those whose text is in the source. */
const char *token_kind_text(enum token_kind kind);

#endif
