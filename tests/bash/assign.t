# tests/bash/assign.t - assignments: values, append, attributes, temporary environments, errors.

#### a value is neither split nor globbed
x=*; y="a  b"; z=$y; echo "$x" "$z"
## STDOUT:
* a  b
## END

#### several assignments on one line see each other from left to right
A=1 B=$A C=$B; echo $A$B$C
## STDOUT:
111
## END

#### the status is that of the last command substitution
x=$(exit 3); echo $?; x=1 y=$(false) z=2; echo $?; x=1; echo $?
## STDOUT:
3
1
0
## END

#### += appends text
x=a; x+=b; x+=$x; echo $x; unset y; y+=q; echo $y
## STDOUT:
abab
q
## END

#### += adds where the variable is an integer
declare -i n=5; n+=3; n+=n; echo $n
## STDOUT:
16
## END

#### an integer variable evaluates what it is given
declare -i n; n=2*3+1; echo $n; m=4; n=m*2; echo $n; n=; echo $n; n=nosuch; echo $n
## STDOUT:
7
8
0
0
## END

#### -l, -u and -c change case on every assignment
declare -l l=ABC; declare -u u=xyz; declare -c c=hELLO; l+=DeF; echo $l $u $c; u=é; echo $u
## STDOUT:
abcdef XYZ Hello
É
## END

#### assignments in front of a command are in its environment only
x=1; x=2 sh -c 'echo $x'; echo $x; y=5 env | grep ^y=; echo ${y-unset}
## STDOUT:
2
1
y=5
unset
## END

#### assignments in front of a builtin are undone
x=0; x=1 :; echo $x; x=1 eval 'echo $x; x=2'; echo $x; IFS=: read a b <<< "1:2"; echo $a $b "$IFS" | tr '\n\t' 'nt'
## stdout-json: "0\n1\n0\n1 2  tnn"

#### in posix mode those in front of a special builtin stay
set -o posix; x=1 :; echo $x; x=2 true; echo $x; y=3 export z=1; echo $y
## STDOUT:
1
1
3
## END

#### in front of a function they are its variables
f() { echo $x; x=inner; sh -c 'echo $x'; }; x=outer; x=temp f; echo $x
## STDOUT:
temp
inner
outer
## END

#### a local of the same name keeps the value in front of the call
f() { local x; echo "[$x]"; }; x=1 f
## STDOUT:
[1]
## END

#### tilde is expanded after = and after each colon
HOME=/h; x=~/a:~/b; echo $x; x="~"; echo $x; p=a:~; echo $p
## STDOUT:
/h/a:/h/b
~
a:/h
## END

#### quotes protect the tilde
HOME=/h; x='~'/a y="~"; echo $x $y
## STDOUT:
~/a ~
## END

#### an assignment to a readonly variable abandons the line
readonly r=1
r=2; echo not reached
echo next $? $r
## STDOUT:
next 1 1
## END
## STDERR:
$SHELL_NAME: line 2: r: readonly variable
## END

#### also inside a function and a loop
readonly r=1
f() { r=2; echo in; }
f; echo no
for i in 1 2; do r=$i; echo no; done; echo no
echo $?
## STDOUT:
1
## END
## STDERR:
environment: line 2: r: readonly variable
$SHELL_NAME: line 4: r: readonly variable
## END

#### a subshell dies of it
readonly r=1; (r=2; echo no); echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### eval stops at it and goes on behind
readonly r=1; eval 'r=2; echo no'; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### in front of a command it is only reported
readonly r=1; r=2 echo runs; echo $?
## STDOUT:
runs
0
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### expansions in an assignment happen once and in order
i=0; a=$((i++)) b=$((i++)); echo $a $b $i
## STDOUT:
0 1 2
## END

#### what is no name is a command
1x=3; echo $?
## STDOUT:
127
## END
## STDERR:
$SHELL_NAME: line 1: 1x=3: command not found
## END

#### an empty value sets the variable
x=; echo "${x-unset}" "${x:-null}"
## STDOUT:
 null
## END

#### assignment with a redirection only
x=5 > f; echo $x; test -e f && echo made
## STDOUT:
5
made
## END

#### a failed redirection fails the command, the assignment stays
x=5 > /nonexistent/f; echo $? $x
## STDOUT:
1 5
## END
## STDERR:
$SHELL_NAME: line 1: /nonexistent/f: No such file or directory
## END

#### nothing left after expansion: assignments stay
e=; x=7 $e; echo $x
## STDOUT:
7
## END

#### PATH in front of a command is used to find it
mkdir d; printf '#!/bin/sh\necho found' > d/cmd; chmod +x d/cmd; PATH=$PWD/d:$PATH cmd; cmd 2>/dev/null; echo $?
## STDOUT:
found
127
## END

#### -a exports what is assigned
set -a; x=1; sh -c 'echo $x'; set +a; y=2; sh -c 'echo [$y]'
## STDOUT:
1
[]
## END

#### an array's name alone is its element 0
a=(1 2); a=9; declare -p a; a+=8; echo ${a[0]}
## STDOUT:
declare -a a=([0]="9" [1]="2")
98
## END

#### integers in an array
declare -ai a=(1+1 2*3); a[0]+=5; a+=(7-1); echo ${a[@]}
## STDOUT:
7 6 6
## END

#### a command substitution in front of a command does not set its status
x=$(false) true; echo $?
## STDOUT:
0
## END

#### $? in an assignment is the status before
false; x=$?; echo $x
## STDOUT:
1
## END

#### text that only looks like an assignment
HOME=/h; echo a=b x=~ "q"=1; "a"=b; echo $?
## STDOUT:
a=b x=/h q=1
127
## END
## STDERR:
$SHELL_NAME: line 1: a=b: command not found
## END

#### special variables may be assigned without effect
BASHPID=1; [ $BASHPID != 1 ] && echo ok; FUNCNAME=x; GROUPS=5; echo ${FUNCNAME-unset}
## STDOUT:
ok
unset
## END

#### a list in front of a command is passed as text, expanded
x='p  q'; a=("$x" b [3]=$((1+1)) 'c*') env | grep ^a=
a=(keep); a=($((1/0))) echo not reached
echo "${a[@]}"
## STDOUT:
a=(p  q b [3]=2 c*)
keep
## END
## stderr-has: division by 0

#### a[*] and a[@] are no elements, of an unset array a subscript has no length
x='a b'; echo ${#u[x]} ${#u["@"]}; (a[@]=1); a[*]=1
## status: 1
## stdout: 0 0
## STDERR:
$SHELL_NAME: line 1: a[@]: bad array subscript
$SHELL_NAME: line 1: a[*]: bad array subscript
## END

#### += to an element converts the whole
declare -c n=(ab); n+=xY; declare -u m=(x [2]=y); m+=(z) m[0]+=q; declare -p n m
## STDOUT:
declare -ac n=([0]="Abxy")
declare -au m=([0]="XQ" [2]="Y" [3]="Z")
## END

#### the status of an integer that is none is the one before, but for 0; a bad element counts where $(…) ran
cat >prog <<'E'
(exit 7)
declare -i n=1+
echo $?; declare -A h; n=+
echo $?; a[1+]=2
echo $?; h=([a]=$(echo 1) q); echo $?; h=([a]=1 q); echo $?; b=([@]=$(:)); echo $?; eval 'n=1+
'; echo $?

#### what joins the values of a list, by IFS or by blanks, depends on where it is assigned
set -- one two; a=(x y); declare -A h=([k]=1 [l]=2)
IFS=,
x="${!h[@]}"; echo "$x"
x=${!a[@]}; echo "$x"
x=([1]=$@ [2]="${a[@]}" [3]="${u-$@}" [4]=${a[@]^}); printf '%s;' "${x[@]}"; echo
declare y="${a[@]}" z="${!a[@]}"; echo "$y" "$z"
x=${a[@]@A}; echo "$x"
IFS=
x=([1]=$* [2]=${a[*]}); printf '%s;' "${x[@]}"; echo
declare y=$* z=${a[*]} w=${*#o}; echo "$y" "$z" "$w"
x=${u-$*}; echo "$x"
## STDOUT:
l,k
0 1
one,two;x,y;one,two;X,Y;
x y 0,1
declare -a a=([0]="x" [1]="y")
one two;x y;
one two xy ne two
one two
## END

#### in front of a command: a readonly variable is told of before its value is expanded
readonly w=1
w=$((1/0)) true; echo $?
w=$(echo side >&2) true; echo $?
## STDOUT:
0
0
## END
## STDERR:
$SHELL_NAME: line 2: w: readonly variable
$SHELL_NAME: line 3: w: readonly variable
## END
