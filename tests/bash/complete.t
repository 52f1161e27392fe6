# tests/bash/complete.t - complete, compgen, compopt.

#### -W: split, expanded, quotes kept together
l='p q r'; compgen -W '$l "$l" $(echo s t) a\ b' ; IFS=:; compgen -W 'x y:z'
## STDOUT:
p
q
r
p q r
s
t
a b
x y
z
## END

#### prefix, suffix, filter, and the word
compgen -W 'ab ac b' -P '<' -S '>' a; compgen -X 'a*' -W 'ab cd'; compgen -X '!&*' -W 'ab cd' c
## STDOUT:
<ab>
<ac>
cd
cd
## END

#### nothing found is a failure
compgen -W 'a b' zz; echo $?
## STDOUT:
1
## END

#### names of the shell
f_one() { :; }; f_two() { :; }; v_xyz=1; arr_q=(1); alias a_lias=x; export E_xp=1
compgen -A function f_; compgen -v v_x; compgen -A arrayvar arr_; compgen -a a_; compgen -e E_x
compgen -b compg; compgen -k sel; compgen -A setopt nou; compgen -A shopt extg; compgen -A signal SIGK
## STDOUT:
f_one
f_two
v_xyz
arr_q
a_lias
E_xp
compgen
select
nounset
extglob
SIGKILL
## END

#### files, directories and commands
mkdir -p d/sub; touch d/sufile; compgen -f d/su | sort; compgen -d d/su; compgen -c compge | sort -u
## STDOUT:
d/sub
d/sufile
d/sub
compgen
## END

#### a function
f() { COMPREPLY=("$2"1 "$#"); }; compgen -F f word 2>/dev/null
## STDOUT:
word1
3
## END

#### complete -p can be read back
complete -W "it's" -o nospace -o default one; complete -F fn -A file -c two; complete -D -F fn; complete -X '!*.c' -G '*.c' 'th ree'
complete -p one two 'th ree'; complete -p -D; complete -p | sort > before; complete -r; complete; . ./before; complete -p | sort | cmp - before && echo same
## STDOUT:
complete -o default -o nospace -W 'it'\''s' one
complete -c -f -F fn two
complete -G '*.c' -X '!*.c' 'th ree'
complete -F fn -D
same
## END

#### what is wrong
complete -p nope; complete -A bad x; complete -o bad x; complete -F 'a b' x; compopt nope; compopt -o nospace; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: complete: nope: no completion specification
$SHELL_NAME: line 1: complete: bad: invalid action name
$SHELL_NAME: line 1: complete: bad: invalid option name
$SHELL_NAME: line 1: complete: `a b': not a valid identifier
$SHELL_NAME: line 1: compopt: nope: no completion specification
$SHELL_NAME: line 1: compopt: not currently executing completion function
## END

#### compopt changes a specification
complete -W x c; compopt -o nospace -o filenames c; compopt +o filenames c; complete -p c; compopt c
## STDOUT:
complete -o nospace -W 'x' c
compopt +o bashdefault +o default +o dirnames +o filenames +o noquote +o nosort -o nospace +o plusdirs c
## END

#### bind is accepted
bind '"\C-t": "x"' 2>/dev/null; echo $?; bind -q no-such-function 2>/dev/null; echo $?; bind -l 2>/dev/null | grep -c '^accept-line$'
## STDOUT:
0
1
1
## END

#### suspend needs job control
suspend; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: suspend: cannot suspend: no job control
## END

#### the order of the table, and -r before there is one
complete -r nothing; echo $?; complete -W x a b foo bar; complete -c -D; complete -p; complete -pr foo; complete -r nothing; echo $?
complete -p -E; complete -W "'" q; complete -p q
## STDOUT:
0
complete -W 'x' foo
complete -W 'x' bar
complete -c -D
complete -W 'x' b
complete -W 'x' a
complete -W 'x' foo
1
complete -W \' q
## END
## STDERR:
$SHELL_NAME: line 1: complete: nothing: no completion specification
$SHELL_NAME: line 2: complete: _EmptycmD_: no completion specification
## END

#### compgen without options generates nothing, successfully
compgen; echo $?; compgen x; echo $?; compgen -W '' x; echo $?
## STDOUT:
0
0
1
## END

#### compopt and declare say the sign of a wrong option
compopt +x; declare +Q; local +x; f() { local +Z; }; f; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: compopt: +x: invalid option
compopt: usage: compopt [-o|+o option] [-DEI] [name ...]
$SHELL_NAME: line 1: declare: +Q: invalid option
declare: usage: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]
$SHELL_NAME: line 1: local: can only be used in a function
environment: line 1: local: +Z: invalid option
local: usage: local [option] name[=value] ...
## END

#### the words of -W are expanded like those of a command, but for file names
v='a b:c'
touch file
compgen -W 'a {b,c}d "e f" g\ h $v "$v" $(echo p q) `echo r` $((1+2)) * x{1..2}' -- ''
HOME=/h
compgen -W '~ ~/x y=~' -- ''
## STDOUT:
a
bd
cd
e f
g h
a
b:c
a b:c
p
q
r
3
*
x1
x2
/h
/h/x
y=~
## END

#### operators are nothing special in -W, and a quote may be left open
compgen -W '(a) <b; |c &d >e #f !g' -- ''
compgen -W "it isn't so" -- ''
## STDOUT:
(a)
<b;
|c
&d
>e
#f
!g
it
isnt so
## END

#### the words of -W stand between characters of IFS
IFS=,; compgen -W 'a b,c d,,"e,f",g' -- ''
IFS=$'\n'; compgen -W $'a b\n\n$(echo 1;echo 2)' -- ''
IFS=; compgen -W 'a b' -- ''
## STDOUT:
a b
c d
e,f
g
a b
1
2
a b
## END

#### -W compares with the word without its quotes
compgen -W 'a\ b ac "a d"' -- 'a\ '
compgen -W 'a\ b ac "a d"' -- '"a '
compgen -W 'a\ b ac "a d"' -- "'a d'"
## STDOUT:
a b
a d
a b
a d
a d
## END

#### an error in the words of -W leaves none
compgen -W 'a $((1+)) b' -- '' 2>/dev/null
echo $?
compgen -W 'a ${x?bad} b' -- '' 2>/dev/null
## status: 127
## STDOUT:
1
## END

#### signals that the C library keeps have names too
compgen -A signal SIGJ
## STDOUT:
SIGJUNK(32)
SIGJUNK(33)
## END

#### compgen -C: a backslash keeps a newline, empty lines are none
compgen -C 'printf "one\\\\\n2\n\n\nthree\n"; :'
## STDOUT:
one\
2
three
## END
## STDERR:
$SHELL_NAME: line 1: compgen: warning: -C option may not work as you expect
## END

#### arrays of both kinds
declare -A h=([a]=1); v=(1); declare -a w; declare -A k
compgen -A arrayvar | grep '^[a-z]'
## STDOUT:
h
v
## END
