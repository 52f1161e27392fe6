/*
 * tests/probes/probe.h - how a probe says what a call gave: one line, "STYLE ok" or "STYLE ERRNO".
 */
#ifndef TESTS_PROBES_PROBE_H
#define TESTS_PROBES_PROBE_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void say(const char *style, long result)
{
	if (result >= 0)
		printf("%s ok\n", style);
	else
		printf("%s %s\n", style, strerrorname_np(errno));
	fflush(stdout);
}

#endif
