# tests/bash/pipeline.t - pipelines: processes, statuses, pipefail, lastpipe.

#### data flows
echo a | sed s/a/b/ | tr b c
## STDOUT:
c
## END

#### |& sends both streams
{ echo o; echo e >&2; } |& sort
## STDOUT:
e
o
## END

#### the status is that of the last command
true | false; echo $?; false | true; echo $?; (exit 3) | (exit 4); echo $?
## STDOUT:
1
0
4
## END

#### ! inverts
! true; echo $?; ! false; echo $?; ! true | false; echo $?
## STDOUT:
1
0
0
## END

#### PIPESTATUS has them all
true | (exit 3) | (exit 4) | true; echo "${PIPESTATUS[@]}"; echo "${PIPESTATUS[@]}"
## STDOUT:
0 3 4 0
0
## END

#### after one command it has one
false; echo ${PIPESTATUS[@]}; (exit 5); echo ${PIPESTATUS[@]}; x=$(exit 6); echo ${PIPESTATUS[@]}
## STDOUT:
1
5
6
## END

#### members are subshells
x=1; echo a | x=2; echo $x; x=3 | :; echo $x; echo v | read x; echo $x
## STDOUT:
1
1
1
## END

#### lastpipe runs the last one here
shopt -s lastpipe; echo a b | read x y; echo $y $x; seq 3 | while read n; do s=$((s + n)); done; echo $s; true | (exit 3); echo $?
## STDOUT:
b a
6
3
## END

#### lastpipe and exit
shopt -s lastpipe; echo a | exit 4; echo no
## status: 4

#### pipefail takes the last failure
set -o pipefail; (exit 3) | true; echo $?; (exit 3) | (exit 4) | true; echo $?; true | true; echo $?; ! (exit 3) | true; echo $?
## STDOUT:
3
4
0
0
## END

#### a writer without a reader ends
yes | head -1; echo ${PIPESTATUS[0]}
## STDOUT:
y
141
## END

#### compound commands as members
for i in 1 2; do echo $i; done | while read x; do echo "<$x>"; done; if true; then echo y; fi | cat; { echo a; echo b; } | (cat; echo c)
## STDOUT:
<1>
<2>
y
a
b
c
## END

#### functions as members
f() { while read x; do echo f$x; done; }; seq 2 | f | f
## STDOUT:
ff1
ff2
## END

#### redirections win over the pipe
echo a > f; echo b | cat < f; echo c 2>&1 > g | cat; cat g
## STDOUT:
a
c
## END

#### exit in a member ends only that
{ echo a; exit 3; echo b; } | cat; echo ${PIPESTATUS[0]}
## STDOUT:
a
3
## END

#### break in a member does not leave the loop outside
for i in 1 2; do echo $i | while read x; do break; done; echo $i; done
## STDOUT:
1
2
## END

#### a pipeline in a condition
if echo abc | grep -q b; then echo found; fi; echo abc | grep -q z || echo missing
## STDOUT:
found
missing
## END

#### many members
echo x | cat | cat | cat | cat | cat | cat | cat | cat | cat | cat
## STDOUT:
x
## END

#### standard input is shared in order
printf '1\n2\n3\n' | { read a; read b; echo $b $a; cat; }
## STDOUT:
2 1
3
## END

#### newline behind the bar
echo a |
cat |
cat
## STDOUT:
a
## END

#### not found in a pipeline
nosuchcommand | cat; echo ${PIPESTATUS[@]}
## STDOUT:
127 0
## END
## STDERR:
$SHELL_NAME: line 1: nosuchcommand: command not found
## END

#### time in front of a pipeline
TIMEFORMAT=; time echo a | cat; ! time false; echo $?
## STDOUT:
a
0
## END

#### an assignment of a pipeline's output
x=$(echo a | tr a b); echo $x
## STDOUT:
b
## END

#### large data passes
head -c 300000 /dev/zero | tr '\0' x | wc -c
## STDOUT:
300000
## END

#### BASH_SUBSHELL in members
echo $BASH_SUBSHELL | cat; { echo $BASH_SUBSHELL; } | cat; (echo $BASH_SUBSHELL) | cat
## STDOUT:
0
1
1
## END

#### what a first builtin does stays in its subshell
x=5; echo $((x++)) | cat; echo $x; echo ${y:=3} | cat; echo "[$y]"; printf 'ab%n' q | cat; echo "[$q]"; printf -v z abc | cat; echo "[$z]"; v=$(printf 'ab%n' q); echo "[$q]"
false; echo $? | { echo $?; cat; }; printf '%s\n' {1..3000} | tail -1; echo "${PIPESTATUS[@]}"
## STDOUT:
5
5
3
[]
ab[]
[]
[]
1
1
3000
0 0
## END

#### a first builtin that fails, by itself or while its words are expanded
printf '%d\n' zz 2> /dev/null | cat; echo "${PIPESTATUS[@]}"; false | true; echo "${PIPESTATUS[@]}"
set -o pipefail; printf '%d\n' zz | cat; echo $?
## STDOUT:
0
1 0
1 0
0
1
## END
## stderr-has: zz

#### PIPESTATUS of (( )) and [[ ]] counts the !
! ((0)); echo $PIPESTATUS
! ((1)); echo $PIPESTATUS
! [[ a ]]; echo $PIPESTATUS
! [[ '' ]]; echo $PIPESTATUS
! ((3#4)); echo $PIPESTATUS
((3#4)); echo $PIPESTATUS
! [[ 1 -eq 3#4 ]]; echo $PIPESTATUS
! { false; }; echo $PIPESTATUS
! false; echo $PIPESTATUS
! (exit 3); echo $PIPESTATUS
if ! ((1)); then :; fi; echo $PIPESTATUS
! true | (exit 3); echo ${PIPESTATUS[@]}
! x=$(exit 3); echo $PIPESTATUS
while ! ((1)); do :; done; echo $PIPESTATUS
## STDOUT:
0
1
1
0
0
1
0
1
1
3
1
0 3
3
1
## END
## STDERR:
$SHELL_NAME: line 5: ((: 3#4: value too great for base (error token is "3#4")
$SHELL_NAME: line 6: ((: 3#4: value too great for base (error token is "3#4")
$SHELL_NAME: line 7: [[: 3#4: value too great for base (error token is "3#4")
## END

#### PIPESTATUS of a negated pipeline has each command, as it was
! [[ x ]]|{ read v;}
echo ${PIPESTATUS[*]}
! [[ '' ]]| cat
echo ${PIPESTATUS[*]}
! [[ '' ]]
echo ${PIPESTATUS[*]}
! ((0)) | cat
echo ${PIPESTATUS[*]}
## STDOUT:
0 1
1 0
0
1 0
## END

#### lastpipe: ERR and set -e look at the last command, then at the pipeline
shopt -s lastpipe; trap 'echo err $LINENO $?' ERR
f() { return 4; }
true | false; echo 1
true | { false; }; echo 2
true | (exit 3); echo 3
true | [[ '' ]]; echo 4
true | ((0)); echo 5
true | f; echo 6
! true | false; echo 7
if true | false; then :; fi; echo 8
true | nope_ 2>/dev/null; echo 9
true | read x; echo 10
true | eval false; echo 11
true | if false; then :; fi; echo 12
true | while false; do :; done; echo 13
true | for i in 1; do false; done; echo 14
true | x=$(exit 3); echo 15
true | <nope 2>/dev/null; echo 16
false | true; echo 17
true | false || echo 18
true | { ! true; }; echo 19
set -o pipefail; false | true; echo 20
true | case a in a) false;; esac; echo 21
true | time false 2>/dev/null; echo 22
set -e; (true | false; echo no); echo 23
## status: 1
## STDOUT:
err 3 1
err 3 1
1
err 4 1
err 4 1
2
err 5 3
err 5 3
3
err 6 1
err 6 1
4
err 7 1
err 7 1
5
err 8 4
err 8 4
6
err 9 1
7
8
err 11 127
err 11 127
9
err 12 1
err 12 1
10
err 13 1
err 13 1
err 13 1
11
12
13
err 16 1
err 16 1
14
err 17 3
err 17 3
15
err 18 1
err 18 1
16
17
18
err 21 1
19
err 22 1
20
err 23 1
err 23 1
21
err 24 1
err 24 1
22
err 25 1
## END
## STDERR:
$SHELL_NAME: line 18: nope: No such file or directory
## END
