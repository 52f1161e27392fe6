# tests/pty/keys.t - ^C, ^Z and ^D, and what tells of jobs

#### ^C at the prompt
echo no\.
{$ echo no}\cc\.
echo $?
exit
## STDOUT:
$ echo no^C
$ echo $?
130
$ exit
exit
## END

#### ^C at the prompt, trapped
trap 'echo INT' INT
echo no\.
{$ echo no}\cc\.
echo $?
exit
## STDOUT:
$ trap 'echo INT' INT
$ echo no^CINT

$ echo $?
130
$ exit
exit
## END

#### ^C ends a program in the foreground, and the list that it is in
sh -c 'echo READY; exec sleep 50'; echo not reached
{READY}\cc\.
echo $?
exit
## STDOUT:
$ sh -c 'echo READY; exec sleep 50'; echo not reached
READY
^C
$ echo $?
130
$ exit
exit
## END

#### a trapped ^C that ends a program: a list goes on, a loop does not
trap 'echo INT' INT
sh -c 'echo READY; exec sleep 50'; echo on
{READY}\cc\.
for i in 1 2; do sh -c 'echo READY; exec sleep 50'; done
{READY}\cc\.
echo $?
exit
## STDOUT:
$ trap 'echo INT' INT
$ sh -c 'echo READY; exec sleep 50'; echo on
READY
^C
on
$ for i in 1 2; do sh -c 'echo READY; exec sleep 50'; done
READY
^C
$ echo $?
130
$ exit
exit
## END

#### ^C while a command substitution waits for what ignores it
x=$(trap '' INT; echo READY >&2; sleep 5); echo not reached
{READY}\cc\.
echo $?
exit
## STDOUT:
$ x=$(trap '' INT; echo READY >&2; sleep 5); echo not reached
READY
^C
$ echo $?
130
$ exit
exit
## END

#### ^Z, jobs, bg, fg
sh -c 'echo READY; exec sleep 50'
{READY}\cz\.
jobs
bg
fg
{sh -c}\cc\.
jobs
exit
## STDOUT:
$ sh -c 'echo READY; exec sleep 50'
READY
^Z
[1]+  Stopped                 sh -c 'echo READY; exec sleep 50'
$ jobs
[1]+  Stopped                 sh -c 'echo READY; exec sleep 50'
$ bg
[1]+ sh -c 'echo READY; exec sleep 50' &
$ fg
sh -c 'echo READY; exec sleep 50'
^C
$ jobs
$ exit
exit
## END

#### leaving with a stopped job takes two exits in a row, or one behind jobs
sh -c 'echo READY; exec sleep 50'
{READY}\cz\.
exit
echo still here
exit
jobs
exit
## STDOUT:
$ sh -c 'echo READY; exec sleep 50'
READY
^Z
[1]+  Stopped                 sh -c 'echo READY; exec sleep 50'
$ exit
exit
There are stopped jobs.
$ echo still here
still here
$ exit
exit
There are stopped jobs.
$ jobs
[1]+  Stopped                 sh -c 'echo READY; exec sleep 50'
$ exit
exit
## END

#### ^D asks back as exit does
sh -c 'echo READY; exec sleep 50'
{READY}\cz\.
\cd\.
\cd\.
## status: 148
## STDOUT:
$ sh -c 'echo READY; exec sleep 50'
READY
^Z
[1]+  Stopped                 sh -c 'echo READY; exec sleep 50'
$ exit
There are stopped jobs.
$ exit
## END

#### checkjobs lists what runs
shopt -s checkjobs
sleep 5 &
exit
exit
## status: 1
## STDOUT:
$ shopt -s checkjobs
$ sleep 5 &
[1] PID
$ exit
exit
There are running jobs.
[1]+  Running                 sleep 5 &
$ exit
exit
## END

#### IGNOREEOF
IGNOREEOF=1
\cd\.
\cd\.
## STDOUT:
$ IGNOREEOF=1
$ Use "exit" to leave the shell.
$ exit
## END

#### set -o ignoreeof sets it
set -o ignoreeof; echo $IGNOREEOF; set +o ignoreeof; echo "<$IGNOREEOF>"
\cd\.
## STDOUT:
$ set -o ignoreeof; echo $IGNOREEOF; set +o ignoreeof; echo "<$IGNOREEOF>"
10
<>
$ exit
## END

#### set -b tells while a line is edited
set -b
sleep 1 &
{$ [1]+  Done}echo on
exit
## STDOUT:
$ set -b
$ sleep 1 &
[1] PID
$ [1]+  Done                    sleep 1^M
echo on
on
$ exit
exit
## END

#### jobs name another directory
cd /; sleep 50 & cd /usr
jobs
kill %1; wait
exit
## STDOUT:
$ cd /; sleep 50 & cd /usr
[1] PID
$ jobs
[1]+  Running                 sleep 50 &  (wd: /)
$ kill %1; wait
[1]+  Terminated              sleep 50  (wd: /)
(wd now: /usr)
$ exit
exit
## END

#### PS0, PROMPT_COMMAND as a list, \! and \#
PS0='<\#>\n'; PROMPT_COMMAND=('echo one' 'echo two')
false
echo $?
PROMPT_COMMAND=; PS0=; PS1='\! \# \j\n$ '
exit
## STDOUT:
$ PS0='<\#>\n'; PROMPT_COMMAND=('echo one' 'echo two')
one
two
$ false
<2>^M
one
two
$ echo $?
<3>^M
1
one
two
$ PROMPT_COMMAND=; PS0=; PS1='\! \# \j\n$ '
<4>^M
two
5 5 0^M
$ exit
exit
## END

#### TMOUT ends a shell that nobody types at
TMOUT=1
## STDOUT:
$ TMOUT=1
$ ^Gtimed out waiting for input: auto-logout
## END

#### autocd: a directory's name goes there
## setup: mkdir -p sub 'a b'
shopt -s autocd; sub
.. > /dev/null; 'a b'; echo "${PWD##*/}"
nosuch
exit
## status: 127
## STDOUT:
$ shopt -s autocd; sub
cd -- sub
$ .. > /dev/null; 'a b'; echo "${PWD##*/}"
cd -- ..
cd -- 'a b'
a b
$ nosuch
$SHELL_NAME: nosuch: command not found
$ exit
exit
## END

#### ^D within a here-document ends it, not the shell
cat <<E
{> }text
{> }\cd\.
echo still here
exit
## STDOUT:
$ cat <<E
> text
> $SHELL_NAME: warning: here-document at line 1 delimited by end-of-file (wanted `E')
text
$ echo still here
still here
$ exit
exit
## END

#### ^D where a command was to go on ends the shell, unless it ignores that
set -o ignoreeof
if true
{> }\cd\.
set +o ignoreeof
if true
{> }\cd\.
## status: 2
## STDOUT:
$ set -o ignoreeof
$ if true
> $SHELL_NAME: syntax error: unexpected end of file
Use "exit" to leave the shell.
$ set +o ignoreeof
$ if true
> $SHELL_NAME: syntax error: unexpected end of file
exit
## END

#### set -o vi and emacs change the keys; so does bind, and the options follow
set -o vi
echo abd\ehx
set -o emacs
echo b\cbX
bind 'set editing-mode vi'; set -o | grep '^vi'
bind 'set editing-mode emacs'; set -o | grep '^vi'
exit
## STDOUT:
$ set -o vi
$ echo abd^H^Hd ^H^H
ad
$ set -o emacs
$ echo b^HXb^H
Xb
$ bind 'set editing-mode vi'; set -o | grep '^vi'
vi             ^Ion
$ bind 'set editing-mode emacs'; set -o | grep '^vi'
vi             ^Ioff
$ exit
exit
## END
