# tests/bash/errexit.t - set -e: what ends the shell and what does not.

#### a failing command ends it
set -e; echo a; false; echo b
## status: 1
## STDOUT:
a
## END

#### the status is the command's
set -e; (exit 7); echo no
## status: 7

#### not in a condition
set -e; if false; then :; fi; while false; do :; done; until true; do :; done; echo on
## STDOUT:
on
## END

#### not the left of && and ||
set -e; false && true; false || true; true && false || echo or; echo on
## STDOUT:
or
on
## END

#### the last of && and || does
set -e; true && false; echo no
## status: 1

#### not with !
set -e; ! true; ! false; echo on
## STDOUT:
on
## END

#### not inside a function that is a condition
set -e; f() { false; echo in f; }; if f; then echo yes; fi; f || echo no; f && echo and; ! f; echo on
## STDOUT:
in f
yes
in f
in f
and
in f
on
## END

#### a function that fails
set -e; f() { false; echo no; }; f; echo no
## status: 1

#### a function that returns failure
set -e; f() { return 3; }; f; echo no
## status: 3

#### a function whose last && fails
set -e; f() { false && true; }; f; echo no
## status: 1

#### a group whose last && fails goes on
set -e; { false && true; }; echo on
## STDOUT:
on
## END

#### a subshell whose last && fails does not
set -e; (false && true); echo no
## status: 1

#### a pipeline: only the last counts
set -e; false | true; echo on; true | false; echo no
## status: 1
## STDOUT:
on
## END

#### with pipefail all count
set -eo pipefail; false | true; echo no
## status: 1

#### in a subshell
set -e; (false; echo no); echo no
## status: 1

#### a subshell as condition ignores it inside
set -e; (false; echo in) || echo or; if (false; echo in2); then echo y; fi
## STDOUT:
in
in2
y
## END

#### a command substitution does not inherit it
set -e; x=$(false; echo in); echo "$x"; echo $(false; echo in2)
## STDOUT:
in
in2
## END

#### unless inherit_errexit
set -e; shopt -s inherit_errexit; x=$(false; echo in); echo no
## status: 1

#### an assignment takes the status of its substitution
set -e; x=$(false); echo no
## status: 1

#### but local and export do not
set -e; f() { local x=$(false); echo on; }; f; export y=$(false); echo on
## STDOUT:
on
on
## END

#### (( )) and [[ ]]
set -e; ((1)); [[ a ]]; ((0)) || echo or; if ((0)); then :; fi; ((0)); echo no
## status: 1
## STDOUT:
or
## END

#### [[ that is false
set -e; [[ a == b ]]; echo no
## status: 1

#### let
set -e; let 1; let 0; echo no
## status: 1

#### a loop's body
set -e; for i in 1 2; do echo $i; false; done; echo no
## status: 1
## STDOUT:
1
## END

#### case
set -e; case a in a) false;; esac; echo no
## status: 1

#### a background job does not count
set -e; false & wait $! || echo waited; echo on
## STDOUT:
waited
on
## END

#### wait does
set -e; false & wait $!; echo no
## status: 1

#### set +e
set -e; set +e; false; echo on
## STDOUT:
on
## END

#### eval and source
set -e; eval 'false; echo no'; echo no
## status: 1

#### the EXIT trap runs
trap 'echo bye $?' EXIT; set -e; false; echo no
## status: 1
## STDOUT:
bye 1
## END

#### the ERR trap before
trap 'echo err $?' ERR; set -e; (exit 4); echo no
## status: 4
## STDOUT:
err 4
## END

#### ERR where set -e would act
trap 'echo err' ERR; false; false || true; if false; then :; fi; ! true; (exit 2); true | false; false | true; echo end
## STDOUT:
err
err
err
end
## END

#### ERR is not inherited by functions without -E
trap 'echo err' ERR; f() { false; true; }; f; set -E; f
## STDOUT:
err
## END

#### a failing redirection
set -e; echo a > /nonexistent/x; echo no
## status: 1
## STDERR:
$SHELL_NAME: line 1: /nonexistent/x: No such file or directory
## END

#### a failing redirection of a group
set -e; { echo a; } > /nonexistent/x; echo went on
## status: 1
## STDERR:
$SHELL_NAME: line 1: /nonexistent/x: No such file or directory
## END

#### a command that is not found
set -e; nosuchcommand; echo no
## status: 127
## STDERR:
$SHELL_NAME: line 1: nosuchcommand: command not found
## END

#### in a subshell in a condition set again has no effect
if (set -e; false; echo in); then echo y; fi
## STDOUT:
in
y
## END

#### -e on the command line of the inner shell
$SH -ec 'false; echo no'; echo $?
## STDOUT:
1
## END

#### errexit in a pipeline member
set -e; { false; echo no; } | cat; echo on
## STDOUT:
on
## END

#### a coprocess or process substitution does not count
set -e; cat <(false); echo on
## STDOUT:
on
## END

#### ! covers all members of a pipeline
set -e
! false | { false; echo a; }
! true | ( false; echo b )
! true | cat | { false; echo c; }
echo end
## STDOUT:
a
b
c
end
## END

#### setting what is readonly is forgiven by no condition
for s in 'read x <<< a' 'printf -v x a' 'x=1 true' '((x=1))' 'let x=1' ': {x}>/dev/null' 'mapfile x < /dev/null' 'for x in a; do :; done'; do (set -e; readonly x; eval "$s || echo or"; echo no); echo $?; done 2>&1
## STDOUT:
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
$SHELL_NAME: line 1: x: readonly variable
1
## END

#### nor is a subscript in front of an array
set -e; echo ${a[-1]} || echo or; echo no
## status: 1
## STDERR:
$SHELL_NAME: line 1: a: bad array subscript
## END

#### a function that cannot be defined fails like a command
f() { :; }; readonly -f f; trap 'echo ERR' ERR; f() { echo no; }; set -e; f() { echo no; }; echo no
## status: 1
## STDOUT:
ERR
ERR
## END
## STDERR:
$SHELL_NAME: line 1: f: readonly function
$SHELL_NAME: line 1: f: readonly function
## END

#### an EXIT trap sees the redirections of the compound commands that set -e leaves
cat >t.sh <<'E'
trap 'echo end' EXIT
set -e
{ false; } >out
E
$SH t.sh; cat out
$SH -c '. ./t.sh'; cat out
## stdout-json: "end\nend\n"

#### but not those around a function with redirections of its own
trap 'echo end' EXIT
set -e
f() { { false; } >out; }
{ f >out2; } >out
## status: 1
## stdout: end

#### set -e in a builtin that is a member of a pipeline or a job leaves with 1
set -e
eval '(exit 5)' | cat
echo ${PIPESTATUS[@]}
f() { (exit 5); }
f | cat
echo ${PIPESTATUS[@]}
eval f | cat
echo ${PIPESTATUS[@]}
command eval f | cat
echo ${PIPESTATUS[@]}
eval 'trap "echo E\$?" EXIT; (exit 5)' | cat
eval '(exit 5) | cat; echo ${PIPESTATUS[@]}; (set -e; (exit 6); echo no); echo no' | cat
echo ${PIPESTATUS[@]}
eval '(exit 5)' & wait $! || echo $?
{ (exit 5); } & wait $! || echo $?
## STDOUT:
1 0
5 0
1 0
1 0
E1
5 0
1 0
1
5
## END

#### set -e: a syntax error in eval ends the shell without a word to ERR
(set -e; trap 'echo err' ERR; trap 'echo exit' EXIT; eval '('; echo no)
echo $?
(set -e; trap 'echo err' ERR; if eval '('; then echo no; fi; echo on)
echo $?
## STDOUT:
exit
2
on
0
## END
## STDERR:
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
## END

#### set -e: a bad subscript ends the shell where failures are ignored, with the status before
(set -e; trap 'echo E$?' EXIT; (exit 3) || x[*]=1; echo no)
echo $?
(set -e; if x[@]=1; then echo no; fi; echo no)
echo $?
(set -e; false || : ${r[*]=}; echo no)
echo $?
## STDOUT:
E3
3
1
1
## END
## STDERR:
$SHELL_NAME: line 1: x[*]: bad array subscript
$SHELL_NAME: line 3: x[@]: bad array subscript
$SHELL_NAME: line 5: r[*]: bad array subscript
## END

#### set -e: the status that an expansion error leaves with
(set -e; (exit 3) || echo ${!x}; echo no); echo $?
(set -e; declare -A h; (exit 3) || h=(a); echo no); echo $?
(set -eu; (exit 3) || echo $x; echo no); echo $?
## STDOUT:
3
no
0
1
## END
## STDERR:
$SHELL_NAME: line 1: x: invalid indirect expansion
$SHELL_NAME: line 3: x: unbound variable
## END

#### set -e: the length of an element of nothing
(set -eu; for i in 1; do echo ${#n[0]}; done; echo no)
echo $?
(set -u; for i in 1; do echo ${#n[0]}; done; echo no)
echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: n: unbound variable
$SHELL_NAME: line 3: n: unbound variable
## END
