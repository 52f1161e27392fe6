# tests/agent/trash_keep.t - what is lost without being unlinked: replaced by a rename, truncated.
## policy:
version: 1
name: keep-test
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - name: soft
    paths: ["${PROJECT_ROOT}/**"]
    operations: [delete, rmdir, write, truncate]
    decision: soft_delete
  - name: rest
    paths: ["/**"]
    operations: ["*"]
    decision: allow
## END

#### a file that another one replaces is kept
echo old > f; echo new > g
"$AGENTSH" -c 'mv g f' 2>/dev/null
cat f "$AGENTSH_STATE_DIR"/trash/payload/*
## STDOUT:
new
old
## END

#### a file that is emptied is kept first, whatever call empties it
echo one > a; echo two > b; echo three > c
"$AGENTSH" -c 'echo 1 > a; python3 -c "import os; os.truncate(\"b\", 0)"; dd if=/dev/null of=c 2>/dev/null' 2>/dev/null
cat a b c; cat "$AGENTSH_STATE_DIR"/trash/payload/* | sort
## STDOUT:
1
one
three
two
## END
## needs: python3

#### with mode, owner and times, under its own name
echo old > f; chmod 604 f; touch -d @1000000000 f
"$AGENTSH" -c ': > f' 2>/dev/null
stat -c '%a %Y' "$AGENTSH_STATE_DIR"/trash/payload/*
grep -c "$PWD/f" "$AGENTSH_STATE_DIR"/trash/manifest/*.json
## STDOUT:
604 1000000000
1
## END

#### appending, writing within and empty files keep nothing
echo old > f; : > e
"$AGENTSH" -c 'echo more >> f; echo x > e; echo y 1<> f' 2>/dev/null
ls "$AGENTSH_STATE_DIR"/trash/payload 2>/dev/null
cat e
## STDOUT:
x
## END

#### unlink by every call goes to the trash; what cannot be unlinked does not
mkdir d d/e; for i in 1 2 3; do echo $i > f$i; done
"$AGENTSH" -c '"$PROBES"/unlink f1 unlink; "$PROBES"/unlink f2 unlinkat; "$PROBES"/unlink ./f3 dirfd; "$PROBES"/unlink d unlink; "$PROBES"/unlink d rmdir
	"$PROBES"/unlink d/e/. rmdir; "$PROBES"/unlink d/e rmdir; "$PROBES"/unlink d removedir; "$PROBES"/unlink none unlink; "$PROBES"/unlink none rmdir' 2>/dev/null
ls; ls "$AGENTSH_STATE_DIR"/trash/payload | wc -l
## STDOUT:
unlink ok
unlinkat ok
dirfd ok
unlink EISDIR
rmdir ENOTEMPTY
rmdir EINVAL
rmdir ok
removedir ok
unlink ENOENT
rmdir ENOENT
5
## END

#### a link goes, not what it points to
echo x > f; ln -s f l
"$AGENTSH" -c 'rm l; cat f' 2>/dev/null
readlink "$AGENTSH_STATE_DIR"/trash/payload/*
## STDOUT:
x
f
## END

#### somebody else's file in a sticky directory stays
mkdir s; chmod 1777 s; echo mine > s/f; chmod 755 . ..
"$AGENTSH" -c 'setpriv --reuid 65534 --regid 65534 --clear-groups rm -f s/f' 2>/dev/null
cat s/f
## STDOUT:
mine
## END
## root:
## needs: setpriv
