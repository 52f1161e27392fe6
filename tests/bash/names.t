# tests/bash/names.t - type, command -v and hash: what a name stands for.

#### type of everything
f() { :; }; type f | head -1; type cd; type if; type -t f cd if ls nope; echo $?
## STDOUT:
f is a function
cd is a shell builtin
if is a shell keyword
function
builtin
keyword
file
1
## END

#### type of a file
touch prog; chmod +x prog; PATH=$PWD:$PATH; type prog | sed "s|$PWD|D|"; type -p prog | sed "s|$PWD|D|"; type -P prog | sed "s|$PWD|D|"; ./prog; type ./prog; type ./nope; echo $?
## STDOUT:
prog is D/prog
D/prog
D/prog
./prog is ./prog
1
## END
## STDERR:
$SHELL_NAME: line 1: type: ./nope: not found
## END

#### type -a finds all
mkdir a b; touch a/x b/x; chmod +x a/x b/x; PATH=a:b; type -a x; x() { :; }; type -at x; type -ap x; type -af x
## STDOUT:
x is a/x
x is b/x
function
file
file
a/x
b/x
x is a/x
x is b/x
## END

#### type -p says nothing for what is no file
type -p cd; echo $?; type -P cd; echo $?; type -p nope; echo $?
## STDOUT:
0
1
1
## END

#### type -f leaves functions out
ls() { :; }; type -ft ls; unset -f ls
## STDOUT:
file
## END

#### type without names and with wrong options
type; echo $?; type -x; echo $?
## STDOUT:
0
2
## END
## STDERR:
$SHELL_NAME: line 1: type: -x: invalid option
type: usage: type [-afptP] name [name ...]
## END

#### a remembered file
touch prog; chmod +x prog; PATH=$PWD:$PATH; prog; type prog | sed "s|$PWD|D|"; hash -r; type prog | sed "s|$PWD|D|"
## STDOUT:
prog is hashed (D/prog)
prog is D/prog
## END

#### a file that is not executable is named all the same
touch plain; PATH=$PWD:$PATH; type plain | sed "s|$PWD|D|"; command -v plain | sed "s|$PWD|D|"
## STDOUT:
plain is D/plain
D/plain
## END

#### command -v
f() { :; }; command -v f cd if; touch p; chmod +x p; PATH=$PWD:$PATH; command -v p | sed "s|$PWD|D|"; command -v nope; echo $?; command -v ./p; command -v nope cd; echo $?
## STDOUT:
f
cd
if
D/p
1
./p
cd
0
## END

#### command -V
command -V cd if; command -V nope; echo $?
## STDOUT:
cd is a shell builtin
if is a shell keyword
1
## END
## STDERR:
$SHELL_NAME: line 1: command: nope: not found
## END

#### special builtins in posix mode
set -o posix; type eval; type cd; type -t eval
## STDOUT:
eval is a special shell builtin
cd is a shell builtin
builtin
## END

#### hash remembers
touch prog; chmod +x prog; PATH=$PWD:$PATH; hash; hash prog; hash -t prog | sed "s|$PWD|D|"; hash | sed "s|$PWD|D|"; prog; prog; hash | sed "s|$PWD|D|"; hash -l | sed "s|$PWD|D|"
## STDOUT:
hash: hash table empty
D/prog
hits	command
   0	D/prog
hits	command
   2	D/prog
builtin hash -p D/prog prog
## END

#### hash -p, -d and -r
hash -p /some/where z; hash -t z; hash -lt z; hash -d z; hash -d z; echo $?; hash -p /x a; hash -r; hash -t a; echo $?
## STDOUT:
/some/where
builtin hash -p /some/where z
1
1
## END
## STDERR:
$SHELL_NAME: line 1: hash: z: not found
$SHELL_NAME: line 1: hash: a: not found
## END

#### hash of what is not there
hash nope; echo $?; hash -t nope; echo $?; hash -t; echo $?; hash cd; echo $?; hash -x; echo $?
## STDOUT:
1
1
1
0
2
## END
## STDERR:
$SHELL_NAME: line 1: hash: nope: not found
$SHELL_NAME: line 1: hash: nope: not found
$SHELL_NAME: line 1: hash: -t: option requires an argument
$SHELL_NAME: line 1: hash: -x: invalid option
hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]
## END

#### -t with several names
hash -p /x a; hash -p /y b; hash -t a b nope; echo $?
## STDOUT:
a	/x
b	/y
1
## END
## STDERR:
$SHELL_NAME: line 1: hash: nope: not found
## END

#### assigning PATH forgets
touch prog; chmod +x prog; PATH=$PWD:$PATH; hash prog; PATH=$PATH; hash
## STDOUT:
hash: hash table empty
## END

#### help
help -s true eval; help nope; echo $?; help cd > /dev/null; echo $?; help -x 2>/dev/null; echo $?
## STDOUT:
true: true
eval: eval [arg ...]
1
0
2
## END
## STDERR:
$SHELL_NAME: line 1: help: no help topics match `nope'.  Try `help help' or `man -k nope' or `info nope'.
## END

#### BASH_CMDS sees what is remembered
hash -p /some/where z; echo ${BASH_CMDS[z]}
## STDOUT:
/some/where
## END

#### the builtins are found by enable -a
enable -a | grep -c '^enable \(cd\|eval\|read\|trap\|wait\)$'
## STDOUT:
5
## END

#### hash lists in bash's order, the hits count every question
mkdir d; for n in ba ab q7 zz top w_1; do echo : >d/$n; chmod +x d/$n; done; PATH=d:$PATH
for n in q7 zz w_1 ba top ab; do hash -p d/$n $n; done; type zz >/dev/null; hash -t zz >/dev/null; hash
## STDOUT:
hits	command
   0	d/q7
   0	d/ab
   0	d/top
   2	d/zz
   0	d/w_1
   0	d/ba
## END

#### command -p remembers what it found
PATH=/nonexistent; command -p true_not_there 2>/dev/null; command -p cat </dev/null; hash -t cat
## STDOUT:
/bin/cat
## END

#### without a PATH a name is a file of the current directory, if it can be executed
printf 'echo hi\n' > runs; cp runs text; chmod +x runs; mkdir folder
for PATH in '' :; do
	for name in runs text folder nope; do
		for words in 'type' 'type -a' 'type -t' 'type -P' 'command -v' 'command -V'; do
			said=$($words $name 2>/dev/null)
			echo "<$PATH> $words: $? ${said//"$PWD"/.PWD}"
		done
	done
done
unset PATH; command -V nope; echo $?
## STDOUT:
<> type: 0 runs is .PWD/runs
<> type -a: 1 
<> type -t: 0 file
<> type -P: 0 .PWD/runs
<> command -v: 0 .PWD/runs
<> command -V: 0 runs is .PWD/runs
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<:> type: 0 runs is ./runs
<:> type -a: 0 runs is ./runs
<:> type -t: 0 file
<:> type -P: 0 ./runs
<:> command -v: 0 ./runs
<:> command -V: 0 runs is .PWD/runs
<:> type: 0 text is ./text
<:> type -a: 1 
<:> type -t: 0 file
<:> type -P: 0 ./text
<:> command -v: 0 ./text
<:> command -V: 0 text is .PWD/text
<:> type: 1 
<:> type -a: 1 
<:> type -t: 1 
<:> type -P: 1 
<:> command -v: 1 
<:> command -V: 1 
<:> type: 1 
<:> type -a: 1 
<:> type -t: 1 
<:> type -P: 1 
<:> command -v: 1 
<:> command -V: 1 
1
## END

#### a local variable that is unset does not hide the name of another
x=1
f() { local x= xa=1; unset x; echo 1 ${!x@}; g; echo 1b ${!x@}; }
g() { echo 2 ${!x@}; unset xa; echo 3 ${!x*}; unset x; echo 4 ${!x*}; }
f
declare xb; echo 5 ${!x@}
## STDOUT:
1 x xa
2 x xa
3 x
4 x
1b x
5 x
## END
