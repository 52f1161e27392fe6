# tests/bash/subshell.t - subshells: what they inherit and what they keep to themselves.

#### variables
x=1; (x=2; echo $x); echo $x
## STDOUT:
2
1
## END

#### functions and aliases
f() { echo 1; }; (f() { echo 2; }; f); f; (unset -f f); f
## STDOUT:
2
1
1
## END

#### options
(set -f; echo *); echo $-| grep -c f
## status: 1
## STDOUT:
*
0
## END

#### the directory
mkdir d; (cd d; pwd | sed 's/.*\///'); pwd | grep -c '/d$'
## status: 1
## STDOUT:
d
0
## END

#### exit leaves only the subshell
(exit 3); echo $?; (exit 4; echo no) || echo or $?
## STDOUT:
3
or 4
## END

#### return is an error outside a function, inside it leaves the subshell
f() { (return 5; echo no); echo $?; }; f
## STDOUT:
5
## END

#### the positional parameters
set -- a b; (shift; echo $1); echo $1
## STDOUT:
b
a
## END

#### redirections inside do not leak
(exec > f; echo hidden); echo shown; cat f
## STDOUT:
shown
hidden
## END

#### $$ stays, BASHPID does not
a=$$; (test $a = $$ && echo same; test $BASHPID != $$ && echo other)
## STDOUT:
same
other
## END

#### BASH_SUBSHELL counts
echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL)); echo $(echo $BASH_SUBSHELL)
## STDOUT:
0
1
2
1
## END

#### traps are reset, and listed until the first trap
trap 'echo t' USR1; (trap; trap 'echo u' USR2; trap)
## STDOUT:
trap -- 'echo t' SIGUSR1
trap -- 'echo u' SIGUSR2
## END

#### ignored signals stay ignored
trap '' USR1; (kill -USR1 $BASHPID; echo alive)
## STDOUT:
alive
## END

#### the EXIT trap is not inherited
trap 'echo bye' EXIT; (echo sub); echo main
## STDOUT:
sub
main
bye
## END

#### but may be set
(trap 'echo sub bye' EXIT; echo sub); echo main
## STDOUT:
sub
sub bye
main
## END

#### umask
umask 022; (umask 077; umask); umask
## STDOUT:
0077
0022
## END

#### last command by exec
(sh -c 'exit 6'); echo $?
## STDOUT:
6
## END

#### killed by a signal
(kill -TERM $BASHPID) 2>/dev/null; echo $?
## STDOUT:
143
## END
## STDERR:
Terminated
## END

#### nested deeply
((((echo deep)) )) 2>/dev/null; ( ( ( ( echo deep; exit 2 ) ) ) ); echo $?
## STDOUT:
deep
2
## END

#### grouping is no subshell
{ x=1; cd /; }; echo $x $PWD
## STDOUT:
1 /
## END

#### in a condition
if (true; false); then echo y; else echo n; fi
## STDOUT:
n
## END

#### with redirections
(echo a; echo b >&2) 2>&1 | sort; (cat) < /dev/null; echo $?
## STDOUT:
a
b
0
## END

#### in the background
(echo bg) & wait; echo done
## STDOUT:
bg
done
## END

#### unset in it
x=1; (unset x; echo ${x-gone}); echo $x
## STDOUT:
gone
1
## END

#### RANDOM differs between parent and child
RANDOM=1; a=$(echo $RANDOM); b=$(echo $RANDOM); [ "$a" != "$b" ] && echo differ
## STDOUT:
differ
## END

#### loops of a parent cannot be left
for i in 1 2; do (break) 2>/dev/null; echo $i; done
## STDOUT:
1
2
## END

#### errors inside
(nosuchcommand); echo $?; (echo ${x?unset}) 2>/dev/null; echo $?
## STDOUT:
127
1
## END
## STDERR:
$SHELL_NAME: line 1: nosuchcommand: command not found
## END

#### BASH_SUBSHELL counts a subshell that is all there is in another, and lines are the outer one's
echo $( (echo $BASH_SUBSHELL) ) $( ( (echo $BASH_SUBSHELL) ) ) $(x=1; (echo $BASH_SUBSHELL))
( ( (echo $BASH_SUBSHELL) ) )
cat <( (echo $BASH_SUBSHELL) )
(echo $BASH_SUBSHELL) | cat
(echo $BASH_SUBSHELL) & wait
set -E; trap 'echo err $LINENO $BASH_SUBSHELL' ERR
f() (
(
(
nope_
) >&$u
)
)
f
( (exit 3) )
## status: 3
## STDOUT:
2 3 2
3
2
1
1
err 13 0
err 14 0
err 15 0
## END
## STDERR:
environment: line 13: $u: ambiguous redirect
## END
