# tests/agent/files.t - denied files are neither read nor changed, and errors are the kernel's.
## setup: mkdir open closed && echo secret > closed/s && echo plain > open/p && echo keep > readonly
## policy:
version: 1
name: files-test
command_rules:
  - name: all
    commands: ["*"]
    decision: allow
file_rules:
  - name: closed
    paths: ["${PROJECT_ROOT}/closed/**"]
    operations: ["*"]
    decision: deny
  - name: readonly
    paths: ["${PROJECT_ROOT}/readonly"]
    operations: [write, create, delete, rename, chmod, chown, link, truncate]
    decision: deny
  - name: moved
    paths: ["${PROJECT_ROOT}/from/**"]
    operations: [write, create, open]
    decision: redirect
    redirect_to: "${PROJECT_ROOT}/to"
  - name: rest
    paths: ["/**"]
    operations: ["*"]
    decision: allow
## END

#### reads
for line in 'cat closed/s' 'cat ./closed/../closed//s' 'cd closed; cat s' 'cat < closed/s' 'read x < closed/s; echo "$x"' \
	'. closed/s' 'python3 -c "print(open(\"closed/s\").read())"' 'cp closed/s open/c; cat open/c' 'ln closed/s open/l; cat open/l' \
	'ln -s ../closed/s open/y; cat open/y' 'mv closed/s open/m; cat open/m' 'mv closed open/d; cat open/d/s' \
	'cat "$(pwd -P)"/closed/s' 'cat /proc/self/cwd/closed/s' 'cat /proc/$$/cwd/closed/s' 'cd open; cat ../closed/s' \
	'tar cf - closed 2>/dev/null | tar xOf - closed/s' 'mapfile -t a < closed/s; echo "${a[0]}"' 'exec 9< closed/s; cat <&9' \
	'echo "$(< closed/s)"' 'cat /proc/self/root"$(pwd -P)"/closed/s'; do
	"$AGENTSH" -c "$line" 2>/dev/null < /dev/null | grep -a secret && echo "read: $line"
done
cat closed/s
## STDOUT:
secret
## END

#### a link, then dot-dot: judged as the kernel walks
mkdir -p deep/er; ln -s deep/er way; mkdir deep/closed; echo fine > deep/closed/s
"$AGENTSH" -c 'cat way/../closed/s'
ln -s "$PWD/closed" elsewhere; mkdir closed/sub; ln -s closed/sub sub
"$AGENTSH" -c 'cat sub/../s'; echo $?
## STDOUT:
fine
1
## END
## stderr-has: Permission denied

#### writes
for line in 'echo x > readonly' 'echo x >> readonly' ': > readonly' 'truncate -s 0 readonly' 'rm -f readonly' 'mv readonly r2' \
	'mv open/p readonly' 'cp open/p readonly' 'sed -i s/keep/lost/ readonly' 'dd if=/dev/zero of=readonly count=1' \
	'python3 -c "import os; os.truncate(\"readonly\", 0)"' 'python3 -c "open(\"readonly\", \"r+\").write(\"x\")"' \
	'python3 -c "import os; d = os.open(\".\", os.O_RDONLY); os.open(\"readonly\", os.O_WRONLY | os.O_TRUNC, dir_fd=d)"' \
	'python3 -c "import os; f = os.open(\"readonly\", os.O_RDONLY); open(\"/proc/self/fd/%d\" % f, \"w\")"' \
	'ln readonly open/h && echo x > open/h' 'exec 3<>readonly; echo x >&3' 'chmod 777 readonly' 'tee readonly < open/p'; do
	"$AGENTSH" -c "$line" >/dev/null 2>&1 < /dev/null
	[ "$(cat readonly 2>/dev/null)" = keep ] || { echo "changed: $line"; echo keep > readonly; }
done
stat -c %a readonly
## STDOUT:
644
## END

#### nothing is made in a closed directory
for line in 'echo x > closed/n' 'mkdir closed/n' 'mkfifo closed/n' 'ln -s x closed/n' 'ln open/p closed/n' 'mv open/p closed/n' 'cp open/p closed/n' \
	'cd closed && echo x > n' 'python3 -c "import socket; socket.socket(socket.AF_UNIX).bind(\"closed/n\")"' 'touch closed/n'; do
	"$AGENTSH" -c "$line" >/dev/null 2>&1 < /dev/null
	[ -e closed/n ] || [ -L closed/n ] && { echo "made: $line"; rm -rf closed/n; }
done
ls open
## STDOUT:
p
## END

#### errors are the kernel's own
"$AGENTSH" -c 'python3 -c "
import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
def call(*a):
    r = libc.syscall(*a)
    return errno.errorcode[ctypes.get_errno()] if r < 0 else \"ok\"
AT = -100
print(call(257, AT, ctypes.c_void_p(1), 0, 0))          # openat, bad pointer
print(call(257, AT, b\"missing\", 0, 0))
print(call(257, AT, b\"open/p/x\", 0, 0))
print(call(257, AT, b\"\", 0, 0))
print(call(257, AT, b\"x\" * 300, 0, 0))
print(call(257, AT, b\"open/\" * 900, 0, 0))
print(call(257, 999, b\"x\", 0, 0))
os.symlink(\"loop\", \"loop\")
print(call(257, AT, b\"loop\", 0, 0))
print(call(257, AT, b\"closed/s\", 0, 0))
print(call(257, AT, b\"closed/missing\", 0, 0))
print(call(263, AT, b\"open\", 0))                       # unlinkat of a directory
print(call(84, b\"open\"))                               # rmdir of one that is not empty
"' 2>/dev/null
## STDOUT:
EFAULT
ENOENT
ENOTDIR
ENOENT
ENAMETOOLONG
ENAMETOOLONG
EBADF
ELOOP
EACCES
EACCES
EISDIR
ENOTEMPTY
## END

#### redirected files land in the other directory
mkdir from to
"$AGENTSH" -c 'echo x > from/a; cat from/a'
ls from to; cat to/a
## STDOUT:
x
from:

to:
a
x
## END

#### processes outside are closed: environ, mem, fd
for f in /proc/1/environ /proc/1/mem /proc/1/maps "/proc/$$/environ" "/proc/$$/fd/0"; do
	"$AGENTSH" -c "cat $f" >/dev/null 2>&1 < /dev/null && echo "read $f"
done
"$AGENTSH" -c 'cat /proc/self/environ > /dev/null && cat /proc/$$/environ > /dev/null && echo own'
## STDOUT:
own
## END
## root:

#### the supervisor's state is out of reach
"$AGENTSH" -c true
for line in 'ls "$AGENTSH_STATE_DIR"' 'cat "$AGENTSH_STATE_DIR"/events.db' 'rm -rf "$AGENTSH_STATE_DIR"' 'mv "$AGENTSH_STATE_DIR" elsewhere' \
	'echo x > "$AGENTSH_POLICY"' 'rm -f "$AGENTSH_POLICY"' 'mv "$AGENTSH_POLICY" elsewhere' 'mv "$(dirname "$AGENTSH_POLICY")" elsewhere' \
	'ln "$AGENTSH_POLICY" open/h && echo x > open/h'; do
	before=$(cksum < "$AGENTSH_POLICY")
	"$AGENTSH" -c "$line" >/dev/null 2>&1 < /dev/null && echo "went through: $line"
	[ "$before" = "$(cksum < "$AGENTSH_POLICY")" ] || echo "changed: $line"
	[ -d "$AGENTSH_STATE_DIR" ] || echo "gone: $line"
done
"$AGENTSH" audit verify > /dev/null && echo verified
## STDOUT:
verified
## END
