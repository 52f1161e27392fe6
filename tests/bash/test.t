# tests/bash/test.t - test and [.
## setup: touch f; mkdir d; ln -s f l; ln -s nowhere dead; echo x > full; chmod 755 full

#### one argument: is it null?
test; echo $?; test ''; echo $?; test x; echo $?; test -f; echo $?; test !; echo $?
## STDOUT:
1
1
0
0
0
## END

#### two arguments
test -n x; echo $?; test -z x; echo $?; test ! x; echo $?; test ! ''; echo $?
## STDOUT:
0
1
1
0
## END

#### three arguments
test a = a; echo $?; test a == b; echo $?; test a != b; echo $?; test x -a ''; echo $?; test x -o ''; echo $?; test ! -n x; echo $?; test '(' x ')'; echo $?
## STDOUT:
0
1
0
1
0
1
0
## END

#### four arguments
test ! a = a; echo $?; test '(' -n x ')'; echo $?
## STDOUT:
1
0
## END

#### more
test a = a -a b = b -o x; echo $?; test '(' '' -o y ')' -a z; echo $?; test ! x -a y; echo $?
## STDOUT:
0
0
1
## END

#### operands that look like operators
test = = =; echo $?; test -n = x; echo $?; test '!' = '!'; echo $?; test '(' = '('; echo $?; test -a -a -a; echo $?
## STDOUT:
0
1
0
0
0
## END

#### integers
test 1 -lt 2; echo $?; test 2 -le 2; echo $?; test 3 -gt 3; echo $?; test 3 -ge 3; echo $?; test 010 -eq 10; echo $?; test ' 5 ' -eq 5; echo $?; test -1 -ne 1; echo $?
## STDOUT:
0
0
1
0
0
0
0
## END

#### what is no integer
test a -eq 1; echo $?; test 1 -eq ''; echo $?; test 0x1 -eq 1; echo $?
## STDOUT:
2
2
2
## END
## STDERR:
$SHELL_NAME: line 1: test: a: integer expression expected
$SHELL_NAME: line 1: test: : integer expression expected
$SHELL_NAME: line 1: test: 0x1: integer expression expected
## END

#### strings by order
test a \< b; echo $?; test b \< a; echo $?; test b '>' a; echo $?
## STDOUT:
0
1
0
## END

#### files
for t in -e -f -d -h -s -x -a; do for f in f d l dead full nope; do test $t $f; printf $?; done; echo; done
## STDOUT:
000101
010101
101111
110011
101101
101101
000101
## END

#### permissions
test -r f; echo $?; test -w f; echo $?; test -x f; echo $?; test -x full; echo $?
## STDOUT:
0
0
1
0
## END

#### owners
test -O f; echo $?; test -G f; echo $?; test -u f; echo $?; test -k d; echo $?
## STDOUT:
0
0
1
1
## END

#### newer, older, same
touch -d 2001-01-01 old; test f -nt old; echo $?; test f -ot old; echo $?; test f -ef l; echo $?; test f -nt nope; echo $?; test nope -ot f; echo $?; test nope -nt nope; echo $?
## STDOUT:
0
1
0
0
0
1
## END

#### -v
x=1; y=; a=(1); declare -A h=([k]=v); for v in x y nope a 'a[0]' 'a[1]' 'h[k]' 'h[z]' 'a[@]' h; do test -v "$v"; printf "$? "; done; echo
## stdout-json: "0 0 1 0 0 1 0 1 0 1 \n"

#### -v with positional parameters
set -- a; test -v 1; echo $?; test -v 2; echo $?
## STDOUT:
0
1
## END

#### -R
declare -n r=x; x=1; test -R r; echo $?; test -R x; echo $?
## STDOUT:
0
1
## END

#### -o options
test -o errexit; echo $?; set -f; test -o noglob; echo $?; test -o nosuch; echo $?
## STDOUT:
1
0
1
## END

#### -t
test -t 0; echo $?; test -t 99; echo $?
## STDOUT:
1
1
## END

#### [ needs its bracket
[ x; echo $?; [ ]; echo $?; [ a = a ]; echo $?
## STDOUT:
2
1
0
## END
## STDERR:
$SHELL_NAME: line 1: [: missing `]'
## END

#### unary operators that are none
test -q x; echo $?; test x y; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: test: -q: unary operator expected
$SHELL_NAME: line 1: test: x: unary operator expected
## END

#### binary operators that are none
test a b c; echo $?; test 1 -foo 2; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: test: b: binary operator expected
$SHELL_NAME: line 1: test: -foo: binary operator expected
## END

#### too many arguments
test a b c d; echo $?; test a = b c d; echo $?
## STDOUT:
2
2
## END
## STDERR:
$SHELL_NAME: line 1: test: too many arguments
$SHELL_NAME: line 1: test: too many arguments
## END

#### an unclosed parenthesis
test '(' a = a; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: test: `)' expected
## END

#### ! in a row
test ! ! x; echo $?; test ! ! ! x; echo $?
## STDOUT:
0
1
## END

#### pipes and devices
mkfifo p; test -p p; echo $?; test -c /dev/null; echo $?; test -b /dev/null; echo $?; test -S f; echo $?
## STDOUT:
0
0
1
1
## END

#### numbers beyond 64 bits
test 99999999999999999999 -eq 1; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: test: 99999999999999999999: integer expression expected
## END

#### -v of what only begins with a digit
set -- a
[ -v 1 ]; echo $?
[ -v 1x ]; echo $?
[[ -v 0} ]]; echo $?
## stdout-json: "0\n1\n1\n"

#### what is left of more than four arguments
test -- -- -- -- 
test -z -- -- o p q
test a b c d e
test '(' b c d e
test '(' b
test '(' b = c -a
## status: 2
## STDERR:
$SHELL_NAME: line 1: test: syntax error: `--' unexpected
$SHELL_NAME: line 2: test: syntax error: `--' unexpected
$SHELL_NAME: line 3: test: too many arguments
$SHELL_NAME: line 4: test: `)' expected, found c
$SHELL_NAME: line 5: test: (: unary operator expected
$SHELL_NAME: line 6: test: argument expected
## END

#### brackets in a subscript that is no operand
[[ [[:digit:]]* -ne -n ]] 2>&1
[[ 3 -eq [[.a.]]+ ]] 2>&1
x='[[a]]'; [[ $x -eq 3 ]] 2>&1
[[ [ -eq 3 ]] 2>&1
## status: 1
## STDOUT:
$SHELL_NAME: line 1: [[: [\[:digit:\]]*: syntax error: operand expected (error token is "[\[:digit:\]]*")
$SHELL_NAME: line 2: [[: [\[.a.\]]+: syntax error: operand expected (error token is "[\[.a.\]]+")
$SHELL_NAME: line 3: [[: [[a]]: syntax error: operand expected (error token is "[[a]]")
$SHELL_NAME: line 4: [[: [: syntax error: operand expected (error token is "[")
## END
