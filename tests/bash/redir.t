# tests/bash/redir.t - redirections: files, descriptors, here-documents, undoing.

#### output, append, input
echo a > f; echo b >> f; cat < f
## STDOUT:
a
b
## END

#### both streams
{ echo o; echo e >&2; } &> f; cat f; { echo o2; echo e2 >&2; } &>> f; cat f; { echo x; echo y >&2; } >& g; cat g
## STDOUT:
o
e
o
e
o2
e2
x
y
## END

#### order matters
{ echo o; echo e >&2; } 2>&1 > f | sed 's/^/pipe /'; cat f
## STDOUT:
pipe e
o
## END

#### read-write
echo hello > f; exec 3<> f; read x <&3; echo $x; echo more >&3; exec 3>&-; cat f
## STDOUT:
hello
hello
more
## END

#### noclobber
set -C; echo a > f; echo b > f; echo $?; echo c >| f; cat f; echo d >> f; cat f; echo e > /dev/null; echo $?
## STDOUT:
1
c
c
d
0
## END
## STDERR:
$SHELL_NAME: line 1: f: cannot overwrite existing file
## END

#### numbers of two digits
exec 12> f; echo x >&12; exec 12>&-; cat f
## STDOUT:
x
## END

#### duplicate and close
exec 3>&1; echo a >&3; exec 3>&-; echo b >&3; echo $?
## STDOUT:
a
1
## END
## STDERR:
$SHELL_NAME: line 1: 3: Bad file descriptor
## END

#### moving a descriptor
exec 3> f; exec 4>&3-; echo x >&4; echo y >&3; exec 4>&-; cat f
## STDOUT:
x
## END
## STDERR:
$SHELL_NAME: line 1: 3: Bad file descriptor
## END

#### a bad descriptor
echo x >&9; echo $?; cat <&8; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: 9: Bad file descriptor
$SHELL_NAME: line 1: 8: Bad file descriptor
## END

#### {fd} is given a number from 10
exec {fd}> f; ((fd >= 10)) && echo ok; echo x >&$fd; exec {fd}>&-; echo y >&$fd; cat f
## STDOUT:
ok
x
## END
## STDERR:
$SHELL_NAME: line 1: $fd: Bad file descriptor
## END

#### {fd} outlives its command
: {fd}> f; echo x >&$fd; cat f
## STDOUT:
x
## END

#### varredir_close
shopt -s varredir_close; : {fd}> f; echo x >&$fd; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: $fd: Bad file descriptor
## END

#### builtins' redirections are undone
echo x > f; echo y; read a < f; echo $a
## STDOUT:
y
x
## END

#### functions' and groups' too
f() { echo in; }; f > o; { echo g; } >> o; for i in 1 2; do echo $i; done >> o; echo out; cat o
## STDOUT:
out
in
g
1
2
## END

#### a redirection in a function definition
f() { cat; } < src; echo text > src; f
## STDOUT:
text
## END

#### a failed redirection: the command does not run
echo no > /nonexistent/f; echo $?; { echo no; } < /nonexistent/f; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: /nonexistent/f: No such file or directory
$SHELL_NAME: line 1: /nonexistent/f: No such file or directory
## END

#### ambiguous
x="a b"; echo > $x; echo $?; echo > $unset; echo $?; echo >&$x
## status: 1
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: $x: ambiguous redirect
$SHELL_NAME: line 1: $unset: ambiguous redirect
$SHELL_NAME: line 1: $x: ambiguous redirect
## END

#### a glob that matches one file is used when not posix
touch only1; echo hi > only*; ls; cat only1
## STDOUT:
only1
hi
## END

#### here-document
x=v; cat <<E
$x $((1+1)) $(echo c) `echo b` \$x \\ "q" 'q'
E
## STDOUT:
v 2 c b $x \ "q" 'q'
## END

#### quoted delimiter
cat <<'E'
$x $(no) \n
E
## STDOUT:
$x $(no) \n
## END

#### tabs stripped
cat <<-E
	a
		b
	E
## STDOUT:
a
b
## END

#### two on one line
cat <<A - 3<<B; cat <&3 3<<C
a
A
b
B
c
C
## status: 1
## STDOUT:
a
## END
## STDERR:
$SHELL_NAME: line 1: 3: Bad file descriptor
## END

#### here-string
x="a  b"; cat <<< $x; cat <<< "$x"; cat <<< ''; read a b <<< "1 2 3"; echo "$b"
## STDOUT:
a  b
a  b

2 3
## END

#### a large here-document
x=$(printf '%070000d' 7); cat <<E | wc -c
$x
$x
E
## STDOUT:
140002
## END

#### in a loop
while read a; do echo "[$a]"; done <<E
1
2
E
## STDOUT:
[1]
[2]
## END

#### reading continues where the last read stopped
printf '1\n2\n3\n' > f; { read a; read b; cat; echo $a $b; } < f
## STDOUT:
3
1 2
## END

#### nested redirections come back in order
{ { echo a; } > f1; echo b; } > f2; echo c; cat f1 f2
## STDOUT:
c
a
b
## END

#### exec makes them permanent
exec 3>&1 > f; echo hidden; exec >&3 3>&-; echo shown; cat f
## STDOUT:
shown
hidden
## END

#### closing standard output
echo x >&-; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: echo: write error: Bad file descriptor
## END

#### stderr of a not found command
{ nosuch; } 2> f; grep -c 'not found' f
## STDOUT:
1
## END

#### /dev/stdin, /dev/fd
echo a | cat /dev/stdin; cat /dev/fd/3 3<<< x; echo e > /dev/stderr
## STDOUT:
a
x
## END
## STDERR:
e
## END

#### input from a file that is a directory
cat < / ; echo $?; echo > /; echo $?
## STDOUT:
1
1
## END
## STDERR:
cat: -: Is a directory
$SHELL_NAME: line 1: /: Is a directory
## END

#### a redirection before the word
> f echo a; cat f; < f cat
## STDOUT:
a
a
## END

#### 2> in front of a digit is no descriptor when a blank follows
echo 2 > f; cat f; echo x2>f; cat f
## STDOUT:
2
x2
## END

#### a word that expands with a side effect, in a child
/bin/cat < ${x:=/dev/null}; echo ${x-unset}
## STDOUT:
unset
## END

#### redirections of a subshell
(echo a; echo b >&2) > f 2>&1; cat f
## STDOUT:
a
b
## END

#### the descriptors of undoing are not seen by children
{ sh -c 'ls /proc/self/fd | wc -l'; } > f 2>/dev/null 3>&1; n=$(cat f); ((n <= 5)) && echo ok
## STDOUT:
ok
## END

#### digits behind >& are a word even in front of an operator
ls -d . 2>&1>/dev/null; ls -d /nonexistent-here 2>&1>/dev/null | grep -c nonexistent
## STDOUT:
1
## END

#### command exec keeps its redirections, builtin exec does not
command exec 8<<< kept; read x <&8; echo $x; builtin exec 9<<< gone; { read y <&9; } 2>/dev/null; echo "[$y]"
## STDOUT:
kept
[]
## END

#### {v}> gives out numbers from 10, whatever the shell itself has open
exec 10>&- 11>&- {v}</dev/null {w}</dev/null; echo $v $w
## stdout: 10 11

#### a descriptor that was moved stays closed
exec 4>&1; : 3>&4-; { echo x >&4; } 2>/dev/null || echo closed
## stdout: closed

#### posix: an unset target is ambiguous, and nothing is split
set -o posix; x='a b'; > $x; ls; (> $nothing); echo $?; (> "$nothing") 2>/dev/null; echo $?
## STDOUT:
a b
1
1
## END
## STDERR:
$SHELL_NAME: line 1: $nothing: ambiguous redirect
## END

#### {v}> without a command leaves nothing behind
{v}</dev/null; echo "$? [$v]"; {v}</no/such 2>/dev/null; echo $?; w=1 {v}</dev/null; echo "$w [$v]"
## STDOUT:
0 []
1
1 []
## END

#### redirections do not see the assignments in front of the command
v=out
f() { cat; echo "$v"; }
v=in cat <<<$v
v=in f <<<$v
v=in read x <<<$v; echo $x
w=1 cat <<<${w:=2}; echo $w
unset u; u=file : >$u; echo $?
## STDOUT:
out
out
in
out
2

1
## END
## stderr-has: $u: ambiguous redirect

#### {name} finds the numbers that redirections around it leave
{ { :; } {a}</dev/null; } >out
{ { { :; } {b}</dev/null; } >out; } 2>out
echo $((b - a))
## stdout: 2

#### a ! does not invert the failure of a compound command's redirections
! { :; } </nope; echo $?
! (:) </nope; echo $?
! [[ a ]] </nope; echo $?
! while false; do :; done </nope; echo $?
! : </nope; echo $?
## STDOUT:
1
1
1
1
0
## END
## stderr-has: /nope

#### {name[subscript]}> keeps the descriptor in an element
exec {X[1]}> f; echo one >&${X[1]}; exec {X[1]}>&-; cat f; echo ${#X[@]}; declare -A m; { echo two >&${m[k]}; } {m[k]}> g; cat g
f() { exec {X[1]}>&-; }; declare -f f; echo {X[]}; coproc { cat; }; echo three >&${COPROC[1]}; exec {COPROC[1]}>&-; cat <&${COPROC[0]}
## STDOUT:
one
1
two
f () 
{ 
    exec {X[1]}>&-
}
{X[]}
three
## END

#### {name[subscript]} is a place for a descriptor too
exec {fd[1+1]}>out; echo x >&${fd[2]}; cat out; echo ${!fd[@]}; n=4; exec {fd[$n]}<out; read y <&${fd[4]}; echo $y; exec {fd[2]}>&- ; echo {fd[2]}x >&1; declare -A m; exec {m[key]}<out; [[ ${m[key]} -ge 10 ]] && echo ok
f() { : {a[1]}> x {b[2]}<&-; }; declare -f f
## STDOUT:
x
2
x
{fd[2]}x
ok
f () 
{ 
    : {a[1]}> x {b[2]}>&-
}
## END

#### >&- ends at its dash, and what follows is a word of its own
exec 8>&1; echo a 8>&-n; echo b 2>& -c; x=d; echo 2>&-$x; echo e 2>&--; f() { echo 2>&-n; }; declare -f f
eval 'g() { :; } >&-n'
## status: 2
## STDOUT:
a n
b c
d
e -
f () 
{ 
    echo n 2>&-
}
## END
## STDERR:
$SHELL_NAME: eval: line 2: syntax error near unexpected token `n'
$SHELL_NAME: eval: line 2: `g() { :; } >&-n'
## END

#### a dash that an expansion brings makes no move
x=1-; echo a 2>&$x; echo b 2>&"1-"; echo c 2>&foo-
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1-: ambiguous redirect
$SHELL_NAME: line 1: 1-: ambiguous redirect
$SHELL_NAME: line 1: foo: ambiguous redirect
## END

#### a bad source that was expanded is reported by the descriptor it was meant for
x=77; echo a 5>&$x; echo b >&$x; echo c 5<&77-; echo d 5<&$x-; echo e <&"$x"
## status: 1
## STDERR:
$SHELL_NAME: line 1: 5: Bad file descriptor
$SHELL_NAME: line 1: $x: Bad file descriptor
$SHELL_NAME: line 1: 77: Bad file descriptor
$SHELL_NAME: line 1: 5: Bad file descriptor
$SHELL_NAME: line 1: "$x": Bad file descriptor
## END

#### >&word expands its word twice
x=foo u='$x' v='"q"'
echo 1 >&$u; echo 2 >&"$v"; echo 3 >&'$x'; echo 4 &>'$x'; cat foo q '$x'; echo 5 >&''; echo $?
## STDOUT:
3
2
4
1
## END
## stderr-has: line 2: '': Bad file descriptor

#### and names what it came to where that is ambiguous
u='*'; touch a b
echo x >&"$u"
## status: 1
## STDERR:
$SHELL_NAME: line 2: *: ambiguous redirect
## END

#### a subshell can close all descriptors that its parent put aside
f() {
	{
		for i in {3..99}; do eval "exec $i>&-"; done
		(cd /proc/$BASHPID/fd; echo [0-9] [1-9][0-9]) >&2
	} &
	wait $!
}
{ f 3>&1 >o1 2>&3; } 2>&1
## STDOUT:
0 1 2 3 [1-9][0-9]
## END

#### without a command a redirection of standard input is a child's
echo one >a1; mkdir d
x=$(exit 3) <a1; echo $?
x=$(exit 3) >o1; echo $?
<a1$(exit 4); echo $?
<${n:=a1}; echo $? "${n-unset}"
<nope; echo $?
<nope | cat; echo ${PIPESTATUS[@]}
>d | cat; echo ${PIPESTATUS[@]}
<&9 | cat; echo ${PIPESTATUS[@]}
<>d | cat; echo ${PIPESTATUS[@]}
3<nope | cat; echo ${PIPESTATUS[@]}
exec 2>/dev/null
<nope & wait $!; echo $?
>d & wait $!; echo $?
## STDOUT:
0
3
0
0 unset
1
0 0
1 0
1 0
0 0
1 0
0
1
## END
## STDERR:
$SHELL_NAME: line 6: nope: No such file or directory
$SHELL_NAME: line 7: nope: No such file or directory
$SHELL_NAME: line 8: d: Is a directory
$SHELL_NAME: line 9: 9: Bad file descriptor
$SHELL_NAME: line 10: d: Is a directory
$SHELL_NAME: line 11: nope: No such file or directory
## END

#### a descriptor onto itself is nothing to do, open or not
echo a 3>&3; echo $?
{ echo b; } 3<&3-; echo $?
exec 5>&5; echo $?
x=5; echo e 5>&$x; echo $?
( echo h ) 7<&7; echo $?
ls /proc/self/fd/3 3>&3 2>/dev/null
## status: 2
## STDOUT:
a
0
b
0
0
e
0
h
0
## END

#### what is wrong with the word of {name}> names the variable
{fd}>$fd
{fd}>*
: >r1
set -C
{fd}>r1
>r1
set +C
{fd}<nope
{fd}>/nope/x
{fd}>&$zz
## status: 1
## STDERR:
$SHELL_NAME: line 1: fd: ambiguous redirect
$SHELL_NAME: line 5: fd: cannot overwrite existing file
$SHELL_NAME: line 6: r1: cannot overwrite existing file
$SHELL_NAME: line 8: nope: No such file or directory
$SHELL_NAME: line 9: /nope/x: No such file or directory
$SHELL_NAME: line 10: fd: ambiguous redirect
## END

#### a moved descriptor comes back where the one that it replaced was open
exec 3<"/dev/null"
: 3>&1-
echo builtin
{ :; } 3>&1-
echo group
f() { :; }; f 3>&1-
echo function
x=1 3>&1-
echo assignment
exec 3<&-
(: 3>&1-; echo lost)
## status: 1
## STDOUT:
builtin
group
function
assignment
## END
## STDERR:
$SHELL_NAME: line 11: echo: write error: Bad file descriptor
## END

#### a descriptor that is put onto itself needs no other
{ { :; } {v}<&2; echo $v; } <&0
{ { :; } {v}<&2; echo $v; } 1>&1
## STDOUT:
10
11
## END

#### any number of digits behind >& is a descriptor
u=99999999999; echo hi >&$u; echo $?
u=4294967297; echo hi >&$u; echo $?
u=9223372036854775808; echo hi >&$u; echo $?
read x <&$u <<<q; echo $?
ls
## STDOUT:
1
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: $u: Bad file descriptor
$SHELL_NAME: line 2: $u: Bad file descriptor
$SHELL_NAME: line 3: $u: Bad file descriptor
$SHELL_NAME: line 4: $u: Bad file descriptor
## END
