# tests/bash/heredoc.t - here-documents and here-strings (POSIX 2.7.4, bash manual 3.6.6).

#### the body is expanded as in double quotes
x='a  b'; cat <<E
$x ${x#a} $(echo sub) `echo back` $((1+1)) "q" 's' \$x \\ \` \a
E
## STDOUT:
a  b   b sub back 2 "q" 's' $x \ ` \a
## END

#### a quoted delimiter keeps the body as it is
x=1; cat <<'E'
$x $(echo) `a` \$ \\
E
cat <<"E"
$x
E
cat <<\E
$x
E
cat <<E"F"
$x
EF
## STDOUT:
$x $(echo) `a` \$ \\
$x
$x
$x
## END

#### a delimiter may have blanks and odd characters
cat <<'E F'
a
E F
cat << a.b-c
x
a.b-c
## STDOUT:
a
x
## END

#### <<- strips leading tabs, of the delimiter too
cat <<-E
	a
		b
  	c
	E
echo done
## STDOUT:
a
b
  	c
done
## END

#### <<- strips tabs before anything is expanded
x='	t'; cat <<-E
	$x
	${x}	y
	E
## STDOUT:
	t
	t	y
## END

#### several on one line are read in order
cat <<A; cat <<B
a
A
b
B
## STDOUT:
a
b
## END

#### several for one command: the last one is its input
cat <<A <<B
a
A
b
B
cat <<A 3<<B - /dev/fd/3
a
A
b
B
## STDOUT:
b
a
b
## END

#### a backslash-newline joins lines, but not with a quoted delimiter
cat <<E
a\
b
E
cat <<'E'
a\
b
E
## STDOUT:
ab
a\
b
## END

#### a joined line can be the delimiter
cat <<E
a
\
E
## STDOUT:
a
## END

#### two backslashes at the end of a line do not join
cat <<E
a\\
b
E
## STDOUT:
a\
b
## END

#### the delimiter must be the whole line
cat <<E
E 
 E
EE
E
## STDOUT:
E 
 E
EE
## END

#### the rest of the line goes on as usual
cat <<E | tr a b; echo after
aaa
E
cat <<E && echo yes || echo no
x
E
## STDOUT:
bbb
after
x
yes
## END

#### the line may go on over a backslash-newline
cat <<E \
| tr x y
xxx
E
## STDOUT:
yyy
## END

#### in a function, expanded when it runs
f() { cat <<E
$1 $#
E
}
f a; f b c
## STDOUT:
a 1
b 2
## END

#### in an if condition, a loop and a case
if cat <<E; then echo then; fi
cond
E
for x in 1 2; do cat <<E
$x
E
done
case x in x) cat <<E ;; esac
case
E
## STDOUT:
cond
then
1
2
case
## END

#### feeding a loop
while read -r l; do echo "[$l]"; done <<E
1
 2
3\x
E
## STDOUT:
[1]
[2]
[3\x]
## END

#### in a command substitution
echo "$(cat <<E
in (
E
)" $(cat <<'E'
$x )
E
)
## STDOUT:
in ( $x )
## END

#### a substitution inside a here-document with its own here-document
cat <<A
a $(cat <<B
b
B
) c
A
## STDOUT:
a b c
## END

#### the delimiter and ) on one line end both, with a warning
echo $(cat <<E
hi
E)
echo next
## STDOUT:
hi
next
## END
## STDERR:
$SHELL_NAME: line 3: warning: here-document at line 1 delimited by end-of-file (wanted `E')
## END

#### a body missing inside $( ) starts behind the line
echo $(cat <<E)
body
E
## STDOUT:
body
## END
## STDERR:
$SHELL_NAME: line 1: warning: command substitution: 1 unterminated here-document
## END

#### two commands of a pipeline
cat <<A | cat - <(cat <<B
b
B
)
a
A
## STDOUT:
a
b
## END

#### the end of the text ends the body, with a warning
eval 'cat <<E
a
'
eval 'cat <<E
b'
## STDOUT:
a
b
## END
## STDERR:
$SHELL_NAME: line 4: warning: here-document at line 3 delimited by end-of-file (wanted `E')
$SHELL_NAME: line 6: warning: here-document at line 5 delimited by end-of-file (wanted `E')
## END

#### an empty body
cat <<E
E
echo $?
## STDOUT:
0
## END

#### an empty delimiter ends at the first empty line
cat <<""
a

echo b
## STDOUT:
a
b
## END

#### double quotes inside are text
x=; cat <<E
"$x" "a
${x:-"b  c"} ${x:-d 'e'} ${x:+f}
E
## STDOUT:
"" "a
b  c d 'e' 
## END

#### single quotes do not protect a parameter
x=1; cat <<E
'$x' '${x}'
E
## STDOUT:
'1' '1'
## END

#### a here-document to a numbered descriptor
cat /dev/fd/3 3<<E
three
E
## STDOUT:
three
## END

#### with $@ and arrays
set -- a 'b c'; a=(x y); cat <<E
$@ $* "$@" ${a[@]} ${#a[@]}
E
## STDOUT:
a b c a b c "a b c" x y 2
## END

#### glob characters, braces and tildes are text
cat <<E
* ? [a] {a,b} ~
E
## STDOUT:
* ? [a] {a,b} ~
## END

#### here-strings: one word, expanded, with a newline
x='a  b'; cat <<<$x; cat <<<"$x y"; cat <<<a\ b; cat <<<'$x'; cat <<<''
## STDOUT:
a  b
a  b y
a b
$x

## END

#### a here-string is not split and not globbed
touch f; cat <<< * ; IFS=a; x=bab; cat <<<$x; cat <<<{a,b}; HOME=/h; cat <<<~
## STDOUT:
*
bab
{a,b}
/h
## END

#### exec with a here-document
exec 5<<E
kept
E
cat <&5
## STDOUT:
kept
## END

#### a here-document in a subshell and a group
( cat <<E )
sub
E
{ cat; } <<E
group
E
## STDOUT:
sub
group
## END

#### printed by declare -f
f() { cat <<A; echo x; }
$y
A
declare -f f
g() { cat <<'A' | tr a b && echo; }
a
A
declare -f g
## STDOUT:
f () 
{ 
    cat <<A
$y
A

    echo x
}
g () 
{ 
    cat <<'A' |
a
A
  tr a b && echo
}
## END

#### a backslash-newline at the end of the text leaves the newline
printf 'cat <<E\na\\\n' >t.sh
$SH t.sh 2>/dev/null; echo end
## stdout-json: "a\nend\n"

#### <<- takes the tabs in front of a line that is continued from an empty one
cat <<-E
\
		tabs
	a\
	b
E
cat <<-'E'
\
	x
E
## STDOUT:
tabs
a	b
\
x
## END

#### a backslash-newline alone at the end of the text leaves nothing
printf 'cat <<E\n\\\n' >t.sh
$SH t.sh 2>/dev/null; echo end
## stdout: end

#### what joins lists in a here-document is a blank but for the elements of an array as they are
set -- 'a b' c ''
a=("$@")
for IFS in , ''; do
cat <<EE
$* "$*" ${*} ${*:2} ${*#a} ${*/a/q} ${*@Q}
${a[*]} ${a[*]:1} ${a[*]#a} ${a[*]/a/q} ${a[*]^} ${!a[*]}
${x-$*} ${x-"$*"} ${x-${a[*]}} $(echo "$*") $@
EE
done
## STDOUT:
a b c  "a b c " a b c  c   b c  q b c  'a b' 'c' ''
a b,c, c   b c  q b c  A b C  0 1 2
a b c  a b c  a b,c, a b,c, a b c 
a b c  "a b c " a b c  c   b c  q bc 'a b' 'c' ''
a bc c   b c  q bc A bC 0 1 2
a b c  a b c  a bc a bc a b c 
## END

#### lists are joined by IFS or blanks; one with @ has $* split
set -- '' 'p  q' three
a=(x y)
IFS=', '
cat <<E
$*|${*^}|${a[*]}|${*%x}|${!a[*]}|${a[*]/x/z}
E
cat <<E
  $*  ${a[@]},
E
## STDOUT:
 p  q three|,P  q,Three|x,y| p  q three|0 1|z,y
   p q three  x y,
## END

#### a here-string is expanded as the value of an assignment
set -- one two; a=(x y); HOME=/home
IFS=,
cat <<<$@
cat <<<"${@%x}"
cat <<<${a[@]#x}
cat <<<"${!a[@]}"
cat <<<a:~
## STDOUT:
one two
one,two
,y
0,1
a:/home
## END

#### without IFS, in a body that also has $@, single blanks are left of $*
IFS=; set -- 'a  b' '' '' c ''
cat <<E
[$*] [${*:1}] [${*#x}] [${*^}] [$*$*] x  [$@]
E
set -- '' '' ''
cat <<E
[$*][$@]
E
cat <<E
[$*][${*:1}]
E
## STDOUT:
[a b c ] [a  b c ] [a  b c ] [A  bC] [a b c a b c ] x  [a  b   c ]
[ ][  ]
[  ][  ]
## END
