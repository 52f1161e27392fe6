# tests/bash/procsub.t - <(…) and >(…).

#### a file to read from
cat <(echo a; echo b)
## STDOUT:
a
b
## END

#### two at once
diff <(printf '1\n2\n') <(printf '1\n3\n'); echo $?
## STDOUT:
2c2
< 2
---
> 3
1
## END

#### as a redirection
while read -r l; do x+=$l; done < <(printf '%s\n' a b c); echo $x
## STDOUT:
abc
## END

#### variables set in the loop stay
n=0; while read -r _; do ((n++)); done < <(printf 'x\nx\n'); echo $n
## STDOUT:
2
## END

#### a file to write to
{ echo data | tee >(cat > out) > /dev/null; }; while [ ! -s out ]; do :; done; cat out
## STDOUT:
data
## END

#### the name is a descriptor
case $(echo <(:)) in /dev/fd/[0-9]*) echo fd;; esac; [[ -e <(:) ]]; echo $?
## STDOUT:
fd
0
## END

#### as an argument of a function and of a builtin
f() { cat "$1" "$2"; }; f <(echo one) <(echo two); read x < <(echo three); echo $x; mapfile -t a < <(printf '1\n2\n'); echo ${a[1]}
## STDOUT:
one
two
three
2
## END

#### quoted it is text
echo "<(echo a)" '<(b)'
## STDOUT:
<(echo a) <(b)
## END

#### nested
cat <(cat <(echo in))
## STDOUT:
in
## END

#### with a pipeline and a here-string inside
cat <(tr a-z A-Z <<< text | rev)
## STDOUT:
TXET
## END

#### source
source <(echo 'v=sourced'); echo $v
## STDOUT:
sourced
## END

#### descriptors are closed afterwards
for i in {1..80}; do : <(:); done; echo done
## STDOUT:
done
## END

#### not split or globbed
set -- <(:); echo $#
## STDOUT:
1
## END

#### an exec keeps it open
exec 5< <(echo kept); read -r x <&5; echo $x; exec 5<&-
## STDOUT:
kept
## END

#### $! is the substitution, and wait knows its status
cat <(exit 5); wait $!; echo $?
## STDOUT:
5
## END

#### wait waits for the last one, too
echo a > >(sleep 0.1; cat); wait; echo b; : <(sleep 0.1; echo c >&2) & wait; echo $?
## STDOUT:
a
b
0
## END

#### wait waits for all of them whose command has ended
echo a > >(read x; until [ -e go ]; do :; done; echo got $x)
echo b > >(cat >/dev/null)
: >go
wait
echo end
## stdout-json: "got a\nend\n"
