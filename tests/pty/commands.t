# tests/pty/commands.t - the commands that bash's line editor has on top of readline's

#### expansions: M-C-e, M-^, magic-space
x=1
echo $x $((x+1)) "a b" `echo sub`\e\ce
{1 2 a b sub}\.
echo one two
echo !$\e^
bind '"\\C-xq": magic-space'
echo !$\cxqx
exit
## STDOUT:
$ x=1
$ echo $x $((x+1)) "a b" `echo sub`^M^M$ echo 1 2 a b sub                 ^H^H^H^H^H^H^H^H^H^H^H^H^H^H^H^H^H
1 2 a b sub
$ echo one two
one two
$ echo !$^H^Htwo
two
$ bind '"\C-xq": magic-space'
$ echo !$^H^H'"\C-xq": magic-space' x
"\C-xq": magic-space x
$ exit
exit
## END

#### aliases
alias ll='echo LL '
alias x=y
bind '"\\C-xq": alias-expand-line'
ll x x\cxq
{LL y x}\.
exit
## STDOUT:
$ alias ll='echo LL '
$ alias x=y
$ bind '"\C-xq": alias-expand-line'
$ ll x x^M^M$ echo LL  y x
LL y x
$ exit
exit
## END

#### words of the shell: M-C-f, M-C-b, M-C-d, M-C-t
echo one "two three" four\e\cbX
{one two three Xfour}\.
echo one "two three" four\ca\e\cf\e\cf\e\cdZ
{oneZ four}\.
echo one "two three" four\e\ct
{one four two three}\.
exit
## STDOUT:
$ echo one "two three" four^H^H^H^HXfour^H^H^H^H
one two three Xfour
$ echo one "two three" four^M^M$ ^M$ echo^M$ echo one^M$ echo one four            ^M^M$ echo oneZ four^H^H^H^H^H
oneZ four
$ echo one "two three" four^M^M$ echo one four "two three"
one four two three
$ exit
exit
## END

#### one kind of completion: M-/ M-$ M-! M-~ M-{, C-x *
mkdir d; cd d; touch alpha alto 'bet$x' beta.txt
echo alp\e/
echo HISTFILESIZ\e$
echo ${HISTFILESIZ\e$ | wc -w
readarra\e! < /dev/null
echo ~roo\e~ | wc -w
echo al\e{
echo b\e{
echo a*\cx*
exit
## STDOUT:
$ mkdir d; cd d; touch alpha alto 'bet$x' beta.txt
$ echo alpha 
alpha
$ echo HISTFILESIZE 
HISTFILESIZE
$ echo ${HISTFILESIZE}  | wc -w
1
$ readarray  < /dev/null
$ echo ~root/ | wc -w
1
$ echo al{pha,to} 
alpha alto
$ echo bet{\$x,a.txt} 
bet$x beta.txt
$ echo a*^Hlpha alto 
alpha alto
$ exit
exit
## END

#### the history: M-. M-TAB dabbrev-expand
echo somelongword other
echo \e.
echo somel\e\t
bind '"\\C-xq": dabbrev-expand'
echo some\cxq
exit
## STDOUT:
$ echo somelongword other
somelongword other
$ echo other
other
$ echo somelongword 
somelongword
$ bind '"\C-xq": dabbrev-expand'
$ echo somelongword
somelongword
$ exit
exit
## END

#### in an editor: C-x C-e
printf '#!/bin/sh\necho "echo edited" > "$1"\n' > ed; chmod +x ed; EDITOR=$PWD/ed
echo not run\cx\ce\.
{$ echo not run}\.
echo end
exit
## STDOUT:
$ printf '#!/bin/sh\necho "echo edited" > "$1"\n' > ed; chmod +x ed; EDITOR=$PWD/ed
$ echo not run
echo edited
edited
$ echo end
end
$ exit
exit
## END

#### bind -x: the line in characters, the argument; the command may change it
LC_ALL=C.UTF-8
bind -x '"\\C-xq": "READLINE_LINE=${READLINE_LINE:0:READLINE_POINT}X${READLINE_LINE:READLINE_POINT}; ((READLINE_POINT++))"'
echo äöü\cb\cxqY
{äöXYü}\.
bind -x '"\\C-xq": env | grep ^READLINE'
echo äöü\cb\e3\cxq
{äöü}\.
echo "${READLINE_POINT-unset}"
exit
## STDOUT:
$ LC_ALL=C.UTF-8
$ bind -x '"\C-xq": "READLINE_LINE=${READLINE_LINE:0:READLINE_POINT}X${READLINE_LINE:READLINE_POINT}; ((READLINE_POINT++))"'
$ echo äöü^H
$ echo äöXü^HYü^H
äöXYü
$ bind -x '"\C-xq": env | grep ^READLINE'
$ echo äöü^H^M(arg: 1) echo äöü^H^M^M(arg: 3) echo äöü^H^M$ echo äöü       ^H^H^H^H^H^H^H^H
READLINE_LINE=echo äöü
READLINE_POINT=7
READLINE_MARK=0
READLINE_ARGUMENT=3
$ echo äöü^H
äöü
$ echo "${READLINE_POINT-unset}"
unset
$ exit
exit
## END
