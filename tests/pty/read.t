# tests/pty/read.t - read at a terminal

#### -e edits the line
read -e -p 'q> ' x y
{q> }b c\caa \t
echo "<$x><$y>"
exit
## STDOUT:
$ read -e -p 'q> ' x y
q> b c^H^H^Ha b c^H^H^H^G
$ echo "<$x><$y>"
<a><b c>
$ exit
exit
## END

#### -i is what the line begins with; without -e it is ignored
read -e -i start -p 'q> ' x
{q> start}ed\ca_
read -i start -p 'q> ' y
{q> }plain
echo "<$x><$y>"
exit
## STDOUT:
$ read -e -i start -p 'q> ' x
q> started^M^Mq> _started^M^Mq> _
$ read -i start -p 'q> ' y
q> plain
$ echo "<$x><$y>"
<_started><plain>
$ exit
exit
## END

#### -e -n ends the line behind so many characters, those of -i counted
read -e -n 3 -i a -p 'q> ' x
{q> a}bc\.
echo "<$x>"
exit
## STDOUT:
$ read -e -n 3 -i a -p 'q> ' x
q> abc
$ echo "<$x>"
<abc>
$ exit
exit
## END

#### -e -d: another end, and return is a character
read -e -d : -p 'q> ' x
{q> }ab:\.
echo "<$x>"
exit
## STDOUT:
$ read -e -d : -p 'q> ' x
q> ab
$ echo "<$x>"
<ab>
$ exit
exit
## END

#### -e completes names of files only
## setup: mkdir onlyone
complete -W 'word' foo; read -e -p 'q> ' x
{q> }foo onl\t
echo "<$x>"
exit
## STDOUT:
$ complete -W 'word' foo; read -e -p 'q> ' x
q> foo onlyone/
$ echo "<$x>"
<foo onlyone/>
$ exit
exit
## END

#### -e at the end of the input
read -e -p 'q> ' x; echo " $?"
{q> }\cd\.
exit
## STDOUT:
$ read -e -p 'q> ' x; echo " $?"
q>  1
$ exit
exit
## END

#### -e -t gives up, and what was typed is lost
read -e -t 0.3 -p 'q> ' x; echo " $? <$x>"
{q> }ab\.
exit
## STDOUT:
$ read -e -t 0.3 -p 'q> ' x; echo " $? <$x>"
q> ab 142 <>
$ exit
exit
## END

#### -s shows nothing, -e or not
read -s -p 'q> ' x
{q> }secret
{q> $ }read -e -s -p 'q> ' y
{q> }secret
{q> $ }echo "<$x><$y>"
exit
## STDOUT:
$ read -s -p 'q> ' x
q> $ read -e -s -p 'q> ' y
q> $ echo "<$x><$y>"
<secret><secret>
$ exit
exit
## END

#### a trapped ^C does not end it
trap 'echo INT' INT; read -e -p 'q> ' x; echo "$? <$x>"
{q> }ab\.
{q> ab}\cc\.
{q> ab^CINT}cd
exit
## STDOUT:
$ trap 'echo INT' INT; read -e -p 'q> ' x; echo "$? <$x>"
q> ab^CINT
cd
0 <abcd>
$ exit
exit
## END

#### a ^C that is not trapped gives up the line and the command
read -e -p 'q> ' x; echo not reached
{q> }ab\.
{q> ab}\cc\.
echo "$? <$x>"
exit
## STDOUT:
$ read -e -p 'q> ' x; echo not reached
q> ab^C
$ echo "$? <$x>"
130 <>
$ exit
exit
## END

#### a script edits as well
$SH -c 'read -e -i pre -p "q> " x; echo "<$x>"'
{q> pre}fix
exit
## STDOUT:
$ $SH -c 'read -e -i pre -p "q> " x; echo "<$x>"'
q> prefix
<prefix>
$ exit
exit
## END

#### up goes through the history
echo one
read -e -p 'q> ' x
{q> }\cp\cp
echo "<$x>"
exit
## STDOUT:
$ echo one
one
$ read -e -p 'q> ' x
q> read -e -p 'q> ' x^M^Mq> echo one          ^H^H^H^H^H^H^H^H^H^H
$ echo "<$x>"
<echo one>
$ exit
exit
## END
