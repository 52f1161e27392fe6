/*
 * tracer/exec_args.c - the arguments of an exec: read from the tracee, and written for it.
 */
#include "tracer/exec_args.h"

#include <errno.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/map.h"
#include "lib/path.h"
#include "policy/decide.h"
#include "tracer/memory.h"
#include "tracer/tracee.h"

enum {
	PAGE = 4096,
	POINTERS_AT_ONCE = 64,
	MAX_ARG_BYTES = 131072,      /* MAX_ARG_STRLEN */
	MAX_TOTAL_BYTES = 6 << 20,   /* 3/4 of _STK_LIM: the kernel's limit for all strings */
	MAX_POINTERS = MAX_TOTAL_BYTES / 8,
	MAX_REDIRECT_BYTES = 65536,
	RED_ZONE_BYTES = 128,        /* psABI 3.2.2 */
};

/* The page of the last string: the next one is nearly always in it. */
struct page {
	uint64_t base;
	size_t len;
	char bytes[PAGE];
};

/* The pointers of a NULL-terminated list, in the scratch. */
static int read_pointers(struct tracee *t, uint64_t addr, uint64_t **ret, size_t *ret_n)
{
	size_t room = POINTERS_AT_ONCE;
	uint64_t *all = arena_alloc(&t->scratch, room * sizeof(*all));
	size_t n = 0;

	if (!addr) {
		*ret = all;
		*ret_n = 0;
		return 0;
	}
	for (;;) {
		int64_t got = tracee_read_some(t, addr + n * sizeof(*all), all + n,
			POINTERS_AT_ONCE * sizeof(*all));
		size_t end = n + (got > 0 ? (size_t)got / sizeof(*all) : 0);

		if (end == n)
			return got < 0 ? (int)got : -EFAULT;
		for (; n < end; n++) {
			if (!all[n]) {
				*ret = all;
				*ret_n = n;
				return 0;
			}
		}
		if (n > MAX_POINTERS)
			return -E2BIG;
		if (n + POINTERS_AT_ONCE > room) {
			uint64_t *more = arena_alloc(&t->scratch, room * 2 * sizeof(*all));

			memcpy(more, all, n * sizeof(*all));
			all = more;
			room *= 2;
		}
	}
}

static int read_string(struct tracee *t, struct page *p, uint64_t addr, char **ret, size_t *ret_len)
{
	const char *nul;
	int r;

	if (addr < p->base || addr >= p->base + p->len) {
		int64_t n = tracee_read_some(t, addr, p->bytes, PAGE - (addr & (PAGE - 1)));

		if (n < 0)
			return (int)n;
		p->base = addr;
		p->len = (size_t)n;
	}
	nul = memchr(p->bytes + (addr - p->base), '\0', p->len - (addr - p->base));
	if (nul) {
		*ret_len = (size_t)(nul - (p->bytes + (addr - p->base)));
		*ret = arena_strndup(&t->scratch, p->bytes + (addr - p->base), *ret_len);
		return 0;
	}
	r = tracee_read_str(t, addr, MAX_ARG_BYTES - 1, ret, ret_len);
	return r == -ENAMETOOLONG ? -E2BIG : r;
}

int exec_args_read(struct tracee *t, uint64_t addr, struct exec_args *ret)
{
	struct exec_args a;
	struct page page = {.len = 0};
	size_t total = 0;
	int r = read_pointers(t, addr, &a.addrs, &a.n);

	if (r < 0)
		return r;
	a.argv = arena_alloc(&t->scratch, (a.n + 2) * sizeof(*a.argv));
	for (size_t i = 0; i < a.n; i++) {
		size_t len;

		r = read_string(t, &page, a.addrs[i], &a.argv[i], &len);
		if (r < 0)
			return r;
		total += len + 1 + sizeof(uint64_t);
		if (total > MAX_TOTAL_BYTES)
			return -E2BIG;
	}
	if (a.n == 0) {
		a.addrs[0] = 0;
		a.argv[a.n++] = arena_strdup(&t->scratch, "");
	}
	a.argv[a.n] = NULL;
	*ret = a;
	return 0;
}

uint64_t exec_args_hash(const struct exec_args *a)
{
	scoped_buf struct buf all = BUF_INIT;

	for (size_t i = 0; i < a->n; i++)
		buf_add(&all, a->argv[i], strlen(a->argv[i]) + 1);
	return hash_bytes(all.s, all.len);
}

void exec_args_for_script(struct tracee *t, struct exec_args *a, const char *interpreter,
	const char *arg, const char *script)
{
	struct exec_args made;
	size_t n = 0;

	made.argv = arena_alloc(&t->scratch, (a->n + 4) * sizeof(*made.argv));
	made.addrs = arena_zalloc(&t->scratch, (a->n + 4) * sizeof(*made.addrs));
	made.argv[n++] = arena_strdup(&t->scratch, interpreter);
	if (arg)
		made.argv[n++] = arena_strdup(&t->scratch, arg);
	made.argv[n++] = arena_strdup(&t->scratch, script);
	for (size_t i = 1; i < a->n; i++) {
		made.addrs[n] = a->addrs[i];
		made.argv[n++] = a->argv[i];
	}
	made.argv[n] = NULL;
	made.n = n;
	*a = made;
}

/* A block of strings and pointers that grows here and is written at once. */
struct block {
	struct buf bytes;
	uint64_t base; /* its address in the tracee */
};

static uint64_t add_string(struct block *b, const char *s)
{
	uint64_t at = b->base + b->bytes.len;

	buf_add(&b->bytes, s, strlen(s) + 1);
	return at;
}

/* The list of the redirect: its arguments, the caller's where they are kept, its last ones. */
static void redirect_list(struct tracee *t, struct exec_args *a, const struct command_redirect *to)
{
	size_t kept = to->keep_args ? a->n - 1 : 0;
	size_t room = 2 + to->n_args + kept + to->n_args_append;
	struct exec_args made = {.n = 0};

	made.argv = arena_alloc(&t->scratch, room * sizeof(*made.argv));
	made.addrs = arena_zalloc(&t->scratch, room * sizeof(*made.addrs));
	made.argv[made.n++] = arena_strdup(&t->scratch, path_base(to->command));
	for (size_t i = 0; i < to->n_args; i++)
		made.argv[made.n++] = arena_strdup(&t->scratch, to->args[i]);
	for (size_t i = 1; i <= kept; i++) {
		made.addrs[made.n] = a->addrs[i];
		made.argv[made.n++] = a->argv[i];
	}
	for (size_t i = 0; i < to->n_args_append; i++)
		made.argv[made.n++] = arena_strdup(&t->scratch, to->args_append[i]);
	made.argv[made.n] = NULL;
	*a = made;
}

static void align_block(struct block *b)
{
	while (b->bytes.len % sizeof(uint64_t))
		buf_add_char(&b->bytes, '\0');
}

/* Add the environment: the redirect's own first, as getenv() takes the first of a name. */
static int add_environment(struct tracee *t, struct block *b, const struct command_redirect *to,
	uint64_t env_addr, uint64_t *ret_addr)
{
	uint64_t *old;
	size_t n_old;
	uint64_t *all;
	int r = read_pointers(t, env_addr, &old, &n_old);

	if (r < 0)
		return r;
	all = arena_zalloc(&t->scratch, (to->n_env + n_old + 1) * sizeof(*all));
	for (size_t i = 0; i < to->n_env; i++)
		all[i] = add_string(b, to->env[i]);
	memcpy(all + to->n_env, old, n_old * sizeof(*all));
	align_block(b);
	*ret_addr = b->base + b->bytes.len;
	buf_add(&b->bytes, all, (to->n_env + n_old + 1) * sizeof(*all));
	return 0;
}

int exec_args_redirect(struct tracee *t, struct exec_args *a, const struct command_redirect *to,
	const char *path, unsigned first)
{
	scoped_buf struct buf bytes = BUF_INIT_MAX(MAX_REDIRECT_BYTES);
	struct block b = {.bytes = bytes};
	uint64_t path_addr;
	uint64_t list_addr;
	uint64_t env_addr = t->arg[first + 2];
	int r = 0;

	/* Its size is known at the end only, so it starts where the largest one would. */
	b.base = (regs_sp(&t->regs) - RED_ZONE_BYTES - MAX_REDIRECT_BYTES) & ~(uint64_t)15;
	redirect_list(t, a, to);
	path_addr = add_string(&b, path);
	for (size_t i = 0; i < a->n; i++)
		if (!a->addrs[i])
			a->addrs[i] = add_string(&b, a->argv[i]);
	align_block(&b);
	list_addr = b.base + b.bytes.len;
	buf_add(&b.bytes, a->addrs, a->n * sizeof(*a->addrs));
	buf_add(&b.bytes, &(uint64_t){0}, sizeof(uint64_t));
	if (to->n_env)
		r = add_environment(t, &b, to, env_addr, &env_addr);
	if (r == 0 && b.bytes.overflow)
		r = -E2BIG;
	if (r == 0)
		r = tracee_write(t, b.base, b.bytes.s, b.bytes.len);
	bytes = b.bytes;
	if (r < 0)
		return r;
	regs_set_arg(&t->regs, first, path_addr);
	regs_set_arg(&t->regs, first + 1, list_addr);
	regs_set_arg(&t->regs, first + 2, env_addr);
	return 0;
}
