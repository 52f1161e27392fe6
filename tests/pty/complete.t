# tests/pty/complete.t - what the tab key completes

#### names of files, commands and variables
## setup: mkdir dir; touch dir/f 'a file' x.c
cat a\t
ls di\tf
echo $HOM\tx.c | wc -w
unali\t -a
exit
## STDOUT:
$ cat a\ file 
$ ls dir/f
dir/f
$ echo $HOME/x.c | wc -w
1
$ unalias  -a
$ exit
exit
## END

#### words of a specification
complete -W 'alpha alphabet beta' foo; foo() { echo "<$1>"; }
foo b\t
foo a\t\t
complete -W 'one' -S / -o nospace foo
foo o\tX
exit
## STDOUT:
$ complete -W 'alpha alphabet beta' foo; foo() { echo "<$1>"; }
$ foo beta 
<beta>
$ foo a^Glpha^G
<alpha>
$ complete -W 'one' -S / -o nospace foo
$ foo one/X
<one/X>
$ exit
exit
## END

#### what a function is told
_f() { COMPREPLY=(be); echo "$COMP_LINE|$COMP_POINT|$COMP_TYPE|$COMP_KEY|${COMP_WORDS[*]}|$COMP_CWORD|$2|$3" >> log; }
foo() { :; }; complete -F _f foo
x=1 foo a=b\t
foo b c\cb\cb\t
cat log
exit
## STDOUT:
$ _f() { COMPREPLY=(be); echo "$COMP_LINE|$COMP_POINT|$COMP_TYPE|$COMP_KEY|${COMP_WORDS[*]}|$COMP_CWORD|$2|$3" >> log; }
$ foo() { :; }; complete -F _f foo
$ x=1 foo a=be 
$ foo b c^H^He c^H^H
$ cat log
foo a=b|7|9|9|foo a = b|3|b|=
foo b c|5|9|9|foo b c|1|b|foo
$ exit
exit
## END

#### COMP_WORDBREAKS says where a word begins
complete -W 'host:one' foo; foo() { echo "$1"; }
foo host:o\t
COMP_WORDBREAKS=${COMP_WORDBREAKS//:}
foo host:o\t
exit
## STDOUT:
$ complete -W 'host:one' foo; foo() { echo "$1"; }
$ foo host:o^G
host:o
$ COMP_WORDBREAKS=${COMP_WORDBREAKS//:}
$ foo host:one 
host:one
$ exit
exit
## END

#### -D loads a specification, -I and -E are for the first word
_load() { complete -W 'loaded' "$1"; return 124; }; complete -D -F _load
: lo\t; complete -p :
complete -I -W first; complete -E -W echo
fir\tx
\t e
exit
## STDOUT:
$ _load() { complete -W 'loaded' "$1"; return 124; }; complete -D -F _load
$ : loaded ; complete -p :
complete -W 'loaded' :
$ complete -I -W first; complete -E -W echo
$ first x
$SHELL_NAME: first: command not found
$ echo  e
e
$ exit
exit
## END

#### what compopt changes is for this time
_f() { compopt -o nospace; COMPREPLY=(abc=); }; complete -F _f foo; foo() { echo "<$*>"; }
foo a\tX
complete -p foo
exit
## STDOUT:
$ _f() { compopt -o nospace; COMPREPLY=(abc=); }; complete -F _f foo; foo() { echo "<$*>"; }
$ foo abc=X
<abc=X>
$ complete -p foo
complete -F _f foo
$ exit
exit
## END

#### FIGNORE
## setup: touch q.o q.c
FIGNORE=.o
cat q\t
exit
## STDOUT:
$ FIGNORE=.o
$ cat q.c 
$ exit
exit
## END

#### a key bound to a command
bind -x '"\\C-t": echo "<$READLINE_LINE $READLINE_POINT>"; READLINE_LINE="echo new" READLINE_POINT=8'
bind -X; abc\ct\.
{$ echo new}
exit
## STDOUT:
$ bind -x '"\C-t": echo "<$READLINE_LINE $READLINE_POINT>"; READLINE_LINE="echo new" READLINE_POINT=8'
$ bind -X; abc
<bind -X; abc 12>
$ echo new
new
$ exit
exit
## END

#### names of files with quotes: complete -f, -d, compgen -f in a function
## setup: mkdir 'a b' 'e"f' 'c$d'; touch 'a b/in' 'e"f/in' 'c$d/in'
h() { echo "<$1>"; }; complete -f h; N='a b'
h a\\ b/\t
h $N/\t
h "$N/\t
h "e\\"f/\t
h c\ti\t
k() { h "$1"; }; _k() { local r; mapfile -t r < <(compgen -f -- "$2"); COMPREPLY=("${r[@]}"); }; complete -o filenames -F _k k
k a\\ b/\t
d() { h "$1"; }; complete -d d
d a\\ \tin
h x >| a\\ b/i\t
compgen -f 'a\\ b/'; compgen -f '"a b/'
exit
## STDOUT:
$ h() { echo "<$1>"; }; complete -f h; N='a b'
$ h a\ b/in 
<a b/in>
$ h $N/in 
<a>
$ h "$N/in" 
<a b/in>
$ h "e\"f/in" 
<e"f/in>
$ h c\$d/in 
<c$d/in>
$ k() { h "$1"; }; _k() { local r; mapfile -t r < <(compgen -f -- "$2"); COMPREPLY=("${r[@]}"); }; complete -o filenames -F _k k
$ k a\ b/in 
<a b/in>
$ d() { h "$1"; }; complete -d d
$ d a\ b/in
<a b/in>
$ h x >| a\ b/in 
$ compgen -f 'a\ b/'; compgen -f '"a b/'
a b/in
a b/in
$ exit
exit
## END

#### hostcomplete: an @ breaks words
k() { echo "<$*>"; }; shopt -u hostcomplete; declare -p COMP_WORDBREAKS; complete -W 'a@bc' k
k a@\t; 
shopt -s hostcomplete; declare -p COMP_WORDBREAKS; COMP_WORDBREAKS=:; shopt -u hostcomplete; shopt -s hostcomplete; declare -p COMP_WORDBREAKS
exit
## STDOUT:
$ k() { echo "<$*>"; }; shopt -u hostcomplete; declare -p COMP_WORDBREAKS; complete -W 'a@bc' k
declare -- COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
$ k a@bc ; 
<a@bc>
$ shopt -s hostcomplete; declare -p COMP_WORDBREAKS; COMP_WORDBREAKS=:; shopt -u hostcomplete; shopt -s hostcomplete; declare -p COMP_WORDBREAKS
declare -- COMP_WORDBREAKS=$'@ \t\n"\'><=;|&(:'
declare -- COMP_WORDBREAKS="@:"
$ exit
exit
## END

#### words are not shown as names of files where -o dirnames had nothing to do
## setup: mkdir d
z() { echo "<$1>"; }; _z() { COMPREPLY=(sub/one sub/two); }; complete -F _z -o dirnames z
z s\t\t\to\t
exit
## STDOUT:
$ z() { echo "<$1>"; }; _z() { COMPREPLY=(sub/one sub/two); }; complete -F _z -o dirnames z
$ z s^Gub/^G
sub/one  sub/two  
$ z sub/o^G^H ^H
<sub/>
$ exit
exit
## END
