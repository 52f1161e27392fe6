# tests/bash/param_ops.t - ${x-w} ${x=w} ${x?w} ${x+w} and their quoting.

#### unset, null and set
for op in - :- + :+; do for v in unset null set; do x=1; [ $v = null ] && x=; [ $v = unset ] && unset x; eval "printf '%s ' \"[\${x${op}w}]\""; done; echo; done
## stdout-json: "[w] [] [1] \n[w] [w] [1] \n[] [w] [w] \n[] [] [w] \n"

#### = assigns what : says
echo ${x=a} $x; x=; echo "[${x=b}]" ${x:=c} $x
## STDOUT:
a a
[] c c
## END

#### the assigned value is not split
echo ${x:=a   b}; echo "$x"
## STDOUT:
a b
a   b
## END

#### ? prints the word and ends the shell
echo ${x?gone}; echo not reached
## status: 127
## STDERR:
$SHELL_NAME: line 1: x: gone
## END

#### ? without a word
(echo ${x?}); x=; echo ${x:?}; echo not reached
## status: 127
## STDERR:
$SHELL_NAME: line 1: x: parameter not set
$SHELL_NAME: line 1: x: parameter null or not set
## END

#### ? with an expansion in the word
y=why; echo ${x:?because $y}
## status: 127
## STDERR:
$SHELL_NAME: line 1: x: because why
## END

#### ? in a subshell ends only that
(echo ${x?msg}); echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: x: msg
## END

#### a positional parameter cannot be assigned
echo ${1=x}; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: $1: cannot assign in this way
## END

#### words are split unless they are quoted
f() { printf '%d:' $#; printf '<%s>' "$@"; echo; }; f ${x-a b} "${x-a b}" ${x-"a b"} ${x-'a b'} ${x-a\ b}
## STDOUT:
6:<a><b><a b><a b><a b><a b>
## END

#### quotes inside "${x-…}"
f() { printf '<%s>' "$@"; echo; }; f "${x-"a b"}" "${x-'a b'}" "${x-\"}" "${x-a"b c"d}"
## STDOUT:
<a b><'a b'><"><ab cd>
## END

#### an empty word
f() { echo $#; }; f ${x-} "${x-}" ${x-""} ${x:-''}
## STDOUT:
3
## END

#### "$@" in the word
f() { printf '%d:' $#; printf '<%s>' "$@"; echo; }; set -- 'a b' c; f ${x-"$@"} ${x-$@} "${x-$@}" ${1+"$@"}
## STDOUT:
9:<a b><c><a><b><c><a b><c><a b><c>
## END

#### nested operators
echo ${x-${y-${z-deep}}} "${x:-"${y:-"q q"}"}"
## STDOUT:
deep q q
## END

#### substitutions in the word
echo ${x-$(echo cmd)} ${x-`echo bq`} ${x-$((1+2))}
## STDOUT:
cmd bq 3
## END

#### the word is only expanded when it is needed
x=1; i=0; echo ${x:-$((i=5))} $i ${nope:-$((i=6))} $i
## STDOUT:
1 0 6 6
## END

#### globs in the word
touch g1 g2; echo ${x-g*} "${x-g*}" ${x-'g*'}
## STDOUT:
g1 g2 g* g*
## END

#### a tilde in the word
HOME=/h; echo ${x-~} "${x-~}" ${x:=~/d} ${x}
## STDOUT:
/h ~ /h/d /h/d
## END

#### braces in the word
echo "${x-{a}}" ${x-\}} "${x-\}}" ${x-'}'} ${x-{a,b\}}
## STDOUT:
{a} } } } {a,b}
## END

#### on lists: is there any parameter?
set --; echo ${@-none} ${*+some}; set -- ""; echo "[${@-none}]" "[${@:-null}]" ${@+some}; set -- "" ""; echo "[${@:-null}]"
## STDOUT:
none
[] [null] some
[ ]
## END

#### on arrays
a=(); echo ${a[@]-none} ${a[@]+some}; a=(""); echo "[${a[@]:-null}]"; a=(x y); echo ${a[@]:-null} ${a[@]:+some}
## STDOUT:
none
[null]
x y some
## END

#### on elements
a=(1); echo ${a[1]-none} ${a[0]+some}; echo ${a[2]:=new}; declare -p a
## STDOUT:
none some
new
declare -a a=([0]="1" [2]="new")
## END

#### on elements of associative arrays
declare -A h; echo ${h[k k]:=v}; declare -p h
## STDOUT:
v
declare -A h=(["k k"]="v" )
## END

#### + quoted is an empty field when unset
f() { echo $#; }; f "${x+a}" ${x+a}
## STDOUT:
1
## END

#### a readonly variable that is set needs no assignment
readonly r=1; echo ${r:=2}
## STDOUT:
1
## END

#### a backslash in the word
printf '<%s>' ${x-a\nb} "${x-a\nb}" "${x-a\\b}" "${x-\$y}"; echo
## STDOUT:
<anb><a\nb><a\b><$y>
## END

#### a newline in the word
x=; printf '<%s>' "${x:-a
b}"; echo
## STDOUT:
<a
b>
## END

#### a quoted part keeps its blanks in an unquoted word
f() { printf '<%s>' "$@"; echo; }; f ${x:-a"b  c"d  e}
## STDOUT:
<ab  cd><e>
## END

#### unset elements in the middle of text
a=(1 2); echo x${a[5]-}y${a[1]+z}
## STDOUT:
xyz
## END

#### in a here-document quotes in the word stay
cat <<EOT
${x-"q"} ${x-'s'}
EOT
## STDOUT:
q 's'
## END

#### the value is split like any other
f() { printf '<%s>' "$@"; echo; }; y='p q'; f ${x-$y} ${x-"$y"} "${x-$y}"
## STDOUT:
<p><q><p q><p q>
## END

#### "${*:-w}" of null fields is null where IFS is
set -- "" ""; IFS=; printf '<%s>' "${*:-w}" "${@:-v}"; set -- ${*:-x}; echo $#
## STDOUT:
<w><><>0
## END

#### $@ in the word is joined with blanks
set -- "a b" c; IFS=:; f() { echo $#; }; f ${x-$@} ${x-"$@"} ${x-$*}
## STDOUT:
5
## END

#### a quoted operand makes a field even of no parameters
count() { echo $#; }
count "${no-$@}"; count "${no-${nor-$@}}"; count "${no-$@$@}"; count "${arr[@]-$@}"; count "${no-${arr[@]}}"
yes=1; count "${yes+$@}" "$@"; count "$@${no-$@}"; count "${@:+$@}"; count ${no-"$@"}
## STDOUT:
1
1
1
1
1
1
1
0
0
## END

#### in "${x?…}" quotes are quotes
(: "${x?'a  $HOME'}"); (: "${x?a"b"'c'}")
## status: 1
## STDERR:
$SHELL_NAME: line 1: x: a  $HOME
$SHELL_NAME: line 1: x: abc
## END

#### "${a[@]:+w}" of one empty value is a field, of none it is not
a=(''); b=(); set -- ''; printf '<%s>' 1 "${a[@]:+q}" 2 "${@:+q}" 3 "${b[@]:+q}" 4
## stdout-json: "<1><><2><><3><4>"

#### without parameters "${u-$@}" is a field among lists, "${u-$*}" is none
f() { echo $#; }
x=
f "${u-$@}$@"
f "$@${u-$*}"
f "${u-"$@"}"
f "${x/a/b}$@"
f "$x$@"
## STDOUT:
1
0
1
1
0
## END

#### quotes in the word of "${x-…}" are taken away before it is read
x=1 xy=2 xyz=3
f() { echo "${u-"$x"y}" "${u-"$x"y"z"}" "${u-a"$x"}" $x\
y "$x\
y" "${x\
y}" "${u-"\a"}" ; }
declare -f f
f
echo "${u-"$x""y"}" "${u-"${x}"y}" "${u-"$"x}" 
eval "$(declare -f f)"; f
cat <<E
${u-"$x"y} ${u-"\a"} ${u-'"'}
E
echo "${u:-"$x"name}" ${u:-"$x"y}
echo "${u-$x"$(echo "${u-"$x"y}")"}"
## STDOUT:
f () 
{ 
    echo "${u-"$x"y}" "${u-"$x"y"z"}" "${u-a"$x"}" $xy "$xy" "${xy}" "${u-"\a"}"
}
2 3 a1 2 2 2 a
2 1y 1
2 3 a1 2 2 2 a
2 a ''
 1y
12
## END

#### a quote in quotes, a backslash in quotes in that word
x=1 xy=2
echo "${u-'\'}" "${u-'"'}" "${u-'$x"y'}" "${u-'}'}" "${u-"}"}" "${u-"\}"}" "${u-"\\"}" "${u-"\""}"
cat <<E
${u-'\'} ${u-'"'} ${u-"\}"} ${u-"}"}
E
## STDOUT:
'\' '' '2' '}' } } \ "
'\' '' } }
## END

#### the message of ${x?…} is fields with blanks in between
z='a   b'
(echo ${u?$z}); (echo ${u?a   $z}); (echo ${u?"$z"}); (echo "${u?$z}"); (IFS=; echo ${u?$z}); (set a b; IFS=,; echo ${u?$*})
## status: 1
## STDERR:
$SHELL_NAME: line 2: u: a b
$SHELL_NAME: line 2: u: a   a b
$SHELL_NAME: line 2: u: a   b
$SHELL_NAME: line 2: u: a b
$SHELL_NAME: line 2: u: a   b
$SHELL_NAME: line 2: u: a b
## END

#### the subscript of an element that is not set is evaluated again by @A, @a and =
p() { printf '<%s>' "$@"; echo; }
n=0; unset t; p ''${t[n++]@A}"" $n
n=5; t=(a b); p ''${t[n++]:=x}"" $n; declare -p t
n=5; p ''${t[n++]@a}"" $n; p ''${t[n++]@Q}"" $n
n=0; p ${t[n++]@A} ${t[n++]:=x} $n
## STDOUT:
<><2>
<x><7>
declare -a t=([0]="a" [1]="b" [6]="x")
<a><7>
<><8>
<declare><-a><t='a'><b><2>
## END

#### an array assigned by ${r[*]=} is a misuse; so is what is readonly
(: ${r[*]=})
echo $?
readonly ro
(: ${ro:=x})
echo $?
(set -o posix; : ${ro:=x})
echo $?
x=$(: ${r[@]:=1})
echo $?
## STDOUT:
2
2
1
1
## END
## STDERR:
$SHELL_NAME: line 1: r[*]: bad array subscript
$SHELL_NAME: line 4: ro: readonly variable
$SHELL_NAME: line 6: ro: readonly variable
$SHELL_NAME: line 8: r[@]: bad array subscript
## END
