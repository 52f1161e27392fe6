# tests/agent/exec.t - a denied program does not run, whatever way it is asked for.
# `victim` stands for the denied program: it leaves a mark when it runs.
## setup: mkdir bin && printf '#!/bin/sh\necho ran >> "$MARK"\n' > bin/victim && chmod +x bin/victim && cp /usr/bin/id bin/denied-elf
## policy:
version: 1
name: exec-test
command_rules:
  - name: no-victim
    commands: [victim, denied-elf, sudo]
    decision: deny
    message: "{{.Command}} is not for you"
  - name: rest
    commands: ["*"]
    decision: allow
file_rules:
  - name: files
    paths: ["/**"]
    operations: ["*"]
    decision: allow
network_rules:
  - name: none
    domains: ["**"]
    decision: deny
## END

#### as typed: status 126 and one line
export MARK=$PWD/mark PATH=$PWD/bin:$PATH
"$AGENTSH" -c 'victim'; echo $?
[ ! -e mark ]
## STDOUT:
126
## END
## STDERR:
agentsh: denied: victim (rule no-victim): victim is not for you
## END

#### spelled in other ways
export MARK=$PWD/mark PATH=$PWD/bin:$PATH
for line in '\victim' 'v"ict"im' '$(echo victim)' '"$PWD"/bin/victim' 'x=victim; $x' 'eval victim' "\$'\\x76ictim'" \
	'bin/../bin/victim' 'command victim' 'exec victim' 'f() { victim; }; f' 'victim | cat' '(victim)' '! victim' \
	'{ victim; } 2>&1' 'cat <(victim)' 'trap victim EXIT' 'alias v=victim; shopt -s expand_aliases
v' 'hash -p "$PWD"/bin/victim ls; ls' 'VICTIM=1 victim' 'coproc victim; wait'; do
	"$AGENTSH" -c "$line" >/dev/null 2>&1 < /dev/null
	[ -e mark ] && { echo "ran: $line"; rm -f mark; }
done
echo end
## STDOUT:
end
## END

#### a denied name that is not installed is denied, not missing
"$AGENTSH" -c 'sudo-that-is-not-there'; echo $?
PATH=/nonexistent "$AGENTSH" -c 'sudo id'; echo $?
## STDOUT:
127
126
## END
## stderr-has: rule no-victim

#### through wrappers
export MARK=$PWD/mark PATH=$PWD/bin:$PATH
for line in 'env victim' 'env -i FOO=1 MARK="$MARK" '"$PWD"'/bin/victim' 'nice victim' 'nohup victim' 'timeout 5 victim' \
	'xargs victim < /dev/null' 'setsid -w victim' 'stdbuf -o0 victim' 'find . -maxdepth 0 -exec victim {} \;' \
	"bash -c 'true; victim'" "sh -c -- 'victim'" "bash -c 'exec victim'" 'perl -e "system(\"victim\")"' \
	'python3 -c "import subprocess; subprocess.run([\"victim\"])"' 'awk "BEGIN { system(\"victim\") }"' \
	'git -c alias.x="!victim" x' 'printf "x:\n\tvictim\n" > mk; make -s -f mk x'; do
	"$AGENTSH" -c "$line" >/dev/null 2>&1 < /dev/null
	[ -e mark ] && { echo "ran: $line"; rm -f mark; }
done
echo end
## STDOUT:
end
## END
## needs: perl python3 git make

#### a symlink to it
export MARK=$PWD/mark
ln -s "$PWD/bin/victim" other
"$AGENTSH" -c './other' >/dev/null 2>&1
[ ! -e mark ]
## STDOUT:
## END

#### a copy and a hard link of a denied binary
export PATH=$PWD/bin:$PATH
cp bin/denied-elf copy; ln bin/denied-elf hard
for x in ./copy ./hard; do "$AGENTSH" -c "$x -u" > out 2>/dev/null; cat out; done
python3 -c 'import os, subprocess, sys
for x in ("./copy", "./hard"): subprocess.run([os.environ["AGENTSH"], "-c", "python3 -c \"import os; os.execv(\\\"%s\\\", [\\\"ls\\\", \\\"-u\\\"])\"" % x], stderr=subprocess.DEVNULL)'
echo end
## STDOUT:
end
## END

#### execv with another argv[0]
export PATH=$PWD/bin:$PATH
"$AGENTSH" -c "python3 -c 'import os; os.execv(\"bin/denied-elf\", [\"x\", \"-u\"])'" 2>/dev/null
"$AGENTSH" -c "(exec -a ls bin/denied-elf -u)" 2>/dev/null
echo end
## STDOUT:
end
## END

#### through a descriptor
"$AGENTSH" -c 'python3 -c "
import os
fd = os.open(\"bin/denied-elf\", os.O_RDONLY)
os.set_inheritable(fd, True)
for path in (\"/proc/self/fd/%d\" % fd, \"/dev/fd/%d\" % fd):
    try: os.execv(path, [\"ls\", \"-u\"])
    except OSError: pass
try: os.execve(fd, [\"ls\", \"-u\"], {})
except OSError as e: print(e.strerror)
"'
## STDOUT:
Permission denied
## END
## stderr-has: denied

#### a script whose interpreter is denied
printf '#!%s/bin/denied-elf\n' "$PWD" > script; chmod +x script
"$AGENTSH" -c ./script 2>/dev/null
printf '#!/usr/bin/env denied-elf\n' > script2; chmod +x script2
PATH=$PWD/bin:$PATH "$AGENTSH" -c ./script2 2>/dev/null
echo end
## STDOUT:
end
## END

#### by the loader
for ld in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do
	[ -e $ld ] && "$AGENTSH" -c "$ld $PWD/bin/denied-elf -u" 2>/dev/null
done
echo end
## STDOUT:
end
## END

#### exec of what is missing is the kernel's ENOENT
"$AGENTSH" -c 'python3 -c "
import os
try: os.execv(\"/nonexistent\", [\"x\"])
except OSError as e: print(e.strerror)
"'
"$AGENTSH" -c 'no-such-command'; echo $?
## STDOUT:
No such file or directory
127
## END
## stderr-has: command not found

#### the denial is in the audit log
"$AGENTSH" -c 'sudo id' 2>/dev/null
"$AGENTSH" -c 'python3 -c "import os; os.execv(\"bin/denied-elf\", [\"x\"])"' >/dev/null 2>&1
"$AGENTSH" audit --decision deny --json | python3 -c '
import json, sys
rows = [json.loads(line) for line in sys.stdin]
print(sorted({(r["type"], r["policy"]["rule"]) for r in rows}))'
## STDOUT:
[('command_policy', 'no-victim'), ('ptrace_execve', 'no-victim')]
## END

#### args_patterns, as regex and as glob
"$AGENTSH" --policy p.yaml -c 'mkdir d; rm -rf d; echo $?; ls -d d; rm -d d; echo $?'
## setup: printf 'version: 1\nname: p\ncommand_rules:\n  - name: no-rf\n    commands: [rm]\n    args_patterns: ["*-rf*", "^--recursive"]\n    decision: deny\n  - name: rest\n    commands: ["*"]\n    decision: allow\nfile_rules:\n  - name: all\n    paths: ["/**"]\n    decision: allow\n' > p.yaml
## STDOUT:
126
d
0
## END
## stderr-has: no-rf

#### a redirected command runs the other one and says so
"$AGENTSH" --policy p.yaml -c 'id'
## setup: printf 'version: 1\nname: p\ncommand_rules:\n  - name: no-id\n    commands: [id]\n    decision: redirect\n    redirect_to: {command: echo, args: ["use the mirror"]}\n  - name: rest\n    commands: ["*"]\n    decision: allow\nfile_rules:\n  - name: all\n    paths: ["/**"]\n    decision: allow\n' > p.yaml
## STDOUT:
use the mirror
## END
## stderr-has: redirected

#### the end of a command is a row with its status
"$AGENTSH" -c '/bin/true; sh -c "exit 7"; sh -c "kill -9 \$\$"' 2>/dev/null
"$AGENTSH" audit --type command_finished --json | python3 -c '
import json, sys
print([json.loads(line)["fields"]["exit_code"] for line in sys.stdin])'
## STDOUT:
[0, 7, 137]
## END
