# tests/bash/posix.t - what set -o posix changes (bash manual 6.11).

#### POSIXLY_CORRECT says that it is on, and its value is the user's
set -o posix; echo $POSIXLY_CORRECT; set +o posix; echo ${POSIXLY_CORRECT-unset}; POSIXLY_CORRECT=2; set -o posix; echo $POSIXLY_CORRECT; unset POSIXLY_CORRECT; shopt -o posix
## status: 1
## STDOUT:
y
unset
2
posix          	off
## END

#### break and continue outside a loop say nothing
set -o posix; break; echo $?; continue; echo $?
## STDOUT:
0
0
## END

#### aliases are printed as they would be typed only with -p
alias a='b c'; set -o posix; alias; alias a; alias -p
## STDOUT:
a='b c'
a='b c'
alias a='b c'
## END

#### `time` alone reports what the shell has used
set -o posix; { time; } 2>&1 | sed 's/[0-9]/N/g'
## STDOUT:
user	NmN.NNs
sys	NmN.NNs
## END

#### a file that . cannot find ends the shell, behind `command` it does not
set -o posix; command . nono; echo $?; command command . nono; echo $?; (. nono; echo no); . ./nono; echo no
## status: 1
## STDOUT:
1
1
## END
## stderr-has: nono: file not found

#### time in front of a - is the utility
set -o posix; time -x=1 2>/dev/null; echo $(($? > 120)); time
-x; echo $?
set +o posix
time -x=1; echo $?
## STDOUT:
1
127
127
## END
## stderr-has: line 4: -x=1: command not found

#### set lists values without $'…' in posix mode
set -o posix; v=$'a\tb\001' w=$'1\n2' x=$'\001'; set | grep -A1 '^[vwx]=' | od -An -c; declare -p v
## STDOUT:
   v   =   '   a  \t   b 001   '  \n   w   =   '   1  \n   2   '
  \n   x   = 001  \n
declare -- v=$'a\tb\001'
## END

#### command in front of eval and . : what fails in there leaves only that
set -o posix
readonly r=1
command eval 'r=2; echo no'; echo $?
command eval 'eval r=2; echo on'
command eval 'eval if; echo on'
command eval '. ./nope; echo on'
f() { r=2; echo no; }
command eval 'f; echo no'; echo $?
## STDOUT:
1
on
on
on
1
## END

#### misuse of a special builtin ends a shell only where set -e would
set -o posix
set -Q || echo or
if export -Q; then :; fi
! unset -Q
f() { readonly -Q; echo in; }
f && echo and
trap 'echo err' ERR
set -Q
trap - ERR
set -Q
echo no
## status: 2
## STDOUT:
or
in
and
err
## END

#### files found by way of PATH must be executable, and are told from the root on
set -o posix
printf 'echo hi\n' > runs; cp runs text; chmod +x runs
PATH=:
for name in runs text; do
	for words in 'type' 'type -a' 'type -P' 'command -v' 'command -V'; do
		said=$($words $name 2>/dev/null)
		echo "$words: $? ${said//"$PWD"/.PWD}"
	done
done
## STDOUT:
type: 0 runs is .PWD/./runs
type -a: 0 runs is .PWD/./runs
type -P: 0 .PWD/./runs
command -v: 0 .PWD/./runs
command -V: 0 runs is .PWD/runs
type: 1 
type -a: 1 
type -P: 1 
command -v: 1 
command -V: 1 
## END

#### ${!#} is $! without a prefix
set -o posix
p(){ printf '<%s>' "$@"; }
set a b
p ${!#} "${!#x}" ${!#-} ${!-x} ${!?}
## status: 127
## STDERR:
$SHELL_NAME: line 4: !: parameter not set
## END

#### of what is wrong in an expansion only a bad substitution, arithmetic and what is unset end the shell
cat >s <<\END
set -o posix
t=(b c) v=abc b=1x
echo ${v:3#}; echo same line
echo ${v:1:-9} ${t[@]:1:-1}
echo ${!b}
echo ${!nope}
echo ${*=a}
echo "${[}"
[[ -v t[3#] ]]
shopt -s failglob; echo a*nn
echo next
echo ${v!}
echo not reached
END
"$SH" ./s 2>&1 | grep -v shopt
## STDOUT:
./s: line 3: v: 3#: invalid integer constant (error token is "3#")
./s: line 4: -9: substring expression < 0
./s: line 5: 1x: invalid variable name
./s: line 6: nope: invalid indirect expansion
./s: line 7: $*: cannot assign in this way
./s: line 8: bad substitution: no closing `}' in "${[}"
./s: line 9: 3#: invalid integer constant (error token is "3#")
./s: line 10: no match: a*nn
next
./s: line 12: ${v!}: bad substitution
## END

#### shift beyond the last one tells of no number that was not given
set -o posix; set -- a; shift 9; echo $?; set --; shift; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: shift: 9: shift count out of range
$SHELL_NAME: line 1: shift: shift count out of range
## END

#### a syntax error in eval, in a member of a pipeline
set -o posix
eval '(' 2>/dev/null | cat
echo ${PIPESTATUS[@]}
eval '(' 2>/dev/null & wait $!
echo $?
## STDOUT:
1 0
1
## END

#### an array that what stands in front of eval has become stays one
set -o posix
f() { mapfile -t v <<<x; }
v=1 eval f; declare -p v
## STDOUT:
declare -ax v=([0]="x")
## END

#### export and readonly of an element end the shell
set -o posix
(export a 'v[]=' || echo or; echo on)
echo $?
(readonly 'a[1]=3'; echo on)
echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 2: export: `v[]': not a valid identifier
$SHELL_NAME: line 4: readonly: `a[1]': not a valid identifier
## END

#### a name of a function that is none
set -o posix
declare -f 'v]'; echo $?
f() { :; }
declare -F 'v]' f; echo $?
## STDOUT:
1
f
1
## END
## STDERR:
$SHELL_NAME: line 2: declare: `v]': not a valid identifier
$SHELL_NAME: line 4: declare: `v]': not a valid identifier
## END

#### in front of a special builtin, what stood in front of the function goes on
set -o posix
f() { x=5 shift; x=6; }; x=t f a; declare -p x
f() { local x=l; x=5 shift; }; unset x; x=t f a; declare -p x 2>/dev/null || echo local
f() { x=5 eval x=6; declare -p x; }; x=t f; declare -p x 2>/dev/null || echo eval
g() { x=7 :; }; f() { x=u g; declare -p x; }; x=t f; declare -p x
x=g; f() { x=8 return; }; x=t f; declare -p x
## STDOUT:
declare -x x="6"
local
declare -x x="6"
eval
declare -x x="7"
declare -x x="7"
declare -x x="8"
## END
