/*
 * tracer/probe.h - what this kernel's ptrace does otherwise, found by trying (GVISOR 3.1).
 */
#ifndef TRACER_PROBE_H
#define TRACER_PROBE_H

struct tracee;
struct tracer;

/*
 * The shell's first hypercall: let it run, and see from its stops in which order they come.  The call is
 * one that every kernel refuses with EINVAL; the shell gets 0.  The process_vm quirk is found at the first read.
 */
void probe_first_call(struct tracee *t);

#endif
