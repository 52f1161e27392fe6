# tests/agent/sockets.t - every style of connecting and sending is judged by where it goes.
## policy:
version: 1
name: sockets-test
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: no-new, paths: ["/**/open/denied"], operations: [create], decision: deny}
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
network_rules:
  - {name: closed, cidrs: ["127.0.0.2/32"], decision: deny}
  - {name: loopback, cidrs: ["127.0.0.0/8", "::1/128"], decision: allow}
unix_socket_rules:
  - {name: open, paths: ["/**/open/*", "@open*"], decision: allow}
connect_redirects:
  - {name: moved, match: "^192\\.0\\.2\\.9:", redirect_to: "127.0.0.1:7"}
  - {name: moved-to-a-socket, match: "^192\\.0\\.2\\.10:", redirect_to_unix: "/tmp/s"}
## END

#### connecting
python3 "$FIXTURES/with_listeners.py" '
for host in 127.0.0.1 127.0.0.2; do "$PROBES/connect" $host $PORT; done' 2>/dev/null
## STDOUT:
tcp ok
udp ok
tcp-shared-memory ok
nonblocking ok
tcp-mapped ok
udp-mapped ok
tcp-mapped-24-bytes ok
short EINVAL
long EINVAL
bad-pointer EFAULT
unspec ok
unknown-family EAFNOSUPPORT
tcp EACCES
udp EACCES
tcp-shared-memory EACCES
nonblocking EACCES
tcp-mapped EACCES
udp-mapped EACCES
tcp-mapped-24-bytes EACCES
short EINVAL
long EINVAL
bad-pointer EFAULT
unspec ok
unknown-family EAFNOSUPPORT
came to closed ones: 0 of 5
## END

#### datagrams
python3 "$FIXTURES/with_listeners.py" '
for host in 127.0.0.1 127.0.0.2; do "$PROBES/udp_send" $host $PORT; done' 2>/dev/null
## STDOUT:
sendto ok
sendmsg ok
sendmmsg ok
sendto-unspec ok
sendmsg-unspec ok
sendmmsg-unspec ok
sendto-mapped ok
sendmsg-mapped ok
sendmmsg-mapped ok
sendto-over-connected ok
sendto EACCES
sendmsg EACCES
sendmmsg EACCES
sendto-unspec EACCES
sendmsg-unspec EACCES
sendmmsg-unspec EACCES
sendto-mapped EACCES
sendmsg-mapped EACCES
sendmmsg-mapped EACCES
sendto-over-connected EACCES
came to closed ones: 0 of 5
## END

#### connecting by sending (TCP fast open)
python3 "$FIXTURES/with_listeners.py" '
for host in 127.0.0.1 127.0.0.2; do "$PROBES/fastopen" $host $PORT; done' 2>/dev/null
## STDOUT:
sendto ok
sendmsg ok
connect ok
sendto EACCES
sendmsg EACCES
connect EACCES
came to closed ones: 0 of 5
## END

#### "any" is loopback
python3 "$FIXTURES/with_listeners.py" '"$PROBES/connect" 0.0.0.0 $PORT | sed -n 1p'
## STDOUT:
tcp ok
came to closed ones: 0 of 5
## END

#### AF_UNIX by path, link, /proc/self/fd, relative path, and abstract
python3 "$FIXTURES/with_listeners.py" '
for name in open closed; do "$PROBES/unix_connect" "$PWD/$name/s"; "$PROBES/unix_connect" "@$name-$PORT"; done' 2>/dev/null
## STDOUT:
connect ok
sendto EPROTOTYPE
link ok
proc-fd ok
relative ok
connect ok
sendto ECONNREFUSED
connect EACCES
sendto EACCES
link EACCES
proc-fd EACCES
relative EACCES
connect EACCES
sendto EACCES
came to closed ones: 0 of 5
## END

#### binding makes a file, and is judged as that too
mkdir open other
"$AGENTSH" -c 'for name in open/new open/denied other/new @open-x @other-x; do "$PROBES/unix_bind" $name; done' 2>/dev/null
ls open other
## STDOUT:
unnamed ok
bind ok
name open/new
unnamed ok
bind EACCES
name 
unnamed ok
bind EACCES
name 
unnamed ok
bind ok
unnamed ok
bind EACCES
open:
new

other:
## END

#### kinds of sockets that nobody could judge cannot be made
"$AGENTSH" -c '"$PROBES/socket_kinds"' 2>/dev/null
## STDOUT:
tcp ok
udp ok
unix ok
route ok
uevent EPROTONOSUPPORT
raw EPERM
raw6 EPERM
packet EAFNOSUPPORT
sctp EPROTONOSUPPORT
sctp-seqpacket EPROTONOSUPPORT
vsock EAFNOSUPPORT
alg EAFNOSUPPORT
## END

#### a connect that is redirected goes where the policy says; what cannot be redirected is denied
"$AGENTSH" -c '"$PROBES/connect" 192.0.2.9 99 | sed -n "1p;4,5p"; "$PROBES/connect" 192.0.2.10 99 | sed -n 1p' 2>/dev/null
## STDOUT:
tcp ECONNREFUSED
nonblocking ECONNREFUSED
tcp-mapped ECONNREFUSED
tcp EACCES
## END

#### with threads about, connects, waits, datagrams and control data are as without
cp "$FIXTURES/net_threads.py" .
"$AGENTSH" -c 'python3 net_threads.py' > governed; python3 net_threads.py > free
diff governed free && wc -l < free
## STDOUT:
19
## END
## needs: python3

#### another thread that changes the address meanwhile changes nothing
python3 "$FIXTURES/with_listeners.py" '
for how in connect sendmsg sendmmsg stack; do "$PROBES/race_connect" $how 127.0.0.1 127.0.0.2 $PORT 500; done' 2>/dev/null
## STDOUT:
came to closed ones: 0 of 5
## END

#### nor in the paths of sockets
python3 "$FIXTURES/with_listeners.py" '
"$PROBES/race_unix" connect open/s closed/s 1000
for how in sendto sendmsg name copy; do "$PROBES/race_unix" $how "$PWD/open/dgm" "$PWD/closed/d" 1000; done
"$PROBES/race_unix" bind open/new open/denied 300' 2>/dev/null
test -e open/denied || echo not made
## STDOUT:
came to closed ones: 0 of 5
not made
## END

#### what holds the address meanwhile cannot be written or replaced
python3 "$FIXTURES/with_listeners.py" '"$PROBES/slots" "$PWD/open/s"' 2>/dev/null
## STDOUT:
connect ok
mprotect EACCES
pkey_mprotect EACCES
munmap EACCES
munmap around EACCES
mmap ENOMEM
mmap around ENOMEM
mremap away EFAULT
mremap over ENOMEM
remap_file_pages EACCES
hint EEXIST
shmat EACCES
shmctl EPERM
shmdt EINVAL
shmat over EINVAL
mem EIO
writev EPERM
read into EFAULT
connect ok
came to closed ones: 0 of 5
## END
