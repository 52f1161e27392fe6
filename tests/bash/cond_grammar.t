# tests/bash/cond_grammar.t - how [[ ]] is read (bash manual 3.2.5.2).

#### a word is true when it is not empty
[[ a ]] && echo 1; [[ "" ]] || echo 2; [[ $unset ]] || echo 3; [[ = ]] && echo 5
## STDOUT:
1
2
3
5
## END

#### unary operators
touch f; [[ -f f && -e f && ! -d f ]] && echo 1; [[ -z '' && -n x ]] && echo 2; [[ -d . ]] && echo 3; x=1; [[ -v x && ! -v y ]] && echo 4; [[ -o errexit ]] || echo 5
## STDOUT:
1
2
3
4
5
## END

#### binary operators
[[ a = a && a == a && a != b ]] && echo 1; [[ a < b && b > a ]] && echo 2; [[ 1 -eq 1 && 1 -ne 2 && 1 -lt 2 && 2 -le 2 && 3 -gt 2 && 3 -ge 3 ]] && echo 3
## STDOUT:
1
2
3
## END

#### && binds closer than ||, ! closest
[[ a || b && '' ]] && echo 1; [[ ! a || b ]] && echo 2; [[ ! '' && '' ]] || echo 3; [[ ! a && b ]] || echo 4
## STDOUT:
1
2
3
4
## END

#### parentheses
[[ ( a || b ) && '' ]] || echo 1; [[ ! ( a && '' ) ]] && echo 2; [[ (a) ]] && echo 3; [[ ( ( a ) ) ]] && echo 4; [[ (a == a)&&(b == b) ]] && echo 5
## STDOUT:
1
2
3
4
5
## END

#### several ! cancel
[[ ! ! a ]] && echo 1; [[ ! ! ! a ]] || echo 2
## STDOUT:
1
2
## END

#### newlines around terms and operators
[[ a == a
&& b == b ||
c ]] && echo 1; [[ (
a == a
) ]] && echo 2; [[
a ]] && echo 3
## STDOUT:
1
2
3
## END

#### words are not split and not globbed
touch f1 f2; x='a b'; [[ $x == 'a b' ]] && echo 1; [[ f* == 'f*' ]] && echo 2; [[ -f $(echo f1) ]] && echo 3; y=; [[ $y == '' ]] && echo 4; [[ -n $x ]] && echo 5
## STDOUT:
1
2
3
4
5
## END

#### the right side of == is a pattern, quoted parts are not
[[ abc == a* ]] && echo 1; [[ abc == "a*" ]] || echo 2; [[ 'a*' == a\* ]] && echo 3; x='a*'; [[ abc == $x ]] && echo 4; [[ abc == "$x" ]] || echo 5; [[ abc == a"b"? ]] && echo 6; [[ abc != *d* ]] && echo 7
## STDOUT:
1
2
3
4
5
6
7
## END

#### extglob is on there
[[ foobar == @(foo|bar)+(bar) ]] && echo 1; [[ x == !(y) ]] && echo 2; [[ 12 == +([0-9]) ]] && echo 3; [[ ab == ?(x)a* ]] && echo 4
## STDOUT:
1
2
3
4
## END

#### =~ takes parentheses, bars and blanks in parentheses
[[ abc =~ ^(a)(b|x)c$ ]] && echo "${BASH_REMATCH[@]}"; [[ b =~ a|b ]] && echo 1; [[ "a b" =~ (a b) ]] && echo 2; [[ "x y" =~ x\ y ]] && echo 3; [[ a =~ (a)(b)?$ ]] && echo "${#BASH_REMATCH[@]}"
## STDOUT:
abc a b
1
2
3
3
## END

#### =~ quoted parts are literal
[[ abc =~ "a.c" ]] || echo 1; [[ a.c =~ "a.c" ]] && echo 2; [[ abc =~ a"."c ]] || echo 3; x='a.c'; [[ abc =~ $x ]] && echo 4; [[ abc =~ "$x" ]] || echo 5; [[ 'a|b' =~ a\|b ]] && echo 6; [[ 'a(b' =~ a\(b ]] && echo 7; [[ '$' =~ \$ ]] && echo 8
## STDOUT:
1
2
3
4
5
6
7
8
## END

#### =~ bracket expressions and intervals
[[ a1 =~ ^[[:alpha:]][0-9]$ ]] && echo 1; [[ aaa =~ ^a{3}$ ]] && echo 2; [[ 'a]' =~ []] ]] && echo 3; [[ a-b =~ [^a-z] ]] && echo "$BASH_REMATCH"; [[ 'x y' =~ [[:space:]] ]] && echo 4
## STDOUT:
1
2
3
-
4
## END

#### =~ with a bad expression is status 2
x='('; [[ a =~ $x ]]; echo $?; x='a[';  [[ a =~ $x ]]; echo $?
## STDOUT:
2
2
## END

#### arithmetic operands are expressions
x=5; [[ x -eq 5 && x+1 -gt 5 && 010 -eq 8 && "2 * 3" -eq 6 ]] && echo 1; [[ '' -eq 0 ]] && echo 2
## STDOUT:
1
2
## END

#### -v with arrays
a=(1 2); declare -A m=([k]=v); [[ -v a && -v a[1] && ! -v a[5] && -v m[k] && ! -v m[z] ]] && echo 1; i=1; [[ -v a[i] ]] && echo 2
## STDOUT:
1
2
## END

#### quoted operators are words
[[ "(" == "(" ]] && echo 2; [[ '<' == \< ]] && echo 3; [[ "]]" == ']]' ]] && echo 4; [[ "!" ]] && echo 5; [[ '-f' ]] && echo 6
## STDOUT:
2
3
4
5
6
## END

#### words of the grammar as operands
[[ if == if ]] && echo 1; [[ a=b ]] && echo 2; [[ x == x ]] && echo 3; [[ do ]] && echo 4; [[ in == i? ]] && echo 5
## STDOUT:
1
2
3
4
5
## END

#### tests are lazy
[[ '' && $(echo no >&2) ]]; [[ a || $(echo no >&2) ]]; echo $?
## STDOUT:
0
## END

#### status
[[ a ]]; echo $?; [[ '' ]]; echo $?; [[ a == b ]]; echo $?; ! [[ a ]]; echo $?
## STDOUT:
0
1
1
1
## END

#### in if, while, && lists and with redirections
if [[ a == a ]]; then echo 1; fi; i=0; while [[ $i -lt 2 ]]; do echo $((i++)); done; [[ a ]] > f && echo 2; [[ a ]] && [[ b ]] || echo no
## STDOUT:
1
0
1
2
## END

#### ]] must stand alone
[[ a]] == 'a]]' ]] && echo 1; [[ x == x]]* ]] || echo 2
## STDOUT:
1
2
## END

#### [[ is a reserved word: quoted it is a command
\[[ a ]] 2>/dev/null; echo $?; "[[" a 2>/dev/null; echo $?
## STDOUT:
127
127
## END

#### comments and line continuation
[[ a == a \
]] && echo 1; [[ a == a && # comment
b ]] && echo 2; [[ b == b # comment
]] && echo 3
## STDOUT:
1
2
3
## END

#### string order
[[ a < b ]] && echo 1; [[ 10 < 9 ]] && echo 2; [[ B < a ]] && echo 3; [[ ab > aa ]] && echo 4; [[ '' < a ]] && echo 5
## STDOUT:
1
2
3
4
5
## END

#### file ages
touch -d @1 o; touch -d @2 n; ln o o2; [[ n -nt o && o -ot n && o -ef o2 && n -nt none && none -ot n ]] && echo 1; [[ n -ef o ]] || echo 2
## STDOUT:
1
2
## END

#### nocasematch
shopt -s nocasematch; [[ ABC == abc && ABC =~ b ]] && echo 1; [[ A < a ]]; echo $?
## STDOUT:
1
0
## END

#### nested quotes and substitutions
[[ "$(echo "a b")" == "a b" && ${x:-"c d"} == 'c d' && `echo e` == e ]] && echo 1
## STDOUT:
1
## END

#### BASH_REMATCH is kept after a failed match as empty
[[ abc =~ b ]]; echo "${BASH_REMATCH[0]}"; [[ abc =~ z ]]; echo "${#BASH_REMATCH[@]}"
## STDOUT:
b
0
## END

#### process substitution and special files
[[ -e <(:) ]] && echo 1; [[ -e /dev/fd/0 ]] && echo 2; [[ -c /dev/null ]] && echo 3
## STDOUT:
1
2
3
## END

#### declare -f prints it with -n and blanks
f() { [[ a&&(b||! -f c)&&d==e ]]; [[ x =~ a|(b c) ]]; [[ a < b ]]; }; declare -f f
## STDOUT:
f () 
{ 
    [[ -n a && ( -n b || ! -f c ) && -n d==e ]];
    [[ x =~ a|(b c) ]];
    [[ a < b ]]
}
## END

#### behind a wrong [[ what is left of the line is read, and may be wrong in turn
for script in '[[ ; "x' '[[ a && ]] ${x' '[[ a b
echo next' '[[ -f
`x
echo next' '[[ a; $(if); "x' '[[ ; x' 'false
[[ ; $((1'; do
	(eval "$script")
	echo $?
done
## STDOUT:
2
2
2
2
1
2
2
## END
## STDERR:
$SHELL_NAME: eval: line 6: unexpected token `;' in conditional command
$SHELL_NAME: eval: line 6: unexpected EOF while looking for matching `"'
$SHELL_NAME: eval: line 6: unexpected EOF while looking for matching `}'
$SHELL_NAME: eval: line 6: conditional binary operator expected
$SHELL_NAME: eval: line 6: unexpected argument `newline' to conditional unary operator
$SHELL_NAME: eval: line 7: unexpected EOF while looking for matching ``'
$SHELL_NAME: eval: line 6: unexpected token `;', conditional binary operator expected
$SHELL_NAME: eval: line 6: syntax error near unexpected token `)'
$SHELL_NAME: eval: line 6: `[[ a; $(if); "x'
$SHELL_NAME: eval: line 6: unexpected token `;' in conditional command
$SHELL_NAME: eval: line 7: unexpected token `;' in conditional command
$SHELL_NAME: eval: line 7: unexpected EOF while looking for matching `)'
## END
