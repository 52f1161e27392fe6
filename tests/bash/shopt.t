# tests/bash/shopt.t - shopt (bash manual 4.3.2).

#### set, query and unset
shopt -s extglob; echo $?; shopt -q extglob; echo $?; shopt extglob; shopt -u extglob; shopt -q extglob; echo $?; shopt extglob; echo $?
## STDOUT:
0
0
extglob        	on
1
extglob        	off
1
## END

#### -p prints commands
shopt -p nullglob dotglob; shopt -s nullglob; shopt -p nullglob; echo $?
## STDOUT:
shopt -u nullglob
shopt -u dotglob
shopt -s nullglob
0
## END

#### several at once: the status says whether all are on
shopt -s dotglob nullglob; shopt -q dotglob nullglob; echo $?; shopt -u dotglob; shopt -q dotglob nullglob; echo $?
## STDOUT:
0
1
## END

#### wrong names
shopt nope; echo $?; shopt -s nope; echo $?; shopt -q nope; echo $?; shopt -s nullglob nope; echo $?; shopt nullglob
## STDOUT:
1
1
1
1
nullglob       	on
## END
## STDERR:
$SHELL_NAME: line 1: shopt: nope: invalid shell option name
$SHELL_NAME: line 1: shopt: nope: invalid shell option name
$SHELL_NAME: line 1: shopt: nope: invalid shell option name
$SHELL_NAME: line 1: shopt: nope: invalid shell option name
## END

#### -s and -u list
shopt -u | grep -c 'on$'; shopt -s | grep -c 'off$'; shopt -s extglob; shopt -s | grep extglob; shopt -sp | grep extglob
## STDOUT:
0
0
extglob        	on
shopt -s extglob
## END

#### -s and -u together
shopt -su extglob; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: shopt: cannot set and unset shell options simultaneously
## END

#### -o speaks of set -o
shopt -o errexit; shopt -so noglob; echo $-; shopt -po noglob; shopt -qo noglob; echo $?; shopt -uo noglob; shopt -o nope; echo $?
## STDOUT:
errexit        	off
fhBc
set -o noglob
0
1
## END
## STDERR:
$SHELL_NAME: line 1: shopt: nope: invalid option name
## END

#### wrong option letters
shopt -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: shopt: -x: invalid option
shopt: usage: shopt [-pqsu] [-o] [optname ...]
## END

#### read-only ones stay
shopt -s login_shell; echo $?; shopt login_shell
## status: 1
## STDOUT:
0
login_shell    	off
## END

#### BASHOPTS
shopt -s extglob; case :$BASHOPTS: in *:extglob:*) echo in;; esac; shopt -u extglob; case :$BASHOPTS: in *:extglob:*) echo in;; *) echo out;; esac
## STDOUT:
in
out
## END

#### extglob changes how text is read from the next line on
shopt -s extglob
touch ab ac b; echo @(ab|b) !(a*) +(a|b) ?(x)b
## STDOUT:
ab b b ab b b
## END

#### nullglob and failglob
shopt -s nullglob; echo a* b*; shopt -u nullglob; echo a*; shopt -s failglob; echo a*; echo after $?
echo next
## STDOUT:

a*
next
## END
## STDERR:
$SHELL_NAME: line 1: no match: a*
## END

#### dotglob, nocaseglob, globstar
mkdir -p d/e; touch .h A d/e/f; shopt -s dotglob nocaseglob globstar; echo * a* **; shopt -u dotglob nocaseglob globstar; echo *
## STDOUT:
.h A d A .h A d d/e d/e/f
A d
## END

#### lastpipe
shopt -s lastpipe; echo v | read x; echo "[$x]"
## STDOUT:
[v]
## END

#### xpg_echo
shopt -s xpg_echo; echo 'a\tb'; shopt -u xpg_echo; echo 'a\tb'
## STDOUT:
a	b
a\tb
## END

#### inherit_errexit
set -e; echo $(false; echo a); shopt -s inherit_errexit; echo $(false; echo b) end
## STDOUT:
a
end
## END

#### shift_verbose
shift 5; echo $?; shopt -s shift_verbose; shift 5; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: shift: 5: shift count out of range
## END

#### expand_aliases
shopt expand_aliases; shopt -s expand_aliases
alias a='echo alias'
a
## STDOUT:
expand_aliases 	off
alias
## END

#### BASHOPTS has what posix mode changes from the next shopt on
has() { case :$BASHOPTS: in *:$1:*) echo yes;; *) echo no;; esac; }
set -o posix
has expand_aliases; shopt -p expand_aliases
shopt -s extglob
has expand_aliases; has shift_verbose
set +o posix
has expand_aliases; shopt -p expand_aliases
## status: 1
## STDOUT:
no
shopt -s expand_aliases
yes
yes
yes
shopt -u expand_aliases
## END
