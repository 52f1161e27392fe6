# tests/bash/xtrace.t - set -x and set -v.

#### words are quoted when they must be
set -x; echo a "b c" '' "it's" '$x' a=b {} '*'
## STDOUT:
a b c  it's $x a=b {} *
## END
## STDERR:
+ echo a 'b c' '' 'it'\''s' '$x' a=b '{}' '*'
## END

#### assignments
set -x; x=1; y="a b"; z=; x+=2
## STDERR:
+ x=1
+ y='a b'
+ z=
+ x+=2
## END

#### arrays as written
i=5; set -x; a=(1 "$i"); a[i]=x; declare -A m
## STDERR:
+ a=(1 "$i")
+ a[i]=x
+ declare -A m
## END

#### assignments in front
set -x; A=1 B="x y" :
## STDERR:
+ A=1
+ B='x y'
+ :
## END

#### for, case, if, while
set -x; for i in a "b c"; do :; done; case x in x) :;; esac; if true; then :; fi; while false; do :; done
## STDERR:
+ for i in a "b c"
+ :
+ for i in a "b c"
+ :
+ case x in
+ :
+ true
+ :
+ false
## END

#### arithmetic
set -x; ((1 + 1)); for ((i = 0; i < 1; i++)); do :; done
## STDERR:
+ (( 1 + 1 ))
+ (( i = 0 ))
+ (( i < 1 ))
+ :
+ (( i++ ))
+ (( i < 1 ))
## END

#### conditions
x="a b"; set -x; [[ -n $x ]]; [[ $x == a* ]]; [[ ! $x ]]; [ "$x" = y ]; [[ 1 -lt 2 && a < b ]]; [[ $e == x ]]
## status: 1
## STDERR:
+ [[ -n a b ]]
+ [[ a b == a* ]]
+ [[ ! -n a b ]]
+ '[' 'a b' = y ']'
+ [[ 1 -lt 2 ]]
+ [[ a < b ]]
+ [[ '' == x ]]
## END

#### depth
set -x; f() { echo in; }; f; x=$(echo sub); eval 'echo ev'
## STDOUT:
in
ev
## END
## STDERR:
+ f
+ echo in
++ echo sub
+ x=sub
+ eval 'echo ev'
++ echo ev
## END

#### PS4
PS4='$i> '; i=1; set -x; echo a; i=2; echo b
## STDOUT:
a
b
## END
## STDERR:
1> echo a
1> i=2
2> echo b
## END

#### BASH_XTRACEFD
exec 3> f; BASH_XTRACEFD=3; set -x; echo a; set +x; cat f
## STDOUT:
a
+ echo a
+ set +x
## END

#### control characters
set -x; echo $'a\tb' $'\001' é
## STDOUT:
a	b  é
## END
## STDERR:
+ echo 'a	b' $'\001' é
## END

#### set +x is shown
set -x; set +x; echo quiet
## STDOUT:
quiet
## END
## STDERR:
+ set +x
## END

#### export and local
set -x; export x="a b"; f() { local y=$x; }; f
## STDERR:
+ export 'x=a b'
+ x='a b'
+ f
+ local 'y=a b'
## END

#### subshells
set -x; (echo a; x=1); echo done
## STDOUT:
a
done
## END
## STDERR:
+ echo a
+ x=1
+ echo done
## END

#### -v prints what is read
printf 'echo a\n# comment\nfor i in 1\ndo echo $i; done\n' > s; $SH -v s
## STDOUT:
a
1
## END
## STDERR:
echo a
# comment
for i in 1
do echo $i; done
## END

#### redirections are not shown
set -x; echo a > f; cat < f
## STDOUT:
a
## END
## STDERR:
+ echo a
+ cat
## END

#### functions defined are not shown
set -x; f() { :; }; f
## STDERR:
+ f
+ :
## END

#### for and select without a list show "$@"
set -- 1; set -x; for i do :; done; for j; do :; done
## STDERR:
+ for i in "$@"
+ :
+ for j in "$@"
+ :
## END

#### an EXIT trap is traced as the input around it
set -x
trap 'echo end' EXIT
(trap 'echo sub' EXIT; :)
x=$(trap 'echo text' EXIT; :)
eval exit
## STDOUT:
sub
end
## END
## STDERR:
+ trap 'echo end' EXIT
+ trap 'echo sub' EXIT
+ :
++ echo sub
++ trap 'echo text' EXIT
++ :
++ echo text
+ x=text
+ eval exit
++ exit
+ echo end
## END

#### += in front of a command shows what it comes to
set -x; w=x; w+=a true; declare -i n=2; n+=3 true; w+=b; readonly n; n=1 true; typeset -n v[2]=x 2>/dev/null
## STDERR:
+ w=x
+ w=xa
+ true
+ declare -i n=2
+ n=5
+ true
+ w+=b
+ readonly n
$SHELL_NAME: line 1: n: readonly variable
+ true
+ typeset -n 'v[2]=x'
## END
## status: 1

#### in [[ == what is quoted is traced with a backslash in front of every character
set -x; x='a*'; [[ abc == "abc" ]]; [[ $x == "$x" ]]; [[ $x == $x ]]; [[ a == b"c d"* ]]; [[ a != \b'é' ]]; [[ a == "" ]]; [[ ab == [[:"alpha":]]* ]]; [[ a =~ "b.c" ]]; [[ a < "b c" ]]
## STDERR:
+ x='a*'
+ [[ abc == \a\b\c ]]
+ [[ a* == \a\* ]]
+ [[ a* == a* ]]
+ [[ a == b\c\ \d* ]]
+ [[ a != \b\é ]]
+ [[ a == '' ]]
+ [[ ab == [[:\a\l\p\h\a:]]* ]]
+ [[ a =~ b\.c ]]
+ [[ a < b c ]]
## END

#### the elements that declare gets are traced in single quotes, whatever is in them
set -x; declare -a a=($'x\ty' $'1\n2' é); declare -A m=([$'a\tb']=c [d]=)
## STDERR:
+ a=('x	y' '1
2' 'é')
+ declare -a a
+ m=(['a	b']='c' ['d']='')
+ declare -A m
## END

#### in a script \[ and \] of PS4 stand for nothing
PS4='\[x\]+ '; set -x; :
## STDERR:
x+ :
## END

#### the heads of case and for are traced before the DEBUG trap runs
trap ': t' DEBUG; set -x; case x in y) ;; esac; for i in 1; do true; done
## STDERR:
+ case x in
++ : t
+ for i in 1
++ : t
++ : t
+ true
## END

#### only the list of an array is traced without quotes around it
set -x
x='(a)'
x='(a)' :
x=(a b) :
x=(a b)
y[1]='(a)'
x+='(a)'
declare z='(a)'
declare -a w=(1 2) v='(1 2)'
export q='(1 2)' r=(1 2)
declare -a k[1]='(a)'
readonly s=(1) t='(a)'
## STDERR:
+ x='(a)'
+ x='(a)'
+ :
+ x='(a b)'
+ :
+ x=(a b)
+ y[1]='(a)'
+ x+='(a)'
+ declare 'z=(a)'
+ w=('1' '2')
+ declare -a w 'v=(1 2)'
+ r=('1' '2')
+ export 'q=(1 2)' r
+ q='(1 2)'
+ declare -a 'k[1]=(a)'
+ s=('1')
+ readonly s 't=(a)'
+ t='(a)'
## END

#### a list for an element
set -x
declare l v[2]=('')
## status: 1
## STDERR:
+ v[2]=('')
$SHELL_NAME: line 2: v[2]: cannot assign list to array member
## END

#### BASH_XTRACEFD: checked when it is assigned, closed when it is unset or empty
exec 5> t 6> u; BASH_XTRACEFD=5; set -x; echo a; BASH_XTRACEFD=6; echo b; { set +x; } 2> /dev/null; cat t u
{ echo x >&5; } 2> /dev/null && echo open; unset BASH_XTRACEFD; { echo x >&6; } 2> /dev/null || echo closed
exec 7> v; BASH_XTRACEFD=7; BASH_XTRACEFD=; { echo x >&7; } 2> /dev/null || echo closed
f() { local BASH_XTRACEFD=5; set -x; : in; set +x; }; f; { echo x >&5; } 2> /dev/null || echo closed; cat t
BASH_XTRACEFD=77 2> e; sed 's/.*BASH_X/X/' e; BASH_XTRACEFD=abc 2>> e; grep -c invalid e
unset DIRSTACK; echo "<$DIRSTACK>"; f() { local BASH_ARGC=5; }; f 2> e; sed 's/.*local/local/' e
## STDOUT:
a
b
+ echo a
+ BASH_XTRACEFD=6
+ echo b
+ set +x
open
closed
closed
closed
+ echo a
+ BASH_XTRACEFD=6
x
+ : in
+ set +x
0
<>
local: BASH_ARGC: variable may not be assigned value
## END
