# tests/bash/prompt.t - the escapes of PS1, through ${x@P}.

#### user and sign
p='\u \$'; [ "${p@P}" = "$(id -un) $([ $(id -u) = 0 ] && echo '#' || echo '$')" ]; echo $?
## STDOUT:
0
## END

#### host
p='\h'; [ "${p@P}" = "$(uname -n | cut -d. -f1)" ]; echo $?; p='\H'; [ "${p@P}" = "$(uname -n)" ]; echo $?
## STDOUT:
0
0
## END

#### the directory
mkdir -p d/e; cd d/e; HOME=${PWD%/d/e}; p='\w \W'; echo "${p@P}"; cd; echo "${p@P}"
## STDOUT:
~/d/e e
~ ~
## END

#### PROMPT_DIRTRIM
mkdir -p aa/bbbb/cc; HOME=$PWD; cd aa/bbbb/cc; PROMPT_DIRTRIM=1; p='\w'; echo "${p@P}"; PROMPT_DIRTRIM=2; echo "${p@P}"
## STDOUT:
~/.../cc
~/aa/bbbb/cc
## END

#### characters
p='a\nb\te\\\041\a\e' ; echo "${p@P}" | sed 's/[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/TIME/' | od -An -c
## STDOUT:
   a  \n   b   T   I   M   E   e   \   !  \a 033  \n
## END

#### brackets that are not printed
p='[\[x\]]'; echo "${p@P}"
## STDOUT:
[x]
## END

#### date and time
p='\D{%Y}'; [ "${p@P}" = "$(date +%Y)" ]; echo $?; p='\A'; case ${p@P} in [0-2][0-9]:[0-5][0-9]) echo time;; esac
## STDOUT:
0
time
## END

#### jobs and shell
p='\j \s'; echo "${p@P}" | sed "s/$SHELL_NAME/S/"
## STDOUT:
0 S
## END

#### expansions behind the escapes
x=v; p='$x `echo q` $((1+1)) ${x}'; echo "${p@P}"
## STDOUT:
v q 2 v
## END

#### values from escapes are not expanded
mkdir '$x'; cd '$x'; x=bad; p='\W'; echo "${p@P}"
## STDOUT:
$x
## END

#### unknown escapes stay
p='\q\z'; echo "${p@P}"
## STDOUT:
\q\z
## END

#### PS4 is expanded and grows with depth
PS4='+$((1+1)) '; set -x; echo a; x=$(echo b); set +x
## STDOUT:
a
## END

#### \! of a prompt that a command expands is the number of the command
cat >s <<'END_OF_S'
P='<\!>'
echo "${P@P}"; set -o history
history -c
echo "${P@P}"
echo "${P@P}"
: x; echo "${P@P} $HISTCMD"
END_OF_S
"$SH" s
## STDOUT:
<1>
<1>
<2>
<3> 3
## END

#### \" is a quote
for x in 'a\"b' '\"$PWD_\"' '"q"' '\\"' '$(echo \"a\" "b")' '${u-\"x\"}'; do echo "${x@P}"; done
## STDOUT:
a"b
""
"q"
"
"a" b
"x"
## END

#### \j counts jobs that are not over
echo 'x="\j"; (exit 3) & wait $!; echo ${x@P}; sleep 5 & (exit 4) & wait $!; echo ${x@P} $(echo ${x@P}); (echo ${x@P}); kill %1; wait; echo ${x@P}' > s
"$BASH" s; "$BASH" -c "$(cat s)"
## STDOUT:
0
1 1
0
0
0
1 1
0
0
## END

#### \j in the words of a member of a pipeline
set -m; x='\j'; sleep 5 & echo "${x@P}" | cat; echo "${x@P}" & wait $!; { echo "${x@P}"; } | cat; f() { echo "${x@P}"; }; f | cat; kill %1
## STDOUT:
1
1
0
0
## END

#### --noediting: prompts and lines as they are
printf '%s\n' 'echo a' 'set -o emacs; set +o emacs; set -o | grep emacs' 'echo "b' 'c"' 'if true' | PS1='\[x\]$ ' PS2='> ' "$BASH" --norc --noediting -i 2>&1 | sed "s,${BASH##*/}:,bash:," | grep -v 'job control\|terminal process'
## STDOUT:
x$ a
x$ emacs          	off
x$ > b
c
x$ > bash: syntax error: unexpected end of file
exit
## END
