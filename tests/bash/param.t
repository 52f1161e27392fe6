# tests/bash/param.t - parameters: which one, set or not, lists, indirection.

#### an unset variable is nothing unquoted and an empty field quoted
set -- $nope "$nope"; echo $#
## STDOUT:
1
## END

#### braces end the name
x=ab; echo ${x}c "$x"c $x-c
## STDOUT:
abc abc ab-c
## END

#### positional parameters above nine need braces
set -- a b c d e f g h i j; echo $10 ${10} $#
## STDOUT:
a0 j 10
## END

#### "$@" keeps every field
set -- "a b" "" c; printf '<%s>' "$@"; echo
## STDOUT:
<a b><><c>
## END

#### "$@" joins text in front and behind to its first and last field
set -- 1 2 3; printf '<%s>' a"$@"b; echo
## STDOUT:
<a1><2><3b>
## END

#### "$@" without parameters is no field
set --; f() { echo $#; }; f "$@" "$@""$@"; f ""; f ''"$@"
## STDOUT:
0
1
1
## END

#### empty text beside "$@" without parameters makes no field
set --; x=; f() { echo $#; }; f "$x$@"; f "$@$x"; f $x"$@"
## STDOUT:
0
0
0
## END

#### "$*" joins with the first character of IFS
set -- a b c; IFS=,; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"
## STDOUT:
a,b,c
abc
a b c
## END

#### an unquoted $* is split again
set -- "a b" c; printf '<%s>' $*; echo; IFS=; printf '<%s>' $*; echo
## STDOUT:
<a><b><c>
<a b><c>
## END

#### an unquoted $@ drops empty parameters
set -- a "" b; printf '<%s>' $@; echo; printf '<%s>' x$@y; echo
## STDOUT:
<a><b>
<xa><by>
## END

#### with a visible separator the empty ones stay
set -- a "" b; IFS=:; printf '<%s>' $@ x$*y; echo
## STDOUT:
<a><><b><xa><><by>
## END

#### in an assignment $@ is joined with blanks, $* with IFS
set -- a b c; IFS=-; x=$@ y=$* z="$@"; echo "$x" "$y" "$z"
## STDOUT:
a b c a-b-c a b c
## END

#### the special parameters
set -- a b; false; echo $? $# ${#} "${*}"; echo $- | grep -c h
## STDOUT:
1 2 2 a b
1
## END

#### $0 is the name that -c was given
"$SH" -c 'echo $0 $1' name arg
## STDOUT:
name arg
## END

#### indirection through a variable
x=y; y=value; echo ${!x}
## STDOUT:
value
## END

#### indirection to an element and to a whole array
a=(1 "2 3"); x='a[1]'; echo ${!x}; x='a[@]'; printf '<%s>' "${!x}"; echo
## STDOUT:
2 3
<1><2 3>
## END

#### indirection to positional and special parameters
set -- p q; x=2; echo ${!x}; x=@; printf '<%s>' "${!x}"; x=#; echo ${!x} ${!#}
## STDOUT:
q
<p><q>2 q
## END

#### indirection with operators
x=y; echo ${!x:-none} ${!x:=set} $y ${!x/s/S}
## STDOUT:
none set set Set
## END

#### indirection through an unset variable is an error
echo ${!x}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: x: invalid indirect expansion
## END

#### indirection to what is no name is an error
x='a b'; echo ${!x}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: a b: invalid variable name
## END

#### ${!ref} of a nameref is the name it refers to
declare -n ref=target; target=v; echo ${!ref} $ref
## STDOUT:
target v
## END

#### names with a prefix
aa_1= aa_2= ; echo ${!aa_*}; printf '<%s>' "${!aa_@}"; IFS=,; echo "${!aa_*}"
## STDOUT:
aa_1 aa_2
<aa_1><aa_2>aa_1,aa_2
## END

#### keys of arrays
a=([2]=x [5]=y); echo ${!a[@]}; declare -A h=([k]=v); echo "${!h[@]}"; s=scalar; echo ${!s[@]}
## STDOUT:
2 5
k
0
## END

#### lengths
x=héé; a=(1 22 333); set -- a b; echo ${#x} ${#a[@]} ${#a[2]} ${#a} ${#@} ${#*} ${#nope}
## STDOUT:
3 3 3 1 2 2 0
## END

#### negative subscripts count from the end
a=(a b c); echo ${a[-1]} ${a[-3]}
## STDOUT:
c a
## END

#### a negative subscript before the first element
a=(a b c); echo "[${a[-4]}]"; echo $?
## STDOUT:
[]
0
## END
## STDERR:
$SHELL_NAME: line 1: a: bad array subscript
## END

#### a subscript is arithmetic
a=(a b c d); i=1; echo ${a[i+1]} ${a[$i*3]} ${a[i==1?0:1]}
## STDOUT:
c d a
## END

#### an associative subscript is text
declare -A h=([i]=x [1+1]=y); i=1; echo ${h[i]} ${h[1+1]} "${h[$i]-none}"
## STDOUT:
x y none
## END

#### a wrong subscript abandons the command string
a=(1 2); echo ${a[1+]}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: 1+: syntax error: operand expected (error token is "+")
## END

#### unset and -u
set -u; echo $nope; echo not reached
## status: 127
## STDERR:
$SHELL_NAME: line 1: nope: unbound variable
## END

#### -u and a positional parameter
set -u; echo $1
## status: 127
## STDERR:
$SHELL_NAME: line 1: $1: unbound variable
## END

#### -u and an element
set -u; a=(1); echo ${a[3]}
## status: 127
## STDERR:
$SHELL_NAME: line 1: a[3]: unbound variable
## END

#### -u leaves lists alone
set -u; echo "$@" "$*" ${nope[@]} done
## STDOUT:
 done
## END

#### -u and the operators that ask
set -u; echo ${nope-a} ${nope:-b} ${nope+c}
## STDOUT:
a b
## END

#### bad substitutions fail when they are expanded
if false; then echo ${x!}; fi; echo one; echo ${x!}; echo not reached
## status: 1
## STDOUT:
one
## END
## STDERR:
$SHELL_NAME: line 1: ${x!}: bad substitution
## END

#### ${!@} names nothing without positional parameters
echo "[${!@}${!*}]"; set -- v; v=value; echo ${!@} ${!*}
## STDOUT:
[]
value value
## END

#### ${# with an operator and nothing else is bad
for o in '^' '~' ',' '=' '/' '+' '%'; do (eval "echo \${#$o}") 2>/dev/null; echo -n "$? "; done; echo ${#?}
## stdout: 1 1 1 1 1 1 1 1

#### a bad substitution is shown with the word, or the contents of the quotes, around it
for w in 'echo a${}b' 'echo a"b${}c"d' 'echo ${x-e${}f}g' 'x=a${}b' 'declare x=a${}b' 'echo $((1+${}))' '[[ a${} ]]' 'x=1; echo q${x@Z}' \
	'echo a{1,${+}}b' 'cat <<<"a ${y z}"'; do
	(eval "$w")
done
## status: 1
## STDERR:
$SHELL_NAME: line 3: a${}b: bad substitution
$SHELL_NAME: line 3: b${}c: bad substitution
$SHELL_NAME: line 3: e${}f: bad substitution
$SHELL_NAME: line 3: a${}b: bad substitution
$SHELL_NAME: line 3: x=a${}b: bad substitution
$SHELL_NAME: line 3: 1+${}: bad substitution
$SHELL_NAME: line 3: a${}: bad substitution
$SHELL_NAME: line 3: q${x@Z}: bad substitution
$SHELL_NAME: line 3: a${+}b: bad substitution
$SHELL_NAME: line 3: a ${y z}: bad substitution
## END

#### a [ without ] in "${…}" hides the }
(echo a"b${x[}")
(echo ${y-"${[}"}z)
echo a${x[}
## status: 1
## STDERR:
$SHELL_NAME: line 1: bad substitution: no closing `}' in a"b${x[}"
$SHELL_NAME: line 2: bad substitution: no closing `}' in ${y-"${[}"}z
$SHELL_NAME: line 3: a${x[}: bad substitution
## END

#### what stands behind @ is looked at when there is a value
echo "<${x@}${x@QQ}${x@Z}>"
x=1
(echo ${x@})
(echo ${x@QQ})
## status: 1
## stdout: <>
## STDERR:
$SHELL_NAME: line 3: ${x@}: bad substitution
$SHELL_NAME: line 4: ${x@QQ}: bad substitution
## END

#### an indirection through what is declared but not set names nothing
x=(a); declare w; echo "[${!x[5]}]" "${!x[5]-d}" "[${!w+d}]" "${!1-e}" "[${!w}]"; (: ${!w=d}); (: ${!x[5]?d}); (set -u; : ${!w})
## status: 1
## stdout: [] d [] e []
## STDERR:
$SHELL_NAME: line 1: !w: invalid indirect expansion
$SHELL_NAME: line 1: !x[5]: d
$SHELL_NAME: line 1: !w: unbound variable
## END

#### an indirection that fails is named with its subscript, several values together
(: ${!x[0]}); x=(1 2); (: ${!x[@]-d}); set -- a b; (: ${!@})
## status: 1
## STDERR:
$SHELL_NAME: line 1: x[0]: invalid indirect expansion
$SHELL_NAME: line 1: 1 2: invalid variable name
$SHELL_NAME: line 1: a b: invalid variable name
## END

#### ${!x*} names only what is set
declare xa; declare -i xi; declare -a xl; xe=(); xs=1; echo ${!x*}
## stdout: xe xs

#### the length of an element from the end
a=(1 22); echo ${#a[-1]} ${#b[-1]}; (echo ${#a[-9]}); echo $?; set -u; echo ${#a[7]}
## STDOUT:
2 0
1
0
## END
## STDERR:
$SHELL_NAME: line 1: -9]: bad array subscript
## END

#### ${!a[i]@} are names that begin with a[i], of which there are none
a=('' b c)
echo "<${!a[@]@}>" ${!a[1]*} "${!BASH_VERS@}"
x=("${!a[@]@}"); echo ${#x[@]}
## STDOUT:
<> BASH_VERSINFO BASH_VERSION
0
## END

#### the values of a list that names a parameter together are joined as in a word
set -- 1 2
a=(a b c)
IFS=-
(echo ${!a[@]-})
(echo "${!a[@]^}")
(echo ${!@})
(echo ${!*})
## status: 1
## STDERR:
$SHELL_NAME: line 4: a-b-c: invalid variable name
$SHELL_NAME: line 5: a-b-c: invalid variable name
$SHELL_NAME: line 6: 1 2: invalid variable name
$SHELL_NAME: line 7: 1-2: invalid variable name
## END

#### a bracket that lacks in the operand of another expansion
x=1
(echo "${sd/${[""}}")
(echo A "${sd/${[""}}" B)
(echo after "${sd:-${[x}}" B)
(echo after "C${sd:-${[x}}D" B)
(echo after "C${x:-${[x}}D" B)
(echo after "C${x:-a${[x}}D" B)
(echo after "C${x%${[x}}D" B)
(echo after "C${x%a${[x}}D" B)
(echo after "C${x/a${[x}}D" B)
(echo after "C${x^a${[x}}D" B)
(echo after "C${x:${[x}}D" B)
(echo q${x:-${[x}}w)
(echo q${y:-${[x}}w)
(echo q${y/${[x}}w)
(echo q${y/${[x}/a}w)
(echo ${[})
(echo "${[}")
(echo a"b${x[}")
(echo ${y-"${[}"}z)
(echo ${x-"${[}"}z)
(echo "${y-"${[}"}z")
(echo "${y-${[}]}z")
cat <<A
a ${[}
A
cat <<A
a ${y-${[}} b
A
v=${y-${[}}b
v="${y-${[}}b"
case ${y-${[}} in x) ;; esac
## status: 1
## STDERR:
$SHELL_NAME: line 2: bad substitution: no closing `}' in ${sd/${[""}}
$SHELL_NAME: line 3: bad substitution: no closing `}' in ${sd/${[""}}
$SHELL_NAME: line 4: bad substitution: no closing `}' in ${sd:-${[x}}
$SHELL_NAME: line 5: bad substitution: no closing `}' in C${sd:-${[x}}D
$SHELL_NAME: line 6: bad substitution: no closing `}' in C${x:-${[x}}D
$SHELL_NAME: line 7: bad substitution: no closing `}' in "C${x:-a${[x}}D"
$SHELL_NAME: line 8: bad substitution: no closing `}' in "C${x%${[x}}D"
$SHELL_NAME: line 9: bad substitution: no closing `}' in "C${x%a${[x}}D"
$SHELL_NAME: line 10: bad substitution: no closing `}' in C${x/a${[x}}D
$SHELL_NAME: line 11: bad substitution: no closing `}' in "C${x^a${[x}}D"
$SHELL_NAME: line 12: bad substitution: no closing `}' in C${x:${[x}}D
$SHELL_NAME: line 13: bad substitution: no closing `}' in q${x:-${[x}}w
$SHELL_NAME: line 14: bad substitution: no closing `}' in q${y:-${[x}}w
$SHELL_NAME: line 15: bad substitution: no closing `}' in q${y/${[x}}w
$SHELL_NAME: line 16: bad substitution: no closing `}' in q${y/${[x}/a}w
$SHELL_NAME: line 17: ${[}: bad substitution
$SHELL_NAME: line 18: bad substitution: no closing `}' in "${[}"
$SHELL_NAME: line 19: bad substitution: no closing `}' in a"b${x[}"
$SHELL_NAME: line 20: bad substitution: no closing `}' in ${y-"${[}"}z
$SHELL_NAME: line 21: bad substitution: no closing `}' in ${x-"${[}"}z
$SHELL_NAME: line 22: bad substitution: no closing `}' in "${y-"${[}"}z"
$SHELL_NAME: line 23: bad substitution: no closing `}' in ${y-${[}]}z
$SHELL_NAME: line 24: a ${[}
: bad substitution
$SHELL_NAME: line 27: bad substitution: no closing `}' in a ${y-${[}} b

$SHELL_NAME: line 30: bad substitution: no closing `}' in ${y-${[}}b
$SHELL_NAME: line 31: bad substitution: no closing `}' in ${y-${[}}b
$SHELL_NAME: line 32: bad substitution: no closing `}' in ${y-${[}}
## END

#### the first } ends ${name[…, whatever is open in the subscript
a=(x y)
echo ${a[a[0]]}
(echo ${a[0[})
(echo ${a[[}]})
(echo "${a[[}]}")
## status: 1
## STDOUT:
x
## END
## STDERR:
$SHELL_NAME: line 3: ${a[0[}: bad substitution
$SHELL_NAME: line 4: ${a[[}]}: bad substitution
$SHELL_NAME: line 5: bad substitution: no closing `}' in "${a[[}]}"
## END
