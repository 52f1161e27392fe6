# tests/bash/extglob.t - ?( ) *( ) +( ) @( ) !( ) in case, [[ ]] and operators.

#### at most once
shopt -s extglob; for x in b ab aab; do case $x in ?(a)b) echo $x;; esac; done
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `('
$SHELL_NAME: -c: line 1: `shopt -s extglob; for x in b ab aab; do case $x in ?(a)b) echo $x;; esac; done'
## END

#### any number
shopt -s extglob; for x in '' a abab c; do [[ $x == *(a|b) ]] && echo "[$x]"; done
## status: 1
## STDOUT:
[]
[a]
[abab]
## END

#### at least once
shopt -s extglob; for x in '' a abab; do [[ $x == +(ab|a) ]] && echo "[$x]"; done
## STDOUT:
[a]
[abab]
## END

#### one of them
shopt -s extglob; for x in jpg png gif; do case $x in @(jpg|png)) echo $x;; esac; done
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `('
$SHELL_NAME: -c: line 1: `shopt -s extglob; for x in jpg png gif; do case $x in @(jpg|png)) echo $x;; esac; done'
## END

#### none of them
shopt -s extglob; for x in a.c a.h Makefile; do [[ $x == !(*.c|*.h) ]] && echo $x; done
## STDOUT:
Makefile
## END

#### [[ ]] needs no option
[[ foobar == foo@(bar|baz) ]]; echo $?
## STDOUT:
0
## END

#### nested
shopt -s extglob; [[ abcbc == a+(b@(c|d)) ]]; echo $?; [[ xyz == !(a*|!(x*)) ]]; echo $?
## STDOUT:
0
0
## END

#### empty alternatives
shopt -s extglob; for x in ac abc; do [[ $x == a@(|b)c ]] && echo $x; done
## STDOUT:
ac
abc
## END

#### with stars and brackets inside
shopt -s extglob; [[ file123.txt == +([a-z])+([0-9]).@(txt|md) ]]; echo $?
## STDOUT:
0
## END

#### quoted parentheses are text
shopt -s extglob; [[ '@(a)' == '@(a)' ]]; echo $?; [[ 'a)' == @(a\)|b) ]]; echo $?
## STDOUT:
0
0
## END

#### from variables
shopt -s extglob; p='+(a|b)'; [[ abba == $p ]]; echo $?; [[ abba == "$p" ]]; echo $?; case ab in $p) echo case;; esac
## STDOUT:
0
1
case
## END

#### in ${x##…}
shopt -s extglob; x='   pad  '; x=${x##+([[:space:]])}; echo "<${x%%+([[:space:]])}>"
## STDOUT:
<pad>
## END

#### negation of the null string
shopt -s extglob; [[ '' == !(a) ]]; echo $?; [[ a == !() ]]; echo $?; [[ '' == !() ]]; echo $?
## STDOUT:
0
0
1
## END

#### many alternatives against a long text
shopt -s extglob; x=$(printf 'ab%.0s' {1..8}); [[ $x == *(a|b|ab)c ]]; echo $?
## STDOUT:
1
## END

#### without the option they are ordinary characters
shopt -u extglob; x='a(b'; case $x in a\(b) echo same;; esac
## STDOUT:
same
## END
