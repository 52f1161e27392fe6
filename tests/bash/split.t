# tests/bash/split.t - field splitting by IFS.

#### the default: blanks, tabs, newlines
x=$' a  b\t\nc '; set -- $x; echo $# "$1" "$3"
## STDOUT:
3 a c
## END

#### visible separators each end a field
IFS=:; x=a::b:; set -- $x; echo $#; printf '<%s>' "$@"; echo
## STDOUT:
3
<a><><b>
## END

#### a leading visible separator makes an empty field
IFS=:; x=:a; set -- $x; printf '<%s>' "$@"; echo
## STDOUT:
<><a>
## END

#### white space around a visible separator belongs to it
IFS=' :'; x='a : b  c:d'; set -- $x; printf '<%s>' "$@"; echo
## STDOUT:
<a><b><c><d>
## END

#### IFS null: no splitting
IFS=; x='a b'; set -- $x; echo $# "$1"
## STDOUT:
1 a b
## END

#### IFS unset: the default
unset IFS; x='a b'; set -- $x; echo $#
## STDOUT:
2
## END

#### quoted expansions are not split
x='a b'; set -- "$x" "${x}c" $x"$x"; printf '<%s>' "$@"; echo
## STDOUT:
<a b><a bc><a><ba b>
## END

#### literal text is not split
IFS=x; set -- axb; echo $#; y=axb; set -- $y z"$y"z; printf '<%s>' "$@"; echo
## STDOUT:
1
<a><b><zaxbz>
## END

#### null results vanish unless quoted
e=; set -- $e "$e" $e$e ''$e; echo $#
## STDOUT:
2
## END

#### text in front and behind sticks to the first and last field
x=' a b '; set -- -$x-; printf '<%s>' "$@"; echo; x='a b'; set -- -$x-; printf '<%s>' "$@"; echo
## STDOUT:
<-><a><b><->
<-a><b->
## END

#### neighbouring expansions
a='x ' b=' y'; set -- $a$b; printf '<%s>' "$@"; echo; IFS=:; a=x: b=:y; set -- $a$b; printf '<%s>' "$@"; echo
## STDOUT:
<x><y>
<x><><y>
## END

#### command substitutions
set -- $(printf 'a b\nc\n'); echo $#; set -- "$(printf 'a b\nc\n')"; echo $#
## STDOUT:
3
1
## END

#### arithmetic results are split too
IFS=1; set -- $((10*21)); printf '<%s>' "$@"; echo
## STDOUT:
<2><0>
## END

#### not in assignments, case and [[ ]]
x='a  b'; y=$x; echo "$y"; case $x in 'a  b') echo case;; esac; [[ $x == 'a  b' ]] && echo cond
## STDOUT:
a  b
case
cond
## END

#### backslashes in values are ordinary
x='a\ b'; set -- $x; printf '<%s>' "$@"; echo
## STDOUT:
<a\><b>
## END

#### a separator beyond ASCII
IFS=é; x=aébéc; set -- $x; echo $#; IFS=é; y=aàb; set -- $y; echo $#
## STDOUT:
3
1
## END

#### "$*" with a separator beyond ASCII
set -- 1 2; IFS=é; echo "$*"
## STDOUT:
1é2
## END

#### a backslash as separator
IFS='\'; x='a\b'; set -- $x; echo $# $2
## STDOUT:
2 b
## END

#### for over a value
x='a b c'; for i in $x; do echo $i; done; for i in "$x"; do echo $i; done
## STDOUT:
a
b
c
a b c
## END

#### IFS changed in the middle
x=a:b; IFS=:; set -- $x; IFS=' '; echo $#; set -- $x; echo $#
## STDOUT:
2
1
## END

#### local IFS
f() { local IFS=,; set -- $1; echo $#; }; f a,b,c; x=a,b; set -- $x; echo $#
## STDOUT:
3
1
## END

#### IFS in front of a command does not split its own words
x=a:b; IFS=: printf '<%s>' $x; echo
## STDOUT:
<a:b>
## END

#### newlines at the end of a separator run
IFS=$'\n'; x=$'a\n\nb c\n'; set -- $x; printf '<%s>' "$@"; echo
## STDOUT:
<a><b c>
## END

#### ${x+…} and quotes decide alone
set -- ${x+a b}; echo $#; x=1; set -- ${x+a b} ${x+"a b"}; echo $#
## STDOUT:
0
3
## END

#### an assignment joins some lists by IFS that are written with @
set -- 'a b' c; a=("$@") IFS=-
x=$@ y=${@@E} z=${@#x}; echo "$x" "$y" "$z"
x=${@/x} y=${@^} z=${@:1}; echo "$x" "$y" "$z"
x=${a[@]@E} y=${a[@]#x} z=${a[@]:0}; echo "$x" "$y" "$z"
x="${a[@]}" y="${@@E}" z="${@:1}"; echo "$x" "$y" "$z"
x="${@^}" y=${!a[@]} z="$@"; echo "$x" "$y" "$z"
## STDOUT:
a b c a b-c a b-c
a b c A b C a b c
a b-c a b-c a b c
a b c a b-c a b-c
A b-C 0 1 a b c
## END

#### in double quotes that hold a list written with @, one with * and an operator comes apart too
f() { printf '%d' $#; printf '<%s>' "$@"; echo; }
set -- 'p q' '' three
a=(1 2)
f "${*#p}$@"
f "$@${*%x}"
f "${a[*]/1/x}$@"
f "$*$@"
f "${*%x}"
IFS=,
f "${*^}$@"
## STDOUT:
4< q><threep q><><three>
4<p q><><threep q><three>
4<x><2p q><><three>
3<p q  threep q><><three>
1<p q  three>
5<P q><><Threep q><><three>
## END

#### blanks at the start of a word that holds a list are one separator with what follows
f() { printf '%d' $#; printf '<%s>' "$@"; echo; }
IFS=', '
x=' ,k'
set -- ' ' k
f $x
f $@
f ${x}$@
## STDOUT:
2<><k>
1<k>
2<k><k>
## END

#### in the word of an expansion lists are split by IFS and joined by blanks
f() { printf '%d' $#; printf '<%s>' "$@"; echo; }
set -- 'p q' 'a,b' three
a=(c,d e)
IFS=,
f ${u-$@}
f ${u-${a[@]}}
f ${u-${a[@]^}}
f ${u-"$@"}
IFS=', '
f ${u-$@}
## STDOUT:
1<p q a,b three>
1<c,d e>
1<C d E>
3<p q><a,b><three>
3<p q><a,b><three>
## END

#### blanks in front of the first field of a list that is joined again
IFS=', '
t() { a=("$@"); [[ ${a[@]/q} =~ .* ]]; printf '<%s>' "${BASH_REMATCH[0]}"; set -- ${a[@]/q}; printf ' <%s>' "$@"; echo; }
t '' x; t ' ' x; t ' ' '' x; t '' '' x; t ', ' x; t ' ,' x; t ' ' ' ' x; t ' ' ' ' ' ' x; t ' x' y
declare -A h=([' ']='' [x]='' [k]=1); h=(${!h[@]}); declare -p h
## STDOUT:
< x> <> <x>
<x> <x>
< x> <> <x>
<  x> <> <> <x>
<  x> <> <> <x>
< x> <> <x>
< x> <> <x>
<  x> <> <> <x>
<x y> <x> <y>
declare -A h=(["x k"]="" )
## END

#### separators of a list at the ends of double quotes that also hold $@
p() { printf '<%s>' "$@"; echo " $#"; }
for IFS in ' ' :; do
	set -- a b a
	p -"${*%a}$@"-
	p -"$@${*%a}"-
	p -"$@${*%a}""$@${*%a}"-
	p -"$@${*%a}"$@"$@${*%a}"-
	p -"$@ ${*%a}"-
	p -"${*%a} $@"-
	p -"$@${*%a}${none-}$(:)"-
	p -"${none-}${*%a}$@"-
	set -- '' ''
	p -"${*/a/b}$@"-
	p -"$@${*^}"-
	p ${none-"$@${*:1}"-}
done
## STDOUT:
<-b><a><b><a-> 4
<-a><b><a><b-> 4
<-a><b><a><ba><b><a><b-> 7
<-a><b><a><ba><b><aa><b><a><b-> 9
<-a><b><a ><b-> 4
<-b>< a><b><a-> 4
<-a><b><a><b-> 4
<-b><a><b><a-> 4
<-><-> 2
<-><-> 2
<><-> 2
<-><b><a><b><a-> 5
<-a><b><a><b-> 4
<-a><b><a><ba><b><a><b-> 7
<-a><b><a><ba><b><aa><b><a><b-> 9
<-a><b><a ><b-> 4
<-><b>< a><b><a-> 5
<-a><b><a><b-> 4
<-><b><a><b><a-> 5
<-><><-> 3
<-><-> 2
<><-> 2
## END
