# tests/bash/syntax_error.t - what bash says about text that does not parse, and status 2.

#### an operator where a command should be
&& a
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `&&'
$SHELL_NAME: -c: line 1: `&& a'
## END

#### two operators
a | | b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `|'
$SHELL_NAME: -c: line 1: `a | | b'
## END

#### ;; outside a case
echo ;; x
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `;;'
$SHELL_NAME: -c: line 1: `echo ;; x'
## END

#### a stray parenthesis
echo a )
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `)'
$SHELL_NAME: -c: line 1: `echo a )'
## END

#### a reserved word out of place
done
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `done'
$SHELL_NAME: -c: line 1: `done'
## END

#### fi without if, inside a list
echo a; fi
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `fi'
$SHELL_NAME: -c: line 1: `echo a; fi'
## END

#### then without a condition
if ; then a; fi
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `;'
$SHELL_NAME: -c: line 1: `if ; then a; fi'
## END

#### an empty body
while a; do done
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `done'
$SHELL_NAME: -c: line 1: `while a; do done'
## END

#### an empty group and subshell
eval '{ }'; echo $?; eval '( )'; echo $?; eval 'f() { }'; echo $?
## STDOUT:
2
2
2
## END
## STDERR:
$SHELL_NAME: eval: line 1: syntax error near unexpected token `}'
$SHELL_NAME: eval: line 1: `{ }'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `)'
$SHELL_NAME: eval: line 1: `( )'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `}'
$SHELL_NAME: eval: line 1: `f() { }'
## END

#### a redirection without a target
echo >
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `newline'
$SHELL_NAME: -c: line 1: `echo >'
## END

#### a redirection to an operator
echo > ;
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `;'
$SHELL_NAME: -c: line 1: `echo > ;'
## END

#### a word behind a compound command
{ a; } b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `b'
$SHELL_NAME: -c: line 1: `{ a; } b'
## END

#### function bodies must be compound
f() echo
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `echo'
$SHELL_NAME: -c: line 1: `f() echo'
## END

#### parentheses behind words
echo (a)
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `a'
$SHELL_NAME: -c: line 1: `echo (a)'
## END

#### the end inside a compound command
if a; then
  b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 4: syntax error: unexpected end of file
## END

#### the end inside a group, a loop, a case
eval '{ a'; eval 'while a; do'; eval 'case x in a) b'; eval 'for x in a'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
## END

#### the end inside double quotes
echo "a
b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching `"'
## END

#### the end inside single quotes
echo 'a
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching `''
## END

#### the end inside a command substitution
echo $(a
## status: 2
## STDERR:
$SHELL_NAME: -c: line 3: unexpected EOF while looking for matching `)'
## END

#### the end inside backquotes
echo `a
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching ``'
## END

#### the end inside ${ }
echo ${a
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching `}'
## END

#### the end inside arithmetic
echo $((1 + 2
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching `)'
## END

#### the end inside (( ))
((1 + 2
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: unexpected EOF while looking for matching `)'
## END

#### the end inside an array
eval 'a=(1 2'
echo done
## STDOUT:
done
## END
## STDERR:
$SHELL_NAME: eval: line 1: unexpected EOF while looking for matching `)'
## END

#### an error inside a command substitution
echo 'echo $(if)' > s; "$SH" s; echo $?
## STDOUT:
2
## END
## STDERR:
s: line 1: syntax error near unexpected token `)'
s: line 1: `echo $(if)'
## END

#### an error inside backquotes comes when it runs
echo a `if`; echo b
## STDOUT:
a
b
## END
## STDERR:
$SHELL_NAME: command substitution: line 2: syntax error: unexpected end of file
## END

#### the line number is that of the offending token
echo 1
echo 2
echo 3 )
## status: 2
## STDOUT:
1
2
## END
## STDERR:
$SHELL_NAME: -c: line 3: syntax error near unexpected token `)'
$SHELL_NAME: -c: line 3: `echo 3 )'
## END

#### and the line shown is the one it stands on
if true
then echo a; esac
fi
## status: 2
## STDERR:
$SHELL_NAME: -c: line 2: syntax error near unexpected token `esac'
$SHELL_NAME: -c: line 2: `then echo a; esac'
## END

#### for needs a name and do
eval 'for'; eval 'for x y'; eval 'for x in a; b'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 1: syntax error near unexpected token `newline'
$SHELL_NAME: eval: line 1: `for'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `y'
$SHELL_NAME: eval: line 1: `for x y'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `b'
$SHELL_NAME: eval: line 1: `for x in a; b'
## END

#### for (( )) needs three parts
eval 'for ((1;2)); do :; done'; eval 'for ((1;2;3;4)); do :; done'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 1: syntax error: arithmetic expression required
$SHELL_NAME: eval: line 1: syntax error: `((1;2))'
$SHELL_NAME: eval: line 1: syntax error: `;' unexpected
$SHELL_NAME: eval: line 1: syntax error: `((1;2;3;4))'
## END

#### case needs in
eval 'case x y'; eval 'case x in ;; esac'; eval 'case x in a|) b;; esac'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 1: syntax error near unexpected token `y'
$SHELL_NAME: eval: line 1: `case x y'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `;;'
$SHELL_NAME: eval: line 1: `case x in ;; esac'
$SHELL_NAME: eval: line 1: syntax error near unexpected token `)'
$SHELL_NAME: eval: line 1: `case x in a|) b;; esac'
## END

#### function needs a name
eval 'function'; eval 'function f'; eval 'function f x'; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: eval: line 1: syntax error near unexpected token `newline'
$SHELL_NAME: eval: line 1: `function'
$SHELL_NAME: eval: line 2: syntax error: unexpected end of file
$SHELL_NAME: eval: line 1: syntax error near unexpected token `x'
$SHELL_NAME: eval: line 1: `function f x'
## END

#### background twice
a & & b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `&'
$SHELL_NAME: -c: line 1: `a & & b'
## END

#### & before a pipe
a &| b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `|'
$SHELL_NAME: -c: line 1: `a &| b'
## END

#### eval names itself and its line
x=1
eval 'echo a
)'; echo $?
## STDOUT:
a
2
## END
## STDERR:
$SHELL_NAME: eval: line 4: syntax error near unexpected token `)'
$SHELL_NAME: eval: line 4: `)'
## END

#### a sourced file names itself
printf 'echo a\nb )\n' > lib; . ./lib; echo $?
## STDOUT:
a
2
## END
## STDERR:
./lib: line 2: syntax error near unexpected token `)'
./lib: line 2: `b )'
## END

#### an error ends the text, lines before it have run
echo one
echo two; done
echo three
## status: 2
## STDOUT:
one
## END
## STDERR:
$SHELL_NAME: -c: line 2: syntax error near unexpected token `done'
$SHELL_NAME: -c: line 2: `echo two; done'
## END

#### an alias shows the line as it was written
shopt -s expand_aliases
alias x='echo a )'
x b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 3: syntax error near unexpected token `)'
$SHELL_NAME: -c: line 3: `x b'
## END

#### a newline where a word should be
cat <<
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `newline'
$SHELL_NAME: -c: line 1: `cat <<'
## END

#### the operator that is wrong is named whole
a &&& b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `&'
$SHELL_NAME: -c: line 1: `a &&& b'
## END

#### ;;& outside a case
a ;;& b
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `;;&'
$SHELL_NAME: -c: line 1: `a ;;& b'
## END

#### conditional commands
eval '[[ a b ]]' 2>&1 | head -1 | sed 's/.*: //'; eval '[[ a == ]]' 2>&1 | sed 's/.*: //'; eval '[[ -f' 2>&1 | sed 's/.*: //'
## STDOUT:
conditional binary operator expected
unexpected argument `]]' to conditional binary operator
unexpected argument `newline' to conditional unary operator
## END

#### -n reads without running
echo 'echo a; if' | "$SH" -n 2>/dev/null; echo $?; echo 'echo a' | "$SH" -n; echo $?
## STDOUT:
2
0
## END

#### a script with an error has status 2
printf 'echo a\nif\n' > s; "$SH" s 2>/dev/null; echo $?
## STDOUT:
a
2
## END

#### control characters are quoted
eval $'echo a\n\001 )\001' 2>&1 | cat -v | sed "s/^$SHELL_NAME: //"
## STDOUT:
a
eval: line 2: syntax error near unexpected token `)'
eval: line 2: `^A )^A'
## END

#### a line that was continued is shown from its last backslash-newline on
printf 'echo a \\\n  b \\\n  c ( d\n' > s; "$SH" s
printf 'echo "x\ny" \\\n z ) \\\n w\n' > s; "$SH" s
printf 'case a in\n\ta | \\\n\tb | (c)) ;; esac\n' > s; "$SH" s
## status: 2
## STDERR:
s: line 3: syntax error near unexpected token `('
s: line 3: `  c ( d'
s: line 3: syntax error near unexpected token `)'
s: line 3: ` z ) \'
s: line 3: syntax error near unexpected token `('
s: line 3: `	b | (c)) ;; esac'
## END

#### here-documents of a list are read before what stands behind it is an error
printf 'cat <<E; ) x\nfoo\nE\n' > s; "$SH" s
printf 'cat <<E & ) x\nfoo\nE\n' > s; "$SH" s
printf 'cat <<E && ) x\nfoo\nE\n' > s; "$SH" s
## status: 2
## STDERR:
s: line 3: syntax error near unexpected token `)'
s: line 3: `cat <<E; ) x'
s: line 3: syntax error near unexpected token `)'
s: line 3: `cat <<E & ) x'
s: line 1: syntax error near unexpected token `)'
s: line 1: `cat <<E && ) x'
## END

#### a transformation that the text ends in
for text in '${x@' '${!x@' '"${x@' '`${!x@`'; do "$SH" -c "echo $text" 2>&1 | sed 's/.*: line/line/'; done
## STDOUT:
line 1: unexpected EOF while looking for matching `}'
line 1: unexpected EOF while looking for matching `}'
line 1: unexpected EOF while looking for matching `}'
line 1: unexpected EOF while looking for matching `}'

## END

#### lengths that are none, one in another, are read once each
deep='x'; for ((i = 0; i < 60; i++)); do deep="\${#x[$deep]y}"; done
"$SH" -c "echo $deep" 2>&1 | grep -c 'bad substitution'
## STDOUT:
1
## END

#### an element of a list that has no end is an error twice
for script in 'a=("x' 'a=(${x' 'a=($(x' 'a=([x' 'declare a=(x [y' 'a=(x' "a=(x 'y
z"; do
	(eval "$script")
	echo $?
done
## STDOUT:
1
1
1
1
1
1
1
## END
## STDERR:
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `"'
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `}'
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `]'
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `]'
$SHELL_NAME: eval: line 4: syntax error: unexpected end of file
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `''
$SHELL_NAME: eval: line 5: syntax error: unexpected end of file
## END

#### whatever is open in $( the text that ends in it lacks its )
for script in 'echo $({ x' 'echo $(if x' 'echo $(x &&' 'echo $( (x' 'echo $(case x in' 'echo $((1
2' 'echo $((x) function f' 'echo `{ x`'; do
	(eval "$script")
	echo $?
done
## STDOUT:
2
2
2
2
2
2
2

0
## END
## STDERR:
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 4: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `)'
$SHELL_NAME: eval: line 3: unexpected EOF while looking for matching `)'
$SHELL_NAME: command substitution: line 4: syntax error: unexpected end of file
## END

#### --pretty-print: commands as declare -f has them, a line for blanks and comments
cat > s <<'S'
# one
# two
echo a   b;echo $"c"


if x; then y; fi # more
# three
function f { case $1 in a|b) z;; esac; } >&2
while :; do cat <<-E; done
	body
	E
S
"$BASH" --pretty-print s
## STDOUT:

echo a b; echo "c"

if x; then
    y;
fi

f () 
{ 
    case $1 in 
        a | b)
            z
        ;;
    esac
} 1>&2
while :; do
    cat <<-E
body
E

done

## END

#### a subscript that does not end before a parenthesis, behind eval and let
$SH -c 'eval a[(1)' 2>/dev/null; echo $?; $SH -c 'let a[[b](1)' 2>/dev/null; echo $?
eval a=(7 8) b[1]=x; echo ${a[*]} ${b[1]}
## STDOUT:
2
2
7 8 x
## END
