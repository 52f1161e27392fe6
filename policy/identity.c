/*
 * policy/identity.c - is this program a denied one by another name?
 */
#include "policy/identity.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "lib/alloc.h"
#include "lib/arena.h"
#include "lib/cleanup.h"
#include "lib/clock.h"
#include "lib/map.h"
#include "lib/path.h"
#include "policy/rule.h"

enum {
	MOST_DIRS = 64,
	MOST_CACHED = 4096,
	READ_BYTES = 64 * 1024,
	SETTLED_NS = 50 * 1000000, /* the kernel's file times are no finer than some ms */
};

/* A command that a rule restricts, as it is on this machine. */
struct known {
	struct known *next;
	const char *name; /* basename, as a rule may say it */
	const char *path; /* where its bytes are */
	dev_t dev;
	ino_t ino;
	off_t size;
	bool ambiguous; /* the same file also has names that have nothing to do with it */
	bool hashed;
	bool unreadable;
	uint8_t digest[SHA256_DIGEST_SIZE];
};

struct identity {
	const struct policy *policy;
	struct arena arena;
	const char *path_env;
	int64_t start_ns; /* what changed before this was not made by the session */
	bool collected;
	struct known *known;
	struct map cache; /* device, inode, size and times of a file → what it is, or `nobody` */
};

static char nobody[] = ""; /* cached: no alias */

static const char usual_dirs[] =
	"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/libexec:/usr/lib/sudo";

struct identity *identity_new(const struct policy *p, const char *path_env)
{
	struct identity *id = xcalloc(1, sizeof(*id));

	id->policy = p;
	id->path_env = arena_strdup(&id->arena, path_env ? path_env : "");
	id->start_ns = clock_realtime_ns();
	return id;
}

void identity_free(struct identity *id)
{
	if (!id)
		return;
	map_release(&id->cache, NULL);
	arena_release(&id->arena);
	free(id);
}

/* perl and perl5.36.0, sudo and sudoedit: one goes on where the other ends. */
static bool related(const char *a, const char *b)
{
	size_t la = strlen(a);
	size_t lb = strlen(b);

	return strncmp(a, b, la < lb ? la : lb) == 0;
}

/* Take up dir/name if rules restrict it and the file is that command rather than a multi-call one. */
static void collect_name(struct identity *id, const char *dir, const char *name)
{
	scoped_free char *path = xasprintf("%s/%s", dir, name);
	scoped_free char *real = NULL;
	struct known *k;
	struct stat st;

	if (!command_is_named(id->policy, path))
		return;
	real = realpath(path, NULL);
	if (!real || stat(real, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	if (!related(name, path_base(real)))
		return; /* su → busybox */
	for (k = id->known; k; k = k->next)
		if (k->dev == st.st_dev && k->ino == st.st_ino && strcmp(k->name, name) == 0)
			return;
	k = ARENA_NEW(&id->arena, struct known);
	k->name = arena_strdup(&id->arena, name);
	k->path = arena_strdup(&id->arena, real);
	k->dev = st.st_dev;
	k->ino = st.st_ino;
	k->size = st.st_size;
	k->next = id->known;
	id->known = k;
}

/* A restricted command that shares its inode with an unrelated, free one is nobody's name. */
static void mark_ambiguous(struct identity *id, const char *dir, const struct dirent *entry)
{
	for (struct known *k = id->known; k; k = k->next) {
		scoped_free char *path = NULL;
		struct stat st;

		if (k->ambiguous || k->ino != entry->d_ino || related(k->name, entry->d_name))
			continue;
		path = xasprintf("%s/%s", dir, entry->d_name);
		if (lstat(path, &st) == 0 && st.st_dev == k->dev && st.st_ino == k->ino &&
			!command_is_named(id->policy, path))
			k->ambiguous = true;
	}
}

static void each_entry(struct identity *id, const char *dir, bool marking)
{
	DIR *d = opendir(dir);

	for (struct dirent *e; d && (e = readdir(d));) {
		if (e->d_name[0] == '.' || (e->d_type == DT_DIR))
			continue;
		if (marking)
			mark_ambiguous(id, dir, e);
		else
			collect_name(id, dir, e->d_name);
	}
	if (d)
		closedir(d);
}

/* A directory that was not looked at yet, by device and inode: /bin is often /usr/bin. */
static bool is_new_dir(const char *dir, struct stat *seen, size_t n)
{
	if (*dir != '/' || n == MOST_DIRS || stat(dir, &seen[n]) < 0 || !S_ISDIR(seen[n].st_mode))
		return false;
	for (size_t i = 0; i < n; i++)
		if (seen[i].st_dev == seen[n].st_dev && seen[i].st_ino == seen[n].st_ino)
			return false;
	return true;
}

/* Once, when the first program shows up that is not one of the system's. */
static void collect(struct identity *id)
{
	scoped_free char *list = xasprintf("%s:%s", usual_dirs, id->path_env);
	scoped_free struct stat *seen = xcalloc(MOST_DIRS + 1, sizeof(*seen));
	const char *dirs[MOST_DIRS];
	char *rest = list;
	size_t n = 0;

	id->collected = true;
	for (char *dir; (dir = strsep(&rest, ":"));) {
		if (!is_new_dir(dir, seen, n))
			continue;
		dirs[n++] = dir;
		each_entry(id, dir, false);
	}
	for (size_t i = 0; id->known && i < n; i++)
		each_entry(id, dirs[i], true);
}

static int64_t change_time_ns(const struct stat *st)
{
	return (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec;
}

/* Below the system's directories, and not touched since the session began. */
static bool is_system_program(const struct identity *id, const char *path, const struct stat *st)
{
	static const char *const roots[] = {"/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt",
		"/nix/store", "/snap"};

	if (change_time_ns(st) >= id->start_ns || st->st_nlink > 1)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(roots); i++)
		if (path_is_below(path, roots[i]))
			return true;
	return false;
}

/* SHA-256 of what @path names, or of @fd through /proc.  0 or -errno. */
static int digest_file(const char *path, int fd, uint8_t *digest)
{
	char link[64];
	struct sha256_ctx sha;
	scoped_fd int in = -1;
	scoped_free uint8_t *bytes = NULL;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	in = open(fd < 0 ? path : link, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (in < 0)
		return -errno;
	sha256_init(&sha);
	bytes = xmalloc(READ_BYTES);
	while ((n = read(in, bytes, READ_BYTES)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		sha256_update(&sha, (size_t)n, bytes);
	}
	sha256_digest(&sha, SHA256_DIGEST_SIZE, digest);
	return 0;
}

static bool known_digest(struct known *k)
{
	if (!k->hashed) {
		k->unreadable = digest_file(k->path, -1, k->digest) < 0;
		k->hashed = true;
	}
	return !k->unreadable; /* what cannot be read cannot have been copied either */
}

/* What the file is a link or copy of, or NULL. */
static struct known *recognise(struct identity *id, const char *path, int fd, const struct stat *st)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	int hashed = 1; /* 1: not yet; 0: done; below: unreadable */

	for (struct known *k = id->known; k; k = k->next)
		if (!k->ambiguous && k->dev == st->st_dev && k->ino == st->st_ino)
			return k;
	for (struct known *k = id->known; k; k = k->next) {
		if (k->ambiguous || k->size != st->st_size || !known_digest(k))
			continue;
		if (hashed > 0)
			hashed = digest_file(path, fd, digest);
		if (hashed < 0 || memcmp(digest, k->digest, sizeof(digest)) == 0)
			return k;
	}
	return NULL;
}

const char *identity_alias(struct identity *id, const char *path, int fd)
{
	char key[128];
	struct known *k;
	struct stat st;
	char *name;

	if ((fd < 0 ? stat(path, &st) : fstatat(fd, "", &st, AT_EMPTY_PATH)) < 0 ||
		!S_ISREG(st.st_mode) || is_system_program(id, path, &st))
		return NULL;
	if (!id->collected)
		collect(id);
	if (!id->known)
		return NULL;
	/* The change time cannot be set back, so whoever writes to the file is noticed. */
	snprintf(key, sizeof(key), "%jx:%jx:%jx:%jx.%lx:%jx.%lx", (uintmax_t)st.st_dev,
		(uintmax_t)st.st_ino, (uintmax_t)st.st_size, (uintmax_t)st.st_mtim.tv_sec,
		(unsigned long)st.st_mtim.tv_nsec, (uintmax_t)st.st_ctim.tv_sec,
		(unsigned long)st.st_ctim.tv_nsec);
	name = map_get(&id->cache, key);
	if (!name) {
		k = recognise(id, path, fd, &st);
		name = k ? (char *)(uintptr_t)k->name : nobody;
		if (id->cache.count >= MOST_CACHED)
			map_release(&id->cache, NULL);
		/* One that was just written could be written again within the same tick. */
		if (clock_realtime_ns() - change_time_ns(&st) > SETTLED_NS)
			map_set(&id->cache, key, name);
	}
	return *name && strcmp(name, path_base(path)) != 0 ? name : NULL;
}
