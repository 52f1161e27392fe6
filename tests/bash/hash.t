# tests/bash/hash.t - hash: the remembered files of commands

#### an empty table says so, but not with -l
hash; hash -l; hash -r; hash -d nothing; echo $?
## STDOUT:
hash: hash table empty
0
## END
