# tests/bash/substring.t - ${x:offset:length} of strings, parameters and arrays.

#### offset and length
x=abcdef; echo ${x:2} ${x:1:2} ${x:0:1} "[${x:6}]" "[${x:9}]"
## STDOUT:
cdef bc a [] []
## END

#### negative offsets need a blank or parentheses
x=abcdef; echo ${x: -2} ${x:(-3)} ${x: -3:2} ${x:-2}
## STDOUT:
ef def de abcdef
## END

#### a negative offset beyond the start is nothing
x=abc; echo "[${x: -4}]"
## STDOUT:
[]
## END

#### a negative length counts from the end
x=abcdef; echo ${x:1:-1} ${x:0:-5} "[${x:2:-4}]"
## STDOUT:
bcde a []
## END

#### a negative length in front of the offset is an error
x=abc; echo ${x:2:-2}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: -2: substring expression < 0
## END

#### both are arithmetic
x=abcdef; n=2; echo ${x:n} ${x:n+1:n} ${x:$n:$((n-1))} ${x:n==2?1:0}
## STDOUT:
cdef de c bcdef
## END

#### an empty offset is 0
x=abc; echo ${x::2} "[${x:1:}]"
## STDOUT:
ab []
## END

#### characters, not bytes
x=äöü€x; echo ${x:1:2} ${x: -2:1} ${#x}
## STDOUT:
öü € 5
## END

#### an unset variable
echo "[${nope:1:2}]"
## STDOUT:
[]
## END

#### an error in the expression
x=abc; echo ${x:1+}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: x: 1+: syntax error: operand expected (error token is "+")
## END

#### positional parameters begin at 1
set -- a b c d; echo ${@:2} ${@:2:2} ${*:4} "[${@:5}]" "${@: -1}" "${@: -2:1}"
## STDOUT:
b c d b c d [] d c
## END

#### 0 takes in $0
set -- a b; echo ${@:0:2}
## STDOUT:
$SHELL_NAME a
## END

#### "${@:…}" keeps fields
set -- "a b" "c d" e; printf '<%s>' "${@:1:2}"; printf '<%s>' "${*:1:2}"; echo
## STDOUT:
<a b><c d><a b c d>
## END

#### a negative length of a list is an error
set -- a b; echo ${@:1:-1}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: -1: substring expression < 0
## END

#### a length of 0
set -- a b; printf '<%s>' "${@:1:0}" "${@:2}"; echo
## STDOUT:
<b>
## END

#### elements of an array by index
a=(a b c d); echo ${a[@]:1:2} ${a[@]: -1} "${a[*]:2}"
## STDOUT:
b c d c d
## END

#### sparse arrays: the offset is an index, the length a count
a=([3]=x [7]=y [9]=z); echo ${a[@]:3:2} ${a[@]:4:1} ${a[@]: -1}
## STDOUT:
x y y z
## END

#### an element is a string
a=(abc def); echo ${a[1]:1:1} ${a:1}
## STDOUT:
e bc
## END

#### with -u a short slice is no error
set -u; a=(1); printf '<%s>' "${a[@]:5}"; echo done
## STDOUT:
<>done
## END

#### the result is split
x="a b c"; set -- ${x:0:3}; echo $#
## STDOUT:
2
## END

#### the length is not evaluated when the offset lies outside
x=abc; a=(1 2); set -- p q
echo "[${x:4:1/0}${a[@]:9:1/0}${*:9:1/0}${x: -9:1/0}]"
## stdout: []

#### NAME[@] of a scalar is cut as text, and empty where it lies outside
s=abc; echo "${s[@]:1}|${s[*]: -1}|${s[@]:1:-1}|${s[@]:1:0}"; set -- "${s[@]:3}"; echo $#; set -- "${s[@]:5}" "${s[@]: -7}"; echo $#
## STDOUT:
bc|c|b|
1
0
## END

#### slices of a sparse array begin at the index or the one after it
a=([2]=x [5]=y [9]=z); echo "${a[@]:0:2}|${a[@]:3}|${a[@]:9:4}|${a[@]:10}|${a[@]: -5:1}|${a[@]: -11}|"
declare -A h=([k]=v); echo "${h[@]:0}|${h[@]:1}|${h[@]:2}|${h[@]: -1}"
## STDOUT:
x y|y z|z||y||
v|v||v
## END

#### elements of an associative array are counted from 1, from the end from 0
declare -A A=([a]=1 [b]=2 [c]=3); for i in -5 -4 -3 -2 -1 0 1 2 3 4; do set -- "${A[@]: i}"; echo -n "$# "; done
## stdout-json: "0 3 3 2 1 3 3 2 1 0 "

#### what the offset assigns to is cut as it was before, a list as it is then
n=7
echo ${n:y:n--} $n
n=hello
echo ${n:0:n=3} $n ${n:n=0} $n
a=(123 45)
echo ${a[@]:0:a[0]=9} ${a[@]}
n=(abc)
echo ${n[@]:0:n=2}
m=abc
## STDOUT:
7 6
hel 3 3 0
9 45 9 45
2
## END

#### an offset in quotes
x=abc y=1
echo ${x:""} ${x:$"y"} "${x:0:$"y"}" ${x:"1"}; echo $(($"y" + 1))
## STDOUT:
abc bc a bc
2
## END

#### the } ends an offset whatever brackets are open in it; only parentheses keep a colon
x=abc a=(1 2)
echo "${x:(1 ? 1 : 2):1}"
echo ${unset:(} ${unset:[""}.
(echo ${x:(})
(echo ${x:1:(})
(echo ${x:[""})
(echo ${x:a[0:1]})
(echo ${x:1+(:1})
(echo ${x:((})
## status: 1
## STDOUT:
b
.
## END
## STDERR:
$SHELL_NAME: line 4: x: (: syntax error: operand expected (error token is "(")
$SHELL_NAME: line 5: x: (: syntax error: operand expected (error token is "(")
$SHELL_NAME: line 6: x: [: syntax error: operand expected (error token is "[")
$SHELL_NAME: line 7: x: a[0: bad array subscript (error token is "a[0")
$SHELL_NAME: line 8: bad substitution: no closing `)' in 1+(:1
$SHELL_NAME: line 9: bad substitution: no closing `)' in ((
## END

#### no elements of an associative array are one
declare -A h=([a]=1 [b]=2)
for i in 0 1 2 3 -1 -2 -3; do echo "$i:${h[@]:$i}|${h[@]:$i:1}|${h[@]:$i:0}|${h[*]:$i:0}"; done
## STDOUT:
0:2 1|2|2|2
1:2 1|2|2|2
2:1|1|1|1
3:|||
-1:1|1|1|1
-2:2 1|2|2|2
-3:2 1|2|2|2
## END

#### an offset behind the last element: the length is not evaluated
t=(b c); echo "<${t[@]:2:-}><${t[*]:2:1+}><${t[@]:3:-1}>"; t[7]=x; echo "<${t[@]:8:-}>"
declare -A h=([a]=b [c]=d); echo "<${h[@]:3:-}>"
(echo ${t[@]:7:-}) 2>/dev/null || echo 7; (echo ${h[@]:2:-}) 2>/dev/null || echo 2; set -- b c; (echo ${@:3:-}) 2>/dev/null || echo 3
## STDOUT:
<><><>
<>
<>
7
2
3
## END
