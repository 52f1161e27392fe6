# tests/agent/dns.t - resolvers of every style get the proxy's answers, and think they come from their server.
## policy:
version: 1
name: dns-test
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
network_rules:
  - {name: no-evil, domains: [evil.test], decision: deny}
  - {name: good, domains: ["*.good.test"], ports: [443, 9], decision: allow}
  - {name: no-loopback, cidrs: ["127.0.0.3/32"], decision: deny}
dns_redirects:
  - {name: fixed, match: "^fixed\\.test$", resolve_to: "127.0.0.9"}
## END

#### one unconnected socket whose answers must come from the server (musl)
python3 "$FIXTURES/with_dns.py" '"$PROBES/dns_musl_style" 192.0.2.53 a.good.test evil.test fixed.test other.test'
## STDOUT:
a.good.test NOERROR 192.0.2.1
evil.test NXDOMAIN
fixed.test NOERROR 127.0.0.9
other.test NXDOMAIN
asked upstream: a.good.test
## END

#### one connected socket for many questions (c-ares)
python3 "$FIXTURES/with_dns.py" '"$PROBES/dns_cares_style" 192.0.2.53 a.good.test b.good.test evil.test c.good.test'
## STDOUT:
a.good.test NOERROR 192.0.2.1
b.good.test NOERROR 192.0.2.1
evil.test NXDOMAIN
c.good.test NOERROR 192.0.2.1
asked upstream: a.good.test b.good.test c.good.test
## END

#### two questions by one sendmmsg (glibc)
python3 "$FIXTURES/with_dns.py" '"$PROBES/dns_glibc_style" 192.0.2.53 a.good.test'
## STDOUT:
a.good.test NOERROR 192.0.2.1
a.good.test NOERROR 192.0.2.1
asked upstream: a.good.test
## END

#### by TCP, several at once and cut
python3 "$FIXTURES/with_dns.py" '"$PROBES/dns_tcp" 192.0.2.53 evil.test evil.test fixed.test'
## STDOUT:
evil.test NXDOMAIN
evil.test NXDOMAIN
fixed.test NOERROR 127.0.0.9
asked upstream:
## END

#### nameservers by IPv6 and by v4-mapped addresses
python3 "$FIXTURES/with_dns.py" '
"$PROBES/dns_musl_style" 2001:db8::53 evil.test a.good.test
"$PROBES/dns_cares_style" ::ffff:192.0.2.53 evil.test a.good.test
"$PROBES/dns_tcp" ::ffff:192.0.2.53 evil.test
"$PROBES/dns_tcp" 2001:db8::53 a.good.test'
## STDOUT:
evil.test NXDOMAIN
a.good.test NOERROR 192.0.2.1
evil.test NXDOMAIN
a.good.test NOERROR 192.0.2.1
evil.test NXDOMAIN
a.good.test NOERROR 192.0.2.1
asked upstream: a.good.test
## END

#### the local stub resolver is a resolver like any other
python3 "$FIXTURES/with_dns.py" '"$PROBES/dns_musl_style" 127.0.0.53 evil.test'
## STDOUT:
evil.test NXDOMAIN
asked upstream:
## END

#### a name that is allowed opens the ports of its rule at its address, and no others
python3 "$FIXTURES/with_dns.py" '
"$PROBES/connect" 127.0.0.8 9 | sed -n 1p
"$PROBES/dns_musl_style" 192.0.2.53 a.good.test
"$PROBES/connect" 127.0.0.8 9 | sed -n 1p
"$PROBES/connect" 127.0.0.8 10 | sed -n 1p' a.good.test=127.0.0.8
## STDOUT:
tcp EACCES
a.good.test NOERROR 127.0.0.8
tcp ECONNREFUSED
tcp EACCES
asked upstream: a.good.test
## END

#### an address that is denied stays so under an allowed name (rebinding)
python3 "$FIXTURES/with_dns.py" '
"$PROBES/dns_musl_style" 192.0.2.53 b.good.test
"$PROBES/connect" 127.0.0.3 9 | sed -n 1p' b.good.test=127.0.0.3
## STDOUT:
b.good.test NOERROR 127.0.0.3
tcp EACCES
asked upstream: b.good.test
## END

#### another port than 53 is judged as any other
"$AGENTSH" -c '"$PROBES/connect" 192.0.2.53 5353 | sed -n 1,2p; "$PROBES/connect" 192.0.2.53 853 | sed -n 1,2p' 2>/dev/null
## STDOUT:
tcp EACCES
udp EACCES
tcp EACCES
udp EACCES
## END
