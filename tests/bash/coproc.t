# tests/bash/coproc.t - coprocesses.

#### talk to it
coproc cat; echo hi >&${COPROC[1]}; read x <&${COPROC[0]}; echo $x
## STDOUT:
hi
## END

#### a name
coproc NAME { while read x; do echo "<$x>"; done; }; echo a >&${NAME[1]}; read y <&${NAME[0]}; echo $y
## STDOUT:
<a>
## END

#### its process id
coproc { read x; exit 3; }; p=$COPROC_PID; [ $p = $! ] && echo same; echo >&${COPROC[1]}; wait $p; echo $?
## STDOUT:
same
3
## END

#### the descriptors are high
coproc cat; echo ${COPROC[@]}
## STDOUT:
63 60
## END

#### closing ends it
coproc cat; p=$COPROC_PID; eval "exec ${COPROC[1]}>&-"; wait $p; echo $?
## STDOUT:
0
## END

#### its variables end with it
coproc { exit 0; }; wait; echo ${COPROC[@]-gone} ${COPROC_PID-gone}
## STDOUT:
gone gone
## END

#### a simple command
coproc tr a b; echo banana >&${COPROC[1]}; eval "exec ${COPROC[1]}>&-"; cat <&${COPROC[0]}
## STDOUT:
bbnbnb
## END

#### it is a job
coproc sleep 30; jobs | cut -c1-30; kill %1
## STDOUT:
[1]+  Running                 
## END

#### a reserved word that opens no command is neither the name nor the command
for s in ']]' 'then' '}' 'x then' 'echo !' 'x function' 'coproc { :; }' '! { :; }'; do (eval "coproc $s"); done 2>&1 | grep unexpected
## STDOUT:
$SHELL_NAME: eval: line 1: syntax error near unexpected token `]]'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `then'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `}'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `then'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `!'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `function'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `coproc'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `!'
## END

#### one more than one
{
coproc cat
coproc other { cat; }
exec {COPROC[1]}>&- {other[1]}>&-
wait
coproc cat
exec {COPROC[1]}>&-
wait
} 2>err
sed 's/[0-9]*:COPROC/PID:COPROC/; s/^[^ ]*: line/line/' err
## STDOUT:
line 9: warning: execute_coproc: coproc [PID:COPROC] still exists
## END
