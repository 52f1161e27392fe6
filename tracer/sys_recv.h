/*
 * tracer/sys_recv.h - answers of the DNS proxy look as if the server that was asked had sent them.
 */
#ifndef TRACER_SYS_RECV_H
#define TRACER_SYS_RECV_H

#include <stdbool.h>

struct tracee;

/*
 * This thread's call has been sent to the proxy: look at what it receives from now on, until it has its
 * answers.  @sent: the call itself carries a query (rather than being a connect).
 */
void dns_watch_start(struct tracee *t, bool sent);

#endif
