# tests/bash/glob.t - pathname expansion on disk.
## setup: mkdir -p d/e .hd && touch a.c b.c ab .h x1 x2 d/f.c d/e/g.c .hd/i

#### star, question mark, brackets
echo *.c ?.c [ab].c [!a].c x[0-9] x[[:digit:]]
## STDOUT:
a.c b.c a.c b.c a.c b.c b.c x1 x2 x1 x2
## END

#### sorted, without dot files
echo *; echo .*
## STDOUT:
a.c ab b.c d x1 x2
.h .hd
## END

#### quoted characters are text
echo "*.c" '*'.c \*.c [a]"."c
## STDOUT:
*.c *.c *.c a.c
## END

#### no match leaves the word
echo *.z z* [z]; x='*.z y'; echo $x
## STDOUT:
*.z z* [z]
*.z y
## END

#### values are globbed when unquoted
p='*.c'; echo $p "$p" ${p}x; set -- $p; echo $#
## STDOUT:
a.c b.c *.c *.cx
2
## END

#### directories
echo d/* */*.c d/e/*.c */ d/*/ ./*.c d/../*.c
## STDOUT:
d/e d/f.c d/f.c d/e/g.c d/ d/e/ ./a.c ./b.c d/../a.c d/../b.c
## END

#### more than one slash
echo d//*.c .//*.c
## STDOUT:
d//f.c .//a.c .//b.c
## END

#### an unclosed bracket is text
touch '[x'; echo [ [x [a
## STDOUT:
[ [x [a
## END

#### a bracket with a quoted character
touch 'p]q' 'p-q'; echo p["]"]q p[\]]q p[a"-"z]q
## STDOUT:
p]q p]q p-q
## END

#### set -f
set -f; echo *.c; set +f; echo *.c
## STDOUT:
*.c
a.c b.c
## END

#### nullglob
shopt -s nullglob; echo x *.z y; set -- *.z; echo $#
## STDOUT:
x y
0
## END

#### failglob
shopt -s failglob; echo *.z; echo not reached
## status: 1
## STDERR:
$SHELL_NAME: line 1: no match: *.z
## END

#### dotglob
shopt -s dotglob; echo *; echo d*
## STDOUT:
.h .hd a.c ab b.c d x1 x2
d
## END

#### globskipdots
shopt -u globskipdots; echo .*
## STDOUT:
. .. .h .hd
## END

#### nocaseglob
shopt -s nocaseglob; touch UP; echo u* A.C [A].c
## STDOUT:
UP A.C a.c
## END

#### GLOBIGNORE
GLOBIGNORE='*.c:x1'; echo *; unset GLOBIGNORE; echo *
## STDOUT:
.h .hd ab d x2
a.c ab b.c d x1 x2
## END

#### globstar: files and directories at any depth
shopt -s globstar; echo **; echo **/; echo d/**; echo **/g.c; echo **/*.c
## STDOUT:
a.c ab b.c d d/e d/e/g.c d/f.c x1 x2
d/ d/e/
d/ d/e d/e/g.c d/f.c
d/e/g.c
a.c b.c d/e/g.c d/f.c
## END

#### globstar does not follow links
ln -s d l; shopt -s globstar; echo **/*.c; echo l/**; echo **/
## STDOUT:
a.c b.c d/e/g.c d/f.c
l/ l/e l/e/g.c l/f.c
d/ d/e/ l/
## END

#### without globstar two stars are one
echo **.c d/**/g.c
## STDOUT:
a.c b.c d/e/g.c
## END

#### extglob
shopt -s extglob; echo !(*.c) @(a|b).c x+([0-9]) ?(a)b *.!(z)
## status: 2
## STDERR:
$SHELL_NAME: -c: line 1: syntax error near unexpected token `('
$SHELL_NAME: -c: line 1: `shopt -s extglob; echo !(*.c) @(a|b).c x+([0-9]) ?(a)b *.!(z)'
## END

#### in for, arrays and case
for f in *.c; do echo $f; done; a=(d/*); echo ${#a[@]}; case a.c in *.c) echo m;; esac
## STDOUT:
a.c
b.c
2
m
## END

#### not in assignments, here-strings and [[ ]]
x=*.c; echo "$x"; cat <<< *.c; [[ *.c == '*.c' ]] && echo same
## STDOUT:
*.c
*.c
same
## END

#### in a redirection target
echo new > x[1]; cat x1
## STDOUT:
new
## END

#### an ambiguous target
echo t > *.c; echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: *.c: ambiguous redirect
## END

#### names with blanks stay whole
touch 's p 1' 's p 2'; for f in s*; do echo "<$f>"; done
## STDOUT:
<s p 1>
<s p 2>
## END

#### names that are not UTF-8
touch $'\xff\xfe'; set -- ?? ; echo $#; set -- $'\xff'*; printf %s "$1" | od -An -tx1
## STDOUT:
4
 ff fe
## END

#### characters beyond ASCII
touch é ü; echo ? [é-ü]
## STDOUT:
d é ü é ü
## END

#### a pattern that begins with a dot
echo .h* .[!.]*
## STDOUT:
.h .hd .h .hd
## END

#### a file where a directory is wanted
echo ab/* ab*/
## STDOUT:
ab/* ab*/
## END

#### backslashes in values quote
p='\*'; touch '*'; echo $p
## STDOUT:
\*
## END

#### a link that leads nowhere
ln -s nowhere dl; echo dl* dl*/
## STDOUT:
dl dl*/
## END

#### slashes behind a pattern become one
mkdir -p gs-1/in gs-2; touch gs-f; echo gs-?//; echo .//gs-1/i*///; rm -r gs-*
## STDOUT:
gs-1/ gs-2/
.//gs-1/in/
## END

#### pattern characters in IFS are none in a word with an expansion
mkdir ifs; cd ifs; touch a1 b1; n=a1 r= IFS='*?'
echo *; echo $r*; echo ''$r*; echo "$r"*; echo ${r}?1; echo $(:)*; x=$r*; echo "$x"; echo [ab]$r?; for i in $n*; do echo "$i"; done
IFS=]; echo $r[ab]1
## STDOUT:
a1 b1
*
*
a1 b1
?1
*
*
[ab]?
a1*
[ab]1
## END

#### a [ with a ] behind it makes a pattern, whatever is in between
shopt -s nullglob
for x in '[]' '[a' '[]]' 'a[]b' '[!]' '[' '[a/b]' '[\]' 'a]b' ']['; do echo "$x:" $x; done
## STDOUT:
[]:
[a: [a
[]]:
a[]b:
[!]:
[: [
[a/b]: [a/b]
[\]: [\]
a]b: a]b
][: ][
## END

#### an unquoted backslash takes what is quoted behind it, and leaves a pattern
p() { printf '%d' $#; printf '<%s>' "$@"; echo; }
shopt -s nullglob
z='t\' touch=1
p $z'?' $z"?" $z\? $z'a' "$z"'?' $z$'?' x$z"*"
touch 't\x' 't?'
p $z'?' $z\?
## STDOUT:
2<t\a><t\?>
2<t\x><t\x>
## END

#### pattern characters in IFS: in a word without an expansion that has one bare, those in quotes are bare too
mkdir w; cd w; > a1 > b2
IFS='*'
printf '<%s>' '*'[!a]* \*2* "*"?; echo
IFS='*?'
printf '<%s>' '*'? "?"* "$IFS"* '*'"$x"*; echo
IFS=:
printf '<%s>' '*'[!a]* '*'?; echo
## STDOUT:
<a1><b2><b2><*?>
<a1><b2><a1><b2><a1><b2><a1><b2>
<*[!a]*><*?>
## END

#### GLOBIGNORE of the environment counts from when it is assigned
mkdir g; cd g; touch x.a x.b; GLOBIGNORE='*.a' "$BASH" -c 'echo *; GLOBIGNORE="*.b"; echo *'; BASH_XTRACEFD=1 "$BASH" -xc 'echo t'
## STDOUT:
x.a x.b
x.a
+ echo t
t
## END
