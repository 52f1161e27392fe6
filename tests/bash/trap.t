# tests/bash/trap.t - trap: signals, EXIT, ERR, DEBUG, RETURN.

#### EXIT
trap 'echo bye' EXIT; echo hi
## STDOUT:
hi
bye
## END

#### EXIT sees the status and may change it
trap 'echo $?' EXIT; (exit 3); exit 4
## status: 4
## STDOUT:
4
## END

#### exit in it
trap 'echo bye; exit 5' EXIT; exit 1
## status: 5
## STDOUT:
bye
## END

#### EXIT after a syntax error in eval, and after set -e
trap 'echo bye' EXIT; eval 'if' 2>/dev/null; set -e; false
## status: 1
## STDOUT:
bye
## END

#### 0 is EXIT
trap 'echo zero' 0
## STDOUT:
zero
## END

#### a signal's action runs and the script goes on
trap 'echo usr1' USR1; kill -USR1 $$; echo after
## STDOUT:
usr1
after
## END

#### between commands only
trap 'echo trapped' USR1; sh -c "kill -USR1 $$; echo child"; echo after
## STDOUT:
child
trapped
after
## END

#### $? is kept
trap 'false' USR1; true; kill -USR1 $$; echo $?
## STDOUT:
0
## END

#### '' ignores, also in children
trap '' TERM; kill $$; sh -c 'kill $$; echo alive'; echo alive
## STDOUT:
alive
alive
## END

#### - resets
trap 'echo t' USR1; trap - USR1; sh -c "kill -USR1 $$" ; echo not reached
## status: -10

#### a number alone resets
trap 'echo t' INT; trap 2; trap -p INT; echo done
## STDOUT:
done
## END

#### listing
trap 'echo "a b"' USR1; trap "echo 'q'" EXIT; trap '' HUP; trap; trap -p USR1
## STDOUT:
trap -- 'echo '\''q'\''' EXIT
trap -- '' SIGHUP
trap -- 'echo "a b"' SIGUSR1
trap -- 'echo "a b"' SIGUSR1
q
## END

#### names in all forms
trap 'echo x' int SIGTERM 10 exit; trap | sort; trap - 0
## STDOUT:
trap -- 'echo x' EXIT
trap -- 'echo x' SIGINT
trap -- 'echo x' SIGTERM
trap -- 'echo x' SIGUSR1
## END

#### a bad name
trap 'x' NOPE; echo $?; trap -p NOPE; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: trap: NOPE: invalid signal specification
$SHELL_NAME: line 1: trap: NOPE: invalid signal specification
## END

#### options
trap -z; echo $?; trap -l | head -1
## STDOUT:
2
 1) SIGHUP	 2) SIGINT	 3) SIGQUIT	 4) SIGILL	 5) SIGTRAP
## END
## STDERR:
$SHELL_NAME: line 1: trap: -z: invalid option
trap: usage: trap [-lp] [[arg] signal_spec ...]
## END

#### usage
trap 'x'; echo $?
## STDOUT:
2
## END
## STDERR:
trap: usage: trap [-lp] [[arg] signal_spec ...]
## END

#### ERR
trap 'echo err $?' ERR; false; (exit 3); true; echo end
## STDOUT:
err 1
err 3
end
## END

#### ERR in functions with -E only
trap 'echo err' ERR; f() { false; :; }; f; set -E; f
## STDOUT:
err
## END

#### DEBUG
trap 'echo "dbg $BASH_COMMAND"' DEBUG; x=1; echo $x; for i in a; do :; done; trap - DEBUG; echo end
## STDOUT:
dbg x=1
dbg echo $x
1
dbg for i in a
dbg :
dbg trap - DEBUG
end
## END

#### DEBUG in functions with -T only
trap 'echo dbg' DEBUG; f() { :; :; }; f; set -T; f; trap - DEBUG
## STDOUT:
dbg
dbg
dbg
dbg
dbg
dbg
dbg
## END

#### extdebug: a failing DEBUG trap skips the command
shopt -s extdebug; trap '[[ $BASH_COMMAND != *skip* ]]' DEBUG; echo a; echo skip; echo b
## STDOUT:
a
b
## END

#### RETURN
f() { trap 'echo ret' RETURN; echo body; }; f; echo end
## STDOUT:
body
ret
end
## END

#### RETURN of a sourced file
echo 'echo in' > s; trap 'echo ret' RETURN; . ./s; trap - RETURN
## STDOUT:
in
ret
## END

#### functrace gives RETURN to functions
trap 'echo ret $FUNCNAME' RETURN; f() { :; }; f; set -T; f; trap - RETURN
## STDOUT:
ret f
## END

#### a trap set in a function stays
f() { trap 'echo bye' EXIT; }; f; echo on
## STDOUT:
on
bye
## END

#### a subshell resets traps
trap 'echo t' USR1; (kill -USR1 $BASHPID; echo no) 2>/dev/null; echo $?
## STDOUT:
138
## END
## STDERR:
User defined signal 1
## END

#### but runs its own
(trap 'echo own' EXIT; trap 'echo usr2' USR2; kill -USR2 $BASHPID; echo x)
## STDOUT:
usr2
x
own
## END

#### a fatal signal still runs EXIT
trap 'echo bye' EXIT; kill -TERM $$; echo no
## status: -15
## STDOUT:
bye
## END

#### SIGINT ends the script by SIGINT
$SH -c 'trap "echo bye" EXIT; kill -INT $$; echo no'; echo $?
## STDOUT:
bye
130
## END

#### a trapped INT does not
trap 'echo int' INT; kill -INT $$; echo on
## STDOUT:
int
on
## END

#### a trap may set another
trap 'echo 1; trap "echo 2" USR1' USR1; kill -USR1 $$; kill -USR1 $$
## STDOUT:
1
2
## END

#### return in a trap's action leaves the function
f() { kill -USR1 $$; echo no; }; trap 'return 3' USR1; f; echo $?
## STDOUT:
3
## END

#### a trap interrupts wait
trap 'echo chld' CHLD; (exit 1) & wait $!; echo $?; trap - CHLD
## STDOUT:
chld
1
## END

#### signals ignored at entry cannot be trapped
(trap '' USR1; $SH -c 'trap "echo t" USR1; kill -USR1 $$; echo on'); echo $?
## STDOUT:
on
0
## END

#### LINENO in ERR
trap 'echo line $LINENO' ERR
:
false
## status: 1
## STDOUT:
line 3
## END

#### exit without a status in EXIT
trap 'exit' EXIT; exit 3
## status: 3

#### the action is expanded when it runs
x=1; trap 'echo $x' EXIT; x=2
## STDOUT:
2
## END

#### traps in command substitution
trap 'echo t' USR1; x=$(trap -p USR1); echo "$x"; y=$(trap 'echo e' EXIT; echo o); echo $y
## STDOUT:
trap -- 'echo t' SIGUSR1
o e
## END

#### ERR is not for a simple command in the background
set -E; trap 'echo err' ERR; false & wait; { false; :; } & wait
## STDOUT:
err
## END

#### exit without a number in an EXIT action leaves with the status from before
"$SH" -c 'trap "echo in \$?; false; exit" EXIT; exit 9'; echo $?
"$SH" -c 'trap "bye() { false; exit; }; bye" EXIT; (exit 4)'; echo $?
"$SH" -c 'trap "false; exit 3" EXIT; exit 9'; echo $?
## STDOUT:
in 9
9
4
3
## END

#### return without a number in an action has the status from before
f() { trap '(exit 5); return' USR1; kill -USR1 $$; echo not reached; }; f; echo $?
trap 'g() { (exit 4); return; }; g; echo "g $?"' USR2; (exit 6); kill -USR2 $$
## STDOUT:
0
g 0
## END

#### a compound command that cannot be redirected has no line of its own for ERR
trap 'echo "line $LINENO"' ERR
true

{ true
} 2>/dev/null >/nonexistent/x
echo end
## STDOUT:
line 2
end
## END

#### ERR: a subshell fails at the line where it ends
trap 'echo $LINENO' ERR
(
false
)
( true
  exit 4 )
## status: 4
## STDOUT:
4
6
## END

#### actions are printed in single quotes whatever is in them
trap $'echo\techo\n:' INT; trap "'" TERM; trap "it's" HUP; trap -p
## STDOUT:
trap -- 'it'\''s' SIGHUP
trap -- 'echo	echo
:' SIGINT
trap -- \' SIGTERM
## END

#### in posix mode names are short, -p shows the defaults too, and one name alone is an error
set -o posix; trap : INT; trap; trap -p INT HUP EXIT; (trap INT); echo $?
## STDOUT:
trap -- ':' INT
trap -- ':' INT
trap -- - HUP
trap -- - EXIT
2
## END
## STDERR:
trap: usage: trap [-lp] [[arg] signal_spec ...]
## END

#### an option that is wrong comes before -l
trap -lZ; echo $?; trap x ' 2'; trap -p +2 SIGRTMIN+20
## STDOUT:
2
trap -- 'x' SIGINT
## END
## STDERR:
$SHELL_NAME: line 1: trap: -Z: invalid option
trap: usage: trap [-lp] [[arg] signal_spec ...]
## END

#### ERR is not told of the command that sets it
f() { trap 'echo err $?' ERR; return 2; }
f
f
## status: 2
## stdout-json: "err 2\n"

#### ERR is told twice of a pipeline that ends in a failing ( )
trap 'echo err $?' ERR
true | (exit 3)
! true | (exit 4)
true | { exit 5; }
## status: 5
## stdout-json: "err 3\nerr 3\nerr 4\nerr 5\n"

#### a ! shields from ERR the command itself only, but all within under set -e
trap 'echo err' ERR
! { false; true; }
! false
! (false)
set -e
! { false; true; }
echo end
## stdout-json: "err\nend\n"

#### what was ignored at the start is listed, by a script
trap '' USR1 PIPE; "$BASH" -c 'trap - USR1; trap | grep -E "USR1|PIPE"; trap -p USR1'
## STDOUT:
trap -- '' SIGUSR1
trap -- '' SIGPIPE
trap -- '' SIGUSR1
## END

#### SIGCHLD ignored at the start does not keep the shell from waiting, and programs get it ignored
trap '' CHLD
"$BASH" -c '(exit 3); echo $?; sh -c "exit 4"; echo $?; sleep 0.01 & wait $!; echo $?; echo $(echo sub)
grep -c "^SigIgn:.*1....$" /proc/self/status; trap "echo no" CHLD; true | true'
## STDOUT:
3
4
0
sub
1
## END

#### a script ignores SIGQUIT itself, what it starts does not
"$BASH" -c 'kill -QUIT $$; echo alive; sh -c "kill -QUIT \$\$"; echo $?; (kill -QUIT $BASHPID); echo $?; trap "echo q" QUIT; kill -QUIT $$; trap - QUIT; kill -QUIT $$; echo end' 2> /dev/null
## STDOUT:
alive
131
131
q
end
## END

#### what an interactive shell ignores is not ignored in its programs, job control or not
"$BASH" --norc -ic 'sh -c "kill -TERM \$\$; echo alive"; echo $?; sh -c "kill -QUIT \$\$; echo alive"; echo $?' 2> /dev/null < /dev/null
## STDOUT:
143
131
## END

#### an error in the words of a command in a process of its own runs the EXIT trap there too
trap 'echo end' EXIT
echo $((1/0)) | cat
: ${x?} & wait
{ echo $((1/0)); echo no; } | cat
## stdout-json: "end\nend\nend\n"
## stderr-has: division by 0

#### an EXIT trap set in a function in a process of its own sees the redirections that return left
f() { trap 'echo in f' EXIT; return; } >out
g() { trap 'echo in g' EXIT; } >out2
f | cat
cat out
g | cat
## stdout-json: "in f\nin g\n"

#### the EXIT trap of an exit in a function runs there: its locals, arguments and redirections
f() { local t=abc; trap 'echo "[$t] $FUNCNAME $1 $# ${BASH_LINENO[0]}"' EXIT; g x y; }; g() { local t=def; exit 3; }; f arg
## status: 3
## stdout: [def] g x 2 1

#### and so it can remove what a local variable names
f() { local tmp=made; mkdir $tmp; trap 'rm -r "$tmp"; ls' EXIT; eval 'exit 2'; }; f
## status: 2

#### under the redirections of the function and in it
trap 'echo trap >&2; cat out' EXIT; f() { for i in 1; do exit 4; done 2> out; }; f
## status: 4
## stdout: trap

#### an exec that fails in a function leaves as exit does
f() { local t=abc; trap 'echo "$t $FUNCNAME $?"' EXIT; exec nosuch 2>/dev/null; }; f
## status: 127
## stdout: abc f 127

#### DEBUG for members of pipelines and for jobs comes from the shell itself
trap 'echo "debug: $BASH_COMMAND"' DEBUG; echo a | cat; : & wait; echo b | { cat; } | (cat)
## STDOUT:
debug: echo a
debug: cat
a
debug: :
debug: wait
debug: echo b
b
## END

#### a signal without a trap leaves $? to the EXIT trap as it is
$SH -c 'trap "echo end \$?" EXIT; kill -TERM $$; :'; echo $?
## stdout-json: "end 0\n143\n"
## stderr-lacks: end
#### a RETURN trap sees the status in front of `return`
set -T; trap 'echo R $?' RETURN; f() { false; return 3; }; f; echo $?; g() { false; }; g; (exit 6); h() { return 7; }; h; . /dev/stdin <<< '(exit 5); return 4'; echo $?
## STDOUT:
R 1
3
R 1
R 0
R 5
4
## END

#### SIGCHLD blocked at the start is not blocked in programs
python3 -c 'import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD}); os.execv(sys.argv[1], sys.argv[1:])' "$BASH" -c 'grep SigBlk /proc/self/status; :; exec grep SigBlk /proc/self/status'
## STDOUT:
SigBlk:	0000000000000000
SigBlk:	0000000000000000
## END
## needs: python3

#### the RETURN trap runs where `return` stands, with the redirections that hold there
fn() { trap 'echo ret $?' RETURN; false; return 2; } >o1; fn; echo $?; cat o1
fn() { trap 'echo ret $?' RETURN; { return 3; } >o1; }; fn; echo $?; cat o1
fn() { trap 'echo ret $?' RETURN; (return 3); return 4 | cat; echo $?; } >o1; fn; cat o1
## STDOUT:
2
ret 1
3
ret 0
ret 0
0
## END

#### BASH_COMMAND in a simple command of a pipeline or in the background of an action
trap 'echo "$BASH_COMMAND" | cat; echo "$BASH_COMMAND" & wait; { echo "$BASH_COMMAND"; :; } | cat' USR1
kill -USR1 $$
: "$(:)"
## STDOUT:
kill -USR1 $$
kill -USR1 $$
echo "$BASH_COMMAND"
## END

#### set -e: an EXIT trap sees the functions that are running, not their variables
cat >t.sh <<'E'
trap 'echo "${FUNCNAME[*]} / ${BASH_LINENO[*]} / $# [${l-}] $BASH_COMMAND"' EXIT
g() {
	local l=5
	set -e
	$how
}
f() {
	g 1 2
}
$call
E
export how call
for how in false '[ a = b ]' 'test'; do call='f x'; $SH t.sh; $SH -c "$(cat t.sh)"; done
call='eval f x' how=false; $SH t.sh; echo; cat >u.sh <<'E'
set -e
trap 'echo "${FUNCNAME[*]}"' EXIT
g() { false; }; f() { eval 'g'; }; (f); echo no
E
$SH u.sh; f() { set -e; false; }; (trap 'echo "${FUNCNAME[*]}"' EXIT; f; :)
## status: 1
## STDOUT:
g f main / 8 10 0 / 2 [] $how
g f / 8 10 / 2 [] $how
g f main / 8 10 0 / 2 [] $how
g f / 8 10 / 2 [] $how
g f main / 8 10 0 / 2 [] $how
g f / 8 10 / 2 [] $how
g f main / 8 10 0 / 2 [] $call


f
## END

#### with set -e an error of expansion runs the EXIT trap where it happens
for e in -e -E; do for how in 'echo ${nope?gone}' 'echo $nope' 'echo ${l@Z}' 'r=2'; do
cat >t.sh <<E
trap 'echo "\${FUNCNAME[*]} \$? \${l-}"' EXIT
readonly r=1
g() { local l=5; set $e -u; $how; }
f() { g >&2; }
f 2>&1
E
$SH t.sh 2>&1 | sed 's/.*line/line/'; done; done
## STDOUT:
line 3: nope: gone
g f main 1 5
line 3: nope: unbound variable
g f main 1 5
line 3: ${l@Z}: bad substitution
g f main 1 5
line 3: r: readonly variable
g f main 1 5
line 3: nope: gone
main 1 
line 3: nope: unbound variable
main 1 
line 3: ${l@Z}: bad substitution
main 1 
line 3: r: readonly variable
main 1 
## END

#### BASH_COMMAND in the EXIT trap of what eval ends is the eval
$SH -c 'trap "echo \$BASH_COMMAND" EXIT; f() { eval "true; exit 3"; }; f'
$SH -c 'trap "echo \$BASH_COMMAND" EXIT; f() { exit 3; }; f'
$SH -c 'trap "echo \$BASH_COMMAND" EXIT; set -e; true; (exit 4)'
$SH -c 'trap "echo \$BASH_COMMAND" EXIT; set -e; trap : ERR; true; (exit 4)'
## status: 4
## STDOUT:
eval "true; exit 3"
exit 3
true
( exit 4 )
## END

#### what a command substitution forks does not run the EXIT trap of the shell
trap 'echo T >&2' 0
e=
x=$(echo 1 | command ${e:?}); echo $?
(echo 1 | cat ${e:?}; echo $?)
{ echo 1 | cat ${e:?}; echo $?; } | cat
(trap 'echo U >&2' 0; echo 1 | cat ${e:?}; echo $?)
echo 1 | cat ${e:?}; echo $?
## STDOUT:
1
1
1
1
127
## END
## STDERR:
$SHELL_NAME: line 3: e: parameter null or not set
$SHELL_NAME: line 4: e: parameter null or not set
$SHELL_NAME: line 5: e: parameter null or not set
$SHELL_NAME: line 6: e: parameter null or not set
U
U
$SHELL_NAME: line 7: e: parameter null or not set
T
T
## END

#### an EXIT trap set in a member: run for a group, a subshell, a simple command
t='trap "echo N >&2" EXIT'
if eval "$t"; then :; fi | cat
for i in 1; do eval "$t"; done | cat; echo 1
while eval "$t"; break; do :; done | cat; echo 2
case a in a) eval "$t";; esac | cat; echo 3
{ eval "$t"; } | cat; echo 4
(eval "$t") | cat; echo 5
if eval "$t"; then :; fi & wait; echo 6
{ eval "$t"; } & wait; echo 7
{ eval "$t"; } | cat & wait; echo 8
(eval "$t") | cat & wait; echo 9
(eval "$t") & wait; echo 10
f() { eval "$t"; }
f | cat; echo 11
f & wait; echo 12
f | cat & wait; echo 13
eval "$t" | cat & wait; echo 14
: | if eval "$t"; then :; fi ; echo 15
: | { eval "$t"; } ; echo 16
: | { eval "$t"; exit 3; } ; echo 17
: | if eval "$t"; then exit 3; fi ; echo 18
: | if eval "$t"; then set -e; false; fi ; echo 19
((n=1)) | if eval "$t"; then echo ${nope?x}; fi ; echo 20
x=$(if eval "$t"; then :; fi) ; echo 21
cat <(if eval "$t"; then :; fi) ; echo 22
coproc if eval "$t"; then :; fi ; wait; echo 23
coproc { eval "$t"; } ; wait; echo 24
if eval "$t"; then :; fi && : & wait; echo 25
! { eval "$t"; } | cat; echo 27
## STDOUT:
1
2
3
4
5
6
7
8
9
10
11
12
13
14
15
16
17
18
19
20
21
22
23
24
25
27
## END
## STDERR:
N
N
N
N
N
N
N
N
N
N
N
$SHELL_NAME: line 23: nope: x
N
N
N
N
N
## END

#### an EXIT trap set in a member has the redirections of the member
trap 'echo E' EXIT >o1 | cat; echo "[$(cat o1)]"; : >o1
f() { trap 'echo F' EXIT; }
f >o1 | cat; echo "[$(cat o1)]"; : >o1
{ trap 'echo G' EXIT; } >o1 | cat; echo "[$(cat o1)]"; : >o1
(trap 'echo H' EXIT) >o1 | cat; echo "[$(cat o1)]"; : >o1
trap 'echo I' EXIT >o1 & wait; echo "[$(cat o1)]"; : >o1
f >o1 & wait; echo "[$(cat o1)]"; : >o1
eval "trap 'echo J' EXIT" >o1 | cat; echo "[$(cat o1)]"; : >o1
( trap 'echo K' EXIT >o1 ); echo "[$(cat o1)]"; : >o1
x=$(trap 'echo L' EXIT >o1); echo $x; echo "[$(cat o1)]"; : >o1
eval 'exit 3' >o1 | cat
command trap 'echo M' EXIT >o1 | cat; echo "[$(cat o1)]"; : >o1
x=$({ trap 'echo N' EXIT; } >o1); echo "$x[$(cat o1)]"; : >o1
({ trap 'echo N' EXIT; } >o1); echo "$x[$(cat o1)]"; : >o1
x=$(if trap 'echo N' EXIT; then :; fi >o1); echo "$x[$(cat o1)]"; : >o1
if trap 'echo N' EXIT; then :; fi >o1 | cat; echo "[$(cat o1)]"; : >o1
cat <({ trap 'echo P' EXIT; } >o1); echo "[$(cat o1)]"; : >o1
cat <(trap 'echo P' EXIT >o1); echo "[$(cat o1)]"; : >o1
{ trap 'echo G' EXIT; } >o1 & wait;  echo "[$(cat o1)]"; : >o1
{ { trap 'echo G' EXIT; } >o1; } | cat;  echo "[$(cat o1)]"; : >o1
{ { trap 'echo G' EXIT; } >o1; } >o2 | cat;  echo "[$(cat o1)]" "[$(cat o2)]"; : >o1
coproc { trap 'echo G' EXIT; } >o1; wait;   echo "[$(cat o1)]"; : >o1
trap 'echo Q' EXIT >o1 | cat; read -r y <o1; echo $y
## STDOUT:
[E]
[F]
[G]
[H]
[I]
[F]
[J]
K
[]
L
[]
[M]
N[]
N
N[]
N[]
[]
P
[]
P
[]
[G]
G
[]
[] [G]
[]
Q
## END

#### EXIT: an assignment in front of a command cannot be expanded, in a process of its own
trap 'echo E' EXIT
n=${} true | cat
true | n=${} nope
## status: 1
## STDOUT:
E
E
E
## END
## STDERR:
$SHELL_NAME: line 2: ${}: bad substitution
$SHELL_NAME: line 3: ${}: bad substitution
## END

#### RETURN: a file that is to be sourced and is not there
trap 'echo ret' RETURN
source ./nope
echo $?
. /dev
f() { . ./nope; }; f
## status: 1
## STDOUT:
ret
1
ret
## END
## STDERR:
$SHELL_NAME: line 2: ./nope: No such file or directory
$SHELL_NAME: line 4: .: /dev: is a directory
environment: line 5: ./nope: No such file or directory
## END

#### ERR of a DEBUG action: the line of the command, also in a condition
trap 'false' DEBUG
trap 'echo err$LINENO' ERR
if true
then
for w in 1; do
:
done
fi
case x in
x) : ;;
esac
f() {
:
}
set -T
f
## STDOUT:
err3
err5
err6
err9
err10
err15
err16
## END

#### an action is in no condition: set -e and ERR count there
trap 'echo err' ERR
trap 'false; echo usr' USR1
if kill -USR1 $$; then echo x; fi
kill -USR1 $$ || echo
(set -e; if kill -USR1 $BASHPID; then echo no; fi; echo no)
echo $?
## STDOUT:
err
usr
x
err
usr
err
138
## END
## STDERR:
User defined signal 1
## END

#### EXIT, set -e: an error in a $( ) or a member of a pipeline that needs no process is not the end of this one
set -eu
trap 'echo E' EXIT
x=$(echo $u) || true
x=$(echo ${r[-1]} ${!q}) || true
x=$(echo ${u?m}) || true
echo $u | cat
echo on
## STDOUT:
E
on
E
## END
## STDERR:
$SHELL_NAME: line 3: u: unbound variable
$SHELL_NAME: line 4: r: bad array subscript
$SHELL_NAME: line 4: r[-1]: unbound variable
$SHELL_NAME: line 5: u: m
$SHELL_NAME: line 6: u: unbound variable
## END

#### DEBUG in front of the EXIT action of a member that fails to expand
trap 'echo E' EXIT; trap 'echo D' DEBUG
printf $((08)) 2>/dev/null | cat
## STDOUT:
D
D
D
E
D
E
## END
## STDERR:
$SHELL_NAME: line 2: 08: value too great for base (error token is "08")
## END

#### signals ignored at the start are listed in an asynchronous command
(trap '' INT QUIT; "$BASH" -c 'fn() { trap -p; }; fn & wait; echo 2; trap -p & wait; trap "echo I" INT; trap -p INT')
## STDOUT:
trap -- '' SIGINT
trap -- '' SIGQUIT
2
trap -- '' SIGINT
trap -- '' SIGQUIT
trap -- '' SIGINT
## END

#### what the EXIT action sets for EXIT does not run
for s in 'exit' ':' 'f' 'eval exit' '(exit)' 'x=$(trap "echo 3; trap \"echo 4\" EXIT" EXIT; exit); echo $x'; do
	echo "f() { exit; }; trap 'echo 1; trap \"echo 2\" EXIT' EXIT; $s" > s
	echo $("$BASH" s; "$BASH" -c "$(cat s)")
done
## STDOUT:
1 1
1 1
1 1
1 1
1 1
3 1 3 1
## END
