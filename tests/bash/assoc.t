# tests/bash/assoc.t - associative arrays: keys, order, attributes.

#### elements and keys
declare -A m=([a]=1 [b]=2); m[c]=3; echo ${m[a]} ${m[c]} ${#m[@]}
## STDOUT:
1 3 3
## END

#### the order is that of bash's table
declare -A m; for k in one two three four five six seven eight nine ten; do m[$k]=1; done; echo "${!m[@]}"; declare -p m
## STDOUT:
ten four nine seven two three six one five eight
declare -A m=([ten]="1" [four]="1" [nine]="1" [seven]="1" [two]="1" [three]="1" [six]="1" [one]="1" [five]="1" [eight]="1" )
## END

#### the order after the table has grown
declare -A m; for ((i = 0; i < 3000; i++)); do m[key$i]=$i; done; echo "${!m[@]}" | cksum
## STDOUT:
3159624299 22890
## END

#### keys with blanks, quotes and specials
declare -A m; m["a b"]=1; m['$x']=2; m[\"]=3; m["]"]=4; declare -p m
## STDOUT:
declare -A m=(["\""]="3" ["]"]="4" ["a b"]="1" ["\$x"]="2" )
## END

#### a key may be expanded
declare -A m; k="x y"; m[$k]=1; m["$k z"]=2; echo "${m[$k]}" "${m[x y z]}"; echo ${#m[@]}
## STDOUT:
1 2
2
## END

#### keys are text, not arithmetic
declare -A m; m[1+1]=a; i=5; m[i]=b; echo "${m[1+1]}" "${m[i]}" "${m[2]-none}" "${m[5]-none}"
## STDOUT:
a b none none
## END

#### pairs of words make elements
declare -A m=(k1 v1 k2 v2); declare -p m; declare -A n=(odd); declare -p n
## STDOUT:
declare -A m=([k1]="v1" [k2]="v2" )
declare -A n=([odd]="" )
## END

#### an element needs a subscript when the first had one
declare -A m=([a]=1); m+=([b]=2 [a]=3); declare -p m
## STDOUT:
declare -A m=([b]="2" [a]="3" )
## END

#### += appends to a value
declare -A m=([a]=x); m[a]+=y; m[b]+=z; echo ${m[a]} ${m[b]}
## STDOUT:
xy z
## END

#### unset of a key
declare -A m=([a]=1 [b]=2); unset 'm[a]'; declare -p m; k=b; unset "m[$k]"; declare -p m
## STDOUT:
declare -A m=([b]="2" )
declare -A m=()
## END

#### an empty key is an error
declare -A m; m[""]=1; echo $?
## status: 1
## STDERR:
$SHELL_NAME: line 1: m[""]: bad array subscript
## END

#### is a key there
declare -A m=([x]=); [[ -v m[x] ]]; echo $?; [[ -v m[y] ]]; echo $?; echo ${m[x]+set} ${m[y]+set}
## STDOUT:
0
1
set
## END

#### an indexed array cannot become associative
a=(1); declare -A a; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: a: cannot convert indexed to associative array
## END

#### integer and case attributes hold for elements
declare -Ai m=([a]=1+1); m[a]+=3; echo ${m[a]}; declare -Au u; u[k]=abc; echo ${u[k]}
## STDOUT:
5
ABC
## END

#### a local one in a function
f() { local -A m=([x]=1); m[y]=2; echo ${#m[@]}; }; f; declare -p m 2>/dev/null; echo $?
## STDOUT:
2
1
## END

#### counting words
declare -A n; for w in a b a c b a; do ((n[$w]++)); done; for k in a b c; do echo $k ${n[$k]}; done
## STDOUT:
a 3
b 2
c 1
## END

#### the name alone is key 0
declare -A m; m=x; declare -p m; echo $m
## STDOUT:
declare -A m=([0]="x" )
x
## END

#### non-ASCII keys
declare -A m=([é]=1 [日本]=2 [ü]=3); echo ${m[日本]} "${!m[@]}"
## STDOUT:
2 日本 ü é
## END

#### emptied by an empty list
declare -A m=([a]=1); m=(); declare -p m; echo ${#m[@]}
## STDOUT:
declare -A m=()
0
## END

#### readonly
declare -rA m=([a]=1)
m[a]=2; echo no
echo ${m[a]}
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 2: m: readonly variable
## END

#### values of all keys, expanded by an operator
declare -A m=([a]=foo); echo ${m[@]^^} ${m[a]/o/0} ${#m[a]} ${m[a]:1}
## STDOUT:
FOO f0o 3 oo
## END

#### keys that look like options of declare -p
declare -A m=([-a]=1 [=]=2 [@]=3); for k in -a = @; do echo "${m[$k]}"; done
## STDOUT:
1
2
3
## END

#### BASH_CMDS and BASH_ALIASES are associative
declare -p BASH_ALIASES | cut -c1-26; hash -p /bin/x y; echo "${BASH_CMDS[y]}"
## STDOUT:
declare -A BASH_ALIASES=()
/bin/x
## END

#### copying
declare -A a=([x]=1 [y]="2 3") b; for k in "${!a[@]}"; do b[$k]=${a[$k]}; done; declare -p b
## STDOUT:
declare -A b=([y]="2 3" [x]="1" )
## END

#### an empty key in a list is told and passed over
{ declare -A h=([a]=1 ['']=2 [b]=3); echo $? "${h[a]}" "${h[b]}"; } 2>/dev/null
h=($nothing); echo $? ${#h[@]}
## STDOUT:
0 1 3
0 0
## END
## STDERR:
$SHELL_NAME: line 2: $nothing: bad array subscript
## END

#### a list is stored when all of it is expanded; += appends to what was there before
declare -A h=([a]=1); h=([b]=2 [c]=${h[a]} [a]+=9 [a]+=8); declare -p h
h+=([d]=${h[c]}3 [e]=${h[d]}); declare -p h
## STDOUT:
declare -A h=([c]="1" [b]="2" [a]="18" )
declare -A h=([e]="13" [d]="13" [c]="1" [b]="2" [a]="18" )
## END

#### the first word tells whether the list is of keys and values
declare -A h=(b [a]=1 c=d); declare -p h; declare -A k; k=([~]=~ 'b' [z]); declare -p k
declare -A m=([x]=1 "b"); x='1 2'; declare m=(p $x q); declare -p m
## STDOUT:
declare -A h=([c=d]="" [b]="[a]=1" )
declare -A k=(["~"]="~" )
declare -A m=([2]="q" [p]="1" )
## END
## STDERR:
$SHELL_NAME: line 1: k: 'b': must use subscript when assigning associative array
$SHELL_NAME: line 1: k: [z]: must use subscript when assigning associative array
$SHELL_NAME: line 2: m: '"b"': must use subscript when assigning associative array
## END

#### a subscript that is text is expanded as a word
declare -A h; k='$x' x=y; declare h[$k]=1; declare 'h["a b"]=2'; read 'h[c d]' <<<3; h[q]=4
unset "h['q']"; declare -p h; declare 'h[@]=5'; read 'h[@]' <<<6; declare -p h
## STDOUT:
declare -A h=(["c d"]="3" [y]="1" ["a b"]="2" )
declare -A h=(["c d"]="3" ["@"]="6" [y]="1" ["a b"]="2" )
## END

#### a table that has grown keeps its size, and so the order, when all of it is assigned anew
declare -A m; fill() { for ((i = 0; i < 3000; i++)); do m[key$i]=$i; done; }
fill; m=([a]=1 [b]=2 [c]=3 [key1]=4 [zeta]=5); echo "${!m[@]}"
declare -A m=([zeta]=1 [c]=2 [key1]=3 [a]=4); echo "${!m[@]}"
m=(); m[c]=1; m[zeta]=2; m[a]=3; m[key1]=4; echo "${!m[@]}"
unset m; declare -A m; m=([a]=1 [b]=2 [c]=3 [key1]=4 [zeta]=5); echo "${!m[@]}"
## STDOUT:
key1 zeta c b a
key1 zeta c a
key1 zeta c a
c b a key1 zeta
## END

#### an element named by a word: its last ] closes the first [
declare -A h=(['a]b']=1)
unset 'h[a]b]'; echo $?
printf -v 'h[x]y]' 2 2>/dev/null; echo $?
read 'h[x]y]' <<<3 2>/dev/null; echo $?
printf -v 'h[[z]]' 4; echo "${#h[@]} ${h[[z]]}"
## STDOUT:
0
2
1
2 4
## END

#### a tilde in a subscript is one
declare -A h; HOME=/home
h[~]=1; h[~/x]=2; echo "${!h[@]}" ${h[~]}
## STDOUT:
~ ~/x 1
## END

#### a list whose first word is written with a [ is none of pairs
declare -A h
h=([]); echo $?; declare -p h
h=([k]=v x); echo $?; declare -p h
h=(a '[b'); echo $?; declare -p h
h=('[a' b); echo $?; declare -p h
h=("[q]" c); echo $?; declare -p h
h=(\[q c); echo $?; declare -p h
v='[z'; h=($v c); echo $?; declare -p h
h=([]=v); echo $?; declare -p h
h=('' x); echo $?; declare -p h
declare -A g=([]); echo $?; declare -p g
declare -A g=('[' y); echo $?; declare -p g
h+=([]); echo $?; declare -p h
(set -e; h=([]); echo on); echo $?
## STDOUT:
0
declare -A h=()
0
declare -A h=([k]="v" )
0
declare -A h=([a]="[b" )
0
declare -A h=(["[a"]="b" )
0
declare -A h=(["[q]"]="c" )
0
declare -A h=(["[q"]="c" )
0
declare -A h=(["[z"]="c" )
0
declare -A h=()
0
declare -A h=()
0
declare -A g=(["[]"]="" )
0
declare -A g=(["["]="y" )
0
declare -A h=()
1
## END
## STDERR:
$SHELL_NAME: line 2: h: []: must use subscript when assigning associative array
$SHELL_NAME: line 3: h: x: must use subscript when assigning associative array
$SHELL_NAME: line 9: []=v: bad array subscript
$SHELL_NAME: line 10: '': bad array subscript
$SHELL_NAME: line 13: h: []: must use subscript when assigning associative array
$SHELL_NAME: line 14: h: []: must use subscript when assigning associative array
## END

#### a key that is none: its value is not expanded
declare -A h
h=([$x]=${} [b]=1 [$y]=$(echo b))
echo $?; declare -p h
h+=([]=$((1/0)))
echo $?
## STDOUT:
0
declare -A h=([b]="1" )
0
## END
## STDERR:
$SHELL_NAME: line 2: [$x]=${}: bad array subscript
$SHELL_NAME: line 2: [$y]=$(echo b): bad array subscript
$SHELL_NAME: line 4: []=$((1/0)): bad array subscript
## END
