# tests/bash/time.t - time and TIMEFORMAT.

#### the default format
{ time :; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:

real	NmN.NNNs
user	NmN.NNNs
sys	NmN.NNNs
## END

#### -p
{ time -p :; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:
real N.NN
user N.NN
sys N.NN
## END

#### TIMEFORMAT
TIMEFORMAT='%R|%U|%S|%%'; { time :; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:
N.NNN|N.NNN|N.NNN|%
## END

#### digits and minutes
TIMEFORMAT='%0R %1R %lR %2lR'; { time :; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:
N N.N NmN.NNNs NmN.NNs
## END

#### %P
TIMEFORMAT=%P; { time :; } 2>&1 | sed 's/[0-9]*\.[0-9]*/N/'
## STDOUT:
N
## END

#### a bad letter
TIMEFORMAT=%Q; time :
## STDERR:
$SHELL_NAME: line 1: TIMEFORMAT: `Q': invalid format character
## END

#### empty prints nothing
TIMEFORMAT=; time echo a
## STDOUT:
a
## END

#### the status passes
TIMEFORMAT=; time false; echo $?; ! time false; echo $?
## STDOUT:
1
0
## END

#### a pipeline and a group
TIMEFORMAT=x; time echo a | cat; time { echo b; }
## STDOUT:
a
b
## END
## STDERR:
x
x
## END

#### it measures
TIMEFORMAT=%0R; { time sleep 1.1; } 2>&1
## STDOUT:
1
## END

#### `time --` reports as `time -p` does
{ time -- true; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:
real N.NN
user N.NN
sys N.NN
## END
