/*
 * lib/cleanup.h - release at the end of a block, and handing over instead.
 *
 * `scoped_free char *s = …;` frees s when its block ends; `return take(&s);`
 * hands it to the caller and leaves nothing to free.
 */
#ifndef LIB_CLEANUP_H
#define LIB_CLEANUP_H

#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_free_ptr(void *p)
{
	free(*(void **)p);
}

static inline void cleanup_close_fd(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

#define scoped_free __attribute__((cleanup(cleanup_free_ptr)))
#define scoped_fd __attribute__((cleanup(cleanup_close_fd)))

/* Hand over a scoped pointer: its value is returned, NULL stays behind. */
#define take(p)                                                                                    \
	({                                                                                         \
		__typeof__(*(p)) taken_ = *(p);                                                    \
		*(p) = NULL;                                                                       \
		taken_;                                                                            \
	})

/* The same for a scoped_fd; -1 stays behind. */
static inline int take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
