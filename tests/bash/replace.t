# tests/bash/replace.t - ${x#w} ${x%w} ${x/w/w2}: patterns against values.

#### shortest and longest prefix
x=a.b.c; echo ${x#*.} ${x##*.} ${x#b} "${x##*}"
## stdout-json: "b.c c a.b.c \n"

#### shortest and longest suffix
x=a.b.c; echo ${x%.*} ${x%%.*} ${x%b} "[${x%%*}]"
## STDOUT:
a.b a a.b.c []
## END

#### quoted pattern characters are text
x='a*b*c'; p='*'; echo "${x#*"$p"}" "${x#a"*"}" "${x%\**}" "${x%"$p"*}"
## STDOUT:
b*c b*c a*b a*b
## END

#### unquoted variables are patterns
x=abc; p='?'; echo ${x#$p} ${x%$p}
## STDOUT:
bc ab
## END

#### single quotes inside double quotes are quotes for patterns
x='a b'; echo "${x#'a '}" "${x%' b'}"
## STDOUT:
b a
## END

#### characters, not bytes
x=éaé; echo ${x#?} ${x%?} ${x##[é]}
## STDOUT:
aé éa aé
## END

#### bracket expressions
x=a1b2; echo ${x#[a-z]} ${x%[[:digit:]]} ${x#[!a]} ${x##[[:alnum:]]}
## STDOUT:
1b2 a1b a1b2 1b2
## END

#### every parameter and element
set -- a.x b.y; echo ${@%.*} "${*#*.}"; a=(1.c 2.h); printf '<%s>' "${a[@]%.*}"; echo
## STDOUT:
a b x y
<1><2>
## END

#### the first and every match
x=banana; echo ${x/a/o} ${x//a/o} ${x//an/} ${x/z/q}
## STDOUT:
bonana bonono ba banana
## END

#### anchored
x=banana; echo ${x/#b/B} ${x/%a/A} ${x/#a/A} ${x/%b/B}
## STDOUT:
Banana bananA banana banana
## END

#### the longest match is taken
x=aaab; echo ${x/a*/x} ${x//a*b/y}
## STDOUT:
x y
## END

#### an empty pattern at the ends adds
x=mid; echo ${x/#/pre-} ${x/%/-post} ${x//}
## STDOUT:
pre-mid mid-post mid
## END

#### an ampersand stands for the match
x=abc; echo ${x/b/[&]} "${x/b/[&]}" ${x//?/&&}
## STDOUT:
a[b]c a[b]c aabbcc
## END

#### a quoted ampersand does not
x=abc; r='&'; echo ${x/b/\&} ${x/b/"&"} ${x/b/'&'} "${x/b/\&}" ${x/b/$r} "${x/b/"$r"}"
## STDOUT:
a&c a&c a&c a&c abc a&c
## END

#### without patsub_replacement it never does
shopt -u patsub_replacement; x=abc; echo ${x/b/[&]}
## STDOUT:
a[&]c
## END

#### slashes
x=/a/b; echo ${x//\//:} "${x//\//:}" ${x//[\/]/:} ${x/\/a}
## STDOUT:
:a:b :a:b :a:b /b
## END

#### expansions in both operands
x=hello; p=l r=L; echo ${x//$p/$r} "${x/$p$p/$(echo R)}" ${x/e/$((1+1))}
## STDOUT:
heLLo heRo h2llo
## END

#### quotes in the replacement
x=a; echo "${x/a/"b c"}" ${x/a/'b  c'} "${x/a/b\\c}"
## STDOUT:
b c b c b\c
## END

#### nocasematch counts here
shopt -s nocasematch; x=ABC; echo ${x/b/-} ${x#a}
## STDOUT:
A-C ABC
## END

#### on lists
set -- cat hat; echo ${@/a/o} "${*//t/d}"; a=(x.c y.c); echo "${a[@]/.c/.o}" "${a[@]/#/-}"
## STDOUT:
cot hot cad had
x.o y.o -x.c -y.c
## END

#### a match of nothing
x=abc; shopt -s extglob; echo ${x//*(z)/-}
## STDOUT:
-a-b-c
## END

#### the null string
x=; echo "[${x/a/b}]" "[${x/*/c}]" "[${x/#/d}]"
## STDOUT:
[] [c] [d]
## END

#### extended patterns
shopt -s extglob; x=aaabbb; echo ${x##+(a)} ${x/@(ab|b)/-} ${x//!(a)/-} ${x%%*(b)}
## STDOUT:
bbb aa-bb - aaa
## END

#### a backslash in an unquoted pattern from a variable quotes
x='a*b'; p='\*'; echo ${x/$p/+}
## STDOUT:
a+b
## END

#### results are split when unquoted
x=a-b-c; set -- ${x//-/ }; echo $#; set -- "${x//-/ }"; echo $#
## STDOUT:
3
1
## END

#### a long text with many stars takes no time
x=$(printf 'a%.0s' {1..500}); case $x in *a*a*a*a*a*a*a*a*a*b) echo yes;; *) echo no;; esac
## STDOUT:
no
## END

#### unset values stay unset
echo "[${nope#a}]" "[${nope/a/b}]" "[${nope^}]"
## STDOUT:
[] [] []
## END

#### tilde in a replacement
HOME=/h; x=a; echo ${x/a/~} "${x/a/~}"
## STDOUT:
/h /h
## END

#### multi-line values
x=$'a\nb\nc'; echo "${x//$'\n'/,}"; echo "${x%%$'\n'*}" "${x##*$'\n'}"
## STDOUT:
a,b,c
a c
## END

#### removing a suffix that is a path
p=/usr/lib/x.tar.gz; echo ${p##*/} ${p%/*} ${p%%.*} ${p#*.}
## STDOUT:
x.tar.gz /usr/lib /usr/lib/x tar.gz
## END

#### a bracket expression that nothing closes: how long bash takes its match to be
x='a[:]b[[:c'; echo "${x//[[:}" "${x//[[:/Q}" "${x//[:/Q}" "${x//[/Q}" "${x//[[/Q}" "${x//[b/Q}" "${x//b[/Q}"
x='[abc[a'; echo "${x//[a*/Q}" "${x//[*/Q}" "${x/[*c/Q}" "${x//a[*/Q}" "${x/#[a*/Q}" "${x/%[*/Q}" "${x//[a?/Q}"
x='a]b-[z'; echo "${x//[[:alpha:]/Q}" "${x//[a-[:alpha:]]/Q}" "${x#[a-[:alpha:]]}" "${x//[a[.]/Q}" "${x//[a[=]/Q}"
## STDOUT:
a[:]b[[:c a[:]b[[:c aQ]b[Qc aQ:]bQQ:c a[:]bQ:c a[:]b[[:c a[:]Q[:c
Qc[a QbcQ [abc[a [abc[a Qc[a [abcQ Qc[a
a]b-[z a]b-[z b-[z a]b-[z a]b-[z
## END

#### a pattern between two stars, the last of them quoted, has to match the whole value
y='a b*c'
echo "${y/*'*'}" "${y/*\*/-}" "${y//*'*'c}" "${y/#*'*'/-}"
s=
echo "${y/*'*'$s/-}" "${y##*'*'}" "${y/'*'*/-}" "${y/*'\'*/-}"
y='a*'
echo "${y/*'*'/-}"
## STDOUT:
a b*c a b*c  a b*c
a b*c c a b- a b*c
-
## END
