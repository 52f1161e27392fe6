# tests/bash/names.t - type, command -v and hash: what a name stands for.

#### type of everything
f() { :; }; type f | head -1; type cd; type if; type -t f cd if ls nope; echo $?
## STDOUT:
f is a function
cd is a shell builtin
if is a shell keyword
function
builtin
keyword
file
1
## END

#### type of a file
touch prog; chmod +x prog; PATH=$PWD:$PATH; type prog | sed "s|$PWD|D|"; type -p prog | sed "s|$PWD|D|"; type -P prog | sed "s|$PWD|D|"; ./prog; type ./prog; type ./nope; echo $?
## STDOUT:
prog is D/prog
D/prog
D/prog
./prog is ./prog
1
## END
## STDERR:
$SHELL_NAME: line 1: type: ./nope: not found
## END

#### type -a finds all
mkdir a b; touch a/x b/x; chmod +x a/x b/x; PATH=a:b; type -a x; x() { :; }; type -at x; type -ap x; type -af x
## STDOUT:
x is a/x
x is b/x
function
file
file
a/x
b/x
x is a/x
x is b/x
## END

#### type -p says nothing for what is no file
type -p cd; echo $?; type -P cd; echo $?; type -p nope; echo $?
## STDOUT:
0
1
1
## END

#### type -f leaves functions out
ls() { :; }; type -ft ls; unset -f ls
## STDOUT:
file
## END

#### type without names and with wrong options
type; echo $?; type -x; echo $?
## STDOUT:
0
2
## END
## STDERR:
$SHELL_NAME: line 1: type: -x: invalid option
type: usage: type [-afptP] name [name ...]
## END

#### a remembered file
touch prog; chmod +x prog; PATH=$PWD:$PATH; prog; type prog | sed "s|$PWD|D|"; hash -r; type prog | sed "s|$PWD|D|"
## STDOUT:
prog is hashed (D/prog)
prog is D/prog
## END

#### a file that is not executable is named all the same
touch plain; PATH=$PWD:$PATH; type plain | sed "s|$PWD|D|"; command -v plain | sed "s|$PWD|D|"
## STDOUT:
plain is D/plain
D/plain
## END

#### command -v
f() { :; }; command -v f cd if; touch p; chmod +x p; PATH=$PWD:$PATH; command -v p | sed "s|$PWD|D|"; command -v nope; echo $?; command -v ./p; command -v nope cd; echo $?
## STDOUT:
f
cd
if
D/p
1
./p
cd
0
## END

#### command -V
command -V cd if; command -V nope; echo $?
## STDOUT:
cd is a shell builtin
if is a shell keyword
1
## END
## STDERR:
$SHELL_NAME: line 1: command: nope: not found
## END

#### special builtins in posix mode
set -o posix; type eval; type cd; type -t eval
## STDOUT:
eval is a special shell builtin
cd is a shell builtin
builtin
## END

#### hash remembers
touch prog; chmod +x prog; PATH=$PWD:$PATH; hash; hash prog; hash -t prog | sed "s|$PWD|D|"; hash | sed "s|$PWD|D|"; prog; prog; hash | sed "s|$PWD|D|"; hash -l | sed "s|$PWD|D|"
## STDOUT:
hash: hash table empty
D/prog
hits	command
   0	D/prog
hits	command
   2	D/prog
builtin hash -p D/prog prog
## END

#### hash -p, -d and -r
hash -p /some/where z; hash -t z; hash -lt z; hash -d z; hash -d z; echo $?; hash -p /x a; hash -r; hash -t a; echo $?
## STDOUT:
/some/where
builtin hash -p /some/where z
1
1
## END
## STDERR:
$SHELL_NAME: line 1: hash: z: not found
$SHELL_NAME: line 1: hash: a: not found
## END

#### hash of what is not there
hash nope; echo $?; hash -t nope; echo $?; hash -t; echo $?; hash cd; echo $?; hash -x; echo $?
## STDOUT:
1
1
1
0
2
## END
## STDERR:
$SHELL_NAME: line 1: hash: nope: not found
$SHELL_NAME: line 1: hash: nope: not found
$SHELL_NAME: line 1: hash: -t: option requires an argument
$SHELL_NAME: line 1: hash: -x: invalid option
hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]
## END

#### -t with several names
hash -p /x a; hash -p /y b; hash -t a b nope; echo $?
## STDOUT:
a	/x
b	/y
1
## END
## STDERR:
$SHELL_NAME: line 1: hash: nope: not found
## END

#### assigning PATH forgets
touch prog; chmod +x prog; PATH=$PWD:$PATH; hash prog; PATH=$PATH; hash
## STDOUT:
hash: hash table empty
## END

#### help
help -s true eval; help nope; echo $?; help cd > /dev/null; echo $?; help -x 2>/dev/null; echo $?
## STDOUT:
true: true
eval: eval [arg ...]
1
0
2
## END
## STDERR:
$SHELL_NAME: line 1: help: no help topics match `nope'.  Try `help help' or `man -k nope' or `info nope'.
## END

#### BASH_CMDS sees what is remembered
hash -p /some/where z; echo ${BASH_CMDS[z]}
## STDOUT:
/some/where
## END

#### the builtins are found by enable -a
enable -a | grep -c '^enable \(cd\|eval\|read\|trap\|wait\)$'
## STDOUT:
5
## END

#### hash lists in bash's order, the hits count every question
mkdir d; for n in ba ab q7 zz top w_1; do echo : >d/$n; chmod +x d/$n; done; PATH=d:$PATH
for n in q7 zz w_1 ba top ab; do hash -p d/$n $n; done; type zz >/dev/null; hash -t zz >/dev/null; hash
## STDOUT:
hits	command
   0	d/q7
   0	d/ab
   0	d/top
   2	d/zz
   0	d/w_1
   0	d/ba
## END

#### command -p remembers what it found
PATH=/nonexistent; command -p true_not_there 2>/dev/null; command -p cat </dev/null; hash -t cat
## STDOUT:
/bin/cat
## END

#### without a PATH a name is a file of the current directory, if it can be executed
printf 'echo hi\n' > runs; cp runs text; chmod +x runs; mkdir folder
for PATH in '' :; do
	for name in runs text folder nope; do
		for words in 'type' 'type -a' 'type -t' 'type -P' 'command -v' 'command -V'; do
			said=$($words $name 2>/dev/null)
			echo "<$PATH> $words: $? ${said//"$PWD"/.PWD}"
		done
	done
done
unset PATH; command -V nope; echo $?
## STDOUT:
<> type: 0 runs is .PWD/runs
<> type -a: 1 
<> type -t: 0 file
<> type -P: 0 .PWD/runs
<> command -v: 0 .PWD/runs
<> command -V: 0 runs is .PWD/runs
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<> type: 1 
<> type -a: 1 
<> type -t: 1 
<> type -P: 1 
<> command -v: 1 
<> command -V: 1 
<:> type: 0 runs is ./runs
<:> type -a: 0 runs is ./runs
<:> type -t: 0 file
<:> type -P: 0 ./runs
<:> command -v: 0 ./runs
<:> command -V: 0 runs is .PWD/runs
<:> type: 0 text is ./text
<:> type -a: 1 
<:> type -t: 0 file
<:> type -P: 0 ./text
<:> command -v: 0 ./text
<:> command -V: 0 text is .PWD/text
<:> type: 1 
<:> type -a: 1 
<:> type -t: 1 
<:> type -P: 1 
<:> command -v: 1 
<:> command -V: 1 
<:> type: 1 
<:> type -a: 1 
<:> type -t: 1 
<:> type -P: 1 
<:> command -v: 1 
<:> command -V: 1 
1
## END

#### a local variable that is unset does not hide the name of another
x=1
f() { local x= xa=1; unset x; echo 1 ${!x@}; g; echo 1b ${!x@}; }
g() { echo 2 ${!x@}; unset xa; echo 3 ${!x*}; unset x; echo 4 ${!x*}; }
f
declare xb; echo 5 ${!x@}
## STDOUT:
1 x xa
2 x xa
3 x
4 x
1b x
5 x
## END

#### NAME --help is help NAME, with status 2
for b in $(compgen -b); do
	first=$({ "$b" --help; } 2>/dev/null | head -n 1)
	("$b" --help) >/dev/null 2>&1
	echo "$first $?"
done
type -a --help | head -n 1; set -e --help | head -n 1; trap -p --help | head -n 1; command cd --help | head -n 1
cd -- --help 2>/dev/null; echo $?; export x=1 --help 2>/dev/null; echo $?; let 1 --help; echo $?
## STDOUT:
.: . filename [arguments] 2
 0
 2
alias: alias [-p] [name[=value] ... ] 2
bg: bg [job_spec ...] 2
 2
break: break [n] 2
builtin: builtin [shell-builtin [arg ...]] 2
caller: caller [expr] 2
cd: cd [-L|[-P [-e]] [-@]] [dir] 2
command: command [-pVv] command [arg ...] 2
compgen: compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word] 2
complete: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...] 2
compopt: compopt [-o|+o option] [-DEI] [name ...] 2
continue: continue [n] 2
declare: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...] 2
dirs: dirs [-clpv] [+N] [-N] 2
disown: disown [-h] [-ar] [jobspec ... | pid ...] 2
--help 0
enable: enable [-a] [-dnps] [-f filename] [name ...] 2
eval: eval [arg ...] 2
exec: exec [-cl] [-a name] [command [argument ...]] [redirection ...] 2
exit: exit [n] 2
export: export [-fn] [name[=value] ...] or export -p 2
 1
fc: fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command] 2
fg: fg [job_spec] 2
getopts: getopts optstring name [arg ...] 2
hash: hash [-lr] [-p pathname] [-dt] [name ...] 2
help: help [-dms] [pattern ...] 2
history: history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...] 2
jobs: jobs [-lnprs] [jobspec ...] or jobs -x command [args] 2
kill: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec] 2
let: let arg [arg ...] 2
local: local [option] name[=value] ... 2
logout: logout [n] 2
mapfile: mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array] 2
popd: popd [-n] [+N | -N] 2
printf: printf [-v var] format [arguments] 2
pushd: pushd [-n] [+N | -N | dir] 2
pwd: pwd [-LP] 2
read: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...] 2
readarray: readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array] 2
readonly: readonly [-aAf] [name[=value] ...] or readonly -p 2
return: return [n] 2
set: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...] 2
shift: shift [n] 2
shopt: shopt [-pqsu] [-o] [optname ...] 2
source: source filename [arguments] 2
suspend: suspend [-f] 2
 0
times: times 2
trap: trap [-lp] [[arg] signal_spec ...] 2
 0
type: type [-afptP] name [name ...] 2
typeset: typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...] 2
ulimit: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit] 2
umask: umask [-p] [-S] [mode] 2
unalias: unalias [-a] name [name ...] 2
unset: unset [-f] [-v] [-n] [name ...] 2
wait: wait [-fn] [-p var] [id ...] 2
type: type [-afptP] name [name ...]
set: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
trap: trap [-lp] [[arg] signal_spec ...]
cd: cd [-L|[-P [-e]] [-@]] [dir]
1
1
0
## END

#### help has topics for syntax as well
help -s '*'
help -s 'ca*' cd; help -s fo; help -s nope if; echo $?
help -d if | grep -c '^if - [A-Z].*\.$'; help -m if | grep '^[A-Z]'; help 'for ((' | sed -n '1p; 2s/^    [A-Z].*/short/p'
help -d cd | wc -l; help cd | grep -vc '^    '
compgen -A helptopic | head -n 9; compgen -k
## STDOUT:
Shell commands matching keyword `*'

%: job_spec [&]
(( ... )): (( expression ))
.: . filename [arguments]
:: :
[: [ arg... ]
[[ ... ]]: [[ expression ]]
alias: alias [-p] [name[=value] ... ]
bg: bg [job_spec ...]
bind: bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]
break: break [n]
builtin: builtin [shell-builtin [arg ...]]
caller: caller [expr]
case: case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac
cd: cd [-L|[-P [-e]] [-@]] [dir]
command: command [-pVv] command [arg ...]
compgen: compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]
complete: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]
compopt: compopt [-o|+o option] [-DEI] [name ...]
continue: continue [n]
coproc: coproc [NAME] command [redirections]
declare: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]
dirs: dirs [-clpv] [+N] [-N]
disown: disown [-h] [-ar] [jobspec ... | pid ...]
echo: echo [-neE] [arg ...]
enable: enable [-a] [-dnps] [-f filename] [name ...]
eval: eval [arg ...]
exec: exec [-cl] [-a name] [command [argument ...]] [redirection ...]
exit: exit [n]
export: export [-fn] [name[=value] ...] or export -p
false: false
fc: fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]
fg: fg [job_spec]
for: for NAME [in WORDS ... ] ; do COMMANDS; done
for ((: for (( exp1; exp2; exp3 )); do COMMANDS; done
function: function name { COMMANDS ; } or name () { COMMANDS ; }
getopts: getopts optstring name [arg ...]
hash: hash [-lr] [-p pathname] [-dt] [name ...]
help: help [-dms] [pattern ...]
history: history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]
if: if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi
jobs: jobs [-lnprs] [jobspec ...] or jobs -x command [args]
kill: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]
let: let arg [arg ...]
local: local [option] name[=value] ...
logout: logout [n]
mapfile: mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]
popd: popd [-n] [+N | -N]
printf: printf [-v var] format [arguments]
pushd: pushd [-n] [+N | -N | dir]
pwd: pwd [-LP]
read: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]
readarray: readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]
readonly: readonly [-aAf] [name[=value] ...] or readonly -p
return: return [n]
select: select NAME [in WORDS ... ;] do COMMANDS; done
set: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
shift: shift [n]
shopt: shopt [-pqsu] [-o] [optname ...]
source: source filename [arguments]
suspend: suspend [-f]
test: test [expr]
time: time [-p] pipeline
times: times
trap: trap [-lp] [[arg] signal_spec ...]
true: true
type: type [-afptP] name [name ...]
typeset: typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]
ulimit: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]
umask: umask [-p] [-S] [mode]
unalias: unalias [-a] name [name ...]
unset: unset [-f] [-v] [-n] [name ...]
until: until COMMANDS; do COMMANDS-2; done
variables: variables - Names and meanings of some shell variables
wait: wait [-fn] [-p var] [id ...]
while: while COMMANDS; do COMMANDS-2; done
{ ... }: { COMMANDS ; }
Shell commands matching keywords `ca*, cd'

caller: caller [expr]
case: case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac
cd: cd [-L|[-P [-e]] [-@]] [dir]
for: for NAME [in WORDS ... ] ; do COMMANDS; done
for ((: for (( exp1; exp2; exp3 )); do COMMANDS; done
if: if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi
0
1
NAME
SYNOPSIS
DESCRIPTION
SEE ALSO
IMPLEMENTATION
for ((: for (( exp1; exp2; exp3 )); do COMMANDS; done
short
1
1
%
(( ... ))
.
:
[
[[ ... ]]
alias
bg
bind
if
then
else
elif
fi
case
esac
for
select
while
until
do
done
in
function
time
{
}
!
[[
]]
coproc
## END

#### the list of help in two columns
help | grep -A 3 '^ job_spec'; COLUMNS=60 help | grep '^ job_spec'; enable -n cd; help | grep -o '^.cd'; enable cd
## STDOUT:
 job_spec [&]                            history [-c] [-d offset] [n] or hist>
 (( expression ))                        if COMMANDS; then COMMANDS; [ elif C>
 . filename [arguments]                  jobs [-lnprs] [jobspec ...] or jobs >
 :                                       kill [-s sigspec | -n signum | -sigs>
 job_spec [&]                  history [-c] [-d offset] [>
*cd
## END

#### messages of an interactive shell have no line, nor have those of its subshells
printf '%s\n' '(nosuch)' 'nosuch | cat' 'x=$(nosuch)' '(cd /nosuch)' '(echo ${x?}; echo no); echo $?' '(echo $((1+)))' '(readonly r=1; r=2; echo no)' 'eval fi' '(eval fi)' 'eval "x=\$(fi)"; echo $?' '(echo $-; { echo $-; } & wait)' |
	PS1= PS2= "$BASH" --norc --noediting -i 2>&1 | sed "s,^${BASH##*/}:,bash:," | grep -v '^\[\|job control\|terminal process'
## STDOUT:
bash: nosuch: command not found
bash: nosuch: command not found
bash: nosuch: command not found
bash: cd: /nosuch: No such file or directory

no
0
bash: 1+: syntax error: operand expected (error token is "+")
bash: r: readonly variable
bash: syntax error near unexpected token `fi'
bash: eval: line 9: syntax error near unexpected token `fi'
bash: eval: line 9: `fi'
bash: syntax error near unexpected token `fi'
1
hiBHs
hiBHs
exit
## END

#### what an interactive shell did not read itself is named with its line
echo 'nosuch; fi' > file; printf '%s\n' '{ nosuch; } & wait' 'nosuch & wait' '. ./file' 'trap fi USR1; kill -USR1 $$' 'PROMPT_COMMAND=fi' : PROMPT_COMMAND= |
	PS1= PS2= "$BASH" --norc --noediting -i 2>&1 | sed "s,^$BASH:,bash:,; s,^${BASH##*/}:,bash:," | grep -v '^\[\|job control\|terminal process'
## STDOUT:
bash: line 1: nosuch: command not found
bash: nosuch: command not found
bash: ./file: line 1: syntax error near unexpected token `fi'
bash: ./file: line 1: `nosuch; fi'
bash: trap: line 1: syntax error near unexpected token `fi'
bash: trap: line 1: `fi'
bash: PROMPT_COMMAND: line 5: syntax error near unexpected token `fi'
bash: PROMPT_COMMAND: line 5: `fi'
bash: PROMPT_COMMAND: line 6: syntax error near unexpected token `fi'
bash: PROMPT_COMMAND: line 6: `fi'
exit
## END
