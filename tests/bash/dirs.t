# tests/bash/dirs.t - dirs, pushd, popd.
## setup: mkdir -p a b c

#### pushd goes and remembers
top=$PWD; pushd a > /dev/null; echo ${PWD#$top}; dirs -l | sed "s,$top,T,g"
## STDOUT:
/a
T/a T
## END

#### pushd without operands swaps
top=$PWD; pushd a > /dev/null; pushd | sed "s,$top,T,g"; pushd > /dev/null; pushd > /dev/null; echo ${PWD#$top}
## STDOUT:
~ ~/a
/a
## END

#### popd goes back
top=$PWD; pushd a >/dev/null; pushd ../b >/dev/null; popd >/dev/null; echo ${PWD#$top}; popd >/dev/null; echo ${PWD#$top}.
## STDOUT:
/a
.
## END

#### +N and -N rotate
HOME=$PWD; pushd a >/dev/null; pushd ../b >/dev/null; pushd ../c; pushd +1; pushd -0; pushd +2
## STDOUT:
~/c ~/b ~/a ~
~/b ~/a ~ ~/c
~/c ~/b ~/a ~
~/a ~ ~/c ~/b
## END

#### popd removes entries
HOME=$PWD; pushd a >/dev/null; pushd ../b >/dev/null; pushd ../c >/dev/null; popd +1; popd -0; popd
## STDOUT:
~/c ~/a ~
~/c ~/a
~/a
## END

#### -n
HOME=$PWD; pushd -n a; pushd -n b; popd -n; dirs
## STDOUT:
~ a
~ b a
~ a
~ a
## END

#### dirs -v -p -l
HOME=$PWD; pushd a >/dev/null; dirs -v; dirs -p; dirs +0; dirs -0; dirs +1
## STDOUT:
 0  ~/a
 1  ~
~/a
~
~/a
~
~
## END

#### dirs -c
HOME=$PWD; pushd a >/dev/null; dirs -c; dirs
## STDOUT:
~/a
## END

#### DIRSTACK and tildes
HOME=/h; top=$PWD; pushd a >/dev/null; echo ${#DIRSTACK[@]} ${DIRSTACK[1]#$top}. ~1 | sed "s,$top,T,"
## STDOUT:
2 . T
## END

#### an empty stack
popd; echo $?; pushd; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: popd: directory stack empty
$SHELL_NAME: line 1: pushd: no other directory
## END

#### out of range
pushd a >/dev/null; pushd +5; echo $?; popd +5; echo $?; dirs +5; echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: pushd: +5: directory stack index out of range
$SHELL_NAME: line 1: popd: +5: directory stack index out of range
$SHELL_NAME: line 1: dirs: 5: directory stack index out of range
## END

#### a directory that is not there
pushd nope; echo $?; dirs -p | wc -l
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: pushd: nope: No such file or directory
## END

#### too many arguments
pushd a b; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: pushd: too many arguments
## END

#### bad arguments
dirs -x; echo $?; popd x; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: dirs: -x: invalid number
dirs: usage: dirs [-clpv] [+N] [-N]
$SHELL_NAME: line 1: popd: x: invalid argument
popd: usage: popd [-n] [+N | -N]
## END

#### pushd -
top=$PWD; HOME=$PWD; cd a; cd ../b; pushd - > /dev/null; echo ${PWD#$top}
## STDOUT:
/a
## END

#### pushd -n with an empty stack has nothing to do
HOME=$PWD; pushd -n; echo $?; dirs
## STDOUT:
0
~
## END

#### options are words of their own; what is no number
dirs -lv; dirs +x; dirs x; dirs 08; popd x; popd +x; pushd +x; pushd -x; pushd -0x1; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: dirs: -lv: invalid number
dirs: usage: dirs [-clpv] [+N] [-N]
$SHELL_NAME: line 1: dirs: +x: invalid number
dirs: usage: dirs [-clpv] [+N] [-N]
$SHELL_NAME: line 1: dirs: x: invalid option
dirs: usage: dirs [-clpv] [+N] [-N]
$SHELL_NAME: line 1: dirs: 08: invalid option
dirs: usage: dirs [-clpv] [+N] [-N]
$SHELL_NAME: line 1: popd: x: invalid argument
popd: usage: popd [-n] [+N | -N]
$SHELL_NAME: line 1: popd: +x: invalid number
popd: usage: popd [-n] [+N | -N]
$SHELL_NAME: line 1: pushd: +x: invalid number
pushd: usage: pushd [-n] [+N | -N | dir]
$SHELL_NAME: line 1: pushd: -x: invalid number
pushd: usage: pushd [-n] [+N | -N | dir]
$SHELL_NAME: line 1: pushd: -0x1: invalid number
pushd: usage: pushd [-n] [+N | -N | dir]
## END

#### pushd alone swaps the top two, -n alone does nothing
cd /; pushd /usr; pushd /tmp; pushd; pushd -n; dirs; dirs -v +1; dirs -v -0; dirs +7; echo $?
## STDOUT:
/usr /
/tmp /usr /
/usr /tmp /
/usr /tmp /
 1  /tmp
 2  /
1
## END
## STDERR:
$SHELL_NAME: line 1: dirs: 7: directory stack index out of range
## END

#### the stack turns even if the directory is gone
cd /; pushd -n /nonexistent/a; pushd -n /usr; pushd +2; echo $?; dirs; pushd; echo $?; dirs
## STDOUT:
/ /nonexistent/a
/ /usr /nonexistent/a
1
/ / /usr
/ / /usr
0
/ / /usr
## END
## STDERR:
$SHELL_NAME: line 1: pushd: /nonexistent/a: No such file or directory
## END

#### pushd goes where cd goes
mkdir -p c/d; cd c; CDPATH=/usr; pushd bin >/dev/null; pwd; pushd - >/dev/null; cd /; pushd a b; pushd -- -x; echo $?
## STDOUT:
/usr/bin
1
## END
## STDERR:
$SHELL_NAME: line 1: pushd: too many arguments
$SHELL_NAME: line 1: pushd: -x: No such file or directory
## END
