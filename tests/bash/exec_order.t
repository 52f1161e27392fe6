# tests/bash/exec_order.t - simple commands: the order of effects, what runs, 126 and 127.

#### words, then assignments, then redirections
say() { echo $1 >&2; echo $1; }
A=$(say assign) echo $(say word) > $(say file); cat file
## STDOUT:
word
## END
## STDERR:
word
assign
file
## END

#### functions come before builtins
echo() { builtin echo func "$@"; }; echo hi; command echo hi
## STDOUT:
func hi
hi
## END

#### special builtins after functions, but before them in posix mode
export() { echo mine; }; export x; set -o posix; export y=1; sh -c 'echo $y'
## STDOUT:
mine
1
## END

#### not found
nosuchcommand; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: nosuchcommand: command not found
## END

#### not found, with its message redirected
nosuchcommand 2> err; echo $?; wc -l < err
## STDOUT:
127
1
## END

#### not found, with a slash
./nosuch; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: ./nosuch: No such file or directory
## END

#### not executable
echo hi > f; ./f; echo $?
## STDOUT:
126
## END
## STDERR:
$SHELL_NAME: line 1: ./f: Permission denied
## END

#### a directory
mkdir d; ./d; echo $?; /; echo $?
## STDOUT:
126
126
## END
## STDERR:
$SHELL_NAME: line 1: ./d: Is a directory
$SHELL_NAME: line 1: /: Is a directory
## END

#### an interpreter that is missing
## valgrind: no
printf '#!/nonexistent/interp\n' > s; chmod +x s; ./s; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: ./s: cannot execute: required file not found
## END

#### text without #! is a script
## valgrind: no
printf 'echo script $0 $1 $#\nexit 3\n' > s; chmod +x s; ./s a b; echo $?
## STDOUT:
script ./s a 2
3
## END

#### such a script knows nothing of ours
## valgrind: no
f() { echo f; }; x=1; export e=2; printf 'echo [$x] [$e]; f\n' > s; chmod +x s; ./s 2>/dev/null; echo $?
## STDOUT:
[] [2]
127
## END

#### binary junk is not
printf '\0\1\2\n' > s; chmod +x s; ./s; echo $?
## STDOUT:
126
## END
## STDERR:
$SHELL_NAME: line 1: ./s: cannot execute binary file: Exec format error
## END

#### an empty file is an empty script
: > s; chmod +x s; ./s; echo $?
## STDOUT:
0
## END

#### an empty name
''; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: : command not found
## END

#### a command made by expansion
c=echo; $c hi; cmd="echo a b"; $cmd; e=; $e echo c
## STDOUT:
hi
a b
c
## END

#### only an empty expansion: the status of the substitution
$(true); echo $?; $(false); echo $?; e=; false; $e; echo $?
## STDOUT:
0
1
0
## END

#### PATH is searched in order
mkdir a b; printf '#!/bin/sh\necho A' > a/prog; printf '#!/bin/sh\necho B' > b/prog; chmod +x b/prog; PATH=$PWD/a:$PWD/b:$PATH; prog; chmod +x a/prog; hash -r; prog
## STDOUT:
B
A
## END

#### an empty element of PATH is the current directory
printf '#!/bin/sh\necho here' > prog; chmod +x prog; PATH=:$PATH prog; PATH=/nonexistent::/x prog
## STDOUT:
here
here
## END

#### found but not executable anywhere
mkdir a; echo hi > a/prog; PATH=$PWD/a prog 2>/dev/null; echo $?
## STDOUT:
126
## END

#### the table of commands remembers
mkdir a b; printf '#!/bin/sh\necho B' > b/prog; chmod +x b/prog; PATH=$PWD/a:$PWD/b:$PATH; prog; cp b/prog a/prog; sed -i s/B/A/ a/prog; prog; hash -r; prog
## STDOUT:
B
B
A
## END

#### command_not_found_handle
command_not_found_handle() { echo "handle $*"; return 5; }; nosuch a b; echo $?
## STDOUT:
handle nosuch a b
5
## END

#### arguments arrive as they are
set -- "" "a b" '*' $'\n'; printf '<%s>' "$@"; echo; env printf '<%s>' "$@"; echo
## STDOUT:
<><a b><*><
>
<><a b><*><
>
## END

#### argv can be long
x=$(printf '%0100000d' 0); echo ${#x}; /bin/echo $x | wc -c
## STDOUT:
100000
100001
## END

#### the environment list is too long
## valgrind: no
x=$(printf '%0200000d' 0); env "$x" > /dev/null 2>&1; echo $?
## STDOUT:
126
## END

#### exit status of a program
sh -c 'exit 300'; echo $?; sh -c 'exit 7'; echo $?
## STDOUT:
44
7
## END

#### command ignores functions
ls() { echo func; }; command ls -d .; ls
## STDOUT:
.
func
## END

#### $_ is the last word
true a b; echo $_; : x; echo "$_"
## STDOUT:
b
x
## END

#### the environment has _
env | grep ^_=
## STDOUT:
_=/usr/bin/env
## END

#### exec replaces the shell
exec echo replaced; echo not
## STDOUT:
replaced
## END

#### exec of what is not there ends the shell
exec nosuchcommand; echo not
## status: 127
## STDERR:
$SHELL_NAME: line 1: exec: nosuchcommand: not found
## END

#### execfail
shopt -s execfail; exec nosuchcommand; echo still $?
## STDOUT:
still 127
## END
## STDERR:
$SHELL_NAME: line 1: exec: nosuchcommand: not found
## END

#### exec -a and -c
exec -c -a name sh -c 'echo $0; env | grep -c HOME'
## status: 1
## STDOUT:
name
0
## END

#### a redirection alone creates the file
> f; test -e f && echo yes; cat < nosuch; echo $?
## STDOUT:
yes
1
## END
## STDERR:
$SHELL_NAME: line 1: nosuch: No such file or directory
## END

#### what is wrong in the redirections of a command ends the process it has, not the shell
set -u; cat < $u; echo on $?; cat <<< ${u?} | cat; echo ${PIPESTATUS[@]}; nosuch > $u; echo $?; x=$u | cat; echo ${PIPESTATUS[@]}; { echo $u; } | cat; echo ${PIPESTATUS[@]}; f() { echo $u; }; f & wait $!; echo $?
## STDOUT:
on 127
127 0
127
127 0
1 0
127
## END
## stderr-has: u: unbound variable

#### redirections of what is not found are its process's too
nosuch > f$((x=5)) 2>/dev/null; echo $? "[$x]" f*
## stdout: 127 [] f5

#### a program that is not there is looked for behind command as it is alone: in a process with its redirections
command nope 3>&1-
echo hi
command nope {v}</dev/null
echo "<$v>"
command -p -- nope 3>&1-
echo hi
set -u
command nope >$u
command ls >$u
echo on
## STDOUT:
hi
<>
hi
on
## END
## STDERR:
$SHELL_NAME: line 1: nope: command not found
$SHELL_NAME: line 3: nope: command not found
$SHELL_NAME: line 5: nope: command not found
$SHELL_NAME: line 8: u: unbound variable
$SHELL_NAME: line 9: u: unbound variable
## END
