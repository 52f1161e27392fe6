# tests/bash/case.t - case (bash manual 3.2.5.2).

#### first match wins
case abc in b*) echo b;; a*) echo a;; *) echo any;; esac
## STDOUT:
a
## END

#### several patterns, with and without the opening parenthesis
for x in a b c d; do case $x in a|b) echo ab;; (c | d) echo cd; esac; done
## STDOUT:
ab
ab
cd
cd
## END

#### no match is status 0, a match the list's
case x in y) false;; esac; echo $?; case x in x) false;; esac; echo $?; case x in x) ;; esac; echo $?; false; case x in x) ;; esac; echo $?
## STDOUT:
0
1
0
0
## END

#### ;& runs the next list without testing
case a in a) echo 1;& b) echo 2;& c) echo 3;; d) echo 4;; esac
## STDOUT:
1
2
3
## END

#### ;;& tests the following patterns
case abc in a*) echo 1;;& *b*) echo 2;;& x) echo 3;;& *c) echo 4;; *) echo 5;; esac
## STDOUT:
1
2
4
## END

#### ;& at the end
case a in a) echo 1;& esac; case a in a) echo 2;;& esac; case a in b) ;; a) echo 3 ;& esac
## STDOUT:
1
2
3
## END

#### the last ;; may be missing
case a in a) echo x
esac
case a in a) echo y; esac
## STDOUT:
x
y
## END

#### newlines and comments everywhere
case a

in # c1

# c2
a) # c3

echo x # c4

;; # c5

b)
;;
esac
## STDOUT:
x
## END

#### an empty case
case x in esac; echo $?; case $(echo side >&2) in
esac
## STDOUT:
0
## END

#### esac as word and pattern
case esac in (esac) echo 1;; esac; case in in in) echo 2;; esac; case case in case) echo 3;; esac; case if in if) echo 4; esac
## STDOUT:
1
2
3
4
## END

#### words that look reserved inside
case a in a) if true; then echo x; fi;; esac; case a in a) case b in b) echo nested;; esac;; esac
## STDOUT:
x
nested
## END

#### quoted pattern characters are literal
for x in '*' 'a' '?' '[a]'; do case $x in '*') echo star;; \?) echo q;; "[a]") echo br;; *) echo other;; esac; done
## STDOUT:
star
other
q
br
## END

#### a pattern from a variable is active unless quoted
p='a*'; case abc in $p) echo 1;; esac; case abc in "$p") echo 2;; *) echo 3;; esac; case 'a*' in "$p") echo 4;; esac
## STDOUT:
1
3
4
## END

#### a mix of quoted and unquoted
x='a*b'; case $x in a'*'?) echo 1;; esac; case aXb in a'*'?) echo no;; a*?) echo 2;; esac
## STDOUT:
1
2
## END

#### bracket expressions
for x in a 5 - ']' Z; do case $x in [[:digit:]]) echo digit;; [!a-z]*[-]) echo no;; [-]) echo dash;; []]) echo bracket;; [^a-z]) echo not;; [a-z]) echo letter;; esac; done
## STDOUT:
letter
digit
dash
bracket
not
## END

#### the word is expanded but not split or globbed
touch f1 f2; x='a b'; case $x in 'a b') echo 1;; esac; case f* in 'f*') echo 2;; esac; case ~ in $HOME) echo 3;; esac; case $x$x in *ba*) echo 4; esac
## STDOUT:
1
2
3
4
## END

#### patterns are expanded lazily
case a in a) echo x;; $(echo side >&2)) ;; esac
## STDOUT:
x
## END

#### an empty word and empty patterns
case '' in '') echo 1;; esac; case "" in *) echo 2;; esac; x=; case $x in "") echo 3;; esac; case a in ''|a) echo 4;; esac
## STDOUT:
1
2
3
4
## END

#### extglob when it is on
shopt -s extglob
case foobar in @(foo|bar)*(bar)) echo 1;; esac; case x in !(y|z)) echo 2;; esac; case 123 in +([0-9])) echo 3;; esac; case ab in ?(a)b) echo 4;; esac
## STDOUT:
1
2
3
4
## END

#### a slash and a leading dot are nothing special
case a/b in a*b) echo 1;; esac; case .x in *) echo 2;; esac; case .x in ?x) echo 3;; esac
## STDOUT:
1
2
3
## END

#### nocasematch
shopt -s nocasematch
case ABC in abc) echo 1;; esac
## STDOUT:
1
## END

#### backslashes in patterns
case 'a\b' in a\\b) echo 1;; esac; case 'a\b' in 'a\b') echo 2;; esac; x='\*'; case '*' in $x) echo 3;; esac; case '\*' in "$x") echo 4;; esac
## STDOUT:
1
2
3
4
## END

#### break and continue inside a case in a loop
for x in 1 2 3 4; do case $x in 2) continue;; 4) break;; esac; echo $x; done
## STDOUT:
1
3
## END

#### redirections of the whole
case a in a) echo out;; esac > f; cat f; case x in x) cat;; esac <<< in
## STDOUT:
out
in
## END

#### in a pipeline and in the background
echo a | case x in x) cat;; esac; case x in x) echo bg;; esac & wait
## STDOUT:
a
bg
## END

#### in command substitution, with and without parentheses
echo $(case a in a) echo 1;; esac) "$(case b in (b) echo "2)";; esac)" `case c in c) echo 3;; esac`
## STDOUT:
1 2) 3
## END

#### with here-documents in the lists
case b in a) cat <<A ;; b) cat <<B ;; esac
a
A
b
B
## STDOUT:
b
## END

#### assignments and arrays in patterns and word
a=(x y); case ${a[1]} in y) echo 1;; esac; case a=b in a=b) echo 2;; esac; case "${a[@]}" in 'x y') echo 3;; esac
## STDOUT:
1
2
3
## END

#### arithmetic and command substitution as word
case $((1+1)) in 2) echo two;; esac; case `echo q` in q) echo q; esac
## STDOUT:
two
q
## END

#### tilde in a pattern
HOME=/h; case /h in ~) echo 1;; esac; case '~' in '~') echo 2;; esac
## STDOUT:
1
2
## END

#### what is left open inside brackets
for p in '[[:]' '[a[:x]' '[![:]' '[[:]]' '[a-' '[a\' '[[.b]' '[a[=]' '[[:alpha:]'; do
	for s in a : '[' x ']' ':]' '[a-' '[a\' '[b' '[.' '=' '[:'; do case $s in $p) printf '%s ' "$s" ;; esac; done
	echo
done
## STDOUT:
: 
a : x 
a [ x ] = 
:] 


[b [. 
a [ = 
[: 
## END
