# tests/bash/alias.t - aliases (bash manual 6.6): replaced in the text as it is read.

#### not expanded in a script unless asked for
alias a='echo yes'
a 2>/dev/null || echo no
## STDOUT:
no
## END

#### expanded from the next complete line on
shopt -s expand_aliases
alias a='echo one'; a 2>/dev/null || echo not yet
a two
## STDOUT:
not yet
one two
## END

#### a definition inside a compound command does not count within it
shopt -s expand_aliases
{ alias a='echo x'
a; } 2>/dev/null || echo no
a
## STDOUT:
no
x
## END

#### the value is text: it may hold several commands and operators
shopt -s expand_aliases
alias two='echo a; echo' pipe='echo xyz | tr x' when='if true; then'
two b
pipe q
when echo c; fi
## STDOUT:
a
b
qyz
c
## END

#### only the command word is expanded
shopt -s expand_aliases
alias a='echo A'
echo a; a a; x=1 a; > f a; cat f
## STDOUT:
a
A a
A
A
## END

#### after an assignment or redirection the command word still is
shopt -s expand_aliases
alias p='echo'
x=1 p one; >f p two; cat f
## STDOUT:
one
two
## END

#### a trailing blank makes the next word a candidate
shopt -s expand_aliases
alias s='echo ' t='u ' u='v' w='x'
s t t; s w w; s s w
## STDOUT:
v v
x w
echo x
## END

#### a quoted word is no alias
shopt -s expand_aliases
alias echo='echo X'
\echo a; 'echo' b; "echo" c; e""cho d; echo e
## STDOUT:
a
b
c
d
X e
## END

#### an alias does not expand inside itself
shopt -s expand_aliases
alias echo='echo again' ls='ls -d' a='b' b='a'
echo x; ls .
a 2>/dev/null || echo stopped
## STDOUT:
again x
.
again stopped
## END

#### chains
shopt -s expand_aliases
alias a='b 1' b='c 2' c='echo 3'
a 4
## STDOUT:
3 2 1 4
## END

#### after ; && || | ( { and reserved words
shopt -s expand_aliases
alias e='echo x'
true; e; true && e; false || e; (e); { e; }; if e; then e; else e; fi; while e; do break; done; ! e; : | e
## STDOUT:
x
x
x
x
x
x
x
x
x
x
## END

#### not in case patterns, for words and array elements
shopt -s expand_aliases
alias a='b'
case a in a) echo a;; b) echo b;; esac; for x in a; do echo $x; done; y=(a); echo ${y[0]}
## STDOUT:
a
a
a
## END

#### aliases win over reserved words outside posix mode
shopt -s expand_aliases
alias while='echo not a loop'
while x
## STDOUT:
not a loop x
## END

#### and over functions and builtins
shopt -s expand_aliases
f() { echo function; }
alias f='echo alias' true='echo true'
f; true
## STDOUT:
alias
true
## END

#### the value may start a construct that the text ends
shopt -s expand_aliases
alias begin='{' end='}' open='echo "a'
begin echo g; end
open b"
## STDOUT:
g
a b
## END

#### an empty value disappears
shopt -s expand_aliases
alias n=''
n echo a; n; echo $?
## status: 2
## STDERR:
$SHELL_NAME: -c: line 3: syntax error near unexpected token `;'
$SHELL_NAME: -c: line 3: `n echo a; n; echo $?'
## END

#### a value may end in a comment or hold newlines
shopt -s expand_aliases
alias c='echo a #' m='echo 1
echo 2'
c b
m 3
echo $LINENO
## STDOUT:
a
1
2 3
6
## END

#### used while a function is defined, not when it runs
shopt -s expand_aliases
alias a='echo old'
f() { a; }
alias a='echo new'
f; a
## STDOUT:
old
new
## END

#### in $( ) as they are when it is read
shopt -s expand_aliases
alias a='echo in'
echo $(a sub) "$(a quoted)"
## STDOUT:
in sub in quoted
## END

#### eval reads its text afresh
shopt -s expand_aliases
alias a='echo e'; eval a; eval 'a x'
## STDOUT:
e
e x
## END

#### unalias
shopt -s expand_aliases
alias a='echo x' b='echo y'
unalias a; unalias a; echo $?; unalias -a; alias; unalias; echo $?
## STDOUT:
1
2
## END
## STDERR:
$SHELL_NAME: line 3: unalias: a: not found
unalias: usage: unalias [-a] name [name ...]
## END

#### printing and quoting
alias b="it's" a='x y' 'c.d=$x' -- -e=1 2>/dev/null; alias; alias a; alias -p | wc -l; alias nope; echo $?
## STDOUT:
alias -- -e='1'
alias a='x y'
alias b='it'\''s'
alias c.d='$x'
alias a='x y'
4
1
## END
## STDERR:
$SHELL_NAME: line 1: alias: nope: not found
## END

#### names
alias 'a b=c'; echo $?; alias 'a$=c'; echo $?; alias '=c'; echo $?; alias 'a=b=c' '1=2' '!=x'; alias
## STDOUT:
1
1
1
alias !='x'
alias 1='2'
alias a='b=c'
## END
## STDERR:
$SHELL_NAME: line 1: alias: `a b': invalid alias name
$SHELL_NAME: line 1: alias: `a$': invalid alias name
$SHELL_NAME: line 1: alias: =c: not found
## END

#### BASH_ALIASES sees them
alias a='echo 1'; echo "${BASH_ALIASES[a]}" ${#BASH_ALIASES[@]}
## STDOUT:
echo 1 1
## END

#### type and command -v
shopt -s expand_aliases
alias ll='ls -l'
type ll; type -t ll; command -v ll; command -V ll
## STDOUT:
ll is aliased to `ls -l'
alias
alias ll='ls -l'
ll is aliased to `ls -l'
## END

#### a heredoc behind an alias
shopt -s expand_aliases
alias c='cat <<E'
c
body
E
## STDOUT:
body
## END

#### time and ! in front
shopt -s expand_aliases
alias e='echo hi'
! e; echo $?
## STDOUT:
hi
1
## END

#### redirection in the value
shopt -s expand_aliases
alias q='>f echo'
q to file; cat f
## STDOUT:
to file
## END

#### function names are expanded too
shopt -s expand_aliases
alias fn='gn'
fn() { echo defined; }
gn
## STDOUT:
defined
## END

#### posix mode expands aliases in scripts, but not reserved words
set -o posix
alias a='echo posix' if='echo'
a; if true; then echo if; fi
## STDOUT:
posix
if
## END

#### without any alias, -p ignores its operands
alias -p x; echo $?; alias y=1; alias -p x; echo $?; unalias y; alias -p x; echo $?
## STDOUT:
0
alias y='1'
1
0
## END
## STDERR:
$SHELL_NAME: line 1: alias: x: not found
## END

#### values are printed in single quotes whatever is in them
alias a=$'x\ny' b="'" c="it's"; alias
## STDOUT:
alias a='x
y'
alias b=\'
alias c='it'\''s'
## END

#### names are listed with those beyond ASCII first
alias z=1 é=2 _a=3; é() { :; }; z() { :; }; _a() { :; }; alias; declare -F; compgen -a
## STDOUT:
alias é='2'
alias _a='3'
alias z='1'
declare -f é
declare -f _a
declare -f z
é
_a
z
## END
