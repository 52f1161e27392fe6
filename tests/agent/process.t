# tests/agent/process.t - no process leaves the tracer, and none reaches outside its session.
## setup: mkdir closed && echo secret > closed/s && printf '#!/bin/sh\nexit 0\n' > okk && printf '#!/bin/sh\nexit 42\n' > bad && chmod +x okk bad
## policy:
version: 1
name: process-test
command_rules:
  - name: no-bad
    commands: [bad]
    decision: deny
  - name: rest
    commands: ["*"]
    decision: allow
file_rules:
  - name: closed
    paths: ["${PROJECT_ROOT}/closed/**"]
    operations: ["*"]
    decision: deny
  - name: rest
    paths: ["/**"]
    operations: ["*"]
    decision: allow
## END

#### every kind of child is governed
"$AGENTSH" -c '"$PROBES/clone" closed/s' 2>/dev/null
## STDOUT:
fork EACCES
vfork EACCES
shared-vm EACCES
shared-all EACCES
no-signal EACCES
parent EACCES
untraced EPERM
newuser EPERM
clone3 ENOSYS
unshare EPERM
## END

#### nothing hides itself from the supervisor
"$AGENTSH" -c '"$PROBES/prctl" closed/s' 2>/dev/null
## STDOUT:
dumpable ok
ptracer ok
mm EPERM
personality-query ok
personality EPERM
core 0
ptrace EPERM
read EACCES
## END

#### a signal stays in the session
sleep 60 & outside=$!
"$AGENTSH" -c "\"\$PROBES/kill\" $outside" 2>/dev/null
kill -0 $outside && kill $outside
## STDOUT:
-- outside
kill EPERM
kill0 ok
tkill EPERM
tgkill EPERM
sigqueue EPERM
tgsigqueue EPERM
pidfd EPERM
F_SETOWN EPERM
F_SETOWN_EX EPERM
FIOSETOWN EPERM
-- child
kill ok
kill0 ok
tkill ok
tgkill ok
sigqueue ok
tgsigqueue ok
pidfd ok
F_SETOWN ok
F_SETOWN_EX ok
FIOSETOWN ok
zombie ok
gone ESRCH
## END

#### kill -1 and the shell's own group reach only the session
sleep 60 & outside=$!
"$AGENTSH" -c 'trap : TERM; sleep 60 & kill -TERM -1; wait; wait; echo waited' 2>/dev/null
"$AGENTSH" -c 'trap "echo told" TERM; sleep 60 & kill 0; wait; wait; echo went on' 2>/dev/null
kill -0 $outside && echo outsider lives; kill $outside
## STDOUT:
waited
told
went on
outsider lives
## END

#### the caller is out of reach
"$AGENTSH" -c 'kill -9 $PPID; echo $?' 2>/dev/null
## STDOUT:
1
## END

#### many execs against a thread that swaps the name
"$AGENTSH" -c '"$PROBES/race_exec" ./okk ./bad 300' 2>/dev/null
## STDOUT:
denied ran 0, allowed ran some
## END

#### every spelling of exec is judged
"$AGENTSH" -c '"$PROBES/execve" "$PWD/okk"; "$PROBES/execve" "$PWD/bad"' 2>/dev/null
## STDOUT:
execve ok
no-argv ok
fd ok
dirfd ok
proc-fd ok
dots ok
thread ok
spawn ok
execve EACCES
no-argv EACCES
fd EACCES
dirfd EACCES
proc-fd EACCES
dots EACCES
thread EACCES
spawn EACCES
## END

#### the supervisor does not bear the text of what it supervises
"$AGENTSH" -c 'n=$(pgrep -cf "mark[-]of-this-case"); echo $n; : mark-of-this-case' x
## STDOUT:
1
## END
## needs: pgrep
