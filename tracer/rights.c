/*
 * tracer/rights.c - capabilities that no program of a session has.
 */
#include "tracer/rights.h"

#include <errno.h>
#include <linux/capability.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"

static const unsigned dropped[] = {CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_MODULE, CAP_SYS_RAWIO,
	CAP_SYS_BOOT, CAP_SYS_TIME, CAP_MAC_ADMIN, CAP_MAC_OVERRIDE};

int rights_drop(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {{0}};
	uint32_t had = 0;

	if (syscall(SYS_capget, &head, data) < 0)
		return -errno;
	for (size_t i = 0; i < ARRAY_LEN(dropped); i++) {
		struct __user_cap_data_struct *d = &data[CAP_TO_INDEX(dropped[i])];
		uint32_t bit = CAP_TO_MASK(dropped[i]);

		had |= (d->permitted | d->inheritable) & bit;
		d->effective &= ~bit;
		d->permitted &= ~bit;
		d->inheritable &= ~bit;
		/* Else exec would give it back to root.  Not permitted: then root cannot have it either. */
		prctl(PR_CAPBSET_DROP, dropped[i], 0, 0, 0);
	}
	return had && syscall(SYS_capset, &head, data) < 0 ? -errno : 0;
}
