# tests/bash/array.t - indexed arrays: sparse, growing, sliced, unset.

#### elements from a list
a=(one "two three" four); echo ${#a[@]} "${a[1]}"
## STDOUT:
3 two three
## END

#### declare -p shows indices
a=(x y); a[5]=z; declare -p a
## STDOUT:
declare -a a=([0]="x" [1]="y" [5]="z")
## END

#### explicit indices go on from there
a=([3]=c d [1]=b); declare -p a
## STDOUT:
declare -a a=([1]="b" [3]="c" [4]="d")
## END

#### a later element of the same index wins
a=([0]=a [0]=b); declare -p a
## STDOUT:
declare -a a=([0]="b")
## END

#### words in the list are split and globbed
touch f1 f2; x="p q"; a=($x f* "$x"); declare -p a
## STDOUT:
declare -a a=([0]="p" [1]="q" [2]="f1" [3]="f2" [4]="p q")
## END

#### += appends behind the highest index
a=([4]=x); a+=(y z); declare -p a
## STDOUT:
declare -a a=([4]="x" [5]="y" [6]="z")
## END

#### += on an element appends text
a=(a b); a[1]+=c; a[3]+=d; declare -p a
## STDOUT:
declare -a a=([0]="a" [1]="bc" [3]="d")
## END

#### the list is expanded before the array changes
a=(1 2 3); a=("${a[@]:1}" "${a[0]}"); declare -p a
## STDOUT:
declare -a a=([0]="2" [1]="3" [2]="1")
## END

#### negative subscripts count from the end
a=(a b c); echo ${a[-1]} ${a[-3]}; a[-1]=z; declare -p a
## STDOUT:
c a
declare -a a=([0]="a" [1]="b" [2]="z")
## END

#### a negative subscript before the first is an error
a=(1); a[-5]=2; echo $?
## status: 1
## STDERR:
$SHELL_NAME: line 1: a[-5]: bad array subscript
## END

#### and reading it says so too
a=(1); echo "[${a[-5]}]"; echo $?
## STDOUT:
[]
0
## END
## STDERR:
$SHELL_NAME: line 1: a: bad array subscript
## END

#### subscripts are arithmetic
a=(0 1 2 3); i=1; echo ${a[i+1]} ${a[$i]} ${a[a[2]]}; a[i++]=x; a[i++]=y; declare -p a i
## STDOUT:
2 1 2
declare -a a=([0]="0" [1]="x" [2]="y" [3]="3")
declare -- i="3"
## END

#### unset of an element leaves a hole
a=(a b c); unset 'a[1]'; echo ${#a[@]} ${!a[@]}; declare -p a
## STDOUT:
2 0 2
declare -a a=([0]="a" [2]="c")
## END

#### unset with a negative subscript
a=(a b c); unset 'a[-1]'; declare -p a
## STDOUT:
declare -a a=([0]="a" [1]="b")
## END

#### unset of all elements
a=(a b); unset 'a[@]'; declare -p a; unset a; declare -p a 2>/dev/null; echo $?
## STDOUT:
declare -a a=()
1
## END

#### keys and values in order
a=([10]=x [2]=y [7]=z); echo "${!a[@]}" "${a[@]}"
## STDOUT:
2 7 10 y z x
## END

#### "${a[@]}" keeps words, "${a[*]}" joins them
a=("x y" z); for w in "${a[@]}"; do echo "<$w>"; done; IFS=-; echo "${a[*]}"
## STDOUT:
<x y>
<z>
x y-z
## END

#### an empty array makes no word
a=(); set -- "${a[@]}"; echo $#; declare -p a
## STDOUT:
0
declare -a a=()
## END

#### slices
a=(0 1 2 3 4); echo ${a[@]:1:2} ${a[@]:3} ${a[@]: -2}
## STDOUT:
1 2 3 4 3 4
## END

#### slices of a sparse array count elements
a=([0]=a [5]=b [9]=c); echo ${a[@]:1:1} ${a[@]:5}
## STDOUT:
b b c
## END

#### length of an element
a=(abc de); echo ${#a[0]} ${#a[1]} ${#a}
## STDOUT:
3 2 3
## END

#### a scalar is an array of one
x=s; echo ${x[0]} ${#x[@]} ${!x[@]} "${x[@]}"; x[1]=t; declare -p x
## STDOUT:
s 1 0 s
declare -a x=([0]="s" [1]="t")
## END

#### operators apply to each element
a=(abc abd); echo ${a[@]/b/X} ${a[@]#a} ${a[@]^^} ${a[@]%?}
## STDOUT:
aXc aXd bc bd ABC ABD ab ab
## END

#### a loop over an array that grows sees the old list
a=(1 2); for i in "${a[@]}"; do a+=(x); done; echo ${#a[@]}
## STDOUT:
4
## END

#### ten thousand elements, filled backwards
for ((i = 9999; i >= 0; i--)); do a[i]=$i; done; echo ${#a[@]} ${a[0]} ${a[5000]} ${a[-1]}
## STDOUT:
10000 0 5000 9999
## END

#### huge subscripts
a[4294967296]=x; echo ${!a[@]}
## STDOUT:
4294967296
## END

#### @ is no subscript to assign to
a[@]=1; echo $?
## status: 1
## STDERR:
$SHELL_NAME: line 1: a[@]: bad array subscript
## END

#### a readonly array cannot be changed
readonly a=(1 2)
a[0]=5; echo no
echo ${a[@]}
## STDOUT:
1 2
## END
## STDERR:
$SHELL_NAME: line 2: a: readonly variable
## END

#### an array is not exported
a=(1 2); export a; env | grep -c '^a='
## status: 1
## STDOUT:
0
## END

#### arrays nested in functions are local
f() { local a=(l1 l2); echo ${a[@]}; }; a=(g); f; echo ${a[@]}
## STDOUT:
l1 l2
g
## END

#### assignment of one array to another
a=("x y" "" z); b=("${a[@]}"); declare -p b
## STDOUT:
declare -a b=([0]="x y" [1]="" [2]="z")
## END

#### declare -a with a quoted list
declare -a a="(1 2)"; declare -p a; declare -a b='(x [3]=y)'; declare -p b
## STDOUT:
declare -a a=([0]="1" [1]="2")
declare -a b=([0]="x" [3]="y")
## END

#### the value of a list may hold quotes and newlines
a=('$x' "a
b" \\); declare -p a
## STDOUT:
declare -a a=([0]="\$x" [1]=$'a\nb' [2]="\\")
## END

#### arithmetic assigns to elements
((a[2] = 5, a[3]++)); declare -p a; echo $((a[2] += 2))
## STDOUT:
declare -a a=([2]="5" [3]="1")
7
## END

#### PIPESTATUS and BASH_REMATCH are arrays
true | false; echo "${PIPESTATUS[@]}"; [[ abc =~ (a)(b) ]]; declare -p BASH_REMATCH
## STDOUT:
0 1
declare -a BASH_REMATCH=([0]="ab" [1]="a" [2]="b")
## END

#### indirect reference to an element
a=(p q); r='a[1]'; echo ${!r}
## STDOUT:
q
## END

#### an element cannot be a list
a=(1)
a[0]=(2 3); echo no
declare -p a
## STDOUT:
declare -a a=([0]="1")
## END
## STDERR:
$SHELL_NAME: line 2: a[0]: cannot assign list to array member
## END

#### subscripts of a list are evaluated as it is stored
a=([0]=3 [a[0]]=x [a[0]+1]=y); declare -p a; i=1; b=([i++]=$i [i++]=$i); declare -p b
## STDOUT:
declare -a a=([0]="3" [3]="x" [4]="y")
declare -a b=([1]="1" [2]="1")
## END

#### single quotes and backslashes in a subscript are no number
a=(x y z)
(echo "${a['1']}"); (echo ${a[\1]}); (a['1']=q); echo "${a["1"]}"
## STDOUT:
y
## END
## STDERR:
$SHELL_NAME: line 2: '1': syntax error: operand expected (error token is "'1'")
$SHELL_NAME: line 2: \1: syntax error: operand expected (error token is "\1")
$SHELL_NAME: line 2: '1': syntax error: operand expected (error token is "'1'")
## END

#### what is no array has no elements from the end
m=z; echo "[${m[-1]}${none[-1]}${m[0]}]"
## stdout: [z]
## STDERR:
$SHELL_NAME: line 1: m: bad array subscript
$SHELL_NAME: line 1: none: bad array subscript
## END

#### an empty subscript cannot be assigned to
eval 't[]=1'; echo $?
t+=(a); t[]+=1
echo $? ${t[@]}
## STDOUT:
1
1 a
## END
## STDERR:
$SHELL_NAME: line 1: t[]: bad array subscript
$SHELL_NAME: line 2: t[]: bad array subscript
## END

#### no pipeline has run yet
echo "${#PIPESTATUS[@]}"; true | false; echo "${#PIPESTATUS[@]}"
## STDOUT:
0
2
## END

#### a reference needs a subscript between its brackets
for e in '${a[]}' '${#a[]}' '${a[]-x}'; do (eval "echo $e") 2>/dev/null; echo $?; done
## STDOUT:
1
1
1
## END

#### an empty subscript in a list is told and passed over
a=([]=x y); echo $? "${a[@]}"
## stdout: 0 y
## STDERR:
$SHELL_NAME: line 1: []=x: bad array subscript
## END

#### += is no part of the name in a message
a[1]+=2 true; export b[1]+=3; readonly c[1]=4
## status: 1
## STDERR:
$SHELL_NAME: line 1: `a[1]': not a valid identifier
$SHELL_NAME: line 1: export: `b[1]': not a valid identifier
$SHELL_NAME: line 1: readonly: `c[1]': not a valid identifier
## END

#### an element [sub]=value is expanded as one word, then taken apart
HOME=/home/q x='1]=2' y='1 2'; a=([$x]=v [4]=$y b=$y); declare -p a
a=([1]={p,q} [{3,4}]=r s); declare -p a
a=(b=~/x [5]=~/y:~/z ~/w); declare -p a
## STDOUT:
declare -a a=([1]="2]=v" [4]="1 2" [5]="b=1" [6]="2")
declare -a a=([0]="[1]=p" [1]="[1]=q" [2]="[3]=r" [3]="[4]=r" [4]="s")
declare -a a=([0]="b=~/x" [5]="/home/q/y:/home/q/z" [6]="/home/q/w")
## END

#### what is wrong with one element leaves the others
a=([]=1 []+=2 2 [@]=x [-9]=y z [-1]=w v); declare -p a
set -e; b=([-1]=x y) || :; echo not reached
## status: 1
## STDOUT:
declare -a a=([0]="2" [1]="w" [2]="v")
## END
## STDERR:
$SHELL_NAME: line 1: []=1: bad array subscript
$SHELL_NAME: line 1: []+=2: bad array subscript
$SHELL_NAME: line 1: [@]=x: cannot assign to non-numeric index
$SHELL_NAME: line 1: [-9]=y: bad array subscript
$SHELL_NAME: line 2: [-1]=x: bad array subscript
## END

#### text behind the ) makes all of it a plain value
a=(1 $((1+1)))x"y  z"; declare -p a; b=(1 2)c env | grep ^b=
## STDOUT:
declare -- a="(1 2)xy  z"
b=(1 2)c
## END

#### the value is expanded before the subscript
i=0; a[i++]=$((i+10)); declare -p a i; a[0-9]=x
## status: 1
## STDOUT:
declare -a a=([0]="10")
declare -- i="1"
## END
## stderr-has: line 1: a[0-9]: bad array subscript

#### […] that begins an element takes blanks; without an = it is a word
a=([ x y ]b [1 + 1]=z [1+ 1]c=q ["") n]); declare -p a; declare -A h=([a b] c); declare -p h
## STDOUT:
declare -a a=([0]="[ x y ]b" [2]="z" [3]="[1+ 1]c=q" [4]="[) n]")
declare -A h=(["[a b]"]="c" )
## END

#### a bad substitution in a list shows the word, all of [i]=value, or all of the list before a command
f() { "$@"; }
(a=(x ${}"") echo)
(a=(""${[}) echo x)
(t=($t$[t] ${x!} "$x") command echo c)
(h=(['']=${[}))
(h=([${x!}]+=b))
(h=([1]="${x!}"))
(declare -A h; h=([1]=a${x!}))
(declare -a h=([1]=a${x!}))
(h=(a${x!}b [1]=2))
## status: 1
## STDERR:
$SHELL_NAME: line 2: (x ${}""): bad substitution
$SHELL_NAME: line 3: (""${[}): bad substitution
$SHELL_NAME: line 4: ($t$[t] ${x!} "$x"): bad substitution
$SHELL_NAME: line 5: \[''\]=${[}: bad substitution
$SHELL_NAME: line 6: \[${x!}\]+=b: bad substitution
$SHELL_NAME: line 7: ${x!}: bad substitution
$SHELL_NAME: line 8: a${x!}: bad substitution
$SHELL_NAME: line 9: \[1\]=a${x!}: bad substitution
$SHELL_NAME: line 10: a${x!}b: bad substitution
## END

#### braces in a list whose expansion fails
(t=(${}{,}) >o1; echo no)
(t=(a{1,2} ${x!}{1,2}) >o2; echo no)
ls
## STDERR:
$SHELL_NAME: line 1: ${}: bad substitution
$SHELL_NAME: line 2: ${x!}1: bad substitution
## END

#### the brackets of [i]=value with braces in it are no pattern
shopt -s failglob
a=([1]=""{,}); echo $?
declare -p a
a=([1]=*{,}); echo $?
shopt -u failglob
touch 1=x '[1]=y'
a=([1]=*{,}); declare -p a
a=([1]={x,z}); declare -p a
a=([1]{x,z}); declare -p a
a=([1]+={x,y}); declare -p a
## STDOUT:
0
declare -a a=([0]="[1]=" [1]="[1]=")
declare -a a=([0]="[1]=y" [1]="[1]=y")
declare -a a=([0]="[1]=x" [1]="[1]=z")
declare -a a=([0]="[1]x" [1]="[1]z")
declare -a a=([0]="[1]+=x" [1]="[1]+=y")
## END
## STDERR:
$SHELL_NAME: line 4: no match: [1]=*
## END

#### a subscript below zero: what is declared and no array counts as one element
f() { local x; x[-1]=b; declare -p x; }; f
f() { local x=1; unset x; x[-1]=b; declare -p x; }; f
y=1; y[-1]=b; declare -p y
declare z; z[-1]=b; declare -p z
(declare -a w; w[-1]=b)
(w[-1]=b)
declare u; echo "${u[-1]}"
## STDOUT:
declare -a x=([0]="b")
declare -a x=([0]="b")
declare -a y=([0]="b")
declare -a z=([0]="b")

## END
## STDERR:
$SHELL_NAME: line 5: w[-1]: bad array subscript
$SHELL_NAME: line 6: w[-1]: bad array subscript
$SHELL_NAME: line 7: u: bad array subscript
## END

#### the elements of a new array can ask for it
set -u
v=($((v)) ${v[@]+all} ${#v[@]} $(declare -p v)); declare -p v
w=(${}); declare -p w
f() { local v; v=($(declare -p v)); declare -p v; }; f
## STDOUT:
declare -a v=([0]="0" [1]="0" [2]="declare" [3]="-a" [4]="v=()")
declare -a v=([0]="declare" [1]="-a" [2]="v")
## END
## STDERR:
$SHELL_NAME: line 3: ${}: bad substitution
## END

#### set -u: the length of an element wants an array
n=abc
set -u
(echo ${#n}; echo ${#n[0]}; echo on)
(echo ${n[0]}; echo ${#n[@]})
a=(1 22)
echo ${#a[1]} ${#a[@]}
## STDOUT:
3
abc
2 2
## END
## STDERR:
$SHELL_NAME: line 3: n: unbound variable
$SHELL_NAME: line 4: n: unbound variable
## END

#### bad substitution in [sub]={…}value
(t=(''"" []={,}${})) 2>&1
(t=(["x y"]+={a,b}"c"${})) 2>&1
set -k
(declare w=(a ${x!})) 2>&1
## status: 1
## STDOUT:
$SHELL_NAME: line 1: \[\]=${}: bad substitution
$SHELL_NAME: line 2: \["x y"\]+=a"c"${}: bad substitution
$SHELL_NAME: line 4: (a ${x!}): bad substitution
## END

#### the highest index there is
a[9223372036854775807]=1; echo ${a[-1]} $((a[-1])) ${a[-2]-none}; a[-1]=2
unset 'a[-2]'; declare -p a; echo ${#a[-1]}
b=([9223372036854775806]=x y); echo ${!b[@]} ${b[-1]} ${b[-2]}; unset 'b[-1]'; echo ${!b[@]}
## STDOUT:
1 1 none
declare -a a=([9223372036854775807]="2")
1
9223372036854775806 9223372036854775807 y x
9223372036854775806
## END
