/*
 * policy/spool.c - the events of one supervisor in a mapped file.
 *
 *   0                header
 *   4096             table of counted events: entries, from table_used none
 *   4096 + TABLE     ring; position p is at p % ring_bytes
 *
 * Positions only grow.  During the first lap the file grows with them, in steps.
 * A record is
 *
 *   mark u64 · len u32 · 0 u32 · sequence u64 · packed event, padded to 8
 *
 * and is there once `mark` says so, which depends on the position: what a former
 * lap left behind is no record.  `head` moves last.
 */
#include "policy/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/buf.h"
#include "lib/cleanup.h"
#include "policy/event.h"
#include "policy/event_pack.h"

enum {
	HEADER_BYTES = 4096,
	TABLE_BYTES = 64 << 10,
	RING_DEFAULT = 16 << 20,
	RING_LEAST = 128 << 10,
	RING_STEP = 128 << 10,
	SESSION_BYTES = 256,
};

#define MAGIC "agentsh1"
#define MARK_RECORD 0x5265636f72645f31u
#define MARK_SKIP 0x536b6970546f4530u

struct header {
	char magic[8];
	uint64_t id;
	uint64_t ring_bytes;
	int64_t pid;
	char session[SESSION_BYTES];
	/* Written by the owner … */
	_Atomic uint64_t head __attribute__((aligned(64)));
	_Atomic uint64_t allocated; /* of the ring */
	_Atomic uint64_t sequence;
	_Atomic uint64_t table_used;
	/* … and by who consumes. */
	_Atomic uint64_t tail __attribute__((aligned(64)));
};

struct record {
	_Atomic uint64_t mark;
	uint32_t len;
	uint32_t zero;
	uint64_t sequence;
};

struct entry {
	_Atomic uint64_t count;
	uint32_t len;
	uint32_t zero;
	uint64_t sequence;
};

struct spool {
	struct header *header;
	char *ring;
	_Atomic uint64_t allocated; /* of the ring, as checked against the file */
	size_t mapped;
	int fd;
	int dirfd;
	char *name;
};

static size_t align8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

static uint64_t mark_of(uint64_t kind, uint64_t pos)
{
	return kind ^ pos * 0x9e3779b97f4a7c15u;
}

static char *table_at(const struct spool *s, uint64_t place)
{
	return (char *)s->header + HEADER_BYTES + place;
}

static void free_spool(struct spool *s)
{
	if (s->header)
		munmap(s->header, s->mapped);
	if (s->fd >= 0)
		close(s->fd);
	if (s->dirfd >= 0)
		close(s->dirfd);
	free(s->name);
	free(s);
}

static int map(struct spool *s, uint64_t ring_bytes)
{
	void *p;

	s->mapped = HEADER_BYTES + TABLE_BYTES + ring_bytes;
	p = mmap(NULL, s->mapped, PROT_READ | PROT_WRITE, MAP_SHARED, s->fd, 0);
	if (p == MAP_FAILED)
		return -errno;
	/* Without it the first touch reads ahead 128 KB of zeros: 80 us. */
	madvise(p, s->mapped, MADV_RANDOM);
	s->header = p;
	s->ring = (char *)p + HEADER_BYTES + TABLE_BYTES;
	return 0;
}

/* Make the ring's first @bytes usable. */
static int allocate(struct spool *s, uint64_t bytes)
{
	uint64_t want = (bytes + RING_STEP - 1) / RING_STEP * RING_STEP;
	uint64_t start = s->allocated ? HEADER_BYTES + TABLE_BYTES + s->allocated : 0;
	int r;

	if (want > s->header->ring_bytes)
		want = s->header->ring_bytes;
	r = posix_fallocate(s->fd, (off_t)start,
		(off_t)(HEADER_BYTES + TABLE_BYTES + want - start));
	if (r)
		return -r;
	s->allocated = want;
	return 0;
}

/* A file name of the session's name: anything but letters, digits and "._-" is '_'. */
static char *file_name(const char *session)
{
	char *name = xasprintf("%.128s-%ld.spool", session, (long)getpid());

	for (char *p = name; *p; p++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.", *p))
			*p = '_';
	if (name[0] == '.')
		name[0] = '_';
	return name;
}

/* Create under a passing name, so that nobody takes the file for a dead one before it is locked. */
static int create_file(struct spool *s, const struct spool_options *o)
{
	scoped_free char *passing = NULL;
	int r;

	s->dirfd = open(o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->dirfd < 0)
		return -errno;
	s->name = file_name(o->session);
	passing = xasprintf("%s.new", s->name);
	unlinkat(s->dirfd, passing, 0);
	s->fd = openat(s->dirfd, passing, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->fd < 0)
		return -errno;
	if (flock(s->fd, LOCK_EX | LOCK_NB) < 0)
		return -errno;
	/* A spool of that name can only be one that a former process with our pid left. */
	r = renameat2(s->dirfd, passing, s->dirfd, s->name, RENAME_NOREPLACE);
	for (int i = 1; r < 0 && errno == EEXIST && i < 1000; i++) {
		char *other = xasprintf("%.*s.%d.spool", (int)(strlen(s->name) - 6), s->name, i);

		r = renameat2(s->dirfd, passing, s->dirfd, other, RENAME_NOREPLACE);
		if (r < 0) {
			free(other);
			continue;
		}
		free(s->name);
		s->name = other;
	}
	return r < 0 ? -errno : 0;
}

int spool_create(const struct spool_options *o, struct spool **ret)
{
	struct spool *s = xcalloc(1, sizeof(*s));
	uint64_t ring = o->ring_bytes ? o->ring_bytes : RING_DEFAULT;
	struct header *h;
	int r;

	s->fd = s->dirfd = -1;
	ring = ring < RING_LEAST ? RING_LEAST : align8(ring);
	r = create_file(s, o);
	if (r == 0)
		r = map(s, ring);
	if (r < 0)
		goto fail;
	/* The header is not there yet: allocate() asks it for the size. */
	r = posix_fallocate(s->fd, 0, HEADER_BYTES + TABLE_BYTES + RING_LEAST);
	if (r) {
		r = -r;
		goto fail;
	}
	s->allocated = RING_LEAST;
	h = s->header;
	h->ring_bytes = ring;
	h->pid = getpid();
	h->allocated = s->allocated;
	snprintf(h->session, sizeof(h->session), "%s", o->session);
	if (getrandom(&h->id, sizeof(h->id), 0) != sizeof(h->id)) {
		r = -EIO;
		goto fail;
	}
	memcpy(h->magic, MAGIC, sizeof(h->magic));
	*ret = s;
	return 0;
fail:
	if (s->fd >= 0 && s->name)
		unlinkat(s->dirfd, s->name, 0);
	free_spool(s);
	return r;
}

/* Is what the header says possible for a file of @size bytes? */
static bool header_ok(const struct header *h, uint64_t size)
{
	uint64_t fixed = HEADER_BYTES + TABLE_BYTES;

	return memcmp(h->magic, MAGIC, sizeof(h->magic)) == 0 && h->ring_bytes >= RING_LEAST &&
		h->ring_bytes <= (uint64_t)1 << 40 && h->ring_bytes % 8 == 0 &&
		h->table_used <= TABLE_BYTES && h->tail <= h->head &&
		h->head - h->tail <= h->ring_bytes && memchr(h->session, 0, SESSION_BYTES) &&
		(h->head < h->allocated ? h->head : h->allocated) <= size - fixed;
}

int spool_attach(int dirfd, const char *name, struct spool **ret, bool *ret_dead)
{
	struct spool *s = xcalloc(1, sizeof(*s));
	struct header h;
	struct stat st;
	int r;

	s->fd = openat(dirfd, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	s->dirfd = fcntl(dirfd, F_DUPFD_CLOEXEC, 0);
	s->name = xstrdup(name);
	r = s->fd < 0 || s->dirfd < 0 ? -errno : 0;
	if (r == 0) {
		*ret_dead = flock(s->fd, LOCK_EX | LOCK_NB) == 0;
		/* The size second: a living owner lets the file grow, then the head. */
		if (pread(s->fd, &h, sizeof(h), 0) != sizeof(h) || fstat(s->fd, &st) < 0 ||
			!S_ISREG(st.st_mode) || st.st_size < HEADER_BYTES + TABLE_BYTES ||
			!header_ok(&h, (uint64_t)st.st_size))
			r = -EBADMSG;
	}
	if (r == 0)
		r = map(s, h.ring_bytes);
	if (r < 0) {
		free_spool(s);
		return r;
	}
	s->allocated = (uint64_t)st.st_size - HEADER_BYTES - TABLE_BYTES;
	if (s->allocated > h.ring_bytes)
		s->allocated = h.ring_bytes;
	*ret = s;
	return 0;
}

void spool_close(struct spool *s)
{
	if (s)
		free_spool(s);
}

void spool_remove(struct spool *s)
{
	unlinkat(s->dirfd, s->name, 0);
	free_spool(s);
}

void spool_close_short(struct spool *s)
{
	struct header *h = s->header;
	uint64_t used = h->head < s->allocated ? h->head : s->allocated;

	/* Failing costs only room on the disk; a hole in the table would cost more time than it saves. */
	if (ftruncate(s->fd, (off_t)(HEADER_BYTES + TABLE_BYTES + used)) < 0)
		errno = 0;
	free_spool(s);
}

const char *spool_name(const struct spool *s)
{
	return s->name;
}

const char *spool_session(const struct spool *s)
{
	return s->header->session;
}

void spool_event_id(const struct spool *s, uint64_t sequence, char id[SPOOL_ID_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	uint64_t h = s->header->id;
	char *p = id;

	/* RFC 9562 5.8: 60 bits of the spool, 60 of the record; in order, as the index likes it. */
	for (int shift = 60; shift >= 4; shift -= 4) {
		if (shift == 28 || shift == 12)
			*p++ = '-';
		if (shift == 12)
			*p++ = '8';
		*p++ = hex[h >> shift & 15];
	}
	*p++ = '-';
	*p++ = '8';
	for (int shift = 56; shift >= 0; shift -= 4) {
		if (shift == 44)
			*p++ = '-';
		*p++ = hex[sequence >> shift & 15];
	}
	*p = '\0';
}

uint64_t spool_next_sequence(struct spool *s)
{
	/* Only the owner counts, under its lock. */
	uint64_t next = atomic_load_explicit(&s->header->sequence, memory_order_relaxed) + 1;

	atomic_store_explicit(&s->header->sequence, next, memory_order_relaxed);
	return next;
}

uint64_t spool_used(const struct spool *s)
{
	return s->header->head - atomic_load_explicit(&s->header->tail, memory_order_acquire);
}

uint64_t spool_capacity(const struct spool *s)
{
	return s->header->ring_bytes;
}

/*
 * Let the ring reach to @end, and the mark of a skip behind it.  A disk that is full ends
 * the ring where it is: *@skip goes to the start of the next lap.
 */
static int reach(struct spool *s, uint64_t at, uint64_t end, uint64_t *skip)
{
	struct header *h = s->header;
	int r;

	end = end + sizeof(uint64_t) < h->ring_bytes ? end + sizeof(uint64_t) : h->ring_bytes;
	if (end <= s->allocated)
		return 0;
	r = allocate(s, end);
	if (r == 0)
		h->allocated = s->allocated;
	else if (*skip == 0 && at + sizeof(uint64_t) <= s->allocated &&
		(r == -ENOSPC || r == -EDQUOT || r == -EFBIG))
		*skip = h->ring_bytes - at;
	else
		return r;
	return 0;
}

/* Room for @need bytes in one piece.  What is too short at the ring's end is skipped. */
static int reserve(struct spool *s, size_t need, uint64_t *ret_pos)
{
	struct header *h = s->header;
	uint64_t head = h->head;
	uint64_t tail = atomic_load_explicit(&h->tail, memory_order_acquire);
	uint64_t at = head % h->ring_bytes;
	uint64_t skip = h->ring_bytes - at < need ? h->ring_bytes - at : 0;
	int r = reach(s, at, skip ? h->ring_bytes : at + need, &skip);

	if (r < 0)
		return r;
	if (skip && need > s->allocated)
		return -ENOSPC;
	if (head + skip + need - tail > h->ring_bytes)
		return head == tail ? -ENOSPC : -EAGAIN;
	if (skip) {
		struct record *gap = (struct record *)(void *)(s->ring + at);

		atomic_store_explicit(&gap->mark, mark_of(MARK_SKIP, head), memory_order_release);
		atomic_store_explicit(&h->head, head + skip, memory_order_release);
	}
	*ret_pos = head + skip;
	return 0;
}

int spool_append(struct spool *s, const struct event *e, uint64_t sequence)
{
	size_t most = sizeof(struct record) + align8(event_packed_size(e));
	struct record *rec;
	uint64_t pos;
	size_t len;
	int r;

	if (most > s->header->ring_bytes / 2)
		return -EMSGSIZE;
	r = reserve(s, most, &pos);
	if (r < 0)
		return r;
	rec = (struct record *)(void *)(s->ring + pos % s->header->ring_bytes);
	len = event_pack(e, rec + 1);
	rec->len = (uint32_t)len;
	rec->zero = 0;
	rec->sequence = sequence;
	atomic_store_explicit(&rec->mark, mark_of(MARK_RECORD, pos), memory_order_release);
	atomic_store_explicit(&s->header->head, pos + sizeof(*rec) + align8(len),
		memory_order_release);
	return 0;
}

uint64_t spool_tail(const struct spool *s)
{
	return atomic_load_explicit(&s->header->tail, memory_order_acquire);
}

/* May the ring be read up to @end?  Behind the end of the file there is only SIGBUS. */
static bool is_readable(const struct spool *s, uint64_t end)
{
	struct stat st;

	if (end <= s->allocated)
		return true;
	/* A living owner lets the file grow. */
	return fstat(s->fd, &st) == 0 &&
		end + HEADER_BYTES + TABLE_BYTES <= (uint64_t)st.st_size;
}

int spool_read(const struct spool *s, uint64_t *pos, struct spool_record *ret)
{
	const struct header *h = s->header;
	uint64_t head = atomic_load_explicit(&h->head, memory_order_acquire);
	uint64_t at = *pos % h->ring_bytes;
	uint64_t room = h->ring_bytes - at;
	const struct record *rec;

	if (*pos >= head)
		return 0;
	if (!is_readable(s, at + sizeof(rec->mark)))
		return -EBADMSG;
	rec = (const struct record *)(const void *)(s->ring + at);
	if (atomic_load_explicit(&rec->mark, memory_order_acquire) == mark_of(MARK_SKIP, *pos)) {
		*pos += room;
		return *pos >= head ? 0 : spool_read(s, pos, ret);
	}
	if (rec->mark != mark_of(MARK_RECORD, *pos) || room < sizeof(*rec) ||
		!is_readable(s, at + sizeof(*rec)) || rec->len > room - sizeof(*rec) ||
		rec->len > head - *pos || !is_readable(s, at + sizeof(*rec) + rec->len))
		return -EBADMSG;
	*ret = (struct spool_record){.sequence = rec->sequence, .packed = rec + 1, .len = rec->len};
	*pos += sizeof(*rec) + align8(rec->len);
	return 1;
}

void spool_consume(struct spool *s, uint64_t pos)
{
	uint64_t before = s->header->tail;

	/* Two may consume the same; the position never goes back. */
	while (before < pos && !atomic_compare_exchange_weak(&s->header->tail, &before, pos))
		;
}

int spool_count_new(struct spool *s, const struct event *e, uint64_t sequence,
	uint32_t *ret_place)
{
	uint64_t used = s->header->table_used;
	size_t most = sizeof(struct entry) + align8(event_packed_size(e));
	struct entry *entry;

	if (most > TABLE_BYTES)
		return -EMSGSIZE;
	if (used + most > TABLE_BYTES)
		return -EAGAIN;
	entry = (struct entry *)(void *)table_at(s, used);
	entry->len = (uint32_t)event_pack(e, entry + 1);
	entry->zero = 0;
	entry->sequence = sequence;
	entry->count = 1;
	*ret_place = (uint32_t)used;
	atomic_store_explicit(&s->header->table_used, used + sizeof(*entry) + align8(entry->len),
		memory_order_release);
	return 0;
}

void spool_count_again(struct spool *s, uint32_t place)
{
	struct entry *entry = (struct entry *)(void *)table_at(s, place);

	/* Only the owner counts, under its lock. */
	atomic_store_explicit(&entry->count,
		atomic_load_explicit(&entry->count, memory_order_relaxed) + 1, memory_order_relaxed);
}

int spool_count_read(const struct spool *s, uint32_t *place, struct spool_record *ret,
	uint64_t *ret_count)
{
	uint64_t used = atomic_load_explicit(&s->header->table_used, memory_order_acquire);
	const struct entry *entry = (const struct entry *)(const void *)table_at(s, *place);

	if (*place >= used)
		return 0;
	if (used - *place < sizeof(*entry) || entry->len > used - *place - sizeof(*entry))
		return -EBADMSG;
	*ret = (struct spool_record){.sequence = entry->sequence, .packed = entry + 1,
		.len = entry->len};
	*ret_count = entry->count;
	*place += (uint32_t)(sizeof(*entry) + align8(entry->len));
	return 1;
}

void spool_count_clear(struct spool *s)
{
	atomic_store_explicit(&s->header->table_used, 0, memory_order_release);
}

bool spool_count_any(const struct spool *s)
{
	return s->header->table_used > 0;
}
