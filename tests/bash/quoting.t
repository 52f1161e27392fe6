# tests/bash/quoting.t - quotes and escapes (bash manual 3.1.2).

#### a backslash keeps the next character
echo a\ b \$HOME \\ \' \" \* \~ \a \;
## STDOUT:
a b $HOME \ ' " * ~ a ;
## END

#### single quotes keep everything
echo 'a  b $x `y` \ "z"' 'two
lines'
## STDOUT:
a  b $x `y` \ "z" two
lines
## END

#### a quote inside single quotes
echo 'it'\''s' 'it'"'"'s'
## STDOUT:
it's it's
## END

#### double quotes keep all but $ ` and backslash
x='1  2'; echo "a  $x \$x \`b\` \\ \" \a \' 'q' ~ * {a,b}"
## STDOUT:
a  1  2 $x `b` \ " \a \' 'q' ~ * {a,b}
## END

#### a backslash-newline vanishes in double quotes, stays in single ones
echo "a\
b" 'a\
b'
## STDOUT:
ab a\
b
## END

#### quotes join into one word
echo a"b c"'d e'\ f$((1))
## STDOUT:
ab cd e f1
## END

#### empty quotes are a word
set -- '' "" a''; echo $# "[$3]"; set -- $x; echo $#; set -- "$x"; echo $#
## STDOUT:
3 [a]
0
1
## END

#### ansi escapes
printf '%s|' $'a\tb' $'\n' $'\\' $'\'' $'\"' $'\a\b\e\E\f\r\v' $'\?' | od -An -tx1
## STDOUT:
 61 09 62 7c 0a 7c 5c 7c 27 7c 22 7c 07 08 1b 1b
 0c 0d 0b 7c 3f 7c
## END

#### ansi octal and hex
printf '%s|' $'\101' $'\0101' $'\x41' $'\x4' $'\x414' $'\x{41}' $'\7' $'\1234' $'\377' | od -An -tx1
## STDOUT:
 41 7c 08 31 7c 41 7c 04 7c 41 34 7c 41 7c 07 7c
 53 34 7c ff 7c
## END

#### ansi unicode
printf '%s|' $'\u41' $'\u00e9' $'\u20ac' $'\U0001F600' $'\u4' $'\U41x' | od -An -tx1
## STDOUT:
 41 7c c3 a9 7c e2 82 ac 7c f0 9f 98 80 7c 04 7c
 41 78 7c
## END

#### ansi control characters
printf '%s|' $'\ca' $'\cA' $'\c[' $'\c?' $'\c\\' $'x\cZy' | od -An -tx1
## STDOUT:
 01 7c 01 7c 1b 7c 7f 7c 1c 7c 78 1a 79 7c
## END

#### unknown ansi escapes keep the backslash
printf '%s|' $'\q' $'\z' $'\x' $'\xg' $'\u' $'\8' $'a\
b'
## stdout-json: "\\q|\\z|\\x|\\xg|\\u|\\8|a\\\nb|"

#### a NUL ends an ansi string
printf '[%s]' $'a\0b' $'\x00c' $'d\u0000e' x$'\0'y
## stdout-json: "[a][][d][xy]"

#### ansi quotes only outside double quotes
echo "$'a'" $'a'"$'b'" a$'\x41'b
## STDOUT:
$'a' a$'b' aAb
## END

#### a translated string is a double-quoted one
x=1; echo $"a $x" "$"b"" $"" x
## STDOUT:
a 1 $b  x
## END

#### a lone dollar is a dollar
echo $ a$ "$" "a$" $% "$ x" $/ $.
## STDOUT:
$ a$ $ a$ $% $ x $/ $.
## END

#### backquotes: one backslash is used up before $ ` and backslash
x=v; echo `echo $x` `echo \$x` `echo '\$x'` `echo \\$x` "`echo \$x`" `echo "\$x"`
## STDOUT:
v v $x $x v v
## END

#### backquotes nest by backslashes
echo `echo \`echo \\\`echo deep\\\`\``
## STDOUT:
deep
## END

#### in double quotes backquotes also take a backslash in front of "
echo "`echo \"a  b\"`" "`echo "c  d"`" `echo \"e\"`
## STDOUT:
a  b c  d "e"
## END

#### command substitution takes quotes of its own
echo "$(echo "a  b" 'c  d' "$(echo "e  f")")"
## STDOUT:
a  b c  d e  f
## END

#### quotes inside ${ } inside double quotes
unset x; echo "${x:-"a  b"}" "${x:-'c  d'}" "${x:-e\}f}" "${x:-\"}" "${x-a\$b\`c\\d}" "${x-\a}"
## STDOUT:
a  b 'c  d' e}f " a$b`c\d \a
## END

#### quotes inside ${ } outside of them
unset x; echo ${x:-"a  b"} ${x:-'c  d'} ${x:-e\}f} ${x:-a  b} ${x:-\a} ${x:-"}"} ${x:-'}'}
## STDOUT:
a  b c  d e}f a b a } }
## END

#### single quotes in a pattern in double quotes quote
x='a*b'; echo "${x#'a*'}" "${x#a'*'}" "${x%"*b"}" "${x/'*'/-}" "${x/\*/+}"
## STDOUT:
b b a a-b a+b
## END

#### the first } ends ${ }, quoted ones do not
unset x; echo ${x-{a}b} "${x-{a}b}" "${x-"{a}b"}" ${x-\{a\}b}
## STDOUT:
{ab} {ab} {a}b {a}b
## END

#### a quoted word never splits, an unquoted value does
x='a b'; set -- $x; echo $#; set -- "$x"; echo $#; set -- a$x"$x"; echo $# "$2"
## STDOUT:
2
1
2 ba b
## END

#### quoted pattern characters do not glob
touch ab a\*; echo a* 'a*' a\* "a"* a"*" a[*]
## STDOUT:
a* ab a* a* a* ab a* a*
## END

#### quoted braces and tildes
echo {a,b} "{a,b}" \{a,b} {a\,b} {"a,b",c} ~ "~" \~ '~' | sed "s|$HOME|HOME|g"
## STDOUT:
a b {a,b} {a,b} {a,b} a,b c HOME ~ ~ ~
## END

#### assignment values keep blanks without quotes
x=$(echo "a  b"); y=$x; z="$y"; echo "$x|$y|$z"; x=a\ b; echo "$x"
## STDOUT:
a  b|a  b|a  b
a b
## END

#### tildes in assignments and not elsewhere
x=~ y=a:~:~/b z=a~; echo $x $y $z a=~ --x=~ | sed "s|$HOME|H|g"
## STDOUT:
H a:H:H/b a~ a=H --x=~
## END

#### arithmetic drops double quotes
x=2; echo $(( "1" + "$x" )) $(("x"*3)) $((1 + (2) )) $(( x > 1 ? 5 : 6 ))
## STDOUT:
3 6 3 5
## END

#### comments do not start inside a word or quotes
echo a#b '#c' "#d" \#e $#
## STDOUT:
a#b #c #d #e 0
## END

#### quotes inside arithmetic subscripts of associative arrays
declare -A m; m["a b"]=1; m['c]d']=2; k='a b'; echo $(( m["$k"] + 1 )) ${m['c]d']} "${m["a b"]}"
## STDOUT:
2 2 1
## END

#### a quote left open
echo "a
## stderr-has: unexpected EOF while looking for matching `"'
## status: 2

#### a carriage return is an ordinary character
printf 'echo a\r\necho b\r\n' > f; . ./f | od -An -c
## STDOUT:
   a  \r  \n   b  \r  \n
## END

#### bytes above 127 pass through
x=$(printf 'a\377b\303\251'); printf %s "$x" | od -An -tx1; echo "é${#x}"
## STDOUT:
 61 ff 62 c3 a9
é4
## END

#### \U takes what UTF-8 once could hold
printf %s $'\U00110000' $'\U7fffffff' $'\ud800' $'\Uffffffff' | od -An -tx1
## STDOUT:
 f4 90 80 80 fd bf bf bf bf bf ed a0 80
## END

#### $'…' and $"…" inside a "${…}" become text of it, which is read on
unset x; z=7; echo "${x:-$'a\tb'}" "${x-$"a b"}" "${x:-$'\x24z'}" "${x:-$'a}b'}" "${x:-'$'a''}" "${x:-"$'a'"}"; y=abc; echo "${y:$'1'}"
## STDOUT:
a	b a b 7 ab} '$'a'' $'a'
bc
## END

#### in a here-document they do not, but in its substitutions
cat <<E
${x:-$'a\tb'} $(echo "${x:-$'a\tb'}")
E
## STDOUT:
$'a\tb' a	b
## END

#### where a $'…' ends is seen before its escapes are
printf '%s' $'\c' $'\c\'x' $'\c\\y' $'\x{41}\x{' | od -An -tx1
## STDOUT:
 5c 63 1c 27 78 1c 79 41
## END

#### bash marks \1 and \177 in the text of a word with \1
trap 'printf %s "$BASH_COMMAND" | od -An -c' DEBUG
: $'a\1' "$(:)"
trap - DEBUG
($'\x7f'${}) 2>&1 | od -An -c | head -n 5 | tr -d '\n ' | grep -o '.*${}' | sed 's/.*://'
## STDOUT:
   :       '   a 001 001   '       "   $   (   :   )   "
   t   r   a   p       -       D   E   B   U   G
'001177'${}
## END

#### a quote that $'…' puts into "${x-…}" opens: its } is missed when it is expanded
echo "${u-$'a'b}" "${u-$'\'\''}" "${u-$'}'}"
(echo "${u-$'\''}")
(u=1; echo a"b${u+''$'\''}c"d)
(echo "${u-$'"'}")
x="${u-$'\'' $(echo })}"
echo next line
## STDOUT:
ab '' }
next line
## END
## STDERR:
$SHELL_NAME: line 2: bad substitution: no closing `}' in "${u-'}"
$SHELL_NAME: line 3: bad substitution: no closing `}' in a"b${u+'''}c"d
$SHELL_NAME: line 4: bad substitution: no closing `}' in "${u-"}"
$SHELL_NAME: line 5: bad substitution: no closing `}' in "${u-' $(echo })}"
## END

#### -D, --dump-strings and --dump-po-strings print $"…" and run nothing
cat > s <<'S'
echo $"a b" "$(echo $"c")" > made
x=$"two
lines" y=${z:-$"in q\"uote"}; cat <<E
$"no" $(echo $"no")
E
S
"$BASH" -D s; "$BASH" --dump-strings -c 'echo $"x" $x'; "$BASH" --dump-po-strings s; ls
## STDOUT:
"a b"
"c"
"two
lines"
"in q\"uote"
"x"
#: s:1
msgid "a b"
msgstr ""
#: s:1
msgid "c"
msgstr ""
#: s:2
msgid ""
"two\n"
"lines"
msgstr ""
#: s:3
msgid "in q\\\"uote"
msgstr ""
s
## END
