/*
 * policy/trash.c - what soft_delete keeps.
 *
 * All through descriptors of directories: who renames a directory meanwhile
 * misleads nobody.  The manifest is on disk first; a manifest without payload is an
 * operation that did not happen.
 */
#include "policy/trash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/fs.h"
#include "lib/strv.h"
#include "policy/trash_internal.h"

enum { TOKEN_TRIES = 1000 };

#define OPEN_DIR_O_CLOEXEC (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static void close_trash(struct trash *t)
{
	if (t->payload >= 0)
		close(t->payload);
	if (t->manifest >= 0)
		close(t->manifest);
}

#define scoped_trash __attribute__((cleanup(close_trash)))
#define TRASH_CLOSED                                                                               \
	{                                                                                          \
		.payload = -1, .manifest = -1                                                      \
	}

static int open_part(int dirfd, const char *name, bool create)
{
	int fd = openat(dirfd, name, OPEN_DIR_O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT && create) {
		if (mkdirat(dirfd, name, 0700) < 0 && errno != EEXIST)
			return -errno;
		fd = openat(dirfd, name, OPEN_DIR_O_CLOEXEC | O_NOFOLLOW);
	}
	return fd < 0 ? -errno : fd;
}

static int open_trash(const char *path, bool create, struct trash *ret)
{
	scoped_fd int top = open(path, OPEN_DIR_O_CLOEXEC);
	int r;

	if (top < 0 && errno == ENOENT && create) {
		r = fs_mkdirs(path, 0700);
		if (r < 0)
			return r;
		top = open(path, OPEN_DIR_O_CLOEXEC);
	}
	if (top < 0)
		return -errno;
	ret->payload = open_part(top, "payload", create);
	if (ret->payload < 0)
		return ret->payload;
	ret->manifest = open_part(top, "manifest", create);
	return ret->manifest < 0 ? ret->manifest : 0;
}

/* Rename without replacing; where the file system cannot promise that, look first. */
static int rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	if (renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	if (faccessat(to_dir, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	return renameat(from_dir, from, to_dir, to) < 0 ? -errno : 0;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool same_content(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* What unlink or rmdir would refuse is refused. */
static int check_kind(int parent, const char *name, const struct stat *st, bool directory)
{
	scoped_fd int fd = -1;
	DIR *dir;
	int entries = 0;

	if (!directory)
		return S_ISDIR(st->st_mode) ? -EISDIR : 0;
	if (!S_ISDIR(st->st_mode))
		return -ENOTDIR;
	fd = openat(parent, name, OPEN_DIR_O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == EACCES ? 0 : -errno; /* rename will say */
	dir = fdopendir(dup(fd));
	if (!dir)
		return -errno;
	while (entries < 3 && readdir(dir))
		entries++;
	closedir(dir);
	return entries > 2 ? -ENOTEMPTY : 0;
}

/* Fill in the hash of a small regular file; it may have changed its size by now. */
static void hash_small(struct manifest *m, int dirfd, const char *name, uint64_t under, char *room)
{
	m->hash = NULL;
	if (S_ISREG(m->st.st_mode) && (uint64_t)m->st.st_size < under &&
		trash_hash(dirfd, name, room) == 0)
		m->hash = room;
}

/* A manifest under a token that nobody has. */
static int write_first(
	const struct trash *t, const struct trash_request *req, struct manifest *m, char *token)
{
	int64_t now = clock_realtime_ns();
	int r = -EEXIST;

	for (int i = 0; r == -EEXIST && i < TOKEN_TRIES; i++) {
		scoped_free char *trash_path = NULL;

		snprintf(token, TRASH_TOKEN_SIZE, "%lld", (long long)(now + i));
		trash_path = xasprintf("%s/payload/%s", req->trash_dir, token);
		m->token = token;
		m->trash_path = trash_path;
		m->created_ns = now + i;
		r = faccessat(t->payload, token, F_OK, AT_SYMLINK_NOFOLLOW) == 0
			    ? -EEXIST
			    : manifest_write(t->manifest, m, false);
	}
	m->trash_path = NULL;
	return r;
}

static void drop_manifest(const struct trash *t, const char *token)
{
	scoped_free char *name = xasprintf("%s.json", token);

	unlinkat(t->manifest, name, 0);
}

/* Across file systems: the copy is whole before the name goes, and the copied file is what goes. */
static int move_by_copy(const struct trash *t, const struct trash_request *req, const char *token,
	const struct stat *before)
{
	struct stat now;
	int r = trash_copy(req->parent_fd, req->name, t->payload, token);

	if (r < 0)
		return r;
	if (fstatat(req->parent_fd, req->name, &now, AT_SYMLINK_NOFOLLOW) < 0)
		r = -errno;
	else if (!same_file(before, &now) || !same_content(before, &now))
		r = -EAGAIN;
	else if (unlinkat(req->parent_fd, req->name, req->directory ? AT_REMOVEDIR : 0) < 0)
		r = -errno;
	if (r < 0)
		trash_remove(t->payload, token);
	return r;
}

/* Somebody exchanged or changed the file between the look and the move: say what it is now. */
static int correct(
	const struct trash *t, const struct trash_request *req, struct manifest *m, char *room)
{
	scoped_free char *trash_path = xasprintf("%s/payload/%s", req->trash_dir, m->token);
	struct stat now;

	if (fstatat(t->payload, m->token, &now, AT_SYMLINK_NOFOLLOW) < 0)
		return -errno;
	if (same_content(&m->st, &now) && m->st.st_mode == now.st_mode)
		return 0;
	m->st = now;
	m->trash_path = trash_path;
	hash_small(m, t->payload, m->token, req->hash_under, room);
	return manifest_write(t->manifest, m, true);
}

int trash_put(const struct trash_request *req, char *ret_token)
{
	scoped_trash struct trash t = TRASH_CLOSED;
	struct manifest m = {.original_path = req->original_path,
		.session = req->session,
		.command = req->command};
	char hash[TRASH_HASH_SIZE], token[TRASH_TOKEN_SIZE];
	int r;

	if (fstatat(req->parent_fd, req->name, &m.st, AT_SYMLINK_NOFOLLOW) < 0)
		return -errno;
	r = check_kind(req->parent_fd, req->name, &m.st, req->directory);
	if (r == 0)
		r = open_trash(req->trash_dir, true, &t);
	if (r < 0)
		return r;
	hash_small(&m, req->parent_fd, req->name, req->hash_under, hash);
	r = write_first(&t, req, &m, token);
	if (r < 0)
		return r;
	r = rename_new(req->parent_fd, req->name, t.payload, token);
	if (r == -EXDEV)
		r = move_by_copy(&t, req, token, &m.st);
	if (r < 0) {
		drop_manifest(&t, token);
		return r;
	}
	/* The name is gone by now: what cannot be corrected still can be restored. */
	correct(&t, req, &m, hash);
	memcpy(ret_token, token, sizeof(token));
	return 0;
}

static bool is_token(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n < TRASH_TOKEN_SIZE && s[n] == '\0';
}

static int by_age(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	size_t n = strlen(x), m = strlen(y);

	return n != m ? (n > m) - (n < m) : strcmp(x, y);
}

/* The tokens of all manifests, oldest first. */
static int read_tokens(const struct trash *t, struct strv *ret)
{
	int fd = openat(t->manifest, ".", OPEN_DIR_O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *d;

	if (!dir) {
		int r = -errno;

		if (fd >= 0)
			close(fd);
		return r;
	}
	while ((d = readdir(dir))) {
		size_t len = strlen(d->d_name);
		scoped_free char *token = len > 5 ? xstrndup(d->d_name, len - 5) : NULL;

		if (token && strcmp(d->d_name + len - 5, ".json") == 0 && is_token(token))
			strv_add_taken(ret, take(&token));
	}
	closedir(dir);
	if (ret->len)
		qsort(ret->items, ret->len, sizeof(*ret->items), by_age);
	return 0;
}

static int for_each(
	const struct trash *t, int (*each)(const struct trash_item *item, void *arg), void *arg)
{
	scoped_strv struct strv tokens = {0};
	int r = read_tokens(t, &tokens);

	for (size_t i = 0; r == 0 && i < tokens.len; i++) {
		struct trash_item item;

		if (faccessat(t->payload, tokens.items[i], F_OK, AT_SYMLINK_NOFOLLOW) < 0 ||
			manifest_read(t->manifest, tokens.items[i], &item) < 0)
			continue;
		r = each(&item, arg);
		trash_item_release(&item);
	}
	return r;
}

int trash_list(
	const char *trash_dir, int (*each)(const struct trash_item *item, void *arg), void *arg)
{
	scoped_trash struct trash t = TRASH_CLOSED;
	int r = open_trash(trash_dir, false, &t);

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return for_each(&t, each, arg);
}

static int open_or_make(int dirfd, const char *name, int nofollow)
{
	int fd = openat(dirfd, name, OPEN_DIR_O_CLOEXEC | nofollow);

	if (fd >= 0 || errno != ENOENT)
		return fd < 0 ? -errno : fd;
	if (mkdirat(dirfd, name, 0755) < 0 && errno != EEXIST)
		return -errno;
	fd = openat(dirfd, name, OPEN_DIR_O_CLOEXEC | nofollow);
	return fd < 0 ? -errno : fd;
}

/*
 * The directory that @path is to be in, made where it is missing.  @follow: links on the
 * way are the operator's own; without it the path was free of them when it was recorded.
 */
static int open_parent(const char *path, bool follow, const char **ret_name)
{
	const char *slash = strrchr(path, '/');
	const char *end = slash ? slash : path;
	scoped_fd int dir = open(*path == '/' ? "/" : ".", OPEN_DIR_O_CLOEXEC);

	*ret_name = slash ? slash + 1 : path;
	if (dir < 0)
		return -errno;
	if (!**ret_name || strcmp(*ret_name, ".") == 0 || strcmp(*ret_name, "..") == 0)
		return -EISDIR;
	for (const char *p = path; p < end;) {
		size_t len = strcspn(p, "/");
		scoped_free char *part = xstrndup(p, len);
		int next;

		p += len + 1;
		if (!len)
			continue;
		next = open_or_make(dir, part, follow ? 0 : O_NOFOLLOW);
		if (next < 0)
			return next;
		close(dir);
		dir = next;
	}
	return take_fd(&dir);
}

/* Put the payload at @name of @dir. */
static int bring_back(
	const struct trash *t, const char *token, int dir, const char *name, bool force)
{
	scoped_free char *passing = NULL;
	int r;

	if (!force)
		r = rename_new(t->payload, token, dir, name);
	else
		r = renameat(t->payload, token, dir, name) < 0 ? -errno : 0;
	if (r != -EXDEV)
		return r;
	if (!force && faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	passing = xasprintf(".agentsh-%s", token);
	r = trash_copy(t->payload, token, dir, passing);
	if (r < 0)
		return r;
	if (!force)
		r = rename_new(dir, passing, dir, name);
	else
		r = renameat(dir, passing, dir, name) < 0 ? -errno : 0;
	if (r < 0) {
		trash_remove(dir, passing);
		return r;
	}
	return trash_remove(t->payload, token);
}

int trash_restore(const char *trash_dir, const char *token, const char *dest, bool force,
	struct buf *ret_path)
{
	scoped_trash struct trash t = TRASH_CLOSED;
	char hash[TRASH_HASH_SIZE];
	struct trash_item item;
	scoped_fd int dir = -1;
	const char *name;
	int r;

	if (!is_token(token))
		return -EINVAL;
	r = open_trash(trash_dir, false, &t);
	if (r < 0)
		return r;
	r = manifest_read(t.manifest, token, &item);
	if (r < 0)
		return r;
	if (item.hash && !force) {
		r = trash_hash(t.payload, token, hash);
		if (r == 0 && strcmp(hash, item.hash) != 0)
			r = -EBADMSG;
	}
	if (r == 0) {
		dir = open_parent(dest ? dest : item.original_path, dest != NULL, &name);
		r = dir < 0 ? dir : bring_back(&t, token, dir, name, force);
	}
	if (r == 0) {
		drop_manifest(&t, token);
		if (ret_path)
			buf_add_str(ret_path, dest ? dest : item.original_path);
	}
	trash_item_release(&item);
	return r;
}

/* What purge knows while it walks. */
struct purge {
	const struct trash *t;
	int64_t before_ns; /* older ones go */
	uint64_t quota;
	const char *session;
	uint64_t total; /* bytes of those that stay */
	bool sizing;    /* first walk: only add up */
	unsigned removed;
	int error; /* the first; the walk goes on */
};

static int purge_one(const struct trash_item *item, void *arg)
{
	struct purge *p = arg;
	bool old = item->created_ns < p->before_ns;
	int r;

	if (p->session && (!item->session || strcmp(item->session, p->session) != 0))
		return 0;
	if (p->sizing) {
		p->total += old ? 0 : item->size_bytes;
		return 0;
	}
	if (!old && p->total <= p->quota)
		return 0;
	r = trash_remove(p->t->payload, item->token);
	if (r < 0) {
		p->error = p->error ? p->error : r;
		return 0;
	}
	drop_manifest(p->t, item->token);
	p->total -= old ? 0 : item->size_bytes;
	p->removed++;
	return 0;
}

int trash_purge(const char *trash_dir, int64_t ttl_ns, uint64_t quota_bytes, const char *session,
	unsigned *ret_removed)
{
	scoped_trash struct trash t = TRASH_CLOSED;
	struct purge p = {.t = &t, .quota = quota_bytes, .session = session, .sizing = true};
	int64_t now = clock_realtime_ns();
	int r = open_trash(trash_dir, false, &t);

	*ret_removed = 0;
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	p.before_ns = ttl_ns > 0 ? (ttl_ns < now ? now - ttl_ns : 0) : INT64_MAX;
	r = for_each(&t, purge_one, &p);
	p.sizing = false;
	if (r == 0)
		r = for_each(&t, purge_one, &p);
	*ret_removed = p.removed;
	return r < 0 ? r : p.error;
}
