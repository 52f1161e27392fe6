#### an error in elements costs their line and is a 1
(exit 7)
x=(1 & 2); echo same line
echo next $?
## STDOUT:
next 1
## END
## STDERR:
$SHELL_NAME: -c: line 2: syntax error near unexpected token `&'
$SHELL_NAME: -c: line 2: `x=(1 & 2); echo same line'
## END

#### elements without an end
printf 'echo a\nx=(1\n2\n' > s; "$SH" s 2>/dev/null; echo $?
## STDOUT:
a
1
## END

#### an error in elements goes on in eval and in a sourced file
eval 'x=(1 | 2)
echo in $?' 2>/dev/null; echo out $?
printf 'declare y=(3 ; 4)\necho file $?\n' > f; . ./f 2>/dev/null; eval 'x+=(;)' 2>/dev/null
echo $?
## STDOUT:
in 1
out 0
file 1
1
## END

#### an error in elements ends a posix shell
"$SH" -o posix -c 'echo a
x=(1 & 2)
echo b' 2>/dev/null; echo $?
printf 'set -o posix\nx=(&)\necho b\n' > s; "$SH" s 2>/dev/null; echo $?
## STDOUT:
a
127
1
## END

#### an error in elements ends a command substitution that reads them from eval
v=$(eval 'x=(1 & 2)
echo in' 2>/dev/null); echo "$? $v"
## STDOUT:
1 
## END

#### an error in a condition ends the text and leaves the status
printf '(exit 7)\n[[ a b ]]\necho no\n' > s; "$SH" s 2>/dev/null; echo $?
"$SH" -c '[[ ]]; echo no' 2>/dev/null; echo $?
"$SH" -c '(exit 3)
if [[ -f ]]; then echo no; fi' 2>/dev/null; echo $?
## STDOUT:
7
0
3
## END

#### a condition without an end makes a success a 2
"$SH" -c '[[ a' 2>/dev/null; echo $?; "$SH" -c '(exit 4)
[[ a' 2>/dev/null; echo $?
## STDOUT:
2
4
## END

#### an error in a condition is a 2 for eval
(exit 5); eval '[[ a b ]]' 2>/dev/null; echo $?
## STDOUT:
2
## END

#### an error in a command substitution ends the shell
printf 'trap "echo end \\$?" EXIT\necho $(if)\necho no\n' > s; "$SH" s 2>/dev/null; echo $?
"$SH" -c 'echo "$(fi)"; echo no' 2>/dev/null; echo $?
## STDOUT:
end 2
2
127
## END

#### an error in a command substitution that eval reads ends the shell
printf 'trap "echo end \\$?" EXIT\neval "echo \\$(;)"\necho no\n' > s; "$SH" s 2>/dev/null; echo $?
(eval 'echo $(if)' 2>/dev/null; echo no); echo $?
## STDOUT:
end 257
1
1
## END

#### a command substitution without an end is an ordinary error
"$SH" -c 'echo $(if' 2>/dev/null; echo $?; eval 'echo $(echo ' 2>/dev/null; echo $?
## STDOUT:
2
2
## END

#### set -e leaves after the first line of the message
for text in 'fi' 'x=(&)
echo no' '[[ a b ]]' '[[ ]]'; do
	"$SH" -ec "$text" 2>e; echo $?; sed 's/^[^:]*: //' e
done
## STDOUT:
2
-c: line 1: syntax error near unexpected token `fi'
2
-c: line 1: syntax error near unexpected token `&'
2
-c: line 1: conditional binary operator expected
0
## END

#### posix mode: a bad assignment in front of a command abandons it, of a special builtin the shell
set -o posix; readonly r=1
r=2 true; echo not reached
a[1]=x true
echo $?; (r=2 :; echo not reached); echo $?; eval 'r=2 true
echo in'; echo $?
a[1+]=3; echo not reached
## status: 1
## STDOUT:
1
1
in
0
## END
## stderr-has: line 3: `a[1]': not a valid identifier

#### lines go on counting behind elements that do not parse
a=(!(x))
{ b=(!(x))
:
echo $LINENO
## stdout: 4
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `('
$SHELL_NAME: -c: line 1: `a=(!(x))'
$SHELL_NAME: -c: line 2: syntax error near unexpected token `('
$SHELL_NAME: -c: line 2: `{ b=(!(x))'
## END

#### a text that ends in a quote or ${ ends with the status of the command before, a failure
for end in "'" '"' '${' '$((' '((' '`' '$(' 'if'; do
	for before in '(exit 5)' true; do
		printf '%s\n%s\n' "$before" "$end" >t.sh
		$SH t.sh 2>/dev/null
		echo -n "$? "
		$SH -c "$(cat t.sh)" 2>/dev/null
		echo -n "$? "
		eval "$(cat t.sh)" 2>/dev/null
		echo "$? $end"
	done
done
## STDOUT:
5 5 2 '
2 2 2 '
5 5 2 "
2 2 2 "
5 5 2 ${
2 2 2 ${
5 5 2 $((
2 2 2 $((
5 5 2 ((
2 2 2 ((
5 5 2 `
2 2 2 `
2 2 2 $(
2 2 2 $(
2 2 2 if
2 2 2 if
## END

#### for (( with one ) only is an error without a word, and without a status
cd "$(mktemp -d)"; n=0
try() { printf "$1" > s; "$BASH" s 2>&1; echo "$?"; }
try 'false\nfor (()x\necho no\n'; try 'for (()x"" y'; try 'if declare\nfor (()v""'; try 'for (()'; try 'for ((1;2;3) x'; try '(exit 4)\nfor (()'
try 'for (()x "open\n'; try 'for (())"open'; try 'echo a; for (()"not open\n'; try 'eval "for (()x"; echo $?'
## STDOUT:
1
0
0
2
0
4
s: line 1: unexpected EOF while looking for matching `"'
2
s: line 1: unexpected EOF while looking for matching `"'
2
0
2
0
## END

#### the parts of a for (( )) are counted behind its body; what is left of the line is looked at
cd "$(mktemp -d)"
try() { printf "$1" > s; "$BASH" s 2>&1; echo "$?"; }
try 'for ((1)); do echo x; done; echo y\n'; try 'for ((1)); do echo x; done "open\n'; try 'for ((1;2))\ndo )\ndone\n'; try 'for ((1)) x\n'
try 'for ((1;2;3;4)) { echo x; }'; try 'for ((1))'; try 'x=$(for ((1)); do :; done); echo $?'
## STDOUT:
s: line 1: syntax error: arithmetic expression required
s: line 1: syntax error: `((1))'
2
s: line 1: syntax error: arithmetic expression required
s: line 1: syntax error: `((1))'
s: line 1: unexpected EOF while looking for matching `"'
2
s: line 2: syntax error near unexpected token `)'
s: line 2: `do )'
2
s: line 1: syntax error near unexpected token `x'
s: line 1: `for ((1)) x'
2
s: line 1: syntax error: `;' unexpected
s: line 1: syntax error: `((1;2;3;4))'
2
s: line 2: syntax error: unexpected end of file
2
s: line 1: syntax error: arithmetic expression required
s: line 1: syntax error: `((1))'
2
## END

#### PIPESTATUS of what cannot be parsed
cd "$(mktemp -d)"
try() { printf "$1" > s; "$BASH" s 2>/dev/null; }
set_trap='trap "echo \$? \${PIPESTATUS[@]}" EXIT\nfalse | true\n'
for text in ')' 'x=(( ' '"open' '[[ a b' '[[ a b\n:' 'x=$(fi)' 'x=$([[ a b )' 'for (()x' 'for (()x\n' 'for ((1)); do :; done'; do try "$set_trap$text"; done
printf 'nosuch\nx=((\necho $PIPESTATUS $?\n' > s; "$BASH" s 2>/dev/null
## STDOUT:
2 2
1 1
2 1 0
0 1 0
0 1 0
2 2
1 1
0 1 0
0 1 0
2 2
1 1
## END

#### an error of [[ ]] in a $( ) keeps a failure as the status
cd "$(mktemp -d)"
try() { printf "$1" > s; "$BASH" s 2>/dev/null; echo "$?"; }
try 'x=$([[ a b )\necho no'; try '(exit 5)\nx=$([[ a b ); echo no'; try '(exit 5)\n: <([[ a b ); echo no'; try '(exit 5)\nx=$([[ a ==\n)'; try 'x=$(for (()x)'
try '(exit 5); (eval "x=\$([[ a b )"; echo $?)'; try '(exit 5); eval "x=\$([[ a b )"; echo no'; try 'x=$([[ '
## STDOUT:
1
5
5
5
1
5
5
2
## END
