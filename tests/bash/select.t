# tests/bash/select.t - select.

#### menu and choice
select x in a b c; do echo "$x $REPLY"; break; done <<< 2
## STDOUT:
b 2
## END

#### a wrong number gives an empty value
select x in a b; do echo "[$x] $REPLY"; break; done <<< 9
## STDOUT:
[] 9
## END

#### text too
select x in a b; do echo "[$x] $REPLY"; break; done <<< foo
## STDOUT:
[] foo
## END

#### end of input
select x in a b; do echo no; done < /dev/null; echo $?
## STDOUT:

1
## END

#### an empty line shows the menu again
printf '\n1\n' | select x in a b; do echo $x; break; done
## STDOUT:
a
## END

#### PS3
PS3='pick: '; select x in a; do break; done <<< 1

#### the positional parameters
set -- p q; select x; do echo $x; break; done <<< 2
## STDOUT:
q
## END

#### several columns
COLUMNS=40; select x in $(seq 12); do break; done <<< 1

#### wide items
select x in short "a longer item" mid; do echo "$x"; break; done <<< 2
## STDOUT:
a longer item
## END

#### no words
select x in; do echo no; done; echo $?
## STDOUT:
0
## END

#### goes on until break
printf '1\n2\n' | select x in a b; do echo $x; [ $x = b ] && break; done; echo $?
## STDOUT:
a
b
0
## END
