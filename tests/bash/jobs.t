# tests/bash/jobs.t - jobs, fg, bg, disown, set -m.

#### what runs is listed
sleep 30 & jobs; kill $!
## STDOUT:
[1]+  Running                 sleep 30 &
## END

#### + and - mark the last two
sleep 30 & sleep 31 & sleep 32 & jobs; kill %1 %2 %3
## STDOUT:
[1]   Running                 sleep 30 &
[2]-  Running                 sleep 31 &
[3]+  Running                 sleep 32 &
## END

#### -r and -s
sleep 30 & jobs -r; jobs -s; kill %1
## STDOUT:
[1]+  Running                 sleep 30 &
## END

#### -p
sleep 30 & p=$!; [ "$(jobs -p)" = $p ] && echo same; kill $p
## STDOUT:
same
## END

#### by number, by text
sleep 30 & sleep 31 & jobs %1; jobs %sleep 2>/dev/null; echo $?; jobs %?31; kill %1 %2
## STDOUT:
[1]-  Running                 sleep 30 &
1
[2]+  Running                 sleep 31 &
## END

#### ambiguous and unknown
sleep 30 & sleep 31 & kill %sleep; echo $?; jobs %7; echo $?; kill %1 %2
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: sleep: ambiguous job spec
$SHELL_NAME: line 1: jobs: %7: no such job
## END

#### an unknown option
jobs -z; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: jobs: -z: invalid option
jobs: usage: jobs [-lnprs] [jobspec ...] or jobs -x command [args]
## END

#### -x puts process ids in place
set -m; sleep 30 & p=$!; jobs -x echo %1 > f; [ "$(cat f)" = $p ] && echo same; jobs -x echo %9; kill $p
## STDOUT:
same
%9
## END

#### no job control in a script
fg; echo $?; bg; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: fg: no job control
$SHELL_NAME: line 1: bg: no job control
## END

#### disown removes
sleep 30 & p=$!; disown; jobs; kill $p

#### disown -h keeps
sleep 30 & disown -h %1; jobs; kill %1
## STDOUT:
[1]+  Running                 sleep 30 &
## END

#### disown of what is not there
disown; echo $?; disown %3; echo $?; sleep 30 & p=$!; disown $p; jobs; kill $p
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: disown: current: no such job
$SHELL_NAME: line 1: disown: %3: no such job
## END

#### disown -a
sleep 30 & a=$!; sleep 31 & disown -a; jobs; kill $a $!

#### a pipeline is one job
sleep 30 | sleep 31 & jobs; kill %1
## STDOUT:
[1]+  Running                 sleep 30 | sleep 31 &
## END

#### a compound command
{ sleep 30; echo no; } & jobs; kill %1
## STDOUT:
[1]+  Running                 { sleep 30; echo no; } &
## END

#### numbers are reused from the highest
sleep 30 & sleep 31 & kill %2; wait %2 2>/dev/null; sleep 32 & jobs; kill %1 %2
## STDOUT:
[1]-  Running                 sleep 30 &
[2]+  Running                 sleep 32 &
## END

#### set -m gives each job its group
set -m; sleep 30 & p=$!; [ $(ps -o pgid= $p) = $p ] && echo own; kill %1
## STDOUT:
own
## END

#### without it they share ours
sleep 30 & p=$!; [ $(ps -o pgid= $p) = $(ps -o pgid= $$) ] && echo shared; kill $p
## STDOUT:
shared
## END

#### stopped and continued
set -m; sleep 30 & kill -STOP %1; until [ "$(jobs -s)" ]; do jobs > /dev/null; done; jobs -s | cut -c1-30; kill -CONT %1; kill %1
## STDOUT:
[1]+  Stopped                 
## END

#### the pipeline of a job in its group
set -m; sleep 30 | sleep 31 & p=$(jobs -p); [ $(ps -o pgid= $!) = $p ] && echo one; kill %1
## STDOUT:
one
## END

#### %% and %+ are the current job
sleep 30 & sleep 31 & jobs %%; jobs %+; jobs %-; kill %1 %2
## STDOUT:
[2]+  Running                 sleep 31 &
[2]+  Running                 sleep 31 &
[1]-  Running                 sleep 30 &
## END

#### without job control fg and bg do not look at their options
fg -x; echo $?; bg -x; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: fg: no job control
$SHELL_NAME: line 1: bg: no job control
## END
#### a command that starts with % is a job to go on with
%1; echo $?; %() { echo no; }; x=1 %%; echo $?; %1 & echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: fg: no job control
$SHELL_NAME: line 1: fg: no job control
$SHELL_NAME: line 1: bg: no job control
## END

#### with job control %1 brings a job to the front
set -m; (sleep 0.1; exit 3) & %1; echo $?
## STDOUT:
( sleep 0.1; exit 3 )
3
## END

#### set -m under -c: the ends of jobs are told on stderr, stops too
"$BASH" -c 'set -m; sleep 0.01 & wait; echo a; (exit 3) & wait $!; jobs; sleep 30 & kill $!; wait; sh -c "kill -STOP \$\$"; echo b; kill -9 %1; wait 2> /dev/null; echo c' 2>&1
## STDOUT:
[1]+  Done                    sleep 0.01
a
[1]+  Exit 3                  ( exit 3 )
[1]+  Terminated              sleep 30

[1]+  Stopped                 sh -c "kill -STOP \$\$"
b
c
## END

#### set -m in a script that is read: only deaths by a signal are told
printf '%s\n' 'set -m; sleep 0.01 & wait; echo a; sleep 30 & kill $!; wait; echo b' > s; "$BASH" s 2>&1
## STDOUT:
a
[1]+  Terminated              sleep 30
b
## END

#### jobs that end during a ( ) are told behind it
"$BASH" -c 'set -m; sleep 0.01 & p=$!; (while kill -0 $p; do sleep 0.01; done 2> /dev/null); echo a; jobs' 2>&1
## STDOUT:
[1]+  Done                    sleep 0.01
a
## END

#### the program behind an & is no replacement of the shell
"$BASH" -c 'sleep 30 & sh -c "[ \$\$ = \$0 ]" $$'; echo $?; "$BASH" -c ':; sh -c "[ \$\$ = \$0 ]" $$'; echo $?
## STDOUT:
1
0
## END

#### set -o and $- of a subshell still name its shell's job control
set -m; ([[ $- == *m* ]] && echo m; [[ -o monitor ]] && echo on; set +m; [[ $- == *m* ]] || echo no m); set -o | grep monitor
## STDOUT:
m
on
no m
monitor        	on
## END

#### -i -c: jobs are told of as soon as something is waited for, and the last command takes the place
"$BASH" --norc -i -c 'sh -c "[ \$\$ = \$0 ] && echo same" $$' 2> /dev/null < /dev/null
## STDOUT:
same
## END

#### $! is the program itself, whatever is redirected around it
show() { until [ "$(cat /proc/$1/comm)" = sleep ]; do (( n++ < 200 )) || break; sleep 0.01; done; cat /proc/$1/comm; kill $1; }
eval 'sleep 30 & show $!' < /dev/null; { sleep 30 & show $!; } < /dev/null; f() { sleep 30 & show $!; }; f 2> /dev/null
eval '(sleep 30 & show $!); true | sleep 30 & show $!' < /dev/null; for i in 1; do sleep 30 & show $!; done 3< /dev/null
## STDOUT:
sleep
sleep
sleep
sleep
sleep
sleep
## END

#### jobs in substitutions and pipelines are those of the shell outside
sleep 5 &
echo $(jobs -r | wc -l) $(jobs -p | wc -w) $(jobs %1 | wc -l)
x=$(jobs); echo "$x"; cat <(jobs); jobs | cat
command jobs | wc -l; $(echo jobs) | wc -l; echo "$(x=$(:); echo "$(jobs)")"
: | echo "$(jobs)"; echo "in $(jobs)" & wait $!
kill %1
## STDOUT:
1 1 1
[1]+  Running                 sleep 5 &
[1]+  Running                 sleep 5 &
[1]+  Running                 sleep 5 &
1
1
[1]+  Running                 sleep 5 &
[1]+  Running                 sleep 5 &
in [1]+  Running                 sleep 5 &
## END

#### a subshell, a group or a function in a pipeline has no jobs
f() { jobs; }
sleep 5 &
(jobs); (echo "$(jobs)"); f | cat; { jobs; } | cat; eval jobs | cat; echo "$( (jobs) )"; cat <((jobs))
(kill %1) 2>/dev/null || echo none
(jobs %1) 2>/dev/null || echo none
kill %1 2>/dev/null | cat; kill %1
## STDOUT:


none
none
## END

#### no more than two at a time
for i in 1 2 3 4 5 6; do
	while (($(jobs -r | wc -l) >= 2)); do sleep 0.01; done
	sleep 0.02 &
	n=$(jobs -r | wc -l)
	((n <= 2)) || echo "$n at a time"
done
wait
echo done
## STDOUT:
done
## END

#### which job is the current one
sleep 5 & sleep 6 & sleep 7 &
jobs; kill %3; wait %3
jobs; kill %1; wait %1
jobs; kill %2; wait %2
jobs; sleep 5 & jobs; kill %% %-
## STDOUT:
[1]   Running                 sleep 5 &
[2]-  Running                 sleep 6 &
[3]+  Running                 sleep 7 &
[1]-  Running                 sleep 5 &
[2]+  Running                 sleep 6 &
[2]+  Running                 sleep 6 &
[1]+  Running                 sleep 5 &
## END

#### in a substitution jobs go on with the numbers, and those outside cannot be waited for
sleep 5 &
x=$(sleep 5 >/dev/null & jobs; kill %2; kill -0 %1; wait %1; echo $?); echo "$x"
x=$(sleep 5 >/dev/null & kill $!; wait; echo $?; wait %1 2>/dev/null; echo $?); echo "$x"
x=$(wait -n; echo $?); echo "$x"
kill %1
## STDOUT:
[1]-  Running                 sleep 5 &
[2]+  Running                 sleep 5 > /dev/null &
-1
0
127
0
## END

#### what was waited for stays to the end of the line in a script
cat > s <<'S'
(exit 5) & wait $!; wait %1; echo $?; wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; disown %1; echo $?
(exit 5) & wait $!; /bin/true; wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; x=$(:); wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; eval :; wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; jobs; wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; for i in 1; do :; done; wait %1 2>/dev/null; echo $?
(exit 5) & wait -n; wait %1 2>/dev/null; echo $?
(exit 5) & wait $!; sleep 5 & kill %1; wait %2 2>/dev/null; echo $?
wait; wait $! 2>/dev/null; echo $?
S
"$BASH" s
"$BASH" -c '(exit 5) & wait $!; wait %1 2> /dev/null; echo $?'
## STDOUT:
5
127
0
127
127
127
127
127
127
127
127
127
## END

#### stopped jobs: wait and disown say so, bg shows the mark that it had, a pid that went on is waited for
set -m
await() { while [[ $(jobs %1) != *$1* ]]; do sleep 0.01; done; }
sleep 5 & sleep 6 & kill -STOP %1; await Stopped; jobs; bg %1; jobs; kill %2; wait %2 2> /dev/null
kill -STOP %1; await Stopped; wait 2> e; disown %1 2>> e; kill -9 $(jobs -p) 2> /dev/null; jobs
sed 's/\[[0-9]\{3,\}\]/[PID]/; s/group [0-9]*/group N/; s/.*: warning/warning/' e
sleep 5 & p=$!; kill -STOP $p; await Stopped; kill -CONT $p; await Running; kill $p; wait $p 2>/dev/null; echo $?
## STDOUT:
[1]+  Stopped                 sleep 5
[2]-  Running                 sleep 6 &
[1]+ sleep 5 &
[1]-  Running                 sleep 5 &
[2]+  Running                 sleep 6 &
warning: job 1[PID] stopped
warning: deleting stopped job 1 with process group N
143
## END

#### wait for a command in the background that was not found
echo 'nosuch & wait $!; echo $?; nosuch & p=$!; wait $p; echo $?; (exit 127) & wait $!; echo $?; (nosuch & wait $!; echo $?)' > s
"$BASH" s 2>&1 | sed 's/^[^:]*: //'; "$BASH" -c "$(cat s)" 2>&1 | sed 's/^[^:]*: //'
## STDOUT:
line 1: nosuch: command not found
127
line 1: nosuch: command not found
127
127
line 1: nosuch: command not found
127
line 1: nosuch: command not found
127
line 1: nosuch: command not found
127
127
line 1: nosuch: command not found
127
## END
