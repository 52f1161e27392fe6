# tests/agent/limits.t - resource limits, time limits, and what happens when nothing can be enforced.

#### command_timeout ends the command with 124
printf 'version: 1\nname: t\ncommand_rules: [{name: all, commands: ["*"], decision: allow}]\nfile_rules: [{name: all, paths: ["/**"], decision: allow}]\nresource_limits: {command_timeout: 300ms}\n' > p.yaml
"$AGENTSH" --policy p.yaml -c 'sleep 100 & sleep 100; echo not reached'; echo $?
"$AGENTSH" --policy p.yaml -c 'while :; do :; done'; echo $?
"$AGENTSH" --policy p.yaml -c 'exit 3'; echo $?
## STDOUT:
124
124
3
## END
## stderr-has: timed out

#### max_memory_mb bounds a process
## asan: no
printf 'version: 1\nname: t\ncommand_rules: [{name: all, commands: ["*"], decision: allow}]\nfile_rules: [{name: all, paths: ["/**"], decision: allow}]\nresource_limits: {max_memory_mb: 256}\n' > p.yaml
"$AGENTSH" --policy p.yaml -c 'python3 -c "
try: b = bytearray(1 << 30); print(len(b))
except MemoryError: print(\"no\")"'
## STDOUT:
no
## END

#### where it cannot trace, nothing runs, and it says why
strace -f -o /dev/null -e trace=none "$AGENTSH" -c 'echo ran'; echo $?
## STDOUT:
126
## END
## stderr-has: agentsh:
## needs: strace

#### --unenforced runs, says so and is recorded
"$AGENTSH" --unenforced -c 'echo ran'
"$AGENTSH" audit --json | grep -c unenforced
## STDOUT:
ran
1
## END
## STDERR:
agentsh: running without enforcement: --unenforced
## END

#### on success not one byte of its own
"$AGENTSH" -c true > out 2> err; wc -c < out; wc -c < err
## STDOUT:
0
0
## END

#### closed standard descriptors
"$AGENTSH" -c 'exit 3' <&- >&- 2>&-; echo $?
"$AGENTSH" -c 'echo x' >&- 2>/dev/null; echo $?
## STDOUT:
3
1
## END

#### a state directory that cannot be written: one line, and nothing runs
mkdir ro; AGENTSH_STATE_DIR=/proc/nothing "$AGENTSH" -c 'echo ran' 2> err; echo $?; wc -l < err
## STDOUT:
126
1
## END

#### pids_max counts who lives, not who has lived
printf 'version: 1\nname: t\ncommand_rules: [{name: all, commands: ["*"], decision: allow}]\nfile_rules: [{name: all, paths: ["/**"], decision: allow}]\nresource_limits: {pids_max: 20}\n' > p.yaml
"$AGENTSH" --policy p.yaml -c 'for ((i = 0; i < 300; i++)); do echo $i | { read x; ((n += x)); } & done 2>/dev/null; wait; for ((i = 0; i < 200; i++)); do (:) || exit; echo $i | { read x; } || exit; done; echo $i'
## STDOUT:
200
## END
