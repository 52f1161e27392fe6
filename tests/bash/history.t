# tests/bash/history.t - history, fc, expansion of `!`, what is kept and what is not.
#### history -s, -p and a count
history -s one thing; history -s 'two  things'; history; history 1; history -p '!!' '!one'
## STDOUT:
    1  one thing
    2  two  things
    2  two  things
two  things
one thing
## END

#### history -d and -c
for i in a b c d; do history -s $i; done; history -d 2; history -d -1; history; history -c; history
history -d 9 2>/dev/null; echo $?; history many 2>/dev/null; echo $?
## STDOUT:
    1  a
    2  c
1
1
## END

#### the file: -w, -r, -a
export HISTFILE=$PWD/file; history -s first; history -s second; history -w; cat file; history -c; history -r; history -s third; history -a; cat file
## STDOUT:
first
second
first
second
third
## END

#### ! is expanded in an interactive shell
printf '%s\n' 'echo a b' '!!' 'echo !$ !:0' '^b^c' "echo '!!'" '!echo:p' 'history' | $SH --norc -i 2>/dev/null
## STDOUT:
a b
a b
b echo
c echo
!!
    1  echo a b
    2  echo a b
    3  echo b echo
    4  echo c echo
    5  echo '!!'
    6  echo '!!'
    7  history
## END

#### an event that is not there runs nothing
printf '%s\n' 'echo x !nothing-like-it' 'echo ok' 'history' | $SH --norc -i 2>/dev/null
## STDOUT:
ok
    1  echo ok
    2  history
## END

#### the lines of a command become one entry
printf '%s\n' 'for i in 1' 'do' 'echo $i' 'done' 'f() {' ':' '}' 'echo "p' 'q"' history | $SH --norc -i 2>/dev/null
## STDOUT:
1
p
q
    1  for i in 1; do echo $i; done
    2  f() { :; }
    3  echo "p
q"
    4  history
## END

#### HISTCONTROL and HISTIGNORE
printf '%s\n' 'HISTCONTROL=ignoreboth' ' echo hidden' 'echo a' 'echo a' 'HISTIGNORE="foo*:&"' 'foo=1' 'echo b' history | $SH --norc -i 2>/dev/null
## STDOUT:
hidden
a
a
b
    1  HISTCONTROL=ignoreboth
    2  echo a
    3  HISTIGNORE="foo*:&"
    4  echo b
    5  history
## END

#### HISTSIZE and HISTCMD
printf '%s\n' 'HISTSIZE=2' 'echo 1' 'echo 2' history 'echo $HISTCMD' | $SH --norc -i 2>/dev/null
## STDOUT:
1
2
    3  echo 2
    4  history
5
## END

#### the session goes to HISTFILE and comes back
export HISTFILE=$PWD/file; printf '%s\n' 'echo kept' | $SH --norc -i 2>/dev/null; cat file; printf '%s\n' '!echo' | $SH --norc -i 2>/dev/null
## STDOUT:
kept
echo kept
kept
## END

#### fc -l and fc -s
printf '%s\n' 'echo 1' 'echo 2' 'fc -l' 'fc -ln -1' 'fc -lr 1 2' 'fc -s 2=3 echo' 'FCEDIT="sed -i s/3/4/"' fc | $SH --norc -i 2>/dev/null
## STDOUT:
1
2
1	 echo 1
2	 echo 2
	 fc -l
2	 echo 2
1	 echo 1
3
## END

#### PS0 stands between a command and its output
printf '%s\n' "PS0='<\\#>'" 'echo hi >&2' | $SH --norc -i 2>&1 | grep -o '<[0-9]*>'
## STDOUT:
<2>
## END

#### operands and options that do not go together
(history 5 6; echo not reached); echo $?
history -s a; history -s b; history -s c
history -d 1-9; echo $?; history -d 2-1; echo $?; history -d 9; echo $?; history -d 0-1; echo $?; history
history -r -w x 2>/dev/null; echo $?; history -aa /dev/null; echo $?; history -c x; echo $?; history
history -w /nonexistent/x; echo $?; history -r /nonexistent/x; echo $?
history -s a; history -a /nonexistent/x 2>/dev/null; echo $?
## STDOUT:
1
1
1
1
0
    1  b
    2  c
1
0
0
1
1
1
## END

#### HISTSIZE and HISTFILESIZE are set behind the startup files
echo 'echo "rc $HISTSIZE,$HISTFILESIZE"' > rc; echo 'HISTSIZE=7' > rc2
ask='echo "$HISTSIZE,$HISTFILESIZE"'
echo "$ask" | $SH --rcfile rc -i 2>/dev/null; echo "$ask" | $SH --rcfile rc2 -i 2>/dev/null
$SH --rcfile rc -ic "$ask" 2>/dev/null; HISTSIZE=abc $SH --norc -i <<< "$ask" 2>/dev/null
## STDOUT:
rc ,
500,500
7,7
rc ,
,
abc,abc
## END
