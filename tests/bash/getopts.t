# tests/bash/getopts.t - getopts (POSIX, bash manual 4.1).

#### letters, clusters and arguments
set -- -a -bc -d arg -earg2 rest; while getopts abcd:e: o; do echo "$o ${OPTARG-none} $OPTIND"; done; shift $((OPTIND - 1)); echo "$@"
## STDOUT:
a none 2
b none 2
c none 3
d arg 5
e arg2 6
rest
## END

#### -- ends and is passed over, a word or - ends
for w in --  x -; do OPTIND=1; getopts a o $w -a; echo $? $o $OPTIND; done
## STDOUT:
1 ? 2
1 ? 1
1 ? 1
## END

#### at the end the variable is ? and the status 1
OPTIND=1; getopts a o -a; getopts a o -a; echo $? "$o" $OPTIND "${OPTARG-unset}"
## STDOUT:
1 ? 2 unset
## END

#### a wrong letter
getopts ab o -x; echo $? "$o" "${OPTARG-unset}" $OPTIND
## stderr-has: illegal option -- x
## STDOUT:
0 ? unset 2
## END

#### a missing argument
getopts a: o -a; echo $? "$o" "${OPTARG-unset}" $OPTIND
## stderr-has: option requires an argument -- a
## STDOUT:
0 ? unset 2
## END

#### silent mode tells by the variable
getopts :a: o -x; echo $? "$o" "$OPTARG"; OPTIND=1; getopts :a: o -a; echo $? "$o" "$OPTARG"
## STDOUT:
0 ? x
0 : a
## END

#### OPTERR=0 silences
OPTERR=0; getopts a o -x; echo $? "$o" "${OPTARG-unset}"
## STDOUT:
0 ? unset
## END

#### arguments instead of the parameters
set -- -x; getopts ab o -b; echo $o; OPTIND=1; getopts x o; echo $o
## STDOUT:
b
x
## END

#### OPTIND=1 starts again, also in the middle of a cluster
getopts abc o -abc; getopts abc o -abc; echo $o; OPTIND=1; getopts abc o -abc; echo $o
## STDOUT:
b
a
## END

#### OPTIND in the middle
OPTIND=2; getopts ab o -a -b; echo $o $OPTIND
## STDOUT:
b 3
## END

#### an argument may look like an option, be empty or be the rest of the word
while getopts a:b: o -a -b -b '' -ax; do echo "$o [$OPTARG]"; done
## STDOUT:
a [-b]
b []
a [x]
## END

#### an argument is not taken from --
getopts a: o -a --; echo "$o $OPTARG"
## STDOUT:
a --
## END

#### in a function with its own parameters
f() { local OPTIND o; while getopts xy: o; do echo "$o $OPTARG"; done; shift $((OPTIND-1)); echo rest "$@"; }; f -x -y 1 z; f -y2; echo $OPTIND
## STDOUT:
x 
y 1
rest z
y 2
rest
1
## END

#### a wrong variable name
getopts a 1x -a; echo $?; getopts a 'x y' -a; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: getopts: `1x': not a valid identifier
$SHELL_NAME: line 1: getopts: `x y': not a valid identifier
## END

#### a readonly variable
readonly r; getopts a r -a; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### usage
getopts; echo $?; getopts a; echo $?
## STDOUT:
2
2
## END
## STDERR:
getopts: usage: getopts optstring name [arg ...]
getopts: usage: getopts optstring name [arg ...]
## END

#### a colon and a letter that is special
getopts a: o -:; echo "$o"; OPTIND=1; getopts '?' o '-?'; echo "$o"
## stderr-has: illegal option -- :
## STDOUT:
?
?
## END

#### case in a loop, the usual way
set -- -v -n 5 -- file; v=0; while getopts vn: opt; do case $opt in v) v=1;; n) n=$OPTARG;; \?) echo bad;; esac; done; shift $((OPTIND-1)); echo $v $n "$*"
## STDOUT:
1 5 file
## END

#### a letter listed with a colon that stands last in a cluster takes the next word
getopts ab: o -ab val; echo $o; getopts ab: o -ab val; echo "$o $OPTARG $OPTIND"
## STDOUT:
a
b val 3
## END

#### OPTIND beyond the end
OPTIND=9; getopts a o -a; echo $? $OPTIND
## STDOUT:
1 2
## END

#### OPTIND that is no number
OPTIND=x; getopts a o -a; echo $? $o
## STDOUT:
0 a
## END

#### OPTIND is not exported and starts at 1
echo $OPTIND; env | grep -c '^OPTIND'; getopts a o -a; "$SH" -c 'echo $OPTIND'
## STDOUT:
1
0
1
## END

#### the variable is readonly: the status at the end
readonly v
getopts abc v; echo $?
getopts abc v -a; echo $?
getopts abc v -a; echo $?
OPTIND=1; getopts abc v -z; echo $?
## STDOUT:
1
2
1
2
## END
## STDERR:
$SHELL_NAME: line 2: v: readonly variable
$SHELL_NAME: line 3: v: readonly variable
$SHELL_NAME: line 4: v: readonly variable
$SHELL_NAME: illegal option -- z
$SHELL_NAME: line 5: v: readonly variable
## END
