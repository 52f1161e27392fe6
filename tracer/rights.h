/*
 * tracer/rights.h - what root in a session does without.
 */
#ifndef TRACER_RIGHTS_H
#define TRACER_RIGHTS_H

/*
 * Take from this process, and from all that it will start, the capabilities behind calls that
 * the filter refuses, and those that steer packets past the rules: routes and addresses by
 * netlink, source routes, raw packets (ESCAPES 68).  Whoever has none of them loses nothing.
 * 0 or -errno.
 */
int rights_drop(void);

#endif
