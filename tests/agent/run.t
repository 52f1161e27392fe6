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
