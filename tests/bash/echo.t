# tests/bash/echo.t - echo.

#### arguments are joined by blanks
echo a  b   "c  d"
## STDOUT:
a b c  d
## END

#### -n
echo -n a; echo b; echo -n; echo -n -n c; echo
## STDOUT:
ab
c
## END

#### -e decodes
echo -e 'a\tb\\c\x41\0101\u00e9\e[0m\a' | od -An -c
## STDOUT:
   a  \t   b   \   c   A   A 303 251 033   [   0   m  \a  \n
## END

#### without -e nothing is decoded
echo 'a\tb\n'; echo -E 'a\n'; echo -eE 'a\n'; echo -Ee 'a\tb'
## STDOUT:
a\tb\n
a\n
a\n
a	b
## END

#### \c ends the output
echo -e 'a\cb' c; echo d
## STDOUT:
ad
## END

#### what looks like an option and is none
echo -x; echo -nx; echo -; echo --; echo -- -n; echo a -n; echo -neq
## STDOUT:
-x
-nx
-
--
-- -n
a -n
-neq
## END

#### nothing
echo; echo ''; echo '' ''
## stdout-json: "\n\n \n"

#### clusters
echo -ne 'x\ty\n'; echo -en 'z\n'
## STDOUT:
x	y
z
## END

#### unknown escapes stay
echo -e '\q\8\x\u' "\\'"
## STDOUT:
\q\8\x\u \'
## END

#### octal needs a zero
echo -e '\101 \0101 \01012'
## STDOUT:
\101 A A2
## END

#### xpg_echo
shopt -s xpg_echo; echo 'a\tb'; echo -n 'c\n'; echo -E 'd\t'
## STDOUT:
a	b
c
d\t
## END

#### to a closed descriptor
(echo x >&-) 2>/dev/null; echo $?
## STDOUT:
1
## END

#### invalid UTF-8 passes
echo -e '\xff\xfe' | od -An -tx1
## STDOUT:
 ff fe 0a
## END

#### code points
echo -e '\u20ac\U0001F600'
## STDOUT:
€😀
## END
