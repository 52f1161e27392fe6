/*
 * tracer/control.h - hypercalls: what a tracee says to its supervisor (lib/hypercall.h).
 *
 * Nothing in them is believed but as words of that tracee: who it is, when it was and what it
 * may say comes from our own records.
 */
#ifndef TRACER_CONTROL_H
#define TRACER_CONTROL_H

#include "tracer/tracee.h"

/* prctl(HYPERCALL_PRCTL, op, ptr, len): t->arg is loaded. */
enum sys_action control_hypercall(struct tracee *t);

#endif
