# tests/bash/cd.t - cd: logical and physical, CDPATH, PWD and OLDPWD.
## setup: mkdir -p a/b real/in; ln -s real link; touch file

#### PWD and OLDPWD follow
top=$PWD; cd a; echo ${PWD#$top} ${OLDPWD#$top}.; cd b; echo ${PWD#$top} ${OLDPWD#$top}
## STDOUT:
/a .
/a/b /a
## END

#### cd - goes back and says where
top=$PWD; cd a; cd - | sed "s,$top,T,"; cd a; cd b; cd - > /dev/null; echo ${PWD##*/}
## STDOUT:
T
a
## END
## STDERR:
$SHELL_NAME: line 1: cd: a: No such file or directory
## END

#### .. and . are resolved as text
top=$PWD; cd ./a//b/../../a/.; echo ${PWD#$top}
## STDOUT:
/a
## END

#### a link is kept by -L and resolved by -P
top=$(pwd -P); cd "$top"; cd link; echo ${PWD#$top}; cd ..; cd -P link; echo ${PWD#$top}; cd -P ..; cd -L link/in/..; echo ${PWD#$top}
## STDOUT:
/link
/real
/link
## END

#### .. behind a link leads to where it was reached from
top=$PWD; cd link; cd ..; [ "$PWD" = "$top" ]; echo $?
## STDOUT:
0
## END

#### HOME
HOME=$PWD/a; cd; echo ${PWD##*/}; cd ~/b; echo ${PWD##*/}
## STDOUT:
a
b
## END

#### HOME is not set
unset HOME; cd; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: HOME not set
## END

#### OLDPWD is not set
unset OLDPWD; cd -; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: OLDPWD not set
## END

#### a directory that is not there
cd nope; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: nope: No such file or directory
## END

#### a file
cd file; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: file: Not a directory
## END

#### nothing in front of ..
cd nope/..; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: nope/..: No such file or directory
## END

#### too many arguments
cd a b; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: too many arguments
## END

#### an unknown option
cd -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: cd: -x: invalid option
cd: usage: cd [-L|[-P [-e]] [-@]] [dir]
## END

#### a null operand stays
top=$PWD; cd ''; echo $?; [ "$PWD" = "$top" ]; echo $?
## STDOUT:
0
0
## END

#### CDPATH
top=$PWD; CDPATH=$PWD/a; cd b | sed "s,$top,T,"; cd b >/dev/null; echo ${PWD#$top}
## STDOUT:
T/a/b
/a/b
## END

#### ./ is not looked for along CDPATH
CDPATH=$PWD/a; cd ./b; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: ./b: No such file or directory
## END

#### an empty entry of CDPATH is here, silently
top=$PWD; CDPATH=:/usr; cd a; echo ${PWD#$top}
## STDOUT:
/a
## END

#### set -P
set -P; top=$PWD; cd link; echo ${PWD##*/}
## STDOUT:
real
## END

#### cdable_vars
top=$PWD; shopt -s cdable_vars; where=$PWD/a; cd where | sed "s,$top,T,"
## STDOUT:
T/a
## END

#### in a subshell only that moves
top=$PWD; (cd a); [ "$PWD" = "$top" ]; echo $?
## STDOUT:
0
## END

#### a removed directory can be left
mkdir gone; cd gone; rmdir ../gone; cd ..; echo $? ${PWD##*/} | grep -vc gone
## STDOUT:
1
## END

#### pwd
top=$(pwd -P); cd "$top/link"; p=$(pwd); echo ${p#$top}; p=$(pwd -P); echo ${p#$top}; p=$(pwd -P -L); echo ${p#$top}
## STDOUT:
/link
/real
/link
## END

#### pwd options
pwd -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: pwd: -x: invalid option
pwd: usage: pwd [-LP]
## END

#### assigning PWD does not move the shell
cd a; PWD=/bogus; p=$(pwd); echo ${p##*/}
## STDOUT:
a
## END

#### cd - and CDPATH print the directory as it was given
mkdir -p p; cd /usr; OLDPWD=/usr/../tmp; cd -; CDPATH=/usr/; cd bin; HOME=/usr; CDPATH='~'; cd lib; cd -P bin
## STDOUT:
/usr/../tmp
/usr/bin
/usr/lib
/usr/bin
## END

#### -@ is no option here, and a name with control characters is quoted
cd -@ /; echo $?; cd $'no\nsuch'; cd $'\001'; cd a b; echo $?
## STDOUT:
2
1
## END
## STDERR:
$SHELL_NAME: line 1: cd: -@: invalid option
cd: usage: cd [-L|[-P [-e]] [-@]] [dir]
$SHELL_NAME: line 1: cd: $'no\nsuch': No such file or directory
$SHELL_NAME: line 1: cd: $'\001': No such file or directory
$SHELL_NAME: line 1: cd: too many arguments
## END

#### in a directory that was removed
mkdir -p gone/here; top=$PWD; cd gone/here; rm -r "$top/gone"
cd . 2>&1; echo "${PWD#$top}"; cd .. 2>&1; echo $? "${PWD#$top}"; pwd -P 2>&1; echo $?; dirs 2>/dev/null; pushd / 2>&1; echo $?
cd "$top"; echo "${PWD#$top}"
## STDOUT:
cd: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory
/gone/here/.
cd: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory
0 /gone/here/./..
pwd: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory
1
<no current directory>
pushd: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory
1

## END
## STDERR:
chdir: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory
## END

#### two slashes in front stay, more are one
cd //usr; pwd; cd ///usr; pwd
## STDOUT:
//usr
/usr
## END

#### posix mode: pwd -P sets PWD, cd takes no path that is not real
set -o posix; mkdir r; ln -s r l; cd l; pwd -P >/dev/null; echo ${PWD##*/}; cd ../nope/../r; echo $?
## STDOUT:
r
1
## END
