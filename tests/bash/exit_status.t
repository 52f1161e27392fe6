# tests/bash/exit_status.t - exit statuses.

#### of commands
true; echo $?; false; echo $?; (exit 42); echo $?
## STDOUT:
0
1
42
## END

#### modulo 256
(exit 256); echo $?; (exit 257); echo $?; (exit -1); echo $?
## STDOUT:
0
1
255
## END

#### of lists
false; true; echo $?; true && false; echo $?; false || true; echo $?
## STDOUT:
0
1
0
## END

#### of compound commands
if false; then :; fi; echo $?; while false; do :; done; echo $?; for i in; do :; done; echo $?; case x in y) ;; esac; echo $?; for i in 1; do false; done; echo $?
## STDOUT:
0
0
0
0
1
## END

#### of a function
f() { false; }; f; echo $?; g() { return 7; }; g; echo $?; h() { false; return; }; h; echo $?; k() { :; }; k; echo $?
## STDOUT:
1
7
1
0
## END

#### of a function definition
false; f() { :; }; echo $?
## STDOUT:
0
## END

#### of signals
sh -c 'kill -TERM $$' 2>/dev/null; echo $?; sh -c 'kill -PIPE $$'; echo $?
## STDOUT:
143
141
## END
## STDERR:
Terminated
## END

#### not found and not executable
nosuch 2>/dev/null; echo $?; / 2>/dev/null; echo $?
## STDOUT:
127
126
## END

#### of arithmetic and tests
((0)); echo $?; ((5)); echo $?; [[ a ]]; echo $?; [[ a == b ]]; echo $?; let 0; echo $?; let 1; echo $?
## STDOUT:
1
0
0
1
1
0
## END

#### exit gives the last one
false; exit
## status: 1

#### exit with a number
exit 9
## status: 9

#### exit of a bad number
exit abc; echo no
## status: 2
## STDERR:
$SHELL_NAME: line 1: exit: abc: numeric argument required
## END

#### the shell's own is the last command's
false
## status: 1

#### of the last command in the file, a syntax error
eval 'if'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
## END

#### of ! and time
! false; echo $?; ! true; echo $?
## STDOUT:
0
1
## END

#### of a background start
false; true & echo $?; wait
## STDOUT:
0
## END

#### of eval and source
eval; echo $?; eval false; echo $?; : > s; false; . ./s; echo $?; echo 'return 4' > s; . ./s; echo $?
## STDOUT:
0
1
0
4
## END

#### of a case whose body is empty
false; case a in a) ;; esac; echo $?
## STDOUT:
0
## END

#### in expansions
false; echo $? ${?} "$?"; false; x=$?$?; echo $x
## STDOUT:
1 1 1
11
## END

#### division by zero
echo $((1/0))
echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: 1/0: division by 0 (error token is "0")
## END

#### of a [[ with a bad regular expression
[[ a =~ $(printf '(') ]]; echo $?
## STDOUT:
2
## END

#### return outside a function
return 3; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: return: can only `return' from a function or sourced script
## END

#### break outside a loop
break; echo $?
## STDOUT:
0
## END
## STDERR:
$SHELL_NAME: line 1: break: only meaningful in a `for', `while', or `until' loop
## END

#### exec says what is wrong with the file as well
mkdir d; : >f
for name in d f none; do (exec ./$name) 2>&1 | sed "s/^$SHELL_NAME: //; s|$PWD|PWD|"; done
## STDOUT:
line 2: PWD/d: Is a directory
line 2: exec: PWD/d: cannot execute: Is a directory
line 2: PWD/f: Permission denied
line 2: exec: PWD/f: cannot execute: Permission denied
line 2: PWD/none: No such file or directory
## END

#### a script that exec runs knows its whole path
printf '#!/bin/sh\necho "$0"\n' >s; chmod +x s; (exec ./s) | sed "s|$PWD|PWD|"
## STDOUT:
PWD/s
## END

#### posix: a special builtin that is given what it does not take ends the shell
set -o posix
for c in 'export -Z' 'set -Z' 'trap -Z' 'eval "("' 'set -o nope' 'command export -Z' 'command eval "("' 'declare -Z' 'shift 99' 'trap "(" EXIT; trap - EXIT'; do
(eval "$c"; echo "$c: $?") 2>/dev/null; done
f() { export -Z; echo not reached; }; f 2>/dev/null; echo not reached
## status: 2
## STDOUT:
command export -Z: 2
command eval "(": 2
declare -Z: 2
shift 99: 1
trap "(" EXIT; trap - EXIT: 0
## END

#### too many arguments of a special builtin abandon what the shell itself read
cat >s <<'END_OF_S'
f() { eval 'shift 1 2
echo in eval'; echo in f; }
f; echo same line
echo next $?
. ./t; echo same line
trap 'exit 1 2
echo in trap' USR1
kill -USR1 $$; echo same line
echo next $?
(return 1 2; echo in subshell); echo $?
END_OF_S
printf 'return 1 2\necho in file\n' >t
"$SH" s 2>/dev/null; "$SH" -c 'while :; do continue 1 2; done
echo no' 2>/dev/null; echo $?
## STDOUT:
next 1
next 1
1
1
## END

#### a directory is no script
"$SH" /; echo $?; "$SH" ./nowhere 2>/dev/null; echo $?
## STDOUT:
126
127
## END
## STDERR:
/: /: Is a directory
## END

#### a command name that cannot be printed is shown as $'…'
$'a\001b'
## status: 127
## STDERR:
$SHELL_NAME: line 1: $'a\001b': command not found
## END

#### a name that does not print is quoted when it is not found
$'\r'; $'a\nb' c; command $'a\377'; echo $?
## stdout: 127
## STDERR:
$SHELL_NAME: line 1: $'\r': command not found
$SHELL_NAME: line 1: $'a\nb': command not found
$SHELL_NAME: line 1: $'a\377': command not found
## END

#### not to be able to write is a failure of some builtins only
exec 2>e; f() { :; }; hash ls
for c in 'command -V if' 'command -v if' ulimit 'kill -l' 'compgen -v H' 'declare -F' 'declare -p' 'pushd /tmp'; do
	$c >&-; echo $?
done; popd >&-; echo $?
for c in dirs 'type if' set 'export -p' hash umask pwd 'declare -p HOME' declare shopt 'set -o' 'printf a' 'echo a'; do
	$c >&-; echo -n $?
done; echo
## STDOUT:
0
0
0
0
0
0
0
0
0
1111111111111
## END
