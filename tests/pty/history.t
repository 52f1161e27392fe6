# tests/pty/history.t - the commands typed so far

#### ! and what it names
echo a b
echo !$ !^ !!:2 !*
!ec:s/a/z/
^z^y^
echo 'no !!' "yes !#:1"
!e:p
exit
## STDOUT:
$ echo a b
a b
$ echo !$ !^ !!:2 !*
echo b a b a b
b a b a b
$ !ec:s/a/z/
echo b z b a b
b z b a b
$ ^z^y^
echo b y b a b
b y b a b
$ echo 'no !!' "yes !#:1"
echo 'no !!' "yes 'no !!'"
no !! yes 'no !!'
$ !e:p
echo 'no !!' "yes 'no !!'"
$ exit
exit
## END

#### histverify lets the line be edited first
shopt -s histverify
echo a
!!
X
exit
## STDOUT:
$ shopt -s histverify
$ echo a
a
$ !!
$ echo aX
aX
$ exit
exit
## END

#### histreedit lets the wrong line be edited
shopt -s histreedit
!nosuch
\caecho \ck
{$ echo }\.
exit
## STDOUT:
$ shopt -s histreedit
$ !nosuch
$SHELL_NAME: !nosuch: event not found
$ !nosuch^M^M$ echo !nosuch^H^H^H^H^H^H^H       ^H^H^H^H^H^H^H

$ exit
exit
## END

#### lines of one command are one entry
for i in 1
{> }do echo $i
{> }done
history
shopt -s lithist
if true
{> }then echo b
{> }fi
history 1
shopt -u cmdhist
{
{> }echo c; }
history 3
exit
## STDOUT:
$ for i in 1
> do echo $i
> done
1
$ history
    1  for i in 1; do echo $i; done
    2  history
$ shopt -s lithist
$ if true
> then echo b
> fi
b
$ history 1
    5  history 1
$ shopt -u cmdhist
$ {
> echo c; }
c
$ history 3
    7  {
    8  echo c; }
    9  history 3
$ exit
exit
## END

#### here-documents keep their lines
for i in 1; do
{> }cat <<X
{> } body
{> }X
{> }done
history
exit
## STDOUT:
$ for i in 1; do
> cat <<X
>  body
> X
> done
 body
$ history
    1  for i in 1; do
cat <<X
 body
X
 done
    2  history
$ exit
exit
## END

#### HISTCONTROL, HISTIGNORE
HISTCONTROL=ignoreboth HISTIGNORE='ech? x:&'
 echo space
echo a
echo a
echo x
history
HISTCONTROL=erasedups; unset HISTIGNORE
echo a
history
exit
## STDOUT:
$ HISTCONTROL=ignoreboth HISTIGNORE='ech? x:&'
$  echo space
space
$ echo a
a
$ echo a
a
$ echo x
x
$ history
    1  HISTCONTROL=ignoreboth HISTIGNORE='ech? x:&'
    2  echo a
    3  history
$ HISTCONTROL=erasedups; unset HISTIGNORE
$ echo a
a
$ history
    1  HISTCONTROL=ignoreboth HISTIGNORE='ech? x:&'
    2  HISTCONTROL=erasedups; unset HISTIGNORE
    3  echo a
    4  history
$ exit
exit
## END

#### -w leaves -a what belongs to the session
history -w f
history -a f; cat f
history -c; history -n f; history -d 1; history
exit
## STDOUT:
$ history -w f
$ history -a f; cat f
history -w f
history -w f
history -a f; cat f
$ history -c; history -n f; history -d 1; history
$ exit
exit
## END

#### fc shows each line before it runs it
echo one
echo two
fc -e 'sed -i s/one/four/' 1 2
fc -s two=three -1
fc -ln -2
exit
## STDOUT:
$ echo one
one
$ echo two
two
$ fc -e 'sed -i s/one/four/' 1 2
echo four
four
echo two
two
$ fc -s two=three -1
echo three
three
$ fc -ln -2
^I echo two
^I echo three
$ exit
exit
## END

#### HISTSIZE
HISTSIZE=2
echo a
echo b
history
exit
## STDOUT:
$ HISTSIZE=2
$ echo a
a
$ echo b
b
$ history
    3  echo b
    4  history
$ exit
exit
## END
