# tests/bash/function_calls.t - functions: parameters, scope, return, recursion.

#### parameters
f() { echo $# $1 "$@"; }; f a "b c"; set -- x; f; echo $1
## STDOUT:
2 a a b c
0
x
## END

#### shift and set inside stay inside
f() { shift; echo $*; set -- p q; echo $*; }; set -- o; f a b c; echo $*
## STDOUT:
b c
p q
o
## END

#### return
f() { return 3; echo no; }; f; echo $?; g() { false; return; }; g; echo $?
## STDOUT:
3
1
## END

#### return from inside loops and conditions
f() { for i in 1 2; do while :; do if true; then return 5; fi; done; done; }; f; echo $?
## STDOUT:
5
## END

#### the status is the last command's
f() { true; false; }; f; echo $?
## STDOUT:
1
## END

#### all bodies
f() ( echo sub; x=1 ); f; echo ${x-unset}; g() if true; then echo if; fi; g; h() for i in a; do echo $i; done; h; k() ((1)); k; echo $?; m() [[ a ]]; m; echo $?
## STDOUT:
sub
unset
if
a
0
0
## END

#### the function keyword
function f { echo kw; }; f; function g() { echo both; }; g
## STDOUT:
kw
both
## END

#### redirections of a definition apply to calls
f() { echo out; echo err >&2; } > o 2>&1; f; cat o
## STDOUT:
out
err
## END

#### recursion
## valgrind: no
fact() { if (($1 <= 1)); then echo 1; else echo $(($1 * $(fact $(($1 - 1))))); fi; }; fact 10
## STDOUT:
3628800
## END

#### mutual recursion without forks
even() { (($1 == 0)) || odd $(($1 - 1)); }; odd() { (($1 != 0)) && even $(($1 - 1)); }; even 100; echo $?; even 101; echo $?
## STDOUT:
0
1
## END

#### redefinition while it runs
f() { f() { echo new; }; echo old; }; f; f
## STDOUT:
old
new
## END

#### unset while it runs
f() { unset -f f; echo on; }; f; f 2>/dev/null; echo $?
## STDOUT:
on
127
## END

#### a function defined in a function
f() { g() { echo inner; }; }; g 2>/dev/null; f; g
## STDOUT:
inner
## END

#### a name with odd characters
a-b() { echo dash; }; a-b; a.c() { echo dot; }; a.c
## STDOUT:
dash
dot
## END

#### a builtin's name
cd() { echo mine; }; cd /; builtin cd /; pwd
## STDOUT:
mine
/
## END

#### FUNCNEST
FUNCNEST=5; f() { echo -n "$1 "; f $(($1 + 1)); }; f 1; echo no
## status: 1
## stdout-json: "1 2 3 4 5 "
## STDERR:
environment: line 1: f: maximum function nesting level exceeded (5)
## END

#### the caller's variables are seen and changed
f() { x=2; }; g() { local x=1; f; echo $x; }; g; echo ${x-unset}
## STDOUT:
2
unset
## END

#### caller
f() { caller; caller 0; caller 1; }; g() { f; }; g | sed 's/ [^ ]*$//'
## STDOUT:
1
1 g
## END

#### $0 stays, FUNCNAME changes
f() { echo $FUNCNAME; }; f; g() { f; echo $FUNCNAME; }; g
## STDOUT:
f
f
g
## END

#### exit in a function ends the shell
f() { exit 4; }; f; echo no
## status: 4

#### break in a function does not reach the caller's loop
f() { break 2>/dev/null; }; for i in 1 2; do f; echo $i; done
## STDOUT:
1
2
## END

#### assignments in front
f() { echo $a $b; }; a=1 b=2 f; echo ${a-unset}
## STDOUT:
1 2
unset
## END

#### in a pipeline and in the background
f() { echo $1; }; f x | cat; f y & wait
## STDOUT:
x
y
## END

#### an alias does not change what was defined
shopt -s expand_aliases; f() { ll; }; alias ll='echo alias'; f 2>/dev/null; echo $?
## STDOUT:
127
## END

#### a thousand calls deep
f() { (($1 == 0)) || f $(($1 - 1)); }; f 1000; echo $?
## STDOUT:
0
## END

#### set -- in a sourced file with and without arguments
echo 'set -- new' > s; set -- old; . ./s; echo $1; set -- old; . ./s arg; echo $1
## STDOUT:
new
new
## END

#### a thousand functions
for ((i = 0; i < 1000; i++)); do eval "f$i() { echo $i; }"; done; f0; f999; declare -F | wc -l
## STDOUT:
0
999
1000
## END

#### here-documents in a function
f() { cat <<E
$1
E
}; f a; f b
## STDOUT:
a
b
## END

#### getopts
f() { local OPTIND=1 o; while getopts "ab:" o; do echo "$o=$OPTARG"; done; shift $((OPTIND - 1)); echo "$@"; }; f -a -b x y z
## STDOUT:
a=
b=x
y z
## END

#### caller outside of functions and with operands that are no numbers
f() { caller x; echo $?; caller 08x; caller 0x1; caller -1; echo $?; caller -- -1; echo $?; caller ' 0 '; caller 9; echo $?; }
caller; echo $?; caller x; echo $?; f
## STDOUT:
1
1
2
2
1
1
## END
## STDERR:
environment: line 1: caller: x: invalid number
caller: usage: caller [expr]
environment: line 1: caller: 08x: invalid octal number
caller: usage: caller [expr]
environment: line 1: caller: 0x1: invalid hex number
caller: usage: caller [expr]
environment: line 1: caller: -1: invalid option
caller: usage: caller [expr]
## END

#### an assignment in front of a builtin is there beside the variable that it sets
v=0 printf -v v 1; echo $v; w=0 getopts a w -a; echo $w; x=0 let x=5; echo $x; y=0 read y <<<1; echo "[$y]"
a=(1 2); a=x printf -v a 5; a=x printf -v 'a[1]' 6; declare -p a; OPTIND=1 getopts a z -a; echo $OPTIND
z=0 printf -v 'q[1]' 2; q=3 printf -v 'q[2]' 4; declare -p q; u=1 printf -v 'u[1]' 2; echo "[${u[*]}]"
## STDOUT:
1
a
5
[]
declare -a a=([0]="5" [1]="6")
2
declare -a q=([1]="2" [2]="4")
[]
## END

#### export and readonly keep what is assigned in front of them, or of the function
v=0 export v; declare -p v; w=9; w=1 readonly w; declare -p w; declare -i n=1; n+=2 export n; declare -p n
f() { export x; x=4; }; x=3 f; declare -p x; g() { local y; declare -x y; h; }; h() { readonly z; }; y=1 z=2 g
declare -p y z; k() { v=7 l; declare -p v; }; l() { export v; }; k; m() { o=1 declare -x o; declare -p o; }; m
declare -p o
## status: 1
## STDOUT:
declare -x v="0"
declare -rx w="1"
declare -ix n="3"
declare -x x="4"
declare -x y="1"
declare -rx z="2"
declare -x v="7"
declare -x o="1"
## END
## stderr-has: declare: o: not found

#### what is no function definition is not imported
env 'BASH_FUNC_f%%=() { echo f; }; echo more' 'BASH_FUNC_a/b%%=() { :; }' 'BASH_FUNC_g%%=() { echo g; }' "$BASH" -c 'declare -F; g' 2> e; sed 's/^[^:]*: //' e | sort
## STDOUT:
declare -fx g
g
error importing function definition for `a/b'
error importing function definition for `f'
warning: f: ignoring function definition attempt
## END
