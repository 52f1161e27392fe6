# tests/bash/special_vars.t - special parameters and variables.

#### $# $1 and beyond nine
set -- a b c d e f g h i j k; echo $# $1 ${10} $11 ${11} ${12-none}
## STDOUT:
11 a j a1 k none
## END

#### $- has the options
set -u; case $- in *u*) echo yes;; esac; set +u; case $- in *u*) ;; *) echo no;; esac
## STDOUT:
yes
no
## END

#### $0 under -c
echo $0 | sed 's/.*\///' | grep -c sh; $SH -c 'echo $0 $1' name arg
## STDOUT:
1
name arg
## END

#### BASH_VERSINFO
echo ${BASH_VERSINFO[0]} ${BASH_VERSINFO[1]} ${#BASH_VERSINFO[@]}; echo $BASH_VERSION | cut -d. -f1-2
## STDOUT:
5 2 6
5.2
## END

#### RANDOM is bash's generator
RANDOM=42; echo $RANDOM $RANDOM $RANDOM $RANDOM; RANDOM=1; echo $RANDOM; RANDOM=0; echo $RANDOM $RANDOM; RANDOM=-7; echo $RANDOM
## STDOUT:
17772 26794 1435 24388
16807
20814 24386
18498
## END

#### SRANDOM differs
a=$SRANDOM b=$SRANDOM; [ $a != $b ] && echo differ
## STDOUT:
differ
## END

#### SECONDS counts from what is assigned
SECONDS=100; ((SECONDS >= 100 && SECONDS < 105)) && echo ok
## STDOUT:
ok
## END

#### EPOCHSECONDS and EPOCHREALTIME
((EPOCHSECONDS > 1700000000)) && echo ok; [[ $EPOCHREALTIME =~ ^[0-9]+\.[0-9]{6}$ ]] && echo ok
## STDOUT:
ok
ok
## END

#### LINENO
echo $LINENO
echo $LINENO
f() {
echo $LINENO
}
f
## STDOUT:
1
2
4
## END

#### BASHPID and $$
[ $BASHPID = $$ ] && echo same; (echo $((BASHPID != $$)))
## STDOUT:
same
1
## END

#### PPID
$SH -c 'echo $PPID; :' > f; [ "$(cat f)" = $$ ] && echo parent
## STDOUT:
parent
## END

#### UID and EUID are readonly numbers
[ $UID = $(id -ru) ] && echo ok; [ $EUID = $(id -u) ] && echo ok; declare -p UID | cut -d= -f1
## STDOUT:
ok
ok
declare -ir UID
## END

#### UID cannot be assigned
UID=5; echo no
echo next
## STDOUT:
next
## END
## STDERR:
$SHELL_NAME: line 1: UID: readonly variable
## END

#### GROUPS
[ ${GROUPS[0]} = $(id -g) ] && echo ok
## STDOUT:
ok
## END

#### HOSTNAME, HOSTTYPE, OSTYPE, MACHTYPE
[ $HOSTNAME = $(uname -n) ] && echo ok; [ $HOSTTYPE = $(uname -m) ] && echo ok; echo $OSTYPE; echo $MACHTYPE | cut -d- -f2-
## STDOUT:
ok
ok
linux-gnu
pc-linux-gnu
## END

#### SHELLOPTS and BASHOPTS
set -f; case :$SHELLOPTS: in *:noglob:*) echo yes;; esac; shopt -s nullglob; case :$BASHOPTS: in *:nullglob:*) echo yes;; esac; SHELLOPTS=x; echo no
## status: 1
## STDOUT:
yes
yes
## END
## STDERR:
$SHELL_NAME: line 1: SHELLOPTS: readonly variable
## END

#### SHELLOPTS in the environment
env SHELLOPTS=noglob $SH -c 'echo *; set -o | grep noglob'
## STDOUT:
*
noglob         	on
## END

#### FUNCNAME, BASH_SOURCE, BASH_LINENO
f() { g; }; g() { echo "${FUNCNAME[@]}" "${BASH_LINENO[@]}" ${#BASH_SOURCE[@]}; }; f; echo ${FUNCNAME-unset}
## STDOUT:
g f 1 1 2
unset
## END

#### in a script they end with main
echo 'f() { echo "${FUNCNAME[@]}" "${BASH_SOURCE[@]}" "${BASH_LINENO[@]}"; }
f' > s; $SH ./s
## STDOUT:
f main ./s ./s 2 0
## END

#### in a sourced file
echo 'echo "${FUNCNAME[0]-none} ${BASH_SOURCE[0]} ${BASH_LINENO[0]}"' > s; . ./s; f() { . ./s; }; f
## STDOUT:
none ./s 1
source ./s 1
## END

#### BASH_COMMAND
echo $BASH_COMMAND a b; trap 'echo "<$BASH_COMMAND>"' EXIT; false
## status: 1
## STDOUT:
echo $BASH_COMMAND a b a b
<false>
## END

#### BASH_SUBSHELL
echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL); ( (echo $BASH_SUBSHELL) )
## STDOUT:
0
1
2
## END

#### BASH_ARGV with extdebug
shopt -s extdebug; f() { echo "${BASH_ARGV[@]}" / "${BASH_ARGC[@]}"; }; f a b c
## STDOUT:
c b a / 3 0
## END

#### BASH_EXECUTION_STRING
$SH -c 'echo "$BASH_EXECUTION_STRING"'
## STDOUT:
echo "$BASH_EXECUTION_STRING"
## END

#### BASH_ARGV0
BASH_ARGV0=new; echo $0
## STDOUT:
new
## END

#### PIPESTATUS
true | false | (exit 3); echo "${PIPESTATUS[@]}"
## STDOUT:
0 1 3
## END

#### DIRSTACK
echo ${#DIRSTACK[@]}; pushd / > /dev/null; echo ${DIRSTACK[0]} ${#DIRSTACK[@]}
## STDOUT:
1
/ 2
## END

#### PWD and OLDPWD
cd /; cd /usr; echo $PWD $OLDPWD; env | grep -E '^(OLD)?PWD=' | sort
## STDOUT:
/usr /
OLDPWD=/
PWD=/usr
## END

#### OLDPWD is exported and unset at first
env -u OLDPWD $SH -c 'declare -p OLDPWD'
## STDOUT:
declare -x OLDPWD
## END

#### PWD from the environment is believed only when true
env PWD=/nonexistent $SH -c '[ $PWD = $(/bin/pwd) ] && echo ok'
## STDOUT:
ok
## END

#### IFS, OPTIND, PS4 at the start
declare -p IFS OPTIND PS4; echo ${PS1-unset} ${PS2-unset}
## STDOUT:
declare -- IFS=$' \t\n'
declare -i OPTIND="1"
declare -- PS4="+ "
unset unset
## END

#### PATH when there is none
env -i $SH -c 'echo $PATH; declare -p PATH'
## STDOUT:
/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.
declare -- PATH="/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:."
## END

#### what an empty environment gets
env -i "$SH" -c 'env | sort | cut -d= -f1'
## STDOUT:
PWD
SHLVL
_
## END

#### special parameters as values
set -- a b; IFS=-; echo "$*" "$@" $*; unset IFS; echo "${*}"
## STDOUT:
a-b a b a b
a b
## END

#### BASH_SOURCE cannot be unset, FUNCNAME can
unset BASH_SOURCE 2>/dev/null; echo $?; unset FUNCNAME; echo $?
## STDOUT:
1
0
## END

#### a locale that is not there is warned of and not used
unset LC_ALL LANG LC_CTYPE LC_TIME
{ LC_CTYPE=none.such; LANG=none.such; LC_ALL=none.other; LC_TIME=none.such; } 2>e
sed 's/^.*warning: //; s/): .*/)/' e; LC_ALL=none.such "$SH" -c 'echo in' 2>&1 | sed 's/^.*warning: //'
## STDOUT:
setlocale: LC_CTYPE: cannot change locale (none.such)
setlocale: LC_ALL: cannot change locale (none.other)
setlocale: LC_ALL: cannot change locale (none.such)
in
## END

#### $_ at the start: what the environment says, else the shell's own path
env _=q "$BASH" -c 'echo $_'
x=$(env -u _ "$BASH" -c 'echo $_ $BASH'); set -- $x; [ "$1" = "$2" ]; echo $?
## STDOUT:
q
0
## END

#### what an interactive shell has from the start, with --posix and as sh too
unset MAILCHECK HISTFILE PS1
export HOME=/h
show='declare -p MAILCHECK HISTFILE PS1'
"$SH" --norc -i -c "$show" 2>/dev/null
"$SH" --norc --posix -i -c "$show" 2>/dev/null
POSIXLY_CORRECT=1 MAILCHECK=5 "$SH" --norc -i -c "$show" 2>/dev/null
(exec -a sh "$SH" -i -c "$show" 2>/dev/null)
## STDOUT:
declare -i MAILCHECK="60"
declare -- HISTFILE="/h/.bash_history"
declare -- PS1="\\s-\\v\\\$ "
declare -i MAILCHECK="600"
declare -- HISTFILE="/h/.sh_history"
declare -- PS1="\\s-\\v\\\$ "
declare -ix MAILCHECK="5"
declare -- HISTFILE="/h/.sh_history"
declare -- PS1="\\s-\\v\\\$ "
declare -i MAILCHECK="60"
declare -- HISTFILE="/h/.bash_history"
declare -- PS1="\\s-\\v\\\$ "
## END

#### lists show computed variables as they were when last asked for
set | grep '^\(RANDOM\|SECONDS\|BASHPID\|DIRSTACK\|BASH_AL\|FUNC\|LINENO\|BASH_ARGV0\)'
declare -p | grep '^declare -[-ai]* \(RANDOM\|SECONDS\|FUNCNAME\|COMP_WORDBREAKS\|EPOCHSECONDS\)'
alias x=y; RANDOM=7 LINENO=3 BASH_ARGV0=me EPOCHSECONDS=1; : $SECONDS ${BASH_ALIASES[x]}
set | grep '^\(RANDOM\|LINENO\|BASH_AL\|EPOCHS\|BASH_ARGV0\)'; declare -p SECONDS | tr 1-9 0; declare -p FUNCNAME
f() { set | grep ^FUNC; local -; local x; local; local -p; local -p HOME; }; f; y=2 set | grep ^y; y=3 eval 'set | grep ^y'
## status: 0
## STDOUT:
BASH_ALIASES=()
DIRSTACK=()
declare -- COMP_WORDBREAKS
declare -- EPOCHSECONDS
declare -a FUNCNAME
declare -i RANDOM
declare -- SECONDS
BASH_ALIASES=([x]="y" )
LINENO=3
RANDOM=7
declare -i SECONDS="0"
declare -a FUNCNAME
FUNCNAME=([0]="f")
local -
declare -- x
local -
declare -- x
y=3
## END
## stderr-has: local: HOME: not found

#### BASH_ALIASES and BASH_CMDS define, PIPESTATUS and _ cannot be unset for long
shopt -s expand_aliases; BASH_ALIASES[q]='echo Q'; BASH_ALIASES+=([r]=s); alias; eval q
BASH_CMDS[lsx]=/bin/echo; lsx hi; unset PIPESTATUS _; true | false; echo ${PIPESTATUS[@]}; echo $_
echo "$COMP_WORDBREAKS" | od -c | head -1; COMP_WORDBREAKS=a; echo $COMP_WORDBREAKS
## STDOUT:
alias q='echo Q'
alias r='s'
Q
hi
0 1
1
0000000      \t  \n   "   '   @   >   <   =   ;   |   &   (   :  \n
a
## END

#### BASH_EXECUTION_STRING is there for BASH_ENV
echo 'printf "%s\n" "$BASH_EXECUTION_STRING"' > e; BASH_ENV=./e "$BASH" -c 'echo main'
## STDOUT:
echo main
main
## END

#### lines are counted on from a subshell that pipes its output on
(
:
) |
cat
echo $LINENO
( :
) | ( :
) |
cat
echo $LINENO
if ( :
) | cat; then
:
fi
echo $LINENO
for i in 1; do
( :
) | cat
done
echo $LINENO
f() {
( :
) | cat
echo $LINENO
}
f
echo $LINENO
eval '( :
) |
cat
echo $LINENO'
echo $LINENO
{ ( :
) | cat

}
echo $LINENO
( :
) |
cat &
wait
nosuchcommand
## status: 127
## STDOUT:
4
8
13
18
22
25
31
30
33
## END
## STDERR:
$SHELL_NAME: line 37: nosuchcommand: command not found
## END

#### POSIXLY_CORRECT and the posix option go together
set -o posix; echo "<$POSIXLY_CORRECT>"; set +o posix; echo "<${POSIXLY_CORRECT-unset}>"
POSIXLY_CORRECT=1; shopt -oq posix && echo on; unset POSIXLY_CORRECT; shopt -oq posix || echo off
## STDOUT:
<y>
<unset>
on
off
## END

#### EXECIGNORE hides files from the search for commands
mkdir -p one two; printf 'echo one\n' > one/cmd; printf 'echo two\n' > two/cmd; chmod +x */cmd; PATH=$PWD/one:$PWD/two:$PATH
EXECIGNORE='*/one/*'; cmd; type -aP cmd | sed "s|$PWD|.|"; EXECIGNORE='/nothing:*/cmd'; hash -r; cmd 2> /dev/null || echo $?
## STDOUT:
two
./two/cmd
127
## END

#### $_ behind unset NAME[SUB], alias NAME=VALUE and export NAME[SUB]=VALUE is what these leave of it
a=(1 2); unset 'a[1]'; echo $_; unset x 'h[k]'; echo $_; alias x=y; echo $_; alias y=z q='a b'; echo $_
export a[1]+=x 2>/dev/null; echo $_; unset -n 'a[1]'; echo $_
## STDOUT:
a
h
x
q
a[1]
a[1]
## END

#### BASH_ALIASES: an element assigned is an alias, one removed stays
BASH_ALIASES[x]='echo hi'; alias; BASH_ALIASES+=([y]=z); unset 'BASH_ALIASES[x]'; alias; BASH_ALIASES['a b']=1; alias
## STDOUT:
alias x='echo hi'
alias x='echo hi'
alias y='z'
alias x='echo hi'
alias y='z'
## END
## STDERR:
$SHELL_NAME: line 1: `a b': invalid alias name
## END

#### BASH_CMDS: an element assigned is a remembered command
BASH_CMDS[foo]=/bin/echo; foo hi; hash; hash -t foo; unset 'BASH_CMDS[foo]'; foo again
## STDOUT:
hi
hits	command
   1	/bin/echo
/bin/echo
again
## END

#### DIRSTACK: elements but the first can be assigned
cd /; pushd /usr >/dev/null; pushd /tmp >/dev/null; DIRSTACK[1]=/bin; dirs; DIRSTACK[0]=/x; dirs; DIRSTACK=(a b); dirs; unset 'DIRSTACK[1]'; dirs
## STDOUT:
/tmp /bin /
/tmp /bin /
/tmp b /
/tmp b /
## END

#### what was never asked for has no value in a listing
declare -p | grep -E '^declare -[^ ]* (RANDOM|LINENO|DIRSTACK|GROUPS|BASHPID|FUNCNAME|PIPESTATUS|COMP_WORDBREAKS)'; echo "$LINENO" >/dev/null
: | :; declare -p | grep -E ' (LINENO|PIPESTATUS)'; declare -p COMP_WORDBREAKS FUNCNAME; f() { declare -p FUNCNAME; }; f
set | grep -E '^(RANDOM|FUNCNAME|SECONDS)='
## status: 1
## STDOUT:
declare -i BASHPID
declare -- COMP_WORDBREAKS
declare -a DIRSTACK=()
declare -a FUNCNAME
declare -a GROUPS=()
declare -- LINENO
declare -i RANDOM
declare -- LINENO="1"
declare -a PIPESTATUS=([0]="0" [1]="0")
declare -- COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
declare -a FUNCNAME
declare -a FUNCNAME=([0]="f")
## END

#### BASH_COMPAT and shopt compatNN are two views of one level
BASH_COMPAT=4.2; shopt compat42; BASH_COMPAT=9; shopt compat42; shopt -s compat31; echo $BASH_COMPAT; shopt -s compat44; shopt compat31; echo $BASH_COMPAT; shopt -u compat44; echo $BASH_COMPAT
BASH_COMPAT=50; RANDOM=42; echo $RANDOM; BASH_COMPAT=; RANDOM=42; echo $RANDOM
## STDOUT:
compat42       	on
compat42       	off
31
compat31       	off
44
52
17766
17772
## END
## STDERR:
$SHELL_NAME: line 1: BASH_COMPAT: 9: compatibility value out of range
## END

#### set -o posix sets POSIXLY_CORRECT, set +o posix removes it
set -o posix; echo $POSIXLY_CORRECT; set +o posix; echo ${POSIXLY_CORRECT-unset}; POSIXLY_CORRECT=1; set -o posix; echo $POSIXLY_CORRECT
## STDOUT:
y
unset
1
## END

#### SHLVL counts in an int, from 0, and starts again at 1000
for v in abc ' 7 ' -5 998 999 99999999999; do SHLVL=$v "$BASH" -c 'echo $SHLVL' 2>&1 | sed 's/.*: warn/warn/'; done
## STDOUT:
1
8
0
999
warning: shell level (1000) too high, resetting to 1
1
warning: shell level (1215752192) too high, resetting to 1
1
## END

#### SHLVL goes down where a program takes the place of the shell
SHLVL=5; (env) | grep SHLVL; (:; env) | grep SHLVL; ({ env; }) | grep SHLVL; "$BASH" -c env | grep SHLVL; "$BASH" -c ':; env' | grep SHLVL; "$BASH" -c 'exec env' | grep SHLVL; "$BASH" -c '{ env; }' | grep SHLVL; x=$(env); grep SHLVL= <<< "$x"
## STDOUT:
SHLVL=4
SHLVL=4
SHLVL=5
SHLVL=5
SHLVL=5
SHLVL=5
SHLVL=6
SHLVL=4
## END

#### EXECIGNORE hides commands from the search
mkdir p; printf '#!/bin/sh\necho ran\n' > p/c; chmod +x p/c; PATH=$PWD/p:$PATH; c; hash -r; EXECIGNORE='/x:*/P/C'; c; echo $?; type c 2>/dev/null; echo $?; unset EXECIGNORE; c
## STDOUT:
ran
127
1
ran
## END
## STDERR:
$SHELL_NAME: line 1: c: command not found
## END

#### BASH_SUBSHELL in members of pipelines: words, builtins, jobs
f() { echo $BASH_SUBSHELL; }; echo $BASH_SUBSHELL | cat; f | cat; eval 'echo $BASH_SUBSHELL' | cat; { echo $BASH_SUBSHELL; } | cat; echo $BASH_SUBSHELL & wait; f & wait
## STDOUT:
0
1
1
1
1
1
## END

#### BASH_COMMAND is the expression, condition or subshell that runs
trap 'echo "$BASH_COMMAND"' ERR; (exit 3); ((0)); [[ a == b ]]; for ((i = 0; i < 1; i++)); do :; done
trap - ERR; trap 'echo "$BASH_COMMAND"' DEBUG; for ((i=0;i<1;i++)); do :; done; for ((;;)); do break; done; case x in x) ;; esac
## STDOUT:
( exit 3 )
((0))
[[ a == b ]]
((i=0))
((i<1))
:
((i++))
((i<1))
((1))
((1))
break
case x in 
## END

#### LINES and COLUMNS are the terminal's, from the first command in the foreground on
cat > run.py <<'P'
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
out = b""
while True:
    try: got = os.read(fd, 4096)
    except OSError: break
    if not got: break
    out += got
print(out.decode().replace("\r", ""), end="")
P
run() { env -u LINES -u COLUMNS python3 run.py "$BASH" --norc "$@"; }
run -c 'echo [$COLUMNS $LINES]; /bin/true; echo [$COLUMNS $LINES]; COLUMNS=5; echo $COLUMNS; (:); echo $COLUMNS; shopt -u checkwinsize; COLUMNS=5; (:); echo $COLUMNS'
run -i -c 'echo [$COLUMNS $LINES]'
## STDOUT:
[ ]
[77 33]
5
77
5
[77 33]
## END
## needs: python3

#### PROMPT_COMMAND leaves $_ alone
printf '%s\n' 'PROMPT_COMMAND="echo from prompt > /dev/null"' 'echo one two' 'echo $_' | "$BASH" --norc -i 2> /dev/null
## STDOUT:
one two
two
## END

#### what the environment has a computed variable's name for
for v in FUNCNAME PIPESTATUS GROUPS DIRSTACK BASH_LINENO BASH_ALIASES UID HOSTTYPE SECONDS LINENO; do
env $v=5 $SH -c "f() { declare -p $v; }; f; $v=7; true | false; declare -p $v; env | grep '^$v='"
done
env PIPESTATUS= $SH -c "declare -p" | grep "PIPESTATUS="
env PPID=5 BASH_VERSINFO=5 $SH -c 'env | grep -c "^PPID=\|^BASH_VERSINFO="; declare -p BASH_VERSINFO | cut -c 1-11'
## STDOUT:
declare -x FUNCNAME="5"
declare -x FUNCNAME="7"
FUNCNAME=7
declare -x PIPESTATUS="5"
declare -x PIPESTATUS="7"
PIPESTATUS=7
declare -x GROUPS="5"
declare -x GROUPS="7"
GROUPS=7
declare -x DIRSTACK="5"
declare -x DIRSTACK="7"
DIRSTACK=7
declare -x BASH_LINENO="5"
declare -x BASH_LINENO="7"
BASH_LINENO=7
declare -x BASH_ALIASES="5"
declare -x BASH_ALIASES="7"
BASH_ALIASES=7
declare -x UID="5"
declare -x UID="7"
UID=7
declare -x HOSTTYPE="5"
declare -x HOSTTYPE="7"
HOSTTYPE=7
declare -ix SECONDS="5"
declare -ix SECONDS="7"
SECONDS=7
declare -x LINENO="1"
declare -x LINENO="1"
LINENO=1
declare -x PIPESTATUS=""
0
declare -ar
## END

#### PIPESTATUS and $_ behind a command that was abandoned
false | (exit 7) | :
x=${}
echo "${PIPESTATUS[@]} $?"
false | (exit 7)
f() { v=$((1/0)); }; f
echo "${PIPESTATUS[@]} $?"
## STDOUT:
1 1
1 1
## END
## STDERR:
$SHELL_NAME: line 2: ${}: bad substitution
environment: line 5: 1/0: division by 0 (error token is "0")
## END

#### BASH_ARGV0, more than once
BASH_ARGV0=a; echo $0; BASH_ARGV0=b; echo $0 $BASH_ARGV0; (BASH_ARGV0=c; echo $0); echo $0
## STDOUT:
a
b b
c
b
## END
