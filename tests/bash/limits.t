# tests/bash/limits.t - umask and ulimit.

#### umask prints and sets
umask 022; umask; umask -S; umask -p; umask -pS; umask 7; umask; umask 0777; umask -S
## STDOUT:
0022
u=rwx,g=rx,o=rx
umask 0022
umask -S u=rwx,g=rx,o=rx
0007
u=,g=,o=
## END

#### it is what new files get
umask 027; touch f; mkdir d; stat -c %a f d; umask 777; touch g; stat -c %a g; (umask 0; touch h); stat -c %a h
## STDOUT:
640
750
0
666
## END

#### symbolic modes
umask 022; umask g+w; umask; umask o-rx,u=rw; umask; umask a+x; umask; umask =; umask; umask u=rwx,go=r; umask -S; umask +w; umask; umask -w; umask
## STDOUT:
0002
0107
0006
0777
u=rwx,g=r,o=r
0011
0011
## END
## STDERR:
$SHELL_NAME: line 1: umask: -w: invalid option
umask: usage: umask [-p] [-S] [mode]
## END

#### -S prints what was set
umask -S 027; umask -S u=rwx,g=rx,o=
## STDOUT:
u=rwx,g=rx,o=
u=rwx,g=rx,o=
## END

#### mistakes leave it alone
umask 022; umask 999; echo $?; umask 8; umask 01234567; umask z; umask u=z; umask ux; umask g=rwx,; umask; umask -x; echo $?
## STDOUT:
1
0022
2
## END

#### umask in a subshell
umask 022; (umask 077; umask); umask
## STDOUT:
0077
0022
## END

#### ulimit -n
ulimit -Sn 100; ulimit -n; ulimit -Sn; (ulimit -n 50; ulimit -Hn; ulimit -n); ulimit -n
## STDOUT:
100
100
50
50
100
## END

#### unlimited, soft, hard
ulimit -Sf unlimited; ulimit -f; ulimit; ulimit -Sn hard; [ "$(ulimit -n)" = "$(ulimit -Hn)" ] && echo same; ulimit -Sn 64; ulimit -Hn soft; ulimit -Hn
## STDOUT:
unlimited
unlimited
same
64
## END

#### several at once are described
ulimit -Sn 64; ulimit -Sc 0; ulimit -nc | sed 's/  */ /g'
## STDERR:
$SHELL_NAME: line 1: ulimit: c: invalid number
## END

#### mistakes
ulimit -n x; echo $?; ulimit -z; echo $?; ulimit -n 1x; echo $?; ulimit -n -5; echo $?
## STDOUT:
1
2
1
2
## END

#### -a has a line for each
ulimit -Sn 64; ulimit -a | grep -c '(.*-[a-zA-Z])'; ulimit -a | grep 'open files'; ulimit -aH | grep -c 'open files'
## STDOUT:
17
open files                          (-n) 64
1
## END

#### a limit holds for children
ulimit -c 0; "$SH" -c 'ulimit -c'; (ulimit -Sn 20; "$SH" -c 'ulimit -Sn')
## STDOUT:
0
20
## END

#### whose failing to write is told
ulimit -a > /dev/full; echo $?
ulimit -n > /dev/full; echo $?
alias q=x; alias q > /dev/full; echo $?; alias > /dev/full; echo $?
## STDOUT:
1
0
0
1
## END
## STDERR:
$SHELL_NAME: line 1: ulimit: write error: No space left on device
$SHELL_NAME: line 3: alias: write error: No space left on device
## END

#### many levels of a length whose subscript has no end
open=$(printf '${#x[l[%.0s' {1..60}) close=$(printf ']}%.0s' {1..60})
(eval "a=$open$close") 2>/dev/null; echo done
## STDOUT:
done
## END

#### what looks like an assignment is not read again at each of many levels
open= close=
for ((i = 0; i < 25; i++)); do
	open+='a[$(' close+=')]'
done
echo "$open : $close" >deep
"$SH" -n deep && echo parsed
## STDOUT:
parsed
## END
