/*
 * tests/unit/test_redact.c - policy/redact*.c: no secret gets through, however the
 * writes cut it up, nothing else is held back, and ordinary text stays as it is.
 *
 * The differential tests compare with a reference that tries plain PCRE2
 * patterns at each position of the whole text.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lib/buf.h"
#include "lib/strv.h"
#include "policy/config.h"
#include "policy/redact.h"
#include "policy/redact_internal.h"

#define A20 "abcdefghij0123456789"
#define A36 A20 "ABCDEFGHIJ012345"
#define A48 A20 A20 "ABCDEFGH"
#define A100 A20 A20 A20 A20 A20

static struct config all_on(void)
{
	return (struct config){.dlp_mode = DLP_REDACT,
		.dlp_email = true,
		.dlp_phone = true,
		.dlp_credit_card = true,
		.dlp_ssn = true,
		.dlp_api_keys = true};
}

static struct redactor_set *builtin_set(void)
{
	return redactor_set_new(NULL, NULL, NULL);
}

/* Feed @len bytes in pieces that end where @cut says; free the result. */
static void feed_cut(const struct redactor_set *set, const char *in, size_t len, const size_t *cut,
	size_t n_cut, struct buf *out)
{
	struct redactor *r = redactor_new(set, NULL, NULL);
	size_t at = 0;

	for (size_t i = 0; i <= n_cut; i++) {
		size_t end = i < n_cut ? cut[i] : len;
		size_t before = out->len;

		if (redact_feed(r, in + at, end - at, out)) {
			assert_int_equal(out->len, before);
			assert_int_equal(redact_held(r), 0);
			buf_add(out, in + at, end - at);
		}
		at = end;
	}
	redact_flush(r, out);
	assert_int_equal(redact_held(r), 0);
	redactor_free(r);
}

/* Cut at every byte, byte by byte, and as a complete text. */
static void expect_set(const struct redactor_set *set, const char *in, size_t len, const char *want)
{
	struct buf out = BUF_INIT;
	size_t *each = calloc(len + 1, sizeof(*each));

	for (size_t cut = 0; cut <= len; cut++) {
		buf_reset(&out);
		feed_cut(set, in, len, &cut, 1, &out);
		assert_string_equal(out.s, want);
		each[cut] = cut + 1;
	}
	buf_reset(&out);
	feed_cut(set, in, len, each, len ? len - 1 : 0, &out);
	assert_string_equal(out.s, want);
	buf_reset(&out);
	redact_text(set, in, len, &out);
	assert_string_equal(out.s, want);
	buf_release(&out);
	free(each);
}

static void expect(const char *in, const char *want)
{
	struct redactor_set *set = builtin_set();

	expect_set(set, in, strlen(in), want);
	redactor_set_force_portable(set);
	expect_set(set, in, strlen(in), want);
	redactor_set_free(set);
}

static void same(const char *in)
{
	expect(in, in);
}

static void addresses_are_replaced(void **state)
{
	(void)state;
	expect("mail a@b.io", "mail [REDACTED:email]");
	expect("<john.doe+tag@mail.example.co.uk>.", "<[REDACTED:email]>.");
	expect("a@b.io,c@d.org\n", "[REDACTED:email],[REDACTED:email]\n");
	expect("Loading...bob@example.com", "Loading...[REDACTED:email]");
}

static void what_only_looks_like_an_address_stays(void **state)
{
	(void)state;
	same("origin\tgit@github.com:user/repo.git (fetch)\n");
	same("getty@tty1.service loaded\n");
	same("icon@2x.png react@18.2.0 @scope/pkg user@host @app.route\n");
	same("foo.@bar.com");
	same("done 45%@ x@y");
	/* Random bytes have one in every twentieth megabyte. */
	expect("\x01\x9c\x80\x07z\xfe\x03\x04x@y.zz\x05", "\x01\x9c\x80\x07z\xfe\x03\x04x@y.zz\x05");
}

static void phone_numbers_are_replaced(void **state)
{
	(void)state;
	expect("call 415-555-1234", "call [REDACTED:phone]");
	expect("call (415) 555-1234 now", "call [REDACTED:phone] now");
	expect("(555) 123-4567", "[REDACTED:phone]");
	expect("+1 (415) 555-1234.", "[REDACTED:phone].");
	expect("+14155551234", "[REDACTED:phone]");
	expect("415.555.1234, 415 555 1234", "[REDACTED:phone], [REDACTED:phone]");
	expect("1-415-555-1234", "1-[REDACTED:phone]");
	expect("415555-1234 415-5551234", "[REDACTED:phone] [REDACTED:phone]");
}

static void other_digits_are_no_phone_numbers(void **state)
{
	(void)state;
	same("ts 1718000000 id");
	same("2024-06-01 12:00:00.123 pid 4155551234");
	same("3.1415926535 415.5551234 +1.4155551234");
	same("100 200 3000");
	same("a415-555-1234 415-555-1234b 415-555-12345 415-555-1234-5");
	same("550e8400-e29b-41d4-a716-446655440000");
	same("@@ -100,200 +100,200 @@");
}

static void ssns_are_replaced_and_need_their_dashes(void **state)
{
	(void)state;
	expect("ssn 123-45-6789", "ssn [REDACTED:ssn]");
	same("123456789");
	same("x123-45-6789 123-45-67890 9-123-45-6789");
}

static void cards_are_checked(void **state)
{
	(void)state;
	expect("4111111111111111", "[REDACTED:credit_card]");
	expect("4111 1111 1111 1111", "[REDACTED:credit_card]");
	expect("4111-1111-1111-1111\n", "[REDACTED:credit_card]\n");
	expect("378282246310005", "[REDACTED:credit_card]");
	expect("3782 822463 10005", "[REDACTED:credit_card]");
	expect("4111 11 1111 111111", "[REDACTED:credit_card]");
	expect("card 4111 1111 1111 1111 12/26", "card [REDACTED:credit_card] 12/26");
	expect("99 4111 1111 1111 1111 12", "99 [REDACTED:credit_card] 12");
	same("4111111111111112");
	same("1718000000000 1718000000000000 1718000000000000000");
	same("41111111111111111111111");
	same("x4111111111111111 0.4111111111111111");
}

static void keys_are_replaced(void **state)
{
	(void)state;
	expect("AKIAIOSFODNN7EXAMPLE", "[REDACTED:aws_access_key]");
	expect("ghp_" A36 "\n", "[REDACTED:github_token]\n");
	expect("sk-" A48, "[REDACTED:api_key]");
	expect("sk-ant-api03-" A100, "[REDACTED:anthropic_key]");
	expect("x=eyJhbGciOi.eyJzdWIi.c2ln-_x;", "x=[REDACTED:jwt];");
	expect("mytoken_abcdefghijklmnopqrstuvwx", "my[REDACTED:api_key]");
	expect("API-" A20 "-" A20, "[REDACTED:api_key]");
	expect("secret" A20, "[REDACTED:api_key]");
	expect("hf_" A36 " npm_" A36, "[REDACTED:huggingface_token] [REDACTED:npm_token]");
	expect("glpat-" A20 " xoxb-1234567890-abc AIza" A36,
		"[REDACTED:gitlab_token] [REDACTED:slack_token] [REDACTED:google_api_key]");
	expect("github_pat_" A36, "[REDACTED:github_token]");
}

static void escapes_are_no_letters_of_a_word(void **state)
{
	(void)state;
	expect("\033[01;31m\033[Ksk-" A48 "\033[m", "\033[01;31m\033[K[REDACTED:api_key]\033[m");
	expect("\033[1;32mbob@example.com\033[0m 415", "\033[1;32m[REDACTED:email]\033[0m 415");
	expect("\033[32m415-555-1234", "\033[32m[REDACTED:phone]");
	expect("{\"a\":\"\\nsk-" A48 "\\tbob@b.io\"}",
		"{\"a\":\"\\n[REDACTED:api_key]\\t[REDACTED:email]\"}");
	expect("q=%3Dghp_" A36, "q=%3D[REDACTED:github_token]");
}

/* Found by tests/fuzz/redact.c: the answer hung on bytes that had not come yet. */
static void what_is_undecided_waits(void **state)
{
	(void)state;
	expect("0token-" A48, "0[REDACTED:api_key]");
	expect("-----BEGIN " A20 A20 "ABCDEFGHIJKL PRIVATE KEY-----\n", "-----BEGIN " A20 A20
		"ABCDEFGHIJKL PRIVATE KEY-----\n");
	expect("-----BEGIN ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ PRIVATE KEY-----%",
		"[REDACTED:private_key]%");
	expect("\033[0@example.com", "\033[[REDACTED:email]");
	expect("\033[01;3199999999999999999999999999999999Gbob@b.io",
		"\033[01;[REDACTED:email]");
}

static void names_are_no_keys(void **state)
{
	(void)state;
	same("monkeyaaaaaaaaaaaaaaaaaaaaaaa");
	same("OPENAI_API_KEY=abc");
	same("tokenAuthenticationProviderImplementation keyboard api/v1 secrets");
	same("sk-learn-contrib-imbalanced-learn-something");
	same("task_" A20 " disk-" A20);
	same("AKIAIOSFODNN7EXAMPLEX xAKIAIOSFODNN7EXAMPLE AKIAiosfodnn7example");
	same("eyJhbGciOi eyJhbGciOi.x eyJhbGciOi.abc.def");
}

static void private_keys_go_as_a_block(void **state)
{
	static const char line[] = "MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEF/+==";
	struct buf in = BUF_INIT;

	(void)state;
	buf_printf(&in,
		"a\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n%s\n%s\n"
		"-----END RSA PRIVATE KEY-----\nb\n",
		line, line);
	expect(in.s, "a\n[REDACTED:private_key]\nb\n");
	buf_reset(&in);
	buf_printf(&in,
		"{\"k\":\"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n\"}",
		line);
	expect(in.s, "{\"k\":\"[REDACTED:private_key]\\n\"}");
	buf_reset(&in); /* head -3 key.pem */
	buf_printf(&in, "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n%s\n$ ", line, line);
	expect(in.s, "[REDACTED:private_key]\n$ ");
	same("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n");
	same("---------------------\n-----BEGIN -----\n");
	buf_release(&in);
}

static void the_first_start_wins_then_the_longest(void **state)
{
	(void)state;
	expect("415-555-1234@example.com", "[REDACTED:email]");
	expect("key_" A20 "@example.com", "[REDACTED:email]");
	expect("x.key_" A20 "@example.com", "[REDACTED:email]");
	expect("(key_" A20 ")@example.com", "([REDACTED:api_key])@example.com");
}

static void custom_patterns_have_their_own_label(void **state)
{
	static struct dlp_pattern patterns[] = {
		{"openai_key", "OPENAI", "sk-[a-zA-Z0-9]{48,}"},
		{"anthropic_key", NULL, "sk-ant-[a-zA-Z0-9-]{95,}"},
		{"employee", NULL, "\\bEMP-[0-9]{6}\\b"},
		{"either", NULL, "red[0-9]+fish|blue[0-9]+fish"},
		{"behind", NULL, "(?<=pin=)[0-9]{4}(?![0-9])"},
	};
	struct config c = all_on();
	struct redactor_set *set;

	(void)state;
	c.dlp_custom = patterns;
	c.n_dlp_custom = sizeof(patterns) / sizeof(patterns[0]);
	set = redactor_set_new(&c, NULL, NULL);
#define EXPECT(in, want) expect_set(set, in, strlen(in), want)
	EXPECT("sk-" A48, "[REDACTED:OPENAI]");
	EXPECT("sk-ant-api03-" A100, "[REDACTED:anthropic_key]");
	EXPECT("EMP-123456 EMP-1234567 xEMP-123456", "[REDACTED:employee] EMP-1234567 xEMP-123456");
	EXPECT("one red12fish blue9fish redfish",
		"one [REDACTED:either] [REDACTED:either] redfish");
	EXPECT("pin=1234 pin=12345 1234", "pin=[REDACTED:behind] pin=12345 1234");
	EXPECT("red1fish@example.com", "[REDACTED:email]");
#undef EXPECT
	redactor_set_free(set);
}

static void a_broken_pattern_is_a_warning_and_the_rest_works(void **state)
{
	static struct dlp_pattern patterns[] = {{"bad", NULL, "a(b"}, {"good", NULL, "GOOD[0-9]"}};
	struct config c = all_on();
	scoped_strv struct strv warnings = {0};
	struct redactor_set *set;

	(void)state;
	c.dlp_custom = patterns;
	c.n_dlp_custom = 2;
	set = redactor_set_new(&c, NULL, &warnings);
	assert_int_equal(warnings.len, 1);
	assert_non_null(strstr(warnings.items[0], "bad"));
	expect_set(set, "GOOD1 a@b.io", 12, "[REDACTED:good] [REDACTED:email]");
	redactor_set_free(set);
}

static void values_of_secret_variables_are_literals(void **state)
{
	static const char *const env[] = {"DB_PASSWORD=hunter2 & co", "MY_TOKEN=short",
		"PATH=/usr/local/bin", "MAX_OUTPUT_TOKENS=1234567890", "OLDPWD=/home/user/x",
		"STRIPE_KEY=zzzz-9999-yyyy", NULL};
	struct redactor_set *set = redactor_set_new(NULL, (char *const *)(uintptr_t)env, NULL);

	(void)state;
#define EXPECT(in, want) expect_set(set, in, strlen(in), want)
	EXPECT("pw is hunter2 & co!", "pw is [REDACTED:DB_PASSWORD]!");
	EXPECT("hunter2", "hunter2");
	EXPECT("?p=hunter2%20%26%20co", "?p=[REDACTED:DB_PASSWORD]");
	EXPECT("short /usr/local/bin 1234567890 /home/user/x",
		"short /usr/local/bin 1234567890 /home/user/x");
	EXPECT("xzzzz-9999-yyyyx", "x[REDACTED:STRIPE_KEY]x");
	/* base64 of the value, and of user:value, whose digits are shifted */
	EXPECT("enp6ei05OTk5LXl5eXk=", "[REDACTED:STRIPE_KEY]k=");
	EXPECT("dXNlcjp6enp6LTk5OTkteXl5eQ==", "dXNlcjp[REDACTED:STRIPE_KEY]Q==");
#undef EXPECT
	redactor_set_free(set);
}

static void feed_says(
	struct redactor *r, const char *in, bool clean, const char *passed, size_t held)
{
	struct buf out = BUF_INIT;

	assert_int_equal(redact_feed(r, in, strlen(in), &out), clean);
	assert_string_equal(out.s, passed);
	assert_int_equal(redact_held(r), held);
	buf_release(&out);
}

static void prompts_and_progress_are_not_held(void **state)
{
	static const char *const texts[] = {"Password: ", "$ ", ">>> ", "(gdb) ", "Continue? [y/N]",
		"45%\r", "Loading...", "[#####     ]", "line\n", "? ", "\033[32m➜ \033[0m", NULL};
	struct redactor_set *set = builtin_set();

	(void)state;
	for (const char *const *t = texts; *t; t++) {
		struct redactor *r = redactor_new(set, NULL, NULL);

		feed_says(r, *t, true, "", 0);
		feed_says(r, *t, true, "", 0);
		redactor_free(r);
	}
	redactor_set_free(set);
}

static void only_what_could_become_a_secret_is_held(void **state)
{
	struct redactor_set *set = builtin_set();
	struct redactor *r = redactor_new(set, NULL, NULL);

	(void)state;
	feed_says(r, "call 415-555-", false, "call ", 8);
	feed_says(r, "x\n", false, "415-555-x\n", 0);
	feed_says(r, "to bob", false, "to ", 3);
	feed_says(r, "@example.com", false, "", 15);
	feed_says(r, " ", false, "[REDACTED:email] ", 0);
	feed_says(r, "clean\n", true, "", 0);
	redactor_free(r);
	redactor_set_free(set);
}

static void an_endless_run_is_swallowed_and_holds_little(void **state)
{
	struct redactor_set *set = builtin_set();
	struct redactor *r = redactor_new(set, NULL, NULL);
	struct buf out = BUF_INIT;
	char piece[1000];

	(void)state;
	memset(piece, 'a', sizeof(piece));
	redact_feed(r, "x ghp_", 6, &out);
	for (int i = 0; i < 50; i++) {
		redact_feed(r, piece, sizeof(piece), &out);
		assert_true(redact_held(r) <= MATCH_KEY_BLOCK);
	}
	assert_true(redact_feed(r, " end\n", 5, &out));
	buf_add_str(&out, " end\n");
	redact_flush(r, &out);
	assert_string_equal(out.s, "x [REDACTED:github_token] end\n");
	redactor_free(r);
	buf_release(&out);
	redactor_set_free(set);
}

static void binary_passes_byte_for_byte(void **state)
{
	struct redactor_set *set = builtin_set();
	char in[4096];
	struct buf out = BUF_INIT;
	size_t cuts[] = {1, 17, 511, 512, 2000, 4095};

	(void)state;
	for (size_t i = 0; i < sizeof(in); i++)
		in[i] = (char)(i * 7 + i / 256);
	feed_cut(set, in, sizeof(in), cuts, 6, &out);
	assert_int_equal(out.len, sizeof(in));
	assert_memory_equal(out.s, in, sizeof(in));
	buf_release(&out);
	redactor_set_free(set);
}

static void the_clean_front_of_a_chunk_can_be_spliced(void **state)
{
	struct redactor_set *set = builtin_set();
	struct redactor *r = redactor_new(set, NULL, NULL);
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(redact_pass(r, "clean line\nand half", 19), 15);
	assert_int_equal(redact_held(r), 0);
	assert_int_equal(redact_pass(r, "half a@b.io ", 12), 5);
	assert_false(redact_feed(r, "a@b.io ", 7, &out));
	assert_string_equal(out.s, "[REDACTED:email] ");
	buf_release(&out);
	redactor_free(r);
	redactor_set_free(set);
}

static void hit(void *arg, const char *name)
{
	buf_printf(arg, "%s;", name);
}

static void each_hit_is_reported_once(void **state)
{
	struct redactor_set *set = builtin_set();
	struct buf names = BUF_INIT, out = BUF_INIT;
	struct redactor *r = redactor_new(set, hit, &names);

	(void)state;
	redact_feed(r, "a@b.io 123-45-67", 16, &out);
	redact_feed(r, "89 c@d.io", 9, &out);
	redact_flush(r, &out);
	assert_string_equal(names.s, "email;ssn;email;");
	redactor_free(r);
	buf_release(&names);
	buf_release(&out);
	redactor_set_free(set);
}

static void nothing_happens_when_it_is_disabled(void **state)
{
	struct config c = all_on();
	struct redactor_set *set;

	(void)state;
	c.dlp_mode = DLP_DISABLED;
	set = redactor_set_new(&c, NULL, NULL);
	expect_set(set, "a@b.io 123-45-6789", 18, "a@b.io 123-45-6789");
	redactor_set_free(set);
	c = all_on();
	c.dlp_api_keys = false;
	set = redactor_set_new(&c, NULL, NULL);
	expect_set(set, "a@b.io AKIAIOSFODNN7EXAMPLE", 27, "[REDACTED:email] AKIAIOSFODNN7EXAMPLE");
	redactor_set_free(set);
}

/* The reference: what each built-in means, as a pattern tried at one position. */
#define APART                                                                                      \
	"(?:(?<=%[0-9A-Fa-f][A-Fa-f])|(?<!\\w)(?:(?<![-.])|(?<=\\W[-.])|(?<=\\A[-.])|(?<=\\A1[-.]" \
	")|(?<=[^\\w.-]1[-.])))"
#define ENCODED "(?<=%[0-9A-Fa-f]{2})"
#define WORD "(?:(?<!\\w)|" ENCODED ")"
#define ENDS "(?!\\w)(?![-.]\\d)"
#define TOKEN "[A-Za-z0-9_-]"
#define RANDOM                                                                                     \
	"(?:(?=[A-Za-z]*[0-9])|(?-i:(?=[a-z]{20,}(?![A-Za-z0-9]))|(?=[A-Z]{20,}(?![A-Za-z0-9]))))"

static const struct reference {
	const char *name, *regex;
	enum match_rank rank;
} references[] = {
	{"email",
		"[A-Za-z0-9_+](?:[A-Za-z0-9_+-]|\\.(?!\\.)|(?<![0-9])%){0,63}(?<!\\.)@[A-Za-z0-9]"
		"[A-Za-z0-9.-]*\\.[A-Za-z]{2,}",
		RANK_EMAIL},
	{"phone",
		APART
		"(?:\\+1[- ]?(?:\\(\\d{3}\\)|\\d{3})[-. ]?\\d{3}[-. ]?\\d{4}"
		"|(?:\\+1\\.)?(?:\\(\\d{3}\\)[-. ]?\\d{3}[-. ]?\\d{4}|\\d{3}[-.]\\d{3}[-. ]\\d{4}"
		"|\\d{3} \\d{3}[-.]\\d{4}|[2-9]\\d\\d [2-9]\\d\\d "
		"\\d{4}|\\d{3}-\\d{7}|\\d{6}-\\d{4}))" ENDS,
		RANK_NUMBER},
	{"ssn", APART "\\d{3}-\\d{2}-\\d{4}" ENDS, RANK_NUMBER},
	{"aws_access_key", WORD "A[KS]IA[0-9A-Z]{16}(?!\\w)", RANK_FORMAT},
	{"github_token", WORD "(?:gh[posur]_[A-Za-z0-9]{36,}|github_pat_\\w{22,})", RANK_FORMAT},
	{"anthropic_key", WORD "sk-ant-" TOKEN "{20,}", RANK_FORMAT},
	{"api_key", WORD "sk-(?=" TOKEN "*[A-Za-z0-9]{20})" TOKEN "{20,}", RANK_FORMAT},
	{"api_key", WORD "(?i:sk_)[A-Za-z0-9]{20,}", RANK_FORMAT},
	{"jwt", WORD "eyJ[\\w-]*\\.eyJ[\\w-]*\\.[\\w-]*", RANK_FORMAT},
	{"api_key", "(?i)(?:api|key|secret|token)[-_][A-Za-z0-9]{20,}" TOKEN "*", RANK_GENERIC},
	{"api_key",
		"(?i)(?:(?<![A-Za-z0-9])|" ENCODED ")(?:api|key|secret|token)" RANDOM
		"[A-Za-z0-9]{20,}" TOKEN "*",
		RANK_GENERIC},
};
enum { N_REFERENCES = sizeof(references) / sizeof(references[0]) };

static pcre2_code *codes[N_REFERENCES];

static size_t reference_length(size_t k, const char *s, size_t len, size_t at)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int r = pcre2_match(codes[k], (PCRE2_SPTR)s, len, at, PCRE2_ANCHORED, data, NULL);
	size_t end = r >= 0 ? pcre2_get_ovector_pointer(data)[1] : at;

	pcre2_match_data_free(data);
	return end - at;
}

static void consider(struct match *best, size_t len, const char *name, enum match_rank rank)
{
	struct match m = {.len = len, .name = name, .rank = rank};

	if (!len)
		return;
	if (best->len && (rank == RANK_GENERIC) != (best->rank == RANK_GENERIC)) {
		size_t longest = len > best->len ? len : best->len;

		*best = rank == RANK_GENERIC ? *best : m;
		best->len = longest;
	} else if (len > best->len || (len == best->len && rank < best->rank)) {
		*best = m;
	}
}

static void redact_by_reference(const char *s, size_t len, struct buf *out)
{
	for (size_t at = 0; at < len;) {
		struct window w = {.s = s, .len = len, .final = true};
		struct match best = {0};
		struct match card = {0};

		for (size_t k = 0; k < N_REFERENCES; k++)
			consider(&best, reference_length(k, s, len, at), references[k].name,
				references[k].rank);
		if (byte_is(s[at], CLASS_DIGIT) &&
			number_match(&w, at, NUMBER_CARD, &card) == MATCH_YES)
			consider(&best, card.len, card.name, RANK_NUMBER);
		if (best.len)
			buf_printf(out, "[REDACTED:%s]", best.name);
		else
			buf_add(out, s + at, 1);
		at += best.len ? best.len : 1;
	}
}

static int compile_references(void **state)
{
	(void)state;
	for (size_t k = 0; k < N_REFERENCES; k++) {
		int error;
		PCRE2_SIZE at;

		codes[k] = pcre2_compile((PCRE2_SPTR)references[k].regex, PCRE2_ZERO_TERMINATED, 0,
			&error, &at, NULL);
		assert_non_null(codes[k]);
	}
	return 0;
}

static int free_references(void **state)
{
	(void)state;
	for (size_t k = 0; k < N_REFERENCES; k++)
		pcre2_code_free(codes[k]);
	return 0;
}

static uint32_t seed = 12345;

static uint32_t pick(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Pieces from which secrets and things like them come about. */
static const char *const pieces[] = {"415", "555", "1234", "-", "-", ".", " ", " ", "(", ")",
	"(415)", "+1", "1", "12", "123-45-6789", "4111", "1111", "111111", "4111 1111 1111 1111",
	"378282246310005", "a", "Z", "_", "@", "@", "example.com", "b.io", "bob", "%", "+", "..",
	"\n", "=", ":", "/", "sk-", "sk_", "sk-ant-", "key", "KEY_", "token-", "secret", "api_",
	"ghp_", "github_pat_", "AKIA", "IOSFODNN7EXAMPLE", A20, A36, "abcdefghijklmnopqrst",
	"AbCdEfGhIjKlMnOpQrSt", "eyJ", "eyJhbGci.", "eyJhbGci.eyJz.sig", "----", "\xff",
	"call 415-555-1234 now", "mail a@b.io", "the quick brown fox ", "415-555-", "1-",
	"2024-06-01 12:00:00", "\t", "000", "999-99-9999"};

static void random_text(struct buf *out)
{
	uint32_t n = 1 + pick(14);

	buf_reset(out);
	for (uint32_t i = 0; i < n; i++) {
		const char *p = pieces[pick(sizeof(pieces) / sizeof(pieces[0]))];

		buf_add(out, p, strlen(p));
		if (pick(5) == 0)
			buf_add_char(out, ' ');
	}
}

static size_t random_cuts(size_t len, size_t *cut)
{
	size_t n = pick(6), at = 0;

	for (size_t i = 0; i < n; i++) {
		at += pick((uint32_t)len / 3 + 2);
		cut[i] = at > len ? len : at;
	}
	return n;
}

static void any_text_any_cuts_as_the_reference_says(void **state)
{
	struct redactor_set *vector = builtin_set();
	struct redactor_set *portable = builtin_set();
	struct buf in = BUF_INIT, want = BUF_INIT, out = BUF_INIT;

	(void)state;
	redactor_set_force_portable(portable);
	for (int round = 0; round < 30000; round++) {
		size_t cut[8];
		size_t n;

		random_text(&in);
		buf_reset(&want);
		redact_by_reference(in.s, in.len, &want);
		for (int k = 0; k < 4; k++) {
			n = k < 2 ? 0 : random_cuts(in.len, cut);
			buf_reset(&out);
			feed_cut(k % 2 ? vector : portable, in.s, in.len, cut, n, &out);
			if (strcmp(out.s, want.s) != 0)
				print_error("round %d, %zu cuts: %s\n", round, n, in.s);
			assert_string_equal(out.s, want.s);
		}
	}
	buf_release(&in);
	buf_release(&want);
	buf_release(&out);
	redactor_set_free(vector);
	redactor_set_free(portable);
}

static void a_long_stream_is_the_same_however_it_is_cut(void **state)
{
	struct redactor_set *set = builtin_set();
	struct buf all = BUF_INIT, piece = BUF_INIT, whole = BUF_INIT, cut = BUF_INIT;

	(void)state;
	while (all.len < 200000) {
		random_text(&piece);
		buf_add(&all, piece.s, piece.len);
		buf_add_str(&all, pick(3) ? "\nan ordinary line of a log\n" : "");
	}
	redact_text(set, all.s, all.len, &whole);
	for (int round = 0; round < 20; round++) {
		struct redactor *r = redactor_new(set, NULL, NULL);

		buf_reset(&cut);
		for (size_t at = 0, n; at < all.len; at += n) {
			n = 1 + pick(round % 2 ? 70 : 9000);
			n = n > all.len - at ? all.len - at : n;
			if (redact_feed(r, all.s + at, n, &cut))
				buf_add(&cut, all.s + at, n);
		}
		redact_flush(r, &cut);
		assert_int_equal(cut.len, whole.len);
		assert_memory_equal(cut.s, whole.s, whole.len);
		redactor_free(r);
	}
	buf_release(&all);
	buf_release(&piece);
	buf_release(&whole);
	buf_release(&cut);
	redactor_set_free(set);
}

/* @text in two pieces, cut at @cut, with a pause between and behind them. */
static void feed_with_pauses(const struct redactor_set *set, const char *text, size_t cut,
	struct buf *out)
{
	struct redactor *r = redactor_new(set, NULL, NULL);
	size_t len = strlen(text);

	if (redact_feed(r, text, cut, out))
		buf_add(out, text, cut);
	redact_release(r, out);
	if (redact_feed(r, text + cut, len - cut, out))
		buf_add(out, text + cut, len - cut);
	redact_release(r, out);
	redact_flush(r, out);
	redactor_free(r);
}

static void a_pause_shows_words_that_are_no_secrets(void **state)
{
	static const char *const prompts[] = {"Name", "y/n", "Address", "abc", "sk-", "12", "npm"};
	struct redactor_set *set = redactor_set_new(NULL, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(prompts) / sizeof(*prompts); i++) {
		scoped_buf struct buf out = BUF_INIT;
		struct redactor *r = redactor_new(set, NULL, NULL);

		if (redact_feed(r, prompts[i], strlen(prompts[i]), &out))
			buf_add_str(&out, prompts[i]);
		redact_release(r, &out);
		assert_string_equal(out.s, prompts[i]);
		redactor_free(r);
	}
	redactor_set_free(set);
}

static void a_pause_inside_a_secret_shows_three_bytes_of_it_at_most(void **state)
{
	static const char *const secrets[] = {"ghp_abcdefghij0123456789klmnopqrstuvwxyz",
		"AKIAIOSFODNN7EXAMPLE", "4111-1111-1111-1111", "123-45-6789", "someone@example.com"};
	struct redactor_set *set = redactor_set_new(NULL, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(secrets) / sizeof(*secrets); i++) {
		scoped_buf struct buf text = BUF_INIT;
		size_t len = strlen(secrets[i]);

		buf_printf(&text, "x %s y\n", secrets[i]);
		for (size_t cut = 0; cut <= text.len; cut++) {
			scoped_buf struct buf out = BUF_INIT;
			const char *mark;

			feed_with_pauses(set, text.s, cut, &out);
			mark = strstr(out.s, "[REDACTED:");
			assert_non_null(mark);
			assert_string_equal(strchr(mark, ']'), "] y\n");
			if (!strchr(secrets[i], '@'))
				assert_true(mark - out.s <= 2 + 3);
			assert_null(strstr(out.s, secrets[i] + len - 5));
		}
	}
	redactor_set_free(set);
}

static void pauses_change_nothing_in_what_is_no_secret(void **state)
{
	static const char text[] = "a-b_c 12 345 x@y sk- ghp_1 mail me @ home (42) +1 (555 npm run AKI eyJ.z 4111\n";
	struct redactor_set *set = redactor_set_new(NULL, NULL, NULL);

	(void)state;
	for (size_t cut = 0; cut < sizeof(text); cut++) {
		scoped_buf struct buf out = BUF_INIT;

		feed_with_pauses(set, text, cut, &out);
		assert_string_equal(out.s, text);
	}
	redactor_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pause_shows_words_that_are_no_secrets),
		cmocka_unit_test(a_pause_inside_a_secret_shows_three_bytes_of_it_at_most),
		cmocka_unit_test(pauses_change_nothing_in_what_is_no_secret),
		cmocka_unit_test(addresses_are_replaced),
		cmocka_unit_test(what_only_looks_like_an_address_stays),
		cmocka_unit_test(phone_numbers_are_replaced),
		cmocka_unit_test(other_digits_are_no_phone_numbers),
		cmocka_unit_test(ssns_are_replaced_and_need_their_dashes),
		cmocka_unit_test(cards_are_checked),
		cmocka_unit_test(keys_are_replaced),
		cmocka_unit_test(escapes_are_no_letters_of_a_word),
		cmocka_unit_test(what_is_undecided_waits),
		cmocka_unit_test(names_are_no_keys),
		cmocka_unit_test(private_keys_go_as_a_block),
		cmocka_unit_test(the_first_start_wins_then_the_longest),
		cmocka_unit_test(custom_patterns_have_their_own_label),
		cmocka_unit_test(a_broken_pattern_is_a_warning_and_the_rest_works),
		cmocka_unit_test(values_of_secret_variables_are_literals),
		cmocka_unit_test(prompts_and_progress_are_not_held),
		cmocka_unit_test(only_what_could_become_a_secret_is_held),
		cmocka_unit_test(an_endless_run_is_swallowed_and_holds_little),
		cmocka_unit_test(binary_passes_byte_for_byte),
		cmocka_unit_test(the_clean_front_of_a_chunk_can_be_spliced),
		cmocka_unit_test(each_hit_is_reported_once),
		cmocka_unit_test(nothing_happens_when_it_is_disabled),
		cmocka_unit_test(any_text_any_cuts_as_the_reference_says),
		cmocka_unit_test(a_long_stream_is_the_same_however_it_is_cut),
	};

	return cmocka_run_group_tests_name("redact", tests, compile_references, free_references);
}
