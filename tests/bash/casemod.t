# tests/bash/casemod.t - ${x^w} ${x,w} ${x~w}: change of case.

#### the first and all characters
x=hello; echo ${x^} ${x^^}; y=HELLO; echo ${y,} ${y,,}
## STDOUT:
Hello HELLO
hELLO hello
## END

#### only what matches
x=hello; echo ${x^^[el]} ${x^h} ${x^e} ${x^^l}
## STDOUT:
hELLo Hello hello heLLo
## END

#### toggling
x='Hello World'; echo "${x~}" "${x~~}"
## STDOUT:
hello World hELLO wORLD
## END

#### beyond ASCII
x=éàü; echo ${x^} ${x^^}; y=ÉÀ; echo ${y,,}
## STDOUT:
Éàü ÉÀÜ
éà
## END

#### every parameter and element
set -- ab cd; echo ${@^} "${*^^}"; a=(xy zw); echo "${a[@]^}" ${a[1]^^}
## STDOUT:
Ab Cd AB CD
Xy Zw ZW
## END

#### a pattern from a variable
x=banana; p='[an]'; echo ${x^^$p} ${x^^"$p"}
## STDOUT:
bANANA banana
## END

#### null and unset
x=; echo "[${x^}]" "[${nope^^}]"
## STDOUT:
[] []
## END

#### characters without case stay
x=a1-b; echo ${x^^}
## STDOUT:
A1-B
## END

#### the attributes of declare do the same on assignment
declare -u U; U=abc; declare -l L; L=ABC; echo $U $L
## STDOUT:
ABC abc
## END

#### quoted and unquoted
x='a  b'; echo "${x^^}" ${x^^}
## STDOUT:
A  B A B
## END

#### $?, $- and $# have no case to change
for e in '?^' '-^^' '#,,' '?~'; do (eval "echo \${$e}") 2>/dev/null; echo -n "$? "; done; set -- ab; echo "${1^} ${*^^}"
## stdout: 1 1 1 1 Ab AB

#### patterns of the case operators are extended ones, always
x=three; echo "${x^^@(e|h)} ${x^*(t)}"
## stdout: tHrEE Three

#### a quoted empty pattern matches no character, an empty one all
x=ab e=
echo ${x^''} ${x^^""} ${x^"$e"} ${x^$e} ${x^^}
## STDOUT:
ab ab ab Ab AB
## END
