# tests/bash/export.t - export and readonly: marking, listing, functions.

#### a marked variable reaches children
x=1; export x; sh -c 'echo $x'; export y=2; sh -c 'echo $y'
## STDOUT:
1
2
## END

#### later changes reach them too
export x=1; x=2; sh -c 'echo $x'
## STDOUT:
2
## END

#### -n takes the mark away
export x=1; export -n x; sh -c 'echo [$x]'; echo $x
## STDOUT:
[]
1
## END

#### marked but unset
export x; env | grep -c ^x=; declare -p x; x=1; env | grep ^x=
## STDOUT:
0
declare -x x
x=1
## END

#### -p lists declarations
export zz='a b'; export -p | grep ' zz='; export | grep ' zz='
## STDOUT:
declare -x zz="a b"
declare -x zz="a b"
## END

#### in posix mode the list is of commands
set -o posix; export zz='a b'; export -p | grep ' zz='; readonly rr=1; readonly -p | grep '^readonly rr'
## STDOUT:
export zz="a b"
readonly rr="1"
## END

#### export of a bad name
export 1x=3; echo $?; export a-b; echo $?; export x[1]=5; echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: export: `1x=3': not a valid identifier
$SHELL_NAME: line 1: export: `a-b': not a valid identifier
$SHELL_NAME: line 1: export: `x[1]': not a valid identifier
## END

#### export -f
f() { echo f $1; }; export -f f; $SH -c 'f x'; export -nf f; $SH -c 'type f' 2>/dev/null; echo $?
## STDOUT:
f x
1
## END

#### export -f of what is no function
export -f nosuch; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: export: nosuch: not a function
## END

#### values are not split
v="a b"; export x=$v; echo "$x"; readonly r=$v; echo "$r"
## STDOUT:
a b
a b
## END

#### tilde in the value
HOME=/h; export x=~/a; echo $x
## STDOUT:
/h/a
## END

#### += in export
x=a; export x+=b; sh -c 'echo $x'
## STDOUT:
ab
## END

#### readonly blocks assignment and unset
readonly x=1; unset x; echo $?; (x=2) ; echo $? $x
## STDOUT:
1
1 1
## END
## STDERR:
$SHELL_NAME: line 1: unset: x: cannot unset: readonly variable
$SHELL_NAME: line 1: x: readonly variable
## END

#### readonly without a value
readonly x; declare -p x; x=1
echo $? ${x-unset}
## STDOUT:
declare -r x
1 unset
## END
## STDERR:
$SHELL_NAME: line 1: x: readonly variable
## END

#### export of a readonly variable
readonly x=1; export x; sh -c 'echo $x'; export x=2; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: x: readonly variable
## END

#### readonly -a and -A
readonly -a a=(1 2); declare -p a; readonly -A m=([k]=v); declare -p m
## STDOUT:
declare -ar a=([0]="1" [1]="2")
declare -Ar m=([k]="v" )
## END

#### readonly -f
f() { echo 1; }; readonly -f f; f() { echo 2; }; f; readonly -f | head -4
## STDOUT:
1
f () 
{ 
    echo 1
}
## END
## STDERR:
$SHELL_NAME: line 1: f: readonly function
## END

#### export in a function is of the visible variable
f() { local x=1; export x; sh -c 'echo $x'; }; f; sh -c 'echo [$x]'; g() { export y=2; }; g; sh -c 'echo $y'
## STDOUT:
1
[]
2
## END

#### readonly in a function is global
f() { readonly q=1; }; f; q=2
echo $? $q
## STDOUT:
1 1
## END
## STDERR:
$SHELL_NAME: line 1: q: readonly variable
## END

#### an unknown option
export -z; echo $?; readonly -z; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: export: -z: invalid option
export: usage: export [-fn] [name[=value] ...] or export -p
$SHELL_NAME: line 1: readonly: -z: invalid option
readonly: usage: readonly [-aAf] [name[=value] ...] or readonly -p
## END

#### environment names that are no identifiers are passed on
env a.b=1 'c-d=2' $SH -c 'env | grep -E "^(a.b|c-d)=" | sort'
## STDOUT:
a.b=1
c-d=2
## END

#### the environment's variables are exported already
env foo=bar $SH -c 'foo=new; env | grep ^foo=; declare -p foo'
## STDOUT:
foo=new
declare -x foo="new"
## END

#### the environment cannot set IFS
env IFS=x $SH -c 'echo "$IFS" | od -An -c | tr -s " "'
## STDOUT:
 \t \n \n
## END

#### SHLVL counts shells
env SHLVL=3 $SH -c 'echo $SHLVL'; env SHLVL=x $SH -c 'echo $SHLVL'; env -u SHLVL $SH -c 'echo $SHLVL'
## STDOUT:
4
1
1
## END

#### a function from the environment
env 'BASH_FUNC_g%%=() { echo imported $1; }' $SH -c 'g 1; declare -F g'
## STDOUT:
imported 1
g
## END

#### nothing but a function is imported
env 'BASH_FUNC_g%%=() { echo x; }; echo bad' $SH -c 'g' 2>/dev/null; echo $?
## STDOUT:
127
## END

#### export -a and -A make arrays
export -a a=1; export -A h=([k]=v); declare -p a h; export -f s=(1)
## status: 1
## STDOUT:
declare -ax a=([0]="1")
declare -Ax h=([k]="v" )
## END
## STDERR:
$SHELL_NAME: line 1: export: s: not a function
## END

#### the environment has the order of bash's tables
env -i ZED=1 A=2 B=3 'x.y=4' PATH=/usr/bin:/bin "$BASH" --norc -c 'export Q=1 R=2; f() { :; }; export -f f; L=8 env | grep -v AGENTSH_; exec env' | grep -vE 'PWD|AGENTSH_|^_='
## STDOUT:
x.y=4
L=8
ZED=1
R=2
Q=1
B=3
A=2
SHLVL=1
PATH=/usr/bin:/bin
BASH_FUNC_f%%=() {  :
}
x.y=4
ZED=1
R=2
Q=1
B=3
A=2
SHLVL=0
PATH=/usr/bin:/bin
BASH_FUNC_f%%=() {  :
}
## END

#### -n makes no variable, and readonly -n is nothing at all
export -n u; readonly -n u; declare -p u 2>/dev/null || echo none
readonly -n v=3; v=4; echo $v
## STDOUT:
none
4
## END

#### what stands in front of eval in a function outlives both when it is exported or made readonly
fn() { export v=f; }
g() { v=1 eval fn; declare -p v; }
v=3 g; declare -p v
unset v
g() { local v=2; v=1 eval fn; declare -p v; }
g; declare -p v
unset v
h() { v=1 eval fn; }
g() { v=4 h; declare -p v; }
v=3 g; declare -p v
unset v
v=1 eval 'declare -x v=7'; declare -p v
unset v
fn() { readonly v=f; }
g() { v=1 eval fn; declare -p v; }
g; declare -p v
## STDOUT:
declare -x v="f"
declare -x v="f"
declare -x v="f"
declare -x v="f"
declare -x v="f"
declare -x v="f"
declare -x v="7"
declare -rx v="f"
declare -rx v="f"
## END

#### a list is that of the global variable, not of what stands in front of the function
fn() { export c v=(a b); declare -p v; }
v=1 fn; declare -p v
unset v
fn() { readonly v=(a b); declare -p v; }
v=1 fn; declare -p v
declare -n r=x
fn() { declare -g t r=(a b); declare -p r x; }
fn; declare -p x
## STDOUT:
declare -x v="1"
declare -ax v=([0]="1" [1]="b")
declare -rx v="1"
declare -arx v=([0]="1" [1]="b")
declare -n r="x"
declare -a x=([0]="a" [1]="b")
declare -a x=([0]="a" [1]="b")
## END
