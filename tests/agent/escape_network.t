# tests/agent/escape_network.t - packets that would go round the rules: source routes, routes, raw sockets.
## policy:
version: 1
name: escape-network
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
network_rules:
  - {name: loopback, cidrs: ["127.0.0.1/32", "::1/128"], decision: allow}
## END
## setup: cp "$FIXTURES/net_detours.py" .

#### no source route: by option, nor in control data
"$AGENTSH" -c 'python3 net_detours.py options rthdr control-options control-rthdr' 2>/dev/null
## STDOUT:
options EPERM
rthdr EPERM
control-options EPERM
control-rthdr EPERM
## END
## needs: python3

#### options of the same numbers, and other control data, work
"$AGENTSH" -c 'python3 net_detours.py keepidle broadcast control-tos' 2>/dev/null
## STDOUT:
keepidle ok
broadcast ok
control-tos ok
## END
## needs: python3

#### root does not change addresses and routes
"$AGENTSH" -c 'python3 net_detours.py netlink-sendto netlink-send netlink-write ioctl-address ioctl-route' 2>/dev/null
"$AGENTSH" -c 'python3 net_detours.py interfaces' 2>/dev/null
## STDOUT:
netlink-sendto EPERM
netlink-send EPERM
netlink-write EPERM
ioctl-address EPERM
ioctl-route EPERM
interfaces ok
## END
## needs: python3
