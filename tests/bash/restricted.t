# tests/bash/restricted.t - set -r and rbash

#### what a restricted shell refuses
set -r
for c in 'cd /' 'pushd /' '/bin/echo hi' 'command /bin/echo hi' '. ./f' 'echo hi > f' 'echo hi >| f' 'echo hi >> f' 'echo hi <> f' \
	'echo hi &> f' 'exec ls' 'hash -p /bin/ls ls' 'enable -f f x' 'enable -d x' 'command -p ls' 'set +r'; do
	eval "$c"; echo "$? $c"
done 2>&1 | sed 's/^.*: line [0-9]*: //; s/^set: usage.*/usage/'
BASH_CMDS[ls]=/bin/ls; enable -n echo; enable echo
## status: 1
## STDOUT:
cd: restricted
1 cd /
pushd: restricted
1 pushd /
/bin/echo: restricted: cannot specify `/' in command names
1 /bin/echo hi
/bin/echo: restricted: cannot specify `/' in command names
1 command /bin/echo hi
.: ./f: restricted
1 . ./f
f: restricted: cannot redirect output
1 echo hi > f
f: restricted: cannot redirect output
1 echo hi >| f
f: restricted: cannot redirect output
1 echo hi >> f
f: restricted: cannot redirect output
1 echo hi <> f
f: restricted: cannot redirect output
1 echo hi &> f
exec: restricted
1 exec ls
hash: /bin/ls: restricted
1 hash -p /bin/ls ls
enable: restricted
1 enable -f f x
enable: restricted
1 enable -d x
command: -p: restricted
1 command -p ls
set: +r: invalid option
usage
1 set +r
## END
## STDERR:
$SHELL_NAME: line 6: /bin/ls: restricted
$SHELL_NAME: line 6: enable: restricted
## END

#### what it does all the same
set -r; echo $-; echo err 2>&1; exec 3< /dev/null; f() { echo f; }; f; PATH=/nonexist; echo $?; shopt restricted_shell
## status: 1
## STDOUT:
hrBc
err
f
0
restricted_shell	off
## END

#### a shell started as a restricted one keeps some variables as they are
$SH --restricted -c 'echo $-; shopt restricted_shell; (PATH=x); (SHELL=x); (ENV=x); (BASH_ENV=x); (HISTFILE=x); unset PATH' 2>&1 | sed 's/^.*line 1: //'
## STDOUT:
hrBc
restricted_shell	on
PATH: readonly variable
SHELL: readonly variable
ENV: readonly variable
BASH_ENV: readonly variable
HISTFILE: readonly variable
unset: PATH: cannot unset: readonly variable
## END
