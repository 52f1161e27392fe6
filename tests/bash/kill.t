# tests/bash/kill.t - kill: signals by name and number, lists.

#### by name, with and without SIG, in any case
for s in TERM SIGTERM term sigterm 15; do sleep 30 & kill -s $s $!; wait $! 2>/dev/null; echo $?; done
## STDOUT:
143
143
143
143
143
## END

#### as an option
sleep 30 & kill -KILL $!; wait $! 2>/dev/null; echo $?; sleep 30 & kill -9 $!; wait $! 2>/dev/null; echo $?
## STDOUT:
137
137
## END

#### -n
sleep 30 & kill -n 1 $!; wait $! 2>/dev/null; echo $?
## STDOUT:
129
## END

#### TERM by default
sleep 30 & kill $!; wait $!; echo $?
## STDOUT:
143
## END

#### 0 asks
kill -0 $$; echo $?; sleep 30 & p=$!; kill -0 $p; echo $?; kill $p; wait $p; kill -0 $p 2>/dev/null; echo $?
## STDOUT:
0
0
1
## END

#### a job
sleep 30 & kill %1; wait $!; echo $?
## STDOUT:
143
## END

#### -l of numbers and names
kill -l 1 15 9; kill -l HUP SIGKILL; kill -l 143
## STDOUT:
HUP
TERM
KILL
1
9
TERM
## END

#### -l of nonsense
kill -l NOPE; echo $?; kill -l 999; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: NOPE: invalid signal specification
$SHELL_NAME: line 1: kill: 999: invalid signal specification
## END

#### all of them
kill -l | head -3; kill -L | tail -1
## STDOUT:
 1) SIGHUP	 2) SIGINT	 3) SIGQUIT	 4) SIGILL	 5) SIGTRAP
 6) SIGABRT	 7) SIGBUS	 8) SIGFPE	 9) SIGKILL	10) SIGUSR1
11) SIGSEGV	12) SIGUSR2	13) SIGPIPE	14) SIGALRM	15) SIGTERM
63) SIGRTMAX-1	64) SIGRTMAX	
## END

#### usage
kill; echo $?; kill -9; echo $?
## STDOUT:
2
2
## END
## STDERR:
kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]
kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]
## END

#### bad operands
kill abc; echo $?; kill %9; echo $?; kill 1x; echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: abc: arguments must be process or job IDs
$SHELL_NAME: line 1: kill: %9: no such job
$SHELL_NAME: line 1: kill: 1x: arguments must be process or job IDs
## END

#### bad signals
kill -NOPE 1; echo $?; kill -s; echo $?; kill -s NOPE 1; echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: NOPE: invalid signal specification
$SHELL_NAME: line 1: kill: -s: option requires an argument
$SHELL_NAME: line 1: kill: NOPE: invalid signal specification
## END

#### no such process
sleep 0 & p=$!; wait $p; kill $p 2>/dev/null; echo $?
## STDOUT:
1
## END

#### several targets
sleep 30 & a=$!; sleep 30 & b=$!; kill $a $b; wait $a; echo $?; wait $b; echo $?
## STDOUT:
143
143
## END

#### -- ends the options
sleep 30 & kill -- $!; wait $!; echo $?
## STDOUT:
143
## END

#### one that fails among others
sleep 30 & a=$!; kill nonsense $a 2>/dev/null; echo $?; wait $a; echo $?
## STDOUT:
0
143
## END

#### ourselves
(kill -KILL $BASHPID); echo $?; sh -c 'kill -s PIPE $$'; echo $?
## STDOUT:
137
141
## END

#### the signal is the first word with a dash, or follows -s or -n
kill -foo; kill -s; kill -n; kill - 1; kill -sFOO 1; kill -n999 1; kill -- -; kill -- ''; kill; echo $?
kill -s 0 -n 0 $$; echo $?; kill -0 -foo; echo $?
## STDOUT:
2
0
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: foo: invalid signal specification
$SHELL_NAME: line 1: kill: -s: option requires an argument
$SHELL_NAME: line 1: kill: -n: option requires an argument
$SHELL_NAME: line 1: kill: : invalid signal specification
$SHELL_NAME: line 1: kill: FOO: invalid signal specification
$SHELL_NAME: line 1: kill: 999: invalid signal specification
$SHELL_NAME: line 1: kill: -: arguments must be process or job IDs
$SHELL_NAME: line 1: kill: `': not a pid or valid job spec
kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]
$SHELL_NAME: line 2: kill: -foo: arguments must be process or job IDs
## END

#### -l knows numbers with blanks, real-time signals by distance, and pseudo-signals
kill -l ' 9' 09 137 32 SIGRTMIN+20 rtmin+3 DEBUG exit 0; echo $?; kill -l 193 -1 foo; echo $?; kill -9 -l 15
## STDOUT:
KILL
KILL
KILL
54
37
65
0
EXIT
0
1
TERM
## END
## STDERR:
$SHELL_NAME: line 1: kill: 193: invalid signal specification
$SHELL_NAME: line 1: kill: -1: invalid signal specification
$SHELL_NAME: line 1: kill: foo: invalid signal specification
## END

#### posix mode lists the names in one line, and knows none with SIG in front
set -o posix; kill -l; kill -l INT SIGINT; echo $?
## STDOUT:
HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN RTMIN+1 RTMIN+2 RTMIN+3 RTMIN+4 RTMIN+5 RTMIN+6 RTMIN+7 RTMIN+8 RTMIN+9 RTMIN+10 RTMIN+11 RTMIN+12 RTMIN+13 RTMIN+14 RTMIN+15 RTMAX-14 RTMAX-13 RTMAX-12 RTMAX-11 RTMAX-10 RTMAX-9 RTMAX-8 RTMAX-7 RTMAX-6 RTMAX-5 RTMAX-4 RTMAX-3 RTMAX-2 RTMAX-1 RTMAX
2
1
## END
## STDERR:
$SHELL_NAME: line 1: kill: SIGINT: invalid signal specification
## END
