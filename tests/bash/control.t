# tests/bash/control.t - break, continue, return, exit, shift, eval, source, exec, true, :.

#### break and continue with levels
for i in 1 2; do for j in a b c; do [ $j = b ] && continue 2; echo $i$j; done; done; for i in 1 2; do while :; do break 2; done; echo no; done; echo end
## STDOUT:
1a
2a
end
## END

#### more levels than there are
for i in 1 2; do for j in 1 2; do break 9; done; echo no; done; echo end
## STDOUT:
end
## END

#### break outside a loop
break; echo $?; continue 3; echo $?
## STDOUT:
0
0
## END
## STDERR:
$SHELL_NAME: line 1: break: only meaningful in a `for', `while', or `until' loop
$SHELL_NAME: line 1: continue: only meaningful in a `for', `while', or `until' loop
## END

#### bad counts
for i in 1 2; do break 0; echo no; done; echo $?; for i in 1 2; do continue -1; echo no; done; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: break: 0: loop count out of range
$SHELL_NAME: line 1: continue: -1: loop count out of range
## END

#### a count that is no number
for i in 1; do break x; echo no; done; echo never
echo next
## status: 128
## STDERR:
$SHELL_NAME: line 1: break: x: numeric argument required
## END

#### break in a loop's condition and in a pipeline
while break; do echo no; done; echo a; for i in 1 2; do echo x | break; echo y$i; done
## STDOUT:
a
y1
y2
## END

#### status of a loop left by break
while false || break; do :; done; echo $?; for i in 1; do (exit 3); break; done; echo $?
## STDOUT:
0
0
## END

#### exit status
(exit 3); echo $?; (false; exit); echo $?; (exit 256); echo $?; (exit -1); echo $?; (exit 300); echo $?
## STDOUT:
3
1
0
255
44
## END

#### exit with a word that is no number
(exit x; echo no); echo $?; (exit 1 2; echo no); echo $?
## STDOUT:
2
1
## END
## STDERR:
$SHELL_NAME: line 1: exit: x: numeric argument required
$SHELL_NAME: line 1: exit: too many arguments
## END

#### exit in a function and in eval
(f() { exit 4; }; f; echo no); echo $?; (eval 'exit 5'; echo no); echo $?
## STDOUT:
4
5
## END

#### return
f() { return 7; }; f; echo $?; g() { return; }; (exit 2); g; echo $?; f() { return 256; }; f; echo $?; f() { return -2; }; f; echo $?
## STDOUT:
7
2
0
254
## END

#### return with a word that is no number still returns
f() { return x; echo no; }; f 2>/dev/null; echo $?
## STDOUT:
2
## END

#### return from a sourced file
echo 'echo a; return 6; echo b' > lib; . ./lib; echo $?
## STDOUT:
a
6
## END

#### shift
set a b c d; shift; echo $*; shift 2; echo $*; shift 5; echo $? $*; shift 0; echo $?; shift; echo $#
## STDOUT:
b c d
d
1 d
0
0
## END

#### shift with bad counts
set a; shift -1; echo $?; shift x; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: shift: -1: shift count out of range
$SHELL_NAME: line 1: shift: x: numeric argument required
## END

#### eval joins its arguments
eval echo a '"b  c"' ';' echo d; eval; echo $?; eval ''; echo $?; eval false; echo $?; eval -- echo x
## STDOUT:
a b  c
d
0
0
1
x
## END

#### eval sees and sets the shell's variables
x=1; eval x=2; echo $x; eval "f() { echo \$1; }"; f y; n=x; eval echo \$$n
## STDOUT:
2
y
2
## END

#### eval in a loop: break and continue go through
for i in 1 2 3; do eval 'continue'; echo no; done; for i in 1 2; do eval break; done; echo $i
## STDOUT:
1
## END

#### eval with an option
eval -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: eval: -x: invalid option
eval: usage: eval [arg ...]
## END

#### source finds the file in PATH or here
mkdir d; echo 'echo in d' > d/lib; echo 'echo here' > lib2; PATH=$PWD/d:$PATH; . lib; . lib2; source ./lib2
## STDOUT:
in d
here
here
## END

#### source with and without arguments
echo 'echo "$# $*"; set -- new; ' > lib; set a b; . ./lib x; echo $*; . ./lib; echo $*
## STDOUT:
1 x
new
1 new
new
## END

#### source of what is not there
. ./nope; echo $?; source; echo $?; . .; echo $?
## STDOUT:
1
2
1
## END
## STDERR:
$SHELL_NAME: line 1: ./nope: No such file or directory
$SHELL_NAME: line 1: source: filename argument required
source: usage: source filename [arguments]
$SHELL_NAME: line 1: .: .: is a directory
## END

#### source takes status and LINENO of the file
printf 'echo $LINENO\n(exit 3)\n' > lib; . ./lib; echo $? $LINENO
## STDOUT:
1
3 1
## END

#### source in a function sees locals, BASH_SOURCE names the file
echo 'echo $v ${BASH_SOURCE[0]} ${FUNCNAME[0]}' > lib; f() { local v=1; . ./lib; }; f
## STDOUT:
1 ./lib source
## END

#### source from a pipe
. <(echo 'x=piped'); echo $x
## STDOUT:
piped
## END

#### exec replaces the shell
(exec echo replaced; echo no); (exec nope) 2>/dev/null; echo $?; (exec -a name sh -c 'echo $0'); (exec -c "$SH" -c 'echo [$HOME]')
## STDOUT:
replaced
127
name
[]
## END

#### exec with redirections only
exec 3>f; echo a >&3; exec 3>&-; cat f; (exec > g; echo b); cat g
## STDOUT:
a
b
## END

#### exec of what cannot run
(exec ./nope); echo $?; touch plain; (exec ./plain); echo $?; (shopt -s execfail; exec nope; echo still $?)
## status: 127
## STDOUT:
127
126
## END

#### true, false and :
true x; echo $?; false; echo $?; : $(echo side >&2); echo $?; : > f; cat f
## stderr-has: side
## STDOUT:
0
1
0
## END

#### command skips functions, builtin too
echo() { builtin echo fn; }; command echo a; builtin echo b; echo c; unset -f echo; builtin nope; echo $?; command nope 2>/dev/null; echo $?
## STDOUT:
a
b
fn
1
127
## END
## STDERR:
$SHELL_NAME: line 1: builtin: nope: not a shell builtin
## END

#### command -p and the options
PATH=; command -p ls / > /dev/null; echo $?; command; echo $?; command -x 2>/dev/null; echo $?; builtin; echo $?
## STDOUT:
0
0
2
0
## END

#### caller
f() { caller; caller 0; caller 1; echo $?; }; g() { f
}
g; caller; echo $?
## STDOUT:
1 environment
1 g environment
1
1
## END

#### enable -n
enable -n echo; type -t echo; enable -n; enable echo; type -t echo; enable nope; echo $?
## STDOUT:
file
enable -n echo
builtin
1
## END
## STDERR:
$SHELL_NAME: line 1: enable: nope: not a shell builtin
## END

#### times prints two lines
times | wc -l; times x | wc -l
## STDOUT:
2
2
## END

#### for with a bad name fails, and that is all
f() { for 1x in a; do echo no; done; echo $?; }
f 2>/dev/null; set -e; { for 1x in a; do :; done; } 2>/dev/null; echo on
## STDOUT:
1
on
## END

#### a loop variable that cannot be set ends the loop with 1, not the list
readonly r; for r in a b; do echo no; done; echo $?; for r in a; do :; done || echo or; select r in a; do echo no; done <<< 1 2>/dev/null; echo $?
## STDOUT:
1
or
1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
$SHELL_NAME: line 1: r: readonly variable
## END

#### a nameref as loop variable takes no word that is no name
declare -n n=a; for n in 1x b; do n=5; done; echo $? "$b"; declare -n m; for m in m; do :; done; echo $?
## STDOUT:
1 
1
## END
## STDERR:
$SHELL_NAME: line 1: `1x': not a valid identifier
$SHELL_NAME: line 1: m: nameref variable self references not allowed
## END

#### break in a simple command of a pipeline is in the loop, to no avail; in a subshell it is not
for i in 1 2; do
	break | :
	break & wait $!
	echo $i $(break; echo x)
	{ break; } | :
done
## stdout-json: "1\n2\n"
## STDERR:
$SHELL_NAME: line 5: break: only meaningful in a `for', `while', or `until' loop
$SHELL_NAME: line 5: break: only meaningful in a `for', `while', or `until' loop
## END

#### a bad name in for ends a posix shell
set -o posix
(for 1st in a; do :; done; echo no); echo $?
## stdout: 2
## stderr-has: `1st': not a valid identifier

#### braces make the body of for and select behind a separator, not right behind the name
set -- a; for x; { echo $x; }; for x
{ echo $x; }
for x in b; { echo $x; }
for s in 'for x { :; }' 'for x {("")}' 'select x { :; }'; do (eval "$s"); echo $?; done
## STDOUT:
a
a
b
2
2
2
## END
## STDERR:
$SHELL_NAME: eval: line 4: syntax error near unexpected token `{'
$SHELL_NAME: eval: line 4: `for x { :; }'
$SHELL_NAME: eval: line 4: syntax error near unexpected token `{'
$SHELL_NAME: eval: line 4: `for x {("")}'
$SHELL_NAME: eval: line 4: syntax error near unexpected token `{'
$SHELL_NAME: eval: line 4: `select x { :; }'
## END
