# tests/agent/network.t - where bytes may go, and which names exist.
## policy:
version: 1
name: net-test
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
network_rules:
  - {name: no-evil, domains: [evil.test, "*.evil.test"], decision: deny}
  - {name: closed-port, cidrs: ["127.0.0.2/32"], decision: deny}
  - {name: loopback, cidrs: ["127.0.0.0/8", "::1/128"], decision: allow}
  - {name: good, domains: [good.test, "*.good.test"], ports: [443], decision: allow}
dns_redirects:
  - {name: fixed, match: "^redirectme\\.test$", resolve_to: "127.0.0.9"}
## END
## setup: cp "$FIXTURES/net.py" .

#### TCP and UDP to a denied address: nothing arrives
python3 net.py denied 127.0.0.2
## STDOUT:
tcp Permission denied
tcp v4-mapped Permission denied
udp sendto Permission denied
udp connect Permission denied
udp sendmsg Permission denied
fast open Permission denied
received 0
## END

#### to an allowed one it does
python3 net.py allowed 127.0.0.1
## STDOUT:
tcp ok
tcp v4-mapped ok
udp sendto ok
udp connect ok
udp sendmsg ok
received 5
## END

#### names: denied, allowed, redirected, unknown
python3 net.py names evil.test a.b.evil.test EVIL.TEST. good.test x.good.test redirectme.test other.test
## STDOUT:
evil.test NXDOMAIN
a.b.evil.test NXDOMAIN
EVIL.TEST. NXDOMAIN
good.test 192.0.2.1
x.good.test 192.0.2.1
redirectme.test 127.0.0.9
other.test NXDOMAIN
asked upstream: good.test x.good.test
## END

#### raw and foreign socket families are refused
"$AGENTSH" -c 'python3 -c "
import errno, socket
for family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW), (38, socket.SOCK_SEQPACKET), (40, socket.SOCK_STREAM)):
    try: socket.socket(family, kind); print(\"made\", family)
    except OSError as e: print(errno.errorcode[e.errno] in (\"EPERM\", \"EACCES\", \"EAFNOSUPPORT\"))
"'
## STDOUT:
True
True
True
True
## END
