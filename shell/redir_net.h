/*
 * shell/redir_net.h - /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT (bash manual 3.6).
 */
#ifndef SHELL_REDIR_NET_H
#define SHELL_REDIR_NET_H

struct shell;

/* A connected socket, close-on-exec; -2 after printing why not. */
int redir_open_net(struct shell *sh, const char *path);

#endif
