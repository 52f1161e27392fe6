# tests/bash/printf.t - printf.

#### the format is used again
printf '%s-%s\n' a b c
## STDOUT:
a-b
c-
## END

#### without arguments every conversion is null
printf '[%s][%d][%f]\n'
## STDOUT:
[][0][0.000000]
## END

#### escapes in the format
printf 'a\tb\\n\x41\101\u00e9\n'
## STDOUT:
a	b\nAAé
## END

#### numbers
printf '%d %i %o %u %x %X %#x %#o\n' 10 -10 8 7 255 255 255 8
## STDOUT:
10 -10 10 7 ff FF 0xff 010
## END

#### numbers in other bases and characters
printf '%d %d %d %d %d\n' 0x1F 017 "'a" '"b' "'é"
## STDOUT:
31 15 97 98 233
## END

#### widths, precisions and flags
printf '[%5d][%-5d][%05d][%+d][% d][%.3d][%8.3f][%-8s][%8s][%.2s]\n' 42 42 42 42 42 7 3.14159 ab ab abc
## STDOUT:
[   42][42   ][00042][+42][ 42][007][   3.142][ab      ][      ab][ab]
## END

#### stars
printf '[%*d][%-*d][%.*f][%*s]\n' 5 42 5 42 2 3.14159 -4 ab
## STDOUT:
[   42][42   ][3.14][ab  ]
## END

#### floats
printf '%f %e %g %G %.0f %a\n' 1.5 1234.5 0.0001 1e20 2.5 1
## STDOUT:
1.500000 1.234500e+03 0.0001 1E+20 2 0x8p-3
## END

#### %c and %%
printf '%c%c%%%5c|\n' abc d e
## STDOUT:
ad%    e|
## END

#### %b decodes, \c ends
printf '%b|' 'a\tb' '\0101\101' 'x\cy' z; echo
## STDOUT:
a	b|AA|x
## END

#### %q quotes
printf '%q ' 'a b' "it's" '' '$x' $'a\nb' plain '~' 'a=b'; echo
## stdout-json: "a\\ b it\\'s '' \\$x $'a\\nb' plain \\~ a=b \n"

#### %Q cuts first
printf '[%.3q][%.3Q][%6q]\n' 'a bc' 'a bc' 'a b'
## STDOUT:
[a\ ][a\ b][  a\ b]
## END

#### %(…)T
TZ=UTC0 printf '%(%Y-%m-%d %H:%M:%S)T|%(%s)T|%10(%Y)T\n' 0 86400 0
## STDOUT:
1970-01-01 00:00:00|86400|      1970
## END

#### -v
printf -v x '%03d' 7; echo $x; printf -v 'a[2]' %s el; declare -p a; declare -A h; printf -v 'h[k k]' v; declare -p h
## STDOUT:
007
declare -a a=([2]="el")
declare -A h=(["k k"]="v" )
## END

#### -v with a bad name
printf -v 1x y; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: printf: `1x': not a valid identifier
## END

#### -v without a name
printf -v; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: printf: -v: option requires an argument
printf: usage: printf [-v var] format [arguments]
## END

#### what is no number
printf '%d\n' 12abc; echo $?; printf '%d\n' abc; echo $?; printf '%f\n' 1.5x; echo $?
## STDOUT:
12
1
0
1
1.500000
1
## END
## STDERR:
$SHELL_NAME: line 1: printf: 12abc: invalid number
$SHELL_NAME: line 1: printf: abc: invalid number
$SHELL_NAME: line 1: printf: 1.5x: invalid number
## END

#### bad octal and hex
printf '%d\n' 08 0xg; echo $?
## STDOUT:
0
0
1
## END
## STDERR:
$SHELL_NAME: line 1: printf: 08: invalid octal number
$SHELL_NAME: line 1: printf: 0xg: invalid hex number
## END

#### too large
printf '%d\n' 99999999999999999999; echo $?
## STDOUT:
9223372036854775807
0
## END
## STDERR:
$SHELL_NAME: line 1: printf: warning: 99999999999999999999: Numerical result out of range
## END

#### an unknown conversion
printf 'a%yb\n' 1; echo $?
## STDOUT:
a1
## END
## STDERR:
$SHELL_NAME: line 1: printf: `y': invalid format character
## END

#### a missing conversion
printf 'a%'; echo $?
## STDOUT:
a1
## END
## STDERR:
$SHELL_NAME: line 1: printf: `%': missing format character
## END

#### no format
printf; echo $?
## STDOUT:
2
## END

#### an unknown option
printf -x; echo $?
## STDOUT:
2
## END
## STDERR:
$SHELL_NAME: line 1: printf: -x: invalid option
printf: usage: printf [-v var] format [arguments]
## END

#### -- ends the options
printf -- '-%s-\n' x
## STDOUT:
-x-
## END

#### a null argument is 0
printf '%d %f\n' '' ''
## STDOUT:
0 0.000000
## END

#### length modifiers are accepted
printf '%ld %lld %hd %jd %zd %Lf\n' 1 2 3 4 5 1.5
## STDOUT:
1 2 3 4 5 1.500000
## END

#### %n counts
printf 'abc%n\n' x; echo $x
## STDOUT:
abc
3
## END

#### blanks in numbers
printf '%d\n' ' 7'; printf '%d\n' '7 '
## status: 1
## STDOUT:
7
7
## END
## STDERR:
$SHELL_NAME: line 1: printf: 7 : invalid number
## END

#### messages come behind the lines before them
printf '%d\n' 1 x 2 2>&1
## status: 1
## STDOUT:
1
$SHELL_NAME: line 1: printf: x: invalid number
0
2
## END

#### negative hex and plus
printf '%d %d %u\n' -0x10 +5 -1
## STDOUT:
-16 5 18446744073709551615
## END

#### a format without conversions is used once
printf 'x\n' a b c
## STDOUT:
x
## END

#### an octal escape has three digits
printf '\1012\n\0411\n' | od -An -c
## STDOUT:
   A   2  \n   !   1  \n
## END

#### an unknown escape stays
printf '\q\z\n'
## STDOUT:
\q\z
## END

#### %n with a bad name ends the output
printf 'ab%ncd\n' 1x; echo " $?"; printf 'ab%ncd\n' n; echo $n
## STDOUT:
ab 1
abcd
2
## END
## stderr-has: `1x': not a valid identifier

#### a time that is out of reach is shown as 0
TZ=UTC printf '%(%Y-%m-%d)T\n' 9223372036854775807
## stdout: 1970-01-01

#### a wrong conversion ends the format also in $_
printf '%yab' 2>/dev/null; echo "$_"
printf '%-3llyaaa' 2>/dev/null; echo "$_"
x=%y-; printf "$x" 2>/dev/null; echo "$_ $x"
## STDOUT:
%y
%-3y
%y %y-
## END

#### %n counts from where the format was begun again
printf '%s%n%n|' abc x y defg z w; echo $x $y $z $w
printf -v v '%*s%n' 0 q three 4 a1 b; echo "$v" $three $b
## STDOUT:
abc|defg|3 3 4 4
q  a1 1 4
## END

#### %b leaves \" \' and \? as they are, the format does not
printf '%b|' '\"' "\\'" '\?' '\\' '\q'; echo
printf '\"|\?|\q|\n'
echo -e '\"|\?'
x='\"'; echo "${x@E}" $'\"'
## STDOUT:
\"|\'|\?|\|\q|
"|?|\q|
\"|\?
" "
## END

#### in posix mode %f is of a double
set -o posix
printf '%3f %g %a %.20f\n' 9223372036854775807 0.1 1 0.1
printf '%Lf\n' 9223372036854775807
set +o posix
printf '%3f %a\n' 9223372036854775807 1
## STDOUT:
9223372036854775808.000000 0.1 0x1p+0 0.10000000000000000555
9223372036854775807.000000
9223372036854775807.000000 0x8p-3
## END

#### %()T of -2 is when the shell started, or SECONDS was assigned to
printf -v then '%(%s)T' -2
((EPOCHSECONDS - then < 600)) && echo started
SECONDS=100000
printf -v then '%(%s)T' -2
((EPOCHSECONDS - then < 600 && SECONDS >= 100000)) && echo assigned
SECONDS=9223372036854775807; ((SECONDS == 9223372036854775807 || SECONDS < 0)) && echo wraps
## STDOUT:
started
assigned
wraps
## END
