# tests/bash/nameref.t - namerefs: declare -n, local -n, for, unset.

#### reading and writing go to the target
declare -n r=t; r=5; echo $t; t=6; echo $r
## STDOUT:
5
6
## END

#### the target need not exist
declare -n r=t; echo "${r-unset}"; r=1; declare -p t
## STDOUT:
unset
declare -- t="1"
## END

#### declare -p shows the reference
declare -n r=t; t=1; declare -p r
## STDOUT:
declare -n r="t"
## END

#### a parameter by name
set_it() { local -n out=$1; out=done; }; set_it var; echo $var
## STDOUT:
done
## END

#### to an array
add() { local -n list=$1; list+=("$2"); }; add l a; add l "b c"; declare -p l
## STDOUT:
declare -a l=([0]="a" [1]="b c")
## END

#### elements through a reference
declare -n r=a; a=(x y z); echo ${r[1]} ${#r[@]}; r[1]=Y; declare -p a
## STDOUT:
y 3
declare -a a=([0]="x" [1]="Y" [2]="z")
## END

#### a reference to an element
declare -n r='a[2]'; r=x; declare -p a; echo $r
## STDOUT:
declare -a a=([2]="x")
x
## END

#### to an associative array
declare -A m=([k]=v); declare -n r=m; echo ${r[k]}; r[n]=w; echo ${m[n]} ${!r[@]}
## STDOUT:
v
w n k
## END

#### ${!r} is the name
declare -n r=target; target=1; echo ${!r}
## STDOUT:
target
## END

#### a chain
declare -n a=b b=c; c=end; echo $a; a=new; echo $c
## STDOUT:
end
new
## END

#### unset removes the target
declare -n r=t; t=1; unset r; echo ${t-unset}; declare -p r
## STDOUT:
unset
declare -n r="t"
## END

#### unset -n removes the reference
declare -n r=t; t=1; unset -n r; declare -p r 2>/dev/null; echo $? $t
## STDOUT:
1 1
## END

#### +n makes it ordinary
declare -n r=t; declare +n r; echo $r
## STDOUT:
t
## END

#### a bad target
declare -n r=1x; echo $?; declare -n s=s; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: `1x': invalid variable name for name reference
$SHELL_NAME: line 1: declare: s: nameref variable self references not allowed
## END

#### the first assignment gives the target
declare -n r; r=x; declare -p r; r=5; echo $x
## STDOUT:
declare -n r="x"
5
## END

#### a for loop points it at each word
x=1 y=2; declare -n r; for r in x y; do r=$((r * 10)); done; echo $x $y
## STDOUT:
10 20
## END

#### attributes go to the target
declare -n r=t; declare -i r; t=2+3; echo $t; declare -p t
## STDOUT:
5
declare -i t="5"
## END

#### export through a reference
declare -n r=t; export r=5; env | grep -E '^[rt]='
## STDOUT:
t=5
## END

#### the inner function sees the caller's variable
outer() { local v=1; inner v; echo $v; }; inner() { local -n p=$1; p=2; }; outer
## STDOUT:
2
## END

#### a reference cannot be an array
declare -n a=(1); echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: a: reference variable cannot be an array
## END

#### read and printf -v follow it
declare -n r=t; read r <<< hello; echo $t; printf -v r %s x; echo $t
## STDOUT:
hello
x
## END

#### in arithmetic
declare -n r=n; n=4; ((r++)); echo $((r + 1)) $n
## STDOUT:
6 5
## END

#### test -R
declare -n r=t; [[ -R r ]]; echo $?; [[ -R t ]]; echo $?; [[ -v r ]]; echo $?; t=; [[ -v r ]]; echo $?
## STDOUT:
0
1
1
0
## END

#### what holds no name cannot become a reference
x='1'; declare -n x; echo $? $x; y='$z'; typeset -n y; echo $?
## STDOUT:
1 1
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: `1': invalid variable name for name reference
$SHELL_NAME: line 1: typeset: `$z': invalid variable name for name reference
## END

#### a circle is found when it is written through
declare -n p=q; declare -n q=p
p=1; echo no
echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 2: warning: p: circular name reference
## END

#### a reference to an element has no elements
a=(x y); declare -n r='a[1]'
r[0]=z; echo no
echo $r ${a[@]}
## STDOUT:
y x y
## END
## STDERR:
$SHELL_NAME: line 2: `a[1]': not a valid identifier
## END

#### an assignment in front of a command follows the reference
declare -n to=target; to=there env | grep '^target='; echo "[$target]"
## STDOUT:
target=there
[]
## END

#### a reference to the empty name
declare -n r=''; echo $?
## stdout: 1
## STDERR:
$SHELL_NAME: line 1: declare: `': not a valid identifier
## END

#### a reference to all elements, and to one
a=(1 '2 4' 3); declare -n r='a[@]' s='a[*]' t='a[1]'
printf '<%s>' "$r" . "x${r}y" . "${r%3}" . $s; IFS=-; printf '<%s>' "$s" "${s#1}"; echo
echo "$t" ${#t} ${#r} "<${t[0]}${t[@]}>"; [[ -v t ]] || echo unset
set -u; declare -n u='a[9]'; echo "<$u>" "${u-none}"
## STDOUT:
<1><2 4><3><.><x1 2 4 3y><.><1 2 4 ><.><1><2><4><3><1-2 4-3><-2 4-3>
2 4 0 0 <>
unset
<> none
## END

#### what cannot be referred to
a=(1 2); declare -n r='a[@]'; ( r=5 ); declare -n q; ( q='a[1' ); ( q='a[]' ); ( q='a[1][2]' ); declare -p a
## STDOUT:
declare -a a=([0]="1" [1]="2")
## END
## STDERR:
$SHELL_NAME: line 1: a[@]: bad array subscript
$SHELL_NAME: line 1: `a[1': not a valid identifier
$SHELL_NAME: line 1: `a[]': not a valid identifier
$SHELL_NAME: line 1: `a[1][2]': not a valid identifier
## END

#### no element can be a reference
typeset -n v[2]=x; echo $?; declare -n w[1]; echo $?; declare -p v w 2>/dev/null
## status: 1
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: typeset: v[2]: reference variable cannot be an array
$SHELL_NAME: line 1: declare: w[1]: reference variable cannot be an array
## END

#### what a reference may be of: a name, or one with a subscript that ends it
for to in 'a[' 'a[]' 'a[1]x' 'a[1]]'; do
	declare -n r=$to 2>/dev/null || echo no
done
declare -n ok='a[[1]]' && echo yes
declare -n bad=- 2>/dev/null | cat; echo $PIPESTATUS
## STDOUT:
no
no
no
no
yes
4
## END

#### a local reference to nothing is refused, and a local all the same
f() { local -n r= 2>/dev/null; echo $?; declare -p r; }
f
## STDOUT:
1
declare -- r
## END

#### declare +n with a value or attributes: they go to what the reference was of
declare -n r=h; declare +n r=7; declare -p r h
declare -n s=r2 r2=i; declare +n -x s=8; declare -p s r2 i
declare -n t=j; declare +n t[1]=9; declare -p t j
## STDOUT:
declare -- r="h"
declare -- h="7"
declare -n s="r2"
declare -- r2="i"
declare -x i="8"
declare -- t="j"
declare -a j=([1]="9")
## END

#### declare +n in a function: NAME=value is a local, and the reference stays one
f() { local -n r=h; declare +n r=abc; declare -p r h; declare +n r=7; }
f
declare -p h
## status: 1
## STDOUT:
declare -n r="h"
declare -- h="abc"
## END

#### an empty or unfit value makes no reference
y=''; declare -n y; echo $?; declare -p y
z='1a'; declare -n z; echo $?
unset q; declare -n q; echo $?; declare -n q; echo $?
declare w; declare -n w; echo $?
f() { local l=''; local -n l; echo $?; local m; local -n m; echo $?; declare -gn y; echo $?; }; f
r=x; declare -n r; echo $?; declare -n r; echo $?
s='a[1]'; declare -n s; echo $?
t=' '; declare -n t; echo $?
## STDOUT:
1
declare -- y=""
1
0
0
0
1
0
1
0
0
0
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: `': invalid variable name for name reference
$SHELL_NAME: line 2: declare: `1a': invalid variable name for name reference
environment: line 5: local: `': invalid variable name for name reference
environment: line 5: declare: `': invalid variable name for name reference
$SHELL_NAME: line 8: declare: ` ': invalid variable name for name reference
## END

#### a bad subscript names the variable that is meant
x=''
declare -n r=x
f() { echo ${r[-9]}; }
f
: ${r[-1]}
a=(1); declare -n q=a
echo ${q[-5]}
q[-5]=1
echo ${#q[-5]}
## status: 1
## STDOUT:


## END
## STDERR:
environment: line 3: x: bad array subscript
$SHELL_NAME: line 5: x: bad array subscript
$SHELL_NAME: line 7: a: bad array subscript
$SHELL_NAME: line 8: q[-5]: bad array subscript
$SHELL_NAME: line 9: -5]: bad array subscript
## END

#### declare -n with += refers to the joined name
declare -n n+=0; echo $?; declare -p n
x=1; declare -n x+=y; echo $?; declare -p x
y=7; declare -n y+=-; echo $?; declare -p y
declare -n r=ab; declare -n r+=c; echo $?; declare -p r
declare -n r+=-; echo $?; declare -p r
declare -n r+=; echo $?; declare -p r
declare -n e+=; echo $?; declare -p e
f(){ declare -n k+=-; echo $?; declare -p k; declare -g -n g+=-; echo $?; declare -p g; }; f
declare -n w=; echo $?; declare -n w=1; echo $?
for i in '' three 4 a1; do declare -g -n i+=0; echo $?; done
## status: 1
## STDOUT:
1
1
declare -- x="1"
1
declare -- y="7"
0
declare -n r="abc"
1
declare -n r="abc"
0
declare -n r="abc"
1
1
declare -- k
1
1
1
1
0
## END
## STDERR:
$SHELL_NAME: line 1: declare: `0': not a valid identifier
$SHELL_NAME: line 1: declare: n: not found
$SHELL_NAME: line 3: declare: `-': not a valid identifier
$SHELL_NAME: line 5: declare: `-': not a valid identifier
$SHELL_NAME: line 7: declare: `': not a valid identifier
$SHELL_NAME: line 7: declare: e: not found
environment: line 8: declare: `-': not a valid identifier
environment: line 8: declare: `-': not a valid identifier
environment: line 8: declare: g: not found
$SHELL_NAME: line 9: declare: `': not a valid identifier
$SHELL_NAME: line 9: declare: `1': invalid variable name for name reference
$SHELL_NAME: line 10: declare: `0': not a valid identifier
$SHELL_NAME: line 10: `4': not a valid identifier
## END

#### what declare, export and readonly make of a reference to an element
a=(one two)
declare -n r='a[1]'
declare x r=X; declare -p a
declare -i r=1+1; declare -p a
declare +i r+=4; declare -p a
export r=Y; echo $?; declare -p a
f() { local r=L; declare -p r; }; f; declare -p a
f() { declare -g r=G; }; f; declare -p a
typeset x r=(1 2)
echo "not abandoned"
declare -n s='new[2]'; declare s=v; declare -p new
## STDOUT:
declare -a a=([0]="one" [1]="X")
declare -ai a=([0]="one" [1]="2")
declare -a a=([0]="one" [1]="24")
0
declare -a a=([0]="one" [1]="Y")
declare -- r="L"
declare -a a=([0]="one" [1]="Y")
declare -a a=([0]="one" [1]="G")
not abandoned
declare -a new=([2]="v")
## END
## STDERR:
$SHELL_NAME: line 6: export: `a[1]': not a valid identifier
$SHELL_NAME: line 9: `a[1]': not a valid identifier
## END

#### a reference that declare gives a subscript is none any more
b=5
declare -n r=b
declare r[1]=x; declare -p r b
declare -n q=b
f() { declare -g q[1]=x; }; f; declare -p q b
## STDOUT:
declare -a r=([1]="x")
declare -- b="5"
declare -a q=([1]="x")
declare -- b="5"
## END
## STDERR:
$SHELL_NAME: line 3: warning: r: removing nameref attribute
environment: line 5: warning: q: removing nameref attribute
## END

#### a function's own reference stands for the name of a local
x=9
f() { local -n r=x; local r=5 y=6; declare -p r x y; r=7; declare -p x; }; f; declare -p x
f() { local -n r=x; declare r; declare -p r x; }; f
f() { local -n r=x; declare -i r=5+1; declare -p r x; }; f
f() { local -n r=x; declare r=(1 2); declare -p r x; }; f
f() { local -n r; declare r=5; echo $?; declare r=y; declare -p r; }; f
declare -n g=x
f() { declare g=y; declare -p g; }; f
## STDOUT:
declare -n r="x"
declare -- x="5"
declare -- y="6"
declare -- x="7"
declare -- x="9"
declare -n r="x"
declare -- x
declare -n r="x"
declare -i x="6"
declare -n r="x"
declare -a x=([0]="1" [1]="2")
1
declare -n r="y"
declare -- g="y"
## END
## STDERR:
environment: line 6: declare: `5': invalid variable name for name reference
## END

#### an array is told of before a name that is none
a=()
declare -n a=
declare -n b=
## status: 1
## STDERR:
$SHELL_NAME: line 2: declare: a: reference variable cannot be an array
$SHELL_NAME: line 3: declare: `': not a valid identifier
## END

#### an empty reference, made where the name is a global array
r[k]=''
fn() { local -n r=$1; echo $?; declare -p r; }
fn 2>&1
fn x
## STDOUT:
environment: line 2: local: `': not a valid identifier
1
declare -- r
0
declare -n r="x"
## END

#### declare -g through a reference to what stands in front of a function
declare -n r=x
fn() { declare -g r=a; declare -p r x; }
x=y fn
declare -p r x; unset x
fn() { declare -g -r r=(a b); declare -p r x; }
r=x fn a
declare -p r x
## STDOUT:
declare -n r="x"
declare -x x="y"
declare -n r="x"
declare -- x="a"
declare -n r="x"
declare -ax x=([0]="a" [1]="b")
declare -n r="x"
declare -r x
## END

#### readonly of a reference to an element, in front of a function
declare -n r='a[1]'
fn() { readonly r=4; declare -p r a; }
r=x fn a 2>&1
declare -p a
## STDOUT:
declare -rx r="4"
environment: line 2: declare: a: not found
declare -arx a=([1]="4")
## END
