# tests/agent/works.t - under the tracer, real programs behave as without it.
## policy:
version: 1
name: works
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
network_rules:
  - {name: loopback, cidrs: ["127.0.0.0/8", "::1/128"], decision: allow}
## END

#### git
"$AGENTSH" -c 'git init -q r && cd r && echo hi > f && git add f && git -c user.name=a -c user.email=a@b commit -qm x && git log --oneline | wc -l'
## STDOUT:
1
## END
## needs: git

#### make -j2 of a small C project
for i in 1 2 3 4; do echo "int f$i(void) { return $i; }" > f$i.c; done
printf 'all: f1.o f2.o f3.o f4.o\n\tar rc lib.a $^\n' > Makefile
"$AGENTSH" -c 'make -s -j2 && ar t lib.a'
## STDOUT:
f1.o
f2.o
f3.o
f4.o
## END
## needs: make gcc

#### python: threads, subprocess, multiprocessing, sockets
cat > t.py <<'P'
import concurrent.futures, multiprocessing, socket, subprocess, threading
def square(x): return x * x
if __name__ == "__main__":
    server = socket.create_server(("127.0.0.1", 0))
    def serve():
        peer, _ = server.accept()
        peer.sendall(peer.recv(10)[::-1])
        peer.close()
    t = threading.Thread(target=serve); t.start()
    c = socket.create_connection(server.getsockname()); c.sendall(b"abc"); print(c.recv(10)); t.join()
    with multiprocessing.Pool(2) as pool: print(pool.map(square, range(5)))
    with concurrent.futures.ThreadPoolExecutor(4) as ex:
        print(sorted(ex.map(lambda i: int(subprocess.check_output(["echo", str(i)])), range(8))))
P
"$AGENTSH" -c 'python3 t.py'
## STDOUT:
b'cba'
[0, 1, 4, 9, 16]
[0, 1, 2, 3, 4, 5, 6, 7]
## END
## needs: python3

#### tar, find, sort, awk, perl
mkdir d; for i in 1 2 3; do echo $i > d/$i; done
"$AGENTSH" -c 'tar cf - d | tar tf - | sort | wc -l; find d -type f | sort -r | awk -F/ "{print \$2}"; perl -e "print 6*7, qq(\n)"'
## STDOUT:
4
3
2
1
42
## END
## needs: perl

#### a background process outlives the shell, and the caller's pipe closes with it
"$AGENTSH" -c 'sh -c "while [ ! -e go ]; do sleep 0.01; done; echo late > done" > /dev/null 2>&1 & echo started'
touch go; until [ -s done ]; do sleep 0.01; done; cat done
## STDOUT:
started
late
## END

#### $PPID is the caller
"$AGENTSH" -c 'echo $PPID' | grep -qx $$ || "$AGENTSH" -c 'echo $PPID' > p; [ ! -e p ] || [ "$(cat p)" = $$ ] && echo same
## STDOUT:
same
## END

#### exit status, and death by a signal
"$AGENTSH" -c 'exit 7'; echo $?
"$AGENTSH" -c 'kill -9 $$'; echo $?
"$AGENTSH" -c 'kill -TERM $$'; echo $?
python3 -c 'import os, subprocess; print(subprocess.run([os.environ["AGENTSH"], "-c", "kill -9 $$"]).returncode)'
## STDOUT:
7
137
143
-9
## END

#### stopped and continued by the caller
python3 - <<'P'
import os, signal, subprocess
p = subprocess.Popen([os.environ["AGENTSH"], "-c", "exec sleep 0.3"])
os.kill(p.pid, signal.SIGSTOP)
pid, st = os.waitpid(p.pid, os.WUNTRACED)
print(os.WIFSTOPPED(st))
os.kill(p.pid, signal.SIGCONT)
pid, st = os.waitpid(p.pid, os.WCONTINUED)
print(os.WIFCONTINUED(st))
print(p.wait())
P
## STDOUT:
True
True
0
## END

#### bytes pass unchanged
head -c 1048576 /dev/urandom > in
"$AGENTSH" -c cat < in > out; cmp in out && echo same
## STDOUT:
same
## END

#### a prompt without newline is there at once
python3 - <<'P'
import os, subprocess
p = subprocess.Popen([os.environ["AGENTSH"], "-c", "printf '>> '; read x; echo got $x"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.stdout.read(3))
p.stdin.write(b"a\n"); p.stdin.close()
print(p.stdout.read()); p.wait()
P
## STDOUT:
b'>> '
b'got a\n'
## END

#### stdout and stderr that are one file keep their order
"$AGENTSH" -c 'for i in 1 2 3; do echo o$i; echo e$i >&2; done' > f 2>&1; cat f
## STDOUT:
o1
e1
o2
e2
o3
e3
## END

#### a caller that closes its pipe ends the writer
"$AGENTSH" -c 'yes' | head -1
## STDOUT:
y
## END

#### group kill leaves nothing
python3 - <<'P'
import os, signal, subprocess, time
p = subprocess.Popen([os.environ["AGENTSH"], "-c", "sleep 100 & echo $!; sleep 100"], stdout=subprocess.PIPE, start_new_session=True)
child = int(p.stdout.readline())
os.killpg(p.pid, signal.SIGKILL)
print(p.wait())
while os.path.exists("/proc/%d" % child) and open("/proc/%d/stat" % child).read().split()[2] != "Z": time.sleep(0.01)
print("gone")
P
## STDOUT:
-9
gone
## END

#### a nested agentsh joins the outer one
"$AGENTSH" -c '"$AGENTSH" -c "echo in; grep -c . /proc/self/status >/dev/null; exit 3"; echo $?'
## STDOUT:
in
3
## END

#### a prompt that is a word is there too, and a key in two writes is not
python3 - <<'P'
import os, subprocess
agentsh = os.environ["AGENTSH"]
p = subprocess.Popen([agentsh, "-c", "printf 'Name'; read x; echo got $x"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.stdout.read(4))
p.stdin.write(b"a\n"); p.stdin.close()
print(p.stdout.read()); p.wait()
p = subprocess.Popen([agentsh, "-c", "printf 'k ghp_abcdefghij'; read x; echo 0123456789klmnopqrstuvwxyz"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.stdout.read(2))
p.stdin.write(b"a\n"); p.stdin.close()
print(p.stdout.read()); p.wait()
P
## STDOUT:
b'Name'
b'got a\n'
b'k '
b'[REDACTED:github_token]\n'
## END

#### from a directory that was removed, what is above it can be reached
cat > gone.sh << 'EOF'
mkdir -p gone/here kept; echo text > kept/f; cd gone/here
rm -r ../../gone; echo $?
cat ../../kept/f; mkdir ../../new && rmdir ../../new && echo made
ls -d ..; echo x > x; echo $?
EOF
cp -r . ../free; (cd ../free && bash gone.sh > ../free.out 2>&1); "$AGENTSH" gone.sh > ../governed.out 2>&1
diff ../free.out ../governed.out && wc -l < ../governed.out
## STDOUT:
6
## END

#### lists of processes say nothing of what they may not have
"$AGENTSH" -c 'ps aux > /dev/null && ps -ef > /dev/null && cat /proc/1/environ > /dev/null 2>&1 || echo closed'
"$AGENTSH" audit --json --decision deny | grep -q /proc/1/environ && echo recorded
"$AGENTSH" -c 'echo x > /proc/1/environ' 2>&1 | grep -c 'agentsh: denied: '
## STDOUT:
closed
recorded
1
## END
## STDERR:
## END
## needs: ps

#### the kernel's audit is not there, and who asks for it (sudo, useradd) goes on without a word
cat > audit.py <<'END'
import errno, socket
try:
	socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 9)
except OSError as e:
	print(errno.errorcode[e.errno])
END
"$AGENTSH" -c 'python3 audit.py'
"$AGENTSH" audit --json --decision deny | grep -c 'netlink protocol 9'
## STDOUT:
EPROTONOSUPPORT
1
## END
## STDERR:
## END

#### what ps and top try of every process is denied, but no reason to speak up
printf "version: 1\nname: p\nfile_rules:\n  - {name: secrets, paths: [\"/proc/*/environ\", \"/proc/*/mem\"], decision: deny}\n  - {name: all, paths: [\"**\"], decision: allow}\ncommand_rules: [{name: all, commands: [\"*\"], decision: allow}]\n" > p.yaml
"$AGENTSH" --policy ./p.yaml -c 'sleep 5 & for f in environ mem; do head -c 1 /proc/$!/$f; done; kill $!' 2>&1 | sed 's/[0-9][0-9]*/N/g; s/.*\(Permission\)/\1/; s/: The.*//'
## STDOUT:
Permission denied
agentsh: denied: open /proc/N/mem (rule secrets)
Permission denied
## END
