# tests/bash/cmdsub.t - $(…) and `…`.

#### trailing newlines go, others stay
x=$(printf 'a\nb\n\n\n'); echo "<$x>"
## STDOUT:
<a
b>
## END

#### unquoted output is split, quoted is not
x=$(printf 'a  b\nc'); echo $(printf 'a  b\nc'); echo "$(printf 'a  b\nc')"
## STDOUT:
a b c
a  b
c
## END

#### the status is that of the command
x=$(exit 3); echo $?; x=$(false) y=$(true); echo $?; echo $(false) $?
## STDOUT:
3
0
1
## END

#### a command without a name has the status of its substitution
$(false); echo $?; $(exit 7) 2>/dev/null; echo $?
## STDOUT:
1
7
## END

#### nothing leaks out
x=1; y=$(x=2; echo $x; cd /; set -- a b); echo $x $y $#; [ "$PWD" = / ]; echo $?
## STDOUT:
1 2 0
1
## END

#### assignments in a printing builtin's words do not leak either
y=$(echo ${x:=5}); echo "$y [$x]"; y=$(echo $((z=7)) ); echo "$y [$z]"; i=1; y=$(echo $((i++)) $((i))); echo "$y $i"
## STDOUT:
5 []
7 []
1 2 1
## END

#### nor does printf -v
v=old; x=$(printf -v v new); echo "$v [$x]"
## STDOUT:
old []
## END

#### nested
echo $(echo $(echo $(echo deep))) "$(echo "$(echo "a  b")")"
## STDOUT:
deep a  b
## END

#### backquotes: backslashes
echo `echo a\\\\b` `echo \`echo in\`` "`echo "q q"`" `echo '$x' \$x`
## STDOUT:
a\b in q q $x
## END

#### quotes inside are their own
x='a b'; echo "$(echo "$x" 'c  d')"; echo "$(echo ')' "(" \))"
## STDOUT:
a b c  d
) ( )
## END

#### a case inside parentheses
echo $(case a in a) echo yes;; esac) $(case b in (b) echo also;; esac)
## STDOUT:
yes also
## END

#### comments and here-documents inside
echo $(
echo one # a ) in a comment
cat <<EOT
two )
EOT
)
## STDOUT:
one two )
## END

#### reading a file
printf 'a\nb\n\n' > f; x=$(<f); echo "<$x>"; echo $(< f)
## STDOUT:
<a
b>
a b
## END

#### reading a file that is not there
x=$(<nofile); echo "$? <$x>"
## STDOUT:
1 <>
## END
## STDERR:
$SHELL_NAME: line 1: nofile: No such file or directory
## END

#### NULs are dropped with a warning
x=$(printf 'a\0b'); echo "$x ${#x}"
## STDOUT:
ab 2
## END
## STDERR:
$SHELL_NAME: line 1: warning: command substitution: ignored null byte in input
## END

#### much output
x=$(printf '%s\n' {1..20000}); echo ${#x}
## STDOUT:
108893
## END

#### functions and pipelines
f() { echo "f:$1"; }; echo $(f 1) $(echo abc | tr a-c x-z) $(echo a; echo b)
## STDOUT:
f:1 xyz a b
## END

#### in all kinds of words
a=($(echo 1 2) "$(echo 3 4)"); echo ${#a[@]}; for i in $(echo x y); do echo $i; done; case $(echo k) in k) echo case;; esac; cat <<< $(echo here)
## STDOUT:
3
x
y
case
here
## END

#### empty substitutions
x=$(); echo "<$x>$?"; echo $() `` end
## STDOUT:
<>0
end
## END

#### subshell depth and $$
echo $(echo $BASH_SUBSHELL) $BASH_SUBSHELL; [ $(echo $$) = $$ ]; echo $?
## STDOUT:
1 0
0
## END

#### exit only leaves the substitution
x=$(echo a; exit 4; echo b); echo "$x $?"
## STDOUT:
a 4
## END

#### set -e inside
set -e; x=$(false; echo still); echo "$x"
## STDOUT:
still
## END

#### inherit_errexit
shopt -s inherit_errexit; set -e; x=$(false; echo never) || echo "failed <$x>"

#### an error inside
x=$(echo ${nope?why}); echo "$? <$x>"
## STDOUT:
1 <>
## END
## STDERR:
$SHELL_NAME: line 1: nope: why
## END

#### an unset variable under -u inside
set -u; x=$(echo $nope); echo $?
## STDOUT:
1
## END
## STDERR:
$SHELL_NAME: line 1: nope: unbound variable
## END

#### standard input is shared
printf 'l1\nl2\n' | { x=$(read a; echo $a); read b; echo $x $b; }
## STDOUT:
l1 l2
## END

#### test and [ inside
x=$([ 1 = 1 ]); echo $?; x=$(test a = b); echo $?
## STDOUT:
0
1
## END

#### a function named as a builtin wins
echo() { printf 'mine %s\n' "$*"; }; x=$(echo hi); printf '%s\n' "$x"
## STDOUT:
mine hi
## END

#### traps do not run inside
trap 'echo bye' EXIT; x=$(echo in); echo $x
## STDOUT:
in
bye
## END

#### globs and braces inside
touch g1 g2; echo $(echo g*) $(echo {a,b}c)
## STDOUT:
g1 g2 ac bc
## END

#### output to other descriptors is not caught
x=$(echo err >&2; echo out); echo $x
## STDOUT:
out
## END

#### xtrace shows it one level deeper
set -x; x=$(echo a); set +x

#### a substitution in a text that is expanded runs functions and ends well
f() { printf '%s ' -a -b; return 3; }
compgen -W '$(f)' -- -; echo $?
compgen -W '$(f; false) $(: | f)' -- -a; echo $?
g() { false; f >/dev/null; }
let 'a[$(g; echo 2)] = 5' && echo "${a[2]}"
p='<$(g; f)>'
echo "${p@P}"
## STDOUT:
-a
-b
0
-a
-a
0
5
<-a -b >
## END
## STDERR:
## END

#### in backquotes a backslash-newline is gone before the text is parsed
echo `echo 'a\
b'` "`echo 'c\
d'`"
echo `echo "e\\
f"`
echo `echo g \
 h # comment \
 i
echo j`
f() { x=`a \
  b`; }
declare -f f
## STDOUT:
ab cd
ef
g h j
f () 
{ 
    x=`a   b`
}
## END

#### an error in an expansion that goes on is told once, also of what then needs a process
printf -v a ${r[-1]} | cat
x=$(printf %s ${r[-7]}$((n++))); echo $x
: ${r[-9]=}
## status: 1
## STDOUT:
0
## END
## STDERR:
$SHELL_NAME: line 1: r: bad array subscript
printf: usage: printf [-v var] format [arguments]
$SHELL_NAME: line 2: r: bad array subscript
$SHELL_NAME: line 3: r: bad array subscript
$SHELL_NAME: line 3: r[-9]: bad array subscript
## END
