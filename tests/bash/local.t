# tests/bash/local.t - local: dynamic scope, flags, options.

#### a local hides the global
x=g; f() { local x=l; echo $x; }; f; echo $x
## STDOUT:
l
g
## END

#### callees see it
f() { local x=1; g; echo $x; }; g() { echo $x; x=2; }; f
## STDOUT:
1
2
## END

#### local without a value is unset
x=g; f() { local x; echo "${x-unset}"; }; f
## STDOUT:
unset
## END

#### unset of one's own local leaves it local
x=g; f() { local x=1; unset x; echo "${x-unset}"; x=2; }; f; echo $x
## STDOUT:
unset
g
## END

#### unset of a caller's local shows the one outside
x=g; f() { local x=1; h; echo $x; }; h() { unset x; echo $x; }; f
## STDOUT:
g
g
## END

#### only in a function
local x; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: local: can only be used in a function
## END

#### recursion has its own
f() { local n=$1; ((n > 0)) && f $((n - 1)); echo -n "$n "; }; f 3; echo
## STDOUT:
0 1 2 3 
## END

#### flags
f() { local -i n=2+2; local -r r=1; local -a a=(1 2); local -u u=x; echo $n $u ${a[1]}; r=2; echo no; }; f; echo $?
## status: 1
## STDOUT:
4 X 2
## END
## STDERR:
environment: line 1: r: readonly variable
## END

#### a readonly global cannot be made local
readonly x=1; f() { local x=2; echo "$? $x"; }; f
## STDOUT:
1 1
## END
## STDERR:
environment: line 1: local: x: readonly variable
## END

#### a readonly local ends with the function
f() { local -r x=1; }; f; x=2; echo $x
## STDOUT:
2
## END

#### the export attribute is inherited
export x=1; f() { local x=2; sh -c 'echo $x'; }; f; sh -c 'echo $x'
## STDOUT:
2
1
## END

#### a local without a value does not hide the exported one
export x=1; f() { local x; sh -c 'echo $x'; }; f
## STDOUT:
1
## END

#### local -x
f() { local -x y=5; sh -c 'echo $y'; }; f; sh -c 'echo [$y]'
## STDOUT:
5
[]
## END

#### local lists what is local
f() { local b=2 a=1; local; }; f
## STDOUT:
declare -- a="1"
declare -- b="2"
## END

#### local - restores the options
f() { local -; set -f; case $- in *f*) echo on;; esac; }; f; case $- in *f*) echo on;; *) echo off;; esac
## STDOUT:
on
off
## END

#### special variables can be local
f() { local IFS=:; set -- a b; echo "$*"; }; f; set -- a b; echo "$*"
## STDOUT:
a:b
a b
## END

#### a local PATH
mkdir d; printf '#!/bin/sh\necho cmd' > d/lc; chmod +x d/lc; f() { local PATH=$PWD/d:$PATH; lc; }; f; lc 2>/dev/null; echo $?
## STDOUT:
cmd
127
## END

#### localvar_inherit
shopt -s localvar_inherit; x=g; f() { local x; echo $x; x=l; }; f; echo $x
## STDOUT:
g
g
## END

#### localvar_unset
shopt -s localvar_unset; x=g; f() { local x=1; h; echo "${x-unset}"; }; h() { unset x; }; f; echo $x
## STDOUT:
unset
g
## END

#### in eval and in a sourced file it is still the function's
echo 'local y=2; x=3' > s; f() { local x=1; eval 'local z=4'; . ./s; echo $x $y $z; }; f; echo ${x-u} ${y-u} ${z-u}
## STDOUT:
3 2 4
u u u
## END

#### arrays
a=(g); f() { local a; a[1]=x; declare -p a; }; f; declare -p a
## STDOUT:
declare -a a=([1]="x")
declare -a a=([0]="g")
## END

#### local of a positional split
f() { local x=$1 y=${2-none}; echo "$x|$y"; }; f "a b"
## STDOUT:
a b|none
## END

#### a function that unsets itself goes on
f() { unset -f f; echo still; }; f; f 2>/dev/null; echo $?
## STDOUT:
still
127
## END

#### getopts with a local OPTIND
f() { local OPTIND o; while getopts ab: o; do echo $o $OPTARG; done; }; f -a -b x; f -b y
## STDOUT:
a
b x
b y
## END

#### an assignment in front of local makes a new one, exported, in place of the old
f() { local -i v=7; v=0 local v; declare -p v; v=1+1; echo $v; }
f
## STDOUT:
declare -x v="0"
1+1
## END

#### a local variable begins with the value that stands in front of a function that called
g() { local x; echo "[$x]"; x=9; h; }
h() { local x; echo "h[$x]"; }
f() { g; }; x=1 f
f() { local x=5; g; }; x=1 f
f() { x=5; g; }; x=1 f
f() { unset x; g; }; x=1 f
f() { read x <<<7; g; }; x=1 f
f() { g; }; x=1 eval f
g() { local -i x; declare -p x; }; x=1 f
g() { local x=3; declare -p x; }; x=1 f
g() { local x; unset x; local x; declare -p x; }; x=1 f
## STDOUT:
[1]
h[]
[5]
h[]
[5]
h[]
[]
h[]
[7]
h[]
[1]
h[]
declare -ix x="1"
declare -x x="3"
declare -- x
## END

#### a local scalar that becomes an array loses its value
f() { local v=A; local -a v; declare -p v; }; f
f() { local v=A; local -A v; declare -p v; }; f
f() { local v=A; declare -a v+=(x); declare -p v; }; f
f() { local -x v=A; declare v[2]=3; declare -p v; }; f
f() { local v=A v[1]; declare -p v; }; f
f() { local -a v; declare -p v; }; v=1 f
v=G; f() { local -a v; declare -p v; }; f
shopt -s localvar_inherit
f() { local -a v; declare -p v; }; f
## STDOUT:
declare -a v=()
declare -A v=()
declare -a v=([0]="x")
declare -ax v=([2]="3")
declare -a v=()
declare -ax v=()
declare -a v
declare -a v=([0]="G")
## END

#### - in lists
f() { local -; local -r; local x=1; local; local -p; }; f
## STDOUT:
local -
local -
declare -- x="1"
local -
declare -- x="1"
## END
