# tests/bash/hash.t - hash: the remembered files of commands

#### an empty table says so, but not with -l
hash; hash -l; hash -r; hash -d nothing; echo $?
## STDOUT:
hash: hash table empty
0
## END

#### hash -l quotes what the shell would split or the terminal not show
hash -p '/b in/l' q; hash -l; hash -r; hash -p /bin/ls $'a\001b'; hash -l; hash -r; hash -p /bin/ls "a'b"; hash -l; hash -lt "a'b"
## STDOUT:
builtin hash -p '/b in/l' q
builtin hash -p /bin/ls $'a\001b'
builtin hash -p /bin/ls 'a'\''b'
builtin hash -p /bin/ls a'b
## END

#### hash -t tells what it has found before it complains
hash -p /bin/ls q; hash -t q none p 2>&1
## status: 1
## STDOUT:
q	/bin/ls
$SHELL_NAME: line 1: hash: none: not found
$SHELL_NAME: line 1: hash: p: not found
## END
