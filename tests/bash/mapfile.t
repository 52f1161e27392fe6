# tests/bash/mapfile.t - mapfile, readarray.

#### lines with their newlines
mapfile <<< $'a\nb c'; declare -p MAPFILE
## STDOUT:
declare -a MAPFILE=([0]=$'a\n' [1]=$'b c\n')
## END

#### -t without
mapfile -t x < <(printf 'a\n\nb'); declare -p x
## STDOUT:
declare -a x=([0]="a" [1]="" [2]="b")
## END

#### -n and -s
printf '%s\n' 1 2 3 4 5 > f; mapfile -t -s 1 -n 2 x < f; echo ${x[@]}
## STDOUT:
2 3
## END

#### what is left belongs to the next reader
printf '%s\n' 1 2 3 > f; { mapfile -n 1 x; cat; } < f; printf '%s\n' 1 2 3 | { mapfile -n 1 x; cat; }
## STDOUT:
2
3
2
3
## END

#### -O keeps the other elements
x=(a b c d); mapfile -t -O 1 x <<< z; declare -p x
## STDOUT:
declare -a x=([0]="a" [1]="z" [2]="c" [3]="d")
## END

#### without -O the array is emptied first
x=(a b c d); mapfile -t x <<< z; declare -p x
## STDOUT:
declare -a x=([0]="z")
## END

#### -d
mapfile -d : -t x <<< a:b:c; declare -p x; mapfile -d '' -t x < <(printf 'a\0b\0'); declare -p x
## STDOUT:
declare -a x=([0]="a" [1]="b" [2]=$'c\n')
declare -a x=([0]="a" [1]="b")
## END

#### -u
exec 5< <(echo five); mapfile -t -u 5 x; echo ${x[0]}
## STDOUT:
five
## END

#### -C and -c
cb() { echo "cb $1 ${2%?}"; }; mapfile -C cb -c 2 x < <(printf '%s\n' a b c d e); echo ${#x[@]}
## STDOUT:
cb 1 b
cb 3 d
5
## END

#### readarray is the same
readarray -t r <<< $'1\n2'; echo ${#r[@]}
## STDOUT:
2
## END

#### nothing to read
mapfile x < /dev/null; echo "$? ${#x[@]}"
## STDOUT:
0 0
## END

#### errors
mapfile -n x a; echo $?; mapfile -O x a; echo $?; mapfile 1x; echo $?; mapfile -u 99 a; echo $?
## STDOUT:
1
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: mapfile: x: invalid line count
$SHELL_NAME: line 1: mapfile: x: invalid array origin
$SHELL_NAME: line 1: mapfile: `1x': not a valid identifier
$SHELL_NAME: line 1: mapfile: 99: invalid file descriptor: Bad file descriptor
## END

#### associative arrays are refused
declare -A h; mapfile h <<< a; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: mapfile: h: not an indexed array
## END

#### readonly arrays
readonly -a r=(1); mapfile r <<< a; echo $? ${r[0]}
## STDOUT:
1 1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
## END

#### unknown options
mapfile -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: mapfile: -x: invalid option
mapfile: usage: mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]
## END

#### backslashes and blanks stay
mapfile -t x <<< '  a\tb  '; echo "[${x[0]}]"
## STDOUT:
[  a\tb  ]
## END

#### in a loop over the lines
mapfile -t x < <(printf 'a b\nc\n'); for l in "${x[@]}"; do echo "<$l>"; done
## STDOUT:
<a b>
<c>
## END

#### -O: what was not there becomes an array all the same
mapfile -O 2 v </dev/null; declare -p v
declare u; mapfile -O 1 u </dev/null; declare -p u
w=1; mapfile -O 1 w </dev/null; declare -p w
## STDOUT:
declare -a v=()
declare -a u=()
declare -a w=([0]="1")
## END
