# tests/bash/source.t - files that are sourced: their parameters, BASH_ARGC and BASH_ARGV.

#### what `set` makes of a file's parameters stays, outside of functions
echo 'set -- a b' > s; echo 'set -- a b; shift' > shifts; echo 'shift' > only_shifts
for f in s shifts only_shifts; do set -- 1 2; . ./$f x y; echo "$*"; done
set -- 1 2; . ./s; echo "$*"
f() { . ./s x y; echo "$*"; . ./s; echo "$*"; }; set -- 1 2; f 5 6; echo "$*"
## STDOUT:
a b
b
1 2
a b
5 6
a b
1 2
## END

#### a call after the `set` lets go of it
f() { :; }; echo ':' > nothing
echo 'set -- a b; f' > calls; echo 'set -- a b; . ./nothing' > sources; echo 'set -- a b; eval f' > evals
echo 'set -- a b; : $(f); f | cat' > elsewhere; echo 'f; set -- a b' > before
for f in calls sources evals elsewhere before; do set -- 1 2; . ./$f x y; echo "$f: $*"; done
set -- 1 2; . ./nothing x y; echo "$*"
## STDOUT:
calls: 1 2
sources: 1 2
evals: 1 2
elsewhere: a b
before: a b
1 2
## END

#### BASH_ARGV begins with the parameters of the moment when it is named
set -- 1 2 3; shift
set | grep ^BASH_ARG; echo "${BASH_ARGV[@]} ${BASH_ARGC[@]}"
set -- x; echo "${BASH_ARGV[@]} ${BASH_ARGC[@]}"; set | grep ^BASH_ARG
## STDOUT:
BASH_ARGC=()
BASH_ARGV=()
3 2 2
3 2 2
BASH_ARGC=([0]="2")
BASH_ARGV=([0]="3" [1]="2")
## END

#### not by a name within a function
set -- 1 2; f() { echo "<${BASH_ARGV[@]}>"; }; f 8 9; echo "<${BASH_ARGV[@]}>"; f 8 9
## STDOUT:
<>
<2 1>
<2 1>
## END

#### a file without arguments has its name there
echo 'declare -p BASH_ARGV BASH_ARGC' > file; set -- 1 2
. ./file; declare -p BASH_ARGV; . ./file a b; f() { . ./file; }; f 8
## STDOUT:
declare -a BASH_ARGV=([0]="./file" [1]="2" [2]="1")
declare -a BASH_ARGC=([0]="1" [1]="2")
declare -a BASH_ARGV=([0]="2" [1]="1")
declare -a BASH_ARGV=([0]="2" [1]="1")
declare -a BASH_ARGC=([0]="2")
declare -a BASH_ARGV=([0]="./file" [1]="2" [2]="1")
declare -a BASH_ARGC=([0]="1" [1]="2")
## END

#### a file begins it, with the file's arguments if it has some
echo : > file; set -- 1 2; show() { set | grep ^BASH_ARG; }
(. ./file; show); (. ./file a; show); (. ./nosuch 2>&-; show); (show)
## STDOUT:
BASH_ARGC=([0]="2")
BASH_ARGV=([0]="2" [1]="1")
BASH_ARGC=([0]="1")
BASH_ARGV=([0]="a")
BASH_ARGC=([0]="2")
BASH_ARGV=([0]="2" [1]="1")
BASH_ARGC=()
BASH_ARGV=()
## END

#### extdebug logs functions and the arguments of files
show() { echo "${BASH_ARGC[@]} / ${BASH_ARGV[@]}"; }
echo 'show' > file; f() { show s; . ./file a; . ./file; }
set -- 1 2; shopt -s extdebug; f 8 9; show; (f 7); shift; show
## STDOUT:
1 2 2 / s 9 8 2 1
0 1 2 2 / a 9 8 2 1
0 1 2 2 / ./file 9 8 2 1
0 2 / 2 1
1 1 2 / s 7 2 1
0 1 1 2 / a 7 2 1
0 1 1 2 / ./file 7 2 1
0 2 / 2 1
## END

#### extdebug within a call, and no longer
show() { set | grep ^BASH_ARG; }; f() { shopt -s extdebug; show s; }; g() { shopt -u extdebug; show; }
set -- 1 2; f 5; show t; g 6 7; show; f 4; shopt -u extdebug; show
## STDOUT:
BASH_ARGC=([0]="1" [1]="1")
BASH_ARGV=([0]="s" [1]="5")
BASH_ARGC=([0]="1" [1]="1")
BASH_ARGV=([0]="t" [1]="5")
BASH_ARGC=([0]="2" [1]="1")
BASH_ARGV=([0]="7" [1]="6" [2]="5")
BASH_ARGC=([0]="1")
BASH_ARGV=([0]="5")
BASH_ARGC=([0]="1" [1]="1")
BASH_ARGV=([0]="s" [1]="5")
BASH_ARGC=([0]="1")
BASH_ARGV=([0]="5")
## END

#### extdebug when the shell starts asks for a debugger
$SH -O extdebug -c 'shopt extdebug; set -o | grep trace; set | grep ^BASH_ARG' me 1 2 2>&1
$SH --debugger -c 'shopt extdebug; :' me 2>&1
## STDOUT:
me: /usr/share/bashdb/bashdb-main.inc: No such file or directory
me: warning: cannot start debugger; debugging mode disabled
extdebug       	off
errtrace       	off
functrace      	off
xtrace         	off
BASH_ARGC=([0]="2")
BASH_ARGV=([0]="2" [1]="1")
me: /usr/share/bashdb/bashdb-main.inc: No such file or directory
me: warning: cannot start debugger; debugging mode disabled
extdebug       	off
## END

#### what a file within a file sets stays as well
echo 'set -- g h' > inner; echo 'set -- d e; . ./inner' > outer; echo '. ./inner' > outer2; echo ':' > nop; echo '. ./inner; . ./nop' > outer3
for f in outer outer2 outer3; do set -- 1 2; . ./$f x y; echo "$*"; done
## STDOUT:
g h
g h
1 2
## END
