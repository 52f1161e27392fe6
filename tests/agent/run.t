# tests/agent/run.t - any program under a supervisor, and whether a harness will use agentsh.

#### run starts a program governed, with our shells first in PATH
make -s -C "$SRC" B="$(dirname "$AGENTSH")" DESTDIR="$PWD/inst" PREFIX=/usr install > /dev/null
"$PWD/inst/usr/bin/agentsh" run -- sh -c 'bash -c "case \$BASH in */lib/agentsh/bin/bash) echo ours; esac"; grep -c "^TracerPid:.*[1-9]" /proc/self/status'
## STDOUT:
ours
1
## END

#### its status is the program's
"$AGENTSH" run -- sh -c 'exit 5'; echo $?
"$AGENTSH" run -- no-such-program 2>/dev/null; echo $?
"$AGENTSH" run 2>/dev/null; echo $?
## STDOUT:
5
127
2
## END

#### doctor goes through the steps of the harness
ln -s "$AGENTSH" bash; export PATH=/usr/bin:/bin
SHELL=$AGENTSH "$AGENTSH" doctor --harness claude > out; echo $?; grep -c 'passed over' out
SHELL=$PWD/bash "$AGENTSH" doctor --harness claude > out; echo $?; grep -c ': agentsh' out
PATH=$PWD:$PATH "$AGENTSH" doctor --harness gemini > /dev/null; echo $?
"$AGENTSH" doctor --harness nobody 2>/dev/null; echo $?
"$AGENTSH" -c '"$AGENTSH" doctor --harness goose' > /dev/null; echo $?
## STDOUT:
1
1
0
1
0
2
0
## END

#### doctor knows prefixes, copies and the names that harnesses want
ln -s "$AGENTSH" bash; ln -s "$AGENTSH" other; cp "$AGENTSH" copy-of-bash; export PATH=/usr/bin:/bin SHELL=/bin/dash
d() { "$AGENTSH" doctor --harness "$1" > /dev/null; echo "$1 $?"; }
CLAUDE_CODE_SHELL_PREFIX="$PWD/bash -c" d claude; CLAUDE_CODE_SHELL_PREFIX="$PWD/bash -c" d claude-hooks; d claude-hooks
CLAUDE_CODE_SHELL=$PWD/no-bash d claude; SHELL=$PWD/copy-of-bash d cursor
SHELL=$PWD/other d cline; SHELL=$PWD/bash d cline; SHELL=$PWD/other d opencode; COPILOT_BASH_PATH=$PWD/bash d copilot; PATH=$PWD:$PATH d hermes
## STDOUT:
claude 0
claude-hooks 0
claude-hooks 1
claude 1
cursor 0
cline 1
cline 0
opencode 0
copilot 0
hermes 0
## END
