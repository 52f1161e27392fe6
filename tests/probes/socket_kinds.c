/*
 * tests/probes/socket_kinds.c - which kinds of socket can be made at all.
 */
#include "net.h"

#include <linux/netlink.h>

int main(void)
{
	static const struct {
		const char *style;
		int family, type, protocol;
	} kinds[] = {
		{"tcp", AF_INET, SOCK_STREAM, 0},
		{"udp", AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0},
		{"unix", AF_UNIX, SOCK_SEQPACKET, 0},
		{"route", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE},
		{"uevent", AF_NETLINK, SOCK_DGRAM, NETLINK_KOBJECT_UEVENT},
		{"raw", AF_INET, SOCK_RAW, IPPROTO_ICMP},
		{"raw6", AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW},
		{"packet", AF_PACKET, SOCK_DGRAM, 0},
		{"sctp", AF_INET, SOCK_STREAM, IPPROTO_SCTP},
		{"sctp-seqpacket", AF_INET, SOCK_SEQPACKET, 0},
		{"vsock", AF_VSOCK, SOCK_STREAM, 0},
		{"alg", AF_ALG, SOCK_SEQPACKET, 0},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		say(kinds[i].style, socket(kinds[i].family, kinds[i].type, kinds[i].protocol));
	return 0;
}
