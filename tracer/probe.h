/*
 * tracer/probe.h - what this kernel's ptrace does otherwise, found by trying (GVISOR 3.1).
 */
#ifndef TRACER_PROBE_H
#define TRACER_PROBE_H

struct tracee;
struct tracer;

/*
 * The shell's first hypercall: let it run, and see in which order its stops come.  The call is one
 * that every kernel refuses with EINVAL; the shell gets 0.  (That process_vm_readv is missing is
 * found by tracer/memory.c at the first read.)
 */
void probe_first_call(struct tracee *t);

#endif
