# tests/bash/arith.t - $((…)), ((…)), let, for ((;;)).

#### precedence and associativity
echo $((1+2*3)) $((2**3**2)) $((-2**2)) $((10-3-2)) $((1<<2+1)) $((7&3|8^1)) $((1||0&&0)) $((!0+1)) $((~5))
## STDOUT:
7 512 4 5 8 11 1 2 -6
## END

#### division and remainder truncate
echo $((-5/2)) $((-5%3)) $((5%-3)) $((7/2))
## STDOUT:
-2 -2 2 3
## END

#### comparison and logic give 0 and 1
echo $((3>2)) $((3<2)) $((3>=3)) $((1!=1)) $((5&&7)) $((0||0)) $((!7))
## STDOUT:
1 0 1 0 1 0 0
## END

#### short circuits have no side effects
x=0; echo $((0&&(x=5))) $((1||(x=6))) $((1?2:(x=7))) $x
## STDOUT:
0 1 2 0
## END

#### conditional expressions nest to the right
echo $((0?1:0?2:3)) $((1?0?4:5:6))
## STDOUT:
3 5
## END

#### comma
echo $((1,2,3)); ((x=1,y=x+1)); echo $x $y
## STDOUT:
3
1 2
## END

#### assignment operators
x=10; echo $((x+=5)) $((x-=3)) $((x*=2)) $((x/=5)) $((x%=3)) $((x<<=4)) $((x>>=2)) $((x|=3)) $((x&=6)) $((x^=15)) $x
## STDOUT:
15 12 24 4 1 16 4 7 6 9 9
## END

#### assignments nest to the right
echo $((a=b=c=4)) $a $b $c
## STDOUT:
4 4 4 4
## END

#### increments
x=5; echo $((x++)) $x $((++x)) $((x--)) $((--x)) $x
## STDOUT:
5 6 7 7 5 5
## END

#### signs in a row
x=3; echo $((- -x)) $((+-x)) $((x+++1)) $x $((5 - -2)) $((--x))
## STDOUT:
3 -3 4 4 7 3
## END

#### bases
echo $((0x1F)) $((017)) $((2#101)) $((16#fF)) $((36#z)) $((64#@)) $((64#_)) $((62#Z)) $((10#08))
## STDOUT:
31 15 5 255 35 62 63 61 8
## END

#### a digit too great for its base
echo $((08)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 08: value too great for base (error token is "08")
## END

#### a wrong base
echo $((65#1)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 65#1: invalid arithmetic base (error token is "65#1")
## END

#### 64 bits wrap around
echo $((9223372036854775807+1)) $((-9223372036854775808/-1)) $((1<<63)) $((1<<64)) $((2**64))
## STDOUT:
-9223372036854775808 -9223372036854775808 -9223372036854775808 1 0
## END

#### unset and null variables are 0
x=; echo $((x)) $((nope+1)) $((x+nope))
## STDOUT:
0 1 0
## END

#### the value of a variable is an expression
x=y+1; y=2*3; echo $((x)) $((x*2)) $(($x*2))
## STDOUT:
7 14 8
## END

#### names need no dollar; positional parameters do
set -- 4 5; x=3; echo $((x+$1)) $(($1*$2)) $((${#}+1))
## STDOUT:
7 20 3
## END

#### expansions are text
a=1+1; echo $(($a*2)) $((a*2)); op=+; echo $((3$op 4)); n=1; echo $((${n}0 + 0x$n))
## STDOUT:
3 4
7
11
## END

#### command substitution inside
echo $(($(echo 2)+`echo 3`)) $(( $((1+1)) * 2 ))
## STDOUT:
5 4
## END

#### arrays
a=(3 4 5); i=1; echo $((a[1])) $((a[i]*a[i+1])) $((a)) $((a[-1])); ((a[i]+=10, a[5]=1)); echo ${a[@]}
## STDOUT:
4 20 3 5
3 14 5 1
## END

#### a subscript with a side effect is evaluated once
a=(1 2 3); i=0; ((a[i++]+=5)); echo $i ${a[@]}
## STDOUT:
1 6 2 3
## END

#### associative arrays
declare -A h=([x]=2 ["a b"]=3); k='a b'; echo $((h[x]*h[$k])); ((h[new]++)); ((h[$k]+=4)); echo ${h[new]} "${h[a b]}"
## STDOUT:
6
1 7
## END

#### recursion has an end
x=y; y=x; echo $((x)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: y: expression recursion level exceeded (error token is "y")
## END

#### division by zero
echo $((1/0)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1/0: division by 0 (error token is "0")
## END

#### remainder by zero in a variable
x=5; echo $((x%=0)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: x%=0: division by 0 (error token is "0")
## END

#### a negative exponent
echo $((2**-1)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 2**-1: exponent less than 0 (error token is "1")
## END

#### an operand is missing
echo $((1+)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1+: syntax error: operand expected (error token is "+")
## END

#### two operands in a row
echo $((1 2)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1 2: syntax error in expression (error token is "2")
## END

#### a character that is no operator
echo $((1.5)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1.5: syntax error: invalid arithmetic operator (error token is ".5")
## END

#### an unclosed parenthesis
x='(1'; echo $((x)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: (1: missing `)' (error token is "1")
## END

#### assignment to a number
echo $((1=2)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1=2: attempted assignment to non-variable (error token is "=2")
## END

#### a conditional without its colon
echo $((1?2)); echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1?2: `:' expected for conditional expression (error token is "2")
## END

#### (( )) fails where the value is 0, and only fails on an error
((5)); echo $?; ((0)); echo $?; ((1/0)); echo $?
## STDOUT:
0
1
1
## END
## STDERR:
$SHELL_NAME: line 1: ((: 1/0: division by 0 (error token is "0")
## END

#### (( )) names itself in messages
((1+)); let 1+; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: ((: 1+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 1: let: 1+: syntax error: operand expected (error token is "+")
## END

#### let evaluates each argument
let x=1+1 "y = x * 3" z=x==2; echo $? $x $y $z; let 0; echo $?; let
## status: 1
## STDOUT:
0 2 6 1
1
## END
## STDERR:
$SHELL_NAME: line 1: let: expression expected
## END

#### for (( ; ; ))
for ((i=0, j=10; i<3; i++, j--)); do echo $i $j; done; for ((;;)); do break; done; echo $i
## STDOUT:
0 10
1 9
2 8
3
## END

#### an error in for (( )) ends the loop
for ((i=0; i<1+; i++)); do echo x; done; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: ((: i<1+: syntax error: operand expected (error token is "+")
## END

#### the integer attribute
declare -i n=2+3; n+=4; echo $n; n='n*2'; echo $n; n=abc; echo $n
## STDOUT:
9
18
0
## END

#### quotes count for nothing
x=2; echo $(("1" + "x")); echo $(( "$x" + 1 ))
## STDOUT:
3
3
## END

#### white space and newlines
echo $((  1
  + 2 )) $(( )) $((	3))
## STDOUT:
3 0 3
## END

#### the old form
echo $[1+2] "$[2*3]"
## STDOUT:
3 6
## END

#### unset variables under -u
set -u; echo $((nope+1)); echo not reached
## status: 127
## STDERR:
$SHELL_NAME: line 1: nope: unbound variable
## END

#### readonly variables
readonly r=1; echo $((r)); ((r=2)); echo $?; echo $((r++)); echo not reached
## status: 1
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: r: readonly variable
$SHELL_NAME: line 1: r: readonly variable
## END

#### negative indices before the start
a=(1 2); echo $((a[-3])); echo $?
## STDOUT:
0
0
## END
## STDERR:
$SHELL_NAME: line 1: a: bad array subscript
## END

#### arithmetic in other places
a=(x y z); i=1; echo ${a[i+1]} ${a[@]:i:1}; x=abcdef; echo ${x:i*2:i+1}; [[ 2 -eq 1+1 ]] && echo equal
## STDOUT:
z y
cd
equal
## END

#### a loop of many steps
s=0; for ((i=1;i<=1000;i++)); do ((s+=i)); done; echo $s; i=0; while ((i++<5)); do :; done; echo $i
## STDOUT:
500500
6
## END

#### leading zeros from the outside
x=007; echo $((x)) $((10#$x)); x=-5; echo $((x*2)) $(($x-$x))
## STDOUT:
7 7
-10 0
## END

#### what stands in front of a syntax error is done
(( x=5, 1+ )); echo $? $x; (( a[y=4]=3, y++, * )); echo $y ${a[4]}; (( x += 3 4 )); echo $x
z='w=7'; (( 1 z )); echo $w; (( 1 || (x=9) 3 )); (( 0 ? x=9 )); echo $x
## STDOUT:
1 5
5 3
8
7
8
## END
## stderr-has: line 1: ((: x=5, 1+ : syntax error: operand expected (error token is "+ ")

#### who is told of a wrong number: the builtin that assigns, the parameter that is cut
declare -i n; ( read n <<<1+ )
declare -ia b; f() { local -i v=08; }; x=a r=x
( n=1+ ) ; ( : ${b[0]:=2+} ) ; ( f ); ( eval n=3+ ); ( declare -ia c=(4+) ); ( declare b[0]=5+ )
( printf -v 'b[6+]' 7 ); ( set -- $((8+)) ); ( b=(q w); : ${b[1]:9+} ); ( : ${!r:1+} )
## status: 1
## STDERR:
$SHELL_NAME: line 1: read: 1+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 3: 1+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 3: 2+: syntax error: operand expected (error token is "+")
environment: line 2: local: 08: value too great for base (error token is "08")
$SHELL_NAME: line 3: 3+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 3: 4+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 3: declare: 5+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 4: 6+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 4: 8+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 4: b[1]: 9+: syntax error: operand expected (error token is "+")
$SHELL_NAME: line 4: !r: 1+: syntax error: operand expected (error token is "+")
## END

#### brackets in (( )) need no partner
(( a[ )); echo $?; eval '(( a[0)) ]=3 ))' ; echo $?
## STDOUT:
1
2
## END
## stderr-has: ((: a[ : bad array subscript (error token is "a[ ")

#### a carriage return is no blank, and messages lack only blanks and tabs in front
x=$'1\r'; (echo $((x + 1))) 2>&1 | tr '\r' R; x=$'\n 1+'; (echo $((x)))
## status: 1
## STDOUT:
$SHELL_NAME: line 1: 1R: syntax error: invalid arithmetic operator (error token is "R")
## END
## STDERR:
$SHELL_NAME: line 1: 
 1+: syntax error: operand expected (error token is "+")
## END

#### an error behind names in a row comes first
x=5
(echo $((x y 08)))
(echo $((x y z 7 @)))
(echo $((x y)))
(echo $((x = y z @)))
## status: 1
## STDERR:
$SHELL_NAME: line 2: x y 08: value too great for base (error token is "08")
$SHELL_NAME: line 3: x y z 7 @: syntax error in expression (error token is "y z 7 @")
$SHELL_NAME: line 4: x y: syntax error in expression (error token is "y")
$SHELL_NAME: line 5: x = y z @: syntax error: invalid arithmetic operator (error token is "@")
## END

#### a control character is no operator
x=$'1+\001'
{ (echo $((x))); ((x)); (($x)); [[ $'A?\001' -eq 1 ]]; } 2>&1 | sed 's/.*: line/line/' | tr '\001' '^'
## STDOUT:
line 2: 1+^: syntax error: operand expected (error token is "^")
line 2: ((: 1+^: syntax error: operand expected (error token is "^")
line 2: ((: 1+^: syntax error: operand expected (error token is "^")
line 2: [[: A?^: syntax error: operand expected (error token is "^")
## END

#### under set -u a variable must be there, not its element
a=(1)
(echo $((a[])) ; echo A)
(echo $((a[5])) ; echo A)
(echo $((q[5])) ; echo A)
(declare -A h=([k]=1); echo $((h[x])) $((h[k])) ; echo A)
(declare -A h; echo $((h[])) $((h[x])) ; echo A)
(declare -a w; echo $((w[0])) $((w)); echo A)
(declare w; echo $((w[0])) $((w)); echo A)
(z=3; echo $((z[1])) $((z[0])) $((z[5])); echo A)
(a=([1]=4); echo $((a)); echo A)
(a=(); echo $((a)); echo A)
(declare -A h=([x]=1); echo $((h)); echo A)
set -u
(echo $((a[5])) ; echo A)
(echo $((q[5])) ; echo A)
(echo $((a[q])) ; echo A)
(declare -A h=([k]=1); echo $((h[x])) $((h[k])) ; echo A)
(declare -A h; echo $((h[x])) ; echo A)
(declare -a w; echo $((w[0])) ; echo A)
(declare -a w; echo $((w)) ; echo A)
(declare w; echo $((w)); echo A)
(z=3; echo $((z[1])) $((z[0])) $((z[5])); echo A)
(a=([1]=4); echo $((a)); echo A)
(a=(); echo $((a)); echo A)
(a=(); echo $((a[0])); echo A)
(declare -A h=([x]=1); echo $((h)); echo A)
(echo $((q[5]++)) ; echo A)
(echo $((q[5]+=1)) ; echo A)
(echo $((q[5]=1)) ; echo A)
(echo $((a[5]++)) ; echo A)
(echo $((q++)) ; echo A)
(echo $((q[$((1))])) ; echo A)
## status: 1
## STDOUT:
0
A
0
A
0
A
0 1
A
0 0
A
0 0
A
0 0
A
0 3 0
A
0
A
0
A
0
A
0
A
0 1
A
0 3 0
A
0
A
0
A
0
A
0
A
1
A
0
A
## END
## STDERR:
$SHELL_NAME: line 2: a[]: bad array subscript
$SHELL_NAME: line 2: a[]: bad array subscript
$SHELL_NAME: line 6: h[]: bad array subscript
$SHELL_NAME: line 6: h[]: bad array subscript
$SHELL_NAME: line 15: q: unbound variable
$SHELL_NAME: line 16: q: unbound variable
$SHELL_NAME: line 18: h: unbound variable
$SHELL_NAME: line 19: w: unbound variable
$SHELL_NAME: line 20: w: unbound variable
$SHELL_NAME: line 21: w: unbound variable
$SHELL_NAME: line 27: q: unbound variable
$SHELL_NAME: line 28: q: unbound variable
$SHELL_NAME: line 31: q: unbound variable
$SHELL_NAME: line 32: q: unbound variable
## END

#### a[] is no element: said once for the variable and once for the value
((a[]++)); echo $?
((a[]+=1)); echo $?
((a[]=1)); echo $?
declare -A h=([x]=1)
((h[]++)); echo $?
((h[]=1)); echo $?
echo $((h[""])); echo $?
(( 1 ? 2 : a[] )); echo $?
## STDOUT:
1
0
0
1
0
0
0
0
## END
## STDERR:
$SHELL_NAME: line 1: a[]: bad array subscript
$SHELL_NAME: line 1: a[]: bad array subscript
$SHELL_NAME: line 1: ((: `a[]': not a valid identifier
$SHELL_NAME: line 2: a[]: bad array subscript
$SHELL_NAME: line 2: a[]: bad array subscript
$SHELL_NAME: line 2: ((: `a[]': not a valid identifier
$SHELL_NAME: line 3: ((: `a[]': not a valid identifier
$SHELL_NAME: line 5: h[]: bad array subscript
$SHELL_NAME: line 5: h[]: bad array subscript
$SHELL_NAME: line 5: ((: `h[]': not a valid identifier
$SHELL_NAME: line 6: ((: `h[]': not a valid identifier
$SHELL_NAME: line 7: h[]: bad array subscript
$SHELL_NAME: line 7: h[]: bad array subscript
## END

#### a backslashed double quote stays, and is no operand
x=1
(echo $((\"))); (echo $((x+\"))); (echo $(($x+\"))); ((x\")); (echo ${x:\"}); a=(1 2); echo ${a["1"]} $(("1"+"x"))
## STDOUT:
2 2
## END
## STDERR:
$SHELL_NAME: line 2: ": syntax error: operand expected (error token is """)
$SHELL_NAME: line 2: x+": syntax error: operand expected (error token is """)
$SHELL_NAME: line 2: 1+": syntax error: operand expected (error token is """)
$SHELL_NAME: line 2: ((: x": syntax error: invalid arithmetic operator (error token is """)
$SHELL_NAME: line 2: x: ": syntax error: operand expected (error token is """)
## END

#### a name is not asked for its value when what is behind it is nothing
set -u
let 'k]'; echo $?
(let 'k y}'; echo $?)
(let 'k+y}'; echo $?)
(let '(k'; echo $?); echo $?
(let 'k 1'; echo $?); echo $?
x='a b'; let 'x y}'; let 'x}'
## status: 1
## STDOUT:
1
1
1
1
## END
## STDERR:
$SHELL_NAME: line 2: let: k]: syntax error: invalid arithmetic operator (error token is "]")
$SHELL_NAME: line 3: let: k y}: syntax error: invalid arithmetic operator (error token is "}")
$SHELL_NAME: line 4: k: unbound variable
$SHELL_NAME: line 5: k: unbound variable
$SHELL_NAME: line 6: k: unbound variable
$SHELL_NAME: line 7: let: x y}: syntax error: invalid arithmetic operator (error token is "}")
$SHELL_NAME: line 7: let: x}: syntax error: invalid arithmetic operator (error token is "}")
## END

#### arithmetic ends at its parentheses, even in a ${ that is open
x=5
echo $((${y:-(2}+3)))
(echo $((${)); echo not reached)
(echo "$((1 + ${x))")
(echo $((${x:-3)))
(echo $((${x/a)))
(echo $[1 + ${x[2]])
((${x)); echo $?
## status: 1
## STDOUT:
5
## END
## STDERR:
$SHELL_NAME: line 3: ${: bad substitution
$SHELL_NAME: line 4: 1 + ${x: bad substitution
$SHELL_NAME: line 5: bad substitution: no closing `}' in ${x:-3
$SHELL_NAME: line 6: bad substitution: no closing `}' in ${x/a
$SHELL_NAME: line 7: 1 + ${x[2]: bad substitution
$SHELL_NAME: line 8: ${x: bad substitution
## END

#### the token where recursion is too deep is the name
(n=-n,; echo ${t[n-]}) 2>&1
(n='-n*2'; echo $((n))) 2>&1
## status: 1
## STDOUT:
$SHELL_NAME: line 1: -n,: expression recursion level exceeded (error token is "n,")
$SHELL_NAME: line 2: -n*2: expression recursion level exceeded (error token is "n*2")
## END

#### += of an integer in front of a command, without a value before
declare -i h
h+=2+3 eval 'echo $h'
(h+=4+ true; echo $?) 2>&1
## status: 1
## STDOUT:
5
$SHELL_NAME: line 3: 4+: syntax error: operand expected (error token is "+")
## END

#### subscripts are a level of recursion each
(a='b[!a]*'; echo $((a))); (a='b[c]'; c='1+a'; echo $((a[0]))); (a='1+b[a]'; x=abc; echo ${x:a})
for ((i=0;i<1100;i++)); do printf -v a$i "x[a$((i+1))]"; done; x=0
(a512=0; echo $((a1))); echo $((a0))
## status: 1
## STDOUT:
0
## END
## STDERR:
$SHELL_NAME: line 1: b[!a]*: expression recursion level exceeded (error token is "b[!a]*")
$SHELL_NAME: line 1: 1+a: expression recursion level exceeded (error token is "a")
$SHELL_NAME: line 1: 1+b[a]: expression recursion level exceeded (error token is "b[a]")
$SHELL_NAME: line 3: x[a512]: expression recursion level exceeded (error token is "x[a512]")
## END
