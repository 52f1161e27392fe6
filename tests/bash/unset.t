# tests/bash/unset.t - unset: variables, functions, elements.

#### a variable
x=1; unset x; echo ${x-gone} $?
## STDOUT:
gone 0
## END

#### what is not there
unset nosuch; echo $?
## STDOUT:
0
## END

#### a variable before a function of the same name
x=1; x() { echo f; }; unset x; echo ${x-gone}; x; unset x; x 2>/dev/null; echo $?
## STDOUT:
gone
f
127
## END

#### -f and -v
x=1; x() { echo f; }; unset -f x; echo $x; unset -v x; echo ${x-gone}
## STDOUT:
1
gone
## END

#### both are an error
unset -f -v x; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: unset: cannot simultaneously unset a function and a variable
## END

#### a readonly variable
readonly r=1; unset r; echo $? $r
## STDOUT:
1 1
## END
## STDERR:
$SHELL_NAME: line 1: unset: r: cannot unset: readonly variable
## END

#### a name that is none
unset -v 1x; echo $?; unset 1x; echo $?
## STDOUT:
1
0
## END
## STDERR:
$SHELL_NAME: line 1: unset: `1x': not a valid identifier
## END

#### several; the status tells of any failure
readonly r=1; x=1 y=2; unset x r y; echo $? ${x-u} ${y-u}
## STDOUT:
1 u u
## END
## STDERR:
$SHELL_NAME: line 1: unset: r: cannot unset: readonly variable
## END

#### an element
a=(1 2 3); unset 'a[1]'; echo ${!a[@]}; i=2; unset 'a[i]'; echo ${!a[@]}
## STDOUT:
0 2
0
## END

#### of something that is no array
x=1; unset 'x[1]'; echo $?; unset 'x[0]'; echo ${x-gone}
## STDOUT:
1
gone
## END
## STDERR:
$SHELL_NAME: line 1: unset: x: not an array variable
## END

#### an exported variable leaves the environment
export x=1; unset x; env | grep -c ^x=
## status: 1
## STDOUT:
0
## END

#### attributes go too
declare -i n=1; unset n; n=1+1; echo $n
## STDOUT:
1+1
## END

#### a dynamic variable loses its meaning
unset RANDOM; echo ${RANDOM-gone}; RANDOM=5; echo $RANDOM
## STDOUT:
gone
5
## END

#### some cannot be unset
unset BASH_SOURCE; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: unset: BASH_SOURCE: cannot unset
## END

#### IFS unset splits on blanks
unset IFS; x="a  b
c"; set -- $x; echo $#
## STDOUT:
3
## END

#### an option that is none
unset -z; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: unset: -z: invalid option
unset: usage: unset [-f] [-v] [-n] [name ...]
## END

#### in a function the global one
x=1; f() { unset x; }; f; echo ${x-gone}
## STDOUT:
gone
## END

#### an empty subscript names no element
a=(x y); unset 'a[]'; echo $? ${a[*]}
## STDOUT:
0 x y
## END

#### an element of a scalar: any subscript that comes to 0
i=0
x=a; unset 'x[i]'; echo $? ${x-gone}
x=a; unset -v 'x[1-1]'; echo $? ${x-gone}
x=a; unset 'x[1]'; echo $? ${x-gone}
x=a; unset 'x[@]'; echo $? ${x-gone}
f() { local l=1; unset 'l[i]'; echo $? ${l-gone}; }; f
## STDOUT:
0 gone
0 gone
1 a
1 a
0 gone
## END
## STDERR:
$SHELL_NAME: line 4: unset: x: not an array variable
$SHELL_NAME: line 5: unset: x: not an array variable
## END

#### -n: a readonly variable that is no reference
readonly r=1
unset -n r; echo $?
unset -n nothere; echo $?
x=1; unset -n x; echo $? $x
## STDOUT:
1
0
0 1
## END
## STDERR:
$SHELL_NAME: line 2: unset: r: cannot unset: readonly variable
## END
