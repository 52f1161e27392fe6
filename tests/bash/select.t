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

#### PS3 is shown as it is
PS3='\u $x> '; x=5; select y in a; do break; done <<< 1 2>&1
## stdout-json: "1) a\n\\u $x> "

#### the numbers of the first column are as wide as the last row's
select x in {1..12}; do break; done <<< 1 2>&1
## stdout-json: "1) 1\t 3) 3\t 5) 5\t 7) 7\t 9) 9\t11) 11\n2) 2\t 4) 4\t 6) 6\t 8) 8\t10) 10\t12) 12\n#? "

#### the answer keeps its blanks and loses its backslashes
select x in a b; do echo "[$x][$REPLY]"; done <<< $' 2 \n\\1\na\\\nb\n02\n1 2'
## status: 1
## STDOUT:
[b][ 2 ]
[a][1]
[][ab]
[b][02]
[][1 2]

## END
## stderr-has: #?

#### IFS does not touch the answer
IFS=1; select x in a b; do echo "[$x][$REPLY]"; break; done 2>/dev/null <<< 1
## stdout: [a][1]

#### a name that is none is said before anything is shown
select 1x in a; do :; done <<< 1; echo $?
## stdout: 1
## STDERR:
$SHELL_NAME: line 1: `1x': not a valid identifier
## END

#### the menu comes again only after an empty REPLY
select x in a b; do unset REPLY; done <<< $'1\n2' 2>&1; echo "$x"
## stdout-json: "1) a\n2) b\n#? #? #? \nb\n"
