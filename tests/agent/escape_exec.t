# tests/agent/escape_exec.t - a denied program by other names: no name at all, or the loader's.
## setup: cp "$FIXTURES/exec_names.py" .
## policy:
version: 1
name: escape-exec
command_rules:
  - {name: no-base64, commands: [base64], decision: deny}
  - {name: rest, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
## END

#### a copy in memory, a copy that was unlinked, one opened by O_PATH
"$AGENTSH" -c 'python3 exec_names.py base64 memfd proc-fd deleted o-path' 2>/dev/null
## STDOUT:
memfd EACCES
proc-fd EACCES
deleted EACCES
o-path EACCES
## END
## needs: python3

#### the dynamic loader, with an argv[0] of its own, and as a copy
"$AGENTSH" -c 'python3 exec_names.py base64 loader loader-argv0 loader-copy' 2>/dev/null
## STDOUT:
loader EACCES
loader-argv0 EACCES
loader-copy EACCES
## END
## needs: python3

#### a script in memory, whose interpreter is denied
"$AGENTSH" -c 'python3 exec_names.py base64 script' 2>/dev/null | grep -c ' ran'
## status: 1
## STDOUT:
0
## END
## needs: python3

#### all of them run what is allowed
"$AGENTSH" -c 'python3 exec_names.py basename memfd proc-fd deleted o-path loader loader-argv0 loader-copy script' 2>/dev/null
## STDOUT:
memfd ran
proc-fd ran
deleted ran
o-path ran
loader ran
loader-argv0 ran
loader-copy ran
script ran
## END
## needs: python3
