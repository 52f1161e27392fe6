# tests/bash/transform.t - ${x@Q} and the other transformations.

#### Q quotes for reading back
for x in a 'a b' "it's" $'a\nb' '' '$x'; do echo "${x@Q}"; done
## STDOUT:
'a'
'a b'
'it'\''s'
$'a\nb'
''
'$x'
## END

#### Q of an unset variable is nothing
echo "[${nope@Q}]"
## STDOUT:
[]
## END

#### Q of lists quotes each
set -- "a b" c; echo "${@@Q}"; a=(1 "2 3"); echo "${a[@]@Q}"
## STDOUT:
'a b' 'c'
'1' '2 3'
## END

#### E decodes escapes
x='a\tb\x41\u00e9\n.'; echo "${x@E}"
## STDOUT:
a	bAé
.
## END

#### P expands as a prompt
x='\$ \\ $((1+1))'; echo "${x@P}" | tr '#' '$'
## STDOUT:
$ \ 2
## END

#### U, u and L
x='hello World'; echo "${x@U}" "${x@u}" "${x@L}"
## STDOUT:
HELLO WORLD Hello World hello world
## END

#### A is an assignment that makes it again
x='a b'; echo "${x@A}"; declare -i n=5; echo "${n@A}"; declare -rx R=1; echo "${R@A}"
## STDOUT:
x='a b'
declare -i n='5'
declare -rx R='1'
## END

#### A of arrays
a=(1 "2 3"); echo "${a[@]@A}"; declare -A h=([k]=v); echo "${h[@]@A}"
## STDOUT:
declare -a a=([0]="1" [1]="2 3")
declare -A h=([k]="v" )
## END

#### A of the positional parameters
set -- a "b c"; echo "${@@A}"
## STDOUT:
set -- 'a' 'b c'
## END

#### a shows attributes
declare -i i=1; declare -ax a=(1); declare -A h=([k]=1); declare -r r=1; x=1; echo "${i@a} ${a@a} ${h@a} ${r@a} [${x@a}]"
## STDOUT:
i ax A r []
## END

#### K and k are keys and values
a=(x "y z"); echo "${a[@]@K}"; printf '<%s>' "${a[@]@k}"; echo
## STDOUT:
0 "x" 1 "y z"
<0><x><1><y z>
## END

#### K of an associative array
declare -A h=([k]="v w"); echo "${h[@]@K}"; printf '<%s>' "${h[@]@k}"; echo
## stdout-json: "k \"v w\" \n<k><v w>\n"

#### K of a scalar quotes
x='a b'; echo "${x@K}"
## STDOUT:
'a b'
## END

#### an unknown letter is a bad substitution
x=1; echo ${x@Z}; echo not reached
## status: 127
## STDERR:
$SHELL_NAME: line 1: ${x@Z}: bad substitution
## END

#### Q in a loop gives words back
a=("a b" 'c"d'); eval "b=(${a[@]@Q})"; declare -p b
## STDOUT:
declare -a b=([0]="a b" [1]="c\"d")
## END

#### of an element
a=(x "y z"); echo "${a[1]@Q}" "${a[0]@U}"
## STDOUT:
'y z' X
## END

#### A: nothing assigns to a positional or special parameter
set -- a b; x=1
echo "[${1@A}] [${?@A}] [${#@A}] [${x@A}] [${@@A}]"
## stdout: [] [] [] [x='1'] [set -- 'a' 'b']

#### "${a[@]@A}" is a command as its words are
a=('x y' z); printf '<%s>' "${a[@]@A}" 1 "${a[*]@A}"; set -- p 'q r'; printf '<%s>' "${@@A}"; declare -i n=5; printf '<%s>' "${n[@]@A}"; unset a; set --; printf '<%s>' 2 "${a[@]@A}" "${@@A}" 3
## stdout-json: "<declare><-a><a=([0]=\"x y\" [1]=\"z\")><1><declare -a a=([0]=\"x y\" [1]=\"z\")><set><--><'p'><'q r'><declare -i n='5'><2><3>"

#### @A of what has neither value nor attributes is empty; a nameref's is that of its target
declare x; echo "[${x@A}][${x[@]@A}]"; y='t u'; declare -n r=y; echo "${r@A}"; z=(1 2); declare -n e=z[1]; echo "[${e@A}]"; declare -n w; echo "[${w@A}][${w@a}]"
## STDOUT:
[][]
y='t u'
[]
[][]
## END

#### @K and @k of a plain x[@] quote it
x=ABC; printf '<%s>' "${x[@]@K}" "${x[@]@k}" "${x[*]@K}"
## stdout-json: "<'ABC'><'ABC'><'ABC'>"

#### all of a variable that is no array with elements has its attributes once
declare -l s; declare -A m; declare -a a; declare -r v=1; p=1; n=(1 2); e=()
for w in "${s[@]@a}" "${m[@]@a}" "${m[x]@a}" "${a[*]@a}" "${v[@]@a}" "${n[@]@a}" END "${p[@]@a}" "${e[@]@a}" "${none[@]@a}" END "${p[*]@a}" "${s[@]@k}" "${s[@]@K}"; do echo "<$w>"; done
## STDOUT:
<l>
<A>
<A>
<a>
<r>
<a>
<a>
<END>
<END>
<>
## END

#### characters the locale has no name for are written as escapes
x=$'\xe2\x80\xa8' y=$'\xf1\x91\x93\x87' z=$'\xcd\xb8'; printf '%q\n' "$x" "$y" "$z" é; declare -p x; echo "${y@Q}"
## STDOUT:
$'\342\200\250'
$'\361\221\223\207'
$'\315\270'
é
declare -- x=$'\342\200\250'
$'\361\221\223\207'
## END

#### ${m[@]@K} quotes keys as declare -p does, and ${x@P} keeps the control characters of the value
declare -A m=([$'a\001b']=1); echo "${m[@]@K}"; m=([@]=2); echo "${m[@]@K}"; m=(['a!b']=3); echo "${m[@]@K}"; m=([a{b]=4); echo "${m[@]@K}"
x=$'\001a\002\\[b\\]'; echo "${x@P}" | od -An -c
## STDOUT:
$'a\001b' "1" 
"@" "2" 
"a!b" "3" 
"a{b" "4" 
 001   a 002   b  \n
## END

#### the words of ${@@A} are split by IFS, its parameters are joined as those of a list
p() { printf '[%s]' "$@"; echo; }
set a 'b c'
for IFS in '' , e ' '; do
p ${*@A}; p ${@@A}; p "${*@A}"; p "x${@@A}y"; x=${*@A} y=${@@A} z="${@@A}"; p "$x" "$y" "$z"
done
IFS=,; set 1; p ${@@A} "${@@A}"; set --; p "${@@A}"; p "${*@A}"
## STDOUT:
[set][--]['a']['b c']
[set][--]['a']['b c']
[set -- 'a''b c']
[xset][--]['a']['b c'y]
[set -- 'a''b c'][set -- 'a' 'b c'][set -- 'a' 'b c']
[set -- 'a']['b c']
[set -- 'a']['b c']
[set -- 'a','b c']
[xset -- 'a']['b c'y]
[set -- 'a','b c'][set -- 'a','b c'][set -- 'a','b c']
[s][t -- 'a']['b c']
[s][t -- 'a']['b c']
[set -- 'a'e'b c']
[xs][t -- 'a']['b c'y]
[set -- 'a'e'b c'][set -- 'a'e'b c'][set -- 'a'e'b c']
[set][--]['a']['b][c']
[set][--]['a']['b][c']
[set -- 'a' 'b c']
[xset][--]['a']['b c'y]
[set -- 'a' 'b c'][set -- 'a' 'b c'][set -- 'a' 'b c']
[set -- '1'][set -- '1']
[]
[]
## END

#### quotes behind the @ hide a }
x=ab
(echo ${x@'}'}); (echo ${x@"a"}); echo ${u@"}"}
## STDOUT:

## END
## STDERR:
$SHELL_NAME: line 2: ${x@'}'}: bad substitution
$SHELL_NAME: line 2: ${x@"a"}: bad substitution
## END

#### ${x@A…} with more than one letter: also of what is unset
echo "[${x@Qb}]"
(echo ${x@Ab}; echo no)
echo $?
(echo ${x[1]@a""}; echo no)
echo $?
## STDOUT:
[]
1
1
## END
## STDERR:
$SHELL_NAME: line 2: ${x@Ab}: bad substitution
$SHELL_NAME: line 4: ${x[1]@a""}: bad substitution
## END

#### an index before the start of no array, of an operator
unset u; n=7; a=(1 2)
for t in '${n[-9]@a}' '${n[-9]@A}' '${n[-9]@Q}' '${a[-9]@a}' '${a[-9]@Q}' '${u[-9]@a}' '${u[-9]@K}'; do
eval "echo \"$t\"" 2>&1
done
## STDOUT:
$SHELL_NAME: line 3: n: bad array subscript
$SHELL_NAME: line 3: n: bad array subscript

$SHELL_NAME: line 3: n: bad array subscript
$SHELL_NAME: line 3: n: bad array subscript

$SHELL_NAME: line 3: n: bad array subscript

$SHELL_NAME: line 3: a: bad array subscript
$SHELL_NAME: line 3: a: bad array subscript
a
$SHELL_NAME: line 3: a: bad array subscript

$SHELL_NAME: line 3: u: bad array subscript
$SHELL_NAME: line 3: u: bad array subscript

$SHELL_NAME: line 3: u: bad array subscript

## END

#### names that begin with an open subscript
h=(1 2)
echo ${!h[@} b ${!h[a*}
h=(${!h[@} b); declare -p h
declare -A m=([x]=1); m=(${!m[@} b) 2>/dev/null; declare -p m
## STDOUT:
b
declare -a h=([0]="b")
declare -A m=()
## END
## STDERR:
$SHELL_NAME: line 4: ${!m[@}: bad array subscript
## END

#### "${x@a}" and "${x@P}" of nothing make no field beside an empty list
p() { printf '<%s>' "$@"; echo " $#"; }
set -- a b; e=
p "${@:1:0}${e@a}"; p "${@:1:0}${1@a}"; p "${@:1:0}${#@a}"; p "${@:1:0}${e@P}"
p "${@:1:0}${e@Q}"; p "${@:1:0}${e@U}"; p "${@:1:0}${u@Q}"; declare -i i=; p "${@:1:0}${i@a}"
## STDOUT:
<> 0
<> 0
<> 0
<> 0
<''> 1
<> 1
<> 0
<i> 1
## END
