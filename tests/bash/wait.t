# tests/bash/wait.t - background jobs and wait.

#### $! and the status
(exit 3) & wait $!; echo $?
## STDOUT:
3
## END

#### all of them
true & false & wait; echo $?
## STDOUT:
0
## END

#### a job by number
(exit 4) & wait %1; echo $?
## STDOUT:
4
## END

#### the status stays known
(exit 5) & p=$!; wait $p; wait $p; echo $?; wait; wait $p; echo $?
## STDOUT:
5
127
## END

#### many, each with its own status
for i in 1 2 3 4 5; do (exit $i) & p[i]=$!; done; for i in 5 3 1 2 4; do wait ${p[i]}; echo $?; done
## STDOUT:
5
3
1
2
4
## END

#### several ids: the last one's
(exit 1) & a=$!; (exit 2) & b=$!; wait $b $a; echo $?
## STDOUT:
1
## END

#### -n takes any
(exit 7) & wait -n; echo $?; wait -n; echo $?
## STDOUT:
7
127
## END

#### -n of those named
sleep 30 & s=$!; (exit 6) & p=$!; wait -n $p; echo $?; kill $s; wait $s 2>/dev/null; echo $?
## STDOUT:
6
143
## END

#### -p tells which
(exit 2) & p=$!; wait -p v $p; echo $? $((v == p)); (exit 3) & q=$!; wait -n -p v; echo $? $((v == q))
## STDOUT:
2 1
3 1
## END

#### -p without any is unset
v=x; wait -n -p v; echo $? ${v-unset}
## STDOUT:
127 unset
## END

#### not a child
wait 1; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: wait: pid 1 is not a child of this shell
## END

#### nonsense
wait abc; echo $?; wait %7; echo $?; wait -z; echo $?; wait -p; echo $?
## STDOUT:
1
127
2
2
## END
## STDERR:
$SHELL_NAME: line 1: wait: `abc': not a pid or valid job spec
$SHELL_NAME: line 1: wait: %7: no such job
$SHELL_NAME: line 1: wait: -z: invalid option
wait: usage: wait [-fn] [-p var] [id ...]
$SHELL_NAME: line 1: wait: -p: option requires an argument
wait: usage: wait [-fn] [-p var] [id ...]
## END

#### interrupted by a trapped signal
trap 'got=1' USR1; sleep 30 & s=$!; (until test -e f; do kill -USR1 $$; done) & k=$!; wait $s; echo $? $got; : > f
until wait $k; do :; done; trap - USR1; kill $s; wait $s; echo $?
## STDOUT:
138 1
143
## END

#### a pipeline in the background
(exit 3) | (exit 4) & wait $!; echo $?
## STDOUT:
4
## END

#### a list in the background
false && echo no || exit 9 & wait $!; echo $?
## STDOUT:
9
## END

#### standard input is empty
echo hidden | { cat & wait; }; echo end
## STDOUT:
hidden
end
## END

#### unless given
cat <<< shown & wait
## STDOUT:
shown
## END

#### variables do not come back
x=1; x=2 & wait; echo $x; { x=3; } & wait; echo $x
## STDOUT:
1
1
## END

#### $! is unset at first
echo ${!-unset}; true & [ -n "$!" ] && echo set; wait
## STDOUT:
unset
set
## END

#### a killed job
sleep 30 & kill -KILL $!; wait $! 2>/dev/null; echo $?
## STDOUT:
137
## END

#### output of both
{ echo a; } & wait; { echo b; } & wait
## STDOUT:
a
b
## END

#### SIGINT is ignored in the background
sh -c 'kill -INT $$; echo alive' & wait $!; echo $?
## STDOUT:
alive
0
## END

#### a function
f() { echo f $1; return 2; }; f x & wait $!; echo $?
## STDOUT:
f x
2
## END

#### wait in a subshell does not know the parent's jobs
sleep 30 & p=$!; (wait $p 2>/dev/null; echo $?); kill $p
## STDOUT:
127
## END

#### & binds the and-or list
true && (exit 3) & wait $!; echo $?
## STDOUT:
3
## END

#### & between commands
echo a > f & wait; echo b >> f & wait; cat f
## STDOUT:
a
b
## END

#### -n gives each status once
true & p=$!; wait -n $p; echo $?; wait -n $p 2>/dev/null; echo $?; wait $p; echo $?
## STDOUT:
0
127
0
## END

#### -n goes on behind what is no job
(exit 4) & wait -n nonsense %9 $! 2>/dev/null; echo $?
## STDOUT:
4
## END

#### the death of a job is told when it is waited for
sleep 30 & kill -HUP $!; wait $! 2> f; echo $?; grep -c Hangup f
## STDOUT:
129
1
## END
