# tests/bash/declare.t - declare and typeset: attributes, listing, errors.

#### declare -p prints what restores the variable
declare -i n=7; declare -r r=1; declare -x e=2; declare -l l=ABC; declare -u u=abc; declare -a a=(1 2); declare -A m=([k]=v); declare -p n r e l u a m
## STDOUT:
declare -i n="7"
declare -r r="1"
declare -x e="2"
declare -l l="abc"
declare -u u="ABC"
declare -a a=([0]="1" [1]="2")
declare -A m=([k]="v" )
## END

#### a declared variable without a value
declare x; declare -p x; echo ${x-unset}; declare -a a; declare -p a; declare -A m; declare -p m
## STDOUT:
declare -- x
unset
declare -a a
declare -A m
## END

#### several letters
declare -irx n=3+4; declare -p n
## STDOUT:
declare -irx n="7"
## END

#### +i takes the attribute away
declare -i n=1; n+=1; declare +i n; n+=1; echo $n; declare -p n
## STDOUT:
21
declare -- n="21"
## END

#### readonly cannot be taken away
declare -r r=1; declare +r r; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: r: readonly variable
## END

#### nor can array-ness
a=(1); declare +a a; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: a: cannot destroy array variables in this way
## END

#### and kinds of arrays do not change
declare -a a; declare -A a; echo $?; declare -A m; declare -a m; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: a: cannot convert indexed to associative array
$SHELL_NAME: line 1: declare: m: cannot convert associative to indexed array
## END

#### what is no name
declare 1x=3; echo $?; declare a-b; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: `1x=3': not a valid identifier
$SHELL_NAME: line 1: declare: `a-b': not a valid identifier
## END

#### an unknown option
declare -Z; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: declare: -Z: invalid option
declare: usage: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]
## END

#### not found
declare -p nosuch; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: nosuch: not found
## END

#### in a function it makes a local
f() { declare x=1; declare -g y=2; echo $x; }; f; echo ${x-unset} $y
## STDOUT:
1
unset 2
## END

#### -g in a function reaches past locals
x=g; f() { local x=l; declare -g x=new; echo $x; }; f; echo $x
## STDOUT:
l
new
## END

#### -f prints functions, -F names
f() { echo hi; }; declare -f f; declare -F f; declare -F
## STDOUT:
f () 
{ 
    echo hi
}
f
declare -f f
## END

#### a function that is not there
declare -f nosuch; echo $?; declare -F nosuch; echo $?
## STDOUT:
1
1
## END

#### -fx exports a function
f() { echo in child; }; declare -fx f; $SH -c f; declare -F
## STDOUT:
in child
declare -fx f
## END

#### a readonly function
f() { echo 1; }; declare -fr f; f() { echo 2; }; echo $?; f; unset -f f; echo $?
## STDOUT:
1
1
1
## END
## STDERR:
$SHELL_NAME: line 1: f: readonly function
$SHELL_NAME: line 1: unset: f: cannot unset: readonly function
## END

#### quoted values come out so that they can be read back
x='a b'; y=$'q\n'; z='$v"`'; declare -p x y z
## STDOUT:
declare -- x="a b"
declare -- y=$'q\n'
declare -- z="\$v\"\`"
## END

#### declare with a subscript
declare a[3]=x; declare -p a; declare -i b[1]=2+2; declare -p b
## STDOUT:
declare -a a=([3]="x")
declare -ai b=([1]="4")
## END

#### an assignment operand is not split
v="a b"; declare x=$v; echo "$x"; declare "y=$v c"; echo "$y"
## STDOUT:
a b
a b c
## END

#### operands are expanded before any is assigned
a=0; f() { local a=1 b=$a; echo $b; }; f
## STDOUT:
0
## END

#### += in an operand
declare x=a; declare x+=b; declare -i n=2; declare n+=3; echo $x $n
## STDOUT:
ab 5
## END

#### -c capitalises, case attributes exclude each other
declare -l x=ABC; declare -u x; x=def; declare -p x; declare -c y=fOO; declare -p y
## STDOUT:
declare -u x="DEF"
declare -c y="Foo"
## END

#### -t is only remembered
declare -t x=1; declare -p x
## STDOUT:
declare -t x="1"
## END

#### -p with attributes lists those
declare -ai zz=(1); declare -ai | grep zz; declare -p -A | grep -c zz
## status: 1
## STDOUT:
declare -ai zz=([0]="1")
0
## END

#### -x of an array keeps it
declare -x a=(1 2); declare -p a
## STDOUT:
declare -ax a=([0]="1" [1]="2")
## END

#### making an array of a scalar
x=5; declare -a x; declare -p x; y=k; declare -A y; declare -p y
## STDOUT:
declare -a x=([0]="5")
declare -A y=([0]="k" )
## END

#### typeset is the same
typeset -i n=1+1; typeset -p n
## STDOUT:
declare -i n="2"
## END

#### assigning to a readonly one
declare -r r=1; declare r=2; echo $? $r
## STDOUT:
1 1
## END
## STDERR:
$SHELL_NAME: line 1: declare: r: readonly variable
## END

#### through a variable that holds the operand
op="v=1 w=2"; declare $op; echo $v $w
## STDOUT:
1 2
## END

#### -I inherits in a function
x=out; declare -i n=4; f() { declare -I x n; echo $x $n; x=in; n=1+1; echo $n; }; f; echo $x $n
## STDOUT:
out 4
2
out 4
## END

#### quoted list with -a and -A
declare -A m='([a]=1 [b]=2)'; declare -p m; declare -a l='(x y)'; declare -p l
## STDOUT:
declare -A m=([b]="2" [a]="1" )
declare -a l=([0]="x" [1]="y")
## END

#### declare in a subshell does not leak
(declare x=1); echo ${x-unset}
## STDOUT:
unset
## END

#### command and builtin in front
command declare x="a b"; echo "$x"; builtin declare y=~; [ "$y" = "$HOME" ] && echo tilde
## STDOUT:
a b
tilde
## END

#### behind builtin and command the operand is split
v="a b=1"; builtin declare x=$v; echo "$x" $b; command declare y=$v; echo "$y"
## STDOUT:
a 1
a
## END

#### behind command and builtin a list is a syntax error
for text in 'command declare a=(1)' 'builtin declare -a a=(1)' 'command -p export a=(1)' '\declare a=(1)' \
	'builtin eval a=(1)'; do
	"$SH" -c "$text" 2>/dev/null; echo $?
done
v=1 declare a=(1 2); eval b=(3); echo ${a[1]} ${b[0]}
## STDOUT:
2
2
2
2
2
2 3
## END

#### a list for a readonly variable abandons the command line
readonly s=1
for i in 1 2; do declare s=(2); done; echo not reached
for i in 1 2; do readonly s=(2); done; echo not reached
for i in 1 2; do readonly s=2; done; echo $?
## stdout: 1
## STDERR:
$SHELL_NAME: line 2: s: readonly variable
$SHELL_NAME: line 3: s: readonly variable
$SHELL_NAME: line 4: s: readonly variable
$SHELL_NAME: line 4: s: readonly variable
## END

#### a list is assigned before the builtin runs, whatever that makes of its arguments
declare -Z a=(1 2); echo $?; declare -p a; readonly -c b=(x); declare -p b=(y z); alias c=(1); declare -p c
local d=(1) 2>/dev/null; declare -p d; declare() { echo f "$@"; }; declare e=(1 2) g=h; typeset -p e
x=1 typeset k=(a $x) >/nonexistent/f; typeset -p k
## STDOUT:
2
declare -a a=([0]="1" [1]="2")
declare -ac b=([0]="Y" [1]="Z")
declare -a c=([0]="1")
declare -a d=([0]="1")
f e g=h
declare -a e=([0]="1" [1]="2")
declare -a k=([0]="a")
## END
## stderr-has: line 1: declare: -Z: invalid option

#### with the options that can be told from how the words are written
o=-i; declare $o a=(1+1); declare -p a; declare b=(1) -A c=(x y) 2>/dev/null; declare -p b c
declare "-A" d=(x y); echo $?; declare -p d; f() { local -u p=(q); declare -p p; }; f
n=5; declare -i q=(n+1 [3]=n*2) r+=(7); declare -p q r; set -x; declare s=("a b" [2]=$n); echo $_
## STDOUT:
declare -ai a=([0]="1+1")
declare -a b=([0]="1")
declare -A c=([x]="y" )
1
declare -a d=([0]="x" [1]="y")
declare -au p=([0]="Q")
declare -ai q=([0]="6" [3]="10")
declare -ai r=([0]="7")
s
## END
## STDERR:
$SHELL_NAME: line 2: declare: d: cannot convert indexed to associative array
+ s=('a b' ['2']='5')
+ declare s
+ echo s
## END

#### a local list for a readonly variable leaves the word to the builtin
readonly r=1; f() { :; declare r=(1); echo $?; }; f; declare r=(2); echo not reached
## status: 1
## STDOUT:
1
## END
## STDERR:
environment: line 1: r: readonly variable
environment: line 1: declare: r: readonly variable
$SHELL_NAME: line 1: r: readonly variable
## END

#### the subscript of an operand
declare a[x y]=3; declare 'b[x=1]=2' 'c[2]' 'd[]' 'e[1]z=1'; declare -p b c x; export 'e[1]+=2'
declare v={p,q} w=({p,q}); declare -p v w; a=(1); declare a[0-5]=x; echo $?
## STDOUT:
declare -a b=([1]="2")
declare -a c
declare -- x="1"
declare -- v="q"
declare -a w=([0]="p" [1]="q")
1
## END
## STDERR:
$SHELL_NAME: line 1: declare: `a[x': not a valid identifier
$SHELL_NAME: line 1: declare: `y]=3': not a valid identifier
$SHELL_NAME: line 1: declare: `d[]': not a valid identifier
$SHELL_NAME: line 1: declare: `e[1]z=1': not a valid identifier
$SHELL_NAME: line 1: export: `e[1]': not a valid identifier
$SHELL_NAME: line 2: a[0-5]: bad array subscript
## END

#### attributes without names list what has any of them, of the arrays asked for
declare -i zi=1; declare -u zu=a; declare -A zA=([k]=v); declare -xa za; declare -r zr=1
declare -iu | grep ' z'; declare -ax | grep ' z'; declare -A | grep ' z'; declare -aA; declare -x -r | grep ' z'
set -o posix; export zA za; export -p | grep ' z[aA]'; f() { :; }; export -f f; export -pf
## STDOUT:
declare -i zi="1"
declare -u zu="A"
declare -ax za
declare -A zA=([k]="v" )
declare -ax za
declare -r zr="1"
export -A zA=([k]="v" )
export -a za
export -f f
## END

#### +a and a subscript: the array is made before it is found that it cannot be unmade
declare +a v[2]=x; declare -p v; f() { declare +a w[1]; declare -p w; }; f; declare -i +a y[1]=2; declare -p y
## STDOUT:
declare -a v=()
declare -a w
declare -a y=()
## END
## stderr-has: line 1: declare: v: cannot destroy array variables in this way

#### -f with what only variables have, and with a value
f() { :; }; declare -fi f; declare -fn f; declare -Fa f; declare -f g=1 f; declare -F f
## status: 0
## STDOUT:
f
## END
## STDERR:
$SHELL_NAME: line 1: declare: -i: invalid option
$SHELL_NAME: line 1: declare: -n: invalid option
$SHELL_NAME: line 1: declare: -a: invalid option
$SHELL_NAME: line 1: declare: cannot use `-f' to make functions
## END

#### a list for NAME[]: bash's own number of a failed assignment shows
readonly v[]=(1) | cat; echo $PIPESTATUS; f() { declare v[]=(1); echo $?; }; f
export v[]= 2>&1 | cat >f; echo $PIPESTATUS; (export v[]= 2>f); echo $?; declare 'v[]' 2>f & wait $!; echo $?
## STDOUT:
1
1
4
1
4
## END
## STDERR:
$SHELL_NAME: line 1: `v[]': not a valid identifier
environment: line 1: f: `v[]': not a valid identifier
environment: line 1: declare: `v[]': not a valid identifier
## END

#### -r with an element: it is readonly before it could be assigned
declare -r v[2]=x; echo $?; declare -p v; w=(1); readonly -a w[1]=y; declare -r w[0]=z; declare -p w
## STDOUT:
0
declare -ar v=()
declare -ar w=([0]="1")
## END
## STDERR:
$SHELL_NAME: line 1: v: readonly variable
$SHELL_NAME: line 1: readonly: `w[1]': not a valid identifier
$SHELL_NAME: line 1: w: readonly variable
## END

#### a readonly element: the subscript is looked at first, and set -e counts the refusal
typeset -r v[]= 2>/dev/null; echo $?
typeset -r u[1]=x 2>/dev/null; echo $?
(set -e; typeset -r w[1]=x; echo no) 2>/dev/null; echo $?
## STDOUT:
1
0
1
## END

#### attributes of a readonly variable may change, its value and readonly not
readonly w=aB v
declare -g -c w; echo $?
declare -i w; echo $?; declare -p w
declare -u w; echo $?; declare -p w
declare +u w; echo $?; declare -p w
declare -a w; echo $?; declare -p w
declare -A v; echo $?; declare -p v
declare +r w; echo $?
declare +x w; echo $?
declare -t w; declare -x w; declare -r w; echo $?; declare -p w
readonly n=1
declare -n n; echo $?
declare -i n=3; echo $?
typeset -a w=(1); echo $?
f(){ local -r l=1; local -i l; echo $?; local -u l; declare +r l; echo $?; local l; echo $?; local w; echo $?; declare -i w; echo $?; declare -g -i n; echo $?; declare -p n; }
f
readonly -a w; readonly -A v; readonly -A q; declare -a q; echo $?; declare +A q; echo $?; declare -p q
readonly q[2]=x; declare w[3]; echo $?
declare w[3]=4; echo $?
## STDOUT:
0
0
declare -irc w="aB"
0
declare -iru w="aB"
0
declare -ir w="aB"
0
declare -air w=([0]="aB")
0
declare -Ar v
1
0
0
declare -airtx w=([0]="aB")
1
1
0
1
0
1
1
0
declare -ir n="1"
0
0
declare -ar q
0
1
## END
## STDERR:
$SHELL_NAME: line 8: declare: w: readonly variable
$SHELL_NAME: line 12: declare: `1': invalid variable name for name reference
$SHELL_NAME: line 13: declare: n: readonly variable
$SHELL_NAME: line 14: w: readonly variable
environment: line 15: declare: l: readonly variable
environment: line 15: local: w: readonly variable
environment: line 15: declare: w: readonly variable
$SHELL_NAME: line 18: readonly: `q[2]': not a valid identifier
$SHELL_NAME: line 19: declare: w: readonly variable
## END

#### an operand that opens a [ is a word like any: it ends at a blank
declare v[2; echo $?
declare w[2""[$((1)); echo $?
command export v[1 2]=3; echo $?
eval 'declare v[2'; echo $?
echo `declare v[2; echo $?`
declare 'v[1 + 1]=3' w[$(echo 1 + 1)]=4; declare -p v w
## STDOUT:
1
1
1
1
1
declare -a v=([2]="3")
declare -a w=([2]="4")
## END
## STDERR:
$SHELL_NAME: line 1: declare: `v[2': not a valid identifier
$SHELL_NAME: line 2: declare: `w[2[1': not a valid identifier
$SHELL_NAME: line 3: export: `v[1': not a valid identifier
$SHELL_NAME: line 3: export: `2]=3': not a valid identifier
$SHELL_NAME: line 4: declare: `v[2': not a valid identifier
$SHELL_NAME: line 5: declare: `v[2': not a valid identifier
## END

#### -p of several: a write error is told once, behind what is not there
x=1 y=2
{ declare -p x nope y; } 2>&1
{ declare -p x nope y; } >&-; echo $?
f() { :; }
{ declare -pf f nope f; } >&-; echo $?
{ declare -f f f; } >&-; echo $?
## STDOUT:
declare -- x="1"
$SHELL_NAME: line 2: declare: nope: not found
declare -- y="2"
1
1
1
## END
## STDERR:
$SHELL_NAME: line 3: declare: nope: not found
$SHELL_NAME: line 3: declare: write error: Bad file descriptor
$SHELL_NAME: line 5: declare: nope: not found
$SHELL_NAME: line 5: declare: write error: Bad file descriptor
$SHELL_NAME: line 6: declare: write error: Bad file descriptor
$SHELL_NAME: line 6: declare: write error: Bad file descriptor
## END

#### -g -a NAME=value in a function makes a global array and assigns to what is seen
f() { declare -g -a v=x; declare -p v; }
v=1 f; declare -p v
f() { declare -g -a w[2]=x; declare -p w; }
w=1 eval f; declare -p w
f() { declare -g -ai n[2]=2+3; declare -p n; }
n=1 f; declare -p n
f() { local l=1; declare -g -a l=x; declare -p l; }
f; declare -p l
f() { declare -g -a m=x; declare -p m; }
f; declare -p m
## STDOUT:
declare -ax v=([0]="x")
declare -a v=()
declare -ax w=([0]="1" [2]="x")
declare -a w=()
declare -ax n=([0]="1" [2]="2+3")
declare -ai n=()
declare -a l=([0]="x")
declare -a l=()
declare -a m=([0]="x")
declare -a m=([0]="x")
## END

#### set -u: an unbound variable in a value that is evaluated
f() { set -u; (exit 7); declare -i a=x; echo no; }
(f)
echo $?
## STDOUT:
1
## END
## STDERR:
environment: line 1: x: unbound variable
## END

#### a list of variables and functions has no attributes of functions
f() { :; }; export -f f; readonly -f f
declare | grep -c 'declare -f'
declare -f | grep -c 'declare -f'
set | grep -c 'declare -f'
## STDOUT:
1
1
1
## END

#### -g in a function where a local of the name is seen: arrays
declare -A h=([k]=v)
f() { declare -g -ai h=x; }; f; declare -p h
f() { local x; declare -g -A x=q; declare -p x; }; f; declare -p x
f() { local y=1; declare -g -A y[k]=q; declare -p y; }; f; declare -p y
f() { local -A w=([k]=1); declare -g w[k]=q; declare -p w; }; f; declare -p w
## STDOUT:
declare -A h=([k]="v" )
declare -- x
declare -A x=([0]="q" )
declare -a y=([0]="q")
declare -A y=()
declare -A w=([k]="q" )
declare -a w=()
## END
## STDERR:
environment: line 2: declare: h: cannot convert associative to indexed array
## END

#### declare -g -r of an element of what stands in front of eval
fn() { declare -g -r v[2]=; declare -p v; }
v=1 eval fn 2>/dev/null
declare -p v
## STDOUT:
declare -ax v=([0]="1" [2]="")
declare -arx v=([0]="1" [2]="")
## END
