# tests/bash/brace.t - {a,b} and {1..9}.

#### a list
echo {a,b,c} x{a,b}y {a,b}{1,2} {,a}b{c,}
## STDOUT:
a b c xay xby a1 a2 b1 b2 bc b abc ab
## END

#### nested lists
echo {a,{b,c}d}e {{a,b},c} a{b{c,d},e{f,g}}h
## STDOUT:
ae bde cde a b c abch abdh aefh aegh
## END

#### lists need a comma
echo {} {a} a{}b {a b}
## STDOUT:
{} {a} a{}b {a b}
## END

#### unmatched braces are text
echo {a,b a,b} {a,b}} {{a,b} a{b,c
## STDOUT:
{a,b a,b} a} b} {a {b a{b,c
## END

#### quoted braces and commas are text
echo \{a,b} "{a,b}" '{a,b}' {a\,b} {a","b} {a,"b,c"}
## STDOUT:
{a,b} {a,b} {a,b} {a,b} {a,b} a b,c
## END

#### sequences of numbers
echo {1..5} {5..1} {-2..2} {1..1} {1..10..3} {10..1..4} {1..5..-2} {1..3..0}
## STDOUT:
1 2 3 4 5 5 4 3 2 1 -2 -1 0 1 2 1 1 4 7 10 10 6 2 1 3 5 1 2 3
## END

#### sequences of letters
echo {a..e} {e..a} {a..i..4} {X..Z} {c..a..2}
## STDOUT:
a b c d e e d c b a a e i X Y Z c a
## END

#### zeros in front give the width
echo {01..3} {1..003} {-01..1} {08..12..2}
## STDOUT:
01 02 03 001 002 003 -01 000 001 08 10 12
## END

#### what is no sequence is text
echo {1..a} {a..1} {1..} {..2} {1...3} {aa..b} {1..2..x} {1.5..2}
## STDOUT:
{1..a} {a..1} {1..} {..2} {1...3} {aa..b} {1..2..x} {1.5..2}
## END

#### expansions are not seen
x=1; echo {$x..3} {a,$x} ${x}{a,b}
## STDOUT:
{1..3} a 1 1a 1b
## END

#### a name in front of a brace grows
x=1 xa=2 xb=3; echo $x{a,b}
## STDOUT:
2 3
## END

#### ${…} is not a brace expansion
x='a,b'; echo ${x,,} ${nope-{a,b}}
## STDOUT:
a,b {a,b}
## END

#### quoted parts inside
y='p q'; printf '<%s>' {"$y",'c d'}x; echo
## STDOUT:
<p qx><c dx>
## END

#### tilde and globs come later
HOME=/h; touch b1 b2; echo {~,b*} {b?,c*}
## STDOUT:
/h b1 b2 b1 b2 c*
## END

#### an assignment is no word
x={a,b}; echo $x
## STDOUT:
{a,b}
## END

#### of nothing
printf '<%s>' {,} a{,} {,}b; echo
## STDOUT:
<a><a><b><b>
## END

#### in the words of for, and in arrays
for i in {1..3}{a,b}; do printf '%s ' $i; done; echo; a=({x,y}{1,2}); echo ${#a[@]}
## stdout-json: "1a 1b 2a 2b 3a 3b \n4\n"

#### set +B
set +B; echo {a,b} {1..3}
## STDOUT:
{a,b} {1..3}
## END

#### in a case pattern and in [[ ]] it is text
case '{a,b}' in {a,b}) echo same;; esac; [[ {a,b} == '{a,b}' ]] && echo same
## STDOUT:
same
same
## END

#### a sequence across zero with letters of both cases
echo {Z..a} | wc -w
## STDOUT:
7
## END

#### command substitution in a list
echo {$(echo x),`echo y`}z
## STDOUT:
xz yz
## END

#### many
set -- {1..1000}{a,b}; echo $# $1 ${2000}
## STDOUT:
2000 1a 1000b
## END

#### in redirection targets it is ambiguous
echo x > {p,q}; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: {p,q}: ambiguous redirect
## END

#### a backquote that a sequence makes begins a substitution unless it is last
echo {Z..a}
echo {Z..a}b"c"
## status: 1
## stdout: Z [  ] ^ _ ` a
## STDERR:
$SHELL_NAME: line 2: bad substitution: no closing "`" in `b"c"
## END

#### a ${…} with more { than } keeps the braces behind it from being expanded
f(){ for i; do printf '<%s>' "$i"; done; echo; }
f ${n+{}{a,b} ${n-{}{a..c}
f {a,${n+{},b} {a,${n-{}b},c}
f ${n:-{a,b}{c,d} ${n+'{'}{a,b} {a,b}${n+{} ${n+{}}{a,b}
## STDOUT:
<{a,b}><{{a..c}>
<{a,,b}><a><{b}><c>
<{a,b{c,d}><a><b><a><b><}a><}b>
## END

#### a quoted bracket beside braces is shown as it was written
(echo '['{a,b}${}) 2>/dev/null; echo $?
echo '['{a,b}${}
## status: 1
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 2: '['a${}: bad substitution
## END
