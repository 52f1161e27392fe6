# tests/bash/set.t - set: options and positional parameters (bash manual 4.3.1).

#### positional parameters
set -- a 'b c'; echo $# "$2"; set x; echo $#; set --; echo $#; set -; echo $#
## STDOUT:
2 b c
1
0
0
## END

#### options end at -- or the first other word
set -- -e x; echo "$1"; set a -e; echo "$2"; set -f -- b; echo $1; set -- *; echo "$1"
## STDOUT:


b
*
## END

#### - turns x and v off and takes the rest
set - x y; echo $1 $#; set -- q; set -; echo $1
## STDOUT:
x 2
q
## END

#### letters in one word, several words, + turns off
set -fu +u -C; echo $-; set +fC; echo $-
## STDOUT:
fhBCc
hBc
## END

#### -o by name, +o turns off
set -o noglob -o nounset; echo * $-; set +o noglob; set +o nounset; echo $-
## STDOUT:
* fhuBc
hBc
## END

#### -o with other letters in the word
set -euo pipefail; echo $-; set +euo pipefail; echo $-
## STDOUT:
ehuBc
hBc
## END

#### -o lists, +o prints commands
set -o | grep -c .; set +o | grep errexit; set -e; set +o | grep errexit; set -o | grep errexit
## STDOUT:
27
set +o errexit
set -o errexit
errexit        	on
## END

#### wrong options change nothing
set -fz; echo $? $-; set -o nope; echo $?; set +o nope; echo $?
## STDOUT:
2 hBc
2
2
## END
## STDERR:
$SHELL_NAME: line 1: set: -z: invalid option
set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
$SHELL_NAME: line 1: set: nope: invalid option name
$SHELL_NAME: line 1: set: nope: invalid option name
## END

#### errexit ends the shell, but not in conditions
set -e; false || echo a; if false; then :; fi; ! true; while false; do :; done; false && x; echo b; false; echo never
## status: 1
## STDOUT:
a
b
## END

#### errexit in functions and subshells
set -e; f() { false; echo in f; }; f || echo or; (false; echo no) || echo sub; f; echo never
## status: 1
## STDOUT:
in f
no
## END

#### nounset
set -u; echo "${x:-default}" "${x+set}" "$@" ${#}; x=1; echo $x; echo $y; echo never
## status: 127
## STDOUT:
default  0
1
## END
## STDERR:
$SHELL_NAME: line 1: y: unbound variable
## END

#### noglob and noclobber
touch a; set -f; echo *; set +f; set -C; echo x > a; echo $?; echo y >| a; cat a; echo z > new && cat new
## STDOUT:
*
1
y
z
## END
## STDERR:
$SHELL_NAME: line 1: a: cannot overwrite existing file
## END

#### xtrace shows what runs
set -x; echo a 'b c'; x=1; set +x; echo end
## STDOUT:
a b c
end
## END
## STDERR:
+ echo a 'b c'
+ x=1
+ set +x
## END

#### verbose shows what is read
printf 'echo 1\nset -v\necho 2\nset +v\necho 3\n' > s; . ./s 2>&1
## STDOUT:
1
echo 2
2
set +v
3
## END

#### noexec reads only
printf 'echo 1\nset -n\necho 2\nset +n\necho 3\n' > s; "$SH" s
## STDOUT:
1
## END

#### pipefail
set -o pipefail; true | false | true; echo $?; (exit 3) | (exit 4) | true; echo $?; set +o pipefail; false | true; echo $?
## STDOUT:
1
4
0
## END

#### allexport
set -a; av=1; "$SH" -c 'echo $av'; set +a; bv=2; "$SH" -c 'echo [$bv]'
## STDOUT:
1
[]
## END

#### keyword: assignments anywhere
set -k
"$SH" -c 'echo $kv' kv=yes; set +k
echo a=b
## STDOUT:
yes
a=b
## END

#### braceexpand
set +B; echo {a,b}; set -B; echo {a,b}
## STDOUT:
{a,b}
a b
## END

#### set prints variables in a form that can be read back
a_x=1 a_y='it is' a_z=$'t\tb'; a_arr=(1 'b c'); set | grep '^a_'
## STDOUT:
a_arr=([0]="1" [1]="b c")
a_x=1
a_y='it is'
a_z=$'t\tb'
## END

#### set prints functions behind the variables, not in posix mode
f() { echo; }; set | tail -4; set -o posix; set | grep -c '^f ()'
## status: 1
## STDOUT:
f () 
{ 
    echo
}
0
## END

#### $- and SHELLOPTS
set -f; echo $SHELLOPTS; case $- in *f*) echo f;; esac
## STDOUT:
braceexpand:hashall:interactive-comments:noglob
f
## END

#### hashall off
set +h; hash ls; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: hash: hashing disabled
## END

#### onecmd
printf 'set -t\necho 1\necho 2\n' > s; "$SH" s; echo end
## STDOUT:
end
## END

#### posix by option and variable
set -o posix; shopt -o posix; set +o posix; POSIXLY_CORRECT=y; shopt -o posix
## STDOUT:
posix          	on
posix          	on
## END

#### set -n holds from the next command on
echo before; set -n; echo behind
echo later
## STDOUT:
before
## END

#### an unset variable under set -eu ends a -c text with 1, under set -u with 127
$SH -c 'set -eu; echo $nope' 2>/dev/null; echo $?
$SH -c 'set -u; echo $nope' 2>/dev/null; echo $?
## STDOUT:
1
127
## END

#### set -v ends the last line
$SH -vc 'echo a
echo b' 2>&1
## STDOUT:
echo a
a
echo b
b
## END

#### keyword: what counts is the option when the command runs
show() { echo "${V-unset} $*"; }
set -k; show V=1 a
set +k; show V=2 b
set -k
show V="x y" a 1V=2 =V "V=q" -V=3; V=1 show V+=2
## STDOUT:
1 a
unset V=2 b
x y a 1V=2 =V V=q -V=3
12 
## END

#### variables made up when they are asked for are not shown before
set | grep -cE '^(SHELLOPTS|BASHOPTS|_|FUNCNAME)='
set | grep -cE '^(RANDOM|SECONDS|BASHPID|LINENO|EPOCHSECONDS)='
: $RANDOM $SECONDS
set | grep -cE '^(RANDOM|SECONDS|BASHPID|LINENO|EPOCHSECONDS)='
## STDOUT:
3
0
2
## END

#### lines are edited where commands come from standard input or -c, if not told otherwise
echo 'set -o | grep emacs' > script
"$SH" --norc -i -c 'set -o | grep emacs' 2>/dev/null
"$SH" --norc -i script 2>/dev/null
"$SH" --norc --noediting -i -c 'set -o | grep emacs' 2>/dev/null
"$SH" --norc -c 'set -o | grep emacs'
## STDOUT:
emacs          	on
emacs          	off
emacs          	off
emacs          	off
## END

#### -a exports scalars and functions, no arrays and no local without a value
set -a; x=1; y=(2); declare z; f() { local v w=3; declare -p v w; }; f; declare -p x y z; declare -F
## STDOUT:
declare -- v
declare -x w="3"
declare -x x="1"
declare -a y=([0]="2")
declare -x z
declare -fx f
## END

#### -k: a list behind a declaration builtin is expanded as one in front of it
set -k
exec 2>/dev/null
declare -r r=(${})
echo $?
declare x r=("$((1/0))" a)
echo $? ${x-unset} ${r-unset}
f() { declare n x=($((1/0))); echo in; }
if f; then echo y; fi
## status: 1
## STDOUT:
1
1 unset unset
## END

#### command line: --verbose, -o and -O without a name or with a wrong one, -s with -c
"$BASH" --verbose -c 'echo v' 2>&1
"$BASH" -e -o < /dev/null | grep 'err\|emacs'; "$BASH" +o < /dev/null | grep 'brace\|posix'
"$BASH" -O < /dev/null | grep 'glob'; "$BASH" -O extglob +O < /dev/null | grep 'glob'
"$BASH" -o nosuch 2> e; echo $?; sed 's/.*line 0: .*: nosuch/nosuch/' e; "$BASH" -O nosuch 2> e; echo $?; sed 's/.*line 0: //' e
"$BASH" -sc 'echo $-'; "$BASH" --nosuch 2> e; echo $?; grep -c '^	--login$' e; "$BASH" --rcfile 2> e; echo $?; sed 's/.*: rc/rc/' e
## STDOUT:
echo v
v
emacs          	on
errexit        	on
errtrace       	off
set -o braceexpand
set +o posix
dotglob        	off
extglob        	off
failglob       	off
globasciiranges	on
globskipdots   	on
globstar       	off
nocaseglob     	off
nullglob       	off
shopt -u dotglob
shopt -u extglob
shopt -u failglob
shopt -s globasciiranges
shopt -s globskipdots
shopt -u globstar
shopt -u nocaseglob
shopt -u nullglob
2
nosuch: invalid option name
2
nosuch: invalid shell option name
hBcs
2
1
2
rcfile: option requires an argument
## END
