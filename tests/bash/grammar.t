# tests/bash/grammar.t - lists, pipelines, compound commands: what is a command and where it ends.

#### a list goes on after a failure, && and || do not
false; echo a; false && echo b || echo c; true || echo d && echo e
## STDOUT:
a
c
e
## END

#### && and || have the same precedence and group from the left
true || echo a && echo b; false && echo c || echo d
## STDOUT:
b
d
## END

#### newlines may follow && || and |
true &&

echo a
false ||
echo b | 

tr b c
## STDOUT:
a
c
## END

#### a pipeline's status is its last command's, ! inverts it
true | false; echo $?; false | true; echo $?; ! true | false; echo $?; ! ! false; echo $?
## STDOUT:
1
0
0
1
## END

#### ! alone is a true command inverted
! ; echo $?
## STDOUT:
1
## END

#### |& sends stderr along
{ echo out; echo err >&2; } |& sort
## STDOUT:
err
out
## END

#### reserved words count only where a command may start
echo if then else fi do done { } ! case esac in
if=1; echo $if
## STDOUT:
if then else fi do done { } ! case esac in
1
## END

#### a quoted reserved word is an ordinary word
\if; echo $?
"while" 2>/dev/null || echo no
## stderr-has: if: command not found
## STDOUT:
127
no
## END

#### } and { are words when they do not stand alone
echo {a} }b a} {; echo a; }
## stderr-has: syntax error near unexpected token `}'
## status: 2

#### a group needs a blank behind { and a separator before }
{ echo a; }
{ echo b
}
{ (echo c) }
## STDOUT:
a
b
c
## END

#### a group in front of && and |
{ echo b; echo a; } | sort && { false; } || echo no
## STDOUT:
a
b
no
## END

#### a subshell leaves the shell alone
x=1; (x=2; echo $x); echo $x; ( exit 3 ); echo $?
## STDOUT:
2
1
3
## END

#### parentheses nest without blanks
((echo a); echo b); ( (echo c) ); (((echo d)))
## status: 1
## STDOUT:
a
b
c
## END
## STDERR:
$SHELL_NAME: line 1: ((: (echo d): missing `)' (error token is "d)")
## END

#### (( is arithmetic when the parentheses match up
((x = 1 + 2)); echo $? $x; (( 0 )); echo $?; (( (1) )) && echo y
## STDOUT:
0 3
1
y
## END

#### (( that does not end in )) is two subshells
((echo a) ; (echo b))
((echo c); echo d) | cat
## STDOUT:
a
b
c
d
## END

#### if, elif and else
for x in 1 2 3; do if [ $x = 1 ]; then echo one; elif [ $x = 2 ]; then echo two; else echo more; fi; done
## STDOUT:
one
two
more
## END

#### an if without a true branch has status 0
if false; then echo; fi; echo $?; if false; then :; elif false; then :; fi; echo $?
## STDOUT:
0
0
## END

#### conditions are lists
if false; true; then echo a; fi; while false
true; do echo b; break; done
## STDOUT:
a
b
## END

#### while and until
i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done; until [ $i = 0 ]; do i=$((i-1)); done; echo $i
## STDOUT:
1
2
3
0
## END

#### a loop that never runs has status 0
while false; do :; done; echo $?; false; for x in; do :; done; echo $?
## STDOUT:
0
0
## END

#### for with in
for x in a "b c" d*; do echo "[$x]"; done
## STDOUT:
[a]
[b c]
[d*]
## END

#### for without in goes over the positional parameters
set -- x "y z"; for a; do echo "$a"; done; for a do echo "$a"; done; for a
do echo "$a"; done; for a; { echo "$a"; }
## STDOUT:
x
y z
x
y z
x
y z
x
y z
## END

#### for with in and nothing behind it does nothing
set a; for x in; do echo $x; done; for x in ; do echo $x; done; echo end
## STDOUT:
end
## END

#### in may stand on the next line
for x

in a b
do echo $x; done
## STDOUT:
a
b
## END

#### arithmetic for
for ((i=0;i<3;i++)); do echo $i; done; for ((;;)); do echo once; break; done
## STDOUT:
0
1
2
once
## END

#### arithmetic for with newlines, braces and a blank part
for (( i = 0 ;
 i < 2; )) { echo $((i++)); }
for ((i=0;i<1;i++))
do echo $i; done
## STDOUT:
0
1
0
## END

#### select reads the answer
select x in a b; do echo "got $x $REPLY"; break; done <<< 2
## stderr-has: 1) a
## STDOUT:
got b 2
## END

#### redirections of compound commands
for x in a b; do echo $x; done > f; { cat; echo c; } < f; if :; then cat; fi < f; ( cat ) < f
## STDOUT:
a
b
c
a
b
a
b
## END

#### redirections may stand anywhere in a simple command
> f echo a b; < f cat; echo c >> f d; cat f
## STDOUT:
a b
a b
c d
## END

#### a command of redirections only makes the file
> f; ls f; echo $?
## STDOUT:
f
0
## END

#### assignments in front of a command are for that command only
x=1; x=2 sh -c 'echo $x'; echo $x; a=1 b=2; echo $a$b
## STDOUT:
2
1
12
## END

#### an assignment word behind the command is an argument
echo a=1 b=~ c=(d) 2>/dev/null
## stderr-has: syntax error near unexpected token `('
## status: 2

#### assignments to elements, with blanks and operators in the subscript
a[0]=x; a[1 + 1]=y; a[ 3 ]+=z; i=4; a[i]=w; echo "${!a[@]}: ${a[@]}"
## STDOUT:
0 2 3 4: x y z w
## END

#### arrays: lists, subscripts, newlines and comments
a=(one "two words" # comment
  [5]=six
  seven )
declare -p a; a+=(x); echo ${#a[@]} ${a[6]} ${a[7]}
## STDOUT:
declare -a a=([0]="one" [1]="two words" [5]="six" [6]="seven")
5 seven x
## END

#### associative arrays take keys with blanks
declare -A m=([a b]=1 ["c d"]=2 [$((1+2))]=3); echo "${m[a b]}${m[c d]}${m[3]}"
## STDOUT:
123
## END

#### comments start a word
echo a#b #c
echo d # e; echo f
echo "#g" \#h
# echo i
## STDOUT:
a#b
d
#g #h
## END

#### a backslash-newline joins lines anywhere but in single quotes
ec\
ho a\
b "c\
d" 'e\
f' $\
HOME\
X a\
 b
## STDOUT:
ab cd e\
f a b
## END

#### background commands and $!
{ sleep 0; } & wait $!; echo $?; true & wait; echo $?; (exit 3) & wait $!; echo $?
## STDOUT:
0
0
3
## END

#### ; after & is an error, & ends a command
echo a & wait; eval 'true & ; true'
## stderr-has: syntax error near unexpected token `;'
## status: 2
## STDOUT:
a
## END

#### time is a reserved word in front of a pipeline only
{ time -p true; } 2>&1 | cut -d' ' -f1; echo time; TIMEFORMAT=x; time : | :; time ! true; echo $?
## stderr-has: x
## STDOUT:
real
user
sys
time
1
## END

#### coproc with and without a name
coproc { read x; echo "got $x"; }; echo hi >&${COPROC[1]}; read y <&${COPROC[0]}; echo $y; wait
coproc NAME { cat; }; echo a >&${NAME[1]}; read y <&${NAME[0]}; echo $y; eval "exec ${NAME[1]}>&-"; wait
## STDOUT:
got hi
a
## END

#### {fd} in front of a redirection picks a descriptor above 9
exec {fd}>f; echo hi >&$fd; [ $fd -ge 10 ] && echo ok; exec {fd}>&-; cat f; echo {fd} > g; cat g
## STDOUT:
ok
hi
{fd}
## END

#### a number right in front of a redirection is a descriptor
echo a 1>f; cat f; echo 1 >f; cat f; echo a1>f; cat f; echo "1">f; cat f
## STDOUT:
a
1
a1
1
## END

#### &> and >& send both
{ echo o; echo e >&2; } &> f; sort f; { echo o; echo e >&2; } >& f; sort f; echo x &>> f; sort f
## STDOUT:
e
o
e
o
e
o
x
## END

#### process substitution is a word, also inside one
cat <(echo a) <(echo b); echo x > >(cat > f); wait $!; cat f; echo pre<(:) | cut -c1-8
## STDOUT:
a
b
x
pre/dev/
## END

#### command substitutions are parsed where they stand
echo "$(echo "a )" # comment )
case x in x) echo "in)";; esac; echo 'b)')"
## STDOUT:
a )
in)
b)
## END

#### here a case pattern's ) does not end the substitution
echo $(case a in a) echo x;; (b) echo y; esac) $(case b in
a) echo x;; b) echo y;; esac)
## STDOUT:
x y
## END

#### line numbers of commands
echo $LINENO

echo $LINENO \
  $LINENO; echo "
$LINENO"
f() {
  echo $LINENO
}; f
## STDOUT:
1
3 3

5
7
## END

#### a syntax error in a later line comes after the first line ran
echo first
)
echo never
## status: 2
## STDOUT:
first
## END
## STDERR:
$SHELL_NAME: -c: line 2: syntax error near unexpected token `)'
$SHELL_NAME: -c: line 2: `)'
## END

#### in and ]] are reserved where a command may start, nowhere else
for s in in 'in a' 'true && ]] x' '{ in; }' '! in'; do eval "$s" 2>/dev/null; echo $?; done; in=5; echo in ]] $in; >f in 2>/dev/null; echo $?
## STDOUT:
2
2
2
2
2
in ]] 5
127
## END

#### eval and let: a list only behind NAME= or NAME[…]=
eval a=(1 2) b+=(3) c[0]+=(4); echo ${a[1]} $b ${c-}
for w in "''=(a)" "'a'=(a)" 'a""=(a)' '\a=(a)' '=(a)' '1=(a)' 'a-b=(a)' 'a==(1)' 'a=b=(1)' 'x[=(1)' '$a=(1)' 'a*=(2)'; do
	for c in eval let; do "$BASH" -c "$c $w" 2>&1 | grep -c 'unexpected token `('; done
done | uniq -c | tr -s ' '
let a=(1+2) b+=(3)*2 c[1]=(4); echo $a $b ${c[1]}
## STDOUT:
2 3
 24 1
3 9 4
## END
