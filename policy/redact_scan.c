/*
 * policy/redact_scan.c - where a secret could start, at memory speed.
 *
 * Candidates: the first byte of a head's first three bytes, an '@', and
 * shapes of digits.  AVX2 looks at 32 bytes a step: three nibble look-ups
 * put each byte triple into up to eight buckets of heads; digit masks combined by
 * shifts say where a phone, SSN or card number would fit.  Elsewhere byte tables do
 * the same.  Both may name too many places, neither may miss one whose bytes
 * are all there; what is cut off by the end is the caller's (MATCH_TAIL).
 */
#include "policy/redact_internal.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

enum {
	BLOCK = 32,
	AHEAD = 32,        /* bytes that a block's tests read behind it */
	BUCKETS = 8,
	HEAD_BYTES = 3,
	NUMBER_LEAST = 11, /* 123-45-6789 */
	/* Bits of scan_tables.byte beside the buckets. */
	BYTE_NUMBER = 1 << 8,  /* digit, digit, digit or separator */
	BYTE_OPEN = 1 << 9,    /* '(' or '+', digit, digit or separator or '(' */
	BYTE_AT = 1 << 10,     /* '@', anything, anything */
};

static uint32_t hash3(const uint8_t *b)
{
	uint32_t v = b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;

	return (v * 0x9e3779b1u) >> 17; /* 15 bits: scan_tables.seen */
}

static void mark_seen(struct scan_tables *t, const uint8_t *b)
{
	uint32_t h = hash3(b);

	t->seen[h >> 3] |= (uint8_t)(1u << (h & 7));
}

static bool is_seen(const struct scan_tables *t, const char *s)
{
	uint32_t h = hash3((const uint8_t *)s);

	return t->seen[h >> 3] >> (h & 7) & 1;
}

/* The nibbles that the heads of a bucket have at each place, as sets. */
struct nibbles {
	uint16_t low[HEAD_BYTES], high[HEAD_BYTES];
};

/* In how many ways three bytes can look like a head of the bucket, by nibbles alone. */
static unsigned long looks(const struct nibbles *n)
{
	unsigned long product = 1;

	for (int i = 0; i < HEAD_BYTES; i++)
		product *= (unsigned long)__builtin_popcount(n->low[i]) *
			(unsigned long)__builtin_popcount(n->high[i]);
	return product;
}

static void join_nibbles(struct nibbles *n, const uint8_t *b)
{
	for (int i = 0; i < HEAD_BYTES; i++) {
		n->low[i] |= (uint16_t)(1u << (b[i] & 15));
		n->high[i] |= (uint16_t)(1u << (b[i] >> 4));
	}
}

/* The bytes of one spelling of @head; @k has a bit for each letter that is a capital. */
static void spell(const char *head, bool fold, unsigned k, uint8_t *b)
{
	for (int i = 0; i < HEAD_BYTES; i++) {
		b[i] = (uint8_t)head[i];
		if (fold)
			b[i] = (uint8_t)(k >> i & 1 ? toupper(b[i]) : tolower(b[i]));
	}
}

/* Put a head where it makes the fewest other bytes look like one. */
static void add_head(struct scan_tables *t, struct nibbles *buckets, const char *head, bool fold)
{
	unsigned spellings = fold ? 1 << HEAD_BYTES : 1;
	unsigned long least = ULONG_MAX;
	int best = 0;
	uint8_t b[HEAD_BYTES];

	for (int i = 0; i < BUCKETS; i++) {
		struct nibbles with = buckets[i];
		unsigned long cost;

		/* All small and all capitals have the nibbles of every spelling. */
		for (unsigned k = 0; k < spellings; k += spellings - 1 ? spellings - 1 : 1) {
			spell(head, fold, k, b);
			join_nibbles(&with, b);
		}
		cost = looks(&with) - looks(&buckets[i]);
		if (cost < least) {
			least = cost;
			best = i;
		}
	}
	for (unsigned k = 0; k < spellings; k++) {
		spell(head, fold, k, b);
		join_nibbles(&buckets[best], b);
		mark_seen(t, b);
		for (int i = 0; i < HEAD_BYTES; i++) {
			t->low[i][b[i] & 15] |= (uint8_t)(1u << best);
			t->high[i][b[i] >> 4] |= (uint8_t)(1u << best);
			t->byte[i][b[i]] |= (uint16_t)(1u << best);
		}
	}
}

/* The classes of the portable scan that are no heads. */
static void add_shapes(struct scan_tables *t)
{
	for (int c = 0; c < 256; c++) {
		bool digit = c >= '0' && c <= '9';

		if (digit)
			t->byte[0][c] |= BYTE_NUMBER;
		if (digit)
			t->byte[1][c] |= BYTE_NUMBER | BYTE_OPEN;
		if (digit || (c && strchr(" -.", c)))
			t->byte[2][c] |= BYTE_NUMBER | BYTE_OPEN;
		t->byte[1][c] |= BYTE_AT;
		t->byte[2][c] |= BYTE_AT;
	}
	t->byte[0]['('] |= BYTE_OPEN;
	t->byte[2]['('] |= BYTE_OPEN; /* +1(415) */
	t->byte[0]['+'] |= BYTE_OPEN;
	t->byte[0]['@'] |= BYTE_AT;
}

/* What libc has found out already: each cpuid of our own would be a trap in a virtual machine. */
static bool has_avx2(void)
{
#if defined(CPU_FEATURE_ACTIVE)
	return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1);
#elif defined(__x86_64__)
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
	return false;
#endif
}

void scan_tables_init(struct scan_tables *t, const char *const *heads, const bool *fold, size_t n)
{
	struct nibbles buckets[BUCKETS] = {0};

	for (size_t i = 0; i < n; i++)
		add_head(t, buckets, heads[i], fold[i]);
	add_shapes(t);
	t->vector = has_avx2();
}

/* Every number that begins with a digit goes on for NUMBER_LEAST bytes of digits and separators. */
static bool number_fits(const uint8_t *p)
{
	int n = 0;

	while (n < NUMBER_LEAST && (byte_is((char)p[n], CLASS_DIGIT) || p[n] == '-' || p[n] == ' ' ||
					   p[n] == '.'))
		n++;
	return n == NUMBER_LEAST;
}

/* Portable: the candidates of the block at @p, which has BLOCK + AHEAD readable bytes. */
static uint32_t block_portable(const struct scan_tables *t, const char *text, bool after_digit)
{
	const uint8_t *p = (const uint8_t *)text;
	uint32_t mask = 0;

	for (int i = 0; i < BLOCK; i++) {
		unsigned hit = t->byte[0][p[i]] & t->byte[1][p[i + 1]] & t->byte[2][p[i + 2]];
		bool digit_before = i ? p[i - 1] >= '0' && p[i - 1] <= '9' : after_digit;

		if (!hit)
			continue;
		if ((hit & 0xff && is_seen(t, text + i)) || (hit & BYTE_OPEN && t->digits) ||
			(hit & BYTE_AT && t->email) ||
			(hit & BYTE_NUMBER && t->digits && !digit_before && number_fits(p + i)))
			mask |= 1u << i;
	}
	return mask;
}

#ifdef __x86_64__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))
#define INLINE static inline __attribute__((always_inline))

/* Where the bytes of one block are …, one bit each. */
struct marks {
	uint32_t digit, dash, dot, blank, open, close, plus, at;
};

INLINE AVX2 uint32_t equal(__m256i v, char c)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(c)));
}

INLINE AVX2 struct marks marks_of(const char *p)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8('0'));

	return (struct marks){
		.digit = (uint32_t)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8(9)), d)),
		.dash = equal(v, '-'),
		.dot = equal(v, '.'),
		.blank = equal(v, ' '),
		.open = equal(v, '('),
		.close = equal(v, ')'),
		.plus = equal(v, '+'),
		.at = equal(v, '@'),
	};
}

INLINE uint64_t join(uint32_t now, uint32_t next)
{
	return now | (uint64_t)next << BLOCK;
}

/*
 * Bit i: the bytes from i on have the shape of a phone, SSN or card number.
 * `x >> k` asks about the byte k places on; only the low 32 bits are answers.
 */
INLINE uint32_t digit_shapes(const struct marks *c, const struct marks *n, bool after_digit)
{
	uint64_t d = join(c->digit, n->digit);
	uint64_t dash = join(c->dash, n->dash);
	uint64_t joint = dash | join(c->blank, n->blank);
	uint64_t sep = joint | join(c->dot, n->dot);
	uint64_t first = d & ~(d << 1 | (uint64_t)after_digit);
	uint64_t d2 = d & d >> 1;
	uint64_t d3 = d2 & d >> 2;
	uint64_t d4 = d2 & d2 >> 2;
	uint64_t three = first & d3 & ~(d >> 3);
	uint64_t number = d3 & ((sep >> 3 & d4 >> 4) | d4 >> 3); /* 555-1234, 5551234 */
	uint64_t ssn = three & dash >> 3 & d2 >> 4 & dash >> 6 & d4 >> 7;
	uint64_t phone = three & sep >> 3 & number >> 4;
	uint64_t joined = first & d3 & d3 >> 3 & dash >> 6 & d4 >> 7; /* 415555-1234 */
	uint64_t open = join(c->open, n->open);
	uint64_t paren = open & d3 >> 1 & join(c->close, n->close) >> 4 &
		(number >> 5 | (sep >> 5 & number >> 6));
	uint64_t plus = join(c->plus, n->plus) & d >> 1;
	uint64_t row = d | (joint & d << 1 & d >> 1); /* digits, singly joined */
	uint64_t row2 = row & row >> 1;
	uint64_t row4 = row2 & row2 >> 2;
	uint64_t row14 = row4 & row4 >> 4 & row4 >> 8 & row2 >> 12;
	uint64_t card = first & d2 & (row14 | (d4 & d4 >> 4 & d4 >> 8 & d >> 12));

	return (uint32_t)(ssn | phone | joined | paren | plus | card);
}

/* Bit i: the three bytes from i on may begin a head. */
INLINE AVX2 uint32_t heads_of(const struct scan_tables *t, const char *p)
{
	const __m256i nibble = _mm256_set1_epi8(15);
	__m256i all = _mm256_set1_epi8(-1);

#pragma GCC unroll 3
	for (int k = 0; k < HEAD_BYTES; k++) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + k));
		__m256i low = _mm256_broadcastsi128_si256(
			_mm_load_si128((const __m128i *)(const void *)t->low[k]));
		__m256i high = _mm256_broadcastsi128_si256(
			_mm_load_si128((const __m128i *)(const void *)t->high[k]));

		low = _mm256_shuffle_epi8(low, _mm256_and_si256(v, nibble));
		high = _mm256_shuffle_epi8(high,
			_mm256_and_si256(_mm256_srli_epi16(v, 4), nibble));
		all = _mm256_and_si256(all, _mm256_and_si256(low, high));
	}
	return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
}

/* The candidates of the block at @p, whose marks are @now and whose successor's are @next. */
INLINE AVX2 uint32_t block_vector(const struct scan_tables *t, const char *p,
	const struct marks *now, const struct marks *next, bool after_digit)
{
	uint32_t heads = heads_of(t, p);
	uint32_t mask = t->email ? now->at : 0;

	if (t->digits && (now->digit | now->open >> 31 | now->plus >> 31))
		mask |= digit_shapes(now, next, after_digit);
	for (; heads; heads &= heads - 1) {
		int i = __builtin_ctz(heads);

		if (is_seen(t, p + i))
			mask |= 1u << i;
	}
	return mask;
}

/* The first block from @at on with a candidate; its mask goes to @ret_mask.  Stops before @end. */
AVX2 static size_t skip_vector(const struct scan_tables *t, const char *s, size_t at, size_t end,
	uint32_t *ret_mask)
{
	bool after_digit = at > 0 && byte_is(s[at - 1], CLASS_DIGIT);
	struct marks now, next;

	if (at + BLOCK + AHEAD > end)
		return at;
	now = marks_of(s + at);
	for (; at + BLOCK + AHEAD <= end; at += BLOCK) {
		next = marks_of(s + at + BLOCK);
		*ret_mask = block_vector(t, s + at, &now, &next, after_digit);
		if (*ret_mask)
			break;
		after_digit = now.digit >> 31;
		now = next;
	}
	return at;
}

AVX2 static uint32_t last_vector(const struct scan_tables *t, const char *p, bool after_digit)
{
	struct marks now = marks_of(p), next = marks_of(p + BLOCK);

	return block_vector(t, p, &now, &next, after_digit);
}
#else
static size_t skip_vector(const struct scan_tables *t, const char *s, size_t at, size_t end,
	uint32_t *ret_mask)
{
	(void)t, (void)s, (void)end, (void)ret_mask;
	return at;
}

static uint32_t last_vector(const struct scan_tables *t, const char *p, bool after_digit)
{
	return block_portable(t, p, after_digit);
}
#endif

static size_t skip_portable(const struct scan_tables *t, const char *s, size_t at, size_t end,
	uint32_t *ret_mask)
{
	for (; at + BLOCK + AHEAD <= end; at += BLOCK) {
		*ret_mask = block_portable(t, s + at, at > 0 && byte_is(s[at - 1], CLASS_DIGIT));
		if (*ret_mask)
			break;
	}
	return at;
}

/* A block that reads over the end: scan a copy that NULs follow. */
static uint32_t last_block(const struct scan *s)
{
	char copy[BLOCK + AHEAD + HEAD_BYTES] = {0};
	size_t left = s->len - s->base;
	bool after_digit = s->base > 0 && byte_is(s->s[s->base - 1], CLASS_DIGIT);
	uint32_t mask;

	memcpy(copy, s->s + s->base, left < BLOCK + AHEAD ? left : BLOCK + AHEAD);
	mask = s->t->vector ? last_vector(s->t, copy, after_digit)
			    : block_portable(s->t, copy, after_digit);
	return left < BLOCK ? mask & ((1u << left) - 1) : mask;
}

/* Move to the next block with candidates, or to the end. */
static void fill(struct scan *s)
{
	while (!s->mask && s->base < s->len) {
		s->base = s->t->vector ? skip_vector(s->t, s->s, s->base, s->len, &s->mask)
				       : skip_portable(s->t, s->s, s->base, s->len, &s->mask);
		if (s->mask || s->base >= s->len)
			return;
		s->mask = last_block(s);
		if (!s->mask)
			s->base += BLOCK;
	}
}

struct scan scan_start(const struct scan_tables *t, const char *s, size_t from, size_t len)
{
	return (struct scan){.t = t, .s = s, .len = len, .base = from};
}

size_t scan_next(struct scan *s)
{
	size_t at;

	if (!s->mask)
		fill(s);
	if (!s->mask)
		return s->len;
	at = s->base + (size_t)__builtin_ctz(s->mask);
	s->mask &= s->mask - 1;
	if (!s->mask)
		s->base += BLOCK;
	return at;
}

void scan_seek(struct scan *s, size_t at)
{
	s->base = at;
	s->mask = 0;
}
