# tests/bash/read.t - read.

#### the last variable takes the rest
read a b <<< 'x  y z '; echo "$a|$b"
## STDOUT:
x|y z
## END

#### more variables than fields
x=old; read a b x <<< '1'; echo "[$a][$b][$x]"
## STDOUT:
[1][][]
## END

#### REPLY keeps blanks
read <<< '  a  b  '; echo "[$REPLY]"
## STDOUT:
[  a  b  ]
## END

#### one variable loses blanks at the ends, unless IFS is null
read x <<< '  a  b  '; echo "[$x]"; IFS= read x <<< '  a  '; echo "[$x]"
## STDOUT:
[a  b]
[  a  ]
## END

#### visible separators
IFS=: read a b c <<< 'x::z'; echo "[$a][$b][$c]"; IFS=: read a b <<< 'x:y:'; echo "[$a][$b]"; IFS=: read a b <<< 'x:y:z:'; echo "[$a][$b]"
## STDOUT:
[x][][z]
[x][y]
[x][y:z:]
## END

#### separators with white space
IFS=' :' read a b c <<< '1 : 2 :: 3'; echo "[$a][$b][$c]"
## STDOUT:
[1][2][: 3]
## END

#### backslashes quote
read a b <<< 'x\ y z'; echo "[$a][$b]"; read -r a b <<< 'x\ y z'; echo "[$a][$b]"
## STDOUT:
[x y][z]
[x\][y z]
## END

#### a backslash continues the line
printf 'a\\\nb c\n' | { read x y; echo "[$x][$y]"; }; printf 'a\\\nb\n' | { read -r x; echo "[$x]"; }
## STDOUT:
[ab][c]
[a\]
## END

#### end of input
printf 'part' | { read x; echo "$? [$x]"; read x; echo "$? [$x]"; }
## STDOUT:
1 [part]
1 []
## END

#### -d
printf 'a,b\nc,d' | { read -d , x; echo "[$x]"; read -d , y; echo "[$y]"; read -d , z; echo "$? [$z]"; }
## STDOUT:
[a]
[b
c]
1 [d]
## END

#### -d '' reads to a NUL
printf 'a b\0c\0' | while IFS= read -r -d '' x; do echo "[$x]"; done
## STDOUT:
[a b]
[c]
## END

#### -n
printf 'abcdef\n' | { read -n 2 x; read y; echo "[$x][$y]"; }; read -n 5 x <<< ab; echo "[$x]"
## STDOUT:
[ab][cdef]
[ab]
## END

#### -n counts characters
read -n 2 x <<< éàü; echo "$x"
## STDOUT:
éà
## END

#### -n 0
read -n 0 x <<< abc; echo "$? [$x]"
## STDOUT:
0 []
## END

#### -N ignores the end of line and IFS
printf 'a b\ncd' | { read -N 5 x y; echo "[$x][$y]"; }; printf 'ab' | { read -N 5 x; echo "$? [$x]"; }
## STDOUT:
[a b
c][]
1 [ab]
## END

#### -a
read -a a <<< 'x "y z" w'; declare -p a; IFS=, read -a a <<< 'a,,b,'; echo ${#a[@]}
## STDOUT:
declare -a a=([0]="x" [1]="\"y" [2]="z\"" [3]="w")
3
## END

#### -u
exec 7<<< fromseven; read -u 7 x; echo $x; read -u 9 y; echo $?
## STDOUT:
fromseven
1
## END
## STDERR:
$SHELL_NAME: line 1: read: 9: invalid file descriptor: Bad file descriptor
## END

#### -t with nothing to read
read -t 0.05 x < <(sleep 5); echo $?
## STDOUT:
142
## END

#### -t 0 asks whether there is input
read -t 0 <<< x; echo $?
## STDOUT:
0
## END

#### -t wants a number
read -t x y <<< a; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: read: x: invalid timeout specification
## END

#### -p is silent without a terminal
read -p 'prompt: ' x <<< v; echo $x
## STDOUT:
v
## END

#### what is left belongs to the next reader
printf '1\n2\n3\n' > f; { read a; cat; } < f; printf '1\n2\n3\n' | { read a; cat; }
## STDOUT:
2
3
2
3
## END

#### a file read in a loop with a command inside
printf 'a\nb\nc\n' > f; while read -r l; do echo "$l"; [ $l = a ] && head -c 2; done < f
## status: 1
## STDOUT:
a
b
c
## END

#### bad names
read 1x <<< a; echo $?; read a 1x <<< 'b c'; echo "$? $a"
## STDOUT:
1
1 b
## END
## STDERR:
$SHELL_NAME: line 1: read: `1x': not a valid identifier
$SHELL_NAME: line 1: read: `1x': not a valid identifier
## END

#### readonly variables
readonly r=1; read r <<< 2; echo "$? $r"
## STDOUT:
1 1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### elements
a=(1 2 3); read 'a[1]' <<< x; echo ${a[@]}; declare -A h; read 'h[k]' <<< v; echo ${h[k]}
## STDOUT:
1 x 3
v
## END

#### unknown options and missing arguments
read -Q; echo $?; read -n; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: read: -Q: invalid option
read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]
$SHELL_NAME: line 1: read: -n: option requires an argument
read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]
## END

#### a wrong number
read -n x y <<< a; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: read: x: invalid number
## END

#### a pipeline's read is in a subshell
x=1; echo 2 | read x; echo $x; shopt -s lastpipe; echo 3 | read x; echo $x
## STDOUT:
1
3
## END

#### NULs vanish
printf 'a\0b\n' | { read x; echo "$x"; }
## STDOUT:
ab
## END

#### IFS white space that is a tab
IFS=$'\t' read a b c <<< $'x\t\ty z'; echo "[$a][$b][$c]"
## STDOUT:
[x][y z][]
## END

#### variables keep quotes
read a b <<< '"x y" z'; echo "[$a][$b]"
## STDOUT:
["x][y" z]
## END

#### TMOUT
TMOUT=0.05; read x < <(sleep 5); echo $?
## STDOUT:
142
## END

#### status 0 with an empty line
printf '\n' | { read x; echo "$? [$x]"; }
## STDOUT:
0 []
## END

#### -a: the first name behind the array has to be one
read -a v '}' <<<"a b"
echo $? ${v[@]}
read -a v w '}' <<<"a b"
echo $? ${v[@]} "$w"
## STDOUT:
1
0 a b 
## END
## STDERR:
$SHELL_NAME: line 1: read: `}': not a valid identifier
## END
