/*
 * policy/trash_manifest.c - <trash>/manifest/<token>.json (FORMATS (j)).
 *
 * {token, original_path, trash_path, size, hash, hash_algo, mode, uid, gid, mtime, session, command,
 * created, platform}, as the Go program writes them; original_path_hex as well when the
 * path is not UTF-8, which JSON cannot carry.
 */
#include "policy/trash_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fd.h"
#include "lib/json.h"
#include "lib/num.h"
#include "lib/utf8.h"
#include "policy/audit_json.h"
#include "policy/trash.h"

enum { MANIFEST_MOST = 1 << 20, DEPTH_MOST = 16 };

static bool is_utf8(const char *s)
{
	size_t len = strlen(s);

	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_sequence(s + i, len - i);
		if (n == 0)
			return false;
	}
	return true;
}

static void add_time(struct json *j, const char *key, int64_t ns)
{
	scoped_buf struct buf text = BUF_INIT;

	timestamp_add(&text, ns);
	json_str(j, key, text.s);
}

static void build(struct buf *out, const struct manifest *m)
{
	struct json j = {.out = out};
	int64_t mtime = (int64_t)m->st.st_mtim.tv_sec * 1000000000 + m->st.st_mtim.tv_nsec;

	json_open(&j, NULL, '{');
	json_str(&j, "token", m->token);
	json_str(&j, "original_path", m->original_path);
	if (!is_utf8(m->original_path)) {
		scoped_buf struct buf hex = BUF_INIT;

		for (const char *p = m->original_path; *p; p++)
			buf_printf(&hex, "%02x", (unsigned char)*p);
		json_str(&j, "original_path_hex", hex.s);
	}
	json_str(&j, "trash_path", m->trash_path);
	json_int(&j, "size", S_ISREG(m->st.st_mode) ? m->st.st_size : 0);
	json_str(&j, "hash", m->hash);
	json_str(&j, "hash_algo", m->hash ? "sha256" : NULL);
	json_int(&j, "mode", m->st.st_mode);
	json_int(&j, "uid", m->st.st_uid);
	json_int(&j, "gid", m->st.st_gid);
	add_time(&j, "mtime", mtime);
	json_str(&j, "session", m->session);
	json_str(&j, "command", m->command);
	add_time(&j, "created", m->created_ns);
	json_str(&j, "platform", "linux");
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

int manifest_write(int dirfd, const struct manifest *m, bool replace)
{
	scoped_buf struct buf text = BUF_INIT;
	scoped_free char *name = xasprintf("%s.json", m->token);
	scoped_free char *passing = xasprintf(".%s.new", m->token);
	const char *first = replace ? passing : name;
	scoped_fd int fd = openat(dirfd, first,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int r;

	if (fd < 0)
		return -errno;
	build(&text, m);
	r = fd_write_all(fd, text.s, text.len);
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	if (r == 0 && replace && renameat(dirfd, passing, dirfd, name) < 0)
		r = -errno;
	if (r == 0 && fsync(dirfd) < 0)
		r = -errno;
	if (r < 0)
		unlinkat(dirfd, first, 0);
	return r;
}

/* A JSON text being read; p stays where it is once bad. */
struct reader {
	const char *p, *end;
	bool bad;
};

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && strchr(" \t\r\n", *r->p) && *r->p)
		r->p++;
}

static bool accept(struct reader *r, char c)
{
	skip_blanks(r);
	if (r->bad || r->p >= r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static void expect(struct reader *r, char c)
{
	if (!accept(r, c))
		r->bad = true;
}

static uint32_t read_hex4(struct reader *r)
{
	char digits[5] = "";
	uint64_t value = 0;

	if (r->end - r->p < 4) {
		r->bad = true;
		return 0;
	}
	memcpy(digits, r->p, 4);
	r->p += 4;
	if (num_parse_u64(digits, 16, &value) < 0)
		r->bad = true;
	return (uint32_t)value;
}

/* \uXXXX, two of them for what lies beyond the first plane. */
static void read_unicode(struct reader *r, struct buf *out)
{
	uint32_t code = read_hex4(r);
	char utf8[4];

	if (code >= 0xd800 && code < 0xdc00 && r->end - r->p >= 6 && r->p[0] == '\\' &&
		r->p[1] == 'u') {
		r->p += 2;
		code = 0x10000 + ((code - 0xd800) << 10) + ((read_hex4(r) - 0xdc00) & 0x3ff);
	}
	buf_add(out, utf8, utf8_encode(code, utf8));
	if (!code)
		r->bad = true; /* a NUL has no place in a name */
}

static void read_string(struct reader *r, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	expect(r, '"');
	while (!r->bad && r->p < r->end && *r->p != '"') {
		const char *escape;
		char c = *r->p++;

		if (c != '\\') {
			buf_add_char(out, c);
			continue;
		}
		c = r->p < r->end ? *r->p++ : 0;
		escape = c ? strchr(from, c) : NULL;
		if (c == 'u')
			read_unicode(r, out);
		else if (escape)
			buf_add_char(out, to[escape - from]);
		else
			r->bad = true;
	}
	expect(r, '"');
}

/* A value of a kind that no field here has. */
static void skip_value(struct reader *r, int depth)
{
	scoped_buf struct buf ignored = BUF_INIT;

	skip_blanks(r);
	if (r->p >= r->end || depth > DEPTH_MOST) {
		r->bad = true;
	} else if (*r->p == '"') {
		read_string(r, &ignored);
	} else if (*r->p == '{' || *r->p == '[') {
		char close = *r->p++ == '{' ? '}' : ']';

		while (!accept(r, close) && !r->bad) {
			skip_value(r, depth + 1);
			if (accept(r, ':'))
				skip_value(r, depth + 1);
			accept(r, ',');
		}
	} else {
		size_t n = strcspn(r->p, " \t\r\n,]}");

		r->bad = n == 0 || r->p + n > r->end;
		r->p += r->bad ? 0 : n;
	}
}

static int64_t read_number(struct reader *r)
{
	char digits[24] = "";
	int64_t value = 0;
	size_t n;

	skip_blanks(r);
	n = strspn(r->p, "-0123456789");
	if (n == 0 || n >= sizeof(digits)) {
		r->bad = true;
		return 0;
	}
	memcpy(digits, r->p, n);
	r->p += n;
	r->bad = r->bad || num_parse_i64(digits, &value) < 0;
	return value;
}

static char *read_text(struct reader *r)
{
	struct buf text = BUF_INIT;

	read_string(r, &text);
	return buf_steal(&text);
}

static void replace_text(char **field, struct reader *r)
{
	free(*field);
	*field = read_text(r);
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *read_hex(struct reader *r)
{
	scoped_free char *hex = read_text(r);
	size_t len = strlen(hex) / 2;
	char *bytes = xmalloc(len + 1);

	for (size_t i = 0; i < len; i++) {
		int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);

		r->bad = r->bad || high < 0 || low < 0 || !(high | low);
		bytes[i] = (char)(high << 4 | low);
	}
	bytes[len] = '\0';
	return bytes;
}

static void read_field(struct reader *r, const char *key, struct trash_item *item, char **exact)
{
	if (strcmp(key, "original_path") == 0) {
		replace_text(&item->original_path, r);
	} else if (strcmp(key, "original_path_hex") == 0) {
		free(*exact);
		*exact = read_hex(r);
	} else if (strcmp(key, "session") == 0) {
		replace_text(&item->session, r);
	} else if (strcmp(key, "command") == 0) {
		replace_text(&item->command, r);
	} else if (strcmp(key, "hash") == 0) {
		replace_text(&item->hash, r);
	} else if (strcmp(key, "size") == 0) {
		item->size_bytes = (uint64_t)read_number(r);
	} else if (strcmp(key, "mode") == 0) {
		item->mode = (unsigned)read_number(r);
	} else if (strcmp(key, "uid") == 0) {
		item->uid = (uid_t)read_number(r);
	} else if (strcmp(key, "gid") == 0) {
		item->gid = (gid_t)read_number(r);
	} else {
		skip_value(r, 0);
	}
}

static int parse(const struct buf *text, struct trash_item *item)
{
	struct reader r = {.p = text->s, .end = text->s + text->len};
	char *exact = NULL;

	expect(&r, '{');
	while (!r.bad && !accept(&r, '}')) {
		scoped_buf struct buf key = BUF_INIT;

		read_string(&r, &key);
		expect(&r, ':');
		if (!r.bad)
			read_field(&r, key.s, item, &exact);
		accept(&r, ',');
	}
	if (exact) {
		free(item->original_path);
		item->original_path = exact;
	}
	return r.bad || !item->original_path || item->original_path[0] != '/' ? -EBADMSG : 0;
}

int manifest_read(int dirfd, const char *token, struct trash_item *ret)
{
	scoped_free char *name = xasprintf("%s.json", token);
	scoped_fd int fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct buf text = BUF_INIT_MAX(MANIFEST_MOST);
	struct trash_item item = {0};
	int r;

	if (fd < 0)
		return -errno;
	snprintf(item.token, sizeof(item.token), "%s", token);
	/* The token is the time; `created` says the same for people. */
	r = num_parse_i64(token, &item.created_ns);
	if (r == 0)
		r = fd_read_all(fd, &text);
	if (r == 0)
		r = parse(&text, &item);
	buf_release(&text);
	if (r < 0) {
		trash_item_release(&item);
		return r;
	}
	*ret = item;
	return 0;
}

void trash_item_release(struct trash_item *item)
{
	free(item->original_path);
	free(item->session);
	free(item->command);
	free(item->hash);
	*item = (struct trash_item){0};
}
